"""What servers say in; how to ask them next time and what went wrong out.

Pure: headers and instants in, values out. The rules are those of RFC 9110 and 9111, Rachel Kroll's criteria for feed
readers (rachelbythebay.com/fs/help.html), and what other readers learnt. street.py acts on them, memory.py keeps them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from generator.collect import waiting
from generator.errors import StreetError

AGREE = 2
"""Runs that must see the same permanent redirect before the new address is asked directly."""
VALIDATOR = 512
"""Longest validator that is kept, in characters."""
UNSENDABLE = re.compile("[\x00-\x08\x0a-\x1f\x7f\ud800-\udfff]")
"""Characters that no header can carry; they could come from a spoilt `sources.json`, too."""
ROOT = re.compile(rb"<(?:[\w.-]{1,20}:)?(rss|feed|rdf|html|head|body|opml)\b", re.IGNORECASE)
"""The first of these elements says what a document is."""

Headers = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What is remembered of one address as asked for with one Accept header."""

    asked: datetime
    answered: str | None = None
    """The address that gave the validators, after redirects; they are sent to no other."""
    etag: str | None = None
    """Byte-exact, with quotes and W/."""
    modified: str | None = None
    """Byte-exact: some servers compare it as text."""
    digest: str | None = None
    """Of the body, so that a server without validators can be unchanged, too."""
    packed: str | None = None
    """Of the answer as it came, where it came packed: the same bytes need not be unpacked to be the same."""
    rest: waiting.Rest | None = None
    gone: str | None = None
    """The sentence, once the publisher has said that it is gone for good."""
    moved: str | None = None
    """Where permanent redirects led last time."""
    agreed: int = 0
    """In how many runs they led there."""

    @property
    def target(self) -> str | None:
        """The address to ask instead, once enough runs agree."""
        return self.moved if self.agreed >= AGREE else None


# ---------------------------------------------------------------- asking


def conditions(page: Page | None, url: str) -> dict[str, str]:
    """Return the headers that make a question conditional: both validators, as they came, to where they came from."""
    if page is None or page.answered != url:
        return {}
    pairs = (("If-None-Match", page.etag), ("If-Modified-Since", page.modified))
    return {name: sent for name, value in pairs if (sent := _validator(value))}


def learnt(
    page: Page | None, headers: Headers, *, url: str, digest: str | None, now: datetime, packed: str | None = None
) -> Page:
    """Return what is known after a 200 (digest of its body, and of it as it came packed) or a 304 (digest None).

    Both validators are replaced on every 200, even when the body is the same: keeping one of them makes every later
    question unconditional. A 304 replaces those it brings (RFC 9111, 3.2).
    """
    etag, modified = _validator(headers.get("etag")), _validator(headers.get("last-modified"))
    if page and digest is None:
        etag, modified = _confirmed(page.etag, etag), modified or page.modified
        digest, packed = page.digest, page.packed
    return Page(
        asked=now, answered=url, etag=etag, modified=modified, digest=digest, packed=packed,
        rest=waiting.until_next(headers, now, whole=not (etag or modified)),
    )  # fmt: skip


def _confirmed(kept: str | None, said: str | None) -> str | None:
    """Return the tag after a 304: a strong one that differs speaks of a body we never saw (RFC 9111, 4.3.4)."""
    differ = bool(kept and said and kept != said)
    strong = not (kept or "").startswith("W/") and not (said or "").startswith("W/")
    return kept if differ and strong else said or kept


def is_signpost(body: bytes) -> bool:
    """Tell whether a body is no feed and no JSON: a web page or a list, which at best points to feeds.

    Those are read whole each time: what they point to is needed even when they have not changed themselves.
    """
    start = body[:20_000].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xfe\xff \t\r\n")
    if start.startswith((b"{", b"[")):
        return False
    root = ROOT.search(start)
    return root is None or root[1].lower() in {b"html", b"head", b"body", b"opml"}


def led(page: Page | None, trail: tuple[str, ...], *, permanent: bool, now: datetime) -> tuple[str | None, int]:
    """Return where permanent redirects led, and in how many runs; `trail` is every address asked, the first first."""
    start, end = trail[0], trail[-1]
    if start == end:
        return (page.moved, page.agreed) if page and page.target == start else (None, 0)
    if not permanent or (start.startswith("https:") and not end.startswith("https:")):
        return None, 0
    if page and page.moved == end:
        return end, page.agreed + (page.asked != now)
    return end, 1


# ---------------------------------------------------------------- verdicts

VERDICTS: Mapping[int, tuple[str, str]] = {
    400: ("The server does not understand what it was asked", "failed"),
    401: ("The server wants a password", "failed"),
    402: ("The server wants money", "failed"),
    403: ("The server refuses to answer us", "failed"),
    404: ("There is nothing at this address", "failed"),
    406: ("The server has nothing of the kind that is asked for", "failed"),
    410: ("The publisher has ended it", "gone"),
    429: ("The server asks to be left alone", "resting"),
    451: ("The server may not give it out, for reasons of law", "gone"),
    500: ("The server has a fault of its own", "failed"),
    502: ("The server cannot reach the machine behind it", "failed"),
    503: ("The server cannot answer just now", "failed"),
    504: ("The server waited too long for the machine behind it", "failed"),
}
"""Status -> what it means for a reader of the health page, and the kind of the StreetError."""
GOOD = frozenset({HTTPStatus.OK, HTTPStatus.NON_AUTHORITATIVE_INFORMATION})
AWAY = frozenset({301, 302, 303, 307, 308})
FOR_GOOD = frozenset({301, 308})


def refusal(status: int, *, for_good: bool = True, body: bytes = b"") -> StreetError | None:
    """Return the failure that a status means, with what the server said; None for a good answer and for 304.

    With `for_good`, an address that is gone is not asked for again, and the sentence says so.
    """
    if status in GOOD or status == HTTPStatus.NOT_MODIFIED:
        return None
    words, kind = VERDICTS.get(status, ("The server gave no page but another answer", "failed"))
    if kind == "gone":
        words, kind = (f"{words}; it is not asked for again", kind) if for_good else (words, "failed")
    return StreetError(f"{words} ({waiting.named(status)}).", kind=kind, status=status, body=body)


def _validator(value: str | None) -> str | None:
    """A validator that can be sent back byte for byte; surrogates stand for bytes that were no UTF-8."""
    if not value or len(value) > VALIDATOR or UNSENDABLE.search(value):
        return None
    return value
