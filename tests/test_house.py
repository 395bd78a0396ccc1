"""The house itself: rooms of a size one can read, each with its sentence, each standing alone."""

import ast
import dataclasses
import importlib.util
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

from generator import collect, edit, errors, model, publish

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted((ROOT / "generator").rglob("*.py"))
NAMES = [str(path.relative_to(ROOT)) for path in MODULES]
LINES = 300
CONFIG = "site:\n  title: My digest\nsources:\n  - https://a.example/feed\n"
UNASKED = ("edit.picks", "edit.desk", "edit.network", "looking", "collect.going", "publish.press")
"""What would weigh, print or visit something: half of what it takes to check, and it does none of it."""
HEAVY = {"pelican", "aiohttp", "feedparser", "pydantic", "rich", "jinja2", "markdown", "yaml"}


def dotted(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@pytest.fixture(scope="module")
def sources():
    """Read every module, by its name: how long it is, and what stands in it."""
    written = {name: path.read_text("utf-8") for name, path in zip(NAMES, MODULES, strict=True)}
    return {name: (words.count("\n"), ast.parse(words)) for name, words in written.items()}


def test_a_module_can_be_read_in_one_sitting_and_says_what_it_is(sources):
    sentences = {
        name: (ast.get_docstring(tree) or "").split("\n\n")[0].replace("\n", " ") for name, (_, tree) in sources.items()
    }

    assert {name: lines for name, (lines, _) in sources.items() if lines > LINES} == {}
    assert [name for name, words in sentences.items() if not words.endswith(".")] == [], "it opens with a sentence"


def test_a_function_does_one_thing(sources):
    long = [
        f"{name}: {node.name}: {(node.end_lineno or 0) - node.lineno + 1} lines"
        for name, (_, tree) in sources.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (node.end_lineno or 0) - node.lineno >= 40
    ]

    assert long == []


ALONE = """
import gc, importlib, itertools, os, sys
gc.disable()
for library in sys.argv[1].split():
    importlib.import_module(library)  # once for all: what is tried is the order of our own modules

def alone(name):
    child = os.fork()
    if child == 0:
        importlib.import_module(name)
        os._exit(0)
    return os.waitpid(child, 0)[1] == 0

def package(name):
    return name.rpartition(".")[0]

def failing(floor):
    packages = set(map(package, floor))
    for parent, names in itertools.groupby(sorted(floor, key=package), key=package):
        # Python imports the package before its module: what that brings along is alone with it, the rest comes after.
        if not alone(parent):
            yield parent
            continue
        child = os.fork()
        if child == 0:
            importlib.import_module(parent)
            modules = [name for name in names if name not in packages]  # a package is tried where its own modules are
            left = [name for name in modules if name not in sys.modules and not alone(name)]
            print(*left, file=sys.stderr, end="", flush=True)
            os._exit(1 if left else 0)
        if os.waitpid(child, 0)[1]:
            yield parent + ".*"

for floor in map(str.split, sys.argv[2:]):
    if failed := [*failing(floor)]:
        sys.exit("cannot be imported alone: " + ", ".join(failed))
    for name in floor:
        importlib.import_module(name)  # what knows nothing of the floors above is in no circle with them
"""


def test_every_module_can_be_imported_alone():
    names = [dotted(path) for path in MODULES if path.name != "__main__.py"]
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    rows = [f".{row.replace(' | ', '.')}." for row in reversed(contracts[0]["layers"])]
    floors = [[name for name in names if f".{(name + '.').split('.')[1]}." in row] for row in rows]
    command = [sys.executable, "-c", ALONE, " ".join(sorted(HEAVY)), *map(" ".join, floors)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(name for floor in floors for name in floor) == sorted(set(names) - {"generator"})


def test_asking_for_help_imports_nothing_heavy():
    script = "import sys\nfrom generator.cli import main\nmain([])\nprint('LOADED', *sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)

    loaded = {name.split(".")[0] for name in done.stdout.rpartition("LOADED")[2].split()}
    assert loaded & HEAVY == set()


def test_a_check_loads_neither_the_desk_nor_the_press_nor_a_look_at_sources(tmp_path):
    (tmp_path / "config.yaml").write_text(CONFIG, "utf-8")
    script = "import sys\nfrom generator.cli import main\nassert main(sys.argv[1:]) == 0\nprint('LOADED', *sys.modules)"
    asked = ["check", "--offline", "--config", str(tmp_path / "config.yaml")]
    done = subprocess.run([sys.executable, "-c", script, *asked], cwd=ROOT, capture_output=True, text=True, check=True)

    loaded = set(done.stdout.rpartition("LOADED")[2].split())
    assert "generator.edit.conditions" in loaded, "it reads the owner's questions"
    assert loaded & {f"generator.{name}" for name in UNASKED} == set()


@pytest.mark.parametrize("room", [collect, edit, publish], ids=lambda room: room.__name__)
def test_a_room_lends_what_its_door_names(room):
    """By the same names mypy looks for in the module; a module is only lent by a name that nothing else has."""
    for name in room.__all__:
        lent, module = getattr(room, name), importlib.util.find_spec(f"{room.__name__}.{name}")
        assert isinstance(lent, ModuleType) == bool(module), name
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        room.nothing  # noqa: B018  what asks


def test_values_of_the_model_cannot_be_changed():
    values = [value for module in (model, errors) for value in vars(module).values() if dataclasses.is_dataclass(value)]

    assert len(values) > 15
    assert [value.__name__ for value in values if not value.__dataclass_params__.frozen] == []
