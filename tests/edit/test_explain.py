"""What is said about an item is what happened, and what would have changed it was tried."""

import json
from dataclasses import asdict, replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.edit import PRESETS, SIGNALS, ledger
from generator.edit.case import Case, fates
from generator.edit.choose import LOW, choose
from generator.edit.explain import account, parts, remembered
from generator.edit.fates import Fate
from generator.edit.rank import order, total, weights
from generator.edit.whatif import bench, least, trials
from generator.model import Mute, Reason
from tests.edit.week import DUE, STARTS, WEEK, WORDS, config, configs, gleaned, harvests, item, post


def long(number):
    """Return some minutes of reading that are like nothing else in the week."""
    return " ".join(WORDS[number * 5 : number * 5 + 5] * 60)


def case(*items, archive=(), judged=None, **more):
    return Case(
        config=config(**more),
        week=WEEK,
        starts=STARTS,
        due=DUE,
        items=tuple(items),
        archive=tuple(archive),
        judged=judged or {},
    )


def explained(told, name):
    found = account(told, told.select(), name)
    assert found is not None
    return found


def week(number=5):
    return [item(f"piece-{n}", f"W{n}", days=n + 0.5, text=long(n)) for n in range(number)]


# ---------------------------------------------------------------- the outcome


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(harvests, configs, st.data())
def test_what_is_said_of_any_item_is_what_the_ledger_says(harvest, owner, data):
    told = replace(case(*harvest), config=owner)
    outcomes = told.outcomes()
    if not outcomes:
        return
    name = data.draw(st.sampled_from(sorted(outcomes)))

    found = explained(told, name)

    assert found.fate == outcomes[name]
    assert found.outcome.endswith(".")
    assert json.dumps({**asdict(replace(found, factors={})), "factors": dict(found.factors)})


def test_the_fates_are_those_of_the_ledger():
    items = [*week(), post("spam", "Sam", text="jobs jobs jobs", tags=("jobs",))]
    owner = {"mute": (Mute(kind="tag", value="jobs"),), "minutes": 12}
    lines = gleaned(*items, **owner).ledger

    assert fates(case(*items, **owner).select()) == {line.id: line.fate for line in lines}


def test_a_pick_says_its_place_and_its_line_of_why():
    found = explained(case(*week(2)), item("piece-0", "W0").id)

    assert found.fate == "picked"
    assert found.outcome.startswith("Picked, number 1 of 2 picks by what it was worth. ")


def test_another_voice_of_a_picked_story_says_behind_which_it_stands():
    paper, echo = item("paper", "Ada"), post("echo", "Bo", about="https://ada.example/paper")

    found = explained(case(paper, echo), echo.id)

    assert found.outcome == "It stands behind a pick, “About paper” by Ada, as another voice of the same story."
    assert [each.name for each in found.story] == ["Ada", "Bo"]


def test_what_scores_too_little_says_how_much_was_needed():
    bad = post("bad", "Sam", days=6.9, text="90% off, click here, promo code, today only!!! buy now")

    found = explained(case(bad, interests=["formative assessment"]), bad.id)

    assert found.score < LOW
    assert f"It scores {found.score:.3f}, and nothing below {LOW:g} is picked." in found.outcome


def test_a_voice_that_had_its_share_is_named():
    items = [item(f"n{n}", "Ada", days=n, text=f"Wholly other words {n} " * 9) for n in range(5)]
    told = case(*items)
    capped = [name for name, fate in fates(told.select()).items() if fate == "capped"]

    assert capped
    assert "Ada has 2 picks in this edition already" in explained(told, capped[0]).outcome


