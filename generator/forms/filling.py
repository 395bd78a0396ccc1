"""A tree and a dataclass in; a value of that dataclass, or what keeps the tree from being one, out.

pydantic compares in its strict JSON mode: there a yes is no number, a number no text, and a list may still become a
tuple and a text a day. JSON has no days of its own, so a day without quotes where text is meant needs a second look.
"""

import json
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import lru_cache
from types import GenericAlias
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast, get_args, get_origin, get_type_hints

from generator.errors import Problem
from generator.forms.tree import MOST, Kind, Node
from generator.forms.words import MEANT, Mistake, problem, spot

if TYPE_CHECKING:
    from pydantic import TypeAdapter

T = TypeVar("T")
YEARS = range(1970, 9001)
"""Years an instant may lie in: in any zone it stays far from the first and the last that Python can count."""
Way = tuple[str | int, ...]


def fill(
    node: Node, shape: type[T], *, file: str, name: str = "The file", context: Mapping[str, Any] | None = None
) -> tuple[T | None, tuple[Problem, ...]]:
    """Make a value of `shape` from a part of a page; without a value there is at least one problem.

    Args:
        node: The part. A key with nothing behind it counts as not written.
        shape: A dataclass; keys it does not name are mistakes.
        file: The name of the file, for the problems.
        name: What to call the part, at the beginning of a sentence.
        context: What validators of the shape find in `info.context`.
    """
    value, errors = _checked(shape, plain(node), context)
    errors += _instants(value)
    if days := tuple(_days(node)):
        _, suspects = _checked(shape, plain(node, day=lambda _: False), context)
        errors = [*errors, *(each for each in suspects if each["type"] == "string_type" and each["loc"] in days)]
    problems: dict[Way, Problem] = {}
    for error in errors[:MOST]:
        at = spot(node, error["loc"], name)
        # A value that fits none of the types it may have gives an error for each of them; one is enough.
        way = error["loc"] if error["type"] == "missing" else at.path
        problems.setdefault(way, problem(error, at, shape, file=file))
    return (None if problems else value), tuple(_without_echoes(problems))


def fits(data: "Json", shape: type[T]) -> T | None:
    """Make a value of `shape` from plain values; None where `fill` would have anything to say."""
    from pydantic_core import to_json  # noqa: PLC0415  0.17 s, as below

    try:
        written = to_json([data])  # with the reading of bytes 0.6 s for ten years of editions, where json takes 0.9
    except ValueError:  # half a character
        return None
    value, errors = _compared(shape, written, None)
    return None if errors or any(_instants(value)) else value


Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]


def _without_echoes(problems: Mapping[Way, Problem]) -> Iterator[Problem]:
    """Leave out that a key is missing where the same group has it misspelt."""
    echoes = {(*way[:-1], each.hint[len(MEANT) : -1]) for way, each in problems.items() if each.hint.startswith(MEANT)}
    return (each for way, each in problems.items() if way not in echoes or "missing" not in each.words)


def _iso(day: date) -> Json:
    return day.isoformat()


def plain(node: Node, day: Callable[[date], Json] = _iso) -> Json:
    """Return a tree as JSON has it; `day` says what becomes of days."""
    if node.kind is Kind.GROUP:
        return {key: plain(each, day) for key, each in node.value.items() if each.kind is not Kind.NOTHING}
    if node.kind is Kind.LIST:
        return [plain(each, day) for each in node.value]
    value: Json = day(node.value) if node.kind is Kind.DAY else node.value
    return value


def _days(node: Node, way: Way = ()) -> Iterator[Way]:
    if node.kind is Kind.DAY:
        yield way
    inside: Sequence[tuple[str | int, Node]] = ()
    if node.kind is Kind.GROUP:
        inside = tuple(node.value.items())
    elif node.kind is Kind.LIST:
        inside = tuple(enumerate(node.value))
    for step, each in inside:
        yield from _days(each, (*way, step))


def _instants(value: object, way: Way = ()) -> Iterator[dict[str, Any]]:
    """Find instants that cannot be compared with others: those without a zone, and those out of range."""
    if isinstance(value, datetime) and value.year not in YEARS:
        words = f"`{way[-1]}` must be between the years {YEARS[0]} and {YEARS[-1]}, not {value.year}."
        yield {"type": "value_error", "loc": way, "ctx": {"error": Mistake(words)}}
    elif isinstance(value, datetime) and value.tzinfo is None:
        zoned = Mistake(
            f"`{way[-1]}` must have a time zone: {value.isoformat()}Z", "Z is UTC; +01:00 is an hour ahead."
        )
        yield {"type": "value_error", "loc": way, "ctx": {"error": zoned}}
    for step, each in _inside(value):
        if type(each) not in LEAVES:
            yield from _instants(each, (*way, step))


def _inside(value: object) -> Iterable[tuple[str | int, object]]:
    """Return what a value holds, but for those fields of a dataclass that hold no instant, however deep."""
    kind = type(value)
    if kind in LEAVES:
        return ()
    if (names := _names(cast("Hashable", kind))) is not None:
        return ((name, getattr(value, name)) for name in names)
    if isinstance(value, Mapping):
        return value.items()
    return enumerate(value) if isinstance(value, tuple | list) else ()


LEAVES = frozenset({str, int, float, bool, type(None)})
"""What holds nothing: nine tenths of the values of an edition."""


@lru_cache(maxsize=128)
def _names(kind: type[Any]) -> tuple[str, ...] | None:
    """Return the fields of a dataclass that may hold an instant: 6 of the 60 of an edition; None for anything else."""
    if not is_dataclass(kind):
        return None
    hints = get_type_hints(kind)
    return tuple(field.name for field in fields(kind) if _may_hold(hints[field.name], frozenset({kind})))


def _may_hold(hint: object, within: frozenset[object]) -> bool:
    """Tell whether a value of a type may be an instant or hold one; of a type that is unknown here it may.

    Args:
        hint: the type.
        within: dataclasses that are being asked already: what holds its own kind is looked through.
    """
    if hint in within:
        return True
    if hint in LEAVES or get_origin(hint) is Literal:
        return False
    if parts := get_args(hint):
        return any(_may_hold(part, within) for part in parts if part is not Ellipsis)
    if isinstance(hint, type) and is_dataclass(hint):
        hints = get_type_hints(hint)
        return any(_may_hold(hints[field.name], within | {hint}) for field in fields(hint))
    return not (isinstance(hint, type) and issubclass(hint, Enum))


def _checked(shape: object, data: Json, context: Mapping[str, Any] | None) -> tuple[Any, list[dict[str, Any]]]:
    return _compared(shape, json.dumps([data]), context)


def _compared(
    shape: object, written: str | bytes, context: Mapping[str, Any] | None
) -> tuple[Any, list[dict[str, Any]]]:
    """Compare JSON, a list of one, with a shape: the value, or what is wrong with it."""
    from pydantic import ValidationError  # noqa: PLC0415  0.17 s, for commands that read no file

    try:
        (value,) = _adapter(shape).validate_json(written, context=context)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        return None, [{**each, "loc": each["loc"][1:]} for each in found]
    return value, []


@lru_cache(maxsize=32)
def _adapter(shape: object) -> "TypeAdapter[tuple[Any]]":
    """Return what compares with a shape. Around a tuple of one, for pydantic lets only that carry settings inside."""
    from pydantic import ConfigDict, TypeAdapter  # noqa: PLC0415  as above

    settings = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)
    return TypeAdapter(cast("type[tuple[Any]]", GenericAlias(tuple, (shape,))), config=settings)
