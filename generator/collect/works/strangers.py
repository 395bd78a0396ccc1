"""A stranger's JSON in, values of a known type out: what is missing or of another type is unknown, never an error.

Registers leave fields out, send null for them, numbers as strings and one thing where a list is promised.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from generator.errors import StreetError

LIST = 1_000
"""Members of a list that are looked at: Crossref answers with at most 1,000 rows, a paper of CERN has 3,000 authors."""
DIGITS = 18
"""Longest number written as text."""


def load(body: bytes, words: str) -> Mapping[str, Any]:
    """Read a JSON object; StreetError with `words` where the bytes are something else."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise StreetError(words, kind="broken") from error
    if not isinstance(found, dict):
        raise StreetError(words, kind="broken")
    return found


def string(value: object) -> str:
    """Return text; of a list its first text, for the registers do not agree on which field is one."""
    if isinstance(value, list):
        return next((part for part in value[:LIST] if isinstance(part, str) and part.strip()), "")
    return value if isinstance(value, str) else ""


def strings(value: object) -> Sequence[str]:
    """Return the texts of a list, or the one text that stands in its place."""
    if isinstance(value, str):
        return (value,)
    return [part for part in value[:LIST] if isinstance(part, str)] if isinstance(value, list) else ()


def mapping(value: object) -> Mapping[str, Any]:
    """Return an object, an empty one where there is none."""
    return value if isinstance(value, dict) else {}


def mappings(value: object) -> Sequence[Mapping[str, Any]]:
    """Return the objects of a list."""
    return [part for part in value[:LIST] if isinstance(part, dict)] if isinstance(value, list) else ()


def whole(value: object) -> int | None:
    """Return a whole number, whether it is written as one or as text."""
    if isinstance(value, str) and len(value) <= DIGITS:
        written = value.strip()
        return int(written) if written.isascii() and written.isdigit() else None
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def flag(value: object) -> bool | None:
    """Return yes or no, None where neither is said."""
    return value if isinstance(value, bool) else None
