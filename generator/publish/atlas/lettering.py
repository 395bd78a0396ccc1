"""Names and where they belong in, words with a place on the map out: none over another, none over a mark, none cut off.

A drawing grows with its page and writing should not, so there are two sets of labels: few and large for a phone, more
and smaller for wide screens and paper; the style sheet shows one of them.
Greedy: whoever comes first chooses the best free place of a few (Christensen, Marks and Shieber 1995, ACM Trans.
Graph. 14(3), their "greedy" with eight places); the optimum is NP-hard and would look no better with a dozen names.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

LARGE = 13.0
"""Units of the map to an em on a phone: at 288 px for 340 units that is 11 px. `--tag` of the style sheet."""
SMALL = 7.6
"""The same on wide screens and paper: 15 px where the map is 660 px wide."""
LONGEST, SHORT = 130.0, 75.0
"""Longest label, in units, and how long it may stay where there is no room; what is cut stands whole in the table."""
GAP = 2.5
"""Units between a mark and its label."""
OFF, FAR = 8.0, 2
"""Units of a step that a label which has to be there may stand off, and most such steps."""
EDGE = 2.0
"""Units between a label and the edge of the map."""
NARROW = frozenset("iljtfrI.,:;'|!()[]·’ ")
BROAD = frozenset("mwMW@%&—…ŒœÆ")
COVERED = 100
"""What a covered mark costs, in crossed lines."""
FORBIDDEN = 1_000_000
"""More than anything costs."""
CELL = 16.0
"""Units of a cell in which places on lines are looked up."""
CUT = 40
"""What it costs that a name is cut."""
LED = 12
"""What each step costs that a label stands off, in crossed lines."""
MISTAKEN = 30
"""What it costs to be near a place that a label might seem to name."""
NEAR = 14.0
"""Units within which a label seems to name something."""
HALF = 0.62
"""Half the height of a line of writing and a little air, in em."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the map."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Whether the two have a point in common."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def holds(self, other: "Box") -> bool:
        """Whether the other lies wholly in this one."""
        inside = self.left <= other.left and other.right <= self.right
        return inside and self.top <= other.top and other.bottom <= self.bottom

    def has(self, x: float, y: float) -> bool:
        """Whether a point lies in it."""
        return self.left < x < self.right and self.top < y < self.bottom


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Words that want a place beside something."""

    text: str
    around: Box
    kind: str
    strangers: Sequence[tuple[float, float]] = ()
    """Places that it should not come near, for it would seem to name them."""
    sure: bool = False
    """It may stand a little off, or over a mark, rather than be left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Words that have their place."""

    wish: Wish
    text: str
    """As much of the words as there is room for."""
    x: float
    y: float
    side: str
    shift: float
    """How far the line of writing is below `y`, in em."""
    box: Box
    """The room it takes."""
    off: int = 0
    """Steps that it stands off: a line has to lead there."""

    @property
    def leader(self) -> tuple[float, float, float, float]:
        """The line from the edge of what is named to its label."""
        around = self.wish.around
        x, y = max(around.left, min(around.right, self.x)), max(around.top, min(around.bottom, self.y))
        return x, y, self.x, self.y


BOLD = frozenset({"between", "circle"})
"""Kinds of labels that are set in a bold face."""
MIDDLE = 0.35
"""How far the line of writing is below the middle of the letters, in em."""
ABOVE, BELOW = -0.2, 0.85
"""How far it is below the lower edge of a label's room, and below its upper edge."""


