"""A hashtag on one or several Mastodon servers: pages of the API back over the week, or RSS where the API is closed.

Mastodon shows a server's own part of the fediverse only, so several may be asked; their answers are merged by `uri`.
Facts and limits: https://docs.joinmastodon.org/methods/timelines/#tag and Mastodon's tag_controller and rack_attack.
"""

import asyncio
import re
from collections import Counter
from dataclasses import dataclass, replace
from urllib.parse import parse_qs, quote, urlencode, urlsplit

from generator import text
from generator.collect.sources import consent, draft, posts, statuses, union
from generator.collect.sources.union import Found
from generator.collect.words import FEEDS, JSON, Catch, Street, Visit
from generator.errors import StreetError
from generator.model import Item, Source

PAGES = 25
"""Pages of 40 posts of one server; a hashtag with more in a week is sampled from its newest end."""
LIMIT = 40
"""Posts on a page; larger values are cut silently."""
TAGS = 4
"""Tags Mastodon looks at in `any` (the main one among them), `all` and `none`."""
RSS_LIMIT = 200
CLOSED = frozenset({401, 403, 422})
"""Answers of servers that ask for a log-in: the code says 422, the documentation 401, proxies 403."""
UNKNOWN = 404
BUSY = 429
NEXT = re.compile(r'<([^<>]*)>\s*;[^,<]*\brel="?next"?')
RSS_NOTE = (
    "{host} keeps its API closed to strangers; its RSS feed was read instead, which has fewer posts. It does not say "
    "who wants to be listed, so only links to the posts are kept."
)
NO_SERVER = "No server is named for this hashtag. Add `servers:` with at least one, for instance your own."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wish:
    """A hashtag as it is asked for."""

    tag: str
    any: tuple[str, ...] = ()
    all: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    source: str


async def read(source: Source, street: Street, visit: Visit) -> Catch:
    """Read the hashtag `source.address` on the servers of its options; StreetError where every server failed."""
    servers = _servers(source)
    if not servers:
        raise StreetError(NO_SERVER, kind="no-server")
    wish = _wish(source)
    found = await asyncio.gather(*(_ask(server, wish, street, visit) for server in servers))
    failures = [part.failure for part in found if part.failure]
    if len(failures) == len(servers):
        raise StreetError(" ".join(failure.words for failure in failures), status=failures[0].status)
    whole, links = union.allowed(found)
    items = draft.newest(whole, visit.since, source.max_items)
    room = None if source.max_items is None else source.max_items - len(items)
    counts = sum((Counter(part.left_out) for part in found), Counter())
    notes = (*(note for part in found for note in part.notes), *(failure.words for failure in failures))
    return Catch(
        items=(*items, *draft.newest(links, visit.since, room)),
        home=f"{servers[0]}/tags/{quote(wish.tag)}",
        title=f"#{wish.tag}",
        notes=(*notes, *consent.words(counts)),
        gone=tuple(sorted(union.refused(found, consent.PLAIN))),
    )


def _servers(source: Source) -> tuple[str, ...]:
    """Return the servers as addresses without path; https unless another scheme is written."""
    named = (name.strip().rstrip("/") for name in _option(source, "servers"))
    whole = (name if "://" in name else f"https://{name}" for name in named if name)
    checked = (urlsplit(found) for name in whole if (found := text.address(name)))
    return tuple(dict.fromkeys(f"{parts.scheme}://{parts.netloc}".lower() for parts in checked))


def _wish(source: Source) -> _Wish:
    return _Wish(
        tag=source.address.strip().lstrip("#"),
        any=_tags(source, "any")[: TAGS - 1],
        all=_tags(source, "all")[:TAGS],
        none=_tags(source, "none")[:TAGS],
        source=source.key,
    )


def _option(source: Source, name: str) -> tuple[str, ...]:
    value = source.options.get(name, ())
    return (value,) if isinstance(value, str) else tuple(value)


def _tags(source: Source, name: str) -> tuple[str, ...]:
    return tuple(tag.strip().lstrip("#") for tag in _option(source, name) if tag.strip("# "))


# ---------------------------------------------------------------- one server


async def _ask(server: str, wish: _Wish, street: Street, visit: Visit) -> Found:
    """Try the whole timeline, then the server's own part of it, then RSS."""
    host = urlsplit(server).netloc
    try:
        return await _pages(server, wish, street, visit, local=False)
    except StreetError as error:
        if error.status not in CLOSED:
            return Found(failure=_named(host, error))
    try:
        found = await _pages(server, wish, street, visit, local=True)
    except StreetError as error:
        if error.status not in CLOSED:
            return Found(failure=_named(host, error))
    else:
        return replace(found, notes=(*found.notes, f"{host} shows strangers the posts of its own members only."))
    return await _rss(server, wish, street)


def _named(host: str, error: StreetError) -> StreetError:
    words = error.words if host in error.words else f"{host}: {error.words}"
    return StreetError(words, kind=error.kind, status=error.status)


