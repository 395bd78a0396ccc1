"""`python -m tests.bench.hostile OUTPUT`: makes the digest, lets other parsers judge it, prints figures and faults."""

import argparse
import json
import shutil
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

from generator import pipeline
from tests.bench.hostile import aloud, gather, judging, making, payloads

STEP = 40
"""Of the texts of others every so manyeth is tried in config.yaml and in answers; our own all are."""
ASKED = 150
"""Answers to one edition."""


def main() -> int:
    """Make, judge, report."""
    asked = arguments().parse_args()
    texts = payloads.every()
    output: Path = asked.output
    shutil.rmtree(output, ignore_errors=True)
    output.mkdir(parents=True)
    found = gather.gather(texts, rounds=asked.rounds)
    whole, notes, faults = gather.of_documents()
    some = (*payloads.OWN, *texts[len(payloads.OWN) :: STEP])
    root = _rooted(output / "digest")
    taken, refused = making.tried(some, root)
    said = sorted({*found.notes, *notes, *refused})
    wished = making.config(taken)
    editions = making.editions(found.items, whole, wished, said)
    place = making.keep(editions, root)
    heard = [
        each for n, edition in enumerate(editions[-3:])
        for each in making.answered(place, wished, some[n * ASKED : n * ASKED + ASKED], edition)
    ]  # fmt: skip
    built = pipeline.build(wished, place, output=output / "site", site_url=making.SITE)
    wrong, reached = judging.judged(built.folder)
    for number in range(asked.titles):
        small = making.config(taken, number + 1)
        small = replace(small, sources=small.sources[:3], interests=tuple(taken["interests"][number * 9 % 200 :][:9]))
        there = making.keep([making.shorter(editions[number % len(editions)])], _rooted(output / "small" / str(number)))
        one = pipeline.build(
            small, there, output=output / "titles" / str(number), site_url=None if number % 2 else making.SITE
        )
        wrong += [f"titles/{number}/{fault}" for fault in judging.judged(one.folder)[0]]
    aloud.told(output / "aloud", wished, place, editions, said)
    loud, told = judging.said(output / "aloud")
    loud += aloud.posted(wished, editions[-1], taken["site.title"])
    figures = gather.said(found, texts) | {
        "editions": len(editions), "picks": sum(len(e.picks) for e in editions), "items of documents": len(whole),
        "matches": sum(len(a.matches) for e in editions for a in e.alerts), "answers": [each.new for each in heard],
        "pages": built.pages, "files": built.files, "texts in files": reached, "texts in what is said": told,
        "texts that config.yaml takes": {key: len(values) for key, values in taken.items()}, "tried there": len(some),
        "sentences": len(said),
    }  # fmt: skip
    (output / "figures.json").write_text(json.dumps(figures, indent=1, ensure_ascii=False), "utf-8")
    every = [*found.fault, *faults, *wrong, *loud]
    (output / "faults.txt").write_text("\n".join(every), "utf-8", errors="backslashreplace")
    print(
        json.dumps(
            {k: v for k, v in figures.items() if k not in {"texts carried by none", "sights of a field"}}, indent=1
        )
    )
    print(f"carried by none: {len(figures['texts carried by none'])}")
    for why, times in Counter(fault.partition(": ")[2][:70] for fault in every).most_common(40):
        print(f"{times:6} {why}")
    return 1 if every else 0


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
