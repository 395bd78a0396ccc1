"""What the workflows do: one job in, its exit code out. The YAML only names a job; everything that decides is here.

`./gleaner workflow JOB` runs one by hand, on any machine; without a forge around it, what only a forge can do is said
instead of done.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from generator.workflows.job import Job

__all__ = ["JOBS", "Job", "Row", "run"]


@dataclass(frozen=True, slots=True)
class Row:
    """One job by its name."""

    words: str
    """What it does, for `./gleaner workflow --help`."""
    run: Callable[[Job], int]
    """Returns the exit code."""


JOBS: Mapping[str, Row] = {}
"""Name -> job, in the order in which a digest meets them."""


def run(name: str, job: Job) -> int:
    """Do one job and return its exit code."""
    return JOBS[name].run(job)
