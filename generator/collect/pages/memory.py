"""What is known of links and pages between runs (`links.json`); read and written whole.

Losing it costs a second look at some pages and nothing else, so a file that cannot be read is set aside and begun anew.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from pydantic import TypeAdapter

from generator import text
from generator.collect import shelf
from generator.collect.pages.page import Page
from generator.collect.pages.robots import KEPT, Robots

NAME = "links.json"
SIZE = 64 << 20
"""Largest file that is read, in bytes."""
MOST = 8_000
"""Links that are kept, those asked last; with 5,000 characters each they stay below SIZE."""
FORGET = timedelta(days=60)
AGAIN = timedelta(days=30)
"""A page that was read is not read again for so long, and a failure waits at most as long."""
FIRST_WAIT = timedelta(days=1)
"""After the first failure; each further one doubles it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One address that was asked."""

    asked: datetime
    target: str | None = None
    """Where it leads, without tracking, in a form to be shown; None where that is not known."""
    page: Page | None = None
    """What stands there, where it may be read."""
    failures: int = 0
    """Tries in a row that brought nothing."""
    words: str = ""
    """Why, as a sentence."""

    def rests(self, now: datetime) -> bool:
        """Tell whether it is too early to ask again."""
        wait = min(AGAIN, FIRST_WAIT * 2 ** min(self.failures - 1, 10)) if self.failures else AGAIN
        return now < self.asked + wait


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """All that is known of links."""

    format: int = 1
    links: Mapping[str, Link] = field(default_factory=dict)
    """Canonical address -> what was found there."""
    robots: Mapping[str, Robots] = field(default_factory=dict)
    """Origin -> what it says to robots."""

    def of(self, url: str) -> Link | None:
        """Return what is known of an address, however it is written."""
        return self.links.get(text.canonical(url))

    def target(self, url: str) -> str | None:
        """Return where an address leads, None where that is not known."""
        found = self.of(url)
        return found.target if found else None


LINKS = TypeAdapter(Links)
SHELF = shelf.Shelf(name=NAME, shape=LINKS, most=SIZE, newer={"links": "asked", "robots": "asked"})
"""How two runs' files become one: of each address what was found there last."""


def read(state: Path) -> Links:
    """Return what was remembered; a file that is torn, too large or of another format is set aside as `.bad`."""
    return shelf.read(state / NAME, LINKS, most=SIZE, lost="pages are read anew") or Links()


def write(state: Path, known: Links, now: datetime) -> None:
    """Write atomically what is still of use, in order."""
    young = [key for key, link in known.links.items() if now - FORGET < link.asked]
    newest = sorted(sorted(young), key=lambda key: known.links[key].asked, reverse=True)[:MOST]
    robots = {
        place: said for place, said in sorted(known.robots.items()) if said.fresh(now) and len(said.rules) <= KEPT
    }
    while not shelf.write(state / NAME, LINKS, _kept(known, newest, robots), most=SIZE):
        newest = newest[: len(newest) // 2]


def _kept(known: Links, newest: Sequence[str], robots: Mapping[str, Robots]) -> Links:
    return Links(links={key: known.links[key] for key in sorted(newest)}, robots=robots)
