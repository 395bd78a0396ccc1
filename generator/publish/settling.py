"""The files of an index as pagefind made them in; the same in a settled order, under names that follow from it, out."""

import gzip
import json
import zlib
from collections.abc import Mapping
from hashlib import sha256

from generator.errors import PressError

ENTRY = "pagefind-entry.json"
META = ".pf_meta"
"""How the file of all files ends."""
SIGNED = b"pagefind_dcd"
"""What each of its packed files begins with."""
HASH = 16
"""Letters of a hash in a name: the length is told in one byte up to 23, with the language before it."""


def settled(files: Mapping[str, bytes], language: str) -> dict[str, bytes]:
    """Write what pagefind 1.5.2 leaves to chance in a settled order: the values of a filter, and the filters too.

    Both come out of hash tables that are seeded anew in every process (pagefind/src/index/mod.rs; later versions sort).
    The names of the files are hashes of what is in them, and are told in the file of all files, whose name is told in
    `pagefind-entry.json`: so these change with them. All are CBOR (RFC 8949): arrays, texts and whole numbers.
    """
    kept = {path: data for path, data in files.items() if not path.startswith("filter/")}
    old, new = dict[str, bytes](), dict[str, bytes]()
    for path, data in sorted(files.items()):
        if path.startswith("filter/"):
            name, ordered = _ordered(_unpacked(data))
            called = f"{language}_{sha256(ordered).hexdigest()[:HASH]}"
            old[name] = b"\x82" + _text(name) + _text(path.removeprefix("filter/").removesuffix(".pf_filter"))
            new[name] = b"\x82" + _text(name) + _text(called)
            kept[f"filter/{called}.pf_filter"] = _packed(ordered)
    (path,) = (name for name in kept if name.endswith(META))
    whole = _unpacked(kept.pop(path))
    begin, length = min(map(whole.index, old.values()), default=0), sum(map(len, old.values()))
    if sorted(whole[begin : begin + length]) != sorted(b"".join(old.values())):
        raise PressError("The index of the search is not written as pagefind 1.5.2 writes it.")
    whole = whole[:begin] + b"".join(new[name] for name in sorted(new)) + whole[begin + length :]
    called = f"{language}_{sha256(whole).hexdigest()[:HASH]}"
    entry = json.loads(kept[ENTRY])
    entry["languages"][language]["hash"] = called
    kept[ENTRY] = json.dumps(entry, separators=(",", ":")).encode()
    return {**kept, f"pagefind.{called}.pf_meta": _packed(whole)}


def _ordered(data: bytes) -> tuple[str, bytes]:
    """Return the name of a filter, and the filter with its values in the order of their bytes."""
    _, name, at = _head(data, 1)
    begin = at + name
    _, count, at = _head(data, begin)
    values = []
    for _ in range(count):
        start = at
        _, size, at = _head(data, at + 1)
        _, pages, at = _head(data, at + size)
        for _ in range(pages):
            _, _, at = _head(data, at)
        values.append(data[start:at])
    first = _head(data, begin)[2]
    return data[begin - name : begin].decode(), data[:first] + b"".join(sorted(values))


def _head(data: bytes, at: int) -> tuple[int, int, int]:
    """Read the head of an item: its major type, its number, and where its content begins (RFC 8949, 3)."""
    kind, short = data[at] >> 5, data[at] & 31
    size = 1 << (short - 24) if short > 23 else 0  # noqa: PLR2004  numbers up to 23 stand in the head itself
    number = int.from_bytes(data[at + 1 : at + 1 + size]) if size else short
    return kind, number, at + 1 + size


def _text(words: str) -> bytes:
    """Write a short text."""
    data = words.encode()
    return bytes([0x60 + len(data)]) + data


def _unpacked(data: bytes) -> bytes:
    return gzip.decompress(data).removeprefix(SIGNED)


def _packed(data: bytes) -> bytes:
    """Pack as gzip (RFC 1952) with neither a time nor a system in its head, which Python's own writes."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    whole = SIGNED + data
    body = packer.compress(whole) + packer.flush()
    ends = zlib.crc32(whole).to_bytes(4, "little") + (len(whole) & 0xFFFFFFFF).to_bytes(4, "little")
    return b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff" + body + ends
