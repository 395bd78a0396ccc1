"""The JSON of a page of Bluesky posts in, items and the number left out for each reason out; pure.

Fields after the lexicons of app.bsky.feed (postView, feedViewPost; https://docs.bsky.app/docs/api/app-bsky-feed-search-posts):
a search gives `posts`, feeds of accounts, of lists and of the feed makers give `feed`.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from generator import text
from generator.collect.given import entity, mapping, mappings, name, number, string
from generator.collect.sources import draft, microblog, objections
from generator.collect.sources.bluesky import consent, embeds, facets, names
from generator.collect.sources.bluesky.facets import Words
from generator.collect.sources.bluesky.names import POST, did, domain, handle, place, profile
from generator.collect.sources.paging import Page
from generator.errors import StreetError
from generator.model import Item, Reactions, Voice

NOT_BLUESKY = "This does not read like an answer of Bluesky."
POSTS = 200
"""Posts read of one page; we ask for 100."""
CURSOR = 2_000
"""Longest cursor that is sent back, in characters."""
LANGUAGES = 10
"""Languages of a post that are looked at; the network allows three."""
BIO = 2_000
"""Longest description of a voice, in characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """For whom a page is read."""

    source: str
    """Source.key."""
    now: datetime
    """Labels that have ended before do not hold."""
    languages: tuple[str, ...] = ()
    """Of several languages that a post names, one of these is taken."""
    in_order: bool = True
    """Whether the newest posts come first; makers of feeds order theirs as they like."""


def parse(body: bytes, reading: Reading) -> Page:
    """Read an answer of searchPosts, getPosts or one of the feeds as items; StreetError where it is none.

    `oldest` is when the first of its posts came into the feed; where the order is unknown, the last, so that paging
    ends only behind a page that is too old as a whole.
    """
    found = entity(body, NOT_BLUESKY)
    entries = _entries(found)
    pairs = [(entry, view, consent.reason(entry, view, reading.now)) for entry, view in entries]
    times = [time for entry, view in entries if (time := _place_in_time(entry, view))]
    items = (item(view, reading) for _, view, why in pairs if not why)
    return Page(
        items=tuple(known for known in items if known),
        read=len(entries),
        next=_cursor(found.get("cursor")),
        oldest=min(times, default=None) if reading.in_order else max(times, default=None),
        left_out=Counter(why for _, _, why in pairs if why),
        gone=tuple(own for _, view, why in pairs if why in consent.WITHDRAWN and (own := _id(view))),
    )


def _entries(found: Mapping[str, Any]) -> Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """Return (what stands around a post, the post) for each of a page."""
    if isinstance(found.get("posts"), list):
        return [({}, view) for view in mappings(found["posts"], POSTS)]
    if isinstance(found.get("feed"), list):
        return [(entry, mapping(entry.get("post"))) for entry in mappings(found["feed"], POSTS)]
    raise StreetError(NOT_BLUESKY, kind="broken")


def _cursor(value: object) -> str | None:
    """Return a cursor where it can be sent back; it means something to the server only."""
    return value if isinstance(value, str) and 0 < len(value) <= CURSOR and value.isprintable() else None


def item(view: Mapping[str, Any], reading: Reading) -> Item | None:
    """Return a post (app.bsky.feed.defs#postView) as an item, None where it is none or nobody has written it."""
    author, record, embed = (mapping(view.get(name)) for name in ("author", "record", "embed"))
    own, voice = _id(view), _voice(author, reading.now)
    if not own or not voice or string(record.get("$type")) not in {"", POST}:
        return None
    words = facets.read(record)
    embed = embed or mapping(record.get("embed"))
    card = embeds.about(embed)
    found = Item(
        id=own,
        source=reading.source,
        url=f"{voice.address}/post/{place(own)[2]}",
        voice=voice,
        text=words.text,
        published=_time(view),
        language=_language(record.get("langs"), reading.languages),
        tags=words.tags,
        kind="post",
        links=_links(words, card),
        alts=embeds.alts(embed),
        reply_to=_reply_to(record, author),
        mentions=words.mentions,
        reactions=_reactions(view),
    )
    pages = (page for page in (card, *words.links) if page and not microblog.is_inside(page))
    return draft.about(found, next(pages, None) or embeds.quoted_page(embed))


def _reply_to(record: Mapping[str, Any], author: Mapping[str, Any]) -> str | None:
    """Return the id of the post before in a thread: under the DID of its author, whatever the record calls them."""
    parent = string(mapping(mapping(record.get("reply")).get("parent")).get("uri"))
    return _id({"uri": parent, "author": author}) or None


def _id(view: Mapping[str, Any]) -> str:
    """Return the at-uri of a post with the DID of its author, "" where they do not belong together."""
    authority, collection, key = place(view.get("uri"))
    author = mapping(view.get("author"))
    own = did(author.get("did"))
    return (
        f"at://{own}/{POST}/{key}"
        if own and collection == POST and authority in {own, string(author.get("handle"))}
        else ""
    )


def _place_in_time(entry: Mapping[str, Any], view: Mapping[str, Any]) -> datetime | None:
    """Return when a post came into a feed: a repost when it was passed on; one that is pinned is there at any time."""
    if consent.is_pin(entry):
        return None
    why = mapping(entry.get("reason"))
    return draft.iso(why.get("indexedAt")) if why else _time(view)


def _time(view: Mapping[str, Any]) -> datetime | None:
    """Return when a post was made: authors write down any time they like, servers when they saw it."""
    said = draft.iso(mapping(view.get("record")).get("createdAt"))
    return min((time for time in (said, draft.iso(view.get("indexedAt"))) if time), default=None)


def _links(words: Words, card: str | None) -> tuple[str, ...]:
    """Return the links of the text, and that of the card: apps let people take the address out of the text."""
    known = {text.canonical(link) for link in words.links}
    return words.links if not card or text.canonical(card) in known else (*words.links, card)


def _language(langs: object, wanted: tuple[str, ...]) -> str | None:
    """Return the language of a post; where it names several, one that the source wants, else the first."""
    values = langs[:LANGUAGES] if isinstance(langs, list) else ()
    known = [found for value in values if (found := draft.language(value))]
    bases = {draft.tongue(tag) for tag in wanted}
    return next((tag for tag in known if draft.tongue(tag) in bases), known[0] if known else None)


def _reactions(view: Mapping[str, Any]) -> Reactions:
    return Reactions(
        replies=number(view.get("replyCount")),
        shares=number(view.get("repostCount")),
        likes=number(view.get("likeCount")),
    )


def _voice(author: Mapping[str, Any], now: datetime) -> Voice | None:
    """Return who speaks: by the DID, which stays when the handle changes."""
    own, called = did(author.get("did")), handle(author.get("handle"))
    if not own:
        return None
    made = draft.iso(author.get("createdAt"))
    return Voice(
        key=profile(own),
        name=name(author.get("displayName")) or names.called(called or own),
        address=profile(called or own),
        network="bluesky",
        since=made.date() if made else None,
        bot=consent.is_bot(author, now),
        followers=number(author.get("followersCount")),
        following=number(author.get("followsCount")),
        posts=number(author.get("postsCount")),
        bio=text.clip(facets.lines(string(author.get("description"))[: objections.NOTE]), BIO),
        links=domain(called),
    )
