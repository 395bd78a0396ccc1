"""The machine: which Python, which packages differ from the list, how much room is left."""

import re
import shutil
from importlib import metadata
from pathlib import Path

from generator.doctor.facts import Machine

PINNED = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==([^\s;\\]+)(?:\s*;\s*([^\\]+))?", re.MULTILINE)
"""A line of a lock: name, version, and where it is needed (PEP 508)."""
LOCK = "requirements.lock"


def gather(code: Path, root: Path, python: tuple[int, int, int]) -> Machine:
    """Compare what is installed with the list, and look at the disk."""
    try:
        listed = (code / LOCK).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return Machine(python=python, locked=False, free=_free(root))
    found = ((name, version, _installed(name)) for name, version, marker in PINNED.findall(listed) if not marker)
    differing = tuple(sorted(each for each in found if _release(each[1]) != _release(each[2])))
    return Machine(python=python, packages=differing, free=_free(root))


def _release(version: str) -> str:
    """Return a version without the noughts that mean nothing: 1.002 is 1.2 (PEP 440, "Integer Normalization")."""
    return re.sub(r"(?<![0-9])0+(?=[0-9])", "", version)


def _installed(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _free(root: Path) -> int | None:
    try:
        return shutil.disk_usage(root).free
    except OSError:
        return None
