"""Words or the front page of Hacker News, asked from the search that Algolia runs for it: the newest stories first.

Facts and limits: https://hn.algolia.com/api (tags, numericFilters, at most 1,000 stories of a search) and, for what
stories are, https://github.com/HackerNews/API. Points decide nothing here: a search gives every story of the week.
"""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote, urlencode

from generator import text
from generator.collect import given
from generator.collect.sources import draft, paging
from generator.collect.sources.paging import Page
from generator.collect.words import JSON, Catch, Street, Visit
from generator.errors import StreetError
from generator.model import Item, Reactions, Source, Voice

SEARCH = "https://hn.algolia.com/api/v1/search_by_date"
SITE = "https://news.ycombinator.com"
LIMIT = 200
"""Stories on a page."""
PAGES = 5
"""Pages of a search; it ends after 1,000 stories."""
NO_SEARCH = "The search of Hacker News did not answer as its documentation says. It is tried again on the next run."
DEAD = ("[dead]", "[deleted]", "[flagged]")
"""What stands for the title of a story that was killed."""
ADDRESS = "Write front, or search: and words. This is none of them."


async def read(source: Source, street: Street, visit: Visit) -> Catch:
    """Read `source.address` ("search:words", "front"); StreetError says why that was not possible."""
    query, home, title = _question(source.address.strip(), visit)

    async def ask(cursor: str | None, _: int) -> Page:
        url = f"{SEARCH}?{urlencode([*query, ('page', cursor or '0')])}"
        answer = await street.get(url, accept=JSON, conditional=False)
        return await asyncio.to_thread(parse, answer.body, source.key)

    found = await paging.walk(ask, since=visit.since, most=PAGES, name="Hacker News")
    return Catch(
        items=draft.newest(found.standing, visit.since, source.max_items),
        home=home,
        title=title,
        notes=found.notes,
        gone=found.gone,
    )


def _question(address: str, visit: Visit) -> tuple[list[tuple[str, str]], str, str]:
    """Return the query, the page that a reader opens, and a title."""
    since = [("numericFilters", f"created_at_i>{int(visit.since.timestamp())}"), ("hitsPerPage", str(LIMIT))]
    if address == "front":
        return [("tags", "front_page"), *since], f"{SITE}/", "Hacker News"
    words = address.removeprefix("search:").strip()
    if not address.startswith("search:") or not words:
        raise StreetError(ADDRESS, kind="address")
    home = f"https://hn.algolia.com/?{urlencode([('query', words), ('sort', 'byDate')])}"
    return [("tags", "story"), ("query", words), *since], home, f"Hacker News: {words}"


# ---------------------------------------------------------------- pure


def parse(body: bytes, source: str) -> Page:
    """Read a page of stories as items of `source`; StreetError where it is none.

    A story that was killed or deleted since comes as null, without a title, or marked; what is marked is to go.
    """
    answer = given.entity(body, NO_SEARCH)
    if not isinstance(answer.get("hits"), list):
        raise StreetError(NO_SEARCH, kind="broken")
    hits = given.mappings(answer["hits"], LIMIT * PAGES)
    dead = [hit for hit in hits if _dead(hit)]
    items = (_item(hit, source) for hit in hits if not _dead(hit))
    page, pages = given.number(answer.get("page")) or 0, given.number(answer.get("nbPages")) or 0
    return Page(
        items=tuple(item for item in items if item),
        read=len(hits),
        next=str(page + 1) if hits and page + 1 < pages else None,
        gone=tuple(_page(number) for hit in dead if (number := _number(hit))),
    )


def _dead(hit: Mapping[str, Any]) -> bool:
    return hit.get("dead") is True or hit.get("deleted") is True or hit.get("title") in DEAD


def _number(hit: Mapping[str, Any]) -> str:
    """Return the number of a story; the search writes it as text, other places as a number."""
    written = given.string(hit.get("objectID")).strip()
    number = int(written) if written.isdecimal() and len(written) < 16 else given.number(hit.get("story_id"))  # noqa: PLR2004
    return str(number) if number else ""


def _page(number: str) -> str:
    return f"{SITE}/item?id={number}"


def _item(hit: Mapping[str, Any], source: str) -> Item | None:
    """Return a story; its page is the talk about it, and what it is about is another address, if any."""
    number, title = _number(hit), draft.heading(given.string(hit.get("title")))
    if not number or not title:
        return None
    markup, place = given.string(hit.get("story_text")), _page(number)
    item = Item(
        id=place,
        source=source,
        url=place,
        voice=_voice(given.name(hit.get("author")), place),
        title=title,
        text=text.plain(markup),
        published=draft.iso(hit.get("created_at")) or _instant(hit.get("created_at_i")),
        kind="post",
        links=text.links(markup, place),
        reactions=Reactions(replies=given.number(hit.get("num_comments")), likes=given.number(hit.get("points"))),
    )
    return draft.about(item, given.link(hit.get("url")))


def _voice(author: str, place: str) -> Voice:
    """Return who submitted the story; one whose author is unknown speaks for itself."""
    if not author:
        return Voice(key=place, name="somebody", network="hackernews")
    profile = f"{SITE}/user?id={quote(author, safe='')}"
    return Voice(key=profile, name=author, address=profile, network="hackernews")


def _instant(value: object) -> datetime | None:
    """Read seconds since 1970, in UTC."""
    seconds = given.number(value)
    try:
        found = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds or 0)
    except OverflowError:
        return None
    return draft.moment(found.timetuple()[:6])
