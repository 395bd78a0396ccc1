"""How long to leave somebody alone: headers, schedules, failures and instants in, a rest out. Pure.

The rules are those of RFC 9110 and 9111, of RSS 2.0, and of Rachel Kroll's criteria for feed readers
(rachelbythebay.com/fs/help.html); every wait is clamped, and said aloud on the health page.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from generator.collect.words import Schedule

FLOOR = timedelta(hours=1)
"""Shortest time between two visits (Kroll's criterion 5)."""
FLOOR_WHOLE = timedelta(hours=20)
"""The same for a server without validators, which sends its whole answer each time. Kroll asks for a day; a daily run
that starts a little early must not skip every second day: a day, then, less the hours by which a schedule is off."""
LONGEST = timedelta(days=6)
"""Longest rest: one absurd header (16 years were seen) must not silence a source that is read once a week."""
STARVED = timedelta(days=3)
"""After so long a feed is asked at an hour it does not like, if there never is another."""
PATIENT = 3
"""Failures in a row after which a source is asked more rarely."""
ONE_TRY = timedelta(hours=6)
"""Failures nearer to one another than this are counted once: an owner runs it again and again to mend something."""
SLACK = timedelta(hours=4)
"""How much earlier than the day before a daily run may start."""
DEFAULT_REST = timedelta(minutes=10)
"""Rest after 429 where the server names none (NetNewsWire's figure)."""
MONTHS = "January February March April May June July August September October November December".split()
DIGITS = re.compile(r"\d{1,9}")
COUNT = re.compile(r"[0-9]{1,9}(?:\.[0-9]{0,9})?")
EPOCH_DIGITS = 10
"""Seconds since 1970 have ten digits from 2001 to 2286; a shorter number is a time to wait."""
RESETS = ("x-ratelimit-reset", "ratelimit-reset", "x-rate-limit-reset")
LEFT = ("x-ratelimit-remaining", "ratelimit-remaining", "x-rate-limit-remaining")

Headers = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """A time during which somebody is not asked."""

    until: datetime
    words: str

    def holds(self, now: datetime) -> bool:
        """Tell whether it lasts; a rest longer than the longest comes from a broken clock or file and binds nobody."""
        return now < self.until <= now + LONGEST


def until_next(headers: Headers, now: datetime, *, whole: bool = False) -> Rest:
    """Return how long a page rests after a good answer; `whole` where it gave no validators."""
    floor = FLOOR_WHOLE if whole else FLOOR
    fresh = freshness(headers, now)
    if fresh > LONGEST:
        return Rest(
            until=now + LONGEST, words="Its server asks for a longer rest than the six days that are the most we give."
        )
    if fresh > floor:
        return Rest(until=now + fresh, words="Its server says that nothing new comes before then.")
    if whole:
        return Rest(
            until=now + floor, words="Its server cannot say whether anything is new, so it is asked once a day."
        )
    return Rest(until=now + floor, words="It is asked at most once an hour.")


def freshness(headers: Headers, now: datetime) -> timedelta:
    """Return how long an answer stays fresh: max-age, else Expires less Date, and less its Age (RFC 9111, 4.2)."""
    rules, old = _directives(headers.get("cache-control", "")), age(headers)
    if "no-cache" in rules or "no-store" in rules:
        return timedelta()
    if "max-age" in rules:
        return max(timedelta(), _seconds(rules["max-age"]) - old)
    expires = http_date(headers.get("expires", ""))
    return max(timedelta(), expires - (http_date(headers.get("date", "")) or now) - old) if expires else timedelta()


def age(headers: Headers) -> timedelta:
    """Return how long a cache has kept an answer."""
    return _seconds(headers.get("age", "0"))


def later(rest: Rest | None, schedule: Schedule, now: datetime) -> Rest | None:
    """Return the longer of a rest and the one a feed itself asks for (`ttl`, `sy:updatePeriod`)."""
    until = now + min(schedule.every, LONGEST)
    if until <= (rest.until if rest else now):
        return rest
    return Rest(until=until, words="The feed itself says that it is not written more often.")


def off_hours(schedule: Schedule, visited: datetime, now: datetime) -> Rest | None:
    """Return the rest until the next hour at which a feed may be asked (RSS 2.0, `skipHours` and `skipDays`).

    A run that comes at one of those hours every day would never read it: after three days it is asked all the same.
    """
    hour = now.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    if now - visited > STARVED or not _skipped(schedule, hour):
        return None
    ahead = (hour + timedelta(hours=number) for number in range(1, STARVED // FLOOR + 1))
    until = next((each for each in ahead if not _skipped(schedule, each)), hour + STARVED)
    return Rest(until=until, words="The feed itself asks not to be read at this time.")


def _skipped(schedule: Schedule, hour: datetime) -> bool:
    return hour.hour in schedule.skip_hours or hour.isoweekday() in schedule.skip_days


def back_off(failures: int, now: datetime, *, answered: bool) -> Rest | None:
    """Return the rest of a source that has failed in so many visits: a day after three, then twice as long each time.

    The first failures cost an hour where a server has `answered`, as a good answer does: most are over by the next day,
    and a feed that is down for a week is missed.
    """
    if failures < PATIENT:
        return Rest(until=now + FLOOR, words="It is asked at most once an hour.") if answered else None
    days = min(2 ** min(failures - PATIENT, 10) * timedelta(days=1), LONGEST)
    return Rest(until=now + days - SLACK, words=f"It has failed {failures} times in a row, so it is asked more rarely.")


def asked_to_rest(status: int, headers: Headers, now: datetime) -> Rest | None:
    """Return the rest that a 429 or a 503 asks for its whole host; None where the answer asks for none."""
    if status not in {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}:
        return None
    wait = _retry_after(headers, now)
    if wait is None and status == HTTPStatus.TOO_MANY_REQUESTS:
        wait = DEFAULT_REST
    if wait is None:
        return None
    why = named(status) + ("; it named a later time, but six days are the longest we wait" if wait > LONGEST else "")
    until = now + min(wait, LONGEST)
    return Rest(until=until, words=f"The server asks to be left alone until {clock(until, now)} ({why}).")


def spent(headers: Headers, now: datetime) -> Rest | None:
    """Return the rest of a host whose good answer says that nothing is left of what it grants us."""
    wait = _reset(headers, now)
    if wait is None or left(headers) != 0:
        return None
    until = now + min(wait, LONGEST)
    return Rest(until=until, words=f"The server grants us no more before {clock(until, now)}.")


def left(headers: Headers) -> float | None:
    """Return how many requests a server still grants us for now, None where it does not say; Reddit says "7.0"."""
    value = next((headers[name].strip() for name in LEFT if name in headers), "")
    return float(value) if COUNT.fullmatch(value) else None


def _retry_after(headers: Headers, now: datetime) -> timedelta | None:
    value = headers.get("retry-after", "").strip()
    if value.isdecimal():
        return _seconds(value)
    when = http_date(value)
    return _until(when, headers, now) if when else _reset(headers, now)


def _reset(headers: Headers, now: datetime) -> timedelta | None:
    """Return how long it takes until we are granted more; its headers are no standard, and mean three things.

    Mastodon writes an instant (ISO 8601), X and Bluesky the seconds of an epoch, Reddit and OpenAlex those to wait.
    """
    value = next((headers[name].strip() for name in RESETS if name in headers), "")
    if when := _instant(value):
        return _until(when, headers, now)
    whole = value.partition(".")[0]
    if not whole.isdecimal():
        return None
    if DIGITS.fullmatch(whole) or len(whole) > EPOCH_DIGITS:
        return _seconds(whole)
    return _until(datetime.fromtimestamp(int(whole), UTC), headers, now)


def _until(when: datetime, headers: Headers, now: datetime) -> timedelta:
    wait = when - (http_date(headers.get("date", "")) or now)
    return wait if wait > timedelta() else DEFAULT_REST


def http_date(value: str) -> datetime | None:
    """Read a date in any of the three forms of RFC 9110, 5.6.7; None where it is none."""
    try:
        when = parsedate_to_datetime(value.strip())
        return when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)
    except (ValueError, OverflowError, IndexError):
        return None


def clock(instant: datetime, now: datetime) -> str:
    """Write an instant for a person: `14:00 UTC`, with the day where it is another one. Seconds are rounded up."""
    up = (instant + timedelta(seconds=59, microseconds=999_999)).astimezone(UTC).replace(second=0, microsecond=0)
    day = "" if up.date() == now.astimezone(UTC).date() else f"{up.day} {MONTHS[up.month - 1]}, "
    return f"{day}{up:%H:%M} UTC"


# ---------------------------------------------------------------- headers


def named(status: int) -> str:
    """Name a status as standards do: `404 Not Found`."""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def _directives(value: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in value.lower().split(","))
    return {name.strip(): argument.strip().strip('"') for name, _, argument in pairs}


def _seconds(value: str) -> timedelta:
    if DIGITS.fullmatch(value):
        return timedelta(seconds=int(value))
    return LONGEST * 2 if value.isdecimal() else timedelta()


def _instant(value: str) -> datetime | None:
    try:
        when = datetime.fromisoformat(value)
    except ValueError:
        return None
    return when if when.tzinfo else None
