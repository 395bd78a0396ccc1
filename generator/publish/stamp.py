"""The program as it lies there, its libraries, templates and a time zone in; what tells it from all others out."""

import importlib.util
import os
import sys
import time
import zoneinfo
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path

LOADED = time.time_ns()
"""When this process began to load the press: what has been changed since is not the program that it runs."""


def stamp(templates: Iterable[Path], zone: str, *, anew: bool = False) -> bytes:
    """Return what tells a program from all others: its files, its libraries by their versions, Python, the zone.

    Args:
        templates: the folders of what sets the pages.
        zone: the time zone of the site.
        anew: whether the program is looked at as it lies there now, and not as this process found it.
    """
    whole = sha256(_program.__wrapped__() if anew else _program())
    for folder in templates:
        _take(folder, _files(folder), whole.update)
    whole.update(_rules(zone))
    return whole.digest()


@cache
def _program() -> bytes:
    """Return the checksum of what this process runs; one of its own where the files have been changed since."""
    folder = Path(__file__).parent.parent
    whole = sha256(sys.version.encode() + "\n".join(sorted(_libraries())).encode())
    paths = [path for path in _files(folder) if path.parent.name != "__pycache__" and not path.name.startswith(".")]
    _take(folder, paths, whole.update)
    if any(path.stat().st_mtime_ns > LOADED for path in paths):
        whole.update(str(LOADED).encode())
    return whole.digest()


def _take(folder: Path, paths: Iterable[Path], update: Callable[[bytes], None]) -> None:
    for path in paths:
        try:
            data = path.read_bytes()
        except OSError:  # the press will say so, if it needs it
            if path.name.startswith("."):  # what editors leave, which leads nowhere
                continue
            data = b""
        update(f"{path.relative_to(folder)} {len(data)}\n".encode("utf-8", "surrogateescape") + data)


def _libraries() -> set[str]:
    """Return the names under which the libraries are installed that lie beside Jinja: `jinja2-3.1.6.dist-info`."""
    found = importlib.util.find_spec("jinja2")
    beside = Path(found.origin).parent.parent if found and found.origin else Path(os.__file__).parent
    return {path.name for path in beside.iterdir() if path.name.endswith("-info")}


def _files(folder: Path) -> list[Path]:
    """Return every file that can be read by a name in this folder: hidden ones, and what links to folders lead to."""
    found: list[Path] = []
    known = set[str]()
    for place, inside, names in os.walk(folder, followlinks=True):
        known.add(os.path.realpath(place))
        again = {name for name in inside if os.path.realpath(Path(place, name)) in known}  # of those the name counts
        inside[:] = sorted({*inside} - again)
        found += [Path(place, name) for name in sorted({*names} | again)]
    return found


def _rules(zone: str) -> bytes:
    """Return the rules of a zone where the system has them; else they are a library's (PEP 615)."""
    for folder in zoneinfo.TZPATH:
        with suppress(OSError):
            return Path(folder, zone).read_bytes()
    return b""
