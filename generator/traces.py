"""What weeks leave for those after them, kept in the state: one JSON file a week, counts, and never who said a word."""

import json
import math
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from generator import files
from generator.model import Traces, Track, Week

FOLDER = "traces"
KEPT = 16
"""Weeks that are kept: more than any signal looks back, for weeks that are gleaned late."""


def write(state: Path, traces: Traces) -> None:
    """Keep the traces of a week and drop those that are too old to matter."""
    plain = {
        "voices": {key: asdict(track) for key, track in traces.voices.items()},
        "met": traces.met,
        "passed": traces.passed,
        "terms": dict(traces.terms),
    }
    files.write(state / FOLDER / f"{traces.week}.json", json.dumps(plain, ensure_ascii=False).encode())
    for old in sorted((state / FOLDER).glob("*-W*.json"))[:-KEPT]:
        old.unlink()


def read(state: Path, before: Week) -> tuple[Traces, ...]:
    """Return the traces of the weeks before one, oldest first; what is lost or spoilt is as if it had never been."""
    weeks = sorted(week for week in _weeks(state / FOLDER) if week < before)
    return tuple(traces for week in weeks if (traces := _read(state / FOLDER / f"{week}.json", week)))


def _weeks(folder: Path) -> Iterator[Week]:
    for path in folder.glob("*-W*.json"):
        try:
            yield Week.named(path.stem)
        except ValueError:
            continue


def _read(path: Path, week: Week) -> Traces | None:
    from pydantic import TypeAdapter, ValidationError  # noqa: PLC0415  73 ms that writing traces does not need

    try:
        plain = json.loads(path.read_bytes())
        found = TypeAdapter(Traces).validate_python({**plain, "week": week})
    except (OSError, ValueError, TypeError, RecursionError, ValidationError):
        return None
    return found if all(map(_sane, found.voices.values())) else None


def _sane(track: Track) -> bool:
    """Whether the figures of a voice can be reckoned with."""
    return math.isfinite(track.surprise) and math.isfinite(track.due) and 0 <= track.near <= 1
