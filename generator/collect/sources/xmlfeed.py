"""The text of an RSS, RDF or Atom document in, items out; pure.

feedparser (through limited.py) knows the dialects; here its entries become Items, all text plain and all addresses
checked.
"""

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from time import struct_time
from typing import Any

from generator import text
from generator.collect.sources import draft, limited, posts
from generator.collect.sources.draft import Byline, Masthead, Parsed
from generator.errors import StreetError
from generator.model import Item, Voice

PICTURES = 20
"""Descriptions of pictures that are kept of one entry."""
MARKUP = ("text/html", "application/xhtml+xml")
REDIRECTORS = frozenset({"feedproxy.google.com", "feeds.feedburner.com"})
"""Hosts whose links only pass through."""
ZONES = {
    "bst": 1, "cet": 1, "cest": 2, "eet": 2, "eest": 3, "west": 1, "msk": 3, "hkt": 8, "sgt": 8, "awst": 8,
    "jst": 9, "kst": 9, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13, "sast": 2, "wib": 7, "brt": -3,
}  # fmt: skip
"""Hours ahead of UTC of zones whose names feedparser reads as UTC."""
NOT_A_FEED = "This page is not a feed and names none. Look for an RSS link on it."
BLOCKED = "Its publisher asks not to be listed elsewhere, so nothing was taken from it."


@dataclass(frozen=True, slots=True)
class _Body:
    """The longest text that an entry has, and where its links start from."""

    markup: str = ""
    base: str = ""
    language: str | None = None


def parse(document: str, url: str, source: str) -> Parsed:
    """Read a feed that came from `url` as the items of `source` (Source.key).

    StreetError says that it is not a feed, too broken, or hostile.
    """
    found = limited.read(document, url)
    if not found.version and not found.entries:
        raise StreetError(NOT_A_FEED, kind="not-a-feed")
    head = _masthead(found.feeddata, found.entries, url)
    if _blocked(found.feeddata):
        return Parsed(home=head.home, title=head.title, notes=(BLOCKED,))
    comments = sum("is_reply" in entry for entry in found.entries)
    wanted = [entry for entry in found.entries if "is_reply" not in entry and not _blocked(entry)]
    return Parsed(
        items=draft.once(_items(wanted, head, source, is_mastodon=_is_mastodon(found.feeddata))),
        home=head.home,
        title=head.title,
        notes=(f"{text.count(comments, 'comment')} left out: only what starts a talk is taken.",) if comments else (),
        gone=tuple(dict.fromkeys(draft.identity(ref.strip(), "", head.place, "") for ref in found.gone)),
    )


def _masthead(feed: Mapping[str, Any], entries: Iterable[Mapping[str, Any]], url: str) -> Masthead:
    return Masthead(
        url=url,
        home=_page(feed, url),
        title=_label(feed, "title"),
        byline=_byline(feed, url),
        several=draft.several(_byline(entry, url).name for entry in entries),
        language=draft.language(_get(feed, "language")),
    )


def _items(entries: list[Any], head: Masthead, source: str, *, is_mastodon: bool) -> Iterable[Item]:
    pages = [_address(entry, head) for entry in entries]
    titles = [_label(entry, "title") for entry in entries]
    known = draft.identities(
        [_own_id(entry) for entry in entries], [page or "" for page, _ in pages], titles, head.place
    )
    for entry, names, (page, subject) in zip(entries, known, pages, strict=True):
        body = _body(entry, page or head.place, head.url)
        item = _item(entry, head, source, body, known=names, page=page or "")
        if is_mastodon and not item.title:
            yield _as_post(item, entry, body.markup, by_tag="/tags/" in head.place)
        else:
            yield draft.about(item, subject)


