"""The owner's texts and the files of the site in, nothing out: or every link and footnote that leads nowhere.

Each is named by the file and the line it was written in; verify would find it too, but only on the pages that are made
from that file.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from generator import forms
from generator.errors import InputError, Problem
from generator.model import Edition
from generator.publish import front
from generator.publish.glossary import FILE, Term
from generator.publish.links import target
from generator.publish.pages import Written
from generator.publish.typeset import PLACE, Leads, addresses, as_it_stands, ends
from generator.text import one_line

ROOT = "Addresses begin at the root of the site, for example archive/ or images/room.jpg."


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line that a person wrote."""

    file: str
    number: int
    """The first is 1."""
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Markdown that a person wrote."""

    file: str
    """As its owner knows it."""
    body: str
    path: Path
    """The file in which it stands; only who has something to say of it reads that again."""
    leads: Leads = as_it_stands
    """What an address in it means."""
    whole: bool = False
    """Whether it is a page of its own (typeset.py): what was set to be looked through is then what is printed."""

    def line(self, words: str) -> int | None:
        """Return the first line of it that holds some words as they are written; None where none does."""
        return next((line.number for line in _below(self.path, self.file) if words in line.words), None)


def texts(
    content: Path, editions: Sequence[Edition], written: Sequence[Written], glossary: Sequence[Term]
) -> tuple[Text, ...]:
    """Return every text of the owner's that is printed."""
    notes = [(content / f"editions/{edition.week}.md", edition.note) for edition in editions]
    means = "\n\n".join(term.means for term in glossary if term.means)
    found = [Text(file=front.label(path), body=body, path=path) for path, body in notes if body]
    for page in written:
        path = content / "pages" / page.file
        leads = partial(page.leads, repository=None)
        found += [Text(file=front.label(path), body=page.body, path=path, leads=leads, whole=True)] if page.body else []
    terms = Text(file=f"{content.name}/{FILE}", body=means, path=content / FILE)
    return (*found, *([terms] if means else []))


def lines(content: Path) -> Iterator[Line]:
    """Yield every line that an owner wrote: notes, titles, own picks and questions of editions, pages, the glossary."""
    for path in sorted((content / "editions").glob("*.md")):
        yield from _of_edition(path)
    for path in sorted((content / "pages").rglob("*.md")):
        yield from _lines(path, front.label(path))
    yield from _lines(content / FILE, f"{content.name}/{FILE}")


def _of_edition(path: Path) -> Iterator[Line]:
    """Yield the lines of an edition that no desk wrote; of one that cannot be read none, which is told elsewhere."""
    every = tuple(_lines(path, front.label(path)))
    try:
        top, _ = front.split("\n".join(line.words for line in every), path.stem)
        root = forms.page(top, file=path.stem, first_line=2).root
    except InputError:
        return
    below = top.count("\n") + 2
    theirs = set(_own(root, below)) if root and root.kind is forms.Kind.GROUP else set()
    yield from (line for line in every if line.number > below or line.number in theirs)


def _own(root: forms.Node, end: int) -> Iterator[int]:
    """Yield the numbers of the lines of the title, of own picks and of own questions."""
    starts = sorted(node.key[0] for node in root.value.values() if node.key)
    if title := root.value.get("title"):
        yield from range(title.line, next((line for line in starts if line > title.line), end))
    for key in ("picks", "prompts"):
        group = root.value.get(key)
        entries = group.value if group and group.kind is forms.Kind.LIST else ()
        ends = [each.line for each in entries[1:]]
        ends += [next((line for line in starts if entries and line > entries[-1].line), end)]
        for entry, following in zip(entries, ends, strict=False):
            if entry.kind is forms.Kind.GROUP and "id" not in entry.value:  # as own.py tells them
                yield from range(entry.line, following)


