"""Bytes as a server packed them in, the bytes they stand for out, piece by piece and no more than is wanted.

zlib is asked for a bounded piece at a time, so that a bomb is stopped at the limit and not in memory; and it tells
whether the stream came to its end, which a broken one does not: what is cut off must not be remembered as whole.
"""

import zlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator

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
    packed = _packed(coding)
    body, came = bytearray(), 0
    async for chunk in chunks:
        came += len(chunk)
        for piece in packed.pieces(chunk) if packed else (chunk,):
            body += piece
            if max(len(body), came) > limit:
                raise StreetError(f"The answer is larger than {limit / 1e6:g} MB.")
            await room(len(body))
    if packed and not packed.ended:
        raise StreetError(BROKEN)
    return bytes(body)


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
