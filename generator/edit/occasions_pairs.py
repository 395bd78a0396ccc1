"""The picks of a week in, what is true of two of them out: the conditions on pairs."""

from collections.abc import Iterator
from itertools import permutations

from generator.edit.occasions import PAIRED, Facts, Occasion, pairs
from generator.edit.occasions_picks import alone, overlooked, research, shared


def same_topic(facts: Facts) -> Iterator[Occasion]:
    """Both match the same interest."""
    for pick, other in pairs(facts):
        if topic := shared(pick, other):
            yield Occasion((pick, other), {"topic": topic})


def same_voice(facts: Facts) -> Iterator[Occasion]:
    """Both are by one voice."""
    couples = permutations(facts.picks[:PAIRED], 2)
    return (Occasion((pick, other)) for pick, other in couples if pick.voice == other.voice)


def beside_research(facts: Facts) -> Iterator[Occasion]:
    """One is a study and the other none: those that share an interest, where there are such; else any."""
    mixed = [Occasion(pair) for pair in pairs(facts) if research(pair[0]) and not research(pair[1])]
    near = [occasion for occasion in mixed if shared(*occasion.picks)]
    yield from near or mixed


def heard_and_overlooked(facts: Facts) -> Iterator[Occasion]:
    """Several voices speak of one, one alone of the other, which stands among the overlooked."""
    for pick, other in pairs(facts):
        if not alone(pick) and alone(other) and overlooked(other):
            yield Occasion((pick, other))


def two_circles(facts: Facts) -> Iterator[Occasion]:
    """Their voices belong to different communities of the week; not everybody belongs to one."""
    met = {end for line in facts.network.lines for end in line.ends}
    circles = {node.voice: node.circle for node in facts.network.nodes if node.number in met and node.circle}
    for pick, other in pairs(facts):
        if {pick.voice, other.voice} <= circles.keys() and circles[pick.voice] != circles[other.voice]:
            yield Occasion((pick, other))
