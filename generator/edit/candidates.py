"""Ranked stories in, the candidates between whom the choice is made out: each with all that shares are counted by."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import ceil
from statistics import median

from generator.edit.context import Context, nearest
from generator.edit.meaning import Meaning
from generator.edit.memory import Memory
from generator.edit.past import Past
from generator.edit.rank import Scored
from generator.edit.table import UNLIKE, Candidate, Group, Likeness
from generator.model import Item, Tie, Voice

EARNED = 0.5
"""Part of all attention that goes by merit: the rest goes round."""
TENTH = 0.9
"""Where the most followed tenth begins."""
TOPICAL = 0.3
"""From this closeness on, a story counts as one on that interest when interests are spread."""


def candidates(
    ranked: Sequence[Scored],
    context: Context,
    memory: Memory,
    near: Mapping[str, Tie],
    minutes: Callable[[Item], float],
) -> list[Candidate]:
    """Write a candidate for every story.

    Args:
        ranked: The stories, in the order of their rank.
        context: What is known of the week.
        memory: What the archive knows.
        near: Voice.key -> how near it is.
        minutes: How long an item takes to read.
    """
    group = _grouping(context.voices.values())
    owed = _owed(memory, context.past)
    return [
        Candidate(
            entry=entry,
            minutes=minutes(entry.story.lead),
            group=group(entry.story.lead.voice),
            new=memory.new(entry.story.lead.voice.key),
            owed=owed(entry.story.lead.voice.key),
            tie=near[entry.story.lead.voice.key],
            topic=_topic(entry.story.lead, context),
        )
        for entry in ranked
    ]


def _grouping(voices: Iterable[Voice]) -> Callable[[Voice], Group]:
    """Return who is quiet (below the median of followers) and who is loud (the most followed tenth), for this week."""
    known = sorted(voice.followers for voice in voices if voice.followers is not None)
    middle = median(known) if known else 0
    top = known[min(len(known) - 1, ceil(len(known) * TENTH))] if known else 0

    def group(voice: Voice) -> Group:
        if voice.followers is None:
            return Group.UNTOLD
        if top <= middle:
            return Group.MIDDLE
        if voice.followers < middle:
            return Group.QUIET
        return Group.LOUD if voice.followers >= top else Group.MIDDLE

    return group


def _owed(memory: Memory, past: Past) -> Callable[[str], float]:
    """Return how many picks a voice had in the remembered weeks, less what was due to it.

    Half of what is due goes by the worth of its stories, and half to those who have had nothing yet. Where nothing is
    known of their worth, what it had is taken for what was due.
    """
    whole = sum(track.due for track in past.tracks.values())
    rate = sum(memory.taken.values()) / whole if whole else 0.0

    def owed(key: str) -> float:
        track, had = past.tracks.get(key), memory.taken.get(key, 0)
        due = had if not whole else track.due * rate if track else 0.0
        return round(had - EARNED * due, 3)

    return owed


def likeness(meaning: Meaning) -> Likeness:
    """Return what finds everything that says nearly the same as a story."""
    names = sorted(meaning.places, key=lambda name: meaning.places[name])

    def found(name: str) -> Mapping[str, float]:
        if meaning.vectors is None or name not in meaning.places:
            return {}
        cosines = meaning.vectors @ meaning.vectors[meaning.places[name]]
        return {names[row]: round(float(cosines[row]), 3) for row in (cosines > UNLIKE).nonzero()[0]}

    return found


def _topic(item: Item, context: Context) -> str:
    found = nearest(item, context)
    return found[1] if found and found[0].value >= TOPICAL else ""
