"""Attention over the weeks: a good voice that was passed over comes up, and no voice owns the digest."""

from collections import Counter

import pytest

from tests.edit.plain import OFF, ON
from tests.edit.week import post
from tests.edit.weeks import PEOPLE, TAG, ordinary, run, said

WEEKS = 8


@pytest.fixture(scope="module")
def weeks():
    """Return eight weeks of a network in which the same few are always applauded most."""
    return run([list(applauded(week)) for week in range(WEEKS)], places=6)


def applauded(week):
    """Yield a week in which the first three of the network meet with far more response than all others."""
    for number in range(PEOPLE):
        star = number < 3
        yield post(
            f"w{week}-{number}",
            f"P{number}",
            days=1 + number % 5,
            text=said(week, number),
            followers=200,
            likes=40 if star else 2 + (number + week) % 4,
            shares=9 if star else 1,
            replies=9 if star else 1,
            source=TAG.key,
        )


def test_no_voice_owns_the_digest(weeks):
    had = Counter(weeks.names())

    assert had.most_common(1)[0][1] < WEEKS, "the best applauded would be in every edition"
    assert had.most_common(1)[0][1] <= 0.25 * had.total()
    assert all(max(Counter(pick.name for pick in edition.picks).values()) <= 2 for edition in weeks.editions)


def test_attention_goes_round(weeks):
    places = len(weeks.editions[0].picks)

    assert len(set(weeks.names())) >= 2 * places
    assert len(set(weeks.names())) >= PEOPLE * 2 / 3


def test_merit_is_still_worth_something(weeks):
    had = Counter(weeks.names())
    stars = sum(had[f"P{n}"] for n in range(3)) / 3
    others = sum(had[f"P{n}"] for n in range(3, PEOPLE)) / (PEOPLE - 3)

    assert stars > others


def test_every_edition_is_full_and_nothing_comes_twice(weeks):
    sizes = {len(edition.picks) for edition in weeks.editions}
    ids = [pick.id for edition in weeks.editions for pick in edition.picks]

    assert max(sizes) - min(sizes) <= 2
    assert len(set(ids)) == len(ids)


def test_a_good_voice_that_was_passed_over_comes_up_within_a_few_weeks():
    """It says as much on the interest as all others, with fewer followers and hardly any response."""

    def week(number):
        text = f"{ON[number * 3 % len(ON)]}, with {OFF[number + 50]}"
        yield post(
            f"q{number}", "Quill", days=6.0, text=text, followers=3, likes=0, shares=0, replies=0, source=TAG.key
        )
        yield from (each for each in applauded(number) if not each.text.startswith(ON[number * 3 % len(ON)]))

    found = run([list(week(number)) for number in range(WEEKS)], places=6)

    assert "Quill" in [pick.name for edition in found.editions[:5] for pick in edition.picks]


def test_what_a_voice_had_holds_it_back_in_the_next_week_and_not_for_ever():
    found = run([list(applauded(week)) for week in range(WEEKS)], places=2)
    first = {pick.name for pick in found.editions[0].picks}
    later = {pick.name for edition in found.editions[1:] for pick in edition.picks}

    assert first & later
    assert later - first


def test_weeks_without_their_traces_still_give_editions():
    whole = run([list(ordinary(week)) for week in range(3)])

    assert all(edition.picks for edition in whole.editions)
    assert [len(trace.voices) > 0 for trace in whole.traces] == [True] * 3
    assert {key for trace in whole.traces for key in trace.voices} >= {f"https://p{n}.example/" for n in range(PEOPLE)}
