"""The days of a digest on one machine, from a line of cron: a folder that a killed run leaves to the next one as it is.

No repository takes part; what a run leaves half done is all that the next one finds: the state, the editions, the
printed site, and whatever lies between them. On the days around an edition it is the line of the guide, `run`; on the
others `collect` alone, and half of the weeks do the three steps one by one, `collect`, `publish`, `build`.
"""

import json
import os
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path
from statistics import median

from generator.collect import harvest
from tests.bench import equality
from tests.workflows import killing, year
from tests.workflows.killing import Blow, Watch
from tests.workflows.player import CLEAN, git
from tests.workflows.village import NAMES, open_village

USUAL = {"run": 8.0, "collect": 2.0, "publish": 2.0, "build": 6.0}
"""Command -> seconds that it takes, as long as none has come to its end."""
WHOLE = {4, 5, 6}
"""Days of the week with more than collecting: Friday to Sunday."""
AT_ONCE = 6
"""Blows that the runs of one day may take; more wait for another day."""
NOTHING_DUE = "The last edition due is published."
"""What `publish` says, and is not green, where there is nothing to do."""


class Machine:
    """The folder, and the clock of its cron."""

    def __init__(self, folder, blows):
        self.folder, self.blows, self.usual = folder, blows, {name: [each] for name, each in USUAL.items()}
        self.runs, self.red = Counter(), []

    def line(self, command, now, *, most=AT_ONCE):
        """Run one command under the blows that are due, and again until it comes to its end."""
        number = (now - year.START).days
        due = self.blows.due("cron", number, most)
        for again, day in enumerate(due):
            blow = Blow(seconds=self.blows.chance.random() * median(self.usual[command][-9:]))
            if not (hit := self.begun(command, now + timedelta(minutes=2 * again), blow)):
                self.blows.waiting["cron"][:0] = [day, *due[again + 1 :]]
                return
            self.blows.hits[command, hit] += 1
        self.begun(command, now + timedelta(minutes=2 * len(due)), None)

    def begun(self, command, now, blow):
        """Run a command; return what of it was killed."""
        words = [sys.executable, "-m", "generator", command, "--now", now.isoformat(), "--street", "../street.json"]
        around = CLEAN | {"PYTHONPATH": str(self.folder)}
        begun, watch = time.monotonic(), None
        with (self.folder.parent / "said").open("w+b") as said:
            started = subprocess.Popen(
                words, cwd=self.folder, env=around, stdout=said, stderr=subprocess.STDOUT, start_new_session=True
            )
            if blow:
                watch = Watch(blow, begun)
                killing.attend(started, watch)
            code = started.wait(600)
            said.seek(0)
            if not (watch and watch.fallen):
                self.usual[command].append(time.monotonic() - begun)
                self.runs[command] += 1
                words = said.read().decode(errors="replace")
                self.red += [f"{now} {command}: {words}"] if code and not words.startswith(NOTHING_DUE) else []
        return watch.fallen if watch else ""


def live(folder, weeks, *, root, blows):
    """Live so many weeks from a line of cron, and leave digest/ in the folder; return the blows."""
    git(folder, "clone", "--quiet", str(root), "digest")
    machine = Machine(folder / "digest", blows)
    sources = "".join(f"  - https://{name}/feed\n" for name in NAMES[:-1])
    (folder / "digest" / "config.yaml").write_text(year.CONFIG + sources, "utf-8")
    with open_village(by_day=True) as village:
        village.street(folder / "street.json")
        begun = time.monotonic()
        for number in range(7 * weeks):
            at = village.today = year.START + timedelta(days=number)
            for command in commands(number):
                machine.line(command, at)
            if number % 7 == 6:
                print(f"week {number // 7 + 1}: {blows.fallen} kills, {time.monotonic() - begun:.0f} s", flush=True)
                begun = time.monotonic()
        village.today = year.START + timedelta(days=7 * weeks)
        while blows.waiting["cron"]:
            machine.line("run", village.today - timedelta(hours=2), most=sys.maxsize)
        machine.line("run", village.today)
    told = {"weeks": weeks, "runs": dict(machine.runs), "red": machine.red, "issues": []}
    (folder / "life.json").write_text(json.dumps(told), "utf-8")
    return blows


def commands(number):
    """Return what is run on a day."""
    if number % 7 not in WHOLE:
        return ("collect",)
    return ("collect", "publish", "build") if number // 7 % 2 else ("run",)


def differences(calm, struck):
    """Compare the folders of two lives (digest/, life.json)."""
    one, other = calm / "digest", struck / "digest"
    kept = [content(each / "content") for each in (one, other)]
    sites = [equality.folder(each / "output") for each in (one, other)]
    items = [{(item.source, item.id) for item in harvest.read(each / ".gleaner")} for each in (one, other)]
    return [
        *equality.files(*kept, "content"),
        *equality.collected(*items),
        *equality.files(*(weeks(each / ".gleaner") for each in (one, other)), "state"),
        *equality.files(*sites, "the site"),
        *(f"left in the folder: {name}" for name in sorted(names(other) - names(one))),
        *equality.told(struck),
    ]


def content(folder):
    """Return path -> bytes of what is kept in the repository, without what tells of a visit."""
    found = equality.folder(folder).items()
    return {path: equality.without_visits(f"content/{path}", data) for path, data in found}


def weeks(state):
    """Return path -> bytes of what is kept of every week."""
    return {path: data for path, data in equality.folder(state).items() if path.startswith(("ledger/", "traces/"))}


def names(folder):
    """Return the paths of all files and folders that are not git's."""
    found = set()
    for here, folders, files in os.walk(folder):
        folders[:] = [each for each in folders if each not in {".git", "__pycache__"}]
        found |= {(Path(here) / each).relative_to(folder).as_posix() for each in (*folders, *files)}
    return found
