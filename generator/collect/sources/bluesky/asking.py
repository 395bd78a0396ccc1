"""A question to Bluesky in, pages of posts or a reason in words out: hosts, the log-in, names, paging.

Reading accounts, lists and feeds needs no log-in (https://docs.bsky.app/docs/advanced-guides/api-directory); searching
does, and a session is made once a run with an app password. It is not closed again at the end: that would need the
other of its two tokens, which is not kept.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode, urlsplit

from generator import text
from generator.collect import given, waiting
from generator.collect.sources import paging
from generator.collect.sources.bluesky import names, posts
from generator.collect.sources.bluesky.posts import NOT_BLUESKY, Reading
from generator.collect.sources.bluesky.refusals import told
from generator.collect.sources.paging import Page
from generator.collect.words import JSON, OPEN, Answer, Seal, Sealed, Street, Visit
from generator.errors import StreetError

PUBLIC = "https://public.api.bsky.app"
"""What strangers may read, from a cache."""
ENTRY = "https://bsky.social"
"""Where people log in."""
SECRETS = ("BSKY_IDENTIFIER", "BSKY_APP_PASSWORD")
SESSION = "BSKY_SESSION"
"""The name of the token of a session, which only the wire knows."""
LIMIT = 100
"""Posts on a page, the most that may be asked for."""
PAGES = 20
"""Pages of one question; what has more posts in a week is sampled from its newest end."""
RESERVE = 20
"""So many of the requests that a server allows are left to others (`RateLimit-Remaining`, 3,000 in five minutes)."""
SCARCE = "Bluesky's limit of requests is nearly used up, so older posts of the week were not read."
NO_SESSION = "Bluesky took the password but gave no session."
ASLEEP = "The account of BSKY_IDENTIFIER cannot be used: Bluesky says that it is {status}."


@dataclass(frozen=True, slots=True)
class Way:
    """Whom to ask, and with which secrets."""

    host: str
    seal: Seal = OPEN


STRANGER = Way(PUBLIC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked for."""

    method: str
    """Name of the query, e.g. app.bsky.feed.searchPosts."""
    query: tuple[tuple[str, str], ...]
    what: str
    """What it asks for, as a person says it."""
    reading: Reading


def address(way: Way, method: str, query: tuple[tuple[str, str], ...]) -> str:
    """Return where a query is asked (https://atproto.com/specs/xrpc)."""
    return f"{way.host}/xrpc/{method}?{urlencode(query)}"


async def pages(question: Question, way: Way, street: Street, visit: Visit, most: int = PAGES) -> Page:
    """Page back until the week is covered; what was read before a failure is kept.

    Pages may be short or empty and still name a next one.
    """

    async def ask(cursor: str | None, _read: int) -> Page:
        where = address(way, question.method, (*question.query, *((("cursor", cursor),) if cursor else ())))
        try:
            answer = await street.get(where, accept=JSON, conditional=False, seal=way.seal)
            page = await asyncio.to_thread(posts.parse, answer.body, question.reading)
        except StreetError as error:
            raise told(error, question.what) from error
        return replace(page, next=None, notes=(SCARCE,), cut=True) if page.next and _is_scarce(answer) else page

    return await paging.walk(ask, since=visit.since, most=most, name="Bluesky")


def _is_scarce(answer: Answer) -> bool:
    left = waiting.left(answer.headers)
    return left is not None and left < RESERVE


async def did(authority: str, street: Street) -> str:
    """Return the DID behind a handle, asked once a run; a DID stands for itself."""
    if names.did(authority):
        return authority

    async def ask() -> str:
        where = address(STRANGER, "com.atproto.identity.resolveHandle", (("handle", authority),))
        try:
            answer = await street.get(where, accept=JSON, conditional=False)
        except StreetError as error:
            raise told(error, f"@{authority}") from error
        found = names.did(given.mapping(given.load(answer.body, NOT_BLUESKY)).get("did"))
        if not found:
            raise StreetError(f"Bluesky could not say who @{authority} is.")
        return found

    return await street.once(f"bluesky handle {authority}", ask)


# ---------------------------------------------------------------- the log-in


async def session(street: Street) -> Way:
    """Log in once a run and return the way of somebody who is known; what fails once fails for all.

    Bluesky allows 30 log-ins in five minutes and 300 a day (https://docs.bsky.app/docs/advanced-guides/rate-limits).
    """

    async def log_in() -> str:
        sent = {name: Sealed(secret) for name, secret in zip(("identifier", "password"), SECRETS, strict=True)}
        try:
            answer = await street.post(f"{ENTRY}/xrpc/com.atproto.server.createSession", sent)
        except StreetError as error:
            raise told(error, "the log-in", logging_in=True) from error
        found = given.mapping(given.load(answer.body, NO_SESSION))
        token = given.string(found.get("accessJwt"))
        if found.get("active") is False:
            status = text.one_line(given.string(found.get("status")), 40) or "asleep"
            raise StreetError(ASLEEP.format(status=status), kind="secret")
        if not token:
            raise StreetError(NO_SESSION, kind="secret")
        street.learn(SESSION, token)
        return home(given.mapping(found.get("didDoc")))

    return Way(await street.once("bluesky session", log_in), Seal(bearer=SESSION))


def home(document: Mapping[str, object]) -> str:
    """Return the server on which an account lives (https://atproto.com/specs/did), which takes its session."""
    for service in given.mappings(document.get("service")):
        server = given.link(service.get("serviceEndpoint"))
        if server and given.string(service.get("id")).endswith("#atproto_pds") and server.startswith("https://"):
            return f"https://{urlsplit(server).netloc}"
    return ENTRY
