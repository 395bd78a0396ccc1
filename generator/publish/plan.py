"""Config, editions, hand-written pages and the method in; every file of the site out, with what its template may use.

Pure: knowing everything before anything is written is what lets verify compare the site with the plan.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from generator import text
from generator.model import Config, Edition, Health, Method, Pick, Report
from generator.publish import alerts, chronicle, links, strings, words
from generator.publish.links import Links
from generator.publish.pages import Written
from generator.publish.shapes import HeadView, Link, PageView, SiteView, SourceView, YearView
from generator.publish.strings import Say
from generator.publish.typeset import typeset
from generator.publish.view import Desk, head, shown, view

RECENT = 5
"""Earlier weeks that are named on the front page."""
IN_FEED = 12
"""Editions in a feed: a quarter of a year. W3C's validator warns of large feeds; a whole archive would be megabytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One page to print: where it goes, which template, and the names that template may use."""

    file: str
    template: str
    names: Mapping[str, Any]


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
    config: Config
    site_url: str | None
    say: Say


def plan(
    config: Config, editions: Sequence[Edition], written: Sequence[Written], method: Method, site_url: str | None
) -> Plan:
    """Decide every page of the site; editions come oldest first."""
    weeks = tuple(reversed(editions))
    house = House(config=config, weeks=weeks, written=tuple(written), method=method, site_url=site_url)
    feed_id = uuid5(NAMESPACE_URL, editions[0].id).urn if editions else ""
    return Plan(
        sheets=(
            front(house),
            *(edition_page(house, at) for at in range(len(weeks))),
            archive(house),
            *((alerts.page(house),) if config.alerts else ()),
            *((chronicle.page(house),) if chronicle.rose(weeks) else ()),
            sources(house),
            how_it_chooses(house),
            *(written_page(house, page) for page in written),
            missing(house),
        ),
        entries=tuple(entry(house, week) for week in weeks[:IN_FEED]),
        feed_id=feed_id,
        alerts=alerts.feeds(house, feed_id),
        config=config,
        site_url=site_url,
        say=house.say,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """What all pages are made from, and the frame they share."""

    config: Config
    weeks: tuple[Edition, ...]
    """Newest first."""
    written: tuple[Written, ...]
    method: Method
    site_url: str | None

    @property
    def say(self) -> Say:
        """The words of the site's language."""
        return strings.catalogue(self.config.site.language)

    @property
    def desk(self) -> Desk:
        """What views need."""
        site = self.config.site
        searches = frozenset(alert.key for alert in self.config.alerts)
        return Desk(say=self.say, zone=site.zone, repository=text.address(site.repository or ""), alerts=searches)

    @property
    def feeds(self) -> tuple[Link, ...]:
        """The feeds by their place on the site; none before the first edition."""
        named = (("feed.atom", "feeds.atom"), ("feed.rss", "feeds.rss"))
        return tuple(Link(name=self.say(key), address=place) for place, key in named) if self.weeks else ()

    def sheet(
        self, place: str, template: str, title: str, description: str, names: Callable[[Links], Mapping[str, Any]]
    ) -> Sheet:
        """Put a page into the frame; `names` are what its template may use beside `site`, `page`, `say` and `to`."""
        to = links.from_anywhere(self.site_url) if place == "404.html" else links.from_page(place, self.site_url)
        page = PageView(
            place=place, title=title, description=description, canonical=links.absolute(self.site_url)(place)
        )
        frame = {"site": self.site(to), "page": page, "say": self.say, "to": to}
        file = place + ("index.html" if place.endswith("/") or not place else "")
        return Sheet(file=file, template=template, names={**frame, **names(to)})

    def site(self, to: Links) -> SiteView:
        """Return the site as a page with these links sees it."""
        site, say = self.config.site, self.say
        kept = (("alerts/", "alerts"),) if self.config.alerts else ()
        risen = ((chronicle.PLACE, "words"),) if chronicle.rose(self.weeks) else ()
        made = (("archive/", "archive"), *risen, *kept, ("sources/", "sources"), ("how-it-chooses/", "method"))
        return SiteView(
            title=site.title,
            description=site.description,
            language=site.language,
            repository=self.desk.repository,
            home=Link(name=say("home"), address=to("")),
            menu=tuple(Link(name=say(key), address=to(place)) for place, key in made),
            written=tuple(Link(name=page.title, address=to(f"{page.name}/")) for page in self.written),
            feeds=tuple(Link(name=feed.name, address=to(feed.address or "")) for feed in self.feeds),
            style=to("theme/gleaner.css"),
            icon=to("theme/gleaner.svg"),
        )


def front(house: House) -> Sheet:
    """The front page: the newest edition, whole; before there is one, what will come."""
    newest = house.weeks[0] if house.weeks else None
    description = house.config.site.description

    def names(to: Links) -> Mapping[str, Any]:
        return {
            "edition": view(newest, house.desk, to) if newest else None,
            "earlier": tuple(head(week, house.desk) for week in house.weeks[1 : RECENT + 1]),
            "first": first_run(house.config, house.say),
        }

    return house.sheet("", "front.html", "", description, names)


def first_run(config: Config, say: Say) -> tuple[str, ...]:
    """Say what a site without an edition is waiting for."""
    due = say(
        "first.due",
        weekday=say.weekday(config.digest.day),
        hour=f"{config.digest.hour}:00",
        zone=config.site.zone,
    )
    listens = say("first.sources", n=len(config.sources))
    wishes = (say("first.interests", interests=words.some(config.interests, say)),) if config.interests else ()
    return (due, listens, *wishes)


def edition_page(house: House, at: int) -> Sheet:
    """An edition at its permanent address, with the weeks beside it."""
    shown = head(house.weeks[at], house.desk)

    def beside(other: int) -> HeadView | None:
        return head(house.weeks[other], house.desk) if 0 <= other < len(house.weeks) else None

    def names(to: Links) -> Mapping[str, Any]:
        edition = view(house.weeks[at], house.desk, to)
        return {"edition": edition, "newer": beside(at - 1), "older": beside(at + 1)}

    return house.sheet(shown.place, "edition.html", shown.title, summary(shown, house), names)


def archive(house: House) -> Sheet:
    """Every edition, by year, newest first."""
    years = dict.fromkeys(week.week.year for week in house.weeks)
    names = {
        "years": tuple(
            YearView(year=year, weeks=tuple(head(week, house.desk) for week in house.weeks if week.week.year == year))
            for year in years
        )
    }
    say = house.say
    return house.sheet("archive/", "archive.html", say("archive"), say("archive.words"), lambda _: names)


def sources(house: House) -> Sheet:
    """Where the digest looks, and how each source was met when the newest edition was made."""
    say = house.say
    reports = house.weeks[0].reports if house.weeks else ()
    met = [source_view(report, house.desk) for report in reports]
    heard = [report.health in words.HEARD for report in reports]
    unasked = [
        SourceView(
            name=source.name,
            address=text.address(source.address),
            state=say("health.unknown"),
            words="",
            since="",
            items=0,
        )
        for source in house.config.sources
        if source.key not in {report.source for report in reports}
    ]
    parts = {
        "unwell": tuple(one for one, well in zip(met, heard, strict=True) if not well),
        "well": tuple(one for one, well in zip(met, heard, strict=True) if well),
        "unasked": tuple(unasked),
        "edition": head(house.weeks[0], house.desk) if house.weeks else None,
    }
    return house.sheet("sources/", "sources.html", say("sources"), say("sources.words"), lambda _: parts)


def source_view(report: Report, desk: Desk) -> SourceView:
    """Turn a report into a line a reader understands."""
    say = desk.say
    settled = report.since is None or report.health in {Health.OK, Health.UNCHANGED}
    return SourceView(
        name=report.name,
        address=text.address(report.address),
        state=say(f"health.{report.health}"),
        words=report.words,
        since="" if settled or report.since is None else say("since", day=say.day(report.since)),
        items=report.items,
    )


def how_it_chooses(house: House) -> Sheet:
    """The page about the choosing, made from the settings in use."""
    say = house.say
    names = {"method": house.method, "interests": house.config.interests}
    return house.sheet("how-it-chooses/", "method.html", say("method"), say("method.words"), lambda _: names)


def written_page(house: House, page: Written) -> Sheet:
    """A hand-written page; `subscribe` also shows the addresses of the feeds."""
    template = "subscribe.html" if page.name == "subscribe" else "written.html"
    feeds = {"away": links.absolute(house.site_url), "feeds": house.feeds, "alerts": bool(house.config.alerts)}
    more = feeds if page.name == "subscribe" else {}

    def names(to: Links) -> Mapping[str, Any]:
        return {"body": typeset(page.body, to), **more}

    return house.sheet(f"{page.name}/", template, page.title, page.description, names)


def missing(house: House) -> Sheet:
    """What a server shows for an address that leads nowhere."""
    say = house.say
    return house.sheet("404.html", "missing.html", say("missing"), say("missing.words"), lambda _: {})


def entry(house: House, week: Edition) -> Entry:
    """An edition as a feed carries it: every link leads to an absolute address or is not there."""
    away = links.absolute(house.site_url)
    page = view(week, house.desk, away)
    return Entry(
        id=week.id,
        place=page.head.place,
        title=page.head.title,
        published=week.published.astimezone(UTC),
        summary=summary(page.head, house),
        names={"edition": page, "say": house.say, "to": away},
        week=str(week.week),
        picks=shown(week),
    )


def summary(edition: HeadView, house: House) -> str:
    """Say in one line what an edition holds."""
    if not edition.facts:
        return house.say("empty")
    return house.say("feed.summary", facts=", ".join(edition.facts), first=edition.lead)
