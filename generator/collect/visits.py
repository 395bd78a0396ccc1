"""One run over the sources: sources and what is remembered of them in, items in the log and a report each out.

Hosts are visited side by side, the sources of one host one after the other. The slowest hosts start first: with 100
requests under way that is what brings 1,000 feeds down to the time of the slowest one. Items go to the log before
anything is remembered of their source, so a run may be killed at any moment: the next one asks again what was not kept,
and a run with the same `now` ends with the same log and the same reports.
"""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter

from generator.collect import addresses, clocks, faces, harvest, kept, memory, reports, waiting
from generator.collect.folding import ITEM
from generator.collect.http import Door, Wire
from generator.collect.keeper import Keeper, wish
from generator.collect.logbook import Log
from generator.collect.memory import Record
from generator.collect.records import Records
from generator.collect.street import Http
from generator.collect.waiting import Rest
from generator.collect.words import ANY_TIME, Adapter, Catch, Visit
from generator.errors import ClockError, StreetError
from generator.model import Health, Item, Report, Source

WORDS, CATCH = TypeAdapter(str), TypeAdapter(Catch)
READERS = 1
"""Documents that are parsed at one time (asyncio.to_thread), beside who asks. Two only take Python from one another,
and from those who ask: a first run over a thousand feeds then takes a fifth longer."""
OWNED = frozenset({"feed", "gleaner"})
"""Kinds of source that belong to somebody; others do where they name one account."""

T = TypeVar("T")


def run(
    sources: Sequence[Source],
    state: Path,
    *,
    adapters: Mapping[str, Adapter],
    visit: Visit,
    door: Door,
    tell: Callable[[Report], None],
) -> tuple[Report, ...]:
    """Visit every source once; return the reports in the order of the sources."""
    with memory.alone(state), Log.opened(state, visit.now) as log:
        keeper = Keeper(state=state, records=Records.read(state), log=log, now=visit.now)
        tour = Round(adapters=adapters, visit=visit, door=door, tell=tell, keeper=keeper)
        try:
            asyncio.run(tour.walk(sources))
        except ClockError:
            keeper.undo()
            raise
        finally:
            keeper.save()
        return tuple(tour.reports[source.key] for source in sources)


def fetch(
    sources: Sequence[Source], *, adapters: Mapping[str, Adapter], visit: Visit, door: Door
) -> Iterator[tuple[Source, tuple[Item, ...] | StreetError, tuple[str, ...]]]:
    """Yield what each source gives, in their order; nothing is known beforehand and nothing is kept."""
    for source, found in meet(sources, adapters=adapters, visit=visit, door=door):
        yield (source, found, ()) if isinstance(found, StreetError) else (source, found.items, found.notes)


def meet(
    sources: Sequence[Source], *, adapters: Mapping[str, Adapter], visit: Visit, door: Door
) -> Iterator[tuple[Source, Catch | StreetError]]:
    """Yield the whole catch of each source, as `fetch` does."""
    with asyncio.Runner() as runner:
        wire = Wire(door, visit.now, {}, hosts(sources))
        runner.run(wire.__aenter__())
        try:
            tasks = [runner.get_loop().create_task(_show(source, wire, adapters, visit)) for source in sources]
            for source, task in zip(sources, tasks, strict=True):
                yield source, runner.run(_done(task))
        finally:
            runner.run(wire.__aexit__(None, None, None))


