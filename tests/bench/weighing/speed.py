"""How many items in, seconds and megabytes of each stage out; what is slow is named by its function.

Each size runs in a process of its own. Where it is every few milliseconds of CPU time is looked up on the stack, so the
stages are whatever the desk calls, and looking costs next to nothing. Nothing is remembered from earlier runs.
"""

import json
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from generator import pick
from tests.bench.simulated.law import Attack, Law
from tests.bench.simulated.texts import invented
from tests.bench.worlds import build

EVERY = 0.004
"""Seconds of CPU between two looks."""
OPENED = {"run", "select", "understand"}
"""Functions that are stages only in what they call."""
HERE = "generator"
LEAST = 0.01
"""Stages under so much of the time are put together."""
NAMED = 25


@dataclass(slots=True)
class Watch:
    """What was seen so far."""

    last: float = 0.0
    seconds: Counter = field(default_factory=Counter)
    """Stage -> seconds of CPU."""
    peaks: dict = field(default_factory=dict)
    """Stage -> most memory seen in it, MB."""
    functions: Counter = field(default_factory=Counter)
    """Function of ours -> seconds in it and in what it calls outside our house."""

    def look(self, _signal: int, frame: FrameType | None) -> None:
        """Note where the program is."""
        now = time.process_time()
        stack = [each for each in _names(frame) if each[0]]
        stage = _stage(stack)
        self.seconds[stage] += now - self.last
        if stack:
            self.functions[".".join(stack[-1])] += now - self.last
        self.peaks[stage] = max(self.peaks.get(stage, 0.0), memory())
        self.last = now


def measure(size: int, folder: Path) -> dict:
    """Decide about a week of so many items, which is written into a folder, and return what it took."""
    law = Law(
        weeks=1, voices=max(200, size // 2), singles=int(size * 0.75), stories=int(size * 0.05), celebrities=12,
        attack=Attack(spam=size // 500, sybil=25, hijack=0, toxic=size // 100, bait=size // 60),
    )  # fmt: skip
    items = build(law, invented(each=size // 6 + 100), folder)
    watch = Watch()
    began = time.perf_counter(), time.process_time()
    watch.last = began[1]
    before = memory()
    signal.signal(signal.SIGPROF, watch.look)
    signal.setitimer(signal.ITIMER_PROF, EVERY, EVERY)
    picks = sum(1 for _ in pick.run(folder / "week01.jsonl", folder / "week01.profile.json", folder))
    signal.setitimer(signal.ITIMER_PROF, 0)
    return {
        "items": items, "picks": picks, "wall": time.perf_counter() - began[0], "cpu": time.process_time() - began[1],
        "before": before, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "seconds": watch.seconds, "peaks": watch.peaks, "functions": watch.functions,
    }  # fmt: skip


def table(sizes: Sequence[int]) -> str:
    """Return time and memory by stage, a column a size."""
    found = [_child(size) for size in sizes]
    stages = [name for name in found[-1]["seconds"] if any(_part(one, name) >= LEAST for one in found)]
    head = " | ".join(f"{one['items']:,} items" for one in found)
    rows = [f"| stage | {head} |", f"| --- | {' | '.join('---:' for _ in found)} |"]
    for stage in stages:
        cells = (f"{one['seconds'].get(stage, 0.0):.2f} s, {one['peaks'].get(stage, 0):.0f} MB" for one in found)
        rows.append(f"| `{stage}` | {' | '.join(cells)} |")
    rests = (f"{sum(spent for name, spent in one['seconds'].items() if name not in stages):.2f} s" for one in found)
    rows.append(f"| the rest | {' | '.join(rests)} |")
    for name, unit in (("cpu", "s"), ("wall", "s"), ("peak", "MB")):
        digits = 1 if unit == "s" else 0
        rows.append(f"| **{name}** | {' | '.join(f'**{one[name]:.{digits}f} {unit}**' for one in found)} |")
    for one in found:
        slow = sorted(one["functions"].items(), key=lambda pair: -pair[1])[:NAMED]
        print(f"\n{one['items']:,} items, {one['picks']} lines, {one['before']:.0f} MB before; slow:", file=sys.stderr)
        print("\n".join(f"  {spent:8.2f} s  {name}" for name, spent in slow), file=sys.stderr)
    return "\n".join(rows)


def memory() -> float:
    """Return how many MB the process holds now; where that is not told, the most it held."""
    try:
        pages = Path("/proc/self/statm").read_text("ascii").split()[1]
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return int(pages) * resource.getpagesize() / 2**20


def _child(size: int) -> dict:
    command = [sys.executable, "-m", "tests.bench.weighing.speed", str(size)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)


def _names(frame: FrameType | None) -> Iterator[tuple[str, str]]:
    """Yield module and function of each frame, outermost first; "" for modules that are not of the house."""
    frames = []
    while frame:
        frames.append(frame)
        frame = frame.f_back
    for each in reversed(frames):
        name = each.f_globals.get("__name__", "")
        ours = name.startswith(HERE + ".") and not each.f_code.co_name.startswith("<")
        yield (name.rpartition(".")[2] if ours else "", each.f_code.co_name)


def _stage(stack: Sequence[tuple[str, str]]) -> str:
    for module, function in stack:
        if function not in OPENED:
            return f"{module}.{function}"
    return f"{stack[-1][0]}.{stack[-1][1]}" if stack else "outside"


def _part(one: Mapping, stage: str) -> float:
    """Return what part of the time a stage took."""
    return one["seconds"].get(stage, 0.0) / max(1e-9, sum(one["seconds"].values()))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        print(json.dumps(measure(int(sys.argv[1]), Path(place))))
