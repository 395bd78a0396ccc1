"""What holds for every test: no deadline for an example, our modules are compiled once, and memory is seldom searched.

Hypothesis sets no deadline, for how long an example takes says more of the machine.
"""

import contextlib
import gc
import importlib
import os
import shutil
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

from generator.__main__ import CIRCLES

settings.register_profile("gleaner", deadline=None)
settings.register_profile("mutants", max_examples=12, derandomize=True, database=None, deadline=None)
settings.load_profile("gleaner")


def pytest_configure(config: pytest.Config) -> None:
    """Where Python may leave nothing beside the sources (PYTHONDONTWRITEBYTECODE), compile into pytest's cache instead.

    Dozens of tests start a Python of their own; each would compile a thousand modules again, for two seconds.
    """
    gc.set_threshold(CIRCLES)  # as the program itself does
    if sys.dont_write_bytecode and hasattr(config, "cache"):
        sys.pycache_prefix = str(config.cache.mkdir("compiled"))
        if not hasattr(config, "workerinput"):
            _forget(Path(sys.pycache_prefix), config.rootpath)
        sys.dont_write_bytecode = False
        os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def _forget(compiled: Path, here: Path) -> None:
    """Drop what was compiled of copies in the folder for temporary files: they are gone, and were 200 MB in the end."""
    temporary = Path(tempfile.gettempdir()).resolve()
    for place in compiled.joinpath(*temporary.parts[1:]).glob("*"):
        if not here.is_relative_to(temporary / place.name):
            shutil.rmtree(place, ignore_errors=True)


def pytest_xdist_auto_num_workers() -> int:
    """Answer `-n auto`: one more than there are cores, for browsers and servers are waited for; no more than four."""
    return min(4, 1 + (os.cpu_count() or 1))


@pytest.hookimpl(tryfirst=True)
def pytest_collection(session: pytest.Session) -> None:
    """Where several processes collect all tests, let each begin to import at another place.

    In a fresh clone the first to come compiles for all; side by side, each would compile everything, for eight seconds.
    What cannot be imported is told of when it is collected.
    """
    worker = getattr(session.config, "workerinput", None)
    if worker and session.config.args_source is pytest.Config.ArgsSource.TESTPATHS:
        here = session.config.rootpath
        paths = sorted(path.relative_to(here).with_suffix("") for path in here.joinpath("tests").rglob("test_*.py"))
        begin = len(paths) * int(worker["workerid"].removeprefix("gw")) // worker["workercount"]
        for path in paths[begin:] + paths[:begin]:
            with contextlib.suppress(Exception, pytest.skip.Exception):
                importlib.import_module(".".join(path.parts))


LONG = ("tests/demo/", "tests/test_house.py", "tests/browser/", "tests/workflows/", "tests/upgrading/")
"""Where tests take longest: begun first, they are done while the others run, and nobody waits for them at the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the long ones first and leave the rest in its order."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))


def pytest_collection_finish() -> None:
    """Leave out of every search for circles what stays to the end: ten thousand tests and all modules."""
    gc.collect()
    gc.freeze()
