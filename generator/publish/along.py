"""An edition or a month by its name and what can be taken along in, the ways to it for a page out."""

from collections.abc import Mapping

from generator.publish.links import Links
from generator.publish.shapes import Link
from generator.publish.strings import Say

ATOM, RSS, JSON = "atom.xml", "rss.xml", "editions.json"
"""Where the feeds of editions are, from the root of the site."""
PICKS, PICKS_JSON = "picks.xml", "feed.json"
"""Where the feeds of picks are: for readers, and for other digests."""
LETTER = "letter.eml"
"""Beside the page of its edition."""

Places = Mapping[str, tuple[tuple[str, str], ...]]
"""2026-W47, or the place of a month -> what can be taken along: each a key of the catalogue and a file of the site."""


def ways(name: str, known: Places, say: Say, to: Links) -> tuple[Link, ...]:
    """Return the ways to what can be taken along; () where there is nothing, or where no address leads there."""
    return tuple(Link(name=say(key), address=to(file)) for key, file in known.get(name, ()) if to(file))
