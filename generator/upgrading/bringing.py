"""A digest and a release in, one commit that brings the digest to it out; nobody sees anything of it until it is put.

The order: which release (releases.py), what becomes of each file (plan.py), all of it in a folder where the new release
brings the owner's files up to date and reads them (trying.py), a commit (trees.py). Only then does a branch move, here
(putting.py) or in a pull request (workflows/upgrade.py). Whatever fails before leaves everything as it was.

Of all this only `brought` lets the new release's own code run. What it says is a value, `Brought`: on one machine it is
taken as it is, between two it goes as a parcel that is looked through (parcel.py).
"""

import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from generator import text
from generator.errors import InputError, Problem, RepositoryError
from generator.repository.git import Git
from generator.upgrading import changelog, owned, plan, releases, trees, trying
from generator.upgrading.changelog import Notes
from generator.upgrading.owned import Whose
from generator.upgrading.plan import Entry, Known, Plan, Tree
from generator.upgrading.releases import RECORD, Here, Release

CHANGELOG = "CHANGELOG.md"
TRAILER = "Gleaner-Release"
"""Before the tag in the words of every commit that an upgrade makes."""
AT_ONCE = 200
"""Paths that one command of git is given; systems limit how long a command may be."""
PLAIN = ("100644", "100755")
"""What git calls a file; a symbolic link (120000) could point out of the digest."""
CONFIG = "config.yaml"
DIGEST = re.compile(r"(?:content/digests/[a-z0-9-]+/)?config\.yaml")
"""Where a digest has its file: at the root, or in a folder of its own."""
EDITION = re.compile(r"(?:content/digests/[a-z0-9-]+/)?content/editions/[0-9A-Za-z-]+\.md")
"""Where it has its editions, which are called by their weeks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the digest has and what there is."""

    here: Here
    release: Release | None
    """The one that is wanted; None where the template has none at all."""

    @property
    def is_newer(self) -> bool:
        """Whether there is anything to bring."""
        return self.release is not None and self.release.version > self.here.version

    def words(self) -> str:
        """Say it."""
        if self.release is None:
            return f"Here is {self.here.version}; the template has no release yet."
        if self.is_newer:
            return f"Here is {self.here.version}; {self.release.version} is out."
        return f"Here is {self.here.version}, and that is the newest."


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """An upgrade that is worked out and not yet made; its releases are in the store for as long as it is open."""

    git: Git
    """From its uppermost folder."""
    here: Here
    release: Release
    parent: str
    """The commit of the digest that it begins from."""
    mine: Tree
    base: str
    """The name of the release that the digest has, "" where it cannot be had."""
    plan: Plan
    notes: tuple[Notes, ...]
    """What is written of the releases that come, newest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """An upgrade as a commit that no branch has yet."""

    planned: Planned
    commit: str
    done: Mapping[str, tuple[str, ...]]
    """File of the owner's -> how it was brought up to date."""
    patch: str
    """The owner's changes to files of ours, as `git apply` takes them; "" for none."""


def look(git: Git, *, whence: str = "", to: str | None = None) -> Found:
    """Say what the digest has and what the template offers.

    Args:
        git: of the digest.
        whence: the template's repository, an address or a folder; by default where the last upgrade came from.
        to: the tag that is wanted; by default the newest release.

    Raises:
        InputError: `to` is no release, or an older one.
        RepositoryError: it is not known what is here, or the template cannot be reached.
    """
    here = releases.here(git)
    found = Found(here=here, release=releases.wanted(releases.listed(git, whence or here.whence), to))
    if to and found.release and found.release.version < here.version:
        words = f"{to} is older than {here.version}, which is here."
        raise InputError(Problem(file="gleaner upgrade", words=words, hint="To take an upgrade back: git revert"))
    return found


@contextmanager
def opened(git: Git, found: Found, *, workflows: bool = True) -> Iterator[Planned]:
    """Fetch what is needed and work out what becomes of each file; afterwards the releases are forgotten again.

    Args:
        git: of the digest.
        found: what there is, and newer than what the digest has.
        workflows: whether whoever is to push this may change workflows.

    Raises:
        RepositoryError: a release cannot be had, or there is no room for a file of it beside the owner's.
    """
    git, release = trees.top(git), found.release
    assert release
    try:
        base = trees.fetch(git, release, found.here)
        mine, theirs = trees.tree(git, "HEAD"), trees.tree(git, trees.NEW)
        known = Known(base=trees.tree(git, base) if base else {}, ever=trees.ever(git, trees.NEW), had=trees.had(git))
        planned = plan.compare(mine, theirs, known)
        planned = planned if workflows else planned.without_workflows()
        if there := plan.colliding(mine, planned.put):
            words = f"{release.version} has a file where you have a folder, or a folder where you have a file"
            raise RepositoryError(f"{words}: {plan.names(there)}. Give yours another name; nothing was changed.")
        if odd := [path for path, entry in planned.put.items() if entry and entry.mode not in PLAIN]:
            words = f"{release.version} has links where there should be files"
            raise RepositoryError(f"{words}: {plan.names(odd)}. Whoever publishes it should hear; nothing was changed.")
        yield Planned(
            git=git,
            here=found.here,
            release=release,
            parent=git.run("rev-parse", "HEAD"),
            mine=mine,
            base=base,
            plan=planned,
            notes=_notes(git, theirs, found.here, release),
        )
    finally:
        trees.forget(git)


def _notes(git: Git, theirs: Tree, here: Here, release: Release) -> tuple[Notes, ...]:
    if CHANGELOG not in theirs:
        return ()
    return changelog.between(git.run("cat-file", "blob", theirs[CHANGELOG].blob), here.version, release.version)


