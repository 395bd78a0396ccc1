"""What one run keeps: items and what is known of their sources in, log and memory on disk, in that order, out."""

import json
import os
import time
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from generator import files
from generator.collect import memory
from generator.collect.logbook import Log
from generator.collect.memory import Record
from generator.collect.records import Records
from generator.model import Source

SAVE_EVERY = 0.5
"""Seconds between two writes of the memory; a killed run forgets at most so much politeness."""
SAVE_SHARE = 20
"""Writing takes at most one part in so many of the time, however many sources there are."""


@dataclass(slots=True, kw_only=True)
class Keeper:
    """What one run keeps, in the only order that is safe: items, then the memory of who gave them."""

    state: Path
    records: Records
    log: Log
    now: datetime
    changed: bool = False
    next_save: float = 0.0
    before: int = 0
    """How long the day of the log was when the run began."""

    def __post_init__(self) -> None:
        """Look at what is there."""
        self.before = self.log.path.stat().st_size if self.log.path.exists() else 0

    def known(self, source: Source) -> Record | None:
        """Return the record of a source, without its pages where they no longer speak for it.

        That is so when config.yaml wishes something else of it, and when the log has lost what it once gave, or perhaps
        some of it: then "unchanged" would keep us from ever seeing it again.
        """
        record = self.records.get(source.key)
        if record is None:
            return None
        lost = self.log.lost or (record.given and not self.log.has(source.key))
        return replace(record, pages={}, rest=None, read=None) if lost or record.asked != wish(source) else record

    def keep(self, source: Source, record: Record) -> None:
        """Remember a source whose items are in the log."""
        self.records.put(source.key, record)
        self.changed = True
        if time.monotonic() >= self.next_save:
            self.save()

    def save(self) -> None:
        """Write what is remembered, after the log has reached the disk."""
        if not self.changed:
            return
        started = time.monotonic()
        self.log.sync()
        self.records.write(self.state, self.now)
        self.changed = False
        ended = time.monotonic()
        self.next_save = ended + max(SAVE_EVERY, SAVE_SHARE * (ended - started))

    def undo(self) -> None:
        """Take back all that this run has kept, for it was not on the day that it took for today."""
        told = self.records.before
        if self.log.path.exists():
            os.truncate(self.log.path, min(self.before, self.log.path.stat().st_size))
        if told is None:
            (self.state / memory.NAME).unlink(missing_ok=True)
        else:
            files.write(self.state / memory.NAME, told)
        self.changed = False


def wish(source: Source) -> str:
    """Write down what config.yaml asks of a source beyond its address."""
    wishes = [dict(sorted(source.options.items())), source.max_items]
    more = [source.languages, source.full_text]
    return json.dumps([*wishes, *more] if any(each not in {(), None} for each in more) else wishes)
