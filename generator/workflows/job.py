"""One job of a workflow: what it works on, where it runs, and how it is heard."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from generator import opening
from generator.collect import Door
from generator.model import Config
from generator.pipeline import Place
from generator.repository.git import Git
from generator.repository.github import GitHub
from generator.repository.runner import Runner


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Everything that enters; a job asks for no clock and no environment of its own."""

    file: Path
    """config.yaml, as it was named on the command line: annotations point to it."""
    state: Path
    output: Path
    now: datetime
    door: Door
    """The way to the sources; its secrets are those of sources."""
    runner: Runner
    git: Git
    github: GitHub
    """Its door holds the token of the run, and nothing else."""
    shard: tuple[int, int] | None = None
    """(3, 8): the third of eight machines; None for one that does it all."""
    whence: str = ""
    """Where releases of Gleaner come from; "" for where the last one came from."""
    to: str | None = None
    """The tag of the release that is meant; None for the newest."""
    commit: str = ""
    """The commit that this tag has to name; "" for whichever it names."""

    @property
    def place(self) -> Place:
        """Where the digest lives."""
        return Place(root=self.file.resolve().parent, state=self.state)

    def config(self) -> Config:
        """Read the owner's file; InputError with all that is wrong with it."""
        return opening.opened(self.file)
