"""Bytes as a server packed them in, the bytes they stand for out, piece by piece and no more than is wanted.

zlib is asked for a bounded piece at a time, so that a bomb is stopped at the limit and not in memory; and it tells
whether the stream came to its end, which a broken one does not: what is cut off must not be remembered as whole.
"""

import zlib
from collections.abc import AsyncIterator, Awaitable, Callable

from generator.errors import StreetError

PLAIN = frozenset({"", "identity"})
PACKED = frozenset({"gzip", "x-gzip", "deflate"})
"""What we ask for (RFC 9110, 8.4.1)."""
PIECE = 1 << 18
"""Bytes that are unpacked at a time."""
ANY_WRAPPING = 32 + zlib.MAX_WBITS
"""zlib finds out whether a stream is gzip or zlib; some servers send bare deflate instead, which has no wrapping."""
NO_WRAPPING = -zlib.MAX_WBITS

BROKEN = "The answer broke off or is packed in a way that cannot be unpacked."
UNASKED = "The answer is packed in a way that was not asked for."


Room = Callable[[int], Awaitable[None]]
"""Called with the bytes that are held; it may let one wait."""


async def _no_matter(_: int) -> None:
    """Let nobody wait."""


async def whole(chunks: AsyncIterator[bytes], coding: str, limit: int, room: Room = _no_matter) -> bytes:
    """Return what the chunks hold.

    Args:
        chunks: the body as it comes.
        coding: the Content-Encoding.
        limit: the most bytes of the result, and of what it comes in.
        room: see Room.

    Raises:
        StreetError: it is larger, broken, cut off, or packed otherwise than we can.
    """
    packed = _packed(coding, limit)
    body, came = bytearray(), 0
    async for chunk in chunks:
        came += len(chunk)
        body += packed.take(chunk, len(body)) if packed else chunk
        if max(len(body), came) > limit:
            raise StreetError(f"The answer is larger than {limit / 1e6:g} MB.")
        await room(len(body))
    if packed and not packed.ended:
        raise StreetError(BROKEN)
    return bytes(body)


async def beginning(chunks: AsyncIterator[bytes], coding: str, enough: int) -> bytes:
    """Return the first bytes of what the chunks hold; what is behind them is not read, and may be broken."""
    packed = _packed(coding, enough)
    body, came = bytearray(), 0
    async for chunk in chunks:
        came += len(chunk)
        body += packed.take(chunk, len(body)) if packed else chunk
        if max(len(body), came) >= enough:
            break
    return bytes(body[:enough])


def _packed(coding: str, limit: int) -> "_Packed | None":
    coding = coding.strip().lower()
    if coding not in PLAIN | PACKED:
        raise StreetError(UNASKED)
    return _Packed(limit) if coding in PACKED else None


class _Packed:
    """One packed stream, or several gzip members one after the other (RFC 1952, 2.2)."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.stream = zlib.decompressobj(ANY_WRAPPING)
        self.begun = False

    @property
    def ended(self) -> bool:
        """Whether everything came; nothing at all is nothing, and no broken stream."""
        return self.stream.eof or not self.begun

    def take(self, chunk: bytes, before: int) -> bytes:
        """Return what a chunk stands for, at most a piece more than the limit."""
        found = bytearray()
        while chunk and before + len(found) <= self.limit:
            if self.stream.eof:
                if not chunk.startswith(b"\x1f\x8b"):  # zeros and other padding behind the end are not looked at
                    break
                self.stream = zlib.decompressobj(ANY_WRAPPING)
            found += self._piece(chunk)
            chunk = self.stream.unused_data if self.stream.eof else self.stream.unconsumed_tail
        return bytes(found)

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
