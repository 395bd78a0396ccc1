"""What the workflows do: one job in, its exit code out. The YAML only names a job; everything that decides is here.

`./gleaner workflow JOB` runs one by hand, on any machine; without a forge around it, what only a forge can do is said
instead of done. A job is loaded when it is run: one that is broken stops no other, and a list of them costs nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.workflows.job import Job

__all__ = ["JOBS", "Row", "run"]


@dataclass(frozen=True, slots=True)
class Row:
    """One job by its name."""

    words: str
    """What it does, for `./gleaner workflow --help`."""
    module: str
    """Of this package."""
    function: str
    """Of that module: from a Job to an exit code."""

    def run(self, job: "Job") -> int:
        """Load the job, do it, and return its exit code."""
        code: int = getattr(import_module(f"{__name__}.{self.module}"), self.function)(job)
        return code


JOBS: Mapping[str, Row] = MappingProxyType(
    {
        "collect": Row("collect, publish what is due, have the site printed: the daily run", "collect", "collect"),
        "part": Row("collect one share of the sources, as one of several machines", "parts", "part"),
        "finish": Row("put the shares together, and go on as on any day", "parts", "finish"),
        "site": Row("print the site for the address it will have", "site", "site"),
        "announce": Row("tell of the newest edition wherever its owner wishes it, once", "announce", "announce"),
        "change": Row(
            "say what a pull request would do to the next edition, and what is wrong with it", "change", "change"
        ),
        "probe": Row(
            "look at the published site, keep one issue about it true, keep the schedules on", "probe", "probe"
        ),
        "form": Row("try the source that an issue asks for, and propose to add it", "form", "form"),
        "upgrade-look": Row("look whether there is a newer release of Gleaner to propose", "upgrade", "look"),
        "upgrade-try": Row("let that release work on a copy, where nothing is that may write", "upgrade", "attempt"),
        "upgrade-propose": Row("propose it, with what the trial has handed on", "upgrade", "propose"),
    }
)
"""Name -> job, in the order in which a digest meets them."""


def run(name: str, job: "Job") -> int:
    """Do one job and return its exit code; what stops it is told where an owner looks."""
    from generator.workflows import troubles  # noqa: PLC0415  a list of the jobs needs nothing that does one

    return troubles.heard(job, partial(JOBS[name].run, job))
