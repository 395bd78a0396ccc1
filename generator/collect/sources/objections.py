"""What people say of themselves in, whether that is a plain no to being listed out; pure, for all networks."""

import re
from collections.abc import Iterable

from generator import text

NO_WORDS = re.compile(r"[#＃]\s?no[-_]?(?:bots?|index|search|archive|bridge)\b", re.IGNORECASE)
"""Conventions of the fediverse; none is a standard, all are meant."""
NOTE = 20_000
"""Characters of a biography that are looked at; servers allow some hundreds."""


def in_words(*said: str) -> bool:
    """Tell whether somebody says no in plain words."""
    return any(NO_WORDS.search(text.tidy(part[:NOTE])) for part in said)


def in_markup(descriptions: Iterable[object]) -> bool:
    """Tell whether somebody says no in HTML; tags are split by markup, so it goes first."""
    return any(in_words(text.plain(part[:NOTE])) for part in descriptions if isinstance(part, str) and part)
