"""An ISO week: an instant and a zone in, the name of an edition and the moment it is due out."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Self
from zoneinfo import ZoneInfo

NAME = re.compile(r"[0-9]{4}-W[0-9]{2}")


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """An ISO 8601 week; its name is the name of an edition, `2026-W47`."""

    year: int
    number: int

    @classmethod
    def of(cls, instant: datetime, zone: str) -> Self:
        """Return the week in which an aware instant lies in that zone."""
        year, number, _ = instant.astimezone(ZoneInfo(zone)).isocalendar()
        return cls(year, number)

    @classmethod
    def named(cls, name: str) -> Self:
        """Read `2026-W47`; ValueError where there is no such week."""
        if not NAME.fullmatch(name):
            message = f"{name!r} is not a week; weeks are written like 2026-W47"
            raise ValueError(message)
        year, number = int(name[:4]), int(name[6:])
        try:
            date.fromisocalendar(year, number, 1)
        except ValueError:
            last = date(year, 12, 28).isocalendar().week if year else 0
            raise ValueError(f"{name} is not a week; {year} has weeks 01 to {last}") from None
        return cls(year, number)

    def __str__(self) -> str:
        """Write `2026-W47`."""
        return f"{self.year:04}-W{self.number:02}"

    def due(self, day: int, hour: int, zone: str) -> datetime:
        """Return the instant, in UTC, at which the edition of this week is published."""
        local = date.fromisocalendar(self.year, self.number, day)
        return datetime(local.year, local.month, local.day, hour, tzinfo=ZoneInfo(zone)).astimezone(UTC)

    def before(self) -> "Week":
        """Return the week before."""
        year, number, _ = (date.fromisocalendar(self.year, self.number, 1) - timedelta(days=7)).isocalendar()
        return Week(year, number)

    def after(self) -> "Week":
        """Return the week after."""
        year, number, _ = (date.fromisocalendar(self.year, self.number, 1) + timedelta(days=7)).isocalendar()
        return Week(year, number)
