"""The editions of a year in, the page of their words out: week by week, each word with the other weeks it rose in."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from generator.model import Edition
from generator.publish import lexicon, view
from generator.publish.links import Links
from generator.publish.shapes import Link, WordsWeekView

if TYPE_CHECKING:
    from generator.publish.house import House, Sheet

PLACE = "words/"
WEEKS = 52
"""Editions that are looked back on: a year, in which a subject can come round again."""


def rose(weeks: Sequence[Edition]) -> tuple[Edition, ...]:
    """Return the editions of the last year that have words to show; editions come newest first."""
    return tuple(edition for edition in weeks[:WEEKS] if lexicon.shown(edition))


def page(house: "House") -> "Sheet":
    """Every word of a year with the week in which it rose, newest first."""
    say, weeks = house.say, rose(house.weeks)
    heads = {edition.week: view.head(edition, house.desk) for edition in weeks}
    risen: defaultdict[str, list[Edition]] = defaultdict(list)
    for edition in weeks:
        for word in lexicon.shown(edition):
            risen[lexicon.name(word)].append(edition)

    def other(edition: Edition, to: Links) -> Mapping[str, Sequence[Link]]:
        return {
            term: [
                Link(name=heads[at.week].week, address=to(heads[at.week].place)) for at in found if at is not edition
            ]
            for term, found in risen.items()
        }

    def names(to: Links) -> Mapping[str, Any]:
        return {
            "weeks": tuple(
                WordsWeekView(head=heads[edition.week], words=lexicon.views(edition, say, other(edition, to)))
                for edition in weeks
            )
        }

    return house.sheet(PLACE, "words.html", say("words"), say("words.words"), names)
