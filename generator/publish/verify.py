"""A built site in, nothing out: or PressError with everything that is not fit to be seen, before anything goes out.

It reads the pages as a stranger would, with a parser of its own, and trusts neither the templates nor Pelican.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from types import MappingProxyType
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

from generator.errors import PressError
from generator.publish import taken

POLICY = (
    "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types gleaner"
)
"""What every page says it may load; GitHub Pages sends no headers, so it stands in the page.

Scripts are files of the site, and none can turn a string into markup or code (https://www.w3.org/TR/trusted-types/);
the policy `gleaner` names the service worker, the one address that counts as code. No page connects to anything;
`connect-src` is for Lighthouse, which asks for robots.txt from inside the page.
"""
FORBIDDEN = frozenset("applet base embed frame frameset iframe math noscript object portal style".split())
"""Elements that run, load or send something, or that hide text from a reader without scripts."""
SEARCH = frozenset({"role", "id"})
"""What a form has, beside data for its script: it says that it searches, and has no address to send anything to."""
SCRIPT = frozenset({"src", "defer"})
"""What a script has: an address on this site, and the patience to let the page be read first. No text of its own."""
LOADED = frozenset("action background data formaction imagesrcset ping poster src srcset".split())
"""Attributes whose address is asked for as soon as the page opens, or that send something when pressed."""
MARKS = re.compile(r"[{}|<>\"\\\s]")
"""Signs of a template, of Pelican's links or of broken markup; none may stand in an address, an id or a class."""
SCHEMES = frozenset({"http", "https", "mailto"})
WHOLE = frozenset({"og:url", "og:image"})
"""Properties with an address on this site: who shows a link asks for them from elsewhere (https://ogp.me)."""
ATOM = "{http://www.w3.org/2005/Atom}"
WRITTEN = frozenset({".opml", ".xml"})
"""Files that have to be well-formed XML."""


@dataclass(slots=True)
class Page:
    """What is looked at in one page."""

    file: str
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    """Whole addresses on this site that are for others to open."""
    faults: list[str] = field(default_factory=list)
    policy: str = ""
    titles: int = 0
    language: str = ""


class Reader(HTMLParser):
    """Reads one page into a Page."""

    def __init__(self, page: Page) -> None:
        """Start with an empty page."""
        super().__init__(convert_charrefs=True)
        self.page = page
        self.running = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what an element is, says and leads to."""
        page, values = self.page, {name: value or "" for name, value in attrs}
        if tag in FORBIDDEN or (tag == "script" and set(values) != SCRIPT) or (tag == "form" and _sends(values)):
            page.faults.append(f"<{tag}> has no business on a page")
        self.running = tag == "script"
        if tag == "meta":
            self._meta(values)
        page.titles += tag == "h1"
        page.language = values.get("lang", "") if tag == "html" else page.language
        for name, value in values.items():
            self._attribute(tag, name, value, values)

    def handle_endtag(self, tag: str) -> None:
        """Note where a script ends."""
        self.running = self.running and tag != "script"

    def handle_data(self, data: str) -> None:
        """Look for a script that is written into the page."""
        if self.running and data.strip():
            self.page.faults.append("<script> has text of its own")

    def _meta(self, values: Mapping[str, str]) -> None:
        asked = values.get("http-equiv", "").lower()
        if values.get("property") in WHOLE:
            self.page.named.append(values.get("content", ""))
        if asked == "content-security-policy":
            self.page.policy = values.get("content", "")
        elif asked:
            self.page.faults.append(f"<meta http-equiv={asked!r}> has no business on a page")

    def _attribute(self, tag: str, name: str, value: str, values: Mapping[str, str]) -> None:
        page = self.page
        if name.startswith("on") or name in {"style", "srcdoc"}:
            page.faults.append(f"<{tag} {name}=…> could run or paint something")
        elif name == "id":
            page.ids.append(value)
        elif name == "href" and tag == "link":
            page.named += [value] if values.get("rel") == "canonical" else []
            (page.links if values.get("rel") in {"canonical", "alternate", "me"} else page.loads).append(value)
        elif name in {"href", "xlink:href"}:
            page.links.append(value)
        elif name in LOADED:
            page.loads.append(value)
        if name in {"href", "id", "src"} and MARKS.search(value):
            page.faults.append(f'{name}="{value}" holds a sign that has no business there')


def _sends(form: Mapping[str, str]) -> bool:
    """Tell whether a form may be for something else than to search on its page."""
    return form.get("role") != "search" or any(not name.startswith("data-") for name in set(form) - SEARCH)


def verify(
    folder: Path,
    expected: frozenset[str],
    *,
    site_url: str | None = None,
    frames: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Walk a built site; PressError names everything that is wrong with it.

    Args:
        folder: the site.
        expected: every file it has to have.
        site_url: where it will be.
        frames: the pages that may show something of one other site, each with that site's origin.
    """
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    faults = [f"{name}: was not expected" for name in sorted(set(found) - expected)]
    faults += [f"{name}: is missing" for name in sorted(expected - set(found))]
    pages = {name: read(name, path) for name, path in sorted(found.items()) if name.endswith(".html")}
    for page in pages.values():
        faults += [f"{page.file}: {fault}" for fault in _faults(page, pages, frozenset(found), site_url)]
        if page.policy != policy(frames.get(page.file, "")):
            faults.append(f"{page.file}: its content security policy is not ours")
    for name, path in sorted(found.items()):
        if name not in pages:
            faults += [f"{name}: {fault}" for fault in taken.faults(name, path.read_bytes(), site_url)]
        if path.suffix in WRITTEN:
            faults += [f"{name}: {fault}" for fault in _feed(path)]
    if faults:
        raise PressError("The printed site is not fit to be seen:\n" + "\n".join(f"  {fault}" for fault in faults))


def policy(frames: str = "") -> str:
    """Return the policy of a page; `frames` is the one other site of which it may show something."""
    return POLICY + (f"; frame-src {frames}" if frames else "")


def read(name: str, path: Path) -> Page:
    """Read one page."""
    page = Page(name)
    reader = Reader(page)
    reader.feed(path.read_text("utf-8"))
    reader.close()
    return page


def _faults(page: Page, pages: Mapping[str, Page], files: frozenset[str], site_url: str | None) -> Iterator[str]:
    yield from page.faults
    if page.titles != 1:
        yield f"it has {page.titles} first-level headings, and should have one"
    if not page.language:
        yield "it does not say in which language it is"
    yield from (
        f'two elements are called "{name}"' for name in sorted({each for each in page.ids if page.ids.count(each) > 1})
    )
    yield from (f"it loads {address} from elsewhere" for address in page.loads if _strange(address))
    for address in [*page.links, *page.loads]:
        yield from _dead(address, page, pages, files, site_url)
    for address in page.named:
        path = address.removeprefix(f"{site_url}/")
        if path == address or target(unquote(path) or "./", "index.html") not in files:
            yield f"{address} is not an address on this site"


def _strange(address: str) -> bool:
    parts = urlsplit(address)
    return bool(parts.scheme or parts.netloc)


def _dead(
    address: str, page: Page, pages: Mapping[str, Page], files: frozenset[str], site_url: str | None
) -> Iterator[str]:
    """Say where an address leads if it leads nowhere."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        if parts.scheme not in SCHEMES:
            yield f"{address} is not an address a reader should follow"
        return
    led = target(unquote(parts.path), page.file, site_url)
    if led not in files:
        yield f"{address} leads nowhere"
    elif parts.fragment and led in pages and unquote(parts.fragment) not in pages[led].ids:
        yield f"{address} leads to a place that {led} does not have"


def target(path: str, file: str, site_url: str | None = None) -> str:
    """Return the file an internal address means; "" where it leaves the site."""
    base = unquote(urlsplit(site_url or "").path).rstrip("/") + "/"
    if path.startswith("/"):
        if not path.startswith(base):
            return ""
        parts = path.removeprefix(base).split("/")
    elif path:
        parts = [*file.split("/")[:-1], *path.split("/")]
    else:
        return file
    return _walk(parts)


def _walk(parts: list[str]) -> str:
    kept: list[str] = []
    for part in parts:
        if part == "..":
            if not kept:
                return ""
            kept.pop()
        elif part not in {"", "."}:
            kept.append(part)
    whole = "/".join(kept)
    return whole if parts[-1] not in {"", ".", ".."} else f"{whole}/index.html".removeprefix("/")


# ---------------------------------------------------------------- feeds


def _feed(path: Path) -> Iterator[str]:
    try:
        root = ET.fromstring(path.read_bytes())  # noqa: S314  our own file, made a moment ago
    except ET.ParseError as error:
        yield f"is not well formed: {error}"
        return
    if check := FEEDS.get(root.tag):
        yield from check(root)


def _atom(root: ET.Element) -> Iterator[str]:
    for name in ("id", "title", "updated"):
        for part in (root, *root.iter(f"{ATOM}entry")):
            if not (part.findtext(f"{ATOM}{name}") or "").strip():
                yield f"{part.tag.removeprefix(ATOM)} without {name}"
    yield from _ids([entry.findtext(f"{ATOM}id") or "" for entry in root.iter(f"{ATOM}entry")])


def _rss(root: ET.Element) -> Iterator[str]:
    for part, names in (("channel", ("title", "link", "description")), ("item", ("title", "guid", "description"))):
        for element in root.iter(part):
            yield from (f"{part} without {name}" for name in names if not (element.findtext(name) or "").strip())
    yield from _ids([item.findtext("guid") or "" for item in root.iter("item")])


def _ids(ids: list[str]) -> Iterator[str]:
    yield from (f"two entries have the id {name}" for name in sorted({each for each in ids if ids.count(each) > 1}))


FEEDS: Mapping[str, Callable[[ET.Element], Iterator[str]]] = MappingProxyType({f"{ATOM}feed": _atom, "rss": _rss})
"""Root element -> what is looked at in such a feed."""
