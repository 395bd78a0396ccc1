"""The template's tags in, the release that is wanted out; and which release a digest has by now.

A release is a tag vX.Y.Z (https://semver.org/, 11); what has more behind it is a trial, and nobody is brought to one.
A copy of a template shares no history with it, so the digest says itself which release it has: `__version__`, and from
the first upgrade on RELEASE.yaml, which names the commit as well, and where the next one is looked for.
"""

import re
from dataclasses import dataclass

from generator import forms
from generator.errors import InputError, Problem, RepositoryError
from generator.repository.git import Git

TAG = re.compile(r"v(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})")
"""A number of nine digits is the longest: a server may name its tags as it likes, and nobody counts further."""
VERSION = re.compile(r'^__version__ = "(?P<version>[^"]*)"', re.MULTILINE)
CODE, RECORD = "generator/__init__.py", "generator/RELEASE.yaml"
HEAD = "# Written by `./gleaner upgrade`: the release that is here, its commit, and where the next one is looked for.\n"
HOW = "Say where from: ./gleaner upgrade --from https://github.com/OWNER/TEMPLATE"
SECRET = re.compile(r"(?<=://)[^/]+@")
"""A name and a password in an address."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Version:
    """Three numbers, in the order of releases."""

    major: int
    minor: int
    patch: int

    @classmethod
    def named(cls, tag: str) -> "Version | None":
        """Read vX.Y.Z; None for anything else."""
        found = TAG.fullmatch(tag)
        return cls(major=int(found[1]), minor=int(found[2]), patch=int(found[3])) if found else None

    def __str__(self) -> str:
        """Write it as its tag."""
        return f"v{self.major}.{self.minor}.{self.patch}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """A tag of the template's repository."""

    version: Version
    commit: str
    whence: str
    """The repository it is in: an address, or a folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Here:
    """What a digest has."""

    version: Version
    commit: str = ""
    """Of the template; "" where the digest was never upgraded."""
    whence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Record:
    version: str
    commit: str
    template: str


def here(git: Git) -> Here:
    """Return what the digest has, as it is committed.

    Raises:
        RepositoryError: this is no digest, or git knows nothing of it.
    """
    if not git.is_one():
        raise RepositoryError("This folder is not in git, so nothing could be taken back. Begin with: git init")
    shown = git.tried("show", f"HEAD:{CODE}")
    found = VERSION.search(shown.stdout.decode(errors="replace"))
    version = Version.named(f"v{found['version']}") if found else None
    if shown.returncode or not version:
        raise RepositoryError(f"{CODE} does not say which release is here, so it is not known what would change.")
    record = _recorded(git)
    same = record and record.version == str(version)
    return Here(
        version=version, commit=record.commit if record and same else "", whence=record.template if record else ""
    )


def _recorded(git: Git) -> _Record | None:
    """Read RELEASE.yaml; without one that can be read it is as for a digest that was never upgraded."""
    shown = git.tried("show", f"HEAD:{RECORD}")
    try:
        return None if shown.returncode else forms.read(shown.stdout.decode(errors="replace"), _Record, file=RECORD)
    except InputError:
        return None


def record(release: Release) -> bytes:
    """Return the text of RELEASE.yaml; a password in the address is not kept."""
    from generator.publish.script import written  # noqa: PLC0415  yaml, for an upgrade alone

    whence = SECRET.sub("", release.whence)
    return (HEAD + written({"version": str(release.version), "commit": release.commit, "template": whence})).encode()


def listed(git: Git, whence: str) -> tuple[Release, ...]:
    """Return the releases of a repository, oldest first; other tags are none.

    Raises:
        RepositoryError: it cannot be reached.
    """
    if not whence:
        raise RepositoryError(f"It is not known from which template this digest was made. {HOW}")
    commits: dict[str, str] = {}
    for line in git.run("ls-remote", "--tags", "--", whence).splitlines():
        commit, _, name = line.partition("\t")
        tag = name.removeprefix("refs/tags/")
        if tag.endswith("^{}") or tag not in commits:  # the commit that a tag with words of its own points to
            commits[tag.removesuffix("^{}")] = commit
    found = ((version, commit) for tag, commit in commits.items() if (version := Version.named(tag)))
    return tuple(Release(version=version, commit=commit, whence=whence) for version, commit in sorted(found))


def wanted(releases: tuple[Release, ...], to: str | None) -> Release | None:
    """Return the release that is named, or the newest; None where there is none at all.

    Raises:
        InputError: the one that is named is not there.
    """
    if to is None:
        return releases[-1] if releases else None
    for release in releases:
        if str(release.version) == to:
            return release
    names = ", ".join(str(release.version) for release in releases[-5:]) or "none at all"
    raise InputError(Problem(file="gleaner upgrade", words=f"there is no release {to}.", hint=f"There are: {names}."))
