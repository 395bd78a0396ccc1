"""Bluesky: a hashtag, a search, an account, a list or a feed in, its posts of the week out.

Searching needs an app password: Bluesky calls search a thing for people and refuses strangers more often than not
(github.com/bluesky-social/atproto/issues/3423). All else is open. Each form of address is one row of FORMS.
"""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from urllib.parse import quote, urlencode

from generator import text
from generator.collect import secrets
from generator.collect.sources import draft, paging
from generator.collect.sources.bluesky import asking, consent, names, rss
from generator.collect.sources.bluesky.asking import LIMIT, SECRETS, STRANGER, Question, Way
from generator.collect.sources.bluesky.names import SITE, place, profile
from generator.collect.sources.bluesky.posts import Reading
from generator.collect.sources.paging import Page
from generator.collect.words import Catch, Street, Visit
from generator.errors import StreetError
from generator.model import Item, Source

SEARCH = "app.bsky.feed.searchPosts"
FEED_PAGES = 5
"""Pages of a feed: its maker may order it at will, so its end cannot be seen coming."""
LUCKY = Way("https://api.bsky.app")
"""Where strangers have been able to search, one page at a time (github.com/bluesky-social/atproto/issues/3583)."""
SHUT = frozenset({401, 403})
OUT_OF_ORDER = frozenset({"failed", "login", "broken"})
"""Kinds of failures of the API itself. An account that it does not know, or a limit, is no reason to go another way."""
PAGE_LIMIT = ("limit", str(LIMIT))
NO_FORM = (
    "This is no address on Bluesky. Write #tag, @name.bsky.social, list:at://..., feed:at://... or search: and words."
)
FIRST_PAGE = (
    "Without a log-in only the first page of the search could be read: {count}. With "
    f"{' and '.join(SECRETS)} in the environment the whole week is read."
)
BY_LUCK = (
    "The search was answered without a log-in, which Bluesky often refuses. To be sure, put "
    f"{' and '.join(SECRETS)} into the environment."
)

Asker = Callable[[Source, Street, Visit], Awaitable[tuple[Page, str, str]]]
"""Returns what was found, the page a reader can open, and a title."""


async def read(source: Source, street: Street, visit: Visit) -> Catch:
    """Read what `source.address` asks for; StreetError says why nothing could be read."""
    wanted = source.address.strip()
    ask = next((ask for start, ask in FORMS.items() if wanted.startswith(start)), None)
    if ask is None:
        raise StreetError(NO_FORM, kind="address")
    found, home, title = await ask(replace(source, address=wanted), street, visit)
    items = draft.once(found.items)
    return Catch(
        items=draft.newest(items, visit.since, source.max_items),
        home=text.address(home),
        title=title,
        notes=(*found.notes, *paging.words(found.left_out, consent.REASONS)),
        gone=tuple(sorted(set(found.gone))),
        present=frozenset(item.id for item in items) if found.covered else None,
        covered=found.covered,
    )


def _reading(source: Source, visit: Visit) -> Reading:
    return Reading(source=source.key, now=visit.now, languages=source.languages)


# ---------------------------------------------------------------- searching


async def _hashtag(source: Source, street: Street, visit: Visit) -> tuple[Page, str, str]:
    """Search for a hashtag in both ways there are: servers have passed over `tag`, and over `#` in `q`."""
    tag = source.address.lstrip("#\uff03").strip()
    if not tag:
        raise StreetError(NO_FORM, kind="address")
    found = await _search(f"#{tag}", (("q", f"#{tag}"), ("tag", tag)), source, street, visit)
    items = tuple(item for item in found.items if _has(item, tag))
    left_out = {**found.left_out, "tagless": len(found.items) - len(items)}
    return replace(found, items=items, left_out=left_out), f"{SITE}/hashtag/{quote(tag, safe='')}", f"#{tag}"


def _has(item: Item, tag: str) -> bool:
    """Tell whether a post has a hashtag, be it marked as one or only written down, as some programs do.

    Folded, the wide sign that starts hashtags in scripts of squares is the common one.
    """
    wanted = text.fold(tag)
    written = re.search(rf"#{re.escape(wanted)}(?!\w)", text.fold(item.text))
    return bool(written) or wanted in {text.fold(known) for known in item.tags}


async def _words(source: Source, street: Street, visit: Visit) -> tuple[Page, str, str]:
    words = source.address.removeprefix("search:").strip()
    if not words:
        raise StreetError(NO_FORM, kind="address")
    found = await _search(f"the search for {words}", (("q", words),), source, street, visit)
    return found, f"{SITE}/search?{urlencode({'q': words})}", words


