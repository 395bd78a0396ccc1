"""What goes into a new site, and where the old one has the very same, in; a file out: the old one under a second name.

A second name of a file (a hard link) costs a fifth of a new file, and a twentieth on a disk that is busy; the index of
the search is 26,000 files in ten years. Until the old site is cleared away both have the file, so a build that fails or
is killed leaves the old one as it was. Nothing may write into a file of the new site after that, only put another one.
"""

import os
import stat
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

READS = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
"""How a file is opened that may have become a pipe or a link meanwhile: neither is followed nor waited for."""
OPEN = stat.S_IRUSR | stat.S_IWUSR | stat.S_IRGRP | stat.S_IWGRP | stat.S_IROTH | stat.S_IWOTH
"""The rights that a file can have when it is made; a folder made at the same time has those, and to be entered."""
COARSE = 2_000_000_000
"""Nanoseconds by which the time of a change may be told too early: FAT knows every other second."""


def put(data: bytes, path: Path, old: Path) -> None:
    """Put a file into a new site.

    Args:
        data: what is in it.
        path: where it goes; its folder is there.
        old: a file of the old site that has just been read and has the same in it.
    """
    if not _named(str(old), str(path), _of_folder(path.parent)):
        path.write_bytes(data)


def put_all(files: Mapping[str, bytes], folder: Path, old: Path, *, since: int = 0) -> None:
    """Put the files of a folder into a new site, each that lies in the old one with the same in it as its twin.

    Args:
        files: what is in each by its name; no folder among them.
        folder: where they go; it is there.
        old: the folder that they had on the old site.
        since: when all of them began to be read there, by the system's clock in nanoseconds, 0 where they were not; one
            that has been changed since then is read again.
    """
    like, here, there = _of_folder(folder), f"{folder}{os.sep}", f"{old}{os.sep}"
    for name, data in files.items():
        same = _stood(there + name, since) or read(there + name) == data
        if not same or not _named(there + name, here + name, like):
            (folder / name).write_bytes(data)


def read(path: str, most: int = sys.maxsize - 1) -> bytes | None:
    """Return what is in a file, in a third of the time that Path takes; None where no file is that can be read.

    Args:
        path: where it is.
        most: bytes of the largest file that is read.
    """
    try:
        handle = os.open(path, READS)
    except OSError:
        return None
    try:
        told = os.fstat(handle)
        if not stat.S_ISREG(told.st_mode) or told.st_size > most:
            return None
        data = os.read(handle, told.st_size + 1)
        return data if len(data) == told.st_size else None  # a system may give less of an enormous file
    except OSError:
        return None
    finally:
        os.close(handle)


def names(folder: Path) -> Iterator[str]:
    """Yield the path of every file below a folder, seen from there, with a slash between its parts."""
    waiting = [("", str(folder))]
    while waiting:
        above, place = waiting.pop()
        with os.scandir(place) as found:
            for each in found:
                if each.is_dir(follow_symlinks=False):
                    waiting.append((f"{above}{each.name}/", each.path))
                elif each.is_file():
                    yield above + each.name


def _stood(path: str, since: int) -> bool:
    """Tell whether a file was surely not changed after an instant."""
    try:
        told = os.lstat(path)
    except OSError:
        return False
    return max(told.st_mtime_ns, told.st_ctime_ns) < since - COARSE


def _named(old: str, new: str, like: tuple[int, int]) -> bool:
    """Give an old file a second name; False where it is none of ours any more, or its disk knows no second names."""
    try:
        told = os.lstat(old)
        if not stat.S_ISREG(told.st_mode) or (stat.S_IMODE(told.st_mode), told.st_uid) != like:
            return False
        os.link(old, new)
    except FileExistsError:  # two names that are one on this disk: what is written next must not go into a twin
        Path(new).unlink()
        return False
    except OSError:
        return False
    return True


def _of_folder(folder: Path) -> tuple[int, int]:
    """Return the rights and the owner of a file that would be made in a folder now."""
    told = folder.stat()
    return told.st_mode & OPEN, told.st_uid
