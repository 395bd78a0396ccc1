import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.edit.closeness import LABEL, LONG, READ, STATED, STATEMENT, Reading, heed, near, worded
from generator.edit.vectors import SIZE, gridded


def axis(number):
    found = np.zeros(SIZE)
    found[number] = 1
    return found


def between(number, cosine, other):
    """Return a vector with this cosine to an axis; the rest of it lies on another."""
    return gridded(cosine * axis(number) + (1 - cosine**2) ** 0.5 * axis(other))


def told(cosines, words=None, voices=None, lengths=None):
    rows = np.stack([between(0, cosine, number + 1) for number, cosine in enumerate(cosines)])
    count = len(cosines)
    reading = Reading(
        rows=rows,
        voices=voices or [str(number) for number in range(count)],
        lengths=lengths or [10] * count,
        fair=range(count),
    )
    return near(reading, gridded(axis(0)), 3, words or [0.0] * count)[0]


def test_what_is_near_is_close_and_what_is_far_is_not():
    values = told([0.6, 0.5, *[0.05] * 40])
    assert min(values[:2]) > 0.8
    assert max(values[2:]) < 0.15


def test_in_a_week_that_holds_nothing_nothing_is_close():
    assert max(told([0.12, 0.1, 0.05, 0.02, 0.0])) < 0.2


def test_in_a_small_week_of_nothing_else_everything_is_close():
    assert min(told([0.6, 0.6, 0.55, 0.6])) > 0.5


def test_a_single_text_is_measured_too():
    assert told([0.6])[0] > 0.5
    assert told([0.05])[0] < 0.1


def test_words_count_in_a_long_text_and_little_in_a_short_one():
    assert heed(3, LONG) == READ
    assert heed(3, LONG // 10) == pytest.approx(READ / 10)


def test_words_count_where_an_interest_is_told_in_sentences():
    assert heed(LABEL, 0) == 0
    assert heed(STATEMENT, 0) == heed(STATEMENT * 3, 0) == STATED


def test_of_two_texts_as_near_the_one_with_the_interests_words_is_closer():
    with_words, without, *_ = told([0.3, 0.3, *[0.05] * 30], words=[1.0, *[0.0] * 31], lengths=[LONG] * 32)
    assert with_words > without


def test_what_leans_to_the_nearest_texts_is_closer_than_its_own_cosine_says():
    nearest = [gridded(0.7 * axis(0) + 0.7 * axis(1))] * 10
    leaning, apart = between(1, 0.8, 50), between(49, 0.8, 51)
    rows = np.stack([*nearest, leaning, apart, *(gridded(axis(100 + number)) for number in range(200))])
    reading = Reading(rows=rows, voices=list(map(str, range(212))), lengths=[10] * 212, fair=range(212))
    values, cosines = near(reading, gridded(axis(0)), 3, [0.0] * 212)
    assert cosines[10] == cosines[11] == 0
    assert values[10] > 2 * values[11]


def test_a_flood_of_one_voice_is_learnt_from_once():
    flood = ["flood"] * 30
    others = [str(number) for number in range(70)]
    honest = told([*[0.1] * 30, *[0.5] * 5, *[0.05] * 65], voices=flood + others)
    flooded = told([*[0.6] * 30, *[0.5] * 5, *[0.05] * 65], voices=flood + others)
    assert min(flooded[30:35]) > 0.7 * min(honest[30:35])


@given(st.lists(st.floats(0, 0.99), min_size=1, max_size=30))
def test_values_are_chances_and_nearer_is_never_less_close(cosines):
    values = told(cosines)
    assert all(0 <= value <= 1 for value in values)


def test_known_by_words_alone_a_text_is_close_as_it_holds_them():
    assert worded(0) == 0
    assert worded(0.25) == 0.5
    assert worded(1) < worded(2) < 1
