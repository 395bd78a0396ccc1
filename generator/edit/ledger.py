"""What the desk decided in, one line for every item that was found in the week and what became of it out (R23)."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

from generator.edit.choose import Choice
from generator.edit.effect import silent
from generator.edit.fates import ELSEWHERE, FATES, JOINED, MUTED, OLD, SPARED, Fate
from generator.edit.rank import Scored, weights
from generator.edit.signals import SIGNALS
from generator.model import Digest, Item, LedgerLine, Mute, Reason, Story, Terms

PLACES = 3
"""Decimals of a value in a ledger: a thousandth of an opinion changes no outcome that a person asks about."""


def muted(item: Item, mute: Mute) -> LedgerLine:
    """Write the line of an item that the owner did not want to see."""
    return _line(item, MUTED, f"{FATES[MUTED]}: {mute.kind} “{mute.value}”")


def told(story: Story, fate: Fate, entry: Scored | None = None, worth: float | None = None) -> Iterator[LedgerLine]:
    """Write the lines of a story, one an item; what stands behind a picked lead has joined it.

    Args:
        story: The story.
        fate: What became of it.
        entry: Its score and the reasons for it, where it was weighed.
        worth: What it was worth against the others, where it was weighed.
    """
    score = round(entry.score, 4) if entry else None
    words = FATES[fate.value] + (_held_back(entry) if entry and fate in {Fate.LOW, Fate.NO_ROOM} else "")
    for item in story.items:
        if item is story.lead:
            known = values(entry.reasons) if entry else {}
            told_worth = None if worth is None else round(worth, 4)
            yield _line(item, fate.value, words, score, worth=told_worth, values=known)
        elif fate is Fate.PICKED:
            yield _line(item, JOINED, FATES[JOINED], score, lead=story.lead.id)
        else:
            yield _line(item, fate.value, words, score, lead=story.lead.id)


def spared(lines: Iterable[LedgerLine], kept: Container[str]) -> tuple[LedgerLine, ...]:
    """Set right the lines of stories that were picked and for which there was no room; all others stay.

    Args:
        lines: The lines of a week.
        kept: Item.id of the picks for which there was.
    """
    return tuple(
        replace(line, fate=SPARED, words=FATES[SPARED])
        if line.fate in {Fate.PICKED.value, JOINED} and (line.lead or line.id) not in kept
        else line
        for line in lines
    )


def decided(judged: Mapping[str, str]) -> frozenset[str]:
    """Return the Item.ids about which an edition has decided, of all of which a ledger tells: Item.id -> fate."""
    return frozenset(name for name, fate in judged.items() if fate != SPARED)


def outside(items: Iterable[Item], starts: datetime, due: datetime, judged: Container[str]) -> tuple[LedgerLine, ...]:
    """Write the lines of what was found or appeared in the week and is not of it.

    Args:
        items: What was collected and has no line yet.
        starts: The first instant of the week.
        due: The instant of publication; what is seen or dated from then on is of a later week.
        judged: Item.id of what other editions have decided about.
    """

    def found(item: Item) -> bool:
        return any(starts <= date < due for date in (item.when, item.seen) if date)

    def fate(item: Item) -> str:
        return ELSEWHERE if item.id in judged else OLD

    return tuple(
        _line(item, fate(item), FATES[fate(item)]) for item in sorted(items, key=lambda item: item.id) if found(item)
    )


def terms(digest: Digest, choice: Choice) -> Terms:
    """Keep by what a week was chosen."""
    weighing = {name: weight for name, weight in weights(digest).items() if weight > 0}
    return Terms(preset=digest.preset, minutes=digest.minutes, bar=round(choice.bar, 4), weights=weighing)


def values(reasons: Sequence[Reason]) -> Mapping[str, float]:
    """Return what signals thought, without those that had nothing to say."""
    found = ((reason.signal, round(reason.value, PLACES)) for reason in reasons)
    return {name: value for name, value in found if value != silent(name)}


def _held_back(entry: Scored) -> str:
    """Say which dampers held a story back: nothing is damped in silence."""
    found = [reason.words for reason in entry.reasons if SIGNALS[reason.signal].damps and reason.words]
    return f"; held back: {', '.join(found)}" if found else ""


def _line(
    item: Item,
    fate: str,
    words: str,
    score: float | None = None,
    *,
    lead: str = "",
    worth: float | None = None,
    values: Mapping[str, float] = MappingProxyType({}),
) -> LedgerLine:
    return LedgerLine(
        id=item.id,
        url=item.url,
        title=item.title,
        voice=item.voice.key,
        name=item.voice.name,
        source=item.source,
        fate=fate,
        words=words,
        score=score,
        lead=lead,
        worth=worth,
        values=values,
    )
