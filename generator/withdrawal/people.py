"""Entries of `withdrawn:` and addresses of the web in; whether an address is of somebody who is withheld out. Pure.

One account has many addresses: @ann@server.example, https://server.example/@ann, .../users/ann, every post below them.
So both sides are read into marks (hosts, accounts, pages, DIDs), and marks are compared whole: `ann.example` is neither
`joann.example` nor a page that ends in it, and `/@ann` is not `/@anna`.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from generator import text

NOBODY: frozenset[str] = frozenset()
VOICE = "voice "
"""How an entry begins that was not written by the owner but found out: the Voice.key of somebody who is withheld."""
SHARED = frozenset(
    (
        "beehiiv.com blogspot.com bsky.app bsky.social buttondown.com dev.to doi.org doaj.org eric.ed.gov facebook.com "
        "ghost.io github.com github.io gitlab.com gitlab.io hachyderm.io hcommons.social instagram.com lemmy.ml "
        "lemmy.world linkedin.com mastodon.cloud mastodon.online mastodon.social mastodon.world medium.com "
        "mstdn.social neocities.org news.ycombinator.com openalex.org orcid.org reddit.com stackexchange.com "
        "stackoverflow.com substack.com threads.net tumblr.com twitter.com wordpress.com x.com youtube.com "
        "arxiv.org crossref.org api.crossref.org wixsite.com write.as micro.blog"
    ).split()
)
"""Homes of many: without a path these mean everybody there, which nobody who withdraws one person wants."""

DID = re.compile(r"did:[a-z0-9]+:[\w.:%-]+")
"""W3C Decentralized Identifiers 1.0, 3.1; a slash ends it."""
ACCOUNT = re.compile(r"(?:acct:)?@?(?P<name>[\w.-]+)@(?P<server>[\w-]+(?:\.[\w-]+)+)")
HOST = re.compile(r"@?(?P<host>(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_][\w-]+)\.?")
"""A domain; on Bluesky also a handle."""
PEOPLE = frozenset("users user u profile profiles accounts people author members".split())
"""How the path of somebody's page begins where not with @: ActivityPub, Bluesky, Lemmy, Reddit, WordPress."""
FEED_ENDING = re.compile(r"\.(?:rss|atom|json)$")
ANOTHER = re.compile(r"\s+(?=[a-z][a-z0-9+.-]*:)")
"""Where a second address begins: `feed https://...` is the key of a source."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Everybody who is withheld, in the marks by which they are known."""

    domains: frozenset[str] = NOBODY
    accounts: frozenset[str] = NOBODY
    pages: frozenset[str] = NOBODY
    dids: frozenset[str] = NOBODY
    keys: frozenset[str] = NOBODY
    """Voice.key as it stands."""

    def holds(self, address: str) -> bool:
        """Whether an address, a handle or a Voice.key is of one of them."""
        if address in self.keys:
            return True
        found = marks(address)
        return bool(
            self.accounts & found.accounts
            or self.pages & found.pages
            or self.dids & found.dids
            or (self.domains and any(up in self.domains for host in found.hosts for up in _upwards(host)))
        )


def withheld(withdrawn: Sequence[str], *addresses: str | None) -> bool:
    """Tell whether one of several addresses of a voice, or of what it wrote, is of somebody who is withdrawn.

    Args:
        withdrawn: Config.withdrawn, or what `widened` made of it.
        addresses: profile, home page, handle, Voice.key, id or address of a post, Source.key; None and "" are nobody's.
    """
    if not withdrawn:
        return False
    people = read(tuple(withdrawn))
    return any(people.holds(address) for address in addresses if address)


def widened(withdrawn: Sequence[str], voices: Iterable[Sequence[str | None]]) -> tuple[str, ...]:
    """Add the keys of voices that are known to be of somebody withdrawn by another of their addresses.

    A Bluesky account is withdrawn by its handle; where another voice mentions it, only its DID is written.

    Args:
        withdrawn: Config.withdrawn.
        voices: of each the Voice.key, then its other addresses.
    """
    if not withdrawn:
        return ()
    found = {VOICE + known[0] for known in voices if known[0] and withheld(withdrawn, *known)}
    return (*withdrawn, *sorted(found - set(withdrawn)))


@lru_cache(maxsize=64)
def read(withdrawn: tuple[str, ...]) -> People:
    """Read entries as the marks by which their people are known; what is no address names nobody."""
    pile = _Pile()
    for entry in withdrawn:
        _take(entry.strip(), pile)
    return People(
        domains=frozenset(pile.domains),
        accounts=frozenset(pile.accounts),
        pages=frozenset(pile.pages),
        dids=frozenset(pile.dids),
        keys=frozenset(pile.keys),
    )


def understood(entry: str) -> bool:
    """Whether an entry names an account, a page, a site or a DID."""
    return read((entry,)) != People()


