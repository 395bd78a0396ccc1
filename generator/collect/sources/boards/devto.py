"""A tag or an author of dev.to, asked from its API: every article of the week, whatever its reactions.

dev.to orders the articles of a tag by reactions or by how "hot" they are, never by date alone. So the articles of the
days that count are asked for, and all their pages are read. https://developers.forem.com/api/v1 (getArticles).
"""

import asyncio
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import quote, urlencode

from generator import text
from generator.collect import given
from generator.collect.sources import draft, paging
from generator.collect.sources.boards import listing
from generator.collect.sources.paging import Page
from generator.collect.words import Catch, Street, Visit
from generator.errors import StreetError
from generator.model import Item, Reactions, Source, Voice

SITE = "https://dev.to"
ACCEPT = "application/vnd.forem.api-v1+json"
"""Asks for version 1 of the API."""
LIMIT = 100
"""Articles on a page; a shorter page is the last one."""
PAGES = 10
DAY = timedelta(days=1)
NAME = re.compile(r"[^\s/?#@,&]{1,100}")
FORBIDDEN = 403
TURNED_AWAY = (
    "dev.to turns this machine away at its door. Its feeds may answer: https://dev.to/feed/tag/... or /feed/name."
)
NOT_DEV = "dev.to did not answer as its documentation says. It is tried again on the next run."
NOTHING = "dev.to has no article by {address}. Look at the spelling of the name."
ADDRESS = "Write #tag or @name. This is neither."


async def read(source: Source, street: Street, visit: Visit) -> Catch:
    """Read `source.address` ("#tag", "@user"); StreetError says why that was not possible."""
    address = source.address.strip()
    query, home = _question(address, visit)

    async def ask(cursor: str | None, _: int) -> Page:
        number = int(cursor or 1)
        page = await _page(f"{SITE}/api/articles?{urlencode([*query, ('page', str(number))])}", source, street)
        page = replace(page, next=str(number + 1) if page.read >= LIMIT else None)
        # Only the articles of a person come by date, so only there does an old one end the walk.
        return page if address.startswith("@") else replace(page, oldest=None)

    found = await paging.walk(ask, since=visit.since, most=PAGES, name="dev.to")
    unknown = address.startswith("@") and not found.read
    # The articles of a person come by date (Forem, ArticleApiIndexService); those of a tag by what readers think.
    ended = not found.cut and found.read % LIMIT > 0
    covered = listing.covered(found.items, visit.since, ended=ended) if address.startswith("@") else None
    return Catch(
        items=draft.newest(found.standing, visit.since, source.max_items),
        home=home,
        title=address if address.startswith("#") else "",
        notes=(*found.notes, *((NOTHING.format(address=address),) if unknown else ())),
        present=frozenset(item.id for item in found.items) if covered else None,
        covered=covered,
    )


async def _page(url: str, source: Source, street: Street) -> Page:
    try:
        answer = await street.get(url, accept=ACCEPT, conditional=False)
    except StreetError as error:
        words = TURNED_AWAY if error.status == FORBIDDEN else error.words
        raise error.saying(words) from error
    return await asyncio.to_thread(parse, answer.body, source.key)


def _question(address: str, visit: Visit) -> tuple[list[tuple[str, str]], str]:
    """Return the query and the page that a reader opens."""
    name = address[1:]
    if address[:1] not in {"#", "@"} or not NAME.fullmatch(name):
        raise StreetError(ADDRESS, kind="address")
    if address[0] == "@":
        return [("username", name), ("per_page", str(LIMIT))], f"{SITE}/{quote(name, safe='')}"
    days = max(1, math.ceil((visit.now - visit.since) / DAY))
    return [("tag", name), ("top", str(days)), ("per_page", str(LIMIT))], f"{SITE}/t/{quote(name, safe='')}"


# ---------------------------------------------------------------- pure


def parse(body: bytes, source: str) -> Page:
    """Read a page of articles as items of `source`; StreetError where it is none."""
    found = given.array(body, NOT_DEV)
    articles = given.mappings(found)
    items = tuple(item for article in articles if (item := _item(article, source)))
    times = [item.published for item in items if item.published]
    return Page(items=items, read=len(found), oldest=min(times, default=None))


def _item(article: Mapping[str, Any], source: str) -> Item | None:
    """Return an article; one that was first published elsewhere is about that page, so that both become one story."""
    path = given.string(article.get("path"))
    url = given.link(article.get("url"), f"{SITE}{path}" if path.startswith("/") else "", article.get("canonical_url"))
    title = draft.heading(given.string(article.get("title")))
    if not url or not title:
        return None
    published = draft.iso(article.get("published_timestamp")) or draft.iso(article.get("published_at"))
    item = Item(
        id=url,
        source=source,
        url=url,
        voice=_voice(article, url),
        title=title,
        text=text.plain(given.string(article.get("description"))),
        published=published,
        updated=draft.iso(article.get("edited_at")),
        language=draft.language(article.get("language")),
        tags=draft.tags(_tags(article)),
        reactions=Reactions(
            replies=given.number(article.get("comments_count")),
            likes=given.number(article.get("positive_reactions_count"), article.get("public_reactions_count")),
        ),
    )
    canonical = given.link(article.get("canonical_url"))
    return draft.about(item, canonical if canonical and text.host(canonical) != text.host(url) else None)


def _tags(article: Mapping[str, Any]) -> Iterable[object]:
    """Return the tags: lists of articles have them as `tag_list`, single ones as `tags`, the other one is a string."""
    for value in (article.get("tag_list"), article.get("tags")):
        yield from value.split(",") if isinstance(value, str) else value if isinstance(value, list) else ()


def _voice(article: Mapping[str, Any], url: str) -> Voice:
    user = given.mapping(article.get("user"))
    handle = given.string(user.get("username"))
    if not NAME.fullmatch(handle):
        return Voice(key=url, name=given.name(user.get("name")) or "somebody", network="devto")
    profile = f"{SITE}/{quote(handle, safe='')}"
    return Voice(key=profile, name=given.name(user.get("name"), handle), address=profile, network="devto")
