"""The list of a feed reader (OPML) in; config.yaml with an entry for each feed that is not there yet out.

Its folders become topics. What is on a list is not asked here, for a list may have hundreds: `./gleaner check` tries
all of them. Feeds of places we know by another name (a channel, a hashtag) become that, so that a list that Gleaner has
written is recognised when it comes back.
"""

from dataclasses import dataclass, replace
from pathlib import Path

from generator import forms, text
from generator.config.kinds import ROWS
from generator.config.lists import OPML_BYTES
from generator.config.sources import identity
from generator.editing.adding import entry_of
from generator.editing.change import Change, added, open_sheet
from generator.editing.writing import Entry
from generator.errors import InputError, Problem, StreetError
from generator.model import Source

ADDRESS = "A list that is published somewhere is read anew every day, if you add it: ./gleaner add 'opml: ADDRESS'"

NO_LIST = "Feed readers export their list as OPML. A single site or feed: ./gleaner add 'https://site.example'"
LISTS = (".opml", ".xml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What became of a list."""

    change: Change
    fresh: tuple[str, ...]
    """Names of what is new."""
    there: tuple[str, ...]
    """Names of what was there before."""
    left_out: tuple[Problem, ...]
    """What cannot be read, and why."""


def import_list(path: Path, file: Path) -> Imported:
    """Add the feeds of a list to config.yaml; nothing is written yet.

    Args:
        path: config.yaml.
        file: The list.

    Raises:
        InputError: the list names no feeds or cannot be read, or config.yaml cannot be changed.
    """
    listed = _listed(file)
    sheet = open_sheet(path)
    fresh: dict[tuple[str, str], Entry] = {}
    names: list[str] = []
    there: list[str] = []
    left_out: list[Problem] = []
    for feed in listed:
        try:
            source, entry = _entry(feed)
        except InputError as error:
            left_out += error.problems
            continue
        if found := sheet.find(source):
            there.append(found.name)
        elif identity(source) not in fresh:
            fresh[identity(source)] = entry
            names.append(feed.name)
    change = added(sheet, tuple(fresh.values()))
    return Imported(change=change, fresh=tuple(names), there=tuple(there), left_out=tuple(left_out))


def _listed(file: Path) -> tuple[Source, ...]:
    from generator.collect.sources.feeds import opml  # noqa: PLC0415  for this command alone

    name = str(file)
    if "//" in name or name.startswith(("http:", "https:")):
        raise InputError(Problem(file=name, words="This is an address, not a file.", hint=ADDRESS))
    try:
        return opml.parse(_body(file, name))
    except FileNotFoundError:
        hint = forms.did_you_mean(file.name, _lists_in(file.parent)) or NO_LIST
        raise InputError(Problem(file=name, words="There is no such file.", hint=hint)) from None
    except StreetError as error:
        raise InputError(Problem(file=name, words=error.words, hint=NO_LIST)) from error


def _body(file: Path, name: str) -> bytes:
    """Return what is in the file; InputError where it is none, cannot be read or is no list by its size."""
    if words := forms.no_file(file):
        raise InputError(Problem(file=name, words=words[0], hint=words[1]))
    try:
        with file.open("rb") as opened:
            body = opened.read(OPML_BYTES + 1)
    except OSError as error:
        raise forms.unreadable(error, name) from error
    if not body:
        raise InputError(Problem(file=name, words="This file is empty.", hint=NO_LIST))
    if len(body) > OPML_BYTES:
        raise InputError(Problem(file=name, words="This is larger than 5 MB, and is not read.", hint=NO_LIST))
    return body


def _lists_in(folder: Path) -> tuple[str, ...]:
    found = folder.iterdir() if folder.is_dir() else ()
    return tuple(sorted(each.name for each in found if each.suffix.lower() in LISTS and each.is_file()))


def _entry(feed: Source) -> tuple[Source, Entry]:
    """Write a feed of a list as an entry, with its name where it has one of its own, and its folders as topics."""
    try:
        source, entry = entry_of(feed.address)
    except InputError:  # a page that we know as another place's, and not as one that can be followed
        source, entry = entry_of(f"feed: {feed.address}")
    title = ROWS[source.kind].title
    topics = tuple(topic for topic in feed.topics if topic != title)
    said: dict[str, str | tuple[str, ...]] = {"topics": topics} if topics else {}
    if feed.name and feed.name not in {text.host(feed.address), source.name}:
        said = {"name": feed.name, **said}
    return replace(source, name=feed.name), {**entry, **said}
