"""The address of a published site in, what it shows of itself out: which editions, or why it shows none.

One request: editions.json names the newest editions, is at most a megabyte, and that it can be read says that the feeds
of the site can be. HTTP is met through the one door, as everywhere.
"""

import json
import re
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from http import HTTPStatus
from urllib.parse import urljoin

from generator.collect import Door, errand
from generator.collect.errand import Answer, Errand
from generator.errors import StreetError

FILE = "editions.json"
"""The feed of editions as JSON (jsonfeed.org, version 1.1)."""
EDITION = re.compile(r"/editions/([0-9]{4}-W[0-9]{2})/")
HOPS = 3
"""Redirects that are followed: from http to https, and from the address of Pages to the owner's own."""
AWAY = frozenset({301, 302, 303, 307, 308})


class Shown(StrEnum):
    """How a site was met."""

    FINE = "fine"
    UNREACHABLE = "unreachable"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True, kw_only=True)
class Live:
    """What a site shows."""

    address: str
    shown: Shown
    words: str = ""
    """Why it was not fine."""
    weeks: frozenset[str] = frozenset()
    """Names of the editions in its feed."""
    clock: datetime | None = None
    """What the server's clock said."""


def look(address: str, *, door: Door, now: datetime) -> Live:
    """Ask a site once which editions it has; whatever happens is a value."""
    url = f"{address.rstrip('/')}/{FILE}"
    try:
        answer = _asked(url, door, now)
    except StreetError as error:
        return Live(address=address, shown=Shown.UNREACHABLE, words=error.words)
    clock = moment(answer.headers.get("date", ""))
    if not answer.good:
        words = f"{url} answers with {answer.status}{_meaning(answer.status)}."
        return Live(address=address, shown=Shown.UNREACHABLE, words=words, clock=clock)
    found = weeks(answer.body)
    if found is None:
        words = f"What stands at {url} is not the feed of a digest."
        return Live(address=address, shown=Shown.WRONG, words=words, clock=clock)
    return Live(address=address, shown=Shown.FINE, weeks=found, clock=clock)


def weeks(body: bytes) -> frozenset[str] | None:
    """Return the names of the editions in a feed of editions; None where this is none."""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(value, dict) or "jsonfeed.org" not in str(value.get("version")):
        return None
    items = value.get("items")
    addresses = (
        (str(item.get("url", "")) for item in items if isinstance(item, dict)) if isinstance(items, list) else ()
    )
    return frozenset(found[1] for each in addresses if (found := EDITION.search(each)))


def moment(header: str) -> datetime | None:
    """Read the Date of an answer (RFC 9110, 6.6.1); None where there is none."""
    try:
        read = parsedate_to_datetime(header)
    except (ValueError, TypeError):
        return None
    return read if read.tzinfo else None


def _asked(url: str, door: Door, now: datetime) -> Answer:
    for _ in range(HOPS + 1):
        answer = errand.run(Errand(url=url), door=door, now=now)
        onward = answer.headers.get("location")
        if answer.status not in AWAY or not onward:
            return answer
        url = urljoin(url, onward)
    raise StreetError(f"{url} leads to ever other addresses.")


def _meaning(status: int) -> str:
    try:
        return f" ({HTTPStatus(status).phrase.lower()})"
    except ValueError:
        return ""
