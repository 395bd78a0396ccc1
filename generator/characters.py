"""Text of strangers in, the same without characters that are invisible, steer the page or tower over it out; pure."""

import re
import unicodedata

# Characters that are invisible, steer the direction of writing or belong to the machine: a name must not be able to
# turn the page around it. U+200C and U+200D stay, Persian, Indic scripts and emoji need them.
_NEAR = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\uffff\ufdd0-\ufdef\ud800-\udfff"
)
_FAR = (
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
    f"{''.join(map(chr, (last + step for last in range(0x1FFFE, 0x110000, 0x10000) for step in (0, 1))))}"
)
HIDDEN = re.compile(f"[{_NEAR}{_FAR}]")
HIDDEN_NEAR = re.compile(f"[{_NEAR}]")
"""Those below U+10000 alone: without the others `re` looks a character up in a table, fifty times as fast."""
FAR = re.compile("[\U00010000-\U0010ffff]")
MARKS = r"\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
POINTS = r"\u0591-\u05c7\u064b-\u065f\u06d6-\u06ed\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece"
STACKED = re.compile(rf"([{MARKS}]{{2}})[{MARKS}]+|([{POINTS}]{{4}})[{POINTS}]+")
"""Marks beyond those that letters have, two or, in Hebrew, Arabic, Thai and Lao, four: a tower covers other lines."""
THREE_MARKS = re.compile(f"[{MARKS}{POINTS}]{{3}}")
"""Without these there is no tower: the usual text is asked once, and fast."""


def tidy(text: str) -> str:
    """Drop what is invisible or steers the page, compose (NFC), and keep no more marks on a letter than it has."""
    if text.isascii():
        return text if text.isprintable() else HIDDEN_NEAR.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    text = unicodedata.normalize("NFC", (HIDDEN if FAR.search(text) else HIDDEN_NEAR).sub("", text))
    return STACKED.sub(r"\1\2", text) if THREE_MARKS.search(text) else text
