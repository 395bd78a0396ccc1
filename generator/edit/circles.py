"""Who met whom in, the communities of a week out: who is in each, by what number it is known, what is talked about.

A community is told by modularity: its voices meet one another more often than they would by chance, given how often
each of them meets anybody (Newman & Girvan 2004, doi:10.1103/PhysRevE.69.026113), as the Louvain method finds them
(Blondel et al. 2008, doi:10.1088/1742-5468/2008/10/P10008). Its lots are drawn from a fixed seed over voices in the
order of their keys, so that every machine draws the same.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.edit.context import Context
from generator.edit.picks import topics
from generator.edit.terms import key as term
from generator.model import Item, Network

Pair = tuple[str, str]
"""Voice.key of two voices, in the order of the alphabet."""
CROWD = 5_000
"""So many voices are looked at, those with the most meetings: 0.4 s. Of the rest of a larger week nothing is said."""
SEED = 1
FEW = 3
"""Fewest voices of a community: two who met are a pair."""
MOST = 0.5
"""More than this part of a community's voices speak of what it is named after..."""
APART = 2.0
"""...and so many times the part of all others that do."""
Said = Mapping[str, Mapping[str, str]]
"""Voice.key -> what it speaks of, by the name under which that is counted -> as it is written."""


def communities(meetings: Mapping[Pair, int]) -> tuple[frozenset[str], ...]:
    """Return the communities of a week, the largest first; who is in a pair, or meets too few, is in none.

    Args:
        meetings: Two voices -> how much they met.
    """
    import networkx as nx  # noqa: PLC0415  0.26 s, for weeks in which somebody meets

    known = _most(meetings)
    places = {voice: place for place, voice in enumerate(known)}
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(known)))
    graph.add_weighted_edges_from(
        (places[one], places[other], times)
        for (one, other), times in sorted(meetings.items())
        if one in places and other in places
    )
    found = nx.community.louvain_communities(graph, seed=SEED) if known else []
    # Louvain may leave in one community what only met by way of others (Traag et al. 2019).
    whole = [part for group in found for part in nx.connected_components(graph.subgraph(group))]
    large = [sorted(known[place] for place in part) for part in whole if len(part) >= FEW]
    return tuple(frozenset(part) for part in sorted(large, key=lambda part: (-len(part), part)))


def _most(meetings: Iterable[Pair]) -> list[str]:
    """Return who met anybody, in the order of their keys; of too many those who met most."""
    met = Counter(voice for pair in meetings for voice in pair)
    return sorted(sorted(met, key=lambda voice: (-met[voice], voice))[:CROWD])


def numbers(groups: Sequence[frozenset[str]], drawn: Iterable[str], last: Sequence[Network]) -> Sequence[int]:
    """Return the number of each community: that of the earlier one from which most of its voices came, else a new one.

    The largest agreements are settled first. A new number is the lowest that no map of the last weeks has used; those
    that are not drawn get theirs last, for nobody remembers them.

    Args:
        groups: The communities of the week, the largest first.
        drawn: Voice.key of all who are on the map.
        last: The maps of the last weeks, the oldest first.
    """
    found: dict[int, int] = {}
    shared = _shared(groups, last)
    for (place, number), _ in sorted(shared.items(), key=lambda pair: (-pair[1], pair[0][1], pair[0][0])):
        if place not in found and number not in found.values():
            found[place] = number
    used = {*found.values(), *(circle.number for network in last for circle in network.circles)}
    there = frozenset(drawn)
    for place in sorted(range(len(groups)), key=lambda place: (groups[place].isdisjoint(there), place)):
        if place not in found:
            found[place] = next(number for number in range(1, len(used) + 2) if number not in used)
            used.add(found[place])
    return [found[place] for place in range(len(groups))]


def _shared(groups: Sequence[frozenset[str]], last: Sequence[Network]) -> Mapping[tuple[int, int], int]:
    """Return the place of a community and an earlier number -> how many of its voices were last seen under that number.

    Who was on the last map counts for two who were on the one before, and so on.
    """
    was = {node.voice: (node.circle, week) for week, each in enumerate(last) for node in each.nodes if node.circle}
    shared: Counter[tuple[int, int]] = Counter()
    for place, group in enumerate(groups):
        for number, week in (was[voice] for voice in group if voice in was):
            shared[place, number] += 2**week
    return shared


def spoken(items: Sequence[Item], context: Context) -> Said:
    """Return what each voice speaks of: its tags, and the interests of the owner that its words are close to."""
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for item in items:
        own = found[item.voice.key]
        for name, written in _names(item, context):
            own.setdefault(name, written)
    return found


def _names(item: Item, context: Context) -> Iterator[tuple[str, str]]:
    yield from ((term(interest), interest) for interest in topics(item, context))
    yield from ((term(tag), tag if " " in tag else f"#{tag}") for tag in item.tags if term(tag))


def words(groups: Mapping[int, frozenset[str]], said: Said) -> Mapping[int, str]:
    """Return what most voices of each community speak of and others much less; "" where nothing stands out.

    No two are named alike: what several speak of is the name of the one in which it stands out most.

    Args:
        groups: The number of each community -> Voice.key of its voices.
        said: What everybody speaks of who was heard in the week.
    """
    found = [
        (-apart, number, name) for number, group in groups.items() for name, apart in _telling(group, said).items()
    ]
    given: dict[int, str] = {}
    for _, number, name in sorted(found):
        if number not in given and name not in given.values():
            given[number] = name
    return {number: _usual(given[number], group, said) if number in given else "" for number, group in groups.items()}


def _telling(group: frozenset[str], said: Said) -> Mapping[str, float]:
    """Return what tells a community from all others -> by how much larger a part of its voices speak of it."""
    inside = Counter(name for voice in group for name in said.get(voice, ()))
    outside = Counter(name for voice in said if voice not in group for name in said[voice])
    others = max(1, sum(1 for voice in said if voice not in group))
    parts = {name: (count / len(group), outside[name] / others) for name, count in inside.items()}
    return {name: part - rest for name, (part, rest) in parts.items() if part > MOST and part >= APART * rest}


def _usual(name: str, group: Iterable[str], said: Said) -> str:
    """Return how most voices of a community write a word; in words, where anybody of the week does, and as a tag else.

    "#formativeassessment" in one week and "formative assessment" in the next would be two names for one thing.
    """
    mine = Counter(said[voice][name] for voice in group if name in said.get(voice, ()))
    forms = (
        {form: count for form, count in mine.items() if not form.startswith("#")}
        or Counter(own[name] for own in said.values() if name in own and not own[name].startswith("#"))
        or mine
    )
    return min(forms, key=lambda form: (-forms[form], form))
