"""Public corpora in, the two linear heads of generator/edit/heads.py out, with how often they err, and about whom.

Run it with `python -m tests.bench.heads FOLDER [--write]`; FOLDER is described in corpora.py. Whatever is printed was
worked out on texts that the heads did not learn from: a fifth of each corpus, told by a hash, or a whole corpus left
out. It takes a quarter of an hour, most of it in the encoder.
"""

import argparse
import base64
import csv
import json
import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from html import unescape
from pathlib import Path
from random import Random

import numpy as np

from generator.edit import vectors
from tests.bench.corpora import CORPORA, DIALECT, MARKUP, dialects, quoting, texts
from tests.bench.plain import dress, lures, of_people, ordinary

ROOT = Path(__file__).resolve().parents[2]
WEIGHTS = ROOT / "generator" / "edit" / "heads.py"
POSTS = ROOT.parent / "shared" / "data" / "posts"
RIDGE = 1.0
DIALECT_COUNTS = 10
"""So many times a civil tweet in African American English counts: there are few, and heads learn to suspect them."""
BARS = (0.6, 0.7, 0.8, 0.9)
HEADS = ("bait", "hostile")
OURS = {"ordinary": HEADS, "people": HEADS, "lures": ("bait",)}
"""What we invented, and who learns from it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A corpus as the heads see it."""

    texts: Sequence[str]
    rows: np.ndarray
    labels: np.ndarray
    """1 what a head looks for, 0 not, nan nobody knows."""
    held: np.ndarray
    """Which of them no head learns from."""


def held(text: str) -> bool:
    """Whether a text belongs to the fifth that is only measured on."""
    return blake2b(text.encode("utf-8", "surrogatepass")).digest()[-1] % 5 == 0


def gathered(folder: Path, encode: vectors.Encode) -> dict[str, Sample]:
    """Return every corpus that is there, dressed and encoded."""
    found = {name: texts(corpus, folder) for name, corpus in CORPORA.items()}
    found |= {"ordinary": [(text, False) for text in ordinary(Random("ordinary"))]}
    found |= {"people": [(text, False) for text in of_people(Random("people"))]}
    found |= {"lures": [(text, True) for text in dict.fromkeys(text for _, text in lures(Random("lures")))]}
    others = [text for name in ("government", "carpentries", "books", "learned") for text, _ in found[name]]
    return {name: _sample(name, told, others, encode) for name, told in found.items() if told}


def _sample(name: str, told: list[tuple[str, bool | None]], others: Sequence[str], encode: vectors.Encode) -> Sample:
    chance = Random(name)
    most = CORPORA[name].most if name in CORPORA else len(told)
    if len(told) > most:
        chance.shuffle(told)
    dressed = [(text, dress(text, chance, others), label) for text, label in told[:most]]
    known = [(text, worn, float(label)) for text, worn, label in dressed if label is not None]
    rows = encode([worn for _, worn, _ in known])
    assert rows is not None, "the encoder is not installed"
    print(f"{name}: {len(known)}", flush=True)
    return Sample(
        texts=[text for text, _, _ in known],
        rows=rows,
        labels=np.array([label for _, _, label in known]),
        held=np.array([held(text) for text, _, _ in known]),
    )


def learnt(name: str) -> bool:
    """Whether the heads learn from a corpus, and are not only measured on it."""
    return name in OURS or CORPORA[name].learnt


def labels(name: str, sample: Sample, head: str) -> np.ndarray:
    """Return what a corpus says to a head: ordinary is so to both, bait is civil, abuse no word on bait."""
    if head in (OURS[name] if name in OURS else CORPORA[name].heads):
        return sample.labels
    return np.where(sample.labels == 1, np.nan, 0.0) if head == "bait" else np.zeros_like(sample.labels)


def learn(samples: Mapping[str, Sample], head: str, civil: np.ndarray, without: str = "") -> np.ndarray:
    """Return 512 weights and a bias; each corpus counts as the root of its size, both sides count the same."""
    rows, sides, worth = [], [], []
    for name, sample in samples.items():
        told = labels(name, sample, head)
        for side in (0.0, 1.0) if learnt(name) and name != without else ():
            mine = (told == side) & ~sample.held
            if not mine.any():
                continue
            counts = np.where(civil[mine], DIALECT_COUNTS, 1.0) if name == DIALECT and not side else np.ones(mine.sum())
            rows.append(sample.rows[mine])
            sides.append(np.full(mine.sum(), side))
            worth.append(counts / mine.sum() ** 0.5)
    side, weight = np.concatenate(sides), np.concatenate(worth)
    for value in (0.0, 1.0):
        weight[side == value] *= len(side) / 2 / weight[side == value].sum()
    return _regression(np.vstack(rows), side, weight)


