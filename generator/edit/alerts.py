"""The stories of a week and the owner's saved searches in, what matches each of them out (R26).

Every item counts whose words are public and which the owner has not muted: neither rank nor room nor an earlier edition
takes a match away. An item of which only the link is known cannot match. A story is one match however many speak of it,
and matches a search once: it does not come back with the next voice, the next week.
"""

import re
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import MappingProxyType
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from generator.edit import queries
from generator.edit.memory import Memory, remember
from generator.edit.picks import also, same
from generator.edit.queries import Every, Never, Query, Wanted
from generator.edit.reading import excerpt, reading
from generator.edit.stories import retracted, silent
from generator.edit.wordforms import flowing, joined, parted
from generator.model import Alert, AlertMatches, Config, Edition, Item, Pick, Story
from generator.originals import told
from generator.text import canonical, fold, host

SECTION = "alerts"
"""Pick.section of a match."""
MOST = 50
"""Matches of one search that are kept in a week; of a query that finds more, nobody reads more."""
TOGETHER = 400
"""Matches of all searches that are kept in a week: mostly 300 kB, with which an edition stays a file one can open.

Where addresses are as long as can be they are ten times that; then fewer are written down (publish/fitting.py).
"""
FEWEST = 10
"""What is kept of each search, however many there are."""
NAMED = 4
"""Most findings in the line of why."""
EARLIEST = datetime.min.replace(tzinfo=UTC)
TAGGED = re.compile(r"(?<![\w/&#])#(\w*[^\W\d_]\w*)")
"""A hashtag in a text, as Mastodon knows it: letters, digits and _, and not digits alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What an item says of itself, in the forms in which queries compare."""

    words: str
    """Title, text, tags, descriptions of pictures and the warning; words as `flowing` gives them, ` | ` between."""
    title: str
    tags: frozenset[str]
    name: str
    """The name of its voice, as words."""
    handles: frozenset[str]
    """name and name@server, in small letters."""
    homes: frozenset[str]
    """Hosts of its voice: of the profile, and of addresses that its server has verified."""
    profiles: frozenset[str]
    """Canonical addresses of its voice."""
    language: str
    sites: frozenset[str]
    """Hosts of the item, of what it is about, and of its links."""
    source: str
    """Name, kind and address of its source, as words."""


