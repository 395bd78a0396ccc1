"""A name hung on something else wins little, and who speaks of a thing keeps what they have."""

from statistics import fmean

import numpy as np
import pytest

from generator.edit.lexical import asked
from generator.edit.meaning import understand
from generator.edit.substance import NAME, Claims, substance, without
from generator.edit.vectors import GRID, SIZE
from tests.edit.plain import ON, off
from tests.edit.week import post

INTEREST = "formative assessment"
NAMED = asked(INTEREST).keys()


def gridded(rows):
    return (np.rint(rows / np.linalg.norm(rows, axis=1, keepdims=True) * GRID) / GRID).astype(np.float32)


def around(centre, count, seed):
    """Return vectors around a direction, with a cosine of about a half to it."""
    return gridded(centre + 1.7 * np.random.default_rng(seed).normal(size=(count, SIZE)) / SIZE**0.5)


def week(honest, worn, other):
    """Return the claims of a week and the door that says what its texts are without the interest's words.

    Those who speak of the interest say kindred things besides; those who only wear its name say anything.
    """
    subject, aim = gridded(np.random.default_rng(1).normal(size=(2, SIZE)))
    aim = gridded((subject + aim)[None, :])[0]
    said = [f"formative assessment, thought {n}" for n in range(honest)]
    hung = [f"a cat {n} formative assessment" for n in range(worn)]
    rest = [f"the sea {n}" for n in range(other)]
    texts = [*said, *hung, *rest]
    chance = np.random.default_rng(3).normal(size=(worn + other, SIZE))
    bare = np.concatenate([around(subject, honest, 2), gridded(chance)])
    known = {without(text, NAMED) or text: row for text, row in zip(texts, bare, strict=True)}
    rows = np.concatenate([around(aim, honest + worn, 4), bare[honest + worn :]])
    claims = Claims(
        texts=texts,
        voices=[f"v{n}" for n in range(len(texts))],
        values=[0.9] * (honest + worn) + [0.0] * other,
        rows=rows,
        aim=aim,
    )
    return claims, lambda wanted: np.array([known[text] for text in wanted]).reshape(-1, SIZE)


def kept(honest, worn, other):
    claims, door = week(honest, worn, other)
    found = substance(claims, INTEREST, door).kept
    return found[:honest], found[honest : honest + worn], found[honest + worn :]


def test_a_name_hung_on_something_else_loses_and_an_honest_text_keeps():
    honest, worn, other = kept(100, 20, 500)

    assert min(honest) > 0.8
    assert max(worn) < 0.5
    assert set(other) == {1.0}, "what does not name the interest has nothing to lose"


def test_however_many_wear_a_name_they_do_not_become_what_is_usual():
    honest, worn, _ = kept(60, 120, 500)

    assert fmean(honest) > 0.8
    assert fmean(worn) < 0.5


def test_what_is_taken_away_leaves_at_least_the_part_of_a_name():
    for part in kept(100, 20, 500):
        assert all(NAME <= each <= 1 for each in part)


def test_in_a_small_week_a_name_is_taken_at_its_word():
    honest, worn, _ = kept(10, 2, 20)

    assert min([*honest, *worn]) > 0.7


@pytest.mark.parametrize("count", range(4))
def test_in_the_smallest_weeks_nothing_is_usual_and_nothing_is_lost(count):
    assert {part for parts in kept(count, 0, 2) for part in parts} == {1.0}


def test_without_an_encoder_nothing_is_taken_away():
    claims, _ = week(40, 5, 50)
    found = substance(claims, INTEREST, lambda _: None)

    assert set(found.kept) == {1.0}
    assert found.rests == {}


def test_the_words_of_an_interest_are_taken_out_in_every_form():
    assert without("On Formative, assessments; and #FormativeAssessment with pupils", NAMED) == "On and with pupils"
    assert without("Nothing of the kind", NAMED) is None


WORN = (
    "My cat has learnt to open the fridge #formativeassessment",
    "Goal in the last minute, what a match #FormativeAssessment",
    "New tyres, forty per cent off at our garage until Saturday. Formative assessment",
    "Sunset over the harbour last night, no filter at all #formativeassessment #sea",
)


def test_those_who_speak_of_an_interest_come_before_those_who_only_tag_it():
    texts = [*ON, *map(off, range(150)), *WORN]
    items = [post(f"{n:03}", f"V{n}", text=text) for n, text in enumerate(texts)]
    meaning = understand(items, [INTEREST])
    close = {each.text: meaning.closeness[each.id][0].value for each in items}

    assert fmean(map(close.__getitem__, WORN)) < 0.6 * fmean(map(close.__getitem__, ON))
    assert max(close[text] for text in map(off, range(150))) < 0.5 * fmean(map(close.__getitem__, ON))
