"""The folder of a repository in, the digests that live in it out: its own, and one for each `content/digests/NAME/`.

A digest has its config.yaml, its `content/` and its state for itself; several of them share the program, the workflows
and one site, on which each stands below its name.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from generator import opening
from generator.errors import InputError, Problem
from generator.model import Config
from generator.pipeline import Place
from generator.workflows.job import Job

FOLDER = Path("content", "digests")
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
"""What stands well in an address, on every disk and as the name of a folder of git's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """One of them."""

    name: str
    """Of its folder; "" for the one whose config.yaml stands at the root."""
    file: Path
    """Its config.yaml, as annotations point to it."""
    state: Path

    @property
    def place(self) -> Place:
        """Where it lives."""
        return Place(root=self.file.resolve().parent, state=self.state)

    def config(self) -> Config:
        """Read its config.yaml; InputError with all that is wrong."""
        if self.name and not NAME.fullmatch(self.name):
            words = f"the folder {self.name!r} cannot be the name of a digest."
            hint = "Small letters, digits and single hyphens make one: content/digests/school-board/"
            raise InputError(Problem(file=self.file.as_posix(), words=words, hint=hint))
        return opening.opened(self.file)


def found(job: Job) -> tuple[Digest, ...]:
    """Return the digest at the root, then the others by their names."""
    first = Digest(name="", file=job.file, state=job.state)
    more = sorted(job.file.parent.glob(f"{FOLDER.as_posix()}/*/config.yaml"))
    return (first, *(Digest(name=file.parent.name, file=file, state=_state(job, file)) for file in more))


def _state(job: Job, file: Path) -> Path:
    return job.state / "digests" / file.parent.name
