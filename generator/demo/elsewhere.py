"""The shapes of what is said beyond blogs and Mastodon: posts, videos, questions, papers; YAML in, frozen values out.

One shape serves every network, since people everywhere say something, at some time, in some place. What a network makes
of it (a facet, a score, an entity with forty fields) is written in networks/, not here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import ClassVar

from pydantic import ConfigDict

STRICT = ConfigDict(extra="forbid")
NOBODY: Mapping[str, "Speaker"] = MappingProxyType({})
NOWHERE: Mapping[str, "Place"] = MappingProxyType({})
NO_NUMBERS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A change of mind: from `at` on, `new` stands where `old` stood."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    at: datetime
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture in a post; only its description matters here."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    name: str
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Somebody on a network."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    name: str
    handle: str
    """As the network writes it, without the @."""
    number: str = ""
    """What the network calls this account inside (a DID, a number), where it has such names."""
    since: date = date(2024, 1, 1)
    bio: str = ""
    language: str = "en"
    followers: int = 0
    following: int = 0
    posts: int = 0
    site: str | None = None
    bot: bool = False
    refuses: str = ""
    """How this person has said not to be passed on, in the network's own word; "" for somebody who has not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where things are said: a community, a channel, a repository, a list of people."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    title: str
    about: str = ""
    number: str = ""
    """What the network calls it inside."""
    by: str = ""
    """Key of the Speaker whose place it is."""
    members: tuple[str, ...] = ()
    """Keys of Speakers, where the place is a list of people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One thing that was said."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    by: str
    """Key of a Speaker."""
    at: datetime
    number: str
    """What the network calls it in addresses; one per piece."""
    title: str = ""
    text: str = ""
    link: str | None = None
    """The address it is about."""
    place: str = ""
    """Key of a Place."""
    tags: tuple[str, ...] = ()
    language: str | None = None
    """BCP 47; else the speaker's own."""
    counts: tuple[int, int, int] = (0, 0, 0)
    """Replies, shares and likes; a network that keeps one score shows the last."""
    re: str | None = None
    """Number of the piece that is answered."""
    quotes: str | None = None
    """Number of the piece that is quoted."""
    shares: str | None = None
    """Number of the piece that is only passed on."""
    labels: tuple[str, ...] = ()
    """What the network has stuck to it: porn, nsfw, sensitive, removed, ..."""
    warning: str = ""
    image: Image | None = None
    edit: Edit | None = None
    deleted: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A network as the sample knows it."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    hosts: tuple[str, ...]
    """The machines it answers from."""
    title: str = ""
    speakers: Mapping[str, Speaker] = field(default_factory=lambda: NOBODY)
    places: Mapping[str, Place] = field(default_factory=lambda: NOWHERE)
    pieces: tuple[Piece, ...] = ()

    def speaker(self, handle: str) -> Speaker | None:
        """Return who has this handle or number, whatever the case of its letters."""
        names = (handle.lower(), handle.removeprefix("@").lower())
        known = self.speakers.values()
        return next((each for each in known if each.handle.lower() in names or each.number.lower() in names[:1]), None)

    def piece(self, number: str | None) -> Piece | None:
        """Return the piece of this number."""
        return next((each for each in self.pieces if each.number == number), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What a publisher says about a work after it came out."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    doi: str
    at: date
    type: str = "retraction"
    label: str = "Retraction"


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A paper, and which registers know it under which number."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    doi: str = ""
    title: str
    authors: tuple[str, ...]
    """Family name, comma, given name."""
    at: date
    venue: str
    abstract: str
    issn: str = ""
    kind: str = "journal-article"
    """In the words of Crossref."""
    language: str = "en"
    subjects: tuple[str, ...] = ()
    open_at: str | None = None
    in_doaj: bool = False
    numbers: Mapping[str, str] = field(default_factory=lambda: NO_NUMBERS)
    """Register (arxiv, eric, crossref, openalex, doaj) -> its number there; one that is missing has not heard of it."""
    cited: int = 0
    notice: Notice | None = None

    @property
    def home(self) -> str | None:
        """Where it can be read by anybody."""
        return f"https://arxiv.org/abs/{self.numbers['arxiv']}" if "arxiv" in self.numbers else self.open_at

    def taken_back(self, today: datetime) -> bool:
        """Tell whether a retraction stands on that day."""
        return bool(self.notice and self.notice.type == "retraction" and self.notice.at <= today.date())
