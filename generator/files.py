"""Writes a file whole or not at all: a run that is killed leaves the old one or the new one, never half of either.

What the program keeps for itself also bears a checksum: a disk, a copy or a transfer that changes a letter in a title
makes a record that reads well and was never written. Files that belong to a person bear none, for they may be edited.
"""

import errno
import os
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import reduce
from pathlib import Path

SEAL = b',"sum":"--------"}'
"""How a record ends: with the CRC-32 (as zlib and gzip reckon it) of all bytes before, in eight digits."""
FIXED = SEAL[:8] + SEAL[16:]
"""What of it is the same in every record."""
ALIKE = 8
"""So many of the ten fixed bytes of SEAL make an end that was one: the damage may have hit the seal itself. A record
without one has seven at most: free text has no bare quotation mark, and no other last key a letter of `sum` there."""

LARGEST = 64 << 20
"""Largest file that the program keeps for itself and reads whole, in bytes; a ledger of 20,000 items has 5 MB."""


def sealed(record: bytes) -> bytes:
    """Return one object of JSON, which is not empty, with the checksum of all that stands before it as its last key."""
    body = record.rstrip()[:-1]
    return body + seal((body,))


def seal(pieces: Iterable[bytes | memoryview]) -> bytes:
    """Return the end of an object of JSON whose bytes before it come in pieces, as `sealed` writes it."""
    return SEAL.replace(b"--------", b"%08x" % reduce(lambda said, piece: zlib.crc32(piece, said), pieces, 0))


def is_spoilt(record: bytes) -> bool:
    """Tell whether a record is not what was sealed; one without a seal was written by an older Gleaner."""
    record = record.rstrip()
    body, end = record[: -len(SEAL)], record[-len(SEAL) :]
    fixed, said = end[:8] + end[16:], end[8:16]
    if fixed == FIXED:
        return said != b"%08x" % zlib.crc32(body)
    return sum(one == other for one, other in zip(fixed, FIXED, strict=False)) >= ALIKE


def is_whole(record: bytes) -> bool:
    """Tell whether a record bears a checksum, and is what was sealed."""
    record = record.rstrip()
    end = record[-len(SEAL) :]
    return end[:8] + end[16:] == FIXED and end[8:16] == b"%08x" % zlib.crc32(memoryview(record)[: -len(SEAL)])


def read(path: Path) -> bytes:
    """Return what the program has kept at path; OSError where nothing is there, or more than it ever keeps."""
    with path.open("rb") as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(path))
    return data


def write(path: Path, *data: bytes | memoryview) -> None:
    """Put data at path atomically, making its folder; the rename is the only moment in which anything changes.

    Several pieces are written one after the other: 20 MB are not copied only to be in one.

    The data is on the disk before the rename, so a power cut leaves the old file or the new one. Which, is not waited
    for (`settle`): the old one is what a run leaves that was killed an instant before, and the next run makes up for
    that. Waiting would cost as much again on a busy disk (1 to 3 ms beside 9, ext4). Who tells the world something on
    the strength of a file does wait (repository/announced.py, the log).
    """
    with _beside(path, *data) as fresh:
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


def settle(folder: Path) -> None:
    """Wait until the disk has the names in a folder: of a file that is new, a power cut may lose all (fsync(2))."""
    with suppress(OSError):  # Windows opens no folders
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def _beside(path: Path, *data: bytes | memoryview) -> Iterator[Path]:
    """Write data into a file of its own in the same folder, and take that away again where it is still there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with _called(path):
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        fresh = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.writelines(data)
                file.flush()
                os.fsync(file.fileno())
            fresh.chmod(0o644)  # mkstemp makes it private; what is kept here is meant to be read
            yield fresh
        finally:
            fresh.unlink(missing_ok=True)


@contextmanager
def _called(path: Path) -> Iterator[None]:
    """Say of what fails here that it is path: nobody knows the file beside it, and a full disk names none."""
    try:
        yield
    except OSError as error:
        error.filename, error.filename2 = str(path), None
        raise
