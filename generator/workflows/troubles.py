"""What stopped a job in, words beside the line and on the page of the run out, and the exit code.

Git and GitHub refuse in their own words. The table says what an owner can do about each; where it has nothing, their
words stand alone.
"""

import re
from collections.abc import Callable, Sequence

from generator import say
from generator.errors import GleanerError, InputError, NothingToPublish, Problem, RepositoryError
from generator.repository.git import disk
from generator.workflows import annotations, summary
from generator.workflows.job import Job

DONE, FAILED, WRONG, NOTHING = 0, 1, 2, 3
"""Exit codes, those of every command."""

PROTECTED = (
    "The branch is protected, so the workflow may not push to it. Open {home}/settings/rules, or "
    "{home}/settings/branches, and let GitHub Actions push to {branch} and to state."
)
NO_RIGHT = (
    "The workflow has no right to do this. Open {home}/settings/actions and find Workflow permissions (it is "
    "Settings > Actions > General > Workflow permissions), choose Read and write permissions, and press Save. "
    "Then run this workflow again: nothing is lost."
)
UNKNOWN = (
    "GitHub did not know the token of this run. Run the workflow again; a token of your own may have come to its end."
)
NO_ANSWER = (
    "GitHub could not be reached, or was out of order: https://www.githubstatus.com says how it is. The next run "
    "makes up for it."
)
REFUSALS: Sequence[tuple[re.Pattern[str], str]] = (
    (re.compile(r"(?i)GH006|GH013|protected branch|repository rule"), PROTECTED),
    (re.compile(r"(?i)denied to|not granted|not accessible by integration|error: 403|\(403\)"), NO_RIGHT),
    (re.compile(r"(?i)\(401\)|bad credentials|authentication failed|could not read username"), UNKNOWN),
    (re.compile(r"(?i)could not resolve|timed? ?out|within \d+ seconds|\(5\d\d\)|connection"), NO_ANSWER),
)
"""What is found in the words of a refusal -> what to do."""


def advice(words: str, job: Job) -> str:
    """Return what to do about a refusal on GitHub; "" where that is not known, or where this is not GitHub."""
    if not job.runner.repository:
        return ""
    found = next((advice for pattern, advice in REFUSALS if pattern.search(words)), "")
    return found.format(home=job.runner.address, branch=job.runner.branch or "main")


def heard(job: Job, work: Callable[[], int]) -> int:
    """Do a job; whatever stops it is told, and its exit code returned."""
    try:
        return work()
    except (GleanerError, OSError) as error:
        return told(job, error)


def told(job: Job, error: GleanerError | OSError, *, title: str = "") -> int:
    """Tell of a failure in the log, beside its line and on the page of the run; return the exit code."""
    if isinstance(error, OSError):
        error = RepositoryError(_on_disk(error))
    if isinstance(error, InputError):
        annotations.problems(error.problems)
        job.runner.summarise(f"### {title or 'Something is written wrongly'}\n\n{_listed(error.problems)}")
        say.err(str(error))
        return WRONG
    hint = advice(str(error), job)
    annotations.error(f"{error}\n{hint}".rstrip(), title=title or "This did not work")
    parts = (f"### {title or 'This did not work'}", hint and _linked(hint), f"> {summary.plain(str(error))}")
    job.runner.summarise("\n\n".join(filter(None, parts)))
    say.err(f"{error}\n{hint}".rstrip())
    return NOTHING if isinstance(error, NothingToPublish) else FAILED


def _on_disk(error: OSError) -> str:
    """Say what the disk of this machine did not let a run do."""
    place = f"{error.filename}: " if error.filename else ""
    return f"{place}{error.strerror or error}. {disk(str(error)) or 'Look at who may read and write there.'}"


def _listed(problems: Sequence[Problem]) -> str:
    """Return every mistake as a line of a table; annotations show only the first ones."""
    head = ("Where", "What is wrong", "What to do")
    return summary.table(
        head, ((_where(each), summary.plain(each.words), summary.plain(each.hint)) for each in problems)
    )


def _where(problem: Problem) -> str:
    return summary.plain(":".join(str(part) for part in (problem.file, problem.line) if part is not None))


def _linked(hint: str) -> str:
    """Return our own words, with their addresses as links."""
    return re.sub(r"https?://[^\s),]+[^\s),.:;]", lambda found: f"<{found[0]}>", hint)
