"""The index in an old site and what a new one would be made of in; its files once more, where they are the same, out.

An index takes pagefind 8 seconds of CPU for ten years of editions, and most builds change no word that can be found: a
colour, a page's looks, an address. What it was made of and what came of it stand beside it as two checksums, so that
neither another text nor a damaged file is taken for it. Who means harm in there could as well write the pages.
"""

import json
import os
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

from generator.publish import twin

NOTE = "made-of.json"
"""Where the two checksums stand, beside the files of the index."""


def checksum(parts: Iterable[bytes]) -> str:
    """Return one checksum (SHA-256) of parts, each with its length, so that none runs into the next."""
    whole = sha256()
    for part in parts:
        whole.update(len(part).to_bytes(8, "big") + part)  # in one go: there are 50,000
    return whole.hexdigest()


def noted(files: Mapping[str, bytes], made_of: str) -> dict[str, bytes]:
    """Return the files of an index with the note that says what they were made of."""
    note = {"made_of": made_of, "files": _of(files)}
    return {**files, NOTE: json.dumps(note, indent=1).encode() + b"\n"}


def again(folder: Path, made_of: str) -> dict[str, bytes] | None:
    """Return the files of an old index by their names, with their note; None where it was made of anything else."""
    try:
        note = json.loads((folder / NOTE).read_bytes())
        if not isinstance(note, dict) or note.get("made_of") != made_of:
            return None
        read = {name: twin.read(f"{folder}{os.sep}{name}") for name in sorted(twin.names(folder))}
    except (OSError, ValueError):
        return None
    found = {name: data for name, data in read.items() if data is not None}
    files = {name: data for name, data in found.items() if name != NOTE}
    return found if note.get("files") == _of(files) else None


def _of(files: Mapping[str, bytes]) -> str:
    return checksum(part for name, data in sorted(files.items()) for part in (name.encode(), data))
