"""What was gathered of a set-up, as values: the examinations look at these and at nothing else.

None stands for what could not be asked; an examination then has nothing to say.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from generator.collect.memory import Record
from generator.doctor.live import Live
from generator.errors import Problem
from generator.looking import Trial
from generator.model import Config, Week

NOTHING: Mapping[str, Any] = MappingProxyType({})
SHIPPED = "generator/doctor/shipped"
"""The workflows as this version has them, so that they are at hand where a run may not write them (GitHub lets no
workflow change workflows); a test holds them equal to those of the template."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """What Gleaner runs on."""

    python: tuple[int, int, int]
    packages: tuple[tuple[str, str, str], ...] = ()
    """Of those that differ from the list: name, version of requirements.lock, version installed ("" for none)."""
    locked: bool = True
    """Whether requirements.lock is there."""
    free: int | None = None
    """Bytes left on the disk of the digest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What the owner has written."""

    file: str
    """config.yaml, as it was named."""
    config: Config | None
    """None where it cannot be used."""
    problems: tuple[Problem, ...] = ()
    """Of config.yaml."""
    others: tuple[Problem, ...] = ()
    """Of editions, pages, questions and the looks."""
    notices: tuple[Problem, ...] = ()
    weeks: tuple[Week, ...] = ()
    """Those that have an edition, here or on the branch of the remote, oldest first."""
    secret_lines: tuple[tuple[int, str], ...] = ()
    """Lines of config.yaml that seem to hold a secret, and of which kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What the runs keep between them, in the folder of the state or on its branch."""

    place: str
    """What to call it: the folder, or the branch."""
    size: int = 0
    records: Mapping[str, Record] | None = None
    """Of sources.json; None where it is not there or cannot be read."""
    unreadable: tuple[str, ...] = ()
    """Files that cannot be read at all."""
    spoilt: tuple[tuple[str, int], ...] = ()
    """Days of the log with lines that cannot be read, and how many."""
    newer: tuple[str, ...] = ()
    """Files of another version of Gleaner."""
    aside: tuple[str, ...] = ()
    """Files that were set aside as unreadable, *.bad."""
    heard: Mapping[str, datetime] = field(default_factory=lambda: NOTHING)
    """Source.key -> the newest instant at which something of it was published."""
    since: datetime | None = None
    """The first day of the log."""
    written: datetime | None = None
    """When a source was last visited."""
    held: bool = False
    """Whether another run is at work in it now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """The work tree of git."""

    top: Path
    """Its uppermost folder; the digest may live further down."""
    remote: str = ""
    """Address of origin, without a password; "" for none."""
    branch: str = ""
    """"" where no branch is checked out."""
    main: str = ""
    """The default branch, as the clone knows it."""
    busy: str = ""
    """A merge, a rebase … that was begun and not ended."""
    files: Mapping[str, int] = field(default_factory=lambda: NOTHING)
    """What is committed: path -> bytes."""
    changed: tuple[str, ...] = ()
    """Paths that differ from what is committed, or are new."""
    ignored: tuple[str, ...] = ()
    """Paths of the owner's that git leaves out."""
    marks: tuple[tuple[str, int], ...] = ()
    """Files with the marks of a merge in them, and the first line of one."""
    carriage: tuple[str, ...] = ()
    """Files with line ends of Windows."""
    ahead: int = 0
    behind: int = 0
    stale_lock: bool = False
    """Whether a lock of git lies there that nobody holds."""
    newest: datetime | None = None
    """When the newest commit was made."""
    state_branch: bool | None = None
    """Whether the remote has the branch of the state; None where that is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workflows:
    """The files in .github/workflows."""

    ours: Mapping[str, str]
    """Name -> text, of those in the repository."""
    shipped: Mapping[str, str]
    """Name -> text, of those that come with this version."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forge:
    """What GitHub says of the repository; each answer is None where it was not given."""

    name: str
    """owner/name."""
    address: str
    repository: Mapping[str, Any] | None = None
    missing: bool = False
    """Whether GitHub knows no such repository, or does not show it."""
    pages: Mapping[str, Any] | None = None
    pages_off: bool | None = None
    enabled: bool | None = None
    """Whether Actions may run at all."""
    may_open_pulls: bool | None = None
    workflows: Mapping[str, str] | None = None
    """File name -> its state."""
    runs: Mapping[str, tuple[Mapping[str, Any], ...]] = field(default_factory=lambda: NOTHING)
    """File name -> its last completed runs, newest first."""
    weeks: tuple[Week, ...] | None = None
    """Editions on the default branch."""
    deployment: str | None = None
    """How the last deployment ended: success, failure, error …"""
    secrets: frozenset[str] | None = None
    """Names of the secrets there are."""
    clock: datetime | None = None
    """What GitHub's clock said."""
    silent: tuple[str, ...] = ()
    """Questions it did not answer, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A whole set-up."""

    now: datetime
    """The instant that is examined."""
    clock: datetime
    """What the clock of this machine says; another one where a past instant is examined."""
    machine: Machine
    digest: Digest
    kept: Kept | None = None
    tree: Tree | None = None
    workflows: Workflows | None = None
    forge: Forge | None = None
    live: Live | None = None
    trials: tuple[Trial, ...] | None = None
    """What came of trying each source just now; None where that was not wished."""
    unasked: tuple[str, ...] = ()
    """What was not looked at, and why, in words."""
