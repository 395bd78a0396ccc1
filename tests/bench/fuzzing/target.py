"""A target of the fuzzer, and how its bytes become what it reads: as they are, or put together from pieces.

A mutation of bytes rarely makes two tags that belong together. So the first byte of an input chooses: an even one, the
rest is the text itself, as for seeds; an odd one, each byte is a piece of the grammar, and a repeat says how often.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

DATA = Path(__file__).resolve().parents[4] / "shared" / "data"
HERE = Path(__file__).resolve().parents[3]
LONGEST = 20_000
"""Bytes of an input, and characters of a text made of pieces: the length of which half a second is promised."""
SEEDS = 400
AGAIN = 255
"""The byte of a repeat; the next says how often, the one behind it what."""
SIGNS = (
    "\n \t:\"'<>&#@/\\.,-_=|*[]{}()%?!0129azAZ\0\x02\x85\r\u200b\u202e"
    "\u2028\u0301\u0e49\u00df\u0130\ud800\ufeff\u1fff\U0001f600"
)
"""What stands behind the pieces of every grammar: signs that mean something somewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What is fuzzed."""

    trial: Callable[[bytes], object]
    """Fails where a promise is broken."""
    seeds: Callable[[], Iterable[bytes]] = tuple
    pieces: Sequence[str] = ()
    """The words of its grammar, for the fuzzer's dictionary."""
    limit: float = 0.5
    """Seconds that an input of LONGEST may take."""


def written(data: bytes, pieces: Sequence[str]) -> str:
    """Return the text that an input stands for."""
    if not data or data[0] % 2 == 0:
        return data[1:].decode("utf-8", "surrogateescape")
    parts, size = [], 0
    for part in _pieced(iter(data[1:]), [*pieces[:150], *SIGNS]):
        parts.append(part)
        size += len(part)
        if size >= LONGEST:
            break
    return "".join(parts)[:LONGEST]


def spelt(data: bytes, pieces: Sequence[str]) -> bytes:
    """Return the bytes that an input stands for, as a file or a server has them; half a character is one of them."""
    return written(data, pieces).encode("utf-8", "surrogatepass") if data[:1] and data[0] % 2 else data[1:]


def _pieced(rest: Iterator[int], table: Sequence[str]) -> Iterator[str]:
    for number in rest:
        times, which = (next(rest, 0) ** 2, next(rest, 0)) if number == AGAIN else (1, number)
        piece = table[which % len(table)]
        yield piece * min(times, LONGEST // len(piece) + 1)  # a long piece 65,025 times is 325 MB, and took 0.4 s


def texts(*samples: str) -> Iterator[bytes]:
    """Return texts as seeds."""
    return (b"\0" + sample.encode("utf-8", "surrogateescape") for sample in samples)


def pieced(pieces: Sequence[str]) -> Iterator[bytes]:
    """Return seeds made of pieces, the same every time."""
    for number in range(40):
        chance = Random(number)
        yield b"\1" + bytes(chance.randrange(min(255, len(pieces) + 20)) for _ in range(number * 2))


def recorded(folder: str) -> Iterator[bytes]:
    """Return recorded answers as seeds, where ../shared/data is there."""
    paths = (path for path in sorted((DATA / folder).rglob("*")) if path.is_file())
    small = (path for path in paths if path.stat().st_size < LONGEST)
    return (b"\0" + path.read_bytes() for path, _ in zip(small, range(SEEDS), strict=False))


def payloads(*names: str) -> Iterator[bytes]:
    """Return some of the payloads of ../shared/data/security as seeds."""
    for name in names:
        path = DATA / "security" / f"{name}.jsonl"
        rows = path.read_text("utf-8").strip().split("\n") if path.is_file() else ()
        for row in rows[:: max(1, len(rows) // SEEDS)]:
            yield from texts(str(json.loads(row)["payload"])[:LONGEST])


def shipped(*patterns: str) -> Iterator[bytes]:
    """Return files of this repository as seeds."""
    for pattern in patterns:
        for path in sorted(HERE.glob(pattern))[:SEEDS]:
            data = path.read_bytes()
            yield b"\0" + data[:LONGEST]


def lines_of(text: str) -> list[str]:
    """Return the lines of a text as a runner of .NET, a terminal and Python's universal newlines see them."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
