"""What every reader of a feed hands on: items without regard to the week, and what was said beside them.

The small rules that all feed formats share live here: dates that can be believed, languages, ids, who speaks.
"""

import hashlib
import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache
from urllib.parse import urlsplit

from generator import text
from generator.collect.words import Schedule
from generator.model import Item, Voice

FIRST_YEAR = 1980
"""Before this, a date means "unknown": 1970-01-01 and 0001-01-01 are what programs print for no date."""
SHORT = 1_000
"""Longest text without a title that is called a post, in characters; twice Mastodon's 500."""
TAGS = 30
"""Tags kept of one item."""
PROFILE = re.compile(r"^(https?://[^/]+/@[\w.-]+)(?:@[\w.-]+)?/\w+/?$")
"""The address of a post on Mastodon and its relatives; the first group is the author's profile."""
SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*:\S", re.IGNORECASE)
LANGUAGE = re.compile(r"^([a-z]{2,3})(?:-([a-z]{4}))?(?:-([a-z]{2}|\d{3}))?\b", re.IGNORECASE)
NAMED_UTC = re.compile(r"\s*(?:UTC|GMT|Z)$")
NO_LANGUAGE = frozenset({"und", "mul", "zxx", "mis", "xx"})
MAIL = re.compile(r"(?:mailto:)?(?<![@\w.+-])[\w.+-]{1,64}@[\w.-]{1,255}", re.IGNORECASE)
LEFT_BY_MAIL = re.compile(r"\(\s*\)|<\s*>|\s+(?=[,;])|^[\s,;]+|[\s,;]+$")
"""Brackets and commas that stood around a mail address."""
WRAPPED = re.compile(r"^\(([^()]*(?:\([^()]*\)[^()]*)*)\)$")
QUOTED = re.compile(r'^"([^"]*)"$')
EVER = datetime.min.replace(tzinfo=UTC)
"""Before this there is nothing."""
DATE = 100
"""Longest date that is looked at, in characters."""
TWICE = re.compile(r"&(?:#\d{2,6}|#[xX][0-9a-fA-F]{2,5}|amp|quot|apos|nbsp|[lr][sd]quo|[nm]dash|hellip);")
"""What is left in a title that was escaped once too often; angle brackets may be meant and stay."""


AT_ANY_TIME = Schedule()
"""Of a feed that has no wishes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """A feed as it is written; nothing is left out for its age."""

    items: tuple[Item, ...] = ()
    """In the order of the document, each id once."""
    home: str | None = None
    title: str = ""
    notes: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    older: str | None = None
    """Where the next page of the feed is."""
    feeds: tuple[str, ...] = ()
    """Where the document is a page: the feeds it names, the main one first."""
    moved: str | None = None
    """Where the document is a page that names no feed: the page it sends its reader to."""
    schedule: Schedule = AT_ANY_TIME
    whole: bool = False
    """Whether the document says that it shows all there is (`fh:complete`, RFC 5005), and was read whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Byline:
    """Who is named over an entry."""

    name: str = ""
    address: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Masthead:
    """What a feed says of itself."""

    url: str
    """The address the feed was read from."""
    home: str | None = None
    title: str = ""
    byline: Byline = Byline()
    several: bool = False
    """Whether more than one author writes in it."""
    language: str | None = None

    @property
    def place(self) -> str:
        """The address that stands for the feed."""
        return self.home or self.url


def moment(parts: Sequence[int]) -> datetime | None:
    """Return year, month, day, hour, minute, second (UTC) as an aware time; None where it cannot be believed."""
    try:
        year, month, day, hour, minute, second = parts
        found = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
    return found if year >= FIRST_YEAR else None


def iso(value: object) -> datetime | None:
    """Read an RFC 3339 date, or nearly one, as an aware time in UTC; None where it is none."""
    if not isinstance(value, str) or len(value) > DATE:
        return None
    try:
        found = datetime.fromisoformat(NAMED_UTC.sub("Z", value.strip().upper()))
        found = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return found if found.year >= FIRST_YEAR else None


def mail_date(value: object) -> datetime | None:
    """Read a date as letters have it (RFC 5322), whatever the language of its weekday; None where it is none."""
    if not isinstance(value, str) or len(value) > DATE:
        return None
    try:
        found = parsedate_to_datetime(value)
        found = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError, IndexError):
        return None
    return found if found.year >= FIRST_YEAR else None


def language(*values: object) -> str | None:
    """Return the first value that is a BCP 47 tag, in its usual spelling: language, script and region only."""
    for value in values:
        found = LANGUAGE.match(value.strip().replace("_", "-")) if isinstance(value, str) else None
        if found and found[0].isascii() and found[1].lower() not in NO_LANGUAGE:  # İ is an i to an expression
            parts = (found[1].lower(), (found[2] or "").title(), (found[3] or "").upper())
            return "-".join(part for part in parts if part)
    return None


def tongue(tag: str) -> str:
    """Return the language of a BCP 47 tag without script and region, in lower case: "pt" of pt-BR."""
    return tag.partition("-")[0].lower()


