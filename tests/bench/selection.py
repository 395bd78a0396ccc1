"""Says how good a choice is, on folders of labelled sets: python -m tests.bench.selection FOLDER... [--ablation].

Worlds are written by tests.bench.worlds; without a folder, two invented ones are written and used. `--speed` gives time
and memory by stage, `--sameness` the same bytes under other circumstances; `--write` puts the tables into the document.
"""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

from tests.bench import worlds as writer
from tests.bench.weighing import ablation, document, figures, readers, sameness, speed
from tests.bench.weighing.deciding import FULL
from tests.bench.weighing.sets import worlds

PARTS = ("relevance", "clusters", "sim", "real")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, help="with relevance/, clusters/, sim/, real/ in them")
    parser.add_argument("--parts", default=",".join(PARTS))
    parser.add_argument("--worlds", default="", help="only these, separated by commas")
    parser.add_argument("--weeks", type=int, default=None, help="only the first of each world")
    parser.add_argument("--ablation", action="store_true", help="what each signal and each rule adds")
    parser.add_argument("--speed", nargs="?", const="2000,20000,200000", help="time and memory for so many items")
    parser.add_argument("--sameness", action="store_true", help="whether circumstances change a byte")
    parser.add_argument("--files", action="store_true", help="what each file of the desk is for")
    parser.add_argument("--write", action="store_true", help="put the tables into generator/edit/README.md")
    given = parser.parse_args()
    if not given.speed:
        # Small products on busy cores are two hundred times slower with many threads; speed is measured as it is.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    names = {name for name in given.worlds.split(",") if name}
    if given.speed:
        document.tell("speed", speed.table([int(size) for size in given.speed.split(",")]), write=given.write)
    elif given.files:
        document.tell("files", document.files(), write=given.write)
    elif given.sameness:
        sys.exit(sameness.report())
    elif given.ablation:
        document.tell("ablation", ablation.table(given.folders or [invented()], names, given.weeks), write=given.write)
    else:
        for folder in given.folders or [invented()]:
            report(folder, given.parts.split(","), names, given.weeks)


def report(folder: Path, parts: list[str], names: set[str], first: int | None) -> None:
    """Print every figure of a folder, and the index of the parts that it has."""
    found = {}
    start = time.process_time()
    for part in parts:
        if part in {"relevance", "clusters"}:
            rows = getattr(figures, part)(folder, FULL)
            rows = {"nDCG@30" if part == "relevance" else "B-cubed F1": rows} if rows else {}
        else:
            judge = figures.world if part == "sim" else figures.real
            rows = {one.name: judge(one, FULL) for one in worlds(folder, part, names, first)}
        if rows:
            found[part] = figures.together(rows.values())
            print(f"\n{part}\n{ablation.grid(rows, found[part])}")
    if "sim" in found:
        print("\nfragmentation between readers of the same week:", readers.report(folder, names))
    print(f"\nindex {figures.index(found):.1f}   ({time.process_time() - start:.0f} s of CPU)")


def invented() -> Path:
    """Write two worlds of invented texts and return their folder."""
    folder = Path(tempfile.mkdtemp(prefix="worlds-"))
    shelf = writer.invented()
    for name in ("plain", "reader"):
        writer.build(writer.WORLDS[name], shelf, folder / "sim" / name)
    return folder


if __name__ == "__main__":
    main()
