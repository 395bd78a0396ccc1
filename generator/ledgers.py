"""The ledgers of the last weeks, kept in the state: what became of every item, one JSON line each, one file a week.

Before the lines stands one with the terms of the week. What is at its default is left out, and words that follow from
the fate: a week of 20,000 items is 5 MB, and a ledger of another version of Gleaner can be read as far as it goes.

Two runs at once may decide one week from what each has found, and nobody can say yet whose edition comes out. So the
file holds both ledgers, each behind its terms, until the edition is there that one of them goes with. Where no edition
gets through for days, each run decides the week anew: of those before it only the fullest stay, which are the newest.
"""

import json
import logging
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import MISSING, dataclass, field, fields, replace
from pathlib import Path

from generator import files, text
from generator.edit.fates import FATES, OUTSIDE, Fate
from generator.model import Edition, LedgerLine, Terms, Week
from generator.withdrawal import withheld

log = logging.getLogger(__name__)

FOLDER = "ledger"
HEAD = b'{"terms"'
"""How the first line of a ledger begins."""
BESIDE = 2
"""Ledgers of one week that stay beside the one that is written."""
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
    """Keep the ledger of a week, beside one that another run has made of it, and drop those that are too old."""
    first = [_json({"terms": _plain(terms)})] if terms else []
    told = "".join([*first, *(_json(_plain(line)) for line in lines)])
    path = state / FOLDER / f"{week}.jsonl"
    others = {each for each in apart(_bytes(path)) if each.startswith(HEAD)} - {told.encode()} if terms else set()
    fullest = sorted(others, key=lambda each: (-each.count(b"\n"), each))[:BESIDE]
    files.write(path, b"".join(sorted((*fullest, told.encode()))))
    for old in _files(state)[:-KEPT]:
        old.unlink()


def judged(state: Path, weeks: Iterable[Week], editions: Sequence[Edition] = ()) -> Mapping[str, str]:
    """Return what the desk has decided in these weeks: Item.id -> fate.

    What was left lying, or taken out by hand, is not put before a reader a second time as if it were new. A ledger that
    is lost or spoilt costs at worst that something is judged again.

    Args:
        state: the folder of the runs.
        weeks: the weeks.
        editions: those that came out.
    """
    out = {edition.week: edition for edition in editions}
    found = (line for week in weeks for line in read(state, week, out.get(week)).lines.values())
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
        if not line or line.startswith(HEAD):
            return True
        if files.is_spoilt(line):  # as below
            return False
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
    sound = (line.startswith(b"{") and line.endswith(b"}") and not files.is_spoilt(line) for line in lines)
    return bool(lines) and not end and all(sound)


def kept(state: Path) -> tuple[Week, ...]:
    """Return the weeks of which there is a ledger, newest first."""
    return tuple(week for path in reversed(_files(state)) if (week := _week(path)))


def words(fate: str) -> str:
    """Say a fate; one of another version of Gleaner by its name."""
    return FATES.get(fate, fate)


def apart(data: bytes) -> tuple[bytes, ...]:
    """Return the ledgers that one file holds: one, unless several runs have decided the week at once."""
    return tuple(filter(None, re.split(rb"(?m)^(?=%s)" % re.escape(HEAD), data)))


def doubled(state: Path) -> tuple[Week, ...]:
    """Return the weeks that several runs have decided at once, of which it is not settled yet whose edition is out."""
    found = ((path, _week(path)) for path in _files(state))
    return tuple(week for path, week in found if week and len(apart(_bytes(path))) > 1)


def settle(state: Path, edition: Edition) -> None:
    """Of several ledgers of a week keep the one that goes with the edition that came out."""
    path = state / FOLDER / f"{edition.week}.jsonl"
    files.write(path, _one(_bytes(path), edition))


def read(state: Path, week: Week, edition: Edition | None = None) -> Ledger:
    """Read the ledger of a week; lines that cannot be read are left out and counted, and one that is lost has none.

    Args:
        state: the folder of the runs.
        week: the week.
        edition: the one that came out, to tell by where several runs have decided the week; else the fullest is read.
    """
    from pydantic import TypeAdapter, ValidationError  # noqa: PLC0415  73 ms that writing a ledger does not need

    line_shape, first_shape = TypeAdapter(LedgerLine), TypeAdapter(_First)
    terms: Terms | None = None
    lines: dict[str, LedgerLine] = {}
    spoilt = 0
    for line in filter(None, _one(_bytes(state / FOLDER / f"{week}.jsonl"), edition).split(b"\n")):
        try:
            if files.is_spoilt(line):
                spoilt += 1
                continue
            if line.startswith(HEAD):
                terms = first_shape.validate_json(line).terms
            else:
                found = line_shape.validate_json(line)
                lines[found.id] = found if found.words else replace(found, words=words(found.fate))
        except ValidationError:
            spoilt += 1
    if spoilt:
        log.warning("%s of the ledger of %s that cannot be read: left out.", text.count(spoilt, "line"), week)
    return Ledger(week=week, terms=terms, lines=lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class _First:
    """The first line of a file."""

    terms: Terms


def _one(data: bytes, edition: Edition | None) -> bytes:
    """Return the ledger that differs least from an edition, of those alike the fullest."""
    found = apart(data)
    if len(found) < 2:  # noqa: PLR2004  nothing to choose from
        return data
    return min(found, key=lambda each: (_distance(each, edition) if edition else (), -len(each), each))


def _distance(data: bytes, edition: Edition) -> tuple[int, int]:
    """Return in how many picks a ledger and an edition differ, and in how many items that were looked at."""
    fates: dict[str, str] = {}
    for line in data.split(b"\n"):
        with suppress(ValueError, AttributeError):  # a line that cannot be read says nothing
            found = json.loads(line)
            fates |= {str(found["id"]): str(found.get("fate"))} if "id" in found else {}
    picked = {name for name, fate in fates.items() if fate == Fate.PICKED.value}
    looked_at = sum(fate not in OUTSIDE for fate in fates.values())
    return len(picked ^ {pick.id for pick in edition.picks}), abs(looked_at - edition.numbers.items)


def _lines(path: Path) -> Iterator[bytes]:
    yield from _bytes(path).split(b"\n")


def _bytes(path: Path) -> bytes:
    try:
        return files.read(path)
    except OSError:
        return b""


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
    return files.sealed(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()).decode() + "\n"
