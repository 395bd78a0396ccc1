"""The runs of the daily workflow in; it is begun where it has not run for two days, and that is said.

A schedule that GitHub had switched off, a day that was dropped, or two: the workflow makes up for them by itself, once
it runs. Which of the two that collect comes daily its owner says by the `schedule:` of their files. What its owner has
switched off stays off.
"""

from datetime import datetime, timedelta
from http import HTTPStatus

from generator.doctor import daily
from generator.errors import RepositoryError
from generator.repository.github import instant
from generator.workflows import schedules
from generator.workflows.job import Job

SILENT = timedelta(days=2)
"""A daily run may be delayed by hours and dropped for a day; after two of them it is not coming by itself."""
ASLEEP = "{} had not run since {:%d %B %Y}, so it was begun now."
STUCK = "{} has not run since {:%d %B %Y}, and cannot be begun from here: {}"


def wake(job: Job) -> tuple[str, ...]:
    """Begin the daily run where it has not come for two days; return a line where that was so.

    Raises:
        RepositoryError: GitHub did not answer, or refused.
    """
    collecting = (file for file in schedules.scheduled(job.place.root) if file in daily.NAMES)
    return tuple(words for file in collecting if (words := _woken(job, file)))


def _woken(job: Job, file: str) -> str:
    row = job.github.facts(f"actions/workflows/{file}")
    if row.get("state") != "active":
        return ""
    last = _last(job, file) or instant(row.get("created_at"))
    if last is None or job.now - last < SILENT:
        return ""
    try:
        job.github.send("POST", f"actions/workflows/{file}/dispatches", {"ref": job.runner.branch or _main(job)})
    except RepositoryError as error:
        if error.status == HTTPStatus.UNPROCESSABLE_ENTITY:  # its owner has taken the button away
            return STUCK.format(daily.NAMES[file], last, error)
        raise
    return ASLEEP.format(daily.NAMES[file], last)


def _last(job: Job, file: str) -> datetime | None:
    """Return when the newest run began, whatever became of it; one that another branch has skipped was none."""
    rows = job.github.rows(f"actions/workflows/{file}/runs?per_page=10", "workflow_runs")
    return next((instant(row.get("created_at")) for row in rows if row.get("conclusion") != "skipped"), None)


def _main(job: Job) -> str:
    return str(job.github.facts("").get("default_branch") or "main")
