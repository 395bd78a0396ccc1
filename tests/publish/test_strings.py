import re
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from babel import Locale

from generator.edit import SIGNALS
from generator.model import Health, Kindness, PromptWishes, Section
from generator.publish import choosing, growth, listening, menu, mirror, subscribing, words
from generator.publish.atlas import roll
from generator.publish.strings import ancestors, catalogue, direction, tongue
from tests.publish.make import ROOT, THEME

ENGLISH = catalogue("en").table
FRIDAY = datetime(2026, 11, 20, tzinfo=UTC)
SAID = re.compile(r"""say\(\s*f?["']([a-z_.]+)["']""")
MADE = {
    *(f"{section}{ending}" for section in (*Section, "pinned") for ending in ("", ".words")),
    *(f"health.{health}" for health in Health if health not in words.HEARD),
    *(f"lens.{lens}" for lens in PromptWishes().lenses),
    *(f"signal.{name}" for name in SIGNALS),
    *(key for _, key in choosing.COUNTS),
    *(f"effect.{effect}" for effect in ("most", "much", "some", "little", "none", "held")),
    *(f"method.role.{role}" for role in ("subject", "merit", "damper")),
    *(key for way in subscribing.WAYS for key in (way.key, f"{way.key}.words", *way.files)),
    *listening.FAMILIES,
    *("feeds.atom", "feeds.rss", "comma"),
    *(f"along.{way}" for way in ("book", "letter", "month")),
    *(row.key for row in (*menu.READ, *menu.TAKE, *menu.MADE)),
    "search.found",
    *(f"network{middle}.{name}" for middle in (".column", ".series") for name in growth.COLUMNS),
    *(
        "network",
        *(f"{tie}{end}" for tie in roll.TIES.values() for end in ("", ".one")),
        *roll.DID.values(),
        *roll.WAS.values(),
    ),
    *(f"kindness.{kind}" for kind in Kindness),
    *(f"mirror.{meter.key}{end}" for meter in mirror.METERS for end in ("", ".about", ".more", ".less", ".try")),
    *(f"mirror.{name}.name" for name in ("strong", "weak", "very_weak")),
    *(f"mirror.{end}" for _, end in mirror.BRIEF),
    *("mirror.early", "mirror.usual", "mirror.such"),
}
"""Keys that are put together, or that a table in the code names."""


def said() -> set[str]:
    templates = (path for path in (THEME / "templates").rglob("*") if path.is_file())
    files = [*templates, *(ROOT / "generator" / "publish").rglob("*.py")]
    return {key for path in files for key in SAID.findall(path.read_text("utf-8"))}


def test_every_sentence_that_a_page_asks_for_is_in_the_table() -> None:
    assert {key for key in said() | MADE if key not in ENGLISH and not key.endswith(".")} == set()


def test_no_sentence_in_the_table_is_left_unsaid() -> None:
    assert set(ENGLISH) - said() - MADE == set()


def test_one_is_singular_and_every_other_number_plural() -> None:
    say = catalogue("en")

    assert [say("picks", n=n) for n in (0, 1, 2, 1000)] == ["0 picks", "1 pick", "2 picks", "1,000 picks"]


def test_a_language_chooses_its_form_by_its_own_rule() -> None:
    assert len({catalogue("ar")("picks", n=n) for n in (0, 1, 2, 3, 11, 100)}) == 6
    assert catalogue("ar")("voices", n=3).replace("3", "4") == catalogue("ar")("voices", n=4)


@pytest.mark.parametrize("language", ["en", "de", "ar"])
def test_words_into_which_nothing_is_filled_are_those_of_the_catalogue(language: str) -> None:
    say = catalogue(language)

    assert say.fixed == {key: words[0] for key, words in say.table.items() if len(words) == 1 and "{" not in words[0]}
    assert all(say(key) == words == words.format() for key, words in say.fixed.items())


def test_what_was_never_written_is_an_error_and_never_a_key_on_a_page() -> None:
    with pytest.raises(KeyError):
        catalogue("de")("no.such.key")


@pytest.mark.parametrize("language", ["tlh-Latn", "fr", "sr-Latn", "x-private", ""])
def test_a_language_without_a_table_is_spoken_to_in_english(language: str) -> None:
    say = catalogue(language)

    assert (say.language, say.direction, say.day(FRIDAY)) == ("en", "ltr", "20 November 2026")