def tags(values: Iterable[object]) -> tuple[str, ...]:
    """Return names of tags without #, each once whatever its case; addresses are no tags."""
    found: dict[str, str] = {}
    for value in values:
        name = _short(value).lstrip("#").strip() if isinstance(value, str) else ""
        if name and "://" not in name:
            found.setdefault(text.fold(name), name)
        if len(found) == TAGS:
            break
    return tuple(found.values())


def _short(markup: str) -> str:
    """Read a tag or a name; most come again, in a feed and in the next."""
    return _read_short(markup[: text.NAME * 8])  # as much as is looked at for a line of this length


@lru_cache(maxsize=4096)
def _read_short(markup: str) -> str:
    return text.label(markup, text.NAME)


def name(value: object) -> str:
    """Return a person's name as one line, without a mail address beside it; "" where there is nothing else."""
    said = _short(value) if isinstance(value, str) else ""
    without = MAIL.sub("", said) if "@" in said else said
    if without != said:
        bare = LEFT_BY_MAIL.sub("", LEFT_BY_MAIL.sub("", without))
        said = " ".join(WRAPPED.sub(r"\1", bare).split())
    return QUOTED.sub(r"\1", said) if said.startswith('"') else said


def heading(written: str, *, is_markup: bool = False) -> str:
    """Return a title as one line of text; one that was escaped twice is read twice."""
    said = text.label(written) if is_markup else text.one_line(written)
    return text.one_line(TWICE.sub(lambda found: html.unescape(found[0]), said)) if "&" in said else said


def voice(head: Masthead, byline: Byline) -> Voice:
    """Return who speaks: a profile, else the home page, with the author's name where several write."""
    said, own = byline.name or head.byline.name, byline.address or head.byline.address
    elsewhere = own if own and text.canonical(own) != text.canonical(head.place) else None
    key = elsewhere or (f"{head.place}#{text.fold(said)}" if said and head.several else head.place)
    shown = said or head.title or text.host(head.place)
    return Voice(key=key, name=text.clip(shown, text.NAME), address=elsewhere or head.home)


def profile(url: str) -> Voice | None:
    """Return the Mastodon author that the address of a post names, None where it names none."""
    found = PROFILE.match(url)
    if not found:
        return None
    parts = urlsplit(found[1])
    handle = text.clip(f"{parts.path[1:]}@{parts.netloc}", text.NAME)
    return Voice(key=found[1], name=handle, address=found[1], network="mastodon")


def kind(title: str, body: str) -> str:
    """Say what an entry is: a post has no title and is short."""
    return "article" if title or len(body) > SHORT else "post"


def identity(own: str, url: str, place: str, words: str) -> str:
    """Return an id that no other feed can have: the publisher's, else the address, else a digest of the words.

    An id such as "17" or "post-4" means something in its own feed only, so it is put behind that feed's address.
    """
    if own:
        return own if SCHEME.match(own) else f"{place}#{own}"
    return url or f"{place}#{hashlib.sha256(words.encode()).hexdigest()[:16]}"


def trusted(names: Sequence[str], marks: Sequence[str]) -> list[str]:
    """Return names (ids, addresses), empty where one stands for several entries of the feed whose marks differ."""
    known: dict[str, set[str]] = {}
    for called, mark in zip(names, marks, strict=True):
        known.setdefault(called, set()).add(mark)
    return ["" if len(known[called]) > 1 else called for called in names]


def identities(ids: Sequence[str], urls: Sequence[str], titles: Sequence[str], place: str) -> list[tuple[str, str]]:
    """Return (id, address) of each entry as far as they tell it from the others of its feed, each else "".

    Feeds give all entries one id, or lead them all to the front page (`place`). An id with one page is one entry, even
    where that is listed twice (RFC 4287, 4.1.1); the front page tells nothing, so there the titles decide.
    """
    front = text.canonical(place)
    marks = [title if text.canonical(url) in {"", front} else url for url, title in zip(urls, titles, strict=True)]
    return list(zip(trusted(ids, marks), trusted(urls, titles), strict=True))


def once(items: Iterable[Item]) -> tuple[Item, ...]:
    """Keep each id once: its first, which is the newest in the order of feeds."""
    kept: dict[str, Item] = {}
    for item in items:
        kept.setdefault(item.id, item)
    return tuple(kept.values())


def several(names: Iterable[str]) -> bool:
    """Say whether more than one author is named; once it is known, no more names are asked for."""
    folded = (text.fold(said) for said in names if said)
    first = next(folded, "")
    return any(each != first for each in folded)


def newest(items: Iterable[Item], since: datetime, limit: int | None) -> tuple[Item, ...]:
    """Keep what is not older than `since` or has no date, newest first, at most `limit`; undated ones come last."""
    fresh = [item for item in items if item.published is None or item.published >= since]
    dated = sorted((item for item in fresh if item.published), key=_order)
    kept = [*dated, *(item for item in fresh if not item.published)]
    return tuple(kept[:limit])


def _order(item: Item) -> tuple[float, str]:
    assert item.published
    return (-item.published.timestamp(), item.id)


def about(item: Item, subject: str | None) -> Item:
    """Return the item with the address it is about, unless that is its own."""
    if not subject or text.canonical(subject) == text.canonical(item.url):
        return item
    return replace(item, about=subject)
