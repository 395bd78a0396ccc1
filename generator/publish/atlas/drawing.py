"""The network of a week in, a drawing of it as data out: curves, marks, circles and labels, for a template to print.

One small drawing for every screen: what is legible at 320 px is legible anywhere, and a voice stays where it is.
Circles differ by place, number, shape of mark and hue, in this order of trust; nothing is said by colour alone. Only
sums, products and square roots, which are the same on every machine.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from math import sqrt
from types import MappingProxyType

from generator import text
from generator.model import Circle, Line, Node
from generator.publish.atlas import lettering
from generator.publish.atlas.chart import LOOSE, Chart, met, same
from generator.publish.atlas.lettering import EDGE, Box, Ground, Placed, Wish
from generator.publish.atlas.places import HEIGHT, WIDTH, Point, hull, pieces, spread
from generator.publish.shapes import LabelView, LineView, MapView, MarkView, PatchView
from generator.publish.strings import Say

BETWEEN = "between"
"""The colour of a line from circle to circle."""
LEAST = 3.6
"""Radius of the mark of a voice that said one thing."""
MUCH = 9
"""From so many things on, a mark grows no more."""
BOW = 0.12
"""How far a curve leaves the straight line, in parts of its length: two lines on one straight are then two."""
GROUND = 12.0
"""Units of a circle's ground around the middles of its marks."""
RING = 2.4
"""Units between a mark and the ring around it."""
NARROW, WIDE = "narrow", "wide"
SIZES: Mapping[str, float] = MappingProxyType({NARROW: lettering.LARGE, WIDE: lettering.SMALL})
"""Kind of screen, the name of a class -> size of its writing; on paper there is as much room as on a wide one."""
NAMED = 12
"""Voices that are named on a phone."""
NAMED_WIDE = 30
"""Voices that are named where there is room."""
SHAPES: Mapping[str, tuple[tuple[float, float], ...]] = MappingProxyType(
    {
        LOOSE: (),
        "one": (),
        "two": ((-0.88, -0.88), (0.88, -0.88), (0.88, 0.88), (-0.88, 0.88)),
        "three": ((0, -1.3), (1.2, 0.82), (-1.2, 0.82)),
        "four": ((0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)),
        "five": ((0, 1.3), (1.2, -0.82), (-1.2, -0.82)),
        "six": (
            *((-0.42, -1.2), (0.42, -1.2), (0.42, -0.42), (1.2, -0.42), (1.2, 0.42), (0.42, 0.42)),
            *((0.42, 1.2), (-0.42, 1.2), (-0.42, 0.42), (-1.2, 0.42), (-1.2, -0.42), (-0.42, -0.42)),
        ),
    }
)
"""A mark for each hue, as corners around its middle; () is round. All are about as large as the round one."""


Pairs = Mapping[tuple[int, int], Sequence[Line]]
"""Every two who met, with what either did, as `met` has them."""


def draw(chart: Chart, words: str, say: Say) -> MapView | None:
    """Draw a network; None where nobody met anybody.

    Args:
        chart: the network, fit to be drawn.
        words: what the drawing shows.
        say: the words of the site's language.
    """
    if not chart.lines:
        return None
    places = spread([(node.x, node.y) for node in chart.nodes])
    at = {node.number: place for node, place in zip(chart.nodes, places, strict=True)}
    pairs, circles = met(chart), {node.number: node.circle for node in chart.nodes}
    placed = _placed(chart, at, pairs)
    return MapView(
        box=_frame(at.values(), [each.box for screen in placed.values() for each in screen]),
        title=say("network.map"),
        words=words,
        key=tuple(_key(chart, pairs, say)),
        patches=tuple(_patches(chart, at)),
        lines=tuple(_line(pair, lines, _hue(pair, circles, chart), at) for pair, lines in pairs.items()),
        marks=tuple(_mark(node, chart, at[node.number]) for node in chart.nodes),
        labels=tuple(_label(each, screen) for screen, found in placed.items() for each in found),
    )


def outline(hue: str, radius: float, x: float, y: float) -> str:
    """Return the mark of a hue as the path of an SVG."""
    if not (corners := SHAPES[hue]):
        return _round(radius, x, y)
    return "M" + " ".join(f"{_figure(x + radius * dx)} {_figure(y + radius * dy)}" for dx, dy in corners) + "z"


