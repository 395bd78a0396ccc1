"""What feedparser found in an entry or a feed in, single fields as text, markup and addresses out; pure."""

import html
import re
from collections.abc import Mapping
from typing import Any

from generator import text
from generator.collect.sources import draft

MARKUP = ("text/html", "application/xhtml+xml")

Part = Mapping[str, Any]
"""An entry, or the head of a feed; feedparser has no types."""


def get(part: Part, key: str) -> Any:  # noqa: ANN401  feedparser has no types
    """Look up what is really there: feedparser's own `get` answers one key with another's value, and warns."""
    return dict.get(part, key) if isinstance(part, dict) else None


def label(part: Part, key: str) -> str:
    """Return a title as one line of text."""
    value, detail = get(part, key), get(part, f"{key}_detail") or {}
    if not isinstance(value, str):
        return ""
    return draft.heading(value, is_markup=detail.get("type") in MARKUP)


def markup(detail: Part) -> str:
    """Return a text construct as markup, "" for what is neither text nor markup."""
    value, kind = detail.get("value"), detail.get("type", "text/html")
    if not isinstance(value, str):
        return ""
    if kind in MARKUP:
        return value
    escaped = re.sub(r"\n\s*\n", "<p>", html.escape(value[: text.MARKUP], quote=False).strip())
    return escaped.replace("\n", "<br>") if kind == "text/plain" else ""


def links(part: Part) -> list[Part]:
    """Return the links of a part, `rel` and `href` among their fields."""
    return [link for link in get(part, "links") or () if isinstance(link, dict)]


def rel(part: Part, name: str, base: str) -> str | None:
    """Return the address of the first link of a relation (RFC 4287, 4.2.7.2), None where there is none."""
    found = (link for link in links(part) if link.get("rel") == name)
    return next((text.address(str(link.get("href") or ""), base) for link in found), None)


def page(part: Part, base: str) -> str | None:
    """Return the page an entry or a feed stands for: its link, else any alternate, else a file it carries."""
    way = get(part, "link")
    if isinstance(way, str) and (found := text.address(way, base)):
        return found
    known = links(part)
    ways = (each.get("href") for name in ("alternate", "enclosure") for each in known if each.get("rel") == name)
    return next((found for way in ways if isinstance(way, str) and (found := text.address(way, base))), None)


def own_id(part: Part) -> str:
    """Return the id as its publisher wrote it."""
    value = get(part, "id")
    return text.one_line(value, 1_000) if isinstance(value, str) else ""
