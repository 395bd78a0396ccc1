"""The runs of the daily workflow in; it is begun where it has not run for two days, and that is said.

A schedule that GitHub had switched off, a day that was dropped, or two: the workflow makes up for them by itself, once
it runs. What its owner has switched off stays off.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from http import HTTPStatus

from generator.errors import RepositoryError
from generator.workflows.job import Job

DAILY = "collect.yml"
SILENT = timedelta(days=2)
"""A daily run may be delayed by hours and dropped for a day; after two of them it is not coming by itself."""
ASLEEP = "Collect had not run since {}, so it was begun now."


def wake(job: Job) -> tuple[str, ...]:
    """Begin the daily run where it has not come for two days; return a line where that was so.

    Raises:
        RepositoryError: GitHub did not answer, or refused.
    """
    row = job.github.get(f"actions/workflows/{DAILY}")
    if not isinstance(row, Mapping) or row.get("state") != "active":
        return ()
    last = _last(job) or _instant(row.get("created_at"))
    if last is None or job.now - last < SILENT:
        return ()
    try:
        job.github.send("POST", f"actions/workflows/{DAILY}/dispatches", {"ref": job.runner.branch or _main(job)})
    except RepositoryError as error:
        if error.status == HTTPStatus.UNPROCESSABLE_ENTITY:  # its owner has taken the button away
            return (f"Collect has not run since {last:%d %B %Y}, and cannot be begun from here: {error}",)
        raise
    return (ASLEEP.format(f"{last:%d %B %Y}"),)


def _last(job: Job) -> datetime | None:
    """Return when the newest run began, whatever became of it."""
    said = job.github.get(f"actions/workflows/{DAILY}/runs?per_page=1")
    rows = said.get("workflow_runs") if isinstance(said, Mapping) else None
    return _instant(rows[0].get("created_at")) if rows else None


def _main(job: Job) -> str:
    return str((job.github.get("") or {}).get("default_branch") or "main")


def _instant(value: object) -> datetime | None:
    try:
        return datetime.fromisoformat(str(value))
    except ValueError:
        return None
