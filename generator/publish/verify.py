"""A built site in, nothing out: or PressError with everything that is not fit to be seen, before anything goes out.

It reads the pages as a stranger would, with a parser of its own, and trusts neither the templates nor Pelican.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

from generator.errors import PressError
from generator.publish import taken
from generator.publish.sight import Page, read

POLICY = (
    "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types gleaner"
)
"""What every page says it may load; GitHub Pages sends no headers, so it stands in the page.

Scripts are files of the site, and none can turn a string into markup or code (https://www.w3.org/TR/trusted-types/);
the policy `gleaner` names the service worker, the one address that counts as code. No page connects to anything;
`connect-src` is for Lighthouse, which asks for robots.txt from inside the page.
"""
SCHEMES = frozenset({"http", "https", "mailto"})
ATOM = "{http://www.w3.org/2005/Atom}"
WRITTEN = frozenset({".opml", ".xml"})
"""Files that have to be well-formed XML."""
Places = Mapping[str, frozenset[str]]
"""Page -> the ids on it."""


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
    found = {path.relative_to(folder).as_posix(): path for path in _files(folder)}
    faults = [f"{name}: was not expected" for name in sorted(set(found) - expected)]
    faults += [f"{name}: is missing" for name in sorted(expected - set(found))]
    pages = {name: read(name, path) for name, path in sorted(found.items()) if name.endswith(".html")}
    places = {name: frozenset(page.ids) for name, page in pages.items()}
    for page in pages.values():
        faults += [f"{page.file}: {fault}" for fault in _faults(page, places, frozenset(found), site_url)]
        if page.policy != policy(frames.get(page.file, "")):
            faults.append(f"{page.file}: its content security policy is not ours")
    for name, path in sorted(found.items()):
        if name not in pages:
            data = path.read_bytes() if taken.is_read(name) else b""  # the index of the search is 26,000 files
            faults += [f"{name}: {fault}" for fault in taken.faults(name, data, site_url)]
        if path.suffix in WRITTEN:
            faults += [f"{name}: {fault}" for fault in _feed(path)]
    if faults:
        raise PressError("The printed site is not fit to be seen:\n" + "\n".join(f"  {fault}" for fault in faults))


def _files(folder: Path) -> Iterator[Path]:
    for place, _, names in os.walk(folder):
        yield from (path for name in names if (path := Path(place, name)).is_file())


def policy(frames: str = "") -> str:
    """Return the policy of a page; `frames` is the one other site of which it may show something."""
    return POLICY + (f"; frame-src {frames}" if frames else "")


def _faults(page: Page, places: Places, files: frozenset[str], site_url: str | None) -> Iterator[str]:
    yield from page.faults
    if page.titles != 1:
        yield f"it has {page.titles} first-level headings, and should have one"
    if not page.language:
        yield "it does not say in which language it is"
    yield from (f'two elements are called "{name}"' for name, times in sorted(Counter(page.ids).items()) if times > 1)
    yield from (f"it loads {address} from elsewhere" for address in page.loads if _strange(address))
    for address in [*page.links, *page.loads]:
        yield from _dead(address, page, places, files, site_url)
    for address in page.named:
        path = address.removeprefix(f"{site_url}/")
        if path == address or target(unquote(path) or "./", "index.html") not in files:
            yield f"{address} is not an address on this site"


def _strange(address: str) -> bool:
    parts = urlsplit(address)
    return bool(parts.scheme or parts.netloc)


def _dead(address: str, page: Page, places: Places, files: frozenset[str], site_url: str | None) -> Iterator[str]:
    """Say where an address leads if it leads nowhere."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        if parts.scheme not in SCHEMES:
            yield f"{address} is not an address a reader should follow"
        return
    led = target(unquote(parts.path), page.file, site_url)
    if led not in files:
        yield f"{address} leads nowhere"
    elif parts.fragment and led in places and unquote(parts.fragment) not in places[led]:
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
