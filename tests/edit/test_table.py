"""What a story is worth beside those that were chosen before it."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.edit.choose import choose
from generator.edit.fates import Fate
from generator.edit.presets import PRESETS
from generator.edit.rank import Scored
from generator.edit.table import FACTORS, Candidate, Group, Limits, Table, kind, site
from generator.model import Story, Tie
from tests.edit.test_choose import candidate, limits, ranked, tables
from tests.edit.week import item, post


def laid(*chosen, preset="balanced", **more):
    table = Table(limits=limits(preset, **more), shares=dict.fromkeys(Group, 0.25))
    for each in chosen:
        table.take(each)
    return table


def leads(lead, **more):
    story = Story(key=lead.id, lead=lead, items=(lead,))
    entry = Scored(story=story, score=0.5, reasons=())
    return Candidate(entry=entry, **{"minutes": 1.0, "group": Group.UNTOLD, "new": False, **more})


@given(tables())
def test_what_a_story_is_worth_by_itself_only_ever_falls(week):
    candidates, bounds = week
    table = Table(limits=bounds, shares=dict.fromkeys(Group, 0.25))
    before = {each.lead.id: table.worth(each) for each in candidates}
    for taken in candidates[:6]:
        table.take(taken)
        now = {each.lead.id: table.worth(each) for each in candidates}
        assert all(now[name] <= before[name] for name in now)
        before = now


@given(tables())
def test_every_factor_has_words_and_is_above_or_at_nothing(week):
    candidates, bounds = week
    table = Table(limits=bounds, shares=dict.fromkeys(Group, 0.25))
    for each in candidates:
        found = table.factors(each)
        assert found.keys() <= FACTORS.keys()
        assert all(0 <= by < math.inf for by in found.values())
        table.take(each)


def test_the_second_story_of_a_voice_counts_less_and_the_third_has_no_place():
    one, two, three = (candidate(n, who="Ada") for n in range(3))
    table = laid(one)

    assert table.worth(two) < laid().worth(two)
    assert table.verdict(two) is Fate.PICKED
    assert laid(one, two).verdict(three) is Fate.CAPPED


def test_who_was_owed_attention_comes_before_who_had_more_than_was_due():
    owed, even, had = candidate(0, owed=-2.0), candidate(1), candidate(2, owed=2.0)

    assert laid().worth(owed) > laid().worth(even) > laid().worth(had)


@given(st.floats(3, 1e9))
def test_no_debt_is_so_old_or_so_great_that_it_decides_alone(picks):
    assert laid().worth(candidate(0, owed=picks)) == laid().worth(candidate(1, owed=3.0)) > 0
    assert laid().worth(candidate(0, owed=-picks)) == laid().worth(candidate(1, owed=-3.0))


def test_what_says_the_same_as_a_pick_loses_its_worth_and_what_says_something_else_nothing():
    first, same, near, other = map(candidate, range(4))
    alike = {same.lead.id: 1.0, near.lead.id: 0.8, other.lead.id: 0.3}
    table = laid(first, likeness=lambda name: alike if name == first.lead.id else {})

    assert table.worth(same) == 0
    assert 0 < table.worth(near) < table.worth(other) == laid().worth(other)


def test_a_site_is_where_an_item_sends_its_readers_and_a_post_by_itself_is_nowhere():
    assert site(item("a", "Ada")) == "ada.example"
    assert site(post("b", "Bo", about="https://paper.example/1")) == "paper.example"
    assert site(post("c", "Cem")) == ""


def test_each_further_pick_from_a_site_counts_less_and_posts_of_one_server_do_not():
    first, second = leads(item("a", "Ada")), leads(item("b", "Bo", url="https://ada.example/b"))
    one, other = (
        leads(post("c", "Cem", url="https://big.example/1")),
        leads(post("d", "Dara", url="https://big.example/2")),
    )

    assert laid(first).worth(second) < laid().worth(second)
    assert laid(one).worth(other) == laid().worth(other)


@pytest.mark.parametrize("preset", [name for name, preset in PRESETS.items() if preset.thrift])
def test_of_two_stories_of_one_score_the_shorter_comes_first(preset):
    assert laid(preset=preset).worth(candidate(0)) > laid(preset=preset).worth(candidate(1, minutes=4.0))


def test_a_tie_that_is_behind_its_share_is_pulled_up_and_one_that_is_ahead_held_back():
    ahead = laid(*(candidate(n, tie=Tie.VERY_WEAK) for n in range(6)))
    behind = laid(*(candidate(n, tie=Tie.STRONG) for n in range(6)))
    which = kind(candidate(9, tie=Tie.VERY_WEAK))

    assert ahead.steering(which)["tie"] < 1 < behind.steering(which)["tie"]


def test_the_first_story_of_a_source_may_be_as_long_as_there_is_time_and_the_next_may_not():
    bounds = Limits(minutes=12.0, preset=PRESETS["balanced"], sources=9)
    long = [candidate(n, source="magazine", minutes=5.0) for n in range(3)]

    found = choose(ranked(long), bounds)

    assert [found.fates[each.lead.id] for each in long] == [Fate.PICKED, Fate.CAPPED, Fate.CAPPED]
