"""What feedparser found in an entry or a feed in, who speaks out; pure.

Feeds name people in five places: author (RSS, Atom), dc:creator, itunes:author, podcast:person, and at the head of the
feed for all entries. The first that has a name and not a mail address alone is taken.
"""

from collections.abc import Iterable

from generator import text
from generator.collect.sources import draft
from generator.collect.sources.draft import Byline, Masthead
from generator.collect.sources.feeds.fields import Part, get, label, page
from generator.model import Voice


def byline(part: Part, base: str) -> Byline:
    """Return who is named over an entry or a feed."""
    nameless = None
    for said, address in _named(part):
        name, found = draft.name(said), text.address(str(address), base) if address else None
        if name:
            return Byline(name=name, address=found)
        nameless = nameless or found
    return Byline(address=nameless)


def _named(part: Part) -> Iterable[tuple[object, object]]:
    yield from get(part, "written_by") or ()
    yield get(part, "author"), (get(part, "author_detail") or {}).get("href")
    persons = get(part, "persons") or ()
    yield from ((name, address) for name, address, role in persons if role == "host")


def voice(entry: Part, head: Masthead) -> Voice:
    """Return who speaks; in a feed gathered from others (planets, news searches) that is the entry's source."""
    if origin := get(entry, "source"):
        place = page(origin, head.url) or text.address(str(get(origin, "href") or ""))
        if place and text.host(place) != text.host(head.place):
            name = text.clip(label(origin, "title") or text.host(place), text.NAME)
            return Voice(key=place, name=name, address=place)
    return draft.voice(head, byline(entry, head.url))
