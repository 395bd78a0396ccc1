"""The street as one source sees it: an address in, an answer out; what was said is kept for the next visit.

It acts on the manners: conditional questions, rests, redirects that are remembered. What it learns is only handed over;
whether it may be remembered is for visits.py to say, once the items are safe.
"""

import asyncio
import hashlib
import zlib
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urldefrag

from generator import text
from generator.collect import addresses, manners
from generator.collect.http import Reply, Wire
from generator.collect.manners import Page, Rest
from generator.collect.words import FEEDS, Answer
from generator.errors import StreetError

ASKS = 2_000
"""Most requests for one source in one run: a source whose pages never end must."""
NOT_MODIFIED = 304


class Http:
    """The street as one source sees it (words.Street)."""

    def __init__(self, wire: Wire, pages: Mapping[str, Page]) -> None:
        """Take what is known of the addresses of this source; what is learnt stands in `learnt`."""
        self.learnt: dict[str, Page] = {}
        """What may be remembered once the items of this visit are safe."""
        self.certain: dict[str, Page] = {}
        """What is remembered even when the visit fails."""
        self.rests: list[Rest] = []
        """When each thing that was asked for may be asked for again."""
        self.asked = 0
        self.seconds = 0.0
        """Time on the wire, without waiting for a turn."""
        self._wire, self._pages = wire, pages

    async def get(self, url: str, *, accept: str = FEEDS, conditional: bool = True) -> Answer:
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
        trail, permanent, reply = await self._reach(key, page, url, accept)
        self._judge(key, page, reply, trail, permanent=permanent)
        return self._answer(key, page, reply, trail, permanent=permanent, conditional=conditional)

    def forget(self, url: str) -> None:
        """Drop what the last answer from this address taught: nobody could use it, so it is asked for whole again."""
        for key in [key for key in self.learnt if key.endswith(f" {urldefrag(url).url}")]:
            del self.learnt[key]

    async def _reach(self, key: str, page: Page | None, url: str, accept: str) -> tuple[tuple[str, ...], bool, Reply]:
        """Ask the remembered target, else the address; a target that cannot be reached is forgotten."""
        target = page.target if page else None
        try:
            self._wire.check(target or url)
            return await self._follow(target or url, page, accept)
        except StreetError as error:
            if page and target and error.kind != "resting":
                self.certain[key] = replace(page, moved=None, agreed=0)
            raise

    async def _follow(self, url: str, page: Page | None, accept: str) -> tuple[tuple[str, ...], bool, Reply]:
        """Ask, and go where the server points; return all addresses asked, whether they moved for good, the reply."""
        trail: tuple[str, ...] = (url,)
        permanent, left = True, self._wire.door.seconds
        while True:
            headers = {"Accept": accept, **manners.conditions(page, trail[-1])}
            reply, seconds = await self._ask(trail[-1], headers, left)
            left -= seconds
            if reply.status not in manners.AWAY or "location" not in reply.headers:
                return trail, permanent, reply
            trail = (*trail, self._next(trail, reply.headers["location"]))
            permanent = permanent and reply.status in manners.FOR_GOOD

    async def _ask(self, url: str, headers: Mapping[str, str], left: float) -> tuple[Reply, float]:
        """Return one reply and the seconds it took; other questions of this source may be under way beside it."""
        async with self._wire.turn(url):
            self.asked += 1
            if self.asked > ASKS:
                raise StreetError(f"It did not come to an end after {ASKS:,} requests.")
            started = asyncio.get_running_loop().time()
            try:
                reply = await self._wire.ask(url, headers, left)
            finally:
                seconds = asyncio.get_running_loop().time() - started
                self.seconds += seconds
            if rest := manners.asked_to_rest(reply.status, reply.headers, self._wire.now):
                self._wire.rests[addresses.turn(url)] = rest
                raise StreetError(rest.words, kind="resting", status=reply.status)
            return reply, seconds

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

    def _judge(self, key: str, page: Page | None, reply: Reply, trail: tuple[str, ...], *, permanent: bool) -> None:
        """Raise what the status means; a dead end at a remembered target only makes us forget the target.

        "Gone" ends an address where it said so itself, or moved there for good; a detour may lead elsewhere tomorrow.
        """
        if reply.status == NOT_MODIFIED and not manners.conditions(page, trail[-1]):
            raise StreetError(
                "The server said that nothing has changed, but we had not asked that.", status=NOT_MODIFIED
            )
        remembered = bool(page and page.target == trail[0])
        error = manners.refusal(reply.status, for_good=permanent and not remembered)
        if error is None:
            return
        if page and remembered:
            self.certain[key] = replace(page, moved=None, agreed=0)
        if error.kind == "gone":
            self.certain[key] = Page(asked=self._wire.now, gone=error.words)
        raise error

    def _answer(
        self, key: str, page: Page | None, reply: Reply, trail: tuple[str, ...], *, permanent: bool, conditional: bool
    ) -> Answer:
        """Note what was learnt and hand the answer over."""
        now = self._wire.now
        digest = None if reply.status == NOT_MODIFIED else hashlib.sha256(reply.body).hexdigest()
        same = digest is None or bool(page and digest == page.digest)
        if conditional and (digest is None or not manners.is_signpost(reply.body)):
            moved, agreed = manners.led(page, trail, permanent=permanent, now=now)
            new = manners.learnt(page, reply.headers, url=trail[-1], digest=digest, now=now)
            self._keep(key, replace(new, moved=moved, agreed=agreed))
        else:
            self.rests.append(manners.until_next({}, now))
        return Answer(
            url=trail[-1], status=NOT_MODIFIED if same else 200, body=b"" if same else reply.body, headers=reply.headers
        )

    def _keep(self, key: str, page: Page) -> None:
        self.learnt[key] = page
        if page.rest:
            self.rests.append(page.rest)
