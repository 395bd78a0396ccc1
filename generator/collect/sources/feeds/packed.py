"""Bytes from the street in, the same unpacked out where a server sent gzip without saying so; bounded, pure.

Feeds lie on disks as feed.xml.gz, or pass a cache that drops the header. What the header declares is unpacked, and
bounded, in http.py; this is for what only its first bytes give away (RFC 1952, 2.3.1).
"""

import zlib

from generator.errors import StreetError

MAGIC = b"\x1f\x8b\x08"
LARGEST = 10_000_000
"""Bytes after unpacking, as of any body (Door.size)."""
MEMBERS = 100
"""Packed parts behind one another that are read; each costs a copy of the rest."""
GZIP = 31
"""zlib's number for a window of 32 kB inside gzip."""
TOO_LARGE = "This feed is packed, and unpacked it is larger than 10 MB, so it was not read."


def unpacked(body: bytes) -> bytes:
    """Return the body as it is, or unpacked where it is gzip; what is cut off is returned as far as it goes.

    StreetError where it would grow beyond LARGEST. One layer only: what is still packed then is no feed.
    """
    if not body.startswith(MAGIC):
        return body
    pieces: list[bytes] = []
    room, rest = LARGEST, body
    while rest.startswith(MAGIC) and len(pieces) < MEMBERS:
        member = zlib.decompressobj(GZIP)
        try:
            pieces.append(member.decompress(rest, room + 1))
        except zlib.error:
            break
        room -= len(pieces[-1])
        if room < 0:
            raise StreetError(TOO_LARGE, kind="hostile")
        rest = member.unused_data
    return b"".join(pieces)