def _item(
    entry: Mapping[str, Any], head: Masthead, source: str, body: _Body, *, known: tuple[str, str], page: str
) -> Item:
    title = _label(entry, "title")
    words = text.plain(body.markup)
    published = _date(entry, "published") or _date(entry, "created") or _date(entry, "updated")
    return Item(
        id=draft.identity(*known, head.place, f"{title}\n{words}"),
        source=source,
        url=page or head.place,
        voice=_voice(entry, head),
        title=title,
        text=words,
        published=published,
        updated=_later(_date(entry, "updated"), published),
        language=draft.language(_get(entry, "language"), body.language, head.language),
        tags=draft.tags(_tags(entry)),
        kind=draft.kind(title, words),
        links=text.links(body.markup, body.base),
        alts=_alts(entry, body, words),
    )


def _later(updated: datetime | None, published: datetime | None) -> datetime | None:
    return updated if updated and updated != published else None


# ---------------------------------------------------------------- text


def _get(entry: Mapping[str, Any], key: str) -> Any:  # noqa: ANN401  feedparser has no types
    """Look up what is really there: feedparser's own `get` answers one key with another's value, and warns."""
    assert isinstance(entry, dict)
    return dict.get(entry, key)


def _label(entry: Mapping[str, Any], key: str) -> str:
    value, detail = _get(entry, key), _get(entry, f"{key}_detail") or {}
    if not isinstance(value, str):
        return ""
    return draft.heading(value, is_markup=detail.get("type") in MARKUP)


def _markup(detail: Mapping[str, Any]) -> str:
    """Return a text construct as markup, "" for what is neither text nor markup."""
    value, kind = detail.get("value"), detail.get("type", "text/html")
    if not isinstance(value, str):
        return ""
    if kind in MARKUP:
        return value
    escaped = re.sub(r"\n\s*\n", "<p>", html.escape(value[: text.MARKUP], quote=False).strip())
    return escaped.replace("\n", "<br>") if kind == "text/plain" else ""


def _body(entry: Mapping[str, Any], page: str, url: str) -> _Body:
    """Return the longest text; links in it start from its xml:base, else from the page: feeds often live elsewhere."""
    details = [*(_get(entry, "content") or ()), _get(entry, "summary_detail")]
    found = [(_markup(detail), detail) for detail in details if isinstance(detail, Mapping)]
    markup, detail = max(found, key=lambda pair: len(pair[0]), default=("", {}))
    if not markup:
        words = _get(entry, "media_words") or [""]
        return _Body(_markup({"value": words[0], "type": "text/plain"}), page)
    base = text.address(detail.get("base") or "", page)
    return _Body(markup, base if base and base != url else page, detail.get("language"))


def _alts(entry: Mapping[str, Any], body: _Body, words: str) -> tuple[str, ...]:
    """Return what describes pictures; the description of a video is the text itself."""
    beside = [text.label(said, 1_000) for said in _get(entry, "media_words") or ()]
    own = text.one_line(words, 1_000)
    found = (said for said in (*text.alts(body.markup), *beside) if said and said != own)
    return tuple(dict.fromkeys(found))[:PICTURES]


def _tags(entry: Mapping[str, Any]) -> Iterable[object]:
    for tag in _get(entry, "tags") or ():
        term, label = tag.get("term"), tag.get("label")
        yield label if label and (not term or "://" in term) else term


# ---------------------------------------------------------------- addresses, names, dates


def _page(entry: Mapping[str, Any], base: str) -> str | None:
    """Return the page an entry or a feed stands for: its link, else any alternate, else a file it carries."""
    links = [link for link in _get(entry, "links") or () if isinstance(link, Mapping)]
    ways = [_get(entry, "link")]
    ways += [link.get("href") for rel in ("alternate", "enclosure") for link in links if link.get("rel") == rel]
    return next((found for way in ways if isinstance(way, str) and (found := text.address(way, base))), None)


def _own_id(entry: Mapping[str, Any]) -> str:
    value = _get(entry, "id")
    return text.one_line(value, 1_000) if isinstance(value, str) else ""


