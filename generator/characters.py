"""Text of strangers in, the same without characters that are invisible, steer the page or tower over it out; pure.

Here is what has to know single characters: which are blanks, which make a word of their own, and which belong to one.
"""

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
CONTROLS = bytes(code for code in range(0x80) if HIDDEN_NEAR.match(chr(code)) or chr(code) == "\r")
"""What is changed of ASCII; it is looked for in bytes, 0.6 ns a character and not 2.8."""
FAR = re.compile("[\U00010000-\U0010ffff]")
MARKS = r"\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
POINTS = r"\u0591-\u05c7\u064b-\u065f\u06d6-\u06ed\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece"
STACKED = re.compile(rf"([{MARKS}]{{2}})[{MARKS}]+|([{POINTS}]{{4}})[{POINTS}]+")
"""Marks beyond those that letters have, two or, in Hebrew, Arabic, Thai and Lao, four: a tower covers other lines."""
THREE_MARKS = re.compile(f"[{MARKS}{POINTS}]" * 3)
"""Without these there is no tower. Written out three times: `re` skips to the first of a class, not of a repetition."""
ODD = re.compile(f"[\r\u2028\u2029{_NEAR}{MARKS}{POINTS}\U00010000-\U0010ffff]")
"""All that `_carefully` changes or looks at, NFC aside. Most texts hold none of it and are looked through once, in less
than half the time."""

ODD_BLANK = re.compile("[\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
"""Blanks that tidy text may have besides the space and the end of a line."""
UNSPACED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
JOINED = r"\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0963\u0966-\u0dff\u200c\u200d"
"""Vowel signs and joiners that belong to the word they stand in, which Python does not count as letters."""
WORD = re.compile(rf"[{UNSPACED}]|(?:[^\W_]|[{JOINED}])+(?:['’](?:[^\W_]|[{JOINED}])+)*")
WIDE = re.compile(rf"[{UNSPACED}]")
"""Signs that are words of their own."""
ODD_IN_WORD = re.compile(f"[{UNSPACED}{JOINED}]")
EVEN_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
"""The same as WORD where nothing is ODD_IN_WORD; found in half the time."""


def tidy(text: str) -> str:
    """Drop what is invisible or steers the page, compose (NFC), and keep no more marks on a letter than it has."""
    if text.isascii():
        is_clean = text.isprintable() or len(text.encode().translate(None, CONTROLS)) == len(text)
        return text if is_clean else _carefully(text)
    return _carefully(text) if ODD.search(text) else unicodedata.normalize("NFC", text)


def _carefully(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    text = unicodedata.normalize("NFC", (HIDDEN if FAR.search(text) else HIDDEN_NEAR).sub("", text))
    return STACKED.sub(r"\1\2", text) if THREE_MARKS.search(text) else text


def spaced(text: str) -> str:
    """Return tidy text without blanks around a line or doubled in it, and without two empty lines in a row.

    Few lines need it, so they are looked at before they are taken apart: that takes a third of the time.
    """
    even = text.replace("\t", " ") if text.isascii() else ODD_BLANK.sub(" ", text)
    lines = (line.strip() for line in even.split("\n"))
    whole = "\n".join([" ".join(line.split()) if "  " in line else line for line in lines])
    while "\n\n\n" in whole:
        whole = whole.replace("\n\n\n", "\n\n")
    return whole.strip()
