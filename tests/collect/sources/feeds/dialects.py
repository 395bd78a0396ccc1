"""Feeds made by chance, of all dialects and none too tidy: a source of chance in, documents out.

The elements of every dialect stand in any order, twice, empty, in CDATA, with entities, blanks, in mixed case, with
bases and languages of their own; now and then in a place where they do not belong.
"""

import random

NAMESPACES = {
    "": "",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "atom": "http://www.w3.org/2005/Atom",
    "media": "http://search.yahoo.com/mrss/",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
    "thr": "http://purl.org/syndication/thread/1.0",
    "at": "http://purl.org/atompub/tombstones/1.0",
    "fh": "http://purl.org/syndication/history/1.0",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "feedburner": "http://rssnamespace.org/feedburner/ext/1.0",
    "georss": "http://www.georss.org/georss",
    "x": "http://other.example/ns",
}
WORDS = (
    "plain words", "", " ", "\n  ", "Ünïcode – „quoted“", "AT&amp;T", "a &amp;amp; b", "&lt;b&gt;bold&lt;/b&gt; words",
    "&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two &lt;a href=&quot;/x&quot;&gt;link&lt;/a&gt;&lt;/p&gt;",
    "<![CDATA[<p>data</p>]]>",
    "<![CDATA[<img src='a.png' alt='A cat'> & more]]>", "&#233;t&#xe9;", "&nbsp;x&hellip;", "x &#128;&#150; y", "Ã¼ber",
    "two\n\nparagraphs", "日本語の題", "<!-- a remark -->words", "&amp;lt;i&amp;gt;twice&amp;lt;/i&amp;gt;",
    "<?pi x?>said",
    "Æ&lt;i&gt;x", "</b>".replace("<", "&lt;"), "&amp;eacute;",
)  # fmt: skip
PROSE = tuple("the of and to we read a feed that says much about schools and software Übung für données сеть".split())
ADDRESSES = (
    "https://a.example/1", "/rel/2", "3.html", "", "tag:a.example,2026:4", "4711",
    "https://a.example/?a=1&amp;b=2", " /5 ",
    "https://a.example/ü", "javascript:alert(1)", "http://[broken", "urn:uuid:1/2", "https:///a.example/6", "#f",
    "?q=é",
    "https://a.example/x;p?&amp;amp;y", "//b.example/7",
)  # fmt: skip
DATES = (
    "Mon, 16 Nov 2026 08:00:00 GMT", "2026-11-16T08:00:00Z", "16.11.2026", "", "soon", "2026-11", "05/11/2026",
    "Nov 2026",
    "2026-11-16 09:10", "Mon, 16 Nov 26 08:00 EST",
)  # fmt: skip
PEOPLE = (
    "Ada",
    "ada@a.example",
    "ada@a.example (Ada Ü.)",
    "",
    "Ada &lt;ada@a.example&gt;",
    "<![CDATA[Bo & Co]]>",
    "x" * 1_100,
)
TEXTS = (
    "title", "description", "summary", "content", "content:encoded", "dc:title", "dc:description", "itunes:summary",
    "atom:summary", "atom:content", "subtitle", "rights", "itunes:subtitle", "media:title", "media:description",
    "fullitem",
    "tagline", "info",
)  # fmt: skip
PLACES = ("link", "guid", "id", "atom:link", "comments", "feedburner:origLink", "atom:id", "url", "uri")
TIMES = (
    "pubDate",
    "published",
    "updated",
    "dc:date",
    "modified",
    "issued",
    "created",
    "dcterms:modified",
    "lastBuildDate",
)
NAMED = (
    "author",
    "dc:creator",
    "itunes:author",
    "managingEditor",
    "webMaster",
    "dc:publisher",
    "name",
    "podcast:person",
)
SHORT = (
    "category", "dc:subject", "itunes:keywords", "media:keywords", "language", "dc:language", "itunes:duration",
    "generator",
    "itunes:block", "podcast:block", "ttl", "sy:updatePeriod", "x:thing", "thing", "georss:point", "image", "docs",
    "hour",
    "thr:in-reply-to", "fh:complete", "itunes:explicit", "media:credit", "media:category", "copyright", "date",
    "X:Title",
)  # fmt: skip
ATTRIBUTES = (
    'type="html"', 'type="text"', 'type="xhtml"', 'type="text/html"', 'TYPE="HTML"', 'xml:base="https://b.example/d/"',
    'xml:base="sub/"', 'base="e/"', 'xml:lang="de"', 'lang="pt_BR"', 'xml:lang=""', 'isPermaLink="false"',
    'ispermalink="true"', 'domain="https://c.example/"', 'term="a term"', 'label="A label"', 'text="Arts"',
    'id="acast"',
    'role="Guest"', 'href="https://p.example/"', 'x:rel="odd"', 'x:other="odd"', 'type="image/png"', 'mode="escaped"',
)  # fmt: skip
LINKS = (
    'rel="alternate" href="{}"', 'href="{}"', 'rel="self" type="application/atom+xml" href="{}"',
    'rel="related" href="{}"',
    'rel="enclosure" type="audio/mpeg" href="{}"', 'rel="ENCLOSURE" href="{}"', 'rel="next" href="{}"', 'url="{}"',
    'rel="alternate" type="application/json" href="{}"', 'rel="enclosure" type="text/html" href="{}"',
    'rel="via" href="{}"',
)  # fmt: skip
XHTML = (
    '<div xmlns="http://www.w3.org/1999/xhtml"><p>One <a href="x?a=1&amp;b=2">two</a></p> &lt;three&gt;</div>',
    ' <h:div xmlns:h="http://www.w3.org/1999/xhtml" class="c"><h:img src="s" alt="a &quot;b&quot;"/></h:div> ',
    '<div xmlns="http://www.w3.org/1999/xhtml">a</div><div xmlns="http://www.w3.org/1999/xhtml">b</div>',
    "<p>no namespace</p>",
    'words <b xmlns="http://www.w3.org/1999/xhtml" xml:lang="fr">bold</b>', '<svg xmlns="http://www.w3.org/2000/svg"/>',
)  # fmt: skip


