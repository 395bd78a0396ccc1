"""A state folder and what a branch holds in; the folder with all that either has, and what could not be joined, out.

What another version of Gleaner has written is not guessed at: it stays where it is, here or on the branch. What cannot
be read is set aside beside its place, as `.bad`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator import files
from generator.repository import tree, union
from generator.repository.git import Git
from generator.repository.tree import Entries

BAD = ".bad"


@dataclass(slots=True, kw_only=True)
class Merged:
    """What came of it."""

    found: int = 0
    """Files of ours that the branch holds."""
    held: frozenset[str] = frozenset()
    """Paths that stay on the branch as they are there."""
    said: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True)
class _Sides:
    """Two states under way to become one: path -> what a side has."""

    folder: Path
    ours: dict[str, bytes] = field(default_factory=dict)
    theirs: dict[str, bytes] = field(default_factory=dict)
    base: Mapping[str, bytes] = field(default_factory=dict)
    held: set[str] = field(default_factory=set)
    said: list[str] = field(default_factory=list)


def local(folder: Path) -> Mapping[str, Path]:
    """Return the files of a state folder that are files of ours, by their paths in it; locks and leftovers are none."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    paths = {path.relative_to(folder).as_posix(): path for path in found}
    return {name: path for name, path in paths.items() if union.form(name)}


def take_in(git: Git, folder: Path, theirs: Entries, base: Entries) -> Merged:
    """Put what is on the branch together with what is in the folder, in the folder.

    Args:
        git: where the objects are.
        folder: the state folder; nobody else may be writing into it.
        theirs: the files of the branch, by their paths in the folder.
        base: those that the folder was last put together with; none where that is not known.
    """
    here = local(folder)
    dropped = _too_old({*here, *theirs})
    for path in dropped & set(here):
        here[path].unlink()
    sides = _sides(git, folder, {path: file for path, file in here.items() if path not in dropped},
                   {path: name for path, (_, name) in theirs.items() if union.form(path) and path not in dropped},
                   {path: name for path, (_, name) in base.items()})  # fmt: skip
    for path in sorted({*sides.ours, *sides.theirs}):
        _step_aside(sides, path)
    for path in sorted({*sides.ours, *sides.theirs}):
        _join(sides, path)
    found = sum(union.form(path) is not None for path in theirs)
    return Merged(found=found, held=frozenset(sides.held), said=tuple(sides.said))


def _sides(
    git: Git, folder: Path, here: Mapping[str, Path], theirs: Mapping[str, str], base: Mapping[str, str]
) -> _Sides:
    """Read the files in which the two differ; what both have is not looked at again."""
    ours = dict(zip(here, tree.named(git, tuple(here.values()), kept=False), strict=True))
    differ = {path for path in {*ours, *theirs} if ours.get(path) != theirs.get(path)}
    held = tree.contents(git, (side[path] for side in (theirs, base) for path in differ if path in side))

    def bytes_of(names: Mapping[str, str]) -> dict[str, bytes]:
        return {path: held[names[path]] for path in differ if path in names and names[path] in held}

    return _Sides(
        folder=folder,
        ours={path: here[path].read_bytes() for path in differ if path in here},
        theirs=bytes_of(theirs),
        base=bytes_of(base),
    )


def _too_old(paths: set[str]) -> set[str]:
    """Return the files of which only the newest are kept, but for those."""
    kinds: dict[str, list[str]] = {}
    old: set[str] = set()
    for path in sorted(paths, reverse=True):
        if (how := union.form(path)) and how.kept:
            found = kinds.setdefault(path.partition("/")[0], [])
            found.append(path)
            old |= {path} if len(found) > how.kept else set()
    return old


def _step_aside(sides: _Sides, path: str) -> None:
    """Leave alone what another version wrote; lines of ours of the same day go into a file beside it."""
    ours, theirs, beside = sides.ours.get(path), sides.theirs.get(path), union.beside(path)
    if not any(version is not None and union.is_foreign(version) for version in (ours, theirs)):
        return
    if beside and (there := sides.folder / beside).exists():
        sides.ours.setdefault(beside, there.read_bytes())
    if theirs is not None and union.is_foreign(theirs):
        sides.held.add(path)
        sides.said.append(f"{path} on the branch was written by another version of Gleaner, and is left as it is.")
        del sides.theirs[path]
        if beside and ours is not None and not union.is_foreign(ours):
            files.write(sides.folder / beside, union.joined(beside, ours, sides.ours.get(beside)).data or ours)
            sides.ours[beside] = (sides.folder / beside).read_bytes()
            (sides.folder / path).unlink()
        sides.ours.pop(path, None)
    elif ours is not None and union.is_foreign(ours):
        sides.held.add(path)
        sides.said.append(f"{path} here was written by another version of Gleaner, and is left as it is.")
        del sides.ours[path]
        if beside and theirs is not None:
            sides.theirs[beside] = union.joined(beside, theirs, sides.theirs.get(beside)).data or theirs
        sides.theirs.pop(path, None)


def _join(sides: _Sides, path: str) -> None:
    ours, theirs = sides.ours.get(path), sides.theirs.get(path)
    one = union.joined(path, ours, theirs, sides.base.get(path))
    place = sides.folder / path
    for number, spoilt in enumerate(one.spoilt):
        files.write(place.with_name(f"{place.name}{number or ''}{BAD}"), spoilt)
    sides.said += _spoilt(path, ours in one.spoilt, theirs in one.spoilt)
    if one.data is None:
        place.unlink(missing_ok=True)
    elif one.data != ours:
        files.write(place, one.data)


def _spoilt(path: str, here: bool, there: bool) -> Iterator[str]:  # noqa: FBT001  two plain facts of one file
    if here and there:
        yield f"{path} can be read neither here nor on the branch; it is set aside and begun anew."
    elif here:
        yield f"{path} could not be read here; what the branch has of it is taken, if it has any."
    elif there:
        yield f"{path} on the branch could not be read; what is here of it stays."
