"""Editions in, files in content/editions/ out, and back: one week, one file, and it belongs to a person.

YAML front matter is the record, the Markdown below it is the editor's note. A file that exists is never written over:
what has to change in it, amend.py changes with care.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from generator import files, forms
from generator.errors import InputError, Problem
from generator.model import Edition, Week
from generator.publish import front, own, sense, twin
from generator.publish.fitting import fitting
from generator.publish.record import FORMAT, Record, edition, packed, plain, unpacked
from generator.publish.script import written
from generator.publish.sense import NEW_ID
from generator.publish.standing import Standing, checksum

HEAD = """\
# This edition is yours, and no run undoes what you change. Your note goes below the second line of dashes, in Markdown.
# Move, reword or delete a pick, a question, a word; or `hidden: true`, `pin: true`. Your own pick: `- url: https://...`
"""
REMEMBERED = 1024
"""Editions that a process remembers, by their whole text: twenty years, at 250 kB each."""


def read(folder: Path) -> tuple[Edition, ...]:
    """Read every edition of a folder, oldest first; a folder that is not there holds none.

    Raises:
        InputError: what cannot be used in any of the files, with the line and the column of each.
    """
    return _ordered(front.read_each(folder, _read), folder)


NOTED = 4
"""Bytes in which the length of a note is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """Editions, and how their texts would be known again."""

    editions: tuple[Edition, ...]
    """Oldest first."""
    texts: Mapping[Week, str]
    """Edition -> the checksum of its file's text; {} where nothing is kept."""


def read_again(folder: Path, standing: Standing) -> Archive:
    """Read every edition of a folder as `read` does; what an earlier build has read is not looked through again."""
    if not standing.keeps:
        return Archive(editions=read(folder), texts=MappingProxyType({}))
    texts: dict[Week, str] = {}

    def known(name: str, text: str) -> Edition | None:
        found = _kept(name, text, standing)
        if found:
            texts[found.week] = text
        return found

    def stands(path: Path) -> Edition | None:
        data = twin.read(str(path), forms.BYTES)
        return None if data is None else known(path.stem, sha256(data).hexdigest())

    def read_one(content: str, name: str, file: str) -> Edition:
        text = checksum(content)
        if not (found := known(name, text)):  # its line ends are not Unix's, or nothing is known of it
            found = _keep(content, name, file, standing)
            texts[found.week] = text
        return found

    return Archive(editions=_ordered(front.read_each(folder, read_one, stands=stands), folder), texts=texts)


def _ordered(editions: Sequence[Edition], folder: Path) -> tuple[Edition, ...]:
    ordered = tuple(sorted(editions, key=lambda each: each.week))
    _own_ids(ordered, folder)
    return ordered


def newest(folder: Path) -> Edition | None:
    """Read the edition of the latest week alone; None where there is none. InputError: it cannot be used."""
    path = max(folder.glob("*-W*.md"), key=lambda each: each.stem, default=None)
    return parsed(front.load(path), path.stem, front.label(path)) if path else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """An edition and the text of its file."""

    edition: Edition
    content: str


def fitted(edition: Edition) -> Script:
    """Write an edition, of an enormous one as much as can be read again."""
    left, content = fitting(edition, plain, dump)
    return Script(edition=left, content=content)


def write(edition: Edition, folder: Path) -> Path:
    """Keep a new edition as `fitted` leaves it; `keep` says how, and what it raises."""
    return keep(fitted(edition), folder)


def keep(script: Script, folder: Path) -> Path:
    """Keep a new edition, whole or not at all, and return its file.

    Raises:
        FileExistsError: this week has a file already, and what exists is the owner's.
        InputError: the clock is so wrong that what is written could not be read again.
    """
    edition, path = script.edition, folder / f"{script.edition.week}.md"
    if not {edition.starts.year, edition.published.year} <= set(forms.YEARS):
        words = f"This edition would bear the date {edition.published:%Y-%m-%d}, and is not written."
        raise InputError(Problem(file=front.label(path), words=words, hint="Is the clock of this machine right?"))
    files.create(path, script.content.encode())
    return path


