"""One of several machines of a run in, its share of the sources collected; then the run that puts the shares together.

All of them go by the instant at which the run began, as GitHub knows it. A source that was visited at that very
instant is not visited again, so the last one reports what the others have found, visits only what a machine that failed
has left, follows the links, and goes on as on any day.
"""

from dataclasses import replace
from datetime import UTC, datetime

from generator import pipeline, say
from generator.collect import shards
from generator.errors import GleanerError, InputError, Problem, RepositoryError
from generator.workflows import collect, digests, troubles
from generator.workflows.digests import Digest
from generator.workflows.job import Job
from generator.workflows.saving import Saving
from generator.workflows.troubles import DONE


def part(job: Job) -> int:
    """Collect one share of every digest, and put it away."""
    if job.shard is None:
        hint = "`./gleaner workflow part --shard 3/8` is the third of eight."
        raise InputError(Problem(file="gleaner workflow part", words="it does not say which share.", hint=hint))
    share, job, codes = job.shard, _begun(job), [DONE]
    for digest in digests.found(job):
        try:
            _collected(job, digest, share)
        except (GleanerError, OSError) as error:
            codes.append(troubles.told(job, error, title=digest.name and f"The digest {digest.name}"))
    return max(codes)


def finish(job: Job) -> int:
    """Put the shares together, publish what is due, and have it printed."""
    return collect.collect(_begun(job))


def _collected(job: Job, digest: Digest, share: shards.Share) -> None:
    whole, saving = digest.config(), Saving.of(job, digest)
    saving.fetch()
    config, door = shards.narrowed(whole, job.door, share)
    say.out(say.tally(pipeline.collect(config, digest.place, now=job.now, door=door)))
    saving.put_away(whole)
    if saving.failed:
        raise saving.failed[0]


def _begun(job: Job) -> Job:
    """Return the job as of the instant its run began; as of its own, where nobody knows."""
    if not (job.runner.repository and job.runner.run):
        return job
    try:
        began = job.github.facts(f"actions/runs/{job.runner.run}").get("run_started_at")
        return replace(job, now=datetime.fromisoformat(str(began)).astimezone(UTC))
    except (RepositoryError, ValueError, OverflowError):
        return job
