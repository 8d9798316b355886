"""Connections of the service: one on which nothing is left to answer is closed in time.

uvicorn ends a connection that is idle after an answer, but waits without end for the rest of a
request's head, or of a body once it is answered; so a few hundred half-sent ones would keep
everybody else out.
"""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_SECONDS = 10.0
"""So long may the head of a request take, from the first sign of it, or what is left of a body."""
CONNECTIONS = 500
"""So many connections are held at once; a room of phones needs some six each."""


class Connection(H11Protocol):
    """A connection that does not wait longer for what it cannot answer yet, or has answered."""

    _ending: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Wait on, or no longer: while a request is being answered, others see to its body."""
        super().data_received(data)
        # The first request makes the first cycle, which uvicorn's declaration leaves out.
        if self.cycle is None or self.cycle.response_complete:  # type: ignore[redundant-expr]
            self._wait()
        else:
            self._wait_no_more()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing."""
        self._wait_no_more()
        super().connection_lost(exc)

    def _wait(self) -> None:
        if self._ending is None:
            self._ending = self.loop.call_later(HEAD_SECONDS, self.transport.close)

    def _wait_no_more(self) -> None:
        if self._ending is not None:
            self._ending.cancel()
            self._ending = None
