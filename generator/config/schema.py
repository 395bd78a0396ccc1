"""The forms of config.yaml and the words about its keys in, a JSON Schema for editors out: completion, hints, slips.

It is made once by `make docs` and kept beside this file, where the first line of config.yaml points to; a test compares
the two. It is no second judge of the file: whatever the reader takes the schema takes, and what only the reader can
know (whether a zone exists, a colour can be read) it leaves to the reader. Draft 7 is what the language server behind
most editors understands whole (SchemaStore's CONTRIBUTING advises it for that reason).
"""

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from generator.config.checks import DAYS, LANGUAGE, TRUTHS
from generator.config.keys import KEYS
from generator.config.kinds import ROWS, TAGGED
from generator.config.lenses import FIVE, SLUG
from generator.config.theme import STACKS
from generator.model import BLOCKS

KEPT = Path(__file__).with_name("config.schema.json")
MODELINE = "# yaml-language-server: $schema=./generator/config/config.schema.json"
"""The first line of config.yaml; below content it would not be looked at (redhat-developer/yaml-language-server)."""
DIALECT = "http://json-schema.org/draft-07/schema#"
LINK = re.compile(r"\[([^\]]+)\]\([^)]+\)")
SPOKEN = ("ar", "de", "en", "es")
"""Languages that the pages speak; they are offered first."""

Json = dict[str, Any]
NULL: Json = {"type": "null"}

GROUPS: Mapping[str, str] = MappingProxyType(
    {
        "site": "What the digest is called, and where and in which language it appears.",
        "digest": "When an edition comes out, how long it may be, and what counts when choosing.",
        "prompts": "Questions under each edition, to think and talk about.",
        "answers": "How readers may answer in public; privately, in notes of their own, they always can.",
        "announce": "How those who want to know hear of each edition. Nothing is sent while nothing stands here.",
        "announce.email": "The letter of each edition, by e-mail.",
        "theme": "How the site looks. All of it may be left out.",
        "theme.fonts": "What text and labels are set in.",
        **{f"theme.colours{dark}.paper": "The ground of the page." for dark in ("", ".dark")},
        **{f"theme.colours{dark}.ink": "The colour of the text." for dark in ("", ".dark")},
        **{f"theme.colours{dark}.soft": "The colour of what is said quietly." for dark in ("", ".dark")},
        **{f"theme.colours{dark}.accent": "The colour of links and marks." for dark in ("", ".dark")},
    }
)
"""Keys without a row in KEYS -> what they are for: they hold others that have one."""


def _or(*parts: Json) -> Json:
    return {"anyOf": list(parts)}


_CODE = _or({"enum": list(SPOKEN)}, {"type": "string", "pattern": f"^{LANGUAGE.pattern}$"})
_DAY_NAME = "^(?:" + "|".join(f"[{n[0].upper()}{n[0]}]{n[1:3]}(?:{n[3:]})?" for n in DAYS) + ")$"
_DAY = _or(
    {"enum": list(DAYS)}, {"type": "string", "pattern": _DAY_NAME}, {"type": "integer", "minimum": 1, "maximum": 7}
)
_HOUR = _or(
    {"type": "integer", "minimum": 0, "maximum": 23}, {"type": "string", "pattern": "^(?:[01]?[0-9]|2[0-3])(?::00)?$"}
)
_FONTS = _or({"enum": list(STACKS)}, {"type": "array", "items": {"type": "string"}, "minItems": 1})
_TEXTS = _or({"type": "string"}, {"type": "array", "items": {"type": "string"}})
_CODES = _or({"type": "string"}, {"type": "array", "items": _CODE})
_HTTPS = {"type": "string", "pattern": "^https://"}

SHARPER: Mapping[str, Json] = MappingProxyType(
    {
        "site.language": _CODE,
        "site.timezone": {"type": "string", "examples": ["Europe/Berlin", "America/Toronto", "UTC"]},
        "site.address": {**_HTTPS, "examples": ["https://you.example/digest"]},
        "site.repository": {**_HTTPS, "examples": ["https://github.com/you/digest"]},
        "digest.day": _DAY,
        "digest.hour": _HOUR,
        "digest.reading": {"type": "string", "examples": ["friday 16:00"]},
        "prompts.lenses": {
            "type": "array", "items": _or({"enum": list(FIVE)}, {"type": "string", "pattern": f"^{SLUG.pattern}$"}),
        },
        "theme.fonts.text": _FONTS,
        "theme.fonts.apparatus": _FONTS,
        "theme.blocks": {"type": "array", "items": {"enum": list(BLOCKS)}},
        "sources[].on": _or(
            {"enum": list(TAGGED)}, {"type": "array", "items": {"type": "string", "examples": list(TAGGED)}}
        ),
        **{f"sources[].{key}": _TEXTS for key in ("servers", "any", "all", "none", "topics")},
        "sources[].languages": _CODES,
        "sources[].full_text": _or({"type": "boolean"}, {"enum": sorted(TRUTHS)}),
        "mute[].language": _CODE,
        "interests": {"type": "array", "items": {"type": "string"}, "examples": [["how people learn"]]},
        "withdrawn": {"type": "array", "items": {"type": "string", "examples": ["@name@server.example"]}},
    }
)  # fmt: skip
"""Key -> what may stand behind it, where the form alone says less than the reader knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Names that only the desk knows."""

    presets: Collection[str]
    signals: Collection[str]