@pytest.mark.parametrize(
    ("language", "spoken", "day"),
    [
        ("en", "en", "20 November 2026"),
        ("en-US", "en-US", "November 20, 2026"),
        ("en-AU", "en-AU", "20 November 2026"),
        ("de", "de", "20. November 2026"),
        ("DE-at", "de-AT", "20. November 2026"),
        ("de-CH-1996", "de-CH", "20. November 2026"),
        ("es-MX", "es-MX", "20 de noviembre de 2026"),
        ("es-419", "es-419", "20 de noviembre de 2026"),
        ("ar-EG", "ar-EG", "20 نوفمبر 2026"),
    ],
)
def test_a_region_has_the_words_of_its_language_and_its_own_dates(language: str, spoken: str, day: str) -> None:
    say = catalogue(language)

    assert (say.language, say.day(FRIDAY)) == (spoken, day)


def test_a_region_of_its_own_words_is_asked_first_and_another_script_never() -> None:
    def asked(tag: str) -> list[str]:
        return list(ancestors(Locale.parse(tag, sep="-")))

    assert asked("es-MX") == ["es_MX", "es_419", "es"]
    assert asked("pt-BR") == ["pt_BR", "pt"]
    assert asked("zh-TW") == ["zh_Hant_TW", "zh_Hant"]
    assert asked("zh-Hans-SG") == ["zh_Hans_SG", "zh_Hans", "zh"]
    assert asked("sr-Latn") == ["sr_Latn"]


def test_austria_has_its_own_january() -> None:
    first = datetime(2027, 1, 8, tzinfo=UTC)

    assert [catalogue(tag).month(1, 2027) for tag in ("de", "de-AT")] == ["Januar 2027", "Jänner 2027"]
    assert catalogue("de-AT").day(first, year=False) == "8. Jänner"


def test_numbers_shares_hours_and_lists_are_written_as_the_language_does() -> None:
    said = {
        tag: (say("picks", n=1234), say.number(98765), say.percent(0.455), say.clock(18), say.listed(["A", "B", "C"]))
        for tag in ("en", "en-US", "de")
        for say in [catalogue(tag)]
    }

    assert said["en"] == ("1,234 picks", "98,765", "46%", "18:00", "A, B and C")
    assert said["en-US"][3:] == ("6:00\N{NARROW NO-BREAK SPACE}PM", "A, B, and C")
    assert said["de"] == ("1.234 Fundstücke", "98.765", "46\N{NO-BREAK SPACE}%", "18:00", "A, B und C")


def test_a_list_that_is_cut_short_says_how_many_are_left() -> None:
    names = ["A", "B", "C", "D", "E"]

    assert words.some(names, catalogue("en")) == "A, B, C and 2 more"
    assert words.some(names, catalogue("de")) == "A, B, C und 2 weitere"
    assert words.some(names[:2], catalogue("es")) == "A y B"


def test_a_text_carries_its_language_only_where_the_page_has_another() -> None:
    found = [
        catalogue("de-AT").foreign(language) for language in ("de", "DE-de", "en", "pt-BR", 'x" onclick="', "", None)
    ]

    assert found == ["", "", "en", "pt-BR", "", "", ""]


def test_nobody_waits_for_calendars_who_asks_for_help_alone() -> None:
    code = "import sys; from generator import cli; from generator.publish import strings; print('babel' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=ROOT, text=True)

    assert told.stdout == "False\n"


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ((2026, 11, 13), (2026, 11, 20), "13–20 November 2026"),
        ((2026, 10, 30), (2026, 11, 6), "30 October – 6 November 2026"),
        ((2026, 12, 28), (2027, 1, 4), "28 December 2026 – 4 January 2027"),
    ],
)
def test_a_week_is_written_as_briefly_as_it_can_be_read(
    first: tuple[int, int, int], last: tuple[int, int, int], expected: str
) -> None:
    assert catalogue("en").period(datetime(*first, tzinfo=UTC), datetime(*last, tzinfo=UTC)) == expected


def test_only_what_can_be_a_language_is_one() -> None:
    given = ("en", "pt-BR", "zh-Hant-TW", 'x" onclick="', "english please", "", None)

    assert [tongue(language) for language in given] == ["en", "pt-BR", "zh-Hant-TW", None, None, None, None]


def test_foreign_text_runs_as_its_language_does() -> None:
    assert [direction(language) for language in ("ar", "he-IL", "fa", "en", "ja", None)] == ["rtl"] * 3 + ["auto"] * 3
