"""Headers of a feed's answer in, what its publisher wishes to be shown of it out; pure.

The words are those that pages have, too (pages/permits.py): `nosnippet` is no text, `max-snippet:N` at most N
characters of it, `noarchive` no copy, `unavailable_after` none from a day on, `noindex` and `none` no listing. One rule
is read otherwise: `noindex, follow` is what SEO plugins of WordPress have sent with every feed for years; it keeps the
XML out of search results and lets its links be followed, which is what we do. A plain `noindex`, or `none`, may mean
more, so of such a feed only titles and links are kept.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from generator import text
from generator.collect import rules
from generator.collect.pages import permits
from generator.collect.sources import draft
from generator.collect.sources.draft import Parsed
from generator.model import Item

NO_TEXT = "Its publisher does not want its text shown elsewhere (X-Robots-Tag): only titles and links were kept."
SHORT_TEXT = (
    "Its publisher allows {} of each text to be shown elsewhere (X-Robots-Tag, TDM-Reservation): the rest was left out."
)


def most(headers: Mapping[str, str], now: datetime) -> int | None:
    """Return how many characters of a text may be kept, None for any number; names of headers are in lower case."""
    permit = permits.read((), headers)
    said = {name for name, _ in rules.said(headers.get("x-robots-tag", ""))}
    only_followed = "follow" in said and "none" not in said
    return replace(permit, listed=permit.listed or only_followed).allowed(now)


def granted(parsed: Parsed, headers: Mapping[str, str], now: datetime) -> Parsed:
    """Return what was read as its publisher's headers allow; a language they name stands in for a missing one."""
    language = draft.language(headers.get("content-language", "").partition(",")[0])
    items = parsed.items
    if language and "," not in headers.get("content-language", ""):
        items = tuple(item if item.language else replace(item, language=language) for item in items)
    allowed = most(headers, now)
    if allowed is None or not items:
        return replace(parsed, items=items)
    note = SHORT_TEXT.format(text.count(allowed, "character")) if allowed else NO_TEXT
    return replace(parsed, items=tuple(_cut(item, allowed) for item in items), notes=(*parsed.notes, note))


def _cut(item: Item, allowed: int) -> Item:
    return replace(item, text=text.clip(item.text, allowed) if allowed else "", alts=item.alts if allowed else ())
