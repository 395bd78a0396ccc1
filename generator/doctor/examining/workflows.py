"""The workflows of a repository beside those of this version: missing, changed, without their hours or their rights."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any

import yaml

from generator.config import advice as notes
from generator.doctor import daily
from generator.doctor.facts import SHIPPED, Case
from generator.doctor.finding import Finding, advice, broken, soon

NEEDED = ("collect.yml", "site.yml")
"""Without these there is no digest."""
MISSED: Mapping[str, Callable[..., Finding]] = {
    "collect.yml": broken,
    "site.yml": broken,
    "probe.yml": soon,
    "upgrade.yml": advice,
}
"""Which of them an owner would miss, and how much; who deletes another one has meant it."""
USES = re.compile(r"^\s*(?:-\s+)?uses:\s*[\"']?([^\s\"'#]+)")
PINNED = re.compile(r"[^@]+@[0-9a-f]{40}")
OWN = re.compile(r"\$\{\{\s*secrets\.[A-Z0-9_]+\s*\}\}")
"""A secret that an owner passes on; each may be added."""
RANK: Mapping[str, int] = {"none": 0, "read": 1, "write": 2}
ON = ("on", True)
"""The key `on:`, which YAML 1.1 takes for a yes."""
Tree = Mapping[Any, Any]
KEPT = 64
"""Workflows whose reading is remembered: most of an owner's are the very bytes of ours."""


def files(case: Case) -> Iterator[Finding]:
    """Compare each workflow that comes with this version with that of the repository."""
    there = case.workflows
    assert there
    for name, shipped in there.shipped.items():
        ours = there.ours.get(name)
        if ours is not None:
            yield from _compared(name, ours, shipped, case)
        elif name in MISSED:
            words = f"The workflow {name} is missing."
            yield MISSED[name]("workflow-missing", words, _copy(name), _path(name))
    for name, ours in there.ours.items():
        yield from _unpinned(name, ours)


def secrets(case: Case) -> Iterator[Finding]:
    """Look whether the daily run passes on the secrets that sources need, and whether they are there."""
    there, config = case.workflows, case.digest.config
    ours = _daily(case)
    collect = there.ours.get(ours) if there else None
    if collect is None or config is None:
        return
    passed = set(re.findall(r"secrets\.([A-Z0-9_]+)", collect))
    known = case.forge.secrets if case.forge else None
    for source in config.sources:
        fate, names = notes.wished(source)
        where = f"{case.digest.file}:{source.line}" if source.line else case.digest.file
        for name in names:
            if name not in passed:
                words = f"{source.name} {fate} {name}, and {ours} does not pass it on."
                mend = f"Under the step's `env:` in {_path(ours)} add  {name}: ${{{{ secrets.{name} }}}}"
                yield soon("secret-not-passed", words, mend, where)
            elif known is not None and name not in known:
                words = f"{source.name} {fate} {name}, and GitHub keeps no secret of that name."
                mend = "Settings > Secrets and variables > Actions > New repository secret (see the guide)."
                yield soon("secret-missing", words, mend, where)


def _compared(name: str, ours: str, shipped: str, case: Case) -> Iterator[Finding]:
    """Name what is wrong with one, or else that it is another one."""
    mine, theirs = _read(ours), _read(shipped)
    if mine is None or theirs is None:
        words = f"The workflow {name} cannot be read as YAML, and GitHub does not run it."
        yield broken("workflow-unreadable", words, _copy(name), _path(name))
        return
    told = False
    hours = () if name == daily.COLLECT and _daily(case) != name else _hours(name, mine, theirs)
    for finding in (*hours, *_branches(name, mine, _main(case)), *_rights(name, ours, mine, theirs)):
        told = True
        yield finding
    if not told and _plain(mine) != _plain(theirs):
        words = f"The workflow {name} is not the one of this version: it is older, or you have changed it."
        yield advice("workflow-differs", words, f"If the change is yours, leave it. Else: {_copy(name)}", _path(name))


def _hours(name: str, mine: Tree, theirs: Tree) -> Iterator[Finding]:
    if _on(theirs).get("schedule") and not _on(mine).get("schedule"):
        words = f"The workflow {name} has no hour any more (`schedule:`), so it never begins by itself."
        yield (broken if name in NEEDED else soon)("schedule-missing", words, _copy(name), _path(name))


