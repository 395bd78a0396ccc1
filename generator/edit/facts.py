"""A voice and its week in, what anybody can check about it out (R06): facts for a reader, never a verdict.

Followers are not among them: the size of an audience says nothing about what somebody has to say, and is never shown.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from urllib.parse import urlsplit

from generator.edit.context import Context, outlet
from generator.model import Voice
from generator.text import count, host

NETWORKS: Mapping[str, str] = MappingProxyType(
    {
        "mastodon": "Mastodon",
        "bluesky": "Bluesky",
        "x": "X",
        "reddit": "Reddit",
        "lemmy": "Lemmy",
        "misskey": "Misskey",
        "youtube": "YouTube",
        "hackernews": "Hacker News",
        "devto": "DEV",
    }
)
"""Names of networks as their members write them."""
WEB = "web"
LINKS = 2
"""Confirmed addresses that are named; more would be a list."""
HOSTED = frozenset(
    (
        "blogspot.com github.io gitlab.io medium.com substack.com tumblr.com wixsite.com wordpress.com "
        "hypotheses.org edublogs.org micro.blog write.as ghost.io bearblog.dev weebly.com"
    ).split()
)
"""Places that give everybody a name below their own: a blog there has no domain of its own."""


def facts(voice: Voice, context: Context) -> tuple[str, ...]:
    """Return what is known of a voice, for a reader; beginning in lower case, as the reasons do."""
    return tuple(_facts(voice, context))


def _facts(voice: Voice, context: Context) -> Iterator[str]:
    if voice.network != WEB:
        network = NETWORKS.get(voice.network, voice.network)
        yield f"on {network} since {voice.since:%B %Y}" if voice.since else f"on {network}"
    if voice.bot:
        yield "says of itself that it is a machine"
    if confirmed := sorted({host(link) for link in voice.links} - {""})[:LINKS]:
        yield f"its server confirms that {' and '.join(confirmed)} belongs to the same person"
    elif own := domain(voice):
        yield f"has a domain of its own, {own}"
    if weekly := context.output.get(outlet(voice), 0):
        yield f"{count(weekly, 'item')} from it in the week of this edition"


def domain(voice: Voice) -> str:
    """Return the domain that a site stands at by itself, or "" where it is one of many there, or an account."""
    if voice.network != WEB or not voice.address:
        return ""
    found = host(voice.address)
    try:
        alone = not urlsplit(voice.address).path.strip("/")
    except ValueError:
        return ""
    return found if alone and not any(found == place or found.endswith(f".{place}") for place in HOSTED) else ""