@dataclass(slots=True, kw_only=True)
class Round:
    """One run under way."""

    adapters: Mapping[str, Adapter]
    visit: Visit
    door: Door
    tell: Callable[[Report], None]
    keeper: Keeper
    reports: dict[str, Report] = field(default_factory=dict)
    times: dict[str, datetime] = field(default_factory=dict)
    """Host -> the time there when it answered."""

    async def walk(self, sources: Sequence[Source]) -> None:
        """Visit all of them; a mistake of ours at one stops the others and comes out as it is."""
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(READERS, thread_name_prefix="readers"))
        async with Wire(self.door, self.visit.now, self.keeper.records.hosts, hosts(sources)) as wire:
            try:
                async with asyncio.TaskGroup() as group:
                    for neighbours in self._neighbours(sources):
                        await wire.turns.begin(neighbours[0].key)
                        group.create_task(self._street(neighbours, wire)).add_done_callback(wire.turns.end)
            except BaseExceptionGroup as errors:
                raise errors.exceptions[0] from None
            if self.door.clock and (words := clocks.objection(self.visit.now, self.times)):
                raise ClockError(words)
            if self.door.follow:
                await self._follow({source.key: source for source in sources}, wire)

    async def _follow(self, sources: Mapping[str, Source], wire: Wire) -> None:
        from generator.collect import afterwards  # noqa: PLC0415  35 ms, which shares and previews need not pay

        items = harvest.read(self.keeper.state, sources)
        http = Http(wire, {})
        await afterwards.follow(items, sources, self.keeper.state, http, self.visit, clean=http.clean)

    def _neighbours(self, sources: Sequence[Source]) -> list[list[Source]]:
        """Group sources by host: first those that the last run did not come to, then the slowest.

        Within a group the order of config.yaml holds, but for those that had to wait.
        """
        groups: dict[str, list[Source]] = {}
        for source in sorted(sources, key=lambda source: not self._missed(source)):
            groups.setdefault(_host(source), []).append(source)
        return sorted(groups.values(), key=lambda group: (not self._missed(group[0]), -sum(map(self._duration, group))))

    def _missed(self, source: Source) -> bool:
        brief = self.keeper.records.briefs.get(source.key)
        return bool(brief and brief.missed)

    def _duration(self, source: Source) -> float:
        brief = self.keeper.records.briefs.get(source.key)
        return brief.seconds if brief else 0.0

    async def _street(self, sources: Sequence[Source], wire: Wire) -> None:
        for source in sources:
            try:
                report = await self._call(source, wire, alone=len(sources) == 1)
            except Exception as error:
                error.add_note(f"while reading {source.key}")
                raise
            self.keeper.log.close(source.key)
            self.reports[source.key] = report
            self.tell(report)

    async def _call(self, source: Source, wire: Wire, *, alone: bool) -> Report:
        record = self.keeper.known(source)
        if words := kept.away(source, self.visit.now.date()):
            return reports.away(source, record, words)
        if record and record.visited == self.visit.now:
            return replace(record.report, name=source.name)
        if rest := self._rest(record):
            assert record
            return reports.resting(source, record, rest, self.visit.now)
        http = Http(wire, record.pages if record else {}, once=alone and source.kind == "feed")
        http.times = self.times
        try:
            visit = replace(self.visit, last=record.read if record else None)
            catch = await self.adapters[source.kind](source, http, visit)
        except StreetError as error:
            error.words = http.clean(error.words, WORDS)
            return self._failed(source, record, http, error)
        public = kept.without(_clean(http, catch), self.visit.withdrawn)
        return self._good(source, record, http, kept.wished(source, public, self.visit.now))

    def _rest(self, record: Record | None) -> Rest | None:
        if record is None:
            return None
        rest = record.rest or waiting.off_hours(record.schedule, record.visited, self.visit.now)
        return rest if rest and rest.holds(self.visit.now) else None

    def _good(self, source: Source, record: Record | None, http: Http, catch: Catch) -> Report:
        now = self.visit.now
        jumped = self._jumped(source, record, http, catch)
        if jumped and not _was_looked_at(source, record):
            return self._aside(source, record, http, catch, jumped)
        face = record.face if record else None
        if not catch.unchanged and _may_change_hands(source):
            face = faces.learn(None if jumped else face, catch, address=http.landed)
        refused = self.keeper.log.add(source.key, catch.items, self._gone(source, catch))
        since = reports.since(record, Health.OK, now)
        report = reports.good(source, record, catch, refused, seconds=round(http.seconds, 3), since=since)
        pages = {**(record.pages if record else {}), **http.learnt, **http.certain}
        schedule = record.schedule if record and catch.unchanged else catch.schedule
        new = Record(
            visited=now, report=report, asked=wish(source), pages=memory.current(pages, now),
            rest=waiting.later(min(http.rests, key=lambda rest: rest.until, default=None), schedule, now),
            schedule=schedule, read=now, given=bool(catch.items) or bool(record and record.given),
            face=face,
        )  # fmt: skip
        self.keeper.keep(source, new)
        return report

    def _jumped(self, source: Source, record: Record | None, http: Http, catch: Catch) -> str:
        """Say what a source no longer is."""
        if record is None or catch.unchanged or not _may_change_hands(source):
            return ""
        taken = self.keeper.log.ids(source.key)
        return faces.changed(record.face, catch, address=http.landed, kept=taken or None)

    def _aside(self, source: Source, record: Record | None, http: Http, catch: Catch, words: str) -> Report:
        """Take nothing, and forget the validators, so that the next visit sees it whole again."""
        assert record
        now = self.visit.now
        report = reports.aside(source, catch, words, since=reports.since(record, Health.ASIDE, now))
        rest = min(http.rests, key=lambda rest: rest.until, default=None)
        self.keeper.keep(source, replace(record, visited=now, report=report, pages={}, rest=rest, asked=wish(source)))
        return report

    def _gone(self, source: Source, catch: Catch) -> Iterable[str]:
        """Return what has been deleted: what the publisher says, and what is missing where everything is shown."""
        if catch.present is None:
            return catch.gone
        return (*catch.gone, *sorted(self.keeper.log.ids(source.key, catch.covered) - catch.present))

    def _failed(self, source: Source, record: Record | None, http: Http, error: StreetError) -> Report:
        """Remember a failure; what was ended for good by its publisher is not published either (410, 451)."""
        now = self.visit.now
        report = reports.failed(source, record, error, seconds=round(http.seconds, 3), now=now)
        if report.health is Health.GONE:
            self.keeper.log.add(source.key, (), sorted(self.keeper.log.ids(source.key)))
        if http.asked or record is None or error.kind == "unasked":
            pages = {**(record.pages if record else {}), **http.certain}
            failures = self._failures(record, report)
            new = Record(
                visited=now, report=report, asked=wish(source), pages=memory.current(pages, now), failures=failures,
                rest=waiting.back_off(failures, now, answered=error.status is not None), missed=error.kind == "unasked",
                given=bool(record and record.given), face=record.face if record else None,
                read=record.read if record else None,
                schedule=record.schedule if record else ANY_TIME,
            )  # fmt: skip
            self.keeper.keep(source, new)
        return report

    def _failures(self, record: Record | None, report: Report) -> int:
        """Count failures in a row; runs that follow one another by hand are one."""
        if report.health is not Health.FAILED:
            return record.failures if record else 0
        again = record and record.failures and self.visit.now - record.visited < waiting.ONE_TRY
        return record.failures if record and again else (record.failures if record else 0) + 1