def everybody(entry: str) -> str:
    """Return the host of an entry that means everybody at a home of many, "" of any other."""
    return next(iter(sorted(read((entry,)).domains & SHARED)), "")


@dataclass(slots=True)
class _Pile:
    domains: set[str] = field(default_factory=set)
    accounts: set[str] = field(default_factory=set)
    pages: set[str] = field(default_factory=set)
    dids: set[str] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)


def _take(entry: str, pile: _Pile) -> None:
    if entry.startswith(VOICE):
        key = entry.removeprefix(VOICE)
        pile.keys.add(key)
        pile.accounts |= _whole(key).accounts
        pile.dids |= _whole(key).dids
    elif "://" in entry and not entry.startswith("at://"):
        _take_page(entry, pile)
    else:
        found = marks(entry)
        pile.dids |= found.dids
        pile.accounts |= found.accounts
        pile.domains |= found.hosts if not found.accounts else NOBODY


def _take_page(entry: str, pile: _Pile) -> None:
    """A site is everything at its host and below; a profile all that is below it and its handle; a page itself."""
    pages = _forms(entry)
    if sites := {page.host for page in pages if page.host and not page.steps and not page.rest}:
        pile.domains |= sites
        return
    whole = _whole(entry)
    pile.accounts |= whole.accounts
    pile.dids |= whole.dids
    pile.domains |= whole.hosts if not whole.accounts else NOBODY
    pile.pages |= {page.name for page in pages if page.host}


def _whole(entry: str) -> Marks:
    """Return the marks of an address that is a profile, and nothing below it."""
    found = [_owner(page) for page in _forms(entry) if not page.rest and len(page.steps) == _depth(page)]
    return Marks(
        hosts=frozenset(host for each in found for host in each.hosts),
        accounts=frozenset(account for each in found for account in each.accounts),
        dids=frozenset(did for each in found for did in each.dids),
    )


# ---------------------------------------------------------------- addresses


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
class _Page:
    host: str
    place: str
    """The host with a port that is not the usual one."""
    steps: tuple[str, ...]
    rest: str
    """Query and fragment: somebody's page at some places (`user?id=ann`, `#ann` of a blog by several)."""

    @property
    def name(self) -> str:
        return "/".join((self.place, *self.steps)) + self.rest


def _of_page(url: str) -> Marks:
    pages = _forms(url)
    owners = [_owner(page) for page in pages]
    above = {"/".join((page.place, *page.steps[:n])) for page in pages for n in range(1, len(page.steps) + 1)}
    return Marks(
        hosts=frozenset(
            host for host in (*(page.host for page in pages), *(h for o in owners for h in o.hosts)) if host
        ),
        accounts=frozenset(account for owner in owners for account in owner.accounts),
        pages=frozenset(above | {page.name for page in pages}),
        dids=frozenset(did for owner in owners for did in owner.dids),
    )


def _forms(url: str) -> tuple[_Page, ...]:
    """Read an address as it stands and in its canonical form: that one follows wrappers, and may lose a name."""
    bare, _, fragment = url.partition("#")
    found = {page for each in (bare, text.canonical(bare)) if (page := _page(each, fragment))}
    return tuple(sorted(found, key=lambda page: page.name))


def _page(url: str, fragment: str) -> _Page | None:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return None
    host = host_of(host)
    steps = tuple(_step(each) for each in parts.path.split("/") if each)[:DEEPEST]
    query = f"?{unquote(parts.query).casefold()}" if parts.query else ""
    rest = query + (f"#{text.fold(unquote(fragment))}" if fragment else "")
    return _Page(host=host, place=host + (f":{port}" if port not in {None, 80, 443} else ""), steps=steps, rest=rest)


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


def _depth(page: _Page) -> int:
    """Return how many steps of a path name its owner, 0 where none does."""
    if page.steps and page.steps[0].startswith("@"):
        return 1
    return 2 if len(page.steps) > 1 and page.steps[0] in PEOPLE else -1


def _owner(page: _Page) -> Marks:
    """Return whose page lies at an address: https://server.example/@ann/1, .../users/ann, bsky.app/profile/did:..."""
    depth = _depth(page)
    if depth < 1:
        return Marks()
    who = page.steps[depth - 1].removeprefix("@")
    if did := DID.fullmatch(who):
        return Marks(dids=frozenset({did[0]}))
    if "@" in who:
        return _named(who)
    if page.steps[0] == "profile" and HOST.fullmatch(who):
        return Marks(hosts=frozenset({host_of(who)}))
    return Marks(accounts=frozenset({f"{who}@{page.host}"})) if who else Marks()


def _upwards(host: str) -> Iterable[str]:
    """Yield a host and those it lies below; never a top-level domain alone."""
    parts = host.split(".")
    return (".".join(parts[n:]) for n in range(max(1, len(parts) - 1)))
