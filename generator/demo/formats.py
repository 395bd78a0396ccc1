"""A blog as it stands on a day in, the bytes of its feed out: one function for every format a reader meets.

The formats differ in more than their tags, and the sample keeps the differences: RSS 0.91 has no dates, RSS 1.0 has
its items beside the channel, Atom 0.3 says `modified` and escapes its content, JSON Feed comes in pages. The
specification of each is named at its function.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from html import escape

from generator.demo import markup
from generator.demo.days import articles, changed, edited_at, withdrawn, wording
from generator.demo.sample import Article, Blog, ReadingList, Sample

ATOM = "http://www.w3.org/2005/Atom"
DC = "http://purl.org/dc/elements/1.1/"
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """A blog on a day."""

    blog: Blog
    sample: Sample
    today: datetime
    page: int = 1

    @property
    def articles(self) -> tuple[Article, ...]:
        """What this page of the feed shows, newest first."""
        size = self.blog.page or len(self.blog.articles)
        return articles(self.blog, self.today)[(self.page - 1) * size : self.page * size]

    @property
    def changed(self) -> datetime:
        """When the feed last became another one."""
        return changed(self.blog, self.today)

    @property
    def more(self) -> bool:
        """Whether there is an older page."""
        return bool(self.blog.page) and len(articles(self.blog, self.today)) > self.page * (self.blog.page or 0)

    def url(self, article: Article) -> str:
        """Return the address of an article."""
        return self.blog.home + article.slug

    def author(self, article: Article) -> str:
        """Return the name of who wrote it."""
        return article.author or self.sample.people[self.blog.by].name

    def text(self, article: Article) -> str:
        """Return the text as it stands on this day."""
        return wording(article, self.today)

    def edited(self, article: Article) -> datetime:
        """Return when it was last changed, else when it was written."""
        return edited_at(article, self.today) or article.at


def rss2(shelf: Shelf) -> bytes:
    """RSS 2.0 with content:encoded and dc:creator (rssboard.org/rss-specification)."""
    blog = shelf.blog
    items = "".join(_rss2_item(shelf, article) for article in shelf.articles)
    return _xml(
        blog,
        f'<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="{ATOM}" '
        f'xmlns:dc="{DC}"><channel>{_channel(blog)}<language>{blog.language}</language>'
        f'<atom:link href="{blog.feed}" rel="self" type="application/rss+xml"/>'
        f"<lastBuildDate>{_rfc822(shelf.changed)}</lastBuildDate><ttl>60</ttl>{items}</channel></rss>",
    )


def _rss2_item(shelf: Shelf, article: Article) -> str:
    body = shelf.text(article)
    categories = "".join(_tag("category", name) for name in article.tags)
    return (
        f"\n<item>{_tag('title', article.title)}{_tag('link', shelf.url(article))}"
        f'<guid isPermaLink="true">{shelf.url(article)}</guid><pubDate>{_rfc822(article.at)}</pubDate>'
        f"{_tag('dc:creator', shelf.author(article))}{categories}{_tag('description', markup.summary(body))}"
        f"<content:encoded><![CDATA[{markup.article(body)}]]></content:encoded></item>"
    )


def rss1(shelf: Shelf) -> bytes:
    """RSS 1.0: RDF, the items are siblings of the channel, dates are dc:date (web.resource.org/rss/1.0/spec)."""
    blog = shelf.blog
    listed = "".join(f'<rdf:li rdf:resource="{shelf.url(article)}"/>' for article in shelf.articles)
    items = "".join(
        f'\n<item rdf:about="{shelf.url(article)}">{_tag("title", article.title)}{_tag("link", shelf.url(article))}'
        f"{_tag('dc:creator', shelf.author(article))}{_tag('dc:date', shelf.edited(article).isoformat())}"
        f"{''.join(_tag('dc:subject', name) for name in article.tags)}"
        f"{_tag('description', markup.article(shelf.text(article)))}</item>"
        for article in shelf.articles
    )
    return _xml(
        blog,
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        f'xmlns:dc="{DC}"><channel rdf:about="{blog.feed}">{_channel(blog)}'
        f"<dc:language>{blog.language}</dc:language><items><rdf:Seq>{listed}</rdf:Seq></items></channel>{items}</rdf:RDF>",
    )


def rss091(shelf: Shelf) -> bytes:
    """RSS 0.91: titles, links and descriptions; no ids, no dates, and one editor for all."""
    items = "".join(
        f"\n<item>{_tag('title', article.title)}{_tag('link', shelf.url(article))}"
        f"{_tag('description', markup.plain(shelf.text(article)))}</item>"
        for article in shelf.articles
    )
    blog = shelf.blog
    head = _channel(blog) + _tag("language", blog.language) + _tag("managingEditor", shelf.sample.people[blog.by].name)
    return _xml(blog, f'<rss version="0.91"><channel>{head}{items}</channel></rss>')


def atom1(shelf: Shelf) -> bytes:
    """Atom 1.0 (RFC 4287), with tombstones for what was withdrawn (RFC 6721)."""
    blog = shelf.blog
    gone = "".join(
        f'\n<at:deleted-entry ref="{_entry_id(blog, article)}" when="{_iso(article.deleted)}"/>'
        for article in withdrawn(blog, shelf.today)
        if article.deleted
    )
    entries = "".join(_atom1_entry(shelf, article) for article in shelf.articles)
    return _xml(
        blog,
        f'<feed xmlns="{ATOM}" xmlns:at="{TOMBSTONES}" xml:lang="{blog.language}">'
        f"{_tag('title', blog.title)}{_tag('subtitle', blog.about)}<id>tag:{blog.host},2024:feed</id>"
        f"<updated>{_iso(shelf.changed)}</updated>"
        f'<link rel="self" href="{blog.feed}"/><link rel="alternate" type="text/html" href="{blog.home}"/>'
        f"<author>{_tag('name', shelf.sample.people[blog.by].name)}{_tag('uri', blog.home)}</author>"
        f"{entries}{gone}</feed>",
    )


def _atom1_entry(shelf: Shelf, article: Article) -> str:
    categories = "".join(f'<category term="{escape(name)}"/>' for name in article.tags)
    return (
        f"\n<entry>{_tag('title', article.title)}<id>{_entry_id(shelf.blog, article)}</id>"
        f'<link rel="alternate" type="text/html" href="{shelf.url(article)}"/>'
        f"<published>{_iso(article.at)}</published><updated>{_iso(shelf.edited(article))}</updated>{categories}"
        f'<content type="html">{_escaped(shelf, article)}</content></entry>'
    )


def _entry_id(blog: Blog, article: Article) -> str:
    """A tag URI (RFC 4151): Atom ids need not be addresses."""
    return f"tag:{blog.host},{article.at:%Y-%m-%d}:{article.slug}"


def atom03(shelf: Shelf) -> bytes:
    """Atom 0.3, the draft that some old software still writes: `issued`, `modified`, content with a mode."""
    blog = shelf.blog
    entries = "".join(
        f"\n<entry>{_tag('title', article.title)}<id>{shelf.url(article)}</id>"
        f'<link rel="alternate" type="text/html" href="{shelf.url(article)}"/>'
        f"<issued>{_iso(article.at)}</issued><modified>{_iso(shelf.edited(article))}</modified>"
        f"<author>{_tag('name', shelf.author(article))}</author>"
        f'<content type="text/html" mode="escaped">{_escaped(shelf, article)}</content></entry>'
        for article in shelf.articles
    )
    return _xml(
        blog,
        f'<feed version="0.3" xmlns="http://purl.org/atom/ns#" xml:lang="{blog.language}">{_tag("title", blog.title)}'
        f'{_tag("tagline", blog.about)}<link rel="alternate" type="text/html" href="{blog.home}"/>'
        f"<modified>{_iso(shelf.changed)}</modified>{entries}</feed>",
    )


def jsonfeed(shelf: Shelf) -> bytes:
    """JSON Feed 1.1, in pages (jsonfeed.org/version/1.1)."""
    blog = shelf.blog
    following = {"next_url": f"{blog.feed}?page={shelf.page + 1}"} if shelf.more else {}
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": blog.title,
        "description": blog.about,
        "home_page_url": blog.home,
        "feed_url": blog.feed,
        "language": blog.language,
        "authors": [{"name": shelf.sample.people[blog.by].name, "url": blog.home}],
        **following,
        "items": [_json_item(shelf, article) for article in shelf.articles],
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def _json_item(shelf: Shelf, article: Article) -> dict[str, object]:
    return {
        "id": shelf.url(article),
        "url": shelf.url(article),
        "title": article.title,
        "content_html": markup.article(shelf.text(article)),
        "summary": markup.summary(shelf.text(article)),
        "date_published": _iso(article.at),
        "date_modified": _iso(shelf.edited(article)),
        "tags": list(article.tags),
    }


FORMATS: Mapping[str, tuple[Callable[[Shelf], bytes], str]] = {
    "rss2": (rss2, "application/rss+xml"),
    "rss1": (rss1, "application/rdf+xml"),
    "rss091": (rss091, "text/xml"),
    "atom1": (atom1, "application/atom+xml"),
    "atom03": (atom03, "application/xml"),
    "jsonfeed": (jsonfeed, "application/feed+json"),
}
"""Name of a format -> how it is written, and the media type its servers usually send."""


def opml(reading: ReadingList, blogs: Mapping[str, Blog]) -> bytes:
    """OPML 2.0: a folder is an outline that holds outlines (opml.org/spec2.opml)."""
    folders = "".join(
        f'\n<outline text="{escape(name)}">{"".join(_outline(blogs[host]) for host in hosts)}</outline>'
        for name, hosts in reading.folders.items()
    )
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<opml version="2.0"><head>{_tag("title", reading.title)}</head>'
        f"<body>{folders}</body></opml>\n"
    ).encode()


def _outline(blog: Blog) -> str:
    return f'<outline type="rss" text="{escape(blog.title)}" xmlUrl="{blog.feed}" htmlUrl="{blog.home}"/>'


# ---------------------------------------------------------------- pages for people


def front(shelf: Shelf) -> bytes:
    """Write the home page of a blog; it says where the feed is (autodiscovery, RSS Advisory Board, 2006)."""
    blog = shelf.blog
    listed = "".join(f'<li><a href="{shelf.url(each)}">{escape(each.title)}</a></li>' for each in shelf.articles)
    media = FORMATS[blog.format][1]
    head = f'<link rel="alternate" type="{media}" title="{escape(blog.title)}" href="{blog.path}">'
    return _page(blog, blog.title, head, f"<h1>{escape(blog.title)}</h1><p>{escape(blog.about)}</p><ul>{listed}</ul>")


def leaf(shelf: Shelf, article: Article) -> bytes:
    """Write the page of one article."""
    head = f'<link rel="canonical" href="{shelf.url(article)}">'
    body = f"<article><h1>{escape(article.title)}</h1>\n{markup.article(shelf.text(article))}</article>"
    return _page(shelf.blog, article.title, head, body)


def _page(blog: Blog, title: str, head: str, body: str) -> bytes:
    return (
        f'<!doctype html>\n<html lang="{blog.language}"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"{head}</head>\n<body>{body}</body></html>\n"
    ).encode()


# ---------------------------------------------------------------- small pieces


def _xml(blog: Blog, body: str) -> bytes:
    return f'<?xml version="1.0" encoding="{blog.encoding}"?>\n{body}\n'.encode(blog.encoding)


def _channel(blog: Blog) -> str:
    return _tag("title", blog.title) + _tag("link", blog.home) + _tag("description", blog.about)


def _escaped(shelf: Shelf, article: Article) -> str:
    return escape(markup.article(shelf.text(article)), quote=False)


def _tag(name: str, text: str) -> str:
    return f"<{name}>{escape(text, quote=False)}</{name}>"


def _rfc822(instant: datetime) -> str:
    return format_datetime(instant)


def _iso(instant: datetime | None) -> str:
    return f"{instant:%Y-%m-%dT%H:%M:%SZ}" if instant else ""
