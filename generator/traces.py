"""What weeks leave for those after them, kept in the state: one JSON file a week, counts, and never who said a word."""

import json
import logging
import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from generator import files, text
from generator.model import Traces, Track, Week
from generator.withdrawal import withheld

log = logging.getLogger(__name__)

FOLDER = "traces"
KEPT = 16
"""Weeks that are kept: more than any signal looks back, for weeks that are gleaned late."""


def write(state: Path, traces: Traces) -> None:
    """Keep the traces of a week and drop those that are too old to matter."""
    _write(state, traces)
    for old in sorted((state / FOLDER).glob("*-W*.json"))[:-KEPT]:
        old.unlink()


def purge(state: Path, withdrawn: Sequence[str], names: Collection[str]) -> None:
    """Take people out of all traces: their counts, and their names where those were words of a week.

    Args:
        state: the folder of the runs.
        withdrawn: Config.withdrawn, or what withdrawal.widened made of it.
        names: what they are called.
    """
    called = {text.fold(name) for name in names}
    for week in sorted(_weeks(state / FOLDER)):
        path = state / FOLDER / f"{week}.json"
        found = _read(path, week)
        if found is None:  # it says nothing to anybody, and nobody could say of whom
            path.unlink(missing_ok=True)
            continue
        voices = {key: track for key, track in found.voices.items() if not withheld(withdrawn, key)}
        terms = {term: count for term, count in found.terms.items() if text.fold(term) not in called}
        if len(voices) < len(found.voices) or len(terms) < len(found.terms):
            _write(state, replace(found, voices=voices, terms=terms))


def read(state: Path, before: Week) -> tuple[Traces, ...]:
    """Return the traces of the weeks before one, oldest first; what is lost or spoilt is as if it had never been."""
    weeks = sorted(week for week in _weeks(state / FOLDER) if week < before)
    return tuple(traces for week in weeks if (traces := _read(state / FOLDER / f"{week}.json", week)))


def is_whole(data: bytes) -> bool:
    """Tell whether a file holds the traces of a week, and can be read to its end."""
    try:
        return not files.is_spoilt(data) and isinstance(json.loads(data), dict)
    except (ValueError, RecursionError):
        return False


def _write(state: Path, traces: Traces) -> None:
    plain = {
        "voices": {key: asdict(track) for key, track in traces.voices.items()},
        "met": traces.met,
        "passed": traces.passed,
        "terms": dict(traces.terms),
        "asked": traces.asked,
    }
    told = files.sealed(json.dumps(plain, ensure_ascii=False).encode())
    files.write(state / FOLDER / f"{traces.week}.json", told)


def _weeks(folder: Path) -> Iterator[Week]:
    for path in folder.glob("*-W*.json"):
        try:
            yield Week.named(path.stem)
        except ValueError:
            continue


def _read(path: Path, week: Week) -> Traces | None:
    from pydantic import TypeAdapter, ValidationError  # noqa: PLC0415  73 ms that writing traces does not need

    found = None
    try:
        data = files.read(path)
        plain = {} if files.is_spoilt(data) else json.loads(data)
        found = TypeAdapter(Traces).validate_python({**plain, "week": week}) if plain else None
    except (OSError, ValueError, TypeError, RecursionError, ValidationError):
        pass
    if found is None or not all(map(_sane, found.voices.values())):
        log.warning("What %s left for later weeks cannot be read, and the desk does without it.", week)
        return None
    return found


def _sane(track: Track) -> bool:
    """Whether the figures of a voice can be reckoned with."""
    return math.isfinite(track.surprise) and math.isfinite(track.due) and 0 <= track.near <= 1