async def _search(what: str, query: tuple[tuple[str, str], ...], source: Source, street: Street, visit: Visit) -> Page:
    """Search as somebody who is known, else try a single page as a stranger."""
    languages = {draft.tongue(tag) for tag in source.languages}
    asked = Question(
        method=SEARCH,
        query=(
            *query,
            ("sort", "latest"),
            ("since", visit.since.strftime("%Y-%m-%dT%H:%M:%SZ")),
            *((("lang", language) for language in languages) if len(languages) == 1 else ()),
            PAGE_LIMIT,
        ),
        what=what,
        reading=_reading(source, visit),
    )
    if street.has(*SECRETS):
        return await asking.pages(asked, await asking.session(street), street, visit)
    try:
        found = await asking.pages(asked, LUCKY, street, visit, 1)
    except StreetError as error:
        if error.status not in SHUT and error.kind != "login":
            raise
        raise StreetError(secrets.needed("Searching Bluesky", *SECRETS), kind="secret", status=error.status) from error
    note = FIRST_PAGE.format(count=text.count(found.read, "post")) if found.notes else BY_LUCK
    return replace(found, notes=(note,))


# ---------------------------------------------------------------- accounts


async def _account(source: Source, street: Street, visit: Visit) -> tuple[Page, str, str]:
    """Read what an account has posted, its own threads included; by its RSS where the API fails."""
    written = source.address.removeprefix("@")
    who = names.did(written) or names.handle(written)
    if not who:
        raise StreetError(
            f"@{written} is no account. Write the whole handle, such as @name.bsky.social.", kind="address"
        )
    query = (("actor", who), ("filter", "posts_and_author_threads"), PAGE_LIMIT)
    asked = Question(
        method="app.bsky.feed.getAuthorFeed",
        query=query,
        what=names.called(who),
        reading=_reading(source, visit),
    )
    try:
        found = await asking.pages(asked, STRANGER, street, visit)
        found = replace(found, covered=None if found.cut else visit.since)
    except StreetError as error:
        if error.kind not in OUT_OF_ORDER:
            raise
        found = await rss.read(who, street, source.key, error)
    return found, profile(who), names.called(who)


# ---------------------------------------------------------------- lists and feeds


async def _list(source: Source, street: Street, visit: Visit) -> tuple[Page, str, str]:
    uri, home = await _record(source.address.removeprefix("list:"), "app.bsky.graph.list", "lists", street)
    query, what = (("list", uri), PAGE_LIMIT), f"the list {home}"
    asked = Question(method="app.bsky.feed.getListFeed", query=query, what=what, reading=_reading(source, visit))
    found = await asking.pages(asked, STRANGER, street, visit)
    covered = max(visit.since, found.oldest) if found.oldest and not found.cut else None
    return replace(found, covered=covered), home, ""


async def _feed(source: Source, street: Street, visit: Visit) -> tuple[Page, str, str]:
    """Read a feed as a stranger; where its maker wants to know for whom it is, with a session if there can be one."""
    uri, home = await _record(source.address.removeprefix("feed:"), "app.bsky.feed.generator", "feed", street)
    query, what = (("feed", uri), PAGE_LIMIT), f"the feed {home}"
    reading = replace(_reading(source, visit), in_order=False)
    asked = Question(method="app.bsky.feed.getFeed", query=query, what=what, reading=reading)
    try:
        return await asking.pages(asked, STRANGER, street, visit, FEED_PAGES), home, ""
    except StreetError as error:
        if error.kind != "login":
            raise
        if not street.has(*SECRETS):
            raise StreetError(secrets.needed(f"The feed {home}", *SECRETS), kind="secret") from error
    way = await asking.session(street)
    return await asking.pages(asked, way, street, visit, FEED_PAGES), home, ""


async def _record(uri: str, collection: str, folder: str, street: Street) -> tuple[str, str]:
    """Return the at-uri of a record under the DID of its owner, and the page where people see it."""
    authority, found, key = place(uri.strip())
    named = names.did(authority) or names.handle(authority)
    if not named or found != collection:
        raise StreetError(NO_FORM, kind="address")
    return f"at://{await asking.did(named, street)}/{collection}/{key}", f"{profile(named)}/{folder}/{key}"


FORMS: Mapping[str, Asker] = {
    "#": _hashtag, "\uff03": _hashtag, "search:": _words, "@": _account, "did:": _account, "list:": _list,
    "feed:": _feed,
}  # fmt: skip
"""How an address starts -> who reads it."""
