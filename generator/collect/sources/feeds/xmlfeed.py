"""The text of an RSS, RDF or Atom document in, items out; pure.

reading.py knows the dialects; here the entries that it finds become Items, all text plain and all addresses checked.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from time import struct_time
from urllib.parse import unquote

from generator import text
from generator.collect.sources import draft, microblog
from generator.collect.sources.draft import Byline, Masthead, Parsed
from generator.collect.sources.feeds import fields, media, people, reading, schedule, times
from generator.collect.sources.feeds.bounds import ITEMS
from generator.collect.sources.feeds.direct.state import PENDING
from generator.collect.sources.feeds.fields import Part
from generator.collect.words import Schedule
from generator.errors import StreetError
from generator.model import Item, Voice

PICTURES = 20
"""Descriptions of pictures that are kept of one entry."""
REDIRECTORS = frozenset({"feedproxy.google.com", "feeds.feedburner.com"})
"""Hosts whose links only pass through."""
DATED = {"published": "published_parsed", "created": "created_parsed", "updated": "updated_parsed"}
"""Where the date of an entry stands, in the words of feedparser, and where that has read it; the first that can be read
counts."""
OLDER = ("prev-archive", "next")
"""Relations of the next page of a feed, in RFC 5005; of an archive the one before."""
NOT_A_FEED = "This page is not a feed and names none. Look for an RSS link on it."
BLOCKED = "Its publisher asks not to be listed elsewhere, so nothing was taken from it."
QUIET = (
    "This feed does not tell quiet posts from public ones, nor what their authors wish, so only links to the posts are "
    "kept. Write {} in config.yaml to have the words of those who agree."
)
MASTODON = re.compile(r"^https?://([^/@]+)/(@|tags/)([^/?#@]+)/?$")
"""The page of an account or of a hashtag on Mastodon: its host, which of them, its name."""
LONG = "This feed holds {}; the newest {} were read."


@dataclass(frozen=True, slots=True)
class _Body:
    """The longest text that an entry has, and where its links start from."""

    markup: str = ""
    base: str = ""
    language: str | None = None


@dataclass(frozen=True, slots=True)
class _Feed:
    """What the entries of one feed share."""

    head: Masthead
    source: str
    since: datetime
    """Before this, items are not kept."""
    order: str
    """How its dates are ordered, as in times."""
    voice: Voice
    """Who speaks in it where no entry says."""


def parse(
    document: str,
    url: str,
    source: str,
    *,
    since: datetime = draft.EVER,
    read: Callable[[str, str], reading.Found] = reading.read,
) -> Parsed:
    """Read a feed that came from `url` as the items of `source` (Source.key), its document by `read`.

    Items older than `since` have an id, an address, a title and a date, and nothing else: they are not kept.

    StreetError says that it is not a feed, too broken, or hostile.
    """
    found = read(document, url)
    if not found.version and not found.entries:
        raise StreetError(NOT_A_FEED, kind="not-a-feed")
    head = _masthead(found.feeddata, found.entries, url)
    if _blocked(found.feeddata):
        return Parsed(home=head.home, title=head.title, notes=(BLOCKED,), whole=True)  # what was taken before must go
    entries = [entry for entry in found.entries if "is_reply" not in entry]
    is_mastodon = _is_mastodon(found.feeddata)
    items = tuple(_items(entries, head, source, since, is_mastodon=is_mastodon))
    blocked = tuple(item.id for item, entry in zip(items, entries, strict=True) if _blocked(entry))
    ended = (draft.identity(ref.strip(), "", head.place, "") for ref in found.gone)
    return Parsed(
        items=tuple(item for item in draft.once(items) if item.id not in blocked),
        home=head.home,
        title=head.title,
        notes=(*_notes(found), *((QUIET.format(_named(head.place) or "@name@host"),) if is_mastodon and items else ())),
        gone=tuple(dict.fromkeys((*ended, *blocked))),
        older=next((page for name in OLDER if (page := fields.rel(found.feeddata, name, url))), None),
        schedule=_schedule(found),
        whole=found.whole and found.met <= ITEMS,
    )


def _notes(found: reading.Found) -> Iterable[str]:
    comments = sum("is_reply" in entry for entry in found.entries)
    if comments:
        yield f"{text.count(comments, 'comment')} left out: only what starts a talk is taken."
    if found.met > ITEMS:
        yield LONG.format(text.count(found.met, "entry", "entries"), ITEMS)


def _schedule(found: reading.Found) -> Schedule:
    feed = found.feeddata
    return schedule.schedule(
        ttl=fields.get(feed, "ttl"),
        period=fields.get(feed, "sy_updateperiod"),
        frequency=fields.get(feed, "sy_updatefrequency"),
        hours=found.hours,
        days=found.days,
    )


def _masthead(feed: Part, entries: Iterable[Part], url: str) -> Masthead:
    return Masthead(
        url=url,
        home=fields.page(feed, url),
        title=fields.label(feed, "title"),
        byline=people.byline(feed, url),
        several=draft.several(people.byline(entry, url).name for entry in entries),
        language=draft.language(fields.get(feed, "language")),
    )


def _items(
    entries: Sequence[Part], head: Masthead, source: str, since: datetime, *, is_mastodon: bool
) -> Iterable[Item]:
    order = times.order(fields.get(entry, key) for entry in entries for key in DATED)
    feed = _Feed(head, source, since, order, draft.voice(head, Byline()))
    titles = [fields.label(entry, "title") for entry in entries]
    ids = [fields.own_id(entry) for entry in entries]
    pages = [_address(entry, own, head) for entry, own in zip(entries, ids, strict=True)]
    known = draft.identities(ids, [page or "" for page, _ in pages], titles, head.place)
    for entry, names, title, (page, subject) in zip(entries, known, titles, pages, strict=True):
        item = _item(entry, feed, title, known=names, page=page or "")
        if is_mastodon:
            yield _as_post(item, head.place)
        else:
            yield draft.about(item, subject)


def _item(entry: Part, feed: _Feed, title: str, *, known: tuple[str, str], page: str) -> Item:
    head = feed.head
    published = next((date for key in DATED if (date := _date(entry, key, feed.order))), None)
    is_old = published is not None and published < feed.since
    if is_old and any(known):
        return Item(
            id=draft.identity(*known, head.place, ""),
            source=feed.source,
            url=page or head.place,
            voice=feed.voice,
            title=title,
            published=published,
        )
    body = _body(entry, page or head.place, head.url)
    words, updated = text.plain(body.markup), _date(entry, "updated", feed.order)
    return Item(
        id=draft.identity(*known, head.place, f"{title}\n{words}"),
        source=feed.source,
        url=page or head.place,
        voice=people.voice(entry, head),
        title=title,
        text=words,
        published=published,
        updated=updated if updated != published else None,
        language=draft.language(fields.get(entry, "language"), body.language, head.language),
        tags=draft.tags(_tags(entry)),
        kind=draft.kind(title, words),
        links=text.links(body.markup, body.base),
        alts=_alts(entry, body, words),
        media=media.enclosures(entry, body.base),
    )


# ---------------------------------------------------------------- text


def _body(entry: Part, page: str, url: str) -> _Body:
    """Return the longest text; links in it start from its xml:base, else from the page: feeds often live elsewhere."""
    details = [*(fields.get(entry, "content") or ()), fields.get(entry, "summary_detail")]
    found = [(fields.markup(detail), detail) for detail in details if isinstance(detail, Mapping)]
    markup, detail = max(found, key=lambda pair: len(pair[0]), default=("", {}))
    if not markup:
        words = fields.get(entry, "media_words") or [""]
        return _Body(fields.markup({"value": words[0], "type": "text/plain"}), page)
    base = text.address(detail.get("base") or "", page)
    return _Body(markup, base if base and base != url else page, detail.get("language"))


def _alts(entry: Part, body: _Body, words: str) -> tuple[str, ...]:
    """Return what describes pictures; the description of a video is the text itself."""
    inside, beside = text.alts(body.markup), fields.get(entry, "media_words") or ()
    if not inside and not beside:
        return ()
    if beside or any(each[0] in {words[:1], "…"} for each in inside):  # else none can be the text
        own = text.one_line(words[:2_000], 1_000)  # no blank is doubled there, so this much gives the whole line
        said = [text.label(each, 1_000) for each in beside if text.one_line(each, 1_000) != own]
        inside = tuple(dict.fromkeys(each for each in (*inside, *said) if each and each != own))
    return inside[:PICTURES]


def _tags(entry: Part) -> Iterable[object]:
    for tag in fields.get(entry, "tags") or ():
        term, label = tag.get("term"), tag.get("label")
        yield label if label and (not term or "://" in term) else term


# ---------------------------------------------------------------- addresses, dates


def _address(entry: Part, own: str, head: Masthead) -> tuple[str | None, str | None]:
    """Return where an entry is read and, where that is another page, what it is about.

    Link blogs point the entry at the page they talk of, and keep their own address in the guid or in rel=related.
    """
    origin = fields.get(entry, "feedburner_origlink")
    page = (text.address(str(origin)) if origin else None) or fields.page(entry, head.url)
    related, via = (fields.rel(entry, name, head.url) for name in ("related", "via"))
    if page and head.home and _is_outside(page, head.home):
        for permalink in (text.address(own), related):
            if permalink and text.host(permalink) == text.host(head.home):
                return permalink, page
    return page, related or via or media.subject(entry, head.url)


def _is_outside(page: str, home: str) -> bool:
    """Say whether the page is at another site than the feed."""
    at = text.host(page)
    return at not in REDIRECTORS and at != text.host(home)


def _date(entry: Part, key: str, order: str) -> datetime | None:
    """Read a date; what our own reading leaves open, such as a year and a month, feedparser's may know."""
    written, parsed = fields.get(entry, key), fields.get(entry, DATED[key])
    if written is None and parsed is None:
        return None
    if found := times.read(written, order):
        return found
    if parsed == PENDING:
        parsed = reading.date(written)
    is_open = isinstance(parsed, struct_time) and not times.is_ambiguous(written)
    return draft.moment(parsed[:6]) if is_open else None


