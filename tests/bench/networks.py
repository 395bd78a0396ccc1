"""Says how steady the map of the network stays, and what it costs: python -m tests.bench.networks [--data FOLDER].

Twenty simulated weeks of networks that live (simulated/town.py), drawn as the desk draws them, each knowing the weeks
before it; with --data, recorded weeks too. --pictures FOLDER draws every week plainly, to look at.
"""

import argparse
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from math import hypot
from pathlib import Path
from statistics import fmean, median

from generator.edit.layout import WIDE
from generator.edit.network import Survey, survey_network
from generator.model import Item, Network
from tests.bench.simulated.town import Town, agreement, founded, pass_by, said
from tests.bench.weighing.sets import worlds
from tests.edit.meeting import editions, known

WEEKS = 20
STEADY = (20, 60, 200)
SIZES = (5, 50, 500, 5_000)
PICKS = 20
HUES = ("#1f6f8b", "#b5542b", "#5b7f2b", "#7a4b9c", "#a8842c", "#b03a6b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """The network of one week."""

    survey: Survey
    seconds: float
    """Of CPU, for the network alone."""
    true: float = 1.0
    """How well its communities agree with the circles that are simulated."""


def draw(items: Sequence[Item], past: Sequence[Network]) -> tuple[Survey, float]:
    """Draw the network of a week of which every third voice is picked, until there are PICKS of them."""
    names = [item.voice.name for item in items[::3]][:PICKS]
    given = known(items, editions(*past), picked=names)
    start = time.process_time()
    return survey_network(**given), time.process_time() - start


def live(size: int, weeks: int, seed: int = 7) -> Iterator[Drawn]:
    """Yield the networks of some weeks, one after the other."""
    town: Town = founded(size, seed)
    past: list[Network] = []
    for week in range(1, weeks + 1):
        pass_by(town, week)
        survey, seconds = draw(said(town, week), past)
        past.append(survey.network)
        yield Drawn(survey=survey, seconds=seconds, true=agreement(town, dict(survey.circle)))


# ---------------------------------------------------------------- measures


def shifts(now: Network, last: Network, *, settled: bool = False) -> list[float]:
    """Return how far the voices that stayed have moved, as parts of the diagonal of the map.

    With `settled`, only of those that stayed in their community.
    """
    were = {node.voice: node for node in last.nodes}
    pairs = [(node, were[node.voice]) for node in now.nodes if node.voice in were]
    pairs = [(one, other) for one, other in pairs if one.circle == other.circle or not settled]
    return [hypot((one.x - other.x) * WIDE, one.y - other.y) / hypot(WIDE, 1) for one, other in pairs]


def kept(now: Survey, last: Survey) -> list[bool]:
    """Return of each circle of the last map, if its people mostly stay together, whether they have its number still.

    They do where half of them are there, and more than half of those stand in one community.
    """
    found = []
    for circle in last.network.circles:
        people = [key for key, number in last.circle.items() if number == circle.number]
        places = [now.circle[key] for key in people if key in now.circle]
        most = max(sorted(set(places)), key=places.count, default=0)
        if len(places) * 2 >= len(people) and places.count(most) * 2 > len(places):
            found.append(most == circle.number)
    return found


def least(network: Network) -> float:
    """Return the least distance of two voices, as a part of the height of the map."""
    places = [(node.x * WIDE, node.y) for node in network.nodes]
    apart = (hypot(x - u, y - v) for place, (x, y) in enumerate(places) for u, v in places[:place])
    return min(apart, default=1.0)


# ---------------------------------------------------------------- what is printed


def steady(size: int, weeks: int, folder: Path | None) -> str:
    """Say how steady the map of a network stays."""
    found = list(live(size, weeks))
    pairs = list(zip(found[1:], found, strict=False))
    moved = sorted(shift for now, last in pairs for shift in shifts(now.survey.network, last.survey.network))
    near = [shift for now, last in pairs for shift in shifts(now.survey.network, last.survey.network, settled=True)]
    numbers = [hit for now, last in pairs for hit in kept(now.survey, last.survey)]
    drawn = [len(each.survey.network.nodes) for each in found]
    for week, each in enumerate(found if folder else (), start=1):
        folder.joinpath(f"{size}-{week:02d}.svg").write_text(picture(each.survey.network), "utf-8")
    return (
        f"{size:>5} | {fmean(moved):.3f} | {fmean(near):.3f} | {median(moved):.3f}"
        f" | {moved[len(moved) * 95 // 100]:.3f}"
        f" | {len(moved) / sum(drawn[1:]):.0%} | {sum(numbers)} of {len(numbers)}"
        f" | {max(circle.number for each in found for circle in each.survey.network.circles)}"
        f" | {fmean(each.true for each in found):.2f} | {min(least(each.survey.network) for each in found):.3f}"
    )


def cost(size: int, weeks: int = 3) -> str:
    """Say what a week costs."""
    found = list(live(size, weeks))
    return f"{size:>5} | {fmean(each.seconds for each in found[1:]):.2f} | {sizes(found[-1].survey.network)}"


def sizes(network: Network) -> str:
    """Say how large a network is."""
    counts = (len(network.nodes), len(network.lines), len(network.circles))
    return " | ".join(map(str, (network.voices, network.meetings, network.alone, *counts)))


def recorded(folder: Path) -> Iterator[str]:
    """Say what recorded weeks give."""
    for world in worlds(folder, "real"):
        past: list[Network] = []
        for week in world.weeks:
            survey, seconds = draw(week.items, past)
            moved = shifts(survey.network, past[-1]) if past else []
            past.append(survey.network)
            words = ", ".join(circle.words for circle in survey.network.circles if circle.words)
            yield f"{week.name} | {seconds:.2f} | {sizes(survey.network)} | {fmean(moved or [0]):.3f} | {words}"


def picture(network: Network, wide: int = 900) -> str:
    """Return a plain drawing of a network."""
    high = round(wide / WIDE)
    at = {node.number: (30 + node.x * (wide - 60), 30 + node.y * (high - 60)) for node in network.nodes}
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}">']
    for line in network.lines:
        (x, y), (u, v) = (at[end] for end in line.ends)
        parts.append(f'<path d="M{x:.0f} {y:.0f}L{u:.0f} {v:.0f}" stroke="#bbb" stroke-width="{min(4, line.times)}"/>')
    for node in network.nodes:
        x, y = at[node.number]
        hue = HUES[(node.circle - 1) % len(HUES)] if node.circle else "#888"
        parts.append(f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{6 + 30 * node.bridge:.0f}" fill="{hue}"/>')
        parts.append(f'<text x="{x + 9:.0f}" y="{y + 4:.0f}" font-size="11">{escape(node.name)} {node.circle}</text>')
    return "\n".join([*parts, "</svg>"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weeks", type=int, default=WEEKS)
    parser.add_argument("--pictures", type=Path, help="a folder for drawings")
    parser.add_argument("--data", type=Path, help="a folder of labelled sets, with recorded weeks in real/")
    given = parser.parse_args()
    print(
        "people | mean shift of who stays, in diagonals of the map | of those in one community | median"
        " | 95th | part of the voices that stay"
        " | circles that keep their number | highest number | communities against truth, F1 | least distance"
    )
    for size in STEADY:
        print(steady(size, given.weeks, given.pictures))
    print("\npeople | s of CPU a week | voices | pairs that met | alone | drawn | lines | circles")
    for size in SIZES:
        print(cost(size))
    if given.data:
        print("\nweek | s of CPU | voices | pairs that met | alone | drawn | lines | circles | mean shift | words")
        for line in recorded(given.data):
            print(line)


if __name__ == "__main__":
    main()
