"""What the desk weighs: stories, reasons, the ledger of everything, and what a week leaves for the weeks after it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from generator.model.street import Item, Voice
from generator.model.weeks import Week

NOTHING: Mapping[str, float] = MappingProxyType({})


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
    BESIDES = "besides"
    """About nothing that the owner asked for."""


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
    effect: float | None = None
    """By what factor it changed the score, against a signal that has nothing to say; None where that is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerLine:
    """What became of one item of the week."""

    id: str
    url: str
    title: str
    voice: str
    source: str
    fate: str
    """A key of edit.FATES: picked, joined, muted, unsaid, retracted, repeated, capped, no room, low, spared,
    old, elsewhere."""
    words: str = ""
    """The same for a person."""
    score: float | None = None
    name: str = ""
    """The name of the voice."""
    lead: str = ""
    """Item.id of the lead of its story; "" where it is the lead itself."""
    worth: float | None = None
    """What its story was worth when it was last weighed against the others; with the lead alone."""
    values: Mapping[str, float] = field(default_factory=lambda: NOTHING)
    """Signal -> what it thought, with the lead alone; what had nothing to say is left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """By what a week was chosen, so that its ledger can be understood when config.yaml has changed."""

    preset: str
    minutes: float
    bar: float
    """The least that was worth a place open to all."""
    weights: Mapping[str, float] = field(default_factory=lambda: NOTHING)
    """Signal -> weight, of those that have one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """What one voice did in one week, in figures."""

    items: int
    told: int = 0
    """Items of which the response is known."""
    surprise: float = 0.0
    """Sum over those of how far the response was above what is usual for such an audience, in spreads."""
    due: float = 0.0
    """Sum of the scores of its stories: the attention it had earned."""
    near: float = 0.0
    """How near it is to the voices that are followed, 0 to 1: one of them, passed on by one of them, and so on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Traces:
    """What a week leaves for the weeks after it besides its edition and its ledger: counts, and never who said a word.

    Some are kept under the address of a voice.

    Without them the desk chooses as well as it can from the week and the archive.
    """

    week: Week
    voices: Mapping[str, Track] = field(default_factory=lambda: MappingProxyType({}))
    """Voice.key -> what it did."""
    met: tuple[int, ...] = ()
    """Which voices stood in one story, or spoke of one another: one number for each two, in order."""
    passed: tuple[int, ...] = ()
    """Who passed on whom: one number for each two, in order."""
    terms: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    """Term -> voices that used it; the commonest of the week."""
    asked: tuple[str, ...] = ()
    """Prompt.id of what was asked, whatever an owner has made of the edition since."""


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
    role: str = ""
    """How it counts in the score: a key of edit.signals.Role."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """How the desk chooses with this very config: the parcel for the page "how it chooses"."""

    preset: str
    signals: tuple[SignalRow, ...]
    rules: tuple[str, ...]
    """Sentences with the real numbers: budget, caps, shares, mutes."""
    words: str = ""
    """What the preset is for."""
    reading: tuple[str, ...] = ()
    """Sentences on how opinions become a score, what is not known, and how meaning is read."""
