"""Records in, the files of a static index out: pagefind, asked through its pipe, and its files the same every time.

Its own Python interface waits a tenth of a second for every record (pagefind/service/__init__.py 1.5.2), twenty minutes
for ten years of editions. So the same messages are sent here at once, and the answers read as they come.
"""

import base64
import gzip
import json
import subprocess
import threading
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from hashlib import sha256
from importlib import import_module
from io import BufferedReader
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

from generator.errors import PressError
from generator.publish import kept, searching
from generator.publish.plan import Plan
from generator.publish.searching import Record, spellings

if TYPE_CHECKING:
    from concurrent.futures import Future

FOLDER = "pagefind/"
"""Where the index lies on the site."""
WORKER, ENTRY = "pagefind-worker.js", "pagefind-entry.json"
PARTS = ("fragment/", "index/", "filter/")
"""Where the index itself lies; of what lies beside it, the interfaces are left out."""
LACKING = "Search is left out: its indexer, pagefind, is not there for this machine or does not run on it."
EVERY = "0every0"
"""A word that every record has: asked for no word at all, pagefind would load the whole index, 2 MB in ten years."""
PATIENCE = 900
"""Seconds after which an indexer is taken for dead; 16,000 records take it eight on a machine that is free."""
META = ".pf_meta"
"""How the file of all files ends."""
SIGNED = b"pagefind_dcd"
"""What each of its packed files begins with."""
LICENCE = Path(__file__).with_name("pagefind.LICENSE.txt")
"""Pagefind's own: the MIT licence wants its notice beside every copy, and the site has copies of script and program."""
NOTICE = "LICENSE.txt"
"""What it is called where it lies beside them."""
HASH = 16
"""Letters of a hash in a name: the length is told in one byte up to 23, with the language before it."""


@cache
def engine() -> Path | None:
    """Return the indexer; None where there is none for this machine, or none that runs."""
    try:
        found = Path(import_module("pagefind_bin").get_executable())
        subprocess.run([found, "--version"], check=True, capture_output=True, timeout=30)  # noqa: S603  a kept library
    except (ImportError, OSError, subprocess.SubprocessError):
        return None
    return found


def lacking(plan: Plan) -> tuple[str, ...]:
    """Say to the owner that a site has no search though it could have one."""
    return (LACKING,) if plan.house.weeks and not plan.house.searchable else ()


@contextmanager
def begun(plan: Plan, old: Path) -> Iterator["Future[dict[str, bytes]]"]:
    """Let the index be made while the pages are printed: the indexer is a program of its own, and most of the work.

    Args:
        plan: the site.
        old: the site as it was printed before; its index is taken where it would be the same.
    """
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415  a sixtieth of a second, and only to print

    with ThreadPoolExecutor(1) as pool:
        yield pool.submit(index, searching.records(plan), searching.language(plan.house), engine(), old)


def put(files: Mapping[str, bytes], output: Path) -> frozenset[str]:
    """Write an index into a site, and return its files: what else lies in their folder is nobody's."""
    for folder in {name.rpartition("/")[0] for name in files}:
        (output / folder).mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (output / name).write_bytes(data)
    return frozenset(files)


def index(
    records: Sequence[Record], language: str, program: Path | None, old: Path = Path("nowhere")
) -> dict[str, bytes]:
    """Return the files of an index by their place on the site; the same records give the same bytes.

    Args:
        records: what can be found.
        language: whose word endings are understood; records in all languages lie in one index.
        program: the indexer; without one there are no files.
        old: a site printed before, whose index is taken where it was made of the same by the same.

    Raises:
        PressError: the indexer failed.
    """
    if not records or program is None:
        return {}
    sent = [
        base64.b64encode(json.dumps({"message_id": number, "payload": message}).encode())
        for number, message in enumerate(_messages(records, language), 1)
    ]
    made_of = kept.checksum([program.read_bytes(), Path(__file__).read_bytes(), LICENCE.read_bytes(), *sent])
    files = kept.again(old / FOLDER, made_of) or kept.noted(_made(sent, language, program), made_of)
    return {f"{FOLDER}{path}": data for path, data in sorted(files.items())}


def _made(sent: Sequence[bytes], language: str, program: Path) -> dict[str, bytes]:
    """Ask the indexer for the files of an index, by their names."""
    answers = _ask(program, sent)
    faults = [answer["payload"]["message"] for answer in answers if answer["payload"]["type"] == "Error"]
    if faults:
        raise PressError(f"The index of the search could not be made: {faults[0]}")
    given = {file["path"]: base64.b64decode(file["content"]) for file in answers[-1]["payload"]["files"]}
    wasm = json.loads(given[ENTRY])["languages"][language]["wasm"] or "unknown"
    asked = {WORKER, ENTRY, f"wasm.{wasm}.pagefind"}
    needed = {
        path: data for path, data in given.items() if path in asked or path.startswith(PARTS) or path.endswith(META)
    }
    return _settled(needed, language) | {NOTICE: LICENCE.read_bytes()}


