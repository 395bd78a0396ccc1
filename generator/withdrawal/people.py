"""Entries of `withdrawn:` and addresses of the web in; whether an address is of somebody who is withheld out. Pure.

One account has many addresses: @ann@server.example, https://server.example/@ann, .../users/ann, every post below them.
So both sides are read into marks (hosts, accounts, pages, DIDs), and marks are compared whole: `ann.example` is neither
`joann.example` nor a page that ends in it, and `/@ann` is not `/@anna`. What an entry means beyond what its owner wrote
(identities.py) can be kept as digests of marks: they keep somebody out and do not say whom.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from generator.withdrawal.marks import NOBODY, Marks, depth_of, forms, marks, owner, upwards

VOICE = "voice "
"""How an entry begins that was not written by the owner but found out: the Voice.key of somebody who is withheld."""
NAME = "name "
"""How an entry begins that says what somebody is called: it withholds no address, and counts in texts alone."""
DIGEST = "sha256 "
"""How an entry begins that is remembered without saying whom it means: the digest of one mark."""
DIGITS = 16
"""Hexadecimal digits of a digest that are kept: 64 bits, so that no two marks of a digest are taken for one."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Everybody who is withheld, in the marks by which they are known."""

    domains: frozenset[str] = NOBODY
    accounts: frozenset[str] = NOBODY
    pages: frozenset[str] = NOBODY
    dids: frozenset[str] = NOBODY
    keys: frozenset[str] = NOBODY
    """Voice.key as it stands."""
    digests: frozenset[str] = NOBODY
    """Of marks of any kind."""
    names: frozenset[str] = NOBODY

    def holds(self, address: str) -> bool:
        """Whether an address, a handle or a Voice.key is of one of them."""
        if address in self.keys:
            return True
        found = marks(address)
        if self.digests and not self.digests.isdisjoint(map(digest, _names(address, found))):
            return True
        return bool(
            self.accounts & found.accounts
            or self.pages & found.pages
            or self.dids & found.dids
            or (self.domains and any(up in self.domains for host in found.hosts for up in upwards(host)))
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


def digested(entries: Sequence[str]) -> tuple[str, ...]:
    """Return entries that keep the same people out and do not say whom; each is one digest of a mark."""
    known = read(tuple(entries))
    named = (
        *(f"host {each}" for each in known.domains),
        *(f"account {each}" for each in known.accounts),
        *(f"page {each}" for each in known.pages),
        *(f"did {each}" for each in known.dids),
        *(f"key {each}" for each in known.keys),
    )
    return tuple(sorted({DIGEST + each for each in (*map(digest, named), *known.digests)}))


@lru_cache(maxsize=1 << 16)
def digest(mark: str) -> str:
    """Return the first digits of SHA-256 over a mark."""
    return hashlib.sha256(mark.encode("utf-8", "surrogatepass")).hexdigest()[:DIGITS]


def _names(address: str, found: Marks) -> Iterator[str]:
    """Yield all that an address says of whose it is, as `digested` names it."""
    yield f"key {address}"
    yield from (f"account {each}" for each in found.accounts)
    yield from (f"did {each}" for each in found.dids)
    yield from (f"page {each}" for each in found.pages)
    yield from (f"host {up}" for host in found.hosts for up in upwards(host))


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
        digests=frozenset(pile.digests),
        names=frozenset(pile.names),
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
    digests: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)


def _take(entry: str, pile: _Pile) -> None:
    if entry.startswith(DIGEST):
        pile.digests.add(entry.removeprefix(DIGEST))
    elif entry.startswith(NAME):
        pile.names.add(entry.removeprefix(NAME))
    elif entry.startswith(VOICE):
        key = entry.removeprefix(VOICE)
        pile.keys.add(key)
        pile.accounts |= whole(key).accounts
        pile.dids |= whole(key).dids
    elif "://" in entry and not entry.startswith("at://"):
        _take_page(entry, pile)
    else:
        found = marks(entry)
        pile.dids |= found.dids
        pile.accounts |= found.accounts
        pile.domains |= found.hosts if not found.accounts else NOBODY


def _take_page(entry: str, pile: _Pile) -> None:
    """A site is everything at its host and below; a profile all that is below it and its handle; a page itself."""
    pages = forms(entry)
    if sites := {page.host for page in pages if page.host and not page.steps and not page.rest}:
        pile.domains |= sites
        return
    profile = whole(entry)
    pile.accounts |= profile.accounts
    pile.dids |= profile.dids
    pile.domains |= profile.hosts if not profile.accounts else NOBODY
    pile.pages |= {page.name for page in pages if page.host}


def whole(entry: str) -> Marks:
    """Return the marks of an address that is a profile, and nothing below it."""
    found = [owner(page) for page in forms(entry) if not page.rest and len(page.steps) == depth_of(page)]
    return Marks(
        hosts=frozenset(host for each in found for host in each.hosts),
        accounts=frozenset(account for each in found for account in each.accounts),
        dids=frozenset(did for each in found for did in each.dids),
    )
