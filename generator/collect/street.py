"""The street as one source sees it: an address in, an answer out; what was said is kept for the next visit.

It acts on the manners: conditional questions, rests, redirects that are remembered. What it learns is only handed over;
whether it may be remembered is for visits.py to say, once the items are safe.
"""

import asyncio
import hashlib
import zlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar, cast
from urllib.parse import parse_qsl, urldefrag, urlencode, urlsplit, urlunsplit

from pydantic import TypeAdapter

from generator import text
from generator.collect import addresses, clocks, manners, waiting
from generator.collect.http import Reply, Wire
from generator.collect.manners import Page
from generator.collect.waiting import Rest
from generator.collect.words import FEEDS, JSON, OPEN, Answer, Seal
from generator.errors import StreetError

ASKS = 2_000
"""Most requests for one source in one run: a source whose pages never end must."""
NOT_MODIFIED = 304
NOT_ACCEPTABLE = 406
ANYTHING = "*/*"
SHORT = 90.0
"""Seconds of a rest that is waited out in the run when a server says that we have spent what it grants."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    """How an address is asked for."""

    accept: str
    seal: Seal
    enough: int | None
    known: str
    """What need not be unpacked (http.Reply.packed)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Way:
    """How an address was reached."""

    trail: tuple[str, ...]
    """Every address asked, the first first."""
    permanent: bool
    """Whether all redirects on it were for good."""
    reply: Reply


