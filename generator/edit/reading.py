"""An item in, the minutes it takes to read and its first lines out."""

import re

from generator.model import Item
from generator.text import clip, minutes

EXCERPT = 280
"""Characters of an article that are shown: two or three lines."""
POST = 500
"""Characters of a post that are shown: most posts whole."""
PART = 0.5
"""Minutes under which an article's text may be only the beginning of a page that we have not read."""
CUT = re.compile(r"(?:…|\.\.\.|\[\W*\]|\b(?:read|continue|weiter|lire|leer|seguir)\b.{0,30})\W*$", re.IGNORECASE)
"""How a text ends that goes on elsewhere."""
TAIL = 80
"""Characters at the end of a text in which that is looked for."""
PAGE = 4.0
"""Minutes for a page of which that is certain: about 900 words, a usual blog or news article."""
PERHAPS = 2.0
"""Minutes for one of which it is not: half of them are whole."""


def reading(item: Item) -> float:
    """Return the minutes it takes to read an item: all of it, not only what the edition shows."""
    told = minutes(f"{item.title}\n{item.text}")
    if item.kind != "article" or told >= PART:
        return told
    return PAGE if not item.text or CUT.search(item.text[-TAIL:]) else PERHAPS


def excerpt(item: Item) -> str:
    """Return the first lines of an item; a post nearly whole."""
    return clip(" ".join(item.text.split()), EXCERPT if item.title else POST)
