"""What keeps a digest running, as commands: workflow."""

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from generator import say
from generator.cli import common
from generator.cli.common import DONE
from generator.errors import InputError, Problem

if TYPE_CHECKING:
    from generator.workflows.job import Job


def workflow(options: argparse.Namespace) -> int:
    """Do what one job of a workflow does."""
    from generator import workflows

    if options.job == "list":
        say.show(*(f"{name:17}{row.words}" for name, row in workflows.JOBS.items()))
        return DONE
    if options.job not in workflows.JOBS:
        words, hint = f"there is no job {options.job!r}.", f"There are: {', '.join(workflows.JOBS)}."
        raise InputError(Problem(file="gleaner workflow", words=words, hint=hint))
    return workflows.run(options.job, _job(options))


def _job(options: argparse.Namespace) -> "Job":
    """Take in what a job works on; the token of the run goes to the forge, and to nobody else."""
    from generator.repository.git import Git
    from generator.workflows.job import Job

    place, github = common.place(options), common.github(options)
    return Job(
        file=Path(options.config),
        state=place.state,
        output=Path(options.output),
        now=github.now,
        door=common.door(options, None),
        runner=github.runner,
        git=Git(root=place.root, environment=os.environ),
        github=github,
        shard=options.shard,
        whence=options.whence,
        to=options.to,
        commit=options.commit,
    )
