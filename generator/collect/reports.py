"""How a visit went in, the report that the health page shows out."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from generator import text
from generator.collect import kept, memory
from generator.collect.memory import Record
from generator.collect.waiting import Rest, clock
from generator.collect.words import Catch
from generator.errors import StreetError
from generator.model import Health, Report, Source

WELL = frozenset({Health.OK, Health.UNCHANGED})
KINDS = {"gone": Health.GONE, "resting": Health.RESTING, "unasked": Health.RESTING}
"""Kind of a StreetError -> the state it means; every other one is a failure."""


def last(state: Path, sources: Iterable[Source], now: datetime) -> tuple[Report, ...]:
    """Return the last report of each source that was ever visited, in the order of `sources`.

    Of one that its owner has paused or ended, that is said, whether it was ever visited or not.
    """
    known = memory.read(state).sources
    found = (_last(source, known.get(source.key), now) for source in sources)
    return tuple(report for report in found if report)


def _last(source: Source, record: Record | None, now: datetime) -> Report | None:
    if words := kept.away(source, now.date()):
        return away(source, record, words)
    return replace(record.report, name=source.name) if record else None


def good(
    source: Source, record: Record | None, catch: Catch, refused: int, *, seconds: float, since: datetime
) -> Report:
    """Report a visit that went well; a source with nothing new says nothing, and is at home where it was."""
    home = record.report.address if record and catch.unchanged else ""
    notes = (*catch.notes, *([f"{refused} left out, for they cannot be kept."] if refused else []))
    return Report(
        source=source.key, name=source.name, address=catch.home or home or address(source), words=" ".join(notes),
        health=Health.UNCHANGED if catch.unchanged else Health.OK, items=len(catch.items), seconds=seconds, since=since,
    )  # fmt: skip


def failed(source: Source, record: Record | None, error: StreetError, *, seconds: float, now: datetime) -> Report:
    """Report a visit that failed, or that the server did not want."""
    health = KINDS.get(error.kind, Health.FAILED)
    return Report(
        source=source.key, name=source.name, address=record.report.address if record else address(source),
        health=health, words=error.words, seconds=seconds, since=since(record, health, now),
    )  # fmt: skip


def resting(source: Source, record: Record, rest: Rest, now: datetime) -> Report:
    """Report a source that is not asked yet; what it gave last time remains.

    One that rests because it failed is still a failure, with its reason.
    """
    later = f"Not asked again before {clock(rest.until, now)}. {rest.words}"
    if record.failures:
        words = f"{record.report.words} {later}"
        return replace(record.report, name=source.name, words=words, items=0, seconds=None)
    return Report(
        source=source.key, name=source.name, address=record.report.address, health=Health.RESTING, words=later,
        since=record.visited,
    )  # fmt: skip


def away(source: Source, record: Record | None, words: str) -> Report:
    """Report a source that its owner does not want to be asked just now."""
    place = record.report.address if record else address(source)
    return Report(source=source.key, name=source.name, address=place, health=Health.RESTING, words=words)


def aside(source: Source, catch: Catch, words: str, *, since: datetime) -> Report:
    """Report a source that is no longer what it was."""
    advice = (
        f"Nothing of it is taken until you have looked. If it is still what you want, write checked: {since:%Y-%m-%d} "
        "in its entry; if not, take it out."
    )
    return Report(
        source=source.key, name=source.name, address=catch.home or address(source), health=Health.ASIDE,
        words=f"{words} {advice}", since=since,
    )  # fmt: skip


def since(record: Record | None, health: Health, now: datetime) -> datetime:
    """Return since when a source is in a state."""
    if record is None:
        return now
    before = record.report.health
    same = before == health or (before in WELL and health in WELL)
    return (record.report.since or now) if same else now


def address(source: Source) -> str:
    """Return what a reader can open of a source that has not said it itself."""
    return source.address if text.address(source.address) else ""
