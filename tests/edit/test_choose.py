"""What is promised of every choice, on random tables and against an obvious chooser that is slow."""

import math
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.edit.choose import LOW, choose, decide
from generator.edit.fates import Fate
from generator.edit.presets import PRESETS
from generator.edit.rank import Scored
from generator.edit.table import VOICE, Candidate, Group, Limits, Table, kind
from generator.model import Story, Tie
from tests.edit.week import post

QUIET = [name for name, preset in PRESETS.items() if preset.quiet]
BOUNDED = [name for name, preset in PRESETS.items() if preset.loud is not None]
MIXED = [name for name, preset in PRESETS.items() if preset.ties]


def candidate(number, score=0.5, who=None, **more):
    """Return a candidate; the rest of what it is follows from its number, and nothing else of it matters here."""
    source = more.pop("source", f"source {number}")
    lead = post(f"{number:03}", who or f"V{number}", source=source)
    plain = {"minutes": 1.0, "group": Group.UNTOLD, "new": False, "topic": "", "tie": Tie.VERY_WEAK}
    story = Story(key=lead.id, lead=lead, items=(lead,))
    return Candidate(entry=Scored(story=story, score=score, reasons=()), **{**plain, **more})


def limits(preset="balanced", **more):
    return Limits(**{"minutes": 15.0, "preset": PRESETS[preset], "sources": 9, "topics": (), **more})


def ranked(candidates):
    return sorted(candidates, key=lambda each: (-each.entry.score, each.lead.id))


TOPICS = ("chalk", "maps")
scores = st.integers(0, 50).map(lambda fiftieths: fiftieths / 50)
rows = st.fixed_dictionaries(
    {
        "source": st.sampled_from(["one", "two", "three"]),
        "minutes": st.integers(1, 24).map(lambda quarters: quarters / 4),
        "group": st.sampled_from(Group),
        "new": st.booleans(),
        "owed": st.integers(-4, 4).map(lambda halves: halves / 2),
        "topic": st.sampled_from(["", *TOPICS]),
        "tie": st.sampled_from(Tie),
    }
)
voices = st.sampled_from("ABCDEFGH")
many = st.integers(0, 24)
likenesses = st.lists(st.tuples(st.integers(0, 23), st.integers(0, 23), st.integers(60, 100)), max_size=12)
presets = st.sampled_from(sorted(PRESETS))
budgets = st.integers(1, 80).map(lambda quarters: quarters / 4)
most = st.none() | st.integers(0, 9)


@st.composite
def tables(draw):
    """Any candidates, in the order of their rank, and limits for them."""
    drawn = [candidate(number, draw(scores), draw(voices), **draw(rows)) for number in range(draw(many))]
    alike = {}
    for one, other, percent in draw(likenesses):
        if max(one, other) < len(drawn) and one != other:
            names = drawn[one].lead.id, drawn[other].lead.id
            alike.setdefault(names[0], {})[names[1]] = alike.setdefault(names[1], {})[names[0]] = percent / 100
    bounds = limits(
        draw(presets),
        minutes=draw(budgets),
        sources=3,
        topics=TOPICS,
        picks=draw(most),
        likeness=lambda name: alike.get(name, {}),
    )
    return ranked(drawn), bounds


def obvious(able, bounds, shares):
    """Choose by weighing everything anew at every step; return the ids in the order in which they are taken."""
    table = Table(limits=bounds, shares=shares)
    waiting = list(enumerate(able))
    shortest = min((each.minutes for each in able), default=0.0)
    while waiting and not table.full(shortest):
        turn = table.turn({each.group for _, each in waiting})
        open_to = [(place, each) for place, each in waiting if each.group in turn]
        firsts = {}
        for place, each in sorted(open_to, key=lambda pair: (-table.worth(pair[1]), pair[0])):
            firsts.setdefault(kind(each), (place, each))
        place, best = min(
            firsts.values(),
            key=lambda pair: (-table.worth(pair[1]) * math.prod(table.steering(kind(pair[1])).values()), pair[0]),
        )
        waiting.remove((place, best))
        # What says nothing that the chosen ones have not said is worth nothing.
        if table.worth(best) > 0 and table.verdict(best) is Fate.PICKED:
            table.take(best)
    return [each.lead.id for each in table.chosen]


