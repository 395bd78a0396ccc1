"""The edition as data, `editions/2026-W47/edition.json`: one dataclass for each kind of object in it.

The schema that the site publishes and the page about it are made from these classes and their words. Format 1 is kept:
a field may be added, none is taken away, renamed or given another meaning. What says nothing ("", 0, false, an empty
list) is left out, but for fields without a default, which are always there.
"""

from dataclasses import dataclass
from typing import Final, Literal

FORMAT: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonData:
    """Somebody, or something with a name, and where it is found."""

    name: str
    url: str = ""
    """Absolute, http or https."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonData:
    """One reason why a pick is here."""

    signal: str
    """Its name, as on the page How it chooses."""
    words: str
    effect: str = ""
    """What it did to the score, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionData:
    """A question for reflection. It is the digest's, and nobody's comment."""

    anchor: str
    lens: str
    """practitioner, sceptic, connector, newcomer, scholar; other for one that the owner made up."""
    name: str
    """What readers know the lens by."""
    text: str
    about: tuple[str, ...]
    """Anchors of further picks it speaks of."""
    see: tuple[PersonData, ...]
    """What else it speaks of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PickData:
    """Something that was picked."""

    id: str
    """As its publisher identifies it; mostly an address."""
    anchor: str
    """The id of its element on the page of the edition."""
    title: str
    """As the page shows it: its own, or made from its first words."""
    own_title: bool
    """False where the title was made from the first words."""
    url: str = ""
    """The original."""
    excerpt: str = ""
    """At most four lines; left out under a content warning, and for posts on X, whose terms allow links only."""
    language: str = ""
    """BCP 47, where it is known."""
    kind: str
    """article or post."""
    by: PersonData
    """Who speaks."""
    new_voice: bool = False
    """In this digest for the first time."""
    facts: tuple[str, ...]
    """What anybody can check about who speaks."""
    source: str
    """Where it was found."""
    published: str = ""
    """RFC 3339, where it is known."""
    minutes: int
    """Reading time."""
    why: str = ""
    """Why it is here, in a line."""
    reasons: tuple[ReasonData, ...]
    """The same in detail, what counted most first."""
    tags: tuple[str, ...]
    """Hashtags and categories of the original, without the #."""
    topics: tuple[str, ...]
    """What the owner of the digest looks for that it matches."""
    warning: str = ""
    """A content warning of its author."""
    images: tuple[str, ...]
    """Descriptions of its pictures; left out with the excerpt."""
    about: str = ""
    """The address a post is about."""
    also: tuple[PersonData, ...]
    """The other voices of the story, each with the place where."""
    pinned: bool = False
    """The owner put it first."""
    questions: tuple[QuestionData, ...]
    """Those that stand under it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionData:
    """Picks that are here for one reason, in the order of the page."""

    key: str
    """pinned, or as the edition's file has it."""
    title: str
    picks: tuple[PickData, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WordData:
    """A word that more voices use than in the weeks before."""

    term: str
    language: str = ""
    """BCP 47."""
    voices: int
    """How many used it."""
    most: int
    """No more than so many used it in any of the weeks before."""
    weeks: int
    """With how many weeks it was compared."""
    who: tuple[PersonData, ...]
    """Who said it first, each with the place where."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CourtesyData:
    """Something a reader could do for somebody."""

    kind: str
    """answer, thank, welcome or introduce."""
    who: tuple[PersonData, ...]
    """One voice, or the two to introduce, each with the place where the conversation is."""
    words: str = ""
    """What it is about."""
    language: str = ""
    """BCP 47, of these words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertData:
    """How much a saved search of the owner found."""

    name: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceData:
    """Somebody on the map of the week."""

    number: int
    """Its name in meetings."""
    name: str
    url: str = ""
    circle: int = 0
    """The number of its circle."""
    tie: str
    """How near it is to this network: strong, weak, very weak."""
    items: int
    """What it said in the week."""
    new: bool = False
    picked: bool = False
    """One of the picks is by it."""
    x: float
    """Where the map has it: 0 the left edge, 1 the right."""
    y: float
    """0 the top, 1 the bottom."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingData:
    """Two voices that met."""

    voices: tuple[int, ...]
    """Who did it first, then whom it reached."""
    kinds: tuple[str, ...]
    """answers, cites, passes on, names; shares, where both speak of one thing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CircleData:
    """Voices that meet one another more than they meet the rest."""

    number: int
    words: str = ""
    """What is talked of there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkData:
    """Who met whom: those who are on the map."""

    heard: int
    """Everybody who was heard in the week."""
    met: int
    """Pairs that met."""
    alone: int
    """Voices that met nobody."""
    voices: tuple[VoiceData, ...]
    meetings: tuple[MeetingData, ...]
    circles: tuple[CircleData, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NumbersData:
    """The week in figures."""

    items: int
    """What was looked at."""
    voices: int
    stories: int
    """Items about one thing are one story."""
    repeated: int
    """Left out because an earlier edition had them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestData:
    """The digest whose edition this is."""

    title: str
    description: str = ""
    url: str = ""
    language: str
    """BCP 47, of the words that are the digest's own."""
    zone: str
    """IANA time zone, which decides in which week an instant lies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionData:
    """One edition: what its page shows, and nothing that the page hides.

    Answers of readers are not in it: they are theirs, they may take them back, and the page has them as they are now.
    """

    format: Literal[1]
    """1. Fields may be added to it; none is taken away or changes its meaning."""
    id: str
    """urn:uuid, the same in feeds, for good: whatever becomes of the address of the site."""
    week: str
    """ISO 8601, 2026-W47."""
    title: str
    url: str = ""
    """Its page."""
    published: str
    """RFC 3339: when it was due, and the last instant it looked at."""
    starts: str
    """RFC 3339: the first instant it looked at."""
    digest: DigestData
    note: str = ""
    """The editor's note, HTML without scripts or styles."""
    sections: tuple[SectionData, ...]
    questions: tuple[QuestionData, ...]
    """Those around the table; others stand under their pick."""
    words: tuple[WordData, ...]
    courtesies: tuple[CourtesyData, ...]
    alerts: tuple[AlertData, ...]
    network: NetworkData
    numbers: NumbersData
    chosen: tuple[str, ...]
    """How it was chosen, in sentences."""
