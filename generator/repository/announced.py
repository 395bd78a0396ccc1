"""Where it was told of which edition, kept in the state: a week and a channel in, what is known of it out.

Every run has a mark of its own, written before it begins and again when it knows: so no merge of two states can lose
that somebody was at it. A week, not the id of an edition, is what is told of once: an edition that is gleaned anew has
another id, and the same page.

A letter that went out cannot be called back, so the file bears a checksum, and one that was damaged counts as lost:
what was to be told of then is marked so, that no later run takes a fresh record for a whole one.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from generator import files
from generator.collect.shelf import FORMAT

FILE = "announced.json"
ASIDE = f"{FILE}.bad"
"""Where joining.py puts one that cannot be read."""


class Stage(StrEnum):
    """How far a run came with a channel."""

    BEGUN = "begun"
    """Perhaps it went out."""
    FAILED = "failed"
    """It surely did not go out."""
    SENT = "sent"


RANK = tuple(Stage)
"""What is known later outweighs what was known before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What one run knows of one channel and one week."""

    stage: Stage
    at: str = ""
    """When, as ISO 8601."""
    address: str = ""
    """Where it can be read, and answered."""


Key = tuple[str, str, str]
"""Week (2026-W47), channel, run."""
Record = Mapping[Key, Mark]


class Spoilt(ValueError):  # noqa: N818  it names a state of the file
    """The file is there and cannot be read: nobody knows what was told."""


def read(state: Path) -> Record:
    """Return all marks; none where the file was never begun.

    Raises:
        Spoilt: it is there and is no record, or was set aside for that.
    """
    try:
        found = understood((state / FILE).read_bytes())
    except FileNotFoundError:
        found = None if (state / ASIDE).exists() else {}
    if found is None:
        raise Spoilt(FILE)
    return found


def write(state: Path, record: Record) -> None:
    """Keep all marks, whole or not at all, and on the disk when this returns: next a letter leaves the house."""
    files.write(state / FILE, written(record))
    files.settle(state)


def lost(week: str) -> Record:
    """Return the record of a week of which nobody knows any more what was told."""
    return {(week, "", "lost"): Mark(stage=Stage.BEGUN)}


def is_lost(record: Record, week: str) -> bool:
    """Tell whether that is known of a week."""
    return bool(of(record, week, ""))


def of(record: Record, week: str, channel: str) -> Mapping[str, Mark]:
    """Return what each run knows of one channel and one week, in the order of the runs' names."""
    return {
        run: mark for (when, where, run), mark in sorted(record.items(), key=_key) if (when, where) == (week, channel)
    }


def sent(record: Record, week: str, channel: str) -> Mark | None:
    """Return the mark that says that it went out, None where there is none."""
    return next((mark for mark in of(record, week, channel).values() if mark.stage is Stage.SENT), None)


# ---------------------------------------------------------------- the file, and two of them joined


def understood(data: bytes) -> dict[Any, Mark] | None:
    """Return what the bytes of the file say, None where they cannot be read."""
    try:
        found = _taken_apart({} if files.is_spoilt(data) else json.loads(data))
        written(found)  # what cannot be written again, as half a character of UTF-16, was never written by us
    except (AttributeError, KeyError, RecursionError, TypeError, ValueError):
        return None
    return found


def _taken_apart(told: Any) -> dict[Any, Mark]:  # noqa: ANN401  JSON is anything
    known = told["announced"] if told["format"] == FORMAT else told[""]
    return {
        (week, channel, run): Mark(stage=Stage(mark["stage"]), at=str(mark["at"]), address=str(mark["address"]))
        for week, channels in known.items()
        for channel, runs in channels.items()
        for run, mark in runs.items()
    }


def written(record: Mapping[Any, Mark]) -> bytes:
    """Return the bytes of the file, the same for the same marks."""
    plain: dict[str, dict[str, dict[str, object]]] = {}
    for (week, channel, run), mark in sorted(record.items(), key=_key):
        plain.setdefault(week, {}).setdefault(channel, {})[run] = asdict(mark)
    return files.sealed(json.dumps({"format": FORMAT, "announced": plain}, ensure_ascii=False, indent=1).encode())


def rank(_: object, mark: Mark) -> tuple[int, str, str]:
    """Return how much a mark says: of two by the same run the one that says more stays."""
    return RANK.index(mark.stage), mark.at, mark.address


def _key(pair: tuple[Any, Mark]) -> Any:  # noqa: ANN401  a key of the record
    return pair[0]