# ---------------------------------------------------------------- wishes and dialects


def _blocked(part: Part) -> bool:
    """Say whether a feed or an entry asks not to be listed: itunes:block, or podcast:block for everybody."""
    return any(str(fields.get(part, key)).strip().lower() == "yes" for key in ("itunes_block", "podcast_block"))


def _is_mastodon(feed: Part) -> bool:
    return str(fields.get(feed, "generator") or "").startswith("Mastodon")


def _as_post(item: Item, place: str) -> Item:
    """Read an entry of a Mastodon .rss: only the way to the post is kept, as in fediverse/rss.py.

    Such a feed has quiet posts (unlisted) among the public ones, and RSS has no place for what authors wish. The feed
    of a hashtag gathers people who were not asked; that of an account names whom the owner has chosen to follow.
    """
    handle = _named(place)
    if not handle.startswith("@"):
        return replace(microblog.bare(item), tags=item.tags)  # by its tags a hashtag source tells what it was asked for
    return microblog.bare(item, Voice(key=place, name=handle, address=place, network="mastodon"), by=handle)


def _named(place: str) -> str:
    """Return how config.yaml names the account or the hashtag whose page this is, "" where it is neither."""
    found = MASTODON.match(place)
    if not found:
        return ""
    return text.one_line(f"{found[2].replace('tags/', '#')}{unquote(found[3])}@{found[1]}", text.NAME)
