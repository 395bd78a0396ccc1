"""What the branch holds and what was printed of it in, the Site workflow started where it has something to print.

A push by the token of a run starts no workflow, a dispatch does (docs: "Triggering a workflow from a workflow"). What
was pushed and never printed is seen by its commit, so a run that was killed in between is made up for. A site that
could not be printed is tried once more: mostly it was the network. A deployment that failed cannot be tried again for
the same commit (deploy-pages names it by the commit), so it gets an empty one, once a day at most, and so does an
edition that is still news and could not be told of; where a page is missing although all went well, once for each
commit.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

from generator.collect import errand, given
from generator.collect.errand import Errand
from generator.errors import StreetError
from generator.repository.github import instant
from generator.workflows import announce
from generator.workflows.job import Job

SITE = "site.yml"
BUILD, DEPLOY, ANNOUNCE = "Build", "Deploy", "Tell of a new edition"
"""Names of its jobs: one prints the site, one puts it on Pages, one tells of it."""
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
    runs = [run for run in given.mappings(given.mapping(told).get("workflow_runs")) if run.get("head_sha") == tip]
    if told is None or not tip:
        return NO
    if not runs:
        return Verdict(why="What is on the branch has not been printed yet")
    if any(run.get("status") != "completed" for run in runs):
        return NO
    if given.string(runs[0].get("conclusion")) not in SEEN_WELL:
        return _after_failure(job, tip, runs)
    return _after_success(job, tip, runs[0], newest)


def start(job: Job, branch: str, verdict: Verdict) -> None:
    """Start the Site workflow; RepositoryError where that is refused."""
    if verdict.fresh:
        _commit(job, branch)
    job.github.send("POST", f"actions/workflows/{SITE}/dispatches", {"ref": branch})


def _after_failure(job: Job, tip: str, runs: Sequence[Mapping[str, Any]]) -> Verdict:
    """Print again where that may help; a site that could not be printed twice waits for its owner."""
    jobs = job.github.rows(f"actions/runs/{given.number(runs[0].get('id'))}/jobs", "jobs")
    failed = {given.string(each.get("name")) for each in jobs if given.string(each.get("conclusion")) not in SEEN_WELL}
    if BUILD in failed:
        return Verdict(why="The site could not be printed") if len(runs) == 1 else NO
    if _printed_again(job, tip) == job.now.date():
        return NO
    if DEPLOY in failed:
        return Verdict(why="The last deployment failed", fresh=True)
    untold = ANNOUNCE in failed and announce.is_due(job)
    return Verdict(why="Not everybody was told of the newest edition", fresh=True) if untold else NO


def _after_success(job: Job, tip: str, run: Mapping[str, Any], newest: str) -> Verdict:
    """Print again where the page of the newest edition is not there, though it should have been for a while."""
    done = instant(run.get("updated_at"))
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
