"""The log of what was collected and not yet published: items in and lines on disk; lines in and items out.

`harvest/2026-11-21.jsonl` holds what was observed on that day (UTC), one observation a line: a sight of an item, or its
deletion. Files are only appended to, a batch in one write: a run that is killed leaves at most one torn line. Each line
ends with its checksum (files.py): what a disk has changed is set aside, and never read as if it had been said. Folding
does not depend on the order of the lines: the logs of two runs may be joined in any way and mean the same.
"""

import logging
import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from pydantic_core import PydanticSerializationError

from generator import files, text
from generator.collect import folding
from generator.collect.folding import ITEM, SIGHT, Sight
from generator.model import Item

FOLDER = "harvest"
FORMAT = b'{"format":1}\n'
"""First line of a day; a file that begins with another format comes from another Gleaner and is not guessed at."""
OTHER = re.compile(rb'\{"format":\d+\}\n')
LINE = 1 << 20
"""Longest line in bytes; a post is a thousandth of it."""

log = logging.getLogger(__name__)


def read(state: Path, sources: Container[str] | None = None) -> tuple[Item, ...]:
    """Return what the log means: each id once, its newest sight, `seen` the first one, ordered by id.

    Lines that cannot be read are left out, and a warning says how many there were.

    Args:
        state: the folder with `harvest/`.
        sources: keys of the sources whose sights count; all of them by default.
    """
    found = (sight for path in days(state) for sight in sights(path))
    return folding.fold(sight for sight in found if sources is None or not sight.item or sight.item.source in sources)


def days(state: Path) -> tuple[Path, ...]:
    """Return the files of the log, oldest first."""
    return tuple(path for path in sorted((state / FOLDER).glob("*.jsonl")) if path.is_file())


def sight(line: bytes) -> Sight:
    """Return the observation that a line is; ValueError where it is none, or not as it was written."""
    if files.is_spoilt(line):
        raise ValueError("it does not agree with its checksum")
    found = SIGHT.validate_json(line)
    for address in _odd(found.item) if found.item else ():
        urlsplit(address)  # ValueError: no reader of ours gave it, and nobody behind here expects it
    return found


def _odd(item: Item) -> Iterator[str]:
    """Yield the addresses of an item that urlsplit may refuse: those with brackets, or with more than ASCII."""
    voice, place = item.voice, item.source.partition(" ")[2]
    for address in (item.url, item.about, place, *item.links, voice.key, voice.address, *voice.links):
        if address and ("[" in address or "]" in address or not address.isascii()):
            yield address


def sights(path: Path, spoilt: list[bytes] | None = None) -> Iterator[Sight]:
    """Yield the observations of one day; a torn last line is dropped in silence, others that cannot be read are told.

    Args:
        path: the file.
        spoilt: takes what cannot be read.
    """
    spoilt, before = spoilt if spoilt is not None else [], len(spoilt or ())
    for _, line in lines(path):
        try:
            yield sight(line)
        except ValueError:
            spoilt.append(line)
    say_lost(path, len(spoilt) - before)


def say_lost(path: Path, lost: int) -> None:
    """Warn of the lines of one day that cannot be read, if there are any."""
    if lost:
        log.warning("%s of %s that cannot be read: left out.", text.count(lost, "line"), path.name)


def lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Yield the lines of one day but its first, each with the byte at which it begins; a torn last one is dropped.

    What is longer than LINE comes in pieces. A day of another version of Gleaner has none, and a warning says so.
    """
    if is_foreign(path):
        log.warning("%s was written by another version of Gleaner and is left alone.", path.name)
        return
    start = 0
    with path.open("rb") as file:
        while line := file.readline(LINE):
            if not line.endswith(b"\n") and len(line) < LINE:
                break
            if line not in (FORMAT, b"\n"):  # a set would hash each whole line
                yield start, line
            start += len(line)


def spoilt(state: Path) -> tuple[str, ...]:
    """Return the days of which a line is not as it was written; what a killed run has torn off is no damage."""
    held = ((path, path.read_bytes()) for path in days(state) if not is_foreign(path))
    return tuple(path.name for path, data in held if is_torn(data[: data.rfind(b"\n") + 1]))


def is_foreign(path: Path) -> bool:
    """Tell whether a day was written by another version of Gleaner."""
    with path.open("rb") as file:
        other = OTHER.fullmatch(file.readline(LINE))
    return bool(other and other[0] != FORMAT)


# ---------------------------------------------------------------- two logs, one log


def parts(data: bytes) -> dict[bytes, bytes] | None:
    """Return the whole lines of a day that may be observations; None for what is no day of a log.

    A torn last line is dropped, and so is what is no object of JSON, or not as it was written. The order of lines means
    nothing.
    """
    found = {line: line for line in data.split(b"\n")[:-1] if _may_be_one(line)}
    return found if found or data.startswith(FORMAT) else None


def is_torn(data: bytes) -> bool:
    """Tell whether a day that can be read lacks some of its lines: nobody has taken those out."""
    *lines, end = data.split(b"\n")
    return bool(end) or not all(_may_be_one(line) for line in lines if line and line + b"\n" != FORMAT)


def _may_be_one(line: bytes) -> bool:
    return line.startswith(b'{"seen":') and line.endswith(b"}") and not files.is_spoilt(line)


def whole(lines: Iterable[bytes]) -> bytes:
    """Return a day that holds these lines, in one order whatever theirs was."""
    return FORMAT + b"".join(line + b"\n" for line in sorted(set(lines)))


# ---------------------------------------------------------------- writing


def canonical(item: Item) -> bytes | None:
    """Return the bytes by which two sights of an item are compared; None for what cannot be kept.

    Fields at their defaults are left out, so that a field added in a later version changes no old item.
    """
    try:
        data = ITEM.dump_json(replace(item, seen=None) if item.seen else item, exclude_defaults=True)
    except (PydanticSerializationError, UnicodeEncodeError):
        return None
    return data if len(data) < LINE // 2 else None


def written(sight: Sight) -> bytes:
    """Return the line that says an observation."""
    return files.sealed(SIGHT.dump_json(sight, exclude_defaults=True)) + b"\n"
