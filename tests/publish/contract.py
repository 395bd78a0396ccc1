"""The theme's contract, made from the code: which names each template is given, and what is in them."""

import ast
import dataclasses
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from generator.publish import plan, shapes, specimens, voices
from tests.publish import make

START, END = "<!-- contract: made by `make golden` -->\n", "<!-- end of the contract -->\n"
README = make.THEME / "README.md"
FED = ("entry.html", "match.html", "picked.html")
"""Templates of what feeds carry: they stand in no frame."""


@cache
def given() -> Mapping[str, frozenset[str]]:
    """Return the names that each template is given on the invented site, and where voices are too many for one page."""
    whole = specimens.plan_of(make.config(), (make.THEME / "static" / "gleaner.css").read_text("utf-8"), None)
    crowd = tuple(make.pick(number, voice=f"v{number}", name=f"Voice {number}") for number in range(voices.WHOLE))
    full = plan.plan(make.config(), (make.edition(picks=crowd),), (), make.METHOD, None)
    names = {sheet.template: frozenset(sheet.names) for sheet in (*full.sheets, *whole.sheets)}
    return names | {
        "entry.html": frozenset(whole.entries[0].names),
        "match.html": frozenset(whole.alerts[0].entries[0].names),
        "picked.html": frozenset({"edition", "pick", "say", "to"}),
    }


def documented(package: object = shapes) -> dict[str, list[tuple[str, str, str]]]:
    """Return each shape's fields with their types and what the code says about them."""
    modules = sorted(Path(str(getattr(package, "__file__", ""))).parent.glob("*.py"))
    trees = [ast.parse(path.read_text("utf-8")) for path in modules]
    return {node.name: list(_fields(node)) for tree in trees for node in tree.body if isinstance(node, ast.ClassDef)}


def _fields(node: ast.ClassDef) -> Iterator[tuple[str, str, str]]:
    following = [*node.body[1:], None]
    for line, after in zip(node.body, following, strict=True):
        if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name):
            words = ""
            if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant):
                words = re.sub(r"\s+", " ", str(after.value.value))
            yield line.target.id, ast.unparse(line.annotation), words


def text(templates: Mapping[str, frozenset[str]]) -> str:
    """Write the contract."""
    frame = frozenset.intersection(*(names for template, names in templates.items() if template not in FED))
    lines = [f"Every page: {_list(frame)}.", "", "| template | more names |", "|---|---|"]
    lines += [f"| `{template}` | {_list(names - frame) or '–'} |" for template, names in sorted(templates.items())]
    lines += [
        "",
        "`entry.html` sets an edition for the feeds; it has " + _list(templates["entry.html"]) + " and no more.",
        "`match.html` sets what a saved search found, for its feed; it has " + _list(templates["match.html"]) + ".",
        "",
    ]
    for name, fields in documented().items():
        lines += [f"**{name}**: {_first(getattr(shapes, name))}", ""]
        lines += [f"- `{field}` ({kind.replace('|', 'or')}){words and ': '}{words}" for field, kind, words in fields]
        lines += [""]
    return "\n".join(lines)


def _list(names: frozenset[str]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(names))


def _first(shape: type) -> str:
    assert dataclasses.is_dataclass(shape)
    return (shape.__doc__ or "").split("\n")[0]


def written() -> str:
    """Return the README with the contract as the code has it."""
    before, _, rest = README.read_text("utf-8").partition(START)
    return before + START + "\n" + text(given()) + END + rest.partition(END)[2]
