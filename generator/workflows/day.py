"""One digest in, one day of its life out: what was found, what was put right, what was answered, what was published.

The order makes every step safe before the next can fail. What was collected is put away before anything is judged; the
ledger of a week is put away before its edition is on the branch, for an edition that is there is whole. Killed before
that, the next run writes the same edition again from the same harvest. Where only the state cannot be put away, because
a rule protects its branch, the edition goes out all the same: readers lose nothing, and the run is red and says why.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from generator import pipeline, say, timetable
from generator.collect import harvest
from generator.errors import NothingFound, NothingToPublish, RepositoryError
from generator.model import Config, Edition, Report, Week
from generator.workflows.digests import Digest
from generator.workflows.job import Job
from generator.workflows.saving import Saving


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What came of it."""

    digest: Digest
    config: Config
    now: datetime
    reports: tuple[Report, ...]
    fresh: Mapping[str, int]
    """Source.key -> how many of its items are new today, or have been edited."""
    editions: tuple[Edition, ...] = ()
    """Those that were published."""
    lost: tuple[str, ...] = ()
    """Weeks that were published by another run meanwhile, so that the edition made here was dropped."""
    stuck: bool = False
    """Whether what was published is not on the branch yet."""
    nothing: str = ""
    """Why none was."""
    found: bool = True
    """Whether there was anything to publish from, where something was due."""
    further: tuple[str, ...] = ()
    """What was corrected and what was answered, a line each."""
    pushed: bool = False
    """Whether the branch has something new."""
    failed: tuple[RepositoryError, ...] = field(default=())
    """What could not be given to the repository."""
    said: tuple[str, ...] = ()
    """What its owner should know of the repository, each a sentence."""

    @property
    def good(self) -> bool:
        """Whether the digest lives: somebody answered, and nothing is lost."""
        return self.found and not self.failed and pipeline.anybody(self.reports)

    @property
    def up_to_date(self) -> bool:
        """Whether the newest edition that is due is there."""
        return _is_there(self.digest.place, timetable.latest(self.config, self.now))

    @property
    def next_due(self) -> datetime:
        """When the next edition is due, in the zone of the site."""
        return next_due(self.config, self.digest.place, self.now)


def lived(job: Job, digest: Digest, *, site_url: str | None = None) -> Day:
    """Live through one day of a digest.

    Raises:
        InputError: what its owner has written cannot be used; what was collected is safe.
        RepositoryError: what earlier runs have collected could not be fetched, and nothing was done.
    """
    config, saving = digest.config(), Saving.of(job, digest)
    saving.fetch()
    reports = pipeline.collect(config, digest.place, now=job.now, door=job.door)
    saving.put_away(config)
    further = _further(job, digest, config, site_url)
    editions, nothing, found = _published(job, digest, config)
    saving.put_away(config)
    pushed = saving.keep()
    if saving.able and not saving.stuck and pipeline.settle(digest.place):
        saving.put_away(config)
    return Day(
        digest=digest,
        config=config,
        now=job.now,
        reports=reports,
        fresh=_fresh(digest, job.now),
        editions=tuple(edition for edition in editions if str(edition.week) not in saving.lost),
        lost=saving.lost,
        stuck=saving.stuck,
        nothing=nothing,
        found=found,
        further=further,
        pushed=pushed,
        failed=tuple(saving.failed),
        said=tuple(saving.said),
    )


def next_due(config: Config, place: pipeline.Place, now: datetime) -> datetime:
    """Return when the next edition is due, in the zone of the site; the one due by now counts until it is there."""
    week, wishes = timetable.latest(config, now), config.digest
    due = (week.after() if _is_there(place, week) else week).due(wishes.day, wishes.hour, config.site.zone)
    return due.astimezone(ZoneInfo(config.site.zone))


def _is_there(place: pipeline.Place, week: Week) -> bool:
    return (place.editions / f"{week}.md").exists()


def _further(job: Job, digest: Digest, config: Config, site_url: str | None) -> tuple[str, ...]:
    corrected = pipeline.correct(config, digest.place, now=job.now)
    heard = pipeline.hear(config, digest.place, now=job.now, door=job.door, site_url=config.site.address or site_url)
    return (*map(str, corrected), *say.answers(heard))


def _published(job: Job, digest: Digest, config: Config) -> tuple[tuple[Edition, ...], str, bool]:
    try:
        gleanings = pipeline.publish(config, digest.place, now=job.now)
    except NothingToPublish as nothing:
        return (), str(nothing), not isinstance(nothing, NothingFound)
    return tuple(gleaning.edition for gleaning in gleanings), "", True


def _fresh(digest: Digest, now: datetime) -> Mapping[str, int]:
    """Count today's observations; only the file of the day is read."""
    day = f"{now.astimezone(UTC):%Y-%m-%d}"
    today = (path for path in harvest.days(digest.state) if path.name.startswith(day))
    found = {(each.item.source, each.item.id) for path in today for each in harvest.sights(path) if each.item}
    return Counter(source for source, _ in found)
