"""One request to a service the owner has an account with in, its answer out: GitHub, the server that announces.

It goes through the same door as every question of the street (http.py), so no secret is in what comes back. It is made
at once and once: nothing here waits for a turn, and whoever needs another try makes it.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from generator.collect import given
from generator.collect.door import Door
from generator.collect.words import OPEN, Seal
from generator.errors import StreetError

SECONDS = 30.0
"""Longest time one errand takes."""
BROKEN = "The answer is no JSON."


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """What is asked."""

    url: str
    method: str = "GET"
    body: object = None
    """Sent as JSON; a `words.Sealed` in it stands for a secret. Bytes go as they are; None for nothing."""
    headers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    seal: Seal = OPEN
    """Which secrets it carries, by their names in `Door.secrets`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back, whatever its status."""

    status: int
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes

    @property
    def good(self) -> bool:
        """Whether it was done (RFC 9110, 15.3)."""
        return 200 <= self.status < 300  # noqa: PLR2004  the class of successful answers

    def value(self) -> Any:  # noqa: ANN401  JSON is anything
        """Return what the body says as JSON, None for an empty one; StreetError where it is none."""
        return given.load(self.body, BROKEN) if self.body.strip() else None


def run(errand: Errand, *, door: Door, now: datetime, seconds: float = SECONDS, at_home: bool = False) -> Answer:
    """Go once and return what was said.

    Args:
        errand: what is asked.
        door: how the network is met.
        now: the instant of the run, aware.
        seconds: longest time it may take.
        at_home: whether a private address may be met, since the owner or the runner has named it.

    Raises:
        StreetError: there was no answer at all.
    """
    from generator.collect.http import Wire  # noqa: PLC0415  it loads aiohttp: 0.35 s of CPU

    async def go() -> Answer:
        wishes = replace(door, allow_private=door.allow_private or at_home, seconds=seconds)
        async with Wire(wishes, now, {}) as wire:
            wire.check(errand.url)
            said = await wire.ask(
                errand.url, errand.headers, seconds, seal=errand.seal, body=errand.body, method=errand.method
            )
            return Answer(status=said.status, headers=said.headers, body=said.body)

    try:
        return asyncio.run(go())
    except TimeoutError as late:
        raise StreetError(f"There was no answer within {seconds:g} seconds.") from late
