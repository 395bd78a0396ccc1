"""`python -m tests.bench.hostile OUTPUT`: makes the digest, lets other parsers judge it, prints figures and faults."""

import argparse
import json
import shutil
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from generator import pipeline
from generator.config import Config
from generator.model import Edition
from generator.pipeline import Place
from tests.bench.hostile import aloud, gather, judging, making, payloads

STEP = 40
"""Of the texts of others every so manyeth is tried in config.yaml and in answers; our own all are."""
ASKED = 150
"""Answers to one edition."""
LONG = frozenset({"texts carried by none", "sights of a field"})
"""Figures for the file, not for the screen."""


@dataclass(frozen=True)
class Stand:
    """A digest of hostile words before it is printed, and what was wrong until then."""

    taken: dict[str, list[str]]
    """Key of config.yaml -> the texts it takes, as they are kept."""
    said: list[str]
    """Every sentence that was said on the way."""
    wished: Config
    editions: list[Edition]
    place: Place
    figures: dict[str, Any]
    faults: list[str]


def main() -> int:
    """Make, judge, report."""
    asked = arguments().parse_args()
    output: Path = asked.output
    shutil.rmtree(output, ignore_errors=True)
    output.mkdir(parents=True)
    stand = _gathered(payloads.every(), _rooted(output / "digest"), asked.rounds)
    built = pipeline.build(stand.wished, stand.place, output=output / "site", site_url=making.SITE)
    wrong, reached = judging.judged(built.folder)
    for number in range(asked.titles):
        wrong += _small(stand, number, output)
    loud, told = _aloud(stand, output / "aloud")
    printed = {"pages": built.pages, "files": built.files, "texts in files": reached, "texts in what is said": told}
    return _report(output, stand.figures | printed, [*stand.faults, *wrong, *loud])


def _gathered(texts: Sequence[str], root: Path, rounds: int | None) -> Stand:
    """Bring hostile texts in by every way there is, and let the desk make editions of them."""
    found = gather.gather(texts, rounds=rounds)
    whole, notes, faults = gather.of_documents()
    some = (*payloads.OWN, *texts[len(payloads.OWN) :: STEP])
    taken, refused = making.tried(some, root)
    said = sorted({*found.notes, *notes, *refused})
    wished = making.config(taken)
    editions = making.editions(found.items, whole, wished, said)
    place = making.keep(editions, root)
    heard = [
        each for n, edition in enumerate(editions[-3:])
        for each in making.answered(place, wished, some[n * ASKED : n * ASKED + ASKED], edition)
    ]  # fmt: skip
    figures = gather.said(found, texts) | {
        "editions": len(editions), "picks": sum(len(e.picks) for e in editions), "items of documents": len(whole),
        "matches": sum(len(a.matches) for e in editions for a in e.alerts), "answers": [each.new for each in heard],
        "texts that config.yaml takes": {key: len(values) for key, values in taken.items()}, "tried there": len(some),
        "sentences": len(said),
    }  # fmt: skip
    return Stand(taken, said, wished, editions, place, figures, [*found.fault, *faults])


def _small(stand: Stand, number: int, output: Path) -> list[str]:
    """Print a small site with other words of its owner's; return what is wrong with it."""
    interests = tuple(stand.taken["interests"][number * 9 % 200 :][:9])
    config = making.config(stand.taken, number + 1)
    small = replace(config, sources=config.sources[:3], interests=interests)
    edition = making.shorter(stand.editions[number % len(stand.editions)])
    place = making.keep([edition], _rooted(output / "small" / str(number)))
    site_url = None if number % 2 else making.SITE
    one = pipeline.build(small, place, output=output / "titles" / str(number), site_url=site_url)
    return [f"titles/{number}/{fault}" for fault in judging.judged(one.folder)[0]]


def _aloud(stand: Stand, folder: Path) -> tuple[list[str], dict[str, int]]:
    """Say everything that commands and networks are told; return what is wrong with it, and which texts it holds."""
    aloud.told(folder, stand.wished, stand.place, stand.editions, stand.said)
    loud, told = judging.said(folder)
    return loud + aloud.posted(stand.wished, stand.editions[-1], stand.taken["site.title"]), told


def _report(output: Path, figures: Mapping[str, Any], faults: Sequence[str]) -> int:
    """Write figures and faults down, print the short of them; return the exit code."""
    (output / "figures.json").write_text(json.dumps(figures, indent=1, ensure_ascii=False), "utf-8")
    (output / "faults.txt").write_text("\n".join(faults), "utf-8", errors="backslashreplace")
    print(json.dumps({name: each for name, each in figures.items() if name not in LONG}, indent=1))
    print(f"carried by none: {len(figures['texts carried by none'])}")
    for why, times in Counter(fault.partition(": ")[2][:70] for fault in faults).most_common(40):
        print(f"{times:6} {why}")
    return 1 if faults else 0


def _rooted(root: Path) -> Path:
    (root / "content").mkdir(parents=True)
    for name in ("pages", "prompts", "images"):
        shutil.copytree(making.ROOT / "content" / name, root / "content" / name)
    return root


def arguments() -> argparse.ArgumentParser:
    """Return the parser."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.hostile", description=__doc__)
    parser.add_argument("output", type=Path)
    parser.add_argument("--rounds", type=int, help="of the street; as many as it takes by default")
    parser.add_argument("--titles", type=int, default=24, help="small sites with other words of their owner's")
    return parser


if __name__ == "__main__":
    sys.exit(main())
