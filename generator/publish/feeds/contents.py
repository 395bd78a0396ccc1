"""A plan in, the channels of its feeds out: editions, single picks, topics, saved searches.

An entry of a pick has one id in every feed that has it (RFC 4287, 4.1.1: the same id, the same entry), and the date on
which it was picked: readers sort by it, and what was written weeks before it was found would be sorted out of sight.
Each pick is a second older than the one above it on the page, so that readers keep the order of the page; W3C's
validator asks for different dates, too. A hidden pick keeps its second, so that hiding one changes no other.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import groupby, islice
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from generator.model import Edition, Pick
from generator.publish import links, view
from generator.publish.alerts import AlertFeed, MatchEntry
from generator.publish.feeds.channel import Channel, Item
from generator.publish.feeds.picks import WEEKS
from generator.publish.house import House
from generator.publish.offprints import Bench
from generator.publish.plan import Plan
from generator.publish.shapes import HeadView, PickView
from generator.publish.topics import Topic

IN_TOPIC = 50
"""Picks in the feed of a topic: more than a new subscriber reads, and a few weeks of the busiest topic."""
Pair = tuple[Edition, Pick]
Fed = Callable[[Bench, Edition, Pick], Item]
"""Makes the entry of a pick."""


def editions(plan: Plan, bench: Bench) -> Channel:
    """Return the newest editions, each whole; which file it will be is for the caller to say."""
    site = plan.config.site
    away = links.absolute(plan.site_url)
    return Channel(
        house=plan.house,
        file="",
        id=plan.feed_id,
        title=site.title,
        words=site.description,
        home="",
        updated=plan.entries[0].published,
        items=tuple(
            Item(
                id=entry.id,
                title=entry.title,
                address=away(entry.place),
                published=entry.published,
                html=bench.typeset("entry.html", entry.names),
                summary=entry.summary,
            )
            for entry in plan.entries
        ),
    )


def picks(plan: Plan, bench: Bench, file: str, fed: Fed) -> Channel:
    """Return the picks of a month, each an entry of its own."""
    say = plan.house.say
    recent = ((week, pick) for week in plan.house.weeks[:WEEKS] for pick in view.shown(week))
    return Channel(
        house=plan.house,
        file=file,
        id=uuid5(NAMESPACE_URL, f"{plan.feed_id} picks").urn,
        title=say("feed.of", name=say("feed.picks"), title=plan.config.site.title),
        words=say("feed.picks.words"),
        home="",
        updated=plan.entries[0].published,
        items=tuple(_items(recent, bench, fed)),
    )


def topic(plan: Plan, bench: Bench, found: Topic, fed: Fed) -> Channel:
    """Return the newest picks of a topic."""
    say = plan.house.say
    return Channel(
        house=plan.house,
        file=topic_file(found),
        id=uuid5(NAMESPACE_URL, f"{plan.feed_id} topic {found.key}").urn,
        title=say("feed.of", name=found.name, title=plan.config.site.title),
        words=say("feed.topic", name=found.name),
        home=found.place,
        updated=found.picks[0][0].published.astimezone(UTC),
        items=tuple(islice(_items(found.picks, bench, fed), IN_TOPIC)),
    )


def topic_file(found: Topic) -> str:
    """Return where the feed of a topic is."""
    return f"{found.place}atom.xml"


def alert(plan: Plan, bench: Bench, found: AlertFeed) -> Channel:
    """Return what a saved search found lately."""
    return Channel(
        house=plan.house,
        file=found.file,
        id=found.id,
        title=plan.house.say("feed.of", name=found.name, title=plan.config.site.title),
        words=found.query,
        home=found.place,
        updated=found.updated,
        items=tuple(_match(entry, bench, at) for at, entry in _placed(found.entries)),
    )


def _placed(entries: Iterable[MatchEntry]) -> Iterator[tuple[int, MatchEntry]]:
    """Number the matches of each edition."""
    for _, same in groupby(entries, key=lambda entry: entry.published):
        yield from enumerate(same)


def _match(entry: MatchEntry, bench: Bench, at: int) -> Item:
    return Item(
        id=entry.id,
        title=entry.title,
        address=entry.address or "",
        published=entry.published - timedelta(seconds=at),
        html=bench.typeset("match.html", entry.names),
        author=entry.author,
    )


# ---------------------------------------------------------------- entries of picks


def _items(pairs: Iterable[Pair], bench: Bench, fed: Fed) -> Iterator[Item]:
    """Make the entries, each pick once, where it was picked last."""
    seen: set[str] = set()
    for edition, pick in pairs:
        if pick.id not in seen:
            seen.add(pick.id)
            yield fed(bench, edition, pick)


def fed(plan: Plan) -> Fed:
    """Return what makes the entry of a pick, once for all the feeds that have it."""
    house, desk, site = plan.house, plan.house.desk, UUID(plan.feed_id)
    kept: dict[tuple[str, str], Item] = {}

    @cache
    def week(name: str) -> tuple[HeadView, Mapping[str, datetime]]:
        edition = next(each for each in house.weeks if each.id == name)
        return view.head(edition, desk), _dates(edition)

    def made(bench: Bench, edition: Edition, pick: Pick) -> Item:
        key = (edition.id, pick.id)
        if key not in kept:
            head, dates = week(edition.id)
            seen = view.picked(pick, edition, desk)
            day = desk.say.day(pick.published) if pick.published else ""
            names = picked_names(replace(seen, day=day), head, house)
            kept[key] = _item(uuid5(site, f"pick {pick.id}"), seen, dates[pick.id], bench.typeset("picked.html", names))
        return kept[key]

    return made


def picked_names(pick: PickView, edition: HeadView, house: House) -> Mapping[str, Any]:
    """Return what `picked.html` may use."""
    return {"pick": pick, "edition": edition, "say": house.say, "to": links.absolute(house.site_url)}


def _dates(edition: Edition) -> Mapping[str, datetime]:
    """Return when each pick of an edition is said to have been picked: Pick.id -> instant."""
    ordered = sorted(edition.picks, key=lambda each: not each.pin)
    first = edition.published.astimezone(UTC)
    return {pick.id: first - timedelta(seconds=at) for at, pick in reversed(list(enumerate(ordered)))}


def _item(name: UUID, seen: PickView, published: datetime, html: str) -> Item:
    return Item(
        id=name.urn,
        title=seen.title,
        address=seen.address or "",
        published=published,
        html=html,
        author=seen.voice.name,
        profile=seen.voice.address or "",
        language=seen.language or "",
    )
