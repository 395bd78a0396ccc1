"""Every kind of entry under `sources:`, in one table: a key and a text in, what they mean out.

A new kind is one row, in the file it fits best. A key that is written before a text decides alone; a text without a key
is an address, or speaks for itself (`#tag@server`, `r/teaching`).
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

from generator import text
from generator.config import elsewhere
from generator.config.kinds import boards, feeds, mastodon, networks, papers, video
from generator.config.kinds.words import Meant, Row, Web, web, within
from generator.forms import Mistake

__all__ = ["ROWS", "TAGGED", "Meant", "Row", "bare"]

ROWS: Mapping[str, Row] = MappingProxyType(
    {**feeds.ROWS, **mastodon.ROWS, **networks.ROWS, **boards.ROWS, **video.ROWS, **papers.ROWS}
)
"""Key of an entry -> its row, in the order of the documentation."""
TAGGED = ("mastodon", "bluesky", "x", "devto")
"""Networks on which a `hashtag` can be followed."""

SPEAKING: Mapping[re.Pattern[str], str] = MappingProxyType(
    {
        re.compile(r"#.*|@[^@\s]+@\S+|(?i:acct:)\s*\S+@\S+"): "mastodon",
        re.compile(r"at://\S+"): "bluesky",
        re.compile(r"/?(?:r|u|user)/[\w+-]+(?:/?\.(?:rss|json))?/?"): "reddit",
        re.compile(r"![^@\s]+@\S+"): "lemmy",
    }
)
"""What a text looks like -> the key that could be before it."""


def bare(value: str) -> Meant:
    """Read an entry that is a text alone; Mistake where it means nothing."""
    stripped = value.strip()
    for pattern, key in SPEAKING.items():
        if pattern.fullmatch(stripped):
            return ROWS[key].read(stripped)
    if re.fullmatch(r"@[\w.-]+", stripped):
        blue = stripped if "." in stripped else f"{stripped}.bsky.social"
        hint = f'Write it with its network: - mastodon: "{stripped}@server.example", or - bluesky: "{blue}"'
        raise Mistake(f"{stripped} may be an account on several networks.", hint)
    if re.fullmatch(r"[\w.+-]+@[\w.-]+", stripped):
        hint = f'For the account write "@{stripped}", for the hashtag "#{stripped}".'
        raise Mistake(f"{stripped} may be an account or an address for mail.", hint)
    if not re.search(r"[.:/]", stripped):
        tag = text.clip(re.sub(r"\W", "", stripped.split(" ")[0]), 40) or "name"
        hint = f'For a hashtag write - mastodon: "#{tag}"; for a site its address: - https://site.example'
        raise Mistake(f'"{text.clip(stripped, 60)}" is neither an address nor a hashtag.', hint)
    return address(stripped)


def address(value: str) -> Meant:
    """Read an address alone: a page of a place we know as that place, any other as a feed or a page with one."""
    page = web(value) if "://" in value else None
    if page is None:
        return feeds.feed(value)
    return _known(page) or feeds.feed(value)


def _known(page: Web) -> Meant | None:
    elsewhere.refuse(page.address, page.host)
    for row in ROWS.values():
        if any(within(page.host, host) for host in row.hosts):
            return row.page(page)
    if page.host.startswith("lemmy.") and (found := boards.lemmy_page(page)):
        return found
    return mastodon.alone(page)
