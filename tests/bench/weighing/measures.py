"""Lists and truths in, figures out: how good, how fair, how varied a choice is. Small, and ours to read.

Relevance: Järvelin & Kekäläinen 2002 (doi:10.1145/582415.582418). Stories: Bagga & Baldwin 1998 (B-cubed). Attention
over the weeks: Biega, Gummadi & Weikum 2018 (doi:10.1145/3209978.3210063). Norms, weighed by place: Vrijenhoek et al.
2022 (doi:10.1145/3523227.3546780).
"""

import math
from collections import Counter
from collections.abc import Container, Hashable, Iterable, Mapping, Sequence


def ndcg(order: Sequence[str], relevant: Container[str], known: int, depth: int = 30) -> float:
    """Return the gain of a list against the best there could be, 0 to 1; `known` is how many are relevant."""
    gain = sum(discount(place) for place, name in enumerate(order[:depth]) if name in relevant)
    return gain / sum(discount(place) for place in range(min(depth, known)))


def discount(place: int) -> float:
    """Return how much a place is looked at; the first is 0."""
    return 1 / math.log2(place + 2)


def bcubed(found: Sequence[Hashable], true: Sequence[Hashable]) -> float:
    """Return the F1 of B-cubed precision and recall: two groupings of the same things, in the same order."""
    both = Counter(zip(found, true, strict=True))
    ours, theirs = Counter(found), Counter(true)
    precision = sum(count**2 / ours[group] for (group, _), count in both.items()) / len(found)
    recall = sum(count**2 / theirs[group] for (_, group), count in both.items()) / len(found)
    return 2 * precision * recall / (precision + recall)


def gini(values: Iterable[float]) -> float:
    """Return how unequal values are: 0 where all are the same, near 1 where one has everything."""
    ranked = sorted(values)
    total = sum(ranked)
    if not total:
        return 0.0
    size = len(ranked)
    return sum((2 * place - size + 1) * value for place, value in enumerate(ranked)) / (size * total)


def divergence(one: Mapping[Hashable, float], other: Mapping[Hashable, float]) -> float:
    """Return the Jensen-Shannon divergence of two distributions in bits: 0 the same, 1 nothing in common."""
    found = 0.0
    sums = sum(one.values()) or 1, sum(other.values()) or 1
    for key in sorted({*one, *other}, key=str):
        parts = one.get(key, 0) / sums[0], other.get(key, 0) / sums[1]
        middle = sum(parts) / 2
        found += sum(part / 2 * math.log2(part / middle) for part in parts if part)
    return found


def attention(keys: Iterable[Hashable]) -> Counter:
    """Return what part of the looks each key has, in a list that is read from the top."""
    found: Counter = Counter()
    for place, key in enumerate(keys):
        found[key] += discount(place)
    return found


def unlike(one: Sequence[Hashable], other: Sequence[Hashable]) -> float:
    """Return how little two lists share, with the weight of the places: 0 the same things, 1 none in common."""
    first, second = attention(one), attention(other)
    shared = sum(min(first[key], second[key]) for key in first)
    return 1 - shared / max(1e-9, min(first.total(), second.total()))


def mean(values: Iterable[float]) -> float:
    """Return the mean, 0 of nothing."""
    found = list(values)
    return sum(found) / len(found) if found else 0.0
