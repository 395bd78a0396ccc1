"""A channel in, an Atom feed out (RFC 4287)."""

from html import escape
from xml.etree.ElementTree import Element, SubElement

from generator.publish import links
from generator.publish.elements import add, clean
from generator.publish.feeds.channel import Channel, Item
from generator.publish.feeds.markup import ATOM, BEGINS, GENERATOR, LANGUAGE, explain, inert, written

TYPE = "application/atom+xml"


def atom(channel: Channel) -> bytes:
    """Write a channel as Atom; without a site address it has no links of its own, and can be tried out."""
    site, away = channel.house.config.site, links.absolute(channel.house.site_url)
    feed = Element("feed", {"xmlns": ATOM, LANGUAGE: site.language})
    explain(feed, channel)
    add(feed, "id", channel.id)
    _say(feed, "title", channel.title)
    _say(feed, "subtitle", channel.words)
    add(feed, "updated", channel.updated.isoformat())
    add(SubElement(feed, "author"), "name", inert(site.title))
    add(feed, "generator", GENERATOR)
    if channel.house.site_url:
        SubElement(feed, "link", rel="self", type=TYPE, href=away(channel.file))
        SubElement(feed, "link", rel="alternate", type="text/html", href=away(channel.home))
    for item in channel.items:
        _entry(SubElement(feed, "entry"), item, site.title)
    return written(feed, channel.file)


def _entry(entry: Element, item: Item, digest: str) -> None:
    """Write an entry; each names its author, for some readers do not look for one at the head of the feed."""
    if item.language:
        entry.set(LANGUAGE, item.language)
    add(entry, "id", item.id)
    _say(entry, "title", item.title)
    add(entry, "updated", item.published.isoformat())
    add(entry, "published", item.published.isoformat())
    author = SubElement(entry, "author")
    add(author, "name", inert(clean(item.author) or digest))
    add(author, "uri", item.profile)
    if item.address:
        SubElement(entry, "link", rel="alternate", type="text/html", href=item.address)
    _say(entry, "summary", item.summary)
    add(entry, "content", item.html, type="html")


def _say(parent: Element, name: str, words: str) -> None:
    """Add plain text; what could be taken for markup is escaped and said to be HTML, so every reader shows the same."""
    if BEGINS.search(words):
        add(parent, name, escape(clean(words), quote=False), type="html")
    else:
        add(parent, name, words)
