"""Items in, the same items out with one voice for each person, where they themselves say that they are one.

A blog and an account are one voice when the account's server has verified a link to the blog's home page (rel=me): the
owner of both has put a link in each direction. Two accounts of one name that are verified on the same address are one
as well. A name alone is never enough. Where several people write on one site, the name must be the same besides.

Only the key becomes one: name, address and facts stay with the place they came from. A server that lies about a link
may then have its posts counted with somebody else's, but it can neither speak in their name nor make them a machine.
"""

from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import replace

from generator.model import Item, Voice
from generator.text import canonical, fold


def unite(items: Sequence[Item]) -> tuple[Item, ...]:
    """Give the voices of one person one key; where there is a site among them, it is the site's."""
    known = {item.voice.key: item.voice for item in items}
    same = _same(sorted(known.values(), key=lambda voice: voice.key))
    return tuple(replace(item, voice=replace(item.voice, key=_main(item.voice.key, same))) for item in items)


def _main(key: str, same: Mapping[str, str]) -> str:
    """Follow a key to the last one: a site, or an account that comes first in the alphabet, so that it has an end."""
    while key in same:
        key = same[key]
    return key


def _same(voices: Sequence[Voice]) -> Mapping[str, str]:
    """Return Voice.key of an account -> Voice.key of the same person's site, or of their first account."""
    sites: defaultdict[str, list[Voice]] = defaultdict(list)
    for voice in voices:
        if voice.network == "web" and voice.address:
            sites[canonical(voice.address)].append(voice)
    accounts = [voice for voice in voices if voice.network != "web"]
    found = {voice.key: site for voice in accounts if (site := _site(voice, sites))}
    first: dict[tuple[str, str], str] = {}
    for voice in sorted(accounts, key=lambda voice: (voice.key not in found, voice.key)):
        for link in voice.links:
            first.setdefault((canonical(link), fold(voice.name)), voice.key)
    return {voice.key: main for voice in accounts if (main := found.get(voice.key) or _first(voice, first, found))}


def _site(account: Voice, sites: Mapping[str, Sequence[Voice]]) -> str | None:
    """Return the key of the first site an account is verified on, if it is clear who there is meant."""
    for link in account.links:
        writers = sites.get(canonical(link), ())
        same = [voice for voice in writers if fold(voice.name) == fold(account.name)]
        if len(writers) == 1 or same:
            return (same or writers)[0].key
    return None


def _first(account: Voice, first: Mapping[tuple[str, str], str], sited: Container[str]) -> str | None:
    """Return the key of the first account of that name that is verified on the same address, one with a site before."""
    keys = {first[canonical(link), fold(account.name)] for link in account.links} - {account.key}
    earlier = [key for key in keys if key in sited or key < account.key]
    return min(earlier, key=lambda key: (key not in sited, key), default=None)
