"""Feeds that are odd inside: bytes that a reader meets on the web and has to survive."""

import gzip
import json
import zlib

BOMB = 40_000_000
"""Bytes of zeros behind the small answer that the bomb is."""


def rss(*, title="Chalk Notes", home="https://chalk.example/", items=3, head="", more="", day=18):
    """Return a plain RSS 2.0 document."""
    entries = "".join(
        f"<item><title>Note {number}</title><link>{home}{number}</link><guid>{home}{number}</guid>"
        f"<pubDate>{day:02} Nov 2026 0{number}:00:00 +0000</pubDate>"
        f"<description>Note {number} of a teacher.</description></item>"
        for number in range(items)
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>{title}</title><link>{home}</link>'
        f"<description>Notes</description>{head}{entries}{more}</channel></rss>"
    ).encode()


def item(title, link="https://chalk.example/x", date="Wed, 18 Nov 2026 08:00:00 +0000", text="", guid=None):
    """Return one item, nothing escaped."""
    guid = f"<guid>{guid}</guid>" if guid else ""
    head = f"<title>{title}</title><link>{link}</link>{guid}<pubDate>{date}</pubDate>"
    return f"<item>{head}<description>{text}</description></item>"


def jsonfeed(url, items, **more):
    """Return a JSON Feed."""
    return json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": "Pages",
            "feed_url": url,
            "home_page_url": url,
            "items": items,
            **more,
        }
    ).encode()


def entry(number, day="18"):
    """Return an item of a JSON Feed; its id is a number, which is to be read as a text."""
    return {
        "id": number,
        "url": f"https://chalk.example/{number}",
        "title": f"Page {number}",
        "content_text": "Text",
        "date_published": f"2026-11-{day}T08:00:00Z",
    }


XXE = b"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY secret SYSTEM "file:///etc/passwd">]>
<rss version="2.0"><channel><title>T</title><link>https://chalk.example/</link><description>d</description>
<item><title>Inside: &secret;</title><link>https://chalk.example/1</link><guid>x1</guid>
<pubDate>Wed, 18 Nov 2026 08:00:00 +0000</pubDate></item></channel></rss>"""
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]><rss version='2.0'><channel><title>&j;</title><link>https://chalk.example/</link><description>d</description>"
    b"<item><title>&j;</title><link>https://chalk.example/1</link><guid>l1</guid></item></channel></rss>"
)
SCRIPTS = rss(
    items=0,
    more=item(
        "&lt;script&gt;alert(1)&lt;/script&gt;Title",
        "javascript:alert(1)",
        text="&lt;img src=x onerror=alert(1)&gt;Text &lt;a href='javascript:alert(2)'&gt;go&lt;/a&gt;",
        guid="s1",
    )
    + item("Good", "https://chalk.example/good", guid="s2"),
)
ODD = rss(
    items=0,
    more=item("Same", "https://chalk.example/1", guid="dup")
    + item("Same", "https://chalk.example/1", guid="dup")
    + item("No id", "https://chalk.example/2")
    + item("Of tomorrow", "https://chalk.example/3", "Sat, 01 Jan 2050 00:00:00 GMT", guid="f")
    + item("No zone", "https://chalk.example/4", "18 Nov 26 08:00", guid="z")
    + item("Strange zone", "https://chalk.example/5", "Wed, 18 Nov 2026 08:00:00 CEST", guid="c")
    + item("No date", "https://chalk.example/6", "soon", guid="n")
    + item("Caf&eacute; &nbsp; &copy;", "https://chalk.example/7", guid="e"),
)
RELATIVE = b"""<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://base.example/blog/">
<title>Relative</title><id>tag:base.example,2026:f</id><updated>2026-11-18T08:00:00Z</updated>
<link rel="alternate" href="./"/><entry xml:base="2026/"><title>Where am I</title><id>tag:base.example,2026:1</id>
<link rel="alternate" href="here"/><updated>2026-11-18T08:00:00Z</updated>
<content type="html">See &lt;a href="../there"&gt;there&lt;/a&gt;.</content></entry></feed>"""
BLOCKED = rss(
    head='<podcast:block xmlns:podcast="https://podcastindex.org/namespace/1.0">yes</podcast:block>', title="Keep out"
)
LATIN = rss(title="Caf\u00e9 Kreide").decode().replace("UTF-8", "ISO-8859-1").encode("latin-1")
UTF16 = rss(title="Caf\u00e9").decode().replace("UTF-8", "UTF-16").encode("utf-16")
HTML = b"<!doctype html><html><head><title>Service unavailable</title></head><body><h1>Back soon</h1></body></html>"


def archive(host, page, last=3):
    """Return a document of an archived feed (RFC 5005): the newest one is page 0."""
    older = f'<link rel="prev-archive" href="http://{host}/archive-{page + 1}.xml"/>' if page < last else ""
    mark = '<fh:archive xmlns:fh="http://purl.org/syndication/history/1.0"/>' if page else ""
    entries = "".join(
        f"<entry><title>A{page}{n}</title><id>tag:{host},2026:{page}{n}</id><link href='https://chalk.example/a{page}{n}'/>"
        f"<updated>2026-{11 - page:02}-1{n}T08:00:00Z</updated></entry>"
        for n in (8, 7)
    )
    return (
        f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Archive</title><id>tag:{host},2026:f</id>'
        f"<updated>2026-11-18T08:00:00Z</updated>{mark}{older}{entries}</feed>"
    ).encode()


def bomb():
    """Return a small body that grows to forty megabytes."""
    return gzip.compress(rss() + b" " * BOMB, mtime=0)


def deflated():
    """Return a body as `Content-Encoding: deflate` wants it (zlib)."""
    return zlib.compress(rss())