class Ground:
    """What is on the map already: marks and lines."""

    def __init__(self, frame: Box, marks: Sequence[Box], points: Iterable[tuple[float, float]]) -> None:
        """Take the map, what must not be covered, and what is better not covered: places on the lines."""
        self.room = Box(frame.left + EDGE, frame.top + EDGE, frame.right - EDGE, frame.bottom - EDGE)
        self.marks = marks
        self.cells: dict[tuple[int, int], list[tuple[float, float]]] = {}
        for x, y in points:
            self.cells.setdefault((int(x // CELL), int(y // CELL)), []).append((x, y))

    def crossed(self, box: Box) -> int:
        """Count the places on lines that a box covers."""
        across = range(int(box.left // CELL), int(box.right // CELL) + 1)
        down = range(int(box.top // CELL), int(box.bottom // CELL) + 1)
        return sum(box.has(*point) for x in across for y in down for point in self.cells.get((x, y), ()))


def place(wishes: Iterable[Wish], size: float, ground: Ground) -> Iterator[Placed]:
    """Find places for words, in the order in which they come; what finds none is left out.

    Args:
        wishes: the words, those that matter most first.
        size: units of the map to an em.
        ground: what is on the map already.
    """
    taken: list[Box] = []
    for wish in wishes:
        if best := _best(wish, size, ground, taken):
            taken.append(best.box)
            yield best


def _best(wish: Wish, size: float, ground: Ground, taken: Sequence[Box]) -> Placed | None:
    """Return the first of the free places at which the least is lost."""
    best, least = None, FORBIDDEN if wish.sure else COVERED
    for found in _places(wish, size):
        if found.off * LED < least and ground.room.holds(found.box) and not any(map(found.box.meets, taken)):
            cost = _cost(found, ground)
            best, least = (found, cost) if cost < least else (best, least)
    return best


def _cost(placed: Placed, ground: Ground) -> int:
    """Say what is lost where a label stands: marks that it covers, lines that it crosses, how far off it is."""
    box = placed.box
    covered = sum(map(box.meets, ground.marks))
    if placed.off:
        x, y, to_x, to_y = placed.leader
        way = [(x + (to_x - x) * step / 4, y + (to_y - y) * step / 4) for step in range(1, 5)]
        covered += sum(any(mark.has(*point) for point in way) for mark in ground.marks)
    cut_short = CUT * (placed.text.endswith("…") and len(placed.text) < len(placed.wish.text))
    near = Box(box.left - NEAR, box.top - NEAR, box.right + NEAR, box.bottom + NEAR)
    mistaken = MISTAKEN * sum(near.has(*place) for place in placed.wish.strangers)
    return COVERED * covered + mistaken + cut_short + LED * placed.off + ground.crossed(box)


def _places(wish: Wish, size: float) -> Iterator[Placed]:
    """Give the places beside something, the most usual first (Imhof 1975, American Cartographer 2(2))."""
    bold = wish.kind in BOLD
    texts = dict.fromkeys(
        cut(wish.text, most / size, bold=bold) for most in ((LONGEST, SHORT) if wish.sure else (LONGEST,))
    )
    for text in texts:
        width, half = measure(text, bold=bold) * size, HALF * size
        for off, x, y, side, shift in _around(wish):
            left = x - {"start": 0.0, "middle": width / 2, "end": width}[side]
            middle = y + (shift - MIDDLE) * size
            box = Box(left, middle - half, left + width, middle + half)
            yield Placed(wish=wish, text=text, x=x, y=y, side=side, shift=shift, box=box, off=off)


def _around(wish: Wish) -> Iterator[tuple[int, float, float, str, float]]:
    """Give the places beside something, then those some steps off."""
    box = wish.around
    for off in range(FAR + 1 if wish.sure else 1):
        far = off * OFF
        yield from ((off, *at) for at in _beside(Box(box.left - far, box.top - far, box.right + far, box.bottom + far)))


def _beside(box: Box) -> Iterator[tuple[float, float, str, float]]:
    left, right, top, bottom = box.left - GAP, box.right + GAP, box.top - GAP, box.bottom + GAP
    middle, centre = (box.top + box.bottom) / 2, (box.left + box.right) / 2
    yield from (
        (right, middle, "start", MIDDLE),
        (left, middle, "end", MIDDLE),
        (centre, top, "middle", ABOVE),
        (centre, bottom, "middle", BELOW),
        (right, box.top, "start", ABOVE),
        (right, box.bottom, "start", BELOW),
        (left, box.top, "end", ABOVE),
        (left, box.bottom, "end", BELOW),
        (box.left, top, "start", ABOVE),
        (box.left, bottom, "start", BELOW),
        (box.right, top, "end", ABOVE),
        (box.right, bottom, "end", BELOW),
    )


def cut(name: str, longest: float, *, bold: bool = False) -> str:
    """Shorten a text to a width in em, never between a letter and the marks on it."""
    if measure(name, bold=bold) <= longest:
        return name
    end = len(name)
    while end > 1 and (measure(name[:end] + "…", bold=bold) > longest or _joined(name, end)):
        end -= 1
    return name[:end].rstrip(" ,;:.-\u200c\u200d") + "…"


def _joined(name: str, end: int) -> bool:
    """Whether what follows belongs to the sign before."""
    return bool(unicodedata.combining(name[end])) or "\u200d" in name[end - 1 : end + 1] or name[end] == "\ufe0f"


def measure(text: str, *, bold: bool = False) -> float:
    """Estimate the width of a text in em; a little more than the sans faces of common systems need."""
    return sum(map(_width, text)) * (1.08 if bold else 1.0)


def _width(sign: str) -> float:
    if sign in NARROW:
        return 0.34
    if sign in BROAD:
        return 0.95
    if unicodedata.combining(sign) or sign in "\u200c\u200d\ufe0f":
        return 0.0
    if unicodedata.east_asian_width(sign) in "WF" or ord(sign) >= 0x1F000:  # noqa: PLR2004  where emoji begin
        return 1.1
    return 0.74 if sign.isupper() else 0.6
