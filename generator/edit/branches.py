"""Likenesses of every pair in, groups out: average-link clustering, cut where groups stand clear of one another.

The tree is that of UPGMA (Sokal & Michener 1958), built along chains of nearest neighbours (Murtagh 1983,
doi:10.1093/comjnl/26.4.354; Müllner 2011, arXiv:1109.2378): each merger looks at a few rows of the square. It is not
cut at one height. A group is worth as much as it stands clear: how much closer its members are to one another than to
the next group, as in the silhouette (Rousseeuw 1987, doi:10.1016/0377-0427(87)90125-7); and the groups taken are those
worth most together, as in Campello et al. 2015 (doi:10.1145/2733381).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Square = NDArray[np.float32]

FLOOR = 0.04
"""Likeness at which branches end: what is nearly as strange to one another as any two texts of the week."""
DOUBT = 6
"""So many members weigh as much as doubt about a group: of a pair, a quarter of its worth is believed."""
SAME = 0.99
"""Nothing is closer to anything else, when it is asked how far groups stand apart."""
GONE = -2.0
"""Below every likeness: marks what has been merged into something else."""


@dataclass(frozen=True, slots=True)
class Branch:
    """Two branches that were merged, by their numbers; leaves are numbered first, in their order."""

    one: int
    other: int
    likeness: float
    """Mean likeness of the members of one to those of the other."""


@dataclass(slots=True)
class _Tree:
    """What is known of each branch, by its number."""

    size: list[int]
    inside: list[float]
    """Sum of the likenesses of all pairs in it."""
    next: list[float]
    """Likeness to the branch it is merged with."""
    parts: list[tuple[int, int] | None]
    worth: list[float] = field(default_factory=list)
    """What the best groups in it are worth together."""
    whole: list[bool] = field(default_factory=list)
    """Whether it is itself the best group in it."""


def grow(likeness: "Square") -> list[Branch]:
    """Merge what is closest, on average, until nothing is closer than FLOOR; the closest first.

    Args:
        likeness: n x n, symmetric, float32; it is used up. The diagonal does not matter.
    """
    import numpy as np  # noqa: PLC0415  a tenth of a second that only choosing needs

    count = len(likeness)
    np.fill_diagonal(likeness, GONE)
    sizes = [1] * count
    alive = list(range(count - 1, -1, -1))
    gone = [False] * count
    last = [1.0] * count
    found: list[tuple[float, int, int]] = []
    chain: list[int] = []
    while chain or alive:
        if not chain:
            start = alive.pop()
            chain = [] if gone[start] else [start]
            continue
        tip = chain[-1]
        near = int(np.argmax(likeness[tip]))
        value = float(likeness[tip, near])
        if value < FLOOR:
            # The likeness grows along a chain: whoever ends one here is nobody's nearest above the floor.
            gone[chain.pop()] = True
        elif len(chain) > 1 and value <= likeness[tip, chain[-2]]:
            near = chain[-2]
            del chain[-2:]
            # Rounding must not lift a branch above its parts.
            last[min(tip, near)] = value = min(value, last[tip], last[near])
            found.append((value, min(tip, near), max(tip, near)))
            _merge(likeness, sizes, min(tip, near), max(tip, near))
            gone[max(tip, near)] = True
            alive.append(min(tip, near))
        else:
            chain.append(near)
    return _numbered(sorted(found, key=lambda merger: -merger[0]), count)


def _merge(likeness: "Square", sizes: list[int], one: int, other: int) -> None:
    """Put the mean of two rows into the first, and take the second out."""
    whole = sizes[one] + sizes[other]
    row = (likeness[one] * sizes[one] + likeness[other] * sizes[other]) / whole
    row[likeness[one] <= GONE] = GONE
    row[[one, other]] = GONE
    likeness[one] = row
    likeness[:, one] = row
    likeness[other] = GONE
    likeness[:, other] = GONE
    sizes[one] = whole


def _numbered(mergers: Sequence[tuple[float, int, int]], count: int) -> list[Branch]:
    """Number the branches in the order in which they come together."""
    number = list(range(count))
    branches = []
    for place, (value, one, other) in enumerate(mergers, start=count):
        branches.append(Branch(number[one], number[other], value))
        number[one] = place
    return branches


def cut(branches: Sequence[Branch], count: int, price: float) -> list[list[int]]:
    """Return the groups, of two and more, that are worth most together; each member of a group costs `price`.

    Args:
        branches: As `grow` gives them.
        count: How many leaves there are.
        price: What a group must stand clear by, 0 to 1, once doubt has been taken off.
    """
    tree = _tree(branches, count)
    for number in range(count, len(tree.size)):
        one, other = tree.parts[number] or (number, number)
        parts = tree.worth[one] + tree.worth[other]
        own = tree.size[number] * (_clear(tree, number) - price)
        tree.worth[number] = max(own, parts)
        tree.whole[number] = own >= parts and own > 0
    return _groups(tree, count)


def _tree(branches: Sequence[Branch], count: int) -> _Tree:
    leaves: list[tuple[int, int] | None] = [None] * count
    tree = _Tree(size=[1] * count, inside=[0.0] * count, next=[FLOOR] * count, parts=leaves)
    for branch in branches:
        one, other = branch.one, branch.other
        tree.size.append(tree.size[one] + tree.size[other])
        between = tree.size[one] * tree.size[other] * branch.likeness
        tree.inside.append(tree.inside[one] + tree.inside[other] + between)
        tree.next.append(FLOOR)
        tree.parts.append((one, other))
        tree.next[one] = tree.next[other] = branch.likeness
    tree.worth = [0.0] * len(tree.size)
    tree.whole = [False] * len(tree.size)
    return tree


def _clear(tree: _Tree, number: int) -> float:
    """Return how far a branch stands clear of the next, 0 to 1, less the doubt of its size."""
    size = tree.size[number]
    own = tree.inside[number] / (size * (size - 1) / 2)
    other = min(tree.next[number], SAME)
    return (own - other) / (1 - other) * size / (size + DOUBT)


def _groups(tree: _Tree, count: int) -> list[list[int]]:
    merged = {part for parts in tree.parts if parts for part in parts}
    left = [number for number in range(count, len(tree.size)) if number not in merged]
    found = []
    while left:
        number = left.pop()
        if tree.whole[number]:
            found.append(sorted(_leaves(tree, number)))
        else:
            left += tree.parts[number] or ()
    return sorted(found)


def _leaves(tree: _Tree, number: int) -> list[int]:
    found = []
    left = [number]
    while left:
        number = left.pop()
        parts = tree.parts[number]
        if parts:
            left += parts
        else:
            found.append(number)
    return found
