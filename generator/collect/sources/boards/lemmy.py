"""A community of Lemmy on its own server: its API back over the week, in either version, else its RSS.

Facts after https://join-lemmy.org/api and the server's code: version 3 serves Lemmy 0.18 and 0.19, version 4 serves
Lemmy 1.0; the newest posts first, 50 on a page, with a cursor. Servers can close their API to strangers.
"""

import asyncio
import re
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import quote, urlencode, urlsplit

from generator import text
from generator.collect import addresses, given
from generator.collect.sources import draft, paging
from generator.collect.sources.boards import lemmy_feed, lemmy_posts
from generator.collect.sources.paging import Page
from generator.collect.words import JSON, Catch, Street, Visit
from generator.errors import StreetError
from generator.model import Source

LIMIT = 50
"""Posts on a page; Lemmy refuses more."""
PAGES = 20
NAME = re.compile(r"[\w.-]{1,255}")
ADDRESS = "Write !community@server, for instance !oer@lemmy.example. This is none of that form."
MISSING = frozenset({404, 405, 410})
"""Answers of servers that do not have this version of the API."""
CLOSED = frozenset({401, 403})
UNKNOWN = frozenset({"couldnt_find_community", "not_found", "community_not_found"})
"""What Lemmy calls a community that is not there, in `error`."""
PRIVATE = frozenset({"instance_is_private", "not_logged_in", "incorrect_login"})
BUSY = frozenset({"rate_limit_error", "too_many_requests"})
"""What a server says that wants to be left alone; before version 1.0 with status 400, which means a wrong question."""
TOO_MANY = 429
LEFT_ALONE = "{host} asks to be left alone for a while: it has been asked too often. It is tried again on the next run."
VERSIONS = (("v3", "New", "All"), ("v4", "new", "all"))
"""Version of the API -> how it spells an order and a range."""
RSS_NOTE = (
    "{host} keeps its API closed to strangers; its RSS feed was read instead, which has the newest {limit} posts only "
    "and does not say which of them programs wrote."
)


@dataclass(frozen=True, slots=True)
class _Wish:
    """A community as it is asked for."""

    name: str
    server: str
    """https://host."""
    source: str

    @property
    def host(self) -> str:
        """The name of the server, for sentences."""
        return urlsplit(self.server).netloc


async def read(source: Source, street: Street, visit: Visit) -> Catch:
    """Read `source.address` ("!community@host"); StreetError says why that was not possible."""
    wish = _wish(source)
    found = await _ask(wish, street, visit)
    return Catch(
        items=draft.newest(found.standing, visit.since, source.max_items),
        home=f"{wish.server}/c/{quote(wish.name, safe='@')}",
        title=f"!{wish.name}@{wish.host}",
        notes=(*found.notes, *paging.words(found.left_out, lemmy_posts.REASONS)),
        gone=tuple(dict.fromkeys(found.gone)),
        present=frozenset(item.id for item in found.items) if found.covered else None,
        covered=found.covered,
    )


def _covered(found: Page, since: datetime) -> datetime | None:
    """Return from when on all posts of a community were seen; None where that is not sure.

    The API lists the newest first (sort=New), behind those that are held at the top, which `oldest` passes over.
    Lemmy 0.18 names no next page behind a full one. A community without any posts may be a fault.
    """
    reached = bool(found.oldest and found.oldest < since)
    ended = not found.cut and found.read % LIMIT > 0
    return since if found.items and (reached or ended) else None


def _wish(source: Source) -> _Wish:
    name, _, host = source.address.strip().removeprefix("!").rpartition("@")
    server = text.address(host if "://" in host else f"https://{host}")
    if not server or not all(NAME.fullmatch(part) for part in name.split("@")):
        raise StreetError(ADDRESS, kind="address")
    return _Wish(name, addresses.origin(server).lower(), source.key)


async def _ask(wish: _Wish, street: Street, visit: Visit) -> Page:
    """Try the versions of the API, then RSS."""
    for version, order, reach in VERSIONS:
        try:
            return await _pages(wish, version, {"sort": order, "type_": reach}, street, visit)
        except StreetError as error:
            verdict = _verdict(error)
            if verdict == "unknown":
                raise _unknown(wish) from error
            if verdict == "closed":
                break
            if verdict != "other version":
                raise _named(wish, error) from error
    return await _rss(wish, street)


async def _pages(wish: _Wish, version: str, spelling: dict[str, str], street: Street, visit: Visit) -> Page:
    place = f"{wish.server}/api/{version}/post/list"
    query = {"community_name": wish.name, "limit": str(LIMIT), **spelling}

    async def ask(cursor: str | None, _: int) -> Page:
        url = f"{place}?{urlencode({**query, 'page_cursor': cursor} if cursor else query)}"
        try:
            answer = await street.get(url, accept=JSON, conditional=False)
        except StreetError as error:
            if _said(error) in BUSY and error.status != TOO_MANY:
                raise StreetError(LEFT_ALONE.format(host=wish.host), kind="resting", status=TOO_MANY) from error
            raise
        return await asyncio.to_thread(lemmy_posts.parse, answer.body, wish.source)

    found = await paging.walk(ask, since=visit.since, most=PAGES, name=wish.host)
    return replace(found, covered=_covered(found, visit.since))


def _verdict(error: StreetError) -> str:
    """Say what a refusal means: "unknown" community, "closed" API, "other version" of it, "" for anything else."""
    said = _said(error)
    if said in UNKNOWN:
        return "unknown"
    if said in PRIVATE or error.status in CLOSED:
        return "closed"
    return "other version" if error.status in MISSING or error.kind in {"not-lemmy", "broken"} else ""


def _said(error: StreetError) -> str:
    """Return the name that Lemmy has for a failure."""
    return given.string(given.peek(error.body).get("error"))


def _unknown(wish: _Wish) -> StreetError:
    words = f"{wish.host} knows no community !{wish.name}. Look at its spelling, and at the name of its server."
    return StreetError(words, kind="unknown")


def _named(wish: _Wish, error: StreetError) -> StreetError:
    words = error.words if wish.host in error.words else f"{wish.host}: {error.words}"
    return error.saying(words)


async def _rss(wish: _Wish, street: Street) -> Page:
    url = f"{wish.server}/feeds/c/{quote(wish.name, safe='@')}.xml?{urlencode({'sort': 'New', 'limit': str(LIMIT)})}"
    try:
        answer = await street.get(url, conditional=False)
        parsed = await asyncio.to_thread(
            lemmy_feed.parse, answer.body, answer.url, wish.source, answer.headers.get("content-type", "")
        )
    except StreetError as error:
        raise _unknown(wish) if _verdict(error) == "unknown" else _named(wish, error) from error
    notes = (RSS_NOTE.format(host=wish.host, limit=LIMIT), *parsed.notes)
    return Page(items=parsed.items, read=len(parsed.items), notes=notes, gone=parsed.gone)
