"""A channel or a playlist of YouTube, read from its Atom feed: the fifteen newest videos with their descriptions.

A feed is named by the id of the channel; for a handle its page is asked first, which names the feed. YouTube's feeds
fail now and then with 404 or 500 for channels that are well (seen in 2024 and 2026), so no answer of that kind is
believed at once. How often a video was seen and liked stands in the feed and is not read; nor is `updated`, which
changes with those numbers and says nothing about an edit.
"""

import asyncio
import re
from dataclasses import replace
from urllib.parse import quote, urlencode

from generator.collect.sources import decode, draft, inline
from generator.collect.sources.draft import Parsed
from generator.collect.sources.feeds import discovery, entries
from generator.collect.words import PAGES, Answer, Catch, Street, Visit
from generator.errors import StreetError
from generator.model import Enclosure, Item, Source

SITE = "https://www.youtube.com"
FEED = f"{SITE}/feeds/videos.xml"
ID = re.compile(r"[\w-]{2,64}", re.ASCII)
HANDLE = re.compile(r"[^\s/?#@]{1,100}")
EXTERNAL = re.compile(r'"(?:externalId|channelId)"\s{0,9}:\s{0,9}"(UC[\w-]{22})"', re.ASCII)
"""How the id of the channel stands in its page, for pages that name no feed."""
NAMED = {"channel": "channel_id", "playlist": "playlist_id"}
"""Kind of address -> the parameter of the feed."""
SPURIOUS = frozenset({404, 500, 502, 503})
NOW_AND_THEN = (
    "YouTube gave no feed ({status}). It does this now and then for channels that are well, so it is tried again on "
    "the next run. If it lasts for weeks, look whether the channel is still there."
)
NOT_A_FEED = "YouTube answered with a page and not with a feed. It is tried again on the next run."
NO_CHANNEL = (
    "The page of {handle} does not name its feed. Open the channel, choose Share > Copy channel ID, and write "
    "channel:UC... in config.yaml."
)
NO_HANDLE = "YouTube knows no channel {handle}. Look at its spelling in config.yaml."
SAVED = "The page of {handle} was asked for its feed. With {channel} in config.yaml one request is saved."
ADDRESS = "Write channel:UC..., playlist:PL... or @handle. This is none of them."


async def read(source: Source, street: Street, visit: Visit) -> Catch:
    """Read `source.address` ("channel:UC...", "playlist:PL...", "@handle"); StreetError says why it could not."""
    url, home, notes = await _find(source.address.strip(), street)
    answer = await _ask(url, street)
    if answer.unchanged:
        return Catch(unchanged=True, home=home, notes=notes)
    try:
        parsed = await asyncio.to_thread(
            parse, answer.body, answer.url, source.key, answer.headers.get("content-type", "")
        )
    except StreetError:
        street.forget(url)
        raise
    return Catch(
        items=draft.newest(parsed.items, visit.since, source.max_items),
        home=home,
        title=parsed.title,
        notes=(*notes, *parsed.notes),
        gone=parsed.gone,
    )


async def _find(address: str, street: Street) -> tuple[str, str, tuple[str, ...]]:
    """Return the feed, the page that a reader opens, and what was done to find them."""
    kind, _, name = address.partition(":")
    if kind in NAMED and ID.fullmatch(name):
        home = f"{SITE}/channel/{name}" if kind == "channel" else f"{SITE}/playlist?list={name}"
        return f"{FEED}?{urlencode({NAMED[kind]: name})}", home, ()
    if not address.startswith("@") or not HANDLE.fullmatch(address[1:]):
        raise StreetError(ADDRESS, kind="address")
    home = f"{SITE}/@{quote(address[1:])}"
    try:
        answer = await street.get(home, accept=PAGES, conditional=False)
    except StreetError as error:
        words = NO_HANDLE.format(handle=address) if error.status == 404 else error.words  # noqa: PLR2004  Not Found
        raise error.saying(words) from error
    channel = await asyncio.to_thread(channel_of, answer.body, answer.url)
    if channel is None:
        raise StreetError(NO_CHANNEL.format(handle=address), kind="not-a-feed")
    note = SAVED.format(handle=address, channel=f"channel:{channel}")
    return f"{FEED}?{urlencode({'channel_id': channel})}", home, (note,)


async def _ask(url: str, street: Street) -> Answer:
    try:
        return await street.get(url)
    except StreetError as error:
        if error.status not in SPURIOUS or error.kind == "resting":
            raise
        raise StreetError(NOW_AND_THEN.format(status=error.status), status=error.status) from error


# ---------------------------------------------------------------- pure


def channel_of(body: bytes, url: str) -> str | None:
    """Return the id of the channel whose page this is: from the feed it names, else from the data in it."""
    page = decode.text(body)
    for feed in discovery.feeds(page, url):
        if found := re.search(r"[?&]channel_id=(UC[\w-]{1,62})", feed, re.ASCII):
            return found[1]
    inside = EXTERNAL.search(page)
    return inside[1] if inside else None


def parse(body: bytes, url: str, source: str, content_type: str = "") -> Parsed:
    """Read a feed that came from `url` as items of `source`; StreetError where it is none."""
    parsed, _ = entries.read(body, url, source, content_type, words=NOT_A_FEED)
    return replace(parsed, items=tuple(_video(item) for item in parsed.items))


def _video(item: Item) -> Item:
    """Return the entry as a video; its description is plain text, whose addresses are no links yet."""
    words = inline.plain(item.text)
    return replace(
        item,
        text=words.text,
        links=words.links,
        updated=None,
        voice=replace(item.voice, network="youtube"),
        media=(Enclosure(address=item.url),),
    )
