"""The one place that marks HTML as safe, proved over the whole source: every module by its syntax, every template."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from generator.publish.marking import NOTHING, marked
from tests.publish import make

TELLS = re.compile(r"Markup|marked|marking|__html|autoescape|Environment|Template\(")
"""What a module holds that has to do with it; the others are not parsed."""
MODULES = [path for path in sorted((make.ROOT / "generator").rglob("*.py")) if TELLS.search(path.read_text("utf-8"))]
TEMPLATES = sorted(path for path in (make.THEME / "templates").rglob("*") if path.is_file())
PLACE = "publish/marking.py"
CALLERS = {("publish/fragment.py", "xml"), ("publish/typeset.py", "typeset")}
"""Who may have something marked: each makes it from an allow-list, or escapes all of it."""
PLAIN = {"edit/templates.py"}
"""Where templates do not escape: its questions are plain text, which the theme escapes as any other."""
GIVEN = {"publish/dress/wardrobe.py"}
"""Makes the one of the press with what the settings of Pelican say, which are looked at below."""
JSON = {"sw.js": {"tojson"}}
"""The service worker has lists of our own files; `tojson` writes them so that they end no script."""
MARKING = frozenset({"safe", "tojson", "urlize", "xmlattr", "escape", "e", "forceescape", "indent"})
"""Filters whose result counts as safe; `indent` and `escape` only pass that on, and none of them is needed."""


def file(path: Path) -> str:
    return path.relative_to(make.ROOT / "generator").as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def called(code: ast.Call) -> str:
    return code.func.id if isinstance(code.func, ast.Name) else getattr(code.func, "attr", "")


def aliases(code: ast.Module) -> dict[str, str]:
    """Return what modules and names are called here -> what they are."""
    found = [node for node in ast.walk(code) if isinstance(node, ast.Import | ast.ImportFrom)]
    pairs = [(getattr(node, "module", ""), each) for node in found for each in node.names]
    return {each.asname or each.name: f"{module}.{each.name}" for module, each in pairs}


def within(code: ast.Module, name: str) -> Iterator[str]:
    """Yield the functions in which something is called."""
    for node in code.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield from (node.name for call in ast.walk(node) if isinstance(call, ast.Call) and called(call) == name)


def test_one_module_marks_html_as_safe():
    users = {
        file(path)
        for path in MODULES
        for code in [tree(path)]
        for node in ast.walk(code)
        if getattr(node, "name", "") in {"__html__", "__html_format__"} or "Markup" in names(node)
    }

    assert users == {PLACE}


def names(node: ast.AST) -> set[str]:
    """Return what is called, and what it is called of: markupsafe.Markup(...), Markup.join, Markup("").format."""
    found = {called(node)} if isinstance(node, ast.Call) else set()
    while isinstance(node, ast.Attribute | ast.Call):
        node = node.value if isinstance(node, ast.Attribute) else node.func
        found |= {node.id} if isinstance(node, ast.Name) else set()
    return found


def test_nobody_knows_it_by_another_name():
    named = {(name, meant) for path in MODULES for name, meant in aliases(tree(path)).items() if "markupsafe" in meant}

    assert named == {("Markup", "markupsafe.Markup")}
    assert {meant for path in MODULES for meant in aliases(tree(path)).values() if meant.endswith("marking")} == set()


def test_only_what_was_cleaned_is_marked():
    assert {(file(path), name) for path in MODULES for name in within(tree(path), "marked")} == CALLERS


def test_every_template_escapes_and_none_marks_anything():
    environment = Environment(autoescape=True)
    for path in TEMPLATES:
        parsed = environment.parse(path.read_text("utf-8"))
        used = {each.name for each in parsed.find_all(nodes.Filter)}
        assert used & MARKING == JSON.get(path.name, set()), path.name
        assert not list(parsed.find_all((nodes.EvalContextModifier, nodes.MarkSafe, nodes.MarkSafeIfAutoescape)))
    assert len(TEMPLATES) > 30


def test_every_environment_of_templates_escapes_but_that_of_the_questions():
    said = {
        (file(path), word.value.value)
        for path in MODULES
        for call in ast.walk(tree(path))
        if isinstance(call, ast.Call)
        for word in call.keywords
        if word.arg == "autoescape" and isinstance(word.value, ast.Constant)
    }
    made = {
        file(path)
        for path in MODULES
        for call in ast.walk(tree(path))
        if isinstance(call, ast.Call) and called(call).endswith(("Environment", "Template"))
    }

    assert {name for name, escapes in said if escapes is not True} == PLAIN
    assert made - GIVEN <= {name for name, _ in said}
    assert "'autoescape': True" in ast.unparse(tree(make.ROOT / "generator" / "publish" / "settings.py"))


@pytest.mark.parametrize("html", ["", "<p>x</p>", "<script>"])
def test_marking_changes_nothing_and_cleans_nothing(html):
    assert marked(html) == html
    assert NOTHING == ""
