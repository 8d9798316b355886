"""Work in threads of its own, with an end to waiting for it.

Python cannot stop a thread. Work that takes too long is given up on: the one who asked is told so,
and the thread goes on until it is done. It keeps its place meanwhile, so that there are never more
threads at work than there are places; what waits for a place and is given up on never begins.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

from classifier.web.problems import Refused

T = TypeVar("T")
PLACES = 4
"""So many answers are worked out side by side."""
QUICK_PLACES = 2
"""So many besides, of those that take a moment."""
AFTER = 10
"""After so many seconds it is worth asking again."""


@dataclass(frozen=True, slots=True)
class Workshop:
    """Threads that work out answers, and how long anybody waits for one."""

    seconds: float
    threads: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(PLACES, thread_name_prefix="answer")
    )
    quick_threads: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(QUICK_PLACES, thread_name_prefix="quick")
    )
    """Kept for what takes a moment, so that it waits behind nothing that takes long."""
    under_way: set[Future[Any]] = field(default_factory=set)
    """What has been begun or waits for a place, also if nobody waits for it any more."""

    async def done(self, work: Callable[[], T], *, quick: bool = False) -> T:
        """The result of some work."""
        future = (self.quick_threads if quick else self.threads).submit(work)
        self.under_way.add(future)
        future.add_done_callback(self.under_way.discard)
        return await asyncio.wrap_future(future)

    @asynccontextmanager
    async def in_time(self) -> AsyncIterator[None]:
        """End what is awaited inside when the time is over. Raises `Refused` then."""
        try:
            async with asyncio.timeout(self.seconds):
                yield
        except TimeoutError:
            raise Refused("time_over", headers={"Retry-After": str(AFTER)}) from None
