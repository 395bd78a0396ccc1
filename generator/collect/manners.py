"""What servers say in; how to ask them next time, how long to leave them alone, and what went wrong out.

Pure: headers and instants in, values out. The rules are those of RFC 9110 and 9111, Rachel Kroll's criteria for feed
readers (rachelbythebay.com/fs/help.html), and what other readers learnt. street.py acts on them, memory.py keeps them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from generator.errors import StreetError

FLOOR = timedelta(hours=1)
"""Shortest time between two visits (Kroll's criterion 5)."""
FLOOR_WHOLE = timedelta(hours=20)
"""The same for a server without validators, which sends its whole answer each time. Kroll asks for a day; a daily run
that starts a little early must not skip every second day: a day, then, less the hours by which a schedule is off."""
LONGEST = timedelta(days=6)
"""Longest rest: one absurd header (16 years were seen) must not silence a source that is read once a week."""
DEFAULT_REST = timedelta(minutes=10)
"""Rest after 429 where the server names none (NetNewsWire's figure)."""
AGREE = 2
"""Runs that must see the same permanent redirect before the new address is asked directly."""
VALIDATOR = 4096
"""Longest validator that is kept, in characters."""
MONTHS = "January February March April May June July August September October November December".split()
DIGITS = re.compile(r"\d{1,9}")
UNSENDABLE = re.compile("[\x00-\x08\x0a-\x1f\x7f\ud800-\udfff]")
"""Characters that no header can carry; they could come from a spoilt `sources.json`, too."""
ROOT = re.compile(rb"<(?:[\w.-]{1,20}:)?(rss|feed|rdf|html|head|body|opml)\b", re.IGNORECASE)
"""The first of these elements says what a document is."""

Headers = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """A time during which somebody is not asked."""

    until: datetime
    words: str

    def holds(self, now: datetime) -> bool:
        """Tell whether it lasts; a rest longer than the longest comes from a broken clock or file and binds nobody."""
        return now < self.until <= now + LONGEST


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
    rest: Rest | None = None
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


def learnt(page: Page | None, headers: Headers, *, url: str, digest: str | None, now: datetime) -> Page:
    """Return what is known after a 200 (digest of its body) or a 304 (digest None).

    Both validators are replaced on every 200, even when the body is the same: keeping one of them makes every later
    question unconditional. A 304 replaces those it brings (RFC 9111, 3.2).
    """
    etag, modified = _validator(headers.get("etag")), _validator(headers.get("last-modified"))
    if page and digest is None:
        etag, modified, digest = etag or page.etag, modified or page.modified, page.digest
    return Page(
        asked=now, answered=url, etag=etag, modified=modified, digest=digest,
        rest=until_next(headers, now, whole=not (etag or modified)),
    )  # fmt: skip


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


# ---------------------------------------------------------------- waiting


def until_next(headers: Headers, now: datetime, *, whole: bool = False) -> Rest:
    """Return how long a page rests after a good answer; `whole` where it gave no validators."""
    floor = FLOOR_WHOLE if whole else FLOOR
    fresh = freshness(headers, now)
    if fresh > LONGEST:
        return Rest(
            until=now + LONGEST, words="Its server asks for a longer rest than the six days that are the most we give."
        )
    if fresh > floor:
        return Rest(until=now + fresh, words="Its server says that nothing new comes before then.")
    if whole:
        return Rest(
            until=now + floor, words="Its server cannot say whether anything is new, so it is asked once a day."
        )
    return Rest(until=now + floor, words="It is asked at most once an hour.")


def freshness(headers: Headers, now: datetime) -> timedelta:
    """Return how long an answer stays fresh: max-age, else Expires less Date, and less its Age (RFC 9111, 4.2)."""
    rules, age = _directives(headers.get("cache-control", "")), _seconds(headers.get("age", "0"))
    if "no-cache" in rules or "no-store" in rules:
        return timedelta()
    if "max-age" in rules:
        return max(timedelta(), _seconds(rules["max-age"]) - age)
    expires = http_date(headers.get("expires", ""))
    return max(timedelta(), expires - (http_date(headers.get("date", "")) or now) - age) if expires else timedelta()


def asked_to_rest(status: int, headers: Headers, now: datetime) -> Rest | None:
    """Return the rest that a 429 or a 503 asks for its whole host; None where the answer asks for none."""
    if status not in {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}:
        return None
    wait = _retry_after(headers, now)
    if wait is None and status == HTTPStatus.TOO_MANY_REQUESTS:
        wait = DEFAULT_REST
    if wait is None:
        return None
    why = _named(status) + ("; it named a later time, but six days are the longest we wait" if wait > LONGEST else "")
    until = now + min(wait, LONGEST)
    return Rest(until=until, words=f"The server asks to be left alone until {clock(until, now)} ({why}).")


def _retry_after(headers: Headers, now: datetime) -> timedelta | None:
    value = headers.get("retry-after", "").strip()
    if value.isdecimal():
        return _seconds(value)
    when = http_date(value) or _instant(headers.get("x-ratelimit-reset", ""))
    if when is None:
        return None
    wait = when - (http_date(headers.get("date", "")) or now)
    return wait if wait > timedelta() else DEFAULT_REST


def http_date(value: str) -> datetime | None:
    """Read a date in any of the three forms of RFC 9110, 5.6.7; None where it is none."""
    try:
        when = parsedate_to_datetime(value.strip())
        return when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)
    except (ValueError, OverflowError, IndexError):
        return None


def clock(instant: datetime, now: datetime) -> str:
    """Write an instant for a person: `14:00 UTC`, with the day where it is another one. Seconds are rounded up."""
    up = (instant + timedelta(seconds=59, microseconds=999_999)).astimezone(UTC).replace(second=0, microsecond=0)
    day = "" if up.date() == now.astimezone(UTC).date() else f"{up.day} {MONTHS[up.month - 1]}, "
    return f"{day}{up:%H:%M} UTC"


# ---------------------------------------------------------------- verdicts

VERDICTS: Mapping[int, tuple[str, str]] = {
    401: ("The server wants a password", "failed"),
    402: ("The server wants money", "failed"),
    403: ("The server refuses to answer us", "failed"),
    404: ("There is nothing at this address", "failed"),
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


def refusal(status: int, *, for_good: bool = True) -> StreetError | None:
    """Return the failure that a status means; None for a good answer and for 304.

    With `for_good`, an address that is gone is not asked for again, and the sentence says so.
    """
    if status in GOOD or status == HTTPStatus.NOT_MODIFIED:
        return None
    words, kind = VERDICTS.get(status, ("The server gave no page but another answer", "failed"))
    if kind == "gone":
        words, kind = (f"{words}; it is not asked for again", kind) if for_good else (words, "failed")
    return StreetError(f"{words} ({_named(status)}).", kind=kind, status=status)


def _named(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def _validator(value: str | None) -> str | None:
    """A validator that can be sent back byte for byte; surrogates stand for bytes that were no UTF-8."""
    if not value or len(value) > VALIDATOR or UNSENDABLE.search(value):
        return None
    return value


def _directives(value: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in value.lower().split(","))
    return {name.strip(): argument.strip().strip('"') for name, _, argument in pairs}


def _seconds(value: str) -> timedelta:
    if DIGITS.fullmatch(value):
        return timedelta(seconds=int(value))
    return LONGEST * 2 if value.isdecimal() else timedelta()


def _instant(value: str) -> datetime | None:
    try:
        when = datetime.fromisoformat(value)
    except ValueError:
        return None
    return when if when.tzinfo else None
