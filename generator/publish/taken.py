"""A file of the printed site that is no page in, everything in it that would run or load something out.

Feeds, letters, books and drawings leave the site, and no policy goes with them: what reads them decides what it runs.
The theme's own hold nothing of the kind; an owner's templates may be anybody's.
"""

import json
import re
import sys
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Iterator, Mapping
from email import message_from_bytes, policy
from functools import lru_cache
from html import escape, unescape
from html.parser import HTMLParser
from io import BytesIO
from itertools import filterfalse
from types import MappingProxyType
from typing import Any
from xml.etree import ElementTree as ET
from zipfile import ZipFile

from generator.publish import sight

RUNS = frozenset(
    "animate applet audio base embed form foreignobject frame frameset iframe object portal script set video".split()
)
"""Elements that run, load or send something, in HTML as in SVG."""
LOADED = frozenset("action background data formaction poster src".split()) | sight.LISTS
PICTURES = frozenset("feimage image use".split())
"""Elements of SVG whose `href` is loaded."""
SHEETS = re.compile(r"(?i)stylesheet|preload|prefetch|preconnect|modulepreload|icon")
"""Relations of a link that are loaded."""
SCHEME = re.compile(r"\s*([a-z][a-z0-9+.-]*):", re.IGNORECASE)
SCHEMES = frozenset({"http", "https", "mailto", "urn"})
HARMLESS = re.compile(
    r"<(?:a|article|b|bdi|blockquote|dd|div|dl|dt|em|h[1-6]|i|li|nav|ol|p|section|small|span|strong|table|td|th|time|tr|ul)"
    r'(?: (?:(?:class|datetime|dir|id|lang|rel|role|scope|title|xml:lang)="[^"]*"|href="https?:[^"]*"))*/?>'
)
"""A tag of ours that can neither run nor load anything, and leads to the web at most."""
ENDED = re.compile(r"\A-?>|--!>")
"""Where browsers end a comment, and Python before 3.13.6 does not."""
SHEET = re.compile("""href\\s*=\\s*["']([^"']*)""")
"""Where a document says which style sheet it has."""
BLANKS = re.compile(r"[\x00-\x20]+")
"""What browsers leave out of an address before they ask what it begins with."""
PAINTED = frozenset("clip-path cursor fill filter marker marker-end marker-mid marker-start mask stroke".split())
PAINT = re.compile(r"(?i)url\s*\((?!\s*[\"']?#)")
"""In what SVG is painted with: something that does not lie in the same drawing."""
ESCAPED = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))")
"""A sign in a style sheet that is written otherwise (CSS Syntax 3, 4.3.7)."""
FOREIGN = re.compile(r"<(?:[^a-zA-Z/!?]|[^\s<>/]*:|!\[|!DOCTYPE[^>]*\[)|<\?xml[^>]*encoding=(?!.utf-8)", re.IGNORECASE)
"""What XML can be written with, and our books are not, so that elements have other names than they seem to."""
ENCODED = re.compile(
    rb"<\?xml[^>]*?encoding(?!\s*=\s*([\"'])(?:utf-8|utf-16|us-ascii|iso-8859-[0-9]+|windows-125[0-8])\1)",
    re.IGNORECASE,
)
"""A declaration of an encoding in which ASCII may stand for something else, and hide it (ISO-2022-JP)."""
CSS = re.compile(r"(?i)@import|\b(?:url|image|image-set|src|expression)\s*\(")
HTML_OF = frozenset({"description", "encoded"})
"""Elements of RSS whose text is markup; those of Atom say so themselves."""


