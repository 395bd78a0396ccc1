"""The editions of a year in, the page of their networks out: the newest map, how it grew, and the meters."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from generator.model import Edition
from generator.publish import atlas, growth, mirror, view
from generator.publish.links import Links
from generator.publish.shapes import Link

if TYPE_CHECKING:
    from generator.publish.house import House, Sheet

PLACE = "network/"
WEEKS = 52
"""Maps that are looked back on: those of a year."""


def drawn(weeks: Sequence[Edition]) -> tuple[Edition, ...]:
    """Return the last editions that have somebody on their map; editions come newest first."""
    return tuple(edition for edition in weeks if edition.network.nodes)[:WEEKS]


def page(house: "House") -> "Sheet":
    """Show the newest map, and the figures of a year."""
    say, weeks = house.say, drawn(house.weeks)
    heads = {edition.week: view.head(edition, house.desk) for edition in weeks}
    newest, first = weeks[0], heads[weeks[0].week]

    def names(to: Links) -> Mapping[str, Any]:
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
            "meters": mirror.views(house.weeks, say),
        }

    return house.sheet(PLACE, "network.html", say("network"), say("network.page"), names)
