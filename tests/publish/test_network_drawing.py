import math
import random
import re
from collections import Counter
from dataclasses import replace
from itertools import combinations
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model import Bond, Circle, Line, Network, Node, Tie
from generator.publish import atlas, strings
from generator.publish.atlas import drawing, lettering, places
from generator.publish.atlas.lettering import Box
from generator.publish.shapes import LabelView, MapView, NetworkView
from tests.publish import make

SAY = strings.catalogue("en")
CSS = (make.THEME / "static" / "gleaner.css").read_text("utf-8")
LONG = (
    "Österreichische Gesellschaft für Hochschuldidaktik und Digitales",
    "علي حسن الكرمي",
    "李梅老师的课堂笔记本与阅读",
    "תמר כהן",
    "W" * 60,
    "👩‍🏫👩‍🏫👩‍🏫👩‍🏫👩‍🏫👩‍🏫👩‍🏫👩‍🏫👩‍🏫👩‍🏫👩‍🏫👩‍🏫",
    "Z̶a̶l̶g̶o̶ ̶o̶f̶ ̶t̶h̶e̶ ̶d̶e̶p̶a̶r̶t̶m̶e̶n̶t̶",
    *make.PEOPLE,
)


def seen(network: Network) -> NetworkView:
    found = atlas.view(network, {}, SAY)
    assert found
    return found


def drawn(network: Network) -> MapView:
    found = seen(network).map
    assert found
    return found


def numbers(path: str) -> list[float]:
    return [float(each) for each in re.findall(r"-?\d+(?:\.\d+)?", path)]


def box(label: LabelView) -> Box:
    size = drawing.SIZES[label.screen]
    words = f"{label.text} {label.words}" if label.words else label.text
    width = lettering.measure(words, bold=label.kind in lettering.BOLD) * size
    left = float(label.x) - {"start": 0, "middle": width / 2, "end": width}[label.side]
    middle = float(label.y) + (float(label.shift.removesuffix("em")) - lettering.MIDDLE) * size
    return Box(left, middle - size / 2, left + width, middle + size / 2)


def weeks() -> list[Any]:
    sizes = [make.network(voices) for voices in (2, 5, 20, 48, 200)]
    return [*sizes, make.network(48, LONG), make.network(20, ("علي",)), make.network(9, ("李" * 30,))]


PARTS = ("nodes", "lines", "circles")
SHARED = st.sampled_from((*LONG[:7], "", "A"))
NODES = st.lists(
    st.builds(
        Node,
        number=st.integers(1, 60),
        voice=st.sampled_from("abcdef"),
        name=SHARED,
        x=st.sampled_from((0.0, 0.5, 0.501, 1.0, -3.0, 7.5, math.nan)),
        y=st.floats(0, 1),
        circle=st.integers(0, 9),
        tie=st.sampled_from(Tie),
        items=st.integers(-1, 400),
        bridge=st.sampled_from((0.0, 0.1, 0.4, math.nan)),
        picked=st.booleans(),
        new=st.booleans(),
    ),
    max_size=30,
    unique_by=lambda node: node.number,
)
LINES = st.lists(
    st.builds(
        Line,
        ends=st.tuples(st.integers(1, 60), st.integers(1, 60)),
        kinds=st.lists(st.sampled_from(Bond), unique=True, max_size=3).map(tuple),
        times=st.integers(-1, 9),
    ),
    max_size=60,
)
CIRCLES = st.lists(st.builds(Circle, number=st.integers(-1, 9), words=SHARED), max_size=9)


@pytest.mark.parametrize("network", weeks(), ids=lambda network: f"{len(network.nodes)}-{network.nodes[0].name[:8]}")
def test_every_voice_is_drawn_once_with_its_whole_name(network: Network) -> None:
    assert Counter(mark.title for mark in drawn(network).marks) == Counter(node.name for node in network.nodes)


@pytest.mark.parametrize("network", weeks(), ids=lambda network: f"{len(network.nodes)}-{network.nodes[0].name[:8]}")
def test_no_label_lies_over_another_or_is_cut_off(network: Network) -> None:
    shown = drawn(network)
    left, top, width, height = numbers(shown.box)
    whole = Box(left, top, left + width, top + height)

    for screen in drawing.SIZES:
        boxes = [(label.text, box(label)) for label in shown.labels if label.screen == screen]
        assert all(whole.holds(each) for _, each in boxes), boxes
        assert [(one, other) for (one, a), (other, b) in combinations(boxes, 2) if a.meets(b)] == []


