"""The only file that opens a socket: a question goes out within limits, a reply comes back or a StreetError.

`Wire` is what all sources of a run share: the connections, whose turn it is, who asked to be left alone. It judges no
reply: what may be asked is decided in addresses.py, what a reply means in manners.py, and street.py acts on both.
"""

import asyncio
import errno
import socket
from collections.abc import AsyncIterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType, TracebackType
from typing import Self

import aiohttp
import yarl
from aiohttp.abc import AbstractResolver, ResolveResult

from generator import __version__, text
from generator.collect import addresses, manners
from generator.collect.door import Door
from generator.collect.manners import Rest
from generator.errors import StreetError

__all__ = ["Door", "Reply", "Wire"]

CHUNK = 1 << 16
HEADER = 16_384
"""Longest header line in bytes, of at most 128 (aiohttp's cap on their number)."""
REFUSED = "not a public address"
LISTS = frozenset({"cache-control", "link"})
"""Headers that may come several times and mean the whole list; of others the first one counts."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One response to one request, before anybody has judged it."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Wire:
    """The connections of one run, one request a host at a time, `door.at_once` in all, first come first served."""

    def __init__(self, door: Door, now: datetime, rests: dict[str, Rest]) -> None:
        """Take the hosts that asked to be left alone; new ones are added to the same mapping."""
        self.door, self.now, self.rests = door, now, rests
        self._slots = asyncio.Semaphore(door.at_once)
        self._turns: dict[str, asyncio.Lock] = {}
        self._free: dict[str, float] = {}
        self._mapped = frozenset(door.hosts.values())

    async def __aenter__(self) -> Self:
        """Open the session: no cookies, no proxies, no password files, and no address that is not public."""
        connector = aiohttp.TCPConnector(
            socket_factory=self._socket, resolver=Names(self.door), limit=0, keepalive_timeout=3 + self.door.pause
        )
        self._session = aiohttp.ClientSession(
            connector=connector, cookie_jar=aiohttp.DummyCookieJar(), trust_env=False, max_field_size=HEADER,
            max_line_size=HEADER, timeout=aiohttp.ClientTimeout(total=None, sock_connect=self.door.connect),
            headers={"User-Agent": _signature(self.door.contact), "Accept-Encoding": "gzip, deflate"},
        )  # fmt: skip
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Hang up."""
        await self._session.close()

    @asynccontextmanager
    async def turn(self, url: str) -> AsyncIterator[None]:
        """Wait until this host may be asked; StreetError where it has asked to be left alone."""
        host = addresses.turn(url)
        async with self._turns.setdefault(host, asyncio.Lock()):
            if (rest := self.rests.get(host)) and rest.holds(self.now):
                raise StreetError(rest.words, kind="resting", status=429)
            await asyncio.sleep(self._free.get(host, 0.0) - asyncio.get_running_loop().time())
            async with self._slots:
                try:
                    yield
                finally:
                    self._free[host] = asyncio.get_running_loop().time() + self.door.pause

    async def ask(self, url: str, headers: Mapping[str, str], seconds: float) -> Reply:
        """Send one GET and read the answer; whatever goes wrong on the way is a StreetError."""
        where = _exactly(url)
        try:
            async with (
                asyncio.timeout(seconds),
                self._session.get(where, headers=headers, allow_redirects=False) as response,
            ):
                return await self._reply(response)
        except (aiohttp.ClientError, OSError) as error:
            raise StreetError(self._words(error, addresses.turn(url))) from error

    def check(self, url: str) -> None:
        """Raise StreetError where this address is not asked for."""
        if words := addresses.objection(url, any_port=self.door.allow_private or bool(self.door.hosts)):
            raise StreetError(words)

    async def _reply(self, response: aiohttp.ClientResponse) -> Reply:
        body = bytearray()
        if response.status in manners.GOOD:
            async for chunk in response.content.iter_chunked(CHUNK):
                body += chunk
                if len(body) > self.door.size:
                    raise StreetError(f"The answer is larger than {self.door.size / 1e6:g} MB.")
        return Reply(status=response.status, headers=_headers(response), body=bytes(body))

    def _socket(self, where: tuple[int, int, int, str, tuple[str | int, ...]]) -> socket.socket:
        """Open a socket to the very address that is about to be connected, or refuse to."""
        family, kind, protocol, _, (machine, port, *_) = where
        mapped = (machine, port) in self._mapped
        if not mapped and not addresses.may_meet(str(machine), allow_private=self.door.allow_private):
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


def _headers(response: aiohttp.ClientResponse) -> Mapping[str, str]:
    found = {name.lower(): value for name, value in reversed(tuple(response.headers.items()))}
    lists = {name: ", ".join(response.headers.getall(name)) for name in LISTS & found.keys()}
    return MappingProxyType(found | lists)
