"""The owner's saved searches and what the last editions found for each in, the page about them and their feeds out.

A search is shown as config.yaml has it now; what it found is in the editions. A feed's id comes from the site's oldest
edition and the search, an entry's from the match, so that neither changes with a domain, a title or a theme.
"""

from collections.abc import Mapping, Sequence
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


def page(house: "House") -> "Sheet":
    """Every search with what it found lately."""
    say, recent = house.say, house.weeks[:WEEKS]
    views = tuple(_alert(alert, recent, house.desk) for alert in house.config.alerts)
    return house.sheet(view.ALERTS, "alerts.html", say("alerts"), say("alerts.words"), lambda _: {"alerts": views})


def feeds(house: "House", feed_id: str) -> tuple[AlertFeed, ...]:
    """Return the feed of each search; none before the first edition."""
    if not house.weeks:
        return ()
    return tuple(_feed(alert, house, UUID(feed_id)) for alert in house.config.alerts)


# ---------------------------------------------------------------- the page


def _alert(alert: Alert, recent: Sequence[Edition], desk: Desk) -> AlertView:
    say = desk.say
    weeks = [
        (edition, found) for edition in recent if (found := _of(alert, edition)) and (view.matches(found) or found.more)
    ]
    total = sum(len(view.matches(found)) + found.more for _, found in weeks)
    return AlertView(
        anchor=view.alert_place(alert.key).partition("#")[2],
        name=alert.name,
        query=alert.query,
        state=_state(alert, recent, desk),
        count=say("alerts.count", n=total) if total else "",
        feed=f"{view.ALERTS}{alert.key}.xml" if recent else None,
        weeks=tuple(_week(alert, edition, found, desk) for edition, found in weeks),
        nothing="" if total else say("alerts.none", n=len(recent)) if recent else say("alerts.first"),
    )


def _week(alert: Alert, edition: Edition, found: AlertMatches, desk: Desk) -> AlertWeekView:
    return AlertWeekView(
        head=view.head(edition, desk),
        matches=tuple(_match(alert.key, match, edition, desk) for match in view.matches(found)),
        more=desk.say("alerts.more", n=found.more) if found.more else "",
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
