"""Communities, a person or a search on Reddit, read from its Atom feeds; newest first, whatever their votes.

Since 2026 strangers get about one feed a minute, and machines in data centres often none. Whoever has an account finds
a token for feeds at https://www.reddit.com/prefs/feeds, which lifts the limit. The JSON of Reddit is closed to
strangers, and its API needs a permission that is given by hand, so neither is asked. Whether a post is for adults is
not in a feed.
"""

import asyncio
import re
from types import MappingProxyType
from urllib.parse import quote, urlencode

from generator.collect import given
from generator.collect.sources import draft
from generator.collect.sources.boards import listing, reddit_posts
from generator.collect.sources.draft import Parsed
from generator.collect.words import OPEN, Answer, Catch, Seal, Street, Visit
from generator.errors import StreetError
from generator.model import Source

SITE = "https://www.reddit.com"
LIMIT = 100
"""Posts in a feed; larger values are cut silently."""
SECRETS = ("REDDIT_FEED_TOKEN", "REDDIT_FEED_USER")
OWN = Seal(query=MappingProxyType({"feed": SECRETS[0], "user": SECRETS[1]}))
NAME = re.compile(r"[A-Za-z0-9_-]{1,30}")
BUSY, FORBIDDEN, MISSING = 429, 403, 404
ADDRESS = "Write r/name, r/one+two, u/name or search: and words. This is none of them."
TURNED_AWAY = (
    "Reddit turns away machines in data centres, such as those of GitHub. From your own computer it may answer"
)
WITH_BOTH = "with REDDIT_FEED_TOKEN and REDDIT_FEED_USER it answers more readily"
REFUSALS = {
    "private": "This community is private: only its members read it.",
    "banned": "Reddit has closed this community.",
    "quarantined": "Reddit shows this community to members only who have asked for it.",
    "gold_only": "This community is for paying members of Reddit.",
}
"""What Reddit calls the reason of a refusal -> what it means."""
ALL_NEW = "Only the newest {number} posts were read: Reddit puts no more into a feed."


async def read(source: Source, street: Street, visit: Visit) -> Catch:
    """Read `source.address` ("r/a", "r/a+b", "u/name", "search:words"); StreetError says why that was not possible."""
    address = source.address.strip()
    url, home = _places(address)
    answer = await _ask(url, street)
    if answer.unchanged:
        return Catch(unchanged=True, home=home)
    try:
        reddit_posts.landed(answer.url)
        parsed = await asyncio.to_thread(
            reddit_posts.parse, answer.body, url, source.key, answer.headers.get("content-type", "")
        )
    except StreetError:
        street.forget(url)
        raise
    # A search finds what it likes; a listing has all that was posted, as far as it goes back.
    covered = None if address.startswith("search:") else listing.covered(parsed.items, visit.since)
    return Catch(
        items=draft.newest(parsed.items, visit.since, source.max_items),
        home=home,
        title=address.replace("search:", "Reddit: "),
        notes=(*parsed.notes, *_full(parsed, visit)),
        gone=parsed.gone,
        present=frozenset(item.id for item in parsed.items) if covered else None,
        covered=covered,
    )


async def _ask(url: str, street: Street) -> Answer:
    seal = OWN if street.has(*SECRETS) else OPEN
    try:
        return await street.get(url, seal=seal)
    except StreetError as error:
        words = _refused(error, known=seal is OWN)
        raise error.saying(words) from error


def _full(parsed: Parsed, visit: Visit) -> tuple[str, ...]:
    """Say so where the feed may not reach back over the week."""
    times = [item.published for item in parsed.items if item.published]
    cut = len(parsed.items) >= LIMIT and bool(times) and min(times) >= visit.since
    return (ALL_NEW.format(number=len(parsed.items)),) if cut else ()


# ---------------------------------------------------------------- pure


def _places(address: str) -> tuple[str, str]:
    """Return the feed and the page that a reader opens; StreetError where the address is of no known form."""
    kind, _, rest = address.partition("/")
    if kind == "r" and all(NAME.fullmatch(name) for name in rest.split("+")):
        return f"{SITE}/r/{rest}/new/.rss?limit={LIMIT}", f"{SITE}/r/{rest}/"
    if kind == "u" and NAME.fullmatch(rest):
        return f"{SITE}/user/{quote(rest)}/submitted/.rss?limit={LIMIT}", f"{SITE}/user/{quote(rest)}/"
    words = address.removeprefix("search:").strip()
    if not address.startswith("search:") or not words:
        raise StreetError(ADDRESS, kind="address")
    query = urlencode([("q", words), ("sort", "new"), ("t", "week")])
    return f"{SITE}/search.rss?{query}&limit={LIMIT}", f"{SITE}/search/?{query}"


def _refused(error: StreetError, *, known: bool) -> str:
    """Say what a refusal of Reddit means; `known` where it was told who asks."""
    reason = given.string(given.peek(error.body).get("reason"))
    if reason in REFUSALS:
        return REFUSALS[reason]
    if error.status == FORBIDDEN:
        return f"{TURNED_AWAY}." if known else f"{TURNED_AWAY}, and {WITH_BOTH}."
    if error.status == MISSING:
        return reddit_posts.UNKNOWN
    if error.status == BUSY and not known:
        return f"{error.words} Strangers get about one feed of Reddit a minute; {WITH_BOTH}."
    return error.words
