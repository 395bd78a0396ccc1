"""A stranger's JSON in, values of the type that is wanted out; pure, shared by the readers of APIs.

What is missing or of another type is unknown: "", None, or nothing at all. It is never an error, because a server that
adds a field or forgets one is still worth reading.
"""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from generator import text
from generator.errors import StreetError

LARGEST = 1 << 53
"""Counts above this are no counts; JSON of JavaScript cannot hold them exactly (RFC 8259, 6)."""

HALVES = re.compile("[\ud800-\udfff]")
"""Surrogates that JSON may hold alone, as \\ud800; they are no characters, and cannot be written as UTF-8."""


def load(body: bytes, words: str) -> Any:  # noqa: ANN401  JSON is anything
    """Return the value that JSON stands for; StreetError with these words where the bytes are none."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise StreetError(words, kind="broken") from error


def peek(body: bytes) -> Mapping[str, Any]:
    """Return the object that a refusal carries, {} where it carries none."""
    try:
        return mapping(load(body, ""))
    except StreetError:
        return {}


def mapping(value: object) -> Mapping[str, Any]:
    """Return an object of JSON, {} for anything else."""
    return value if isinstance(value, Mapping) else {}


def mappings(value: object) -> Sequence[Mapping[str, Any]]:
    """Return the objects in a list of JSON, () for anything else."""
    return [part for part in value if isinstance(part, Mapping)] if isinstance(value, list) else ()


def string(*values: object) -> str:
    """Return the first value that is text and not empty, else ""; halves of characters fall out (RFC 8259, 8.2)."""
    known = (value if value.isascii() else HALVES.sub("", value) for value in values if isinstance(value, str))
    return next((value for value in known if value), "")


def number(*values: object) -> int | None:
    """Return the first value that can be a count: a whole number, not negative, of a bearable size."""
    whole = (value for value in values if isinstance(value, int) and not isinstance(value, bool))
    return next((value for value in whole if 0 <= value < LARGEST), None)


def link(*values: object) -> str | None:
    """Return the first value that is an address on the web, checked."""
    found = (text.address(value) for value in values if isinstance(value, str))
    return next((address for address in found if address), None)


def name(*values: object) -> str:
    """Return the first value that is a name of at least one visible character, as one line."""
    said = (text.one_line(value, text.NAME) for value in values if isinstance(value, str))
    return next((one for one in said if one), "")