def refuse(planned: Planned, *, force: bool = False) -> None:
    """Refuse what would take work of the owner's with it.

    Raises:
        RepositoryError: a file has changes that are not committed; or, without `force`, files of ours were changed.
    """
    if dirty := trees.edited(planned.git, planned.mine, planned.plan.put):
        words = "These have changes that are not committed, and the upgrade would replace them: "
        raise RepositoryError(f"{words}{plan.names(dirty)}. Commit or undo them first; nothing was changed.")
    if planned.plan.lost and not force:
        them = plan.names(planned.plan.lost)
        raise RepositoryError(
            f"You have changed files that belong to Gleaner, and a release replaces them: {them}.\n"
            "Nothing was changed. ./gleaner upgrade --force replaces them and keeps your changes as a patch.\n"
            "What is to stay belongs into themes/mine, content/ or config.yaml."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """The owner's files as the new release leaves them."""

    files: Mapping[str, bytes]
    """Path -> what is there now; only what has changed."""
    done: Mapping[str, tuple[str, ...]]
    """Path -> a sentence for each step, in the words of the release."""


def brought(planned: Planned, *, environment: Mapping[str, str], config: str = CONFIG) -> Brought:
    """Let the new release work on every digest of the repository; nothing but the owner's own files is taken over.

    Args:
        planned: what becomes of each file; still open.
        environment: of this run, of which the release gets what a set-up needs.
        config: the file of the digest, from the uppermost folder; others of its name are brought up to date as well.

    Raises:
        RepositoryError: the release cannot work with this digest, with its own words.
    """
    theirs = [path for path, entry in planned.mine.items() if may_change(path, entry, config)]
    done: dict[str, tuple[str, ...]] = {}
    lock = planned.git.root / trying.LOCK
    at_hand = lock.read_bytes() if lock.is_file() else b""
    with _index(planned) as index:
        folder = index.file.parent / "digest"
        index.copy(folder)
        before = {path: (folder / path).read_bytes() for path in theirs if (folder / path).is_file()}
        for each in _configs(planned.mine, config):
            done |= trying.tried(folder, each, lock=at_hand, environment=environment).done
        after = {path: (folder / path).read_bytes() for path in before if (folder / path).is_file()}
    changed = {path: data for path, data in after.items() if data != before[path]}
    return Brought(files=changed, done={path: words for path, words in done.items() if path in changed})


def made(planned: Planned, brought: Brought) -> Made:
    """Make the commit: the release's files put, and the owner's as they were brought up to date.

    Args:
        planned: what becomes of each file; still open.
        brought: the owner's files; each is one that may change.
    """
    git, mine = planned.git, planned.mine
    files = {path: Entry(mine[path].mode, trees.keep(git, data, path)) for path, data in brought.files.items()}
    with _index(planned) as index:
        index.put(files)
        commit = index.commit(_message(planned), planned.parent)
    return Made(planned=planned, commit=commit, done=brought.done, patch=_patch(planned))


@contextmanager
def _index(planned: Planned) -> Iterator[trees.Index]:
    """Give an index with the digest as it will be, but for the owner's files, in a folder that goes afterwards."""
    record = Entry("100644", trees.keep(planned.git, releases.record(planned.release), RECORD))
    with tempfile.TemporaryDirectory(prefix="gleaner-upgrade-") as folder:
        index = trees.Index(git=planned.git, file=Path(folder, "index"))
        index.begin(planned.parent)
        index.put({**planned.plan.put, RECORD: record})
        yield index


def may_change(path: str, entry: Entry, config: str) -> bool:
    """Whether a file is one of those that have forms: a digest's config.yaml, or an edition of it."""
    beside = path.removeprefix(config[: config.rfind("/") + 1])
    named = path == config or DIGEST.fullmatch(path) or EDITION.fullmatch(path) or EDITION.fullmatch(beside)
    return bool(named) and entry.mode.startswith("100") and owned.whose(path, shipped=False, themes=()) is Whose.OWNERS


def _configs(mine: Tree, config: str) -> Sequence[str]:
    """Return every config.yaml of the repository: several digests may share it, each in a folder of its own."""
    wanted = (path for path in mine if path == config or DIGEST.fullmatch(path))
    return sorted(path for path in wanted if may_change(path, mine[path], config))


def _message(planned: Planned) -> str:
    version = planned.release.version
    return f"Upgrade Gleaner from {planned.here.version} to {version}\n\n{TRAILER}: {version}\n"


def _patch(planned: Planned) -> str:
    """Return what the owner has changed in files of ours, compared with the release they came with."""
    git, lost = planned.git, planned.plan.lost
    form = ("diff", "--no-color", "--no-ext-diff", "--no-renames", "--binary", "--src-prefix=a/", "--dst-prefix=b/")
    parts = [lost[at : at + AT_ONCE] for at in range(0, len(lost), AT_ONCE)]
    told = [git.run(*form, planned.base or trees.NEW, planned.parent, "--", *part) for part in parts]
    return "".join(f"{each}\n" for each in told if each)


def summary(planned: Planned) -> tuple[str, ...]:
    """Say in a few lines what the upgrade does."""
    files = planned.plan
    changed = text.count(len(files.put), "file")
    way = f"{planned.here.version} -> {planned.release.version} (commit {planned.release.commit[:12]})"
    lines = [f"{way}: {changed} of Gleaner's to replace; config.yaml, content/ and your themes stay yours."]
    lines += [f"What to do, {notes.version}:\n{notes.to_do}" for notes in planned.notes if notes.to_do]
    if files.left:
        lines.append(f"Yours by now, and left as they are: {plan.names(files.left)}.")
    if files.lost:
        lines.append(f"You had changed these, and they are replaced: {plan.names(files.lost)}.")
    return tuple(lines)
