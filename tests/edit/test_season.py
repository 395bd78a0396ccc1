"""Half a year of questions in an invented community: nothing repeated, everything true, all of it spread."""

import random
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from generator.edit import wording
from generator.edit.conditions import hold
from generator.edit.prompts import AWAY, LOAD, MEMORY, UNDER, Bank, ask, read_bank
from generator.model import PromptWishes
from tests.edit.seasons import BEGIN, facts, season

FOLDER = Path(__file__).resolve().parents[2] / "content" / "prompts"
SHIPPED = read_bank({path.name: path.read_text("utf-8") for path in FOLDER.glob("*.yaml")})
ENTRIES = {entry.id: entry for entry in SHIPPED.entries}
WISHES = PromptWishes()
SEEDS = (1, 2)
WEEKS = 24


@cache
def lived(seed, count=WISHES.count):
    return tuple(season(seed, SHIPPED, replace(WISHES, count=count), WEEKS))


def around(asked):
    return [prompt for prompt in asked if not prompt.at]


@pytest.mark.parametrize("seed", SEEDS)
def test_no_question_is_asked_twice_within_eight_editions(seed):
    for given, asked in lived(seed):
        lately = {prompt.id for past in given.archive[-MEMORY:] for prompt in past.prompts}
        ids = [prompt.id for prompt in asked]
        assert lately.isdisjoint(ids)
        assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_week_is_asked_in_full_and_at_two_picks_at_most(seed):
    for _, asked in lived(seed):
        assert len(around(asked)) == WISHES.count
        assert len(asked) - len(around(asked)) <= UNDER


@pytest.mark.parametrize("seed", SEEDS)
def test_every_question_is_true_of_what_it_speaks_of(seed):
    for given, asked in lived(seed):
        for prompt in asked:
            entry = ENTRIES[prompt.id]
            true = {(wording.render(entry.ask, case), case.about, case.see) for case in hold(entry.conditions, given)}
            assert (prompt.text, prompt.about, prompt.see) in true


@pytest.mark.parametrize("seed", SEEDS)
def test_no_pick_is_asked_about_more_than_twice_and_most_questions_stay_with_the_picks(seed):
    for _, asked in lived(seed):
        load = Counter(about for prompt in asked for about in prompt.about)
        assert max(load.values()) <= LOAD
        assert sum(1 for prompt in asked if not prompt.about) <= AWAY


@pytest.mark.parametrize("seed", SEEDS)
def test_a_place_under_a_pick_is_taken_once_and_by_what_fits_closely(seed):
    for _, asked in lived(seed):
        places = [prompt.at for prompt in asked if prompt.at]
        assert len(set(places)) == len(places)
        assert all(ENTRIES[prompt.id].close and prompt.about == (prompt.at,) for prompt in asked if prompt.at)


@pytest.mark.parametrize("count", [4, 5, 6])
@pytest.mark.parametrize("seed", SEEDS)
def test_every_lens_has_its_share_of_half_a_year(seed, count):
    turns = Counter(prompt.lens for _, asked in lived(seed, count) for prompt in asked)
    share = turns.total() / len(WISHES.lenses)
    assert turns.keys() == set(WISHES.lenses)
    assert all(0.9 * share <= times <= 1.1 * share for times in turns.values()), turns


@pytest.mark.parametrize("seed", SEEDS)
def test_the_questions_of_a_week_are_of_different_kinds_and_about_different_picks(seed):
    for _, asked in lived(seed):
        kinds = {ENTRIES[prompt.id].conditions for prompt in around(asked)}
        assert len(kinds) == WISHES.count
        spoken = {about for prompt in asked for about in prompt.about}
        told = sum(len(prompt.about) for prompt in asked)
        assert len(spoken) >= min(told, 12) - 2


@pytest.mark.parametrize("seed", SEEDS)
def test_half_a_year_uses_most_of_the_bank_and_few_questions_that_would_fit_anything(seed):
    asked = [prompt for _, week in lived(seed) for prompt in week]
    assert len({prompt.id for prompt in asked}) >= 0.6 * len(SHIPPED.entries)
    assert sum(1 for prompt in asked if ENTRIES[prompt.id].conditions == ("any",)) <= 0.1 * len(asked)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_order_in_which_facts_arrive_decides_nothing(seed):
    given = facts(seed, BEGIN, ())
    chance = random.Random(seed)
    mixed = replace(
        given,
        picks=tuple(chance.sample(given.picks, len(given.picks))),
        courtesies=given.courtesies[::-1],
        words=given.words[::-1],
        network=replace(given.network, nodes=given.network.nodes[::-1], lines=given.network.lines[::-1]),
    )
    assert ask(mixed, SHIPPED, WISHES, BEGIN) == ask(given, SHIPPED, WISHES, BEGIN)


def test_a_small_bank_asks_fewer_questions_and_repeats_none():
    small = Bank(entries=SHIPPED.entries[::10])
    asked = [prompt.id for _, week in season(4, small, WISHES, MEMORY) for prompt in week]
    assert len(set(asked)) == len(asked) <= len(small.entries)
    assert min(len(week) for _, week in season(4, small, WISHES, MEMORY)) < WISHES.count


def test_a_season_lived_again_is_the_same():
    assert [asked for _, asked in season(1, SHIPPED, WISHES, 6)] == [asked for _, asked in lived(1)][:6]
