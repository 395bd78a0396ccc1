"""What the rooms of the sample's street say to one another: a request to some host in, what that host says out."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from urllib.parse import parse_qs, urlsplit

PLAIN = "text/plain; charset=utf-8"
HTML = "text/html; charset=utf-8"
JSON = "application/json; charset=utf-8"
ATOM = "application/atom+xml; charset=utf-8"
RSS = "application/rss+xml; charset=utf-8"
NO_HEADERS: Mapping[str, str] = MappingProxyType({})
GET, POST = ("GET", "HEAD"), ("POST",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is asked of a host, on a day."""

    host: str
    target: str
    """Path and query."""
    today: datetime
    asked: int = 0
    """How many requests this host has had from the same caller, this one among them."""
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=lambda: NO_HEADERS)
    """Names in lower case."""
    body: bytes = b""

    @property
    def path(self) -> str:
        """The path alone, as it was sent."""
        return urlsplit(self.target).path

    @property
    def query(self) -> Mapping[str, Sequence[str]]:
        """The query, each name with all its values."""
        return parse_qs(urlsplit(self.target).query, keep_blank_values=True)

    def one(self, name: str, otherwise: str = "") -> str:
        """Return the first value of a parameter."""
        return next(iter(self.query.get(name, ())), otherwise)

    def number(self, name: str, otherwise: int) -> int:
        """Return a parameter that is a number; what is none counts as not sent."""
        value = self.one(name)
        return int(value) if value.isdecimal() else otherwise

    @property
    def bearer(self) -> str:
        """The token behind `Authorization: Bearer` (RFC 6750, 2.1), "" where none was sent."""
        kind, _, token = self.headers.get("authorization", "").partition(" ")
        return token.strip() if kind.lower() == "bearer" else ""

    @property
    def sent(self) -> Mapping[str, object]:
        """The JSON object in the body; {} where there is none."""
        try:
            value = json.loads(self.body)
        except ValueError:
            return {}
        return value if isinstance(value, dict) else {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a host says before anybody looks at conditions or compression."""

    status: int = 200
    type: str = PLAIN
    data: bytes = b""
    headers: Mapping[str, str] = field(default_factory=lambda: NO_HEADERS)
    modified: datetime | None = None
    """Last-Modified; None where the host does not say."""
    tagged: bool = False
    """Whether it sends an ETag."""
    wait: float = 0.0
    """Seconds it takes to answer."""


def told(value: object, status: int = 200, headers: Mapping[str, str] = NO_HEADERS) -> Reply:
    """Answer with JSON."""
    return Reply(status=status, type=JSON, data=json.dumps(value, ensure_ascii=False).encode(), headers=headers)


def nothing() -> Reply:
    """Answer that there is nothing at this address."""
    return Reply(status=404, data=b"Not Found\n")


def wrong_method(*allowed: str) -> Reply:
    """Answer that this is not how the address is asked (RFC 9110, 15.5.6)."""
    return Reply(status=405, headers={"Allow": ", ".join(allowed)})
