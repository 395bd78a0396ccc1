"""Folders, git, GitHub and the published site in, what a set-up is like as values out; nothing is changed on the way.

Each module gathers one room of `facts.py`, on its own: what cannot be read in one leaves the others as they are.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from generator import looking
from generator.collect import Door
from generator.doctor.facts import Case, Tree
from generator.doctor.gathering import digest, forge, kept, machine, tree, workflows
from generator.doctor.live import look
from generator.errors import RepositoryError
from generator.looking import Trial
from generator.model import Config
from generator.repository.git import Git
from generator.repository.github import GitHub

CODE = Path(__file__).resolve().parents[3]
"""Where this Gleaner is: the folder of `generator/` and requirements.lock."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """Where to look, and with what."""

    file: Path
    """config.yaml, as it was named."""
    state: Path
    now: datetime
    clock: datetime
    git: Git
    github: GitHub
    door: Door
    """The way to the published site."""
    python: tuple[int, int, int]
    code: Path = CODE
    offline: bool = False
    sources: bool = False
    """Whether every source is tried."""

    @property
    def root(self) -> Path:
        """The folder of the digest."""
        return self.file.resolve().parent

    @property
    def name(self) -> str:
        """The name of a further digest of one repository, content/digests/NAME; "" for its own."""
        return self.root.name if self.root.parent.parts[-2:] == ("content", "digests") else ""


def gather(setup: Setup) -> Case:
    """Return all there is to know of a set-up."""
    unasked: list[str] = []
    grown = tree.gather(setup.git, setup.root, setup.now)
    written = digest.gather(setup.file, setup.root, setup.now, _remote_weeks(setup.git, grown))
    case = Case(
        now=setup.now,
        clock=setup.clock,
        machine=machine.gather(setup.code, setup.root, setup.python),
        digest=written,
        kept=kept.gather(setup.state, setup.git if grown else None, setup.name),
        tree=grown,
    )
    name = _repository(setup, case)
    if grown and (name or (grown.top / workflows.FOLDER).is_dir()):
        case = replace(case, workflows=workflows.gather(grown.top, setup.code))
    if not grown:
        unasked.append("git: this folder is not kept by it")
    if setup.offline:
        unasked.append("GitHub and the published site: --offline was given")
    elif name:
        said = _attempt(lambda: forge.gather(setup.github, name), unasked)
        case = replace(case, forge=said)
    else:
        unasked.append("GitHub: no repository there is known; `site.repository` in config.yaml can name it")
    if case.forge and case.forge.weeks:
        weeks = tuple(sorted({*written.weeks, *case.forge.weeks}))
        case = replace(case, digest=replace(written, weeks=weeks))
    if setup.sources and not setup.offline and written.config:
        case = replace(case, trials=_trials(setup, written.config))
    if not setup.offline and (address := _site(case)) and case.digest.weeks:
        case = replace(case, live=look(address, door=setup.door, now=setup.now))
    return replace(case, unasked=(*unasked, *(case.forge.silent if case.forge else ())))


def _trials(setup: Setup, config: Config) -> tuple[Trial, ...]:
    today = setup.now.astimezone(ZoneInfo(config.site.zone)).date()
    return tuple(looking.trials(config.sources, now=setup.now, today=today, door=setup.door))


def _remote_weeks(git: Git, grown: Tree | None) -> Collection[str]:
    return tree.remote_weeks(git, grown.main or grown.branch) if grown and grown.remote else ()


def _repository(setup: Setup, case: Case) -> str:
    """Return owner/name of the repository on GitHub, from the run, from config.yaml or from git; "" for none."""
    config = case.digest.config
    told = (
        setup.github.runner.repository and setup.github.runner.address,
        (config and config.site.repository) or "",
        case.tree.remote if case.tree else "",
    )
    return next((name for each in told if (name := forge.named(each, setup.github.runner.server))), "")


def _site(case: Case) -> str:
    """Return where the site is: where Pages says, else where config.yaml does."""
    pages = case.forge.pages if case.forge else None
    named = str(pages.get("html_url") or "") if pages else ""
    config = case.digest.config
    return named or (config.site.address if config and config.site.address else "")


def _attempt(does: Callable[[], T], unasked: list[str]) -> T | None:
    try:
        return does()
    except RepositoryError as error:
        unasked.append(f"GitHub: {error}")
        return None
