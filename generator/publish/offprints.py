"""What the site has beside its pages, one row each: a file, and how it is made once the pages are printed.

Feeds, calendars, books and letters are offprints: the same edition, to be taken along. A room that makes some returns
them from a function of its own, which `plan` calls; so `verify` knows every file before the first is written.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """What an offprint may be made with."""

    typeset: Callable[[str, Mapping[str, Any]], str]
    """Template and its names in, what it says out, without blanks around it."""
    output: Path
    """The site as far as it is printed: every page, the theme's files and the owner's pictures; not the offprints."""
    static: Path
    """Its folder of the theme's files, with what the owner's folder put there."""
    once: Callable[[str, tuple[object, ...], Callable[[], bytes]], bytes] = lambda _, __, make: make()
    """A file, all that it is made of, as Sheet.made_of has it, and what makes it in; what is in that file out, from the
    old site where it would be the same there. () for a file that is always made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offprint:
    """One file that is no page."""

    file: str
    """Its place on the site, `atom.xml`."""
    make: Callable[[Bench], bytes]
