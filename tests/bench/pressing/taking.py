"""A command in; what it took of the processors, and a printed folder's pages, files and bytes, out."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Took:
    """What a program took, with every program it started and waited for."""

    cpu: float
    """Seconds of CPU, of users and of the system."""
    wall: float
    memory: float
    """Most megabytes of the program itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """What lies in a folder."""

    pages: int
    files: int
    megabytes: float


def watched(command: list[str]) -> Took:
    """Run a command and wait for it; whoever fails says so."""
    begun = os.times().elapsed
    process = subprocess.Popen(command)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command[0]} ended with {process.returncode}.")
    return Took(cpu=used.ru_utime + used.ru_stime, wall=os.times().elapsed - begun, memory=used.ru_maxrss / 1024)


def counted(folder: Path, *, without: str = "") -> Printed:
    """Count a folder; files whose path begins with `without` are left out."""
    found = [path for path in folder.rglob("*") if path.is_file()]
    kept = [path for path in found if not (without and path.relative_to(folder).as_posix().startswith(without))]
    size = sum(path.stat().st_size for path in kept)
    return Printed(pages=sum(path.suffix == ".html" for path in kept), files=len(kept), megabytes=size / 1e6)
