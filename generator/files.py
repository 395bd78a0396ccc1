"""Writes a file whole or not at all: a run that is killed leaves the old one or the new one, never half of either."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def write(path: Path, data: bytes) -> None:
    """Put data at path atomically, making its folder; the rename is the only moment in which anything changes."""
    with _beside(path, data) as fresh:
        os.replace(fresh, path)  # noqa: PTH105  the one call whose atomicity this module is about


def create(path: Path, data: bytes) -> None:
    """Put data at path atomically, where nothing is; looking first would leave a gap in which something may come.

    Raises:
        FileExistsError: something is there, perhaps since a moment ago; it was not touched.
    """
    with _beside(path, data) as fresh:
        try:
            os.link(fresh, path)
        except FileExistsError:
            raise FileExistsError(path) from None
        except OSError:  # a file system without hard links, such as exFAT
            _create_plainly(path, data)


def _create_plainly(path: Path, data: bytes) -> None:
    try:
        file = path.open("xb")
    except FileExistsError:
        raise FileExistsError(path) from None
    try:
        with file:
            file.write(data)
    except BaseException:
        path.unlink()
        raise


@contextmanager
def _beside(path: Path, data: bytes) -> Iterator[Path]:
    """Write data into a file of its own in the same folder, and take that away again where it is still there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    fresh = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        fresh.chmod(0o644)  # mkstemp makes it private; what is kept here is meant to be read
        yield fresh
    finally:
        fresh.unlink(missing_ok=True)
