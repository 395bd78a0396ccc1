"""A mail server on loopback that keeps what it is given; it can encrypt, ask who one is, refuse and break off."""

import asyncio
import ssl
import subprocess
import warnings
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import default
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
            return SMTP(
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
