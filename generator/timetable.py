"""Weeks, what is published and what was found in; out, which editions are due, or a word on why none is. Pure.

Late, missed and doubled runs end in the same editions, because this asks what is there and never when it ran last.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from generator.errors import NothingFound, NothingToPublish
from generator.model import Config, Edition, Harvest, Health, Item, Week

REACH = timedelta(days=7)
"""An edition looks back one week from the instant it is due, or to the edition before where that is not long ago."""
MISSED = 4
"""How many missed editions are made up for; older weeks stay gaps, for sources no longer show what they had then."""
WHEN = "%d %B %Y, %H:%M UTC"
"""How an instant is written for an owner."""


def latest(config: Config, now: datetime) -> Week:
    """Return the newest week whose edition is due at that instant."""
    week = Week.of(now, config.site.zone)
    return week if week.due(*hour(config)) <= now else week.before()


def missing(config: Config, archive: Sequence[Edition], items: Sequence[Item], now: datetime) -> tuple[Week, ...]:
    """Return the weeks that are due and have no edition; of missed ones only those that something was found for."""
    newest = latest(config, now)
    if not archive:
        return (newest,)
    last = max((edition.week for edition in archive if edition.week <= newest), default=newest.before())
    found: list[Week] = []
    week = newest
    while week > last and len(found) < MISSED:
        found.append(week)
        week = week.before()
    ahead = newest > min(edition.week for edition in archive)  # else a clock has gone back to before it all began
    return tuple(week for week in reversed(found) if (week == newest and ahead) or _has_items(config, week, items))


def starts(due: datetime, earlier: Sequence[Edition]) -> datetime:
    """Return where the edition before ended, so that no day is lost when the day, the hour or the zone is changed."""
    last = max((edition.published for edition in earlier), default=due - REACH)
    return last if due - 2 * REACH <= last < due else due - REACH


def hour(config: Config) -> tuple[int, int, str]:
    """Return weekday, hour and zone, as Week.due takes them."""
    return config.digest.day, config.digest.hour, config.site.zone


def _has_items(config: Config, week: Week, items: Sequence[Item]) -> bool:
    due = week.due(*hour(config))
    return any(item.when and due - REACH <= item.when < due for item in items)


def refuse(weeks: Sequence[Week], archive: Sequence[Edition], config: Config, now: datetime, *, early: bool) -> None:
    """Raise NothingToPublish, which says why, where there is nothing to do."""
    if not weeks:
        following = latest(config, now).after().due(*hour(config))
        raise NothingToPublish(f"The last edition due is published. The next one is due on {following:{WHEN}}.")
    if done := {edition.week for edition in archive}.intersection(weeks):
        raise NothingToPublish(
            f"{min(done)} is already published, and its file is yours now: content/editions/{min(done)}.md. To have "
            f"that week gleaned anew, delete the file and run `./gleaner publish --week {min(done)}`."
        )
    if (due := max(weeks).due(*hour(config))) > now and not early:
        raise NothingToPublish(f"{max(weeks)} is due on {due:{WHEN}}. `./gleaner preview` shows it as it would be now.")


def refuse_emptiness(
    weeks: Sequence[Week], harvest: Harvest, config: Config, now: datetime, *, read: datetime | None
) -> None:
    """Raise NothingFound where nobody answered or was asked, NothingToPublish where nothing was found for older weeks.

    An edition about that would tell readers nothing. `read` is when any source was last read.
    """
    if any(_has_items(config, week, harvest.items) for week in weeks):
        return
    if not any(report.health in {Health.OK, Health.UNCHANGED} for report in harvest.reports):
        words = "No source could be read, so there is nothing to glean. `./gleaner collect` says why."
        raise NothingFound(words if harvest.reports else "Nothing was collected yet: `./gleaner collect` does that.")
    if read and read < max(weeks).due(*hour(config)) - 2 * REACH:
        raise NothingFound(
            f"Nothing was collected for {max(weeks)}: a source was last read on {read:{WHEN}}. "
            "`./gleaner collect` does that; is the clock of this machine right?"
        )
    if max(weeks) < latest(config, now):
        raise NothingToPublish(f"Nothing has been collected for {max(weeks)}.")
