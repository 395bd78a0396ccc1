"""The wishes of one run for its way to the street: whom it may meet, how it signs, how long it waits.

It stands apart from http.py so that a command that never goes out does not load an HTTP library (0.35 s of CPU).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

PACES: Mapping[str, float] = MappingProxyType(
    {
        "reddit.com": 60.0,
        "export.arxiv.org": 3.0,
        "api.crossref.org": 1.0,
        "doaj.org": 1.0,
        "api.ies.ed.gov": 1.0,
    }
)
"""Reddit lets a stranger ask about once a minute (seen since June 2026); arXiv asks for three seconds
(info.arxiv.org/help/api/tou.html)."""
HURRIED: Mapping[str, str] = MappingProxyType({"reddit.com": "REDDIT_FEED_TOKEN"})
"""Host -> the secret that lets it be asked at the usual pace."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """How the network is met; the limits are those of the design's threat list (T05)."""

    allow_private: bool = False
    """Whether loopback and intranets may be asked, at any port."""
    contact: str = ""
    """An address at which the owner of a server learns who asks; part of the User-Agent."""
    hosts: Mapping[str, tuple[str, int]] = field(default_factory=lambda: MappingProxyType({}))
    """A street map: host name -> (IP address, port). Where there is one it is the whole world: no name is looked up."""
    secrets: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    """Tokens by the names of their environment variables. They never reach a message, a log or the state."""
    clock: bool = False
    """Whether the instant of the run is this machine's, so that what servers say of the time can be held against it."""
    follow: bool = True
    """Whether links are followed and papers looked up, once all sources have been visited."""
    pause: float = 1.0
    """Seconds of quiet between two requests to one host."""
    paces: Mapping[str, float] = field(default_factory=lambda: PACES)
    """Host -> seconds of quiet, where it asks for more; it holds for the hosts under it as well."""
    requests: int = 300
    """Most requests to one host in a run; Mastodon gives a stranger 300 pages in fifteen minutes."""
    run: float = 1500.0
    """Seconds after which no new question is asked; the sources left come first in the next run."""
    at_once: int = 100
    """Requests under way at one time."""
    seconds: float = 30.0
    """Longest time that one question takes, redirects and all; waiting for its turn does not count."""
    connect: float = 10.0
    """Seconds within which a machine must take the call."""
    size: int = 10_000_000
    """Largest body in bytes, after decompression."""
    hops: int = 5
    """Most redirects that are followed."""

    def pace(self, host: str) -> float:
        """Return the seconds of quiet between two requests to a host."""
        name = host.partition(":")[0]
        own = (
            seconds
            for known, seconds in self.paces.items()
            if (name == known or name.endswith(f".{known}")) and HURRIED.get(known) not in self.secrets
        )
        return max((self.pause, *own))
