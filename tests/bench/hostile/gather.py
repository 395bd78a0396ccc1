"""Hostile texts in, what the real street makes of them out: every text in every field of every kind of source."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import timedelta
from functools import partial
from typing import Any

from generator import collect, text
from generator.demo import street
from generator.demo.server import opened
from generator.demo.words import Reply
from generator.errors import StreetError
from generator.model import Item, Source
from tests.bench.hostile import payloads
from tests.bench.hostile.twist import ROWS, Turn, documents, marker, twisted
from tests.servers import FRIDAY, NETWORKS, WORLD, SampleServer
from tests.servers.wire import Handler

MARKED = re.compile(r"q(\d{5})")
SINCE = FRIDAY - timedelta(days=14)
PATIENCE = 3
"""Seconds for an answer; addresses of hosts that answer nobody are among the texts."""
BESIDE = 12
"""Rounds at a time; most of one is waiting for hosts that answer nobody."""
LISTED = (
    ("opml", "http://reading.example/list.opml", {}),
    ("feed", "http://design-notes.example/feed.json", {}),
    ("feed", "http://returned-books.example/rss", {}),
    ("feed", "http://kreidestaub.example/atom.xml", {}),
    ("feed", "http://open-door.example/index.rdf", {}),
)
"""Sources of the sample that the networks of the tests do not name: a format each."""
ADDRESSES = frozenset(
    "url address about links media.address works.open_at works.notice voice.address voice.links".split()
)
"""Fields that lead somewhere; each is an address that was checked, or nothing."""
LINES = frozenset({"text", "voice.bio"})
"""Fields of more than one line."""
UNREAD = frozenset("id source published updated seen voice.since mentions reply_to shared_by voice.key".split())
"""Names by which things are told apart; they are compared, and shown nowhere."""


@dataclass(slots=True)
class Gathered:
    """What came of the street."""

    items: dict[int, list[tuple[str, Item]]] = field(default_factory=dict)
    """Number of a text -> items that carry it, with their kind."""
    reached: Counter[tuple[str, str]] = field(default_factory=Counter)
    """(kind, field) -> how many texts were found in it, behind their words."""
    numbers: dict[str, set[int]] = field(default_factory=dict)
    """Kind -> texts that it carried."""
    fault: list[str] = field(default_factory=list)
    """What should not be in an item, with its place."""
    notes: set[str] = field(default_factory=set)
    """What was said of sources: their names and the reasons of failures."""

    def add(self, other: "Gathered") -> None:
        """Take over what another round gathered."""
        for number, items in other.items.items():
            self.items.setdefault(number, items)
        self.reached.update(other.reached)
        for kind, numbers in other.numbers.items():
            self.numbers.setdefault(kind, set()).update(numbers)
        self.fault += other.fault
        self.notes |= other.notes


def sources() -> tuple[Source, ...]:
    """Return one source a way of asking, of every network; and a feed a format."""
    named = [each for name, net in NETWORKS.items() if name != "feeds" for each in net.sources]
    known = set(WORLD.hosts)
    listed = [each for each in LISTED if re.sub(r"https?://|/.*", "", each[1]) in known]
    return tuple(Source(kind=kind, address=at, name=at, options=options) for kind, at, options in (*named, *listed))


def gather(texts: Sequence[str], *, kept: int = 2, rounds: int | None = None) -> Gathered:
    """Collect until every source has carried every text; return `kept` items of each text, of changing kinds."""
    found = Gathered()
    with ProcessPoolExecutor(BESIDE) as pool:
        for one in pool.map(partial(_round, texts, kept), range(rounds or -(-len(texts) // ROWS))):
            found.add(one)
    return found


def _round(texts: Sequence[str], kept: int, number: int) -> Gathered:
    found, turn = Gathered(), Turn(texts=texts, first=number * ROWS)
    asked = sources()
    with _serving(turn) as door:
        for source, items, notes in collect.fetch(asked, now=FRIDAY, since=SINCE, door=door):
            found.notes.update(notes)
            if isinstance(items, StreetError):
                found.notes.add(items.words)
                continue
            for item in items:
                _look(found, source, item, asked.index(source), kept)
    return found


def _look(found: Gathered, source: Source, item: Item, place: int, kept: int) -> None:
    carried: set[int] = set()
    for name, value in values(item):
        found.fault += [f"{source.kind}: {name}: {why}: {value[:120]!r}" for why in impure(name, value)]
        here = {int(number) for number in MARKED.findall(value)}
        carried |= here
        for _ in here:
            found.reached[source.kind, name] += 1
    found.numbers.setdefault(source.kind, set()).update(carried)
    for number in carried:
        held = found.items.setdefault(number, [])
        other = len(held) < kept and all(kind != source.kind for kind, _ in held)
        if other and ((number + place) % 5 == 0 or not held):
            held.append((source.kind, replace(item, id=f"{item.id}#{number}")))


def values(thing: Any, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text of an item with the name of its field."""
    for each in fields(thing):
        value, name = getattr(thing, each.name), f"{prefix}{each.name}"
        for one in value if isinstance(value, tuple) else (value,):
            if is_dataclass(one):
                yield from values(one, f"{name}.")
            elif isinstance(one, str):
                yield name, one


