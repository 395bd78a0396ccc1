"""One digest and the repository it lives in: its state fetched and put away, its editions kept; what failed is said.

Everything here may be done again and again. A run that is killed between any two of these steps leaves the branch and
the state as one step or the other left them, and the next run goes on from there.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial

from generator import correcting
from generator.errors import RepositoryError
from generator.model import Config
from generator.repository import editions, state
from generator.workflows.digests import Digest
from generator.workflows.job import Job

NO_REMOTE = (
    "This folder is no clone of a repository: what was collected stays in {state}, editions in content/editions."
)


@dataclass(slots=True, kw_only=True)
class Saving:
    """What is fetched from the repository and given back to it."""

    job: Job
    digest: Digest
    branch: str
    """The one that its owner works on."""
    able: bool
    """Whether there is a repository to give anything to."""
    failed: list[RepositoryError] = field(default_factory=list)
    """What did not work and was not made good since."""
    said: list[str] = field(default_factory=list)
    """What an owner should know, each a sentence."""
    lost: tuple[str, ...] = ()
    """Weeks whose edition another run had published first, so that the one made here was dropped."""
    stuck: bool = False
    """Whether what was committed is not on the branch."""

    @classmethod
    def of(cls, job: Job, digest: Digest) -> "Saving":
        """Find out what there is."""
        able = job.git.is_one() and job.git.has_remote()
        return cls(job=job, digest=digest, branch=branch_of(job) if able else "", able=able)

    def fetch(self) -> None:
        """Get what earlier runs have put away; without it nothing may be chosen, so a failure stops the digest."""
        if self.able:
            self._say(state.pull(self.job.git, self.digest.state, name=self.digest.name).said)
        else:
            self.said.append(NO_REMOTE.format(state=self.digest.state.as_posix()))

    def put_away(self, config: Config) -> None:
        """Put the state away; where that does not go well the work goes on, for the next step tries again."""
        if not self.able:
            return
        self.failed.clear()
        now, place = self.job.now, self.digest.place
        tidy = partial(correcting.tidy, config, place, now=now)
        try:
            self._say(state.push(self.job.git, place.state, now=now, name=self.digest.name, tidy=tidy).said)
        except RepositoryError as error:
            self.failed.append(error)

    def keep(self) -> bool:
        """Commit editions and answers to the branch; tell whether anything was pushed."""
        if not self.able:
            return False
        try:
            kept = editions.keep(self.job.git, self.digest.place.root, self.branch)
        except RepositoryError as error:
            self.failed.append(error)
            self.stuck = True
            return False
        self._say(filter(None, [kept.dropped, kept.locked]))
        self.lost = kept.lost
        return kept.pushed

    def _say(self, sentences: Iterable[str]) -> None:
        self.said += (each for each in sentences if each not in self.said)


def branch_of(job: Job) -> str:
    """Return the branch that a run is for: the forge's word, else what is checked out."""
    return job.runner.branch or job.git.tried("symbolic-ref", "--quiet", "--short", "HEAD").stdout.decode().strip()
