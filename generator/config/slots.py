"""An hour of the week as people write it in, `friday 16:00`, the same as a Slot out."""

import re

from generator.config import checks
from generator.forms import Mistake
from generator.model import Slot

SLOT = re.compile(r"(?P<day>[^\W\d_]+)[ ,]+(?:at )?(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?", re.IGNORECASE)
EXAMPLE = "Write a day and an hour, such as: friday 16:00"
LAST_HOUR, LAST_MINUTE = 23, 59


def slot(value: str) -> str:
    """Check an hour of the week; it stays as it was written.

    Raises:
        Mistake: it is none.
    """
    wish(value)
    return value


def wish(value: str | None) -> Slot | None:
    """Read an hour of the week; None where none was written.

    Raises:
        Mistake: it is none.
    """
    if value is None:
        return None
    found = SLOT.fullmatch(value.strip())
    if found is None:
        raise Mistake(f'"{value}" is not an hour of the week.', EXAMPLE)
    day, hour, minute = checks.day(found["day"]), int(found["hour"]), int(found["minute"] or 0)
    if hour > LAST_HOUR or minute > LAST_MINUTE:
        raise Mistake(f'"{value}" has no such hour in it: a day goes from 0:00 to 23:59.', EXAMPLE)
    return Slot(day=day, hour=hour, minute=minute)
