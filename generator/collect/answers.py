"""Editions and what is known of their threads in, what was answered in public out: the errand to their servers.

The post under which an edition is talked about is named by its owner, or found among the newest posts of the account
that announces editions, by its link to the edition. What was known stays until its server says otherwise: a failure, or
an empty answer that the server itself contradicts, changes nothing, and only what it shows no more is gone. Methods
after https://docs.joinmastodon.org/methods/statuses/#context and /accounts/#statuses.
"""

import asyncio
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from urllib.parse import quote, urlencode, urlsplit

from pydantic import TypeAdapter

from generator import text
from generator.collect import addresses
from generator.collect.http import Door, Wire
from generator.collect.listening import RECENT, Heard, Unwanted, Wanted
from generator.collect.sources import paging
from generator.collect.sources.fediverse import accounts, replies
from generator.collect.sources.fediverse import door as doors
from generator.collect.sources.fediverse.door import Place
from generator.collect.sources.fediverse.replies import Posts, Replies
from generator.collect.street import Http
from generator.collect.waiting import Rest
from generator.collect.words import JSON, OPEN, Answer, Seal
from generator.errors import StreetError
from generator.model import Thread

POST = re.compile(
    r"/(?:(?:web|deck)/)?(?:@[^/@]+(?:@[^/@]+)?|@[^/]+/statuses|users/[^/]+/statuses|notice|statuses)/(?P<id>[\w-]{1,100})/?"
)
"""The path of a post on Mastodon, its window in a browser, GoToSocial, Pleroma; the last step is its id there."""
WHICH = {"limit": "40", "exclude_reblogs": "true", "exclude_replies": "true"}
PAGES = 5
"""Pages of 40 posts that are looked through for the posts that announce editions."""
AGAIN = timedelta(days=7)
"""After so long it is written down that answers are still as they were: a commit a day would say nothing new."""
RIGHT = "read:statuses"
LOST = frozenset({404, 410})
"""What servers say of a post that is deleted."""
THREAD = TypeAdapter(Thread)
WORDS = TypeAdapter(str)


def hear(
    wanted: Sequence[Wanted],
    account: str | None,
    *,
    unwanted: Unwanted,
    now: datetime,
    door: Door,
    rests: dict[str, Rest],
) -> tuple[Heard, ...]:
    """Read the thread of each edition; return what is to be kept of them, in their order.

    Args:
        wanted: the editions.
        account: the one that announces editions, @name@host.
        unwanted: whose answers are not to be kept.
        now: the instant of the visit.
        door: how the network is met.
        rests: hosts that asked to be left alone; new ones are added.
    """
    servers = (*map(_address, wanted), f"https://{_split(account)[1]}")
    hosts = frozenset(map(addresses.name, servers)) - {""}
    wire = Wire(door, now, rests, hosts)
    errand = Errand(street=Http(wire, {}), account=(account or "").lower(), unwanted=unwanted, now=now)
    return asyncio.run(_hear(wanted, errand, wire))


