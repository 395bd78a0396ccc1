"""Items in, the same items out with one voice for each person, where they themselves say that they are one.

A blog and an account are one voice when the account's server has verified a link to the blog's home page (rel=me, or a
domain that serves as a handle): the owner of both has put a link in each direction. So are two accounts of one name
that are verified on the same address, an account and a blog of one name on the same domain, and the record of a paper
and the page where a register says it can be read, signed by one of its authors. A name alone is never enough, nor is
what a profile says of itself: whoever claims a blog gets neither its credit nor its place. Where several people write
on one site, or several accounts of different names lead there, the name must be the same besides.

Only the key becomes one: name, address and facts stay with the place they came from. A server that lies about a link
may then have its posts counted with somebody else's, but it can neither speak in their name nor make them a machine.
"""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from generator.edit.bonds import recorded
from generator.model import Item, Voice
from generator.text import canonical, fold, host


@dataclass(frozen=True, slots=True)
class _Claims:
    """What the accounts of the week say of addresses, and what stands there."""

    sites: Mapping[str, Sequence[Voice]]
    """Home page -> those who write there."""
    hosts: Mapping[str, Sequence[Voice]]
    """The same by host, and by the domain above it."""
    names: Mapping[str, set[str]]
    """Home page -> the names of the accounts that are verified there."""
    accounts: Mapping[str, int]
    """Host -> how many accounts live there, as far as this week shows."""


def unite(items: Sequence[Item], own: str | None = None) -> tuple[Item, ...]:
    """Give the voices of one person one key; where there is a site among them, it is the site's.

    Args:
        items: The week's items.
        own: The address of this very digest: reading itself, it has passed on nothing.
    """
    known = {item.voice.key: item.voice for item in items}
    same = _same(sorted(known.values(), key=lambda voice: voice.key))
    ours = canonical(own) if own else None
    papers = _papers(items)
    return tuple(_united(item, papers.get(item.id, item.voice.key), same, ours) for item in items)


def _united(item: Item, key: str, same: Mapping[str, str], ours: str | None) -> Item:
    """Give the voice of an item, and those who passed it on, their keys; nobody passes on what is theirs."""
    voice = _main(key, same)
    sharers = dict.fromkeys(_main(each, same) for each in item.shared_by if ours is None or canonical(each) != ours)
    sharers.pop(voice, None)
    others = tuple(sharers)
    if voice == item.voice.key and others == item.shared_by:
        return item
    return replace(item, voice=replace(item.voice, key=voice), shared_by=others)


def _main(key: str, same: Mapping[str, str]) -> str:
    """Follow a key to the last one: a site, or an account that comes first in the alphabet, so that it has an end."""
    while key in same:
        key = same[key]
    return key


def _same(voices: Sequence[Voice]) -> Mapping[str, str]:
    """Return Voice.key of an account -> Voice.key of the same person's site, or of their first account."""
    accounts = [voice for voice in voices if voice.network != "web"]
    claims = _claims(voices, accounts)
    found = {voice.key: site for voice in accounts if (site := _site(voice, claims) or _neighbour(voice, claims))}
    first: dict[tuple[str, str], str] = {}
    for voice in sorted(accounts, key=lambda voice: (voice.key not in found, voice.key)):
        for link in voice.links:
            first.setdefault((canonical(link), fold(voice.name)), voice.key)
    return {voice.key: main for voice in accounts if (main := found.get(voice.key) or _first(voice, first, found))}


def _claims(voices: Iterable[Voice], accounts: Iterable[Voice]) -> _Claims:
    sites: defaultdict[str, list[Voice]] = defaultdict(list)
    hosts: defaultdict[str, list[Voice]] = defaultdict(list)
    names: defaultdict[str, set[str]] = defaultdict(set)
    for voice in voices:
        if voice.network == "web" and voice.address:
            sites[canonical(voice.address)].append(voice)
            for name in (host(voice.address), _above(host(voice.address))):
                hosts[name].append(voice)
    for voice in accounts:
        for link in voice.links:
            names[canonical(link)].add(fold(voice.name))
    return _Claims(sites, hosts, names, Counter(host(voice.key) for voice in accounts))


def _site(account: Voice, claims: _Claims) -> str | None:
    """Return the key of the first site an account is verified on, if it is clear who there is meant."""
    for link in account.links:
        writers = claims.sites.get(canonical(link), ())
        same = _named(account, writers) or (_near(account, host(link), claims) if _root(link) else [])
        alone = writers if len(writers) == 1 and len(claims.names[canonical(link)]) == 1 else ()
        if same or alone:
            return (same or alone)[0].key
    return None


def _neighbour(account: Voice, claims: _Claims) -> str | None:
    """Return the key of the site of that name on whose domain an account lives, as the only one there."""
    home = host(account.key)
    if claims.accounts[home] > 1:
        return None
    return next((voice.key for voice in _near(account, home, claims)), None)


def _near(account: Voice, home: str, claims: _Claims) -> list[Voice]:
    """Return the writers of an account's name on a host, below it or above it; neighbours under one ending are none."""
    writers = (voice for name in (home, _above(home)) for voice in claims.hosts.get(name, ()))
    return [voice for voice in _named(account, writers) if _within(home, host(voice.address or ""))]


def _within(one: str, other: str) -> bool:
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")


def _above(name: str) -> str:
    """Return the domain above a host, the host itself where there is only an ending above it."""
    above = name.partition(".")[2]
    return above if "." in above else name


def _named(account: Voice, writers: Iterable[Voice]) -> list[Voice]:
    return [voice for voice in writers if fold(voice.name) == fold(account.name)]


def _root(link: str) -> bool:
    """Whether a link leads to the whole of a host: who is verified there has all of it."""
    return not urlsplit(link).path.strip("/")


def _first(account: Voice, first: Mapping[tuple[str, str], str], sited: Container[str]) -> str | None:
    """Return the key of the first account of that name that is verified on the same address, one with a site before."""
    keys = {first[canonical(link), fold(account.name)] for link in account.links} - {account.key}
    earlier = [key for key in keys if key in sited or key < account.key]
    return min(earlier, key=lambda key: (key not in sited, key), default=None)


def _papers(items: Iterable[Item]) -> Mapping[str, str]:
    """Return Item.id of the record of a paper -> the key under which its author is known.

    That of the page where the paper can be read freely, where one of its authors has signed it; else, of the records
    of one paper under one name in several registers, the first.
    """
    records = [(item, work) for item in items for work in item.works if work.doi == recorded(item)]
    wanted = {canonical(work.open_at) for _, work in records if work.open_at}
    pages = {canonical(item.url): item.voice for item in items if _at_home(item) and canonical(item.url) in wanted}
    first: dict[tuple[str, str], str] = {}
    for item, work in sorted(records, key=lambda pair: pair[0].voice.key):
        first.setdefault((work.doi, fold(item.voice.name)), item.voice.key)
    found = {}
    for item, work in records:
        voice = pages.get(canonical(work.open_at)) if work.open_at else None
        signed = voice and fold(voice.name) in {fold(name) for name in work.authors}
        found[item.id] = voice.key if voice and signed else first[work.doi, fold(item.voice.name)]
    return found


def _at_home(item: Item) -> bool:
    """Whether an item stands on the site of its own voice: any feed can name any address."""
    return host(item.url) == host(item.voice.address or item.voice.key) and not recorded(item)
