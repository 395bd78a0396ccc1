"""A file of what is remembered between runs in, its value out; the same the other way round, and always whole.

Losing such a file costs requests and nothing else, so one that cannot be read is set aside and begun anew.
"""

import json
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeVar

from pydantic import TypeAdapter, ValidationError

from generator import files

FORMAT = 1
"""The form of these files; one with another number was written by another version of Gleaner."""

log = logging.getLogger(__name__)


class Shelved(Protocol):
    """A value that can be kept: it names the form of its file."""

    @property
    def format(self) -> int:
        """FORMAT, in a file of ours."""


Value = TypeVar("Value", bound=Shelved)


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
        found = shape.validate_python(json.loads(path.read_bytes()))
        if found.format != FORMAT or not is_sound(found):
            raise ValueError("it was written by another version")
    except (ValueError, ValidationError, RecursionError):
        path.replace(path.with_name(path.name + ".bad"))
        log.warning("%s could not be read and is set aside as %s.bad; %s.", path.name, path.name, lost)
        return None
    return found


def write(path: Path, shape: TypeAdapter[Value], value: Value) -> None:
    """Write a value atomically.

    Standard json escapes what is not ASCII, lone surrogates too: a strange header cannot make the file unreadable.
    """
    data = shape.dump_python(value, mode="json", exclude_defaults=True)
    files.write(path, json.dumps({"format": FORMAT, **data}, indent=1).encode())
