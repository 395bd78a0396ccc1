"""A hashtag, words, an account or a list on X: pages of its API within a budget, because each post costs money.

Facts and limits: https://docs.x.com/x-api/posts/search/introduction and https://docs.x.com/x-api/lists/list-tweets.
What may be kept of a post is decided in posts.py; nothing is asked for that is not used.
"""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from urllib.parse import quote, urlencode

from generator import text
from generator.collect import secrets
from generator.collect.sources import draft, paging
from generator.collect.sources.paging import Page
from generator.collect.sources.x import posts, refusals
from generator.collect.words import JSON, Catch, Seal, Street, Visit
from generator.errors import StreetError
from generator.model import Source

API = "https://api.x.com/2"
TOKEN = "X_BEARER_TOKEN"  # noqa: S105  the name of a secret, not its value
BUDGET = 100
"""Posts that are read in a run where `max_items` says nothing: about half a dollar, and as much again for authors."""
PAGES = 40
"""Pages that are read whatever the budget: X may answer with pages of one post, or of none."""
LEAST, MOST = 10, 100
"""Posts on a page of a search; a list has pages of 1 to 100."""
QUESTION = 512
"""Characters in a search with an ordinary app token."""
OVERLAP = timedelta(hours=1)
"""How much of what was read last time is asked for again: a search finds a post some minutes after it was written."""
REACH = timedelta(days=7) - timedelta(hours=1)
"""How far back a search reaches, less the time a run may take; X refuses an earlier start."""
ONLY = ("-is:retweet", "-is:reply")
"""Left out at the source; what the owner has written already is not said twice."""
OLD_CODES = {"he": "iw", "id": "in"}
LIST = re.compile(r"[0-9]{1,19}")

SPELLINGS: Mapping[str, str] = {
    "tweet.fields": (
        "created_at,author_id,lang,possibly_sensitive,withheld,entities,note_tweet,referenced_tweets"
    ),
    "post.fields": "created_at,author_id,lang,possibly_sensitive,withheld,entities,note_post,referenced_posts",
}  # fmt: skip
"""Name of the parameter -> the fields under it; the documentation has both names, so the second one is tried too."""
USERS = "username,created_at,protected,withheld"
NO_LIST = "A list on X is named by its number, as in https://x.com/i/lists/123. Write it in config.yaml."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wish:
    """What is asked for."""

    place: str
    """The address that is asked."""
    query: tuple[tuple[str, str], ...]
    """What stands in all questions, but for the fields."""
    home: str
    title: str
    cursor: str
    """Name of the parameter for the next page."""
    least: int
    """Smallest page."""
    budget: int
    source: str


async def read(source: Source, street: Street, visit: Visit) -> Catch:
    """Read `source.address` ("#tag", "@user", "list:ID", "search:query"); StreetError says why it could not."""
    if not street.has(TOKEN):
        raise StreetError(secrets.needed("X", TOKEN), kind="secret")
    wish = _list(source) if source.address.startswith("list:") else _search(source, visit)
    found = await _pages(wish, street, visit)
    return Catch(
        items=draft.newest(found.standing, visit.since, source.max_items),
        home=wish.home,
        title=wish.title,
        notes=(_spent(found, wish), *found.notes, *paging.words(found.left_out, posts.REASONS)),
        gone=tuple(dict.fromkeys(found.gone)),
    )


async def _pages(wish: _Wish, street: Street, visit: Visit) -> Page:
    """Try both spellings of the fields; X objects to the wrong one on the first page."""
    first, second = SPELLINGS
    try:
        return await _walk(wish, first, street, visit)
    except StreetError as error:
        if not refusals.names(error, first):
            raise
    return await _walk(wish, second, street, visit)


