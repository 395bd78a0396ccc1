"""The only file that opens a socket: a question goes out within limits, a reply comes back or a StreetError.

`Wire` is what all sources of a run share: the connections, whose turn it is, who asked to be left alone. It judges no
reply: what may be asked is decided in addresses.py, what a reply means in manners.py, and street.py acts on both.
"""

import asyncio
import errno
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from contextvars import ContextVar
from datetime import datetime
from types import MappingProxyType, TracebackType
from typing import Any, Self

import aiohttp
import yarl
from aiohttp.abc import AbstractResolver, ResolveResult

from generator import __version__, text
from generator.collect import addresses, manners, replies, unpack
from generator.collect.door import Door
from generator.collect.replies import CHUNK, Reply
from generator.collect.turns import Turns
from generator.collect.unpack import Unpacked
from generator.collect.vault import Vault
from generator.collect.waiting import Rest
from generator.collect.words import OPEN, Seal
from generator.errors import StreetError

__all__ = ["Door", "Reply", "Wire"]

HEADER = 16_384
"""Longest header line in bytes, of at most 128 (aiohttp's cap on their number)."""
SMALL = 1 << 20
LARGE = 8
"""Answers of more than SMALL bytes that are held at once: a hundred of ten megabytes would be a gigabyte."""
REFUSED = "not a public address"
ASKED: ContextVar[str] = ContextVar("ASKED", default="")
"""The host that is being asked: whether a private machine may be met depends on who was called, not on who answers."""


