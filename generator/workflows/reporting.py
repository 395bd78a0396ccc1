"""A trouble in, the one issue about it out: opened, edited while it lasts, closed when it is over.

It is found again by a mark that nobody sees. A mark that a stranger has written means nothing. An issue that its owner
has closed while the trouble lasts is not opened a second time for the same trouble.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any, Self

from generator import pipeline
from generator.doctor.freshness import Kind, Trouble
from generator.errors import RepositoryError
from generator.workflows import summary
from generator.workflows.job import Job

MARK = re.compile(r"<!-- gleaner-probe: (\S+) -->")
BOT = "github-actions[bot]"
OWNERS = frozenset({"OWNER", "MEMBER", "COLLABORATOR"})
"""Whose marks count beside the bot's: a probe that is run by hand opens issues in its owner's name."""
PAGES = 5
"""Pages of a hundred issues that are searched; ours was touched by the last probe, and so stands on the first."""
LOOK: Mapping[Kind, str] = {
    Kind.CONFIG: "`./gleaner check` says what is wrong, with line and column; so does the last run of "
    "[Collect]({home}/actions/workflows/collect.yml). The file is [here]({home}/edit/{branch}/config.yaml).",
    Kind.UNREACHABLE: "Is GitHub well (https://www.githubstatus.com)? Are [Pages]({home}/settings/pages) on, and the "
    "domain right? Then run [Site]({home}/actions/workflows/site.yml) again.",
    Kind.WRONG: "In [Settings > Pages]({home}/settings/pages) the Source is *GitHub Actions*, and the custom domain is "
    "yours? Then run [Site]({home}/actions/workflows/site.yml) again.",
    Kind.STALE: "Look at the last run of [Site]({home}/actions/workflows/site.yml), then press *Run workflow* there.",
    Kind.OVERDUE: "Look at the last run of [Collect]({home}/actions/workflows/collect.yml), then press *Run workflow* "
    "there: missed editions are made up for.",
}
"""What to look at first."""
TALE = "*This was written by the probe of your digest, which edits it while the trouble lasts, and closes it then.*"
OVER = "It is fine again, as seen on {now:%d %B %Y, %H:%M UTC}. {site}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reporter:
    """Where issues are kept."""

    job: Job
    able: bool
    """Whether there is a forge whose issues are switched on."""

    @classmethod
    def of(cls, job: Job) -> Self:
        """Ask whether issues are switched on."""
        told = job.github.get("") if job.runner.repository else None
        return cls(job=job, able=isinstance(told, Mapping) and bool(told.get("has_issues")))

    def report(self, trouble: Trouble, also: Sequence[str] = ()) -> str:
        """Open the issue, or edit the one there is; return what was done."""
        if not self.able:
            return f"{trouble.words} Issues are switched off, so this stands here only."
        mark = f"{trouble.kind}-{trouble.about}".rstrip("-")
        issues = tuple(self._issues())
        body = self._body(trouble, mark, also)
        opened = [issue for issue in issues if issue.get("state") == "open"]
        if opened:
            first, *more = sorted(opened, key=lambda issue: int(issue["number"]))
            self._change(first, title=trouble.title, body=body)
            for each in more:
                self._change(each, state="closed", state_reason="not_planned")
            return f"{trouble.words} Issue #{first['number']} says so."
        if any(_mark(issue) == mark for issue in issues):
            return f"{trouble.words} Its issue was closed by hand, and is not opened again."
        made = self.job.github.send("POST", "issues", {"title": trouble.title, "body": body})
        return f"{trouble.words} Issue #{made['number']} was opened."

    def settle(self) -> str:
        """Close what is open; return what was done, "" where nothing was."""
        if not self.able:
            return ""
        opened = [issue for issue in self._issues() if issue.get("state") == "open"]
        for issue in opened:
            self._change(issue, state="closed", state_reason="completed")
            words = OVER.format(now=self.job.now, site=self.job.runner.run_address).rstrip()
            self.job.github.send("POST", f"issues/{issue['number']}/comments", {"body": words})
        return f"It is fine again; issue #{opened[0]['number']} was closed." if opened else ""

    def _issues(self) -> Iterator[Mapping[str, Any]]:
        """Yield the issues that a probe has opened, what was touched last first."""
        for page in range(1, PAGES + 1):
            path = f"issues?state=all&sort=updated&direction=desc&per_page=100&page={page}"
            try:
                rows = self.job.github.get(path) or ()
            except RepositoryError as error:
                if error.status == HTTPStatus.GONE:  # switched off a moment ago
                    return
                raise
            found = [row for row in rows if _mark(row) and _is_ours(row)]
            yield from found
            if found or len(rows) < 100:  # noqa: PLR2004  a full page
                return

    def _change(self, issue: Mapping[str, Any], **values: str) -> None:
        changed = {name: value for name, value in values.items() if issue.get(name) != value}
        if changed:
            self.job.github.send("PATCH", f"issues/{issue['number']}", changed)

    def _body(self, trouble: Trouble, mark: str, also: Sequence[str]) -> str:
        home, branch = self.job.runner.address, self.job.runner.branch or "main"
        parts = (
            f"<!-- gleaner-probe: {mark} -->",
            summary.plain(trouble.words),
            f"**Since:** {_moment(trouble.since)} · **seen last:** {_moment(self.job.now)}" if trouble.since else "",
            f"**What to look at:** {LOOK[trouble.kind].format(home=home, branch=branch)}",
            "`./gleaner doctor` looks at the whole set-up and says what to do.",
            *map(summary.plain, also),
            TALE,
        )
        return "\n\n".join(part for part in parts if part)


def _moment(when: datetime) -> str:
    return f"{when:{pipeline.WHEN}}"


def _mark(issue: Mapping[str, Any]) -> str:
    found = MARK.search(str(issue.get("body") or ""))
    return found[1] if found else ""


def _is_ours(issue: Mapping[str, Any]) -> bool:
    user = issue.get("user")
    login = user.get("login") if isinstance(user, Mapping) else ""
    return "pull_request" not in issue and (login == BOT or issue.get("author_association") in OWNERS)
