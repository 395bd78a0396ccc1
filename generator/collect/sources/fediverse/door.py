"""A server of the Mastodon kind and a refusal of it in, what that means out: closed to strangers, a bad token, or else.

What was read: Mastodon's api/base_controller and rescue_from lines (current code says 422 "This method requires an
authenticated user", a whole server behind a log-in 401, its documentation 401 "The access token is invalid"),
GoToSocial (401 "token not supplied"), Akkoma (401 or 403). https://docs.joinmastodon.org/entities/Error/
"""

import re
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlsplit

from generator import text
from generator.collect import addresses, given, secrets
from generator.collect.words import OPEN, Seal, Street
from generator.errors import StreetError
from generator.model import Source

PREFIX = "MASTODON_TOKEN__"
CLOSED = frozenset({401, 403, 422})
"""Answers of servers that ask for a log-in."""
DOUBTFUL = 422
"""The one of them that may as well mean that the question was wrong."""
UNKNOWN = 404
BUSY = 429
DENIAL = re.compile(r"authenticat|authori[sz]|access token|token not|log ?in|sign ?in|credential", re.IGNORECASE)
"""What servers say to strangers; anything else behind a 422 is a mistake in the question ("Validation failed: ...")."""
BODY = 10_000
"""Bytes of a refusal that are looked at."""
SAID = 80
"""Characters of it that are quoted."""
T = TypeVar("T")

TOKEN_WORDS: Mapping[int, tuple[tuple[str, str], ...]] = {
    401: (
        (
            "",
            "{host} does not accept the token in {name}: it is mistyped, or has been withdrawn. Make a new one there.",
        ),
    ),
    403: (
        ("scope", "The token in {name} may not do this at {host}. Make one that has the right {right}."),
        ("your login", "{host} keeps the account behind the token in {name} out. It says: “{said}”"),
        ("", "{host} refuses this to the account behind the token in {name}."),
    ),
    422: (
        (
            "",
            "The token in {name} belongs to a program and not to a person. Make one under your own account at {host}.",
        ),
    ),
}
"""Status -> (part of what the server says, in lower case; what it means for the owner of the token)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One server."""

    server: str
    """Its address without path, https://host."""
    named: bool = True
    """Whether its owner has written it down; one that a stranger names is asked without tokens."""

    @property
    def host(self) -> str:
        """Its name, as messages say it."""
        return urlsplit(self.server).netloc

    @property
    def token(self) -> str:
        """The name of the secret that opens it; one that nobody has where it was not named."""
        return "" if not self.named else secrets.of_host(PREFIX, urlsplit(self.server).hostname or "")


def places(names: Iterable[str]) -> tuple[Place, ...]:
    """Return the servers named, each once; https unless another scheme is written."""
    bare = (name.strip().rstrip("/") for name in names)
    whole = (name if "://" in name else f"https://{name}" for name in bare if name)
    servers = dict.fromkeys(addresses.origin(found).lower() for name in whole if (found := text.address(name)))
    return tuple(Place(server=server) for server in servers)


def option(source: Source, name: str) -> tuple[str, ...]:
    """Return an option of a source as a list."""
    value = source.options.get(name, ())
    return (value,) if isinstance(value, str) else tuple(value)


def said(body: bytes) -> str:
    """Return what a server of the Mastodon kind says in its JSON error, as one line; "" where it says nothing so."""
    return text.one_line(given.string(given.peek(body[:BODY]).get("error")), SAID)


def is_closed(error: StreetError) -> bool:
    """Tell whether a refusal means that strangers are not answered, which a token or another way may help."""
    if error.status not in CLOSED or error.kind == "token":
        return False
    words = said(error.body)
    return error.status != DOUBTFUL or not words or bool(DENIAL.search(words))


def is_unknown(error: StreetError) -> bool:
    """Tell whether a server that does speak as Mastodon says that it has no such thing."""
    return error.status == UNKNOWN and bool(said(error.body))


def named(place: Place, error: StreetError) -> StreetError:
    """Return the failure with the server's name in its words."""
    words = error.words if place.host in error.words else f"{place.host}: {error.words}"
    if error.status == DOUBTFUL and (reason := said(error.body)):
        words = f"{place.host} did not understand what it was asked. It says: “{reason}”"
    return error.saying(words)


def of_token(place: Place, error: StreetError, right: str) -> StreetError:
    """Return what a refusal means that was given although a token was shown."""
    reason = said(error.body)
    for part, words in TOKEN_WORDS.get(error.status or 0, ()):
        if part in reason.lower():
            filled = words.format(host=place.host, name=place.token, right=right, said=reason)
            return StreetError(filled, kind="token", status=error.status)
    return named(place, error)


async def opened(place: Place, street: Street, ask: Callable[[Seal], Awaitable[T]], right: str) -> T:
    """Ask as a stranger, and only where the server is closed to them with the token that the owner has for it."""
    try:
        return await ask(OPEN)
    except StreetError as error:
        if not (is_closed(error) and street.has(place.token)):
            raise
    return await sealed(place, ask, right)


async def sealed(place: Place, ask: Callable[[Seal], Awaitable[T]], right: str) -> T:
    """Ask with the token of this server; a StreetError says what is wrong with that."""
    try:
        return await ask(Seal(bearer=place.token))
    except StreetError as error:
        raise of_token(place, error, right) from error
