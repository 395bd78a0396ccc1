"""A time zone and two years in, what RFC 5545 calls a VTIMEZONE out: when its clocks change between them.

A change is written down with the time that the clocks showed until then, as section 3.6.5 asks; icalendar's own
`Timezone.from_tzid` (7.3.0) writes the time after it, which moves every spring by an hour.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from icalendar import Timezone

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What clocks show from a moment on."""

    name: str
    before: timedelta
    after: timedelta
    summer: bool


def vtimezone(name: str, first: int, last: int) -> "Timezone":
    """Write down a zone from the first of January of `first` to that of `last`."""
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard  # noqa: PLC0415  135 ms, only to print

    found: dict[Rule, list[datetime]] = {}
    for rule, when in _told(name, first, last):
        found.setdefault(rule, []).append(when)
    made = Timezone()
    made.add("TZID", name)
    for rule, times in found.items():
        part = TimezoneDaylight() if rule.summer else TimezoneStandard()
        part.add("DTSTART", times[0])
        if times[1:]:
            part.add("RDATE", times[1:])
        part.add("TZNAME", rule.name)
        part.add("TZOFFSETFROM", rule.before)
        part.add("TZOFFSETTO", rule.after)
        made.add_component(part)
    return made


@lru_cache(maxsize=8)
def _told(name: str, first: int, last: int) -> tuple[tuple[Rule, datetime], ...]:
    """Return the changes of a zone; they are looked for day by day, and a demo, a preview and the tests ask again."""
    return tuple(_changes(ZoneInfo(name), first, last))


def _changes(zone: ZoneInfo, first: int, last: int) -> Iterator[tuple[Rule, datetime]]:
    """Yield what holds at the start, then every change, each with what the clocks showed when it came."""
    at, end = datetime(first, 1, 1, tzinfo=UTC), datetime(last, 1, 1, tzinfo=UTC)
    yield _rule(at, at, zone), at.replace(tzinfo=None)
    while at < end:
        if _shown(at, zone) != _shown(at + DAY, zone):
            change = _first_after(at, zone)
            yield _rule(at, change, zone), (change + _offset(at, zone)).replace(tzinfo=None)
        at += DAY


def _first_after(at: datetime, zone: ZoneInfo) -> datetime:
    """Return the first minute of the day after `at` that clocks show in another way."""
    low, high = at, at + DAY
    while high - low > MINUTE:
        middle = low + ((high - low) // 2 // MINUTE) * MINUTE
        low, high = (middle, high) if _shown(middle, zone) == _shown(at, zone) else (low, middle)
    return high


def _shown(at: datetime, zone: ZoneInfo) -> tuple[str, timedelta]:
    return at.astimezone(zone).tzname() or "", _offset(at, zone)


def _rule(before: datetime, after: datetime, zone: ZoneInfo) -> Rule:
    there = after.astimezone(zone)
    return Rule(
        name=there.tzname() or zone.key,
        before=_offset(before, zone),
        after=_offset(after, zone),
        summer=bool(there.dst()),
    )


def _offset(at: datetime, zone: ZoneInfo) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta()
