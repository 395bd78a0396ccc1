"""robots.txt (RFC 9309): whether a page may be read by us. Asked once a run for each host, and kept for a day.

The group that names us counts, else the one for everybody. No file (4xx) forbids nothing; a server that fails or cannot
be reached forbids everything for this run. Protego reads it: it is kept, and knows longest match and wildcards.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from protego import Protego

from generator.collect.rules import BOT
from generator.collect.sources import decode
from generator.collect.words import Street
from generator.errors import StreetError

SIZE = 500 * 1024
"""Bytes that are read; RFC 9309, 2.5, asks for at least as many."""
FRESH = timedelta(hours=24)
"""RFC 9309, 2.4: not longer than a day."""
KEPT = 20_000
"""Longest file that is kept for the next run, in characters; of 100,000 sites nine in ten are shorter than a tenth."""
ACCEPT = "text/plain, */*;q=0.1"
LEAST, MOST = 400, 499


@dataclass(frozen=True, slots=True, kw_only=True)
class Robots:
    """What a host says to robots."""

    asked: datetime
    rules: str = ""
    closed: bool = False
    """Its server could not say, so nothing is read there."""

    def fresh(self, now: datetime) -> bool:
        """Tell whether it still holds: a failure holds for its own run only."""
        return not self.closed and self.asked <= now < self.asked + FRESH


async def ask(place: str, street: Street, now: datetime) -> Robots:
    """Ask one origin; a failure is an answer as well, unless its turn did not come (StreetError)."""
    try:
        answer = await street.get(f"{place}/robots.txt", accept=ACCEPT, conditional=False, enough=SIZE)
    except StreetError as error:
        if error.kind == "unasked":
            raise
        missing = error.status is not None and LEAST <= error.status <= MOST and error.kind != "resting"
        return Robots(asked=now, closed=not missing)
    return Robots(asked=now, rules=decode.text(answer.body[:SIZE], answer.headers.get("content-type", "")))


def reader(robots: Robots) -> Callable[[str], bool]:
    """Return the question whether an address may be read."""
    if robots.closed:
        return lambda _: False
    rules = Protego.parse(robots.rules.encode("utf-8", "replace").decode())
    return lambda url: bool(rules.can_fetch(url, BOT))
