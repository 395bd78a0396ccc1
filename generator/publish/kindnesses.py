"""An edition in, what its readers could do for one another out, as a page shows it: four short lists (E09)."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from generator import text
from generator.model import Courtesy, Edition, Kindness, Pick
from generator.publish.shapes import CourtesyView, KindnessView, Link
from generator.publish.strings import Say, direction, tongue

if TYPE_CHECKING:
    from generator.publish.view import Desk

FRESH = timedelta(days=31)
"""How much older than the newest edition one may be that still says what could be done: by then it is done, or late."""


def newest(editions: Sequence[Edition], known: datetime) -> datetime:
    """Return a day in the place of the newest edition's, from which the same follows for these editions.

    Args:
        editions: those that are shown; of one it matters only whether it is fresh.
        known: when the newest edition was published.
    """
    latest = max(edition.published for edition in editions)
    if known - latest > FRESH:
        return latest + 2 * FRESH
    return latest if len(editions) == 1 else known


def shown(edition: Edition) -> tuple[Courtesy, ...]:
    """Return those that are printed: the owner has not hidden them, nor what they lead to.

    Thanks are for a pick that is shown: where it was hidden or deleted, nobody can see what they would be for.
    """
    seen = {address for pick in edition.picks if not pick.hidden for address in _addresses(pick)}
    away = {address for pick in edition.picks if pick.hidden for address in _addresses(pick)} - seen
    return tuple(each for each in edition.courtesies if each.who and not each.hidden and _meant(each, seen, away))


def _meant(courtesy: Courtesy, seen: Collection[str], away: Collection[str]) -> bool:
    leads = {text.canonical(who.url) for who in courtesy.who}
    return leads.issubset(seen) if courtesy.kind is Kindness.THANK else leads.isdisjoint(away)


def _addresses(pick: Pick) -> Iterator[str]:
    return map(text.canonical, (pick.url, pick.id))


def views(edition: Edition, desk: "Desk") -> tuple[KindnessView, ...]:
    """Turn the courtesies of an edition into lists, in the order of Kindness; an empty list is not there.

    That nobody had answered is known up to the day of the edition; an old edition asks for nothing any more.
    """
    if desk.newest and desk.newest - edition.published > FRESH:
        return ()
    say, printed = desk.say, shown(edition)
    day = say.day(edition.published.astimezone(ZoneInfo(desk.zone)), year=False)
    return tuple(
        KindnessView(
            anchor=f"kindness-{kind}",
            title=say(f"kindness.{kind}", day=day),
            courtesies=tuple(_view(each, say) for each in printed if each.kind is kind),
        )
        for kind in Kindness
        if any(each.kind is kind for each in printed)
    )


def _view(courtesy: Courtesy, say: Say) -> CourtesyView:
    return CourtesyView(
        who=tuple(Link(name=who.name or say("nobody"), address=text.address(who.url)) for who in courtesy.who),
        words=courtesy.words,
        language=tongue(courtesy.language),
        direction=direction(courtesy.language),
    )
