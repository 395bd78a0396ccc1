"""A chart stays within its box, shows every figure once, and breaks where there is none."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model import Week
from generator.publish.charts import BASE, LEADING, LEFT, TOP, WIDTH, Course, apart, chart, height, runs
from generator.publish.shapes import ChartView

NUMBER = re.compile(r"-?[\d.]+")
values = st.lists(st.none() | st.floats(0, 1), min_size=1, max_size=52)


def year(number: int) -> list[Week]:
    found = [Week(2026, 50)]
    while len(found) < number:
        found.append(found[-1].after())
    return found


def drawn(*courses: list[float | None]) -> ChartView:
    told = [Course(values=each, label=f"{place}") for place, each in enumerate(courses)]
    return chart(year(len(courses[0])), told, (0.2, 0.4), ("W50", "W51"))


def points(path: str) -> list[tuple[float, float]]:
    found = [float(number) for number in NUMBER.findall(path)]
    return list(zip(found[::2], found[1::2], strict=True))


@given(values.filter(lambda found: any(each is not None for each in found)))
def test_every_figure_is_drawn_once_and_within_the_box(found: list[float | None]) -> None:
    picture = drawn(found)
    (line,) = picture.lines
    shown = [*points(line.path), *line.dots]

    assert len(shown) == sum(each is not None for each in found)
    assert sorted(y for _, y in shown) == sorted(height(each) for each in found if each is not None)
    assert all(LEFT <= x <= picture.right <= WIDTH and TOP <= y <= BASE for x, y in (*shown, line.last))
    assert line.last in shown
    assert picture.usual == (height(0.4), height(0.2))


@given(values)
def test_a_line_breaks_where_there_is_no_figure(found: list[float | None]) -> None:
    pieces = list(runs(year(len(found)), found))

    assert [place for piece in pieces for place in piece] == [n for n, each in enumerate(found) if each is not None]
    assert all(piece[0] == 0 or found[piece[0] - 1] is None for piece in pieces)


def test_a_line_breaks_where_a_week_has_no_edition_and_the_gap_is_seen() -> None:
    weeks = [Week(2026, 10), Week(2026, 11), Week(2026, 15)]
    (line,) = chart(weeks, [Course(values=[0.1, 0.2, 0.3], label="")], None, ("", "")).lines

    (one, two), (alone,) = points(line.path), line.dots
    assert alone[0] - two[0] == pytest.approx(4 * (two[0] - one[0]), abs=0.5)


def test_a_single_week_is_a_dot_at_the_end_with_one_name() -> None:
    picture = drawn([0.5])

    assert picture.lines[0].path == ""
    assert picture.lines[0].dots == ((picture.right, height(0.5)),)
    assert (picture.first, picture.newest) == ("", "W51")


def test_the_mark_stands_at_the_last_figure_there_is() -> None:
    picture = drawn([0.5, 0.7, None])

    assert picture.lines[0].last == points(picture.lines[0].path)[-1]


def test_a_year_that_ends_is_no_gap() -> None:
    assert list(runs([Week(2026, 53), Week(2027, 1)], [0.1, 0.2])) == [[0, 1]]


@given(st.lists(st.floats(TOP, BASE), min_size=1, max_size=3))
def test_labels_do_not_touch_and_stay_in_the_box(levels: list[float]) -> None:
    found = sorted(apart(levels))

    assert all(TOP - 0.1 <= level <= BASE for level in found)
    assert all(lower - upper >= LEADING - 0.2 for upper, lower in pairwise(found))


def test_figures_beyond_the_scale_are_drawn_at_its_edge() -> None:
    assert (height(-3), height(3)) == (BASE, TOP)
