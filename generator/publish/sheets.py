"""A house in, its plain pages out: this week, every edition, the archive, sources, how it chooses, what is written."""

from collections.abc import Mapping
from typing import Any

from generator import text
from generator.model import Config, Health, Report
from generator.publish import links, reviews, talk, words
from generator.publish.house import House, Sheet
from generator.publish.links import Links
from generator.publish.pages import Written
from generator.publish.shapes import HeadView, SourceView, YearView
from generator.publish.strings import Say
from generator.publish.typeset import typeset
from generator.publish.view import Desk, head, view

RECENT = 5
"""Earlier weeks that are named on the front page."""


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
    discussed = talk.talk(house, shown.place)

    def beside(other: int) -> HeadView | None:
        return head(house.weeks[other], house.desk) if 0 <= other < len(house.weeks) else None

    def names(to: Links) -> Mapping[str, Any]:
        edition = view(house.weeks[at], house.desk, to)
        return {"edition": edition, "newer": beside(at - 1), "older": beside(at + 1), "talk": discussed}

    frames = talk.ORIGIN if discussed else ""
    return house.sheet(shown.place, "edition.html", shown.title, summary(shown, house), names, frames=frames)


def archive(house: House) -> Sheet:
    """Every edition, by year, newest first."""
    years = dict.fromkeys(week.week.year for week in house.weeks)
    listed = tuple(
        YearView(year=year, weeks=tuple(head(week, house.desk) for week in house.weeks if week.week.year == year))
        for year in years
    )

    def names(to: Links) -> Mapping[str, Any]:
        return {"years": listed, "reviews": reviews.listed(house, to)}

    say = house.say
    return house.sheet("archive/", "archive.html", say("archive"), say("archive.words"), names)


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


def summary(edition: HeadView, house: House) -> str:
    """Say in one line what an edition holds."""
    if not edition.facts:
        return house.say("empty")
    return house.say("feed.summary", facts=", ".join(edition.facts), first=edition.lead)