class Http:
    """The street as one source sees it (words.Street)."""

    def __init__(self, wire: Wire, pages: Mapping[str, Page], *, once: bool = False) -> None:
        """Take what is known of the addresses of this source; what is learnt stands in `learnt`.

        With `once`, its host will hardly be asked again in this run: it is told to hang up when it has answered
        (RFC 9112, 9.6). A thousand idle connections over TLS hold 200 MB.
        """
        self.learnt: dict[str, Page] = {}
        """What may be remembered once the items of this visit are safe."""
        self.certain: dict[str, Page] = {}
        """What is remembered even when the visit fails."""
        self.rests: list[Rest] = []
        """When each thing that was asked for may be asked for again."""
        self.times: dict[str, datetime] = {}
        """Host -> the time there when it answered."""
        self.landed = ""
        """The address that gave the last answer, after redirects."""
        self.asked = 0
        self.seconds = 0.0
        """Time on the wire, without waiting for a turn."""
        self._wire, self._pages = wire, pages
        self._always = {"Connection": "close"} if once else {}

    async def get(
        self, url: str, *, accept: str = FEEDS, conditional: bool = True, seal: Seal = OPEN, enough: int | None = None
    ) -> Answer:
        """Ask once, politely and within the limits; StreetError says in words what went wrong.

        With `conditional`, validators of the last visit are sent and those of this one are kept; what is still fresh,
        or comes with the very bytes of last time, is answered as 304.
        """
        self._wire.check(url)
        url = urldefrag(url).url
        key = f"{zlib.crc32(accept.encode()):08x} {url}"
        page = self._pages.get(key)
        if page and page.gone:
            raise StreetError(page.gone, kind="gone", status=410)
        page = page if conditional else None
        if page and page.rest and page.rest.holds(self._wire.now):
            self._keep(key, page)
            return Answer(url=page.answered or url, status=NOT_MODIFIED)
        known = (page and page.packed) or ""
        way = await self._reach(key, page, url, _Question(accept=accept, seal=seal, enough=enough, known=known))
        self._judge(key, page, way)
        return self._answer(key, page, way, conditional=conditional)

    async def post(self, url: str, body: Mapping[str, object], *, seal: Seal = OPEN) -> Answer:
        """Send JSON and return the answer; it is never remembered, and nobody is followed elsewhere."""
        self._wire.check(url)
        reply, _ = await self._ask(url, {"Accept": JSON}, self._wire.door.seconds, seal=seal, body=body)
        if reply.status in manners.AWAY:
            raise StreetError("The server sent us on, and what is sent is not sent elsewhere.", status=reply.status)
        if error := manners.refusal(reply.status, for_good=False, body=reply.body):
            raise error
        return Answer(url=url, status=200, body=reply.body, headers=reply.headers)

    def has(self, *names: str) -> bool:
        """Tell whether there is a secret by each of these names."""
        return self._wire.vault.has(*names)

    def learn(self, name: str, value: str) -> None:
        """Take a secret that a server has just given, for the rest of the run."""
        self._wire.vault.learn(name, value)

    @property
    def has_secrets(self) -> bool:
        """Whether there is any secret that may stand in what was read."""
        return self._wire.vault.hides

    def clean(self, value: T, shape: TypeAdapter[T]) -> T:
        """Return a value without any secret in it."""
        return self._wire.vault.clean(value, shape)

    async def once(self, name: str, make: Callable[[], Awaitable[T]]) -> T:
        """Do something once a run, whoever needs it first."""
        return cast("T", await self._wire.once(name, make))

    def forget(self, url: str) -> None:
        """Drop what the last answer from this address taught: nobody could use it, so it is asked for whole again."""
        for key in [key for key in self.learnt if key.endswith(f" {urldefrag(url).url}")]:
            del self.learnt[key]

    async def _reach(self, key: str, page: Page | None, url: str, question: _Question) -> _Way:
        """Ask the remembered target, else the address; a target that cannot be reached is forgotten.

        A question with secrets goes to the address it was meant for, whatever that has said about another. A server
        that has nothing of the wanted kinds (406) is asked once more, for anything.
        """
        target = page.target if page and question.seal == OPEN else None
        try:
            if target:
                self._wire.check(target)
            way = await self._follow(target or url, page, question)
            if way.reply.status != NOT_ACCEPTABLE:
                return way
            return await self._follow(target or url, page, replace(question, accept=ANYTHING))
        except StreetError as error:
            if page and target and error.kind != "resting":
                self.certain[key] = replace(page, moved=None, agreed=0)
            raise

    async def _follow(self, url: str, page: Page | None, question: _Question) -> _Way:
        """Ask, and go where the server points; secrets stay with the host they were meant for."""
        trail: tuple[str, ...] = (url,)
        permanent, left = True, self._wire.door.seconds
        while True:
            headers = {"Accept": question.accept, **self._always, **manners.conditions(page, trail[-1])}
            own = question.seal if addresses.origin(trail[-1]) == addresses.origin(url) else OPEN
            reply, seconds = await self._ask(
                trail[-1], headers, left, seal=own, enough=question.enough, known=question.known
            )
            left -= seconds
            if reply.status not in manners.AWAY or "location" not in reply.headers:
                return _Way(trail=trail, permanent=permanent, reply=reply)
            trail = (*trail, self._next(trail, _without(reply.headers["location"], question.seal)))
            permanent = permanent and reply.status in manners.FOR_GOOD

    async def _ask(
        self, url: str, headers: Mapping[str, str], left: float, *, seal: Seal = OPEN, body: object = None,
        enough: int | None = None, known: str = "",
    ) -> tuple[Reply, float]:  # fmt: skip
        """Return one reply and the seconds it took; other questions of this source may be under way beside it."""
        async with self._wire.turn(url):
            self.asked += 1
            if self.asked > ASKS:
                raise StreetError(f"It did not come to an end after {ASKS:,} requests.")
            started = asyncio.get_running_loop().time()
            try:
                reply = await self._wire.ask(url, headers, left, seal=seal, body=body, enough=enough, known=known)
            finally:
                seconds = asyncio.get_running_loop().time() - started
                self.seconds += seconds
            if made := clocks.said(reply.headers):
                self.times[addresses.turn(url)] = made
            if rest := waiting.asked_to_rest(reply.status, reply.headers, self._wire.now):
                self._wire.rests[addresses.turn(url)] = rest
                raise StreetError(rest.words, kind="resting", status=reply.status, body=reply.body)
            self._spare(url, reply)
            return reply, seconds

    def _spare(self, url: str, reply: Reply) -> None:
        """Ask no more of a host that says we have had what it grants; a short while is waited for."""
        if spent := waiting.spent(reply.headers, self._wire.now):
            seconds = (spent.until - self._wire.now).total_seconds()
            if seconds <= SHORT:
                self._wire.turns.delay(url, seconds)
            else:
                self._wire.rests[addresses.turn(url)] = spent

    def _next(self, trail: tuple[str, ...], location: str) -> str:
        if len(trail) > self._wire.door.hops:
            raise StreetError(f"The server sent us on more than {self._wire.door.hops} times.")
        url = text.address(location, trail[-1])
        if url is None:
            raise StreetError("The server sent us on to something that is not an address on the web.")
        self._wire.check(url)
        url = urldefrag(url).url
        if url in trail:
            raise StreetError("The server sent us round in a circle.")
        return url

    def _judge(self, key: str, page: Page | None, way: _Way) -> None:
        """Raise what the status means; a dead end at a remembered target only makes us forget the target.

        "Gone" ends an address where it said so itself, or moved there for good; a detour may lead elsewhere tomorrow.
        """
        status = way.reply.status
        if status == NOT_MODIFIED and not manners.conditions(page, way.trail[-1]):
            raise StreetError(
                "The server said that nothing has changed, but we had not asked that.", status=NOT_MODIFIED
            )
        remembered = bool(page and page.target == way.trail[0])
        error = manners.refusal(status, for_good=way.permanent and not remembered, body=way.reply.body)
        if error is None:
            return
        if page and remembered:
            self.certain[key] = replace(page, moved=None, agreed=0)
        error.url = way.trail[-1]
        if error.kind == "gone":
            self.certain[key] = Page(asked=self._wire.now, gone=error.words)
        raise error

    def _answer(self, key: str, page: Page | None, way: _Way, *, conditional: bool) -> Answer:
        """Note what was learnt and hand the answer over."""
        now, trail, reply = self._wire.now, way.trail, way.reply
        self.landed = trail[-1]
        digest = _digest(page, reply)
        same = digest is None or bool(page and digest == page.digest)
        if conditional and (digest is None or reply.again or not manners.is_signpost(reply.body)):
            moved, agreed = manners.led(page, trail, permanent=way.permanent, now=now)
            new = manners.learnt(
                page, reply.headers, url=trail[-1], digest=digest, packed=reply.packed or None, now=now
            )
            self._keep(key, replace(new, moved=moved, agreed=agreed) if moved else new)
        else:
            self.rests.append(waiting.until_next({}, now, whole=conditional))
        return Answer(
            url=trail[-1], status=NOT_MODIFIED if same else 200, body=b"" if same else reply.body, headers=reply.headers
        )

    def _keep(self, key: str, page: Page) -> None:
        self.learnt[key] = page
        if page.rest:
            self.rests.append(page.rest)


def _digest(page: Page | None, reply: Reply) -> str | None:
    """Return the digest of the body; None where none came, for nothing has changed."""
    if reply.status == NOT_MODIFIED:
        return None
    return page.digest if page and reply.again else hashlib.sha256(reply.body).hexdigest()


def _without(location: str, seal: Seal) -> str:
    """Take the parameters that hold secrets out of an address a server sends us to; they are put in anew."""
    if not seal.query:
        return location
    try:
        parts = urlsplit(location)
    except ValueError:
        return location
    kept = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] not in seal.query]
    return urlunsplit(parts._replace(query=urlencode(kept)))
