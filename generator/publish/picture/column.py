"""Set paragraphs in, lines of writing at their places out; every line runs the way its paragraph does."""

import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from generator.publish.picture.lines import Paragraph
from generator.publish.shapes import LetteringView

LEADING = 1.16
"""From line to line, in parts of the size."""
RISE = 0.72
"""How far capitals reach above the line they stand on, in parts of the size."""
ISOLATES = {False: "\u2066", True: "\u2067"}
"""Left to right, right to left (Unicode TR 9): resvg takes every line for one that runs from left to right."""
POP = "\u2069"
STRONG = {"L": False, "R": True, "AL": True}
"""Bidirectional class of a letter -> whether it runs from right to left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """Where writing stands."""

    left: int
    width: int
    rtl: bool
    """Whether the site runs from right to left: so does what has no letters."""

    @property
    def right(self) -> int:
        """Where it ends."""
        return self.left + self.width

    def hung(self, text: Paragraph, top: float, tone: str) -> Iterator[LetteringView]:
        """Give the lines of a paragraph.

        Args:
            text: the paragraph.
            top: up to where its capitals reach, in pixels from above.
            tone: its colour.
        """
        turned = runs_left("".join(text.lines), other=self.rtl)
        for number, line in enumerate(text.lines):
            y = top + text.type.size * (RISE + LEADING * number)
            yield LetteringView(
                text=ISOLATES[turned] + line + POP,
                x=str(self.right if self.rtl else self.left),
                y=f"{y:.1f}",
                side="end" if self.rtl else "start",
                size=text.type.size,
                weight=text.type.weight,
                tone=tone,
            )


def height(text: Paragraph) -> float:
    """Return how high a paragraph is, from its capitals to the last line it stands on, in pixels."""
    return text.type.size * (RISE + LEADING * (len(text.lines) - 1))


def runs_left(text: str, *, other: bool) -> bool:
    """Whether a text runs from right to left: as most of its letters do; `other` where that does not decide.

    The first letter alone, as `dir=auto` has it, would turn an Arabic title that begins with the name of a program.
    """
    found = Counter(STRONG.get(unicodedata.bidirectional(sign)) for sign in text)
    return other if found[True] == found[False] else found[True] > found[False]
