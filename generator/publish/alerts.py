"""The owner's saved searches and what the last editions found for each in, the pages about them and their feeds out.

One page has the newest of every search; a search that found more than fits there has a page of its own. A search is
shown as config.yaml has it now; what it found is in the editions. A feed's id comes from the site's oldest edition and
the search, an entry's from the match, so that neither changes with a domain, a title or a theme.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, UUID, uuid5
from zoneinfo import ZoneInfo

from generator.model import Alert, AlertMatches, Edition, Pick
from generator.publish import links, view
from generator.publish.shapes import AlertView, AlertWeekView, PickView
from generator.publish.view import Desk

if TYPE_CHECKING:
    from generator.publish.house import House, Sheet

WEEKS = 8
"""Editions that are looked back on: two months, about as long as a call or a vacancy stays open."""
TOGETHER = 60
"""Most matches on the page of all searches, each with an equal share: an hour's reading, as an edition is."""
LISTED = 120
"""Most matches on the page of one search: fifteen a week. Of more, the number is said; they are in its feed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchEntry:
    """One match as a feed carries it; `names` are what the template of its text may use."""

    id: str
    title: str
    address: str | None
    author: str
    published: datetime
    """When the edition was published that found it first."""
    names: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finds:
    """What one search found in one week."""

    edition: Edition
    matches: tuple[Pick, ...]
    """Those that are shown, pinned ones first."""
    more: int
    """How many the week had beside those it kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertFeed:
    """The feed of one search."""

    file: str
    """`alerts/jobs.xml`."""
    place: str
    """Where the search stands on the site."""
    id: str
    name: str
    query: str
    updated: datetime
    entries: tuple[MatchEntry, ...]
    """Newest first."""


def exists(house: "House") -> bool:
    """Tell whether there is a page of saved searches: as soon as config.yaml has one."""
    return bool(house.config.alerts)


def pages(house: "House") -> "tuple[Sheet, ...]":
    """Every search with the newest it found lately; then, each on a page of its own, those that found more."""
    if not exists(house):
        return ()
    recent, share = house.weeks[:WEEKS], TOGETHER // len(house.config.alerts)
    found = [(alert, _lately(alert, recent)) for alert in house.config.alerts]
    views = tuple(_alert(alert, weeks, house, share) for alert, weeks in found)
    own = [_page(alert, weeks, house) for (alert, weeks), seen in zip(found, views, strict=True) if seen.page]
    return (_sheet(house, view.ALERTS, house.say("alerts"), views, None), *own)


def feeds(house: "House", feed_id: str) -> tuple[AlertFeed, ...]:
    """Return the feed of each search; none before the first edition."""
    if not house.weeks:
        return ()
    return tuple(_feed(alert, house, UUID(feed_id)) for alert in house.config.alerts)


# ---------------------------------------------------------------- the page


def _lately(alert: Alert, recent: Sequence[Edition]) -> list[Finds]:
    """Return what a search found in each edition that has something of it, newest first."""
    named = [(edition, found) for edition in recent if (found := _of(alert, edition))]
    finds = [Finds(edition=edition, matches=view.matches(found), more=found.more) for edition, found in named]
    return [each for each in finds if each.matches or each.more]


def _page(alert: Alert, weeks: Sequence[Finds], house: "House") -> "Sheet":
    weeks_shown = tuple(_weeks(alert, weeks, house.desk, LISTED))
    whole = replace(_alert(alert, weeks, house, 0), weeks=weeks_shown, page=None)
    return _sheet(house, _place(alert), alert.name, (whole,), view.ALERTS)


def _sheet(house: "House", place: str, title: str, views: tuple[AlertView, ...], above: str | None) -> "Sheet":
    names = {"alerts": views, "above": above}
    return house.sheet(place, "alerts.html", title, house.say("alerts.words"), lambda _: names)


def _place(alert: Alert) -> str:
    return f"{view.ALERTS}{alert.key}/"