# ---------------------------------------------------------------- small parts


def _host(source: Source) -> str:
    """Name the host of a source; one that may ask several (a hashtag) has a name of its own and takes turns at each."""
    if not reports.address(source) or addresses.objection(source.address, any_port=True):
        return source.key
    return addresses.turn(source.address)


def _clean(http: Http, catch: Catch) -> Catch:
    """Return a catch without secrets, item by item: one that cannot be written down does not keep others unclean."""
    if not http.has_secrets:
        return catch
    items = tuple(http.clean(item, ITEM) for item in catch.items)
    return replace(http.clean(replace(catch, items=()), CATCH), items=items)


def _may_change_hands(source: Source) -> bool:
    """Tell whether one party speaks in a source; a hashtag or a search has no owner."""
    return source.kind in OWNED or source.address.startswith(("@", "channel:"))


def _was_looked_at(source: Source, record: Record | None) -> bool:
    """Tell whether the owner has looked at a source that was set aside, on that day or later."""
    begun = record.report.since if record and record.report.health is Health.ASIDE else None
    return bool(begun and source.checked and source.checked >= begun.date())


def hosts(sources: Sequence[Source]) -> frozenset[str]:
    """Return the hosts that are named in config.yaml."""
    servers = (server for source in sources for server in source.options.get("servers", ()))
    whole = (server if "//" in server else f"https://{server}" for server in servers)
    places = (source.address for source in sources if source.address.startswith(("http://", "https://")))
    return frozenset(addresses.name(place) for place in (*places, *whole)) - {""}


# ---------------------------------------------------------------- showing without keeping


async def _show(source: Source, wire: Wire, adapters: Mapping[str, Adapter], visit: Visit) -> Catch | StreetError:
    http = Http(wire, {})
    try:
        catch = await adapters[source.kind](source, http, visit)
    except StreetError as error:
        return error.saying(http.clean(error.words, WORDS))
    return kept.wished(source, _clean(http, catch), visit.now)


async def _done(task: asyncio.Task[T]) -> T:
    return await task
