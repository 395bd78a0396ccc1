"""What readers get: picks, questions, courtesies, the network, and the edition that holds them all."""

from dataclasses import dataclass
from datetime import datetime

from generator.model.desk import Reason
from generator.model.network import Courtesy, Meters, Network
from generator.model.street import Report
from generator.model.weeks import Week
from generator.model.wishes import Tie
from generator.model.words import Mention, Word


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """A story that was chosen. It stands alone: an edition can be printed from it without the harvest."""

    id: str
    """Item.id of the lead."""
    url: str
    title: str
    """"" for a post without one: the page then shows the first words."""
    excerpt: str = ""
    voice: str
    """Voice.key of the lead."""
    name: str
    """The voice's name."""
    address: str | None = None
    """The voice's address."""
    source: str
    """Source.key."""
    source_name: str
    section: str
    """A value of Section."""
    why: str
    """One line, true to the arithmetic."""
    reasons: tuple[Reason, ...] = ()
    facts: tuple[str, ...] = ()
    """What anybody can check about its voice: since when, where, how much. Never the size of an audience."""
    minutes: float
    published: datetime | None = None
    kind: str = "article"
    language: str | None = None
    tags: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    """Interests of the owner that it matches."""
    warning: str = ""
    alts: tuple[str, ...] = ()
    tie: Tie | None = None
    """How near its voice is to this network; None in records of before."""
    claim: bool = False
    """It states a finding and names no source for it."""
    about: str | None = None
    new_voice: bool = False
    also: tuple[Mention, ...] = ()
    same: tuple[str, ...] = ()
    """Ids and canonical links of every item in the story, so that it is never picked again."""
    made: str = ""
    """A fingerprint of the words Gleaner wrote here; where they still fit it, an edited original may correct them."""
    pin: bool = False
    """Set by the owner: it comes first."""
    hidden: bool = False
    """Set by the owner: it is not printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertMatches:
    """What a saved search found in a week, whatever became of it at the desk."""

    name: str
    query: str
    """As it was that week."""
    key: str
    """Alert.key."""
    matches: tuple[Pick, ...] = ()
    """The newest first, one for each story, written like a pick; `why` says what of the query it has."""
    more: int = 0
    """How many older ones there were besides, where the week was enormous."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """A question for reflection, seen through a lens."""

    id: str
    """Its name in the bank."""
    lens: str
    text: str
    """Plain text."""
    about: tuple[str, ...] = ()
    """Pick.id of the picks it speaks of."""
    see: tuple[Mention, ...] = ()
    """What else it speaks of: a word and who said it, a saved search, a paper; each with the place where."""
    at: str = ""
    """Pick.id of the pick under which it stands; "" for a place around the table."""
    made: str = ""
    """A fingerprint of the words Gleaner wrote; where they still fit it, a title quoted there may be corrected."""
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """The week in figures."""

    items: int = 0
    """Items of the week that were looked at."""
    voices: int = 0
    stories: int = 0
    joined: int = 0
    """Items that stand behind a pick as another voice of its story."""
    muted: int = 0
    repeated: int = 0
    """Items left out because an earlier edition had them."""
    minutes: float | None = None
    """Reading time that the edition could have taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One week's digest: the parcel from the desk to the press, and the record in content/editions/."""

    week: Week
    id: str
    """urn:uuid:..., made once and kept: it survives a new domain, a new title and a new theme."""
    title: str
    published: datetime
    """When it was due, not when a machine got round to it."""
    starts: datetime
    """The first instant it looks at; the last is `published`."""
    language: str = "en"
    picks: tuple[Pick, ...] = ()
    prompts: tuple[Prompt, ...] = ()
    alerts: tuple[AlertMatches, ...] = ()
    """Those that matched, in the order of config.yaml."""
    words: tuple[Word, ...] = ()
    """What more voices speak of than before, the surest first."""
    courtesies: tuple[Courtesy, ...] = ()
    """What readers could do for one another, in the order of Kindness."""
    meters: Meters = Meters()  # noqa: RUF009  it is frozen
    network: Network = Network()  # noqa: RUF009  it is frozen
    numbers: Numbers = Numbers()
    reports: tuple[Report, ...] = ()
    thread: str | None = None
    """Set by the owner: the address of the post on Mastodon under which this edition is talked about."""
    note: str = ""
    """The editor's note: Markdown, and the owner's."""
    format: int = 1
    """Version of this record."""
