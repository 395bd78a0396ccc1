"""Every item has an outcome, those too that were found in the week and are not of it."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings

from generator.edit import SIGNALS, spared
from generator.edit.effect import silent
from generator.edit.fates import ELSEWHERE, FATES, OLD, OUTSIDE, SPARED
from generator.edit.ledger import outside, values
from generator.edit.rank import total
from generator.model import Mute, Reason
from tests.edit.week import DUE, STARTS, WEEK, configs, gleaned, harvests, item, post
from tests.publish.make import prompt


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


def test_what_was_picked_and_not_published_for_want_of_room_is_free_for_the_next_week_and_nothing_else_is():
    asked = prompt(id="about the paper", about=("tag:Ada.example,paper",))
    told = [item("paper", "Ada"), post("a", "Bo", about="https://ada.example/paper"), item("garden", "Cem")]
    made = gleaned(*told, item("muted", "Dara"), mute=(Mute(kind="phrase", value="muted"),))
    made = replace(made, edition=replace(made.edition, prompts=(asked, prompt(id="free"))))
    made = replace(made, traces=replace(made.traces, asked=("about the paper", "free")))
    left = tuple(pick for pick in made.edition.picks if pick.title == "About garden")

    kept = spared(made, replace(made.edition, picks=left, prompts=(prompt(id="free"),)))

    fates = {line.url.rpartition("/")[2]: line.fate for line in kept.ledger}
    assert fates == {"paper": SPARED, "a": SPARED, "garden": "picked", "muted": "muted"}
    assert kept.traces.asked == ("free",)
    known = {line.id: line.fate for line in kept.ledger}
    after = gleaned(*told, archive=(kept.edition,), week=WEEK.after(), due=DUE + timedelta(days=7), judged=known)
    assert {line.url.rpartition("/")[2]: line.fate for line in after.ledger} == {"paper": "picked", "a": "joined"}
    assert [pick.title for pick in after.edition.picks] == ["About paper"]


def test_where_all_that_was_picked_is_published_nothing_is_spared():
    made = gleaned(item("paper", "Ada"))

    assert spared(made, made.edition) == made


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
