"""What pydantic finds wrong with a value in, words for the person who wrote it out."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields, is_dataclass
from difflib import get_close_matches
from typing import Any, get_args, get_type_hints

from generator.errors import Problem
from generator.forms.fault import quote
from generator.forms.tree import Kind, Node
from generator.text import clip, fold

MEANT = "Did you mean "
LISTED = 12
"""Choices that are told in full."""
SHOWN = 60
"""Characters of a wrong value that are shown."""


class Mistake(ValueError):  # noqa: N818  the owner's, not the program's
    """What is wrong with a value, for checks of shapes: raise it in a validator."""

    def __init__(self, words: str, hint: str = "") -> None:
        """Keep the sentence and what to do."""
        self.words = words
        self.hint = hint
        super().__init__(words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where pydantic found something, in terms of the file."""

    node: Node
    """The deepest value of the file on the way to it."""
    rest: tuple[str | int, ...]
    """What of the way is not in the file: a key that is missing."""
    path: tuple[str | int, ...]
    """The way that is."""
    name: str
    """What to call it: `minutes`, or the third entry of `interests`."""


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """Return a sentence with the nearest of the choices, or with all of them where none is near."""
    known = sorted(choices)
    folded = {re.sub(r"[\W_]+", " ", fold(choice)): choice for choice in reversed(known)}
    near = get_close_matches(re.sub(r"[\W_]+", " ", fold(word[:SHOWN])).strip(), folded, n=1, cutoff=0.6)
    if near:
        return f"{MEANT}{folded[near[0]]}?"
    return f"There is: {', '.join(known)}." if 0 < len(known) <= LISTED else ""


def spot(root: Node, way: Sequence[str | int], name: str) -> Spot:
    """Walk from the root as far as the file goes."""
    node, path = root, []
    for step in way:
        if node.kind is Kind.GROUP and step in node.value:
            node, name = node.value[step], f"`{step}`"
        elif node.kind is Kind.LIST and isinstance(step, int) and step < len(node.value):
            node, name = node.value[step], f"Entry {step + 1} of {name[:1].lower()}{name[1:]}"
        else:
            break
        path.append(step)
    return Spot(node=node, rest=tuple(way[len(path) :]), path=tuple(path), name=name)


def problem(error: Mapping[str, Any], at: Spot, shape: object, *, file: str) -> Problem:
    """Say one of pydantic's errors in words, with its place."""
    if error["type"] == "unexpected_keyword_argument":
        line, column = at.node.key or at.node.place
        words, hint = _unknown(at, shape)
    elif error["type"] == "missing":
        line, column = at.node.key or (at.node.line, at.node.column)
        words, hint = _missing(at), ""
    else:
        line, column = (at.node.key or at.node.place) if at.rest == ("[key]",) else at.node.place
        words, hint = _value(error, at)
    return Problem(file=file, line=line, column=column, words=words, hint=hint)


# ---------------------------------------------------------------- keys


def _missing(at: Spot) -> str:
    if not at.rest:
        return f"{at.name} is empty."
    return f"`{at.rest[0]}` is missing" + (f" in {at.name[:1].lower()}{at.name[1:]}." if at.path else ".")


def _unknown(at: Spot, shape: object) -> tuple[str, str]:
    key = str(at.path[-1])
    home = _hints(shape, at.path[:-1])
    for place, keys in _elsewhere(shape):
        if key in keys and key not in home:
            return f"`{key}` does not belong here.", f"It belongs under `{place}:`, two blanks deeper."
    return f"There is no key `{key}`" + (f" in {_parent(at)}." if len(at.path) > 1 else "."), did_you_mean(key, home)


def _parent(at: Spot) -> str:
    return next((f"`{step}`" for step in reversed(at.path[:-1]) if isinstance(step, str)), "the file")


def _hints(shape: object, way: Sequence[str | int]) -> tuple[str, ...]:
    """Return the keys that the shape knows at a place."""
    for step in way:
        inner = _dataclass(shape)
        if inner is not None and isinstance(step, str):
            shape = get_type_hints(inner).get(step, str)
        elif (arguments := get_args(shape)) and not is_dataclass(shape):
            shape = arguments[-1] if arguments[-1] is not Ellipsis else arguments[0]
    inner = _dataclass(shape)
    return tuple(field.name for field in fields(inner)) if inner else ()


def _dataclass(shape: object) -> type | None:
    """Return the dataclass that a shape is, or may be."""
    if isinstance(shape, type) and is_dataclass(shape):
        return shape
    return next((found for each in get_args(shape) if (found := _dataclass(each))), None)


def _elsewhere(shape: object) -> Iterable[tuple[str, tuple[str, ...]]]:
    """Return the keys one step below, for those that were written one step too high or under the wrong heading."""
    outer = _dataclass(shape)
    for name, inner in get_type_hints(outer).items() if outer else ():
        if is_dataclass(inner):
            yield name, _hints(inner, ())


def required(shape: object) -> tuple[str, ...]:
    """Return the keys that cannot be left out."""
    outer = _dataclass(shape)
    found = fields(outer) if outer else ()
    return tuple(each.name for each in found if each.default is MISSING and each.default_factory is MISSING)


# ---------------------------------------------------------------- values

