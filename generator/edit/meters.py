"""A week's items, its picks and the editions before in, what the week says about the digest itself out (E11).

An echo is not heard from inside. These figures say how evenly a network is heard, and how much of it is new; they are
measured on the digest and never on a person, and where there is too little to measure they are None and not 0.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from generator.model import Edition, Item, Meters, Pick, Tie, Voice
from generator.text import canonical

ITEMS = 10
"""Fewest items of a week of which a part is said: with fewer, one item more or less is over a tenth."""
VOICES = 5
"""Fewest voices among whom something can be uneven, or of whom a part is said."""
PICKS = 5
"""Fewest picks of which a part is said; a quiet week is no opinion."""
BEFORE = 4
"""Editions that `overlap` looks back on, about a month. With fewer there is no figure: it would rise from week to week
only because there is more to look back on."""
CIRCLES = 2
"""Fewest communities over which something can be spread."""
PLACED = 1 / 2
"""This part of the picked voices must be in a community at least: of those who met nobody, nothing is known."""
DIGITS = 3
"""A thousandth is finer than any week can tell, and coarse enough to be the same on every machine."""


def measure(
    items: Iterable[Item], picks: Sequence[Pick], archive: Sequence[Edition], circle: Mapping[str, int]
) -> Meters:
    """Measure a week; the order in which anything comes does not matter, but for the archive's.

    Args:
        items: What was said in the week for all to hear: not what is muted, nor that of which only the link is known.
        picks: The picks of the edition.
        archive: The earlier editions, oldest first.
        circle: Voice.key -> number of its community, of the voices that met anybody.
    """
    heard = list(items)
    voices = {key for pick in picks for key in _voices(pick)}
    placed = sorted(voices & circle.keys())
    ties = [pick.tie for pick in picks if pick.tie]
    near = {tie: _part(sum(each is tie for each in ties), len(ties), PICKS) for tie in Tie}
    return Meters(
        concentration=concentration(Counter(item.voice.key for item in heard).values(), sum_least=ITEMS),
        new=_part(sum(pick.new_voice for pick in picks), len(picks), PICKS) if archive else None,
        strong=near[Tie.STRONG],
        weak=near[Tie.WEAK],
        very_weak=near[Tie.VERY_WEAK],
        overlap=overlap(voices, archive),
        spread=spread(map(circle.__getitem__, placed), circle.values())
        if len(placed) >= PLACED * len(voices)
        else None,
        own=own(heard),
    )


def concentration(counts: Iterable[int], *, sum_least: int = 1) -> float | None:
    """Return how unevenly items are spread over voices, 0 all alike, 1 one voice alone; None where there is too little.

    The mean difference between two voices, measured by the mean (Gini 1912, Variabilità e mutabilità), and stretched by
    n / (n - 1), without which a small week always looks more even than a big one (Deltas 2003, The small-sample bias of
    the Gini coefficient, doi:10.1162/rest.2003.85.1.226).

    Args:
        counts: How many items each voice has; in any order.
        sum_least: Fewest items of which anything is said.
    """
    ordered = sorted(counts)
    number, whole = len(ordered), sum(ordered)
    if number < VOICES or whole < max(1, sum_least):
        return None
    uneven = sum((2 * place - number + 1) * count for place, count in enumerate(ordered))
    return round(uneven / ((number - 1) * whole), DIGITS)


def overlap(voices: Iterable[str], archive: Sequence[Edition]) -> float | None:
    """Return what part of the picked voices an edition just before had too; None while there are fewer than BEFORE.

    Args:
        voices: Keys of all who stand in a pick of this week.
        archive: The earlier editions, oldest first; what their owner hid was not seen by anybody.
    """
    if len(archive) < BEFORE:
        return None
    had = {
        key
        for edition in archive[-BEFORE:]
        for pick in edition.picks
        if not pick.hidden
        for key in _voices(pick)
    }  # fmt: skip
    now = set(voices)
    return _part(len(now & had), len(now), VOICES)


def spread(places: Iterable[int], circles: Iterable[int]) -> float | None:
    """Return how evenly picked voices come from the communities of a week, 0 one alone, 1 as evenly as they can.

    The entropy of their communities (Shannon 1948, doi:10.1002/j.1538-7305.1948.tb01338.x) as a part of the highest it
    can be: the evenness of Pielou (1966, doi:10.1016/0022-5193(66)90013-0). Where there are fewer picked voices than
    communities, not all of these can have one, and as many as there are voices is the most.

    Args:
        places: The community of each picked voice that has one.
        circles: The numbers of all communities of the week.
    """
    counts = sorted(Counter(places).values())
    whole, number = sum(counts), len(set(circles))
    if number < CIRCLES or whole < VOICES:
        return None
    entropy = math.fsum(-count / whole * math.log(count / whole) for count in counts)
    return min(1.0, round(entropy / math.log(min(number, whole)), DIGITS) + 0.0)


def own(items: Sequence[Item]) -> float | None:
    """Return in what part of the items a voice shows work of its own; None where they are few."""
    roots: dict[str, frozenset[str]] = {}
    for item in items:
        roots[item.voice.key] = roots.get(item.voice.key, frozenset()) | _roots(item.voice)
    return _part(sum(shows(item, roots[item.voice.key]) for item in items), len(items), ITEMS)


def shows(item: Item, roots: Iterable[str] | None = None) -> bool:
    """Whether somebody shows work of their own: what only leads to places of others passes on what others made.

    A post that leads nowhere, an answer among them, is its voice's own words; an article is its voice's own unless it
    is about something elsewhere, as in a list of links.

    Args:
        item: Of any kind.
        roots: Canonical addresses below which everything is the voice's; None for those that the item names.
    """
    leads = (item.about,) if item.about else item.links if item.kind == "post" else ()
    if not leads:
        return True
    home = _roots(item.voice) if roots is None else frozenset(roots)
    return any(map(partial(_below, roots=home | {canonical(item.url)}), map(canonical, leads)))


def _below(address: str, roots: Iterable[str]) -> bool:
    return any(address == root or address.startswith(f"{root.rstrip('/')}/") for root in roots)


def _roots(voice: Voice) -> frozenset[str]:
    """Return the places that are a voice's own: its profile or home page, and what its server confirms to be its."""
    return frozenset(canonical(address) for address in (voice.address or voice.key, *voice.links))


def _voices(pick: Pick) -> tuple[str, ...]:
    return (pick.voice, *(mention.voice for mention in pick.also))


def _part(some: int, whole: int, least: int) -> float | None:
    return round(some / whole, DIGITS) if whole >= least else None
