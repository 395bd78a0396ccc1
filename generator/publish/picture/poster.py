"""An edition or a site as pages show it in, a small poster of it out, everything measured and placed.

On one side what it is in words, on the other the drawing of the week: its map, or a sheaf of its picks. It is made to
be read when it is a third as large. There is nobody's name on it: a picture travels without its page, and what a person
takes down there would stay here. In a site that runs from right to left, the two sides change places.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from generator.publish.picture.column import Column, height
from generator.publish.picture.letters import Letters
from generator.publish.picture.lines import Paragraph, Type, paragraph
from generator.publish.picture.sheaf import sheaf
from generator.publish.shapes import CardView, EditionView, LetteringView, MapView

WIDTH, HEIGHT = 1200, 630
"""What sites that show links ask for (developers.facebook.com/docs/sharing/webmasters/images: 1200 x 630)."""
EDGE = 64
"""Between writing and the edges: some sites round the corners."""
COLUMN = 588
"""Width of the writing."""
PANEL = 496
"""Width of the ground of the drawing."""
AIR = 44
"""Between the edges of that ground and a map."""
PLATE, RULE, HEAD = 66, 124, 160
"""Down to the top of the title, to the line under it, and to the top of what follows."""
FOOT = 578
"""Down to the last line of all."""
MARK = 84
"""Room for the ear beside the title."""
GAP = 32
"""Between the titles and what stands at the foot."""
SITE = (38, 34, 30, 26)
WEEK = (32, 28)
FACTS = (27, 26, 25)
"""Sizes of the title, of the week and of the line of facts: 8 pixels at least in a thumbnail of 400."""
HEADLINES = (84, 74, 66, 58, 50, 44)
"""Sizes of a headline, and of the only title there is."""
TITLES: Mapping[int, Sequence[int]] = {1: HEADLINES, 2: (58, 52, 46, 40, 36), 3: (46, 42, 38, 34)}
"""How many titles are shown -> their sizes; the largest that has room is taken."""
BESIDE = (34,)
"""Of titles below a headline."""
NAMES = (104, 92, 80, 70, 60, 50)
"""Of the site's name on its own picture."""
MOTTO = (38, 34)
STRONG, MEDIUM, BOOK = 600, 500, 400
CUT = {1: 5, 2: 3, 3: 2}
"""How many titles are shown -> lines of one that is cut."""
ABOVE = 0.8
"""Between two lines at the foot, in parts of the lower one's size."""
FIRM = "\u00a0"
"""A blank at which no line breaks."""
EMBLEM = (9, 13, 17, 13, 9)
"""The sheaf of a site: it stays the same, so its picture does."""
BOUND = 478
"""How far down a sheaf is bound."""
START = re.compile(r"M(-?[\d.]+) (-?[\d.]+)")
LARGEST = 2.0
"""By how much a map is enlarged at most: four voices in a corner need no whole wall."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wall:
    """What all pictures of a site share."""

    letters: Letters
    tones: Mapping[str, str]
    rtl: bool
    title: str
    address: str
    """Without its scheme; "" while the site has none."""

    @property
    def name(self) -> str:
        """What the site is called, or where it is, where the fonts at hand lack the letters of its name."""
        return self.letters.settable(self.title) or self.letters.settable(self.address)

    @property
    def column(self) -> Column:
        """Where writing stands."""
        return Column(left=WIDTH - EDGE - COLUMN if self.rtl else EDGE, width=COLUMN, rtl=self.rtl)

    @property
    def panel(self) -> int:
        """Where the ground of the drawing begins."""
        return 0 if self.rtl else WIDTH - PANEL

    def set(self, text: str, sizes: Sequence[int], most: int, *, weight: int = BOOK) -> Paragraph:
        """Set a text in the largest of these sizes in which it needs no more than so many lines."""
        types = [Type(letters=self.letters, size=size, weight=weight) for size in sizes]
        return paragraph(text, types, COLUMN, most)


def edition(shown: EditionView, wall: Wall) -> CardView:
    """Draw the poster of an edition."""
    head = shown.head
    week = _row((head.week, head.period), wall)
    facts = _row(head.facts, wall)
    low = tuple(_foot(wall, week, facts))
    high = _body(shown, wall, _room(low))
    if not high:  # nothing here can be set: then the week itself is the headline
        low = tuple(_foot(wall, "", facts))
        high = [(_rowed(wall, week, HEADLINES[1:], STRONG), "ink")] if week else []
    counts = [len(section.picks) for section in shown.sections]
    drawn = shown.network.map if shown.network else None
    return _card(wall, (*_plate(wall), *_stacked(wall, high), *low), drawn, counts, plate=True)


def site(description: str, wall: Wall) -> CardView:
    """Draw the poster of the whole site."""
    motto, address = wall.letters.settable(description), wall.letters.settable(wall.address)
    texts = [(wall.set(wall.name, NAMES, 3, weight=STRONG), "ink")] if wall.name else []
    texts += [(wall.set(motto, MOTTO, 4), "soft")] if motto else []
    low = _foot(wall, "", address if address != wall.name else "")
    return _card(wall, (*_stacked(wall, texts), *low), None, EMBLEM, plate=False)


# ---------------------------------------------------------------- writing

Texts = list[tuple[Paragraph, str]]
"""Paragraphs with their tones, from above."""


def _row(parts: Sequence[str], wall: Wall) -> str:
    """Put facts in a row that breaks between them only; "" where one of them cannot be set."""
    told = [wall.letters.settable(part).replace(" ", FIRM) for part in parts]
    return " · ".join(told).replace(" ·", f"{FIRM}·") if all(told) else ""


def _rowed(wall: Wall, row: str, sizes: Sequence[int], weight: int) -> Paragraph:
    """Set a row in one line, else in two or three; where it breaks, there is nothing to set apart."""
    line = wall.set(row, sizes, 1, weight=weight)
    laid = line if line.whole else wall.set(row, sizes, 3, weight=weight)
    return replace(laid, lines=tuple(each.removesuffix(f"{FIRM}·") for each in laid.lines))


def _plate(wall: Wall) -> Iterator[LetteringView]:
    """Give the line of the title, beside the ear."""
    if wall.name:
        column = wall.column
        types = [Type(letters=wall.letters, size=size, weight=STRONG) for size in SITE]
        beside = Column(left=column.left + (0 if wall.rtl else MARK), width=column.width - MARK, rtl=wall.rtl)
        text = paragraph(wall.name, types, beside.width, 1)
        yield from beside.hung(text, PLATE + (SITE[0] - text.type.size) / 2, "ink")


def _foot(wall: Wall, week: str, facts: str) -> Iterator[LetteringView]:
    """Give the week and the line of facts, from below."""
    bottom = float(FOOT)
    for words, sizes, weight, tone in ((facts, FACTS, BOOK, "soft"), (week, WEEK, STRONG, "accent")):
        if words:
            laid = _rowed(wall, words, sizes, weight)
            yield from wall.column.hung(laid, bottom - height(laid), tone)
            bottom -= height(laid) + laid.type.size * ABOVE


def _room(low: Sequence[LetteringView]) -> float:
    """Return how much is free between the rule and the lines at the foot, in pixels."""
    return min((float(line.y) - line.size for line in low), default=float(FOOT)) - GAP - HEAD


def _body(shown: EditionView, wall: Wall, room: float) -> Texts:
    """Give the headline, and titles below it; else the titles of the first picks; else that there are none."""
    settable = wall.letters.settable
    titles = list(islice(filter(None, map(settable, _named(shown))), max(TITLES)))
    if headline := settable(shown.head.headline):
        first = _titles([headline], wall, room)[0]
        rest = [wall.set(title, BESIDE, 2) for title in titles if title != headline]
        return _fitting([(first, "ink"), *((each, "soft") for each in rest if each.whole)], room)
    if titles:
        return _fitting([(each, "ink") for each in _titles(titles, wall, room)], room)
    told = settable(shown.empty[0]) if shown.empty else ""
    return [(wall.set(told, HEADLINES, 4), "soft")] if told else []


def _named(shown: EditionView) -> Iterator[str]:
    """Give the titles of picks, those first that somebody wrote as a title; none of what stands behind a warning."""
    picks = [pick for section in shown.sections for pick in section.picks if not pick.warning]
    yield from (pick.title for pick in sorted(picks, key=lambda pick: not pick.own_title))


def _titles(titles: Sequence[str], wall: Wall, room: float) -> list[Paragraph]:
    """Set titles as large as there is room for all of them whole; where there is none, cut them."""
    sizes, weight = TITLES[len(titles)], STRONG if len(titles) == 1 else MEDIUM
    for size in sizes:
        laid = [wall.set(title, (size,), 4, weight=weight) for title in titles]
        if all(each.whole for each in laid) and _high(laid) <= room:
            return laid
    return [wall.set(title, sizes[-1:], CUT[len(titles)], weight=weight) for title in titles]


def _fitting(texts: Texts, room: float) -> Texts:
    """Leave out from behind what has no room."""
    while len(texts) > 1 and _high([text for text, _ in texts]) > room:
        texts = texts[:-1]
    return texts


def _high(texts: Sequence[Paragraph]) -> float:
    return sum(map(height, texts)) + sum(map(_gap, texts, texts[1:]))


def _gap(above: Paragraph, below: Paragraph) -> float:
    """Return how far two paragraphs stand apart: clearly more than two lines of either."""
    return max(0.5 * above.type.size, 0.85 * below.type.size)


def _stacked(wall: Wall, texts: Texts) -> Iterator[LetteringView]:
    top, above = float(HEAD), None
    for text, tone in texts:
        top += _gap(above, text) if above else 0
        yield from wall.column.hung(text, top, tone)
        top, above = top + height(text), text


# ---------------------------------------------------------------- drawing


def _card(
    wall: Wall, writing: Sequence[LetteringView], drawn: MapView | None, counts: Sequence[int], *, plate: bool
) -> CardView:
    middle = wall.panel + PANEL / 2
    ears, band = ((), "") if drawn else sheaf(counts, middle, BOUND)
    column = wall.column
    ear = f"translate({column.right - MARK + 12 if wall.rtl else column.left} {PLATE + 2}) scale(1.5)"
    return CardView(
        width=WIDTH,
        height=HEIGHT,
        families=wall.letters.families,
        tones=wall.tones,
        panel=(wall.panel, PANEL),
        mark=ear,
        rule=(column.left, column.right, RULE) if plate else None,
        writing=tuple(writing),
        map=drawn,
        map_place=_framed(drawn, wall.panel) if drawn else "",
        ears=ears,
        band=band,
    )


def _framed(drawn: MapView, left: float) -> str:
    """Return how a map is moved and enlarged to fill the ground: what is drawn counts, not the paper around it."""
    at = [(float(x), float(y)) for mark in drawn.marks for x, y in START.findall(mark.path)]
    across, down = [x for x, _ in at], [y for _, y in at]
    wide, high = max(across) - min(across) + 24, max(down) - min(down) + 24
    scale = min(LARGEST, (PANEL - 2 * AIR) / wide, (HEIGHT - 2 * AIR) / high)
    x = left + PANEL / 2 - scale * (min(across) + max(across)) / 2
    y = HEIGHT / 2 - scale * (min(down) + max(down)) / 2
    return f"translate({x:.1f} {y:.1f}) scale({scale:.3f})"