def made(known: Known) -> Json:
    """Make the schema of the forms."""
    from generator.config import mutes  # noqa: PLC0415  it loads pydantic
    from generator.config.shape import AlertForm, ConfigForm, MuteForm, SourceForm  # noqa: PLC0415  as above

    whole = _of(ConfigForm)
    entries = {
        "sources": _either(
            _of(SourceForm), (*ROWS, "hashtag"), ["https://site.example", "#oer@mastodon.oeru.org", "r/teaching"]
        ),
        "mute": _either(_of(MuteForm), mutes.KINDS, ["sponsored content", "#jobs"]),
        "alerts": _of(AlertForm),
    }
    for key, entry in entries.items():
        whole["properties"][key]["items"] = entry
    whole["properties"]["sources"]["minItems"] = 1
    sharper = {
        **SHARPER,
        "digest.preset": {"enum": list(known.presets)},
        "digest.weights": {
            "type": "object",
            "properties": {name: {"type": "number", "minimum": 0, "maximum": 100} for name in known.signals},
            "additionalProperties": False,
        },
    }
    words = {**GROUPS, **{key.name: LINK.sub(r"\1", key.words) for key in KEYS}}
    return {"$schema": DIALECT, "title": "config.yaml of Gleaner", **_dressed(whole, "", words, sharper)}


def kept(schema: Json) -> str:
    """Return a schema as its file has it."""
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def _of(form: type) -> Json:
    """Return the schema that pydantic makes of a form, without references and without what says nothing."""
    from pydantic import TypeAdapter  # noqa: PLC0415  0.17 s, for tests and documents alone

    raw = TypeAdapter(form).json_schema()
    parts = raw.pop("$defs", {})

    def plain(found: Any) -> Any:  # noqa: ANN401  JSON
        if isinstance(found, list):
            return [plain(each) for each in found]
        if not isinstance(found, dict):
            return found
        if "$ref" in found:
            return plain(parts[found["$ref"].rpartition("/")[2]])
        if NULL in found.get("anyOf", ()):  # whether a key may be empty is said once, at the end
            others = [each for each in found["anyOf"] if each != NULL]
            return plain(others[0] if len(others) == 1 else {**found, "anyOf": others})
        return {
            key: {name: plain(each) for name, each in value.items()} if key == "properties" else plain(value)
            for key, value in found.items()
            if key not in {"title", "default", "description"}
        }

    made: Json = plain(raw)
    return made


def _either(group: Json, kinds: Collection[str], examples: Collection[str]) -> Json:
    """Return an entry that is a text alone, or a group with exactly one of the keys that say what is meant."""
    one = {"oneOf": [{"required": [kind]} for kind in kinds]}
    return {**group, "type": ["string", "object"], "examples": list(examples), "if": {"type": "object"}, "then": one}


def _dressed(part: Json, way: str, words: Mapping[str, str], sharper: Mapping[str, Json]) -> Json:
    """Describe every key of a group, and let those that need not be there be empty, as the reader does."""
    dressed: Json = {key: value for key, value in part.items() if key != "properties"} | {"additionalProperties": False}
    dressed["properties"] = {}
    for key, value in part["properties"].items():
        name = f"{way}{key}"
        inside = sharper.get(name) or _inside(value, name, words, sharper)
        described = {"description": words[name], **inside, **_examples(name)}
        dressed["properties"][key] = described if key in part.get("required", ()) else _or_nothing(described)
    return dressed


def _inside(value: Json, name: str, words: Mapping[str, str], sharper: Mapping[str, Json]) -> Json:
    if "properties" in value:
        return _dressed(value, f"{name}.", words, sharper)
    if "items" in value:
        return {**value, "items": _inside(value["items"], f"{name}[]", words, sharper)}
    return value


def _or_nothing(part: Json) -> Json:
    """Let a key stand with nothing behind it: it counts as not written."""
    if isinstance(part.get("type"), str) and "enum" not in part:
        return {**part, "type": [part["type"], "null"]}
    head = {key: value for key, value in part.items() if key in {"description", "examples"}}
    rest = {key: value for key, value in part.items() if key not in head}
    return {**head, "anyOf": [*rest.get("anyOf", [rest]), NULL]}


def _examples(name: str) -> Json:
    """Return what stands behind the key of a kind in the documentation."""
    key = name.removeprefix("sources[].")
    if key not in ROWS or name == key:
        return {}
    lines = (example.splitlines()[0] for example in ROWS[key].examples)
    return {"examples": [line.partition(": ")[2].strip('"') for line in lines if line.startswith(f"{key}: ")]}
