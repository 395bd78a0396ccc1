"""Bytes as a server packed them in, the bytes they stand for out, piece by piece and no more than is wanted.

zlib is asked for a bounded piece at a time, so that a bomb is stopped at the limit and not in memory; and it tells
whether the stream came to its end, which a broken one does not: what is cut off must not be remembered as whole.
"""

import hashlib
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass

from generator.errors import StreetError

PLAIN = frozenset({"", "identity"})
PACKED = frozenset({"gzip", "x-gzip", "deflate"})
"""What we ask for (RFC 9110, 8.4.1)."""
PIECE = 1 << 18
"""Bytes that are unpacked at a time, and most that are held packed to see whether they are those of last time."""
ANY_WRAPPING = 32 + zlib.MAX_WBITS
"""zlib finds out whether a stream is gzip or zlib; some servers send bare deflate instead, which has no wrapping."""
NO_WRAPPING = -zlib.MAX_WBITS

BROKEN = "The answer broke off or is packed in a way that cannot be unpacked."
UNASKED = "The answer is packed in a way that was not asked for."


Room = Callable[[int], Awaitable[None]]
"""Called with the bytes that are held; it may let one wait."""


async def _no_matter(_: int) -> None:
    """Let nobody wait."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpacked:
    """What an answer holds."""

    body: bytes
    packed: str = ""
    """SHA-256 of it as it came, in hexadecimal; "" where it came plain, or not whole."""
    again: bool = False
    """Whether it came as it was known, byte for byte; then `body` is empty, for nothing was unpacked."""


async def whole(
    chunks: AsyncIterator[bytes], coding: str, limit: int, room: Room = _no_matter, known: str = ""
) -> Unpacked:
    """Return what the chunks hold.

    Args:
        chunks: the body as it comes.
        coding: the Content-Encoding.
        limit: the most bytes of the result, and of what it comes in.
        room: see Room.
        known: `Unpacked.packed` of an answer that would say nothing new: to unpack those was a seventh of the CPU of
            a day without news.

    Raises:
        StreetError: it is larger, broken, cut off, or packed otherwise than we can.
    """
    packed = _packed(coding)
    watch = _Watch(known) if packed else None
    body, came = bytearray(), 0

    async def take(chunk: bytes) -> None:
        for piece in packed.pieces(chunk) if packed else (chunk,):
            body.extend(piece)
            if max(len(body), came) > limit:
                raise StreetError(f"The answer is larger than {limit / 1e6:g} MB.")
            await room(len(body))

    async for chunk in chunks:
        came += len(chunk)
        await take(watch.passed(chunk) if watch else chunk)
    if watch and watch.is_known:
        return Unpacked(body=b"", packed=known, again=True)
    if watch:
        await take(watch.rest())
    if packed and not packed.ended:
        raise StreetError(BROKEN)
    return Unpacked(body=bytes(body), packed=watch.digest if watch else "")


class _Watch:
    """Looks whether what comes is what is known, and lets nothing past while it may be and is short."""

    def __init__(self, known: str) -> None:
        self._known, self._seen, self._held = known, hashlib.sha256(), bytearray()

    def passed(self, chunk: bytes) -> bytes:
        """Take a chunk; return what is not held back, if anything."""
        self._seen.update(chunk)
        if not self._known:
            return chunk
        self._held += chunk
        if len(self._held) <= PIECE:
            return b""
        self._known = ""
        return self.rest()

    def rest(self) -> bytes:
        """Return what was held back."""
        held = bytes(self._held)
        self._held.clear()
        return held

    @property
    def digest(self) -> str:
        """SHA-256 of all that came."""
        return self._seen.hexdigest()

    @property
    def is_known(self) -> bool:
        """Whether all that came was held back, and is what is known."""
        return bool(self._known) and self._known == self.digest


async def beginning(chunks: AsyncIterator[bytes], coding: str, enough: int) -> bytes:
    """Return the first bytes of what the chunks hold; what is behind them is not read, and may be broken."""
    packed = _packed(coding)
    body, came = bytearray(), 0
    async for chunk in chunks:
        came += len(chunk)
        for piece in packed.pieces(chunk) if packed else (chunk,):
            body += piece
            if max(len(body), came) >= enough:
                return bytes(body[:enough])
    return bytes(body)


def _packed(coding: str) -> "_Packed | None":
    coding = coding.strip().lower()
    if coding not in PLAIN | PACKED:
        raise StreetError(UNASKED)
    return _Packed() if coding in PACKED else None


class _Packed:
    """One packed stream, or several gzip members one after the other (RFC 1952, 2.2)."""

    def __init__(self) -> None:
        self.stream = zlib.decompressobj(ANY_WRAPPING)
        self.begun = False

    @property
    def ended(self) -> bool:
        """Whether everything came; nothing at all is nothing, and no broken stream."""
        return self.stream.eof or not self.begun

    def pieces(self, chunk: bytes) -> Iterator[bytes]:
        """Yield what a chunk stands for, a bounded piece at a time."""
        while chunk:
            if self.stream.eof:
                if not chunk.startswith(b"\x1f\x8b"):  # zeros and other padding behind the end are not looked at
                    return
                self.stream = zlib.decompressobj(ANY_WRAPPING)
            if piece := self._piece(chunk):
                yield piece
            chunk = self.stream.unused_data if self.stream.eof else self.stream.unconsumed_tail

    def _piece(self, chunk: bytes) -> bytes:
        first, self.begun = not self.begun, True
        try:
            return self.stream.decompress(chunk, PIECE)
        except zlib.error as error:
            if not first:
                raise StreetError(BROKEN) from error
        self.stream = zlib.decompressobj(NO_WRAPPING)
        try:
            return self.stream.decompress(chunk, PIECE)
        except zlib.error as error:
            raise StreetError(BROKEN) from error