@given(tables())
def test_the_quick_chooser_chooses_what_the_obvious_one_does(drawn):
    candidates, bounds = drawn
    able = [each for each in candidates if each.entry.score >= LOW]
    # Kept places are given before; without them nothing else is kept either, so both kinds of week are looked at.
    kept_for_nobody = [replace(each, new=False, tie=Tie.VERY_WEAK) for each in able]
    for keeping, waiting in ((False, able), (True, kept_for_nobody)):
        limited = replace(bounds, keeping=keeping)
        table, _ = decide(waiting, limited)
        expected = obvious(waiting, limited, table.shares)

        assert [each.lead.id for each in table.chosen] == expected


@given(tables())
def test_the_reading_time_the_picks_and_every_cap_are_kept(table):
    candidates, bounds = table
    chosen = choose(candidates, bounds).chosen
    filled, times = Counter(), Counter()
    for each in chosen:
        filled[each.lead.source] += each.minutes
        times[each.lead.source] += 1

    assert sum(each.minutes for each in chosen) <= bounds.minutes + 1e-6
    assert len(chosen) <= (len(candidates) if bounds.picks is None else bounds.picks)
    assert max(Counter(each.lead.voice.key for each in chosen).values(), default=0) <= VOICE
    assert all(filled[source] <= bounds.source + 1e-6 for source in filled if times[source] > 1)


@given(tables())
def test_nothing_is_picked_twice_and_everything_has_one_fate(table):
    candidates, bounds = table
    found = choose(candidates, bounds)
    names = [each.lead.id for each in found.chosen]

    assert len(set(names)) == len(names)
    assert found.fates.keys() == found.worths.keys() == found.factors.keys() == {each.lead.id for each in candidates}
    assert {name for name, fate in found.fates.items() if fate is Fate.PICKED} == set(names)


@given(tables())
def test_nothing_is_picked_that_is_worth_too_little_not_even_in_a_kept_place(table):
    candidates, bounds = table
    found = choose(candidates, bounds)

    assert all(each.entry.score >= LOW for each in found.chosen)
    below = {each.lead.id for each in candidates if each.entry.score < LOW}
    low = {name for name, fate in found.fates.items() if fate is Fate.LOW}
    assert below <= low
    assert all(found.worths[name] == 0 for name in low - below)  # these only repeat what was chosen


@given(tables())
def test_what_is_left_out_for_want_of_room_finds_none(table):
    candidates, bounds = table
    found = choose(candidates, bounds)
    spent = sum(each.minutes for each in found.chosen)
    full = bounds.picks is not None and len(found.chosen) >= bounds.picks

    for each in candidates:
        if found.fates[each.lead.id] is Fate.NO_ROOM:
            assert full or spent + each.minutes > bounds.minutes


@given(tables())
def test_what_is_said_of_a_worth_is_the_score_times_its_factors(table):
    candidates, bounds = table
    found = choose(candidates, bounds)

    for each in candidates:
        name = each.lead.id
        assert found.worths[name] == pytest.approx(each.entry.score * math.prod(found.factors[name].values()))


@given(tables())
def test_a_kept_place_is_named_only_where_it_decided(table):
    candidates, bounds = table
    found = choose(candidates, bounds)
    without = {each.lead.id for each in choose(candidates, replace(bounds, keeping=False)).chosen}

    assert not found.kept.keys() & without
    assert found.kept.keys() <= {each.lead.id for each in found.chosen}


# ---------------------------------------------------------------- shares


def crowd(*, quiet=0, loud=0, middle=0, better=1.5):
    """Return candidates of whom the quiet are worth least and the loud most."""
    kinds = [(Group.QUIET, quiet, 0.4), (Group.MIDDLE, middle, 0.45), (Group.LOUD, loud, min(1.0, 0.4 * better))]
    found = []
    for group, count, score in kinds:
        found += [candidate(len(found) + n, score - n / 10_000, group=group) for n in range(count)]
    return ranked(found)


@pytest.mark.parametrize("preset", QUIET)
@pytest.mark.parametrize(("quiet", "loud"), [(30, 30), (12, 48), (50, 10), (6, 54)])
def test_quiet_voices_have_their_share_however_well_others_do(preset, quiet, loud):
    chosen = choose(crowd(quiet=quiet, middle=loud, better=2.4), limits(preset, minutes=20.0)).chosen
    share = quiet / (quiet + loud) * PRESETS[preset].quiet

    had = Counter(each.group for each in chosen)[Group.QUIET]
    assert had >= math.floor(min(share, 1.0) * len(chosen)) - 1
    assert had >= 1


