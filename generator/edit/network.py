"""A week's stories, its picks and the earlier editions in, the network of the week as it is drawn out (E10).

Who met whom (meetings.py) -> communities (circles.py) -> who is drawn, and who stands between others (drawing.py) ->
where everybody stands (layout.py).
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from generator.edit.circles import Pair, communities, numbers, spoken, words
from generator.edit.context import Context
from generator.edit.drawing import Met, backbone, bridges, choose, pairs
from generator.edit.layout import Before, Map, Place, layout
from generator.edit.meetings import Meeting, heard, who_met
from generator.edit.memory import Memory
from generator.model import Bond, Circle, Edition, Item, Line, Network, Node, Pick, Story, Tie

AWAY = 8
"""Weeks for which the place of somebody who was not there is kept: two months, as a reader remembers a map."""
NOBODY: Mapping[str, int] = MappingProxyType({})
NO_CIRCLE = 0
"""Node.circle of who is in no community."""
LASTING = 4
"""Weeks whose maps are looked at besides when it is asked who belongs together: a month. One week knows few meetings;
with these, half as many communities more are found again in the week after, in simulated networks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What is known of who met whom in a week."""

    network: Network
    circle: Mapping[str, int]
    """Voice.key -> the number of its community, whether it is drawn or not; who is in none is not there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    """The map before it is written down."""

    order: Sequence[str]
    """Voice.key of all who are drawn."""
    places: Sequence[Place]
    bridges: Mapping[str, float]
    circle: Mapping[str, int]


def survey_network(
    stories: Sequence[Story],
    picks: Sequence[Pick],
    archive: Sequence[Edition],
    *,
    context: Context,
    ties: Mapping[str, Tie],
    memory: Memory,
) -> Survey:
    """Draw the network of a week; where nobody met anybody, it holds no voice and says how many there were.

    Args:
        stories: Those of the week without what is muted, and without those of which only the link may be known.
        picks: What was chosen.
        archive: The earlier editions, oldest first; their maps keep places and numbers where they are.
        context: What is known of the week.
        ties: Voice.key -> how near it is.
        memory: What the archive knows.
    """
    items = heard(stories)
    met = pairs(who_met(stories, items))
    count = len({item.voice.key for item in items})
    whole = Network(voices=count, meetings=len(met.much), alone=count - len(met.others))
    if not met.others:
        return Survey(network=whole, circle=NOBODY)
    groups = communities(_lasting(met, archive))
    drawn = choose(met, {pick.voice for pick in picks})
    last = archive[-AWAY:]
    known = dict(zip(numbers(groups, drawn, [edition.network for edition in last]), groups, strict=True))
    circle = {key: number for number, group in sorted(known.items()) for key in sorted(group)}
    order = sorted(drawn, key=lambda key: (circle.get(key, math.inf), -len(met.others[key]), key))
    joined = backbone(order, met.much)
    places = _places(order, joined, met, circle, last)
    sheet = _Sheet(order=order, places=places, bridges=bridges(drawn, met), circle=circle)
    nodes = _nodes(sheet, items, picks, ties, _newcomers(order, memory, archive))
    named = _circles(known, drawn, spoken(items, context))
    lines = _lines(order, joined, met.meetings)
    return Survey(network=replace(whole, nodes=nodes, lines=lines, circles=named), circle=circle)


def _lasting(met: Met, archive: Sequence[Edition]) -> Mapping[Pair, int]:
    """Return who met how much, this week and on the last maps: a week is short, and communities last longer."""
    much = Counter(met.much)
    for edition in archive[-LASTING:]:
        name = {node.number: node.voice for node in edition.network.nodes}
        known = ([name[end] for end in line.ends if name.get(end) in met.others] for line in edition.network.lines)
        pairs_then = {(min(ends), max(ends)) for ends in known if len(set(ends)) > 1}
        much.update(pairs_then)
    return much


def _places(
    order: Sequence[str],
    joined: Sequence[tuple[str, str]],
    met: Met,
    circle: Mapping[str, int],
    archive: Sequence[Edition],
) -> Sequence[Place]:
    """Lay the map out; who was on a map of the last weeks stays near the place they had there."""
    before = {
        node.voice: Before((node.x, node.y), len(archive) - week, node.circle)
        for week, edition in enumerate(archive)
        for node in edition.network.nodes
    }
    number = {key: place for place, key in enumerate(order)}
    lines = {}
    for pair in joined:
        one, other = sorted(number[key] for key in pair)
        lines[one, other] = float(met.much[pair])
    return layout(Map([circle.get(key, NO_CIRCLE) for key in order], lines, [before.get(key) for key in order]))


def _newcomers(order: Sequence[str], memory: Memory, archive: Sequence[Edition]) -> frozenset[str]:
    """Return who is in this digest for the first time; in the very first edition nobody can be."""
    drawn = {node.voice for edition in archive for node in edition.network.nodes}
    return frozenset(key for key in order if memory.new(key) and key not in drawn)


def _nodes(
    sheet: _Sheet, items: Sequence[Item], picks: Sequence[Pick], ties: Mapping[str, Tie], new: frozenset[str]
) -> tuple[Node, ...]:
    """Write down who is drawn: under the name they have in the picks, else that of their site, if they have one."""
    counts = Counter(item.voice.key for item in items)
    voices = {item.voice.key: item.voice for item in sorted(items, key=lambda item: item.voice.network == "web")}
    names = {key: (voice.name, voice.address) for key, voice in voices.items()}
    picked = {pick.voice: (pick.name, pick.address) for pick in reversed(picks)}
    return tuple(
        Node(
            number=number,
            voice=key,
            name=(names | picked)[key][0],
            address=(names | picked)[key][1],
            x=x,
            y=y,
            circle=sheet.circle.get(key, NO_CIRCLE),
            tie=ties.get(key, Tie.VERY_WEAK),
            items=counts[key],
            bridge=sheet.bridges[key],
            picked=key in picked,
            new=key in new,
        )
        for number, (key, (x, y)) in enumerate(zip(sheet.order, sheet.places, strict=True), start=1)
    )


def _lines(order: Sequence[str], joined: Sequence[tuple[str, str]], meetings: Sequence[Meeting]) -> tuple[Line, ...]:
    """Write down the meetings of the pairs that are joined: one line for each direction."""
    number = {key: place for place, key in enumerate(order, start=1)}
    there = frozenset(joined)
    found = (
        Line(ends=_ends(number[each.who], number[each.whom], each.kinds), kinds=each.kinds, times=each.times)
        for each in meetings
        if (min(each.who, each.whom), max(each.who, each.whom)) in there
    )
    return tuple(sorted(found, key=lambda line: line.ends))


def _ends(who: int, whom: int, kinds: tuple[Bond, ...]) -> tuple[int, int]:
    """Return the ends of a line; what both share has no direction, and goes from the lower number to the higher."""
    return (min(who, whom), max(who, whom)) if kinds == (Bond.SHARES,) else (who, whom)


def _circles(
    known: Mapping[int, frozenset[str]], drawn: frozenset[str], said: Mapping[str, Mapping[str, str]]
) -> tuple[Circle, ...]:
    """Write down the communities that are on the map, and what is talked about there."""
    there = {number: group for number, group in sorted(known.items()) if not drawn.isdisjoint(group)}
    return tuple(Circle(number=number, words=told) for number, told in words(there, said).items())