def faults(name: str, data: bytes, site_url: str | None) -> Iterator[str]:
    """Yield what a file must not have; pages have a check of their own.

    Args:
        name: its place on the site.
        data: what is in it.
        site_url: where the site will be; what lies there may be loaded.
    """
    kind = _kind(name)
    if kind in {".htm", ".xht", ".xhtml", ".shtml", ".mhtml", ".svgz"}:
        yield "pages end in .html, drawings in .svg"
    if kind == ".svg":
        yield from _torn(data)
    for markup in KINDS.get(kind, _nothing)(data):
        tags = sight.tags_of(markup)
        odd = () if tags is None else filterfalse(HARMLESS.fullmatch, tags)
        found = _found(markup, site_url) if tags is None else [each for tag in odd for each in _in_tag(tag, site_url)]
        yield from dict.fromkeys(found)


def is_read(name: str) -> bool:
    """Tell whether something in a file of this name could run or load anything."""
    return _kind(name) in KINDS


def _kind(name: str) -> str:
    return "." + name.rpartition(".")[2].lower()


def _found(markup: str, site_url: str | None) -> tuple[str, ...]:
    reader = _Reader(site_url)
    try:
        reader.feed(markup)
        reader.close()
    except AssertionError:  # so older Pythons stop at a `<![` that they do not know
        reader.found.append("not every reader understands this alike: <![")
    return tuple(reader.found)


_in_tag = lru_cache(maxsize=sight.KEPT)(_found)
"""What a tag has, read once: letters, books and feeds hold the same picks."""


class _Reader(HTMLParser):
    """Collects what runs or loads, in HTML and in XML, whatever prefix an element has.

    Where programs differ on what is a tag and what is text, it takes it for a tag.
    """

    def __init__(self, site_url: str | None) -> None:
        super().__init__(convert_charrefs=True)
        self.site_url = site_url
        self.home = f"{site_url}/" if site_url else None
        self.found: list[str] = []
        self.styling = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        tag, values = tag.rpartition(":")[2], {name: value or "" for name, value in attrs}
        self.styling = tag == "style"
        if tag in RUNS or (tag == "meta" and values.get("http-equiv", "").lower() == "refresh"):
            self.found.append(f"<{tag}> has no business there")
        loads = tag in PICTURES or (tag == "link" and SHEETS.search(values.get("rel", "")))
        for name, value in values.items():
            local = name.rpartition(":")[2]
            scheme = SCHEME.match(BLANKS.sub("", value))
            styled = local == "style" and CSS.search(_unescaped(value))
            if name.startswith("on") or local == "srcdoc" or styled or (local in PAINTED and PAINT.search(value)):
                self.found.append(f"<{tag} {name}=…> could run or load something")
            elif local in LOADED or (local == "href" and loads):
                strange = filter(self._strange, sight.asked_for(local, value))
                self.found += [f"it loads {address} from elsewhere" for address in strange]
            elif local == "href" and scheme and scheme[1].lower() not in SCHEMES:
                self.found.append(f"{value} is not an address a reader should follow")

    def handle_endtag(self, tag: str) -> None:
        self.styling = self.styling and tag != "style"

    def handle_data(self, data: str) -> None:
        if self.styling and (loading := CSS.search(_unescaped(data))):
            self.found.append(f"{loading[0]} would load something")

    def set_cdata_mode(self, elem: str, **_: bool) -> None:
        if elem in {"script", "style"}:  # newer Pythons read over what stands in a title; a drawing has elements there
            super().set_cdata_mode(elem)

    def handle_pi(self, data: str) -> None:
        if data.startswith("xml-stylesheet"):  # https://www.w3.org/TR/xml-stylesheet/
            sheets = map(unescape, SHEET.findall(data))
            self.found += [f"it loads {address} from elsewhere" for address in sheets if self._strange(address)]

    def handle_comment(self, data: str) -> None:
        if ended := ENDED.search(data):
            self.found += _found(data[ended.end() :], self.site_url)

    def unknown_decl(self, data: str) -> None:
        self.found += _found(data.replace("<![", ""), self.site_url)  # CDATA, which is a comment in HTML

    def _strange(self, address: str) -> bool:
        if self.home and address.startswith(self.home):
            return False
        address = BLANKS.sub("", address)
        return bool(SCHEME.match(address)) or address.startswith(("/", "\\"))


