"""Places on the desk's map in, places on the drawing out: far enough apart to be told apart, else where they were."""

from collections.abc import Sequence
from functools import lru_cache
from math import sqrt
from typing import NamedTuple

WIDTH, HEIGHT = 340.0, 276.0
"""Units of the drawing; on the narrowest phones (320 px, 288 for the text) one is 0.85 px. It is higher than the desk's
map, 3:2, for the sake of the names."""
PAD = 18.0
"""Units between a mark's middle and the edge."""
APART = 15.0
"""Least distance between the middles of two marks: two large ones can be told apart, and one ring is over no other."""
TOGETHER = 62.0
"""Units within which two voices of a circle stand on one ground: a circle far off must not cover who is between."""
ROUNDS = 60
"""Rounds in which marks that are too near are moved apart; forty-eight in one place need about forty."""
SLACK = 1.0
"""Square units by which two marks may be nearer: the last hair of a push takes many rounds."""


class Point(NamedTuple):
    """A place on the drawing."""

    x: float
    y: float


def spread(places: Sequence[tuple[float, float]]) -> list[Point]:
    """Return where voices are drawn, in units of the drawing.

    Args:
        places: their places on the desk's map, 0 to 1 across and down.
    """
    return _apart([_inside(x, y) for x, y in places])


def _inside(x: float, y: float) -> Point:
    """Turn a place on the desk's map into one on the drawing; what is no number is at its edge."""
    across, down = max(0.0, min(1.0, x)), max(0.0, min(1.0, y))
    return Point(PAD + across * (WIDTH - 2 * PAD), PAD + down * (HEIGHT - 2 * PAD))


def _apart(places: Sequence[Point]) -> list[Point]:
    """Move marks apart that lie over one another, each as little as need be; the others stay."""
    moved = list(places)
    for _ in range(ROUNDS):
        near = _pairs(moved)
        if not near:
            break
        for first, second in near:
            moved[first], moved[second] = _pushed(moved[first], moved[second], first)
    return moved


def _pairs(places: Sequence[Point]) -> list[tuple[int, int]]:
    """Return the pairs of places that are too near, looked for along the x axis."""
    order = sorted(range(len(places)), key=lambda at: (places[at], at))
    found = []
    for step, first in enumerate(order):
        for second in order[step + 1 :]:
            if places[second].x - places[first].x >= APART:
                break
            if _far(places[first], places[second]) < APART * APART - SLACK:
                found.append((min(first, second), max(first, second)))
    return sorted(found)


def _pushed(first: Point, second: Point, turn: int) -> tuple[Point, Point]:
    dx, dy = second.x - first.x, second.y - first.y
    far = sqrt(dx * dx + dy * dy)
    if far < SLACK / 10:  # in one place: where to is for the number to say
        dx, dy = ((1.0, 0.4), (0.4, 1.0), (-1.0, 0.4), (0.4, -1.0))[turn % 4]
        far = sqrt(dx * dx + dy * dy)
    push = max(0.0, APART - far) / 2 / far
    return _kept(first.x - dx * push, first.y - dy * push), _kept(second.x + dx * push, second.y + dy * push)


def _kept(x: float, y: float) -> Point:
    return Point(max(PAD, min(WIDTH - PAD, x)), max(PAD, min(HEIGHT - PAD, y)))


@lru_cache(maxsize=64)  # the ground of a circle and its number on two kinds of screens ask for the same
def pieces(places: tuple[Point, ...]) -> tuple[tuple[Point, ...], ...]:
    """Return groups of places in which each is near to another; what stands far off is a piece of its own."""
    found: list[tuple[Point, ...]] = []
    for place in sorted(places):
        near = [piece for piece in found if any(_far(place, other) < TOGETHER * TOGETHER for other in piece)]
        found = [piece for piece in found if piece not in near] + [(*(each for piece in near for each in piece), place)]
    return tuple(sorted(found))


def _far(one: Point, other: Point) -> float:
    """Return the square of the distance."""
    dx, dy = other.x - one.x, other.y - one.y
    return dx * dx + dy * dy


def hull(points: Sequence[Point]) -> list[Point]:
    """Return the corners of the convex hull (Andrew 1979, Inf. Process. Lett. 9(5): two chains of sorted points)."""
    order = sorted(set(points))
    if len(order) < 3:  # noqa: PLR2004  two points have no inside
        return order
    return [*_chain(order)[:-1], *_chain(order[::-1])[:-1]]


def _chain(points: Sequence[Point]) -> list[Point]:
    chain: list[Point] = []
    for point in points:
        while len(chain) > 1 and _turn(chain[-2], chain[-1], point) <= 0:
            chain.pop()
        chain.append(point)
    return chain


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
