"""A feed of Reddit (Atom) in, posts out; pure.

Reddit puts what it knows into the markup of an entry: the words of the post between two comments, then "submitted by",
the address the post is about under [link] and its page under [comments]. The words in brackets come in the language of
the server's guess, so their order is what counts.

Reddit repeats the address it was asked at in its feeds, and that may hold the owner's token. So nothing is taken from
the head of a feed, and the addresses of posts and people lose whatever follows a question mark.

The page of a post is named after its title, and is called otherwise once the post is deleted; its number stays, so the
number makes its id.
"""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlsplit, urlunsplit

from generator import text
from generator.collect.sources import draft
from generator.collect.sources.draft import Parsed
from generator.collect.sources.feeds import entries
from generator.errors import StreetError
from generator.model import Item, Voice

NOT_A_FEED = "Reddit answered with a page and not with a feed. It is tried again on the next run."
LOGIN = (
    "Reddit sent us to its log-in page: it does not show this to strangers. REDDIT_FEED_TOKEN and REDDIT_FEED_USER let "
    "it know that you ask."
)
UNKNOWN = "Reddit knows no community of this name. Look at its spelling in config.yaml."
OPENING, CLOSING = "<!-- SC_OFF -->", "<!-- SC_ON -->"
BRACKETS = re.compile(r'<a href="([^"<>]{1,2048})">\s{0,9}\[[^\[\]<>]{1,40}\]\s{0,9}</a>')
TRAILER = 8_000
"""Characters at the end of an entry in which the line with the brackets is looked for."""
KIND = re.compile(r"(?:^|[/#])(t[1-6])_([a-z0-9]{1,13})$")
"""Reddit's own kind of a thing, before its id: t3 is a post, t1 a comment, t2 a person, t5 a community."""
POST = re.compile(r"/comments/([a-z0-9]{1,13})(?:/|$)")
"""What the path of a post has in it, and"""
PERSON = re.compile(r"^/u(?:ser)?/[\w-]{1,40}/?$", re.ASCII)
"""what that of a person is."""
DELETED = re.compile(r"\[\s?(?:deleted|removed)(?: (?:by|in|on)\b[^\[\]]{0,120})?\s?\]", re.IGNORECASE)
"""What stands in place of a title, a text or a name: "[deleted by user]", "[removed]", "[ Removed by Reddit ]"."""
SITE = "reddit.com"
PICTURES = re.compile(r"(?:^|\.)(?:i|v|preview|external-preview|packaged-media)\.redd\.it$")
"""Hosts of Reddit's own pictures and films, and"""
SHOWN = re.compile(r"^/(?:gallery|video|link/[^/]{1,20}/video)/")
"""their pages: a post that shows one is about itself."""


@dataclass(frozen=True, slots=True)
class _Words:
    """The markup of an entry, taken apart."""

    own: str
    """What its author wrote, as markup."""
    link: str | None
    """What stands under [link]."""


def landed(url: str) -> None:
    """Raise StreetError where Reddit led us to a page that is no feed, although it says 200."""
    path = urlsplit(url).path
    if path.startswith("/login"):
        raise StreetError(LOGIN, kind="closed")
    if path.startswith("/subreddits/search"):
        raise StreetError(UNKNOWN, kind="unknown")


def parse(body: bytes, url: str, source: str, content_type: str = "") -> Parsed:
    """Read a feed that was asked for at `url` as items of `source`; StreetError where it is none."""
    parsed, markups = entries.read(body, url, source, content_type, words=NOT_A_FEED)
    posts = draft.once(_post(item, markups) for item in parsed.items if _is_post(item))
    return Parsed(
        items=tuple(post for post in posts if not _deleted(post)),
        notes=parsed.notes,
        gone=tuple(post.id for post in posts if _deleted(post)),
    )


def _is_post(item: Item) -> bool:
    kind = KIND.search(item.id)
    return (kind is None or kind[1] == "t3") and bool(_number(item.url))


def _deleted(post: Item) -> bool:
    return any(DELETED.fullmatch(said) for said in (post.title, post.text, post.voice.name.removeprefix("u/")))


def _number(url: str) -> str:
    """Return the number of the post whose page this is on Reddit, "" where it is none."""
    found = POST.search(urlsplit(url).path)
    return found[1] if found else ""


def _post(item: Item, markups: Mapping[str, str]) -> Item:
    """Return the entry as a post; its id is the address that its number alone makes."""
    page, parts, told = _bare(item.url), _parts(markups.get(item.url, ""), item.url), KIND.search(item.id)
    number = told[2] if told else _number(page)
    own = f"https://www.{SITE}/comments/{number}/"
    post = replace(item, id=own, url=page, kind="post", voice=_voice(item.voice, page), about=None)
    if parts is None:
        return draft.about(post, _subject(item.about, number))
    post = replace(post, text=text.plain(parts.own), links=text.links(parts.own, item.url), alts=text.alts(parts.own))
    return draft.about(post, _subject(parts.link, number))


def _subject(link: str | None, number: str) -> str | None:
    """Return what a post is about, None where that is the post itself, or a picture of its own."""
    place, path = text.host(link or ""), urlsplit(link or "").path
    is_reddit = place == SITE or place.endswith(f".{SITE}")
    if PICTURES.search(place) or (is_reddit and (SHOWN.match(path) or _number(path) == number)):
        return None
    return link


def _voice(voice: Voice, page: str) -> Voice:
    """Return who posted; a post without an author speaks for itself."""
    if not PERSON.match(urlsplit(voice.key).path):
        name = voice.name.removeprefix("/")
        return Voice(key=page, name=name if name in {"u/[deleted]", "[deleted]"} else "somebody", network="reddit")
    profile = _bare(voice.key)
    return Voice(key=profile, name=voice.name.removeprefix("/"), address=profile, network="reddit")


def _bare(url: str) -> str:
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc, parts.path, "", ""))


def _parts(markup: str, base: str) -> _Words | None:
    """Return None where the markup is not of this form: then it is read as that of any feed."""
    before, opened, rest = markup.partition(OPENING)
    own, closed, after = rest.rpartition(CLOSING) if opened else ("", "", before)
    found = BRACKETS.findall(after[-TRAILER:])
    if not found and not closed:
        return None
    link = text.address(html.unescape(found[0]), base) if found else None
    return _Words(own, link)
