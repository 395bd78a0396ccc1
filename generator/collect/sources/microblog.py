"""The HTML of a post of the fediverse in, its words and links out; pure, shared by the API and the RSS of Mastodon."""

import html
import re
from dataclasses import dataclass, replace

import nh3

from generator import text
from generator.collect.sources import draft
from generator.model import Item, Voice

ANCHOR = re.compile(r"<a([^>]*)>")
ATTRIBUTE = re.compile(r'(href|class|rel)="([^"]*)"')
INSIDE = frozenset({"mention", "hashtag", "tag", "u-url"})
"""Classes and rels of links to people and hashtags (sources: Mastodon, Pleroma, Misskey)."""
TAG_PAGE = re.compile(
    r"/(?:hash)?tags?/[^/]+/?$|/search[^?]*\?tag=[^&]+$|[?&](?:s|q|query|text|search)=(?:%23|#)[^&+%\s]+(?:&|$)",
    re.IGNORECASE,
)
"""The page of a hashtag, or a search for one, where other software, or a feed, has no class that says so."""
PERSON = re.compile(r"^https?://(?:[^/]+/(?:@|users/)|bsky\.app/profile/)[^/?#]+/?(?:[?#].*)?$", re.IGNORECASE)
"""The profile of somebody, where nothing else says so: what lies below it is a post."""
WARNING = re.compile(r"^\s*<p><strong>[^<]{1,60}</strong>(.{0,2000}?)</p>\s*<hr\s*/?>", re.DOTALL)
"""How Mastodon's RSS puts a content warning before the text; the label is in the language of the server."""
QUOTED = re.compile(
    r"<(p|span)\b[^<>]{0,200}\bclass=[\"'](?:[^\"'<>]{0,100} )?quote-inline\b[^<>]{0,200}>"
    r"(?:(?!</?\1\b).){0,4000}</\1>",
    re.DOTALL | re.IGNORECASE,
)
"""The line "RE: address" by which servers show a quotation to programs that know of none."""
SENSITIVE = "Marked as sensitive by its author"

_anchors = nh3.Cleaner(
    tags={"a"}, attributes={"a": {"href", "class", "rel"}}, clean_content_tags=set(text.SILENT), link_rel=None
)


@dataclass(frozen=True, slots=True)
class Words:
    """A post, read."""

    text: str
    links: tuple[str, ...]
    """Addresses of the web at large: no people, no hashtags."""
    warning: str = ""


def read(markup: str, base: str) -> Words:
    """Read the content of a post, with a content warning if one stands before it."""
    found = WARNING.match(markup)
    warning = text.label(found[1]) if found else ""
    rest = markup[found.end() :] if found else markup
    return Words(text.plain(rest), outside(rest, base), warning)


def unquoted(markup: str) -> str:
    """Return the content of a post without the line that repeats the address of a quotation."""
    return QUOTED.sub("", markup[: text.MARKUP])


def outside(markup: str, base: str) -> tuple[str, ...]:
    """Return the addresses a post links to without those of people and hashtags, each once, in order."""
    found: dict[str, None] = {}
    for attributes in ANCHOR.findall(_anchors.clean(text.shallow(markup))):
        known = dict(ATTRIBUTE.findall(attributes))
        link = text.address(html.unescape(known.get("href", "")), base)
        marks = {*known.get("class", "").split(), *known.get("rel", "").split()}
        if link and not marks & INSIDE and not is_inside(link):
            found[link] = None
    return tuple(found)


def is_inside(link: str) -> bool:
    """Tell whether an address leads to a person or to a hashtag: no post is about that."""
    return bool(TAG_PAGE.search(link) or PERSON.search(link))


def closed(item: Item) -> Item:
    """Keep of a post its content warning, and nothing that its author has put under it."""
    return replace(item, title="", text="", about=None, links=(), alts=(), mentions=(), media=())


def bare(item: Item, voice: Voice | None = None, by: str = "") -> Item:
    """Keep the way to a post and nothing that its author wrote or is called.

    The address names its author, and so does the owner who follows one: `by` is the handle that they know already.
    `voice` is the author where the address does not say.
    """
    place = text.host(item.url)
    author = draft.profile(item.url) or voice
    known = Voice(
        key=author.key if author else item.url, name=by or place, network="mastodon",
        address=author.key if author and by else None,
    )  # fmt: skip
    return Item(
        id=item.id, source=item.source, url=item.url, voice=known,
        title=f"A post by {by}" if by else f"A post on {place}", published=item.published, kind="post",
    )  # fmt: skip