WANTED: Mapping[str, str] = {
    "string_type": "a text",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "int_parsing_size": "a smaller number",
    "float_type": "a number",
    "finite_number": "an ordinary number",
    "bool_type": "true or false",
    "tuple_type": "a list",
    "list_type": "a list",
    "set_type": "a list",
    "frozen_set_type": "a list",
    "dict_type": "a group of keys",
    "mapping_type": "a group of keys",
    "dataclass_type": "a group of keys",
    "date_type": "a day such as 2026-11-20",
    "date_parsing": "a day such as 2026-11-20",
    "date_from_datetime_parsing": "a day such as 2026-11-20",
    "date_from_datetime_inexact": "a day such as 2026-11-20",
    "datetime_type": "an instant such as 2026-11-20T06:00:00Z",
    "datetime_parsing": "an instant such as 2026-11-20T06:00:00Z",
    "datetime_from_date_parsing": "an instant such as 2026-11-20T06:00:00Z",
}
"""Type of pydantic's error -> what it asks for."""

LIMITS: Mapping[str, tuple[str, str]] = {
    "greater_than": ("gt", "must be more than {}"),
    "greater_than_equal": ("ge", "must be {} or more"),
    "less_than": ("lt", "must be less than {}"),
    "less_than_equal": ("le", "must be {} or less"),
    "string_too_short": ("min_length", "must have {} letters or more"),
    "string_too_long": ("max_length", "must have {} letters or less"),
    "too_short": ("min_length", "must have {} entries or more"),
    "too_long": ("max_length", "must have {} entries or less"),
}
"""Type of pydantic's error -> where it keeps the limit, and the sentence for it."""


def _value(error: Mapping[str, Any], at: Spot) -> tuple[str, str]:
    name, node, context = at.name, at.node, error.get("ctx") or {}
    if isinstance(mistake := context.get("error"), Mistake):
        return mistake.words, mistake.hint
    if error["type"] in LIMITS:
        key, sentence = LIMITS[error["type"]]
        return f"{name} {sentence.format(f'{context[key]:g}')}, not {shown(node)}.", _sexagesimal(node)
    if error["type"] in {"enum", "literal_error"}:
        choices = re.findall(r"'([^']*)'", context["expected"])
        return f"{name} cannot be {shown(node)}.", did_you_mean(node.text, choices)
    wanted = WANTED.get(error["type"])
    if wanted is None:
        return f"{name} cannot be {shown(node)}.", ""
    if node.kind is Kind.NOTHING:
        return f"{name} is empty; it must be {wanted}.", ""
    return f"{name} must be {wanted}, not {shown(node)}.", _advice(wanted, node)


def shown(node: Node) -> str:
    """Show a value as it is written, so that it can be found."""
    if node.kind in {Kind.LIST, Kind.GROUP, Kind.NOTHING}:
        return str(node.kind)
    value = clip(" ".join(node.text.split()), SHOWN)
    return f'"{value}"' if node.kind is Kind.TEXT else value


def _advice(wanted: str, node: Node) -> str:
    if wanted == "a text":
        return _surprise(node)
    if wanted == "a list":
        return _as_list(node)
    if wanted == "a group of keys":
        return _as_group(node)
    if node.kind is not Kind.TEXT:
        return ""
    return "Write true or false, without quotes." if wanted == "true or false" else _as_number(wanted, node)


def _as_group(node: Node) -> str:
    if node.kind is Kind.TEXT and re.match(r"[A-Za-z_]\w*:\S", node.text):
        return "After a colon a blank is needed: `key: value`."
    if node.key is None:
        return "Write lines such as `key: value`."
    return "Begin a new line below it for each `key: value`, two blanks deeper." if node.kind is Kind.TEXT else ""


def _surprise(node: Node) -> str:
    """Say what YAML read into a word without quotes, and how it stays a word."""
    written = quote(node.text)
    if node.kind is Kind.TRUTH:
        return f"YAML reads {node.text} without quotes as {str(node.value).lower()}. Put quotes around it: {written}"
    if node.kind is Kind.DAY:
        return f"YAML reads {node.text} without quotes as a date. Put quotes around it: {written}"
    if node.kind is Kind.NUMBER:
        return _sexagesimal(node) or f"Without quotes this is a number. Put quotes around it: {written}"
    if node.kind is Kind.GROUP and node.value:
        key = next(iter(node.value))
        return f'If this is one text with a colon in it, put quotes around all of it: "{key}: …"'
    return ""


def _sexagesimal(node: Node) -> str:
    """Say that YAML counts 12:30 in sixties."""
    if node.kind is not Kind.NUMBER or ":" not in node.text:
        return ""
    return f"YAML reads {node.text} without quotes as the number {node.value}. Put quotes around it: {quote(node.text)}"


def _as_list(node: Node) -> str:
    if node.kind is Kind.GROUP:
        return "Each entry begins with a dash and a blank: `- `."
    text = node.text.strip()[:SHOWN]
    if re.match(r"-\S", text):
        return f"After the dash a blank is needed: - {text[1:].split(' ')[0]}"
    first = re.split(r"\s*[,;]\s*|\s+-\s+", text)[0] if text else "…"
    entry = first if node.kind is Kind.TEXT else quote(first)
    return f"Write each entry on a line of its own, after a dash and a blank: - {entry}"


def _as_number(wanted: str, node: Node) -> str:
    if "number" not in wanted:
        return ""
    text = node.text.strip()
    if node.quoted and re.fullmatch(r"-?\d+(\.\d+)?", text):
        return f"Take the quotes away: {text}"
    if re.fullmatch(r"-?\d+,\d+", text):
        return f"Write it with a point: {text.replace(',', '.')}"
    if number := re.match(r"\d+(\.\d+)?(?!\d|\.\d|[eE][-+]?\d)", text):
        return f"Write only the number: {number[0]}"
    return "Write it in digits."
