"""A channel in, an RSS 2.0 feed out (https://www.rssboard.org/rss-specification).

Where RSS insists on an address and the site has none yet, the feed's own urn stands in: a feed that can be tried out.
RSS does not say whether titles and descriptions are text or markup; readers take them for markup, so they are escaped.
"""

from email.utils import format_datetime
from html import escape
from xml.etree.ElementTree import Element, SubElement

from generator.publish import links
from generator.publish.elements import add, clean
from generator.publish.feeds.channel import Channel, Item
from generator.publish.feeds.markup import ATOM, GENERATOR, explain, inert, written

TYPE = "application/rss+xml"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
CREATOR = "http://purl.org/dc/elements/1.1/"


def rss(channel: Channel) -> bytes:
    """Write a channel as RSS."""
    site, away = channel.house.config.site, links.absolute(channel.house.site_url)
    names = {"xmlns:atom": ATOM, "xmlns:content": CONTENT, "xmlns:dc": CREATOR}
    root = Element("rss", {"version": "2.0", **names})
    top = SubElement(root, "channel")
    explain(top, channel)
    add(top, "title", escape(channel.title, quote=False))
    add(top, "link", away(channel.home) or channel.id)
    add(top, "description", escape(clean(channel.words) or channel.title, quote=False))
    add(top, "language", site.language)
    add(top, "lastBuildDate", format_datetime(channel.updated))
    add(top, "generator", GENERATOR)
    if channel.house.site_url:
        SubElement(top, "atom:link", rel="self", type=TYPE, href=away(channel.file))
    for item in channel.items:
        _item(SubElement(top, "item"), item, site.title)
    return written(root, channel.file)


def _item(element: Element, item: Item, digest: str) -> None:
    add(element, "title", escape(item.title, quote=False))
    add(element, "link", item.address)
    add(element, "guid", item.id, isPermaLink="false")
    add(element, "pubDate", format_datetime(item.published))
    add(element, "dc:creator", inert(clean(item.author) or digest))
    add(element, "description", escape(clean(item.summary) or item.title, quote=False))
    add(element, "content:encoded", item.html)
