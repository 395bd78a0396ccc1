"""What the desk decided in, one line for every item of the week and what became of it out (R23)."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from generator.edit.choose import Fate
from generator.edit.rank import Scored
from generator.edit.signals import SIGNALS
from generator.model import Item, LedgerLine, Mute, Story

MUTED = "muted"
JOINED = "joined"
TAKEN = frozenset({Fate.PICKED.value, JOINED, Fate.REPEATED.value})
"""Fates of what readers have had, in these words or in others."""

FATES: Mapping[str, str] = MappingProxyType(
    {
        Fate.PICKED.value: "picked",
        JOINED: "stands behind a pick, as another voice of the same story",
        MUTED: "muted by you",
        Fate.UNSAID.value: "only its link is known, not what it says",
        Fate.RETRACTED.value: "its publisher has taken it back",
        Fate.REPEATED.value: "an earlier edition had it",
        Fate.CAPPED.value: "its voice or its source had its share already",
        Fate.NO_ROOM.value: "it is longer than the time there was, or others were worth more for it",
        Fate.LOW.value: "too little spoke for it",
    }
)
"""What can become of an item, and how it is said."""


def muted(item: Item, mute: Mute) -> LedgerLine:
    """Write the line of an item that the owner did not want to see."""
    return _line(item, MUTED, f"{FATES[MUTED]}: {mute.kind} “{mute.value}”", None)


def told(story: Story, fate: Fate, entry: Scored | None = None) -> Iterator[LedgerLine]:
    """Write the lines of a story, one an item; what stands behind a picked lead has joined it."""
    score = round(entry.score, 4) if entry else None
    words = FATES[fate.value] + (_held_back(entry) if entry and fate in {Fate.LOW, Fate.NO_ROOM} else "")
    for item in story.items:
        if fate is Fate.PICKED and item is not story.lead:
            yield _line(item, JOINED, FATES[JOINED], score)
        else:
            yield _line(item, fate.value, words, score)


def _held_back(entry: Scored) -> str:
    """Say which dampers held a story back: nothing is damped in silence."""
    found = [reason.words for reason in entry.reasons if SIGNALS[reason.signal].damps and reason.words]
    return f"; held back: {', '.join(found)}" if found else ""


def _line(item: Item, fate: str, words: str, score: float | None) -> LedgerLine:
    return LedgerLine(
        id=item.id,
        url=item.url,
        title=item.title,
        voice=item.voice.key,
        source=item.source,
        fate=fate,
        words=words,
        score=score,
    )
