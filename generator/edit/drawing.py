"""Who met whom in, what of it is drawn out: which voices, which lines, and who stands between the others.

What is drawn is cut first: a map of five hundred voices shows nothing, and what is computed for it grows with the
square of them.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.edit.circles import Pair
from generator.edit.meetings import Meeting
from generator.model import Bond

if TYPE_CHECKING:
    import networkx as nx

DRAWN = 40
"""Most voices on the map: as many as have a place of 24 px each, and room beside it, on a screen of 320 px."""
LINES = 2
"""Most pairs that are joined by a line, for each voice: with more, no line can be followed."""
CORE = 200
"""So many voices are looked at when it is asked who stands between others: 0.06 s, which grows with their square."""
TOWARD = 2
"""What somebody does towards another counts as much as so many things of which both only speak."""
DIGITS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """Who met whom, pair by pair."""

    meetings: tuple[Meeting, ...]
    much: Mapping[Pair, int]
    """Two voices -> how much they met."""
    others: Mapping[str, frozenset[str]]
    """Voice.key -> whom it met."""


def pairs(meetings: tuple[Meeting, ...]) -> Met:
    """Add up the meetings of each pair."""
    much: Counter[Pair] = Counter()
    others: defaultdict[str, set[str]] = defaultdict(set)
    for meeting in meetings:
        one, other = sorted((meeting.who, meeting.whom))
        much[one, other] += meeting.times * (1 if meeting.kinds == (Bond.SHARES,) else TOWARD)
        others[one].add(other)
        others[other].add(one)
    return Met(meetings=meetings, much=much, others={key: frozenset(each) for key, each in sorted(others.items())})


def choose(met: Met, picked: Collection[str]) -> frozenset[str]:
    """Return who is drawn: the picked who met somebody, those who met most, and those who join them to one another.

    Nobody is drawn without somebody they met: first come those who keep company to most of the lonely.
    """
    order = _order(met, picked)
    rank = {key: place for place, key in enumerate(order)}
    drawn = set(order[: DRAWN // 2])
    lonely = {key for key in drawn if drawn.isdisjoint(met.others[key])}
    around = {other for key in drawn for other in met.others[key]} - drawn
    while around and len(drawn) < DRAWN:
        best = min(around, key=lambda key: (-len(met.others[key] & lonely), -len(met.others[key] & drawn), rank[key]))
        drawn.add(best)
        lonely -= met.others[best]
        around = (around | met.others[best]) - drawn
    return frozenset(drawn)


def _order(met: Met, picked: Collection[str]) -> list[str]:
    """Return all who met somebody: the picked first, then by how many they met, by how much, by their keys."""
    much: Counter[str] = Counter()
    for pair, times in met.much.items():
        for key in pair:
            much[key] += times
    return sorted(met.others, key=lambda key: (key not in picked, -len(met.others[key]), -much[key], key))


def backbone(drawn: Iterable[str], much: Mapping[Pair, int]) -> tuple[Pair, ...]:
    """Return the pairs that are joined by a line, in order: of those that met most, and so that nobody hangs loose.

    First the strongest without which the map would fall apart (a maximum spanning forest), then the strongest of all.
    """
    import networkx as nx  # noqa: PLC0415  0.26 s, for weeks in which somebody meets

    graph = _graph(drawn, much)
    needed = list(nx.maximum_spanning_edges(graph, data=False))
    strong = sorted(graph.edges, key=lambda edge: (-graph.edges[edge]["weight"], edge))
    kept = dict.fromkeys((min(edge), max(edge)) for edge in (*needed, *strong))
    return tuple(sorted(list(kept)[: max(len(needed), LINES * len(graph))]))


def bridges(drawn: Collection[str], met: Met) -> Mapping[str, float]:
    """Return for each voice that is drawn what part of the shortest ways between others leads over it, 0 to 1.

    Betweenness (Freeman 1977, doi:10.2307/3033543) among the CORE voices who met most, those that are drawn first.
    """
    import networkx as nx  # noqa: PLC0415  as above

    found = nx.betweenness_centrality(_graph(_order(met, drawn)[:CORE], met.much))
    return {key: round(found[key], DIGITS) for key in drawn}


def _graph(voices: Iterable[str], much: Mapping[Pair, int]) -> "nx.Graph[str]":
    import networkx as nx  # noqa: PLC0415  as above

    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted(voices))
    graph.add_weighted_edges_from(
        (one, other, times) for (one, other), times in sorted(much.items()) if one in graph and other in graph
    )
    return graph
