r"""Editions in, files in content/editions/ out, and back: one week, one file, and it belongs to a person.

YAML front matter is the record, the Markdown below it is the editor's note. A file that exists is never written over.
The dumper is PyYAML's own and not libyaml's, which writes every emoji as \U0001F33E: these files are for reading.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from generator import files, forms, text
from generator.errors import InputError, Problem
from generator.model import AlertMatches, Courtesy, Edition, Meters, Network, Numbers, Pick, Prompt, Report, Week, Word
from generator.publish import front

if TYPE_CHECKING:
    from pydantic import TypeAdapter

HEAD = """\
# This edition is yours. Write your note below the second line of dashes; it is Markdown.
# On a pick, a question or a word: `hidden: true` leaves it out, `pin: true` puts a pick first; or delete or reword it.
"""
FRONT = (
    "week", "title", "id", "published", "starts", "language", "thread", "prompts", "picks", "alerts", "words",
    "courtesies", "meters", "numbers", "reports", "network", "format",
)  # fmt: skip
PICK = ("title", "url", "pin", "hidden", "name", "section", "why", "excerpt", "warning", "minutes", "published")
PROMPT = ("lens", "text", "hidden", "about", "id")
WORD = ("term", "hidden")
"""The order in which a person wants to read the keys; the others follow in the order of the model."""
FORMAT = 1
EXAMPLE = "2026-W47"
NEW_ID = "Any id that no other edition has will do, for example urn:uuid: and what `uuidgen` prints."


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """An edition as its front matter has it: the week by its name, and no note."""

    week: str
    id: str
    title: str
    published: datetime
    starts: datetime
    language: str = "en"
    picks: tuple[Pick, ...] = ()
    prompts: tuple[Prompt, ...] = ()
    alerts: tuple[AlertMatches, ...] = ()
    words: tuple[Word, ...] = ()
    courtesies: tuple[Courtesy, ...] = ()
    meters: Meters = Meters()  # noqa: RUF009  it is frozen
    network: Network = Network()  # noqa: RUF009  as above
    numbers: Numbers = Numbers()  # noqa: RUF009  as above
    reports: tuple[Report, ...] = ()
    thread: str | None = None
    format: int = FORMAT


def read(folder: Path) -> tuple[Edition, ...]:
    """Read every edition of a folder, oldest first; a folder that is not there holds none.

    Raises:
        InputError: what cannot be used in any of the files, with the line and the column of each.
    """
    editions = tuple(sorted(front.read_each(folder, _edition), key=lambda edition: edition.week))
    _own_ids(editions, folder)
    return editions


def write(edition: Edition, folder: Path) -> Path:
    """Keep a new edition, whole or not at all, and return its file.

    Raises:
        FileExistsError: this week has a file already, and what exists is the owner's.
    """
    path = folder / f"{edition.week}.md"
    files.create(path, dump(edition).encode())
    return path


def dump(edition: Edition) -> str:
    """Write an edition as the text of its file."""
    record = Record(
        **{field.name: getattr(edition, field.name) for field in fields(Record) if field.name != "week"},
        week=str(edition.week),
    )
    plain = _record().dump_python(record, exclude_defaults=True)
    plain["picks"] = [_ordered(pick, PICK) for pick in plain.get("picks", ())]
    for found in plain.get("alerts", ()):
        found["matches"] = [_ordered(match, PICK) for match in found.get("matches", ())]
    for name, each in plain.get("network", {}).items():
        if isinstance(each, list | tuple):
            plain["network"][name] = [_Line(one) for one in each]
    if "words" in plain:
        plain["words"] = [_ordered(word, WORD) for word in plain["words"]]
    plain["prompts"] = [_ordered(prompt, PROMPT) for prompt in plain.get("prompts", ())]
    top = yaml.dump(
        _ordered(plain, FRONT), Dumper=_Plain, allow_unicode=True, sort_keys=False, width=float("inf"), indent=2
    )
    note = f"\n{edition.note}\n" if edition.note else ""
    return f"{front.FENCE}{HEAD}{top}{front.FENCE}{note}"


def _edition(content: str, name: str, file: str) -> Edition:
    top, note = front.split(content, file)
    page = forms.page(top, file=file, first_line=2)
    _known_format(page)
    record, problems = forms.compare(page, Record, first_line=2)
    page.refuse(*problems)
    assert record is not None
    _named_so(record, name, file)
    _once(record, file)
    kept = {field.name: getattr(record, field.name) for field in fields(Record)}
    return Edition(**(kept | {"week": Week.named(record.week), "note": note}))


def _known_format(page: forms.Page) -> None:
    """A later record may have keys of any kind; that it is a later one is all there is to say of it."""
    told = page.root.value.get("format") if page.root and page.root.kind is forms.Kind.GROUP else None
    if told and told.kind is forms.Kind.NUMBER and told.value != FORMAT:
        words = f"This edition is a record of format {told.text}, and this Gleaner reads only format {FORMAT}."
        raise InputError(page.problem(told, words, "A newer Gleaner made it: update this one."))


def _named_so(record: Record, name: str, file: str) -> None:
    """The file and the record name one week, and there is such a week."""
    known = next((week for week in (name, record.week) if _is_week(week)), "")
    if record.week != name:
        words = f'The name of this file does not fit its week, "{text.one_line(record.week, 60)}".'
        raise InputError(Problem(file=file, words=words, hint=f"Make both the same, for example {known or EXAMPLE}."))
    if not known:
        words = f'There is no week "{name}".'
        raise InputError(Problem(file=file, words=words, hint=f"Weeks are written like {EXAMPLE}."))
    if not record.id.strip():
        raise InputError(Problem(file=file, words="`id` is empty; feed readers know an edition by it.", hint=NEW_ID))


def _is_week(name: str) -> bool:
    try:
        return Week.named(name).year in forms.YEARS
    except ValueError:
        return False


def _own_ids(editions: Sequence[Edition], folder: Path) -> None:
    """Whoever copies a file copies its id; then feed readers take the two for one."""
    first: dict[str, Edition] = {}
    for edition in editions:
        if (other := first.setdefault(edition.id, edition)) is not edition:
            file, twin = (front.label(folder / f"{each.week}.md") for each in (edition, other))
            words = f"This edition has the same `id` as {twin}, and feed readers would take the two for one."
            raise InputError(Problem(file=file, words=words, hint=NEW_ID))


def _once(record: Record, file: str) -> None:
    """A pick that was copied instead of moved would be on the page twice."""
    for picks in (record.picks, *(found.matches for found in record.alerts)):
        seen: set[str] = set()
        for pick in picks:
            if pick.id in seen:
                raise InputError(Problem(file=file, words=f"This pick is there twice: {pick.title or pick.url}"))
            seen.add(pick.id)


@cache
def _record() -> "TypeAdapter[Record]":
    from pydantic import TypeAdapter  # noqa: PLC0415  0.17 s, for commands that keep nothing

    return TypeAdapter(Record)


def _ordered(values: Mapping[str, Any], first: tuple[str, ...]) -> dict[str, Any]:
    known = {key: values[key] for key in first if key in values}
    return known | {key: value for key, value in values.items() if key not in known}


class _Line(dict[str, Any]):
    """Something that takes one line of the file: the map is for looking at, not for reading."""


class _Plain(yaml.SafeDumper):
    """YAML for people: list points indented below their key, paragraphs as they are, tuples as lists, no anchors."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: FBT001, FBT002, ARG002  PyYAML's signature
        super().increase_indent(flow, indentless=False)

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002  PyYAML's signature
        return True


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(value), style="|" if "\n" in value else None)


def _instant(dumper: yaml.SafeDumper, value: datetime) -> yaml.ScalarNode:
    return dumper.represent_scalar(
        "tag:yaml.org,2002:timestamp", value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    )


def _one_line(dumper: yaml.SafeDumper, value: _Line) -> yaml.MappingNode:
    return dumper.represent_mapping("tag:yaml.org,2002:map", value, flow_style=True)


_Plain.add_representer(_Line, _one_line)
_Plain.add_representer(datetime, _instant)
_Plain.add_representer(str, _text)
_Plain.add_multi_representer(str, _text)
_Plain.add_representer(tuple, yaml.SafeDumper.represent_list)
