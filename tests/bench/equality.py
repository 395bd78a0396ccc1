"""Two digests that lived the same days in; in what they differ out, a line each.

What must be the same: every edition and answer and the owner's files byte for byte, what was collected by the ids, the
ledgers, every file of the live site; each edition was published once, and nothing lies about. Left out is what tells of
the visit instead of what was found (VISITS), and files of the state that hold nothing else (MOVES): who visits again
after a kill does so at another instant, and meets feeds that have not changed since the visit that was killed.
"""

import json
import re
import tempfile
from difflib import unified_diff
from pathlib import Path

from generator.collect import harvest
from tests.workflows.player import git

VISITS = (
    (re.compile(rb"^    health: (ok|unchanged)$", re.MULTILINE), b"    health: well"),
    (re.compile(rb"^    since: \S+$", re.MULTILINE), b"    since: then"),
)
"""What of an edition's `reports:` is read as the same: ok and unchanged both mean that a source answered."""
SHOWN = 12
"""Lines of a difference that are printed."""


def differences(calm, struck):
    """Compare the folders of two lives (digest.git, live/, life.json)."""
    one, other = calm / "digest.git", struck / "digest.git"
    return [
        *files(found(one), found(other), "main"),
        *states(one, other),
        *once(other),
        *files(folder(calm / "live"), folder(struck / "live"), "the site"),
        *lying(other),
        *told(struck),
    ]


def files(one, other, where):
    """Compare two of path -> bytes."""
    found = [f"{where}: {path} is only in the calm one" for path in sorted(one.keys() - other.keys())]
    found += [f"{where}: {path} is only in the one under blows" for path in sorted(other.keys() - one.keys())]
    for path in sorted(one.keys() & other.keys()):
        if one[path] != other[path]:
            found += [f"{where}: {path} differs", *lines(one[path], other[path])]
    return found


def found(remote):
    """Return path -> bytes of the branch, its editions without what tells of a visit."""
    return {path: without_visits(path, data) for path, data in tree(remote, "main").items()}


def without_visits(path, data):
    for shape, same in VISITS if path.startswith("content/editions/") else ():
        data = shape.sub(same, data)
    return data


def lines(one, other):
    """Return the first lines in which two texts differ."""
    pair = (each.decode(errors="replace").splitlines() for each in (one, other))
    rows = [row[:300] for row in unified_diff(*pair, n=0, lineterm="") if not row.startswith(("---", "+++", "@@"))]
    return [f"    {row}" for row in rows[:SHOWN]]


def tree(remote, branch):
    """Return path -> bytes of a branch."""
    with tempfile.TemporaryDirectory(prefix="gleaner-tree-") as place:
        git(remote, "--work-tree", place, "-c", "core.bare=false", "restore", "--source", branch, "--worktree", ":/")
        return folder(Path(place))


def folder(place):
    """Return path -> bytes of a folder."""
    found = sorted(path for path in place.rglob("*") if path.is_file())
    return {path.relative_to(place).as_posix(): path.read_bytes() for path in found}


def states(one, other):
    """Compare what was collected, by what it means, and what the desk keeps of every week, to the byte."""
    before, after = tree(one, "state"), tree(other, "state")
    kept = [{path: data for path, data in each.items() if not path.startswith(MOVES)} for each in (before, after)]
    return [*collected(ids(before), ids(after)), *files(*kept, "state")]


MOVES = ("harvest/", "sources.json", "memory")
"""Files of the state that say when something was seen or asked: after a kill that is rightly another instant."""


def ids(state):
    """Return the (source, id) of all that was collected."""
    with tempfile.TemporaryDirectory(prefix="gleaner-state-") as place:
        for path, data in state.items():
            (Path(place) / path).parent.mkdir(parents=True, exist_ok=True)
            (Path(place) / path).write_bytes(data)
        return {(item.source, item.id) for item in harvest.read(Path(place))}


def collected(one, other):
    """Compare two sets of (source, id)."""
    found = [f"state: {source} {name} was lost" for source, name in sorted(one - other)]
    return found + [f"state: {source} {name} was never in the calm one" for source, name in sorted(other - one)]


def once(remote):
    """Look whether each edition came to the branch by one commit, and every commit that publishes brought one."""
    names = ("--format=", "--name-only", "--diff-filter=A", "main", "--", "content/editions/*.md")
    added = git(remote, "log", *names).split()
    subjects = git(remote, "log", "--format=%s", "main").splitlines()
    publishing = sum(subject.startswith("Publish") for subject in subjects)
    found = [f"main: {path} was published {added.count(path)} times" for path in set(added) if added.count(path) > 1]
    if publishing != len(set(added)):
        found.append(f"main: {publishing} commits publish {len(set(added))} editions")
    return found


def lying(remote):
    """Look for what a killed run has left in the repository."""
    heads = set(git(remote, "for-each-ref", "--format=%(refname)").split()) - {"refs/heads/main", "refs/heads/state"}
    locks = [path.relative_to(remote).as_posix() for path in remote.rglob("*.lock")]
    return [f"left in the repository: {name}" for name in sorted([*heads, *locks])]


def told(struck):
    """Say which runs were red without a kill, and what issue is open."""
    life = json.loads((struck / "life.json").read_text("utf-8"))
    return [f"a run was red: {each}" for each in life["red"]] + [f"open issue: {each}" for each in life["issues"]]