async def _walk(wish: _Wish, spelling: str, street: Street, visit: Visit) -> Page:
    async def ask(cursor: str | None, read: int) -> Page:
        url = _address(wish, spelling, cursor, wish.budget - read)
        try:
            answer = await street.get(url, accept=JSON, conditional=False, seal=Seal(bearer=TOKEN))
        except StreetError as error:
            raise refusals.explained(error) from error
        page = await asyncio.to_thread(posts.parse, answer.body, wish.source)
        return page if read + page.read < wish.budget else replace(page, next=None)

    return await paging.walk(ask, since=visit.since, most=PAGES, name="X")


def _address(wish: _Wish, spelling: str, cursor: str | None, left: int) -> str:
    query = [*wish.query, ("max_results", str(min(max(left, wish.least), MOST)))]
    query += [(spelling, SPELLINGS[spelling]), ("expansions", "author_id"), ("user.fields", USERS)]
    query += [(wish.cursor, cursor)] if cursor else []
    return f"{wish.place}?{urlencode(query)}"


def _spent(found: Page, wish: _Wish) -> str:
    """Say what the owner pays for, and where the budget ended."""
    said = f"{text.count(found.read, 'post')} read on X, which takes money for each."
    if found.read < wish.budget:
        return said
    return f"{said} No more are read in a run; `max_items` of this source sets how many."


# ---------------------------------------------------------------- questions


def _list(source: Source) -> _Wish:
    number = source.address.removeprefix("list:").strip()
    if not LIST.fullmatch(number):
        raise StreetError(NO_LIST, kind="address")
    return _Wish(
        place=f"{API}/lists/{number}/tweets",
        query=(),
        home=f"https://x.com/i/lists/{number}",
        title="",
        cursor="pagination_token",
        least=1,
        budget=_budget(source),
        source=source.key,
    )


def _start(visit: Visit) -> datetime:
    """Return the instant from which posts are asked for: every post costs money, so those of last time are not."""
    last = visit.last - OVERLAP if visit.last else visit.since
    return max(last, visit.since).astimezone(UTC)


def _search(source: Source, visit: Visit) -> _Wish:
    words, home = _asked(source.address.strip())
    added = (part for part in (_languages(source), *ONLY) if part and part not in words)
    question = " ".join((words, *added))
    if len(question) > QUESTION:
        raise StreetError(_too_long(words, question), kind="address")
    start = _start(visit)
    query = [("query", question), ("sort_order", "recency")]
    query += [("start_time", f"{start:%Y-%m-%dT%H:%M:%SZ}")] if start > visit.now - REACH else []
    return _Wish(
        place=f"{API}/tweets/search/recent",
        query=tuple(query),
        home=home,
        title=source.address.strip().removeprefix("search:").strip(),
        cursor="next_token",
        least=LEAST,
        budget=_budget(source),
        source=source.key,
    )


def _asked(address: str) -> tuple[str, str]:
    """Return the query in the language of X, and the page on which a reader sees the same."""
    if address.startswith("#"):
        return address, f"https://x.com/hashtag/{quote(address[1:], safe='')}"
    if address.startswith("@"):
        return f"from:{address[1:]}", f"https://x.com/{quote(address[1:], safe='')}"
    words = address.removeprefix("search:").strip()
    home = f"https://x.com/search?{urlencode([('q', words), ('f', 'live')])}"
    return (f"({words})" if re.search(r"\bOR\b", words) else words), home


def _languages(source: Source) -> str:
    """Ask for the languages of the source only: what the owner does not want need not be paid for."""
    codes = dict.fromkeys(draft.tongue(tag) for tag in source.languages)
    asked = " OR ".join(f"lang:{OLD_CODES.get(code, code)}" for code in codes if code)
    return f"({asked})" if len(codes) > 1 else asked


def _too_long(words: str, question: str) -> str:
    added = len(question) - len(words)
    return (
        f"X takes questions of at most {QUESTION} characters. This one has {len(words)}, and the {added} with which "
        f"reposts and answers are left out. Shorten it, or make two sources of it."
    )


def _budget(source: Source) -> int:
    return BUDGET if source.max_items is None else max(1, source.max_items)
