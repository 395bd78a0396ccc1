"""The house itself: rooms of a size one can read, each with its sentence, each standing alone."""

import ast
import dataclasses
import subprocess
import sys
from pathlib import Path

import pytest

from generator import errors, model

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted((ROOT / "generator").rglob("*.py"))
NAMES = [str(path.relative_to(ROOT)) for path in MODULES]
LINES = 300
HEAVY = {"pelican", "aiohttp", "feedparser", "pydantic", "rich", "jinja2", "markdown", "yaml"}


def dotted(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_a_module_can_be_read_in_one_sitting_and_says_what_it_is(path):
    source = path.read_text("utf-8")

    assert source.count("\n") <= LINES
    sentence = (ast.get_docstring(ast.parse(source)) or "").split("\n\n")[0].replace("\n", " ")
    assert sentence.endswith("."), "a module opens with a sentence"


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_a_function_does_one_thing(path):
    long = [
        f"{node.name}: {(node.end_lineno or 0) - node.lineno + 1} lines"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (node.end_lineno or 0) - node.lineno >= 40
    ]

    assert long == []


ALONE = """
import importlib, itertools, os, sys
for library in sys.argv[1].split():
    importlib.import_module(library)  # once for all: what is tried is the order of our own modules

def alone(names):
    child = os.fork()
    if child == 0:
        for name in names:
            importlib.import_module(name)
        os._exit(0)
    return os.waitpid(child, 0)[1] == 0

def package(name):
    return name.rpartition(".")[0]

failed = []
packages = set(map(package, sys.argv[2:]))
for parent, names in itertools.groupby(sorted(filter(package, sys.argv[2:]), key=package), key=package):
    # Python imports the package before its module: what that brings along is alone with it, the rest is tried after it.
    if not alone([parent]):
        failed.append(parent)
        continue
    child = os.fork()
    if child == 0:
        importlib.import_module(parent)
        modules = [name for name in names if name not in packages]  # a package is tried where its own modules are
        left = [name for name in modules if name not in sys.modules and not alone([name])]
        print(*left, file=sys.stderr, end="", flush=True)
        os._exit(1 if left else 0)
    failed += [parent + ".*"] if os.waitpid(child, 0)[1] else []
if failed:
    sys.exit("cannot be imported alone: " + ", ".join(failed))
"""


def test_every_module_can_be_imported_alone():
    names = [dotted(path) for path in MODULES if path.name != "__main__.py"]
    command = [sys.executable, "-c", ALONE, " ".join(sorted(HEAVY)), *names]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")


def test_asking_for_help_imports_nothing_heavy():
    script = "import sys\nfrom generator.cli import main\nmain([])\nprint('LOADED', *sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)

    loaded = {name.split(".")[0] for name in done.stdout.rpartition("LOADED")[2].split()}
    assert loaded & HEAVY == set()


def test_values_of_the_model_cannot_be_changed():
    values = [value for module in (model, errors) for value in vars(module).values() if dataclasses.is_dataclass(value)]

    assert len(values) > 15
    assert [value.__name__ for value in values if not value.__dataclass_params__.frozen] == []
