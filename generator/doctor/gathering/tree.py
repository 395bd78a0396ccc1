"""The work tree of git: what is committed, what is not, and how it stands to its remote. Nothing is fetched."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from generator.doctor.facts import Tree
from generator.errors import RepositoryError
from generator.repository.git import Git

OWNERS = ("config.yaml", "content", "content/editions", "content/pages", ".github/workflows", "requirements.lock")
"""What has to be committed for a digest to run elsewhere."""
BUSY: Mapping[str, str] = {
    "MERGE_HEAD": "merge",
    "rebase-merge": "rebase",
    "rebase-apply": "rebase",
    "CHERRY_PICK_HEAD": "cherry-pick",
}
MARK = re.compile(r"^(?:<{7} |>{7} |={7}$)", re.MULTILINE)
"""What git writes into a file on which two changes disagree."""
TEXTS = ("*.md", "*.yaml", "*.yml", "*.css")
OLD = 600
"""Seconds after which a lock of git's index is one that nobody holds: no command of ours takes ten minutes."""
WEEK = re.compile(r"content/editions/([^/]+)\.md")


def gather(git: Git, root: Path, now: datetime) -> Tree | None:
    """Return how the work tree is; None where there is none, or no git."""
    try:
        if not git.is_one():
            return None
        return _gathered(git, root, now)
    except RepositoryError:
        return None


def remote_weeks(git: Git, branch: str) -> tuple[str, ...]:
    """Return the names of the editions on a branch of the remote, as this clone knows it."""
    said = git.tried("ls-tree", "--name-only", f"refs/remotes/{git.remote}/{branch}", "content/editions/").stdout
    return tuple(found[1] for line in said.decode(errors="replace").split("\n") if (found := WEEK.fullmatch(line)))


def _gathered(git: Git, root: Path, now: datetime) -> Tree:
    def line(*words: str) -> str:
        done = git.tried(*words)
        return "" if done.returncode else done.stdout.decode(errors="replace").strip()

    remote = line("remote", "get-url", git.remote)
    upstream = line("rev-list", "--left-right", "--count", "HEAD...@{upstream}").split()
    ahead, behind = (int(upstream[0]), int(upstream[1])) if len(upstream) == 2 else (0, 0)  # noqa: PLR2004  left, right
    folder = root / line("rev-parse", "--git-dir")
    newest = line("log", "-1", "--format=%ct")
    texts = tuple(_texts(root))
    return Tree(
        top=Path(line("rev-parse", "--show-toplevel") or root),
        remote=_without_password(remote),
        branch=line("symbolic-ref", "--short", "--quiet", "HEAD"),
        main=line("symbolic-ref", "--short", f"refs/remotes/{git.remote}/HEAD").removeprefix(f"{git.remote}/"),
        busy=next((words for name, words in BUSY.items() if (folder / name).exists()), ""),
        files=_files(git),
        changed=_changed(git),
        ignored=_ignored(git, root),
        marks=tuple(_marks(root, texts)),
        carriage=tuple(path.relative_to(root).as_posix() for path in texts if b"\r\n" in _bytes(path)),
        ahead=ahead,
        behind=behind,
        stale_lock=_is_old(folder / "index.lock", now),
        newest=datetime.fromtimestamp(int(newest), UTC) if newest.isdecimal() else None,
        state_branch=_has_state(git, remote),
    )


def _files(git: Git) -> Mapping[str, int]:
    """Return what the newest commit and the index hold, with sizes: what would be pushed."""
    sizes: dict[str, int] = {}
    for row in _rows(git, "ls-tree", "-r", "-l", "-z", "HEAD"):
        about, _, path = row.partition("\t")
        size = about.split()[-1]
        sizes[path] = int(size) if size.isdecimal() else 0
    return {path: sizes.get(path, 0) for path in _rows(git, "ls-files", "-z")}


def _changed(git: Git) -> tuple[str, ...]:
    rows = _rows(git, "status", "--porcelain", "--no-renames", "--untracked-files=all", "-z")
    return tuple(sorted(row[3:] for row in rows))


def _ignored(git: Git, root: Path) -> tuple[str, ...]:
    """Return what git leaves out though it is the owner's, with an edition for the folder of editions."""
    editions = (path.relative_to(root).as_posix() for path in sorted((root / "content" / "editions").glob("*.md")))
    asked = [*(name for name in OWNERS if (root / name).exists()), *editions]
    given = "\0".join(asked).encode(errors="surrogateescape")
    said = git.tried("check-ignore", "-z", "--stdin", given=given).stdout.decode(errors="replace")
    return tuple(sorted(path for path in said.split("\0") if path))


def _rows(git: Git, *words: str) -> Iterator[str]:
    done = git.tried(*words)
    said = "" if done.returncode else done.stdout.decode(errors="replace")
    return (row for row in said.split("\0") if row)


def _texts(root: Path) -> Iterator[Path]:
    yield from (path for name in ("config.yaml", "config.yml") if (path := root / name).is_file())
    for folder in ("content", ".github"):
        yield from sorted(path for kind in TEXTS for path in (root / folder).rglob(kind) if path.is_file())


def _marks(root: Path, texts: Sequence[Path]) -> Iterator[tuple[str, int]]:
    for path in texts:
        words = _bytes(path).decode(errors="replace")
        if "<<<<<<< " in words and (found := MARK.search(words)):
            yield path.relative_to(root).as_posix(), words.count("\n", 0, found.start()) + 1


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _has_state(git: Git, remote: str) -> bool | None:
    """Tell whether the clone has seen the branch of the state; a clone of one branch alone cannot tell."""
    if not remote:
        return None
    if not git.tried("rev-parse", "--verify", "--quiet", f"refs/remotes/{git.remote}/state").returncode:
        return True
    fetched = git.tried("config", "--get-all", f"remote.{git.remote}.fetch").stdout.decode(errors="replace")
    return False if "refs/heads/*" in fetched else None


def _is_old(path: Path, now: datetime) -> bool:
    try:
        return now.timestamp() - path.stat().st_mtime > OLD
    except OSError:
        return False


def _without_password(address: str) -> str:
    return re.sub(r"(?<=://)[^/@]*@", "", address)
