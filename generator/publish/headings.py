"""A pick in, what it is called on a page and what stands below that out."""

import re
from dataclasses import replace
from functools import lru_cache

from generator import text, withdrawal
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
SENTENCE = re.compile(r"(?:\w{4,}\.|[!?؟])[”“’»\")]?(?=\s)|[。！？]")
"""Where a sentence ends. After a short word a full stop may be that of an abbreviation."""
ENOUGH = 0.55
"""The part of an excerpt that has to be left for it to end with a sentence."""
ON_X = frozenset({"x.com", "twitter.com", "mobile.twitter.com", "mobile.x.com"})
"""Where a post is of which no text is passed on."""


def on_x(pick: Pick) -> bool:
    """Tell whether a pick is a post on X, of which no text is passed on."""
    return _lies_on_x(pick.url)


@lru_cache(maxsize=1 << 15)  # 35 times in a build of ten years each pick is asked
def _lies_on_x(url: str) -> bool:
    address = url.lower()
    named = "x.com" in address or "twitter.com" in address
    return named and text.host(address) in ON_X


def passed_on(pick: Pick) -> Pick:
    """Return a pick as it is shown: of a post on X only the way to it, from wherever its text came, a bridge maybe.

    What X's own reader calls it (collect/sources/x) names its author, and has no word of the post; what its owner calls
    their own pick is the owner's.
    """
    if not on_x(pick):
        return pick
    ours = pick.title == f"A post by {pick.name} on X" or withdrawal.is_own(pick)
    return replace(pick, title=pick.title if ours else "", excerpt="", alts=(), tags=())


def heading(pick: Pick, say: Say) -> str:
    """Return what a pick is called where it is named; an Arabic title that begins with a Latin word stays Arabic."""
    return led(parted(pick, say)[0], direction(pick.language))


def parted(pick: Pick, say: Say) -> tuple[str, str]:
    """Return the heading and the excerpt; a post without a title lends its first words, unless it carries a warning."""
    flowing = " ".join(pick.excerpt.split())
    echoed = not pick.warning and _echoed(pick.title, flowing)
    if echoed and not flowing[len(echoed) : len(echoed) + 1].isalnum():
        return pick.title, _excerpt(flowing[len(echoed) :].lstrip(" .…:–—-"))
    if (pick.title and not echoed) or pick.warning or not flowing:
        return pick.title or say("by", name=pick.name or say("nobody")), _excerpt(flowing)
    if len(flowing) <= HEADING:
        return flowing, ""
    end = max(flowing.rfind(mark, SOON, HEADING) + len(mark) for mark in (". ", "! ", "? ", "。", "؟ "))
    if end >= SOON:
        return flowing[:end].rstrip(), _excerpt(flowing[end:].lstrip())
    first = text.clip(flowing, HEADING)
    return first, "…" + _excerpt(flowing[len(first) - 1 :])


def _echoed(title: str, flowing: str) -> str:
    """Return a title that only repeats how the text begins, maybe broken off within a word; "" for any other."""
    stem = title.rstrip(" .…")
    return stem if len(stem) >= SOON and flowing.startswith(stem) else ""


def own_words(pick: Pick) -> bool:
    """Tell whether what a pick is called is in its own words: its title or how it begins, and not made by us."""
    return bool(pick.title or (pick.excerpt.strip() and not pick.warning))


def _excerpt(flowing: str) -> str:
    """Shorten to four lines, to the end of a sentence where that keeps most of it.

    A sign of a script without spaces is as wide as two letters.
    """
    wide = len(text.WIDE.findall(flowing[:EXCERPT]))
    clipped = text.clip(flowing, EXCERPT - wide // 2)
    ends = [found.end() for found in SENTENCE.finditer(clipped)] if clipped.endswith("…") else []
    return clipped[: ends[-1]] if ends and ends[-1] >= ENOUGH * len(clipped) else clipped
