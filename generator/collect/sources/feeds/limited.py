"""feedparser's two parsers under limits: a checked document in, entries as feedparser writes them out.

`feedparser.parse` is not called. Given bytes it first tries to open a file of that name, it finds encodings and
entities in ways that decode.py and guard.py have replaced, and it has no place where a limit could stand. Its strict
and its loose parser do the reading here, unchanged but for what the class below says.
"""

import xml.sax
from collections.abc import Sequence
from io import BytesIO
from time import struct_time
from typing import Any
from xml.sax import handler, xmlreader

from feedparser import api
from feedparser.datetimes import _parse_date
from feedparser.exceptions import UndeclaredNamespace

from generator.collect.sources.feeds import guard
from generator.collect.sources.feeds.bounds import ADDRESS, ITEMS, LANGUAGE, TAGS, TEXT, WORD
from generator.errors import StreetError

NAMESPACES = {
    "https://podcastindex.org/namespace/1.0": "podcast",
    "https://github.com/podcastindex-org/podcast-namespace/blob/main/docs/1.0.md": "podcast",
    "http://purl.org/syndication/thread/1.0": "thr",
    "http://purl.org/atompub/tombstones/1.0": "at",
    "http://purl.org/syndication/history/1.0": "fh",
}
"""Namespaces that feedparser does not know, under the prefixes used below."""
DATES = frozenset({"published", "updated", "created", "expired"})
"""What feedparser calls the elements of which it reads the text as a date."""


class _Enough(Exception):  # noqa: N818  not an error: the rest need not be read
    """As many entries as are wanted have been read."""


