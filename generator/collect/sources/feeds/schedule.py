"""What a feed says of its own rhythm in, a Schedule out; pure.

RSS 2.0 has `ttl`, `skipHours` and `skipDays` (https://www.rssboard.org/rss-specification), RSS 1.0 the syndication
module (https://web.resource.org/rss/1.0/modules/syndication/). All of it is a wish of the server: whoever asks may wait
longer, and an hour is what WordPress writes into every feed. `podcast:updateFrequency` is not read: it says how often
there is something new, not how seldom to look.
"""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from types import MappingProxyType

from generator.collect.words import Schedule

PERIODS: Mapping[str, timedelta] = MappingProxyType(
    {
        "hourly": timedelta(hours=1),
        "daily": timedelta(days=1),
        "weekly": timedelta(weeks=1),
        "monthly": timedelta(days=30),
        "yearly": timedelta(days=365),
    }
)
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LONGEST = timedelta(days=365)
"""A longer wish is a slip of the pen: it is not believed at all. The street clamps what is."""
HOURS = 24
DIGITS = 9


def schedule(
    *, ttl: object = None, period: object = None, frequency: object = None, hours: Iterable[str], days: Iterable[str]
) -> Schedule:
    """Return the schedule that these fields of a feed make; what cannot be read is as if it were not there.

    `ttl` is in minutes, `hours` are 0 to 23 in UTC (24 is read as 0), `days` English names. A feed that would be closed
    at all hours or on all days has told nothing.
    """
    skipped = frozenset(hour % HOURS for hour in map(_number, hours) if hour is not None and hour <= HOURS)
    off = frozenset(DAYS.index(day) + 1 for day in (said.strip().casefold()[:3] for said in days) if day in DAYS)
    return Schedule(
        every=max(_minutes(ttl), _period(period, frequency)),
        skip_hours=skipped if len(skipped) < HOURS else frozenset(),
        skip_days=off if len(off) < len(DAYS) else frozenset(),
    )


def _minutes(ttl: object) -> timedelta:
    return _believed(timedelta(minutes=_number(ttl) or 0))


def _period(period: object, frequency: object) -> timedelta:
    """Return how long one part of the period is; the period is a day and the frequency one where they are not said."""
    if period is None and frequency is None:
        return timedelta()
    whole = PERIODS["daily"] if period is None else PERIODS.get(str(period).strip().casefold(), timedelta())
    return _believed(whole / (_number(frequency) or 1))


def _believed(wait: timedelta) -> timedelta:
    return wait if wait <= LONGEST else timedelta()


def _number(value: object) -> int | None:
    """Read a whole number that is not negative; None for anything else."""
    said = value.strip() if isinstance(value, str) else ""
    return int(said) if said.isascii() and said.isdigit() and len(said) <= DIGITS else None