def test_what_an_earlier_edition_had_says_which_and_as_what():
    first = item("paper", "Ada")
    before = gleaned(item("paper", "Ada", days=8), week=WEEK.before(), due=STARTS).edition
    again = replace(first, id="another-guid", published=DUE - timedelta(days=1))

    found = explained(case(again, archive=[before]), again.id)

    assert found.fate == "repeated"
    assert found.outcome == "Left out: 2026-W46 had it, as “About paper”."
    (trial,) = found.trials
    assert (trial.kind, trial.fate, trial.changed) == ("edition", "picked", True)
    assert trial.words == "if 2026-W46 had not had it"


def test_what_is_muted_is_tried_without_its_mutes():
    job = post("job", "Sam", text="A position for a teacher of maths", tags=("jobs",))
    mutes = (Mute(kind="tag", value="jobs"), Mute(kind="phrase", value="a position"), Mute(kind="tag", value="x"))

    found = explained(case(job, mute=mutes), job.id)

    assert found.outcome == "Muted by you: tag “jobs”."
    (trial,) = found.trials
    assert trial.words == "without the mute of the tag “jobs” and the mute of the phrase “a position”"
    assert (trial.fate, trial.changed) == ("picked", True)


def test_what_was_found_and_is_not_of_the_week_says_so():
    old = item("old", days=30, seen=DUE - timedelta(days=1))

    assert explained(case(old), old.id).outcome == "It is older than the week it was found in."
    assert account(case(old), case(old).select(), "no such id") is None


# ---------------------------------------------------------------- the arithmetic


@settings(deadline=None, max_examples=50)
@given(st.dictionaries(st.sampled_from(sorted(SIGNALS)), st.tuples(st.floats(0, 1), st.floats(0.1, 9)), min_size=1))
def test_every_signal_is_shown_with_its_value_its_weight_and_what_it_did(told):
    reasons = [Reason(signal=name, value=value, weight=weight) for name, (value, weight) in told.items()]

    found = {part.signal: part for part in parts(reasons)}

    assert found.keys() == told.keys()
    assert all((found[name].value, found[name].weight) == pair for name, pair in told.items())


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(harvests, configs)
def test_the_worth_is_the_score_times_all_that_is_said_of_it(harvest, owner):
    told = replace(case(*harvest), config=owner)
    selection = told.select()

    for candidate in selection.candidates[:4]:
        found = account(told, selection, candidate.lead.id)
        worth = found.score
        for by in selection.choice.factors[candidate.lead.id].values():
            worth *= by
        assert found.worth == pytest.approx(worth)


def test_a_kept_ledger_says_nearly_as_much_as_the_week_itself():
    items = [*week(), post("echo", "Bo", about="https://w0.example/piece-0")]
    found = gleaned(*items, minutes=8)
    lines = {line.id: line for line in found.ledger}

    for line in lines.values():
        kept, fresh = remembered(line, lines, found.terms), explained(case(*items, minutes=8), line.id)
        assert kept.fate == fresh.fate
        assert {each.id for each in kept.story} == {each.id for each in fresh.story}
        assert kept.score == pytest.approx(fresh.score, abs=1e-3)
        assert {p.signal: round(p.value, 2) for p in kept.parts} == {p.signal: round(p.value, 2) for p in fresh.parts}


def test_a_ledger_from_before_values_were_kept_still_says_the_outcome():
    line = ledger.muted(item(), Mute(kind="tag", value="jobs"))

    assert remembered(line, {line.id: line}, None).outcome == "Muted by you: tag “jobs”."


# ---------------------------------------------------------------- what would have changed it


def tried(told, name, kind):
    found = list(trials(bench(told.select(), told.config.digest, name)))
    return [trial for trial in found if trial.kind == kind]


def outcome(told, **digest):
    owner = replace(told.config, digest=replace(told.config.digest, **digest))
    return fates(replace(told, config=owner).select())


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(harvests, configs, st.data())
def test_a_preset_that_is_tried_does_what_config_yaml_would(harvest, owner, data):
    told = replace(case(*harvest), config=owner)
    names = [each.lead.id for each in told.select().candidates]
    if not names:
        return
    name = data.draw(st.sampled_from(names))

    for trial in tried(told, name, "preset"):
        preset = next(each for each in PRESETS if f"“{each}”" in trial.words)
        assert outcome(told, preset=preset)[name] == trial.fate