class _Limits:
    """What is put before feedparser's own classes: limits, and the elements that it drops or mistakes."""

    # One complete table for all parsers: feedparser fills its own at first use, which two threads would do at once.
    _matchnamespaces = {uri.lower(): prefix for uri, prefix in (api.StrictFeedParser.namespaces | NAMESPACES).items()}  # noqa: RUF012  feedparser's name, never changed
    gone: list[str]
    hours: list[str]
    days: list[str]
    whole: bool
    wanted: frozenset[int] | None
    met: int
    skipping: str

    def unknown_starttag(self: Any, tag: str, attrs: Sequence[tuple[str, str]]) -> None:
        """Count entries, keep inherited values short, and note replies and deletions."""
        name = tag.rpartition(":")[2]
        if self.skipping or (not self.incontent and self._passes_by(name)):
            return
        if not self.incontent:
            self._note(tag, name, attrs)
        if len(self.baseuri or "") > ADDRESS or len(self.lang or "") > LANGUAGE:
            raise StreetError(guard.TOO_LONG, kind="hostile")
        super().unknown_starttag(tag, attrs)  # type: ignore[misc]

    def unknown_endtag(self: Any, tag: str) -> None:
        """Let an entry that is not wanted end; of the others, keep bearable texts."""
        if self.skipping:
            self.skipping = "" if tag.rpartition(":")[2] == self.skipping else self.skipping
            return
        super().unknown_endtag(tag)  # type: ignore[misc]

    def handle_data(self: Any, text: str, escape: int = 1) -> None:
        """Pass by what stands in an entry that is not wanted."""
        if not self.skipping:
            super().handle_data(text, escape)  # type: ignore[misc]

    def _passes_by(self: Any, name: str) -> bool:
        """Tell whether an entry begins here that is not wanted."""
        if name not in {"item", "entry"}:
            return False
        self.met += 1
        if self.wanted is None or self.met - 1 in self.wanted:
            return False
        self.skipping = name
        return True

    def _note(self: Any, tag: str, name: str, attrs: Sequence[tuple[str, str]]) -> None:
        if name in {"item", "entry"} and len(self.entries) >= ITEMS:
            raise _Enough
        if tag == "fh:complete":
            self.whole = True
        if name == "deleted-entry":
            self.gone.extend(value for key, value in attrs if key == "ref")
        if name == "in-reply-to" and self.inentry:
            self.entries[-1]["is_reply"] = True

    def pop(self: Any, element: str, strip_whitespace: int = 1) -> Any:  # noqa: ANN401  feedparser has no types
        """Cut a text of a megabyte while it is still in pieces; let a date on which feedparser would fail be none."""
        if self.elementstack and sum(map(len, self.elementstack[-1][2])) > TEXT:
            self.elementstack[-1][2][:] = ["".join(self.elementstack[-1][2])[:TEXT]]
        value = super().pop(element, strip_whitespace)  # type: ignore[misc]
        return "" if element in DATES and value and date(value) is None else value

    def _end_author(self: Any) -> None:
        """Keep every author as written: feedparser keeps the last, and reads what stands there as a mail address."""
        name, _, pieces = self.elementstack[-1] if self.elementstack else ("", 0, ())
        said = "".join(pieces)[:WORD].strip() if name == "author" else ""
        context = self._get_context()
        detail = (context.get("authors") or [{}])[-1]
        name = detail.get("name") or self.decode_entities("author", said)
        context.setdefault("written_by", []).append((name, detail.get("href") or ""))
        super()._end_author()  # type: ignore[misc]

    def _end_guid(self: Any) -> None:
        """Read `4711` as an id: by the standard it is an address, and would lead to a page that never was."""
        name, _, pieces = self.elementstack[-1] if self.elementstack else ("", 0, ())
        if name == "id" and "/" not in "".join(pieces):
            self.guidislink = False
        super()._end_guid()  # type: ignore[misc]

    _end_id = _end_guid

    def _start_link(self: Any, attributes: dict[str, str]) -> None:
        """Leave the type of a file open where it is not said: feedparser calls it a page."""
        if attributes.get("rel") == "enclosure":
            attributes.setdefault("type", "")
        super()._start_link(attributes)  # type: ignore[misc]

    def _start_podcast_person(self: Any, attributes: dict[str, str]) -> None:
        self.push("podcast_person", 0)
        role = (attributes.get("role") or "host").lower()
        self._get_context().setdefault("persons", []).append(["", attributes.get("href") or "", role])

    def _end_podcast_person(self: Any) -> None:
        if name := self.pop("podcast_person"):
            self._get_context().setdefault("persons", [["", "", ""]])[-1][0] = name[:WORD]

    def _start_podcast_block(self: Any, attributes: dict[str, str]) -> None:
        """Tell a block for everybody from one for a named service; ours has no name there."""
        self.push("podcast_block_of" if attributes.get("id") else "podcast_block", 0)

    def _end_podcast_block(self: Any) -> None:
        self.pop("podcast_block_of")
        if said := self.pop("podcast_block"):
            self._get_context()["podcast_block"] = said

    def _end_hour(self: Any) -> None:
        """Keep every hour of skipHours: feedparser keeps the last."""
        self.hours.append(str(self.pop("hour", 1) or "")[:20])

    def _end_day(self: Any) -> None:
        self.days.append(str(self.pop("day", 1) or "")[:20])

    def _start_media_description(self: Any, attributes: dict[str, str]) -> None:
        """Keep it apart: feedparser would take the description of a picture for the text of the entry."""
        del attributes
        self.push("media_words", 0)

    def _end_media_description(self: Any) -> None:
        words = self.pop("media_words")
        if words and self.inentry:
            self.entries[-1].setdefault("media_words", []).append(words)

    def _start_media_title(self: Any, attributes: dict[str, str]) -> None:
        """Drop it: a picture's title is not the title of the entry."""
        del attributes
        self.push("media_title", 0)

    def _end_media_title(self: Any) -> None:
        self.pop("media_title")

    def _end_dcterms_valid(self: Any) -> None:
        """Drop it: nobody here asks how long a text holds, and feedparser fails where its dates are none."""
        self.pop("validity")

    def _end_itunes_block(self: Any) -> None:
        """Read `Yes`, `yes` and `YES` alike."""
        self._get_context()["itunes_block"] = str(self.pop("itunes_block", 0)).strip().lower()

    def _add_tag(self: Any, term: str, scheme: str, label: str) -> None:
        if len(self._get_context().get("tags", ())) < TAGS:
            super()._add_tag(term, scheme, label)  # type: ignore[misc]

    def _sync_author_detail(self: Any, key: str = "author") -> None:
        context = self._get_context()
        if len(context.get(key) or "") > WORD:
            context[key] = context[key][:WORD]
        super()._sync_author_detail(key)  # type: ignore[misc]

    def handle_charref(self: Any, ref: str) -> None:
        """Read numbers of characters that do not exist, too, where feedparser stops with an exception."""
        kept = {"34", "38", "39", "60", "62", "x22", "x26", "x27", "x3c", "x3e"}
        if self.elementstack:
            self.elementstack[-1][2].append(f"&#{ref};" if ref.lower() in kept else guard.numbered(ref))