# ---------------------------------------------------------------- the pipe


def _messages(records: Sequence[Record], language: str) -> Iterator[dict[str, Any]]:
    """What is said to the indexer (pagefind/service/types.py): an index, its records, and to hand over its files."""
    yield {"type": "NewIndex", "config": {"force_language": language}}
    for record in records:
        meta = {
            "every": EVERY,
            "title": record.title,
            "voice": record.voice,
            "spelled": spellings(f"{record.title} {record.text} {record.voice}"),
        }
        filters = {
            "kind": () if record.kind == "pick" else (record.kind,),
            "language": (record.language,) if record.language else (),
            "topic": record.topics,
            "voice": (record.voice,) if record.voice else (),
            "week": record.weeks,
        }
        yield {
            "type": "AddRecord",
            "index_id": 0,
            "url": record.place,
            "content": _content(record),
            "language": language,
            "meta": {name: value for name, value in meta.items() if value},
            "filters": {name: values for name, values in filters.items() if values},
            "sort": {"week": record.order},
        }
    yield {"type": "GetFiles", "index_id": 0}


def _content(record: Record) -> str:
    """Return the text of a record; pagefind drops one without a letter in it, whatever its title says."""
    return next(
        words for words in (record.text, record.title, record.voice, record.kind) if any(map(str.isalnum, words))
    )


def _ask(program: Path, sent: Sequence[bytes]) -> list[dict[str, Any]]:
    """Send all messages and return as many answers.

    The indexer leaves as soon as nothing more can come, whether it has answered or not: so the pipe stays open.
    """
    told = b"".join(each + b"," for each in sent)
    heard, missing = list[bytes](), len(sent)
    with suppress(BrokenPipeError), _started(program) as (speak, listen):
        speaker = threading.Thread(target=_tell, args=(speak, told))
        speaker.start()
        while missing > 0 and (more := listen.read1(1 << 20)):
            heard.append(more)
            missing -= more.count(b",")
    if missing > 0:
        raise PressError("The index of the search could not be made: pagefind stopped before it was done.")
    return [json.loads(base64.b64decode(answer)) for answer in b"".join(heard).split(b",")[: len(sent)]]


@contextmanager
def _started(program: Path) -> Iterator[tuple[IO[bytes], BufferedReader]]:
    """Start the indexer, and end it when it has been heard, or when it has said nothing for too long."""
    process = subprocess.Popen([program, "--service"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603  a kept library
    alarm = threading.Timer(PATIENCE, process.kill)
    alarm.start()
    try:
        with process:
            yield cast("IO[bytes]", process.stdin), cast("BufferedReader", process.stdout)
            process.kill()
    finally:
        alarm.cancel()


def _tell(pipe: IO[bytes], told: bytes) -> None:
    with suppress(BrokenPipeError):  # it has died: that no more answers come says so
        pipe.write(told)
        pipe.flush()


# ---------------------------------------------------------------- the same files every time


def _settled(files: Mapping[str, bytes], language: str) -> dict[str, bytes]:
    """Write what pagefind 1.5.2 leaves to chance in a settled order: the values of a filter, and the filters too.

    Both come out of hash tables that are seeded anew in every process (pagefind/src/index/mod.rs; later versions sort).
    The names of the files are hashes of what is in them, and are told in the file of all files, whose name is told in
    `pagefind-entry.json`: so these change with them. All are CBOR (RFC 8949): arrays, texts and whole numbers.
    """
    settled = {path: data for path, data in files.items() if not path.startswith("filter/")}
    old, new = dict[str, bytes](), dict[str, bytes]()
    for path, data in sorted(files.items()):
        if path.startswith("filter/"):
            name, ordered = _ordered(_unpacked(data))
            called = f"{language}_{sha256(ordered).hexdigest()[:HASH]}"
            old[name] = b"\x82" + _text(name) + _text(path.removeprefix("filter/").removesuffix(".pf_filter"))
            new[name] = b"\x82" + _text(name) + _text(called)
            settled[f"filter/{called}.pf_filter"] = _packed(ordered)
    (path,) = (name for name in settled if name.endswith(META))
    whole = _unpacked(settled.pop(path))
    begin, length = min(map(whole.index, old.values()), default=0), sum(map(len, old.values()))
    if sorted(whole[begin : begin + length]) != sorted(b"".join(old.values())):
        raise PressError("The index of the search is not written as pagefind 1.5.2 writes it.")
    whole = whole[:begin] + b"".join(new[name] for name in sorted(new)) + whole[begin + length :]
    called = f"{language}_{sha256(whole).hexdigest()[:HASH]}"
    entry = json.loads(settled[ENTRY])
    entry["languages"][language]["hash"] = called
    settled[ENTRY] = json.dumps(entry, separators=(",", ":")).encode()
    return {**settled, f"pagefind.{called}.pf_meta": _packed(whole)}


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