async def _pages(server: str, wish: _Wish, street: Street, visit: Visit, *, local: bool) -> Found:
    """Page back until the week is covered; what was read before a failure is kept.

    A tag that the server has never seen has no posts yet: the code says 200, the documentation 404. A machine that
    is no Mastodon server says 404, too.
    """
    found, cursor = Found(), None
    for page in range(PAGES):
        try:
            answer = await street.get(_address(server, wish, cursor, local=local), accept=JSON, conditional=False)
        except StreetError as error:
            if error.status == UNKNOWN:
                return found if page else Found(notes=(_unknown(urlsplit(server).netloc, wish),))
            if page == 0:
                raise
            return replace(found, notes=(*found.notes, _stopped(urlsplit(server).netloc, error)))
        timeline = await asyncio.to_thread(statuses.parse, answer.body, server, wish.source)
        found = _joined(found, timeline)
        before, cursor = cursor, _older(answer.headers.get("link", ""), timeline)
        if cursor in {None, before} or (timeline.oldest and timeline.oldest < visit.since):
            return found
    note = f"Only the newest {PAGES * LIMIT:,} posts of {urlsplit(server).netloc} were read."
    return replace(found, notes=(*found.notes, note))


def _unknown(host: str, wish: _Wish) -> str:
    return f"{host} does not know #{wish.tag}. If it should, look whether {host} is the name of a Mastodon server."


def _stopped(host: str, error: StreetError) -> str:
    if error.status == BUSY:
        return f"{host} asked for a pause, so older posts of the week were not read."
    return f"{host} stopped answering, so older posts of the week were not read: {error.words}"


def _joined(found: Found, timeline: statuses.Timeline) -> Found:
    counts = Counter(found.left_out) + Counter(timeline.left_out)
    refused = {reason: found.refused.get(reason, frozenset()) | names for reason, names in timeline.refused.items()}
    return replace(found, items=(*found.items, *timeline.items), left_out=counts, refused={**found.refused, **refused})


def _address(server: str, wish: _Wish, cursor: str | None, *, local: bool) -> str:
    """Return the address of a page; Mastodon's own links to it forget `any`, `all` and `none`."""
    query = [("limit", str(LIMIT))]
    query += [(f"{name}[]", tag) for name in ("any", "all", "none") for tag in getattr(wish, name)]
    query += [("local", "true")] if local else []
    query += [("max_id", cursor)] if cursor else []
    return f"{server}/api/v1/timelines/tag/{quote(wish.tag, safe='')}?{urlencode(query)}"


def _older(link: str, timeline: statuses.Timeline) -> str | None:
    """Return the cursor of the next page: from the Link header, else the last post; None behind an empty page."""
    if not timeline.last:
        return None
    found = NEXT.search(link)
    query = parse_qs(found[1].partition("?")[2]) if found else {}
    return statuses.cursor(query.get("max_id", [""])[0]) or timeline.last


# ---------------------------------------------------------------- RSS


async def _rss(server: str, wish: _Wish, street: Street) -> Found:
    """Read the RSS of the hashtag; it knows nothing of `all` and `none`, which are therefore looked at here.

    It gathers people who were not asked and has no place for their wishes: only the way to their posts is kept.
    """
    host = urlsplit(server).netloc
    items: tuple[Item, ...] = ()
    missing = 0
    for tag in (wish.tag, *wish.any):
        try:
            items += await _rss_of(f"{server}/tags/{quote(tag, safe='')}.rss?limit={RSS_LIMIT}", wish, street)
        except StreetError as error:
            if error.status != UNKNOWN:
                return Found(failure=_no_rss(host, error))
            missing += 1
    if missing == 1 + len(wish.any):
        words = f"{host} keeps its API closed to strangers and has no RSS for this hashtag. Name another server."
        return Found(failure=StreetError(words, status=UNKNOWN))
    return Found(
        links=tuple(posts.bare(item) for item in draft.once(items) if _fits(item, wish)),
        notes=(RSS_NOTE.format(host=host),),
    )


def _no_rss(host: str, error: StreetError) -> StreetError:
    if error.status in CLOSED:
        words = f"{host} keeps its API and its RSS closed to strangers. Name another server."
    else:
        words = f"{host} keeps its API closed to strangers, and its RSS could not be read: {error.words}"
    return StreetError(words, kind=error.kind, status=error.status)


async def _rss_of(url: str, wish: _Wish, street: Street) -> tuple[Item, ...]:
    from generator.collect.sources import decode, xmlfeed  # noqa: PLC0415  feedparser takes 75 ms to load

    answer = await street.get(url, accept=FEEDS, conditional=False)
    document = decode.text(answer.body, answer.headers.get("content-type", ""))
    parsed = await asyncio.to_thread(xmlfeed.parse, document, answer.url, wish.source)
    return parsed.items


def _fits(item: Item, wish: _Wish) -> bool:
    has = {text.fold(tag) for tag in item.tags}
    return {text.fold(tag) for tag in wish.all} <= has and not has & {text.fold(tag) for tag in wish.none}
