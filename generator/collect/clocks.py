"""What servers say of the time in; out, a sentence where the clock of this machine cannot be right. Pure.

Everything rests on the clock: which edition is due, what is new, what is old enough to go. A server says in each answer
when that was made (RFC 9110, 6.6.1), so a run that asks many of them need not believe a clock that stands alone.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from generator.collect.waiting import Headers, age, http_date

OFF = timedelta(days=1)
"""How far a clock may be off: nothing here goes by less than a day."""
WITNESSES = 3
"""Hosts that have to have spoken: the clock of one server may be wrong as well."""
WHEN = "%d %B %Y, %H:%M UTC"


def said(headers: Headers) -> datetime | None:
    """Return the time at a server when it answered; None where a cache did, which says how old that is (RFC 9111, 5.1).

    Some caches keep the date of what they hold, others write it anew and still say how old it is.
    """
    return None if age(headers) else http_date(headers.get("date", ""))


def objection(now: datetime, times: Mapping[str, datetime]) -> str:
    """Say that a clock is off; "" where it is not, or where too few know better.

    Args:
        now: what the clock of this machine says, aware.
        times: host -> what it said, a little later.
    """
    found = sorted(times.values())
    middle = found[(len(found) - 1) // 2 : len(found) // 2 + 1]
    if len(found) < WITNESSES or min(abs(each - now) for each in middle) <= OFF:
        return ""
    return (
        f"The clock of this machine says {now:{WHEN}}, and {len(found)} servers say {middle[0]:{WHEN}}. Nothing was "
        "collected, and nothing that is kept was changed. Put the clock right, and run the same command again."
    )
