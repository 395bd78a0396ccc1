"""The editions of a year in, the page of their networks out: the newest map, how it grew, and the meters.

A digest in which nobody meets anybody has no map, and may have meters all the same: the page then shows these alone.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from generator.model import Edition
from generator.publish import atlas, growth, mirror, view
from generator.publish.links import Links
from generator.publish.shapes import Link
from generator.publish.strings import Say

if TYPE_CHECKING:
    from generator.publish.house import House, Sheet

PLACE = "network/"
WEEKS = 52
"""Maps that are looked back on: those of a year."""


def drawn(weeks: Sequence[Edition]) -> tuple[Edition, ...]:
    """Return the last editions that have somebody on their map; editions come newest first."""
    return tuple(edition for edition in weeks if edition.network.nodes)[:WEEKS]


def exists(weeks: Sequence[Edition]) -> bool:
    """Whether there is anything to show on the page; editions come newest first."""
    return bool(drawn(weeks) or mirror.measured(weeks))


def title(weeks: Sequence[Edition], say: Say) -> str:
    """Name the page after what is on it."""
    return say("network") if drawn(weeks) else say("mirror.menu")


def page(house: "House") -> "Sheet":
    """Show the newest map, and the figures of a year."""
    say, weeks = house.say, drawn(house.weeks)

    def names(to: Links) -> Mapping[str, Any]:
        maps = _maps(weeks, house, to) if weeks else {}
        return {"network": None, **maps, "meters": mirror.views(house.weeks, say)}

    words = say("network.page") if weeks else say("mirror.page")
    return house.sheet(PLACE, "network.html", title(house.weeks, say), words, names)


def _maps(weeks: Sequence[Edition], house: "House", to: Links) -> Mapping[str, Any]:
    """Give the newest map and how it came about; the newest edition comes first."""
    say = house.say
    heads = {edition.week: house.head(edition) for edition in weeks}
    newest, first = weeks[0], heads[weeks[0].week]
    counted = [
        growth.drawn(
            edition,
            view.shown(edition),
            Link(name=heads[edition.week].week, address=to(heads[edition.week].place)),
        )
        for edition in reversed(weeks)
    ]
    stands = atlas.stands(view.shown(newest), to(first.place))
    return {
        "head": first,
        "network": atlas.view(newest.network, stands, say),
        "growth": growth.view(counted, say),
    }
