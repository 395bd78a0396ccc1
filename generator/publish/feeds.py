"""A plan and its typeset editions in; Atom (RFC 4287) and RSS 2.0 with the whole text, and a JSON Feed of picks out.

Ids come from the editions and from nothing else: after a new domain, title or theme no reader sees old weeks as new
ones. `updated` is when an edition was published: a rebuild changes nothing. Without a site address there are no links,
and where RSS insists on one, the feed's own urn stands in: a feed that is well formed and can be tried out.

Atom and RSS are for readers. feed.json (JSON Feed 1.1, https://www.jsonfeed.org/version/1.1/) is for other digests: one
item for each pick, under the id, the address and the name it has at its origin, so that a digest that reads a digest
credits the author. What the format has no place for stands in its extension `_gleaner`:

- of the feed: `about`, where this is explained; `format`, 1.
- of an item: `edition`, the week it was picked in, `2026-W47`; `reason`, why, as a sentence; `kind`, article or post;
  `voice`, the key of who speaks; `source`, where it was found; `warning`, a content warning, whose text is then left
  out.

Of posts on X there is no text: its terms have only ids and links passed on.
"""

import json
import re
from collections.abc import Mapping, Sequence
from email.utils import format_datetime
from functools import cache, partial
from html import escape
from types import MappingProxyType
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from generator import text
from generator.model import Pick
from generator.publish import links
from generator.publish.alerts import AlertFeed
from generator.publish.headings import EXCERPT
from generator.publish.offprints import Bench, Offprint
from generator.publish.plan import Entry, Plan

