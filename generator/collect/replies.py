"""A response in, what it says out, before anybody has judged it."""

import asyncio
import contextlib
from collections.abc import Mapping
from dataclasses import dataclass

import aiohttp

from generator.collect import manners, unpack
from generator.errors import StreetError

CHUNK = 1 << 16
"""Bytes that are taken off the wire at a time."""
EXCUSE = 1 << 16
"""Longest reason that is read of a refusal, in bytes."""
LONGEST_SECRET = 4096
PATIENCE = 2.0
"""Seconds for that."""
LISTS = frozenset({"cache-control", "link", "x-robots-tag"})
"""Headers that may come several times and mean the whole list; of others the first one counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One response to one request, before anybody has judged it."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    packed: str = ""
    """See unpack.Unpacked; not where a secret stood in it."""
    again: bool = False
    """Whether it came packed as it was known, byte for byte; then `body` is empty."""


async def excuse(response: aiohttp.ClientResponse) -> bytes:
    """Read the beginning of what a server says beside a refusal; where it takes its time, the refusal is enough."""
    if response.status in manners.AWAY:
        return b""
    coding = response.headers.get("Content-Encoding", "")
    with contextlib.suppress(aiohttp.ClientError, OSError, StreetError):
        async with asyncio.timeout(PATIENCE):
            body = await unpack.beginning(response.content.iter_chunked(CHUNK), coding, EXCUSE)
            return body if len(body) < EXCUSE else body[:-LONGEST_SECRET]  # lest half of one is left at the end
    return b""


def headers(response: aiohttp.ClientResponse) -> tuple[tuple[str, str], ...]:
    """Return what a server says beside its answer, by names in small letters."""
    found = {name.lower(): value for name, value in reversed(tuple(response.headers.items()))}
    lists = {name: ", ".join(response.headers.getall(name)) for name in LISTS & found.keys()}
    return tuple((found | lists).items())
