"""Records in, the files of a static index out: pagefind, asked through its pipe, and its files the same every time.

Its own Python interface waits a tenth of a second for every record (pagefind/service/__init__.py 1.5.2), twenty minutes
for ten years of editions. So the same messages are sent here at once, and the answers read as they come.
"""

import base64
import json
import subprocess
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from io import BufferedReader
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

from generator.errors import PressError
from generator.publish import kept, searching, twin
from generator.publish.plan import Plan
from generator.publish.searching import Record, spellings
from generator.publish.settling import ENTRY, META, settled
from generator.publish.standing import NOTHING, Standing

if TYPE_CHECKING:
    from concurrent.futures import Future

FOLDER = "pagefind/"
"""Where the index lies on the site."""
WORKER = "pagefind-worker.js"
PARTS = ("fragment/", "index/", "filter/")
"""Where the index itself lies; of what lies beside it, the interfaces are left out."""
LACKING = "Search is left out: its indexer, pagefind, is not there for this machine or does not run on it."
EVERY = "0every0"
"""A word that every record has: asked for no word at all, pagefind would load the whole index, 2 MB in ten years."""
NOWHERE = Path("nowhere")
"""Where no old site is."""
PATIENCE = 900
"""Seconds after which an indexer is taken for dead; 16,000 records take it eight on a machine that is free."""
LICENCE = Path(__file__).with_name("pagefind.LICENSE.txt")
"""Pagefind's own: the MIT licence wants its notice beside every copy, and the site has copies of script and program."""
NOTICE = "LICENSE.txt"
"""What it is called where it lies beside them."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """The files of an index."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    """By their place on the site."""
    since: int = 0
    """When they began to be read on the old site, in nanoseconds; 0 where they were made, and some may be the same."""


@contextmanager
def begun(plan: Plan, old: Path, standing: Standing = NOTHING) -> Iterator["Future[Index]"]:
    """Let the index be made while the pages are printed: the indexer is a program of its own, and most of the work.

    Args:
        plan: the site.
        old: the site as it was printed before; its index is taken where it would be the same.
        standing: what earlier builds have read.
    """
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415  a sixtieth of a second, and only to print

    with ThreadPoolExecutor(1) as pool:
        yield pool.submit(index, searching.records(plan, standing), searching.language(plan.house), engine(), old)


def put(index: Index, output: Path, old: Path = NOWHERE) -> frozenset[str]:
    """Write an index into a site, and return its files: what else lies in their folder is nobody's.

    Args:
        index: as `index` returns it.
        output: the site.
        old: a site printed before; its files with the same name and the same bytes are taken.
    """
    folders = defaultdict[str, dict[str, bytes]](dict)
    for place, data in index.files.items():
        folder, _, name = place.rpartition("/")
        folders[folder][name] = data
    for folder, files in folders.items():
        (output / folder).mkdir(parents=True, exist_ok=True)
        twin.put_all(files, output / folder, old / folder, since=index.since)
    return frozenset(index.files)


def index(records: Sequence[Record], language: str, program: Path | None, old: Path = NOWHERE) -> Index:
    """Make an index; the same records give the same bytes.

    Args:
        records: what can be found.
        language: whose word endings are understood; records in all languages lie in one index.
        program: the indexer; without one there are no files.
        old: a site printed before, whose index is taken where it was made of the same by the same.

    Raises:
        PressError: the indexer failed.
    """
    if not records or program is None:
        return Index()
    sent = [
        base64.b64encode(json.dumps({"message_id": number, "payload": message}).encode())
        for number, message in enumerate(_messages(records, language), 1)
    ]
    made_of = kept.checksum([program.read_bytes(), Path(__file__).read_bytes(), LICENCE.read_bytes(), *sent])
    begun = time.time_ns()
    again = kept.again(old / FOLDER, made_of)
    files = again or kept.noted(_made(sent, language, program), made_of)
    return Index(files={f"{FOLDER}{path}": data for path, data in sorted(files.items())}, since=begun if again else 0)


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
    return settled(needed, language) | {NOTICE: LICENCE.read_bytes()}


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
