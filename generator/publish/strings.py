"""The words of the printed page, one file per language in catalogues/: a key and figures in, a sentence out.

Templates hold no sentence of their own: they `say("end")`, so a further language is a further file, a gettext catalogue
whose ids are keys. Which plural a number takes is the catalogue's own rule; how a day, a number, a share or a list is
written comes from Unicode's CLDR, through Babel, because what the machine's locale knows differs between machines.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache, lru_cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from generator.publish.bidi import apart

if TYPE_CHECKING:
    from babel import Locale

Text = tuple[str, ...]
"""The words of a key: one form, or as many as the language has plurals."""
FOLDER = Path(__file__).with_name("catalogues")
LANGUAGES = tuple(sorted(path.stem for path in FOLDER.glob("*.po")))
"""By the names CLDR has for them: de, pt_BR, zh_Hant."""
ENGLISH = "en"
"""What is spoken where there is no catalogue of a language."""
ENGLISH_DATES = "en_GB"
"""Whose dates English has that names no region: CLDR takes it for American; most of the world says 20 November."""
TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
"""The common shapes of BCP 47."""
RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"})
"""Languages whose usual script runs from right to left (CLDR, characterOrder)."""
SCRIPT = 4
"""Letters in the code of a script (ISO 15924): Hant in zh_Hant."""
COUNTED = 200
"""The rules of all languages show every form below this number, but for the forms of some for whole millions."""
WIDE = "MMMM"
"""A month in full, in CLDR's patterns; their spans of days have it shortened, and are widened as UTS 35 advises."""
BLANK = re.compile("[{}]")
"""What is filled in, in the words of a key."""
THIN = "\N{THIN SPACE}"
"""What CLDR puts round a dash: in plain text, in a calendar and to who searches the page it is a stranger."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Say:
    """One language's words and ways of writing, as templates call it: `say("picks", n=3)`."""

    language: str
    """BCP 47, of what is said: `de-AT` where the catalogue is German and the site Austrian."""
    table: Mapping[str, Text]
    told: GNUTranslations
    """The same words, with the rule of their plurals."""
    locale: "Locale"
    fixed: Mapping[str, str]
    """Of the same words those with one form and no blank: a pick has thirty such, and nothing is filled into them."""

    def __call__(self, key: str, **values: object) -> str:
        """Return the words of a key; with `n`, the form for that number. KeyError where there are none."""
        if not values and (fixed := self.fixed.get(key)) is not None:
            return fixed
        words = self.table[key]
        said = words[0] if len(words) == 1 else self.told.ngettext(key, key, _whole(values["n"]))
        return said.format_map({name: self._put(value) for name, value in values.items()})

    def forms(self, key: str) -> Mapping[str, str]:
        """Return the words of a key for scripts that count: the name of a form, as `Intl.PluralRules` says it -> words.

        The blank `{n}` stays. A form for millions alone is not there; `other` is, in every language.
        """
        rule = self.locale.plural_form
        return {rule(n): self.told.ngettext(key, key, n) for n in range(COUNTED, -1, -1)}

    @property
    def direction(self) -> str:
        """Which way a page in this language runs: `ltr` or `rtl`."""
        return "rtl" if direction(self.language) == "rtl" else "ltr"

    def foreign(self, language: str | None) -> str:
        """Return the `lang` of a text in a page of ours: "" where it is not known, or the one the page has anyway."""
        return _foreign(language, self.language)

    def day(self, day: datetime, *, year: bool = True) -> str:
        """Write a day: `20 November 2026`."""
        from babel import dates  # noqa: PLC0415  a fiftieth of a second that most commands need not wait for

        if year:
            return dates.format_date(day, "long", locale=self.locale)
        return _dated(day.date(), WIDE + "d", self.locale)

    def day_of_week(self, day: datetime) -> str:
        """Write a day of a year that is known: `Mon 16 Nov`."""
        return _dated(day.date(), "MMMEd", self.locale)

    def weekday(self, number: int) -> str:
        """Name an ISO weekday, 1 to 7."""
        from babel import dates  # noqa: PLC0415  as above

        return str(dates.get_day_names("wide", "stand-alone", self.locale)[number - 1])

    def period(self, first: datetime, last: datetime) -> str:
        """Write a span of days as briefly as it can be read: `13–20 November 2026`."""
        from babel import dates  # noqa: PLC0415  as above

        if first.date() == last.date():
            return self.day(last)
        spans = self.locale.interval_formats
        parts = next(spans[name] for name in (f"y{WIDE}d", "yMMMd") if name in spans)
        start, end = parts["y" if first.year != last.year else "M" if first.month != last.month else "d"]
        said = (
            dates.format_date(day, re.sub("M{3,}", WIDE, part), locale=self.locale)
            for day, part in ((first, start), (last, end))
        )
        return "".join(said).replace(THIN, " ")

    def month(self, number: int, year: int) -> str:
        """Write a month: `November 2026`."""
        from babel import dates  # noqa: PLC0415  as above

        return dates.format_skeleton("y" + WIDE, datetime(year, number, 1), locale=self.locale)  # noqa: DTZ001  a month

    def clock(self, hour: int) -> str:
        """Write a full hour, 0 to 23: `06:00`."""
        from babel import dates  # noqa: PLC0415  as above

        return dates.format_time(time(hour), "short", locale=self.locale)

    def number(self, number: int) -> str:
        """Write a number as the language groups its digits: `1,234`."""
        return _grouped(number, self.locale)

    def percent(self, part: float) -> str:
        """Write a share, 0 to 1, in whole hundredths: `45%`."""
        from babel import numbers  # noqa: PLC0415  as above

        return numbers.format_percent(part, locale=self.locale)

    def listed(self, names: Sequence[str]) -> str:
        """Write a list out: `A, B and C`."""
        from babel import lists  # noqa: PLC0415  as above

        return lists.format_list([apart(name, self.direction) for name in names], locale=self.locale)

    def row(self, parts: Iterable[str]) -> str:
        """Write names or facts one after the other, without an “and”: `3 picks, 7 minutes`."""
        return self("comma").join(apart(part, self.direction) for part in parts)

    def _put(self, value: object) -> object:
        """Return what stands in a sentence: a number in its digits, and words so that they do not turn it."""
        if isinstance(value, int):
            return self.number(value)
        return apart(value, self.direction) if isinstance(value, str) else value


