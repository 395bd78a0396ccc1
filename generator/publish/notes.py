"""A house in, the page "My notes" out: where a reader finds again what they wrote, which this site never sees.

The page holds words and places only; scripts of the theme fill it with what the reader's browser keeps.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.publish.house import House, Sheet

PLACE = "notes/"


def page(house: "House") -> "Sheet":
    """Return the page."""
    say = house.say
    return house.sheet(PLACE, "notes.html", say("notes"), say("notes.words"), lambda _: {})
