"""Sources in, items in the harvest log and a report on each source out: every way out, and all that was brought home.

The HTTP library is loaded when somebody goes out, not when a command only reads what is already here.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from generator.collect import harvest, memory, reports
from generator.collect.door import Door
from generator.collect.hindsight import Changes, became
from generator.collect.listening import NOTHING, Heard, Unwanted, wanted
from generator.collect.words import Adapter, Catch, Visit
from generator.errors import InputError, Problem, StreetError
from generator.model import Edition, Item, Report, Source, Thread

alone = memory.alone


def run(
    sources: Sequence[Source],
    state: Path,
    *,
    now: datetime,
    since: datetime,
    door: Door,
    tell: Callable[[Report], None] = lambda _: None,
    adapters: Mapping[str, Adapter] | None = None,
    withdrawn: Sequence[str] = (),
) -> tuple[Report, ...]:
    """Visit every source once; what they give is in the log when this returns.

    A stranger's failure is a report. Anything else that an adapter raises is a mistake of ours: it stops the run, and
    what was collected until then is kept. A second run at the very same `now` reports what the first one found.

    Args:
        sources: in the order of config.yaml.
        state: the folder with `harvest/` and `sources.json`; it is made where there is none. Other runs wait.
        now: the instant of the visit, aware.
        since: older items are not needed.
        door: how the network is met.
        tell: called with each report as its source is finished.
        adapters: kind of source -> how to read it; all of `collect.sources` by default.
        withdrawn: addresses of people of whom nothing is kept.

    Returns:
        A report on each source, in their order.
    """
    from generator.collect import visits  # noqa: PLC0415  it loads aiohttp: 0.35 s of CPU

    visit = Visit(now=now, since=since, withdrawn=tuple(withdrawn))
    return visits.run(sources, state, adapters=adapters or _adapters(sources), visit=visit, door=door, tell=tell)


def fetch(
    sources: Sequence[Source],
    *,
    now: datetime,
    since: datetime,
    door: Door,
    adapters: Mapping[str, Adapter] | None = None,
) -> Iterator[tuple[Source, tuple[Item, ...] | StreetError, tuple[str, ...]]]:
    """Yield (source, its items or why there are none, notes) in the order of the sources; nothing is kept."""
    from generator.collect import visits  # noqa: PLC0415  it loads aiohttp: 0.35 s of CPU

    return visits.fetch(sources, adapters=adapters or _adapters(sources), visit=Visit(now=now, since=since), door=door)


def meet(sources: Sequence[Source], *, now: datetime, door: Door) -> Iterator[tuple[Source, Catch | StreetError]]:
    """Yield (source, what it is and gives now, or why nothing) in the order of the sources; nothing is kept.

    One answer of each is enough: older pages are not turned, and what is older than `now` is left out.
    """
    from generator.collect import visits  # noqa: PLC0415  it loads aiohttp: 0.35 s of CPU

    return visits.meet(sources, adapters=_adapters(sources), visit=Visit(now=now, since=now), door=door)


def hear(
    editions: Sequence[Edition],
    known: Mapping[str, Thread],
    account: str | None,
    state: Path,
    *,
    unwanted: Unwanted = NOTHING,
    site_url: str | None,
    now: datetime,
    door: Door,
) -> tuple[Heard, ...]:
    """Read what was answered in public to editions; a stranger's failure is a sentence, and leaves what was known.

    Args:
        editions: all of them, oldest first; those whose turn it is are read.
        known: week -> its thread, as it was heard last.
        account: the one that announces editions, @name@host; None for none.
        state: the folder of the runs; it knows who asked to be left alone.
        unwanted: whose answers are not to be kept.
        site_url: where the site is; None where that is not known.
        now: the instant of the visit, aware.
        door: how the network is met.

    Returns:
        What is to be kept of each edition that has a thread or had one, newest first.
    """
    turn = wanted(editions, known, site_url, now)
    if not turn or not (account or any(each.address or each.known for each in turn)):
        return ()
    from generator.collect import answers  # noqa: PLC0415  it loads aiohttp: 0.35 s of CPU

    with memory.alone(state):
        remembered = memory.read(state)
        before = dict(remembered.hosts)
        heard = answers.hear(turn, account, unwanted=unwanted, now=now, door=door, rests=remembered.hosts)
        if remembered.hosts != before:
            memory.write(state, remembered, now)
    return heard


def read(state: Path, sources: Sequence[Source] | None = None, *, now: datetime | None = None) -> tuple[Item, ...]:
    """Return what was collected and not yet published: each id once, its newest sight, ordered by id.

    Args:
        state: the folder of the runs.
        sources: those whose items count, all by default. With them and `now`, what is known of the links of the items
            and of the works they name is joined.
        now: the instant of the reading, aware.
    """
    wanted = None if sources is None else {source.key: source for source in sources}
    items = harvest.read(state, wanted)
    if wanted is None or now is None:
        return items
    from generator.collect import afterwards  # noqa: PLC0415  it loads pydantic's checks of two more files

    return afterwards.join(items, state, wanted, now)


def unspoilt(state: Path) -> None:
    """Refuse a log with lines that are not as they were written: what is decided on it is decided for good.

    Raises:
        InputError: the days, and what helps.
    """
    if days := harvest.spoilt(state):
        words = f"What was collected has been damaged since, in {', '.join(days)}; nothing is published on it."
        hint = "`./gleaner collect` sets the damaged lines aside and reads every source anew."
        raise InputError(Problem(file=f"{state.name}/{harvest.FOLDER}", words=words, hint=hint))


def changes(state: Path, sources: Sequence[Source], *, now: datetime) -> Changes:
    """Return what was deleted and what was edited since it was collected, as far as the log of the runs shows it."""
    return became(state, sources, now)


def purge(state: Path, withdrawn: Sequence[str], names: Collection[str], *, now: datetime) -> int:
    """Take people out of all that the runs keep; return how many observations that were. See collect.purging."""
    from generator.collect import purging  # noqa: PLC0415  as above

    return purging.purge(state, withdrawn, names, now)


def prune(state: Path, before: datetime) -> int:
    """Drop what was collected before an instant and is of no more use; return how many observations that were.

    See collect.pruning.
    """
    from generator.collect import pruning  # noqa: PLC0415  most commands drop nothing

    return pruning.prune(state, before)


def last_reports(state: Path, sources: Sequence[Source], *, now: datetime) -> tuple[Report, ...]:
    """Return what the last visit found at each source that was ever visited, in the order of the sources.

    A source that was left to rest keeps the report of the visit before; of one that its owner has paused or ended by
    `now`, that is said instead.
    """
    return reports.last(state, sources, now)


def last_read(state: Path) -> datetime | None:
    """Return when any source was last read well; None where none was, or where that is not known any more."""
    return max((record.read for record in memory.read(state).sources.values() if record.read), default=None)


def _adapters(sources: Sequence[Source]) -> Mapping[str, Adapter]:
    from generator.collect.sources import adapters  # noqa: PLC0415  readers load feedparser

    return adapters({source.kind for source in sources})
