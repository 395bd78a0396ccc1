"""Items in, the same items out with one voice for each person, where they themselves say that they are one.

A blog and an account are one voice when the account's server has verified a link to the blog's home page (rel=me): the
owner of both has put a link in each direction. Two accounts of one name that are verified on the same address are one
as well. A name alone is never enough. Where several people write on one site, the name must be the same besides.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from generator.model import Item, Voice
from generator.text import canonical, fold


def unite(items: Sequence[Item]) -> tuple[Item, ...]:
    """Give every item the voice of its person; what is known of the account is kept on the voice of the site."""
    known = {item.voice.key: item.voice for item in items}
    same = _same(sorted(known.values(), key=lambda voice: voice.key))
    united = {key: _joined(known[main], known[key]) for key, main in sorted(same.items())}
    united |= {main: united[key] for key, main in sorted(same.items(), reverse=True)}
    return tuple(replace(item, voice=united.get(item.voice.key, item.voice)) for item in items)


def _same(voices: Sequence[Voice]) -> Mapping[str, str]:
    """Return Voice.key of an account -> Voice.key of the same person's site, or of their first account."""
    sites: defaultdict[str, list[Voice]] = defaultdict(list)
    accounts: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for voice in voices:
        if voice.network == "web" and voice.address:
            sites[canonical(voice.address)].append(voice)
        for link in voice.links:
            accounts[canonical(link), fold(voice.name)].append(voice.key)
    found = {voice.key: _site(voice, sites) or _first(voice, accounts) for voice in voices if voice.network != "web"}
    return {key: main for key, main in found.items() if main and main != key}


def _site(account: Voice, sites: Mapping[str, Sequence[Voice]]) -> str | None:
    """Return the key of the first site an account is verified on, if it is clear who there is meant."""
    for link in account.links:
        writers = sites.get(canonical(link), ())
        same = [voice for voice in writers if fold(voice.name) == fold(account.name)]
        if len(writers) == 1 or same:
            return (same or writers)[0].key
    return None


def _first(account: Voice, accounts: Mapping[tuple[str, str], Sequence[str]]) -> str | None:
    """Return the key of the first account of that name that is verified on the same address."""
    keys = [accounts[canonical(link), fold(account.name)][0] for link in account.links]
    return min(keys, default=None)


def _joined(site: Voice, account: Voice) -> Voice:
    """Return the voice of a site with what its account tells about the person."""
    return replace(
        site,
        since=account.since,
        bot=account.bot,
        followers=account.followers,
        following=account.following,
        posts=account.posts,
        bio=account.bio,
        links=account.links,
    )
