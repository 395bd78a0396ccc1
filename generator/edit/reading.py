"""An item in, the minutes it takes to read and its first lines out."""

import re

from generator.model import Item
from generator.text import WIDE, clip, words

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
LEAST = 1.0
"""Minutes that anything takes: to open it, to read it, to think. Half an hour is thirty things, not a hundred."""
PAGE = 4.0
"""Minutes for a page of which that is certain: about 900 words, a usual blog or news article."""
PERHAPS = 2.0
"""Minutes for one of which it is not: half of them are whole."""

WORDS_A_MINUTE = 230
"""A little under the 238 of adults who read English non-fiction silently on paper (Brysbaert 2019,
doi:10.1016/j.jml.2019.104047)."""
SIGNS_A_MINUTE = 330
"""Characters a minute in scripts without spaces: Chinese 255, Japanese 357 (Trauzettel-Klosinski & Dietz 2012,
doi:10.1167/iovs.11-8284)."""


def reading(item: Item) -> float:
    """Return the minutes it takes to read an item: all of it, not only what the edition shows; LEAST for anything."""
    told = minutes(f"{item.title}\n{item.text}")
    if item.kind != "article" or told >= PART:
        return max(LEAST, told)
    return PAGE if not item.text or CUT.search(item.text[-TAIL:]) else PERHAPS


def minutes(text: str) -> float:
    """Return the minutes it takes to read a text, at least a sixth of one."""
    found = words(text)
    signs = sum(1 for word in found if WIDE.match(word))
    return max(1 / 6, signs / SIGNS_A_MINUTE + (len(found) - signs) / WORDS_A_MINUTE)


def excerpt(item: Item) -> str:
    """Return the first lines of an item; a post nearly whole."""
    return clip(" ".join(item.text.split()), EXCERPT if item.title else POST)
