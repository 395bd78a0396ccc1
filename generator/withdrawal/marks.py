"""An address of the web, a handle or a key in; the marks by which its owner is known out. Pure.

One account has many addresses: @ann@server.example, https://server.example/@ann, .../users/ann, every post below them.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from generator import text

NOBODY: frozenset[str] = frozenset()
DID = re.compile(r"did:[a-z0-9]+:[\w.:%-]+")
"""W3C Decentralized Identifiers 1.0, 3.1; a slash ends it."""
ACCOUNT = re.compile(r"(?:acct:)?@?(?P<name>[\w.-]+)@(?P<server>[\w-]+(?:\.[\w-]+)+)")
HOST = re.compile(r"@?(?P<host>(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_][\w-]+)\.?")
"""A domain; on Bluesky also a handle."""
PEOPLE = frozenset("users user u profile profiles accounts people author members".split())
"""How the path of somebody's page begins where not with @: ActivityPub, Bluesky, Lemmy, Reddit, WordPress."""
FEED_ENDING = re.compile(r"\.(?:rss|atom|json)$")
ANOTHER = re.compile(r"(?<!\s)\s++(?=[a-z][a-z0-9+.-]*:)")
"""Where a second address begins: `feed https://...` is the key of a source. A run of blanks is looked at once."""
DEEPEST = 12
"""Steps of a path that are looked at; nobody's page lies deeper."""
RENAMED = {
    "mobile.twitter.com": "x.com",
    "new.reddit.com": "reddit.com",
    "old.reddit.com": "reddit.com",
    "twitter.com": "x.com",
}
"""Hosts that show what is at home at another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What an address says about whose it is, all in small letters."""

    hosts: frozenset[str] = NOBODY
    accounts: frozenset[str] = NOBODY
    """name@server."""
    pages: frozenset[str] = NOBODY
    """host/path of the page and of all pages above it."""
    dids: frozenset[str] = NOBODY


@lru_cache(maxsize=1 << 16)
def marks(address: str) -> Marks:
    """Read an address, a handle, a key or an id; what says nothing about whose it is has no marks."""
    found = [_marks(part) for part in ANOTHER.split(address.strip())]
    return Marks(
        hosts=frozenset(host for each in found for host in each.hosts),
        accounts=frozenset(account for each in found for account in each.accounts),
        pages=frozenset(page for each in found for page in each.pages),
        dids=frozenset(did for each in found for did in each.dids),
    )


def _marks(part: str) -> Marks:
    low = part.casefold()
    if low.startswith(("http://", "https://")):
        return _of_page(part)
    if did := DID.match(low.removeprefix("at://")):
        return Marks(dids=frozenset({did[0]}))
    if low.startswith("tag:"):  # RFC 4151: tag:authority,date:...
        return _named(low.removeprefix("tag:").partition(",")[0])
    return _named(low.removeprefix("at://").partition("/")[0].split(" ")[-1])


def _named(word: str) -> Marks:
    """Read @name@server, a Bluesky handle or a domain."""
    if account := ACCOUNT.fullmatch(word):
        server = host_of(account["server"])
        return Marks(accounts=frozenset({f"{account['name']}@{server}"}), hosts=frozenset({server}))
    found = HOST.fullmatch(word)
    return Marks(hosts=frozenset({host_of(found["host"])})) if found else Marks()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """An address in its parts, all in small letters."""

    host: str
    place: str
    """The host with a port that is not the usual one."""
    steps: tuple[str, ...]
    rest: str
    """Query and fragment: somebody's page at some places (`user?id=ann`, `#ann` of a blog by several)."""

    @property
    def name(self) -> str:
        """The whole of it without its scheme."""
        return "/".join((self.place, *self.steps)) + self.rest


def _of_page(url: str) -> Marks:
    pages = forms(url)
    owners = [owner(page) for page in pages]
    above = {"/".join((page.place, *page.steps[:n])) for page in pages for n in range(1, len(page.steps) + 1)}
    return Marks(
        hosts=frozenset(
            host for host in (*(page.host for page in pages), *(h for o in owners for h in o.hosts)) if host
        ),
        accounts=frozenset(account for owner in owners for account in owner.accounts),
        pages=frozenset(above | {page.name for page in pages}),
        dids=frozenset(did for owner in owners for did in owner.dids),
    )


def forms(url: str) -> tuple[Page, ...]:
    """Read an address as it stands and in its canonical form: that one follows wrappers, and may lose a name."""
    bare, _, fragment = url.partition("#")
    found = {page for each in (bare, text.canonical(bare)) if (page := _page(each, fragment))}
    return tuple(sorted(found, key=lambda page: page.name))


def _page(url: str, fragment: str) -> Page | None:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return None
    host = host_of(host)
    steps = tuple(_step(each) for each in parts.path.split("/") if each)[:DEEPEST]
    query = f"?{unquote(parts.query).casefold()}" if parts.query else ""
    rest = query + (f"#{text.fold(unquote(fragment))}" if fragment else "")
    return Page(host=host, place=host + (f":{port}" if port not in {None, 80, 443} else ""), steps=steps, rest=rest)


def _step(step: str) -> str:
    low = unquote(step).casefold()
    return FEED_ENDING.sub("", low) if low.startswith("@") else low


def host_of(name: str) -> str:
    """Return a host in small letters, in ASCII, without www. and a final point."""
    low = name.casefold().rstrip(".").removeprefix("www.")
    if not low.isascii():
        try:
            low = low.encode("idna").decode()
        except UnicodeError:
            return low
    return RENAMED.get(low, low)


def depth_of(page: Page) -> int:
    """Return how many steps of a path name its owner, -1 where none does."""
    if page.steps and page.steps[0].startswith("@"):
        return 1
    return 2 if len(page.steps) > 1 and page.steps[0] in PEOPLE else -1


def owner(page: Page) -> Marks:
    """Return whose page lies at an address: https://server.example/@ann/1, .../users/ann, bsky.app/profile/did:..."""
    steps = depth_of(page)
    if steps < 1:
        return Marks()
    who = page.steps[steps - 1].removeprefix("@")
    if did := DID.fullmatch(who):
        return Marks(dids=frozenset({did[0]}))
    if "@" in who:
        return _named(who)
    if page.steps[0] == "profile" and HOST.fullmatch(who):
        return Marks(hosts=frozenset({host_of(who)}))
    return Marks(accounts=frozenset({f"{who}@{page.host}"})) if who else Marks()


def upwards(host: str) -> Iterable[str]:
    """Yield a host and those it lies below; never a top-level domain alone."""
    parts = host.split(".")
    return (".".join(parts[n:]) for n in range(max(1, len(parts) - 1)))
