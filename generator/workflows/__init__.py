"""What the workflows do: one job in, its exit code out. The YAML only names a job; everything that decides is here.

`./gleaner workflow JOB` runs one by hand, on any machine; without a forge around it, what only a forge can do is said
instead of done.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from generator.workflows import announce, change, collect, form, parts, probe, site, troubles, upgrade
from generator.workflows.job import Job

__all__ = ["JOBS", "Job", "Row", "run"]


@dataclass(frozen=True, slots=True)
class Row:
    """One job by its name."""

    words: str
    """What it does, for `./gleaner workflow --help`."""
    run: Callable[[Job], int]
    """Returns the exit code."""


JOBS: Mapping[str, Row] = {
    "collect": Row("collect, publish what is due, have the site printed: the daily run", collect.collect),
    "part": Row("collect one share of the sources, as one of several machines", parts.part),
    "finish": Row("put the shares together, and go on as on any day", parts.finish),
    "site": Row("print the site for the address it will have", site.site),
    "announce": Row("tell of the newest edition wherever its owner wishes it, once", announce.announce),
    "change": Row("say what a pull request would do to the next edition, and what is wrong with it", change.change),
    "probe": Row("look at the published site, keep one issue about it true, keep the schedules on", probe.probe),
    "form": Row("try the source that an issue asks for, and propose to add it", form.form),
    "upgrade": Row("look for a newer release of Gleaner, and propose it", upgrade.upgrade),
}
"""Name -> job, in the order in which a digest meets them."""


def run(name: str, job: Job) -> int:
    """Do one job and return its exit code; what stops it is told where an owner looks."""
    return troubles.heard(job, partial(JOBS[name].run, job))