@pytest.mark.parametrize("network", weeks(), ids=lambda network: f"{len(network.nodes)}-{network.nodes[0].name[:8]}")
def test_a_phone_shows_a_dozen_names_and_a_wide_screen_no_more_than_thirty(network: Network) -> None:
    names = Counter(label.screen for label in drawn(network).labels if label.kind != "circle")

    assert names["narrow"] <= drawing.NAMED
    assert names["wide"] <= drawing.NAMED_WIDE


@pytest.mark.parametrize("voices", [2, 5, 20, 48])
def test_whoever_stands_between_others_is_named_on_every_screen(voices: int) -> None:
    network = make.network(voices)
    between = {node.name for node in network.nodes if node.bridge >= 0.02}

    for screen in drawing.SIZES:
        labels = {each.text for each in drawn(network).labels if (each.screen, each.kind) == (screen, "between")}
        assert {name for name in between if not labels & {name, lettering.cut(name, 75 / 13, bold=True)}} == set()


@given(NODES, LINES, CIRCLES)
@settings(max_examples=60, deadline=None)
def test_whatever_a_file_says_the_map_stays_in_its_frame(
    nodes: list[Node], lines: list[Line], circles: list[Circle]
) -> None:
    found = atlas.view(Network(nodes=tuple(nodes), lines=tuple(lines), circles=tuple(circles)), {}, SAY)

    assert (found is None) == (not nodes)
    if found and found.map:
        assert len(found.map.marks) == len(nodes)
        _, top, width, height = numbers(found.map.box)
        for path in (*(mark.path for mark in found.map.marks), *(line.path for line in found.map.lines)):
            x, y = numbers(path)[:2]
            assert 0 <= x <= width
            assert top <= y <= top + height


@pytest.mark.parametrize("seed", range(5))
def test_the_same_week_is_the_same_in_any_order(seed: int) -> None:
    network, chance = make.network(20), random.Random(seed)
    mixed: dict[str, Any] = {
        name: tuple(chance.sample(getattr(network, name), len(getattr(network, name)))) for name in PARTS
    }

    assert repr(seen(replace(network, **mixed))) == repr(seen(network))


def test_marks_in_one_place_are_moved_apart_and_the_others_stay() -> None:
    spread = places.spread([(0.5, 0.5)] * 30 + [(0.02, 0.03)])
    apart = [math.dist(one, other) for one, other in combinations(spread, 2)]

    assert min(apart) > places.APART - 1
    assert spread[-1] == places.spread([(0.02, 0.03)])[0]


def test_a_line_is_drawn_once_for_two_who_met_both_ways() -> None:
    pair = make.network(2)
    both = (Line(ends=(1, 2), kinds=(Bond.CITES,)), Line(ends=(2, 1), kinds=(Bond.ANSWERS,)))

    assert len(drawn(replace(pair, lines=both)).lines) == 1


def test_a_line_is_dotted_where_two_only_spoke_of_one_thing() -> None:
    pair = make.network(2)
    kinds = ((Bond.SHARES,), (Bond.SHARES, Bond.NAMES), (Bond.CITES,))

    found = [drawn(replace(pair, lines=(Line(ends=(1, 2), kinds=each),))).lines[0].same for each in kinds]

    assert found == [True, False, False]


def test_circles_of_one_week_have_hues_of_their_own_and_keep_them() -> None:
    six = [circle.hue for circle in seen(make.network(48)).circles]
    fewer = make.network(48)
    fewer = replace(fewer, nodes=tuple(node for node in fewer.nodes if node.circle in {2, 5, 8}))
    clash = tuple(replace(node, circle={2: 8}.get(node.circle, node.circle)) for node in fewer.nodes)

    assert sorted(six) == sorted(drawing.SHAPES.keys() - {"loose"})
    assert [circle.hue for circle in seen(fewer).circles] == ["two", "five"]
    assert [circle.hue for circle in seen(replace(fewer, nodes=clash)).circles] == ["five", "two"]


