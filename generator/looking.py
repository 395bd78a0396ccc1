"""`fetch`: an address as a person types it -> what a source gives, without storing anything."""

import json
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from generator import collect as street
from generator import say, text
from generator.collect import Door
from generator.errors import InputError, Problem, StreetError
from generator.model import Item, Source

EVER = datetime(1970, 1, 1, tzinfo=UTC)
"""A feed is shown whole, however old it is; a hashtag only for its week."""
WEEK = timedelta(days=7)
HASHTAG = re.compile(r"(?:(?:mastodon|hashtag):\s*)?#?(?P<tag>[^\s#@:/]+)@(?P<server>(?:https?://)?[^\s/@]+)/?")
NAMED = re.compile(r"(?P<kind>feed|opml):\s*(?P<address>https?://\S+)")
SHOWN = 400
"""Characters of a text that are shown to a person; --json gives all."""


def source(address: str) -> Source:
    """Read `https://…`, `feed: https://…`, `opml: https://…` or `#tag@server` as a source."""
    if tag := HASHTAG.fullmatch(address):
        return Source(kind="mastodon", address=f"#{tag['tag']}", name=address, options={"servers": (tag["server"],)})
    if named := NAMED.fullmatch(address):
        return Source(kind=named["kind"], address=named["address"], name=address)
    if text.address(address):
        return Source(kind="feed", address=address, name=address)
    raise InputError(
        Problem(
            file=address,
            words="This is neither an address nor a hashtag.",
            hint="Write https://site.example or '#tag@server.example'.",
        )
    )


def look(
    addresses: Sequence[str], *, now: datetime, door: Door
) -> Iterator[tuple[str, tuple[Item, ...], StreetError | None, tuple[str, ...]]]:
    """Yield for each address its name, what it gives, what went wrong, and what there is to say about it."""
    wanted = [source(address) for address in addresses]
    for each in wanted:
        since = now - WEEK if each.kind == "mastodon" else EVER
        for seen, given, notes in street.fetch([each], now=now, since=since, door=door):
            failed = given if isinstance(given, StreetError) else None
            yield seen.name, () if isinstance(given, StreetError) else given, failed, notes


def lines(
    name: str, items: Sequence[Item], error: StreetError | None, notes: Sequence[str], *, as_json: bool
) -> Iterator[str]:
    """Return what is printed for one address: JSON lines, or text for a person."""
    if as_json:
        values = [{"source": name, "error": error.words}] if error else [say.item_value(name, item) for item in items]
        yield from (json.dumps(value, ensure_ascii=False) for value in values)
        return
    yield f"{name}: {error.words if error else text.count(len(items), 'item')}"
    yield from (f"  ({note})" for note in notes)
    for item in items:
        yield f"\n  {item.title or '(no title)'}"
        yield f"  {item.voice.name}, {item.published:%d %B %Y}" if item.published else f"  {item.voice.name}"
        yield f"  {item.url}"
        if item.text:
            yield f"  {text.clip(' '.join(item.text.split()), SHOWN)}"
