"""The picks of a week in, what is true of two of them out: the conditions on pairs."""

from collections.abc import Iterator
from itertools import permutations

from generator.edit.occasions import PAIRED, Facts, Occasion, pairs
from generator.edit.occasions_picks import alone, cites_study, heard, overlooked, research, shared, somebody
from generator.model import Pick


def same_topic(facts: Facts) -> Iterator[Occasion]:
    """Both match the same interest."""
    for pick, other in pairs(facts):
        if topic := shared(pick, other):
            yield Occasion((pick, other), {"topic": topic})


def same_voice(facts: Facts) -> Iterator[Occasion]:
    """Both are by one somebody."""
    couples = permutations(facts.picks[:PAIRED], 2)
    return (Occasion((pick, other)) for pick, other in couples if pick.voice == other.voice and somebody(pick))


def beside_research(facts: Facts) -> Iterator[Occasion]:
    """One is a study, the other neither is nor links to one: those of one interest where there are such, else any."""
    mixed = [Occasion(pair) for pair in pairs(facts) if research(pair[0]) and not _learned(pair[1])]
    near = [occasion for occasion in mixed if shared(*occasion.picks)]
    yield from near or mixed


def _learned(pick: Pick) -> bool:
    return research(pick) or cites_study(pick)


def heard_and_overlooked(facts: Facts) -> Iterator[Occasion]:
    """Several besides its author speak of one, one alone of an overlooked other; of one interest if possible."""
    told = [Occasion(pair) for pair in pairs(facts) if heard(pair[0]) and alone(pair[1]) and overlooked(pair[1])]
    yield from [occasion for occasion in told if shared(*occasion.picks)] or told


def two_circles(facts: Facts) -> Iterator[Occasion]:
    """Their voices belong to different communities of the week; not everybody belongs to one."""
    met = {end for line in facts.network.lines for end in line.ends}
    circles = {node.voice: node.circle for node in facts.network.nodes if node.number in met and node.circle}
    for pick, other in pairs(facts):
        if {pick.voice, other.voice} <= circles.keys() and circles[pick.voice] != circles[other.voice]:
            yield Occasion((pick, other))
