"""Hand-written pages in content/pages/ in, pages with a title, a language and a checked name out.

`about.md` is printed at `/about/`, `guide/secrets.md` at `/guide/secrets/`, `guide/index.md` at `/guide/`. The front
matter has a title and may have a description; the rest is Markdown.
A folder named by a language holds pages in it, as content/prompts/ does: a German site prints `de/about.md` where there
is one, else `about.md`. So whoever looks for the text of a page looks in the folder of the language, then beside it.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from generator import forms
from generator.errors import InputError, Problem
from generator.publish import front
from generator.publish.strings import tongue

NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
ABOUT = "about"
"""The page that says what this is; the top of an edition leads there."""
SUBSCRIBE, WITHDRAW = "subscribe", "withdraw"
"""Pages that have something of ours below their text: every way to take the digest along, and whom to write to."""
GUIDE = "guide"
"""The one folder, beside those of languages, whose pages are printed: how to have a digest like this one."""
INDEX = "index"
"""The page of a folder that stands at the folder's own address."""
CONTENT = "content"
HERE, PICTURES = f"{CONTENT}/pages", f"{CONTENT}/images/"
"""Where the pages lie in the repository, and the pictures that are copied to the site beside them."""
TAKEN = frozenset(
    (
        "alerts archive editions guide how-it-chooses images index network notes pagefind reviews schema search "
        "sources theme topics voices words"
    ).split()
)
"""Addresses that belong to the pages Gleaner makes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """The front matter of a hand-written page."""

    title: str
    description: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A hand-written page."""

    name: str
    """Its file without `.md`, and without the folder of its language: `about`, `guide/secrets`."""
    title: str
    description: str
    body: str
    """Markdown."""
    language: str = ""
    """BCP 47, as its front matter or else its folder says; "" for that of the site."""
    folder: str = ""
    """The folder of a language in which its file lies; "" beside those folders."""

    @property
    def file(self) -> str:
        """Its file, below content/pages/."""
        return f"{self.folder}/{self.name}.md" if self.folder else f"{self.name}.md"

    @property
    def place(self) -> str:
        """Where it is on the site: `about/`, `guide/`."""
        return _place(self.name)

    def leads(self, address: str, repository: str | None) -> str | None:
        """Return what an address in its text means, from the root of the site; None where it leads out of the site.

        One that ends in `.md`, or climbs to a file, is read as the repository reads it, so that one text has the
        same links and pictures on the site and beside its source. What lies elsewhere leads to the repository, where
        that is known.
        """
        path, mark, part = address.partition("#")
        if mark and not path:
            return f"{self.place}#{part}"
        climbs = path.startswith("../") and "." in posixpath.basename(path)
        if ":" in path or not (path.endswith(".md") or climbs):
            return address
        found = posixpath.normpath(posixpath.join(HERE, posixpath.dirname(self.file), path))
        if found.startswith(PICTURES):
            return found.removeprefix(f"{CONTENT}/")
        if not found.startswith(f"{HERE}/") or not found.endswith(".md"):
            return f"{repository}/blob/HEAD/{found}{mark}{part}" if repository and found[0] not in "./" else None
        name = found.removeprefix(f"{HERE}/").removeprefix(f"{self.folder}/").removesuffix(".md")
        return f"{_place(name)}{mark}{part}"


def read(folder: Path, language: str = "") -> tuple[Written, ...]:
    """Read every hand-written page, by name; of one that is there in several languages, the one for the site.

    Args:
        folder: content/pages/.
        language: the site's, BCP 47; `de-AT` is served by a folder `de-at`, else by `de`. "" for the files outside all.

    Raises:
        InputError: what cannot be used in any of the files, also of other languages: no slip waits for its turn.
    """
    found: dict[str, Mapping[str, Written]] = {}
    problems: list[Problem] = []
    for each in ("", *_languages(folder)):
        try:
            found[each.casefold()] = {page.name: page for page in _read(folder, each)}
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(*problems)
    chosen = {**found[""], **found[forms.nearest(language, found, otherwise="")]}
    return tuple(chosen[name] for name in sorted(chosen))


def _languages(folder: Path) -> tuple[str, ...]:
    """Return the folders that are named by a language; a picture or a draft may lie in any other."""
    inside = sorted(folder.iterdir()) if folder.is_dir() else []
    return tuple(path.name for path in inside if path.is_dir() and tongue(path.name))


def _read(folder: Path, language: str) -> Iterator[Written]:
    """Yield the pages of one language, those of the guide among them."""
    for inside in ("", GUIDE):
        yield from front.read_each(folder / language / inside, partial(_page, folder=language, inside=inside))


def _place(name: str) -> str:
    """Return the address of a page by its name; a folder's own page has that of the folder."""
    folder, _, last = name.rpartition("/")
    return f"{folder}/" if folder and last == INDEX else f"{name}/"


def _page(content: str, name: str, file: str, *, folder: str, inside: str) -> Written:
    if not NAME.fullmatch(name):
        hint = "Small letters, digits and single hyphens, for example office-hours.md."
        raise InputError(Problem(file=file, words="The name of this file cannot be an address.", hint=hint))
    if name in TAKEN and not inside:
        raise InputError(Problem(file=file, words=f"The address /{name}/ belongs to a page that Gleaner makes."))
    top, body = front.split(content, file)
    heading = forms.read(top, Heading, file=file, first_line=2)
    if heading.language and not tongue(heading.language):
        words = f'"{heading.language}" is not a language code.'
        raise InputError(Problem(file=file, words=words, hint="Write a code such as en, de or pt-BR."))
    return Written(
        name=f"{inside}/{name}" if inside else name,
        title=heading.title,
        description=heading.description,
        body=body,
        language=heading.language or folder,
        folder=folder,
    )