def document(chance: random.Random) -> str:
    """Return a feed of RSS, RDF or Atom."""
    kind = chance.choice(("rss", "rss", "atom", "atom", "rdf"))
    names = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items() if prefix)
    head = "".join(element(chance, in_entry=False) for _ in range(chance.randrange(8)))
    rest = "".join(element(chance, in_entry=False) for _ in range(chance.randrange(3)))
    entries = "".join(_entry(chance, kind) for _ in range(chance.randrange(5)))
    own = _attributes(chance, 0.2)
    if kind == "atom":
        return f'<feed xmlns="http://www.w3.org/2005/Atom"{names}{own}>{head}{entries}{rest}</feed>'
    if kind == "rdf":
        return (
            f'<rdf:RDF xmlns="http://purl.org/rss/1.0/"{names}><channel rdf:about="https://a.example/">{head}</channel>'
            f"{_picture(chance)}{entries}</rdf:RDF>"
        )
    version = chance.choice(("2.0", "0.91", "", "9"))
    return f'<rss version="{version}"{names}{own}><channel>{head}{entries}{rest}</channel></rss>'


def _entry(chance: random.Random, kind: str) -> str:
    inside = "".join(element(chance, in_entry=True) for _ in range(chance.randrange(12)))
    name = "entry" if kind == "atom" else chance.choice(("item", "item", "Item"))
    about = f' rdf:about="{chance.choice(ADDRESSES)}"' if kind == "rdf" and chance.random() < 0.8 else ""
    return f"\n<{name}{about}{_attributes(chance, 0.1)}>{inside}</{name}>\n"


def element(chance: random.Random, *, in_entry: bool) -> str:
    makers = (
        _text,
        _text,
        _place,
        _time,
        _named,
        _short,
        _link,
        _person,
        _media,
        _source if in_entry else _picture,
        _hours,
    )
    made = chance.choices(makers, (6, 6, 6, 4, 4, 6, 6, 3, 3, 1, 1))[0](chance)
    if chance.random() < 0.02:
        return f"<x:around>{made}</x:around>"
    return made + chance.choice(("", "\n", " "))


def _attributes(chance: random.Random, likely: float) -> str:
    found: dict[str, str] = {}
    while chance.random() < likely:
        written = chance.choice(ATTRIBUTES)
        found.setdefault(written.partition("=")[0], written)
    return "".join(f" {written}" for written in found.values())