def _alert(alert: Alert, weeks: Sequence[Finds], house: "House", share: int) -> AlertView:
    say, recent = house.say, house.weeks[:WEEKS]
    total = sum(len(each.matches) + each.more for each in weeks)
    beyond = sum(len(each.matches) for each in weeks) > share
    shown = list(_weeks(alert, weeks, house.desk, share))
    return AlertView(
        anchor=view.alert_place(alert.key).partition("#")[2],
        name=alert.name,
        query=alert.query,
        state=_state(alert, recent, house.desk),
        count=say("alerts.count", n=total) if total else "",
        feed=f"{view.ALERTS}{alert.key}.xml" if recent else None,
        page=_place(alert) if beyond else None,
        weeks=tuple(replace(week, more="") for week in shown if week.matches) if beyond else tuple(shown),
        nothing="" if total else say("alerts.none", n=len(recent)) if recent else say("alerts.first"),
    )


def _weeks(alert: Alert, weeks: Sequence[Finds], desk: Desk, most: int) -> Iterator[AlertWeekView]:
    """Yield the weeks with so many matches in all, newest first, and how many more each of them had."""
    for each in weeks:
        some = each.matches[:most]
        most -= len(some)
        more = each.more + len(each.matches) - len(some)
        yield AlertWeekView(
            head=view.head(each.edition, desk),
            matches=tuple(_match(alert.key, match, each.edition, desk) for match in some),
            more=desk.say("alerts.more", n=more) if more else "",
        )


def _match(key: str, match: Pick, edition: Edition, desk: Desk) -> PickView:
    """Turn a match into what a page shows; a week that is long past is no help to name its weekday."""
    seen = view.picked(match, edition, desk)
    day = desk.say.day(match.published.astimezone(ZoneInfo(desk.zone))) if match.published else ""
    return replace(seen, anchor=links.anchor("match", f"{key} {edition.week} {match.id}"), day=day)


def _state(alert: Alert, recent: Sequence[Edition], desk: Desk) -> str:
    """Say until when a search is kept, or that it has ended: it has if the newest edition is of a later day."""
    if alert.until is None:
        return ""
    day = desk.say.day(datetime(alert.until.year, alert.until.month, alert.until.day, tzinfo=UTC))
    newest = recent[0].published.astimezone(ZoneInfo(desk.zone)).date() if recent else None
    if newest and newest > alert.until:
        return desk.say("alerts.ended", day=day)
    return desk.say("alerts.until", day=day)


def _of(alert: Alert, edition: Edition) -> AlertMatches | None:
    return next((found for found in edition.alerts if found.key == alert.key), None)


# ---------------------------------------------------------------- feeds


def _feed(alert: Alert, house: "House", site: UUID) -> AlertFeed:
    own = uuid5(NAMESPACE_URL, f"{site.urn} alert {alert.key}")
    first: dict[str, MatchEntry] = {}
    for edition in reversed(house.weeks[:WEEKS]):
        if found := _of(alert, edition):
            entries = [_entry(alert.key, match, edition, house, own) for match in view.matches(found)]
            first = {entry.id: entry for entry in entries if entry.id not in first} | first
    return AlertFeed(
        file=f"{view.ALERTS}{alert.key}.xml",
        place=view.alert_place(alert.key),
        id=own.urn,
        name=alert.name,
        query=alert.query,
        updated=next(iter(first.values())).published if first else house.weeks[-1].published.astimezone(UTC),
        entries=tuple(first.values()),
    )


def _entry(key: str, match: Pick, edition: Edition, house: "House", own: UUID) -> MatchEntry:
    seen = _match(key, match, edition, house.desk)
    return MatchEntry(
        id=uuid5(own, match.id).urn,
        title=seen.title,
        address=seen.address,
        author=seen.voice.name,
        published=edition.published.astimezone(UTC),
        names={"match": seen, "say": house.say, "to": links.absolute(house.site_url)},
    )
