"""What the desk decides: stories, picks, prompts, the edition, and the ledger of everything else."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from generator.model.street import Item, Report, Voice
from generator.model.weeks import Week


class Section(StrEnum):
    """Why a pick is where it is in the edition; the order of the sections is the order here."""

    CONVERSATION = "conversation"
    """Several voices speak of it."""
    INTERESTS = "interests"
    """Close to what the owner asked for."""
    OVERLOOKED = "overlooked"
    """Quiet, weak-tie and new voices."""
    RESEARCH = "research"
    """Studies, and what links to them."""
    QUESTIONS = "questions"
    """Somebody asked, and nobody has answered yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Items about one thing; every voice is kept."""

    key: str
    """The shared canonical link, else the id of the lead."""
    lead: Item
    items: tuple[Item, ...]
    """All of them, the lead first."""

    @property
    def voices(self) -> tuple[Voice, ...]:
        """Each voice once, the lead's first."""
        found: dict[str, Voice] = {}
        for item in self.items:
            found.setdefault(item.voice.key, item.voice)
        return tuple(found.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """What one signal thought of a story, and what that was worth."""

    signal: str
    value: float
    """0 to 1."""
    weight: float
    words: str = ""
    """For a reader; "" when there is nothing to say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Another voice of the same story."""

    name: str
    url: str
    """Where that voice speaks of it."""
    voice: str
    """Voice.key."""


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
    minutes: float
    published: datetime | None = None
    kind: str = "article"
    language: str | None = None
    tags: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    """Interests of the owner that it matches."""
    warning: str = ""
    alts: tuple[str, ...] = ()
    about: str | None = None
    new_voice: bool = False
    also: tuple[Mention, ...] = ()
    same: tuple[str, ...] = ()
    """Ids and canonical links of every item in the story, so that it is never picked again."""
    pin: bool = False
    """Set by the owner: it comes first."""
    hidden: bool = False
    """Set by the owner: it is not printed."""


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
    numbers: Numbers = Numbers()
    reports: tuple[Report, ...] = ()
    note: str = ""
    """The editor's note: Markdown, and the owner's."""
    format: int = 1
    """Version of this record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerLine:
    """What became of one item of the week."""

    id: str
    url: str
    title: str
    voice: str
    source: str
    fate: str
    """A key of edit.FATES: picked, joined, muted, unsaid, retracted, repeated, capped, no room, low."""
    words: str
    """The same for a person."""
    score: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalRow:
    """One signal as the page "how it chooses" shows it."""

    name: str
    words: str
    """What it looks at, for a reader."""
    formula: str
    origin: str
    """The paper or page it comes from."""
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """How the desk chooses with this very config: the parcel for the page "how it chooses"."""

    preset: str
    signals: tuple[SignalRow, ...]
    rules: tuple[str, ...]
    """Sentences with the real numbers: budget, caps, shares, mutes."""
