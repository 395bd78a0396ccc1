"""Who met whom in, a place on the map for each out: near those they met, apart from others, and where they were before.

Forces after Fruchterman & Reingold 1991 (doi:10.1002/spe.4380211102): voices push one another away, meetings pull.
Besides, a community holds together, and whoever was on an earlier map is tied to the place they had there, for a reader
knows a map by where things are (the "mental map" of Misue et al. 1995, doi:10.1006/jvlc.1995.1010).

Written out, and not taken from a library: numpy's sums depend on the processor, and a hair's breadth grows in every
round. Here is nothing but + - * / and the square root, which IEEE 754 rounds alike everywhere; no sum(), which adds
otherwise from Python 3.12 on.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

WIDE = 1.5
"""Width of the map as a part of its height: 3:2 fits a page, a phone held across, and half a sheet of paper."""
ROUNDS = 100
"""With more the map of simulated weeks is no steadier."""
HEAT = 0.1
"""How far somebody may go in the first round, as a part of the height; it falls to nothing."""
APART = 0.12
"""Least distance of two voices as a part of the height, where there is room for it: 24 px on a map of 300 px by 200, as
it is on a screen of 320 px; what is touched needs that much (WCAG 2.2, 2.5.8)."""
PART = 0.1
"""What part of the way that forces ask for is gone in a round; the whole would overshoot."""
LOOSE = 0.8
"""How near two voices come to rest, as a part of the distance at which they would fill the map evenly."""
TOGETHER = 1.5
"""Pull to the middle of one's community, for each unit of distance from it."""
HOME = 8.0
"""Pull to the place of the last map, for each unit of distance; on an older one, divided by the weeks since."""
AWAY = 1.0
"""The same for whoever has changed their community: held as hard, they would tear the new one apart."""
MIDDLE = 0.15
"""Pull to the middle of the map: without it, who met nobody else would drift to its edge."""
FLAT = 0.6
"""So much less these two pull across than up and down: what they hold together is as wide as the map, and not round."""
STRANGE = 2.0
"""So many times as hard voices of two communities push one another away."""
SOFT = 1.0
"""At first nobody pushes harder who is nearer than the space they want: voices can pass through one another..."""
HARD = 4.0
"""...and then only nearer than half of it, which is its square: they make room."""
PASSING = 0.5
"""The first part of the rounds."""
WALL = 2.0
"""Push of the edge, for each unit of distance that is missing."""
PULL = 1.5
"""Pull of a meeting of two who met nobody else."""
HEAVY = 4.0
"""More than this a meeting does not pull, however often it came about."""
PUSHES = 300
"""Rounds in which voices that are too near make room for one another."""
DIGITS = 3
"""A thousandth of the width is less than a pixel."""
GRID = (13, 9)
"""Columns and rows of places at which somebody may begin who has met nobody on the map yet."""
NEAR = 0.03
"""So far from those they met newcomers begin."""
ROUND = ((1, 0), (-1, 1), (0, -1), (1, 1), (-1, 0), (1, -1), (0, 1), (-1, -1))
"""The sides on which they do, one after the other."""

Place = tuple[float, float]
"""From the left and from the top, as parts of the width and of the height."""


@dataclass(frozen=True, slots=True)
class Before:
    """Where somebody was on the last map that had them."""

    place: Place
    weeks: int
    """How many weeks ago: 1 for the last."""
    group: int = 0
    """The community it had there."""


@dataclass(frozen=True, slots=True)
class Map:
    """What is to be laid out; voices are counted from 0."""

    groups: Sequence[int]
    """The community of each voice, 0 for none."""
    lines: Mapping[tuple[int, int], float]
    """Two voices, the lower first -> how much they met."""
    before: Sequence[Before | None]


Points = list[list[float]]


def layout(chart: Map) -> list[Place]:
    """Return a place for each voice; the same on every machine. Time grows with the square of voices: 0.04 s for 40."""
    if not chart.groups:
        return []
    points = _begin(chart)
    space = LOOSE * sqrt(WIDE / len(points))
    lines = _lines(chart)
    homes = _homes(chart)
    for turn in range(ROUNDS):
        moves = _pushed(points, chart.groups, space, SOFT if turn < ROUNDS * PASSING else HARD)
        _pulled(moves, points, lines, space)
        _held(moves, points, chart.groups)
        for place, home, pull in homes:
            _toward(moves[place], points[place], home, pull)
        _step(points, moves, HEAT * (ROUNDS - turn) / ROUNDS, PART)
    _parted(points, min(APART, space))
    return [(round(x / WIDE, DIGITS), round(y, DIGITS)) for x, y in points]


def _homes(chart: Map) -> list[tuple[int, Place, float]]:
    """Return who is pulled where they were, and how hard: whoever is in another community now is let go."""
    return [
        (place, _wide(each.place), (HOME if each.group == group else AWAY) / each.weeks)
        for place, (each, group) in enumerate(zip(chart.before, chart.groups, strict=True))
        if each
    ]


def _lines(chart: Map) -> list[tuple[int, int, float]]:
    """Return how hard each meeting pulls: less where both have many, or those who met most would make one heap."""
    met = Counter(end for pair in chart.lines for end in pair)
    return [
        (one, other, min(HEAVY, weight) / sqrt(met[one] * met[other]) * PULL)
        for (one, other), weight in sorted(chart.lines.items())
    ]


def _wide(place: Place) -> Place:
    """Return a place in units of the height, whatever hand wrote it."""
    return min(1.0, max(0.0, place[0])) * WIDE, min(1.0, max(0.0, place[1]))


# ---------------------------------------------------------------- where they begin


