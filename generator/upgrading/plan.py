"""The files of a digest and of two releases in, what an upgrade does with each out. Pure.

Whether an owner has changed a file is seen from the template's history: a file that was never there in these bytes is
the owner's own work. So it does not matter between which two releases a digest was made.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from generator.upgrading import owned
from generator.upgrading.owned import WORKFLOWS, Whose


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a tree: what git calls its mode (100644, 100755, 120000), and the hash of its bytes."""

    mode: str
    blob: str


Tree = Mapping[str, Entry]
"""Path -> its file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of the template and of the digest besides their files."""

    base: Tree = field(default_factory=lambda: MappingProxyType({}))
    """The release that the digest has; empty where it cannot be had."""
    ever: frozenset[tuple[str, str]] = frozenset()
    """Path and hash of every file the template ever had."""
    had: frozenset[str] = frozenset()
    """Paths the digest ever had: what is missing of them, its owner took out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What an upgrade does."""

    put: Mapping[str, Entry | None] = field(default_factory=lambda: MappingProxyType({}))
    """Path -> what is there afterwards; None where nothing is."""
    lost: tuple[str, ...] = ()
    """Of those, files of ours that the owner had changed or added: their changes do not stay."""
    left: tuple[str, ...] = ()
    """Files in between that the owner has changed, and of which the release brings another version."""
    by_hand: Mapping[str, Entry | None] = field(default_factory=lambda: MappingProxyType({}))
    """Workflows that somebody with the right to has to bring up to date."""

    def without_workflows(self) -> "Plan":
        """Return the same for somebody who may not touch workflows."""
        put = {path: entry for path, entry in self.put.items() if not path.startswith(WORKFLOWS)}
        return replace(self, put=put, by_hand={path: self.put[path] for path in self.put if path not in put})


def compare(mine: Tree, theirs: Tree, known: Known) -> Plan:
    """Work out what becomes of each file.

    Args:
        mine: the digest.
        theirs: the release it is brought to.
        known: what else is known.
    """
    shipped = {path for path, _ in known.ever} | set(theirs)
    themes = owned.stock(shipped)
    put: dict[str, Entry | None] = {}
    lost: list[str] = []
    left: list[str] = []
    for path in sorted({*mine, *theirs}):
        old, new = mine.get(path), theirs.get(path)
        whose = owned.whose(path, shipped=path in shipped, themes=themes)
        if old == new or whose is Whose.OWNERS:
            continue
        touched = _touched(path, old, known)
        if whose is Whose.OURS or not touched:
            put[path] = new
            lost += [path] if old and touched else []
        elif old and new != known.base.get(path):
            left.append(path)
    return Plan(put=put, lost=tuple(lost), left=tuple(left))


def colliding(mine: Tree, put: Mapping[str, Entry | None]) -> tuple[str, ...]:
    """Return the new files that stand where the owner has a folder, or in a folder where the owner has a file.

    Git would make room for them by taking out what is there, whosever it is.
    """
    stay = {path for path in mine if put.get(path, mine[path])}
    folders = {folder for path in stay for folder in _folders(path)}
    new = (path for path, entry in put.items() if entry)
    return tuple(sorted(path for path in new if path in folders or not stay.isdisjoint(_folders(path))))


def _folders(path: str) -> Iterator[str]:
    """Yield the folders that a file is in, the nearest first."""
    while path := path.rpartition("/")[0]:
        yield path


def _touched(path: str, old: Entry | None, known: Known) -> bool:
    """Whether the owner has changed a file, or taken it out."""
    if old:
        return (path, old.blob) not in known.ever
    return path in known.base or path in known.had


def names(paths: Collection[str], most: int = 12) -> str:
    """Return paths as a list in a sentence, the rest of a long one as a number."""
    shown = sorted(paths)
    more = f" and {len(shown) - most} more" if len(shown) > most else ""
    return ", ".join(shown[:most]) + more
