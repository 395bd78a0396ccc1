"""The sources of config.yaml in, a list of them that feed readers import out (OPML 2.0, http://opml.org/spec2.opml).

Whoever takes it needs this digest no more, and that is what it is for. Only what is or has a feed by a documented
address is in it; the others are named in a comment. What is behind a log-in, on this machine or in a private network is
of no use elsewhere, and what the owner notes down for themselves is not for others.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from itertools import groupby
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from generator import text, withdrawal
from generator.model import Source
from generator.publish import elements
from generator.publish.offprints import Bench, Offprint

if TYPE_CHECKING:
    from generator.publish.house import House
    from generator.publish.plan import Plan

FILE = "sources.opml"
KINDS: Mapping[str, str] = MappingProxyType(
    {
        "bluesky": "Bluesky",
        "devto": "dev.to",
        "gleaner": "Gleaner",
        "hackernews": "Hacker News",
        "lemmy": "Lemmy",
        "mastodon": "Mastodon",
        "reddit": "Reddit",
        "youtube": "YouTube",
    }
)
"""The folder of a source without a topic; feeds without one stand outside of folders."""
TELLING = re.compile(
    r"(?i).*(?:token|key|auth|secret|passw(?:or)?d|pass|pwd|pw|sig|signature|session|sess(?:ion)?_?id|sid|jwt|bearer"
    r"|credentials?|ticket|hash|private)|code"
)
"""How parameters end whose values open a door. What config.yaml knows for a token (Reddit's `feed`) it refuses."""
DOOR = re.compile(r"(?i)(?:(?:access|api|auth|feed|private|rss|user)[_-]?)?(?:token|key|secret|auth|private)(?:=.*)?")
"""A step of a path behind which such a value stands."""
OPAQUE = re.compile(
    r"(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|(?=\w*\d)(?=\w*[a-z])\w{24,}"
    r"|(?-i:(?=[\w-]*\d)(?=[\w-]*[a-z])(?=[\w-]*[A-Z])[\w-]{24,})",
    re.ASCII,
)
"""What no person would choose as part of an address: it is how private feeds of newsletters are told apart."""
AT_HOME = re.compile(
    r"[^.]*|.*\.(?:local|localdomain|lan|internal|intranet|private|home|corp|home\.arpa|localhost|test|onion|ts\.net)"
    r"|(?:.*\.)?fritz\.box|(?:.*\.)?(?:\d+|0x[0-9a-f]*)"
)
"""Names of hosts that mean nothing elsewhere (RFC 6762, 8375, 6761, 7686, and what routers make up), and what browsers
read as an address in figures though we do not (https://url.spec.whatwg.org/#ends-in-a-number-checker)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One line of the list."""

    folder: str
    """Its topic, else its network; "" for none."""
    source: Source
    feed: str
    page: str
    """What a person can open, "" where that is not known."""


def offprints(plan: "Plan") -> tuple[Offprint, ...]:
    """Return the list; none while no source has a feed that others can read."""
    if not exists(plan.house):
        return ()

    def made(_: Bench) -> bytes:
        return opml(plan.house)

    return (Offprint(file=FILE, make=made),)


def exists(house: "House") -> bool:
    """Tell whether there is anything to list."""
    return any(shared(source) for source in sources(house))


def opml(house: "House") -> bytes:
    """Write the list."""
    say, site = house.say, house.config.site
    left = [source.name for source in sources(house) if not shared(source)]
    comment = say("opml.without", n=len(left), names=say.row(left)) if left else ""
    return document(say("opml.title", title=site.title), comment, _listed(house))


def document(title: str, comment: str, lines: Iterable[Listed]) -> bytes:
    """Write a list of lines, those of a folder together."""
    root = Element("opml", {"version": "2.0"})
    head = SubElement(root, "head")
    elements.add(head, "title", title)
    elements.add(head, "docs", "http://opml.org/spec2.opml")
    if comment:
        elements.put_comment(head, comment)
    body = SubElement(root, "body")
    for name, members in groupby(lines, key=lambda line: line.folder):
        into = SubElement(body, "outline", {"text": _clean(name), "title": _clean(name)}) if name else body
        for line in members:
            SubElement(into, "outline", _outline(line))
    indent(root, " ")
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def sources(house: "House") -> tuple[Source, ...]:
    """Return the sources of config.yaml without those of people who are withdrawn."""
    return withdrawal.sources_without(house.config.sources, house.config.withdrawn)


def _listed(house: "House") -> list[Listed]:
    """Return the lines, each feed once, a folder's together: folders by name, lines in the order of config.yaml."""
    pages = {report.source: report.address for report in house.weeks[0].reports} if house.weeks else {}
    found: dict[str, Listed] = {}
    for source in sources(house):
        if feed := shared(source):
            page = text.address(pages.get(source.key, "")) or ""
            open_page = page if page and page != feed and is_open(page) else ""
            found.setdefault(feed, Listed(folder=folder(source), source=source, feed=feed, page=open_page))
    return ordered(found.values())


def ordered(lines: Iterable[Listed]) -> list[Listed]:
    """Return folders by name, then what stands in none; within each the order is kept."""
    return sorted(lines, key=lambda line: (not line.folder, text.fold(line.folder), line.folder))


def folder(source: Source) -> str:
    """Return the folder of a source: its first topic, else its network; "" for none."""
    return source.topics[0] if source.topics else KINDS.get(source.kind, "")


def _outline(line: Listed) -> dict[str, str]:
    """Return the attributes of a line; `category` has all topics, of which a folder shows only the first."""
    name, topics = _clean(line.source.name), ",".join(f"/{_category(each)}" for each in line.source.topics)
    said = {"type": "rss", "text": name, "title": name, "xmlUrl": line.feed, "htmlUrl": line.page, "category": topics}
    return {key: value for key, value in said.items() if value}


def _clean(words: str) -> str:
    return elements.ILLEGAL.sub("", text.one_line(words))


def _category(topic: str) -> str:
    """Return a topic without the signs that part categories (OPML 2.0, `category`)."""
    return " ".join(re.sub(r"[/,]", " ", _clean(topic)).split())


# ---------------------------------------------------------------- addresses


def feed(source: Source) -> str:
    """Return the address of a source's feed; "" where it has none."""
    way = WAYS.get(source.kind)
    return (text.address(way(source)) or "") if way else ""


def shared(source: Source) -> str:
    """Return the address of a source's feed that anybody can read; "" where it has none."""
    found = feed(source)
    return found if found and is_open(found) and not (source.kind == "feed" and OPAQUE.search(found)) else ""


def page_of(address: str) -> str | None:
    """Return an address that a page may link to for everybody; None for one that opens a door or means this house."""
    found = text.address(address)
    return found if found and is_open(found) and not OPAQUE.search(found) else None


def is_open(address: str) -> bool:
    """Tell whether an address means the same to everybody, and opens no door."""
    parts = urlsplit(address)
    host = (parts.hostname or "").rstrip(".")
    given = f"{parts.query}&{parts.fragment}".replace(";", "&")
    if any(TELLING.fullmatch(key) for key, _ in parse_qsl(given, keep_blank_values=True)):
        return False
    if any(DOOR.fullmatch(unquote(step)) for step in parts.path.split("/")[:-1]):
        return False
    try:
        return ip_address(host).is_global
    except ValueError:
        return not AT_HOME.fullmatch(host)


def _own(source: Source) -> str:
    return source.address


def _gleaner(source: Source) -> str:
    """The Atom feed beside the list of picks (generator/publish/feeds)."""
    home = source.address.removesuffix("feed.json").removesuffix("index.html")
    return f"{home.rstrip('/')}/atom.xml"


def _mastodon(source: Source) -> str:
    """Hashtags on the first of their servers, and accounts (Mastodon's routes; lists have no feed)."""
    if source.address.startswith("#"):
        servers = source.options.get("servers") or ""
        server = servers if isinstance(servers, str) else servers[0]
        root = server if "://" in server else f"https://{server}"
        return f"{root.rstrip('/')}/tags/{quote(source.address[1:], safe='')}.rss" if server else ""
    name, _, server = source.address.removeprefix("@").partition("@")
    return f"https://{server}/@{quote(name)}.rss" if source.address.startswith("@") and server else ""


def _bluesky(source: Source) -> str:
    """Profiles alone (bskyweb/cmd/bskyweb/rss.go in github.com/bluesky-social/social-app)."""
    who = source.address.removeprefix("@")
    return f"https://bsky.app/profile/{quote(who, safe=':')}/rss" if source.address.startswith("@") else ""


def _reddit(source: Source) -> str:
    """What was posted to a subreddit, by a person, or found by a search (www.reddit.com/wiki/rss)."""
    kind, _, rest = source.address.partition("/")
    if kind == "r":
        return f"https://www.reddit.com/r/{quote(rest, safe='+')}/new/.rss"
    if kind == "u":
        return f"https://www.reddit.com/user/{quote(rest)}/submitted/.rss"
    words = source.address.removeprefix("search:").strip()
    return f"https://www.reddit.com/search.rss?{urlencode([('q', words), ('sort', 'new')])}"


def _lemmy(source: Source) -> str:
    """Communities (https://join-lemmy.org/docs/contributors/04-api.html, RSS)."""
    name, _, server = source.address.removeprefix("!").rpartition("@")
    return f"https://{server}/feeds/c/{quote(name, safe='@')}.xml?sort=New"


def _youtube(source: Source) -> str:
    """Channels and playlists by their id; a handle's id is not known here."""
    kind, _, name = source.address.partition(":")
    key = {"channel": "channel_id", "playlist": "playlist_id"}.get(kind)
    return f"https://www.youtube.com/feeds/videos.xml?{key}={quote(name)}" if key else ""


def _hackernews(source: Source) -> str:
    """The front page; searches have none of its own."""
    return "https://news.ycombinator.com/rss" if source.address == "front" else ""


def _devto(source: Source) -> str:
    """Tags and authors (https://developers.forem.com)."""
    mark, name = source.address[:1], quote(source.address[1:])
    return {"#": f"https://dev.to/feed/tag/{name}", "@": f"https://dev.to/feed/{name}"}.get(mark, "")


WAYS: Mapping[str, Callable[[Source], str]] = MappingProxyType(
    {
        "feed": _own,
        "gleaner": _gleaner,
        "mastodon": _mastodon,
        "bluesky": _bluesky,
        "reddit": _reddit,
        "lemmy": _lemmy,
        "youtube": _youtube,
        "hackernews": _hackernews,
        "devto": _devto,
    }
)
"""Kind of source -> how its feed is found; kinds that are not here have none."""
