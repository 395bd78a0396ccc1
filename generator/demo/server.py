"""Carries the sample's street over loopback HTTP: one port, many hosts, a day that somebody else turns.

A reader must meet what it meets in the world, so this side of RFC 9110 is kept exactly: conditional requests (13.1,
weak comparison, If-None-Match before If-Modified-Since), 304 with the headers the 200 would have had (15.4.5), HEAD,
gzip with Vary, 405 with Allow. The Date header shows the simulated day. What was asked is written down for tests.

It carries what any pure answering function says, so the servers of the tests are this one with other things to say.
"""

import gzip
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.message import Message
from email.utils import format_datetime, parsedate_to_datetime
from functools import partial
from hashlib import sha256
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from typing import Any

from generator.demo import street
from generator.demo.sample import Sample
from generator.demo.words import GET, POST, Reply, Request, wrong_method

IDLE = 10.0
"""Seconds after which a silent connection is closed."""
LOOPBACK = "127.0.0.1"
LONGEST_BODY = 1_000_000
"""Bytes that somebody may send."""

Answering = Callable[[Request], Reply]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One line of the log."""

    method: str
    host: str
    target: str
    headers: Mapping[str, str]
    """Names in lower case."""
    status: int
    body: bytes = b""
    """What was sent along."""
    day: datetime | None = None
    """The simulated instant."""
    began: float = 0.0
    ended: float = 0.0
    """Between these seconds of a clock that never goes back, the answer was thought over."""


class SampleServer(ThreadingHTTPServer):
    """The street behind one loopback port."""

    daemon_threads = True
    request_queue_size = 128
    """A reader comes to every host at once."""

    def __init__(
        self,
        answer: Answering,
        hosts: Iterable[str],
        today: datetime,
        *,
        port: int = 0,
        handler: type["Handler"] | None = None,
    ) -> None:
        """Open a port, any free one for 0; `today` may be set between two runs."""
        self.answer = answer
        self.names = tuple(hosts)
        self.today = today
        self.log: list[Asked] = []
        super().__init__((LOOPBACK, port), handler or Handler)

    @property
    def hosts(self) -> Mapping[str, tuple[str, int]]:
        """The street map for http.Door."""
        return dict.fromkeys(self.names, (LOOPBACK, self.server_address[1]))

    def server_bind(self) -> None:
        """Bind without looking up our own name, as HTTPServer would: offline that takes seconds."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = LOOPBACK, self.server_address[1]

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401  the signature is socketserver's
        """Let a caller hang up without a traceback; everything else is ours and is shown."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    server: SampleServer
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "sample", ""
    timeout = IDLE

    def do_GET(self) -> None:
        """Answer with a body."""
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        """Answer with the headers the body would have had."""
        self._answer(with_body=False)

    def do_POST(self) -> None:
        """Answer to what was sent."""
        self._answer(with_body=True)

    def do_PUT(self) -> None:
        """Nobody here takes anything."""
        self.close_connection = True
        reply = wrong_method(*GET, *POST)
        self._note(self._request(b""), reply.status, time.monotonic())
        self._send(reply, b"")

    do_DELETE = do_PATCH = do_PUT  # noqa: N815  the names are http.server's

    def date_time_string(self, timestamp: float | None = None) -> str:
        """Return the simulated day for the Date header."""
        day = self.server.today if timestamp is None else datetime.fromtimestamp(timestamp, UTC)
        return format_datetime(day, usegmt=True)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the name is http.server's
        """Say nothing: the log is a list."""

    def _answer(self, *, with_body: bool) -> None:
        began = time.monotonic()
        request = self._request(self._read())
        reply = self.server.answer(request)
        if reply.wait:
            time.sleep(reply.wait)
        reply, data = self._coded(reply)
        status = self._status(reply, data)
        self._note(request, status, began)
        self._send(reply, data, status=status, with_body=with_body)

    def _status(self, reply: Reply, data: bytes) -> int:
        return HTTPStatus.NOT_MODIFIED if unchanged(self.headers, reply, data) else reply.status

    def _request(self, body: bytes) -> Request:
        host = self.headers.get("Host", "").partition(":")[0].lower()
        return Request(
            host=host,
            target=self.path,
            today=self.server.today,
            asked=1 + sum(1 for line in self.server.log if line.host == host),
            method=self.command,
            headers={name.lower(): value for name, value in self.headers.items()},
            body=body,
        )

    def _read(self) -> bytes:
        length = self.headers.get("Content-Length", "0")
        size = min(int(length) if length.isdecimal() else 0, LONGEST_BODY)
        return self.rfile.read(size)

    def _coded(self, reply: Reply) -> tuple[Reply, bytes]:
        """Compress where the caller can read it; the same answer is always the same bytes."""
        if reply.data and "Content-Encoding" not in reply.headers and "gzip" in self.headers.get("Accept-Encoding", ""):
            headers = {**reply.headers, "Content-Encoding": "gzip"}
            return replace(reply, headers=headers), gzip.compress(reply.data, mtime=0)
        return reply, reply.data

    def _note(self, request: Request, status: int, began: float) -> None:
        line = Asked(
            method=request.method,
            host=request.host,
            target=request.target,
            headers=request.headers,
            status=int(status),
            body=request.body,
            day=request.today,
            began=began,
            ended=time.monotonic(),
        )
        self.server.log.append(line)

    def _send(self, reply: Reply, data: bytes, *, status: int | None = None, with_body: bool = True) -> None:
        status = reply.status if status is None else status
        self.send_response(status)
        for name, value in fields(reply, data).items():
            if status != HTTPStatus.NOT_MODIFIED or name in KEPT:
                self.send_header(name, value)
        self.end_headers()
        if with_body and status != HTTPStatus.NOT_MODIFIED:
            self.wfile.write(data)


KEPT = frozenset({"Cache-Control", "Content-Location", "ETag", "Expires", "Last-Modified", "Vary", "Link"})
"""What a 304 repeats (RFC 9110, 15.4.5); the rest describes a body that is not sent."""


def fields(reply: Reply, data: bytes) -> dict[str, str]:
    """Return the headers of an answer."""
    vary = ", ".join(filter(None, (reply.headers.get("Vary"), "Accept-Encoding")))
    found = {"Content-Type": reply.type, "Content-Length": str(len(data)), **reply.headers, "Vary": vary}
    if reply.tagged:
        found["ETag"] = etag(reply)
    if reply.modified:
        found["Last-Modified"] = format_datetime(reply.modified.astimezone(UTC), usegmt=True)
    return found


def etag(reply: Reply) -> str:
    """Return the validator: strong for the bytes themselves, weak once they are compressed (RFC 9110, 8.8.1)."""
    weak = "W/" if "Content-Encoding" in reply.headers else ""
    return f'{weak}"{sha256(reply.data).hexdigest()[:20]}"'


def unchanged(asked: Message, reply: Reply, data: bytes) -> bool:
    """Tell whether the caller has this very answer already (RFC 9110, 13.2.2)."""
    if reply.status != HTTPStatus.OK:
        return False
    own = fields(reply, data)
    if (condition := asked.get("If-None-Match")) is not None:
        return "ETag" in own and _matches(condition, own["ETag"])
    since = _date(asked.get("If-Modified-Since", ""))
    return bool(reply.modified and since and reply.modified.replace(microsecond=0) <= since)


def _matches(condition: str, tag: str) -> bool:
    """Compare weakly (RFC 9110, 8.8.3.2): W/ falls away on both sides. Tags of the sample hold no comma."""
    listed = [each.strip().removeprefix("W/") for each in condition.split(",")]
    return listed == ["*"] or tag.removeprefix("W/") in listed


def _date(value: str) -> datetime | None:
    try:
        when = parsedate_to_datetime(value)
    except (ValueError, TypeError):
        return None
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def serve(sample: Sample, *, today: datetime) -> AbstractContextManager[SampleServer]:
    """Let the street be open for the length of a `with` block."""
    return opened(SampleServer(partial(street.answer, sample), sample.hosts, today))


@contextmanager
def opened(running: SampleServer) -> Iterator[SampleServer]:
    """Let a server answer for the length of a `with` block."""
    with running as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
