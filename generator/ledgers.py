"""The ledgers of the last weeks, kept in the state: what became of every item, one JSON line each, one file a week."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from generator import files
from generator.model import LedgerLine, Week

FOLDER = "ledger"
KEPT = 8
"""Ledgers that are kept, in weeks: as long as a question is not repeated, and longer than an item can be late."""


def write(state: Path, week: Week, lines: Sequence[LedgerLine]) -> None:
    """Keep the ledger of a week and drop those that are too old to matter."""
    told = "".join(json.dumps(asdict(line), ensure_ascii=False) + "\n" for line in lines)
    files.write(state / FOLDER / f"{week}.jsonl", told.encode())
    for old in sorted((state / FOLDER).glob("*-W*.jsonl"))[:-KEPT]:
        old.unlink()


def judged(state: Path, weeks: Iterable[Week]) -> Mapping[str, str]:
    """Return what the desk has decided in these weeks: Item.id -> fate.

    What was left lying, or taken out by hand, is not put before a reader a second time as if it were new. A ledger that
    is lost or spoilt costs at worst that something is judged again.
    """
    return {line.id: line.fate for week in weeks for line in _lines(state / FOLDER / f"{week}.jsonl")}


def _lines(path: Path) -> Iterator[LedgerLine]:
    from pydantic import TypeAdapter, ValidationError  # noqa: PLC0415  73 ms that writing a ledger does not need

    shape = TypeAdapter(LedgerLine)
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError:
        return
    for line in lines:
        with suppress(ValidationError):
            yield shape.validate_json(line)
