"""An issue that was opened with the form "Add a source" in; config.yaml with that source, as a pull request, out.

Who may write to the repository is served at once. For others nothing is fetched and nothing is pushed until somebody
who may has looked and put the label `add` on the issue; a label of somebody who may only sort issues lets nobody in.
Everything the issue says is a stranger's text: it is read from the file of the event, is a value of YAML or text of
Markdown, and never a word of a command. However often the job runs for one issue, there are one branch, one pull
request and one answer.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator import editing, say, text
from generator.collect import given
from generator.editing import Change, Outcome, Wish
from generator.errors import InputError, RepositoryError
from generator.repository import comments, proposal
from generator.repository.github import OWNER
from generator.repository.proposal import Offered, Proposal, TheirHandError
from generator.workflows import filled
from generator.workflows.filled import Filled
from generator.workflows.job import Job
from generator.workflows.summary import link, plain, quiet

LABEL = "add"
MARK = "add-source"
"""Names the branch with the number of the issue behind it, and the comment."""
BRANCH = re.compile(r"[\w][\w./-]{0,200}", re.ASCII)
GREEN = "0e8a16"
TITLE = 80
"""Characters of a name in the title of a pull request."""
ONE = (
    "Please edit the issue so that the first field holds one address, such as `https://site.example`, and nothing else."
)
WAIT = (
    "Thank you. Somebody who looks after this digest will read your suggestion; when they put the label `add` on this "
    "issue, the source is tried and added by itself."
)
NOT_ASKED = "Whether you may change this digest yourself could not be found out: {}"
SWITCH = (
    "(To have pull requests opened by themselves: Settings, Actions, General, “Allow GitHub Actions to create and "
    "approve pull requests”.)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Issue:
    """What the event says of the issue."""

    number: int
    wish: Filled
    asking: str
    """Whoever answers for this source: its author, or who has put the label on the issue."""
    association: str
    base: str


def form(job: Job) -> int:
    """Answer the issue that the event is about; return the exit code."""
    issue = _issue(job.runner.told())
    if issue is None:
        say.out("This issue was not opened with the form “Add a source”.")
        return 0
    may, unasked = _may(job, issue)
    words = _served(job, issue) if may else "\n\n".join(filter(None, (_asked_to_wait(job), unasked)))
    comments.keep(job.github, issue.number, MARK, words)
    job.runner.summarise(words)
    return 0


def _issue(told: Mapping[str, Any]) -> _Issue | None:
    """Read the event; None where it is no business of ours."""
    try:
        about, here = told["issue"], told["repository"]
        wish = filled.read(str(about.get("body") or ""))
        labelled = told.get("action") == "labeled"
        ours = labelled and told["label"]["name"] == LABEL
        base = str(here["default_branch"])
        number, association = int(about["number"]), str(about.get("author_association"))
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise RepositoryError("What began this run is not about an issue.") from error
    if wish is None or "pull_request" in about or (labelled and not ours):
        return None
    if not BRANCH.fullmatch(base):
        raise RepositoryError("The default branch has a name that is not written here.")
    asking = given.string(given.mapping(told.get("sender") if ours else about.get("user")).get("login"))
    return _Issue(number=number, wish=wish, asking=asking, association=association, base=base)


def _may(job: Job, issue: _Issue) -> tuple[bool, str]:
    """Tell whether the issue is served at once, and what is to be said where GitHub does not tell who may write.

    That somebody belongs to the organization says nothing of this repository, so GitHub is asked what they may do here.
    """
    if issue.association == OWNER:
        return True, ""
    try:
        return job.github.may_write(issue.asking), ""
    except RepositoryError as error:
        say.err(str(error))
        return False, NOT_ASKED.format(plain(str(error)))


def _asked_to_wait(job: Job) -> str:
    """Let there be the label that lets somebody in; without the right to make one, a person can."""
    try:
        if job.github.get(f"labels/{LABEL}") is None:
            said = "Try this source and propose to add it"
            job.github.send("POST", "labels", {"name": LABEL, "color": GREEN, "description": said})
    except RepositoryError as error:
        say.err(str(error))
    return WAIT


# ---------------------------------------------------------------- a source is tried, and proposed


def _served(job: Job, issue: _Issue) -> str:
    """Return what is said to whoever filled in the form."""
    wish = issue.wish
    if not wish.address or wish.lines != 1:
        return f"The address could not be read. {ONE}"
    try:
        change, (outcome,) = editing.add(
            job.file, (wish.address,), wish=Wish(name=wish.name, tie=wish.tie), door=job.door, now=job.now
        )
    except InputError as error:
        return _refused(error)
    if outcome.became == "there":
        return f"**{plain(outcome.name)}** is among the sources already. {plain(outcome.words)}"
    if outcome.became == "failed":
        again = "Edit this issue to try another address, or to try once more."
        return f"The source was asked, and nothing came of it: {plain(outcome.words)}\n\n{again}"
    return _proposed(job, issue, change, outcome)


def _refused(error: InputError) -> str:
    said = (f"- {plain(problem.words)} {plain(problem.hint)}".rstrip() for problem in error.problems)
    return "\n".join(("This cannot be added:", "", *said, "", "Edit this issue to try something else."))


def _proposed(job: Job, issue: _Issue, change: Change, outcome: Outcome) -> str:
    """Push the branch, open the pull request, and say where it is."""
    what = _proposal(job, issue, change, outcome)
    try:
        proposal.push(job.git, what)
    except TheirHandError as theirs:
        return f"{plain(str(theirs))} Delete it to have it made anew."
    return _said(outcome, proposal.offer(job.github, what))


def _said(outcome: Outcome, offered: Offered) -> str:
    found = f"**{plain(outcome.name)}** answers and can be read." + (
        f" {plain(outcome.words)}" if outcome.words else ""
    )
    if offered.opened:
        return f"{found}\n\n{link('This pull request', offered.address)} adds it; it is read from the day it is merged."
    opening = link("Open the pull request", offered.address)
    return f"{found}\n\nA branch that adds it is ready. {opening}: everything is filled in. {SWITCH}"


def _proposal(job: Job, issue: _Issue, change: Change, outcome: Outcome) -> Proposal:
    number, name = issue.number, quiet(text.clip(text.one_line(outcome.name), TITLE))
    return Proposal(
        branch=f"{MARK}-{number}",
        base=issue.base,
        message=f"Add a source, as asked for in #{number}",
        title=f"Add a source: {name}",
        body=_body(issue, outcome),
        files={_path(job): change.after},
    )


def _body(issue: _Issue, outcome: Outcome) -> str:
    wish, address = issue.wish, text.address(issue.wish.address)
    shown = link(wish.address, address) if address else plain(wish.address)
    why = f"\n\n> {plain(wish.why)}" if wish.why else ""
    return f"**{plain(outcome.name)}**: {shown}{why}\n\nCloses #{issue.number}."


def _path(job: Job) -> str:
    """Return where config.yaml lies, from the top of the repository."""
    top = Path(job.git.run("rev-parse", "--show-toplevel")).resolve()
    return job.file.resolve().relative_to(top).as_posix()