async def _hear(wanted: Sequence[Wanted], errand: "Errand", wire: Wire) -> tuple[Heard, ...]:
    async with wire:
        heard = {each.name: await errand.read(each) for each in wanted if _address(each)}
        unfound = [each for each in wanted if each.name not in heard or not (heard[each.name].thread or each.address)]
        if errand.account and unfound:
            heard |= await errand.search(unfound)
        clean = errand.street.clean
        return tuple(
            replace(found, thread=found.thread and clean(found.thread, THREAD), words=clean(found.words, WORDS))
            for each in wanted
            if (found := heard.get(each.name))
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """One run on its way."""

    street: Http
    account: str
    """Of the owner, @name@host in small letters; "" for none."""
    unwanted: Unwanted
    """Whose answers are not to be kept."""
    now: datetime
    failed: set[str] = field(default_factory=set)
    """Servers that could not be read: they are not asked again, and what is wrong is said once."""

    async def read(self, wanted: Wanted) -> Heard:
        """Read the thread of an edition, as its owner names it or as it was found."""
        address, known = _address(wanted), wanted.known
        server = addresses.origin(address)
        if server in self.failed:
            return Heard(name=wanted.name, thread=known)
        try:
            found = await self._replies(address, known)
        except StreetError as error:
            self.failed.update([server] if error.kind != "address" else [])
            return Heard(name=wanted.name, thread=known, words=_unread(wanted, error))
        if found is None and not wanted.address:
            return Heard(name=wanted.name)
        thread = merged(known, address, found or Replies(), self.now, recent=self.now - wanted.published < RECENT)
        before = {each.id for each in known.answers} if known else set()
        return Heard(name=wanted.name, thread=thread, new=len({each.id for each in thread.answers} - before))

    async def search(self, wanted: Sequence[Wanted]) -> Mapping[str, Heard]:
        """Look for the posts that announce editions, and read what is answered there."""
        try:
            found = await self._announced(wanted)
        except StreetError as error:
            words = f"No thread could be looked for among the posts of {self.account}: {error.words}"
            return {wanted[0].name: Heard(name=wanted[0].name, words=words)}
        named = [replace(each, known=Thread(address=found[each.name])) for each in wanted if each.name in found]
        return {each.name: await self.read(each) for each in named}

    async def _replies(self, address: str, known: Thread | None) -> Replies | None:
        """Return the answers to a post; None where its server says that it is gone."""
        place, number = _post(address)
        first = frozenset(each.id for each in known.answers if each.hidden) if known else frozenset()

        def read(said: Answer) -> Replies:
            return replies.parse(said.body, place.server, number, own=self.account, first=first, unwanted=self.unwanted)

        try:
            found = read(await self._ask(place, f"statuses/{number}/context"))
        except StreetError as error:
            if error.status in LOST and await self._is_gone(place, number):
                return None
            raise doors.named(place, error) from error
        if found.read >= replies.STRANGERS and self.street.has(place.token):
            found = read(await self._ask(place, f"statuses/{number}/context", sealed=True))
        if not found.read and known and self._is_doubtful(known) and await self._has_answers(place, number):
            raise StreetError(f"{place.host} says that there are answers, and shows none.", kind="doubtful")
        return found

    def _is_doubtful(self, known: Thread) -> bool:
        """Tell whether an empty answer may be a slip; one that comes all week is meant."""
        return bool(known.answers and known.seen and self.now - known.seen < 2 * AGAIN)

    async def _is_gone(self, place: Place, number: str) -> bool:
        """Ask for the post itself: one refusal may be a slip."""
        try:
            await self._ask(place, f"statuses/{number}")
        except StreetError as error:
            return error.status in LOST
        return False

    async def _has_answers(self, place: Place, number: str) -> bool:
        said = await self._ask(place, f"statuses/{number}")
        return replies.answered(said.body) != 0

    async def _announced(self, wanted: Sequence[Wanted]) -> Mapping[str, str]:
        """Return edition -> the address of the first post that leads to it, as far back as posts are read."""
        place, person = await self._person()
        since = min(each.published for each in wanted)

        async def page(here: str | None) -> tuple[Posts, str | None]:
            query = urlencode({**WHICH, "max_id": here} if here else WHICH)
            said = await self._ask(place, f"accounts/{quote(person, safe='')}/statuses?{query}")
            posts = replies.announced(said.body, person)
            return posts, None if posts.reach and posts.reach < since else posts.last

        walked = await paging.follow(page, PAGES)
        posts = [pair for each in walked.pages for pair in each.links]
        return {
            each.name: first for each in wanted for first, links in posts if any(_leads(link, each) for link in links)
        }

    async def _person(self) -> tuple[Place, str]:
        """Find the account: at the server in its name, else where that says it lives."""
        user, host = _split(self.account)
        place = doors.places((host,))[0]
        try:
            return place, await self._look_up(place, user)
        except StreetError as error:
            other = await accounts.fingered(user, host, place, self.street)
            if other is None:
                words = f"{host} knows no such account."
                raise error.saying(words) if doors.is_unknown(error) else doors.named(place, error) from error
        return other, await self._look_up(other, user)

    async def _look_up(self, place: Place, user: str) -> str:
        said = await self._ask(place, f"accounts/lookup?{urlencode({'acct': user})}")
        person = accounts.person(said.body, place.server)
        if person.moved:
            raise StreetError(f"It has moved to {person.moved}. Write that in config.yaml.", kind="moved")
        return person.id

    async def _ask(self, place: Place, what: str, *, sealed: bool = False) -> Answer:
        """Ask as a stranger, and where only members are answered as the owner, if there is a token for it."""

        async def ask(seal: Seal = OPEN) -> Answer:
            return await self.street.get(f"{place.server}/api/v1/{what}", accept=JSON, conditional=False, seal=seal)

        return await (doors.sealed(place, ask, RIGHT) if sealed else doors.opened(place, self.street, ask, RIGHT))


# ---------------------------------------------------------------- what is kept


def merged(known: Thread | None, address: str, found: Replies, now: datetime, *, recent: bool = True) -> Thread:
    """Return what a server shows now, with the owner's `hidden` where it was; `known` itself where nothing is new.

    Of a `recent` edition it is new, once a week, that its answers are still what they were.
    """
    hidden = frozenset(each.id for each in known.answers if each.hidden) if known else frozenset()
    answers = tuple(replace(each, hidden=each.id in hidden) for each in found.answers)
    thread = Thread(address=address, seen=now, answers=answers, more=found.more)
    if known is None or known.seen is None or replace(known, seen=now) != thread:
        return thread
    return thread if recent and now - known.seen >= AGAIN else known


def _unread(wanted: Wanted, error: StreetError) -> str:
    stay = ", and its answers stay as they were" if wanted.known and wanted.known.answers else ""
    return f"The thread of {wanted.name} could not be read{stay}: {error.words}"


# ---------------------------------------------------------------- addresses


def _address(wanted: Wanted) -> str:
    """Return the address of a thread, as its owner names it or as it was found; "" where there is none."""
    return wanted.address or (wanted.known.address if wanted.known else "")


def _post(address: str) -> tuple[Place, str]:
    """Return the server of a post and its id there."""
    found = POST.fullmatch(urlsplit(text.address(address) or "").path)
    if not found:
        raise StreetError(f"{text.one_line(address, 200)} is not the address of a post on Mastodon.", kind="address")
    return doors.places((addresses.origin(address),))[0], found["id"]


def _split(account: str | None) -> tuple[str, str]:
    user, _, host = (account or "").removeprefix("@").partition("@")
    return user, host


def _leads(link: str, wanted: Wanted) -> bool:
    """Tell whether a link leads to an edition."""
    here, there = text.canonical(link), wanted.place.rstrip("/")
    return here == text.canonical(there) if "://" in there else here.endswith(f"/{there}")
