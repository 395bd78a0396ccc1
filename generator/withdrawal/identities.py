"""Entries of `withdrawn:` and what is known of voices in; the entries and all these people are known by besides out.

Who withdraws an account is left out of everything, also of what stands there under the address of a blog. Two addresses
are of one person only where the data says so: one Voice.key for both, an address that the voice's server has verified,
a post of the voice that lies at an account. A name proves nothing. What several voices of different names lay claim to
is nobody's, as the desk has it too (edit/persons.py), and a host where others speak as well is never taken whole.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache, reduce
from itertools import chain
from operator import and_

from generator import text
from generator.model import Edition, Item, Mention, Pick, Thread
from generator.withdrawal.marks import Marks, forms, marks, owner, upwards
from generator.withdrawal.people import DIGEST, NAME, SHARED, VOICE, whole, withheld


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Known:
    """One thing that is known of a voice."""

    key: str
    """Voice.key."""
    addresses: tuple[str, ...] = ()
    """Profile or home page, and what its server has verified."""
    post: str = ""
    """Where something by it can be read."""
    name: str = ""


def widened(withdrawn: Sequence[str], known: Iterable[Known]) -> tuple[str, ...]:
    """Add every address by which people who are withdrawn are known, and those known by these, until there is no more.

    Args:
        withdrawn: Config.withdrawn, perhaps with what earlier runs remember.
        known: what `voices` tells.

    Returns:
        The entries as they were given; behind them, ordered, those that were found: in the forms in which an owner
        writes them, and where none of these will do, `voice` and a key; last what these people are called.
    """
    if not withdrawn:
        return ()
    every = frozenset(known)
    claims = _claims(every)
    found = tuple(withdrawn)
    while new := _further(claims, found) - set(found):
        found = (*found, *sorted(new))
    names = {NAME + each.name for each in every if each.name and withheld(found, each.key, *each.addresses, each.post)}
    return (*found, *sorted(names - set(found)))


def further(known: Sequence[str], withdrawn: Sequence[str]) -> tuple[str, ...]:
    """Return what was found besides the entries of an owner, as far as an owner can write it."""
    return tuple(each for each in known if each not in withdrawn and not each.startswith((VOICE, NAME, DIGEST)))


def voices(
    editions: Iterable[Edition] = (), items: Iterable[Item] = (), threads: Iterable[Thread] = ()
) -> Iterator[Known]:
    """Yield what editions, items and answers tell of their voices."""
    for edition in editions:
        for pick in everything(edition):
            yield Known(key=pick.voice, addresses=_given(pick.address), post=pick.url, name=pick.name)
        for node in edition.network.nodes:
            yield Known(key=node.voice, addresses=_given(node.address), name=node.name)
        yield from (Known(key=each.voice, post=each.url, name=each.name) for each in said(edition))
    for item in items:
        voice = item.voice
        yield Known(key=voice.key, addresses=_given(voice.address, *voice.links), name=voice.name)
    for thread in threads:
        for answer in thread.answers:
            yield Known(key=answer.voice, addresses=_given(answer.address), name=answer.name)


def everything(edition: Edition) -> tuple[Pick, ...]:
    """Return the picks of an edition and what its saved searches found."""
    return (*edition.picks, *(match for found in edition.alerts for match in found.matches))


def said(edition: Edition) -> Iterator[Mention]:
    """Yield everybody who is mentioned in an edition, as often as that is so."""
    yield from (other for pick in everything(edition) for other in pick.also)
    yield from (other for prompt in edition.prompts for other in prompt.see)
    yield from (other for word in edition.words for other in word.who)
    yield from (other for courtesy in edition.courtesies for other in courtesy.who)


def _given(*addresses: str | None) -> tuple[str, ...]:
    return tuple(each for each in addresses if each)


# ---------------------------------------------------------------- who lays claim to what


@dataclass(frozen=True, slots=True)
class _Claims:
    of: Mapping[str, frozenset[str]]
    """Voice.key -> the other addresses that are its own."""
    homes: Mapping[str, frozenset[str]]
    """Host, and those it lies below -> the keys of those who speak there."""


@lru_cache(maxsize=2)
def _claims(known: frozenset[Known]) -> _Claims:
    """Compare what all voices lay claim to; kept, for each entry of `withdrawn:` asks the same."""
    posts: defaultdict[str, set[str]] = defaultdict(set)
    stated: defaultdict[str, set[str]] = defaultdict(set)
    called: defaultdict[str, set[str]] = defaultdict(set)
    for each in known:
        called[each.key] |= {text.fold(each.name)} - {""}
        posts[each.key] |= {each.post} - {""}
        stated[each.key] |= {name for address in each.addresses if (name := _name(address)) != _site(each.key)}
    for key, urls in posts.items():
        stated[key] |= _accounts(key, stated[key], urls)
    homes: defaultdict[str, set[str]] = defaultdict(set)
    for key in stated.keys() - {""}:
        for host in marks(key).hosts:
            for up in upwards(host):
                homes[up].add(key)
    own = _undisputed(stated, called)
    return _Claims(
        {key: frozenset(names & own) for key, names in stated.items() if key},
        {host: frozenset(keys) for host, keys in homes.items()},
    )


def _undisputed(stated: Mapping[str, AbstractSet[str]], called: Mapping[str, AbstractSet[str]]) -> AbstractSet[str]:
    """Return the addresses to which one voice lays claim, or several that share a name."""
    claimants: defaultdict[str, set[str]] = defaultdict(set)
    for key, names in stated.items():
        for name in names - {_name(key)}:
            claimants[name].add(key)
    return {name for name, keys in claimants.items() if len(keys) == 1 or _shared(called[key] for key in keys)}


def _shared(names: Iterable[AbstractSet[str]]) -> AbstractSet[str]:
    return reduce(and_, names)


def _name(address: str) -> str:
    """Return the one form of an address by which claims are compared: of a profile its handle or its DID."""
    if handle := next(iter(_handles(_profile(address))), ""):
        return handle
    return address if "://" not in address or "#" in address else text.canonical(address)


def _profile(address: str) -> Marks:
    return whole(address) if "://" in address else marks(address)


def _handles(found: Marks) -> tuple[str, ...]:
    """Return marks of a profile as an owner writes them."""
    accounts = tuple(f"@{each}" for each in sorted(found.accounts))
    return accounts or (*sorted(found.dids), *sorted(found.hosts - SHARED))


def _site(key: str) -> str:
    """Return the site on which a key tells one of several authors; "" for every other key.

    The site is not that author's: the others are at home there as well.
    """
    site, mark, author = key.partition("#")
    return _name(site) if mark and author else ""


def _accounts(key: str, addresses: Iterable[str], urls: Iterable[str]) -> set[str]:
    """Return the account at which a voice's posts lie, where all that is elsewhere lies at that one.

    Who collects what others write has posts at many places, and none of them tells who that is.
    """
    homes = {host for each in (key, *addresses) for host in marks(each).hosts}
    found: set[str] = set()
    for url in urls:
        handles = {handle for page in forms(url) for handle in _handles(owner(page))}
        if not handles and homes.isdisjoint(marks(url).hosts):
            return set()
        found |= handles
    others = found - {_name(key), *addresses}
    return others if len(others) == 1 else set()


# ---------------------------------------------------------------- what follows


def _further(claims: _Claims, found: Sequence[str]) -> set[str]:
    theirs = (key for key, addresses in claims.of.items() if withheld(found, key, *addresses))
    return {entry for key in theirs for entry in _entries(key, claims, found)}


def _entries(key: str, claims: _Claims, found: Sequence[str]) -> Iterator[str]:
    """Yield what has to be added so that every address of a voice is known as theirs."""
    for address in chain([key], claims.of[key]):
        if not withheld(found, address) or (_host(address) and not withheld(found, f"{address.rstrip('/')}/a")):
            yield from _entry(address, key, claims, found)


def _entry(address: str, key: str, claims: _Claims, found: Sequence[str]) -> Iterator[str]:
    profile = _profile(address)
    host = _host(address) or next(iter(profile.hosts - SHARED), "")
    if profile.accounts or profile.dids:
        yield from _handles(profile)
    elif host and host not in SHARED and _is_alone(host, key, claims, found):
        yield f"https://{host}"
    else:
        yield address if "://" in address and not _host(address) else VOICE + address


def _is_alone(host: str, key: str, claims: _Claims, found: Sequence[str]) -> bool:
    """Whether nobody else is known to speak at a host."""
    return all(each == key or withheld(found, each) for each in claims.homes.get(host, ()))


def _host(address: str) -> str:
    """Return the host of an address that is a whole site, "" of any other."""
    pages = forms(address) if "://" in address else ()
    return next((page.host for page in pages if page.host and not page.steps and not page.rest), "")
