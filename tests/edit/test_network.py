"""The network of the week: who is drawn, what is said of them, and that only those are there who spoke in public."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.edit.drawing import DRAWN, LINES
from generator.model import Bond, Edition, Mute, Network, Tie
from generator.publish import archive
from tests.edit.meeting import all_pairs, clique, editions, key, lines, network, pairs, said, surveyed
from tests.edit.week import DUE, WEEK, gleaned, harvests, voice

LEFT = ("Ada", "Bo", "Cem", "Dara", "Edda")
RIGHT = ("Femi", "Gul", "Hana", "Ivo", "Jo")


def at(found, name):
    return next(node for node in found.nodes if node.name == name)


def circles(found):
    """Return the names of those who are drawn, by their circle."""
    return {
        number: {node.name for node in found.nodes if node.circle == number}
        for number in {node.circle for node in found.nodes}
    }


# ---------------------------------------------------------------- any week


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(harvests, st.randoms(use_true_random=False))
def test_a_drawing_of_any_week_is_whole_and_does_not_depend_on_the_order(items, random):
    found = network(items)
    numbers = [node.number for node in found.nodes]

    assert network(random.sample(items, len(items))) == found
    assert numbers == list(range(1, len(numbers) + 1))
    assert {node.voice for node in found.nodes} <= {each.voice.key for each in items}
    assert all(0 <= part <= 1 for node in found.nodes for part in (node.x, node.y, node.bridge))
    assert all(set(line.ends) <= set(numbers) and line.times >= 1 and line.kinds for line in found.lines)
    assert {end for line in found.lines for end in line.ends} == set(numbers)
    assert {node.circle for node in found.nodes} - {0} == {circle.number for circle in found.circles}
    assert len(found.nodes) <= found.voices - found.alone
    assert len(pairs(found)) <= found.meetings


@pytest.mark.parametrize("items", [[], [said("Ada")], [said("Ada"), said("Bo")]])
def test_where_nobody_meets_there_is_nothing_to_draw_but_the_voices_are_counted(items):
    assert surveyed(items).network == Network(voices=len(items), alone=len(items))
    assert surveyed(items).circle == {}


def test_two_who_met_are_drawn_in_no_circle():
    found = network([said("Ada", "Bo"), said("Bo"), said("Cem")])

    assert lines(found) == {("Ada", "Bo"): ((Bond.NAMES,), 1)}
    assert [node.circle for node in found.nodes] == [0, 0]
    assert (found.voices, found.meetings, found.alone, found.circles) == (3, 1, 1, ())


# ---------------------------------------------------------------- who stands where


def test_who_stands_between_two_groups_has_the_highest_bridge_and_the_groups_are_two_circles():
    between = said("Kai", "Ada", "Femi")
    found = network([*clique(*LEFT), *clique(*RIGHT), between])

    assert max(found.nodes, key=lambda node: node.bridge).name == "Kai"
    # Freeman: all 5 * 5 ways between the groups lead over Kai, of 10 * 9 / 2 ways between others.
    assert at(found, "Kai").bridge == pytest.approx(25 / 45, abs=0.001)
    # Ada stands between the 4 others of her group and the 6 beyond: 24 of 45.
    assert at(found, "Ada").bridge == pytest.approx(24 / 45, abs=0.001)
    assert at(found, "Bo").bridge == 0
    named = [group - {"Kai"} for group in circles(found).values()]
    assert sorted(named, key=min) == [set(LEFT), set(RIGHT)]


def test_a_circle_says_what_is_talked_about_there():
    tags = {"tags": ("ReadingAloud", "school")}
    found = network([*clique(*LEFT, **tags), *clique(*RIGHT, tags=("school",)), said("Kai", "Ada", "Femi")])

    assert {circle.words for circle in found.circles} == {"#ReadingAloud", ""}


def test_each_direction_of_a_meeting_has_a_line_of_its_own():
    asked = said("Ada")
    answer = said("Bo", reply_to=asked.id)
    found = network([asked, answer, said("Ada", number=1, reply_to=answer.id)])

    assert lines(found) == {("Ada", "Bo"): ((Bond.ANSWERS,), 1), ("Bo", "Ada"): ((Bond.ANSWERS,), 1)}
    assert found.meetings == 1


def test_what_is_said_of_a_voice_is_true():
    items = [said("Ada", "Bo"), said("Ada", number=1), said("Bo")]
    found = network(items, picked=("Bo",), ties={key("Ada"): Tie.STRONG})

    ada, bo = at(found, "Ada"), at(found, "Bo")
    assert (ada.items, ada.tie, ada.picked, ada.voice) == (2, Tie.STRONG, False, key("Ada"))
    assert (bo.items, bo.tie, bo.picked) == (1, Tie.VERY_WEAK, True)


def test_new_is_who_was_in_no_earlier_edition_neither_picked_nor_drawn():
    week = [said("Ada", "Bo"), said("Bo")]
    first = network(week)

    assert not any(node.new for node in first.nodes)
    later = network([*week, said("Cem", "Ada")], editions(first))
    assert [node.name for node in later.nodes if node.new] == ["Cem"]


# ---------------------------------------------------------------- who is drawn, where there are too many


def crowd(count):
    """Return a week in which everybody names three others."""
    names = [f"P{n}" for n in range(count)]
    return [said(name, *(names[(n * k + k) % count] for k in (2, 3, 7))) for n, name in enumerate(names)]


@pytest.mark.parametrize("count", [5, 39, 41, 200])
def test_no_more_are_drawn_than_can_be_told_apart_and_nobody_without_somebody_they_met(count):
    found = network(crowd(count))

    assert len(found.nodes) == min(DRAWN, count)
    assert {end for line in found.lines for end in line.ends} == {node.number for node in found.nodes}
    assert len(pairs(found)) <= LINES * len(found.nodes)
    assert found.voices == count
    assert found.meetings >= count


def test_whoever_was_picked_and_met_somebody_is_drawn_before_those_who_met_more():
    quiet = [said("Quiet", "Friend"), said("Friend")]
    items = [*crowd(100), *quiet, said("Lonely")]

    assert {"Quiet", "Friend"}.isdisjoint(node.name for node in network(items).nodes)
    found = network(items, picked=("Quiet", "Lonely"))
    assert {"Quiet", "Friend"} <= {node.name for node in found.nodes}
    assert "Lonely" not in {node.name for node in found.nodes}


def test_lines_that_hold_the_map_together_are_never_left_out():
    names = [f"P{n}" for n in range(12)]
    found = network([*clique(*names), said("Far", "P0"), said("Farther", "Far")])

    assert pairs(found) < all_pairs([*names, "Far", "Farther"])
    assert {("Far", "P0"), ("Far", "Farther")} <= pairs(found)
    assert found.meetings == 12 * 11 // 2 + 2


# ---------------------------------------------------------------- from week to week


def far(one, other):
    return ((one.x - other.x) ** 2 + (one.y - other.y) ** 2) ** 0.5


def test_a_voice_stays_near_where_it_was_over_weeks_of_small_change():
    last = network([*clique(*LEFT), *clique(*RIGHT), said("Kai", "Ada", "Femi")])
    was = {node.name: node for node in last.nodes}
    past = [last]
    for week in range(6):
        here = [name for place, name in enumerate(LEFT) if place != week % 5]
        items = [*clique(*here), *clique(*RIGHT), said("Kai", "Femi"), *clique(f"New{week}", "Hana", "Jo", number=1)]
        past.append(network(items, editions(*past)))
    shifts = [far(node, was[node.name]) for node in past[-1].nodes if node.name in was]

    assert len(shifts) >= 9
    assert sum(shifts) / len(shifts) < 0.1
    assert {number for each in past for number in circles(each)} <= {0, 1, 2}
    assert [at(each, "Femi").circle for each in past] == [at(last, "Femi").circle] * len(past)


def test_whoever_comes_back_after_weeks_is_where_they_were():
    first = network([*clique(*LEFT), *clique(*RIGHT), said("Kai", "Ada", "Femi")])
    without = network(clique(*LEFT), editions(first))
    again = network([*clique(*LEFT), *clique(*RIGHT), said("Kai", "Ada", "Femi")], editions(first, without))

    assert max(far(at(again, name), at(first, name)) for name in RIGHT) < 0.2


def test_circles_are_told_by_the_last_weeks_and_not_by_this_one_alone():
    week = [said("Ada", "Bo"), said("Bo"), said("Cem", "Femi", "Gul"), said("Femi", "Gul"), said("Gul")]
    last = network([*clique(*LEFT), *clique(*RIGHT)])

    alone, now = network(week), network(week, editions(last, last, last))
    assert at(alone, "Cem").circle == at(alone, "Femi").circle != 0
    assert at(now, "Cem").circle == at(now, "Ada").circle != 0


# ---------------------------------------------------------------- who must not be there


def test_whoever_only_passed_something_on_or_was_named_is_not_drawn():
    found = network([said("Ada", "Bo", "Stranger", shared_by=(key("Booster"),)), said("Bo")])

    assert {node.voice for node in found.nodes} == {key("Ada"), key("Bo")}
    assert found.voices == 2


def test_whoever_the_owner_has_muted_is_not_drawn():
    asked = said("Ada")
    items = (asked, said("Bo", reply_to=asked.id), said("Muted", "Ada", "Bo", reply_to=asked.id))

    assert "Muted" in {node.name for node in gleaned(*items).edition.network.nodes}
    found = gleaned(*items, mute=(Mute(kind="voice", value=key("Muted")),)).edition.network
    assert {node.name for node in found.nodes} == {"Ada", "Bo"}
    assert found.voices == 2


def test_whose_words_may_not_be_shown_is_not_drawn():
    asked = said("Ada")
    bare = replace(said("Shy"), text="", mentions=(), reply_to=asked.id, title="A post by somebody")
    found = gleaned(asked, said("Bo", reply_to=asked.id), bare).edition.network

    assert {node.name for node in found.nodes} == {"Ada", "Bo"}


def test_machines_are_not_drawn():
    machine = replace(said("Bot", "Ada"), voice=voice("Bot", network="mastodon", bot=True))

    assert network([said("Ada"), machine]) == Network(voices=1, alone=1)


# ---------------------------------------------------------------- the desk and the record


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(harvests)
def test_the_network_of_an_edition_has_its_picks_and_their_names(items):
    edition = gleaned(*items).edition
    names = {pick.voice: {each.name for each in edition.picks if each.voice == pick.voice} for pick in edition.picks}

    for node in edition.network.nodes:
        assert node.picked == (node.voice in names)
        assert node.name in names.get(node.voice, {node.name})


def test_a_full_map_is_kept_in_a_small_record_and_read_as_it_was(tmp_path):
    names = [f"Somebody with a name {n}" for n in range(60)]
    items = [
        replace(each, voice=replace(each.voice, name=name, address=each.voice.key))
        for each, name in zip(crowd(60), names, strict=True)
    ]
    found = network(items)
    edition = Edition(week=WEEK, id="urn:1", title="A week", published=DUE, starts=DUE, network=found)

    text = archive.dump(edition)
    (tmp_path / f"{WEEK}.md").write_text(text, "utf-8")
    assert archive.read(tmp_path)[0].network == found
    assert len(found.nodes) == DRAWN
    assert len(text.encode()) < 16_000
