"""Any value a stranger's JSON may hold in, the type that was meant out, or nothing; pure, shared by the fediverse.

What is missing or of another type is unknown, never an error.
"""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from generator import text
from generator.errors import StreetError

NOT_A_TIMELINE = "This server does not answer as Mastodon does."
PARTS = 50
"""Attachments, mentions, authors, options that are looked at of one post."""
CURSOR = re.compile(r"[A-Za-z0-9_.~:-]{1,100}")
YEAR = 366 * 24 * 3600


def array(body: bytes) -> Sequence[object]:
    """Read what must be a JSON array; StreetError where it is none."""
    found = _value(body)
    if not isinstance(found, list):
        raise StreetError(NOT_A_TIMELINE, kind="not-mastodon")
    return found


def entity(body: bytes) -> Mapping[str, Any]:
    """Read what must be a JSON object; StreetError where it is none."""
    found = _value(body)
    if not isinstance(found, Mapping):
        raise StreetError(NOT_A_TIMELINE, kind="not-mastodon")
    return found


def _value(body: bytes) -> object:
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise StreetError(NOT_A_TIMELINE, kind="not-mastodon") from error


def cursor(value: object) -> str | None:
    """Return the id of a post where it can be asked with; ids are opaque, but those of all servers are plain words."""
    said = str(value) if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**30 else value
    return said if isinstance(said, str) and CURSOR.fullmatch(said) else None


def string(value: object) -> str:
    """Return a text, "" for anything else."""
    return value if isinstance(value, str) else ""


def number(value: object) -> int | None:
    """Return a count; servers that hide one send 0 or -1, and -1 is no number of anything."""
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def seconds(value: object) -> int | None:
    """Return how long something plays, in whole seconds; nothing plays for a year."""
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 < value < YEAR:
        return None
    return max(1, round(value))


def mapping(value: object) -> Mapping[str, Any]:
    """Return an object, an empty one for anything else."""
    return value if isinstance(value, Mapping) else {}


def mappings(value: object) -> Sequence[Mapping[str, Any]]:
    """Return the objects of an array, at most PARTS of them."""
    return [part for part in value[:PARTS] if isinstance(part, Mapping)] if isinstance(value, list) else ()


def link(value: object) -> str | None:
    """Return a checked http(s) address, None for anything else."""
    return text.address(value) if isinstance(value, str) else None
