"""The script at the root: what it says on machines that lack something, tried as real processes."""

import ast
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", ".ci/requirements.lock")


@pytest.fixture
def clone(tmp_path):
    """Return a folder with the script and its lists, and no environment yet."""
    (tmp_path / ".ci").mkdir()
    for name in ("gleaner", *LOCKS):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def start(clone, *arguments, prepare="", path=""):
    """Run the script in a machine that `prepare` describes; PATH decides whether it finds uv or another Python."""
    script = f"import runpy, sys\n{prepare}\nsys.argv[0] = 'gleaner'\nrunpy.run_path('gleaner', run_name='__main__')"
    environment = {"PATH": path, "HOME": str(clone)}
    command = [sys.executable, "-c", script, *arguments]
    return subprocess.run(command, cwd=clone, env=environment, capture_output=True, text=True, timeout=60, check=False)


def test_an_old_python_can_read_the_script_far_enough_to_be_told():
    ast.parse((ROOT / "gleaner").read_text("utf-8"), feature_version=(3, 7))


def test_a_python_that_is_too_old_gets_words(clone):
    done = start(clone, "demo", prepare="sys.version_info = (3, 9, 6)")

    assert done.returncode == 1
    assert "needs Python 3.11 or newer; this is Python 3.9" in done.stderr
    assert "Traceback" not in done.stderr


FITS = 'if [ "$1" = -c ]; then echo True; exit; fi\n'
"""How a Python answers that is asked whether it fits."""


@pytest.mark.parametrize("here", [(3, 9, 6), (3, 15, 2)])
def test_a_python_that_fits_beside_one_that_does_not_is_used(clone, tmp_path, here):
    found = tmp_path / "bin"
    found.mkdir()
    fitting = found / "python3.14"  # the first that is looked for: a machine may have others
    fitting.write_text(f"#!/bin/sh\n{FITS}echo fitting: $(basename $1) $2\n")
    fitting.chmod(0o755)

    done = start(clone, "demo", prepare=f"sys.version_info = {here}", path=f"{found}:/usr/bin:/bin")

    assert (done.returncode, done.stdout) == (0, "fitting: gleaner demo\n")


def test_a_python_that_is_only_a_name_is_passed_over(clone, tmp_path):
    """As pyenv's are, which are on PATH for every version and refuse all but the chosen one; or a link gone astray."""
    found = tmp_path / "bin"
    found.mkdir()
    for name, words in (
        ("python3.14", "echo no such version >&2; exit 127"),
        ("python3.13", f'exec {sys.executable} -c "import sys; sys.version_info = (3, 15); $2"'),
        ("python3.12", f"{FITS}echo fitting: $2"),
    ):
        (found / name).write_text(f"#!/bin/sh\n{words}\n")
        (found / name).chmod(0o755)

    done = start(clone, "demo", prepare="sys.version_info = (3, 9, 6)", path=f"{found}:/usr/bin:/bin")

    assert (done.returncode, done.stdout, done.stderr) == (0, "fitting: demo\n", "")


@pytest.mark.parametrize("command", ["demo", "test"])
def test_a_python_for_which_packages_are_missing_gets_words(clone, command):
    done = start(clone, command, prepare="sys.version_info = (3, 15, 2)")

    assert done.returncode == 1
    assert "needs Python 3.11 to 3.14 so far; this is Python 3.15" in done.stderr
    assert not (clone / ".venv").exists()


def test_what_was_set_up_runs_whichever_python_is_there_now(clone):
    python = clone / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text("#!/bin/sh\necho it runs: $3\n")
    python.chmod(0o755)
    (clone / ".venv" / "gleaner-setup").write_text(
        hashlib.sha256((clone / "requirements.lock").read_bytes()).hexdigest()
    )

    done = start(clone, "demo", prepare="sys.version_info = (3, 15, 2)", path="/usr/bin:/bin")

    assert (done.returncode, done.stdout) == (0, "it runs: demo\n")


def test_a_python_without_venv_gets_words_and_nothing_is_left_behind(clone):
    done = start(clone, "demo", prepare="sys.modules['ensurepip'] = None")

    assert done.returncode == 1
    assert "sudo apt install python3-venv" in done.stderr
    assert not (clone / ".venv").exists()


def test_a_set_up_that_fails_says_so_and_is_done_again(clone, tmp_path):
    found = tmp_path / "bin"
    found.mkdir()
    (found / "uv").write_text("#!/bin/sh\nexit 2\n")
    (found / "uv").chmod(0o755)

    done = start(clone, "demo", path=f"{found}:/usr/bin:/bin")

    assert done.returncode == 1
    assert "run the same command again" in done.stderr
    assert not (clone / ".venv" / "gleaner-setup").exists()


def test_what_is_set_up_is_not_set_up_again_and_gets_the_arguments(clone):
    python = clone / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\necho "$@" "in $PYTHONPATH"\n')
    python.chmod(0o755)
    stamp = hashlib.sha256((clone / "requirements.lock").read_bytes()).hexdigest()
    (clone / ".venv" / "gleaner-setup").write_text(stamp)

    done = start(clone, "run", "--quiet", path=os.environ["PATH"])

    assert done.stdout == f"-m generator run --quiet in {clone}\n"


TOOLS = {
    "uv": "",
    "pip": "import venv; venv.create = lambda *place, **how: None",
}


@pytest.mark.parametrize("tool", TOOLS)
def test_packages_are_taken_only_with_their_hash_and_none_is_built_here(clone, tool):
    """A package that is built runs code of its own, which no hash in the list speaks for."""
    asked, found = clone / "asked", clone / ".venv" / "bin"
    found.mkdir(parents=True)
    for name in ("python", "uv"):
        (found / name).write_text(f'#!/bin/sh\necho "$@" >> {asked}\n')
        (found / name).chmod(0o755)
    (found / "gone").mkdir()

    start(clone, "demo", prepare=TOOLS[tool], path=str(found if tool == "uv" else found / "gone"))
    command = next(line for line in asked.read_text().splitlines() if "--require-hashes" in line)

    assert command.startswith("pip sync " if tool == "uv" else "-m pip ")
    assert "--only-binary :all:" in command
    assert command.endswith(str(clone / "requirements.lock"))


def test_uv_is_asked_for_a_python_for_which_every_package_is_there(clone):
    """It would bring along the newest of all."""
    asked, found = clone / "asked", clone / "bin"
    found.mkdir()
    (found / "uv").write_text(f'#!/bin/sh\necho "$@" >> {asked}\n')
    (found / "uv").chmod(0o755)

    start(clone, "demo", path=str(found))

    assert "--python >=3.11,<3.15 " in asked.read_text().splitlines()[0]


@pytest.mark.parametrize("name", LOCKS)
def test_every_dependency_is_locked_with_hashes(name):
    entries = [line for line in (ROOT / name).read_text().splitlines() if line and not line.startswith((" ", "#"))]

    assert len(entries) > 20
    assert [entry for entry in entries if "==" not in entry or not entry.endswith("\\")] == []


def test_the_list_for_development_holds_the_other_one():
    run, development = (
        {line for line in (ROOT / name).read_text().splitlines() if line and not line.startswith((" ", "#"))}
        for name in LOCKS
    )

    assert run - development == set()
