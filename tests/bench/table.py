"""The table of speed: what is to be reached and what is reached here, each from its bench, one process after another.

Run it with `python -m tests.bench.table [--rows street,action] [--quick] [--aloud]`, or `make bench`. Rows:

- `street`: collect of 1,000 feeds, read and kept, beside the bare download in the same run; `many` 10,000 feeds; `tls`
  1,000 over TLS; `hostile` 300, of which 43 in a hundred are faulty (these need the feed server of ../shared/tools and
  aiohttp; without it they say so)
- `reading`: feeds read a second, beside feedparser on the same bytes
- `select`: the choice out of 20,000 and 200,000 items
- `press`: the print of 520 and 5,200 editions, beside Hugo where it is installed
- `action`: a whole run on GitHub, `--help` and `check`

`--quick` takes a tenth of the sizes or less: it shows that the benches run, and its figures count for nothing.
`--aloud` shows what the benches print. A ratio is taken within one run, so a busy machine spoils it less than seconds;
seconds are those of this machine. What a page weighs, and how soon it is seen, is no row: that takes a browser and the
network of a phone. Nothing is asserted, and the exit code says only whether the benches ran.
"""

import argparse
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec

from tests.bench.street import TOOLS

ROW = "{:52} {:>14} {:>22}  {}"
VISIT = re.compile(r"^run (\d) +([\d.]+) s, CPU ([\d.]+) s, (\d+) MB", re.MULTILINE)
FLOOR = re.compile(r"^floor +(\{.*\})", re.MULTILINE)
STEP = re.compile(r"^ *(\./gleaner .*?|in all) +([\d.]+) +([\d.]+)$", re.MULTILINE)
TOTAL = re.compile(r"^\| \*\*(cpu|peak)\*\* \|(.*)\|$", re.MULTILINE)
DIRECT = re.compile(r"^our reading, directly .*?(\d+) +([\d.]+)$", re.MULTILINE)
PRINTED = re.compile(r"^(Gleaner, .+?) {2,}([\d.]+) +([\d.]+(?= +[\d.]+ +\d+ +\d+ ))?", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of the table."""

    what: str
    reach: float
    here: float
    unit: str = ""
    least: bool = False
    """Whether it is to be reached at least, and not at most."""

    def __str__(self) -> str:
        met = self.here >= self.reach if self.least else self.here <= self.reach
        sign = ">=" if self.least else "<="
        return ROW.format(
            self.what, f"{sign} {self.reach:g}{self.unit}", f"{self.here:.2f}{self.unit}", "yes" if met else "no"
        )


Reader = Callable[[str], Iterator[object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """A bench, and how its words become rows."""

    row: str
    module: str
    whole: Sequence[str]
    quick: Sequence[str]
    read: Reader
    tools: bool = False
    """Whether it needs the feed server."""


def main() -> int:
    options = _options()
    print(ROW.format("what", "to reach", "here", "met"), flush=True)
    failed = False
    for bench in BENCHES:
        if options.rows and bench.row not in options.rows.split(","):
            continue
        if wanting := _wanting(bench):
            print(ROW.format(bench.row, "", "not run", wanting), flush=True)
            continue
        words = bench.quick if options.quick else bench.whole
        done = subprocess.run(
            [sys.executable, "-m", f"tests.bench.{bench.module}", *words],
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
        if options.aloud:
            print(done.stdout)
        failed |= bool(done.returncode)
        rows = [] if done.returncode else list(bench.read(done.stdout))
        for row in rows or [ROW.format(bench.row, "", "failed" if done.returncode else "nothing to read", "")]:
            print(row, flush=True)
    return int(failed)


def _wanting(bench: Bench) -> str:
    if bench.tools and not TOOLS.is_dir():
        return "the feed server, ../shared/tools, is not here"
    return "" if find_spec(f"tests.bench.{bench.module}") else f"there is no tests/bench/{bench.module}.py"


# ---------------------------------------------------------------- from what a bench prints to rows


def _street(said: str) -> Iterator[object]:
    floor = json.loads(FLOOR.search(said)[1])
    for (run, wall, cpu, memory), name, walls, cpus in zip(
        VISIT.findall(said), ("cold", "a day later"), (1.15, 0.9), (2.0, 1.3), strict=True
    ):
        yield Line(what=f"collect, {name}: wall against the floor", reach=walls, here=float(wall) / floor["s"])
        yield Line(what=f"collect, {name}: CPU against the floor", reach=cpus, here=float(cpu) / floor["cpu"])
        if run == "1":
            yield Line(what="memory of it", reach=120, here=float(memory), unit=" MB")


def _memory(what: str, most: float, wall: float | None = None) -> Reader:
    """Return a reader of the worse of two runs: its memory, and its seconds where they count."""

    def read(said: str) -> Iterator[object]:
        found = VISIT.findall(said)
        if wall is not None:
            yield Line(what=f"{what}: ends in", reach=wall, here=max(float(run[1]) for run in found), unit=" s")
        yield Line(what=f"{what}: memory", reach=most, here=max(float(run[3]) for run in found), unit=" MB")

    return read


def _reading(said: str) -> Iterator[object]:
    found = DIRECT.search(said)
    yield Line(what="reading, feeds/s against feedparser", reach=10, here=float(found[2]), least=True)


def _select(said: str) -> Iterator[object]:
    found: Mapping[str, list[float]] = {
        name: [float(figure) for figure in re.findall(r"([\d.]+) (?:s|MB)", cells)]
        for name, cells in TOTAL.findall(said)
    }
    for size, most, cpu in zip(("20,000", "200,000"), (15, 150), found["cpu"], strict=False):
        yield Line(what=f"select from {size} items: CPU", reach=most, here=cpu, unit=" s")
    for peak in found["peak"][1:]:
        yield Line(what="select from 200,000 items: memory", reach=1.5, here=peak / 1024, unit=" GB")


def _press(said: str) -> Iterator[object]:
    found = [(name, float(cpu), ratio) for name, cpu, ratio in PRINTED.findall(said)]
    for name, _, ratio in found:
        if name.endswith("editions, without the index") and ratio:
            yield Line(what=f"{name}: CPU against Hugo", reach=0.7, here=float(ratio))
    more = [cpu for name, cpu, _ in found if name == "Gleaner, one edition more, without the index"]
    yield from (
        Line(what="one edition more: CPU, without the index", reach=1.2, here=cpu, unit=" s") for cpu in more[:1]
    )
    yield from (
        Line(what="one more on ten times as many, against that", reach=1.1, here=cpu / more[0]) for cpu in more[1:]
    )


def _action(said: str) -> Iterator[object]:
    found = [(name, float(wall), float(cpu)) for name, wall, cpu in STEP.findall(said)]
    day, quiet = (wall for name, wall, _ in found if name == "in all")
    yield Line(what="a whole run on GitHub, on an edition's day: wall", reach=60, here=day, unit=" s")
    yield Line(what="a whole run on GitHub, on a quiet day: wall", reach=60, here=quiet, unit=" s")
    for name, _, cpu in found:
        if most := {"./gleaner --help": 0.15, "./gleaner check --offline": 0.4}.get(name):
            yield Line(what=f"{name}: CPU", reach=most, here=cpu, unit=" s")


BENCHES = (
    Bench(
        row="street", module="street", whole=("--parse",), quick=("--parse", "--feeds", "100"), read=_street, tools=True
    ),
    Bench(
        row="many",
        module="street",
        whole=("--parse", "--feeds", "10000"),
        quick=("--parse", "--feeds", "300"),
        read=_memory("collect, 10,000 feeds", 250),
        tools=True,
    ),
    Bench(
        row="tls",
        module="street",
        whole=("--parse", "--tls"),
        quick=("--parse", "--tls", "--feeds", "100"),
        read=_memory("collect, 1,000 feeds over TLS", 150),
        tools=True,
    ),
    Bench(
        row="hostile",
        module="street",
        whole=("--parse", "--faults", "--feeds", "300"),
        quick=("--parse", "--faults", "--feeds", "100"),
        read=_memory("collect, the hostile set", 150, wall=35),
        tools=True,
    ),
    Bench(row="reading", module="reading", whole=(), quick=("--feeds", "6"), read=_reading),
    Bench(row="select", module="selection", whole=("--speed", "20000,200000"), quick=("--speed", "500"), read=_select),
    Bench(row="press", module="press", whole=("--long", "5200"), quick=("--weeks", "12"), read=_press),
    Bench(
        row="action",
        module="action",
        whole=(),
        quick=("--editions", "20", "--sources", "12"),
        read=_action,
    ),
)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", default="", help=f"only these, of {','.join(bench.row for bench in BENCHES)}")
    parser.add_argument("--quick", action="store_true", help="small sizes")
    parser.add_argument("--aloud", action="store_true", help="show what the benches print")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
