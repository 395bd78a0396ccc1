"""All sources and a share of them ("3 of 8") in, the sources of that share out: collecting split over many machines.

Every host is asked by one share only: to it, all these machines are as polite as one. So sources that have a host in
common are never parted; a hashtag that is followed on two servers holds both together. What the shares have collected
becomes one by union (repository/union.py).
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.collect import addresses
from generator.collect.door import Door
from generator.model import Config, Source

Share = tuple[int, int]
"""(3, 8): the third of eight parts, as nearly equal as chance makes them."""


def narrowed(config: Config, door: Door, share: Share) -> tuple[Config, Door]:
    """Return a config with the sources of one share, and a door that follows no links.

    Links lead anywhere: two shares would ask one host. They are followed by the run that puts the shares together.
    """
    return replace(config, sources=mine(config.sources, share)), replace(door, follow=False)


def mine(sources: Sequence[Source], share: Share) -> tuple[Source, ...]:
    """Return the sources of one share, in their order; every source is in exactly one."""
    number, of = share
    heads = _heads(sources)
    return tuple(source for source in sources if _number(heads[_places(source)[0]], of) == number)


def _number(host: str, of: int) -> int:
    """Number a host by SHA-256: the same on every machine, and whatever else is in config.yaml."""
    return int.from_bytes(hashlib.sha256(host.encode()).digest()[:8]) % of + 1


def _heads(sources: Sequence[Source]) -> dict[str, str]:
    """Return of every host the first, in the order of letters, of those that sources hold together."""
    parent: dict[str, str] = {}

    def head(host: str) -> str:
        while (above := parent.setdefault(host, host)) != host:
            parent[host] = host = parent[above]
        return host

    for source in sources:
        first, *others = (head(place) for place in _places(source))
        lowest = min((first, *others))
        for place in (first, *others):
            parent[place] = lowest
    return {host: head(host) for host in tuple(parent)}


def _places(source: Source) -> tuple[str, ...]:
    """Name the hosts that a source is read from; a network that is one place is named by the kind of source."""
    return tuple(dict.fromkeys(_named(source))) or (source.kind,)


def _named(source: Source) -> Iterator[str]:
    if source.address.startswith(("http://", "https://")) and not addresses.objection(source.address, any_port=True):
        yield addresses.turn(source.address)
    elif source.address.startswith(("@", "#", "!")) and (server := source.address[1:].partition("@")[2]):
        yield addresses.turn(f"https://{server}")
    servers = source.options.get("servers", ())
    for server in (servers,) if isinstance(servers, str) else servers:
        yield addresses.turn(server if "//" in server else f"https://{server}")
