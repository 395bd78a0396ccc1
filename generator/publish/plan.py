"""Config, editions, hand-written pages and the method in; every file of the site out, with what its template may use.

Pure: knowing everything before anything is written is what lets verify compare the site with the plan.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from generator.model import Config, Edition, Method, Pick, Thread, Week
from generator.publish import (
    alerts,
    almanac,
    chronicle,
    lexicon,
    library,
    links,
    listening,
    network,
    notes,
    offline,
    reviews,
    searching,
    sheets,
    topics,
    voices,
)
from generator.publish.glossary import Term
from generator.publish.house import House, Sheet
from generator.publish.pages import Written
from generator.publish.view import shown, view

IN_FEED = 12
"""Editions in a feed: a quarter of a year. W3C's validator warns of large feeds; a whole archive would be megabytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One edition as a feed carries it; `names` are what the template of its text may use."""

    id: str
    place: str
    title: str
    published: datetime
    summary: str
    names: Mapping[str, Any]
    week: str
    """2026-W47."""
    picks: tuple[Pick, ...]
    """Those that are shown, in the order of the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The whole site before anything is written."""

    sheets: tuple[Sheet, ...]
    entries: tuple[Entry, ...]
    """Newest first."""
    feed_id: str
    """Made of the oldest edition's id; "" without editions."""
    alerts: tuple[alerts.AlertFeed, ...]
    house: House

    @property
    def config(self) -> Config:
        """The owner's settings."""
        return self.house.config

    @property
    def site_url(self) -> str | None:
        """Where the site will be."""
        return self.house.site_url


def plan(
    config: Config,
    editions: Sequence[Edition],
    written: Sequence[Written],
    method: Method,
    site_url: str | None,
    *,
    glossary: Sequence[Term] = (),
    threads: Mapping[str, Thread] | None = None,
    searchable: bool = True,
    preview: datetime | None = None,
    texts: Mapping[Week, str] = MappingProxyType({}),
) -> Plan:
    """Decide every page of the site; editions come oldest first."""
    weeks = tuple(reversed(editions))
    house = House(
        config=config,
        weeks=weeks,
        written=tuple(written),
        method=method,
        site_url=site_url,
        lexicon=lexicon.lexicon(weeks, glossary),
        register=voices.register(weeks),
        topics=topics.gather(weeks, config.interests),
        charted=network.exists(weeks),
        threads=threads or {},
        searchable=searchable,
        preview=preview,
        texts=texts,
    )
    house = replace(house, carried=library.places(house))
    feed_id = uuid5(NAMESPACE_URL, editions[0].id).urn if editions else ""
    return Plan(
        sheets=_sheets(house),
        entries=tuple(entry(house, week) for week in weeks[:IN_FEED]),
        feed_id=feed_id,
        alerts=alerts.feeds(house, feed_id),
        house=house,
    )


def _sheets(house: House) -> tuple[Sheet, ...]:
    return (
        sheets.front(house),
        *(sheets.edition_page(house, at) for at in range(len(house.weeks))),
        almanac.page(house),
        *topics.pages(house),
        *voices.pages(house),
        *alerts.pages(house),
        *((chronicle.page(house),) if chronicle.exists(house) else ()),
        *((network.page(house),) if house.charted else ()),
        *reviews.pages(house),
        *((searching.page(house),) if searching.exists(house) else ()),
        notes.page(house),
        offline.page(house),
        listening.page(house),
        sheets.how_it_chooses(house),
        *(sheets.written_page(house, page) for page in house.written),
        sheets.missing(house),
    )


def entry(house: House, week: Edition) -> Entry:
    """An edition as a feed carries it: every link leads to an absolute address or is not there."""
    away = links.absolute(house.site_url)
    page = view(week, house.desk_of(week), away)
    return Entry(
        id=week.id,
        place=page.head.place,
        title=page.head.title,
        published=week.published.astimezone(UTC),
        summary=sheets.summary(page.head, house),
        names={"edition": page, "say": house.say, "to": away},
        week=str(week.week),
        picks=shown(week),
    )
