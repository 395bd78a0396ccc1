import math
import re
from dataclasses import replace
from itertools import chain

from generator.model import Bond, Circle, Line, Network, Tie
from generator.publish import atlas, strings
from generator.publish.atlas import places
from generator.publish.shapes import MarkView, NetworkView, VoiceView
from tests.publish import make

SAY = strings.catalogue("en")


def seen(network: Network, **picks: str) -> NetworkView:
    found = atlas.view(network, picks, SAY)
    assert found
    return found


def rows(network: Network) -> dict[str, VoiceView]:
    return {each.voice.name: each for circle in seen(network).circles for each in circle.voices}


def start(mark: MarkView) -> tuple[float, ...]:
    return tuple(float(each) for each in re.findall(r"[\d.]+", mark.path)[:2])


def ways(network: Network, name: str) -> dict[str, tuple[str, ...]]:
    return {each.how: each.whom for each in rows(network)[name].meetings}


# ---------------------------------------------------------------- the table


def test_the_table_holds_whatever_the_drawing_shows() -> None:
    network = make.network(48)
    shown = seen(network)
    assert shown.map
    table = {each.voice.name: (circle, each) for circle in shown.circles for each in circle.voices}

    for mark in shown.map.marks:
        circle, row = table[mark.title]
        assert circle.hue == mark.hue
        assert (row.pick is not None) == mark.picked
        assert ("stands between others" in row.facts) == bool(mark.ring)
    names = {node.number: node.name for node in network.nodes}
    for line in network.lines:
        one, other = (names[end] for end in line.ends)
        assert other in {name for each in table[one][1].meetings for name in each.whom}
        assert one in {name for each in table[other][1].meetings for name in each.whom}
    numbers = {
        f"Circle {label.text}": label.words for label in shown.map.labels if label.kind == "circle" and label.words
    }
    assert numbers.items() <= {circle.name: circle.words for circle in shown.circles}.items()


def test_both_who_met_are_told_who_did_it() -> None:
    pair = replace(make.network(2), lines=(Line(ends=(2, 1), kinds=(Bond.ANSWERS, Bond.CITES)),))

    assert ways(pair, "R. Adeyemi") == {"answered": ("Ines Okafor",), "cited": ("Ines Okafor",)}
    assert ways(pair, "Ines Okafor") == {"was answered by": ("R. Adeyemi",), "was cited by": ("R. Adeyemi",)}


def test_what_has_no_direction_is_said_of_both_alike() -> None:
    pair = replace(make.network(2), lines=(Line(ends=(1, 2), kinds=(Bond.SHARES,)),))

    assert ways(pair, "Ines Okafor") == {"wrote about the same thing as": ("R. Adeyemi",)}
    assert ways(pair, "R. Adeyemi") == {"wrote about the same thing as": ("Ines Okafor",)}


def test_two_of_one_name_are_two() -> None:
    three = make.network(3, ("Ines Okafor", "Sam", "Sam"))
    three = replace(three, nodes=tuple(replace(node, name=node.name.removesuffix(" 2")) for node in three.nodes))
    met = (Line(ends=(1, 2), kinds=(Bond.CITES,)), Line(ends=(1, 3), kinds=(Bond.CITES,)))

    assert ways(replace(three, lines=met), "Ines Okafor") == {"cited": ("Sam", "Sam")}


def test_voices_stand_by_name_and_not_by_how_much_they_are_met() -> None:
    for circle in seen(make.network(48)).circles:
        names = [each.voice.name for each in circle.voices]
        assert names == sorted(names)


def test_a_voice_is_linked_to_its_address_and_to_its_pick_where_that_is_shown() -> None:
    network = make.network(5)
    network = replace(network, nodes=tuple(replace(node, address="javascript:alert(1)") for node in network.nodes[:1]))
    found = atlas.view(network, {"https://voices.example/1": "#pick-1"}, SAY)
    assert found
    voice = found.circles[0].voices[0]

    assert voice.voice.address is None
    assert voice.pick
    assert (voice.pick.name, voice.pick.address) == ("picked", "#pick-1")


def test_filled_is_whose_pick_is_shown_and_not_whom_the_desk_picked() -> None:
    voices = make.network(5)
    for stands in ({}, {voices.nodes[1].voice: "#pick-1"}):
        found = atlas.view(voices, stands, SAY)
        assert found
        assert found.map
        filled = {mark.title for mark in found.map.marks if mark.picked}
        linked = {each.voice.name for circle in found.circles for each in circle.voices if each.pick}

        assert filled == linked == {node.name for node in voices.nodes if node.voice in stands}
        assert any("Filled" in words for words in found.map.key) == bool(stands)


