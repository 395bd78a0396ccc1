"""Editions, the hour and the published site in; whether readers get what they should, and since when not, out. Pure.

The probe opens an issue about it, the doctor a finding; both use these words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from generator import timetable
from generator.doctor.live import Live, Shown
from generator.model import Config, Week

GRACE = timedelta(hours=36)
"""How late an edition may be without a word: it is written by the first daily run after its hour, so up to a day later,
and GitHub starts runs hours late (operations: 3 h 33 min were measured)."""
DAY = "%d %B %Y"


class Kind(StrEnum):
    """What can be wrong."""

    CONFIG = "config"
    UNREACHABLE = "unreachable"
    WRONG = "wrong"
    STALE = "stale"
    OVERDUE = "overdue"


SUDDEN = frozenset({Kind.CONFIG, Kind.UNREACHABLE, Kind.WRONG})
"""What may be over in a moment: a line that is down, a site between two versions. The rest has had its grace."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """What readers do not get."""

    kind: Kind
    title: str
    words: str
    since: datetime | None = None
    """Where that is known from the editions."""
    about: str = ""
    """What tells one trouble from the next of its kind: a week."""


def trouble(config: Config | None, weeks: Sequence[Week], live: Live | None, now: datetime) -> Trouble | None:
    """Return what is wrong with what readers see; None where nothing is, or where there is nothing to see yet.

    Args:
        config: config.yaml; None where it cannot be used.
        weeks: that have an edition in the repository.
        live: what the site shows; None where it was not asked.
        now: the instant, aware.
    """
    if not weeks:
        return None
    if live and (found := _of_site(weeks, live)):
        return found
    if config is None:
        words = "config.yaml cannot be used as it is, so nothing is collected and no edition comes out."
        return Trouble(kind=Kind.CONFIG, title="Nothing new comes out: config.yaml has mistakes", words=words)
    return (_stale(config, weeks, live, now) if live else None) or overdue(config, weeks, now)


def overdue(config: Config, weeks: Sequence[Week], now: datetime) -> Trouble | None:
    """Return which edition should be there by now and is not."""
    due = timetable.latest(config, now - GRACE)
    last = max(weeks)
    if due <= last:
        return None
    first = last.after()
    since = _due(config, first)
    return Trouble(
        kind=Kind.OVERDUE,
        title=f"No edition since {last}: {first} was due on {since:{DAY}}",
        words=f"The edition {first} was due on {since:{timetable.WHEN}} and is not written. The last one is {last}.",
        since=since,
        about=str(first),
    )


def _of_site(weeks: Sequence[Week], live: Live) -> Trouble | None:
    if live.shown is Shown.UNREACHABLE:
        return Trouble(kind=Kind.UNREACHABLE, title=f"The site cannot be reached: {live.address}", words=live.words)
    if live.shown is Shown.WRONG or (live.weeks and not live.weeks & set(map(str, weeks))):
        words = live.words or f"{live.address} shows editions, and none of them is of this repository."
        return Trouble(kind=Kind.WRONG, title=f"The site shows something else: {live.address}", words=words)
    return None


def _stale(config: Config, weeks: Sequence[Week], live: Live, now: datetime) -> Trouble | None:
    """Compare the newest edition that has had time to go out with what is shown."""
    ripe = [week for week in weeks if _due(config, week) <= now - GRACE]
    if not ripe or str(max(ripe)) in live.weeks:
        return None
    newest = max(ripe)
    since = _due(config, min(week for week in ripe if str(week) not in live.weeks and _is_after(week, live)))
    shown = f"The newest it shows is {max(live.weeks)}." if live.weeks else "It shows none."
    return Trouble(
        kind=Kind.STALE,
        title=f"The site does not show the edition {newest}",
        words=f"The edition {newest} is written, and {live.address} does not show it. {shown}",
        since=since,
        about=str(newest),
    )


def _is_after(week: Week, live: Live) -> bool:
    return not live.weeks or str(week) > max(live.weeks)


def _due(config: Config, week: Week) -> datetime:
    return week.due(config.digest.day, config.digest.hour, config.site.zone)