def _round(radius: float, x: float, y: float) -> str:
    arc = f"a{_figure(radius)} {_figure(radius)} 0 1 0"
    return f"M{_figure(x - radius)} {_figure(y)}{arc} {_figure(2 * radius)} 0{arc} {_figure(-2 * radius)} 0z"


def _figure(value: float) -> str:
    """Write a coordinate: a tenth of a unit is less than a pixel."""
    return f"{round(value * 10) / 10:g}"


def _key(chart: Chart, pairs: Pairs, say: Say) -> Iterator[str]:
    """Say what the signs mean that are there."""
    if chart.circles:
        yield say("network.key.circle")
    if any(node.picked for node in chart.nodes):
        yield say("network.key.picked")
    if chart.connectors:
        yield say("network.key.between")
    if len({_radius(node) for node in chart.nodes}) > 1:
        yield say("network.key.size")
    if any(map(same, pairs.values())):
        yield say("network.key.same")


# ---------------------------------------------------------------- strokes


def _radius(node: Node) -> float:
    """Return the radius of a mark: the area grows as the root of what a voice said."""
    return LEAST * sqrt(sqrt(min(MUCH, max(1, node.items))))


def _mark(node: Node, chart: Chart, at: Point) -> MarkView:
    hue, radius = chart.hues[node.circle], _radius(node)
    return MarkView(
        path=outline(hue, radius, *at),
        hue=hue,
        title=node.name,
        picked=node.picked,
        ring=_round(radius * 1.2 + RING, *at) if node.number in chart.connectors else "",
    )


def _hue(pair: tuple[int, int], circles: Mapping[int, int], chart: Chart) -> str:
    """Return the colour of a line, that of the circle in which both are; `circles` says in which each voice is."""
    first, last = circles[pair[0]], circles[pair[1]]
    return chart.hues[first] if first == last else BETWEEN


def _line(pair: tuple[int, int], lines: Sequence[Line], hue: str, at: Mapping[int, Point]) -> LineView:
    first, middle, last = _curve(pair, at)
    return LineView(
        path=f"M{_figure(first.x)} {_figure(first.y)}Q{_figure(middle.x)} {_figure(middle.y)}"
        f" {_figure(last.x)} {_figure(last.y)}",
        hue=hue,
        same=same(lines),
    )


def _curve(pair: tuple[int, int], at: Mapping[int, Point]) -> tuple[Point, Point, Point]:
    """Return the two ends of a curve and the point that draws it aside."""
    first, last = at[pair[0]], at[pair[1]]
    dx, dy = last.x - first.x, last.y - first.y
    return first, Point((first.x + last.x) / 2 - dy * BOW, (first.y + last.y) / 2 + dx * BOW), last


def _patches(chart: Chart, at: Mapping[int, Point]) -> Iterator[PatchView]:
    for circle in chart.circles:
        hulls = [hull(piece) for piece in pieces(_mine(circle, chart, at))]
        yield PatchView(path="".join(map(_round_about, hulls)), hue=chart.hues[circle.number])


def _round_about(corners: Sequence[Point]) -> str:
    """Return a closed path; the style sheet makes it a broad one, and of a single place a dot."""
    places = corners if len(corners) > 1 else [*corners, *corners]
    return "M" + " ".join(f"{_figure(x)} {_figure(y)}" for x, y in places) + "z"


def _mine(circle: Circle, chart: Chart, at: Mapping[int, Point]) -> tuple[Point, ...]:
    return tuple(at[node.number] for node in chart.nodes if node.circle == circle.number)


# ---------------------------------------------------------------- labels


def _placed(chart: Chart, at: Mapping[int, Point], pairs: Pairs) -> dict[str, list[Placed]]:
    """Find places for the labels of each kind of screen."""
    marks = tuple(_around(node, chart, at[node.number]) for node in chart.nodes)
    points = tuple(point for pair in pairs for point in _along(*_curve(pair, at)))
    named = [node for node in sorted(chart.nodes, key=lambda node: _weight(node, chart)) if text.one_line(node.name)]
    wishes = {node.number: _name(node, chart, at) for node in named}
    return {
        screen: list(_lettered(tuple(_wishes(screen, named, wishes, chart, at)), size, marks, points))
        for screen, size in SIZES.items()
    }


