"""Hand-written pages in content/pages/*.md in, pages with a title and a checked name out.

`about.md` is printed at `/about/`. The front matter has a title and may have a description; the rest is Markdown.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from generator import forms
from generator.errors import InputError, Problem
from generator.publish import front

NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
TAKEN = frozenset(
    "alerts archive editions how-it-chooses images index network notes reviews sources theme words".split()
)
"""Addresses that belong to the pages Gleaner makes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """The front matter of a hand-written page."""

    title: str
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A hand-written page."""

    name: str
    """Its file without `.md`, and its address on the site."""
    title: str
    description: str
    body: str
    """Markdown."""


def read(folder: Path) -> tuple[Written, ...]:
    """Read every hand-written page, by name.

    Raises:
        InputError: what cannot be used in any of the files.
    """
    return front.read_each(folder, _page)


def _page(content: str, name: str, file: str) -> Written:
    if not NAME.fullmatch(name):
        hint = "Small letters, digits and single hyphens, for example office-hours.md."
        raise InputError(Problem(file=file, words="The name of this file cannot be an address.", hint=hint))
    if name in TAKEN:
        raise InputError(Problem(file=file, words=f"The address /{name}/ belongs to a page that Gleaner makes."))
    top, body = front.split(content, file)
    heading = forms.read(top, Heading, file=file, first_line=2)
    return Written(name=name, title=heading.title, description=heading.description, body=body)
