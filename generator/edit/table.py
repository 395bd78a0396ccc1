"""What has been chosen so far in, what a story is worth now out: the factors by which stories are weighed in turn.

Those of a story's own only ever fall while the choice goes on; those of its kind (audience, tie, interest) rise and
fall, for they bring shares about.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from generator.edit.fates import Fate
from generator.edit.presets import Preset
from generator.edit.rank import Scored
from generator.model import Item, Tie
from generator.text import host

VOICE = 2
"""Most picks of one voice."""
SOURCE = 1 / 3
"""Most of the reading time that one source may fill, where there are enough sources..."""
FAIR = 2
"""...and a source may always fill this many times its equal share."""
AGAIN = 0.35
"""What a voice's second pick is worth."""
SITE = 0.8
"""For each earlier pick that stands at the same host."""
OWED = 0.6
"""For each pick that a voice has had beyond what was due to it in the remembered weeks; the other way round for each
that it is owed. Attention is shared out over the weeks by merit (Biega et al. 2018, doi:10.1145/3209978.3210063)."""
FARTHEST = 3.0
"""So many picks too many, or too few, are as many as count."""
UNLIKE = 0.6
"""Cosine up to which two picks are two subjects; from there to 1 the later one loses all its worth (maximal marginal
relevance, Carbonell & Goldstein 1998, doi:10.1145/290941.291025)."""
TURN = 0.3
"""Minutes that any pick costs besides its reading: to open it, to decide, to think."""
PULL = MappingProxyType({"tie": 1.2, "topic": 1.15, "group": 1.25})
"""For each pick that a tie, an interest or the most followed tenth is behind its share, what its stories count besides
(calibration, Steck 2018, doi:10.1145/3240323.3240372); the other way round for each it is ahead."""
BEHIND = 2.0
"""So many picks behind, or ahead, are as many as count: a share is aimed at, not bought at any price."""

FACTORS: Mapping[str, str] = MappingProxyType(
    {
        "voice": "for earlier picks of its voice in this edition",
        "owed": "for what its voice had in the last editions, against what was due to it",
        "site": "for earlier picks from its site",
        "alike": "for an earlier pick that says nearly the same",
        "minutes": "for its length",
        "tie": "for how near its voice is, against the mix of ties aimed at",
        "topic": "for its interest, against an equal share for each",
        "group": "for the size of its audience, against its share of what could be picked",
    }
)
"""By what a score is multiplied when stories are weighed against one another, as it is said."""


class Group(StrEnum):
    """How large the audience of a story's voice is, against the others of the week."""

    QUIET = "quiet"
    MIDDLE = "middle"
    LOUD = "loud"
    UNTOLD = "untold"
    """A blog, or a server that does not say: in nobody's share."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A story as the choice sees it."""

    entry: Scored
    minutes: float
    group: Group
    new: bool
    """Its voice has never been in an edition."""
    owed: float = 0.0
    """Picks that its voice has had in the remembered weeks, less those that were due to it."""
    topic: str = ""
    """The interest it is closest to, or ""."""
    tie: Tie = Tie.VERY_WEAK
    """How near its voice is."""

    @property
    def lead(self) -> Item:
        """The item that stands for it."""
        return self.entry.story.lead


Likeness = Callable[[str], Mapping[str, float]]
"""Item.id of a lead in, Item.id -> cosine out, for all that say nearly the same."""


