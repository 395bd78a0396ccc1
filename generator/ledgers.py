"""The ledgers of the last weeks, kept in the state: what became of every item, one JSON line each, one file a week.

Before the lines stands one with the terms of the week. What is at its default is left out, and words that follow from
the fate: a week of 20,000 items is 5 MB, and a ledger of another version of Gleaner can be read as far as it goes.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields, replace
from pathlib import Path

from generator import files
from generator.edit.ledger import FATES, OUTSIDE
from generator.model import LedgerLine, Terms, Week
from generator.withdrawal import withheld

FOLDER = "ledger"
KEPT = 8
"""Ledgers that are kept, in weeks: as long as a question is not repeated, and longer than an item can be late."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """One week as it was decided."""

    week: Week
    terms: Terms | None
    """None where it was written before terms were kept."""
    lines: Mapping[str, LedgerLine] = field(default_factory=dict)
    """Item.id -> its line."""


def write(state: Path, week: Week, lines: Sequence[LedgerLine], terms: Terms | None = None) -> None:
    """Keep the ledger of a week and drop those that are too old to matter."""
    first = [_json({"terms": _plain(terms)})] if terms else []
    told = "".join([*first, *(_json(_plain(line)) for line in lines)])
    files.write(state / FOLDER / f"{week}.jsonl", told.encode())
    for old in _files(state)[:-KEPT]:
        old.unlink()


def judged(state: Path, weeks: Iterable[Week]) -> Mapping[str, str]:
    """Return what the desk has decided in these weeks: Item.id -> fate.

    What was left lying, or taken out by hand, is not put before a reader a second time as if it were new. A ledger that
    is lost or spoilt costs at worst that something is judged again.
    """
    found = (line for week in weeks for line in read(state, week).lines.values())
    return {line.id: line.fate for line in found if line.fate not in OUTSIDE}


def purge(state: Path, withdrawn: Sequence[str], names: Collection[str]) -> None:
    """Take people out of every ledger: what they wrote, and what else is told under a name of theirs.

    Args:
        state: the folder of the runs.
        withdrawn: Config.withdrawn, or what withdrawal.widened made of it.
        names: what they are called.
    """
    from pydantic import TypeAdapter, ValidationError  # noqa: PLC0415  as below

    shape = TypeAdapter(LedgerLine)

    def stays(line: bytes) -> bool:
        if not line or line.startswith(b'{"terms"'):
            return True
        try:
            found = shape.validate_json(line)
        except ValidationError:  # nobody could say whose it is
            return False
        theirs = withheld(withdrawn, found.id, found.url, found.voice, found.source, found.lead)
        return not theirs and found.name not in names

    for path in _files(state):
        lines = tuple(_lines(path))
        left = tuple(filter(stays, lines))
        if len(left) < len(lines):
            files.write(path, b"\n".join(left))


def is_whole(data: bytes) -> bool:
    """Tell whether a file is a ledger to its last line."""
    *lines, end = data.split(b"\n")
    return bool(lines) and not end and all(line.startswith(b"{") and line.endswith(b"}") for line in lines)


def kept(state: Path) -> tuple[Week, ...]:
    """Return the weeks of which there is a ledger, newest first."""
    return tuple(week for path in reversed(_files(state)) if (week := _week(path)))


def words(fate: str) -> str:
    """Say a fate; one of another version of Gleaner by its name."""
    return FATES.get(fate, fate)


def read(state: Path, week: Week) -> Ledger:
    """Read the ledger of a week; lines that cannot be read are left out, and one that is lost has none."""
    from pydantic import TypeAdapter, ValidationError  # noqa: PLC0415  73 ms that writing a ledger does not need

    line_shape, first_shape = TypeAdapter(LedgerLine), TypeAdapter(_First)
    terms: Terms | None = None
    lines: dict[str, LedgerLine] = {}
    for line in _lines(state / FOLDER / f"{week}.jsonl"):
        try:
            if line.startswith(b'{"terms"'):
                terms = first_shape.validate_json(line).terms
            else:
                found = line_shape.validate_json(line)
                lines[found.id] = found if found.words else replace(found, words=words(found.fate))
        except ValidationError:
            continue
    return Ledger(week=week, terms=terms, lines=lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class _First:
    """The first line of a file."""

    terms: Terms


def _lines(path: Path) -> Iterator[bytes]:
    try:
        yield from path.read_bytes().split(b"\n")
    except OSError:
        return


def _files(state: Path) -> list[Path]:
    return sorted((state / FOLDER).glob("*-W*.jsonl"))


def _week(path: Path) -> Week | None:
    try:
        return Week.named(path.stem)
    except ValueError:
        return None


def _plain(value: LedgerLine | Terms) -> Mapping[str, object]:
    """Return the fields of a value that are not at their default."""
    plain: dict[str, object] = {}
    for part in fields(value):
        default = part.default_factory() if part.default_factory is not MISSING else part.default
        found = getattr(value, part.name)
        if found != default:
            plain[part.name] = dict(found) if isinstance(found, Mapping) else found
    if plain.get("words") == words(str(plain.get("fate"))):
        del plain["words"]
    return plain


def _json(value: Mapping[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"
