"""The words of the printed page, one file per language in catalogues/: a key and figures in, a sentence out.

Templates hold no sentence of their own: they `say("end")`, so a second language is a second file (P07), a gettext
catalogue whose ids are keys. Dates are put together here too, for what the machine's locale knows differs between
machines.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from types import MappingProxyType

from babel.messages.pofile import read_po

Text = str | tuple[str, str]
FOLDER = Path(__file__).with_name("catalogues")
LANGUAGES = tuple(sorted(path.stem for path in FOLDER.glob("*.po")))
ENGLISH = "en"
"""What is spoken where there is no catalogue of a language."""
TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
"""The common shapes of BCP 47."""
RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"})
"""Languages whose usual script runs from right to left (CLDR, characterOrder)."""


@dataclass(frozen=True, slots=True)
class Say:
    """One language's table, as templates call it: `say("picks", n=3)`."""

    language: str
    """BCP 47, of the table itself."""
    table: Mapping[str, Text]

    def __call__(self, key: str, **values: object) -> str:
        """Return the words of a key; with `n`, the singular or the plural. KeyError where there are none."""
        words = self.table[key]
        if isinstance(words, tuple):
            words = words[values["n"] != 1]
        return words.format(
            **{name: f"{value:,}" if isinstance(value, int) else value for name, value in values.items()}
        )

    def day(self, day: datetime, *, year: bool = True) -> str:
        """Write a day: `20 November 2026`."""
        return f"{day.day} {self._month(day)} {day.year}" if year else f"{day.day} {self._month(day)}"

    def weekday(self, number: int) -> str:
        """Name an ISO weekday, 1 to 7."""
        return str(self.table["weekdays"]).split()[number - 1]

    def period(self, first: datetime, last: datetime) -> str:
        """Write a span of days as briefly as it can be read: `13–20 November 2026`."""
        if (first.year, first.month) == (last.year, last.month):
            return self("period", first=str(first.day), last=self.day(last))
        return self("period", first=self.day(first, year=first.year != last.year) + " ", last=" " + self.day(last))

    def month(self, number: int, year: int) -> str:
        """Write a month: `November 2026`."""
        return f"{str(self.table['months']).split()[number - 1]} {year}"

    def _month(self, day: datetime) -> str:
        return str(self.table["months"]).split()[day.month - 1]


def catalogue(language: str) -> Say:
    """Return the table of a language, or the English one where there is none yet."""
    found = language.lower().split("-")[0]
    return _read(found if found in LANGUAGES else ENGLISH)


@cache
def _read(language: str) -> Say:
    """Read a catalogue; it is part of the program, so what is wrong with it is ours, and its tests find it."""
    with (FOLDER / f"{language}.po").open("rb") as file:
        found = [entry for entry in read_po(file, abort_invalid=True) if entry.id]
    table = {entry.id if isinstance(entry.id, str) else entry.id[0]: _forms(entry.string) for entry in found}
    return Say(language, MappingProxyType(table))


def _forms(words: Sequence[str] | str | None) -> Text:
    assert words, "every key has words: a test says so"
    return words if isinstance(words, str) else (words[0], words[1])


def tongue(language: str | None) -> str | None:
    """Return a language tag that a page can carry, else None: strangers write all sorts of things there."""
    return language if language and TAG.fullmatch(language) else None


def direction(language: str | None) -> str:
    """Return the `dir` of foreign text: by its language where that is known, else `auto`."""
    if not language:
        return "auto"
    return "rtl" if language.lower().split("-")[0] in RIGHT_TO_LEFT else "auto"
