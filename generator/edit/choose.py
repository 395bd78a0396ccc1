"""Ranked stories in, the week's choice out: greedy within the reading time, with caps, and places kept for the quiet.

Each step takes the story worth most for its minutes, discounted by what its voice, its site and its interest have had
already. The discounts only ever grow, so a heap that re-weighs what it hands out finds the best without looking at all
(Minoux 1978, lazy greedy): near linear in the number of stories.
"""

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.edit.fates import Fate
from generator.edit.table import Candidate, Group, Kind, Limits, Table, kind
from generator.model import Tie

LOW = 0.15
"""Below this score nothing is picked, even when there is room: a thin week is said, not filled up."""
TENTH = 0.1
"""So much of the voices are the most followed."""
CLEAN = 0.75
"""What is damped below this is in nobody's share."""
KEPT_NEW = "voices that are new here"
KEPT_QUIET = "quiet voices"
"""For whom a place was kept, as it is said: "a place kept for ..."."""

Heap = list[tuple[float, int, Candidate]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What was chosen, in the order of choosing, and what became of every candidate."""

    chosen: tuple[Candidate, ...]
    fates: Mapping[str, Fate]
    """Item.id of the lead -> what became of its story; a key may be an address, which any feed can use as an id."""
    worths: Mapping[str, float]
    """Item.id of the lead -> what its story was worth when it was weighed last: its score times its factors."""
    factors: Mapping[str, Mapping[str, float]]
    """Item.id of the lead -> names of FACTORS, and what its score was multiplied by then."""
    bar: float
    """The least that was worth a place open to all; 0 where there was none."""
    kept: Mapping[str, str]
    """Item.id of the lead -> for whom its place was kept, where without kept places it would have had none."""


def choose(candidates: Sequence[Candidate], limits: Limits) -> Choice:
    """Choose, greedily; the candidates come in the order of their rank, which settles every tie."""
    table, fates = decide(candidates, limits)
    factors = {each.lead.id: table.weighed.get(each.lead.id) or table.factors(each) for each in candidates}
    worths = {each.lead.id: each.entry.score * math.prod(factors[each.lead.id].values()) for each in candidates}
    kept = _decided(table, candidates, limits)
    opened = [worths[each.lead.id] for each in table.chosen if each.lead.id not in kept]
    return Choice(
        chosen=tuple(table.chosen),
        fates=fates,
        worths=worths,
        factors=factors,
        bar=min(opened, default=0.0),
        kept=kept,
    )


def decide(candidates: Sequence[Candidate], limits: Limits) -> tuple[Table, dict[str, Fate]]:
    """Return the table when all are chosen, and Item.id of each lead -> what became of its story; nothing is worded."""
    fates = {candidate.lead.id: Fate.LOW for candidate in candidates}
    able = [candidate for candidate in candidates if candidate.entry.score >= LOW]
    table = Table(limits=limits, shares=_shares(candidates, limits.topics))
    if limits.keeping:
        keep(table, able)
    fates.update(dict.fromkeys(table.kept, Fate.PICKED))
    fill(table, [candidate for candidate in able if candidate.lead.id not in table.kept], fates)
    return table, fates


def keep(table: Table, able: Sequence[Candidate]) -> None:
    """Give the places that are kept: one to a voice that is new, one to a strong tie and one to a weak one."""
    wanted: dict[str, Callable[[Candidate], bool]] = {}
    if table.limits.preset.fair:
        wanted[KEPT_NEW] = lambda candidate: candidate.new
    if table.limits.preset.ties:
        wanted["voices that are near"] = lambda candidate: candidate.tie is Tie.STRONG
        wanted["voices a little further away"] = lambda candidate: candidate.tie is Tie.WEAK
    for words, fits in wanted.items():
        if any(map(fits, table.chosen)):
            continue
        best = next((each for each in able if fits(each) and table.verdict(each) is Fate.PICKED), None)
        if best:
            table.weighed[best.lead.id] = table.factors(best)
            table.take(best, words)


def _decided(table: Table, candidates: Sequence[Candidate], limits: Limits) -> Mapping[str, str]:
    """Return which kept places gave somebody a place who would have none without them: found out by choosing so."""
    if not table.kept:
        return {}
    others = {found.lead.id for found in decide(candidates, replace(limits, keeping=False))[0].chosen}
    return {name: words for name, words in table.kept.items() if name not in others}


def fill(table: Table, waiting: Sequence[Candidate], fates: dict[str, Fate]) -> None:
    """Take the best that may come next, until nothing is left that fits."""
    heaps: defaultdict[Kind, Heap] = defaultdict(list)
    for place, candidate in enumerate(waiting):
        heaps[kind(candidate)].append((-table.worth(candidate), place, candidate))
    for heap in heaps.values():
        heapq.heapify(heap)
    shortest = min((candidate.minutes for candidate in waiting), default=0.0)
    stale = list(heaps)
    while heaps and not table.full(shortest):
        for which in stale:
            _settle(heaps[which], table.worth)
        left = {which[0] for which in heaps}
        turn = table.turn(left)
        best = min(
            (which for which in heaps if which[0] in turn),
            key=lambda which: _steered(heaps[which], table.pull(which)),
        )
        candidate = heapq.heappop(heaps[best])[2]
        if not heaps[best]:
            del heaps[best]
        fate = table.verdict(candidate) if table.worth(candidate) > 0 else Fate.LOW
        fates[candidate.lead.id], table.weighed[candidate.lead.id] = fate, table.factors(candidate)
        if fate is Fate.PICKED:
            table.take(candidate, KEPT_QUIET if turn == [Group.QUIET] and len(left) > 1 else "")
        # Only what is taken makes others worth less.
        stale = list(heaps) if fate is Fate.PICKED else [best] if best in heaps else []
    for heap in heaps.values():
        fates.update({candidate.lead.id: table.verdict(candidate) for _, _, candidate in heap})


def _steered(heap: Heap, pull: float) -> tuple[float, int]:
    value, place, _ = heap[0]
    return value * pull, place


def _settle(heap: Heap, worth: Callable[[Candidate], float]) -> None:
    """Bring the candidate that is worth most now to the top."""
    while True:
        value, place, candidate = heap[0]
        now = -worth(candidate)
        if now <= value:
            return
        heapq.heapreplace(heap, (now, place, candidate))


def _shares(candidates: Sequence[Candidate], topics: Sequence[str]) -> Mapping[Group, float]:
    """Return what part of what is said of the interests, with little against it, is of each group.

    What the stories are worth has no say in it: who is applauded more has no larger share for that. Nor has the most
    followed tenth of the voices more than a tenth for saying more.
    """
    counted: Counter[Group] = Counter(
        candidate.group
        for candidate in candidates
        if (candidate.topic or not topics) and candidate.group is not Group.UNTOLD and candidate.entry.clean >= CLEAN
    )
    shares = {group: counted[group] / max(1, counted.total()) for group in Group}
    return {**shares, Group.LOUD: min(shares[Group.LOUD], TENTH)}
