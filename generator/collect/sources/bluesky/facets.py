"""The text of a Bluesky post and its facets in, plain text, links, tags and mentions out; pure.

Facets are ranges of UTF-8 bytes, start in, end out (app.bsky.richtext.facet,
https://docs.bsky.app/docs/advanced-guides/post-richtext).
The words stay as their author wrote them; where a link was shortened for the eye, the whole address is in `links`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator import text
from generator.collect.given import link, mapping, mappings, string
from generator.collect.sources import draft
from generator.collect.sources.bluesky.names import did, profile

FACETS = 200
"""Facets that are looked at; a post has at most 300 characters."""
FEATURES = 10
"""Meanings of one range that are looked at."""
RAW = 50_000
"""Characters of a post that are looked at; the network allows 300."""
LINK, TAG, MENTION = (f"app.bsky.richtext.facet#{name}" for name in ("link", "tag", "mention"))


@dataclass(frozen=True, slots=True)
class Facet:
    """A part of a text that means more than its letters."""

    words: str
    """The part, exactly as written."""
    features: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Words:
    """A post, read."""

    text: str
    """Paragraphs separated by an empty line."""
    links: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    """Without the #, as written."""
    mentions: tuple[str, ...] = ()
    """Addresses of profiles."""


def read(record: Mapping[str, Any]) -> Words:
    """Read `text`, `facets` and `tags` of a record (app.bsky.feed.post)."""
    written = string(record.get("text"))[:RAW]
    features = [feature for facet in slices(written, record.get("facets")) for feature in facet.features]
    links = (link(feature.get("uri")) for feature in features if feature.get("$type") == LINK)
    people = (did(feature.get("did")) for feature in features if feature.get("$type") == MENTION)
    outline = record.get("tags")
    return Words(
        text=lines(written),
        links=tuple(dict.fromkeys(found for found in links if found)),
        tags=draft.tags(
            [
                *(feature.get("tag") for feature in features if feature.get("$type") == TAG),
                *(outline if isinstance(outline, list) else ()),
            ]
        ),
        mentions=tuple(dict.fromkeys(profile(person) for person in people if person)),
    )


def slices(written: str, facets: object) -> Sequence[Facet]:
    """Return the facets of a text in its order.

    Left out are those beyond its ends, those that split a character, and those that overlap one before them.
    """
    whole = written.encode("utf-8", "surrogatepass")
    found: list[Facet] = []
    reached = 0
    for start, end, features in sorted(_ranges(facets), key=lambda known: known[0]):
        words = _between(whole, start, end) if reached <= start < end <= len(whole) else None
        if words is not None:
            found.append(Facet(words, features))
            reached = end
    return found


def _ranges(facets: object) -> Sequence[tuple[int, int, Sequence[Mapping[str, Any]]]]:
    known = [(mapping(facet.get("index")), facet) for facet in mappings(facets, FACETS)]
    return [
        (index["byteStart"], index["byteEnd"], mappings(facet.get("features"), FEATURES))
        for index, facet in known
        if type(index.get("byteStart")) is int and type(index.get("byteEnd")) is int
    ]


def _between(whole: bytes, start: int, end: int) -> str | None:
    """Return a slice as text, None where it begins or ends inside a character."""
    try:
        return whole[start:end].decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return None


def lines(written: str) -> str:
    """Return plain text with tidy lines and paragraphs; what looks like markup in it is text."""
    tidied = [" ".join(line.split()) for line in text.tidy(written).split("\n")]
    return text.clip(re.sub(r"\n{3,}", "\n\n", "\n".join(tidied)).strip(), text.BODY)