def unlike(_name: str) -> Mapping[str, float]:
    """Say that nothing is like a story, where nothing is known of what stories say."""
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much can be chosen."""

    minutes: float
    preset: Preset
    sources: int
    """How many sources have something this week."""
    topics: tuple[str, ...] = ()
    """The interests."""
    likeness: Likeness = unlike
    picks: int | None = None
    keeping: bool = True
    """Whether places are kept; without, the choice shows what they decided."""

    @property
    def source(self) -> float:
        """Most minutes of one source."""
        return self.minutes * max(SOURCE, FAIR / max(1, self.sources))


Kind = tuple[Group, Tie, str]
"""Audience, tie and interest of a candidate: what shares are counted by."""


def site(item: Item) -> str:
    """Return the host that an item sends its readers to; "" for a post that is all there is, wherever it is kept."""
    return host(item.url) if item.kind == "article" else host(item.about) if item.about else ""


def kind(candidate: Candidate) -> Kind:
    """Return what shares a candidate is counted in."""
    return candidate.group, candidate.tie, candidate.topic


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
    ties: Counter[Tie] = field(default_factory=Counter)
    sources: dict[str, float] = field(default_factory=dict)
    said: dict[str, float] = field(default_factory=dict)
    """Item.id -> the cosine to what is most like it among the chosen."""
    weighed: dict[str, Mapping[str, float]] = field(default_factory=dict)
    """Item.id -> its factors when it was weighed last."""
    kept: dict[str, str] = field(default_factory=dict)
    """Item.id -> for whom the place was kept that it was given."""
    pulls: dict[Kind, float] = field(default_factory=dict)
    """What the steering of a kind comes to, until the next place is given."""

    def worth(self, candidate: Candidate) -> float:
        """Return what a candidate is worth now among those of its kind."""
        return candidate.entry.score * math.prod(self.own(candidate).values())

    def factors(self, candidate: Candidate) -> Mapping[str, float]:
        """Return by what the score of a candidate is multiplied now: names of FACTORS, and a number each."""
        return {**self.own(candidate), **self.steering(kind(candidate))}

    def own(self, candidate: Candidate) -> Mapping[str, float]:
        """Return the factors that only ever fall while the choice goes on."""
        lead = candidate.lead
        minutes = {"minutes": math.pow(TURN + candidate.minutes, -self.limits.preset.thrift)}
        if not self.limits.preset.fair:
            return minutes
        return {
            "voice": math.pow(AGAIN, self.voices[lead.voice.key]),
            "owed": math.pow(OWED, max(-FARTHEST, min(FARTHEST, candidate.owed))),
            "site": math.pow(SITE, self.sites[site(lead)]),
            "alike": 1 - min(1.0, max(0.0, self.said.get(lead.id, 0.0) - UNLIKE) / (1 - UNLIKE)),
            **minutes,
        }

    def steering(self, which: Kind) -> Mapping[str, float]:
        """Return the factors that bring ties, interests and the most followed to their shares."""
        group, tie, topic = which
        preset, places = self.limits.preset, len(self.chosen) + 1
        found = {}
        if preset.ties:
            found["tie"] = _pull("tie", preset.ties[tie] * places - self.ties[tie])
        if topic and preset.ties:
            found["topic"] = _pull("topic", places / len(self.limits.topics) - self.topics[topic])
        if group is Group.LOUD and preset.loud is not None:
            told = places - self.groups[Group.UNTOLD]
            found["group"] = _pull("group", self.shares[group] * told - self.groups[group])
        return found

    def pull(self, which: Kind) -> float:
        """Return what the steering of a kind comes to now."""
        if which not in self.pulls:
            self.pulls[which] = math.prod(self.steering(which).values())
        return self.pulls[which]

    def full(self, minutes: float) -> bool:
        """Whether there is no room for anything of that length."""
        enough = self.limits.picks is not None and len(self.chosen) >= self.limits.picks
        return enough or self.minutes + minutes > self.limits.minutes + 1e-9

    def verdict(self, candidate: Candidate) -> Fate:
        """Say whether a candidate can be picked now, and if not, why."""
        lead = candidate.lead
        if self.full(candidate.minutes):
            return Fate.NO_ROOM
        filled = self.sources.get(lead.source, 0.0)
        if self.voices[lead.voice.key] >= VOICE or (filled and filled + candidate.minutes > self.limits.source):
            return Fate.CAPPED
        return Fate.PICKED

    def take(self, candidate: Candidate, kept: str = "") -> None:
        """Give a candidate its place; `kept` says for whom, where it was not open to all."""
        lead = candidate.lead
        if kept:
            self.kept[lead.id] = kept
        self.chosen.append(candidate)
        self.pulls.clear()
        for name, cosine in self.limits.likeness(lead.id).items():
            self.said[name] = max(cosine, self.said.get(name, 0.0))
        self.minutes += candidate.minutes
        self.voices[lead.voice.key] += 1
        if place := site(lead):
            self.sites[place] += 1
        self.topics[candidate.topic] += 1
        self.groups[candidate.group] += 1
        self.ties[candidate.tie] += 1
        self.sources[lead.source] = self.sources.get(lead.source, 0.0) + candidate.minutes

    def turn(self, waiting: Iterable[Group]) -> list[Group]:
        """Return from which groups the next pick may come: the quiet if they are behind, else all in bounds."""
        groups = list(waiting)
        places = len(self.chosen) - self.groups[Group.UNTOLD] + 1
        preset = self.limits.preset
        if not self.limits.keeping:
            return groups
        if Group.QUIET in groups and self.groups[Group.QUIET] < int(preset.quiet * self.shares[Group.QUIET] * places):
            return [Group.QUIET]
        bound = None if preset.loud is None else preset.loud * self.shares[Group.LOUD] * places
        kept = [
            group for group in groups if group is not Group.LOUD or bound is None or self.groups[group] + 1 <= bound
        ]
        return kept or groups


def _pull(share: str, behind: float) -> float:
    return math.pow(PULL[share], max(-BEHIND, min(BEHIND, behind)))
