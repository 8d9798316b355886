"""What the service is started with: where it listens, who may reach it, and its limits."""

from __future__ import annotations

import re
import socket
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import ip_address

from classifier.case.relations import MAX_RELATIONS

PORT = 8765
MAX_BODY = 2_000_000
"""So many bytes may be sent at once."""
SMALL = 100_000
"""With so many bytes what is quick for a small case is still quick."""
MAX_VALUES = 20_000
"""So many values (texts, numbers, lists, objects) may stand in a body."""
MAX_WORK = 20_000
"""So many times may an observation be looked at: each of them for every relation."""
MAX_CHANGES = 100
"""So many changes may be supposed to be made, and as many unset."""
LOOPBACK = ("127.0.0.1", "localhost", "::1")
_AUTHORITY = re.compile(r"(?:\[(?P<six>[0-9a-fA-F:.]+)\]|(?P<name>[^\[\]:@/\s]+))(?::\d{1,5})?")


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the service listens, and what it asks of those who come."""

    host: str = LOOPBACK[0]
    port: int = PORT
    token: str | None = None
    """What a request must carry; None where only this machine can reach the service."""
    seconds: float = 20
    """How long a request may take."""
    name: str | None = None
    """What others find this machine by, where it listens in every network it is in."""

    @property
    def url(self) -> str:
        """The address of the service, for a browser on this machine or on another."""
        name = self.name or self.host
        return f"http://{f'[{name}]' if ':' in name else name}:{self.port}/"

    @property
    def places(self) -> Mapping[str, str]:
        """What sentences about the service leave open: its address and its limits."""
        return {
            "url": self.url,
            "limit": f"{MAX_BODY / 1e6:g}",
            "values": str(MAX_VALUES),
            "relations": str(MAX_RELATIONS),
            "work": str(MAX_WORK),
            "seconds": f"{self.seconds:g}",
        }

    def answers_to(self, authority: str) -> bool:
        """Whether a `Host` header names this service.

        A page from elsewhere can make its own name lead to this machine, but then the browser
        still sends that name; so what names anything else is not answered.

        >>> Settings().answers_to("localhost:8765"), Settings().answers_to("evil.example:8765")
        (True, False)
        """
        found = _AUTHORITY.fullmatch(authority)
        if found is None:
            return False
        name = (found["six"] or found["name"]).lower().removesuffix(".")
        if is_everywhere(self.host):
            return _is_address(name) or name in ("localhost", socket.gethostname().lower())
        return name == self.host.lower() or (is_loopback(self.host) and name in LOOPBACK)


def own_address(everywhere: str) -> str:
    """What others find a machine by that listens everywhere: its address in the network.

    Where no network leads on, as where a laptop opens one for a room, its name.
    """
    family, afar = socket.AF_INET, "192.0.2.1"
    if ":" in everywhere:
        family, afar = socket.AF_INET6, "2001:db8::1"
    with suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as asked:
        # Nothing is sent there: the system only says which address it would be sent from.
        asked.connect((afar, PORT))
        address: str = asked.getsockname()[0]
        return address
    return socket.gethostname()


def is_loopback(host: str) -> bool:
    """Whether a host can be reached from this machine only.

    >>> is_loopback("127.0.0.1"), is_loopback("0.0.0.0")
    (True, False)
    """
    return host.lower() == "localhost" or (_is_address(host) and ip_address(host).is_loopback)


def is_everywhere(host: str) -> bool:
    """Whether a host stands for every network that this machine is in."""
    return _is_address(host) and ip_address(host).is_unspecified


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