class Names(AbstractResolver):
    """Host name -> addresses: by the street map where there is one, else by the system, with threads of its own.

    asyncio's own pool has six threads on two cores, and a handful of dead names would hold up all others.
    """

    def __init__(self, door: Door) -> None:
        """Start no thread before a name is looked up."""
        self._hosts = door.hosts
        self._threads = ThreadPoolExecutor(max_workers=door.at_once, thread_name_prefix="names")

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Return every address of the host; OSError where it has none."""
        if self._hosts:
            if host not in self._hosts:
                raise socket.gaierror(socket.EAI_NONAME, "not on the street map")
            return [_resolved(host, *self._hosts[host], socket.AF_UNSPEC)]
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, _look_up, host, port, family)

    async def close(self) -> None:
        """Let threads that still look up a name finish by themselves."""
        self._threads.shutdown(wait=False, cancel_futures=True)


class Wire:
    """The connections of one run, one request a host at a time, `door.at_once` in all, first come first served."""

    def __init__(self, door: Door, now: datetime, rests: dict[str, Rest], named: frozenset[str] | None = None) -> None:
        """Take the hosts that asked to be left alone; new ones are added to the same mapping.

        With `named`, private addresses are met only under these host names, which the owner has written himself.
        """
        self.door, self.now, self.rests, self._named = door, now, rests, named
        self.vault = Vault(door.secrets)
        self._once: dict[str, asyncio.Task[Any]] = {}
        self._mapped = frozenset(door.hosts.values())

    async def __aenter__(self) -> Self:
        """Open the session: no cookies, no proxies, no password files, and no address that is not public."""
        connector = aiohttp.TCPConnector(
            socket_factory=self._socket, resolver=Names(self.door), limit=0, keepalive_timeout=3 + self.door.pause
        )
        self._session = aiohttp.ClientSession(
            connector=connector, cookie_jar=aiohttp.DummyCookieJar(), trust_env=False, auto_decompress=False,
            max_field_size=HEADER, max_line_size=HEADER,
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=self.door.connect),
            headers={"User-Agent": _signature(self.door.contact), "Accept-Encoding": "gzip, deflate"},
        )  # fmt: skip
        self.turns = Turns(self.door, self.now, self.rests)
        self._large = asyncio.Semaphore(LARGE)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Hang up."""
        await self._session.close()

    def turn(self, url: str) -> AbstractAsyncContextManager[None]:
        """Wait until this host may be asked (turns.py)."""
        return self.turns.turn(url)

    async def ask(
        self, url: str, headers: Mapping[str, str], seconds: float, *, seal: Seal = OPEN, body: object = None,
        enough: int | None = None, method: str = "", known: str = "",
    ) -> Reply:  # fmt: skip
        """Send one GET, or with a body one POST of JSON or of bytes, and read the answer, in which no secret is left.

        With `enough`, only the first so many bytes of a good answer are read; what is `known` (`Reply.packed`) is not
        unpacked. What goes wrong is a StreetError.
        """
        where, headers = self._sealed(url, headers, seal)
        said = {"data": body} if isinstance(body, bytes) else {"json": None if body is None else self.vault.body(body)}
        method = method or ("GET" if body is None else "POST")
        ASKED.set(addresses.name(url))
        try:
            async with (
                asyncio.timeout(seconds) as clock,
                self._session.request(method, where, headers=headers, allow_redirects=False, **said) as response,
            ):
                return await self._reply(response, clock, enough, known)
        except (aiohttp.ClientError, OSError) as error:  # with secrets, its message may hold them
            raise StreetError(self._words(error, addresses.turn(url))) from (error if seal == OPEN else None)

    def check(self, url: str) -> None:
        """Raise StreetError where this address is not asked for."""
        words = addresses.objection(url, any_port=True)
        if not (words or self.door.hosts or self._private(addresses.name(url))):
            words = addresses.objection(url)
        if words:
            raise StreetError(words)

    async def once(self, name: str, make: Callable[[], Awaitable[Any]]) -> Any:  # noqa: ANN401  it is its caller's
        """Do something once a run; whoever comes later gets the same result or the same failure."""
        if name not in self._once:
            self._once[name] = task = asyncio.ensure_future(make())
            task.add_done_callback(lambda done: done.cancelled() or done.exception())  # else Ctrl-C shows a traceback
        return await asyncio.shield(self._once[name])

    def _sealed(self, url: str, headers: Mapping[str, str], seal: Seal) -> tuple[yarl.URL, Mapping[str, str]]:
        """Put the secrets where they belong; they travel encrypted, or not further than this machine, or not at all."""
        where = _exactly(url)
        if seal != OPEN and where.scheme != "https" and not addresses.is_this_machine(url):
            raise StreetError(UNSAFE)
        return self._mapped_to(self.vault.address(where, seal)), {**headers, **self.vault.headers(seal)}

    def _mapped_to(self, where: yarl.URL) -> yarl.URL:
        """On a street map everybody lives on this machine, where there are no certificates: https is asked as http."""
        if not self.door.hosts or where.scheme == "http":
            return where
        return where.with_scheme("http").with_port(where.explicit_port)

    def _private(self, host: str) -> bool:
        """Tell whether a host may be on this machine or on an intranet."""
        return self.door.allow_private and (self._named is None or host in self._named)

    async def _reply(
        self, response: aiohttp.ClientResponse, clock: asyncio.Timeout, enough: int | None, known: str
    ) -> Reply:
        came = await self._body(response, clock, enough, known)
        headers = ((name, value.encode(errors="surrogateescape")) for name, value in replies.headers(response))
        said = {name: self.vault.scrubbed(value).decode(errors="surrogateescape") for name, value in headers}
        body = self.vault.scrubbed(came.body)
        packed = came.packed if body == came.body else ""
        return Reply(status=response.status, headers=MappingProxyType(said), body=body, packed=packed, again=came.again)

    async def _body(
        self, response: aiohttp.ClientResponse, clock: asyncio.Timeout, enough: int | None, known: str
    ) -> Unpacked:
        if response.status not in manners.GOOD:
            return Unpacked(body=await replies.excuse(response))
        coding, chunks = response.headers.get("Content-Encoding", ""), response.content.iter_chunked(CHUNK)
        if enough is not None:
            return Unpacked(body=await unpack.beginning(chunks, coding, enough))
        async with self._room(clock) as room:
            return await unpack.whole(chunks, coding, self.door.size, room, known)

    @asynccontextmanager
    async def _room(self, clock: asyncio.Timeout) -> AsyncIterator[Callable[[int], Awaitable[None]]]:
        """Give what is called with the bytes that are held, and waits where too many large answers are at once.

        The time for that is not the server's, so its clock stands still.
        """
        held = False

        async def more(size: int) -> None:
            nonlocal held
            if size > SMALL and not held:
                begun = asyncio.get_running_loop().time()
                await self._large.acquire()
                held = True
                if end := clock.when():
                    clock.reschedule(end + asyncio.get_running_loop().time() - begun)

        try:
            yield more
        finally:
            if held:
                self._large.release()

    def _socket(self, where: tuple[int, int, int, str, tuple[str | int, ...]]) -> socket.socket:
        """Open a socket to the very address that is about to be connected, or refuse to."""
        family, kind, protocol, _, (machine, port, *_) = where
        mapped = (machine, port) in self._mapped
        if not mapped and not addresses.may_meet(str(machine), allow_private=self._private(ASKED.get())):
            raise OSError(errno.EACCES, REFUSED)
        return socket.socket(family, kind, protocol)

    def _words(self, error: Exception, host: str) -> str:
        if REFUSED in str(error):
            return f"{host} is a private address, and only public ones are asked."
        if isinstance(error, aiohttp.ConnectionTimeoutError):
            return f"{host} could not be reached within {self.door.connect:g} seconds."
        if isinstance(error, TimeoutError):
            return f"The server did not answer within {self.door.seconds:g} seconds."
        if isinstance(error, aiohttp.ClientConnectorDNSError) and not _for_now(error.os_error):
            return f"There is no such host: {error.host}."
        return next(
            (words.format(host=host) for kind, words in WORDS if isinstance(error, kind)), "The way there is broken."
        )