@pytest.mark.parametrize("preset", QUIET)
def test_a_quiet_voice_is_never_shut_out_by_louder_ones(preset):
    one = candidate(0, 0.3, group=Group.QUIET)
    others = [candidate(n, 0.9, group=Group.LOUD if n < 4 else Group.MIDDLE) for n in range(1, 8)]

    assert one in choose(ranked([one, *others]), limits(preset, minutes=8.0)).chosen


@pytest.mark.parametrize("preset", BOUNDED)
def test_the_most_followed_stay_within_their_bound_while_others_have_something_good(preset):
    chosen = choose(crowd(quiet=45, middle=45, loud=10, better=2.4), limits(preset, minutes=30.0)).chosen

    had = Counter(each.group for each in chosen)[Group.LOUD]
    assert had <= PRESETS[preset].loud * 0.1 * len(chosen)


@pytest.mark.parametrize("preset", BOUNDED)
def test_where_only_the_most_followed_have_something_they_are_read(preset):
    assert len(choose(crowd(loud=12, better=2.4), limits(preset)).chosen) == 12


def test_voices_whose_audience_is_not_told_are_in_nobodys_share():
    blogs = [candidate(n, 0.6) for n in range(40)]
    quiet = [candidate(100 + n, 0.5, group=Group.QUIET) for n in range(4)]

    chosen = choose(ranked([*blogs, *quiet]), limits()).chosen

    assert Counter(each.group for each in chosen)[Group.UNTOLD] >= 11


def strayed(chosen, preset):
    """Return how far the ties of a choice are from those aimed at, in picks."""
    had = Counter(each.tie for each in chosen)
    return sum(abs(had[tie] - part * len(chosen)) for tie, part in PRESETS[preset].ties.items())


@pytest.mark.parametrize("preset", MIXED)
def test_the_mix_of_ties_moves_towards_what_is_aimed_at(preset):
    near = {Tie.STRONG: 0.4, Tie.WEAK: 0.42, Tie.VERY_WEAK: 0.44}
    week = ranked(candidate(n, near[tie], tie=tie) for n, tie in enumerate(20 * list(Tie)))
    free = replace(PRESETS[preset], ties=None)

    chosen = choose(week, limits(preset, minutes=18.0)).chosen
    without = choose(week, replace(limits(preset, minutes=18.0), preset=free)).chosen

    assert strayed(chosen, preset) <= 4
    assert strayed(chosen, preset) < strayed(without, preset)


@pytest.mark.parametrize("preset", MIXED)
def test_a_share_is_aimed_at_and_not_bought_at_any_price(preset):
    good = [candidate(n, 0.9) for n in range(20)]
    poor = [candidate(100 + n, LOW, tie=Tie.STRONG) for n in range(20)]

    chosen = choose(ranked([*good, *poor]), limits(preset, minutes=12.0)).chosen

    assert Counter(each.tie for each in chosen)[Tie.STRONG] <= 1, "the place that is kept, and no more"


def test_interests_are_brought_to_equal_shares():
    week = ranked(
        [candidate(n, 0.5, topic="chalk") for n in range(30)]
        + [candidate(50 + n, 0.45, topic="maps") for n in range(9)]
    )

    had = Counter(each.topic for each in choose(week, limits(topics=("chalk", "maps"), minutes=12.0)).chosen)

    assert abs(had["chalk"] - had["maps"]) <= 2


@pytest.mark.parametrize("preset", MIXED)
@pytest.mark.parametrize("who", [{"new": True}, {"tie": Tie.STRONG}, {"tie": Tie.WEAK}], ids=str)
def test_places_are_kept_for_the_new_and_for_those_who_are_near_and_that_is_said(preset, who):
    others = [candidate(n, 0.95) for n in range(30)]
    one = candidate(99, LOW + 0.01, **who)

    found = choose(ranked([*others, one]), limits(preset, minutes=10.0))

    assert one in found.chosen
    assert one.lead.id in found.kept
    poor = replace(one, entry=replace(one.entry, score=LOW - 0.01))
    assert poor not in choose(ranked([*others, poor]), limits(preset, minutes=10.0)).chosen


def test_chronological_takes_the_newest_and_counts_nothing_else():
    week = [
        candidate(n, 1 - n / 100, "Ada" if n < 2 else None, owed=3.0 - n, group=Group.LOUD, new=n > 20)
        for n in range(30)
    ]

    assert list(choose(week, limits("chronological")).chosen) == week[:15]
