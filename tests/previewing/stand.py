"""A digest in a folder, collected once from a small web, and `./gleaner preview` over it as a process of its own."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from urllib.request import urlopen

from generator.cli import main
from tests.loopback import rss, serve

ROOT = Path(__file__).resolve().parents[2]
CLEAN = {name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "PYTEST_"))}
BEFORE, NOW, DUE = "2026-11-13T06:30:00Z", "2026-11-18T07:00:00Z", "2026-11-20T06:30:00Z"
DAY = "Mon, 16 Nov 2026 {:02}:00:00 GMT"
TITLES = ("Feedback before marks", "A timetable as a text", "Reading aloud at noon")
CONFIG = """\
site:
  title: Chalk and Cheese
digest:
  day: friday
  hour: 6
interests: [feedback]
sources:
  - feed: {address}/chalk
    name: Chalk Notes
"""


@contextmanager
def web():
    """Serve two feeds; the second is in nobody's config yet."""
    answers = {}
    for name, titles in (("chalk", TITLES), ("slate", ("Who helps with feedback?",))):
        rows = [(at, title, DAY.format(8 + at), f"{title}. " * 40) for at, title in enumerate(titles)]
        document = rss(*rows, title=name, home=f"https://{name}.example/")
        answers[f"/{name}"] = (200, {"Content-Type": "application/rss+xml"}, document)
    with serve(answers) as there:
        yield there


def digest(folder, address):
    """Write a config.yaml into a folder and collect what it names."""
    folder.mkdir()
    (folder / "config.yaml").write_text(CONFIG.format(address=address), "utf-8")
    collect(folder)
    assert gleaner(folder, "publish", "--quiet", now=BEFORE) == 0
    return folder


def collect(folder):
    """Do it in a thread of its own, for a browser's loop keeps ours from having one."""
    with ThreadPoolExecutor(1) as apart:
        assert apart.submit(gleaner, folder, "collect", "--allow-private", "--quiet").result() == 0


def gleaner(folder, *words, now=NOW):
    return main([*words, "--config", str(folder / "config.yaml"), "--state", str(folder / ".gleaner"), "--now", now])


def tree(folder):
    """Return every file of an owner's, by its bytes; the lock of the state says nothing."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != "lock")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@contextmanager
def previewed(folder, *words, rooms):
    """Run the command until the block ends; `rooms` is where it may put what is only for a while."""
    rooms.mkdir(exist_ok=True)
    process = subprocess.Popen(
        [sys.executable, "-m", "generator", "preview", "--port", "0", "--now", NOW, *words],
        cwd=folder,
        env={**CLEAN, "PYTHONPATH": str(ROOT), "TMPDIR": str(rooms)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    said = []
    for line in process.stdout:
        said.append(line)
        if found := re.search(r"http://\S+/", line):
            break
    else:
        raise AssertionError(process.communicate()[1])
    try:
        yield SimpleNamespace(process=process, address=found[0], said="".join(said))
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def get(address):
    with urlopen(address, timeout=10) as answer:
        return answer.read().decode()


def news(there):
    return json.loads(get(f"{there.address}__gleaner/news"))


def until(holds, seconds=40):
    """Wait until something holds."""
    end = time.monotonic() + seconds
    while not (found := holds()):
        assert time.monotonic() < end, "it never came"
        time.sleep(0.1)
    return found


def stop(there):
    """Press Ctrl-C; return the exit code and what was said since."""
    there.process.send_signal(signal.SIGINT)
    out, err = there.process.communicate(timeout=20)
    return there.process.returncode, out, err
