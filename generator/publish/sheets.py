"""A house in, its plain pages out: this week, every edition, how it chooses, what is written, what is missing."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from generator.model import Config
from generator.publish import choosing, subscribing, talk, words
from generator.publish.house import House, Sheet
from generator.publish.links import Links
from generator.publish.pages import ABOUT, Written
from generator.publish.shapes import HeadView
from generator.publish.strings import ENGLISH, Say
from generator.publish.typeset import typeset
from generator.publish.view import view

RECENT = 5
"""Earlier weeks that are named on the front page."""


def front(house: House) -> Sheet:
    """The front page: the newest edition, whole; before there is one, what will come."""
    newest = house.weeks[0] if house.weeks else None
    description = house.config.site.description

    def names(to: Links) -> Mapping[str, Any]:
        return {
            "edition": view(newest, house.desk, to) if newest else None,
            "earlier": tuple(
                house.head(week) for week in house.weeks[1 : RECENT + 1] if "earlier" in house.desk.blocks
            ),
            "first": first_run(house.config, house.say),
        }

    return house.sheet("", "front.html", "", description, names)


def first_run(config: Config, say: Say) -> tuple[str, ...]:
    """Say what a site without an edition is waiting for."""
    due = say(
        "first.due",
        weekday=say.weekday(config.digest.day),
        hour=say.clock(config.digest.hour),
        zone=config.site.zone,
    )
    listens = say("first.sources", n=len(config.sources))
    wishes = (say("first.interests", interests=words.some(config.interests, say)),) if config.interests else ()
    return (due, listens, *wishes)


def edition_page(house: House, at: int) -> Sheet:
    """An edition at its permanent address, with the weeks beside it.

    It is made from its edition, from what a desk knows of that, and from what is named in `beside`: nothing else is in
    reach, so a page that was made from the same before is the same.
    """
    week = house.weeks[at]
    desk = house.desk_of(week)
    shown = house.head(week)
    discussed = talk.talk(house, shown.place) if "answers" in desk.blocks else None

    def neighbour(other: int) -> HeadView | None:
        return house.head(house.weeks[other]) if 0 <= other < len(house.weeks) else None

    made_of = house.made_of(week)
    beside = {"newer": neighbour(at - 1), "older": neighbour(at + 1), "talk": discussed}
    about = f"{ABOUT}/" if any(page.name == ABOUT for page in house.written) else ""

    def names(to: Links) -> Mapping[str, Any]:
        return {**beside, "edition": view(week, desk, to), "about": to(about) if about else ""}

    return house.sheet(
        shown.place,
        "edition.html",
        shown.title,
        summary(shown, house),
        names,
        frames=talk.ORIGIN if discussed else "",
        edition=week,
        made_of=made_of and (*made_of, beside, about),
    )


def how_it_chooses(house: House) -> Sheet:
    """The page about the choosing, made from the settings in use."""
    say, method = house.say, house.method
    names = {
        "short": tuple(choosing.short(house.config, method, say)),
        "method": method,
        "called": {row.name: choosing.signal(row.name, say) for row in method.signals},
        "counts": {row.name: choosing.counts(row.weight, say) for row in method.signals},
        "interests": house.config.interests,
        "told": say.foreign(ENGLISH),
    }
    return house.sheet("how-it-chooses/", "method.html", say("method"), say("method.words"), lambda _: names)


def written_page(house: House, page: Written) -> Sheet:
    """A hand-written page; two of them have something below their text."""
    template, more = subscribing.below(house, page.name)
    leads = partial(page.leads, repository=house.desk.repository)

    def names(to: Links) -> Mapping[str, Any]:
        body = typeset(page.body, to, leads, whole=True)
        return {"body": body, "language": page.language or house.config.site.language, **more(to)}

    return house.sheet(page.place, template, page.title, page.description, names)


def missing(house: House) -> Sheet:
    """What a server shows for an address that leads nowhere."""
    say = house.say
    return house.sheet("404.html", "missing.html", say("missing"), say("missing.words"), lambda _: {})


def summary(edition: HeadView, house: House) -> str:
    """Say in one line what an edition holds."""
    if not edition.facts:
        return house.say("empty")
    return house.say("feed.summary", facts=house.say.row(edition.facts), first=edition.lead)
