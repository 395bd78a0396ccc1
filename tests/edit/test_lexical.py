import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.edit.lexical import asked, best, few, says, shelve, terms, widened, wording

INTEREST = "formative assessment, school gardens"
TEXTS = (
    "Formative assessment with exit tickets: what pupils tell us",
    "Exit tickets and mini whiteboards after the lesson",
    "How our school garden feeds the canteen",
    "The ferry to the islands sails on Mondays again",
    "A recipe for plum cake",
)
VOICES = tuple("abcde")


def held(*texts, interest=INTEREST):
    return wording(shelve(texts), [interest], VOICES[: len(texts)])[0]


def test_texts_with_the_interests_words_hold_more_of_them():
    on, tickets, garden, ferry, cake = held(*TEXTS)
    assert min(on, garden) > tickets
    assert ferry == cake == 0


def test_inflected_forms_are_found_by_their_first_letters():
    assert held("He assesses his gardening club", "A recipe for plum cake")[0] > 0


@pytest.mark.parametrize(
    ("interest", "on", "off"),
    [
        ("школьный сад", "Наш школьный сад зимой", "Новое расписание автобусов"),
        ("学校庭園", "私たちの学校庭園の春", "新しいバスの時刻表"),
        ("สวนโรงเรียน", "สวนโรงเรียนของเรา", "ตารางรถบัสใหม่"),
        ("विद्यालय उद्यान", "हमारा विद्यालय उद्यान", "नई बस समय सारणी"),
    ],
)
def test_every_script_is_read(interest, on, off):
    first, second = held(on, off, interest=interest)
    assert first > second


def test_function_words_mean_nothing():
    assert terms("the of and der die das et les") == []


def test_a_short_interest_is_also_looked_for_as_a_tag():
    assert "schoolgarden" in asked("school garden")
    assert held("spring #schoolgarden", "a recipe", interest="school garden")[0] > 0


def test_a_long_text_is_not_closer_for_being_long():
    short, long = held("school gardens", "school gardens " + "weather bus ferry recipe island " * 30)
    assert short > long


def test_a_week_without_the_interest_is_not_stretched_to_it():
    faint, *_ = held("One garden", "Bus", "Ferry", "Cake")
    assert faint < 0.7


def test_one_voice_cannot_set_the_scale():
    voices = ["loud"] * 9 + ["quiet"]
    assert len(list(best([1.0] * 10, voices, 5))) == 2


def test_in_a_small_week_little_is_learnt_from():
    assert [few(count, 15) for count in (0, 1, 20, 100, 1_000)] == [0, 1, 1, 5, 15]


def test_words_that_go_with_an_interest_are_learnt_from_the_texts_that_match_it_best():
    shelf = shelve(TEXTS)
    wider = widened(shelf, asked("formative"), [1.0, 0, 0, 0, 0], VOICES)
    assert {"exit", "tickets"} <= set(wider)


def test_a_text_says_an_interest_when_it_holds_most_of_one_of_its_things():
    shelf = shelve(TEXTS)
    assert [*map(says(shelf, INTEREST), range(5))] == [True, False, True, False, False]


@given(st.lists(st.text(max_size=60), max_size=8), st.text(max_size=40))
def test_whatever_is_written_the_parts_are_plain_numbers(texts, interest):
    parts = wording(shelve(texts), [interest], [str(number) for number in range(len(texts))])[0]
    assert all(0 <= part < float("inf") for part in parts)