def test_reading_time_that_is_said_to_be_enough_is_enough_and_a_minute_less_is_not():
    told = case(*week(), minutes=4)
    left = [name for name, fate in fates(told.select()).items() if fate == Fate.NO_ROOM.value]

    (trial,) = tried(told, left[0], "minutes")
    more = int(trial.words.split()[1])
    assert trial.changed
    assert outcome(told, minutes=4 + more)[left[0]] == "picked"
    assert outcome(told, minutes=4 + more - 1)[left[0]] != "picked"


@pytest.mark.parametrize("minutes", [4, 30])
def test_a_weight_that_is_said_to_change_it_does(minutes):
    items = [*week(5), post("liked", "Bo", text=long(5), likes=90, followers=100, replies=2, shares=0)]
    told = case(*items, minutes=minutes, interests=["rubric library garden"])
    before = fates(told.select())

    for name in before:
        for trial in tried(told, name, "weight"):
            signal, weight = trial.words.removeprefix("if ").split(" weighed ")
            new = {signal.replace(" ", "_"): float(weight.split()[0])}
            assert trial.changed
            assert (outcome(told, weights=new)[name] == "picked") is not (before[name] == "picked")


def test_an_opinion_that_is_said_to_change_it_does():
    told = case(*week(), minutes=4)
    selection = told.select()
    on = next(
        bench(selection, told.config.digest, name)
        for name, fate in fates(selection).items()
        if fate == Fate.NO_ROOM.value
    )

    found = [trial for trial in trials(on) if trial.kind == "opinion"]
    assert found
    for trial in found:
        signal = trial.words.split()[1]
        value = float(trial.words.split(" were ")[1].split()[0])
        reasons = tuple(replace(each, value=value) if each.signal == signal else each for each in on.mine.entry.reasons)
        mine = replace(on.mine, entry=replace(on.mine.entry, reasons=reasons, score=total(reasons)))
        others = [mine if each.lead.id == on.name else each for each in on.candidates]
        again = choose(sorted(others, key=lambda each: order(each.entry)), on.limits)
        assert again.fates[on.name] is Fate.PICKED


def test_without_the_other_picks_of_its_voice_a_capped_one_has_its_turn():
    items = [item(f"n{n}", "Ada", days=n, text=f"Wholly other words {n} " * 9) for n in range(4)]
    told = case(*items)
    capped = next(name for name, fate in fates(told.select()).items() if fate == "capped")

    found = tried(told, capped, "pick")
    assert {trial.words for trial in found} >= {"without “About n1”, which is of the same voice"}
    assert any(trial.changed for trial in found)


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(harvests, configs)
def test_trying_starts_from_what_was_decided(harvest, owner):
    told = replace(case(*harvest), config=owner)
    selection = told.select()

    for candidate in selection.candidates[:3]:
        on = bench(selection, owner.digest, candidate.lead.id)
        assert on.fate() is selection.choice.fates[on.name]
        assert on.weighed(weights(owner.digest)) is selection.choice.fates[on.name]


def test_the_smallest_change_is_found_and_was_tried():
    asked = []

    def fate(value):
        asked.append(value)
        return Fate.PICKED if value >= 2.5 else Fate.LOW

    found = least(fate, 1.0, 4.0, picked=False)

    assert found in asked
    assert 2.5 <= found <= 2.7


def test_where_nothing_changes_it_nothing_is_claimed():
    assert least(lambda _: Fate.LOW, 1.0, 4.0, picked=False) is None


def test_a_title_under_a_content_warning_stays_closed():
    hidden = post("hidden", "Bo", text="what is not to be read by everybody", warning="exams")

    assert explained(case(hidden), hidden.id).title == "exams"