def _regression(rows: np.ndarray, side: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Return the weights of logistic regression by Newton's method (Hastie et al. 2009, 4.4.1), with a ridge."""
    table = np.hstack([rows, np.ones((len(rows), 1))]).astype(np.float64)
    ridge = np.diag([RIDGE] * rows.shape[1] + [0.0])
    found = np.zeros(table.shape[1])
    for _ in range(12):
        told = 1 / (1 + np.exp(-table @ found))
        slope = table.T @ (weight * (told - side)) + ridge @ found
        bend = (table * (weight * told * (1 - told))[:, None]).T @ table + ridge
        step = np.linalg.solve(bend, slope)
        found -= step
        if np.abs(step).max() < 1e-4:
            break
    return found


def whole(found: np.ndarray) -> tuple[np.ndarray, float, float]:
    """Return weights as whole numbers of one byte, what one of them is worth, and the bias."""
    scale = float(f"{np.abs(found[:-1]).max() / 127:.6g}")
    return np.rint(found[:-1] / scale).clip(-127, 127).astype(np.int8), scale, float(f"{found[-1]:.6g}")


def scores(found: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """Return what a head says, with its weights as they ship."""
    weights, scale, bias = whole(found)
    return 1 / (1 + np.exp(-(scale * (rows.astype(np.float64) @ weights) + bias)))


def area(high: np.ndarray, low: np.ndarray) -> float:
    """Return how often a score of the first comes before one of the second (the area under the ROC curve)."""
    if not len(high) or not len(low):
        return float("nan")
    places = np.concatenate([high, low]).argsort().argsort()[: len(high)] + 1
    return float((places.sum() - len(high) * (len(high) + 1) / 2) / (len(high) * len(low)))


def above(told: np.ndarray) -> str:
    """Return which part of scores is above each bar."""
    return "  ".join(f"{np.mean(told > bar):.3f}" if len(told) else "  -  " for bar in BARS)


def measured(samples: Mapping[str, Sample], head: str, found: np.ndarray, civil: np.ndarray) -> Iterator[str]:
    """Yield a line a corpus: how many are found, and how many false alarms are raised."""
    yield f"\n{head}: part above {', '.join(map(str, BARS))}"
    for name, sample in samples.items():
        said = labels(name, sample, head)
        kept = sample.held | (not learnt(name))
        score = scores(found, sample.rows)
        high, low = score[kept & (said == 1)], score[kept & (said == 0)]
        note = "" if learnt(name) else " (never learnt from)"
        yield f"{name}{note}: area {area(high, low):.3f}"
        yield f"  {len(high)} found {above(high)}, {len(low)} wrongly {above(low)}"
        if learnt(name) and len(high):
            other = scores(learn(samples, head, civil, without=name), sample.rows)
            high, low = other[said == 1], other[said == 0]
            yield f"  learnt from the others: area {area(high, low):.3f}, found {above(high)}, wrongly {above(low)}"


def apart(
    samples: Mapping[str, Sample], found: np.ndarray, civil: np.ndarray, folder: Path, encode: vectors.Encode
) -> Iterator[str]:
    """Yield what the hostile head says of civil tweets by dialect, and of quotation and counter-speech."""
    sample = samples[DIALECT]
    score = scores(found, sample.rows)
    neither = sample.held & (sample.labels == 0)
    for people, they in (("African American English", civil), ("others", ~civil)):
        yield f"civil tweets, {people}: {(neither & they).sum()} wrongly {above(score[neither & they])}"
    for kind, cases in quoting(folder).items():
        rows = encode([case for case in cases if held(case)])
        assert rows is not None
        yield f"{kind}: {len(rows)} wrongly {above(scores(found, rows))}"


def recorded() -> Iterator[tuple[str, list[str]]]:
    """Yield recorded posts and articles, where they are: ordinary weeks, hardly any bait or abuse in them."""
    for path in sorted(POSTS.glob("*/*s.jsonl")):
        entries = [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]
        keys = ("title", "summary", "text", "content_html")
        said = ["\n".join(str(entry.get(key) or "") for key in keys) for entry in entries]
        plain = {" ".join(unescape(MARKUP.sub(" ", text)).split()) for text in said} - {""}
        if plain:
            yield path.parent.name, sorted(plain)[:3000]


def write(heads: Mapping[str, np.ndarray]) -> None:
    """Put the weights into the module that ships; its words stay."""
    source = WEIGHTS.read_text("utf-8")
    for name, found in heads.items():
        weights, scale, bias = whole(found)
        lines = textwrap.wrap(base64.b64encode(weights.tobytes()).decode(), 100)
        body = "\n".join(f'        "{line}"' for line in lines)
        text = f"{name.upper()} = Head(\n    weights=(\n{body}\n    ),\n    scale={scale},\n    bias={bias},\n)\n"
        before, rest = source.split(f"{name.upper()} = Head(\n")
        source = before + text + rest.partition("\n)\n")[2]
    WEIGHTS.write_text(source, "utf-8")


def main(encode: vectors.Encode = vectors.encode, say: Callable[[str], None] = print) -> None:
    """Learn, measure, and perhaps write."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--write", action="store_true", help="put the weights into generator/edit/heads.py")
    options = asked.parse_args()
    csv.field_size_limit(10_000_000)
    samples = gathered(options.folder, encode)
    part = dialects(options.folder)
    civil = np.array([part(text) > 0.5 for text in samples[DIALECT].texts])
    heads = {head: learn(samples, head, civil) for head in HEADS}
    if options.write:
        write(heads)
    for head, found in heads.items():
        for line in measured(samples, head, found, civil):
            say(line)
        for place, said in recorded():
            say(f"recorded {place}: {len(said)} above {above(scores(found, encode(said)))}")
    for line in apart(samples, heads["hostile"], civil, options.folder, encode):
        say(line)


if __name__ == "__main__":
    main()