@lru_cache(maxsize=4096)
def _grouped(number: int, locale: "Locale") -> str:
    """Write a number; pages of ten years have a hundred thousand, nearly all of them small."""
    from babel import numbers  # noqa: PLC0415  as above

    return str(numbers.format_decimal(number, locale=locale))


@lru_cache(maxsize=4096)
def _dated(day: date, skeleton: str, locale: "Locale") -> str:
    """Write a day in a way of CLDR's; forty picks are of the same seven days."""
    from babel import dates  # noqa: PLC0415  as above

    return str(dates.format_skeleton(skeleton, day, locale=locale))


def _whole(number: object) -> int:
    assert isinstance(number, int), "words with plurals are asked for with a whole n"
    return number


@cache
def catalogue(language: str) -> Say:
    """Return the words of a language: of its region if there are some, else of the language, else the English ones."""
    from babel import Locale  # noqa: PLC0415  a fiftieth of a second that most commands need not wait for

    locale = _locale(language)
    name = next((each for each in ancestors(locale) if each in LANGUAGES), None) if locale else None
    if not locale or not name:
        return catalogue(ENGLISH)
    table, told = _read(name)
    written = Locale.parse(ENGLISH_DATES) if str(locale) == ENGLISH else locale
    fixed = {key: words[0] for key, words in table.items() if len(words) == 1 and not BLANK.search(words[0])}
    return Say(
        language=str(locale).replace("_", "-"), table=table, told=told, locale=written, fixed=MappingProxyType(fixed)
    )


def _locale(language: str) -> "Locale | None":
    """Return what CLDR knows of a tag, or of as much of its beginning as it knows: `de-AT` of `de-AT-Wien`."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415  as above

    while language:
        with suppress(ValueError, UnknownLocaleError):
            return Locale.parse(language, sep="-")
        language = language.rpartition("-")[0]
    return None


def ancestors(locale: "Locale") -> Iterator[str]:
    """Yield where CLDR would look, nearest first: es_MX, es_419, es; never another script (UTS 35, inheritance)."""
    from babel.core import get_global  # noqa: PLC0415  as above

    parents, likely, name = get_global("parent_exceptions"), get_global("likely_subtags"), str(locale)
    while name and name != "root":
        yield name
        above, _, last = name.rpartition("_")
        script = len(last) == SCRIPT and last.isalpha()
        usual = not script or likely.get(above, "").startswith(name)
        name = parents.get(name) or (above if usual else "")


@cache
def _read(name: str) -> tuple[Mapping[str, Text], GNUTranslations]:
    """Read a catalogue; it is part of the program, so what is wrong with it is ours, and its tests find it."""
    from babel.messages.mofile import write_mo  # noqa: PLC0415  as above
    from babel.messages.pofile import read_po  # noqa: PLC0415  as above

    with (FOLDER / f"{name}.po").open("rb") as file:
        found = read_po(file, abort_invalid=True)
    table = {(each.id if isinstance(each.id, str) else each.id[0]): _forms(each.string) for each in found if each.id}
    compiled = BytesIO()
    write_mo(compiled, found)
    compiled.seek(0)
    return MappingProxyType(table), GNUTranslations(compiled)


def _forms(words: Sequence[str] | str | None) -> Text:
    assert words, "every key has words: a test says so"
    return (words,) if isinstance(words, str) else tuple(words)


@lru_cache(maxsize=1024)
def tongue(language: str | None) -> str | None:
    """Return a language tag that a page can carry, else None: strangers write all sorts of things there."""
    return language if language and TAG.fullmatch(language) else None


@lru_cache(maxsize=1024)
def direction(language: str | None) -> str:
    """Return the `dir` of foreign text: by its language where that is known, else `auto`."""
    if not language:
        return "auto"
    return "rtl" if language.lower().split("-")[0] in RIGHT_TO_LEFT else "auto"


@lru_cache(maxsize=1024)
def _foreign(language: str | None, page: str) -> str:
    """See Say.foreign."""
    tag = tongue(language) or ""
    return "" if tag.lower().split("-")[0] == page.lower().split("-")[0] else tag
