"""The owner's texts and the files of the site in, nothing out: or every link and footnote that leads nowhere.

Each is named by the file it was written in; verify would find it too, but only on the pages made from that file.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator import forms
from generator.errors import InputError, Problem
from generator.model import Edition
from generator.publish import front, verify
from generator.publish.glossary import FILE, Term
from generator.publish.pages import Written
from generator.publish.typeset import PLACE, ends
from generator.text import one_line

ROOT = "Addresses begin at the root of the site, for example archive/ or images/room.jpg."


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Markdown that a person wrote."""

    file: str
    """As its owner knows it."""
    body: str


def texts(
    content: Path, editions: Sequence[Edition], written: Sequence[Written], glossary: Sequence[Term]
) -> tuple[Text, ...]:
    """Return every text of the owner's that is printed."""
    notes = [(f"editions/{edition.week}.md", edition.note) for edition in editions]
    bodies = [(f"pages/{page.name}.md", page.body) for page in written]
    means = Text(file=f"{content.name}/{FILE}", body="\n\n".join(term.means for term in glossary if term.means))
    found = [Text(file=front.label(content / name), body=body) for name, body in [*notes, *bodies]]
    return tuple(each for each in [*found, means] if each.body)


def read(found: Sequence[Text], files: Collection[str]) -> None:
    """Look for links to what the site will not have, and for footnotes without a mark or marks without a footnote.

    Raises:
        InputError: all of them.
    """
    places = {file.removesuffix("index.html") for file in files if "/." not in f"/{file}"}
    _refuse(problem for text in found for problem in _loose(text, files, places))


def read_printed(found: Sequence[Text], site: Path) -> None:
    """Look for links to a heading or a pick that its page does not have; only the printed page can tell.

    Raises:
        InputError: all of them.
    """
    _refuse(problem for text in found for problem in _astray(text, site))


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
    found = ends(text.body)
    for place in found.places:
        if _target(place) not in files:
            yield Problem(
                file=text.file,
                words=f"The link ({one_line(place)}) leads nowhere.",
                hint=forms.did_you_mean(place, places) or ROOT,
            )
    for mark in found.loose:
        words = f"The footnote {mark} has no mark in the text, or the mark no footnote."
        hint = f"It takes both: {mark} in the text, and below it a line that begins with {mark}: and a blank."
        yield Problem(file=text.file, words=words, hint=hint)


def _astray(text: Text, site: Path) -> Iterator[Problem]:
    for place in ends(text.body).places:
        target, fragment = _target(place), place.partition("#")[2]
        if fragment and target.endswith(".html") and fragment not in verify.read(target, site / target).ids:
            words = f"The link ({place}) leads to a part of a page that is not there."
            yield Problem(file=text.file, words=words, hint=f"Without #{fragment} it leads to the page itself.")


def _target(place: str) -> str:
    """Return the file that a place of a text means; "" where it cannot be one."""
    if not PLACE.fullmatch(place) or ".." in place:
        return ""
    return verify.target(place.partition("#")[0].removeprefix("./"), "index.html")
