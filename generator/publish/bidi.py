"""Words and the way the sentence around them runs in, the same words kept from turning that sentence out.

A Latin name in an Arabic sentence takes the signs beside it along, and two of them in a row change places: a browser
sees one run of Latin. What a template sets stands in `<bdi>`; a sentence that is put together as text, for a title or
a drawing, has Unicode's isolates for the same (UAX 9, 2.4).
"""

import re
import unicodedata

FIRST_STRONG, POP = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
KEPT = re.compile(f"{FIRST_STRONG}[^{FIRST_STRONG}{POP}]*{POP}")
"""What is kept apart already, without another inside."""
RIGHT_TO_LEFT_MARK = "\N{RIGHT-TO-LEFT MARK}"
LEFT, RIGHT = frozenset({"L"}), frozenset({"R", "AL"})
"""Classes of signs that run one way wherever they stand (UAX 9, table 4)."""
NUMBER = frozenset({"EN", "CS"})
"""Digits, and what parts them: they read alike in either direction. A percent sign would change sides."""


def apart(words: str, direction: str) -> str:
    """Keep words apart from the sentence they are put into, where they could turn it.

    Args:
        words: a name, a title, an account, a figure; may have parts that are kept apart already.
        direction: which way the sentence runs, `ltr` or `rtl`.

    Returns:
        The words, between two invisible signs where they need them: the browser then takes their own direction from
        their first letter, as it does for `dir="auto"`.
    """
    if direction == "ltr" and words.isascii():
        return words
    return f"{FIRST_STRONG}{words}{POP}" if _turns(words, direction) else words


def led(words: str, direction: str) -> str:
    """Begin words that run from right to left so that they are seen to do so, though a Latin word comes first.

    `dir="auto"`, feed readers and terminals go by the first letter. Where an element has a `dir`, this is not needed.
    """
    if direction != "rtl":
        return words
    classes = [each for each in map(unicodedata.bidirectional, words) if each in LEFT | RIGHT]
    return f"{RIGHT_TO_LEFT_MARK}{words}" if classes and classes[0] in LEFT and RIGHT & {*classes} else words


def _turns(words: str, direction: str) -> bool:
    while words != (outside := KEPT.sub("", words)):
        words = outside
    classes = {unicodedata.bidirectional(sign) for sign in words}
    if direction == "ltr":
        return bool(classes & RIGHT)
    return bool(classes & LEFT) or ("EN" in classes and not classes & RIGHT and not classes <= NUMBER)
