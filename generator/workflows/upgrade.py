"""A digest and the template it was made from in; out, where there is a newer release, one pull request that brings it.

Once a month, and when somebody presses the button. What is up to date, was proposed already or was declined makes no
noise. The branch is always the same: a still newer release takes the place of the one that waits. Where the settings
forbid workflows to open pull requests, one issue has the link that does; where there are no issues either, it stands on
the page of the run, once.

Three jobs, for one of them runs code of the new release. `look` decides whether anything is to be brought, with the
API and our own code alone. `attempt` lets the release work on a copy: its machine has a token that can do no more than
read this repository, whoever finds it there. `propose` may write, so it runs our own code alone: it fetches the release
again, works the same upgrade out once more, and takes nothing from that machine but the parcel, looked through first.
"""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from generator import files, say
from generator.collect import given
from generator.errors import RepositoryError
from generator.repository import proposal
from generator.repository.github import TOKEN
from generator.repository.issues import Became, Issues
from generator.repository.proposal import Proposal
from generator.upgrading import bringing, origin, parcel, releases, trees
from generator.upgrading.bringing import Found, Made
from generator.workflows import annotations, release_words, summary
from generator.workflows.job import Job
from generator.workflows.troubles import DONE

BRANCH = "gleaner-upgrade"
IN_VAIN = "refs/gleaner/upgrade-in-vain"
"""Names the commit of that branch which nobody could be told of, where pull requests and issues are both forbidden: the
next look is silent about it, and about no other. A ref that is neither branch nor tag is on no page of a forge."""
BY_HAND = "workflow_dispatch"
"""The event of somebody who pressed the button: they are proposed again what they had declined."""
ARTIFACT = "gleaner-upgrade"
"""What the parcel is called between two jobs; with the number of the attempt, for two of one name are refused."""
WAITS = f"It waits on the branch {BRANCH}."
DECLINED = "Its pull request was closed, and is not opened again. To have it all the same, run this workflow by hand."
BY_OTHERS = f"Somebody has added to the branch {BRANCH}, so it was left as it is: merge or delete it first."
NOWHERE = "Without a forge there is nowhere to propose it: ./gleaner upgrade does it here."
OF_NO_TEMPLATE = (
    "GitHub does not know from which template this repository was made. On a machine that has it, "
    "`./gleaner upgrade --from ADDRESS` says it once and for all."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """The branch of an upgrade as it is at the forge."""

    commit: str = ""
    """"" where there is none."""
    releases: frozenset[str] = frozenset()
    """Tags that its commits bring."""
    by_others: bool = False
    """Whether somebody has added to it."""
    in_vain: bool = False
    """Whether nobody could be told of it, as it is."""


def look(job: Job) -> int:
    """Look whether there is a newer release that should be proposed; hand on which, and for which commit."""
    if not job.runner.repository:
        return _said(job, NOWHERE)
    about = job.github.facts("")
    if about.get("is_template"):
        return _said(job, "This is the template itself; its releases are made here.")
    whence = job.whence or releases.here(job.git).whence or origin.address(about)
    if not whence:
        annotations.notice(OF_NO_TEMPLATE, title="Newer releases cannot be looked for")
        return _said(job, OF_NO_TEMPLATE)
    found = bringing.look(job.git, whence=whence, to=job.to)
    if not found.is_newer:
        _issues(job).settle()
        return _said(job, found.words())
    if stop := _nothing_to_do(job, found, _waiting(job), issues=bool(about.get("has_issues", True))):
        return _said(job, f"{found.words()} {stop}")
    assert found.release
    job.runner.give("release", str(found.release.version))
    job.runner.give("commit", found.release.commit)
    job.runner.give("template", whence)
    job.runner.give("base", job.git.run("rev-parse", "HEAD"))
    return _said(job, found.words())


def attempt(job: Job) -> int:
    """Let the release bring a copy of this digest up to date, and put into a parcel what it did."""
    found = _found(job)
    if not found.is_newer:
        return _said(job, found.words())
    with bringing.opened(job.git, found, workflows=False) as planned:
        brought = bringing.brought(planned, environment=job.git.environment)
        files.write(job.output / parcel.NAME, parcel.packed(planned, brought))
    job.runner.give("artifact", f"{ARTIFACT}-{job.runner.attempt}")
    say.out(f"{found.words()} It has read this digest; what it would change is in {job.output / parcel.NAME}.")
    return DONE


def propose(job: Job) -> int:
    """Make the upgrade from the release and the parcel, push it and offer it."""
    if not job.runner.repository:
        return _said(job, NOWHERE)
    found = _found(job)
    if not found.is_newer:
        return _said(job, found.words())
    waiting = _waiting(job)
    if waiting.by_others:
        return _said(job, f"{found.words()} {BY_OTHERS}")
    with bringing.opened(job.git, found, workflows=False) as planned:
        made = bringing.made(planned, parcel.unpacked(job.output / parcel.NAME, planned))
        where = f"refs/heads/{BRANCH}"
        lease = f"--force-with-lease={where}:{waiting.commit}"
        job.git.run("push", "--quiet", lease, job.git.remote, f"{made.commit}:{where}", also=_login(job))
    return _offered(job, found, made)


def _found(job: Job) -> Found:
    """Return the release that the first of the jobs has found.

    Raises:
        RepositoryError: its tag names another commit by now.
    """
    found = bringing.look(job.git, whence=job.whence, to=job.to)
    if job.commit and found.release and found.release.commit != job.commit:
        tag, now = found.release.version, found.release.commit
        raise RepositoryError(f"{tag} was the commit {job.commit[:12]} a moment ago, and is {now[:12]} now.")
    return found


def _said(job: Job, words: str) -> int:
    say.out(words)
    job.runner.summarise(f"### Releases of Gleaner\n\n{summary.plain(words)}")
    return DONE


def _nothing_to_do(job: Job, found: Found, waiting: Waiting, *, issues: bool) -> str:
    """Say why an upgrade is not proposed now; "" where it is."""
    assert found.release
    pressed, tag = job.runner.event == BY_HAND, str(found.release.version)
    if waiting.by_others:
        return WAITS if tag in waiting.releases else BY_OTHERS
    if pressed:
        return ""
    if tag in waiting.releases and ((waiting.in_vain and not issues) or _is_offered(job, tag)):
        return WAITS
    declined = (row for row in _pulls(job, "closed") if not row.get("merged_at"))
    return DECLINED if any(row.get("title") == release_words.title(tag) for row in declined) else ""


def _is_offered(job: Job, tag: str) -> bool:
    """Whether somebody can see what waits on the branch; a run can have broken off between pushing and offering it."""
    said = (given.string(row.get(part)) for row in _pulls(job, "open") for part in ("title", "body"))
    return any(tag in words for words in said) or _issues(job).is_told(tag)


def _pulls(job: Job, state: str) -> Sequence[Mapping[str, Any]]:
    """Return the pull requests of the branch; the name of its owner keeps those of forks out."""
    owner = job.runner.repository.partition("/")[0]
    return job.github.rows(f"pulls?state={state}&head={quote(f'{owner}:{BRANCH}', safe=':')}")


# ---------------------------------------------------------------- the branch


def _login(job: Job) -> Mapping[str, str]:
    """Return how git logs in at the forge, for one command: no file ever holds the token."""
    token = job.github.door.secrets.get(TOKEN)
    if not token:
        return {}
    packed = base64.b64encode(f"x-access-token:{token}".encode()).decode()
    key, value = f"http.{job.runner.server}/.extraheader", f"AUTHORIZATION: basic {packed}"
    return {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": key, "GIT_CONFIG_VALUE_0": value}


def _waiting(job: Job) -> Waiting:
    """Look at the branch; what is merged already is as if it were not there."""
    git, where = job.git, f"refs/heads/{BRANCH}"
    rows = git.run("ls-remote", git.remote, where, IN_VAIN, also=_login(job)).splitlines()
    there = {name: commit for commit, _, name in (row.partition("\t") for row in rows)}
    commit = there.get(where, "")
    if not commit:
        return Waiting()
    git.run(
        "fetch",
        "--quiet",
        "--no-tags",
        "--no-write-fetch-head",
        git.remote,
        f"+{where}:{trees.WAITING}",
        also=_login(job),
    )
    told = git.run("log", f"--format=%(trailers:key={bringing.TRAILER},valueonly,separator=%x20)|", f"HEAD..{commit}")
    tags = [line.removesuffix("|").strip() for line in told.splitlines()]
    git.run("update-ref", "-d", trees.WAITING)
    return Waiting(
        commit=commit,
        releases=frozenset(filter(None, tags)),
        by_others="" in tags,
        in_vain=there.get(IN_VAIN) == commit,
    )


def _offered(job: Job, found: Found, made: Made) -> int:
    """Open the pull request, or where that may not be, one issue that has the link to it."""
    offered = proposal.offer(job.github, _proposal(job, made, release_words.body(job, made, BRANCH)))
    if offered.opened:
        _issues(job).settle()
        where_to = offered.address
    else:
        where_to = proposal.link(job.github, _proposal(job, made, release_words.short(made)))
        told = _issues(job).tell(*release_words.issue(made, where_to), about=str(made.planned.release.version))
        if told.became is Became.OFF:  # where this fails, the next look says the same once more
            job.git.tried("push", "--quiet", "--force", job.git.remote, f"{made.commit}:{IN_VAIN}", also=_login(job))
    annotations.notice(f"{found.words()} {where_to}", title="A newer release of Gleaner")
    say.out(f"{found.words()} It is on the branch {BRANCH}: {where_to}")
    head = f"### Releases of Gleaner\n\n{summary.link(found.words(), where_to)}"
    job.runner.summarise(f"{head}\n\n{release_words.body(job, made, BRANCH)}")
    return DONE


def _issues(job: Job) -> Issues:
    """Return the issue that is only needed where workflows may not open pull requests."""
    return Issues(github=job.github, name="upgrade")


def _proposal(job: Job, made: Made, body: str) -> Proposal:
    title = release_words.title(str(made.planned.release.version))
    return Proposal(branch=BRANCH, base=job.runner.branch, message=title, title=title, body=body, files={})
