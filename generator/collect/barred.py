"""By what people who are withdrawn were known besides: `withdrawn.json` in the state, read and written whole (T04).

Once somebody is taken out of everything, nothing says any longer that two addresses were one person's, and the other
one would come back the day after. So the runs remember digests of such addresses: they keep somebody out, and whoever
opens the file reads neither a name nor an address in it. What an entry left there goes with the entry.

Here a loss is no matter of asking once more: nobody else knows it. So the file bears a checksum, and while it cannot be
read nothing is collected or printed, for people who withdrew would come back without a word.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from generator import files
from generator.errors import InputError, Problem

NAME = "withdrawn.json"
FORMAT = 1
ASIDE = f"{NAME}.bad"
"""Where repository/joining.py puts one that cannot be read."""
SPOILT = (
    "What is remembered of people who withdrew cannot be read: it was damaged, or another version of Gleaner wrote it. "
    "Nothing is collected, published or printed, for they might come back by another address."
)
HINT = (
    "`./gleaner state pull` brings it back, where the branch `state` has it. Else look that `withdrawn` in config.yaml "
    f"names every address you know of each of them, then delete {NAME} and {ASIDE}."
)


def read(state: Path, entries: Sequence[str]) -> tuple[str, ...]:
    """Return what is remembered of entries of `withdrawn:`, as further entries (see withdrawal.digested).

    Raises:
        InputError: there is something, and it cannot be read.
    """
    known = _known(state)
    return tuple(sorted({each for entry in entries for each in known.get(_digest(entry), ())}))


def keep(state: Path, found: Mapping[str, Sequence[str]]) -> None:
    """Remember, whole or not at all, what was found of each entry; of entries not among these nothing stays."""
    known = {_digest(entry): sorted(each) for entry, each in sorted(found.items()) if each}
    path = state / NAME
    if not known:
        path.unlink(missing_ok=True)
        (state / ASIDE).unlink(missing_ok=True)
    elif known != _known(state):
        files.write(path, written(known))


def understood(data: bytes) -> dict[str, list[str]] | None:
    """Return what a file says, None where it cannot be read: digest of an entry -> digests of addresses."""
    try:
        told = {} if files.is_spoilt(data) else json.loads(data)
        if told["format"] != FORMAT:
            return None
        known = told["known"]
        return {entry: [str(each) for each in every] for entry, every in known.items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def written(known: Mapping[str, Sequence[str]]) -> bytes:
    """Return the bytes of the file."""
    return files.sealed(json.dumps({"format": FORMAT, "known": known}, indent=1, sort_keys=True).encode())


def _known(state: Path) -> dict[str, list[str]]:
    """Read the file; one that was set aside and not replaced since is one that cannot be read."""
    try:
        found = understood(files.read(state / NAME))
    except FileNotFoundError:
        found = None if (state / ASIDE).exists() else {}
    if found is None:
        raise InputError(Problem(file=f"{state.name}/{NAME}", words=SPOILT, hint=HINT))
    return found


def _digest(entry: str) -> str:
    return hashlib.sha256(entry.encode()).hexdigest()
