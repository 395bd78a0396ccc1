"""Why a pick is here: what is said follows from the arithmetic, and from nothing else."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings

from generator.edit import SIGNALS
from generator.edit.choose import choose
from generator.edit.effect import silent, telling, weighed
from generator.edit.picks import ANYWAY, WHY, why
from generator.edit.rank import Scored, total
from generator.edit.selecting import best_first, select
from generator.edit.table import Candidate, Group
from generator.model import Reason
from tests.edit.week import DUE, configs, gleaned, harvests, item, judged, post

NO_NUMBERS = re.compile(r"\b(?:likes?|followers?|boosts?|favou?rites?)\b", re.IGNORECASE)


def reason(signal, value, weight=1.0, words="something is said"):
    return Reason(signal=signal, value=value, weight=weight, words=words)


def candidate(*reasons, new=False, group=Group.UNTOLD):
    (story,), _ = judged(item())
    return Candidate(
        entry=Scored(story=story, score=total(reasons), reasons=tuple(reasons)), minutes=1.0, group=group, new=new
    )


def without(reason, reasons):
    """Return the score as if this one had had nothing to say."""
    quiet = replace(reason, value=silent(reason.signal))
    return total([quiet if other.signal == reason.signal else other for other in reasons])


@settings(deadline=None)
@given(harvests, configs)
def test_every_reason_that_is_named_raised_the_score(harvest, owner):
    chosen = select(harvest, owner, due=DUE, archive=()).choice

    for each in best_first(chosen):
        told = each.entry.reasons
        line = why(each, chosen.kept.get(each.lead.id, ""))
        named = [one for one in told if one.words and one.words.lower() in line.lower()]
        assert all(without(one, told) < total(told) for one in telling(told)[:2])
        assert named or len(line) >= WHY - 40 or ANYWAY.lower() in line.lower() or "place kept" in line
        assert not NO_NUMBERS.search(line)
        assert 0 < len(line) <= WHY


@settings(deadline=None)
@given(harvests, configs)
def test_a_kept_place_is_named_only_where_it_decided(harvest, owner):
    found = select(harvest, owner, due=DUE, archive=())
    open_to_all = {each.lead.id for each in choose(found.candidates, replace(found.limits, keeping=False)).chosen}

    for each in found.choice.chosen:
        kept = found.choice.kept.get(each.lead.id, "")
        assert ("in a place kept for" in why(each, kept).lower()) == bool(kept)
        assert not kept or each.lead.id not in open_to_all


def test_a_place_that_was_kept_is_said_however_much_else_there_is_to_say():
    told = candidate(reason("relevance", 0.9, words="close to “" + "a very long interest " * 20 + "”"))

    line = why(told, "quiet voices")

    assert line.endswith("; in a place kept for quiet voices.")
    assert len(line) <= WHY


def test_what_lowered_the_score_is_no_reason_for_a_pick():
    told = candidate(
        reason("recency", 0.2, words="late to us"), reason("age", 0.3, words="from a young account"), new=True
    )

    assert why(told) == ANYWAY[0].upper() + ANYWAY[1:] + "."


def test_what_raised_the_score_most_is_said_first():
    told = candidate(
        reason("recency", 0.9, 0.1, "new"),
        reason("corroboration", 0.9, 1, "shared by nine"),
        reason("scholar", 0.9, 0.5, "a study"),
    )

    assert why(told) == "Shared by nine; a study."


@pytest.mark.parametrize("name", SIGNALS)
def test_a_signal_with_nothing_to_say_has_no_effect(name):
    told = [reason(each, silent(each) if each == name else 0.7) for each in SIGNALS]

    assert next(one for one in weighed(told) if one.signal == name).effect == 1


@pytest.mark.parametrize("name", SIGNALS)
def test_an_effect_is_the_factor_by_which_the_score_changes(name):
    told = [reason(each, 0.7) for each in SIGNALS]
    one = next(each for each in told if each.signal == name)

    effect = next(each.effect for each in weighed(told) if each.signal == name)
    assert effect == pytest.approx(total(told) / without(one, told), abs=1e-4)


def test_a_pick_keeps_what_its_reasons_did_and_what_can_be_checked_about_its_voice():
    found = gleaned(post("asks", "Bo", since=None, followers=77_777, likes=4), interests=["asks"])

    (pick,) = found.edition.picks
    assert all(one.effect is not None for one in pick.reasons)
    assert "1 item from it this week" in pick.facts
    assert "77" not in " ".join(pick.facts)
