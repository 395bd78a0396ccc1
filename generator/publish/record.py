"""An edition in, its front matter as plain values out, and back: its keys, in the order in which people read them."""

from dataclasses import dataclass, fields, replace
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from generator.model import AlertMatches, Courtesy, Edition, Meters, Network, Numbers, Pick, Prompt, Report, Week, Word
from generator.publish.script import Line, ordered

if TYPE_CHECKING:
    from pydantic import TypeAdapter

FRONT = (
    "week", "title", "id", "published", "starts", "language", "thread", "prompts", "picks", "alerts", "words",
    "courtesies", "meters", "numbers", "reports", "network", "format",
)  # fmt: skip
PICK = ("title", "url", "pin", "hidden", "name", "section", "why", "excerpt", "warning", "minutes", "published")
PROMPT = ("lens", "text", "hidden", "about", "id")
WORD = ("term", "hidden")
"""The order in which a person wants to read the keys; the others follow in the order of the model."""
FORMAT = 1


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


def plain(edition: Edition) -> dict[str, Any]:
    """Return the front matter of an edition as it is written: what says nothing is left out."""
    record = Record(
        **{field.name: getattr(edition, field.name) for field in fields(Record) if field.name != "week"},
        week=str(edition.week),
    )
    found = _record().dump_python(record, exclude_defaults=True)
    found["picks"] = [ordered(pick, PICK) for pick in found.get("picks", ())]
    for matched in found.get("alerts", ()):
        matched["matches"] = [ordered(match, PICK) for match in matched.get("matches", ())]
    for name, each in found.get("network", {}).items():
        if isinstance(each, list | tuple):
            found["network"][name] = [Line(one) for one in each]
    if "words" in found:
        found["words"] = [ordered(word, WORD) for word in found["words"]]
    found["prompts"] = [ordered(prompt, PROMPT) for prompt in found.get("prompts", ())]
    return ordered(found, FRONT)


def edition(record: Record, note: str) -> Edition:
    """Make an edition of a record; a line of the map that ends at nobody, as its owner took the voice out, is none."""
    kept = {field.name: getattr(record, field.name) for field in fields(Record)}
    numbers = {node.number for node in record.network.nodes}
    lines = tuple(line for line in record.network.lines if numbers.issuperset(line.ends))
    network = record.network if len(lines) == len(record.network.lines) else replace(record.network, lines=lines)
    return Edition(**(kept | {"week": Week.named(record.week), "note": note, "network": network}))


def packed(record: Record) -> bytes | None:
    """Write a record for a program to read again, in a ninth of the time; None for one that would come back changed."""
    from pydantic import ValidationError  # noqa: PLC0415  as in _record
    from pydantic_core import PydanticSerializationError  # noqa: PLC0415  as above

    try:
        data = _record().dump_json(record, exclude_defaults=True)
        return data if unpacked(data) == record else None
    except (PydanticSerializationError, ValidationError):  # half of a surrogate pair, say
        return None


def unpacked(data: bytes) -> Record:
    """Read what `packed` wrote."""
    return _record().validate_json(data, strict=True)


@cache
def _record() -> "TypeAdapter[Record]":
    from pydantic import TypeAdapter  # noqa: PLC0415  0.17 s, for commands that keep nothing

    return TypeAdapter(Record)
