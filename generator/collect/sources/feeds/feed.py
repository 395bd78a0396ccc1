"""A feed, or a page that names one: the adapter asks for it once and hands the bytes to the reader that fits.

RSS, RDF and Atom are read by xmlfeed.py, JSON Feed by jsonfeed.py; a page costs one more request for the feed it names,
and one that only sends its reader on is followed once.
"""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from generator import text
from generator.collect.sources import decode, draft
from generator.collect.sources.draft import Parsed
from generator.collect.sources.feeds import discovery, guard, packed, pages, wishes
from generator.collect.words import Answer, Catch, Street, Visit
from generator.errors import StreetError
from generator.model import Item, Source

PAGES = 5
"""Pages of a feed that are read, the first among them."""
PINNED = 1
"""Old entries that a page may show among new ones without being the last with new ones."""
AHEAD = timedelta(days=1)
"""A date later than this is not believed. Zones and wrong clocks explain a day; what is beyond is the day of an event,
or a post held at the top, and would be the newest of all for weeks."""
BEGINNING = datetime.min.replace(tzinfo=UTC)
"""The time of whoever has no clock: no day that a publisher names has passed."""
SNIFF = 20_000
"""Characters in which the root element is looked for; some servers print warnings before it."""
ROOT = re.compile(r"<(?:[\w.-]{1,20}:)?(rss|feed|rdf|html|head|body|opml)\b", re.IGNORECASE)
NOT_A_FEED = "This page is not a feed and names none. Look for an RSS link on it."
OPML = "This is an OPML list of feeds. Write `opml:` before its address instead of `feed:`."
EMPTY = "This address answers with an empty page."
NAMED = "This page names its feed: {}. With that address one request is saved."
MOVED = "This page only sends its readers on to {}. With that address one request is saved."


@dataclass(frozen=True, slots=True)
class _Found:
    """A document that was asked for; `parsed` is None where nothing is new."""

    answer: Answer
    parsed: Parsed | None
    notes: tuple[str, ...] = ()
    named: str | None = None
    """The address by which a page led here."""


async def read(source: Source, street: Street, visit: Visit, *, first: Answer | None = None) -> Catch:
    """Read the feed at, or named by, `source.address`; StreetError says why that was not possible.

    `first` is what is at that address, where somebody has asked already.
    """
    found = await _find(source, street, visit, first)
    parsed = found.parsed
    if parsed is None:
        return Catch(unchanged=True, notes=found.notes)
    present = frozenset(item.id for item in parsed.items) if parsed.whole else None
    if parsed.older:
        parsed = await _older_pages(parsed, found.answer.url, source, street, visit)
    items, doubts = believed(parsed.items, visit.now)
    return Catch(
        items=draft.newest(items, visit.since, source.max_items),
        home=parsed.home or text.address("/", found.answer.url),
        title=parsed.title,
        feed=found.named,
        notes=(*found.notes, *parsed.notes, *doubts),
        gone=parsed.gone,
        schedule=parsed.schedule,
        present=present,
    )


async def _find(source: Source, street: Street, visit: Visit, first: Answer | None) -> _Found:
    """Return the feed and how it was found: at the address, or where the page there leads to or names."""
    found = await _ask(source.address, source, street, visit, first)
    if found.parsed and found.parsed.moved:
        onward = await _ask(found.parsed.moved, source, street, visit)
        found = replace(onward, notes=(MOVED.format(found.parsed.moved),), named=found.parsed.moved)
    if not (found.parsed and found.parsed.feeds):
        return _settled(found)
    address = found.parsed.feeds[0]
    onward = await _ask(address, source, street, visit)
    if onward.parsed and (onward.parsed.feeds or onward.parsed.moved):
        raise StreetError("This page names a feed, but at that address is another page.", kind="not-a-feed")
    return replace(onward, notes=(*found.notes, NAMED.format(address)), named=address)


def _settled(found: _Found) -> _Found:
    if found.parsed and found.parsed.moved:
        raise StreetError("This page only sends its readers on, and so does the next one.", kind="not-a-feed")
    return found


async def _ask(url: str, source: Source, street: Street, visit: Visit, asked: Answer | None = None) -> _Found:
    """Return what is at an address; what cannot be read is not counted as known."""
    try:
        answer = asked or await street.get(url)
    except StreetError as error:
        raise _told(error) from error
    if answer.unchanged:
        return _Found(answer, None)
    try:
        return _Found(answer, await _parse(answer, source, visit))
    except StreetError:
        street.forget(url)
        raise


def _told(error: StreetError) -> StreetError:
    """Say more about a refusal where the page that came with it does."""
    said = pages.sentence(decode.text(error.body)) if error.body else ""
    if not said or said in error.words:
        return error
    return error.saying(f"{error.words} {said}")


