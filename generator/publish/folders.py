"""The folder a site should be in: a workshop beside it, and the new site in the place of the old one.

Only a folder that Gleaner made is ever replaced. Builds that run at once have workshops of their own and swap one after
the other; the locks are the kernel's, so whoever is killed holds none, and nothing is left to be cleared away.
"""

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.errors import InputError, Problem

MARKER = ".gleaner-site"
"""The file that says: this folder was made by Gleaner and may be made anew."""
NOTE = "This folder is made by Gleaner and replaced at every build.\n"
OLD = "old"
FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
HINT = "Choose an empty folder, or one that is not there yet."


def usable(output: Path, *, made_from: tuple[Path, ...], keep: tuple[Path, ...] = ()) -> Path:
    """Return the whole path of a folder that a site may be put into.

    Raises:
        InputError: it is, holds or lies in a folder of the owner's, or it cannot be a folder.
    """
    with _in_words(output):
        output = output.resolve()
        for own in (*made_from, *(each.resolve() for each in keep)):
            if own == output or output in own.parents or own in output.parents:
                made = "is made from" if own in made_from else "must leave alone"
                raise _refusal(output, f"The site cannot be printed into or around the folder it {made}: {own.name}/")
        _replaceable(output)
        if not next(parent for parent in output.parents if parent.exists()).is_dir():
            raise _refusal(output, "This lies below a file, where no folder can be.")
    return output


@contextmanager
def workshop(output: Path) -> Iterator[Path]:
    """Give an empty folder beside `output` to print into, and take away what is left of it at the end."""
    with _in_words(output):
        output.parent.mkdir(parents=True, exist_ok=True)
        with _alone(output.parent):
            _clear_abandoned(output)
            room = Path(tempfile.mkdtemp(prefix=_prefix(output), dir=output.parent))
            (room / MARKER).write_text(NOTE, "utf-8")
            used = _lock(room)
    try:
        fresh = room / "new"
        fresh.mkdir()  # with the rights of any folder; mkdtemp's own is private
        (fresh / MARKER).write_text(NOTE, "utf-8")
        yield fresh
    finally:
        with _alone(output.parent):
            _restore(room, output)
        shutil.rmtree(room, ignore_errors=True)
        _unlock(used)


def swap(fresh: Path, output: Path) -> None:
    """Put the new site where the old one is; two renames are the only moment without a site."""
    with _in_words(output), _alone(output.parent):
        _replaceable(output)
        try:
            if output.exists():
                output.rename(fresh.with_name(OLD))
            fresh.rename(output)
        except BaseException:
            _restore(fresh.parent, output)
            raise


def _restore(room: Path, output: Path) -> None:
    """Put the old site back where a build stopped between the two renames."""
    if (room / OLD).exists() and not output.exists():
        (room / OLD).rename(output)


def _replaceable(output: Path) -> None:
    """Never delete a person's folder."""
    if output.is_file():
        raise _refusal(output, "This is a file, not a folder.")
    if output.exists() and not output.is_dir():
        raise _refusal(output, "This is not a folder.")
    if output.is_dir() and any(output.iterdir()) and not (output / MARKER).is_file():
        raise _refusal(output, "This folder holds files that Gleaner did not make; nothing in it was touched.")


def _refusal(output: Path, words: str) -> InputError:
    return InputError(Problem(file=str(output), words=words, hint=HINT))


@contextmanager
def _in_words(output: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, RuntimeError) as error:  # RuntimeError: links that lead in a circle, up to Python 3.12
        if getattr(error, "errno", None) in FULL:  # another folder of the same disk would do no better
            raise
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        raise _refusal(output, f"No site can be put here: {reason}.") from error


def _prefix(output: Path) -> str:
    return f".{output.name}.new."


def _clear_abandoned(output: Path) -> None:
    """Remove the workshops of builds that were killed: ours by the marker, and locked by nobody."""
    for room in sorted(output.parent.iterdir()):
        ours = room.name.startswith(_prefix(output)) and (room / MARKER).is_file()
        if ours and (used := _lock(room, wait=False)) is not None:
            _restore(room, output)
            shutil.rmtree(room, ignore_errors=True)
            _unlock(used)


# ---------------------------------------------------------------- locks


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Wait until no other build moves anything in a folder."""
    held = _lock(folder)
    try:
        yield
    finally:
        _unlock(held)


def _lock(folder: Path, *, wait: bool = True) -> int | None:
    """Lock a folder itself, so that no file has to be left there; None where it is locked or cannot be."""
    try:
        import fcntl  # noqa: PLC0415  Windows has none, and there builds must not run at once
    except ImportError:
        return None
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:  # gone meanwhile
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except OSError:  # held by another build, or a network drive that has no locks
        os.close(handle)
        return None
    return handle


def _unlock(handle: int | None) -> None:
    if handle is not None:
        os.close(handle)
