"""The desk's work from end to end, on one page: the week's items in, an edition and the ledger out. Read this first.

Window -> persons -> mutes -> stories -> what earlier weeks had -> signals and rank -> choice -> picks -> prompts ->
ledger.
"""

from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import ceil
from statistics import median
from types import MappingProxyType
from uuid import NAMESPACE_URL, uuid5

from generator.edit import ledger, prompts
from generator.edit.choose import Candidate, Choice, Fate, Group, Limits, choose
from generator.edit.context import Context, nearest, survey
from generator.edit.meaning import understand
from generator.edit.memory import Memory, remember
from generator.edit.mute import muting
from generator.edit.persons import unite
from generator.edit.picks import Desk, pick, placed
from generator.edit.presets import PRESETS
from generator.edit.rank import Scored, rank, weights
from generator.edit.reading import reading
from generator.edit.stories import gather, retracted, silent
from generator.model import Config, Edition, Harvest, Item, LedgerLine, Mute, Numbers, Pick, Report, Story, Voice, Week

LATE = timedelta(days=7)
"""How long after its date an item that we first see now may still come in: feeds are often late. Not in the very first
edition, which sees everything for the first time."""
NOTHING: Mapping[str, str] = MappingProxyType({})
TENTH = 0.9
"""Where the most followed tenth begins."""
TOPICAL = 0.3
"""From this closeness on, a story counts as one on that interest when interests are spread."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gleaning:
    """The parcel of the desk."""

    edition: Edition
    ledger: tuple[LedgerLine, ...]
    """One line an item of the week, ordered by id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Everything that was decided about a week, before it is written down."""

    items: tuple[Item, ...]
    muted: Mapping[str, Mute]
    """Item.id -> the mute that holds."""
    unsaid: tuple[Story, ...]
    """Posts of which only the link is known."""
    retracted: tuple[Story, ...]
    """Papers that their publisher has taken back."""
    repeated: tuple[Story, ...]
    ranked: tuple[Scored, ...]
    context: Context
    choice: Choice


def glean(
    harvest: Harvest,
    config: Config,
    week: Week,
    *,
    starts: datetime,
    due: datetime,
    archive: Sequence[Edition],
    bank: prompts.Bank,
    judged: Mapping[str, str] = NOTHING,
) -> Gleaning:
    """Make the edition of a week from what was collected; any harvest gives one, perhaps without picks.

    Args:
        harvest: What was collected.
        config: What the owner asks for.
        week: The week whose edition this is.
        starts: The first instant it looks at, in UTC.
        due: The instant of publication, in UTC; what came before it counts.
        archive: The earlier editions, oldest first.
        bank: The questions there are.
        judged: Earlier ledgers: Item.id -> fate.
    """
    items = window(harvest.items, starts, due, late=LATE if archive else timedelta(), judged=judged)
    selection = select(items, config, due=due, archive=archive, judged=judged)
    picks = _picks(selection, config)
    numbers = _numbers(selection, picks)
    edition = Edition(
        week=week,
        id=_name(config, week),
        title=f"Week {week.number}, {week.year}",
        published=due,
        starts=starts,
        language=config.site.language,
        picks=picks,
        prompts=prompts.ask(picks, numbers, archive, bank, config.prompts, week),
        numbers=numbers,
        reports=_counted(harvest.reports, selection.items),
    )
    return Gleaning(edition=edition, ledger=_ledger(selection))


def select(
    items: Iterable[Item],
    config: Config,
    *,
    due: datetime,
    archive: Sequence[Edition],
    judged: Mapping[str, str] = NOTHING,
    minutes: Callable[[Item], float] = reading,
    picks: int | None = None,
) -> Selection:
    """Decide about items, in whatever order they come; `minutes` says how long one takes, `picks` how many at most."""
    united = unite(sorted(items, key=lambda item: item.id))
    muted = {item.id: mute for item in united if (mute := muting(item, config.mute, config.site.zone))}
    heard = [item for item in united if item.id not in muted]
    meaning = understand(heard, config.interests)
    gathered = fresh(gather(heard, meaning), judged)
    current = {item.id for story in gathered for item in story.items} | (muted.keys() - judged.keys())
    week = tuple(item for item in united if item.id in current)
    unsaid = tuple(story for story in gathered if silent(story.lead))
    back = tuple(story for story in gathered if retracted(story.lead))
    stories = [story for story in gathered if not (silent(story.lead) or retracted(story.lead))]
    memory = remember(archive, taken={name for name, fate in judged.items() if fate in ledger.TAKEN})
    repeated = tuple(story for story in stories if memory.repeated(story))
    context = survey(stories, config.interests, due, meaning)
    held = {story.lead.id for story in repeated}
    ranked = rank([story for story in stories if story.lead.id not in held], context, weights(config.digest))
    limits = Limits(
        minutes=config.digest.minutes,
        preset=PRESETS[config.digest.preset],
        sources=len({item.source for item in week}),
        topics=len(config.interests),
        picks=picks,
    )
    choice = choose(_candidates(ranked, context, memory, minutes), limits)
    return Selection(
        items=week, muted=muted, unsaid=unsaid, retracted=back, repeated=repeated, ranked=ranked, context=context,
        choice=choice,
    )  # fmt: skip


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
    """Return what was chosen in the order of its score."""
    return sorted(choice.chosen, key=lambda candidate: (-candidate.entry.score, candidate.lead.url, candidate.lead.id))


def _candidates(
    ranked: Sequence[Scored], context: Context, memory: Memory, minutes: Callable[[Item], float]
) -> list[Candidate]:
    group = _grouping(context.voices.values())
    return [
        Candidate(
            entry=entry,
            minutes=minutes(entry.story.lead),
            group=group(entry.story.lead.voice),
            new=memory.new(entry.story.lead.voice.key),
            recent=memory.recent.get(entry.story.lead.voice.key, 0),
            topic=_topic(entry.story.lead, context),
        )
        for entry in ranked
    ]


def _grouping(voices: Iterable[Voice]) -> Callable[[Voice], Group]:
    """Return who is quiet (below the median of followers) and who is loud (the most followed tenth), for this week."""
    known = sorted(voice.followers for voice in voices if voice.followers is not None)
    middle = median(known) if known else 0
    top = known[min(len(known) - 1, ceil(len(known) * TENTH))] if known else 0

    def group(voice: Voice) -> Group:
        if voice.followers is None:
            return Group.UNTOLD
        if top <= middle:
            return Group.MIDDLE
        if voice.followers < middle:
            return Group.QUIET
        return Group.LOUD if voice.followers >= top else Group.MIDDLE

    return group


def _topic(item: Item, context: Context) -> str:
    found = nearest(item, context)
    return found[1] if found and found[0].value >= TOPICAL else ""


def _picks(selection: Selection, config: Config) -> tuple[Pick, ...]:
    desk = Desk(context=selection.context, sources={source.key: source for source in config.sources})
    return placed([pick(candidate, desk) for candidate in best_first(selection.choice)])


def _name(config: Config, week: Week) -> str:
    """Return the id of an edition: another for every site and week, the same for every run."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'{config.site.address or config.site.title} {week}')}"