@lru_cache(maxsize=64)
def _lettered(
    wishes: tuple[Wish, ...], size: float, marks: tuple[Box, ...], points: tuple[tuple[float, float], ...]
) -> tuple[Placed, ...]:
    """Find places for words, once for every page, feed and book that shows the same drawing: it is most of its work."""
    return tuple(lettering.place(wishes, size, Ground(Box(0, 0, WIDTH, HEIGHT), marks, points)))


def _frame(places: Iterable[Point], boxes: Sequence[Box]) -> str:
    """Return the part of the drawing that is shown: all its width, and no empty ground above and below."""
    downs = [place.y for place in places]
    top = max(0.0, min(min(downs) - GROUND, *(box.top for box in boxes)) - EDGE)
    bottom = min(HEIGHT, max(max(downs) + GROUND, *(box.bottom for box in boxes)) + EDGE)
    return f"0 {_figure(top)} {_figure(WIDTH)} {_figure(bottom - top)}"


def _label(placed: Placed, screen: str) -> LabelView:
    x, y, to_x, to_y = map(_figure, placed.leader)
    first, _, words = placed.text.partition(" ") if placed.wish.kind == "circle" else (placed.text, "", "")
    return LabelView(
        x=to_x,
        y=to_y,
        shift=f"{placed.shift:g}em",
        side=placed.side,
        text=first,
        words=words,
        kind=placed.wish.kind,
        screen=screen,
        leader=f"M{x} {y}L{to_x} {to_y}" if placed.off else "",
    )


def _wishes(
    screen: str, named: Sequence[Node], wishes: Mapping[int, Wish], chart: Chart, at: Mapping[int, Point]
) -> Iterator[Wish]:
    """Give everything that wants a place, those without which the map says nothing first.

    Args:
        screen: the kind of screen.
        named: the voices with a name, those first that need it most.
        wishes: Node.number -> what each of them wants.
        chart: the network.
        at: Node.number -> where its mark stands.
    """
    wide = screen == WIDE
    for node in named:
        if node.number in chart.connectors:
            yield wishes[node.number]
    for circle in chart.circles:
        words = f"{circle.number} {text.one_line(circle.words) if wide else ''}".strip()
        largest = max(pieces(_mine(circle, chart, at)), key=len)
        others = tuple(at[node.number] for node in chart.nodes if node.circle != circle.number)
        yield Wish(text=words, around=_ground(largest), kind="circle", strangers=others)
    for node in named[: NAMED_WIDE if wide else NAMED]:
        if node.number not in chart.connectors and (wide or node.picked):
            yield wishes[node.number]


def _name(node: Node, chart: Chart, at: Mapping[int, Point]) -> Wish:
    between = node.number in chart.connectors
    around = _around(node, chart, at[node.number])
    return Wish(text=text.one_line(node.name), around=around, kind="between" if between else "voice", sure=between)


def _weight(node: Node, chart: Chart) -> tuple[bool, bool, int]:
    return node.number not in chart.connectors, not node.picked, node.number


def _around(node: Node, chart: Chart, at: Point) -> Box:
    far = _radius(node) * 1.2 + (RING if node.number in chart.connectors else 0)
    return Box(at.x - far, at.y - far, at.x + far, at.y + far)


def _ground(points: Sequence[Point]) -> Box:
    across, down = [point.x for point in points], [point.y for point in points]
    far = GROUND - lettering.GAP
    return Box(min(across) - far, min(down) - far, max(across) + far, max(down) + far)


def _along(first: Point, middle: Point, last: Point) -> Iterator[tuple[float, float]]:
    """Give seven places on a quadratic Bézier curve."""
    for step in range(1, 8):
        t = step / 8
        a, b, c = (1 - t) * (1 - t), 2 * t * (1 - t), t * t
        yield a * first.x + b * middle.x + c * last.x, a * first.y + b * middle.y + c * last.y
