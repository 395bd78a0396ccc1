"""The desk's work from end to end, on one page: the week's items in, an edition and the ledger out. Read this first.

Window -> persons -> mutes -> stories -> what earlier weeks had -> signals and rank -> choice -> picks -> words, saved
searches -> prompts -> ledger.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import MappingProxyType
from uuid import NAMESPACE_URL, uuid5

from generator import originals
from generator.edit import ledger, prompts
from generator.edit.alerts import matched
from generator.edit.choose import LOW
from generator.edit.courtesies import courtesies
from generator.edit.evidence import known, remembered
from generator.edit.fates import Fate
from generator.edit.introductions import Usage
from generator.edit.meters import measure
from generator.edit.network import survey_network
from generator.edit.past import arrow, tracks
from generator.edit.picks import Desk, pick, placed
from generator.edit.rising import counted, rising, settled
from generator.edit.selecting import LATE, Selection, best_first, select, window
from generator.edit.terms import terms
from generator.model import (
    Config,
    Edition,
    Harvest,
    Item,
    LedgerLine,
    Numbers,
    Pick,
    PromptWishes,
    Report,
    Story,
    Terms,
    Traces,
    Week,
)

NOTHING: Mapping[str, str] = MappingProxyType({})
NEVER: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Gleaning:
    """The parcel of the desk."""

    edition: Edition
    ledger: tuple[LedgerLine, ...]
    """One line an item of the week, ordered by id."""
    outside: tuple[LedgerLine, ...]
    """One line an item that was found in the week and is not of it, ordered by id."""
    terms: Terms
    """By what the week was chosen."""
    traces: Traces
    """What the week leaves for those after it."""


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
    traces: Sequence[Traces] = (),
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
        traces: What earlier weeks left, oldest first.
    """
    items = window(harvest.items, starts, due, late=LATE if archive else timedelta(), judged=judged)
    selection = select(items, config, due=due, archive=archive, judged=judged, traces=traces)
    spoken = terms(selection.stories)
    found = matched(selection.stories, config, archive=archive, judged=judged)
    edition = replace(_edition(selection, harvest.reports, config, week, starts), alerts=found)
    edition = _looked_at(edition, selection, archive, spoken, traces)
    edition = _asked(edition, selection, remembered(archive, traces), bank, config.prompts)
    return Gleaning(
        edition=edition,
        ledger=_ledger(selection),
        outside=ledger.outside(_rest(harvest.items, selection.items), starts, due, judged),
        terms=ledger.terms(config.digest, selection.choice),
        traces=replace(leave(selection, week, counted(spoken)), asked=tuple(each.id for each in edition.prompts)),
    )


def spared(gleaning: Gleaning, edition: Edition) -> Gleaning:
    """Put in place of an edition what there was room for in its file; what was shed is free for a later week.

    Args:
        gleaning: What the desk made.
        edition: The same edition, perhaps with fewer picks and questions.
    """
    lines = ledger.spared(gleaning.ledger, {pick.id for pick in edition.picks})
    shed = {each.id for each in gleaning.edition.prompts} - {each.id for each in edition.prompts}
    left = replace(gleaning.traces, asked=tuple(name for name in gleaning.traces.asked if name not in shed))
    return replace(gleaning, edition=edition, ledger=lines, traces=left)


def _edition(selection: Selection, reports: Iterable[Report], config: Config, week: Week, starts: datetime) -> Edition:
    """Write what was chosen; the rest is added by whoever knows it."""
    picks = _picks(selection, config)
    numbers = _numbers(selection, picks, config.digest.minutes)
    return Edition(
        week=week,
        id=_name(config, week),
        title=f"Week {week.number}, {week.year}",
        published=selection.context.due,
        starts=starts,
        language=config.site.language,
        picks=picks,
        numbers=numbers,
        reports=_counted(reports, selection.items),
    )