# ---------------------------------------------------------------- small parts

UNSAFE = "A secret is sent over https only, and this address is http."
WORDS: tuple[tuple[type[Exception], str], ...] = (
    (aiohttp.ClientConnectorDNSError, "The name {host} could not be looked up; perhaps this machine is offline."),
    (aiohttp.ClientConnectorCertificateError, "{host} cannot prove who it is: its certificate is not valid."),
    (aiohttp.ClientSSLError, "No secure connection to {host} could be made."),
    (aiohttp.ClientConnectorError, "{host} does not take the call."),
    (aiohttp.ServerDisconnectedError, "The server hung up before it had answered."),
    (aiohttp.ClientPayloadError, "The answer broke off or is packed in a way that cannot be unpacked."),
    (aiohttp.InvalidURL, "This is not an address."),
    (aiohttp.ClientResponseError, "The server answered with something that is not HTTP."),
    (OSError, "The connection to {host} broke."),
)
"""What went wrong on the way -> a sentence; the first that fits counts."""


def _exactly(url: str) -> yarl.URL:
    """The address as it was given; only what is not ASCII is encoded."""
    try:
        return yarl.URL(url, encoded=url.isascii())
    except ValueError as error:
        raise StreetError("This is not an address.") from error


def _for_now(error: OSError) -> bool:
    return error.errno not in {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}


def _look_up(host: str, port: int, family: int) -> list[ResolveResult]:
    try:
        found = socket.getaddrinfo(host, port, family, socket.SOCK_STREAM, 0, socket.AI_ADDRCONFIG)
    except UnicodeError as error:  # a label that is empty or longer than 63 characters: no name at all
        raise socket.gaierror(socket.EAI_NONAME, "not a host name") from error
    return [_resolved(host, str(where[0]), int(where[1]), kin) for kin, _, _, _, where in found]


def _resolved(host: str, machine: str, port: int, family: int) -> ResolveResult:
    return ResolveResult(hostname=host, host=machine, port=port, family=family, proto=0, flags=socket.AI_NUMERICHOST)


def _signature(contact: str) -> str:
    who = text.one_line(contact, 200).strip("()")
    return f"Gleaner/{__version__} (+{who})" if who.isascii() and who else f"Gleaner/{__version__}"
