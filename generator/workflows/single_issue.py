"""A release that waits in, one issue about it out: opened once, edited for a newer one, closed when it is brought in.

It is only needed where workflows may not open pull requests. What its owner has closed is not opened again for the same
release; a mark that a stranger has written means nothing.
"""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from generator.errors import RepositoryError
from generator.workflows.job import Job

MARK = "<!-- gleaner-upgrade: {} -->"
BOT = "github-actions[bot]"
"""Who opens issues with the token of a run."""
MOST = 100
"""Issues of the workflows that are looked through, newest first: there are a few a year."""


def tell(job: Job, title: str, body: str, *, about: str) -> None:
    """Open the issue, or bring the one that is open up to date; not where it was closed for this very release."""
    issues = _issues(job)
    signed = f"{MARK.format(about)}\n\n{body}"
    said = {"title": title, "body": signed}
    for issue in issues:
        if issue["state"] == "open":
            if any(issue.get(name) != value for name, value in said.items()):
                job.github.send("PATCH", f"issues/{int(issue['number'])}", said)
            return
    if any(MARK.format(about) in str(issue.get("body")) for issue in issues):
        return
    try:
        job.github.send("POST", "issues", said)
    except RepositoryError as error:
        if error.status != HTTPStatus.GONE:  # issues are switched off; the page of the run says the same
            raise


def settle(job: Job) -> None:
    """Close what is open."""
    for issue in _issues(job):
        if issue["state"] == "open":
            said = {"state": "closed", "state_reason": "completed"}
            job.github.send("PATCH", f"issues/{int(issue['number'])}", said)


def _issues(job: Job) -> list[Mapping[str, Any]]:
    try:
        rows = job.github.get(f"issues?state=all&creator={BOT.replace('[', '%5B').replace(']', '%5D')}&per_page={MOST}")
    except RepositoryError as error:
        if error.status != HTTPStatus.GONE:
            raise
        return []
    begin = MARK.partition("{}")[0]
    return [row for row in rows or () if begin in str(row.get("body")) and "pull_request" not in row]
