"""Keys and their values in, the lines of an entry of YAML out; whatever a text holds, it is read back as that text."""

import json
import re
from collections.abc import Mapping, Sequence

from generator import forms
from generator.forms import Kind

Entry = Mapping[str, str | tuple[str, ...]]
"""Key -> a text, or several; in the order in which they are written."""
PLAIN = re.compile(r"[^\W_](?:[^\x00-\x20\x7f-\xa0\u2028\u2029#:\"\\]|:(?=\S)| (?=[^ #])|(?<=\S)#)*")
"""Texts that need no quotes: they begin with a letter or a digit, and no sign in them can mean something else."""
PARTS = re.compile(r"[\[\]{},?:]")
"""Signs that part the texts of a list in brackets."""


def lines(entry: Entry) -> tuple[str, ...]:
    """Write an entry: the first line with its dash, the others below the key."""
    written = [f"{key}: {_value(value)}" for key, value in entry.items() if value]
    return tuple(f"{'  ' if number else '- '}{line}" for number, line in enumerate(written))


def _value(value: str | Sequence[str]) -> str:
    if isinstance(value, str):
        return _text(value)
    return f"[{', '.join(quoted(each) if PARTS.search(each) else _text(each) for each in value)}]"


def _text(value: str) -> str:
    """Write a text without quotes where every reader of YAML takes it for that text."""
    plain = PLAIN.fullmatch(value) and value == value.strip() and not value.endswith(":") and _is_text(value)
    return value if plain else quoted(value)


def _is_text(value: str) -> bool:
    """Tell whether a word without quotes stays a word: `no`, `1984` and `2026-11-22` do not."""
    root = forms.page(value, file="").root
    return root is not None and root.kind is Kind.TEXT and root.value == value


def quoted(value: str) -> str:
    """Write a text in double quotes; YAML knows the escapes of JSON there, and one for eight digits (YAML 1.2, 5.7)."""
    signs = (sign if sign.isprintable() else _escape(ord(sign)) for sign in json.dumps(value, ensure_ascii=False))
    return "".join(signs)


def _escape(number: int) -> str:
    return f"\\u{number:04x}" if number <= 0xFFFF else f"\\U{number:08x}"  # noqa: PLR2004  four hexadecimal digits