def _wrapped(chance: random.Random, name: str, words: str, likely: float = 0.15) -> str:
    cased = chance.choice((name, name, name, name.upper() if ":" not in name else name))
    said = _attributes(chance, likely)
    return f"<{cased}{said}/>" if not words and chance.random() < 0.5 else f"<{cased}{said}>{words}</{cased}>"


def _text(chance: random.Random) -> str:
    name = chance.choice(TEXTS)
    if chance.random() < 0.12:
        base = chance.choice(("", ' xml:base="q/"'))
        return f'<{name} type="xhtml"{base}>{chance.choice(XHTML)}</{name}>'
    words = " ".join(chance.choice(WORDS) for _ in range(chance.choice((1, 1, 2))))
    return _wrapped(chance, name, words + ("<b>x</b>" if chance.random() < 0.01 else ""), 0.3)


def _place(chance: random.Random) -> str:
    return _wrapped(chance, chance.choice(PLACES), chance.choice(ADDRESSES))


def _time(chance: random.Random) -> str:
    return _wrapped(chance, chance.choice(TIMES), chance.choice(DATES), 0.05)


def _named(chance: random.Random) -> str:
    return _wrapped(chance, chance.choice(NAMED), chance.choice(PEOPLE), 0.1)


def _short(chance: random.Random) -> str:
    return _wrapped(
        chance, chance.choice(SHORT), chance.choice((*WORDS[:6], "yes", "Yes", "a, b,,c", "1:02", "60", "Mastodon"))
    )


def _link(chance: random.Random) -> str:
    name = chance.choice(("link", "atom:link", "enclosure", "atom:link"))
    return f"<{name} {chance.choice(LINKS).format(chance.choice(ADDRESSES))}/>"


def _person(chance: random.Random) -> str:
    parts = ("name", "uri", "email", "url", "x:image", "homepage")
    inside = "".join(
        _wrapped(chance, part, chance.choice(PEOPLE if part in {"name", "email"} else ADDRESSES), 0.05)
        for part in chance.sample(parts, chance.randrange(4))
    )
    name = chance.choice(("author", "author", "atom:author", "contributor", "itunes:owner"))
    return f"<{name}>{chance.choice(('', ' ', 'said'))}{inside}</{name}>"


def _media(chance: random.Random) -> str:
    inside = "".join(
        _wrapped(chance, name, chance.choice(WORDS), 0.1)
        for name in chance.sample(
            ("media:title", "media:description", "media:credit", "media:keywords", "media:category"), 2
        )
    )
    said = f'url="{chance.choice(ADDRESSES)}" type="Video/mp4" medium="video" duration="62"'
    file = f"<media:content {said}>{inside}</media:content>"
    return chance.choice((file, f"<media:group>{file}{inside}</media:group>", '<media:thumbnail url="t.jpg"/>'))


def _source(chance: random.Random) -> str:
    if chance.random() < 0.5:
        return f'<source url="{chance.choice(ADDRESSES)}">{chance.choice(WORDS)}</source>'
    inside = "".join(chance.choice((_text, _place, _time, _link, _person))(chance) for _ in range(chance.randrange(5)))
    return f"<source>{inside}</source>"


def _picture(chance: random.Random) -> str:
    name = chance.choice(("image", "image", "textInput", "textinput"))
    parts = (
        ("title", WORDS),
        ("link", ADDRESSES),
        ("url", ADDRESSES),
        ("description", WORDS),
        ("name", PEOPLE),
        ("width", ("9",)),
    )
    chosen = chance.sample(parts, chance.randrange(5))
    return f"<{name}>{''.join(_wrapped(chance, part, chance.choice(said), 0.02) for part, said in chosen)}</{name}>"


def _hours(chance: random.Random) -> str:
    return chance.choice(
        (
            "<skipHours><hour>1</hour><hour> 23 </hour></skipHours>",
            "<skipDays><day>Monday</day><day/></skipDays>",
            '<at:deleted-entry ref="tag:a.example,2026:9"/>',
            '<x:deleted-entry ref="tag:a.example,2026:8" when="now"><x:by>me</x:by></x:deleted-entry>',
            '<cloud domain="c.example" path="/"/>',
        )
    )
