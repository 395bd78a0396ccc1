import re
from datetime import UTC, datetime

import pytest

from generator.model import Health, Kindness, PromptWishes, Section
from generator.publish import growth, mirror
from generator.publish.atlas import roll
from generator.publish.strings import LANGUAGES, catalogue, direction, tongue
from tests.publish.make import ROOT, THEME

ENGLISH = catalogue("en").table
SAID = re.compile(r"""say\(\s*f?["']([a-z_.]+)["']""")
MADE = {
    *(f"{section}{ending}" for section in (*Section, "pinned") for ending in ("", ".words")),
    *(f"health.{health}" for health in Health),
    *(f"lens.{lens}" for lens in PromptWishes().lenses),
    *(f"effect.{effect}" for effect in ("most", "much", "some", "little", "none", "held")),
    *(f"method.role.{role}" for role in ("subject", "merit", "damper")),
    *("feeds.atom", "feeds.rss", "period", "weekdays", "months"),
    *("archive", "sources", "method"),
    *(f"network{middle}.{name}" for middle in (".column", ".series") for name in growth.COLUMNS),
    *("network", *roll.TIES.values(), *roll.DID.values(), *roll.WAS.values()),
    *(f"kindness.{kind}" for kind in Kindness),
    *(f"mirror.{meter.key}{end}" for meter in mirror.METERS for end in ("", ".about", ".more", ".less", ".try")),
    *(f"mirror.{name}.name" for name in ("strong", "weak", "very_weak")),
    *(f"mirror.{end}" for _, end in mirror.BRIEF),
    *("mirror.early", "mirror.usual", "mirror.such"),
}
"""Keys that are put together, or that a table in the code names."""


def said() -> set[str]:
    files = [*(THEME / "templates").rglob("*.html"), *(ROOT / "generator" / "publish").rglob("*.py")]
    return {key for path in files for key in SAID.findall(path.read_text("utf-8"))}


def test_every_sentence_that_a_page_asks_for_is_in_the_table() -> None:
    assert {key for key in said() | MADE if key not in ENGLISH and not key.endswith(".")} == set()


def test_no_sentence_in_the_table_is_left_unsaid() -> None:
    assert set(ENGLISH) - said() - MADE == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_everything_with_the_same_figures(language: str) -> None:
    table = catalogue(language).table

    assert set(table) == set(ENGLISH)
    for key, words in table.items():
        assert blanks(words) == blanks(ENGLISH[key]), key


def blanks(words: str | tuple[str, str]) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", words if isinstance(words, str) else "".join(words)))


def test_one_is_singular_and_every_other_number_plural() -> None:
    say = catalogue("en")

    assert [say("picks", n=n) for n in (0, 1, 2, 1000)] == ["0 picks", "1 pick", "2 picks", "1,000 picks"]


def test_a_language_without_a_table_is_spoken_to_in_english() -> None:
    assert catalogue("tlh-Latn").language == "en"
    assert catalogue("en-GB").language == "en"


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
