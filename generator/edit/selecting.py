"""A week's items in, what is decided about each of them out: the desk's judgement from persons to choice.

Persons -> mutes -> meaning -> stories -> what earlier weeks had -> signals and rank -> choice.
"""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

from generator.edit.candidates import candidates, likeness
from generator.edit.choose import Choice, choose
from generator.edit.context import Context, survey
from generator.edit.fates import TAKEN
from generator.edit.ledger import decided
from generator.edit.meaning import Meaning, understand
from generator.edit.memory import Memory, remember
from generator.edit.mute import muting
from generator.edit.past import recall
from generator.edit.persons import unite
from generator.edit.presets import PRESETS
from generator.edit.rank import Scored, order, rank, weights
from generator.edit.reading import reading
from generator.edit.stories import gather, retracted, silent
from generator.edit.table import Candidate, Limits
from generator.edit.ties import heeded, ties
from generator.model import (
    Config,
    Edition,
    Item,
    Mute,
    Story,
    Tie,
    Traces,
)

LATE = timedelta(days=7)
"""How long after its date an item that we first see now may still come in: feeds are often late. Not in the very first
edition, which sees everything for the first time."""
NOTHING: Mapping[str, str] = MappingProxyType({})
UNTOLD: Mapping[str, Tie] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Everything that was decided about a week, before it is written down."""

    items: tuple[Item, ...]
    muted: Mapping[str, Mute]
    """Item.id -> the mute that holds."""
    unsaid: tuple[Story, ...]
    """Posts of which only the link is known."""
    feeds: Mapping[str, str]
    """Source.key -> its name."""
    retracted: tuple[Story, ...]
    """Papers that their publisher has taken back."""
    repeated: tuple[Story, ...]
    ranked: tuple[Scored, ...]
    context: Context
    meaning: Meaning
    ties: Mapping[str, Tie]
    """Voice.key -> how near it is to this network."""
    memory: Memory
    candidates: tuple[Candidate, ...]
    """What could be chosen from, in the order of rank; with `limits`, enough to choose anew under another rule."""
    limits: Limits
    choice: Choice

    @property
    def stories(self) -> tuple[Story, ...]:
        """All of the week, whatever was thought of them."""
        return (*self.unsaid, *self.retracted, *self.repeated, *(entry.story for entry in self.ranked))


def select(
    items: Iterable[Item],
    config: Config,
    *,
    due: datetime,
    archive: Sequence[Edition],
    judged: Mapping[str, str] = NOTHING,
    traces: Sequence[Traces] = (),
    known: Mapping[str, Tie] = UNTOLD,
    minutes: Callable[[Item], float] = reading,
    picks: int | None = None,
) -> Selection:
    """Decide about items, in whatever order they come; `minutes` says how long one takes, `picks` how many at most."""
    united = unite(sorted(items, key=lambda item: item.id), config.site.address)
    muted = {item.id: mute for item in united if (mute := muting(item, config.mute, config.site.zone))}
    meaning = understand(heard := [item for item in united if item.id not in muted], config.interests)
    week = _current(united, gathered := fresh(gather(heard, meaning), done := decided(judged)), muted.keys() - done)
    stories = [story for story in gathered if not (silent(story.lead) or retracted(story.lead))]
    memory = remember(archive, taken={name for name, fate in judged.items() if fate in TAKEN})
    repeated, past = tuple(story for story in stories if memory.repeated(story)), recall(traces)
    near = ties(week, config.sources, past, memory.taken, known)
    context = survey(stories, config.interests, due, meaning, past, heeded(week, config.sources, known))
    ranked = rank(_untold(stories, repeated), context, weights(config.digest))
    able, limits = candidates(ranked, context, memory, near, minutes), _limits(config, week, meaning, picks)
    return Selection(
        items=week,
        muted=muted,
        feeds={source.key: source.name for source in config.sources},
        unsaid=tuple(story for story in gathered if silent(story.lead)),
        retracted=tuple(story for story in gathered if retracted(story.lead)),
        repeated=repeated,
        ranked=ranked,
        context=context,
        meaning=meaning,
        ties=near,
        memory=memory,
        candidates=tuple(able),
        limits=limits,
        choice=choose(able, limits),
    )


def _current(items: Iterable[Item], stories: Iterable[Story], besides: Container[str]) -> tuple[Item, ...]:
    """Return what is of the week: what its stories hold, and what else is named."""
    told = {item.id for story in stories for item in story.items}
    return tuple(item for item in items if item.id in told or item.id in besides)


def _untold(stories: Iterable[Story], repeated: Iterable[Story]) -> list[Story]:
    told = {story.lead.id for story in repeated}
    return [story for story in stories if story.lead.id not in told]


def _limits(config: Config, week: Sequence[Item], meaning: Meaning, picks: int | None) -> Limits:
    return Limits(
        minutes=config.digest.minutes,
        preset=PRESETS[config.digest.preset],
        sources=len({item.source for item in week}),
        topics=config.interests,
        likeness=likeness(meaning),
        picks=picks,
    )


def window(
    items: Iterable[Item],
    starts: datetime,
    due: datetime,
    *,
    late: timedelta = LATE,
    judged: Container[str] = frozenset(),
) -> list[Item]:
    """Return what belongs to the week: what appeared in it, and what came late or may be spoken of again."""

    def belongs(item: Item, when: datetime) -> bool:
        again = (item.seen is not None and item.seen >= starts) or item.id in judged
        return when < due and (when >= starts or (when >= starts - late and again))

    return [item for item in items if item.when and belongs(item, item.when)]


def fresh(stories: Iterable[Story], judged: Container[str]) -> list[Story]:
    """Return the stories in which something is new; what was judged before may be what they are about."""
    return [story for story in stories if any(item.id not in judged for item in story.items)]


def best_first(choice: Choice) -> list[Candidate]:
    """Return what was chosen, what was worth most first, its voice's turn and the rest of its kind considered."""

    def place(candidate: Candidate) -> tuple[float, tuple[float, float, str, str]]:
        return -choice.worths[candidate.lead.id], order(candidate.entry)

    return sorted(choice.chosen, key=place)