def _unescaped(sheet: str) -> str:
    """Return a style sheet with every sign as itself."""
    return ESCAPED.sub(_sign, sheet) if "\\" in sheet else sheet


def _sign(found: re.Match[str]) -> str:
    number = int(found[1], 16) if found[1] else 0
    return chr(number) if 0 < number <= sys.maxunicode else found[2] or ""


# ---------------------------------------------------------------- what is markup in which kind of file


def _nothing(_: bytes) -> Iterator[str]:
    return iter(())


def _xml(data: bytes) -> Iterator[str]:
    wide = data.startswith((BOM_UTF16_BE, BOM_UTF16_LE))
    yield data.decode("utf-16" if wide else "utf-8", "replace")
    try:
        root = parsed(data)
    except ET.ParseError:  # it is told elsewhere: of drawings in _torn, of feeds in verify
        return
    yield "".join(_elements(root))
    for each in root.iter():
        if each.get("type") == "html" or _local(each.tag) in HTML_OF:
            yield each.text or ""


def _torn(drawing: bytes) -> Iterator[str]:
    """Say why a drawing cannot be read: nobody knows then what a program makes of it that reads it all the same."""
    try:
        parsed(drawing)
    except ET.ParseError as error:
        yield f"this drawing cannot be read as XML ({error}); save it anew as plain SVG, in UTF-8, or leave it out"


def parsed(data: bytes) -> ET.Element:
    """Return the root of a document.

    Raises:
        ET.ParseError: it is not well formed, or in an encoding that is not known here.
    """
    if ENCODED.match(data.removeprefix(BOM_UTF8)):
        raise ET.ParseError("its encoding is one that not every program knows")
    try:
        return ET.fromstring(data)  # noqa: S314  made a moment ago, or an owner's own
    except (LookupError, ValueError) as error:
        raise ET.ParseError(str(error)) from error


def _elements(root: ET.Element) -> Iterator[str]:
    """Yield the tags of a document by what they mean, whatever prefixes, entities and encoding it is written with."""
    for each in root.iter():
        name, said = _local(each.tag), ""
        for at, (key, value) in enumerate(each.items()):
            prefix = f"n{at}:" if "}" in key else ""  # two names of one kind may stand in a tag
            said += f' {prefix}{_local(key)}="{escape(value)}"'
        yield f"<{name}{said}>"
        if name == "style":
            yield "".join(each.itertext()).replace("<", " ") + "</style>"


def _local(name: str) -> str:
    """Return a name without whose it is: ElementTree writes `{http://www.w3.org/2000/svg}script`."""
    return name.rpartition("}")[2]


def _json(data: bytes) -> Iterator[str]:
    whole: Any = json.loads(data)
    if isinstance(whole, dict):
        yield from (str(each.get("content_html", "")) for each in whole.get("items", ()))
        yield str(whole.get("note", ""))


def _letter(data: bytes) -> Iterator[str]:
    for part in message_from_bytes(data, policy=policy.default).walk():
        if part.get_content_type() == "text/html":
            yield str(part.get_content())


def _book(data: bytes) -> Iterator[str]:
    with ZipFile(BytesIO(data)) as book:
        for name in book.namelist():
            inside = book.read(name).decode("utf-8", "replace")
            yield f"<style>{inside}</style>" if name.endswith(".css") else inside
            if name.endswith((".xhtml", ".svg")) and FOREIGN.search(inside):
                yield from _xml(book.read(name))


KINDS: Mapping[str, Callable[[bytes], Iterator[str]]] = MappingProxyType(
    {".eml": _letter, ".epub": _book, ".json": _json, ".opml": _xml, ".svg": _xml, ".xml": _xml}
)
"""How a file ends -> what of it is markup."""
