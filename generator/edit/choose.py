"""Ranked stories in, the week's choice out: greedy within the reading time, with caps, and places kept for the quiet.

Each step takes the story worth most for its minutes, discounted by what its voice, its site and its interest have had
already. The discounts only ever grow, so a heap that re-weighs what it hands out finds the best without looking at all
(Minoux 1978, lazy greedy): near linear in the number of stories.
"""

import heapq
import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from generator.edit.presets import Preset
from generator.edit.rank import Scored
from generator.model import Item
from generator.text import host

LOW = 0.15
"""Below this score nothing is picked, even when there is room: a thin week is said, not filled up."""
VOICE = 2
"""Most picks of one voice."""
SOURCE = 1 / 3
"""Most of the reading time that one source may fill, where there are enough sources..."""
FAIR = 2
"""...and a source may always fill this many times its equal share."""
AGAIN = 0.5
"""What a voice's second pick is worth."""
SITE = 0.8
"""For each earlier pick that stands at the same host."""
TOPIC = 0.9
"""For each earlier pick that is close to the same interest."""
RECENT = 0.8
"""For each pick of the same voice in the last editions: attention is shared out over the weeks (Biega et al. 2018)."""
TURN = 1.0
"""Minutes that any pick costs besides its reading: to open it, to decide, to think."""


class Group(StrEnum):
    """How large the audience of a story's voice is, against the others of the week."""

    QUIET = "quiet"
    MIDDLE = "middle"
    LOUD = "loud"
    UNTOLD = "untold"
    """A blog, or a server that does not say: in nobody's share."""


class Fate(StrEnum):
    """What became of a story."""

    PICKED = "picked"
    UNSAID = "unsaid"
    RETRACTED = "retracted"
    REPEATED = "repeated"
    CAPPED = "capped"
    NO_ROOM = "no room"
    LOW = "low"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A story as the choice sees it."""

    entry: Scored
    minutes: float
    group: Group
    new: bool
    """Its voice has never been in an edition."""
    recent: int
    """Picks of its voice in the last editions."""
    topic: str
    """The interest it is closest to, or ""."""

    @property
    def lead(self) -> Item:
        """The item that stands for it."""
        return self.entry.story.lead


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much can be chosen."""

    minutes: float
    preset: Preset
    sources: int
    """How many sources have something this week."""
    topics: int = 1
    """How many interests there are."""
    picks: int | None = None

    @property
    def source(self) -> float:
        """Most minutes of one source."""
        return self.minutes * max(SOURCE, FAIR / max(1, self.sources))


