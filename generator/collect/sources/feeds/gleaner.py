"""Another Gleaner site as a source: its picks, as what their authors said, and the digest as who passed them on.

Such a site has a feed.json beside its feeds: one item for each pick, under the id and the address of the original, with
the author's name, and in `_gleaner` what a feed has no place for (publish/feeds/picks.py lists it). Because ids are
those of the originals, a post that three digests picked is one item here, and a ring of digests that read one another
makes nothing twice. A digest never becomes the author of what it found.

A site that has only Atom or RSS is read as the feed it is.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from generator import text
from generator.collect.sources import decode, draft
from generator.collect.sources.draft import Parsed
from generator.collect.sources.feeds import discovery, feed, jsonfeed
from generator.collect.words import Answer, Catch, Street, Visit
from generator.errors import StreetError
from generator.model import Item, Source, Voice

BESIDE = "feed.json"
PLAIN = "This site has no list of picks that Gleaner knows, so it was read as any other feed."
NO_FEED = "This site has neither picks nor a feed. Is it a Gleaner site, and has it an edition yet?"
NETWORKS: Mapping[str, str] = MappingProxyType({"bsky.app": "bluesky", "x.com": "x", "twitter.com": "x"})
"""Hosts of profiles -> Voice.network; Mastodon is known by the shape of its addresses, anything else is the web."""
KINDS = frozenset({"article", "post"})
LONGEST = 1_000
"""Characters of a key of a voice."""


async def read(source: Source, street: Street, visit: Visit) -> Catch:
    """Read the picks of the site at `source.address`, or at its feed.json itself; StreetError where it has none."""
    answer = await street.get(source.address)
    if answer.unchanged:
        return Catch(unchanged=True)
    if not _is_json(answer):
        found = await _beside(answer, street)
        if found is None:
            return await _as_feed(answer, source, street, visit)
        answer = found
        if answer.unchanged:
            return Catch(unchanged=True)
    try:
        parsed = await asyncio.to_thread(parse, answer.body, answer.url, source.key)
    except StreetError:
        street.forget(answer.url)
        raise
    items, doubts = feed.believed(parsed.items, visit.now)
    return Catch(
        items=draft.newest(items, visit.since, source.max_items),
        home=parsed.home or text.address("/", answer.url),
        title=parsed.title,
        notes=(*parsed.notes, *doubts),
    )


async def _beside(page: Answer, street: Street) -> Answer | None:
    """Return the JSON Feed that a page names, else the one beside it; None where it has none."""
    named = [at for at in _named(page) if urlsplit(at).path.endswith(".json")]
    start = page.url if page.url.endswith("/") or "." in page.url.rpartition("/")[2] else f"{page.url}/"
    place = next(iter(named), None) or (None if _named(page) else text.address(BESIDE, start))
    if place is None:
        return None
    try:
        answer = await street.get(place)
    except StreetError:
        return None
    return answer if answer.unchanged or _is_json(answer) else None


def _named(page: Answer) -> tuple[str, ...]:
    found = discovery.feeds(decode.text(page.body, page.headers.get("content-type", "")), page.url)
    return (*found, *discovery.linked(page.headers.get("link", ""), page.url))


def _is_json(answer: Answer) -> bool:
    return answer.body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{"


async def _as_feed(page: Answer, source: Source, street: Street, visit: Visit) -> Catch:
    """Read what the site names, or is, as any feed is read."""
    try:
        catch = await feed.read(source, street, visit, first=page)
    except StreetError as error:
        raise StreetError(NO_FEED if error.kind == "not-a-feed" else error.words, kind=error.kind) from error
    return replace(catch, notes=(*catch.notes, PLAIN))


# ---------------------------------------------------------------- pure


def parse(body: bytes, url: str, source: str) -> Parsed:
    """Read the feed.json that came from `url` as the items of `source` (Source.key); StreetError where it is none.

    A JSON Feed of another make gives items as any feed does.
    """
    document = decode.text(body)
    parsed = jsonfeed.parse(document, url, source)
    whole = jsonfeed.load(document)
    if not isinstance(whole.get("_gleaner"), Mapping):
        return replace(parsed, notes=(*parsed.notes, PLAIN))
    digest = parsed.home or url
    entries = [entry for entry in whole.get("items") or () if isinstance(entry, Mapping)]
    told = {jsonfeed.own_id(entry): entry for entry in entries}
    return replace(parsed, items=tuple(_passed_on(item, told.get(item.id, {}), digest) for item in parsed.items))


def _passed_on(item: Item, entry: Mapping[str, Any], digest: str) -> Item:
    """Return a pick as what its author said: `digest` passed it on."""
    said = entry.get("_gleaner")
    told: Mapping[str, Any] = said if isinstance(said, Mapping) else {}
    voice = _voice(item, told, entry)
    warning = text.label(told["warning"]) if isinstance(told.get("warning"), str) else ""
    closed = bool(warning) or voice.network == "x"
    return replace(
        item,
        voice=voice,
        kind=told["kind"] if told.get("kind") in KINDS else item.kind,
        warning=warning,
        text="" if closed else item.text,
        shared_by=(digest,),
    )


def _voice(item: Item, told: Mapping[str, Any], entry: Mapping[str, Any]) -> Voice:
    """Return the author of a pick: by the key it has at the other digest, else by address, else by the host."""
    author = jsonfeed.byline(entry, item.url)
    own = told.get("voice")
    key = text.one_line(own, LONGEST) if isinstance(own, str) else ""
    known = draft.profile(item.url)
    if known and (not key or key == known.key):
        return replace(known, name=author.name or known.name)
    root = text.address("/", item.url) or item.url
    key = key or author.address or root
    network = NETWORKS.get(text.host(key)) or NETWORKS.get(text.host(item.url), "web")
    return Voice(key=key, name=author.name or text.host(item.url), address=author.address, network=network)
