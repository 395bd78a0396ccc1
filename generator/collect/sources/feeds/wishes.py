"""Headers of a feed's answer in, what its publisher wishes to be shown of it out; pure.

`X-Robots-Tag` (https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag): `nosnippet` is no text,
`max-snippet:N` at most N characters of it, `noindex` and `none` no listing. On a feed, `noindex, follow` is what SEO
plugins of WordPress have sent with every feed for years; it keeps the XML out of search results and lets its links be
followed, which is what we do. A plain `noindex`, or `none`, may mean more, so of such a feed only titles and links are
kept. Rules for one named robot are for that robot alone.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from generator import text
from generator.collect import rules
from generator.collect.sources import draft
from generator.collect.sources.draft import Parsed
from generator.model import Item

UNLIMITED = -1
NO_TEXT = "Its publisher does not want its text shown elsewhere (X-Robots-Tag): only titles and links were kept."
SHORT_TEXT = "Its publisher allows {} of each text to be shown elsewhere (X-Robots-Tag): the rest was left out."


@dataclass(frozen=True, slots=True)
class Wish:
    """How much text may be kept: None for any, 0 for none."""

    most: int | None = None


def wish(headers: Mapping[str, str]) -> Wish:
    """Read X-Robots-Tag; names of headers are in lower case."""
    said: dict[str, str] = {}
    for name, value in rules.said(headers.get("x-robots-tag", "")):
        said.setdefault(name, value)
    if said.keys() & {"none", "nosnippet"} or ("noindex" in said and "follow" not in said):
        return Wish(0)
    return Wish(_number(said.get("max-snippet", "")))


def _number(value: str) -> int | None:
    """Return N of max-snippet:N; -1 is without limit, as is what is no number."""
    number = int(value) if re.fullmatch(r"-?\d{1,9}", value, re.ASCII) else UNLIMITED
    return number if number > UNLIMITED else None


def granted(parsed: Parsed, headers: Mapping[str, str]) -> Parsed:
    """Return what was read as its publisher's headers allow; a language they name stands in for a missing one."""
    language = draft.language(headers.get("content-language", "").partition(",")[0])
    items = parsed.items
    if language and "," not in headers.get("content-language", ""):
        items = tuple(item if item.language else replace(item, language=language) for item in items)
    most = wish(headers).most
    if most is None or not items:
        return replace(parsed, items=items)
    note = SHORT_TEXT.format(text.count(most, "character")) if most else NO_TEXT
    return replace(parsed, items=tuple(_cut(item, most) for item in items), notes=(*parsed.notes, note))


def _cut(item: Item, most: int) -> Item:
    return replace(item, text=text.clip(item.text, most) if most else "", alts=item.alts if most else ())
