"""Works of the sample in; what every register of papers needs to know of them out: does one fit, who wrote it."""

import re
from datetime import datetime

from generator.demo.elsewhere import Work

Value = dict[str, object]
NO_WORDS = frozenset({"and", "or", "not", "the", "of", "in", "a"})


def words(text: str) -> set[str]:
    """Return the words of a text or a query, in small letters."""
    return set(re.findall(r"\w+", text.lower()))


def everything(work: Work) -> str:
    """Return what a register looks through."""
    return " ".join((work.title, work.abstract, work.venue, *work.subjects, *work.authors))


def fits(work: Work, query: str) -> bool:
    """Tell whether every word of a query is in the record."""
    return words(query) - NO_WORDS <= words(everything(work))


def names(work: Work) -> list[tuple[str, str]]:
    """Return the authors as (family, given)."""
    pairs = (author.partition(",") for author in work.authors)
    return [(family.strip(), given.strip()) for family, _, given in pairs]


def spoken(work: Work) -> list[str]:
    """Return the authors as people say their names."""
    return [f"{given} {family}".strip() for family, given in names(work)]


def retitled(work: Work, today: datetime) -> str:
    """Return the title as its publisher prints it: one that was taken back says so."""
    return f"RETRACTED: {work.title}" if work.taken_back(today) else work.title


def paragraph(text: str) -> str:
    """Return a text on one line."""
    return " ".join(text.split())
