"""The log of what was collected in, what became of it since out: what was deleted, and what has other words by now.

Only what the log itself shows counts: a deletion that a source told, or two sights of one item in different words. A
whole feed that its server says is gone for good (410) is no deletion: its posts may well stand where they stood.
"""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from pathlib import Path

from generator import text
from generator.collect import folding, harvest, memory
from generator.collect.folding import Identity, Sight
from generator.model import Health, Item, Source
from generator.originals import Original


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What became of what was collected."""

    gone: tuple[Original, ...] = ()
    """Deleted by those who published them, ordered."""
    edited: Mapping[str, tuple[datetime, Item]] = field(default_factory=dict)
    """Item.id -> since when it has its words, and the item, of those that had others before."""


def became(state: Path, sources: Sequence[Source], now: datetime) -> Changes:
    """Return what became of everything in the log.

    Args:
        state: the folder of the runs.
        sources: those of config.yaml; what they gave is compared with all that is known of it.
        now: the instant of the reading, aware.
    """
    log = _Log()
    items = folding.fold(log.watched(sight for path in harvest.days(state) for sight in harvest.sights(path)))
    alive = {_identity(item) for item in items}
    ended = {key for key, record in memory.read(state).sources.items() if record.report.health is Health.GONE}
    since = {item.id: begun for item in items if (begun := log.since(item))}
    return Changes(gone=tuple(log.gone(alive, ended)), edited=_joined(items, since, state, sources, now))


def _joined(
    items: Iterable[Item], since: Mapping[str, datetime], state: Path, sources: Sequence[Source], now: datetime
) -> Mapping[str, tuple[datetime, Item]]:
    """Return edited items as the desk would see them: with what is known of their links and of what they name."""
    edited = [item for item in items if item.id in since]
    if not edited:
        return {}
    from generator.collect import afterwards  # noqa: PLC0415  it loads pydantic's checks of two more files

    known = afterwards.join(edited, state, {source.key: source for source in sources}, now)
    return {item.id: (since[item.id], item) for item in known if item.id in since}


def _identity(item: Item) -> Identity:
    """Return the identity of an item that was read; the second voice with an id has its own key behind it."""
    return item.id.removesuffix(f" {item.voice.key}"), text.canonical(item.voice.key)


@dataclass(frozen=True, slots=True)
class _Log:
    """What the lines of the log say of each item, whatever their order."""

    words: dict[Identity, dict[str, list[tuple[datetime, bytes]]]] = field(default_factory=dict)
    """Identity -> source -> when it was seen, and a digest of its words."""
    last: dict[Identity, tuple[datetime, Original]] = field(default_factory=dict)

    def watched(self, sights: Iterable[Sight]) -> Iterator[Sight]:
        for sight in sights:
            if item := sight.item:
                who = (item.id, text.canonical(item.voice.key))
                told = self.words.setdefault(who, defaultdict(list))
                told[item.source].append((sight.seen, _digest(item)))
                seen = (
                    sight.seen,
                    Original(id=item.id, voice=item.voice.key, url=item.url, when=item.when or sight.seen),
                )
                self.last[who] = max(self.last.get(who, seen), seen, key=lambda pair: (pair[0], pair[1].url))
            yield sight

    def since(self, item: Item) -> datetime | None:
        """Return since when an item has its words, None where it never had others."""
        told = sorted(self.words[_identity(item)][item.source])
        begun = None
        for (_, before), (seen, after) in pairwise(told):
            begun = seen if before != after else begun
        return begun

    def gone(self, alive: Collection[Identity], ended: Collection[str]) -> Iterator[Original]:
        """Yield what is no longer there, unless all who told of it have ended as a whole."""
        for who in sorted(self.last):
            if who not in alive and not set(self.words[who]) <= set(ended):
                yield self.last[who][1]


def _digest(item: Item) -> bytes:
    words = "\0".join((item.title, item.text, item.warning, *item.alts, item.language or ""))
    return hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=16).digest()
