"""A plan and its typeset editions in, Atom (RFC 4287) and RSS 2.0 with the whole text out.

Ids come from the editions and from nothing else: after a new domain, title or theme no reader sees old weeks as new
ones. `updated` is when an edition was published: a rebuild changes nothing. Without a site address there are no links,
and where RSS insists on one, the feed's own urn stands in: a feed that is well formed and can be tried out.
"""

import re
from collections.abc import Mapping, Sequence
from email.utils import format_datetime
from html import escape
from types import MappingProxyType
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from generator.publish import links
from generator.publish.plan import Entry, Plan

ATOM = "http://www.w3.org/2005/Atom"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, not even escaped (https://www.w3.org/TR/xml/#charsets)."""
TYPES: Mapping[str, str] = MappingProxyType({"feed.atom": "application/atom+xml", "feed.rss": "application/rss+xml"})
"""The feeds there are; GitHub Pages derives the type from the ending."""


def files(plan: Plan, typeset: Sequence[str]) -> dict[str, bytes]:
    """Return the feeds by file name; none before the first edition."""
    if not plan.entries:
        return {}
    entries = list(zip(plan.entries, typeset, strict=True))
    return {"feed.atom": _written(atom(plan, entries)), "feed.rss": _written(rss(plan, entries))}


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
