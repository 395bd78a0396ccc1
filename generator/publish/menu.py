"""A house in, the ways through it out: a short one for the head of every page, the whole for its foot.

The head has what a reader comes for. The foot has every page and everything that can be taken along.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.publish import (
    alerts,
    almanac,
    along,
    chronicle,
    lexicon,
    listening,
    network,
    notes,
    opml,
    reading_hour,
    searching,
    topics,
    view,
    voices,
)  # fmt: skip
from generator.publish.links import Links
from generator.publish.pages import GUIDE, INDEX, SUBSCRIBE, Written
from generator.publish.shapes import Link, MenuView

if TYPE_CHECKING:
    from generator.publish.house import House


def _always(_: "House") -> bool:
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One page of ours, or one file to take along."""

    place: str
    key: str
    """Of its name in the catalogues."""
    there: Callable[["House"], bool] = _always
    head: bool = False
    """Whether the head of a page has it."""


READ = (
    Row(place=almanac.PLACE, key="archive", head=True),
    Row(place=topics.PLACE, key="topics", there=topics.exists, head=True),
    Row(place=voices.PLACE, key="speakers", there=voices.exists, head=True),
    Row(place=network.PLACE, key="network", there=lambda house: house.charted, head=True),
    Row(place=lexicon.PLACE, key="words", there=chronicle.exists),
    Row(place=view.ALERTS, key="alerts", there=alerts.exists),
    Row(place=searching.PLACE, key="search", there=searching.exists, head=True),
    Row(place=notes.PLACE, key="notes", head=True),
)
TAKE = (
    Row(place=along.ATOM, key="feeds.atom", there=lambda house: bool(house.weeks)),
    Row(place=along.RSS, key="feeds.rss", there=lambda house: bool(house.weeks)),
    Row(place=opml.FILE, key="feeds.opml", there=opml.exists),
    Row(place=reading_hour.FILE, key="reading.row", there=lambda house: bool(house.weeks)),
)
MADE = (
    Row(place="how-it-chooses/", key="method"),
    Row(place=listening.PLACE, key="sources"),
)


INSIDE = f"{GUIDE}/"
START = f"{INSIDE}{INDEX}"
"""Of the guide only its first page stands in a menu; that one leads to the others."""


def head(house: "House", to: Links) -> tuple[Link, ...]:
    """Return what the head of a page has, after the front page."""
    written = [page for page in house.written if page.name == SUBSCRIBE]
    return (
        *(_link(row, house, to) for row in (*READ, *MADE) if row.head and row.there(house)),
        *(Link(name=page.title, address=to(page.place)) for page in written),
    )


def foot(house: "House", to: Links) -> tuple[MenuView, ...]:
    """Return all pages and files, in three groups."""
    # What the owner wrote stands with how the digest is made, but for the page about taking it along.
    first = [page for page in house.written if page.name == SUBSCRIBE]
    others = [page for page in house.written if page.name != SUBSCRIBE and not page.name.startswith(INSIDE)]
    guide = [page for page in house.written if page.name == START]

    def pages(written: list[Written]) -> list[Link]:
        return [Link(name=page.title, address=to(page.place)) for page in written]

    def rows(table: tuple[Row, ...]) -> list[Link]:
        return [_link(row, house, to) for row in table if row.there(house)]

    say, home = house.say, Link(name=house.say("home"), address=to(""))
    code = house.desk.repository
    source = [Link(name=say("repository"), address=code)] if code else []
    return (
        MenuView(title=say("menu.read"), links=(home, *rows(READ))),
        MenuView(title=say("menu.take"), links=(*pages(first), *rows(TAKE))),
        MenuView(title=say("menu.made"), links=(*pages(others), *rows(MADE), *pages(guide), *source)),
    )


def _link(row: Row, house: "House", to: Links) -> Link:
    name = network.title(house.weeks, house.say) if row.place == network.PLACE else house.say(row.key)
    return Link(name=name, address=to(row.place))
