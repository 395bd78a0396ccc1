"""Voices and what the archive shows of them in, how near each is to this network out (R07).

Strong, weak and very weak ties after Rajagopal et al. 2012 (doi:10.5210/fm.v17i1.3559):
how often and how directly somebody and this network meet. What the owner says in config.yaml holds. For the rest, who
is followed is met directly; who is heard in half of the remembered weeks, and has been in an edition, is met often:
both make a strong tie, one a weak one, none a very weak one.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from generator.edit.past import Past
from generator.model import Item, Source, Tie

OFTEN = 0.5
"""Part of the remembered weeks in which somebody who is heard directly makes a strong tie..."""
SEVERAL = 3
"""...once so many are remembered; heard as often by way of others, it makes a weak one."""
FEW = 5
"""A source with more voices than this is a place where people meet, not a voice that is followed."""
ASKED = ("#", "search:", "cat:", "issn:", "front", "r/", "!", "list:", "feed:")
"""How the address of a source begins that was not made by those who speak in it: a question, or somebody's list."""
ORDER = (Tie.STRONG, Tie.WEAK, Tie.VERY_WEAK)


def ties(
    items: Sequence[Item], sources: Sequence[Source], past: Past, taken: Mapping[str, int], known: Mapping[str, Tie]
) -> Mapping[str, Tie]:
    """Return how near each voice is: Voice.key -> tie.

    Args:
        items: The items of the week.
        sources: The sources of config.yaml.
        past: What earlier weeks have shown.
        taken: Voice.key -> picks in the editions that are remembered.
        known: Voice.key -> a tie that is known from elsewhere, and holds.
    """
    told = {source.key: source.tie for source in sources}
    by: defaultdict[str, set[str]] = defaultdict(set)
    for item in items:
        by[item.voice.key].add(item.source)
    direct = _direct(items, sources)
    return {key: known.get(key) or _said(by[key], told) or _shown(key, key in direct, past, taken) for key in by}


def heeded(items: Sequence[Item], sources: Sequence[Source], known: Mapping[str, Tie]) -> frozenset[str]:
    """Return the keys of the voices that are followed: by a source of their own, or as is known from elsewhere.

    Whoever only uses a hashtag is not, however near the owner says that its people are: anybody can use it.
    """
    return _direct(items, sources) | {key for key, tie in known.items() if tie is not Tie.VERY_WEAK}


def _direct(items: Sequence[Item], sources: Sequence[Source]) -> frozenset[str]:
    """Return the keys of the voices that come by a source of their own."""
    own = {source.key for source in sources if not source.address.startswith(ASKED)}
    brought: defaultdict[str, set[str]] = defaultdict(set)
    for item in items:
        brought[item.source].add(item.voice.key)
    return frozenset(key for source in own & brought.keys() if len(brought[source]) <= FEW for key in brought[source])


def _said(sources: Iterable[str], told: Mapping[str, Tie | None]) -> Tie | None:
    """Return the nearest tie that the owner has given to a source of a voice."""
    said = [tie for source in sources if (tie := told.get(source))]
    return min(said, key=ORDER.index, default=None)


def _shown(key: str, direct: bool, past: Past, taken: Mapping[str, int]) -> Tie:  # noqa: FBT001  a fact, not a switch
    often = past.weeks >= SEVERAL and past.heard.get(key, 0) >= past.weeks * OFTEN
    known = taken.get(key, 0) > 0
    if direct:
        return Tie.STRONG if often and known else Tie.WEAK
    return Tie.WEAK if often and known else Tie.VERY_WEAK
