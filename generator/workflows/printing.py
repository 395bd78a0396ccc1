"""What the branch holds and what was printed of it in, the Site workflow started where it has something to print.

A push by the token of a run starts no workflow, a dispatch does (docs: "Triggering a workflow from a workflow"). What
was pushed and never printed is seen by its commit, so a run that was killed in between is made up for. A deployment
that failed cannot be tried again for the same commit (deploy-pages names it by the commit), so it gets an empty one,
once a day at most; and where a page is missing although all went well, once for each commit.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

from generator.collect import errand
from generator.collect.errand import Errand
from generator.errors import StreetError
from generator.workflows.job import Job

SITE = "site.yml"
DEPLOY = "Deploy"
"""Name of the job that puts the site on Pages, as site.yml has it."""
AGAIN = "Print the site again"
SETTLED = timedelta(hours=1)
"""How long after a run a page may still be missing: Pages lets answers be kept for ten minutes."""
RUNS = 20
"""Runs of the Site workflow that are looked at; more than that on one commit are somebody's by hand."""
MISSING = 404
SEEN_WELL = frozenset({"success", "neutral", "skipped"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether the site is to be printed, and why."""

    why: str = ""
    """"" where nothing has to be done."""
    fresh: bool = False
    """Whether it needs a commit of its own."""


NO = Verdict()
PUSHED = Verdict(why="Something new is on the branch")


def judge(job: Job, branch: str, *, pushed: bool, newest: str = "") -> Verdict:
    """Tell whether the Site workflow has something to do.

    Args:
        job: the run.
        branch: the one the site is printed from.
        pushed: whether this run has pushed to it.
        newest: the address of the newest edition's page; "" where the site or an edition is not known.

    Raises:
        RepositoryError: git or GitHub did not answer.
    """
    if pushed:
        return PUSHED
    tip = _tip(job, branch)
    told = job.github.get(f"actions/workflows/{SITE}/runs?branch={quote(branch, safe='')}&per_page={RUNS}")
    runs = [run for run in (told or {}).get("workflow_runs", ()) if run.get("head_sha") == tip]
    if told is None or not tip:
        return NO
    if not runs:
        return Verdict(why="What is on the branch has not been printed yet")
    if any(run.get("status") != "completed" for run in runs):
        return NO
    if runs[0].get("conclusion") not in SEEN_WELL:
        return _after_failure(job, tip, runs[0])
    return _after_success(job, tip, runs[0], newest)


def start(job: Job, branch: str, verdict: Verdict) -> None:
    """Start the Site workflow; RepositoryError where that is refused."""
    if verdict.fresh:
        _commit(job, branch)
    job.github.send("POST", f"actions/workflows/{SITE}/dispatches", {"ref": branch})


def _after_failure(job: Job, tip: str, run: Mapping[str, Any]) -> Verdict:
    """Print again where it was the deployment that failed; a site that could not be printed waits for its owner."""
    told = job.github.get(f"actions/runs/{run['id']}/jobs") or {}
    failed = {each.get("name") for each in told.get("jobs", ()) if each.get("conclusion") not in SEEN_WELL}
    if DEPLOY not in failed or _printed_again(job, tip) == job.now.date():
        return NO
    return Verdict(why="The last deployment failed", fresh=True)


def _after_success(job: Job, tip: str, run: Mapping[str, Any], newest: str) -> Verdict:
    """Print again where the page of the newest edition is not there, though it should have been for a while."""
    done = _instant(run.get("updated_at"))
    if not newest or done is None or job.now - done < SETTLED or _printed_again(job, tip):
        return NO
    try:
        answer = errand.run(Errand(url=newest), door=job.door, now=job.now)
    except StreetError:
        return NO  # whether the site can be reached at all is for the probe to say
    return Verdict(why="The newest edition is not on the site", fresh=True) if answer.status == MISSING else NO


def _tip(job: Job, branch: str) -> str:
    """Return the commit the branch is at, as the remote has it now."""
    return job.git.run("ls-remote", job.git.remote, f"refs/heads/{branch}").partition("\t")[0]


def _printed_again(job: Job, tip: str) -> object:
    """Return the day (UTC) on which the tip was made only to print again; None where it is another commit."""
    shown = job.git.tried("show", "--no-patch", "--format=%ct %s", tip)
    when, _, subject = shown.stdout.decode(errors="replace").strip().partition(" ")
    return datetime.fromtimestamp(int(when), UTC).date() if subject == AGAIN and when.isdecimal() else None


def _commit(job: Job, branch: str) -> None:
    """Put an empty commit on the branch, touching no file: the tree is the one that is there."""
    git, stamp = job.git, f"{int(job.now.timestamp())} +0000"
    git.run("fetch", "--quiet", "--depth=1", git.remote, branch)
    who = {**git.identity(), "GIT_AUTHOR_DATE": stamp, "GIT_COMMITTER_DATE": stamp}
    made = git.run("commit-tree", "FETCH_HEAD^{tree}", "-p", "FETCH_HEAD", "-m", AGAIN, also=who)
    git.run("push", "--quiet", git.remote, f"{made}:refs/heads/{branch}")


def _instant(value: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
