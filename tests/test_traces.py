"""Traces come back as they were left; what is torn, odd or later is as if it had never been."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator import traces
from generator.model import Traces, Track, Week

WEEK = Week(2026, 47)
track = st.builds(
    Track,
    items=st.integers(1, 99),
    told=st.integers(0, 99),
    surprise=st.floats(-99, 99),
    due=st.floats(0, 9),
)
pairs = st.sets(st.integers(0, 2**32 - 1), max_size=5).map(sorted).map(tuple)
left = st.builds(
    Traces,
    week=st.just(WEEK),
    voices=st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), track, max_size=3),
    met=pairs,
    passed=pairs,
    terms=st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), st.integers(1, 99), max_size=3),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(left)
def test_what_a_week_leaves_comes_back_as_it_was(tmp_path, found):
    traces.write(tmp_path, found)

    (again,) = traces.read(tmp_path, WEEK.after())
    assert again == found


def test_weeks_come_oldest_first_and_later_ones_are_not_read(tmp_path):
    weeks = [Week(2026, 2), Week(2025, 52), Week(2026, 11), Week(2026, 1), Week(2026, 12)]
    for week in weeks:
        traces.write(tmp_path, Traces(week=week))

    found = traces.read(tmp_path, Week(2026, 11))

    assert [each.week for each in found] == [Week(2025, 52), Week(2026, 1), Week(2026, 2)]


def test_where_nothing_was_left_nothing_is_read(tmp_path):
    assert traces.read(tmp_path, WEEK) == ()


GOOD = {"voices": {"https://ada.example/": {"items": 1}}, "met": [1], "passed": [], "terms": {}}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        json.dumps(GOOD).encode()[:-9],
        b"[]",
        b"null",
        b'"text"',
        b"\xff\xfe",
        json.dumps({**GOOD, "voices": []}).encode(),
        json.dumps({**GOOD, "voices": {"a": {"items": "many"}}}).encode(),
        json.dumps({**GOOD, "met": [None]}).encode(),
        json.dumps({**GOOD, "terms": {"word": "often"}}).encode(),
    ],
    ids=range(11),
)
def test_a_torn_or_odd_file_is_as_if_it_had_never_been(tmp_path, content):
    traces.write(tmp_path, Traces(week=Week(2026, 45)))
    (tmp_path / traces.FOLDER / "2026-W46.json").write_bytes(content)

    assert [each.week for each in traces.read(tmp_path, WEEK)] == [Week(2026, 45)]


@pytest.mark.parametrize("name", ["2026-W99.json", "x-Wy.json", "2026-W46-old.json", "notes.txt"])
def test_files_that_are_no_weeks_are_left_alone(tmp_path, name):
    traces.write(tmp_path, Traces(week=Week(2026, 45)))
    other = tmp_path / traces.FOLDER / name
    other.write_text("{}", "utf-8")
    traces.write(tmp_path, Traces(week=Week(2026, 46)))

    assert [each.week for each in traces.read(tmp_path, WEEK)] == [Week(2026, 45), Week(2026, 46)]


def test_a_folder_in_the_place_of_a_week_stops_nothing(tmp_path):
    (tmp_path / traces.FOLDER / "2026-W46.json").mkdir(parents=True)

    assert traces.read(tmp_path, WEEK) == ()


def test_files_of_an_earlier_form_are_read_as_far_as_they_go(tmp_path):
    path = tmp_path / traces.FOLDER / "2026-W46.json"
    path.parent.mkdir()
    path.write_text(json.dumps({"voices": GOOD["voices"]}), "utf-8")

    (found,) = traces.read(tmp_path, WEEK)

    assert found == Traces(week=Week(2026, 46), voices={"https://ada.example/": Track(items=1)})


def test_old_weeks_are_dropped(tmp_path):
    week = Week(2025, 45)
    for _ in range(traces.KEPT + 3):
        week = week.after()
        traces.write(tmp_path, Traces(week=week))

    kept = traces.read(tmp_path, week.after())

    assert len(kept) == traces.KEPT
    assert kept[-1].week == week


def test_two_writings_of_one_week_leave_one_file_of_the_same_bytes(tmp_path):
    found = Traces(week=WEEK, voices={"b": Track(items=1), "a": Track(items=2)}, terms={"x": 3})
    traces.write(tmp_path, found)
    (path,) = (tmp_path / traces.FOLDER).iterdir()
    before = path.read_bytes()
    traces.write(tmp_path, found)

    assert list((tmp_path / traces.FOLDER).iterdir()) == [path]
    assert path.read_bytes() == before
