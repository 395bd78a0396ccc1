"""The address of a mail server in; a conversation with it out that ends in time, whatever the server does.

smtplib waits a while for each word and counts none of them: a server that says a letter a second, or goes on with
`250-` for ever, would hold a run or fill its memory. Here all of it together has an end in time and in size.
"""

import smtplib
import ssl
import time
from collections.abc import Callable
from typing import Any

from generator.errors import StreetError

SILENCE = 60.0
"""Seconds of silence that are waited for; RFC 5321, 4.5.3.2, grants a server minutes, which a run does not have."""
ALL = 300.0
"""Seconds for the whole conversation, and as many as a run can spare."""
HEARD = 256 * 1024
"""Bytes that are listened to: for each of a hundred recipients five lines of 512 bytes (RFC 5321, 4.5.3.1.5)."""
LINE = 8192
"""Bytes of one line, as smtplib takes them."""
GO_ON = 354
"""The answer to DATA (RFC 5321, 4.3.2): now the letter."""
BLOCK = 4096
PIECE = 16 * 1024
"""Bytes that are sent at once: a record of TLS (RFC 8446, 5.1). Before each it is looked whether time is up."""


class Conversation(smtplib.SMTP):
    """What is said to a server, and what it answers, for as long as there is patience."""

    def __init__(self, *, host: str, patience: float) -> None:
        """Call nobody yet.

        Args:
            host: whose certificate the server has to show; it is also who we say we are, instead of this machine.
            patience: seconds for all of it, from now on.
        """
        self.ends, self.patience, self.heard = time.monotonic() + patience, patience, 0
        self.waits_for_letter = False
        """Whether the server has told us to begin with the letter; before that it surely has nothing of it."""
        super().__init__(timeout=min(SILENCE, patience), local_hostname=host)

    def _get_socket(self, host: str, port: int, timeout: float) -> Any:  # noqa: ANN401  a socket, as smtplib opens it
        """Connect. A certificate is held against `_host`; connect() has put nothing there, or where it connects."""
        self._host = self.local_hostname
        return super()._get_socket(host, port, timeout)  # type: ignore[misc]  # the stub says nothing of it

    def getreply(self) -> tuple[int, bytes]:
        """Hear an answer with an ear of ours; smtplib takes its own away where encryption begins."""
        self.file = self.file or _Ear(self._hear, self._endless)
        code, said = super().getreply()
        self.waits_for_letter = self.waits_for_letter or code == GO_ON
        return code, said

    def send(self, s: str | bytes | bytearray) -> None:  # type: ignore[override]  # the stub says what it is called with
        """Say something, piece by piece, for a server may listen as slowly as it talks."""
        said = s.encode(self.command_encoding) if isinstance(s, str) else bytes(s)
        for begin in range(0, len(said), PIECE):
            self._hurry()
            super().send(said[begin : begin + PIECE])

    def aside(self, work: Callable[[], None]) -> None:
        """Do something of our own, of which the server knows nothing and which is not to cost it time."""
        began = time.monotonic()
        work()
        self.ends += time.monotonic() - began

    def _hear(self) -> bytes:
        """Return what came; b"" where the server hung up. StreetError where patience is at its end."""
        self._hurry()
        try:
            came = self.sock.recv(BLOCK) if self.sock else b""
        except TimeoutError:
            self._hurry()
            raise
        self.heard += len(came)
        if self.heard > HEARD:
            raise self._endless()
        return came

    def _endless(self) -> StreetError:
        return StreetError(f"{self.local_hostname} went on talking and came to no end.")

    def _hurry(self) -> None:
        """Wait for the next word no longer than there is time left."""
        left = self.ends - time.monotonic()
        if left <= 0:
            raise StreetError(f"{self.local_hostname} was not done after {self.patience:g} seconds.")
        if self.sock:
            self.sock.settimeout(min(SILENCE, left))


class Encrypted(Conversation, smtplib.SMTP_SSL):
    """The same, encrypted from the first byte."""

    def __init__(self, *, host: str, patience: float, safe: ssl.SSLContext) -> None:
        """Call nobody yet; `safe` is how the server proves who it is."""
        super().__init__(host=host, patience=patience)
        self.context = safe  # in place of one that would believe anybody


class _Ear:
    """What smtplib reads lines from."""

    def __init__(self, hear: Callable[[], bytes], endless: Callable[[], StreetError]) -> None:
        self.hear, self.endless, self.rest = hear, endless, b""

    def readline(self, _most: int) -> bytes:
        """Return the next line; b"" where there is none any more."""
        while b"\n" not in self.rest and (came := self.hear()):
            self.rest += came
            if len(self.rest) > LINE and b"\n" not in self.rest:
                raise self.endless()
        line, end, self.rest = self.rest.partition(b"\n")
        return line + end

    def close(self) -> None:
        """Do nothing: the socket is closed by whoever opened it."""