def _branches(name: str, mine: Tree, main: str) -> Iterator[Finding]:
    push = _on(mine).get("push")
    branches = push.get("branches") if isinstance(push, Mapping) else None
    if isinstance(branches, list) and main and main not in branches and not any("*" in str(each) for each in branches):
        words = f"The workflow {name} waits for {', '.join(map(str, branches))}, and the default branch is {main}."
        mend = f"Write  branches: [{main}]  there, or rename the branch: Settings > General > Default branch."
        yield broken("branch-renamed", words, mend, _path(name))


def _rights(name: str, ours: str, mine: Tree, theirs: Tree) -> Iterator[Finding]:
    """Find rights that a job of this version has and that of the repository has not."""
    for job, wanted in _jobs(theirs).items():
        have = _jobs(mine).get(job)
        if have is None:
            continue
        rights, given = wanted.get("permissions") or {}, have.get("permissions", mine.get("permissions"))
        if not isinstance(rights, Mapping) or given == "write-all":
            continue
        given = given if isinstance(given, Mapping) else {}
        lost = [
            f"{what}: {right}" for what, right in rights.items() if RANK[right] > RANK.get(given.get(what, "none"), 0)
        ]
        if lost:
            words = f"The job {job} lacks a right it needs: {', '.join(lost)}."
            mend = f"Under `permissions:` of that job write  {lost[0]}"
            yield broken("permission-missing", words, mend, f"{_path(name)}:{_line(ours, rf'^  {re.escape(job)}:')}")


def _unpinned(name: str, ours: str) -> Iterator[Finding]:
    for number, line in enumerate(ours.splitlines(), 1):
        found = USES.match(line)
        if found and not found[1].startswith(("./", "$/", "docker://")) and not PINNED.fullmatch(found[1]):
            words = f"{found[1]} may become another program overnight: it is named by a tag, not by a commit."
            mend = f"Copy the line of generator/doctor/shipped/{name}, or write the commit's 40 signs behind the @."
            yield soon("action-unpinned", words, mend, f"{_path(name)}:{number}")


# ---------------------------------------------------------------- reading


@lru_cache(maxsize=KEPT)
def _read(words: str) -> Tree | None:
    try:
        found = yaml.safe_load(words)
    except yaml.YAMLError:
        return None
    return found if isinstance(found, Mapping) else None


def _on(tree: Tree) -> Tree:
    found = next((tree[key] for key in ON if key in tree), None)
    return found if isinstance(found, Mapping) else {}


def _jobs(tree: Tree) -> Mapping[str, Tree]:
    found = tree.get("jobs")
    return (
        {str(name): job for name, job in found.items() if isinstance(job, Mapping)}
        if isinstance(found, Mapping)
        else {}
    )


def _plain(value: Any) -> Any:  # noqa: ANN401  YAML is anything
    """Return a workflow without what owners and Dependabot may choose: versions, hours, branches, secrets."""
    if isinstance(value, Mapping):
        kept = {key: _chosen(key, each) for key, each in value.items() if not OWN.fullmatch(str(each).strip())}
        return {key: each for key, each in kept.items() if each != {}}
    return [_plain(each) for each in value] if isinstance(value, list) else value


def _chosen(key: object, value: Any) -> Any:  # noqa: ANN401  YAML is anything
    if key == "uses":
        return str(value).partition("@")[0]
    if key == "schedule":  # `_hours` looks at it
        return {}
    return "" if key == "branches" else _plain(value)


def _line(words: str, pattern: str) -> int:
    found = re.search(pattern, words, re.MULTILINE)
    return words.count("\n", 0, found.start()) + 1 if found else 1


def _daily(case: Case) -> str:
    """Return which workflow collects every day."""
    ours = case.workflows.ours if case.workflows else {}
    read = ((name, _read(ours[name])) for name in daily.NAMES if name in ours)
    return daily.chosen({name for name, tree in read if tree and _on(tree).get("schedule")})


def _main(case: Case) -> str:
    """Return the default branch, "" where nobody says."""
    told = case.forge and case.forge.repository and case.forge.repository.get("default_branch")
    return str(told or (case.tree and case.tree.main) or "")


def _path(name: str) -> str:
    return f".github/workflows/{name}"


def _copy(name: str) -> str:
    return f"`cp {SHIPPED}/{name} .github/workflows/{name}`, then commit and push."
