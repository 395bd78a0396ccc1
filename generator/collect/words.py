"""What the rooms of the street say to one another: an answer, a visit, a catch, and the shape of an adapter."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Protocol, TypeVar

from generator.model import Item, Source

FEEDS = (
    "application/atom+xml, application/rss+xml, application/feed+json;q=0.9, application/rdf+xml;q=0.8, "
    "application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.5, text/html;q=0.3, */*;q=0.1"
)
"""Accept for feeds; types are named, as Open RSS asks of readers."""
JSON = "application/json"
PAGES = "text/html, application/xhtml+xml;q=0.9, */*;q=0.1"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Sealed:
    """A secret by its name, where its value is to stand in the body of a request."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """Which secrets a request carries, by their names: only the wire knows their values, and it tells nobody.

    They go to the host that was asked and to no other, wherever that sends us.
    """

    bearer: str = ""
    """Name of the secret behind `Authorization: Bearer`."""
    query: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Parameter of the query -> name of the secret that is its value."""


OPEN = Seal()
"""A request without any."""


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

    async def get(
        self, url: str, *, accept: str = FEEDS, conditional: bool = True, seal: Seal = OPEN, enough: int | None = None
    ) -> Answer:
        """Ask once, politely and within the limits; StreetError says in words what went wrong.

        With `conditional`, validators of the last visit are sent and those of this one are kept. A StreetError has the
        `status` and the `body` of a refusal, so that an adapter can say more about it. With `enough`, only the first so
        many bytes are read: of pages, of which the beginning will do.
        """
        ...

    async def post(self, url: str, body: Mapping[str, object], *, seal: Seal = OPEN) -> Answer:
        """Send JSON and return the answer, never a remembered one; redirects are not followed.

        A value that is Sealed is replaced by the secret of that name.
        """
        ...

    def forget(self, url: str) -> None:
        """Keep no validators of an answer that could not be used: it is to be asked for whole the next time."""
        ...

    def has(self, *names: str) -> bool:
        """Tell whether there is a secret by each of these names: from the environment, or learnt in this run."""
        ...

    def learn(self, name: str, value: str) -> None:
        """Take a secret that a server has just given (a session), for the rest of the run and for all its sources."""
        ...

    async def once(self, name: str, make: Callable[[], Awaitable[T]]) -> T:
        """Do something once a run, whoever needs it first (a log-in); the others get its result, or its StreetError."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One run: its clock, and how far back it looks."""

    now: datetime
    since: datetime
    """Older items are not needed."""
    last: datetime | None = None
    """When this source was read well before, if what it gave is still there; for those whose every answer costs."""
    withdrawn: tuple[str, ...] = ()
    """Addresses of people of whom nothing is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """When a feed itself wishes to be asked (RSS 2.0, the syndication module)."""

    every: timedelta = timedelta()
    """`ttl`, or `sy:updatePeriod` by `sy:updateFrequency`."""
    skip_hours: frozenset[int] = frozenset()
    """Hours of the day in UTC, 0 to 23, in which it is not asked."""
    skip_days: frozenset[int] = frozenset()
    """ISO weekdays in UTC, 1 Monday ... 7 Sunday."""


ANY_TIME = Schedule()
"""Of a feed that wishes nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Catch:
    """What one source gave."""

    items: tuple[Item, ...] = ()
    home: str | None = None
    """The page a reader can open."""
    title: str = ""
    """What the source calls itself."""
    feed: str | None = None
    """Where the feed is, if the address is that of a page which names it."""
    notes: tuple[str, ...] = ()
    """Sentences for the health page: what was left out, which way round was taken."""
    unchanged: bool = False
    """Nothing is new since the last visit."""
    gone: tuple[str, ...] = ()
    """Ids that the publisher has deleted, or whose author does not want to be listed; those never given do no harm."""
    schedule: Schedule = ANY_TIME
    present: frozenset[str] | None = None
    """Every id that was met, where that is all there is: what is missing was deleted. None where it is not known."""
    covered: datetime | None = None
    """From when on `present` is all there is, as in a timeline that was read back so far; None for everything."""


Adapter = Callable[[Source, Street, Visit], Awaitable[Catch]]
"""One kind of source: a thin question to the street around a pure `parse(bytes) -> ...`. It raises StreetError only."""