def impure(name: str, value: str) -> Iterator[str]:
    """Say what the gate should have kept out of a field."""
    if name in UNREAD:
        if "\x00" in value or re.search("[\ud800-\udfff\r\n]", value):
            yield "a sign that no file takes"
        return
    if text.HIDDEN.search(value):
        yield "a hidden sign"
    if name not in LINES and re.search(r"[\r\n\v\f\x85\u2028\u2029]", value):
        yield "more than one line"
    if name in ADDRESSES and text.address(value) != value:
        yield "an address that was not checked"
    if len(value) > (text.BODY if name in LINES else text.ADDRESS):
        yield "too long"
    if text.STACKED.search(value):
        yield "a tower of marks"


def of_documents() -> tuple[list[Item], set[str], list[str]]:
    """Return the items of whole hostile documents, what was said of them, and what was wrong with either."""
    told = documents()
    asked = [Source(kind="feed", address=f"http://{host}/feed.xml", name=host) for host in told]
    found: list[Item] = []
    notes: set[str] = set()
    fault: list[str] = []
    xml = "application/xml"
    with _opened(lambda request: Reply(type=xml, data=told[request.host]), tuple(told), {}) as door:
        for _, items, said in collect.fetch(asked, now=FRIDAY, since=SINCE, door=door):
            notes.update(said)
            if isinstance(items, StreetError):
                notes.add(items.words)
                continue
            for item in items:
                found.append(item)
                fault += [
                    f"{item.source}: {name}: {why}" for name, value in values(item) for why in impure(name, value)
                ]
    return found, notes, fault


@contextmanager
def _serving(turn: Turn) -> Iterator[collect.Door]:
    secrets = {key: value for net in NETWORKS.values() for key, value in net.secrets.items()}
    hosts = {host for name, net in NETWORKS.items() if name != "feeds" for host in net.hosts} | set(WORLD.hosts)
    honest = twisted(turn, lambda request: street.answer(WORLD, request))
    with _opened(honest, tuple(hosts), secrets) as door:
        yield door


@contextmanager
def _opened(answer: Any, hosts: Sequence[str], secrets: Mapping[str, str]) -> Iterator[collect.Door]:
    with opened(SampleServer(answer, hosts, FRIDAY, handler=Handler)) as server:
        yield collect.Door(hosts=server.hosts, secrets=secrets, pause=0, paces={}, seconds=PATIENCE)


def said(found: Gathered, texts: Sequence[str]) -> dict[str, Any]:
    """Return figures: how many of the texts reached which field of which kind."""
    kinds = {kind: len(numbers) for kind, numbers in sorted(found.numbers.items())}
    return {
        "texts": len(texts),
        "texts carried by a kind": kinds,
        "sights of a field": {f"{kind} {name}": times for (kind, name), times in sorted(found.reached.items())},
        "texts carried by none": [marker(n) for n in range(len(texts)) if n not in found.items],
        "sources": len(sources()),
        "own": len(payloads.OWN),
    }
