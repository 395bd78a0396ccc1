"""Sources as somebody names them in; config.yaml without their entries out.

One is named by its address, by what its line says, or by its name. Where that fits several, or an entry reads more than
what was named, nothing is taken out: a person has to say which.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from generator import config, forms, text
from generator.config.sources import identity
from generator.editing.change import Change, Sheet, open_sheet, refuse, removed
from generator.errors import InputError, Problem
from generator.forms import Kind, Node
from generator.model import Source

LISTED = "`./gleaner export --text` lists them."
LAST = "This would leave nothing to read, and a digest needs at least one source."


def remove(path: Path, named: Sequence[str]) -> tuple[Change, tuple[str, ...]]:
    """Take sources out of the file; nothing is written yet.

    Args:
        path: config.yaml.
        named: Each an address, `#tag@server`, `kind: what is meant`, or a name.

    Returns:
        The change, and the names of what was taken out, in the order of `named`.

    Raises:
        InputError: one of them is not there, is not clear, or the file cannot be changed.
    """
    sheet = open_sheet(path)
    numbers: dict[int, str] = {}
    wrong: list[InputError] = []
    for each in named:
        try:
            number = _number(sheet, each)
        except InputError as error:
            wrong.append(error)
        else:
            numbers[number] = _name(sheet, number)
    refuse(wrong)
    if len(numbers) == len(sheet.listing.entries):
        raise InputError(Problem(file=str(path), words=LAST, hint="Add another one first."))
    return removed(sheet, tuple(numbers)), tuple(numbers.values())


def _number(sheet: Sheet, named: str) -> int:
    """Find the one entry that is meant."""
    sought = named.strip()
    for found in (_by_words(sheet, sought), _by_meaning(sheet, sought)):
        numbers = tuple(dict.fromkeys(found))
        if len(numbers) == 1:
            return _whole(sheet, numbers[0], sought)
        if numbers:
            lines = " and ".join(str(sheet.listing.entries[number].line) for number in numbers)
            raise _wrong(sought, f"This may be the entries in line {lines}.", "Name one by its address.")
    known = (word for source in sheet.sources for word in (source.name, source.address))
    hint = f"{forms.did_you_mean(sought, known)} {LISTED}".strip()
    raise _wrong(sought, "This is not among the sources.", hint)


def _by_words(sheet: Sheet, sought: str) -> Iterator[int]:
    """Find entries by what they say, or by the name that readers see."""
    folded = text.fold(sought)
    for number, entry in enumerate(sheet.listing.entries):
        names = {text.fold(source.name) for source in _of(sheet, entry)}
        if folded in names or folded in map(text.fold, _words(entry)):
            yield number


def _words(entry: Node) -> Iterator[str]:
    """Yield what may be typed for an entry: its text, `kind: text`, its name."""
    if entry.kind is not Kind.GROUP:
        yield entry.text
        return
    for key, value in entry.value.items():
        if value.kind is Kind.TEXT and key != "note":
            yield value.text
            yield f"{key}: {value.text}"


def _by_meaning(sheet: Sheet, sought: str) -> Iterator[int]:
    """Find entries by what they mean, however it is written."""
    try:
        meant = identity(config.source_of(sought))
    except InputError:
        return
    for number, entry in enumerate(sheet.listing.entries):
        if meant in map(identity, _of(sheet, entry)):
            yield number


def _of(sheet: Sheet, entry: Node) -> tuple[Source, ...]:
    """Return the sources that an entry reads."""
    return tuple(source for source in sheet.sources if source.line == entry.line)


def _whole(sheet: Sheet, number: int, sought: str) -> int:
    """Refuse to take out more than was named: one network of a hashtag, one feed of a list."""
    entry = sheet.listing.entries[number]
    sources = _of(sheet, entry)
    if len(sources) > 1 and text.fold(sought) not in map(text.fold, _words(entry)):
        words = f"The entry in line {entry.line} reads {len(sources)} sources, of which this is one."
        raise _wrong(sought, words, f"Change that line by hand, or name the whole entry: {next(_words(entry))}")
    return number


def _name(sheet: Sheet, number: int) -> str:
    entry = sheet.listing.entries[number]
    sources = _of(sheet, entry)
    return sources[0].name if len(sources) == 1 else next(_words(entry))


def _wrong(sought: str, words: str, hint: str) -> InputError:
    return InputError(Problem(file=text.one_line(sought, 80) or "What was typed", words=words, hint=hint))
