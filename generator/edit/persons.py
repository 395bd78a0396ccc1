"""Items in, the same items out with one voice for each person, where they themselves say that they are one.

A blog and an account are one voice when the account's server has verified a link to the blog's home page (rel=me): the
owner of both has put a link in each direction. A name alone is never enough. Where several people write on one site,
the name must be the same besides.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from generator.model import Item, Voice
from generator.text import canonical, fold


def unite(items: Sequence[Item]) -> tuple[Item, ...]:
    """Give every item the voice of its person; what is known of the account is kept on the voice of the site."""
    known = {item.voice.key: item.voice for item in items}
    accounts = _accounts(known.values())
    united = {key: replace(_joined(known[site], known[key]), key=site) for key, site in sorted(accounts.items())}
    united |= {site: united[key] for key, site in sorted(accounts.items(), reverse=True)}
    return tuple(replace(item, voice=united.get(item.voice.key, item.voice)) for item in items)


def _accounts(voices: Iterable[Voice]) -> Mapping[str, str]:
    """Return Voice.key of an account -> Voice.key of the site that is the same person's."""
    ordered = sorted(voices, key=lambda voice: voice.key)
    homes: defaultdict[str, list[Voice]] = defaultdict(list)
    for voice in ordered:
        if voice.network == "web" and voice.address:
            homes[canonical(voice.address)].append(voice)
    found = ((voice.key, _site(voice, homes)) for voice in ordered if voice.network != "web")
    return {key: site for key, site in found if site}


def _site(account: Voice, homes: Mapping[str, Sequence[Voice]]) -> str | None:
    """Return the key of the first site an account is verified on, if it is clear who there is meant."""
    for link in account.links:
        writers = homes.get(canonical(link), ())
        same = [voice for voice in writers if fold(voice.name) == fold(account.name)]
        if len(writers) == 1 or same:
            return (same or writers)[0].key
    return None


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
