"""The newest edition in, word of it on the networks and by mail out, once: what follows a deployment.

The record is fetched before and pushed around every single attempt, so that a run that is killed leaves behind what it
was at.
"""

from contextlib import suppress

from generator import announcing, say
from generator.announcing import WORDS, Announced, Fate, Outcome
from generator.errors import GleanerError
from generator.repository import state
from generator.workflows import annotations, digests, hosting, summary, troubles
from generator.workflows.digests import Digest
from generator.workflows.hosting import Hosting
from generator.workflows.job import Job
from generator.workflows.saving import Saving
from generator.workflows.troubles import DONE, FAILED

PATIENCE = (5.0, 10.0, 20.0, 40.0)
"""Seconds before each further look at the page: what was just deployed takes a moment to get everywhere."""


def announce(job: Job) -> int:
    """Tell of the newest edition of every digest."""
    there = hosting.asked(job)
    codes = [DONE]
    for digest in digests.found(job):
        try:
            codes.append(_one(job, digest, there))
        except GleanerError as error:
            codes.append(troubles.told(job, error, title=f"The digest {digest.name}" if digest.name else ""))
    return max(codes)


def is_due(job: Job) -> bool:
    """Tell whether any digest has an edition to be told of: the job is worth a machine."""
    for digest in digests.found(job):
        with suppress(GleanerError):  # what is wrong with it is said where it is printed
            if announcing.due(digest.config(), digest.place, now=job.now):
                return True
    return False


def _one(job: Job, digest: Digest, there: Hosting) -> int:
    config, saving = digest.config(), Saving.of(job, digest)
    if not announcing.due(config, digest.place, now=job.now):
        return DONE
    saving.fetch()

    def keep() -> None:
        if saving.able:
            state.push(job.git, digest.state, now=job.now, name=digest.name)

    told = announcing.announce(
        config,
        digest.place,
        door=job.door,
        now=job.now,
        by=f"{job.runner.run or job.now.isoformat()}.{job.runner.attempt}",
        keep=keep,
        github=job.github,
        site_url=hosting.home(config, there) if not digest.name else _below(config.site.address, there, digest),
        patience=PATIENCE if job.runner.repository else (),
    )
    return _report(job, told)


def _below(own: str | None, there: Hosting, digest: Digest) -> str | None:
    """Return where a further digest is: as its owner says, else below its name."""
    return own or (there.address and f"{there.address}/{digest.name}") or None


def _report(job: Job, told: Announced) -> int:
    """Tell the owner; what did not go out is a failure, for nobody would notice it otherwise."""
    if told.words:
        annotations.warning(told.words, title="Nobody was told")
        say.out(told.words)
        return FAILED
    for fate in told.fates:
        say.out(str(fate))
        if fate.outcome in {Outcome.FAILED, Outcome.UNSURE}:
            failed = fate.outcome is Outcome.FAILED
            (annotations.error if failed else annotations.warning)(fate.words, title=f"announce.{fate.channel}")
    rows = (
        (f"announce.{fate.channel}", WORDS[fate.outcome], _where(fate), summary.plain(fate.words))
        for fate in told.fates
    )
    table = summary.table(("Where", "What", "Address", "What to know"), rows)
    job.runner.summarise(f"### {summary.plain(told.week)} is out\n\n{table}")
    return FAILED if any(fate.outcome is Outcome.FAILED for fate in told.fates) else DONE


def _where(fate: Fate) -> str:
    return summary.link("read it there", fate.address) if fate.address else ""
