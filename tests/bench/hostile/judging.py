"""A printed digest in, what is wrong with it by parsers of others out: books, letters, calendars, feeds, JSON, logs.

Pages and feeds are judged in a browser, by a probe that is no part of this; here is what no browser opens.
"""

import csv
import io
import json
import re
import zipfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from email import message_from_bytes, policy
from pathlib import Path
from xml.etree import ElementTree as ET

from generator.text import SPOILT, address
from tests.bench.hostile.gather import MARKED

FILE = re.compile(
    r"\.gleaner-site|[a-z0-9][a-z0-9_/-]*\.[a-z]{2,6}|[a-z0-9/-]*index\.html|\.nojekyll|CNAME", re.ASCII | re.IGNORECASE
)
"""What a file of the site is called: small letters, digits, hyphens; editions have the W of their week."""
DEVICE = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufffe\uffff]")
"""What no text of ours holds; a carriage return stands in calendars and letters alone."""
BIDI = re.compile("[\u202a-\u202e]")
ACTIVE = frozenset("script style iframe object embed form input button link base meta svg math template".split())
ON = re.compile(r"on[a-z]+")
HEADERS = frozenset(
    "subject from date message-id archived-at mime-version content-type content-language x-unsent "
    "content-transfer-encoding".split()
)
CALENDAR = frozenset(
    "BEGIN END PRODID VERSION METHOD X-WR-CALNAME TZID DTSTART TZOFFSETFROM TZOFFSETTO TZNAME RDATE UID DTSTAMP "
    "SEQUENCE DURATION RRULE SUMMARY DESCRIPTION TRANSP URL".split()
)
COMMAND = re.compile(r"(?m)(^|\r)\s*::|##\[|##vso\[")
RUNS = re.compile(r"(?i)\s*(javascript|data|vbscript):")
ESCAPES = re.compile("\x1b\\[[0-9;]*m")


def judged(site: Path) -> tuple[list[str], dict[str, int]]:
    """Return the faults of a site, and how many texts reached which kind of file."""
    faults: list[str] = []
    reached: defaultdict[str, set[str]] = defaultdict(set)
    names = [path.relative_to(site).as_posix() for path in sorted(site.rglob("*")) if path.is_file()]
    faults += [f"{name}: {why}" for name in names for why in _named(name)]
    faults += [f"{name}: twice but for case" for name, n in Counter(map(str.lower, names)).items() if n > 1]
    for name in names:
        if name.startswith("pagefind/"):
            continue
        data = (site / name).read_bytes()
        suffix = name.rpartition(".")[2]
        if suffix in READERS:
            for why in READERS[suffix](data, reached[suffix]):
                faults.append(f"{name}: {why}")
        if suffix == "html":
            reached[suffix].update(MARKED.findall(data.decode()))
            faults += [f"{name}: {why}" for why in _text(data.decode())]
    return faults, {suffix: len(found) for suffix, found in reached.items()}


def said(folder: Path) -> tuple[list[str], dict[str, int]]:
    """Return the faults of what was said aloud."""
    faults: list[str] = []
    reached = {}
    for path in sorted(folder.glob("*.*")):
        with path.open(encoding="utf-8", newline="") as file:
            words = file.read()
        reached[path.name] = len(set(MARKED.findall(words)))
        bare = ESCAPES.sub("", words) if path.name == "terminal.txt" else words
        faults += [f"{path.name}: {why}" for why in _text(bare)]
        if path.name == "annotations.txt":
            faults += [f"annotation: {line[:100]!r}" for line in re.split(r"[\r\n]+", words) if not _ours(line)]
        elif path.suffix == ".txt" and path.name != "posts.txt":
            faults += [f"{path.name}: a command: {found[0]!r}" for found in COMMAND.finditer(words)]
    return faults, reached


def _ours(line: str) -> bool:
    return (
        not line or re.match(r"::(error|warning|notice)( [a-z]+=[^,:\r\n]*(,[a-z]+=[^,:\r\n]*)*)?::", line) is not None
    )


def _named(name: str) -> Iterator[str]:
    if not name.startswith(("theme/", "pagefind/", "images/")) and not FILE.fullmatch(name):
        yield "a name that is none of ours"
    if any(DEVICE.fullmatch(part) for part in name.split("/")) or len(name) > 200:
        yield "a name that not every disk takes"


def _text(words: str) -> Iterator[str]:
    if found := CONTROLS.search(words):
        yield f"a control character: {words[max(0, found.start() - 40) : found.end() + 20]!r}"
    if found := BIDI.search(words):
        yield f"turns the line around: {words[max(0, found.start() - 40) : found.end() + 20]!r}"


def _xml(data: bytes, reached: set[str]) -> Iterator[str]:
    if re.search(rb"<!DOCTYPE(?! html>)|<!ENTITY|<\?xml-stylesheet(?! [^>]*href=\"[a-z/.]+\")", data):
        yield "a document type or a style sheet"
    try:
        root = ET.fromstring(data)
    except ET.ParseError as error:
        yield f"not well formed: {error}"
        return
    words = data.decode("utf-8")
    yield from _text(words)
    reached.update(MARKED.findall(words))
    for each in root.iter():
        for key, value in each.attrib.items():
            leads = key.rpartition("}")[2].lower() in {"href", "src", "url", "xmlurl", "htmlurl"} and ":" in value
            if leads and not _led(value):
                yield f"leads to {value!r}"


