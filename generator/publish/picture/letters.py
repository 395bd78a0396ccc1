"""Foreign text in, how wide it is and whether it can be set at all out, with fonts that are the same on every machine.

The fonts are packages from PyPI and locked like any other (fontpkg.org repackages Google Fonts, all under the OFL): a
runner of GitHub has hardly any of its own, and what a system has would make other bytes elsewhere. HarfBuzz measures
with the rules by which resvg draws, ligatures and joined letters included.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

FIRST = ("source-serif-4", "amiri", "frank-ruhl-libre")
"""Slugs of the families that come with Gleaner: Latin, Greek and Cyrillic; Arabic; Hebrew. Any other family of fontpkg
that is installed follows them by name, which is how an owner adds a script: `fontpkg-noto-sans-devanagari`."""
JOINERS = frozenset("\u200c\u200d")
"""Signs without a shape that change the letters beside them."""
LOOSE = re.compile(r"(?<!\w)[\u200c\u200d]+|[\u200c\u200d]+(?!\w)")
"""Joiners that have nothing to join any more."""
PICTORIAL = re.compile("[\ufe00-\ufe0f\u20d0-\u20f0]")
"""Signs that turn the one before into a picture or put a frame round it: the sign alone says the same."""
BOUND = ("M", "Cf")
"""Categories of signs that belong to the one before: accents, and what cannot be seen."""
READ = ("L", "N", "M")
"""Categories without which a text says something else: letters, figures, accents."""


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """One font file: the upright one of a family."""

    name: str
    file: Path
    shapes: Any
    """HarfBuzz's view of the file."""
    upem: int
    """Units of the file that make up the size of its letters."""
    signs: frozenset[int]
    """Code points it has a shape for."""


@dataclass(frozen=True, slots=True, eq=False)
class Letters:
    """All fonts at hand."""

    faces: tuple[Face, ...]

    @property
    def families(self) -> str:
        """Name them for CSS."""
        return ", ".join(f"'{face.name}'" for face in self.faces)

    def settable(self, text: str) -> str:
        """Return a text as it can be set; "" where a letter or a figure of it cannot.

        Signs that are no letters, such as emoji, are left out; a title with a hole in it would be another title.
        """
        kept: list[str] = []
        left = False
        for sign in unicodedata.normalize("NFC", " ".join(text.split())):
            left = self._dispensable(sign, after=left)
            kept += [] if left else [sign]
        whole = all(self._face(sign) for sign in kept if sign not in JOINERS)
        said = " ".join(LOOSE.sub("", "".join(kept)).split())
        return said if whole and any(map(str.isalnum, said)) else ""

    @lru_cache(maxsize=4096)  # noqa: B019  there is one of these for as long as the program runs
    def width(self, text: str, size: int, weight: int) -> float:
        """Return how wide a text is, in pixels, in letters of so many pixels and that weight (100 to 900)."""
        runs = groupby(_with_faces(text, self), key=lambda pair: pair[1])
        return sum(_advance(face, "".join(sign for sign, _ in run), size, weight) for face, run in runs if face)

    def files(self, texts: Iterable[str]) -> list[str]:
        """Return the files that are needed to draw these texts; reading all would cost more than drawing."""
        needed = {face for text in texts for _, face in _with_faces(text, self)}
        return [str(face.file) for face in self.faces if face in needed or face is self.faces[0]]

    def _dispensable(self, sign: str, *, after: bool) -> bool:
        """Whether a sign may be left out; `after` tells that the one before was, and an accent goes with it."""
        if PICTORIAL.match(sign):
            return True
        kind = unicodedata.category(sign)
        if sign in JOINERS or (self._face(sign) and not (after and kind.startswith("M"))):
            return False
        return not kind.startswith(READ) or (after and kind.startswith("M"))

    def _face(self, sign: str) -> Face | None:
        return next((face for face in self.faces if ord(sign) in face.signs), None)


@cache
def letters() -> Letters:
    """Open the fonts that are installed: those that come with Gleaner first, then the owner's by name."""
    import fontpkg  # noqa: PLC0415  looks through everything installed; only to draw
    import uharfbuzz  # noqa: PLC0415  5 MB of code, only to draw

    there = fontpkg.families()
    order = [slug for slug in FIRST if slug in there] + sorted(set(there) - set(FIRST))
    return Letters(tuple(_opened(there[slug], uharfbuzz) for slug in order))


def _opened(family: Any, harfbuzz: Any) -> Face:  # noqa: ANN401  fontpkg and uharfbuzz have no types
    def far(file: Any) -> tuple[bool, int, str]:  # noqa: ANN401
        return file.style != "normal", abs((file.weight or 400) - 400), str(file.path)

    path = min(family.files, key=far).path
    shapes = harfbuzz.Face(harfbuzz.Blob.from_file_path(str(path)))
    return Face(name=family.name, file=path, shapes=shapes, upem=shapes.upem, signs=frozenset(shapes.unicodes))


def _with_faces(text: str, letters: Letters) -> Iterator[tuple[str, Face | None]]:
    """Give each sign with the font that has it; what is bound to the sign before stays with it."""
    last: Face | None = None
    for sign in text:
        bound = unicodedata.category(sign).startswith(BOUND)
        last = last if bound and last else letters._face(sign)  # noqa: SLF001  a part of the class, kept out for its length
        yield sign, last


def _advance(face: Face, text: str, size: int, weight: int) -> float:
    import uharfbuzz  # noqa: PLC0415  as above

    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(_font(face, size, weight), buffer)
    advance: int = sum(glyph.x_advance for glyph in buffer.glyph_positions)
    return advance * size / face.upem


@lru_cache(maxsize=64)
def _font(face: Face, size: int, weight: int) -> Any:  # noqa: ANN401  as above
    """Return a font as resvg uses it: its weight, and the cut for its size (OpenType, axes wght and opsz)."""
    import uharfbuzz  # noqa: PLC0415  as above

    font = uharfbuzz.Font(face.shapes)
    font.set_variations({"wght": weight, "opsz": size})
    return font
