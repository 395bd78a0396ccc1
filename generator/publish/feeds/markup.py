"""What Atom and RSS have in common: what a person sees who opens the file, and the file itself.

A feed is opened in browsers too. Its name ends in .xml, for then GitHub Pages says application/xml, and the file is a
page: a style sheet of its own, and a note in XHTML with real links, which RFC 4287 (6) and RSS 2.0 allow as markup from
another namespace, which W3C's validator knows by name, and which readers pass over. Under application/atom+xml Chromium
would show the text it is, and Firefox offer to keep it; for such servers the first lines are a comment in plain words.
XSLT would do the same and is being taken out of browsers (https://developer.chrome.com/docs/web-platform/deprecating-xslt).
"""

import re
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from generator.publish import links
from generator.publish.elements import add, put_comment
from generator.publish.feeds.channel import Channel

ATOM = "http://www.w3.org/2005/Atom"
XHTML = "http://www.w3.org/1999/xhtml"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
GENERATOR = "Gleaner"
STYLE = "theme/feed.css"
BEGINS = re.compile(r"<(?=[a-z/!?])", re.IGNORECASE)
"""Where an HTML parser would see an element, a comment or a declaration (https://html.spec.whatwg.org, 13.2.5.6)."""
SIGN = "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}"
"""What stands there instead: it looks much the same."""


def inert(words: str) -> str:
    """Return plain text in which nothing begins an element, for a field that has no way to say which of both it is.

    Some readers show names, and the titles of JSON Feed, as HTML, whatever the format says of them.
    """
    return BEGINS.sub(SIGN, words)


def explain(parent: Element, channel: Channel) -> None:
    """Put the comment and the note at the beginning of a feed or a channel."""
    say, away = channel.house.say, links.absolute(channel.house.site_url)
    home = away(channel.home)
    put_comment(parent, f"{say('feed.is')} {home}".rstrip())
    note = SubElement(parent, "div", {"xmlns": XHTML, "lang": say.language, "dir": say.direction})
    add(note, "h1", channel.title)
    add(note, "p", channel.words)
    add(SubElement(note, "p"), "strong", say("feed.is"))
    if home:
        add(SubElement(note, "p"), "a", say("feed.page"), href=home)
    _titles(note, channel)


def _titles(note: Element, channel: Channel) -> None:
    """List the items: no style sheet can make a link of their elements, so here are real ones."""
    listed = SubElement(note, "ol") if channel.items else note
    for item in channel.items:
        row = SubElement(listed, "li")
        attributes = {"href": item.address, "dir": "auto"} if item.address else {"dir": "auto"}
        add(row, "a" if item.address else "span", item.title, **attributes)
        if item.summary:
            add(row, "small", item.summary)
        add(row, "small", " · ".join(each for each in (item.author, channel.house.say.day(item.published)) if each))


def written(root: Element, file: str) -> bytes:
    """Return a feed as its file, with the address of its style sheet."""
    indent(root, " ")
    up = "../" * file.count("/")
    sheet = f'<?xml version="1.0" encoding="utf-8"?>\n<?xml-stylesheet href="{up}{STYLE}" type="text/css"?>\n'
    body: bytes = tostring(root, encoding="utf-8")
    return sheet.encode() + body + b"\n"