def matched(
    stories: Sequence[Story], config: Config, *, archive: Sequence[Edition], judged: Container[str] = frozenset()
) -> tuple[AlertMatches, ...]:
    """Return what matches, one entry for each search that found something, in the order of config.yaml.

    Args:
        stories: All of the week, without what is muted, whatever the desk thought of them; in any order.
        config: The searches, the sources' names, and the zone in which days end.
        archive: The earlier editions, oldest first: what matched then does not match again.
        judged: Item.ids that an earlier week has had: they are not of this one.
    """
    names = {source.key: source.name for source in config.sources}
    searches = [(alert, queries.read(alert.query), _before(alert, archive)) for alert in config.alerts]
    found: dict[str, list[Pick]] = {alert.key: [] for alert in config.alerts}
    for story in stories if searches else ():
        papers = [(item, paper(item, names)) for item in story.items if item.id not in judged and not silent(item)]
        for alert, query, before in searches:
            heard = ((item, each) for item, each in papers if _in_time(item, alert, config.site.zone))
            first = next(((item, each) for item, each in heard if holds(query, each)), None)
            if first and not before.repeated(story):
                found[alert.key].append(_match(story, first[0], findings(query, first[1]), names))
    most = max(FEWEST, min(MOST, TOGETHER // max(1, len(searches))))
    return tuple(_told(alert, found[alert.key], most) for alert in config.alerts if found[alert.key])


def _before(alert: Alert, archive: Sequence[Edition]) -> Memory:
    """Return what this search has found in earlier editions."""
    earlier = [(edition, [each for each in edition.alerts if each.key == alert.key]) for edition in archive]
    return remember([replace(edition, picks=kept[0].matches) for edition, kept in earlier if kept])


def _in_time(item: Item, alert: Alert, zone: str) -> bool:
    """Whether an item appeared while a search was kept, in the site's zone; its last day included."""
    return alert.until is None or item.when is None or item.when.astimezone(ZoneInfo(zone)).date() <= alert.until


def _told(alert: Alert, found: Sequence[Pick], most: int) -> AlertMatches:
    newest = sorted(found, key=lambda match: (match.url, match.id))
    newest.sort(key=lambda match: match.published or EARLIEST, reverse=True)
    return AlertMatches(
        key=alert.key, name=alert.name, query=alert.query, matches=tuple(newest[:most]), more=len(newest[most:])
    )


def _match(story: Story, item: Item, has: Sequence[Wanted], names: Mapping[str, str]) -> Pick:
    """Write a match as a pick; the item that matches stands for its story, the lead before others."""
    turned = replace(story, lead=item, items=(item, *(other for other in story.items if other is not item)))
    back = " Its publisher has taken it back." if retracted(item) else ""
    return Pick(
        id=item.id,
        url=item.url,
        title=item.title,
        excerpt=excerpt(item),
        voice=item.voice.key,
        name=item.voice.name,
        address=item.voice.address,
        source=item.source,
        source_name=names.get(item.source, item.source),
        section=SECTION,
        why=f"It matches {', '.join(test.shown for test in has)}.{back}",
        minutes=round(reading(item), 2),
        published=item.when,
        kind=item.kind,
        language=item.language,
        tags=item.tags,
        warning=item.warning,
        alts=item.alts,
        about=item.about,
        also=also(turned),
        same=same(story),
        made=told(item, excerpt(item)).made,
    )


# ---------------------------------------------------------------- an item


def paper(item: Item, names: Mapping[str, str]) -> Paper:
    """Read an item for queries; `names` are the sources' by their keys."""
    voice, said = item.voice, f"{item.title}\n{item.text}"
    tags = dict.fromkeys((*item.tags, *(TAGGED.findall(said) if "#" in said else ())))
    title = flowing(item.title)
    texts = (title, *map(flowing, (item.text, item.warning, *item.alts)), *map(parted, tags), *map(flowing, tags))
    own = [address for address in (voice.address, voice.key, *voice.links) if address and "://" in address]
    return Paper(
        words=f"{' |'.join(texts)} ",
        title=f"{title} ",
        tags=frozenset(map(joined, tags)),
        name=f"{flowing(voice.name)} ",
        handles=frozenset(handle for address in own for handle in _handles(address)),
        homes=frozenset(map(host, own)),
        profiles=frozenset(map(canonical, own)),
        language=(item.language or "").lower().replace("_", "-"),
        sites=frozenset(map(host, filter(None, (item.url, item.about, *item.links)))),
        source=f"{flowing(names.get(item.source, ''))} |{flowing(item.source)} ",
    )


def _handles(address: str) -> Iterator[str]:
    """Yield the handles behind the address of a profile: https://server.example/@name, .../users/name, .../name."""
    name = fold(urlsplit(address).path.rstrip("/").rpartition("/")[2]).lstrip("@")
    if name:
        yield name
        yield f"{name}@{host(address)}" if "@" not in name else name


# ---------------------------------------------------------------- an item and a query


def holds(query: Query, read: Paper) -> bool:
    """Whether an item matches."""
    if isinstance(query, Wanted):
        return HOLDS[query.field](read, query)
    if isinstance(query, Never):
        return not holds(query.part, read)
    return (all if isinstance(query, Every) else any)(holds(part, read) for part in query.parts)


def findings(query: Query, read: Paper) -> tuple[Wanted, ...]:
    """Return what a query asks for and an item that matches has, as far as a line has room."""
    return tuple({test.shown: test for test in _findings(query, read, wanted=True)}.values())[:NAMED]


def _findings(query: Query, read: Paper, *, wanted: bool) -> Iterator[Wanted]:
    """Yield what is there because a query holds, or, not `wanted`, does not hold: `NOT (NOT job)` asks for job."""
    if holds(query, read) is not wanted:
        return
    if isinstance(query, Never):
        yield from _findings(query.part, read, wanted=not wanted)
    elif not isinstance(query, Wanted):
        for part in query.parts:
            yield from _findings(part, read, wanted=wanted)
    elif wanted:
        yield query


def _says(words: str, test: Wanted) -> bool:
    """Whether words stand side by side; in Latin and most scripts whole ones, but for the last one of a test with *."""
    return (test.value if test.open else f"{test.value} ") in words


def _tagged(read: Paper, test: Wanted) -> bool:
    return any(tag.startswith(test.value) for tag in read.tags) if test.open else test.value in read.tags


def _spoken(read: Paper, test: Wanted) -> bool:
    """Whether a voice has this name or these words in it, this handle, this profile, or is at this host."""
    if "://" in test.value:
        return test.value in read.profiles
    if test.value in read.handles or _below(read.homes, test.value):
        return True
    return "@" not in test.value and f"{flowing(test.value)} " in read.name


def _written(read: Paper, test: Wanted) -> bool:
    """RFC 4647, 3.3.1: `pt` finds pt-BR, `pt-br` does not find pt."""
    return f"{read.language}-".startswith(f"{test.value}-")


def _below(hosts: frozenset[str], wanted: str) -> bool:
    return any(found == wanted or found.endswith(f".{wanted}") for found in hosts) if "." in wanted else False


HOLDS: Mapping[str, Callable[[Paper, Wanted], bool]] = MappingProxyType(
    {
        "": lambda read, test: _says(read.words, test),
        "in": lambda read, test: _says(read.words, test),
        "title": lambda read, test: _says(read.title, test),
        "source": lambda read, test: _says(read.source, test),
        "tag": _tagged,
        "person": _spoken,
        "lang": _written,
        "site": lambda read, test: _below(read.sites, test.value),
    }
)
"""Field of queries.FIELDS -> how it is looked at."""
