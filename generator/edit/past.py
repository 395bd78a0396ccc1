"""The traces of earlier weeks in, what they say of voices out; and the traces that this week leaves.

Traces are counts. They live in the state beside the ledgers; losing them costs fine judgement, never an edition.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from types import MappingProxyType
from zlib import crc32

from generator.edit.bonds import addresses
from generator.model import Item, Story, Traces, Track

REMEMBERED = 12
"""Weeks that are remembered: a term of a school."""
ONCE = 0.5
"""As near as somebody stays who was followed once, or near to somebody who is."""
STEPS = 3
"""So far from those that are followed somebody is still an acquaintance."""
NOWHERE: Mapping[str, float] = MappingProxyType({})
CIRCLE = 12
"""So many voices of a story are looked at for ties among them: enough to see a ring, and it stays linear."""
VOTERS = 16
"""So many further voices of a story are asked what their word for it is worth."""


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

    Whoever tells the same story at an address of their own has passed on nothing: two newspapers that report one event
    do not applaud each other.

    Args:
        stories: The stories of a week.
        standing: Item.id of the lead -> the keys of all who stand in the story.
    """
    found: defaultdict[str, set[str]] = defaultdict(set)
    for story in stories:
        lead, others = story.lead, story.items[1:]
        known = {lead.id, lead.url, *addresses(lead)} if others else set[str]()
        pointing = [item for item in others if not known.isdisjoint((item.reply_to, *addresses(item)))]
        keys = {key for item in pointing for key in (item.voice.key, *item.shared_by)}
        found[lead.voice.key].update(keys.intersection(standing[lead.id]))
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


def acquainted(
    followed: Iterable[str], past: Past, passers: Mapping[str, frozenset[str]], items: Iterable[Item]
) -> Mapping[str, float]:
    """Return how near voices are to those that are followed: Voice.key -> 0 to 1; empty where nobody is followed.

    Nearness flows one way, from who passes on or mentions to who is passed on or mentioned, and halves at each step:
    whoever can make accounts can make them praise anybody, but not be praised by those who are already near (TrustRank,
    Gyöngyi, Garcia-Molina & Pedersen 2004; SybilRank, Cao et al. 2012, NSDI). It is kept over the remembered weeks.

    Args:
        followed: Keys of the voices that are followed.
        past: What earlier weeks have shown.
        passers: Voice.key -> the keys of others who passed on what it said this week.
        items: The items of the week.
    """
    near = dict.fromkeys(followed, 1.0)
    if not near:
        return {}
    for key, track in past.tracks.items():
        if (kept := min(ONCE, track.near)) > near.get(key, 0.0):
            near[key] = kept
    ways = {*((giver, key) for key, givers in passers.items() for giver in givers), *_mentions(items)}
    for _ in range(STEPS):
        reached: dict[str, float] = {}
        for giver, taker in ways:
            reach = near.get(giver, 0.0) / 2
            if reach > max(near.get(taker, 0.0), reached.get(taker, 0.0)):
                reached[taker] = reach
        near.update(reached)
    return near


def _mentions(items: Iterable[Item]) -> Iterator[tuple[str, str]]:
    for item in items:
        yield from ((item.voice.key, named) for named in item.mentions if named != item.voice.key)


def bounds(
    stories: Iterable[Story], standing: Mapping[str, Sequence[str]], together: Mapping[int, int], past: Past
) -> Mapping[str, Mapping[str, int]]:
    """Return how often voices who stand in one story stand together besides, this week and in earlier ones.

    Args:
        stories: The stories of a week.
        standing: Item.id of the lead -> the keys of all who stand in the story.
        together: Two voices, as one number -> how often they stand together in the week.
        past: What earlier weeks have shown.

    Returns:
        Voice.key -> key of another -> times; without those who never do, which are nearly all.
    """
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for story in stories:
        keys = standing[story.lead.id][: VOTERS + 1]
        for place, other in enumerate(keys):
            for one in keys[: min(place, CIRCLE)]:
                number = couple(one, other)
                times = max(0, together.get(number, 1) - 1) + past.met.get(number, 0)
                if times:
                    found[one][other] = found[other][one] = times
    return found


def tracks(
    items: Iterable[Item], rests: Mapping[str, float], due: Mapping[str, float], near: Mapping[str, float] = NOWHERE
) -> Mapping[str, Track]:
    """Write down what each voice did this week.

    Args:
        items: The items of the week.
        rests: Item.id -> how far its response was above the usual, for those of which it is known.
        due: Voice.key -> the sum of what its stories are worth.
        near: Voice.key -> how near it is to those that are followed.
    """
    found: dict[str, Track] = {}
    for item in items:
        rest = rests.get(item.id)
        now = Track(items=1, told=int(rest is not None), surprise=rest or 0.0)
        key = item.voice.key
        found[key] = _sum(found[key], now) if key in found else now
    return {
        key: Track(
            items=one.items,
            told=one.told,
            surprise=round(one.surprise, 3),
            due=round(due.get(key, 0.0), 3),
            near=near.get(key, 0.0),
        )
        for key, one in sorted(found.items())
    }


def _sum(one: Track, other: Track) -> Track:
    return Track(
        items=one.items + other.items,
        told=one.told + other.told,
        surprise=one.surprise + other.surprise,
        due=one.due + other.due,
        near=max(one.near, other.near),
    )
