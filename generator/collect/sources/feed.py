"""A feed, or a page that names one: the adapter asks for it once and hands the bytes to the reader that fits.

RSS, RDF and Atom are read by xmlfeed.py, JSON Feed by jsonfeed.py; a page costs one more request for the feed it names.
"""

import asyncio
import re
from dataclasses import replace

from generator import text
from generator.collect.sources import decode, discovery, draft, guard, jsonfeed
from generator.collect.sources.draft import Parsed
from generator.collect.words import Answer, Catch, Street, Visit
from generator.errors import StreetError
from generator.model import Source

PAGES = 5
"""Pages of a JSON Feed that are read, the first among them."""
SNIFF = 20_000
"""Characters in which the root element is looked for; some servers print warnings before it."""
ROOT = re.compile(r"<(?:[\w.-]{1,20}:)?(rss|feed|rdf|html|head|body|opml)\b", re.IGNORECASE)
NOT_A_FEED = "This page is not a feed and names none. Look for an RSS link on it."
OPML = "This is an OPML list of feeds. Write `opml:` before its address instead of `feed:`."
EMPTY = "This address answers with an empty page."


async def read(source: Source, street: Street, visit: Visit) -> Catch:
    """Read the feed at, or named by, `source.address`; StreetError says why that was not possible."""
    answer, parsed, notes = await _find(source, street)
    if parsed is None:
        return Catch(unchanged=True, notes=notes)
    if parsed.older:
        parsed = await _older_pages(parsed, answer.url, source, street, visit)
    return Catch(
        items=draft.newest(parsed.items, visit.since, source.max_items),
        home=parsed.home or text.address("/", answer.url),
        title=parsed.title,
        notes=(*notes, *parsed.notes),
        gone=parsed.gone,
    )


async def _find(source: Source, street: Street) -> tuple[Answer, Parsed | None, tuple[str, ...]]:
    """Return the feed and how it was found; no feed where nothing is new."""
    answer, parsed = await _ask(source.address, source, street)
    if not (parsed and parsed.feeds):
        return answer, parsed, ()
    notes = (f"This page names its feed: {parsed.feeds[0]}. With that address one request is saved.",)
    answer, parsed = await _ask(parsed.feeds[0], source, street)
    if parsed and parsed.feeds:
        raise StreetError("This page names a feed, but at that address is another page.", kind="not-a-feed")
    return answer, parsed, notes


async def _ask(url: str, source: Source, street: Street) -> tuple[Answer, Parsed | None]:
    """Return what is at an address, None where it is unchanged; what cannot be read is not counted as known."""
    answer = await street.get(url)
    if answer.unchanged:
        return answer, None
    try:
        return answer, await _parse(answer, source)
    except StreetError:
        street.forget(url)
        raise


async def _parse(answer: Answer, source: Source) -> Parsed:
    """Parse beside the event loop, so that a long document does not keep the other sources waiting."""
    return await asyncio.to_thread(parse, answer.body, answer.url, source.key, answer.headers.get("content-type", ""))


async def _older_pages(parsed: Parsed, url: str, source: Source, street: Street, visit: Visit) -> Parsed:
    """Follow `next_url` while pages hold something new enough; an address seen before ends it."""
    seen, whole, page = {url}, parsed, parsed
    while page.older and page.older not in seen and len(seen) < PAGES and _reaches(page, visit):
        seen.add(page.older)
        try:
            page = await _parse(await street.get(page.older, conditional=False), source)
        except StreetError as error:
            note = f"An older page of the feed could not be read: {error.words}"
            return replace(whole, notes=(*whole.notes, note))
        whole = replace(whole, items=draft.once((*whole.items, *page.items)))
    return whole


def _reaches(page: Parsed, visit: Visit) -> bool:
    return any(item.published is None or item.published >= visit.since for item in page.items)


# ---------------------------------------------------------------- pure


def parse(body: bytes, url: str, source: str, content_type: str = "") -> Parsed:
    """Read bytes that came from `url` as the items of `source` (Source.key).

    A page gives no items but the `feeds` it names. StreetError where there is nothing to be had.
    """
    document = decode.text(body, content_type)
    if not document.strip():
        raise StreetError(EMPTY, kind="not-a-feed")
    if document.lstrip()[0] in "{[":
        return jsonfeed.parse(document, url, source)
    start = guard.skip(document)
    root = ROOT.search(document, start, start + SNIFF)
    kind = root[1].lower() if root else ""
    if kind == "opml":
        raise StreetError(OPML, kind="not-a-feed")
    if kind in {"html", "head", "body"}:
        return _page(document, url)
    return _feed(document, url, source)


def _feed(document: str, url: str, source: str) -> Parsed:
    """Read XML; what turns out to be no feed may be a page without <html>."""
    from generator.collect.sources import xmlfeed  # noqa: PLC0415  feedparser takes 75 ms to load

    try:
        return xmlfeed.parse(document, url, source)
    except StreetError as error:
        if error.kind != "not-a-feed":
            raise
        return _page(document, url)


def _page(document: str, url: str) -> Parsed:
    feeds = discovery.feeds(document, url)
    if not feeds:
        raise StreetError(NOT_A_FEED, kind="not-a-feed")
    return Parsed(feeds=feeds, home=url)
