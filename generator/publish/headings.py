"""A pick in, what it is called on a page and what stands below that out."""

from generator import text
from generator.model import Pick
from generator.publish.bidi import led
from generator.publish.strings import Say, direction

EXCERPT = 360
"""Characters of an excerpt, about four lines of the page."""
HEADING = 110
"""Characters of the heading of a post that has no title of its own."""
POINTER = 70
"""Characters of a title where a question points to it."""
SOON = 30
"""A first sentence shorter than this is too little for a heading."""


def heading(pick: Pick, say: Say) -> str:
    """Return what a pick is called where it is named; an Arabic title that begins with a Latin word stays Arabic."""
    return led(parted(pick, say)[0], direction(pick.language))


def parted(pick: Pick, say: Say) -> tuple[str, str]:
    """Return the heading and the excerpt; a post without a title lends its first words, unless it carries a warning."""
    flowing = " ".join(pick.excerpt.split())
    if pick.title or pick.warning or not flowing:
        return pick.title or say("by", name=pick.name or say("nobody")), _excerpt(flowing)
    if len(flowing) <= HEADING:
        return flowing, ""
    end = max(flowing.rfind(mark, SOON, HEADING) + len(mark) for mark in (". ", "! ", "? ", "。", "؟ "))
    if end >= SOON:
        return flowing[:end].rstrip(), _excerpt(flowing[end:].lstrip())
    first = text.clip(flowing, HEADING)
    return first, "…" + _excerpt(flowing[len(first) - 1 :])


def own_words(pick: Pick) -> bool:
    """Tell whether what a pick is called is in its own words: its title or how it begins, and not made by us."""
    return bool(pick.title or (pick.excerpt.strip() and not pick.warning))


def _excerpt(flowing: str) -> str:
    """Shorten to four lines; a sign of a script without spaces is as wide as two letters."""
    wide = len(text.WIDE.findall(flowing[:EXCERPT]))
    return text.clip(flowing, EXCERPT - wide // 2)
