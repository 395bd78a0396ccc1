"""A house in, what its hand-written pages `subscribe` and `withdraw` have below their text out.

The owner writes why and how; the addresses are known here. Only what is there is listed: before the first edition there
are no feeds, and without a site address nobody can paste one.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator import text
from generator.publish import alerts, along, answering, links, opml, reading_hour, topics, view
from generator.publish.links import Links
from generator.publish.pages import SUBSCRIBE, WITHDRAW
from generator.publish.shapes import Link, WayView

if TYPE_CHECKING:
    from generator.publish.house import House


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way to have the digest come to oneself: a key of the catalogues, and the files that offer it."""

    key: str
    files: Mapping[str, str]
    """Key of a name -> place on the site."""
    there: Callable[["House"], bool] = lambda house: bool(house.weeks)


WAYS = (
    Way(key="take.editions", files={"feeds.atom": along.ATOM, "feeds.rss": along.RSS, "feeds.json": along.JSON}),
    Way(key="take.picks", files={"feeds.atom": along.PICKS, "feeds.json": along.PICKS_JSON}),
    Way(key="take.sources", files={"feeds.opml": opml.FILE}, there=opml.exists),
    Way(key="take.hour", files={"feeds.calendar": reading_hour.FILE}),
)


def below(house: "House", name: str) -> tuple[str, Callable[[Links], Mapping[str, Any]]]:
    """Return the template of a hand-written page, and what it may use beside the text.

    Args:
        house: the house.
        name: `subscribe`, `withdraw`, or another, which has nothing below its text.
    """
    if name == SUBSCRIBE:
        return "subscribe.html", lambda to: {
            "ways": _ways(house),
            "single": _single(house, to),
            "along": _along(house, to),
        }
    if name == WITHDRAW:
        return "withdraw.html", lambda _: {"ways": _contacts(house), "private": bool(house.config.answers.email)}
    return "written.html", lambda _: {}


def _ways(house: "House") -> tuple[WayView, ...]:
    """Return the ways of the whole site, each address absolute if that is known."""
    say, away = house.say, links.absolute(house.site_url)
    return tuple(
        WayView(
            title=say(way.key),
            words=say(f"{way.key}.words"),
            links=tuple(Link(name=say(key), address=place) for key, place in way.files.items()),
            addresses=tuple(away(place) or place for place in way.files.values()),
        )
        for way in WAYS
        if way.there(house)
    )


def _single(house: "House", to: Links) -> tuple[Link, ...]:
    """Return the pages whose parts have feeds of their own."""
    there = (
        (topics.PLACE, "topics", topics.exists(house)),
        (view.ALERTS, "alerts", alerts.exists(house)),
    )
    return tuple(Link(name=house.say(key), address=to(place)) for place, key, so in there if so)


def _along(house: "House", to: Links) -> tuple[Link, ...]:
    """Return the ways to carry off the newest edition."""
    newest = str(house.weeks[0].week) if house.weeks else ""
    return along.ways(newest, house.carried, house.say, to)


def _contacts(house: "House") -> tuple[Link, ...]:
    """Return how one reaches whoever runs the site, as far as config.yaml says so."""
    say, wishes, code = house.say, house.config.answers, house.desk.repository
    subject = say("withdraw.subject", title=house.config.site.title)
    found = (
        (wishes.email, answering.mail(wishes.email, subject) if wishes.email else None),
        (wishes.mastodon, answering.profile(wishes.mastodon) if wishes.mastodon else None),
        (say("withdraw.issues"), text.address(f"{code}/issues") if code else None),
    )
    return tuple(Link(name=name or "", address=address) for name, address in found if address)