ATOM = "http://www.w3.org/2005/Atom"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
JSON_FEED = "https://jsonfeed.org/version/1.1"
WEEKS = 5
"""Editions whose picks are in feed.json: a month, for whoever reads another digest looks back no further."""
EXTENSIONS = "https://www.jsonfeed.org/version/1.1/#extensions-a-name-extensions-a"
COMMENT = (
    "Every item is something that this digest picked, by the author named in it; the digest only passes it on. "
    "_gleaner says in which week, and why."
)
ON_X = frozenset({"x.com", "twitter.com", "mobile.twitter.com", "mobile.x.com"})
ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, not even escaped (https://www.w3.org/TR/xml/#charsets)."""
TYPES: Mapping[str, str] = MappingProxyType(
    {"feed.atom": "application/atom+xml", "feed.rss": "application/rss+xml", "feed.json": "application/feed+json"}
)
"""The feeds there are; GitHub Pages derives the type from the ending."""


def offprints(plan: Plan) -> tuple[Offprint, ...]:
    """Return the feeds of editions, of picks and of saved searches; none before the first edition."""
    if not plan.entries:
        return ()

    @cache
    def entries(bench: Bench) -> list[tuple[Entry, str]]:
        return [(entry, bench.typeset("entry.html", entry.names)) for entry in plan.entries]

    return (
        Offprint(file="feed.atom", make=lambda bench: _written(atom(plan, entries(bench)))),
        Offprint(file="feed.rss", make=lambda bench: _written(rss(plan, entries(bench)))),
        Offprint(
            file="feed.json",
            make=lambda _: json.dumps(picks(plan), ensure_ascii=False, indent=1).encode() + b"\n",
        ),
        *(Offprint(file=feed.file, make=partial(_alert, plan, feed)) for feed in plan.alerts),
    )


def _alert(plan: Plan, feed: AlertFeed, bench: Bench) -> bytes:
    return alert(plan, feed, [bench.typeset("match.html", entry.names) for entry in feed.entries])


def atom(plan: Plan, entries: Sequence[tuple[Entry, str]]) -> Element:
    """Put editions into an Atom feed."""
    site, away = plan.config.site, links.absolute(plan.site_url)
    feed = Element("feed", {"xmlns": ATOM, LANGUAGE: site.language})
    _add(feed, "id", plan.feed_id)
    _add(feed, "title", site.title)
    _add(feed, "subtitle", site.description)
    _add(feed, "updated", entries[0][0].published.isoformat())
    _add(SubElement(feed, "author"), "name", site.title)
    _add(feed, "generator", "Gleaner")
    if plan.site_url:
        SubElement(feed, "link", rel="self", type=TYPES["feed.atom"], href=away("feed.atom"))
        SubElement(feed, "link", rel="alternate", type="text/html", href=away(""))
    for entry, html in entries:
        _atom_entry(SubElement(feed, "entry"), entry, html, away(entry.place))
    return feed


def _atom_entry(element: Element, entry: Entry, html: str, address: str) -> None:
    _add(element, "id", entry.id)
    _add(element, "title", entry.title)
    _add(element, "updated", entry.published.isoformat())
    _add(element, "published", entry.published.isoformat())
    if address:
        SubElement(element, "link", rel="alternate", type="text/html", href=address)
    _add(element, "summary", entry.summary)
    _add(element, "content", html, type="html")


def alert(plan: Plan, feed: AlertFeed, typeset: Sequence[str]) -> bytes:
    """Put what a saved search found into an Atom feed of its own, each match with the name of its author."""
    site, away = plan.config.site, links.absolute(plan.site_url)
    root = Element("feed", {"xmlns": ATOM, LANGUAGE: site.language})
    _add(root, "id", feed.id)
    _add(root, "title", f"{feed.name} · {site.title}")
    _add(root, "subtitle", feed.query)
    _add(root, "updated", feed.updated.isoformat())
    _add(SubElement(root, "author"), "name", site.title)
    _add(root, "generator", "Gleaner")
    if plan.site_url:
        SubElement(root, "link", rel="self", type=TYPES["feed.atom"], href=away(feed.file))
        SubElement(root, "link", rel="alternate", type="text/html", href=away(feed.place))
    for match, html in zip(feed.entries, typeset, strict=True):
        entry = SubElement(root, "entry")
        _add(entry, "id", match.id)
        _add(entry, "title", match.title)
        _add(entry, "updated", match.published.isoformat())
        _add(entry, "published", match.published.isoformat())
        if match.address:
            SubElement(entry, "link", rel="alternate", type="text/html", href=match.address)
        _add(SubElement(entry, "author"), "name", match.author)
        _add(entry, "content", html, type="html")
    return _written(root)


def rss(plan: Plan, entries: Sequence[tuple[Entry, str]]) -> Element:
    """Put editions into an RSS 2.0 channel (https://www.rssboard.org/rss-specification)."""
    site, away = plan.config.site, links.absolute(plan.site_url)
    root = Element("rss", {"version": "2.0", "xmlns:atom": ATOM, "xmlns:content": CONTENT})
    channel = SubElement(root, "channel")
    _add(channel, "title", site.title)
    _add(channel, "link", away("") or plan.feed_id)
    _add(channel, "description", escape(site.description or site.title))
    _add(channel, "language", site.language)
    _add(channel, "lastBuildDate", format_datetime(entries[0][0].published))
    _add(channel, "generator", "Gleaner")
    if plan.site_url:
        SubElement(channel, "atom:link", rel="self", type=TYPES["feed.rss"], href=away("feed.rss"))
    for entry, html in entries:
        _rss_item(SubElement(channel, "item"), entry, html, away(entry.place))
    return root


def _rss_item(element: Element, entry: Entry, html: str, address: str) -> None:
    _add(element, "title", escape(entry.title, quote=False))
    _add(element, "link", address)
    _add(element, "guid", entry.id, isPermaLink="false")
    _add(element, "pubDate", format_datetime(entry.published))
    _add(element, "description", escape(entry.summary, quote=False))
    _add(element, "content:encoded", html)


def _add(parent: Element, name: str, words: str, **attributes: str) -> None:
    """Add an element with text; nothing where there is no text."""
    if words:
        SubElement(parent, name, attributes).text = ILLEGAL.sub("", words)


def _written(root: Element) -> bytes:
    indent(root, " ")
    body: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return body + b"\n"


# ---------------------------------------------------------------- picks


def picks(plan: Plan) -> dict[str, Any]:
    """Put the picks of the last editions into a JSON Feed, each once: where it was picked last."""
    site, away = plan.config.site, links.absolute(plan.site_url)
    found: dict[str, dict[str, Any]] = {}
    for entry in plan.entries[:WEEKS]:
        for pick in entry.picks:
            if address := text.address(pick.url):
                found.setdefault(pick.id, _item(pick, address, entry.week))
    return _said(
        version=JSON_FEED,
        title=site.title,
        home_page_url=away(""),
        feed_url=away("feed.json"),
        description=site.description,
        user_comment=COMMENT,
        language=site.language,
        authors=[_said(name=site.title, url=away(""))],
        _gleaner={"about": away("how-it-chooses/") or EXTENSIONS, "format": 1},
    ) | {"items": list(found.values())}


def _item(pick: Pick, address: str, week: str) -> dict[str, Any]:
    closed = bool(pick.warning) or text.host(address) in ON_X
    author = _said(name=pick.name, url=text.address(pick.address or "") or "")
    extension = _said(
        edition=week,
        reason=pick.why,
        kind=pick.kind,
        voice=pick.voice,
        source=pick.source_name,
        warning=pick.warning,
    )
    item = _said(
        id=pick.id,
        url=address,
        external_url=text.address(pick.about or "") or "",
        title=pick.title,
        date_published=pick.published.isoformat() if pick.published else "",
        authors=[author] if author else [],
        tags=list(pick.tags),
        language=pick.language or "",
    )
    return item | {"content_text": "" if closed else text.clip(pick.excerpt, EXCERPT), "_gleaner": extension}


def _said(**values: Any) -> dict[str, Any]:  # noqa: ANN401  what JSON holds
    """Return what has a value: the format knows no empty ones."""
    return {key: value for key, value in values.items() if value}
