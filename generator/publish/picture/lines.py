"""A text and a width in, its lines out: broken between words, evened out, and cut with an ellipsis where it must be."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from generator.publish.picture.letters import Letters

ELLIPSIS = "…"
LOOSE_END = " ,;:.–—-/·("
"""What does not stand before an ellipsis."""
STEPS = 6
"""Halvings in which the narrowest width with as few lines is looked for: a sixty-fourth of the column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Type:
    """How something is set."""

    letters: Letters
    size: int
    weight: int

    def width(self, text: str) -> float:
        """Return how wide a text is, in pixels."""
        return self.letters.width(text, self.size, self.weight)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A text as it is set."""

    type: Type
    lines: tuple[str, ...]
    whole: bool
    """Nothing was cut."""


def paragraph(text: str, types: Sequence[Type], width: float, most: int) -> Paragraph:
    """Set a text in the first type in which it needs at most so many lines and no word is broken; the last may cut it.

    Args:
        text: one line, all of whose letters can be set.
        types: the largest first.
        width: of the column, in pixels.
        most: lines there may be.
    """
    for each in types:
        widest = max(map(each.width, _words(text)))
        if widest > width and each is not types[-1]:
            continue
        lines = _broken(text, each, width)
        if len(lines) <= most:
            return Paragraph(type=each, lines=_even(text, each, (widest, width), lines), whole=True)
    kept = lines[:most]
    return Paragraph(type=each, lines=(*kept[:-1], _cut(kept[-1], each, width)), whole=False)


def _broken(text: str, type_: Type, width: float) -> tuple[str, ...]:
    """Fill line after line; a word that is wider than a line is broken where the line ends."""
    blank = type_.width(" ")
    lines: list[list[str]] = []
    full = width
    for word in chain.from_iterable(_pieces(whole, type_, width) for whole in _words(text)):
        wide = type_.width(word)
        if lines and full + blank + wide <= width:
            lines[-1].append(word)
            full += blank + wide
        else:
            lines.append([word])
            full = wide
    return tuple(" ".join(line) for line in lines)


def _pieces(word: str, type_: Type, width: float) -> Iterator[str]:
    """Break a word that no line holds: an address, or a language that puts no blanks between words."""
    if type_.width(word) <= width:
        yield word
        return
    piece = ""
    for sign in word:
        if piece and type_.width(piece + sign) > width:
            yield piece
            piece = ""
        piece += sign
    yield piece


def _even(text: str, type_: Type, between: tuple[float, float], lines: tuple[str, ...]) -> tuple[str, ...]:
    """Return the lines of the narrowest column that needs no more of them: none has a single word for itself."""
    low, high = between
    if len(lines) == 1 or low > high:
        return lines
    for _ in range(STEPS):
        middle = (low + high) / 2
        low, high = (low, middle) if len(_broken(text, type_, middle)) <= len(lines) else (middle, high)
    return _broken(text, type_, high)


def _cut(line: str, type_: Type, width: float) -> str:
    """Shorten a line at a word, else at a letter, until it and an ellipsis have room."""
    words = _words(line)
    while len(words) > 1 and type_.width(_ended(" ".join(words))) > width:
        words.pop()
    line = " ".join(words)
    while line and type_.width(_ended(line)) > width:
        line = line[:-1]
    return _ended(line)


def _words(text: str) -> list[str]:
    """Return what stands between blanks; one at which no line breaks stands within a word."""
    return text.split(" ")


def _ended(line: str) -> str:
    return line.rstrip(LOOSE_END) + ELLIPSIS