async def _parse(answer: Answer, source: Source, visit: Visit) -> Parsed:
    """Parse beside the event loop, so that a long document does not keep the other sources waiting."""
    return await asyncio.to_thread(
        parse, answer.body, answer.url, source.key, headers=answer.headers, now=visit.now, since=visit.since
    )


async def _older_pages(parsed: Parsed, url: str, source: Source, street: Street, visit: Visit) -> Parsed:
    """Follow the pages of a feed while they hold something new enough; an address seen before ends it (RFC 5005)."""
    seen, whole, page = {url}, parsed, parsed
    while page.older and page.older not in seen and len(seen) < PAGES and _reaches(page, visit):
        seen.add(page.older)
        try:
            page = await _parse(await street.get(page.older, conditional=False), source, visit)
        except StreetError as error:
            note = f"An older page of the feed could not be read: {error.words}"
            return replace(whole, notes=(*whole.notes, note))
        whole = replace(whole, items=draft.once((*whole.items, *page.items)))
    return whole


def _reaches(page: Parsed, visit: Visit) -> bool:
    """Tell whether the page before this one may hold something new: it does not where this one holds old entries."""
    old = sum(item.published is not None and item.published < visit.since for item in page.items)
    return old <= PINNED and old < len(page.items)


# ---------------------------------------------------------------- pure


def believed(items: tuple[Item, ...], now: datetime) -> tuple[tuple[Item, ...], tuple[str, ...]]:
    """Return the items without dates that lie in the future, and a note on them; such a date is as good as none."""
    last = now + AHEAD
    late = sum(1 for item in items if item.published and item.published > last)
    if not late and not any(item.updated and item.updated > last for item in items):
        return items, ()
    kept = tuple(
        replace(item, published=_past(item.published, last), updated=_past(item.updated, last)) for item in items
    )
    note = f"{text.count(late, 'date')} in the future {'was' if late == 1 else 'were'} not believed."
    return kept, (note,) if late else ()


def _past(date: datetime | None, last: datetime) -> datetime | None:
    return date if date and date <= last else None


def parse(
    body: bytes,
    url: str,
    source: str,
    content_type: str = "",
    *,
    headers: Mapping[str, str] | None = None,
    now: datetime = BEGINNING,
    since: datetime = BEGINNING,
) -> Parsed:
    """Read bytes that came from `url` as the items of `source` (Source.key).

    A page gives no items but the `feeds` that it, or a Link header, names, or where it sends its reader (`moved`).
    Headers have names in lower case; `now` is the instant at which what they wish is to hold. Of items older than
    `since` only the frame is read, as in xmlfeed.parse. StreetError where there is nothing to be had.
    """
    told = headers or {}
    document = decode.text(packed.unpacked(body), content_type or told.get("content-type", ""))
    if not document.strip():
        raise StreetError(EMPTY, kind="not-a-feed")
    if document.lstrip()[0] in "{[":
        from generator.collect.sources.feeds import jsonfeed  # noqa: PLC0415  as below

        return wishes.granted(jsonfeed.parse(document, url, source, since=since), told, now)
    start = guard.skip(document)
    root = ROOT.search(document, start, start + SNIFF)
    kind = root[1].lower() if root else ""
    if kind == "opml":
        raise StreetError(OPML, kind="not-a-feed")
    if kind in {"html", "head", "body"}:
        return _page(document, url, told)
    return wishes.granted(_feed(document, url, source, told, since), told, now)


def _feed(document: str, url: str, source: str, headers: Mapping[str, str], since: datetime) -> Parsed:
    """Read XML; what turns out to be no feed may be a page without <html>."""
    from generator.collect.sources.feeds import xmlfeed  # noqa: PLC0415  30 ms, and on most days most feeds are as before

    try:
        return xmlfeed.parse(document, url, source, since=since)
    except StreetError as error:
        if error.kind != "not-a-feed":
            raise
        return _page(document, url, headers)


def _page(document: str, url: str, headers: Mapping[str, str]) -> Parsed:
    """Return the feeds of a page, else where it leads to; StreetError says what kind of page it is."""
    feeds = dict.fromkeys((*discovery.feeds(document, url), *discovery.linked(headers.get("link", ""), url)))
    if feeds:
        return Parsed(feeds=tuple(feeds), home=url)
    if moved := pages.moved(document, url):
        return Parsed(moved=moved, home=url)
    said = pages.sentence(document)
    raise StreetError(f"This is a page and not a feed. {said}" if said else NOT_A_FEED, kind="not-a-feed")
