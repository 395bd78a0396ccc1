"""What is remembered between runs, spoilt: each file is read, set aside or left alone, and two of them become one."""

import logging
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from types import MappingProxyType

from generator import ledgers, traces
from generator.collect import barred, folding, harvest, logbook, memory
from generator.collect.folding import SIGHT, Sight
from generator.collect.pages import memory as links
from generator.collect.works import register
from generator.errors import InputError
from generator.model import Item, Voice, Week
from generator.repository import announced, union
from tests.bench.fuzzing.grammars import STATE as WORDS
from tests.bench.fuzzing.target import Target, pieced, spelt, texts

HELD = TemporaryDirectory(prefix="gleaner-fuzz-")
ROOM = Path(HELD.name)
DAY = "harvest/2026-11-21.jsonl"
FILES = (
    DAY, memory.NAME, links.NAME, register.NAME, barred.NAME, announced.FILE, "ledger/2026-W47.jsonl",
    "traces/2026-W47.json",
)  # fmt: skip
NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 21, 13, 0, tzinfo=UTC)
ITEM = Item(
    id="1", source="feed https://a.example/", url="https://a.example/1", voice=Voice(key="https://a.example/", name="A")
)
LINE = SIGHT.dump_json(Sight(seen=NOW, item=ITEM), exclude_defaults=True).decode() + "\n"
GONE = SIGHT.dump_json(Sight(seen=NOW, gone="1", source=ITEM.source), exclude_defaults=True).decode() + "\n"
PIECES = (*WORDS, LINE, GONE, LINE[:-1])
logging.disable(logging.CRITICAL)


def _harvest(data: bytes) -> None:
    body = spelt(data, PIECES)
    path = ROOM / DAY
    rmtree(path.parent, ignore_errors=True)
    path.parent.mkdir()
    path.write_bytes(body)
    seen = list(harvest.sights(path))
    items = folding.fold(seen)
    assert folding.fold(reversed(seen)) == items
    assert folding.fold([*seen, *seen]) == items
    for item in items:
        harvest.canonical(item)
    parts = harvest.parts(body)
    if parts is not None:
        once = harvest.whole(parts)
        assert harvest.whole(harvest.parts(once) or ()) == once
    if not harvest.is_foreign(path):
        with logbook.Log.opened(ROOM, LATER) as log:
            assert log.add(ITEM.source, (ITEM,)) == 0
        assert any(each.id == "1" for each in harvest.read(ROOM))


def _union(data: bytes) -> None:
    path = FILES[data[0] % len(FILES)] if data else DAY
    versions = [spelt(part, PIECES) for part in data[1:].split(b"\xff\xfe", 2)]
    ours, theirs, base = (*versions, b"", b"")[:3]
    one = union.joined(path, ours, theirs)
    assert one.data == union.joined(path, theirs, ours).data
    how = union.form(path)
    assert how
    if one.data is not None:
        assert how.read(one.data) is not None
        assert union.joined(path, one.data, one.data).data == one.data
        assert union.joined(path, one.data, ours).data == one.data or how.read(ours) is None or not how.most
    both = union.joined(path, ours, theirs, base)
    assert both.data is None or how.read(both.data) is not None
    union.is_foreign(ours)


def _union_seeds() -> Iterator[bytes]:
    for number in range(len(FILES)):
        for each in (*pieced(PIECES), *texts(LINE, GONE, '{"format":1}\n' + LINE)):
            yield bytes([number]) + each + b"\xff\xfe" + each[: len(each) // 2] + b"\xff\xfe" + each


def _barred(state: Path) -> None:
    refused = None
    try:
        assert barred.read(state, ("a",)) is not None
    except InputError as wrong:
        refused = wrong
    if refused:  # nobody else knows who withdrew, so a file that is spoilt stops the run
        assert [problem.words for problem in refused.problems] == [barred.SPOILT]


def _announced(state: Path) -> None:
    try:
        known = announced.read(state)
    except announced.Spoilt:
        return
    assert announced.understood(announced.written(known)) == known
    assert not re.search(r"\r", announced.written(known).decode())


def _ledger(state: Path) -> None:
    week = Week.named("2026-W47")
    ledgers.kept(state)
    ledgers.read(state, week)
    ledgers.judged(state, (week,))
    ledgers.purge(state, ("@ana@school.example",), ("Ana",))


def _traces(state: Path) -> None:
    traces.read(state, Week.named("2026-W48"))
    traces.purge(state, ("@ana@school.example",), ("Ana",))


READERS: Mapping[str, Callable[[Path], object]] = MappingProxyType({
    DAY: harvest.read,
    memory.NAME: lambda state: memory.write(state, memory.read(state), NOW),
    links.NAME: lambda state: links.write(state, links.read(state), NOW),
    register.NAME: lambda state: register.write(state, register.read(state), NOW),
    barred.NAME: _barred,
    announced.FILE: _announced,
    "ledger/2026-W47.jsonl": _ledger,
    "traces/2026-W47.json": _traces,
})  # fmt: skip
"""File of the state -> whatever reads it; the others would find nothing, at ten times the cost."""


def _files(data: bytes) -> None:
    state = ROOM / "state"
    rmtree(state, ignore_errors=True)
    name = FILES[data[0] % len(FILES)] if data else DAY
    path = state / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(spelt(data[1:], PIECES))
    READERS[name](state)


TARGETS = {
    "harvest": Target(
        trial=_harvest,
        pieces=PIECES,
        limit=2,
        seeds=lambda: (*texts('{"format":1}\n' + LINE + GONE, LINE * 3 + LINE[:20]), *pieced(PIECES)),
    ),
    "union": Target(trial=_union, pieces=PIECES, limit=2, seeds=_union_seeds),
    "state": Target(trial=_files, pieces=PIECES, limit=2, seeds=_union_seeds),
}
