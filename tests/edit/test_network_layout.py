"""Where voices stand on the map: on it, apart from one another, near those they met, and where they were before."""

import ast
from itertools import combinations
from math import hypot, isfinite
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.edit import layout as made
from generator.edit.layout import APART, HOME, PART, WIDE, Before, Map, layout

MOST = 40


def far(one, other):
    """Return the distance of two places in units of the height."""
    return hypot((one[0] - other[0]) * WIDE, one[1] - other[1])


def chart(groups, lines=(), before=None):
    return Map(groups, dict.fromkeys(lines, 2.0), before or [None] * len(groups))


def mean(values):
    values = list(values)
    return sum(values) / len(values)


@st.composite
def charts(draw):
    """Any map: communities or none, lines between any, some who were there before, at any place."""
    count = draw(st.integers(0, MOST))
    places = st.tuples(
        st.sampled_from([0.0, 0.5, 1.0]) | st.floats(0, 1), st.sampled_from([0.0, 1.0]) | st.floats(0, 1)
    )
    befores = st.none() | st.builds(Before, places, st.integers(1, 8), st.integers(0, 6))
    pairs = st.tuples(st.integers(0, max(0, count - 1)), st.integers(0, max(0, count - 1))).filter(
        lambda p: p[0] < p[1]
    )
    lines = st.dictionaries(pairs, st.floats(1, 50), max_size=2 * count) if count > 1 else st.just({})
    return Map(
        draw(st.lists(st.integers(0, 6), min_size=count, max_size=count)),
        draw(lines),
        draw(st.lists(befores, min_size=count, max_size=count)),
    )


# ---------------------------------------------------------------- any map


@settings(deadline=None, max_examples=50)
@given(charts())
def test_everybody_has_a_place_on_the_map_and_room_around_it(given_):
    found = layout(given_)

    assert len(found) == len(given_.groups)
    assert all(isfinite(x) and isfinite(y) and 0 <= x <= 1 and 0 <= y <= 1 for x, y in found)
    assert all(far(one, other) >= 0.9 * APART for one, other in combinations(found, 2))


def test_of_all_that_computes_with_fractions_only_what_every_machine_rounds_alike_is_used():
    tree = ast.parse(Path(made.__file__).read_text("utf-8"))
    imported = {name.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for name in node.names}
    of_floats = {"hypot", "exp", "log", "sin", "cos", "pow", "dist", "fmean"}
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}

    assert imported == {"Counter", "defaultdict", "Iterable", "Mapping", "Sequence", "dataclass", "sqrt"}
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Import)]
    assert not names & of_floats
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow)]


def test_a_map_is_known_to_its_last_digit():
    two_rings = chart([1, 1, 1, 2, 2, 2], [(0, 1), (1, 2), (0, 2), (3, 4), (4, 5), (3, 5), (2, 3)])

    assert layout(two_rings) == [
        (0.106, 0.19), (0.094, 0.564), (0.335, 0.393), (0.665, 0.611), (0.894, 0.811), (0.906, 0.438),
    ]  # fmt: skip


def test_whoever_pulls_somebody_home_does_not_throw_them_beyond():
    assert PART * HOME < 1


# ---------------------------------------------------------------- what a reader sees


def test_those_who_met_stand_nearer_than_those_who_did_not():
    lines = [*combinations(range(5), 2), *combinations(range(5, 10), 2), (4, 5)]
    found = layout(chart([1] * 5 + [2] * 5, lines))

    joined = mean(far(found[a], found[b]) for a, b in lines)
    others = mean(far(found[a], found[b]) for a, b in combinations(range(10), 2) if (a, b) not in lines)
    assert joined < 0.7 * others


def test_communities_stand_by_themselves():
    found = layout(chart([1, 2, 3] * 8))

    middles = [
        (mean(found[n][0] for n in range(group, 24, 3)), mean(found[n][1] for n in range(group, 24, 3)))
        for group in range(3)
    ]
    for place, point in enumerate(found):
        assert min(range(3), key=lambda group: far(point, middles[group])) == place % 3


def test_the_map_is_used_and_not_only_its_edge():
    lines = [(n, n + 1) for n in range(39) if n % 5 != 4]
    found = layout(chart([1 + n // 5 for n in range(40)], lines))

    assert max(x for x, _ in found) - min(x for x, _ in found) > 0.7
    assert max(y for _, y in found) - min(y for _, y in found) > 0.7
    assert sum(x in {0, 1} or y in {0, 1} for x, y in found) <= 4


def test_one_alone_stands_in_the_middle():
    assert layout(chart([0])) == [(0.5, 0.5)]


# ---------------------------------------------------------------- from week to week


def test_without_a_change_nobody_moves_far():
    lines = [*combinations(range(6), 2), *combinations(range(6, 12), 2), (5, 6)]
    first = layout(chart([1] * 6 + [2] * 6, lines))
    again = layout(chart([1] * 6 + [2] * 6, lines, [Before(place, 1, 1 + n // 6) for n, place in enumerate(first)]))

    assert max(map(far, first, again)) < 0.05


def test_a_newcomer_comes_beside_those_they_met_and_the_others_stay():
    lines = [*combinations(range(6), 2), *combinations(range(6, 12), 2), (5, 6)]
    first = layout(chart([1] * 6 + [2] * 6, lines))
    before = [*(Before(place, 1, 1 + n // 6) for n, place in enumerate(first)), None]
    again = layout(chart([1] * 6 + [2] * 7, [*lines, (7, 12), (8, 12)], before))

    assert mean(map(far, first, again)) < 0.08
    assert mean(far(again[12], again[n]) for n in (7, 8)) < mean(far(again[12], again[n]) for n in range(6))


def test_whoever_has_changed_their_community_goes_there_and_the_others_stay():
    lines = [*combinations(range(6), 2), *combinations(range(6, 12), 2), (5, 6)]
    first = layout(chart([1] * 6 + [2] * 6, lines))
    before = [Before(place, 1, 1 + n // 6) for n, place in enumerate(first)]
    moved = [*combinations(range(5), 2), *combinations(range(5, 12), 2)]
    again = layout(chart([1] * 5 + [2] * 7, moved, before))

    assert mean(far(again[n], first[n]) for n in range(12) if n != 5) < 0.1
    assert mean(far(again[5], again[n]) for n in range(6, 12)) < mean(far(again[5], again[n]) for n in range(5))


def test_who_was_there_last_week_is_held_harder_than_who_was_there_long_ago():
    lines = [(0, 1)]
    corner = [(0.1, 0.1), (0.9, 0.9)]

    recent = layout(chart([1, 1], lines, [Before(place, 1, 1) for place in corner]))
    old = layout(chart([1, 1], lines, [Before(place, 8, 1) for place in corner]))
    assert max(map(far, recent, corner)) < max(map(far, old, corner))
