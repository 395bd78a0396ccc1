"""Two versions of a file of the state in, one out: the table that says how, for every kind of file there is.

Where nothing is known of what both came from, all of both is kept: a union, commutative, associative, idempotent. Where
the version is known that both began with, what one side took out since stays out, lest a merge bring back a person who
was withdrawn. A side that has lost much of it is not believed: an empty or much smaller file never replaces a good one.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

from pydantic import ValidationError

from generator import ledgers, traces
from generator.collect import barred, harvest, memory, shelf
from generator.collect.pages import memory as links
from generator.collect.shelf import Shelf
from generator.collect.works import register
from generator.repository import announced

Parts = Mapping[Any, Any]
"""A file taken apart: name of a part -> the part."""
Rank = tuple[Any, ...]
BELIEVED = 2
"""A side says that something was taken out only with a file of at least one part in so many of what it began with."""
FORMAT = re.compile(rb'\s*\{\s*"format":\s*(\d+)')
"""How every file of ours begins that may have another form one day."""
EVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """How one kind of file is taken apart and put together."""

    read: Callable[[bytes], Parts | None]
    """None for what cannot be read."""
    write: Callable[[Parts], bytes]
    rank: Callable[[Any, Any], Rank] = lambda _, part: (part,)
    """Of two parts with one name the one that ranks higher stays."""
    forgets: bool = True
    """Whether what one side took out stays out; else only who knows why may take something out."""
    sifts: bool = False
    """Whether a side is believed, however small, that has only taken parts out and changed none."""
    is_torn: Callable[[bytes], bool] = lambda _: False
    """Whether a file that can be read lacks its end; nothing was taken out of what was only lost."""
    kept: int | None = None
    """How many files of the kind are kept, the newest by their names; None for all."""
    most: int | None = None
    """Largest file that is read, in bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """What became of two versions."""

    data: bytes | None
    """One file; None where neither can be read."""
    spoilt: tuple[bytes, ...] = ()
    """Versions that could not be read."""


def form(path: str) -> Form | None:
    """Return how a file is joined, by its path in the state folder; None for what is no file of ours."""
    return next((found for pattern, found in FORMS.items() if pattern.fullmatch(path)), None)


def is_foreign(data: bytes) -> bool:
    """Tell whether a file says that another version of Gleaner wrote it; nothing in it is guessed at."""
    found = FORMAT.match(data)
    return bool(found and found[1].lstrip(b"0") != b"%d" % shelf.FORMAT)  # int() refuses thousands of digits


def beside(path: str) -> str | None:
    """Return where our own lines go while a day has lines of another version; None for files that cannot step aside."""
    day, dot, end = path.rpartition(".")
    return f"{day}-1{dot}{end}" if path.startswith(f"{harvest.FOLDER}/") and not day.endswith("-1") else None


def joined(path: str, ours: bytes | None, theirs: bytes | None, base: bytes | None = None) -> Joined:
    """Make one file of two versions; None is a side that has no such file, which says nothing: files do get lost.

    Args:
        path: the file's in the state folder; it is one of ours.
        ours: one version.
        theirs: the other.
        base: what both began with, where that is known.
    """
    how = form(path)
    assert how
    versions = [version for version in (ours, theirs) if version is not None]
    read = {version: how.read(version) for version in versions}
    sound = [version for version in versions if read[version] is not None]
    spoilt = tuple(dict.fromkeys(version for version in versions if read[version] is None))
    if not sound or sound[0] == sound[-1]:
        return Joined(data=sound[0] if sound else None, spoilt=spoilt)
    began = how.read(base) if base is not None else None
    one, other = (read[version] or {} for version in sound)
    first, second = (
        began is not None
        and (len(base or b"") <= BELIEVED * len(version) or (how.sifts and parts.items() <= began.items()))
        and not how.is_torn(version)
        for version, parts in zip(sound, (one, other), strict=True)
    )
    return Joined(data=_written(merged(one, other, began or {}, how, (first, second)), how), spoilt=spoilt)


def merged(ours: Parts, theirs: Parts, base: Parts, how: Form, believed: tuple[bool, bool]) -> Parts:
    """Merge by parts: what only one side has changed is as that side has it, of two changes the higher in rank holds.

    Args:
        ours: one side.
        theirs: the other.
        base: what both began with; nothing where that is not known.
        how: the form of the file.
        believed: whether each side may take something out, or put another thing in its place.
    """
    found: dict[Any, Any] = {}
    for name in {**ours, **theirs}:
        sides = [side[name] for side in (ours, theirs) if name in side]
        if len(sides) == 1:
            lacking = believed[0] if name not in ours else believed[1]
            taken_out = how.forgets and lacking and name in base and base[name] == sides[0]
            if not taken_out:
                found[name] = sides[0]
            continue
        changed = [side for side, trusted in zip(sides, believed, strict=True) if trusted and side != base.get(name)]
        if len(changed) == 1 and name in base:
            found[name] = changed[0]
        else:
            found[name] = max(sides, key=partial(how.rank, name))
    return found


