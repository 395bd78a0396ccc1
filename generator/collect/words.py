"""What the rooms of the street say to one another: an answer, a visit, a catch, and the shape of an adapter."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Protocol

from generator.model import Item, Source

FEEDS = (
    "application/atom+xml, application/rss+xml, application/feed+json;q=0.9, application/rdf+xml;q=0.8, "
    "application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.5, text/html;q=0.3, */*;q=0.1"
)
"""Accept for feeds; types are named, as Open RSS asks of readers."""
JSON = "application/json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server said."""

    url: str
    """The address that answered, after redirects."""
    status: int
    """200, or 304 when it has not changed since the validators we sent. Everything else is raised as StreetError."""
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Names in lower case."""

    @property
    def unchanged(self) -> bool:
        """Whether the server said that nothing is new (304, or the very bytes of last time)."""
        return self.status == 304  # noqa: PLR2004


class Street(Protocol):
    """The one door to the network, as an adapter sees it: street.Http in life, a small fake in tests."""

    async def get(self, url: str, *, accept: str = FEEDS, conditional: bool = True) -> Answer:
        """Ask once, politely and within the limits; StreetError says in words what went wrong.

        With `conditional`, validators of the last visit are sent and those of this one are kept.
        """
        ...

    def forget(self, url: str) -> None:
        """Keep no validators of an answer that could not be used: it is to be asked for whole the next time."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One run: its clock, and how far back it looks."""

    now: datetime
    since: datetime
    """Older items are not needed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Catch:
    """What one source gave."""

    items: tuple[Item, ...] = ()
    home: str | None = None
    """The page a reader can open."""
    title: str = ""
    """What the source calls itself."""
    notes: tuple[str, ...] = ()
    """Sentences for the health page: what was left out, which way round was taken."""
    unchanged: bool = False
    """Nothing is new since the last visit."""
    gone: tuple[str, ...] = ()
    """Ids that the publisher has deleted, or whose author does not want to be listed; those never given do no harm."""


Adapter = Callable[[Source, Street, Visit], Awaitable[Catch]]
"""One kind of source: a thin question to the street around a pure `parse(bytes) -> ...`. It raises StreetError only."""
