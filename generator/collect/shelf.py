"""A file of what is remembered between runs in, its value out; the same the other way round, and always whole.

Losing such a file costs requests and nothing else, so one that cannot be read is set aside and begun anew.
"""

import json
import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime, timedelta
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, Protocol, TypeVar, get_args, get_type_hints

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError, to_json

from generator import files

FORMAT = 1
"""The form of these files; one with another number was written by another version of Gleaner."""

YEARS = range(1970, 2200)
LONG = timedelta(days=36_500)
TIMELESS = frozenset({str, int, float, bool, type(None), ...})
"""Kinds of values without any instant in them: nine in ten of what is remembered."""
log = logging.getLogger(__name__)


class Shelved(Protocol):
    """A value that can be kept: it names the form of its file."""

    @property
    def format(self) -> int:
        """FORMAT, in a file of ours."""


Value = TypeVar("Value", bound=Shelved)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """One of these files, for whoever has two versions of it and wants one (repository/union.py)."""

    name: str
    shape: TypeAdapter[Any]
    most: int
    """Largest file that is read, in bytes."""
    newer: Mapping[str, str]
    """Section of the file -> the field of its entries by which one of two is the newer."""
    is_sound: Callable[[Any], bool] = lambda _: True


def read(
    path: Path, shape: TypeAdapter[Value], *, most: int, lost: str, is_sound: Callable[[Value], bool] = lambda _: True
) -> Value | None:
    """Return what was kept, None where nothing was or where it cannot be used; that file is set aside as `.bad`.

    Args:
        path: the file.
        shape: what it has to hold.
        most: largest file that is read, in bytes.
        lost: what it costs to do without, for the log: "every source is read anew".
        is_sound: whether a value of this shape can be believed.
    """
    if not path.exists():
        return None
    try:
        if path.stat().st_size > most:
            raise ValueError("it is too large")
        return _believed(_filled(path.read_bytes(), shape), is_sound)
    except (ValueError, ValidationError, RecursionError, IsADirectoryError):
        path.replace(path.with_name(path.name + ".bad"))
        log.warning("%s could not be read and is set aside as %s.bad; %s.", path.name, path.name, lost)
        return None


def _filled(data: bytes, shape: TypeAdapter[Value]) -> Value:
    """Make a value of JSON at once, without the tree between: of ten thousand sources that is 100 MB."""
    try:
        return shape.validate_json(_unspoilt(data))
    except ValidationError:  # with a lone surrogate, which is read by Python alone, or wrong
        return shape.validate_python(loaded(data))


def _unspoilt(data: bytes) -> bytes:
    if files.is_spoilt(data):
        raise ValueError("it does not agree with its checksum")
    return data


def loaded(data: bytes) -> Any:  # noqa: ANN401  JSON is anything
    """Return the JSON of such a file; ValueError or RecursionError where it is none, or not as it was written."""
    return json.loads(_unspoilt(data))


def understood(data: object, shape: TypeAdapter[Value], is_sound: Callable[[Value], bool] = lambda _: True) -> Value:
    """Return the value that a file says; ValueError or ValidationError where it says none of ours."""
    return _believed(shape.validate_python(data), is_sound)


def _believed(found: Value, is_sound: Callable[[Value], bool]) -> Value:
    if found.format != FORMAT or not is_sound(found) or not is_of_its_time(found):
        raise ValueError("it was written by another version")
    return found


def is_of_its_time(value: object) -> bool:
    """Tell whether all instants in a value have a zone and can be reckoned with; others come from a broken clock."""
    if isinstance(value, datetime):
        return value.tzinfo is not None and value.year in YEARS
    if isinstance(value, timedelta):
        return timedelta() <= value < LONG
    if isinstance(value, Mapping):
        return all(map(is_of_its_time, value.values()))
    if isinstance(value, tuple | list):
        return all(map(is_of_its_time, value))
    kind: Any = type(value)
    return all(is_of_its_time(getattr(value, name)) for name in _dating(kind))


@cache
def _dating(kind: type) -> tuple[str, ...]:
    """Return the fields of a kind of values that may hold instants: of ten that are remembered hardly two do."""
    if not is_dataclass(kind):
        return ()
    kinds = get_type_hints(kind)
    return tuple(each.name for each in fields(kind) if not all(map(_is_timeless, _leaves(kinds[each.name]))))


def _leaves(kind: object) -> Iterator[object]:
    """Yield the kinds that a kind of values is made of: of `Mapping[str, Rest | None]`, str, Rest and None."""
    parts = get_args(kind)
    for part in parts:
        yield from _leaves(part)
    if not parts:
        yield kind


def _is_timeless(kind: object) -> bool:
    return kind in TIMELESS or (isinstance(kind, type) and issubclass(kind, Enum))


def write(path: Path, shape: TypeAdapter[Value], value: Value, *, most: int) -> bool:
    """Write a value atomically; return whether it fits into the `most` bytes that are read again.

    A lone surrogate, as a strange header may hold, is written as JSON escapes it, so that it cannot make the file
    unreadable; letters beyond ASCII are written as they are, in half the bytes.
    """
    data = _sealed(shape, value)
    if len(data) > most:
        return False
    files.write(path, data)
    return True


def _sealed(shape: TypeAdapter[Value], value: Value) -> bytes:
    """Return the bytes of a file as `written` does, without the tree between."""
    try:
        found = shape.dump_json(value, indent=1, exclude_defaults=True)
    except (PydanticSerializationError, UnicodeEncodeError):
        return written({"format": FORMAT, **shape.dump_python(value, mode="json", exclude_defaults=True)})
    return files.sealed(b'{\n "format": %d' % FORMAT + (b"\n}" if found == b"{}" else b"," + found[1:]))


def written(plain: Mapping[str, object]) -> bytes:
    """Return the bytes of such a file."""
    try:
        return files.sealed(to_json(plain, indent=1))
    except (PydanticSerializationError, UnicodeEncodeError):
        return files.sealed(json.dumps(plain, indent=1).encode())
