"""The dates of registers in, days and instants out; half a date stays half a date.

Crossref writes dates as [[year, month, day]], of which month and day may be missing and the year null
(https://api.crossref.org/swagger-ui, "PartialDate"); DOAJ writes year and month, ERIC the year.
"""

import calendar
from datetime import UTC, date, datetime, timedelta

from generator.collect import given

FIRST_YEAR, LAST_YEAR = 1500, 2200
"""Years that a work can be of; Crossref has books from the beginning of print."""
LATE = timedelta(days=92)
"""A season. Journals date an article by an issue that came out before, or comes out after, the article could be read;
one that is registered later than this after its date is old, and only its registration is new."""

Parts = tuple[int, ...]
"""(), (year,), (year, month) or (year, month, day)."""


def parts(value: object) -> Parts:
    """Read Crossref's form of a date, as much of it as can be believed."""
    dates = given.mapping(value).get("date-parts")
    first = dates[0] if isinstance(dates, list) and dates else None
    return of(*first[:3]) if isinstance(first, list) else ()


def of(*written: object) -> Parts:
    """Return year, month and day, up to the first of them that is missing or is none."""
    numbers = [given.whole(part) for part in written]
    limits = ((FIRST_YEAR, LAST_YEAR), (1, 12), (1, 31))
    found: Parts = ()
    for number, (low, high) in zip(numbers, limits, strict=False):
        if number is None or not low <= number <= high:
            break
        found = (*found, number)
    return found if len(found) < len(limits) or found[2] <= _days(found) else found[:2]


def day(given: Parts) -> datetime | None:
    """Return the beginning of the day in UTC, None where only a month or a year is known: that is not a day."""
    if len(given) < len(("year", "month", "day")):
        return None
    year, month, number = given
    return datetime(year, month, number, tzinfo=UTC)


def last(given: Parts) -> date | None:
    """Return the last day that can be meant."""
    if not given:
        return None
    month = given[1] if len(given) > 1 else 12
    return date(given[0], month, given[2] if len(given) > 2 else _days((given[0], month)))  # noqa: PLR2004  a day


def came_out(given: Parts, registered: datetime | None) -> datetime | None:
    """Return when a work could first be found: when it was registered, else its own day.

    By its own date an article may be of the first of the month, or of next spring. None where neither is known to the
    day. What was registered late (is_late) is for the caller to leave out.
    """
    return registered or day(given)


def is_late(given: Parts, registered: datetime | None) -> bool:
    """Tell whether a work is older than its registration by so much that it is no news."""
    end = last(given)
    return bool(end and registered and end < registered.date() - LATE)


def _days(given: Parts) -> int:
    return calendar.monthrange(given[0], given[1])[1]
