import dataclasses
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.edit import PRESETS, SIGNALS
from generator.edit.effect import silent
from generator.edit.rank import rank, total, weights
from generator.edit.signals import Role
from generator.model import Digest, Reason
from tests.edit.week import DUE, harvests, item, judged, post

EQUAL = dict.fromkeys(SIGNALS, 1.0)


def ranked(items, interests=(), weighing=EQUAL):
    stories, context = judged(*items, interests=interests)
    return rank(stories, context, weighing)


@settings(max_examples=50, deadline=None)
@given(harvests, st.randoms(use_true_random=False))
def test_ranking_does_not_depend_on_the_order_of_arrival(items, random):
    assert ranked(random.sample(items, len(items)), ["feedback"]) == ranked(items, ["feedback"])


@given(harvests)
def test_every_score_is_between_0_and_1_and_they_fall(items):
    scores = [entry.score for entry in ranked(items)]

    assert all(0 <= score <= 1 for score in scores)
    assert scores == sorted(scores, reverse=True)


def test_equals_are_ordered_by_time_then_address():
    old, new, twin = item("c", days=3), item("b", days=1), item("a", days=1)

    found = ranked([old, twin, new], weighing={"scholar": 1.0})

    assert [entry.story.lead for entry in found] == [twin, new, old]


told = st.dictionaries(st.sampled_from(sorted(SIGNALS)), st.tuples(st.floats(0.01, 0.99), st.floats(0.1, 9)))


def reasons_of(told):
    return [Reason(signal=name, value=value, weight=weight) for name, (value, weight) in told.items()]


@given(told)
def test_the_score_is_subject_times_merit_times_what_is_held_against_it(told):
    odds = math.prod((value / (1 - value)) ** weight for name, (value, weight) in told.items() if is_merit(name))
    factors = math.prod(value**weight for name, (value, weight) in told.items() if not is_merit(name))

    assert total(reasons_of(told)) == pytest.approx(factors * odds / (1 + odds))


def is_merit(name):
    return SIGNALS[name].role is Role.MERIT


@given(told, st.sampled_from(sorted(SIGNALS)), st.floats(0.1, 9))
def test_a_signal_that_knows_nothing_changes_nothing(told, name, weight):
    others = {other: found for other, found in told.items() if other != name}
    nothing = {name: (silent(name), weight)}
    without = total(reasons_of(others))

    if SIGNALS[name].role is Role.SUBJECT:
        # Where no interest is named, all stories lose the same.
        assert total(reasons_of(others | nothing)) == pytest.approx(without * 0.5**weight)
    else:
        assert total(reasons_of(others | nothing)) == pytest.approx(without)


@given(told)
def test_what_nobody_asked_for_is_not_carried_in_by_being_liked(told):
    off = reasons_of({**told, "relevance": (0.01, 1.0)})

    assert total(off) <= 0.01


@given(st.sampled_from(sorted(SIGNALS)), st.floats(0, 0.9))
def test_a_better_opinion_never_lowers_a_score(name, value):
    reasons = [Reason(signal=each, value=0.5, weight=1) for each in SIGNALS if each != name]
    low, high = (Reason(signal=name, value=found, weight=1) for found in (value, value + 0.1))

    assert total([*reasons, low]) <= total([*reasons, high])


def test_no_popularity_buys_a_damper_off():
    liked = post(
        "x",
        "Seller",
        text="90% off today only, click here!!! Promo code inside",
        followers=10,
        likes=9_000,
        shares=900,
        replies=90,
    )
    plain = post("y", "Plain", text="On moving the desks", followers=10, likes=0, shares=0, replies=0)

    assert ranked([liked, plain])[0].story.lead is plain


def test_the_owners_weight_comes_before_that_of_the_preset():
    digest = Digest(preset="balanced", weights={"recency": 7.5})

    assert weights(digest)["recency"] == 7.5
    assert weights(digest)["relevance"] == SIGNALS["relevance"].weights[0]


@pytest.mark.parametrize("preset", PRESETS)
def test_a_signal_without_weight_is_no_reason(preset):
    weighing = weights(Digest(preset=preset))
    reasons = ranked([item()], weighing=weighing)[0].reasons

    assert {reason.signal for reason in reasons} == {name for name, weight in weighing.items() if weight > 0}


def test_by_the_preset_chronological_the_newest_come_first():
    items = [
        post("x", "A", days=3, likes=500, followers=1, text="Harbour lights at four in the morning"),
        item("y", "B", days=1, title="Rubrics", text="A rubric for reading a poem aloud"),
        item("z", "C", days=5, title="Bread", text="How the bakery next to our school counts its loaves"),
    ]

    found = ranked(items, ["bread"], weights(Digest(preset="chronological")))

    assert [entry.story.lead.when for entry in found] == sorted((each.when for each in items), reverse=True)


def test_an_undated_item_is_ranked_by_when_it_was_seen():
    seen = dataclasses.replace(item("x", published=None), seen=DUE)

    assert ranked([seen, item("y", days=3)], weighing={"recency": 1.0})[0].story.lead is seen


def test_no_weight_is_too_heavy_to_reckon_with():
    heavy = [Reason(signal=name, value=0.99, weight=1e6) for name in SIGNALS]
    light = [Reason(signal=name, value=0.01, weight=1e6) for name in SIGNALS]

    assert 0 <= total(light) <= total(heavy) <= 1
