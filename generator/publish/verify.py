"""A built site in, nothing out: or PressError with everything that is not fit to be seen, before anything goes out.

It reads the pages as a stranger would, with a parser of its own, and trusts neither the templates nor Pelican.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

from generator.errors import PressError
from generator.publish import sight, taken, twin
from generator.publish.links import target
from generator.publish.standing import NOTHING, Standing

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
PLACE = re.compile(r"(?!//)[A-Za-z0-9_./#-]*")
"""A place on the site, written so that nothing in it is to be decoded or cut off."""
WEB = re.compile(r"https?://[A-Za-z0-9_.-]+(?:[/?#]|\Z)")
"""How an address elsewhere begins. These two are nearly all there are, and to take an address apart takes ten times as
long: half a second of CPU for ten years of editions."""
ATOM = "{http://www.w3.org/2005/Atom}"
WRITTEN = (".opml", ".xml")
"""Files that have to be well-formed XML."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """All that one page tells, whatever else is on the site."""

    faults: tuple[str, ...]
    ids: tuple[str, ...]
    leads: tuple[tuple[str, str, str], ...]
    """Where its own site is meant: the address, the file, and the id on it ("" for none)."""
    named: tuple[tuple[str, str], ...]
    """Whole addresses on this site that are for others to open, each with its file."""
    policy: str
    readable: bool
    """Whether more is known of it than its fault."""


def verify(
    folder: Path,
    expected: frozenset[str],
    *,
    site_url: str | None = None,
    frames: Mapping[str, str] = MappingProxyType({}),
    standing: Standing = NOTHING,
) -> None:
    """Walk a built site; PressError names everything that is wrong with it.

    Args:
        folder: the site.
        expected: every file it has to have.
        site_url: where it will be.
        frames: the pages that may show something of one other site, each with that site's origin.
        standing: what was seen before in files with the very same bytes, which are read again in any case.
    """
    found = frozenset(twin.names(folder))
    faults = [f"{name}: was not expected" for name in sorted(found - expected)]
    faults += [f"{name}: is missing" for name in sorted(expected - found)]
    pages = {
        name: _look(name, (folder / name).read_bytes(), site_url, standing)
        for name in sorted(found)
        if name.endswith(".html")
    }
    places = {name: frozenset(page.ids) for name, page in pages.items() if page.readable}
    for name, page in pages.items():
        faults += [f"{name}: {fault}" for fault in (*page.faults, *_dead(page, places, found))]
        if page.readable and page.policy != policy(frames.get(name, "")):
            faults.append(f"{name}: its content security policy is not ours")
    for name in sorted(found - pages.keys()):
        faults += [f"{name}: {fault}" for fault in _beside(name, folder, site_url, standing)]
    if faults:
        raise PressError("The printed site is not fit to be seen:\n" + "\n".join(f"  {fault}" for fault in faults))


def policy(frames: str = "") -> str:
    """Return the policy of a page; `frames` is the one other site of which it may show something."""
    return POLICY + (f"; frame-src {frames}" if frames else "")


def _look(name: str, data: bytes, site_url: str | None, standing: Standing) -> Look:
    """Look at a page, or remember what a look at the same bytes in the same place has told."""
    made_of = (name, site_url, sha256(data).hexdigest()) if standing.keeps else None
    if told := standing.again("look", made_of):
        faults, ids, leads, named, known, readable = json.loads(told)
        return Look(
            faults=tuple(faults),
            ids=tuple(ids),
            leads=tuple(map(tuple, leads)),
            named=tuple(map(tuple, named)),
            policy=known,
            readable=readable,
        )
    page = sight.seen(name, data)
    seen = Look(
        faults=tuple(_faults(page)),
        ids=tuple(page.ids),
        leads=tuple(_leads(page, site_url)),
        named=tuple(_named(page, site_url)),
        policy=page.policy,
        readable=page.readable,
    )
    if made_of:
        told = json.dumps([seen.faults, seen.ids, seen.leads, seen.named, seen.policy, seen.readable]).encode()
        standing.keep("look", made_of, told)
    return seen


def _faults(page: sight.Page) -> Iterator[str]:
    """Say what is wrong with a page by itself."""
    yield from page.faults
    if not page.readable:
        return
    if page.titles != 1:
        yield f"it has {page.titles} first-level headings, and should have one"
    if not page.language:
        yield "it does not say in which language it is"
    yield from (f'two elements are called "{name}"' for name, times in sorted(Counter(page.ids).items()) if times > 1)
    yield from (f"it loads {address} from elsewhere" for address in page.loads if not _is_inside(address))
    for address in (*page.links, *page.loads):
        if not WEB.match(address) and not _is_inside(address) and urlsplit(address).scheme not in SCHEMES:
            yield f"{address} is not an address a reader should follow"


def _is_inside(address: str) -> bool:
    if PLACE.fullmatch(address):
        return True
    if WEB.match(address):
        return False
    parts = urlsplit(address)
    return not (parts.scheme or parts.netloc)


def _leads(page: sight.Page, site_url: str | None) -> Iterator[tuple[str, str, str]]:
    """Yield where a page leads on its own site, each address once."""
    for address in dict.fromkeys((*page.links, *page.loads)):
        if _is_inside(address):
            path, fragment = _parted(address)
            yield address, target(path, page.file, site_url), fragment


def _parted(address: str) -> tuple[str, str]:
    """Return the path of an address and the id on its page, as a browser reads them."""
    if PLACE.fullmatch(address):
        path, _, fragment = address.partition("#")
        return path, fragment
    parts = urlsplit(address)
    return unquote(parts.path), unquote(parts.fragment)


def _named(page: sight.Page, site_url: str | None) -> Iterator[tuple[str, str]]:
    for address in page.named:
        path = address.removeprefix(f"{site_url}/")
        yield address, "" if path == address else target(unquote(path) or "./", "index.html")


def _dead(page: Look, places: Mapping[str, frozenset[str]], files: Collection[str]) -> Iterator[str]:
    """Say which ways lead nowhere.

    Args:
        page: what it tells.
        places: page -> the ids on it.
        files: every file of the site.
    """
    for address, led, place in page.leads:
        if led not in files:
            yield f"{address} leads nowhere"
        elif place and led in places and place not in places[led]:
            yield f"{address} leads to a place that {led} does not have"
    yield from (f"{address} is not an address on this site" for address, led in page.named if led not in files)


def _beside(name: str, folder: Path, site_url: str | None, standing: Standing) -> Iterator[str]:
    """Say what is wrong with a file that is no page; nobody looks twice at the same bytes that were right."""
    written = name.endswith(WRITTEN)
    if not (written or taken.is_read(name)):  # the index of the search is 26,000 files
        yield from taken.faults(name, b"", site_url)
        return
    data = (folder / name).read_bytes()
    made_of = (name, site_url, sha256(data).hexdigest()) if standing.keeps else None
    if standing.again("right", made_of) is not None:
        return
    found = [*taken.faults(name, data, site_url), *(_feed(data) if written else ())]
    if made_of and not found:
        standing.keep("right", made_of, b"")
    yield from found


# ---------------------------------------------------------------- feeds


def _feed(data: bytes) -> Iterator[str]:
    try:
        root = taken.parsed(data)
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
