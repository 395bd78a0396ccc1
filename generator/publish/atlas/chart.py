"""The network of a week in, one that can be drawn and told out, whatever its file says: it belongs to a person.

Every voice is there once and has a circle, every line has two ends, and who stands between others is settled.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.model import Bond, Circle, Line, Network, Node

HUES = ("one", "two", "three", "four", "five", "six")
"""Colours of circles, names of classes; `--one` to `--six` in the style sheet."""
LOOSE = "loose"
"""The colour of who is in no circle."""
NOWHERE = 0
"""Node.circle of who is in no circle."""
BRIDGE = 0.02
"""A voice over which fewer of the shortest ways lead is no connector: in a map of fifty it is a way or two."""
CONNECTORS = 5
"""More names than this are none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A network as it can be drawn: whatever its file says, every voice is there once and has a place and a circle."""

    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]
    """Those with two ends on the map and a kind."""
    circles: tuple[Circle, ...]
    """Those with a voice on the map, by number."""
    hues: Mapping[int, str]
    """Circle.number -> one of HUES; LOOSE for NOWHERE."""
    connectors: frozenset[int]
    """Node.number of those who stand between others."""


def chart(network: Network) -> Chart:
    """Make a network fit to be drawn: its file belongs to a person, who may have taken anything out of it."""
    nodes = {node.number: node for node in reversed(network.nodes)}
    words = {circle.number: circle for circle in network.circles}
    numbers = sorted({node.circle for node in nodes.values()} - {NOWHERE})
    lines = tuple(
        line for line in network.lines if line.kinds and line.ends[0] != line.ends[1] and set(line.ends) <= nodes.keys()
    )
    joined = {number for line in lines for number in line.ends}
    bridges = sorted((-nodes[number].bridge, number) for number in joined if nodes[number].bridge >= BRIDGE)
    return Chart(
        nodes=tuple(nodes[number] for number in sorted(nodes)),
        lines=lines,
        circles=tuple(words.get(number, Circle(number=number)) for number in numbers),
        hues=_hues(numbers),
        connectors=frozenset(number for _, number in bridges[:CONNECTORS]),
    )


def _hues(numbers: Sequence[int]) -> dict[int, str]:
    """Give each circle a hue by its number, so that it keeps it over the weeks; two of one week get two hues."""
    given = {NOWHERE: LOOSE}
    for number in numbers:
        turned = [HUES[(number - 1 + step) % len(HUES)] for step in range(len(HUES))]
        given[number] = next((hue for hue in turned if hue not in given.values()), turned[0])
    return given


def met(chart: Chart) -> dict[tuple[int, int], list[Line]]:
    """Return every two who met, once, with what either did."""
    found: dict[tuple[int, int], list[Line]] = {}
    for line in chart.lines:
        found.setdefault((min(line.ends), max(line.ends)), []).append(line)
    return dict(sorted(found.items()))


def same(lines: Iterable[Line]) -> bool:
    """Whether two did nothing towards one another, but spoke of one thing."""
    return all(set(line.kinds) <= {Bond.SHARES} for line in lines)