def _address(entry: Mapping[str, Any], head: Masthead) -> tuple[str | None, str | None]:
    """Return where an entry is read and, where that is another page, what it is about.

    Link blogs point the entry at the page they talk of and keep their own address in the guid or in rel=related.
    """
    page = text.address(str(_get(entry, "feedburner_origlink") or "")) or _page(entry, head.url)
    related = [_rel(entry, rel, head.url) for rel in ("related", "via")]
    own = [text.address(_own_id(entry)), related[0]]
    for permalink in own:
        if page and permalink and head.home and _is_outside(page, permalink, head.home):
            return permalink, page
    return page, next((link for link in related if link), None)


def _is_outside(page: str, permalink: str, home: str) -> bool:
    """Say whether the permalink is at home and the page is not."""
    at = text.host(page)
    return at not in REDIRECTORS and at != text.host(home) and text.host(permalink) == text.host(home)


def _rel(entry: Mapping[str, Any], rel: str, base: str) -> str | None:
    links = (link for link in _get(entry, "links") or () if link.get("rel") == rel)
    return next((text.address(str(link.get("href") or ""), base) for link in links), None)


def _byline(entry: Mapping[str, Any], base: str) -> Byline:
    """Return who is named; feedparser takes the end of a mail address at .school or .education for a name."""
    detail, written = _get(entry, "author_detail") or {}, _get(entry, "author")
    said = written if "email" in detail or not detail.get("name") else detail["name"]
    return Byline(name=draft.name(said), address=text.address(str(detail.get("href") or ""), base))


def _voice(entry: Mapping[str, Any], head: Masthead) -> Voice:
    """Return who speaks; in a feed gathered from others (planets, news searches) that is the entry's source."""
    origin = _get(entry, "source") or {}
    place = _page(origin, head.url) or text.address(str(_get(origin, "href") or ""))
    if place and text.host(place) != text.host(head.place):
        name = _label(origin, "title") or text.host(place)
        return Voice(key=place, name=name, address=place)
    return draft.voice(head, _byline(entry, head.url))


def _date(entry: Mapping[str, Any], key: str) -> datetime | None:
    parsed, written = _get(entry, f"{key}_parsed"), _get(entry, key)
    if exact := draft.iso(written):
        return exact.replace(microsecond=0)
    if not isinstance(parsed, struct_time):
        return draft.mail_date(written)
    found = draft.moment(parsed[:6])
    zone = str(written).rstrip().rpartition(" ")[2].lower()
    return found - timedelta(hours=ZONES[zone]) if found and zone in ZONES else found


# ---------------------------------------------------------------- wishes and dialects


def _blocked(part: Mapping[str, Any]) -> bool:
    """Say whether a feed or an entry asks not to be listed: itunes:block, or podcast:block for everybody."""
    return any(str(_get(part, key)).strip().lower() == "yes" for key in ("itunes_block", "podcast_block"))


def _is_mastodon(feed: Mapping[str, Any]) -> bool:
    return str(_get(feed, "generator") or "").startswith("Mastodon")


def _as_post(item: Item, entry: Mapping[str, Any], markup: str, *, by_tag: bool) -> Item:
    """Read an entry of a Mastodon .rss: the author is in the address, a content warning before the first rule.

    The feed of a hashtag gathers people who were not asked, and RSS has no place for their wishes: of it, only the way
    to the post is kept. The feed of an account was chosen by the owner.
    """
    words = posts.read(markup, item.url)
    voice = draft.profile(item.url) or item.voice
    rating = _get(entry, "media_rating") or {}
    warning = words.warning or (posts.SENSITIVE if rating.get("content") == "adult" else "")
    post = replace(item, voice=voice, kind="post", text=words.text, links=words.links, warning=warning)
    if by_tag:
        return replace(posts.bare(item), tags=item.tags)  # by its tags a hashtag source tells what it was asked for
    return draft.about(post, next(iter(words.links), None))
