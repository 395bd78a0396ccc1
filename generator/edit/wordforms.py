"""Text in, its words in the form in which saved searches compare them out: whatever the case, accents and marks.

Other than `text.words`, an apostrophe ends a word, so that `teacher` is found in "teacher's" and `école` in "l'école".
A script without spaces is compared sign by sign, so that a word of it is found inside a sentence.
"""

import re

from generator.characters import JOINED, UNSPACED
from generator.text import fold

MARKS = JOINED.replace(r"\u200c", "")
WORD = re.compile(
    rf"(?<!\w)[^\W\d_](?:\+\+|#)(?!\w)"  # a programming language
    rf"|[{UNSPACED}]"
    rf"|(?:(?![{UNSPACED}])[^\W_]|[{MARKS}])+"
)
"""A letter with ++ or #, a sign of a script without spaces, or letters and digits of the others.

U+200C parts words here: in Persian it stands where others write a blank.
"""
HUMP = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
"""Where a word begins in #SchoolLibrary and in #OERWeek."""


def flowing(text: str) -> str:
    """Return the words of a text, each with one blank before it; "" where there is none.

    So one text holds another's words side by side where `f"{one} "` holds `f"{other} "`.
    """
    plain = text.lower() if text.isascii() else fold(text).casefold()
    return " ".join(["", *WORD.findall(plain)])


def joined(tag: str) -> str:
    """Return a hashtag or a category in the form in which they are compared: `School_Library` as `schoollibrary`."""
    return flowing(tag).replace(" ", "")


def parted(tag: str) -> str:
    """Return the words that are written together in a tag."""
    return flowing(HUMP.sub(" ", tag))
