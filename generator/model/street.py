"""What is found on the street: items, their voices, and how each source was met."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Who speaks: a person or an organisation."""

    key: str
    """The profile address, else the home page of the feed, with the author's name where it has several."""
    name: str
    address: str | None = None
    """Where a reader finds this voice: profile or home page."""
    network: str = "web"
    """web, mastodon, ..."""
    since: date | None = None
    """The day the account was made."""
    bot: bool | None = None
    followers: int | None = None
    """For arithmetic only; it is never shown."""
    following: int | None = None
    posts: int | None = None
    bio: str = ""
    links: tuple[str, ...] = ()
    """Own addresses that the voice's server has verified (rel=me)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reactions:
    """What the asked server knows of replies, shares and likes; None where it does not say."""

    replies: int | None = None
    shares: int | None = None
    likes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """Something to hear or to see that comes with an item."""

    address: str
    type: str = ""
    """Media type (RFC 6838), e.g. audio/mpeg."""
    seconds: int | None = None
    """How long it plays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A scholarly work that an item names, as open registers (OpenAlex, Crossref) know it."""

    doi: str
    """In lower case, without https://doi.org/."""
    title: str = ""
    venue: str = ""
    """The journal, the proceedings, the archive."""
    year: int | None = None
    authors: tuple[str, ...] = ()
    kind: str = ""
    """journal-article, posted-content, ..., in the words of Crossref."""
    open_at: str | None = None
    """Where it can be read without paying."""
    in_doaj: bool | None = None
    """Whether its journal is in the Directory of Open Access Journals."""
    retracted: bool = False
    notice: str | None = None
    """The address of the notice that retracts it."""
    concern: str = ""
    """What its publisher says against it without taking it back: "correction", "expression of concern"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One post or article, by one voice, from one source. All text is plain text, never markup."""

    id: str
    """The publisher's own permanent id (guid, Atom id, ActivityPub uri); else the address."""
    source: str
    """Source.key."""
    url: str
    """Where a reader reads it."""
    voice: Voice
    title: str = ""
    text: str = ""
    """Paragraphs separated by an empty line."""
    published: datetime | None = None
    updated: datetime | None = None
    seen: datetime | None = None
    """When Gleaner first saw it."""
    language: str | None = None
    """BCP 47."""
    tags: tuple[str, ...] = ()
    """Without the #, as written."""
    kind: str = "article"
    """article or post."""
    about: str | None = None
    """The address a post is about, where it is not its own."""
    links: tuple[str, ...] = ()
    """Addresses in the text."""
    warning: str = ""
    """Content warning. Networks give nothing else of such a post; a text that comes with one stays closed under it."""
    alts: tuple[str, ...] = ()
    """Descriptions of its pictures."""
    reply_to: str | None = None
    mentions: tuple[str, ...] = ()
    shared_by: tuple[str, ...] = ()
    """Keys of voices known to have passed it on."""
    reactions: Reactions = Reactions()
    media: tuple[Enclosure, ...] = ()
    works: tuple[Work, ...] = ()
    """What it names by DOI, joined when the harvest is read."""

    @property
    def when(self) -> datetime | None:
        """When it was published, as far as can be believed: never later than it was seen."""
        if self.published and self.seen:
            return min(self.published, self.seen)
        return self.published or self.seen


class Health(StrEnum):
    """How a source was met in a run."""

    OK = "ok"
    UNCHANGED = "unchanged"
    RESTING = "resting"
    FAILED = "failed"
    GONE = "gone"
    ASIDE = "aside"
    """It answers, but is no longer what it was: it waits until the owner has looked at it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What one run found at one source."""

    source: str
    """Source.key."""
    name: str
    address: str
    """What a reader can open: the site or the feed, else ""."""
    health: Health
    words: str = ""
    """A sentence for a person: the reason of a failure, or what was left out and why."""
    items: int = 0
    """How many items it gave in this run."""
    seconds: float | None = None
    since: datetime | None = None
    """Since when it has been in this state."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Harvest:
    """The parcel from the street to the desk: what was collected and not yet published."""

    items: tuple[Item, ...] = ()
    """Each id once, its newest sight, ordered by id."""
    reports: tuple[Report, ...] = ()
    """The last report of each source, in the order of config.yaml."""
