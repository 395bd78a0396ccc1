"""A mail server on loopback that keeps what it is given; it can encrypt, ask who one is, refuse and break off."""

import asyncio
import socket
import ssl
import subprocess
import time
import warnings
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import default
from itertools import pairwise
from threading import Event, Thread

from aiosmtpd.smtp import SMTP, AuthResult

HOST = "smtp.school.example"


@dataclass
class Office:
    """What it was given, and how it behaves."""

    port: int = 0
    envelopes: list = field(default_factory=list)
    """(sender, recipients, message), in order."""
    logins: list = field(default_factory=list)
    user: str = "digest@school.example"
    password: str = "a-password-for-mail"
    refuses: set = field(default_factory=set)
    """Recipients it does not take."""
    data: object = None
    """Called with a letter; what it returns is the answer, None for the usual. It may kill whoever sends."""

    begin: object = None
    """Called when a letter is announced, before it is given; it may kill whoever sends."""

    def authenticated(self, _server, _session, _envelope, mechanism, told):
        name, word = told.login.decode(), told.password.decode()
        self.logins.append((name, mechanism))
        known = (name, word) == (self.user, self.password)
        return AuthResult(success=known, handled=known)

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802  as aiosmtpd calls it
        if address in self.refuses:
            return "550 5.1.1 no such person here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, _session, envelope):  # noqa: N802  as aiosmtpd calls it
        said = self.data(envelope) if self.data else None
        if said and said.startswith(("4", "5")):
            return said
        message = message_from_bytes(envelope.content, policy=default)
        self.envelopes.append((envelope.mail_from, tuple(envelope.rcpt_tos), message))
        if said == "hang up":
            server.transport.abort()
            return "250 never heard"
        return "250 OK"


class Counter(SMTP):
    """One that says when a letter is announced."""

    async def smtp_DATA(self, arg):  # noqa: N802  as aiosmtpd calls it
        if self.event_handler.begin:
            self.event_handler.begin()
        await super().smtp_DATA(arg)


@dataclass(frozen=True)
class Endless:
    """What is said again and again, with a pause before each time."""

    words: bytes
    pause: float = 0.0


@contextmanager
def chatter(*answers):
    """Open a port where each answer in turn is given to a line, the first unasked; a letter is heard whole."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = Thread(target=_talk, args=(server, answers), daemon=True)
        thread.start()
        yield server.getsockname()[1]
    thread.join(timeout=10)


def _talk(server, answers):
    with suppress(OSError):
        line, _ = server.accept()
        with line, line.makefile("rb") as heard:
            for before, answer in pairwise((b"", *answers)):
                if before:
                    _listen(heard, in_letter=before.startswith(b"354"))
                while isinstance(answer, Endless):
                    time.sleep(answer.pause)
                    line.sendall(answer.words if answer.pause else answer.words * 400)
                line.sendall(answer)
            heard.read()


def _listen(heard, *, in_letter):
    while (line := heard.readline()) and in_letter and line != b".\r\n":
        pass


@contextmanager
def open_(*, starttls=None, tls=None, auth=True, **settings):
    """Open an office for the length of a `with` block; the certificates are ssl contexts of a server."""
    office = Office(**settings)
    loop, ready, done = asyncio.new_event_loop(), Event(), asyncio.Event()

    def counter():
        with (
            warnings.catch_warnings()
        ):  # that a log-in without encryption is unsafe: here it does not leave the machine
            warnings.simplefilter("ignore", UserWarning)
            return Counter(
                office,
                hostname=HOST,
                authenticator=office.authenticated if auth else None,
                auth_require_tls=bool(starttls),
                tls_context=starttls,
                require_starttls=bool(starttls),
                loop=loop,
            )

    async def serve():
        server = await loop.create_server(counter, "127.0.0.1", 0, ssl=tls)
        office.port = server.sockets[0].getsockname()[1]
        ready.set()
        await done.wait()
        server.close()
        for task in asyncio.all_tasks(loop) - {asyncio.current_task()}:
            task.cancel()

    thread = Thread(target=lambda: loop.run_until_complete(serve()), daemon=True)
    thread.start()
    assert ready.wait(10)
    try:
        yield office
    finally:
        loop.call_soon_threadsafe(done.set)
        thread.join(10)
        loop.close()


def certificate(folder, host=HOST):
    """Make a certificate for a host; return what proves it for a server, and what believes it for a caller."""
    key, cert = folder / f"{host}.key", folder / f"{host}.pem"
    words = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
             "-keyout", key, "-out", cert, "-days", "3650", "-subj", f"/CN={host}", "-addext",
             f"subjectAltName=DNS:{host}"]  # fmt: skip
    subprocess.run([*map(str, words)], check=True, capture_output=True)
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(cert, key)
    return server, ssl.create_default_context(cafile=cert)
