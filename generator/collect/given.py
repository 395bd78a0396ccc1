"""A stranger's JSON in, values of the type that is wanted out; pure, shared by the readers of APIs and of registers.

What is missing or of another type is unknown: "", None, or nothing at all. It is never an error, because a server that
adds a field or forgets one is still worth reading. Registers send null, numbers as strings, and one thing where a list
is promised; servers of the fediverse send what their program has under a name.
"""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from generator import text
from generator.errors import StreetError

LARGEST = 1 << 53
"""Counts above this are no counts; JSON of JavaScript cannot hold them exactly (RFC 8259, 6)."""
LIST = 1_000
"""Members of a list that are looked at: Crossref answers with at most 1,000 rows, a paper of CERN has 3,000 authors."""
DIGITS = 18
"""Longest number written as text."""
YEAR = 366 * 24 * 3600
"""Seconds; nothing plays for so long."""
HALVES = re.compile("[\ud800-\udfff]")
"""Surrogates that JSON may hold alone, as \\ud800; they are no characters, and cannot be written as UTF-8."""
CURSOR = re.compile(r"[A-Za-z0-9_.~:-]{1,100}")


# ---------------------------------------------------------------- documents


def load(body: bytes | str, words: str, *, kind: str = "broken") -> Any:  # noqa: ANN401  JSON is anything
    """Return the value that JSON stands for; StreetError with these words where the bytes are none."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise StreetError(words, kind=kind) from error


def entity(body: bytes, words: str, *, kind: str = "broken") -> Mapping[str, Any]:
    """Read what must be an object; StreetError with these words where it is none."""
    found = load(body, words, kind=kind)
    if not isinstance(found, Mapping):
        raise StreetError(words, kind=kind)
    return found


def array(body: bytes, words: str, *, kind: str = "broken") -> Sequence[object]:
    """Read what must be a list, whole; StreetError with these words where it is none."""
    found = load(body, words, kind=kind)
    if not isinstance(found, list):
        raise StreetError(words, kind=kind)
    return found


def peek(body: bytes) -> Mapping[str, Any]:
    """Return the object that a refusal carries, {} where it carries none."""
    try:
        return entity(body, "")
    except StreetError:
        return {}


# ---------------------------------------------------------------- parts


def mapping(value: object) -> Mapping[str, Any]:
    """Return an object, {} for anything else."""
    return value if isinstance(value, Mapping) else {}


def mappings(value: object, most: int = LIST) -> Sequence[Mapping[str, Any]]:
    """Return the objects among the first `most` members of a list, () for anything else."""
    return [part for part in value[:most] if isinstance(part, Mapping)] if isinstance(value, list) else ()


def string(*values: object) -> str:
    """Return the first value that is text and not empty, else ""; halves of characters fall out (RFC 8259, 8.2)."""
    known = (value if value.isascii() else HALVES.sub("", value) for value in values if isinstance(value, str))
    return next((value for value in known if value), "")


def first(value: object) -> str:
    """Return text; of a list its first one that is not blank, for registers do not agree on which field is a list."""
    return string(*(part for part in strings(value) if part.strip())) if isinstance(value, list) else string(value)


def strings(value: object) -> Sequence[str]:
    """Return the texts of a list, or the one text that stands in its place."""
    if isinstance(value, str):
        return (value,)
    return [part for part in value[:LIST] if isinstance(part, str)] if isinstance(value, list) else ()


def number(*values: object) -> int | None:
    """Return the first value that can be a count: a whole number, of a bearable size; servers that hide one send -1."""
    known = (value for value in values if isinstance(value, int) and not isinstance(value, bool))
    return next((value for value in known if 0 <= value < LARGEST), None)


def whole(value: object) -> int | None:
    """Return a whole number, whether it is written as one or as text."""
    if isinstance(value, str) and len(value) <= DIGITS:
        written = value.strip()
        return int(written) if written.isascii() and written.isdigit() else None
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def seconds(value: object) -> int | None:
    """Return how long something plays, in whole seconds."""
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 < value < YEAR:
        return None
    return max(1, round(value))


def flag(value: object) -> bool | None:
    """Return yes or no, None where neither is said."""
    return value if isinstance(value, bool) else None


def cursor(value: object) -> str | None:
    """Return the id of a post where it can be asked with; ids are opaque, but those of all servers are plain words."""
    said = str(value) if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**30 else value
    return said if isinstance(said, str) and CURSOR.fullmatch(said) else None


def link(*values: object) -> str | None:
    """Return the first value that is an address on the web, checked."""
    found = (text.address(value) for value in values if isinstance(value, str))
    return next((address for address in found if address), None)


def name(*values: object) -> str:
    """Return the first value that is a name of at least one visible character, as one line."""
    said = (text.one_line(value, text.NAME) for value in values if isinstance(value, str))
    return next((one for one in said if one), "")
