"""The printed style sheet in, the colours of a picture as hex out: the theme's, or the owner's where they are other.

A picture has no dark mode: it is shown on other people's pages, so it is the paper it would be in print.
"""

import re

from generator.model import colour

NAMES = ("paper", "wash", "ink", "soft", "line", "accent", "grain", "one", "two", "three", "four", "five", "six")
"""Tokens of the style sheet that a picture uses."""
CONDITION = re.compile(r"@[^{};]+\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
"""Rules for some readers only: the dark, print, more contrast."""
ROOT = re.compile(r"(?:^|\})\s*(?::where\(:root\)|:root)\s*\{(?P<tokens>[^{}]*)(?=\})", re.MULTILINE)
REMARK = re.compile(r"/\*.*?\*/", re.DOTALL)
TOKEN = re.compile(r"--(?P<name>[\w-]+):\s*(?P<value>[^;]+);")
GROUNDS = frozenset({"paper", "wash"})
INK, PAPER = "#000000", "#ffffff"
"""What stands in for a colour that cannot be read: a theme of one's own may write them in ways we do not know."""


def tones(css: str) -> dict[str, str]:
    """Return name -> `#rrggbb` for all NAMES; of two values the later holds, as in a browser."""
    always = CONDITION.sub("}", REMARK.sub("", css))
    given = {
        token["name"]: token["value"] for root in ROOT.finditer(always) for token in TOKEN.finditer(root["tokens"])
    }
    return {name: _hex(given.get(name, ""), PAPER if name in GROUNDS else INK) for name in NAMES}


def _hex(value: str, other: str) -> str:
    found = colour.read(value)
    return found.hex if found else other
