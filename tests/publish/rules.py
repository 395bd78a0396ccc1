"""W3C's rules for feeds, as far as they concern what Gleaner writes: a document in, what its validator would flag out.

Faults have the names that the validator gives them (https://github.com/w3c/feedvalidator); the recorded documents of
its own tests show that these rules find what it finds.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

ATOM, XHTML = "{http://www.w3.org/2005/Atom}", "{http://www.w3.org/1999/xhtml}"
CONTENT, CREATOR = "{http://purl.org/rss/1.0/modules/content/}", "{http://purl.org/dc/elements/1.1/}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
RFC822 = re.compile(
    r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} "
    r"\d\d:\d\d(?::\d\d)? (?:[+-]\d{4}|GMT|UT|[ECMP][SD]T)"
)
URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
FULL = re.compile(r"(?:https?|mailto):\S+")
UNSAFE = frozenset("applet base embed form frame frameset iframe link meta object script style".split())
RISKS = re.compile(r"on\w+|action|formaction|ping|srcdoc|target")
FEED = {  # name -> at least, at most
    "id": (1, 1), "title": (1, 1), "updated": (1, 1), "author": (0, 99), "link": (0, 99), "subtitle": (0, 1),
    "generator": (0, 1), "rights": (0, 1), "icon": (0, 1), "logo": (0, 1), "category": (0, 99), "contributor": (0, 99),
}  # fmt: skip
ENTRY = FEED | {"published": (0, 1), "summary": (0, 1), "content": (0, 1), "source": (0, 1)}
ENTRY = {key: value for key, value in ENTRY.items() if key not in {"subtitle", "generator", "icon", "logo"}}
CHANNEL = {"title": (1, 1), "link": (1, 1), "description": (1, 1), "language": (0, 1), "pubDate": (0, 1),
           "lastBuildDate": (0, 1), "generator": (0, 1)}  # fmt: skip
ITEM = {"title": (0, 1), "link": (0, 1), "description": (0, 1), "guid": (0, 1), "pubDate": (0, 1)}
Fault = tuple[str, str]
"""What it is called, and where it is."""


def faults(document: bytes) -> list[Fault]:
    """Return what is wrong with an Atom or an RSS document."""
    try:
        root = ET.fromstring(document)
    except ET.ParseError as error:
        return [("SAXError", str(error))]
    if root.tag == f"{ATOM}feed":
        return list(_atom(root))
    return list(_rss(root))


# ---------------------------------------------------------------- Atom


def _atom(root: ET.Element) -> Iterator[Fault]:
    entries = root.findall(f"{ATOM}entry")
    yield from _counted(root, ATOM, FEED, {f"{ATOM}entry", f"{XHTML}div"})
    for part in (root, *entries):
        yield from _dated(part, ATOM, ("updated", "published"), "InvalidRFC3339Date", _rfc3339)
        yield from _links(part)
        yield from _said(part)
    if not [link for link in root.findall(f"{ATOM}link") if link.get("rel") == "self"]:
        yield "MissingSelf", "feed"
    for entry in entries:
        yield from _counted(entry, ATOM, ENTRY, set())
        yield from _contents(entry)
        if not (entry.find(f"{ATOM}author") is not None or root.find(f"{ATOM}author") is not None):
            yield "MissingElement", "author"
    yield from _twice(entries, f"{ATOM}id", "DuplicateEntries")
    yield from _twice(entries, f"{ATOM}updated", "DuplicateUpdated")


def _links(part: ET.Element) -> Iterator[Fault]:
    alternates: Counter[tuple[str, str]] = Counter()
    for link in part.findall(f"{ATOM}link"):
        if not FULL.fullmatch(link.get("href", "")):
            yield "InvalidLink", link.get("href", "")
        if link.get("rel", "alternate") == "alternate":
            alternates[link.get("type", ""), link.get("hreflang", "")] += 1
        if link.text or len(link):
            yield "AtomLinkNotEmpty", link.get("href", "")
    yield from (("DuplicateAtomLink", str(key)) for key, count in alternates.items() if count > 1)


def _said(part: ET.Element) -> Iterator[Fault]:
    """Look at texts: ids are addresses without blanks, authors have a name, types are those of RFC 4287."""
    name = part.find(f"{ATOM}id")
    if name is not None and (name.text or "") != (name.text or "").strip():
        yield "UnexpectedWhitespace", "id"
    elif name is not None and name.text and not URI.fullmatch(name.text):
        yield "InvalidFullLink", name.text
    if (language := part.get(LANGUAGE)) is not None and not TAG.fullmatch(language):
        yield "InvalidLanguage", language
    for author in part.findall(f"{ATOM}author"):
        yield from _counted(author, ATOM, {"name": (1, 1), "uri": (0, 1), "email": (0, 1)}, set())
        if (uri := author.findtext(f"{ATOM}uri")) and not FULL.fullmatch(uri):
            yield "InvalidFullLink", uri
    for words in ("title", "subtitle", "summary", "rights"):
        for each in part.findall(f"{ATOM}{words}"):
            if each.get("type", "text") not in {"text", "html", "xhtml"}:
                yield "InvalidTextType", words


def _contents(entry: ET.Element) -> Iterator[Fault]:
    content = entry.find(f"{ATOM}content")
    alternate = [link for link in entry.findall(f"{ATOM}link") if link.get("rel", "alternate") == "alternate"]
    if content is None and not alternate:
        yield "MissingContentOrAlternate", "entry"
    for name in ("title", "subtitle", "summary", "content"):
        part = entry.find(f"{ATOM}{name}")
        if part is not None and part.get("type", "text") != "text":
            yield from html(part.text or "")


# ---------------------------------------------------------------- RSS


def _rss(root: ET.Element) -> Iterator[Fault]:
    channel = root.find("channel")
    if channel is None:
        yield "MissingElement", "channel"
        return
    items = channel.findall("item")
    yield from _counted(channel, "", CHANNEL, {"item", f"{ATOM}link", f"{XHTML}div"})
    yield from _dated(channel, "", ("pubDate", "lastBuildDate"), "InvalidRFC2822Date", _rfc822)
    if not [link for link in channel.findall(f"{ATOM}link") if link.get("rel") == "self"]:
        yield "MissingAtomSelfLink", "channel"
    if (language := channel.findtext("language")) and not TAG.fullmatch(language):
        yield "InvalidLanguage", language
    for link in (each for part in (channel, *items) for each in part.findall("link")):
        if link.text and not URI.fullmatch(link.text):
            yield "InvalidLink", link.text
    for item in items:
        yield from _item(item)
    yield from _twice(items, "guid", "DuplicateEntries")


def _item(item: ET.Element) -> Iterator[Fault]:
    yield from _counted(item, "", ITEM, {f"{CONTENT}encoded", f"{CREATOR}creator"})
    yield from _dated(item, "", ("pubDate",), "InvalidRFC2822Date", _rfc822)
    if item.find("title") is None and item.find("description") is None:
        yield "MissingItemTitle", "item"
    guid = item.find("guid")
    if guid is None:
        yield "MissingGuid", "item"
    elif guid.get("isPermaLink", "true") not in {"true", "false"}:
        yield "InvalidBooleanAttribute", guid.get("isPermaLink", "")
    elif guid.get("isPermaLink", "true") == "true" and not re.fullmatch(r"https?:\S+", guid.text or ""):
        yield "InvalidHttpGUID", guid.text or ""
    if re.search(r"<\w+[^>]*>", item.findtext("title") or ""):
        yield "ContainsHTML", "title"
    for name in ("description", f"{CONTENT}encoded"):
        yield from html(item.findtext(name) or "")


# ---------------------------------------------------------------- both


def _counted(part: ET.Element, space: str, known: dict[str, tuple[int, int]], others: set[str]) -> Iterator[Fault]:
    """Count the elements: none is missing, there twice, unknown, or empty."""
    found = Counter(str(each.tag) for each in part)
    for name, (least, most) in known.items():
        if found[space + name] < least:
            yield "MissingElement", name
        if found[space + name] > most:
            yield "DuplicateElement", name
    unknown = {tag for tag in found if tag not in others and tag not in {space + name for name in known}}
    yield from (("UndefinedElement", tag) for tag in sorted(unknown))
    for each in part:
        if len(each) and each.tag not in {f"{ATOM}entry", f"{ATOM}author", "item", f"{XHTML}div"}:
            yield "UndefinedElement", f"in {each.tag}"
        if not len(each) and not (each.text or "").strip() and each.tag != f"{ATOM}link" and not each.get("src"):
            yield "NotBlank", str(each.tag)


def _dated(
    part: ET.Element, space: str, names: tuple[str, ...], fault: str, right: Callable[[str], bool]
) -> Iterator[Fault]:
    for each in (each for name in names for each in part.findall(space + name)):
        if each.text and not right(each.text):
            yield fault, each.text


def _rfc3339(words: str) -> bool:
    if not RFC3339.fullmatch(words):
        return False
    try:
        return datetime.fromisoformat(words).tzinfo is not None
    except ValueError:
        return False


def _rfc822(words: str) -> bool:
    """Tell whether a date is one, and falls on the weekday it names."""
    if not RFC822.fullmatch(words):
        return False
    try:
        found = parsedate_to_datetime(words)
    except ValueError:
        return False
    return "," not in words or f"{found:%a}" == words[:3]


def _twice(parts: list[ET.Element], name: str, fault: str) -> Iterator[Fault]:
    seen = Counter(part.findtext(name) for part in parts if part.findtext(name))
    yield from ((fault, str(value)) for value, count in seen.items() if count > 1)


class _Reader(HTMLParser):
    """Looks for what must not be in the text of a feed."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Fault] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in UNSAFE:
            self.found.append(("SecurityRisk", tag))
        for name, value in attrs:
            if RISKS.fullmatch(name):
                self.found.append(("SecurityRiskAttr", name))
            if name == "style":
                self.found.append(("DangerousStyleAttr", value or ""))
            if name in {"href", "src", "cite"} and not FULL.fullmatch(value or ""):
                self.found.append(
                    ("ContainsRelRef" if not urlsplit(value or "").scheme else "SecurityRiskAttr", value or "")
                )


def html(markup: str) -> list[Fault]:
    """Return what must not be in the text of a feed."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return reader.found
