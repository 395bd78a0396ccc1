"""A trouble of the published site in, the words of the one issue about it out.

`repository/issues.py` keeps it: opened, edited while the trouble lasts, closed when it is over. An issue that its owner
has closed while the trouble lasts is not opened a second time for the same trouble.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from generator import timetable
from generator.doctor import daily
from generator.doctor.freshness import Kind, Trouble
from generator.repository.issues import Became, Issues
from generator.workflows import schedules, summary
from generator.workflows.job import Job

NAME = "probe"
LOOK: Mapping[Kind, str] = {
    Kind.CONFIG: "`./gleaner check` says what is wrong, with line and column; so does the last run of "
    "[{name}]({home}/actions/workflows/{file}). The file is [here]({home}/edit/{branch}/config.yaml).",
    Kind.UNREACHABLE: "Is GitHub well (https://www.githubstatus.com)? Are [Pages]({home}/settings/pages) on, and the "
    "domain right? Then run [Site]({home}/actions/workflows/site.yml) again.",
    Kind.WRONG: "In [Settings > Pages]({home}/settings/pages) the Source is *GitHub Actions*, and the custom domain is "
    "yours? Then run [Site]({home}/actions/workflows/site.yml) again.",
    Kind.STALE: "Look at the last run of [Site]({home}/actions/workflows/site.yml), then press *Run workflow* there.",
    Kind.OVERDUE: "Look at the last run of [{name}]({home}/actions/workflows/{file}), then press *Run workflow* "
    "there: missed editions are made up for.",
}
"""What to look at first."""
TALE = "*This was written by the probe of your digest, which edits it while the trouble lasts, and closes it then.*"
OVER = "It is fine again, as seen on {now:%d %B %Y, %H:%M UTC}. {site}"
SAID: Mapping[Became, str] = {
    Became.OPENED: "Issue #{number} was opened.",
    Became.KEPT: "Issue #{number} says so.",
    Became.DECLINED: "Its issue was closed by hand, and is not opened again.",
    Became.OFF: "Issues are switched off, so this stands here only.",
}


def report(job: Job, trouble: Trouble, also: Sequence[str] = ()) -> str:
    """Open the issue, or edit the one there is; return what was done."""
    if not job.runner.repository:
        return trouble.words
    about = f"{trouble.kind}-{trouble.about}".rstrip("-")
    told = _issues(job).tell(trouble.title, _body(job, trouble, also), about=about)
    return f"{trouble.words} {SAID[told.became].format(number=told.number)}"


def settle(job: Job) -> str:
    """Close what is open; return what was done, "" where nothing was."""
    if not job.runner.repository:
        return ""
    number = _issues(job).settle(OVER.format(now=job.now, site=job.runner.run_address).rstrip())
    return f"It is fine again; issue #{number} was closed." if number else ""


def _issues(job: Job) -> Issues:
    return Issues(github=job.github, name=NAME)


def _body(job: Job, trouble: Trouble, also: Sequence[str]) -> str:
    parts = (
        summary.plain(trouble.words),
        f"**Since:** {_moment(trouble.since)} · **seen last:** {_moment(job.now)}" if trouble.since else "",
        f"**What to look at:** {_look(job, trouble.kind)}",
        "`./gleaner doctor` looks at the whole set-up and says what to do.",
        *map(summary.plain, also),
        TALE,
    )
    return "\n\n".join(part for part in parts if part)


def _look(job: Job, kind: Kind) -> str:
    file = daily.chosen(schedules.scheduled(job.place.root))
    home, branch = job.runner.address, job.runner.branch or "main"
    return LOOK[kind].format(home=home, branch=branch, file=file, name=daily.NAMES[file])


def _moment(when: datetime) -> str:
    return f"{when:{timetable.WHEN}}"
