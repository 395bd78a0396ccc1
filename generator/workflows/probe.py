"""The published site, the editions of the repository and the hour in; at most one issue out, opened, edited and closed.

What is due and not there, or there and not shown, has had 36 hours (freshness.GRACE) before a word is said. What may be
over in a moment, a site that cannot be reached, has to be met by two probes at least half a day apart; doubt.py
remembers the first. Without a forge everything is said and nothing is opened.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from http import HTTPStatus

from generator import say
from generator.doctor import freshness
from generator.doctor.freshness import SUDDEN, Trouble
from generator.doctor.live import look
from generator.errors import InputError, RepositoryError
from generator.model import Config, Week
from generator.workflows import annotations, digests, doubt, hosting, probe_issue, schedules, summary, waking
from generator.workflows.digests import Digest
from generator.workflows.doubt import Doubt
from generator.workflows.hosting import Hosting
from generator.workflows.job import Job
from generator.workflows.troubles import DONE

APART = timedelta(hours=12)
"""Two looks nearer to one another than this are one look: somebody ran it again."""
FINE = "The site shows what it should."
NOTHING = "There is nothing to look at yet: {}."


def probe(job: Job) -> int:
    """Look at the site, keep the one issue true, keep the schedules on.

    That GitHub itself does not answer for a while is no failure of the digest, and no mail to its owner.
    """
    try:
        return _probe(job)
    except RepositoryError as error:
        if error.status is not None and error.status < HTTPStatus.INTERNAL_SERVER_ERROR:
            raise
        annotations.notice(f"{error} The next probe looks again.", title="GitHub did not answer")
        return DONE


def _probe(job: Job) -> int:
    kept = (*schedules.keep_on(job), *waking.wake(job)) if job.runner.repository else ()
    for line in kept:
        annotations.warning(line, title="A schedule was asleep")
    there = hosting.asked(job)
    found, nothing = _looked(job, there)
    lasting, trouble = _weighed(job, found)
    if trouble and lasting:
        annotations.warning(trouble.words, title=trouble.title)
        said = probe_issue.report(job, trouble, kept)
    elif trouble:
        said = f"{trouble.words} The next probe decides whether that lasts."
        annotations.notice(said, title="Not as it should be, for now")
    else:
        said = probe_issue.settle(job) or nothing or FINE
    say.out(said)
    job.runner.summarise("\n\n".join(("### The published site", *map(summary.plain, (said, *kept)))))
    return DONE


def _looked(job: Job, there: Hosting) -> tuple[Trouble | None, str]:
    """Look at every digest; return the first trouble, and why nothing was looked at."""
    troubles: list[Trouble] = []
    nothing = ""
    for digest in digests.found(job):
        config = _config(digest)
        weeks = tuple(_weeks(digest))
        home = _home(config, digest, there)
        if not weeks or not home:
            missing = "no edition has come out" if not weeks else "Pages is not switched on"
            nothing = nothing or NOTHING.format(missing)
            continue
        live = look(home, door=job.door, now=job.now)
        troubles += filter(None, [_named(freshness.trouble(config, weeks, live, job.now), digest)])
    return next(iter(troubles), None), nothing


def _config(digest: Digest) -> Config | None:
    try:
        return digest.config()
    except InputError:
        return None


def _weeks(digest: Digest) -> Iterator[Week]:
    """Yield the weeks by the names of their files: an edition with a slip in it is there all the same."""
    for path in sorted(digest.place.editions.glob("*.md")):
        try:
            yield Week.named(path.stem)
        except ValueError:
            continue


def _home(config: Config | None, digest: Digest, there: Hosting) -> str:
    """Return where the site should be; "" where Pages is off and the owner names no place of their own."""
    below = f"{there.address}/{digest.name}".rstrip("/") if there.address else ""
    own = config.site.address if config else None
    if there.wanting and there.address == "" and _is_of_pages(own):
        return ""
    return own or below


def _is_of_pages(own: str | None) -> bool:
    return own is None or ".github.io" in own


def _named(trouble: Trouble | None, digest: Digest) -> Trouble | None:
    return replace(trouble, title=f"{digest.name}: {trouble.title}") if trouble and digest.name else trouble


# ---------------------------------------------------------------- whether it lasts


def _weighed(job: Job, found: Trouble | None) -> tuple[bool, Trouble | None]:
    """Tell whether a trouble is to be reported, and since when it lasts."""
    sudden = found is not None and found.kind in SUDDEN
    before = doubt.before(job) if sudden else Doubt()
    same = sudden and found is not None and before.kind == found.kind and before.since is not None
    since = before.since if same else (job.now if sudden else None)
    doubt.keep(job, Doubt(kind=found.kind if sudden and found else "", since=since))
    if found is None or not sudden:
        return found is not None, found
    assert since
    return job.now - since >= APART, replace(found, since=since, about=f"{since:%Y-%m-%d}")
