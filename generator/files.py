"""Writes a file whole or not at all: a run that is killed leaves the old one or the new one, never half of either."""

import os
import tempfile
from pathlib import Path


def write(path: Path, data: bytes) -> None:
    """Put data at path atomically, making its folder; the rename is the only moment in which anything changes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, 0o644)  # noqa: PTH101  mkstemp makes it private; what is kept here is meant to be read
        os.replace(name, path)  # noqa: PTH105  the one call whose atomicity this module is about
    except BaseException:
        os.unlink(name)  # noqa: PTH108
        raise
