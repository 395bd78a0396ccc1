"""An item in, the minutes it takes to read and its first lines out."""

from generator.model import Item
from generator.text import clip, minutes

EXCERPT = 280
"""Characters of an article that are shown: two or three lines."""
POST = 500
"""Characters of a post that are shown: most posts whole."""
PART = 700
"""An article's text below this many characters is taken for the beginning of a page that we have not read."""
PAGE = 4.0
"""Minutes for such a page: about 900 words, a usual blog or news article."""


def reading(item: Item) -> float:
    """Return the minutes it takes to read an item: all of it, not only what the edition shows."""
    if item.kind == "article" and len(item.text) < PART:
        return PAGE
    return minutes(f"{item.title}\n{item.text}")


def excerpt(item: Item) -> str:
    """Return the first lines of an item; a post nearly whole."""
    return clip(" ".join(item.text.split()), EXCERPT if item.title else POST)
