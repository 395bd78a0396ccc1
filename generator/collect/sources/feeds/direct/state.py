"""What is known half-way through a feed: pieces of text in, values as feedparser keeps them out.

The rules for text are those of `_FeedParserMixin.pop`, for authors those of `_sync_author_detail` (feedparser 6.0,
feedparser/mixin.py), with the additions of limited.py.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

from generator.collect.sources import draft
from generator.collect.sources.feeds.bounds import TEXT, WORD

PLAIN, HTML, XHTML = "text/plain", "text/html", "application/xhtml+xml"
TYPES: Mapping[str, str] = {
    "text": PLAIN, "plain": PLAIN, PLAIN: PLAIN, "html": HTML, HTML: HTML, "xhtml": XHTML, XHTML: XHTML,
}  # fmt: skip
"""Types of content that are read here, as they are written -> as feedparser calls them."""
LIKE_MARKUP = re.compile(r"</\w+>|&#?\w+;")
"""What a text must have to be taken for HTML where it says that it is plain; then feedparser looks closer."""
C1 = re.compile("[\x80-\x9f]")
"""Seldom met; in UTF-8 they all begin with a C2, and to look for that takes a third of the time."""
WINDOWS = {code: bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(0x80, 0xA0)}
"""Characters of windows-1252 that were taken for those of ISO 8859-1."""
SLASHES = re.compile(r"^([A-Za-z][A-Za-z0-9+,\-.]*://)/*")
SIMPLE = re.compile(r"https?://[A-Za-z0-9][A-Za-z0-9.-]*(?:/[\w.~%/-]*)?(?:\?[\w.~%/=&+-]+)?", re.ASCII)
"""An absolute address that joining leaves as it is."""

PENDING = "pending"
"""In the place of a date that feedparser has parsed: it is asked only where our own reading leaves a date open."""

Words = dict[str, Any]
"""Attributes of an element, or the fields of an entry or of the head of a feed."""
Pieces = list[str] | None
"""Where text goes; None where it is dropped."""
Finish = Callable[["State", str], None]
"""What happens at the end of an element, with the text in it."""
Frame = tuple[str, Finish | None, Pieces]
"""An open element: its kind, what happens at its end, where its text goes."""

ROOT, TOP, FEED, ENTRY, SOURCE = "root", "top", "feed", "entry", "source"
"""Kinds of elements: above the document; rss and RDF; channel and feed; item and entry; the source of an entry."""
PERSON, OWNER, OTHER_PERSON = "person", "owner", "other person"
GROUP, PICTURE, INPUT = "group", "picture", "input"
"""Files of Media RSS; the picture of a feed; its field for words. They hold elements that are theirs."""
HOLDERS = frozenset({PICTURE, INPUT})
DULL = "dull"
"""An element without a meaning, and what stands in it has none, either."""
LEAF = "leaf"
"""Text and nothing else."""
CLOSED = HOLDERS | {LEAF}
"""Where no element may stand that is not known."""
MARKUP = "markup"
"""XHTML, where elements are text."""
UNWANTED = "unwanted"
"""An entry that is passed by."""


class Unsure(Exception):  # noqa: N818  not an error: feedparser reads the document
    """What stands here may mean something else to feedparser."""


@dataclass(slots=True)
class State:
    """What has been read, in the words of feedparser, and what it depends on."""

    base: str
    wanted: frozenset[int] | None
    lang: str | None = None
    feeddata: Words = field(default_factory=dict)
    entries: list[Words] = field(default_factory=list)
    version: str = ""
    gone: list[str] = field(default_factory=list)
    hours: list[str] = field(default_factory=list)
    days: list[str] = field(default_factory=list)
    whole: bool = False
    met: int = 0
    frames: list[Frame] = field(default_factory=list)
    context: Words = field(init=False)
    """Where fields are put: the head of the feed, an entry or its source."""
    in_entry: bool = False
    """Whether that is an entry."""
    has_channel: bool = False
    title_depth: int = -1
    """How deep the title stood that is kept; a deeper or equal one does not replace it."""
    has_content: bool = False
    is_permalink: bool = False

    def __post_init__(self) -> None:
        """Begin with the head of the feed."""
        self.context = self.feeddata

    def resolved(self, address: str) -> str:
        """Return an address, joined to the base where it is relative."""
        if SIMPLE.fullmatch(address):
            return address
        try:
            return urljoin(self.base, SLASHES.sub(r"\1", address))
        except ValueError:
            return ""


def bare(raw: str) -> str:
    """Return a text as it is written, of bearable length."""
    return raw[:TEXT].strip()


def settled(raw: str) -> str:
    """Return a text of bearable length, with characters that were decoded twice made right."""
    return mended(bare(raw))


def mended(said: str) -> str:
    """Return a text without the two usual accidents: UTF-8 read as ISO 8859-1, and windows-1252 read as that."""
    if said.isascii():
        return said
    try:  # noqa: SIM105  `suppress` takes twice as long, and here the exception is the rule
        said = said.encode("iso-8859-1").decode("utf-8")
    except UnicodeError:
        pass
    return said.translate(WINDOWS) if b"\xc2" in said.encode("utf-8", "replace") and C1.search(said) else said


# ---------------------------------------------------------------- text constructs


def construct(state: State, said: Words, default: str) -> Words:
    """Return what an element says of the text in it: type, language, and where its links start from."""
    kind = TYPES.get(said.get("type", default))
    if kind is None or said.get("mode") == "base64":
        raise Unsure
    return {"type": kind, "language": state.lang.replace("_", "-") if state.lang else state.lang, "base": state.base}


def constructed(state: State, about: Words, raw: str) -> str:
    """Return the text of such an element, and note where plain text turns out to be HTML."""
    said = bare(raw)
    if about["type"] == PLAIN and not state.version.startswith("atom") and LIKE_MARKUP.search(said):
        from feedparser.mixin import _FeedParserMixin  # noqa: PLC0415  takes 75 ms to load, and few feeds need it

        if _FeedParserMixin.looks_like_html(said):
            about["type"] = HTML
    said = mended(said)
    about["value"] = said
    return said


# ---------------------------------------------------------------- people


def person(context: Words) -> Words:
    """Return the author who was named last."""
    people: list[Words] = context.get("authors") or [{}]
    return people[-1]


def name_person(context: Words, key: str, value: str) -> None:
    """Keep the name, the address or the mail address of the author who was named last."""
    if len(value) > WORD:
        raise Unsure
    if key == "href":
        context.setdefault("author_detail", {})["href"] = value
    sync(context)
    context.setdefault("authors", [{}])[-1][key] = value


def sync(context: Words) -> None:
    """Write down the author as one line; of a plain line with an @, that feedparser would look for a mail address."""
    said = (context.get("author") or "")[:WORD]
    if said:
        context["author"] = said
    detail = person(context)
    if "unsure" in detail:
        context["unsure"] = True
        return
    name, mail = detail.get("name"), detail.get("email")
    if name or mail:
        context["author"] = f"{name} ({mail})" if name and mail else name or mail
    elif said and not detail and "authors" in context:
        detail |= {"unsure": True} if "@" in said else {"name": said}


def certain(state: State) -> None:
    """Raise Unsure where it matters how feedparser takes a mail address out of an author: nobody else is named."""
    for part in (state.feeddata, *state.entries):
        if "unsure" in part and not any(draft.name(name) for name, _ in part.get("written_by", ())):
            raise Unsure
