"""The traces of earlier weeks in, what they say of voices out; and the traces that this week leaves.

Traces are counts. They live in the state beside the ledgers; losing them costs fine judgement, never an edition.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from zlib import crc32

from generator.model import Item, Story, Traces, Track

REMEMBERED = 12
"""Weeks that are remembered: a term of a school."""
CIRCLE = 12
"""So many voices of a story are looked at for ties among them: enough to see a ring, and it stays linear."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What earlier weeks have shown."""

    weeks: int
    """How many are remembered."""
    tracks: Mapping[str, Track]
    """Voice.key -> what it did, all weeks together."""
    heard: Mapping[str, int]
    """Voice.key -> in how many weeks it said something."""
    met: Mapping[int, int]
    """Two voices, as one number -> in how many weeks they stood together."""

    passed: frozenset[int]
    """Who passed on whom, as one number."""

    def together(self, one: str, other: str) -> int:
        """Return in how many weeks two voices stood together."""
        return self.met.get(couple(one, other), 0)


def recall(traces: Sequence[Traces]) -> Past:
    """Add up what the last weeks have shown, oldest first."""
    last = traces[-REMEMBERED:]
    sums: dict[str, Track] = {}
    for trace in last:
        for key, track in trace.voices.items():
            sums[key] = _sum(sums[key], track) if key in sums else track
    return Past(
        weeks=len(last),
        tracks=sums,
        heard=Counter(key for trace in last for key in trace.voices),
        met=Counter(pair for trace in last for pair in trace.met),
        passed=frozenset(pair for trace in last for pair in trace.passed),
    )


def couple(one: str, other: str) -> int:
    """Return one number for two voices, whichever comes first; 32 bits, so that many weeks fit in a small file."""
    return crc32(f"{min(one, other)} {max(one, other)}".encode())


def arrow(giver: str, taker: str) -> int:
    """Return one number for who passes on whom."""
    return crc32(f"{giver} > {taker}".encode())


def passers(stories: Iterable[Story], standing: Mapping[str, Sequence[str]]) -> Mapping[str, frozenset[str]]:
    """Return who passed on what each voice said: Voice.key -> keys of others.

    Args:
        stories: The stories of a week.
        standing: Item.id of the lead -> the keys of all who stand in the story.
    """
    found: defaultdict[str, set[str]] = defaultdict(set)
    for story in stories:
        found[story.lead.voice.key].update(standing[story.lead.id])
        for item in story.items:
            found[item.voice.key].update(item.shared_by)
    return {key: frozenset(others - {key}) for key, others in found.items()}


def meetings(stories: Iterable[Story], standing: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Yield every two voices who stand in one story, or of whom one names the other, as often as that happens.

    Args:
        stories: The stories of a week.
        standing: Item.id of the lead -> the keys of all who stand in the story.
    """
    for story in stories:
        yield from combinations(sorted(standing[story.lead.id][:CIRCLE]), 2)
        for item in story.items:
            yield from ((item.voice.key, named) for named in item.mentions if named != item.voice.key)


def tracks(items: Iterable[Item], rests: Mapping[str, float], due: Mapping[str, float]) -> Mapping[str, Track]:
    """Write down what each voice did this week.

    Args:
        items: The items of the week.
        rests: Item.id -> how far its response was above the usual, for those of which it is known.
        due: Voice.key -> the sum of what its stories are worth.
    """
    found: dict[str, Track] = {}
    for item in items:
        rest = rests.get(item.id)
        now = Track(items=1, told=int(rest is not None), surprise=rest or 0.0)
        key = item.voice.key
        found[key] = _sum(found[key], now) if key in found else now
    return {
        key: Track(items=one.items, told=one.told, surprise=round(one.surprise, 3), due=round(due.get(key, 0.0), 3))
        for key, one in sorted(found.items())
    }


def _sum(one: Track, other: Track) -> Track:
    return Track(
        items=one.items + other.items,
        told=one.told + other.told,
        surprise=one.surprise + other.surprise,
        due=one.due + other.due,
    )