def _looked_at(
    edition: Edition, selection: Selection, archive: Sequence[Edition], spoken: Usage, traces: Sequence[Traces]
) -> Edition:
    """Add who met whom, what readers could do for one another, which words rose, and what the digest itself is like."""
    met = survey_network(
        _public(selection),
        edition.picks,
        archive,
        context=selection.context,
        ties=selection.ties,
        memory=selection.memory,
    )
    return replace(
        edition,
        words=rising(spoken, [each.terms for each in traces], settled(archive)),
        network=met.network,
        courtesies=courtesies(selection, archive, spoken, met),
        meters=measure(_spoken(selection), edition.picks, archive, met.circle),
    )


def _asked(
    edition: Edition, selection: Selection, archive: Sequence[Edition], bank: prompts.Bank, wishes: PromptWishes
) -> Edition:
    """Add the questions, which come last: they may speak of everything else that the edition says."""
    facts = known(edition, archive, _public(selection))
    asked = prompts.ask(facts, bank, wishes, edition.week)
    return replace(edition, prompts=tuple(replace(each, made=originals.fingerprint(each.text)) for each in asked))


def leave(selection: Selection, week: Week, spoken: Mapping[str, int] = NEVER) -> Traces:
    """Write down what the week leaves for those after it."""
    context = selection.context
    due: defaultdict[str, float] = defaultdict(float)
    for entry in selection.ranked:
        due[entry.story.lead.voice.key] += entry.score if entry.score >= LOW else 0.0
    return Traces(
        week=week,
        voices=tracks(_spoken(selection), context.rests, due, context.near),
        met=tuple(sorted(context.together)),
        passed=tuple(sorted({arrow(one, taker) for taker, givers in context.passers.items() for one in givers})),
        terms=spoken,
    )


def _spoken(selection: Selection) -> list[Item]:
    """Return what was said for all to hear: not what is muted, and not that of which only the link may be known."""
    return [item for story in _public(selection) for item in story.items]


def _public(selection: Selection) -> list[Story]:
    """Return the stories of the week without those of which only the link may be known."""
    unsaid = {story.lead.id for story in selection.unsaid}
    return [story for story in selection.stories if story.lead.id not in unsaid]


def _picks(selection: Selection, config: Config) -> tuple[Pick, ...]:
    sources = {source.key: source for source in config.sources}
    desk = Desk(context=selection.context, sources=sources, kept=selection.choice.kept)
    return placed([pick(candidate, desk) for candidate in best_first(selection.choice)])


def _name(config: Config, week: Week) -> str:
    """Return the id of an edition: another for every site and week, the same for every run."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'{config.site.address or config.site.title} {week}')}"


def _numbers(selection: Selection, picks: Sequence[Pick], minutes: float) -> Numbers:
    chosen = [candidate.entry.story for candidate in selection.choice.chosen]
    assert len(chosen) == len(picks)
    return Numbers(
        items=len(selection.items),
        voices=len({item.voice.key for item in selection.items}),
        stories=sum(map(len, (selection.unsaid, selection.retracted, selection.repeated, selection.ranked))),
        joined=sum(len(story.items) - 1 for story in chosen),
        muted=sum(1 for item in selection.items if item.id in selection.muted),
        repeated=sum(len(story.items) for story in selection.repeated),
        minutes=minutes,
    )


def _counted(reports: Iterable[Report], items: Iterable[Item]) -> tuple[Report, ...]:
    """Say of each source how many items of the week are its own, whenever in the week it gave them."""
    gave = Counter(item.source for item in items)
    return tuple(replace(report, items=gave[report.source]) for report in reports)


def _rest(items: Iterable[Item], week: Iterable[Item]) -> list[Item]:
    """Return what is not of the week."""
    inside = {item.id for item in week}
    return [item for item in items if item.id not in inside]


def _ledger(selection: Selection) -> tuple[LedgerLine, ...]:
    lines = [ledger.muted(item, selection.muted[item.id]) for item in selection.items if item.id in selection.muted]
    for story in selection.unsaid:
        lines += ledger.told(story, Fate.UNSAID)
    for story in selection.retracted:
        lines += ledger.told(story, Fate.RETRACTED)
    for story in selection.repeated:
        lines += ledger.told(story, Fate.REPEATED)
    for entry in selection.ranked:
        name = entry.story.lead.id
        lines += ledger.told(entry.story, selection.choice.fates[name], entry, selection.choice.worths[name])
    return tuple(sorted(lines, key=lambda line: line.id))