def dump(edition: Edition) -> str:
    """Write an edition as the text of its file."""
    note = f"\n{edition.note}\n" if edition.note else ""
    return f"{front.FENCE}{HEAD}{written(plain(edition))}{front.FENCE}{note}"


def parsed(content: str, name: str, file: str) -> Edition:
    """Read the text of a file.

    Args:
        content: the text, with line ends as Unix has them.
        name: the week that the file is called after.
        file: what its owner calls it.

    Raises:
        InputError: all that is wrong with it, with line and column.
    """
    top, note = front.split(content, file)
    return edition(_record(top, name, file), note)


def _record(top: str, name: str, file: str) -> Record:
    return straight(top, name) or closely(top, name, file)


def _kept(name: str, text: str, standing: Standing) -> Edition | None:
    """Return the edition that was read of a text with this checksum: what was sound is sound."""
    data = standing.again("edition", (name, text))
    if data is None:
        return None
    begin = NOTED + int.from_bytes(data[:NOTED])
    return edition(unpacked(data[begin:]), data[NOTED:begin].decode())


def _keep(content: str, name: str, file: str, standing: Standing) -> Edition:
    """Read the text of a file as `parsed` does, and keep what came of it: its note with its length, and its record."""
    top, note = front.split(content, file)
    record, said = _record(top, name, file), note.encode()
    if data := packed(record):
        made = len(said).to_bytes(NOTED) + said + data
        standing.keep("edition", (name, checksum(content)), made)
    return edition(record, note)


@lru_cache(maxsize=REMEMBERED)
def _read(content: str, name: str, file: str) -> Edition:
    """Read the text of a file once in a process: a daily run asks for the archive four times, and few of it change."""
    return parsed(content, name, file)


def closely(top: str, name: str, file: str) -> Record:
    """Read a record with the place of every value, as `parsed` says; what is wrong with it is raised."""
    page = own.filled(forms.page(top, file=file, first_line=2))
    _known_format(page)
    record, problems = forms.compare(page, Record, first_line=2)
    page.refuse(*problems, *(sense.mistakes(record, page, name) if record else ()))
    assert record is not None
    return record


def straight(top: str, name: str) -> Record | None:
    """Read a record as Gleaner wrote it; None where an owner's hand or anything wrong asks for a closer look."""
    found = forms.straight(top) if len(top) <= forms.BYTES else None
    if found is None:
        return None
    record = forms.fits(found, Record)
    return record if record and record.format == FORMAT and sense.is_sound(record, name) else None


def _known_format(page: forms.Page) -> None:
    """A later record may have keys of any kind; that it is a later one is all there is to say of it."""
    told = page.root.value.get("format") if page.root and page.root.kind is forms.Kind.GROUP else None
    if told and told.kind is forms.Kind.NUMBER and told.value != FORMAT:
        words = f"This edition is a record of format {told.text}, and this Gleaner reads only format {FORMAT}."
        newer = "A newer Gleaner made it: ./gleaner upgrade brings this one up to date."
        older = "An older Gleaner made it: ./gleaner migrate brings it up to date."
        raise InputError(page.problem(told, words, newer if told.value > FORMAT else older))


def _own_ids(editions: Sequence[Edition], folder: Path) -> None:
    """Whoever copies a file copies its id; then feed readers take the two for one."""
    first: dict[str, Edition] = {}
    problems: list[Problem] = []
    for each in editions:
        if (other := first.setdefault(each.id, each)) is not each:
            file, twin = (front.label(folder / f"{one.week}.md") for one in (each, other))
            words = f"This edition has the same `id` as {twin}, and feed readers would take the two for one."
            problems.append(Problem(file=file, words=words, hint=NEW_ID))
    if problems:
        raise InputError(*problems)
