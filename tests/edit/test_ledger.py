"""Every item has an outcome, those too that were found in the week and are not of it."""

from datetime import timedelta

from hypothesis import given, settings

from generator.edit import SIGNALS
from generator.edit.effect import silent
from generator.edit.ledger import ELSEWHERE, FATES, OLD, OUTSIDE, outside, values
from generator.edit.rank import total
from generator.model import Reason
from tests.edit.week import DUE, STARTS, WEEK, configs, gleaned, harvests, item, post


def lines(gleaning):
    return {line.id: line for line in (*gleaning.ledger, *gleaning.outside)}


@settings(deadline=None, max_examples=50)
@given(harvests, configs)
def test_every_item_that_was_found_in_the_week_has_one_outcome(harvest, owner):
    found = gleaned(*harvest, interests=owner.interests, mute=owner.mute, minutes=owner.digest.minutes)
    told = [line.id for line in (*found.ledger, *found.outside)]
    of_the_week = {
        each.id
        for each in harvest
        if each.when and each.when < DUE and any(STARTS <= day < DUE for day in (each.when, each.seen) if day)
    }

    assert len(told) == len(set(told))
    assert of_the_week <= set(told)
    assert {line.fate for line in lines(found).values()} <= set(FATES)
    assert {line.fate for line in found.outside} <= OUTSIDE
    assert not {line.fate for line in found.ledger} & OUTSIDE


def test_what_came_too_late_and_what_others_have_decided_is_said():
    old, known = item("old", days=30, seen=DUE - timedelta(days=1)), item("known", "Bo", days=2)

    found = outside([known, old], STARTS, DUE, judged={known.id: "picked"})

    assert {line.id: line.fate for line in found} == {old.id: OLD, known.id: ELSEWHERE}


def test_what_is_of_a_later_week_has_no_line_yet():
    assert outside([item("next", days=-1)], STARTS, DUE, judged={}) == ()


def test_every_item_of_a_story_names_the_one_that_stands_for_it():
    paper = item("paper", "Ada")
    found = gleaned(paper, post("a", "Bo", about=paper.url), post("b", "Cem", about=paper.url))

    told = lines(found)
    assert {line.lead for line in told.values() if line.id != paper.id} == {paper.id}
    assert told[paper.id].lead == ""
    assert {line.name for line in told.values()} == {"Ada", "Bo", "Cem"}


@settings(deadline=None, max_examples=50)
@given(harvests, configs)
def test_a_score_can_be_reckoned_again_from_the_ledger_alone(harvest, owner):
    found = gleaned(*harvest, interests=owner.interests, minutes=owner.digest.minutes, preset=owner.digest.preset)

    for line in found.ledger:
        if line.score is None or line.lead or line.fate == "repeated":
            continue
        told = [
            Reason(signal=name, value=line.values.get(name, silent(name)), weight=weight)
            for name, weight in found.terms.weights.items()
        ]
        assert abs(total(told) - line.score) < 0.005


def test_what_has_nothing_to_say_takes_no_room():
    told = [Reason(signal=name, value=silent(name), weight=1) for name in SIGNALS]

    assert values(told) == {}


def test_the_terms_of_a_week_are_kept_with_it():
    found = gleaned(item(), week=WEEK, minutes=17, preset="conversation")

    assert (found.terms.minutes, found.terms.preset) == (17, "conversation")
    assert all(weight > 0 for weight in found.terms.weights.values())
    assert found.terms.bar > 0
