"""The same editions give the same site, file for file: on another day, machine and clock, and without any network."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.publish import golden, make

WATCHED = """
import os, sys
ONLINE = {"connect", "getaddrinfo", "gethostbyname", "sendto", "sendmsg"}

def watch(event, told):
    if event.removeprefix("socket.") in ONLINE or event == "urllib.Request":
        os.write(2, f"asked the network: {event} {told[-1]}".encode())
        os._exit(9)

sys.addaudithook(watch)
"""
ELSEWHERE = f"""{WATCHED}
os.umask(0o077)
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, {{min(os.sched_getaffinity(0))}})
from pathlib import Path
from tests.publish import golden
golden.printed(Path(sys.argv[1]))
"""
"""On one processor, in files that nobody else may read, by a Python that ends where it would ask the network."""
OTHERS = {"TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "4242", "HOME": "/nowhere"}
CUT = ("unshare", "--map-root-user", "--net")
"""As another user, in a network with nothing in it, not even loopback: for what is no Python, as the indexer."""


def cut_off():
    """Return what a command begins with where this machine can cut a process off; nothing where it cannot."""
    if not shutil.which(CUT[0]):
        return ()
    return CUT if subprocess.run([*CUT, "true"], capture_output=True, check=False).returncode == 0 else ()


@pytest.fixture(scope="module")
def here(tmp_path_factory):
    return make.tree(golden.printed(tmp_path_factory.mktemp("here")))


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory):
    """Print the same site once more, under other circumstances and with the network cut."""
    folder = tmp_path_factory.mktemp("another folder")
    done = subprocess.run(
        [*cut_off(), sys.executable, "-c", ELSEWHERE, str(folder)],
        cwd=folder,
        env=OTHERS | {"PATH": os.environ["PATH"], "PYTHONPATH": str(make.ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return make.tree(folder / "site")


def test_the_golden_site_is_printed_to_the_byte(here) -> None:
    """Where a change is meant, `make golden` prints it anew, and the difference is reviewed like code."""
    kept = make.tree(golden.SITE)
    made = {name: content for name, content in here.items() if golden.is_readable(name)}

    assert set(kept) == set(made)
    for name, content in kept.items():
        assert content.decode() == made[name].decode(), name


def test_a_site_is_the_same_wherever_it_is_printed_and_needs_no_network(here, elsewhere):
    """Pictures, books and the index of the search as well: programs of others make them, and fonts come in packages."""
    assert set(here) == set(elsewhere)
    assert [name for name in here if here[name] != elsewhere[name]] == []
    assert {".html", ".json", ".xml", ".ics", ".epub", ".png", ".pagefind"} <= {Path(name).suffix for name in here}


def test_a_process_that_asks_the_network_is_found_out():
    asking = f"{WATCHED}\nimport socket\nsocket.socket().connect(('127.0.0.1', 9))"
    done = subprocess.run([sys.executable, "-c", asking], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (9, "asked the network: socket.connect ('127.0.0.1', 9)")
