"""The shape of the edition data in, its JSON Schema (draft 2020-12) and the page about it out.

The schema is made from the classes once and kept beside them as `edition-1.json`, which the site publishes; a test
compares the two. Making it anew for every site would cost a fifth of a second and could not be looked over.
"""

import json
from dataclasses import is_dataclass
from pathlib import Path
from typing import Any

from generator.publish.data import shape
from generator.publish.data.shape import FORMAT, EditionData

FILE = f"schema/edition-{FORMAT}.json"
"""Where the site has it."""
KEPT = Path(__file__).with_name(f"edition-{FORMAT}.json")
DIALECT = "https://json-schema.org/draft/2020-12/schema"
TITLE = "An edition of a digest, as data"
HEAD = """\
# An edition as data

Made from the program by `make docs`. Beside the page of every edition lies the same as JSON,
`editions/2026-W47/edition.json`, for whoever wants to count, search, translate or show it in another way. The site has
the schema at [`schema/edition-1.json`](publish/data/edition-1.json) (JSON Schema, draft 2020-12), and every file names
it in `$schema`.

It has what the page shows and nothing that the page hides. `format` is 1; fields may be added to it, but none is taken
away, renamed or given another meaning, so skip what you do not know. Fields that are not marked as always there are
left out where they would say nothing. The words of others are theirs: pass on links rather than texts, and when a pick
has gone from a file, somebody may have withdrawn it.
"""


def made() -> dict[str, Any]:
    """Make the schema of the classes."""
    from pydantic import ConfigDict, TypeAdapter  # noqa: PLC0415  0.17 s, for tests and documents alone

    for each in vars(shape).values():
        if is_dataclass(each):
            setattr(each, "__pydantic_config__", ConfigDict(use_attribute_docstrings=True))  # noqa: B010  mypy
    whole: dict[str, Any] = _plain(TypeAdapter(EditionData).json_schema())
    properties = {"$schema": {"type": "string", "description": "Where this schema is."}} | whole.pop("properties")
    head = {"$schema": DIALECT, "title": TITLE, "description": whole.pop("description"), "type": whole.pop("type")}
    return head | {"required": whole.pop("required"), "properties": properties} | whole


def _plain(found: Any) -> Any:  # noqa: ANN401  JSON
    """Take away what says nothing: titles made from the names of fields, and defaults, which are left out of files."""
    if isinstance(found, list):
        return [_plain(each) for each in found]
    if not isinstance(found, dict):
        return found
    return {
        key: _plain(value)
        for key, value in found.items()
        if key != "default" and not (key == "title" and isinstance(value, str))
    }


def read() -> dict[str, Any]:
    """Read the schema that is kept."""
    found: dict[str, Any] = json.loads(KEPT.read_text("utf-8"))
    return found


def kept(schema: dict[str, Any]) -> str:
    """Return a schema as its file has it."""
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


# ---------------------------------------------------------------- for people


def reference() -> str:
    """Return the page about the edition data, generator/EDITION.md."""
    schema = made()
    parts = [_table("EditionData", schema)]
    parts += [_table(name, schema["$defs"][name]) for name in _order(schema)]
    return "\n\n".join([HEAD.strip(), *parts]) + "\n"


def _order(schema: dict[str, Any]) -> tuple[str, ...]:
    """Return the names of the objects in the order in which a reader meets them."""
    met: dict[str, None] = {}

    def meet(part: dict[str, Any]) -> None:
        for each in part["properties"].values():
            if (name := _named(each)) and name not in met:
                met[name] = None
                meet(schema["$defs"][name])

    meet(schema)
    return tuple(met)


def _named(field: dict[str, Any]) -> str:
    return str(field.get("$ref", field.get("items", {}).get("$ref", ""))).rpartition("/")[2]


def _table(name: str, part: dict[str, Any]) -> str:
    rows = ["| field | holds | always | |", "| --- | --- | --- | --- |"]
    for key, field in part["properties"].items():
        always = "yes" if key in part.get("required", ()) else ""
        rows.append(f"| `{key}` | {_type(field)} | {always} | {_words(field)} |")
    return "\n".join([f"## {_title(name)}", "", _words(part), "", *rows])


def _words(part: dict[str, Any]) -> str:
    return " ".join(str(part.get("description", "")).split())


def _type(field: dict[str, Any]) -> str:
    name = _named(field)
    if name:
        link = f"[{_title(name).lower()}](#{_title(name).lower()})"
        return f"list of {link}" if "items" in field else link
    if "items" in field:
        return f"list of {field['items']['type']}"
    return str(field.get("const", field.get("type")))


def _title(name: str) -> str:
    return name.removesuffix("Data")
