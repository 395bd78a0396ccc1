"""Groups that stand clear of one another are found, whatever the numbers; what does not stand clear stays apart."""

import time

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from generator.edit.branches import FLOOR, cut, grow

LIKE, UNLIKE = 0.6, 0.1
CHEAP = 0.05


def square(rows):
    return np.array(rows, dtype=np.float32)


def blobs(*sizes):
    """Return the likenesses of groups that are clear of one another."""
    owner = np.repeat(np.arange(len(sizes)), sizes)
    return np.where(owner[:, None] == owner, LIKE, UNLIKE).astype(np.float32)


@st.composite
def squares(draw):
    count = draw(st.integers(1, 12))
    steps = draw(st.lists(st.integers(0, 64), min_size=count * count, max_size=count * count))
    half = np.array(steps).reshape(count, count) / 64
    return square(np.maximum(half, half.T))


def plainly(likeness):
    """Return the likeness of each merger of average linkage, done in the plain way."""
    groups = [[place] for place in range(len(likeness))]
    found = []
    while len(groups) > 1:
        value, one, other = max(
            (float(likeness[np.ix_(a, b)].mean()), i, j)
            for i, a in enumerate(groups)
            for j, b in enumerate(groups)
            if i < j
        )
        if value < FLOOR:
            break
        found.append(value)
        groups[one] += groups.pop(other)
    return found


def test_groups_that_stand_clear_are_found():
    assert cut(grow(blobs(5, 4, 6)), 15, CHEAP) == [[0, 1, 2, 3, 4], [5, 6, 7, 8], list(range(9, 15))]


def test_nothing_is_grouped_where_it_costs_more_than_it_stands_clear():
    assert cut(grow(blobs(5, 4, 6)), 15, 0.9) == []


def test_a_pair_must_be_closer_than_a_crowd():
    crowd, pair = cut(grow(blobs(8, 2)), 10, 0.25), cut(grow(blobs(8, 2)), 10, CHEAP)

    assert crowd == [list(range(8))]
    assert pair == [list(range(8)), [8, 9]]


def test_what_is_alike_all_over_is_one_group_or_none_and_never_crashes():
    assert cut(grow(np.ones((6, 6), dtype=np.float32)), 6, CHEAP) == [[0, 1, 2, 3, 4, 5]]
    assert cut(grow(np.zeros((6, 6), dtype=np.float32)), 6, CHEAP) == []
    assert grow(np.ones((1, 1), dtype=np.float32)) == []


@given(squares(), st.floats(0, 1))
def test_no_leaf_is_in_two_groups(likeness, price):
    leaves = [leaf for group in cut(grow(likeness.copy()), len(likeness), price) for leaf in group]

    assert len(set(leaves)) == len(leaves)
    assert set(leaves) <= set(range(len(likeness)))


@given(squares())
def test_parts_come_before_the_whole_and_are_closer(likeness):
    count = len(likeness)
    branches = grow(likeness.copy())
    values = dict(enumerate((branch.likeness for branch in branches), start=count))

    for number, branch in enumerate(branches, start=count):
        for part in (branch.one, branch.other):
            assert part < number
            assert values.get(part, 1.0) >= branch.likeness >= FLOOR


@given(st.integers(0, 10**6), st.integers(2, 10))
def test_it_is_average_linkage(seed, count):
    half = np.random.default_rng(seed).random((count, count))
    likeness = square(np.maximum(half, half.T))

    assert np.allclose([branch.likeness for branch in grow(likeness.copy())], plainly(likeness), atol=1e-5)


def test_two_thousand_leaves_take_a_second():
    start = time.perf_counter()

    assert len(cut(grow(blobs(*([10] * 200))), 2_000, CHEAP)) == 200
    assert time.perf_counter() - start < 5