def _numbers(selection: Selection, picks: Sequence[Pick]) -> Numbers:
    chosen = [candidate.entry.story for candidate in selection.choice.chosen]
    assert len(chosen) == len(picks)
    return Numbers(
        items=len(selection.items),
        voices=len({item.voice.key for item in selection.items}),
        stories=sum(map(len, (selection.unsaid, selection.retracted, selection.repeated, selection.ranked))),
        joined=sum(len(story.items) - 1 for story in chosen),
        muted=sum(1 for item in selection.items if item.id in selection.muted),
        repeated=sum(len(story.items) for story in selection.repeated),
    )


def _counted(reports: Iterable[Report], items: Iterable[Item]) -> tuple[Report, ...]:
    """Say of each source how many items of the week are its own, whenever in the week it gave them."""
    gave = Counter(item.source for item in items)
    return tuple(replace(report, items=gave[report.source]) for report in reports)


def _ledger(selection: Selection) -> tuple[LedgerLine, ...]:
    lines = [ledger.muted(item, selection.muted[item.id]) for item in selection.items if item.id in selection.muted]
    for story in selection.unsaid:
        lines += ledger.told(story, Fate.UNSAID)
    for story in selection.retracted:
        lines += ledger.told(story, Fate.RETRACTED)
    for story in selection.repeated:
        lines += ledger.told(story, Fate.REPEATED)
    for entry in selection.ranked:
        lines += ledger.told(entry.story, selection.choice.fates[entry.story.lead.id], entry)
    return tuple(sorted(lines, key=lambda line: line.id))
