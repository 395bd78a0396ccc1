"""Folders in, a table of what each signal and each rule of the choice adds out.

The signals are those of SIGNALS, whatever they are; each is left out once, by a weight of 0.
"""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path

from generator.edit.signals import SIGNALS
from tests.bench.weighing import figures
from tests.bench.weighing.deciding import FULL, RULES, Variation
from tests.bench.weighing.figures import Figures
from tests.bench.weighing.sets import worlds

SHOWN = (
    "capture",
    "diamond recall",
    "attacks",
    "small",
    "top",
    "ties",
    "topics",
    "attention from merit",
    "voices heard",
)


def variations() -> Iterator[Variation]:
    """Yield everything, then everything but one thing."""
    yield FULL
    for name, signal in SIGNALS.items():
        yield Variation(name=name, words=signal.words, weight=name)
    yield from RULES


def table(folders: Iterable[Path], only: AbstractSet[str], first: int | None = None) -> str:
    """Return the table: the index without each thing, and by how much the figures differ."""
    found = [one for folder in folders for one in worlds(folder, "sim", only, first)]
    whole: Figures = {}
    names = ", ".join(sorted(one.name for one in found))
    count = sum(len(one.weeks) for one in found)
    rows = [
        f"{count} weeks of {len(found)} simulated worlds: {names}.\n",
        f"| without | index | {' | '.join(SHOWN)} |",
        f"| --- | ---: | {' | '.join('---:' for _ in SHOWN)} |",
    ]
    for variation in variations():
        got = figures.together(figures.world(one, variation) for one in found)
        rows.append(line(variation, got, whole))
        print(rows[-1], flush=True)
        whole = whole or got
    return "\n".join(rows)


def line(variation: Variation, got: Figures, whole: Figures) -> str:
    """Return a row: absolute figures for everything, differences for what is left out."""
    score = figures.index({"sim": got})
    if not whole:
        return f"| nothing | {score:.1f} | {' | '.join(f'{got[name]:.2f}' for name in SHOWN)} |"
    change = score - figures.index({"sim": whole})
    rest = " | ".join(_signed(got[name] - whole[name]) for name in SHOWN)
    name = f"`{variation.name}`" if variation.weight else f"{variation.name}: {variation.words}"
    return f"| {name} | {change:+.1f} | {rest} |"


def _signed(value: float) -> str:
    return "·" if abs(value) < 0.005 else f"{value:+.2f}"


def grid(rows: Mapping[str, Figures], means: Figures) -> str:
    """Return figures as a table to be read in a terminal: a row a figure, a column a set."""
    columns = {**rows, **({"mean": means} if len(rows) > 1 else {})}
    width = max(map(len, means))
    lines = [" " * width + "".join(f"{name[:11]:>12}" for name in columns)]
    lines += [f"{name:<{width}}" + "".join(f"{each[name]:12.3f}" for each in columns.values()) for name in means]
    return "\n".join(lines)