Reader = Any
"""One of the two parsers below; feedparser has no types, so its classes are Any to the type checker."""


class _Strict(_Limits, api.StrictFeedParser):  # type: ignore[misc]
    """For well-formed documents."""


class _Loose(_Limits, api.LooseFeedParser):  # type: ignore[misc]
    """For all others."""


def read(body: str, entities: dict[str, str], url: str, wanted: frozenset[int] | None) -> Reader:
    """Return the parser after its work: `.feeddata`, `.entries` (at most ITEMS, the newest), `.version`, `.gone`.

    Also `.hours` and `.days` (as written in skipHours and skipDays), `.whole` (fh:complete) and `.met`, the number of
    entries that the document has, as far as it was read.

    StreetError where the document is hostile, or so broken that feedparser itself fails on it.
    """
    try:
        return _strict(body, entities, url, wanted) or _loose(body, entities, url, wanted)
    except (StreetError, MemoryError):
        raise
    except Exception as error:  # feedparser fails on broken documents in ways of its own; a stranger's fault, not ours
        raise StreetError("This feed is too broken to be read.", kind="broken") from error


def date(written: str) -> struct_time | None:
    """Read a date as feedparser does, in UTC; None where it cannot."""
    try:
        found: struct_time | None = _parse_date(written)
    except Exception:  # noqa: BLE001  feedparser fails on dates of strangers in ways of its own: a month of 13, IndexError
        return None
    return found


def _ready(parser: Reader, wanted: frozenset[int] | None) -> Reader:
    parser.resolve_relative_uris = parser.sanitize_html = parser.whole = False
    parser.gone, parser.hours, parser.days = [], [], []
    parser.wanted, parser.met, parser.skipping = wanted, 0, ""
    return parser


def _strict(body: str, entities: dict[str, str], url: str, wanted: frozenset[int] | None) -> Reader | None:
    """Return None where the document is not well-formed."""
    parser = _ready(_Strict(url, None, "utf-8"), wanted)
    source = xmlreader.InputSource()
    source.setByteStream(BytesIO((guard.doctype(entities) + body).encode("utf-8", "replace")))
    source.setEncoding("utf-8")
    sax = xml.sax.make_parser()  # noqa: S317  guard.py has removed the document type: nothing to expand or to fetch
    sax.setFeature(handler.feature_namespaces, 1)
    sax.setFeature(handler.feature_external_ges, 0)
    sax.setContentHandler(parser)
    sax.setErrorHandler(parser)
    try:
        sax.parse(source)
    except _Enough:
        return parser
    except (xml.sax.SAXException, UndeclaredNamespace):
        return None
    return parser


def _loose(body: str, entities: dict[str, str], url: str, wanted: frozenset[int] | None) -> Reader:
    parser = _ready(_Loose(url, None, "utf-8", entities), wanted)
    try:
        parser.feed(body)
    except _Enough:
        return parser
    return _without_stump(parser)


def _without_stump(parser: Reader) -> Reader:
    """Drop the last entry where the document breaks off before it says which it is: it will come whole another time."""
    last = parser.entries[-1] if parser.inentry and len(parser.entries) > 1 else None
    if last is not None and not dict.get(last, "link") and not dict.get(last, "id"):
        parser.entries.pop()
    return parser