def test_every_hue_has_a_mark_of_its_own() -> None:
    hues = [hue for hue in drawing.SHAPES if hue != "loose"]

    assert len({drawing.outline(hue, 4, 10, 10) for hue in hues}) == len(hues) == 6


def test_who_is_in_no_circle_has_no_ground_and_no_number() -> None:
    network = make.network(5)
    shown = drawn(replace(network, nodes=tuple(replace(node, circle=0) for node in network.nodes)))

    assert shown.patches == ()
    assert {mark.hue for mark in shown.marks} == {"loose"}
    assert [label for label in shown.labels if label.kind == "circle"] == []


def test_a_circle_far_off_does_not_cover_who_is_between() -> None:
    far = places.pieces((places.Point(0, 0), places.Point(50, 0), places.Point(100, 0), places.Point(300, 0)))

    assert far == (((0, 0), (50, 0), (100, 0)), ((300, 0),))


@pytest.mark.parametrize("name", LONG)
def test_a_name_is_cut_to_its_room_and_never_within_a_sign(name: str) -> None:
    short = lettering.cut(name, 6)

    assert lettering.measure(short) <= 6
    assert short == name or name.startswith(short.removesuffix("…"))
    assert not short.removesuffix("…").endswith(("\u200d", "\u0336 "))
    assert lettering.cut(name, 1000) == name


# ---------------------------------------------------------------- the style sheet


def lightness(chapter: str, name: str) -> tuple[float, float, float]:
    found = re.search(rf"--{name}: oklch\(([\d.]+)% ([\d.]+) (\d+)\)", chapter)
    assert found, name
    return float(found[1]) / 100, float(found[2]), float(found[3])


def linear(colour: tuple[float, float, float]) -> tuple[float, ...]:
    """Turn OKLCH into linear sRGB (Ottosson 2020, "A perceptual color space for image processing")."""
    light, chroma, hue = colour
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def oklab(rgb: tuple[float, ...]) -> tuple[float, ...]:
    red, green, blue = (max(0.0, each) for each in rgb)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def luminance(rgb: tuple[float, ...]) -> float:
    return sum(part * max(0.0, each) for part, each in zip((0.2126, 0.7152, 0.0722), rgb, strict=True))


SIGHT = MappingProxyType(
    {
        "all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
        "protanopia": (
            (0.152286, 1.052583, -0.204868),
            (0.114503, 0.786281, 0.099216),
            (-0.003882, -0.048116, 1.051998),
        ),
        "deuteranopia": (
            (0.367322, 0.860646, -0.227968),
            (0.280085, 0.672501, 0.047413),
            (-0.01182, 0.04294, 0.968881),
        ),
        "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
    }
)
"""What is seen of linear sRGB (Machado, Oliveira and Fernandes 2009, doi:10.1109/TVCG.2009.113, severity 1)."""
APART = 0.08
"""Distance in OKLab at which two marks are plainly of two colours; a just noticeable difference is about 0.02."""


@pytest.mark.parametrize("chapter", [1, 6], ids=["light", "dark"])
def test_the_six_hues_stand_out_from_paper_and_from_one_another_in_every_sight(chapter: int) -> None:
    rules = re.split(r"/\* ---- \d\. ", CSS)[chapter]
    paper = luminance(linear(lightness(rules, "paper")))
    hues = [linear(lightness(rules, hue)) for hue in drawing.SHAPES if hue != "loose"]

    for hue in hues:
        bright, dark = sorted((luminance(hue), paper), reverse=True)
        assert (bright + 0.05) / (dark + 0.05) >= 4.5
    for name, sight in SIGHT.items():
        seen_as = [oklab(tuple(sum(a * b for a, b in zip(row, hue, strict=True)) for row in sight)) for hue in hues]
        assert min(math.dist(one, other) for one, other in combinations(seen_as, 2)) >= APART, name


def test_the_style_sheet_writes_in_the_sizes_for_which_places_were_found() -> None:
    assert {float(size) for size in re.findall(r"--tag: ([\d.]+)px", CSS)} == {lettering.LARGE, lettering.SMALL}