def _written(parts: Parts, how: Form) -> bytes:
    """Put a file together; of one that would be too large to be read again the older half goes."""
    data = how.write(parts)
    while how.most and len(data) > how.most and len(parts) > 1:
        ranked = sorted(parts, key=lambda name: (how.rank(name, parts[name]), repr(name)), reverse=True)
        parts = {name: parts[name] for name in ranked[: len(parts) // 2]}
        data = how.write(parts)
    return data


# ---------------------------------------------------------------- files of entries, each with an instant


def _entries(of: Shelf, data: bytes) -> Parts | None:
    """Take sources.json, links.json or works.json apart: (section, name of the entry) -> entry."""
    try:
        plain = shelf.loaded(data)
        shelf.understood(plain, of.shape, of.is_sound)
    except (ValueError, ValidationError, RecursionError):
        return None
    return {(section, name): entry for section in of.newer for name, entry in plain.get(section, {}).items()}


def _shelf(of: Shelf, parts: Parts) -> bytes:
    sections: dict[str, dict[str, object]] = {section: {} for section in of.newer}
    for section, name in sorted(parts):
        sections[section][name] = parts[section, name]
    return shelf.written({"format": shelf.FORMAT, **{name: found for name, found in sections.items() if found}})


def _newer(of: Shelf, name: tuple[str, str], entry: Mapping[str, Any]) -> Rank:
    try:
        instant = datetime.fromisoformat(entry[of.newer[name[0]]])
    except (KeyError, TypeError, ValueError):
        instant = EVER
    return instant, json.dumps(entry, sort_keys=True)


def _form(of: Shelf) -> Form:
    return Form(read=partial(_entries, of), write=partial(_shelf, of), rank=partial(_newer, of), most=of.most)


# ---------------------------------------------------------------- the others


def _digests(data: bytes) -> Parts | None:
    known = barred.understood(data)
    return None if known is None else {(entry, each): True for entry, every in known.items() for each in every}


def _barred(parts: Iterable[tuple[str, str]]) -> bytes:
    known: dict[str, list[str]] = {}
    for entry, each in sorted(parts):
        known.setdefault(entry, []).append(each)
    return barred.written(known)


def _decision(is_whole: Callable[[bytes], bool], data: bytes) -> Parts | None:
    """Take a file as one part: a week that was decided is not mixed with the same week decided otherwise."""
    return {"": data} if is_whole(data) else None


def _ledgers(data: bytes) -> Parts | None:
    """Take a file of ledgers apart; those without terms, of an older Gleaner, cannot be told apart."""
    if not ledgers.is_whole(data):
        return None
    return {each if each.startswith(ledgers.HEAD) else b"": each for each in ledgers.apart(data)}


def _one_by_one(parts: Parts) -> bytes:
    return b"".join(parts[name] for name in sorted(parts))


def _whole(parts: Parts) -> bytes:
    return bytes(parts[""])


def _fuller(_: str, data: bytes) -> Rank:
    return data.count(b"\n"), len(data), data


FORMS: Mapping[re.Pattern[str], Form] = {
    re.compile(rf"{harvest.FOLDER}/\d{{4}}-\d\d-\d\d(-\d+)?\.jsonl"): Form(
        read=harvest.parts, write=harvest.whole, is_torn=harvest.is_torn
    ),
    re.compile(re.escape(memory.NAME)): _form(memory.SHELF),
    re.compile(re.escape(links.NAME)): _form(links.SHELF),
    re.compile(re.escape(register.NAME)): _form(register.SHELF),
    re.compile(re.escape(barred.NAME)): Form(read=_digests, write=_barred, forgets=False),
    re.compile(re.escape(announced.FILE)): Form(
        read=announced.understood, write=announced.written, rank=announced.rank, forgets=False
    ),
    re.compile(rf"{ledgers.FOLDER}/\d{{4}}-W\d\d\.jsonl"): Form(
        read=_ledgers, write=_one_by_one, rank=_fuller, sifts=True, kept=ledgers.KEPT
    ),
    re.compile(rf"{traces.FOLDER}/\d{{4}}-W\d\d\.json"): Form(
        read=partial(_decision, traces.is_whole), write=_whole, rank=_fuller, kept=traces.KEPT
    ),
}
"""Path in the state folder -> how it is joined; what is not here is no file of the state, and never goes up."""
