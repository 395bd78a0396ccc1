"""The page of an account in, the posts of its own feed out: the way round where the API of its server is closed.

Mastodon has one for everybody at /@user.rss, with the quiet posts (unlisted) among the public ones and nothing to tell
them apart, so only the way to the posts is kept. GoToSocial has one at /@user/feed.rss for those who have asked for it,
with their public posts only (https://docs.gotosocial.org/en/latest/user_guide/rss/), so the words are kept.
"""

import asyncio
import re
from collections import Counter
from dataclasses import replace
from types import MappingProxyType

from generator.collect.sources import decode, draft, microblog
from generator.collect.sources.fediverse import consent
from generator.collect.words import FEEDS, Answer, Catch, Street, Visit
from generator.errors import StreetError
from generator.model import Item, Source, Voice

ENDS = (".rss", "/feed.rss")
"""Where the feed of an account is, behind its page: Mastodon's (and Misskey's), GoToSocial's."""
QUIET = (
    "This feed does not tell quiet posts from public ones, nor what its author wishes, so only links to the posts are "
    "kept."
)
TALK = re.compile(r"(Reply|Boost|Renote) by ")
"""How Misskey calls what is an answer, or passed on; Mastodon's feed has neither."""
REASON = MappingProxyType({"Reply": "reply", "Boost": "boost", "Renote": "boost"})
"""What it calls them -> key of consent.REASONS."""
TRY_NEXT = frozenset({400, 401, 403, 404, 406, 410, 422})
"""Refusals behind which the other of them may still be there."""


async def read(home: str, handle: str, source: Source, street: Street, visit: Visit) -> Catch:
    """Read the feed of the account whose page is `home`; StreetError where it has none that can be read."""
    asked, answer = await _first(home, street)
    if answer.unchanged:
        return Catch(home=home, title=handle, unchanged=True)
    try:
        found = await asyncio.to_thread(items, answer, source.key)
    except StreetError:
        street.forget(asked)
        raise
    talk = Counter(REASON[said[1]] for item in found if (said := TALK.match(item.title)))
    posted = [as_post(item, home, handle) for item in found if not TALK.match(item.title)]
    if asked.endswith(ENDS[1]):
        return Catch(items=draft.newest(posted, visit.since, source.max_items), home=home, title=handle)
    links = (microblog.bare(item, item.voice, by=handle) for item in posted)
    kept = draft.newest(links, visit.since, source.max_items)
    return Catch(items=kept, home=home, title=handle, notes=(QUIET, *consent.words(talk)))


async def _first(home: str, street: Street) -> tuple[str, Answer]:
    """Return the first of the feeds that is there, and the address at which it was asked for."""
    address = f"{home}{ENDS[0]}"
    try:
        return address, await street.get(address, accept=FEEDS)
    except StreetError as error:
        if error.status not in TRY_NEXT:
            raise
    address = f"{home}{ENDS[1]}"
    return address, await street.get(address, accept=FEEDS)


def items(answer: Answer, source: str) -> tuple[Item, ...]:
    """Read a feed as it is written; StreetError where it is none."""
    from generator.collect.sources.feeds import xmlfeed  # noqa: PLC0415  feedparser takes 75 ms to load

    document = decode.text(answer.body, answer.headers.get("content-type", ""))
    return xmlfeed.parse(document, answer.url, source).items


def as_post(item: Item, home: str, handle: str) -> Item:
    """Return an entry as what it is: a post of this account. The titles of such entries are made by machines."""
    links = tuple(link for link in item.links if not microblog.is_inside(link))
    voice = Voice(key=home, name=handle, address=home, network="mastodon")
    post = replace(item, title="", kind="post", voice=voice, links=links)
    return post if post.about else draft.about(post, next(iter(links), None))