def _begin(chart: Map) -> Points:
    """Return where each voice begins: where it was, else beside its community, or those it met, else where is room."""
    found: dict[int, Place] = {place: _wide(each.place) for place, each in enumerate(chart.before) if each}
    friends: defaultdict[int, list[int]] = defaultdict(list)
    for one, other in sorted(chart.lines):
        friends[one].append(other)
        friends[other].append(one)
    waiting = [place for place in range(len(chart.groups)) if place not in found]
    while waiting:
        place = min(waiting, key=lambda each: (-sum(friend in found for friend in friends[each]), each))
        waiting.remove(place)
        own = chart.groups[place]
        met = [friend for friend in friends[place] if friend in found]
        akin = [each for each in found if chart.groups[each] == own]
        near = ([each for each in met if each in akin] or akin) if own else met
        found[place] = _beside([found[each] for each in near], len(found)) if near else _room(found.values())
    return [list(found[place]) for place in range(len(chart.groups))]


def _beside(others: Sequence[Place], turn: int) -> Place:
    """Return a place beside the middle of others, for each newcomer on another side."""
    x, y = _middle(others)
    right, down = ROUND[turn % len(ROUND)]
    return x + right * NEAR * (1 + turn % 3), y + down * NEAR * (1 + turn % 3)


def _room(others: Iterable[Place]) -> Place:
    """Return the place that is farthest from all others; the middle of the map, where there are none."""
    taken = list(others)
    if not taken:
        return WIDE / 2, 0.5
    columns, rows = GRID
    across = [WIDE * (column + 1) / (columns + 1) for column in range(columns)]
    free = [(x, (row + 1) / (rows + 1)) for x in across for row in range(rows)]
    return max(free, key=lambda place: (min(_square(place, other) for other in taken), place))


def _square(one: Place, other: Place) -> float:
    return (one[0] - other[0]) * (one[0] - other[0]) + (one[1] - other[1]) * (one[1] - other[1])


def _middle(places: Sequence[Sequence[float]]) -> Place:
    x = y = 0.0
    for place in places:
        x += place[0]
        y += place[1]
    return x / len(places), y / len(places)


# ---------------------------------------------------------------- what moves them


def _pushed(points: Points, groups: Sequence[int], space: float, hard: float) -> Points:
    """Return how each is pushed away by all others, and by the edge of the map.

    As the fourth power of the space they want, by the third of their distance: with the square of Fruchterman &
    Reingold, which reaches far, most would end at the edge.
    """
    moves = [[_from_edge(x, WIDE, space), _from_edge(y, 1.0, space)] for x, y in points]
    square = space * space
    for one, (x, y) in enumerate(points):
        for other in range(one):
            right, down = x - points[other][0], y - points[other][1]
            near = square / max(right * right + down * down, square / hard)
            if right == down == 0:
                right, down = space * ROUND[one % len(ROUND)][0], space * ROUND[one % len(ROUND)][1]
            push = near * near * (1.0 if groups[one] == groups[other] else STRANGE)
            moves[one][0] += right * push
            moves[one][1] += down * push
            moves[other][0] -= right * push
            moves[other][1] -= down * push
    return moves


def _from_edge(here: float, whole: float, space: float) -> float:
    """Return the push of the two edges on one axis: none from farther than half of the space that voices want."""
    return max(0.0, space / 2 - here) * WALL - max(0.0, space / 2 - (whole - here)) * WALL


def _pulled(moves: Points, points: Points, lines: Iterable[tuple[int, int, float]], space: float) -> None:
    """Pull those together who met: as the square of their distance, by the space they want."""
    for one, other, weight in lines:
        right, down = points[other][0] - points[one][0], points[other][1] - points[one][1]
        pull = weight * sqrt(right * right + down * down) / space / 2
        moves[one][0] += right * pull
        moves[one][1] += down * pull
        moves[other][0] -= right * pull
        moves[other][1] -= down * pull


def _held(moves: Points, points: Points, groups: Sequence[int]) -> None:
    """Pull everybody to the middle of their community, and a little to that of the map."""
    members: defaultdict[int, list[int]] = defaultdict(list)
    for place, group in enumerate(groups):
        members[group].append(place)
    for group, places in members.items():
        middle = _middle([points[place] for place in places])
        for place in places:
            if group:
                _toward(moves[place], points[place], middle, TOGETHER, FLAT)
            _toward(moves[place], points[place], (WIDE / 2, 0.5), MIDDLE, FLAT)


def _toward(move: list[float], point: Sequence[float], to: Place, pull: float, across: float = 1.0) -> None:
    move[0] += (to[0] - point[0]) * pull * across
    move[1] += (to[1] - point[1]) * pull


def _step(points: Points, moves: Points, most: float, part_of: float = 1.0) -> None:
    """Let everybody go a part of where they are pulled and pushed, no farther than `most`, and never off the map."""
    for point, (right, down) in zip(points, moves, strict=True):
        far = sqrt(right * right + down * down)
        part = min(part_of, most / far) if far else 0.0
        point[0] = min(WIDE, max(0.0, point[0] + right * part))
        point[1] = min(1.0, max(0.0, point[1] + down * part))


def _parted(points: Points, apart: float) -> None:
    """Move those apart who are nearer than `apart`, each by half of what is missing, until none are."""
    for _ in range(PUSHES):
        moved = False
        for one in range(len(points)):
            for other in range(one):
                right, down = points[one][0] - points[other][0], points[one][1] - points[other][1]
                far = sqrt(right * right + down * down)
                if far >= apart:
                    continue
                moved = True
                if far == 0:
                    right, down, far = 1.0, 1.0, sqrt(2)
                part = (apart * 1.01 - far) / far / 2
                _step([points[one], points[other]], [[right * part, down * part], [-right * part, -down * part]], apart)
        if not moved:
            return
