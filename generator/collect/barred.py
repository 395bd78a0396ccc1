"""By what people who are withdrawn were known besides: `withdrawn.json` in the state, read and written whole (T04).

Once somebody is taken out of everything, nothing says any longer that two addresses were one person's, and the other
one would come back the day after. So the runs remember digests of such addresses: they keep somebody out, and whoever
opens the file reads neither a name nor an address in it. What an entry left there goes with the entry.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from generator import files

NAME = "withdrawn.json"
FORMAT = 1


def read(state: Path, entries: Sequence[str]) -> tuple[str, ...]:
    """Return what is remembered of entries of `withdrawn:`, as further entries (see withdrawal.digested)."""
    known = _known(state)
    return tuple(sorted({each for entry in entries for each in known.get(_digest(entry), ())}))


def keep(state: Path, found: Mapping[str, Sequence[str]]) -> None:
    """Remember, whole or not at all, what was found of each entry; of entries not among these nothing stays."""
    known = {_digest(entry): sorted(each) for entry, each in sorted(found.items()) if each}
    path = state / NAME
    if not known:
        path.unlink(missing_ok=True)
    elif known != _known(state):
        files.write(path, written(known))


def understood(data: bytes) -> dict[str, list[str]] | None:
    """Return what a file says, None where it cannot be read: digest of an entry -> digests of addresses."""
    try:
        told = json.loads(data)
        known = told["known"] if told["format"] == FORMAT else {}
        return {entry: [str(each) for each in every] for entry, every in known.items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def written(known: Mapping[str, Sequence[str]]) -> bytes:
    """Return the bytes of the file."""
    return json.dumps({"format": FORMAT, "known": known}, indent=1, sort_keys=True).encode() + b"\n"


def _known(state: Path) -> dict[str, list[str]]:
    """Read the file; what cannot be read was written by somebody else, and is as if it were not there."""
    try:
        return understood(files.read(state / NAME)) or {}
    except OSError:
        return {}


def _digest(entry: str) -> str:
    return hashlib.sha256(entry.encode()).hexdigest()