def test_facts_are_words_about_the_week_and_no_audience() -> None:
    five = make.network(5)

    assert rows(five)["Kestrel Maths"].facts == (
        "far away",
        "1 item",
        "here for the first time",
        "stands between others",
    )
    assert rows(five)["Tomás Lindqvist"].facts == ("further off", "4 items")


# ---------------------------------------------------------------- sentences


def test_an_empty_network_is_nothing() -> None:
    assert atlas.view(Network(voices=12, alone=12), {}, SAY) is None


LEFT_OUT = ", not counting bots, what is muted and what came without words."


def test_where_nobody_met_there_are_words_and_no_drawing() -> None:
    one = seen(replace(make.network(1), meetings=0))

    assert one.map is None
    assert one.words == (f"3 voices were heard{LEFT_OUT} No exchange between them reached this digest.",)


def test_the_words_say_who_met_who_was_alone_and_who_connects() -> None:
    told = seen(make.network(20)).words

    assert told[0].startswith(f"60 voices were heard{LEFT_OUT} 56 pairs of them met:")
    assert "20 were in no exchange that reached this digest." in told[0]
    assert told[0].endswith("The map shows 20 of them, and the lines by which they met most.")
    assert told[1].startswith(
        "Between others stand Aoife Brennan, Ines Okafor (circles 1 and 2), Kestrel Maths and R. Adeyemi"
    )
    assert told[2] == "Ties to the voices on the map: 6 near, 7 further off, 7 far away."


def test_ties_that_are_all_alike_are_not_counted() -> None:
    network = make.network(5)
    alike = replace(network, nodes=tuple(replace(node, tie=Tie.WEAK) for node in network.nodes))

    assert not any(told.startswith("Ties") for told in seen(alike).words)


def test_no_more_than_five_connect_and_none_by_a_way_or_two() -> None:
    network = make.network(20)
    many = replace(network, nodes=tuple(replace(node, bridge=0.5 - node.number / 100) for node in network.nodes))
    few = replace(network, nodes=tuple(replace(node, bridge=0.019) for node in network.nodes))

    assert {node.number for node in atlas.connectors(atlas.chart(many))} == {1, 2, 3, 4, 5}
    assert atlas.connectors(atlas.chart(few)) == ()


def test_a_drawing_is_described_to_those_who_do_not_see_it() -> None:
    shown = seen(make.network(20)).map
    assert shown

    assert shown.title == "Map of the network"
    assert shown.words.startswith(
        "20 voices in 2 circles, and 28 lines between them. Between others stand Aoife Brennan"
    )


def test_only_signs_that_are_there_are_explained() -> None:
    pair = replace(
        make.network(2),
        lines=(Line(ends=(1, 2), kinds=(Bond.CITES,)),),
        nodes=tuple(replace(node, picked=False, bridge=0.0, items=1) for node in make.network(2).nodes),
    )
    shown = seen(pair).map
    assert shown

    assert shown.key == ("A circle: voices that met one another more than they met the rest.",)


def test_a_name_from_right_to_left_does_not_turn_its_sentence() -> None:
    names = ("علي", *make.PEOPLE[1:])

    assert "\u2068علي\u2069 (circles 1 and 2)" in " ".join(seen(make.network(20, names)).words)


def test_a_voice_without_a_name_and_a_circle_without_words_are_there_too() -> None:
    network = make.network(5)
    bare = replace(network, nodes=(replace(network.nodes[0], name=""), *network.nodes[1:]), circles=(Circle(number=1),))

    assert "Author not named" in rows(bare)
    assert seen(bare).circles[0].words == "around Marit Haugen"


def test_a_circle_without_words_is_told_by_who_met_most_of_it_and_one_without_names_by_its_number() -> None:
    network = make.network(5)
    nameless = replace(network, nodes=tuple(replace(each, name="") for each in network.nodes), circles=())
    chart = atlas.chart(network)

    assert {circle.words for circle in seen(nameless).circles} == {""}
    for circle in chart.circles:
        mine = {node.number for node in chart.nodes if node.circle == circle.number}
        ends = [{*line.ends} for line in chart.lines if {*line.ends} <= mine]
        times = {node.name: len({*chain(*(e for e in ends if node.number in e))}) for node in chart.nodes}
        assert times[atlas.around(circle.number, chart, SAY).removeprefix("around ")] == max(times.values())


def test_a_voice_that_was_taken_out_of_the_file_leaves_the_others_where_they_are() -> None:
    whole = make.network(20)
    less = replace(whole, nodes=whole.nodes[1:])
    before, after = seen(whole).map, seen(less).map
    assert before
    assert after
    gone = whole.nodes[0].name

    assert gone not in repr(seen(less))
    was = {mark.title: start(mark) for mark in before.marks}
    assert max(math.dist(start(mark), was[mark.title]) for mark in after.marks) < places.APART