@dataclass(slots=True)
class Table:
    """What has been chosen so far, counted."""

    limits: Limits
    shares: Mapping[Group, float]
    """What part of what could be picked is of each group, where the audience is told."""
    chosen: list[Candidate] = field(default_factory=list)
    minutes: float = 0.0
    voices: Counter[str] = field(default_factory=Counter)
    sites: Counter[str] = field(default_factory=Counter)
    topics: Counter[str] = field(default_factory=Counter)
    groups: Counter[Group] = field(default_factory=Counter)
    sources: dict[str, float] = field(default_factory=dict)

    def worth(self, candidate: Candidate) -> float:
        """Return what a candidate is worth now, for its minutes."""
        lead = candidate.lead
        fair = math.pow(AGAIN, self.voices[lead.voice.key]) * math.pow(RECENT, candidate.recent)
        spread = math.pow(SITE, self.sites[host(lead.url)]) * math.pow(TOPIC, self.had(candidate.topic))
        price = math.pow(TURN + candidate.minutes, self.limits.preset.thrift)
        return candidate.entry.score * fair * spread / price

    def had(self, topic: str) -> float:
        """Return how many picks a topic had; what is close to no interest has had the mean of all interests."""
        return self.topics[topic] if topic else len(self.chosen) / max(1, self.limits.topics)

    def verdict(self, candidate: Candidate) -> Fate:
        """Say whether a candidate can be picked now, and if not, why."""
        lead = candidate.lead
        full = self.limits.picks is not None and len(self.chosen) >= self.limits.picks
        if full or self.minutes + candidate.minutes > self.limits.minutes + 1e-9:
            return Fate.NO_ROOM
        filled = self.sources.get(lead.source, 0.0)
        if self.voices[lead.voice.key] >= VOICE or (filled and filled + candidate.minutes > self.limits.source):
            return Fate.CAPPED
        return Fate.PICKED

    def take(self, candidate: Candidate) -> None:
        """Give a candidate its place."""
        lead = candidate.lead
        self.chosen.append(candidate)
        self.minutes += candidate.minutes
        self.voices[lead.voice.key] += 1
        self.sites[host(lead.url)] += 1
        self.topics[candidate.topic] += 1
        self.groups[candidate.group] += 1
        self.sources[lead.source] = self.sources.get(lead.source, 0.0) + candidate.minutes

    def turn(self, waiting: Iterable[Group]) -> list[Group]:
        """Return from which groups the next pick may come: the quiet if they are behind, else all in bounds."""
        groups = list(waiting)
        places = len(self.chosen) - self.groups[Group.UNTOLD] + 1
        preset = self.limits.preset
        if Group.QUIET in groups and self.groups[Group.QUIET] < int(preset.quiet * self.shares[Group.QUIET] * places):
            return [Group.QUIET]
        bound = None if preset.loud is None else preset.loud * self.shares[Group.LOUD] * places
        kept = [
            group for group in groups if group is not Group.LOUD or bound is None or self.groups[group] + 1 <= bound
        ]
        return kept or groups


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What was chosen, in the order of choosing, and what became of every candidate."""

    chosen: tuple[Candidate, ...]
    fates: Mapping[str, Fate]
    """Item.id of the lead -> what became of its story; a key may be an address, which any feed can use as an id."""


def choose(candidates: Sequence[Candidate], limits: Limits) -> Choice:
    """Choose, greedily; the candidates come in the order of their rank, which settles every tie."""
    fates = {candidate.lead.id: Fate.LOW for candidate in candidates}
    able = [candidate for candidate in candidates if candidate.entry.score >= LOW]
    table = Table(limits=limits, shares=_shares(able))
    newcomer = next(
        (candidate for candidate in able if candidate.new and table.verdict(candidate) is Fate.PICKED), None
    )
    if newcomer:
        table.take(newcomer)
        fates[newcomer.lead.id] = Fate.PICKED
    fill(table, [candidate for candidate in able if candidate is not newcomer], fates)
    return Choice(chosen=tuple(table.chosen), fates=fates)


def fill(table: Table, waiting: Sequence[Candidate], fates: dict[str, Fate]) -> None:
    """Take the best that may come next, until nothing is left that fits."""
    heaps: dict[Group, Heap] = {group: [] for group in Group}
    for place, candidate in enumerate(waiting):
        heaps[candidate.group].append((-table.worth(candidate), place, candidate))
    for heap in heaps.values():
        heapq.heapify(heap)
    while left := [group for group, heap in heaps.items() if heap]:
        for group in left:
            _settle(heaps[group], table.worth)
        group = min(table.turn(left), key=lambda group: heaps[group][0][:2])
        candidate = heapq.heappop(heaps[group])[2]
        fate = table.verdict(candidate)
        fates[candidate.lead.id] = fate
        if fate is Fate.PICKED:
            table.take(candidate)


Heap = list[tuple[float, int, Candidate]]


def _settle(heap: Heap, worth: Callable[[Candidate], float]) -> None:
    """Bring the candidate that is worth most now to the top."""
    while True:
        value, place, candidate = heap[0]
        now = -worth(candidate)
        if now <= value:
            return
        heapq.heapreplace(heap, (now, place, candidate))


def _shares(able: Sequence[Candidate]) -> Mapping[Group, float]:
    told: list[Group] = [candidate.group for candidate in able if candidate.group is not Group.UNTOLD]
    counted = Counter(told)
    return {group: counted[group] / max(1, len(told)) for group in Group}
