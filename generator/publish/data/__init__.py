"""A plan in, every edition as data out, with the schema it keeps to: for whoever wants to do more than read.

`shape.py` says what is in it, `fill.py` where it comes from, `schema.py` tells others.
"""

import json
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from generator.model import Edition
from generator.publish import links
from generator.publish.data import schema
from generator.publish.data.fill import digest, filled
from generator.publish.house import House, Sheet
from generator.publish.offprints import Bench, Offprint
from generator.publish.plan import Plan

if TYPE_CHECKING:
    from pydantic import TypeAdapter

    from generator.publish.data.shape import EditionData

__all__ = ["offprints", "place", "plain", "schema"]

TEMPLATE = "edition.html"
"""What sets the page of an edition."""


def offprints(plan: Plan) -> tuple[Offprint, ...]:
    """Return the data of every edition, and the schema; none before the first edition."""
    if not plan.entries:
        return ()
    shown = {sheet.page.place: sheet for sheet in plan.sheets if sheet.template == TEMPLATE}
    made = (_of(plan.house, week, shown[links.edition(week.week)]) for week in plan.house.weeks)
    return (Offprint(file=schema.FILE, make=partial(_schema, plan.house)), *made)


def _of(house: House, week: Edition, sheet: Sheet) -> Offprint:
    file = place(links.edition(week.week))
    made_of = house.made_of(week)
    made_of = made_of and (*made_of, digest(house))
    return Offprint(file=file, make=lambda bench: bench.once(file, made_of, lambda: _edition(house, week, sheet)))


def place(edition: str) -> str:
    """Return where the data of an edition is; `edition` is the place of its page."""
    return f"{edition}edition.json"


def _edition(house: House, week: Edition, sheet: Sheet) -> bytes:
    """Make the data from what House.made_of tells of its edition and from `digest`: from nothing else."""
    there = links.absolute(house.site_url)(schema.FILE) or f"../../{schema.FILE}"
    whole = {"$schema": there} | plain(filled(week, sheet.names["edition"], house))
    # Without blanks and lines the encoder is the one in C: half the time, two thirds of the size.
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _schema(house: House, _: Bench) -> bytes:
    """Return the schema with its name, which is its address."""
    address = links.absolute(house.site_url)(schema.FILE)
    kept = schema.read()
    whole = {"$schema": kept.pop("$schema")} | ({"$id": address} if address else {}) | kept
    return schema.kept(whole).encode()


def plain(value: "EditionData") -> dict[str, Any]:
    """Return data as JSON has it: what is as it would be by default is left out."""
    found: dict[str, Any] = _writer().dump_python(value, exclude_defaults=True)
    return found


@cache
def _writer() -> "TypeAdapter[EditionData]":
    """Return what takes the data apart: a third of the time that going through its fields here would take."""
    from pydantic import TypeAdapter  # noqa: PLC0415  0.17 s, for commands that print nothing

    from generator.publish.data.shape import EditionData  # noqa: PLC0415  as above

    return TypeAdapter(EditionData)
