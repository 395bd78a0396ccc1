"""What the desk chose and the truth in, the figures of a set out; INDEX puts some of them into one number."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from tests.bench.weighing.deciding import Decided, Variation, read, stories, week, weeks
from tests.bench.weighing.measures import attention, bcubed, divergence, gini, mean, ndcg
from tests.bench.weighing.sets import Set, World, single

ATTACKS = ("spam", "sybil", "hijack", "toxic", "clickbait")
GOOD = 0.65
"""Quality from which on a little followed post is a diamond."""
MIX = MappingProxyType({"strong": 1, "weak": 2, "very weak": 3})
Figures = dict[str, float]
Truths = Mapping[str, Mapping]


def relevance(folder: Path, variation: Variation) -> Figures:
    """Return nDCG@30 of each family of sets."""
    found = defaultdict(list)
    for one in single(folder, "relevance"):
        order = [name for name, _, _ in week(one, variation).lines]
        found[one.name.split("-")[0]].append(ndcg(order, one.truth, len(one.truth)))
    return {name: mean(values) for name, values in found.items()}


def clusters(folder: Path, variation: Variation) -> Figures:
    """Return the B-cubed F1 of each set."""
    return {one.name: _grouped(one, stories(one, variation)) for one in single(folder, "clusters")}


def _grouped(one: Set, found: Mapping[str, str]) -> float:
    names = sorted(one.truth)
    return bcubed([found.get(name, f"alone {name}") for name in names], [one.truth[name] for name in names])


def world(one: World, variation: Variation) -> Figures:
    """Return the figures of a simulated world: means over its weeks, and what all weeks together show."""
    audience = audiences(one.truth)
    chosen = list(weeks(one, variation))
    each = [_week(part, found, audience) for part, found in zip(one.weeks, chosen, strict=True)]
    figures = {name: mean(row[name] for row in each) for name in each[0]}
    figures["diamond recall"] = sum(row["diamonds"] for row in each) / max(
        1, sum(row["diamonds there"] for row in each)
    )
    looked: Counter = Counter()
    for part, found in zip(one.weeks, chosen, strict=True):
        looked += attention(part.truth[name]["author"] for name, _, _ in read(found, part))
    return figures | _attention(looked, one.truth)


def audiences(truth: Truths) -> tuple[float, float]:
    """Return the median of honest audiences, and where the most followed tenth begins."""
    told = {name: row for name, row in truth.items() if row["f"] is not None}
    honest = sorted({row["author"]: row["f"] for row in told.values() if row["kind"] == "legit"}.values())
    everybody = sorted({row["author"]: row["f"] for row in told.values()}.values())
    return honest[len(honest) // 2], everybody[int(len(everybody) * 0.9)]


def _week(one: Set, found: Decided, audience: tuple[float, float]) -> Figures:
    truth = one.truth
    names = [name for name, _, _ in read(found, one)]
    best = ideal(one)
    count = max(1, len(names))
    supply = [row for row in truth.values() if row["rel"] and row["kind"] == "legit"]
    kinds = Counter(truth[name]["kind"] for name in names)
    told = {truth[name]["story"]: worth(truth[name]) for name in reversed(names)}
    relevant = [truth[name] for name in names if truth[name]["rel"]]
    return {
        "picks": len(names),
        "minutes": sum(one.minutes[name] for name in names),
        "relevant": len(relevant) / count,
        "capture": sum(told.values()) / max(1e-9, sum(worth(truth[name]) for name in best)),
        "diamonds": sum(diamond(truth[name], audience) for name in names),
        "diamonds there": sum(diamond(truth[name], audience) for name in best),
        "small": _part(relevant, lambda row: small(row, audience), count),
        "small supply": _part(supply, lambda row: small(row, audience), len(supply)),
        "top": _part([truth[name] for name in names], lambda row: top(row, audience), count),
        "top supply": _part(supply, lambda row: top(row, audience), len(supply)),
        "selling": _part([truth[name] for name in names], lambda row: row["promo"], count),
        "doubled": len(names) - len(told),
        **{attack: kinds[attack] for attack in ATTACKS},
        "attacks": sum(kinds[attack] for attack in ATTACKS),
        "reasons": _part(found.lines, lambda line: 0 < len(line[2]) <= 160, max(1, len(found.lines))),
        "ties": divergence(Counter(row["tie"] for row in relevant), MIX),
        "topics": divergence(
            Counter(row["topic"] for row in relevant), dict.fromkeys({row["topic"] for row in supply}, 1)
        ),
        **norms(one, names, audience),
    }


def norms(one: Set, names: Sequence[str], audience: tuple[float, float]) -> Figures:
    """Return the normative measures of an edition, each a divergence weighed by place: 0 as wished, 1 nothing of it.

    Calibration: interests, against an equal share of each. Representation: circles and languages, against what there
    is. Alternative voices: sizes of audience, against what there is. Fragmentation is between readers: readers.py.
    """
    truth = one.truth
    supply = [row for row in truth.values() if row["rel"] and row["kind"] == "legit"]
    wished = dict.fromkeys({row["topic"] for row in supply}, 1)

    def against(key: Callable[[Mapping], object], there: Mapping | None = None) -> float:
        got = attention(key(truth[name]) for name in names)
        return divergence(got, there or Counter(key(row) for row in supply))

    return {
        "calibration": against(lambda row: row["topic"], wished),
        "representation: circles": against(lambda row: row["g"]),
        "representation: languages": against(lambda row: row["lang"]),
        "alternative voices": against(lambda row: (small(row, audience), top(row, audience), row["f"] is None)),
    }


def worth(row: Mapping) -> float:
    """Return what a post is worth to the reader."""
    return row["rel"] * row["q"]


def small(row: Mapping, audience: tuple[float, float]) -> bool:
    """Whether a post is of somebody little followed."""
    return row["f"] is not None and row["f"] < audience[0]


def top(row: Mapping, audience: tuple[float, float]) -> bool:
    """Whether a post is of the most followed tenth."""
    return row["f"] is not None and row["f"] >= audience[1]


def diamond(row: Mapping, audience: tuple[float, float]) -> bool:
    """Whether a post is good, relevant, honest and little followed."""
    return bool(row["rel"]) and row["kind"] == "legit" and row["q"] >= GOOD and small(row, audience)


def ideal(one: Set) -> list[str]:
    """Return what somebody who knows everything would read in that time: most worth for the root of its minutes."""
    best: dict[str, str] = {}

    def value(name: str) -> float:
        return worth(one.truth[name]) / one.minutes[name] ** 0.5

    for name in sorted(one.truth):
        story = one.truth[name]["story"]
        if value(name) > 0 and (story not in best or value(name) > value(best[story])):
            best[story] = name
    taken, left = [], one.profile.minutes or float("inf")
    for name in sorted(best.values(), key=lambda name: (-value(name), name)):
        if one.minutes[name] <= left + 1e-9 and len(taken) < (one.profile.limit or len(best)):
            taken.append(name)
            left -= one.minutes[name]
    return taken


def _attention(looked: Counter, truth: Truths) -> Figures:
    merit: Counter = Counter()
    for row in truth.values():
        if row["rel"] and row["kind"] == "legit":
            merit[row["author"]] += row["q"]
    whole, due = looked.total() or 1, merit.total() or 1
    return {
        "attention gini": gini(looked[key] for key in merit),
        "attention from merit": sum(abs(looked[key] / whole - merit[key] / due) for key in {*looked, *merit}),
        "voices heard": len(looked),
    }


def real(one: World, variation: Variation) -> Figures:
    """Return who is seen in a real community, of which only numbers are known."""
    known = sorted({row["author"]: row["f"] for row in one.truth.values()}.values())
    middle, tenth = known[len(known) // 2], known[int(len(known) * 0.9)]
    places: list[Mapping] = []
    voices: Counter = Counter()
    for part, found in zip(one.weeks, weeks(one, variation), strict=True):
        chosen = [one.truth[name] for name, _, _ in read(found, part)]
        places += chosen
        voices += attention(row["author"] for row in chosen)
    rows = list(one.truth.values())
    return {
        "small": _part(places, lambda row: row["f"] < middle, len(places)),
        "small supply": _part(rows, lambda row: row["f"] < middle, len(rows)),
        "top": _part(places, lambda row: row["f"] >= tenth, len(places)),
        "top supply": _part(rows, lambda row: row["f"] >= tenth, len(rows)),
        "largest voice": max(voices.values()) / voices.total(),
        "voices heard": len(voices),
    }


def index(parts: Mapping[str, Figures]) -> float:
    """Return one number from 0 to 100: relevance, stories, capture, diamonds, clean places, small voices, equally."""
    found = [mean(parts[name].values()) for name in ("relevance", "clusters") if name in parts]
    if figures := parts.get("sim"):
        clean = max(0.0, 1 - (figures["attacks"] + figures["doubled"]) / figures["picks"])
        found += [figures["capture"], min(1.0, figures["diamond recall"]), clean, heard(figures)]
    return 100 * mean(found)


def heard(figures: Figures) -> float:
    """Return whether small voices are heard in proportion: neither shut out nor, beyond a third more, favoured."""
    small_, supply = figures["small"], figures["small supply"]
    fair = min(1.0, small_ / max(supply, 1e-9), 1.3 * supply / max(small_, 1e-9))
    return fair * min(1.0, (1 - figures["top"]) / (1 - figures["top supply"]))


def together(rows: Iterable[Figures]) -> Figures:
    """Return the means over several worlds."""
    found = list(rows)
    return {name: mean(row[name] for row in found) for name in found[0]}


def _part(rows: Sequence, holds: Callable, whole: int) -> float:
    return sum(bool(holds(row)) for row in rows) / max(1, whole)
