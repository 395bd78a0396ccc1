import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.publish.bidi import FIRST_STRONG, POP, RIGHT_TO_LEFT_MARK, apart, led
from generator.publish.strings import LANGUAGES, catalogue

LETTERS = st.text(st.sampled_from("ab Z1٣%.,()@#-–«»علي שם"), max_size=12)


def bare(words: str) -> str:
    return words.replace(FIRST_STRONG, "").replace(POP, "").replace(RIGHT_TO_LEFT_MARK, "")


@pytest.mark.parametrize(
    ("words", "direction", "kept"),
    [
        ("Ines Okafor (UK)", "rtl", True),
        ("@desk@staffroom.example", "rtl", True),
        ("37%", "rtl", True),
        ("AI والتعليم", "rtl", True),
        ("ليلى حداد", "rtl", False),
        ("1,234", "rtl", False),
        ("2026", "rtl", False),
        ("、", "rtl", False),
        ("", "rtl", False),
        ("ليلى حداد", "ltr", True),
        ("נועה לוי", "ltr", True),
        ("Ines Okafor (UK)", "ltr", False),
        ("山田 花", "ltr", False),
        ("Åsa, 37%", "ltr", False),
    ],
)
def test_what_could_turn_the_sentence_is_kept_apart_and_nothing_else_is(
    words: str, direction: str, *, kept: bool
) -> None:
    assert apart(words, direction) == (f"{FIRST_STRONG}{words}{POP}" if kept else words)


@given(LETTERS, st.sampled_from(["ltr", "rtl"]))
def test_keeping_apart_changes_no_letter_and_is_done_once(words: str, direction: str) -> None:
    once = apart(words, direction)

    assert bare(once) == bare(words)
    assert apart(once, direction) == once


def test_a_list_of_latin_names_runs_as_the_arabic_sentence_does() -> None:
    say = catalogue("ar")
    names = say.listed(["Ines Okafor (UK)", "ليلى حداد", "Yusuf Demir"])

    assert names == "\u2068Ines Okafor (UK)\u2069 وليلى حداد و\u2068Yusuf Demir\u2069"
    assert say("chosen_failed", names=names) == f"ولم يصل شيء من: {names}."


def test_a_list_of_latin_names_alone_is_not_taken_for_a_latin_sentence() -> None:
    row = catalogue("ar").row(["Ines", "Noor"])

    assert catalogue("ar")("chosen_failed", names=row) == "ولم يصل شيء من: \u2068Ines\u2069، \u2068Noor\u2069."


def test_an_arabic_name_in_an_english_sentence_is_kept_apart() -> None:
    assert catalogue("en")("by", name="ليلى") == "A post by \u2068ليلى\u2069"
    assert catalogue("en")("by", name="Ines") == "A post by Ines"


@pytest.mark.parametrize(
    ("words", "direction", "marked"),
    [
        ("Padlet أم السبورة؟", "rtl", True),
        ("2026: Padlet أم السبورة؟", "rtl", True),
        ("السبورة وPadlet", "rtl", False),
        ("Padlet", "rtl", False),
        ("Padlet أم السبورة؟", "auto", False),
    ],
)
def test_an_arabic_title_that_begins_with_a_latin_word_stays_arabic(
    words: str, direction: str, *, marked: bool
) -> None:
    assert led(words, direction) == (RIGHT_TO_LEFT_MARK + words if marked else words)


# ---------------------------------------------------------------- the Arabic catalogue

ARABIC = catalogue("ar")
COUNTED = sorted(key for key, forms in ARABIC.table.items() if len(forms) > 1)
NUMBERS = (0, 1, 2, 3, 10, 11, 99, 100, 102, 103, 111, 1000)
"""One number for every form, and those at which a form begins or ends (CLDR, plural rules of ar)."""


def test_arabic_counts_with_six_forms() -> None:
    said = [ARABIC("picks", n=n) for n in (0, 1, 2, 3, 11, 100, 103, 1914)]

    assert said == [
        "لا اختيارات",
        "اختيار واحد",
        "اختياران",
        "3 اختيارات",
        "11 اختيارًا",
        "100 اختيار",
        "103 اختيارات",
        "1,914 اختيارًا",
    ]
    assert {len(ARABIC.table[key]) for key in COUNTED} == {6}


@pytest.mark.parametrize("key", COUNTED)
def test_whoever_leaves_a_number_out_says_it_in_words(key: str) -> None:
    """Only none, one and two may do without the figure, where the English says how many."""
    counts = "{n}" in "".join(catalogue("en").table[key])
    left_out = {form for form, words in enumerate(ARABIC.table[key]) if "{n}" not in words}

    assert not counts or left_out <= {0, 1, 2}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_stands_between_marks_of_direction_is_closed_again(language: str) -> None:
    for key, forms in catalogue(language).table.items():
        for words in forms:
            assert words.count(FIRST_STRONG) == words.count(POP), key


def test_arabic_has_arabic_punctuation() -> None:
    latin = re.compile(r"[\u0600-\u06ff][,;?]|[\u0600-\u06ff]\s*[\"“”]")

    assert {key for key, forms in ARABIC.table.items() if latin.search(" ".join(forms))} == set()
