"""What is collected and an instant in, the edition that comes next, as it would be now, out; nothing is kept."""

from dataclasses import dataclass
from datetime import datetime

from generator import pipeline
from generator.errors import NothingToPublish
from generator.model import Config, Edition, Source, Week
from generator.pipeline import Place

EMPTY = (
    "Nothing has been collected yet, so there is no edition to show. `./gleaner collect` visits your sources; after "
    "that, `./gleaner preview` shows what the next edition would be."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Upcoming:
    """The edition that comes next."""

    edition: Edition
    """Its `published` is when it is due."""
    unvisited: tuple[Source, ...] = ()
    """Sources that nobody has asked yet: what they have is not in it."""


def next_edition(config: Config, place: Place, *, now: datetime, week: Week | None = None) -> Upcoming:
    """Glean the first week that has no edition yet, whether it is due or not.

    Args:
        config: the owner's settings.
        place: where the digest lives; only the lock of its state is touched.
        now: the instant, aware.
        week: another week; where it has an edition, that is returned as it is.

    Raises:
        NothingToPublish: nothing is collected.
        InputError: an edition or a question cannot be read.
    """
    shelf = pipeline.shelf(config, place, now=now)
    if not shelf.items and not any(report.since for report in shelf.reports):
        raise NothingToPublish(EMPTY)
    asked = {report.source for report in shelf.reports}
    unvisited = tuple(source for source in config.sources if source.key not in asked)
    kept = {edition.week: edition for edition in shelf.archive}
    wanted = week or shelf.current
    while week is None and wanted in kept:  # an owner may have written one ahead of its time
        wanted = wanted.after()
    edition = kept[wanted] if wanted in kept else _gleaned(config, place, now, wanted)
    return Upcoming(edition=edition, unvisited=unvisited)


def _gleaned(config: Config, place: Place, now: datetime, week: Week) -> Edition:
    (gleaning,) = pipeline.publish(config, place, now=now, week=week, dry_run=True)
    return gleaning.edition