def _led(value: str) -> bool:
    return value.startswith(("mailto:", "urn:uuid:")) or (address(value) is not None and not SPOILT.search(value))


def _svg(data: bytes, reached: set[str]) -> Iterator[str]:
    yield from _xml(data, reached)
    yield from _inert(ET.fromstring(data), ACTIVE - {"svg", "style"})


def _inert(root: ET.Element, active: frozenset[str]) -> Iterator[str]:
    for each in root.iter():
        tag = str(each.tag).rpartition("}")[2].lower()
        if tag in active:
            yield f"<{tag}> has no business here"
        for key, value in each.attrib.items():
            name = key.rpartition("}")[2].lower()
            if ON.fullmatch(name) or (RUNS.match(value) and name in {"href", "src"}):
                yield f"<{tag} {name}={value[:60]!r}>"


def _epub(data: bytes, reached: set[str]) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        if book.testzip():
            yield "a broken archive"
        for name in book.namelist():
            if not re.fullmatch(r"[A-Za-z0-9/_.-]{1,80}", name) or ".." in name:
                yield f"a file called {name!r}"
            if name.endswith((".xhtml", ".opf", ".ncx", ".xml")):
                for why in _xml(book.read(name), reached):
                    yield f"{name}: {why}"
                if name.endswith(".xhtml"):
                    root = ET.fromstring(book.read(name))
                    yield from _inert(root, ACTIVE - {"link", "meta", "svg"})


def _letter(data: bytes, reached: set[str]) -> Iterator[str]:
    made = message_from_bytes(data, policy=policy.SMTP)
    names = [name.lower() for name in made]
    if extra := set(names) - HEADERS:
        yield f"headers of somebody else: {sorted(extra)}"
    if len(names) != len(set(names)):
        yield "a header twice"
    if made.defects or any(part.defects for part in made.walk()):
        yield f"defects: {made.defects}"
    wrong = [str(defect) for name in names for defect in made[name].defects]
    if wrong:
        yield f"defects of headers: {wrong}"
    kinds = [part.get_content_type() for part in made.walk()]
    if kinds != ["multipart/alternative", "text/plain", "text/html"]:
        yield f"parts: {kinds}"
    if re.search(rb"(?<!\r)\n|\r(?!\n)", data):
        yield "a line that ends by half"
    for part in made.walk():
        if not part.is_multipart():
            words = part.get_content()
            reached.update(MARKED.findall(words))
            yield from _text(words)
    if any(address.addr_spec for address in made["from"].addresses):
        yield "an address in From"


def _calendar(data: bytes, reached: set[str]) -> Iterator[str]:
    from icalendar import Calendar  # noqa: PLC0415

    words = data.decode("utf-8")
    reached.update(MARKED.findall(words))
    yield from _text(words)
    if re.search(r"(?<!\r)\n|\r(?!\n)", words):
        yield "a line that ends by half"
    if any(len(line.encode()) > 75 for line in words.split("\r\n")):
        yield "a line that is too long"
    unfolded = words.replace("\r\n ", "")
    if extra := {re.split("[;:]", line)[0] for line in unfolded.split("\r\n") if line} - CALENDAR:
        yield f"properties of somebody else: {sorted(extra)[:9]}"
    found = Calendar.from_ical(data)
    if [each.name for each in found.subcomponents if each.name != "VTIMEZONE"] != ["VEVENT"] or found.errors:
        yield "more than one event"


def _json(data: bytes, reached: set[str]) -> Iterator[str]:
    words = data.decode("utf-8")
    value = json.loads(words)
    reached.update(MARKED.findall(words))
    for each in _strings(value):
        yield from _text(each)
    yield from (f"leads to {each[:80]!r}" for each in _addresses(value) if RUNS.match(each))


def _addresses(value: object, key: str = "") -> Iterator[str]:
    """Yield what stands under keys that lead somewhere."""
    if isinstance(value, str) and key.endswith(("url", "address", "attachments", "feed", "image", "icon")):
        yield value
    if isinstance(value, dict):
        for name, each in value.items():
            yield from _addresses(each, name)
    if isinstance(value, list):
        for each in value:
            yield from _addresses(each, key)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _strings(each)


def _csv(data: bytes, reached: set[str]) -> Iterator[str]:
    for row in csv.reader(io.StringIO(data.decode("utf-8"), newline="")):
        reached.update(MARKED.findall(" ".join(row)))
        yield from (f"a formula: {cell[:60]!r}" for cell in row if cell[:1] in {"=", "+", "-", "@", "\t", "\r"})


READERS: Mapping[str, Callable[[bytes, set[str]], Iterator[str]]] = {
    "xml": _xml,
    "opml": _xml,
    "svg": _svg,
    "epub": _epub,
    "eml": _letter,
    "ics": _calendar,
    "json": _json,
    "csv": _csv,
}
"""Ending of a file -> who reads it."""
