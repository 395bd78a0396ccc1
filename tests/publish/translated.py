"""Catalogues in, the same with the English words above every key out: what translators see in Poedit or Weblate.

The id of a text is a key, so that a better English sentence costs no translation; what it means stands above it as an
extracted comment (`#. `), made anew by `make docs`.
"""

from collections.abc import Mapping
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from generator.publish.strings import ENGLISH, FOLDER

HEADING = "----"
"""With what a comment begins that opens a part of a catalogue: it says nothing of the text below it."""
EXTRACTED = "#."


def documents() -> dict[Path, str]:
    """Return what every catalogue but the English one should hold: path -> text."""
    english = english_words()
    return {
        path: commented(path.read_text("utf-8"), english)
        for path in sorted(FOLDER.glob("*.po"))
        if path.stem != ENGLISH
    }


def read(path: Path) -> Catalog:
    """Read a catalogue as translators' tools do, and stop at what is no catalogue."""
    with path.open("rb") as file:
        return read_po(file, abort_invalid=True)


def key(message: Message) -> str:
    """Return the key of a text, with plurals or without."""
    return message.id if isinstance(message.id, str) else message.id[0]


def english_words() -> dict[str, tuple[str, ...]]:
    """Return what each key means: every English form, and what is noted there for translators."""
    found = (message for message in read(FOLDER / f"{ENGLISH}.po") if message.id)
    return {key(message): (*_forms(message), *_notes(message)) for message in found}


def _forms(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def _notes(message: Message) -> tuple[str, ...]:
    return tuple(f"({each})" for each in message.user_comments if not each.startswith(HEADING))


def commented(catalogue: str, english: Mapping[str, tuple[str, ...]]) -> str:
    """Put the English words above each key; what stood there before goes.

    Args:
        catalogue: a .po file in which every id has a line of its own, as all tools write keys.
        english: key -> what it means.
    """
    lines: list[str] = []
    for line in catalogue.splitlines():
        if line.startswith(EXTRACTED):
            continue
        if line.startswith("msgid "):
            lines += [f"{EXTRACTED} {each}" for each in english.get(line[7:-1], ())]
        lines.append(line)
    return "\n".join(lines) + "\n"
