"""What every kind of feed is made from: a channel and its items in plain values, and how much of it goes out.

Ids come from the editions and from nothing else: after a new domain, title or theme no reader sees old weeks as new
ones. `updated` is when an edition was published, and stays so: RFC 4287 (4.2.15) leaves to the publisher which changes
are significant, a slip of the pen put right is none, and the record of an edition does not know when it was touched; so
a rebuild changes nothing, and readers that compare the text of an id they know take the new one without calling it new.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from generator.publish.house import House

LIMIT = 1_000_000
"""Bytes of a feed, before compression.

An ordinary edition is 70 kB in Atom, so that a quarter of a year fits. Readers ask for the whole file again whenever it
has changed; Gleaner's own street reads ten times as much, W3C's validator five times.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One entry, whatever the format."""

    id: str
    title: str
    address: str
    """Absolute; "" where there is none."""
    published: datetime
    """UTC."""
    html: str
    """Its whole text with absolute links; "" where it was too long for any feed."""
    summary: str = ""
    author: str = ""
    """Who said it; "" for the digest itself."""
    profile: str = ""
    """Where its author is found; "" where that is not known."""
    language: str = ""
    """BCP 47, where it is not that of the site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A feed, whatever the format."""

    house: House
    file: str
    """Its place on the site, `atom.xml`."""
    id: str
    title: str
    words: str
    """What it brings, in a line."""
    home: str
    """The place on the site where a person reads the same."""
    updated: datetime
    """UTC."""
    items: tuple[Item, ...]
    """Newest first."""


def bounded(channel: Channel, written: Callable[[Channel], bytes]) -> bytes:
    """Write as many items as LIMIT allows: the oldest are left out whole, for half a text would be worse than none.

    Where already the newest is too long, it stands there with its title and its summary.
    """
    body = longest(len(channel.items), lambda count: written(replace(channel, items=channel.items[:count])))
    if body:
        return body
    newest, *rest = channel.items
    assert newest.html, "a title and a summary fit into any feed"
    return bounded(replace(channel, items=(replace(newest, html=""), *rest)), written)


def longest(count: int, written: Callable[[int], bytes]) -> bytes:
    """Return what is written of as many of `count` items as LIMIT allows; nothing where not even one fits."""
    whole = written(count)
    if len(whole) <= LIMIT:
        return whole
    fits, beyond = 0, count
    while beyond - fits > 1:
        middle = (fits + beyond) // 2
        fits, beyond = (middle, beyond) if len(written(middle)) <= LIMIT else (fits, middle)
    return written(fits) if fits else b""
