"""The text of a JSON Feed 1.0 or 1.1 in, items out; pure (https://www.jsonfeed.org/version/1.1/).

The specification asks for lenient reading of fields and for none of broken JSON: a document that does not parse is
refused whole.
"""

import html
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from generator import text
from generator.collect import given
from generator.collect.sources import draft
from generator.collect.sources.draft import Byline, Masthead, Parsed
from generator.collect.sources.feeds import media, newest, times
from generator.collect.words import ANY_TIME, Schedule
from generator.errors import StreetError
from generator.model import Enclosure, Item

ITEMS = 500
"""Items read of one page; the newest, where it has more."""
LONG = "This feed holds {}; the newest {} were read."
ENDED = "This feed says that it has ended: nothing new will come. Take it out of config.yaml."
SELDOM = Schedule(every=timedelta(days=6))
"""How often a feed is asked that has ended: before each weekly edition, for its owner may have thought better of it."""
NOT_A_FEED = "This address answers with JSON, but not with a JSON Feed."
BROKEN = "This JSON feed is broken, so none of it was read."


def parse(document: str, url: str, source: str, *, since: datetime = draft.EVER) -> Parsed:
    """Read a JSON Feed that came from `url` as the items of `source` (Source.key); StreetError where it is none.

    Items older than `since` have an id, an address, a title and a date, and nothing else: they are not kept.
    """
    feed = load(document)
    listed = [entry for entry in _list(feed.get("items")) if isinstance(entry, Mapping)]
    entries = _newest(listed)
    head = _masthead(feed, entries, url)
    return Parsed(
        items=draft.once(_items(entries, head, source, since)),
        home=head.home,
        title=head.title,
        notes=tuple(_notes(feed, len(listed))),
        older=_address(feed.get("next_url"), url),
        schedule=SELDOM if feed.get("expired") is True else ANY_TIME,
    )


def _newest(entries: Sequence[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
    """Return the newest ITEMS entries, in their order."""
    if len(entries) <= ITEMS:
        return entries
    dates = [_date(entry, "date_published") or _date(entry, "date_modified") for entry in entries]
    wanted = newest.first(dates, ITEMS)
    return [entry for place, entry in enumerate(entries) if place in wanted]


def _notes(feed: Mapping[str, Any], listed: int) -> Iterable[str]:
    if feed.get("expired") is True:
        yield ENDED
    if listed > ITEMS:
        yield LONG.format(text.count(listed, "entry", "entries"), ITEMS)


def load(document: str) -> Mapping[str, Any]:
    """Return a JSON Feed as it is written; StreetError where the document is none."""
    feed = given.load(document, BROKEN)
    version = feed.get("version") if isinstance(feed, dict) else None
    is_feed = "jsonfeed.org/version/" in version if isinstance(version, str) else False
    if not is_feed and not (isinstance(feed, dict) and "title" in feed and isinstance(feed.get("items"), list)):
        raise StreetError(NOT_A_FEED, kind="not-a-feed")
    found: Mapping[str, Any] = feed
    return found


def _masthead(feed: Mapping[str, Any], entries: Iterable[Mapping[str, Any]], url: str) -> Masthead:
    return Masthead(
        url=url,
        home=_address(feed.get("home_page_url"), url),
        title=draft.heading(given.string(feed.get("title"))),
        byline=byline(feed, url),
        several=draft.several(byline(entry, url).name for entry in entries),
        language=draft.language(feed.get("language")),
    )


def _items(entries: Sequence[Mapping[str, Any]], head: Masthead, source: str, since: datetime) -> Iterable[Item]:
    """Read the entries that have an id; the specification has the others dropped."""
    known, voice = [entry for entry in entries if own_id(entry)], draft.voice(head, Byline())
    pages = [_address(entry.get("url"), head.place) or "" for entry in known]
    titles = [draft.heading(given.string(entry.get("title"))) for entry in known]
    names = draft.identities([own_id(entry) for entry in known], pages, titles, head.place)
    for entry, title, (own, place), page in zip(known, titles, names, pages, strict=True):
        outside = _address(entry.get("external_url"), head.place)
        told, at = place if page else outside or "", page or outside or head.place
        date = _date(entry, "date_published") or _date(entry, "date_modified")
        if date and date < since and (own or told):
            known_by = draft.identity(own, told, head.place, "")
            yield Item(id=known_by, source=source, url=at, voice=voice, title=title, published=date)
        else:
            yield draft.about(_item(entry, head, source, title, known=(own, told), at=at), outside)


def _item(
    entry: Mapping[str, Any], head: Masthead, source: str, title: str, *, known: tuple[str, str], at: str
) -> Item:
    markup = _markup(entry)
    words = text.plain(markup)
    published, updated = _date(entry, "date_published"), _date(entry, "date_modified")
    return Item(
        id=draft.identity(*known, head.place, f"{title}\n{words}"),
        source=source,
        url=at,
        voice=draft.voice(head, byline(entry, head.url)),
        title=title,
        text=words,
        published=published or updated,
        updated=updated if updated != published and published else None,
        language=draft.language(entry.get("language")) or head.language,
        tags=draft.tags(_list(entry.get("tags"))),
        kind=draft.kind(title, words),
        links=text.links(markup, at),
        alts=text.alts(markup),
        media=media.each_once(_attachments(entry, head.place)),
    )


def _attachments(entry: Mapping[str, Any], base: str) -> Iterable[Enclosure | None]:
    for file in _list(entry.get("attachments"))[: 2 * media.MOST]:
        if isinstance(file, Mapping):
            yield media.enclosure(file.get("url"), file.get("mime_type"), file.get("duration_in_seconds"), base)


def _markup(entry: Mapping[str, Any]) -> str:
    """Return the content as HTML; plain text is turned into it, so that one road leads to text."""
    written = given.string(entry.get("content_html"))
    if written:
        return written
    words = given.string(entry.get("content_text")) or given.string(entry.get("summary"))
    return html.escape(words[: text.MARKUP], quote=False).replace("\n\n", "<p>").replace("\n", "<br>")


def byline(part: Mapping[str, Any], base: str) -> Byline:
    """Return the first author with a name; version 1.0 had one under `author`."""
    authors = [author for author in (*_list(part.get("authors")), part.get("author")) if isinstance(author, Mapping)]
    named = [author for author in authors if draft.name(author.get("name"))]
    first: Mapping[str, Any] = next(iter((*named, *authors)), {})
    return Byline(name=draft.name(first.get("name")), address=_address(first.get("url"), base))


def _date(entry: Mapping[str, Any], key: str) -> datetime | None:
    """Read a date: RFC 3339 as the specification has it, or what else programs print, a number of seconds too."""
    value = entry.get(key)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return times.read(str(value) if is_number else value)


def own_id(entry: Mapping[str, Any]) -> str:
    """Return the id as text; numbers are turned into it, as the specification says."""
    value = entry.get("id")
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return text.one_line(str(value), 1_000) if isinstance(value, str) or is_number else ""


def _address(value: object, base: str) -> str | None:
    return text.address(value, base) if isinstance(value, str) else None


def _list(value: object) -> Sequence[Any]:
    return value if isinstance(value, list) else ()
