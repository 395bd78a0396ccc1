"""Whatever a stranger sends or an owner writes, every reader keeps its promises: each under a coverage-guided fuzzer.

Run it with `python -m tests.bench.fuzz [--seconds 60] [TARGET ...]`, in an environment that has atheris besides our own
requirements. Each target runs in a process of its own, from seeds of this repository and of ../shared/data where that
is there. It prints a row a target, and below it what was found; an input that is slow is timed once more, unwatched.
"""

import argparse
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
from base64 import b64decode
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from tests.bench.fuzzing import room_of, targets
from tests.bench.fuzzing.inside import fuzz, replay
from tests.bench.fuzzing.target import HERE, LONGEST

COVERED = re.compile(r"cov: (\d+).*?corp: (\d+)/")
MEMORY = Path("/dev/shm")
"""A disk in memory, where there is one (Linux): what waits for a disk, waits for nothing there."""
ROW = "{:18} {:>9} {:>7} {:>6} {:>7} {:>9} {:>9}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    parser.add_argument(
        "--keep", type=Path, metavar="FOLDER", help="leave what fails, and what is slow, in this folder"
    )
    parser.add_argument("--replay", type=Path, metavar="FILE", help="run one input again; this needs no atheris")
    parser.add_argument("--inside", type=Path, metavar="FOLDER", help=argparse.SUPPRESS)
    parser.add_argument("targets", nargs="*", metavar="TARGET", default=[])
    options = parser.parse_args()
    if options.inside:
        fuzz(*options.targets, options.inside, options.seconds)
    elif options.replay:
        took, failure = replay(*_place(options.targets), options.replay.read_bytes())
        sys.exit(f"{took:.3f} s {failure}".strip() if failure else print(f"{took:.3f} s"))
    else:
        sys.exit(_all(options))


def _place(named: Sequence[str]) -> Sequence[str]:
    """Return the room of a target and its name; whoever knows the room need not import the others."""
    return named if len(named) > 1 else (room_of(named[0]), named[0])


def _all(options: argparse.Namespace) -> int:
    """Fuzz one target after the other; return 1 where anything was found."""
    print(ROW.format("target", "runs", "runs/s", "edges", "corpus", "findings", "slowest"), flush=True)
    found = 0
    for name in options.targets or targets():
        for words, data in _outside(name, options).items():
            found = 1
            print(f"  {name}: {words}\n    {data[:300]!r}", flush=True)
            if options.keep:
                options.keep.mkdir(parents=True, exist_ok=True)
                (options.keep / f"{name}-{sha256(data).hexdigest()[:12]}").write_bytes(data)
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"{spent.ru_utime + spent.ru_stime:,.0f} s of CPU")
    return found


def _outside(name: str, options: argparse.Namespace) -> Mapping[str, bytes]:
    """Fuzz a target in a process of its own, print its row, and return what failed with an input for each."""
    target, place = targets()[name], (room_of(name), name)
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as room:
        folder = Path(room)
        (folder / "seeds").mkdir()
        for seed in target.seeds():
            (folder / "seeds" / sha256(seed).hexdigest()).write_bytes(seed[:LONGEST])
        run = _child("--inside", room, "--seconds", str(options.seconds), *place, room=room)
        report = folder / "report.json"
        told = json.loads(report.read_text("utf-8")) if report.is_file() else {}
        failed = {words: b64decode(data) for words, data in told.get("found", {}).items()}
        failed |= {
            f"{path.name.partition('-')[0]}: {run.stderr[-300:]}": path.read_bytes()
            for path in folder.glob("*-*")
            if path.is_file()
        }
        slowest = b64decode(told.get("slowest", ""))
        (folder / "slowest").write_bytes(slowest)
        took = _child("--replay", str(folder / "slowest"), *place, room=room)
    seconds = float((re.search(r"([\d.]+) s", took.stdout + took.stderr) or ["", "0"])[1])
    if seconds > target.limit:
        failed |= {f"{seconds:.1f} s, where {target.limit} are the most": slowest}
    if run.returncode and not failed:
        failed = {f"exit code {run.returncode}: {run.stderr[-2000:]}": b""}
    _print(name, told, run.stderr, len(failed), seconds)
    return failed


def _print(name: str, told: Mapping[str, Any], said: str, failed: int, slowest: float) -> None:
    runs, seconds = told.get("runs", 0), told.get("seconds", 0)
    edges, corpus = (COVERED.findall(said) or [("", "")])[-1]
    print(
        ROW.format(name, f"{runs:,}", f"{runs / max(1, seconds):.0f}", edges, corpus, failed, f"{slowest:.3f} s"),
        flush=True,
    )


def _child(*arguments: str, room: str = "") -> subprocess.CompletedProcess[str]:
    """Run this again; what it leaves behind, for a fuzzer ends without tidying up, it leaves in the room."""
    command = [sys.executable, "-m", "tests.bench.fuzz", *arguments]
    around = os.environ | {"TMPDIR": room}
    return subprocess.run(command, cwd=HERE, env=around, capture_output=True, text=True, errors="replace", check=False)


if __name__ == "__main__":
    main()