def _below(path: Path, file: str) -> tuple[Line, ...]:
    """Return the lines of a file in which its text stands: those below the record, where there is one."""
    every = tuple(_lines(path, file))
    fences = [line.number for line in every if front.DASHES.fullmatch(f"{line.words}\n")]
    return every[fences[1] if len(fences) > 1 and fences[0] == 1 else 0 :]


def _lines(path: Path, file: str) -> Iterator[Line]:
    if path.is_file():
        for number, words in enumerate(front.load(path).split("\n"), start=1):
            yield Line(file=file, number=number, words=words)


def read(found: Sequence[Text], files: Collection[str]) -> None:
    """Look for links to what the site will not have, and for footnotes without a mark or marks without a footnote.

    Raises:
        InputError: all of them.
    """
    places = {file.removesuffix("index.html") for file in files if "/." not in f"/{file}"}
    odd = (text for text in found if not _is_plainly_whole(text, files))
    _refuse(problem for text in odd for problem in _loose(text, files, places))


def is_whole(found: Sequence[Text], files: Collection[str]) -> bool:
    """Tell whether `read` finds nothing in any text, whatever the site has beside these files; quick in most cases."""
    return all(_is_plainly_whole(text, files) or not any(_loose(text, files, ())) for text in found)


def _is_plainly_whole(text: Text, files: Collection[str]) -> bool:
    places = addresses(text.body, text.leads)
    return places is not None and all(_target(place) in files for place in places)


def _leads_to_parts(text: Text) -> bool:
    """Tell whether a text may lead to a part of a page."""
    places = addresses(text.body, text.leads)
    return places is None or any("#" in place for place in places)


def read_printed(found: Sequence[Text], site: Path) -> None:
    """Look for links to a heading or a pick that its page does not have; only the printed page can tell.

    Raises:
        InputError: all of them.
    """
    _refuse(problem for text in found if _leads_to_parts(text) for problem in _astray(text, site))


def pictures(folder: Path, files: Mapping[str, Path]) -> None:
    """Look for what cannot be copied: a link to a picture that is gone, a pipe.

    Raises:
        InputError: all of them.
    """
    words = "This is no file that can be copied; is it a link to one that is gone?"
    _refuse(Problem(file=front.label(folder / name), words=words) for name, path in files.items() if not path.is_file())


def _refuse(problems: Iterator[Problem]) -> None:
    if found := tuple(problems):
        raise InputError(*found)


def _loose(text: Text, files: Collection[str], places: Collection[str]) -> Iterator[Problem]:
    found = ends(text.body, text.leads, whole=text.whole)
    for written, place in found.places.items():
        if _target(place) not in files:
            yield Problem(
                file=text.file,
                line=text.line(written),
                words=f"The link ({one_line(written)}) leads nowhere.",
                hint=forms.did_you_mean(place, places) or ROOT,
            )
    for mark in found.loose:
        words = f"The footnote {mark} has no mark in the text, or the mark no footnote."
        hint = f"It takes both: {mark} in the text, and below it a line that begins with {mark}: and a blank."
        yield Problem(file=text.file, line=text.line(mark), words=words, hint=hint)


def _astray(text: Text, site: Path) -> Iterator[Problem]:
    from generator.publish import sight  # noqa: PLC0415  for printed pages alone

    for written, place in ends(text.body, text.leads, whole=text.whole).places.items():
        page, fragment = _target(place), place.partition("#")[2]
        if not (fragment and page.endswith(".html")):
            continue
        printed = sight.read(page, site / page)
        if printed.readable and fragment not in printed.ids:  # of one that cannot be read, verify says so
            words = f"The link ({one_line(written)}) leads to a part of a page that is not there."
            yield Problem(
                file=text.file,
                line=text.line(written),
                words=words,
                hint=f"Without #{fragment} it leads to the page itself.",
            )


def _target(place: str) -> str:
    """Return the file that a place of a text means; "" where it cannot be one."""
    if not PLACE.fullmatch(place) or ".." in place:
        return ""
    return target(place.partition("#")[0].removeprefix("./"), "index.html")
