"""A whole Action run of a digest that is ten years old: set-up, collect, site; and the two quickest commands. A table.

Run it with `python -m tests.bench.action [--sources 100] [--editions 520] [--profile FOLDER]`. It does what collect.yml
and the job Build of site.yml do on a machine of GitHub: each a shallow checkout over file://, `./gleaner` (which makes
the environment with uv) and the command; git and the processes are real, GitHub is played. Invented editions of 40
picks are there already, and the state of a run of the day before; then come the day of an edition and a quiet one.

Two tables: the seconds and the CPU seconds of each step, its git and uv among them. Known limits: the feeds' server and
the played GitHub run in this very process and take of the same cores; the network has no delay; checkout, the set-up of
uv, and the hand-over of the site to Pages are not what GitHub's own actions take; uv's cache is as warm as this machine
has it (the workflows start with a cold one, and a cold download is the network's time). No verdicts: read the ratios
where others use the machine.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from generator.publish import archive
from tests.bench.pressing.archive import editions
from tests.workflows import forge as github
from tests.workflows import year
from tests.workflows.player import CLEAN, git
from tests.workflows.village import NAMES, open_village

ROUNDS = 5
ROW = "{:44} {:>8} {:>8}"
TAKEN = "PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX", "PYTHONPATH", "VIRTUAL_ENV"
"""What a machine of GitHub does not set."""
HOURS = timedelta(hours=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a run, and what it took."""

    name: str
    wall: float
    cpu: float
    """Seconds, its children's among them."""


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        world = World(Path(folder), stack, sources=options.sources, weeks=options.editions, profiles=options.profile)
        due = world.due
        world.run("the day before", due - timedelta(days=1))
        day = world.run("the day of an edition", due + HOURS)
        quiet = world.run("a quiet day", due + timedelta(days=1), site=False)
        if not shutil.which("uv"):
            print("There is no uv here: each set-up is made with pip, which GitHub's runs are not.")
        print(ROW.format("", "wall s", "CPU s"))
        for title, steps in (("the day of an edition", day), ("a quiet day", quiet)):
            print(title)
            for step in (*steps, Step(name="in all", wall=_sum(steps, "wall"), cpu=_sum(steps, "cpu"))):
                print(ROW.format(f"  {step.name}", f"{step.wall:.2f}", f"{step.cpu:.2f}"))
        for name, place, *words in (
            ("./gleaner --help", world.template, "--help"),
            ("./gleaner check --offline", world.template, "check", "--offline"),
            (f"  the same, with {options.editions} editions", world.owner, "check", "--offline"),
        ):
            found = [world.timed(name, place, *words) for _ in range(ROUNDS)]
            wall, cpu = (statistics.median(getattr(each, of) for each in found) for of in ("wall", "cpu"))
            print(ROW.format(name, f"{wall:.2f}", f"{cpu:.2f}"))


class World:
    """A repository, its forge and its sources."""

    def __init__(self, folder, stack, *, sources, weeks, profiles):
        self.folder, self.profiles = folder, profiles
        names = (*NAMES, *(f"s{number}.example" for number in range(sources)))[:sources]
        self.village = stack.enter_context(open_village(names=names, by_day=True))
        self.forge = stack.enter_context(github.running())
        self.street = self.village.street(folder / "street.json")
        self.remote = year.template(folder)
        for path in git(self.remote, "ls-tree", "--name-only", "main", ".github/workflows/").split():
            self.forge.workflow(Path(path).name)
        self.forge.pages_on()
        self.due = self._filled(names, weeks)
        self.template, self.owner = folder / "template", folder / "owner"
        """Checkouts: of the template as it comes, and of the digest."""
        for place in (self.template, self.owner):
            self.timed("set-up", place, "--version")

    def _filled(self, names, weeks) -> datetime:
        """Push the config and the editions; return when the next one is due."""
        work = self.folder / "owner"
        git(self.folder, "clone", "--quiet", self.remote.as_uri(), str(work))
        (work / "config.yaml").write_text(
            year.CONFIG + "".join(f"  - https://{name}/feed\n" for name in names), "utf-8"
        )
        for each in editions(weeks):
            archive.write(each, work / "content" / "editions")
        git(work, "add", "-A")
        git(work, "commit", "--quiet", "-m", "Ten years")
        git(work, "push", "--quiet")
        return each.week.after().due(5, 6, "Europe/Berlin")

    def run(self, title: str, now: datetime, *, site: bool = True) -> list[Step]:
        """Do what Collect does, and what Site does after it."""
        self.village.today = now
        self.forge.branches["main"] = git(self.remote, "rev-parse", "main")
        steps = self._job("collect", title, now)
        self.forge.branches["main"] = git(self.remote, "rev-parse", "main")
        return [*steps, *(self._job("site", title, now + timedelta(minutes=3)) if site else [])]

    def _job(self, name: str, title: str, now: datetime) -> list[Step]:
        place, runner = self.folder / f"{name}-job", self.folder / f"{name}-runner"
        runner.mkdir(exist_ok=True)
        event = "schedule" if name == "collect" else "workflow_dispatch"
        around = self.forge.environment(runner, event=event)
        words = ("--now", now.isoformat(), "--street", str(self.street))
        checkout = ("git", "clone", "--quiet", "--depth", "1", "--branch", "main", self.remote.as_uri(), str(place))
        found = [
            _taken(f"{name}: checkout", checkout, self.folder, CLEAN),
            self.timed(f"{name}: set-up", place, "--version"),
            self.timed(f"{name}: the work", place, "workflow", name, *words, around=around, profile=title),
        ]
        shutil.rmtree(place)
        return found

    def timed(self, name: str, place: Path, *words: str, around=None, profile: str = "") -> Step:
        """Run `./gleaner` in a checkout."""
        own = {key: value for key, value in CLEAN.items() if key not in TAKEN}
        environment = own | {"GIT_CONFIG_GLOBAL": os.devnull} | (around or {})
        command = [sys.executable, "gleaner", *words]
        if profile and self.profiles:
            self.profiles.mkdir(parents=True, exist_ok=True)
            out = (self.profiles / f"{profile} {words[1]}.prof").as_posix()
            command = [place / ".venv/bin/python", "-m", "cProfile", "-o", out, "-m", "generator", *words]
        return _taken(name, command, place, environment)


def _taken(name: str, command, place: Path, environment) -> Step:
    """Run a command to its end, and say what it took; where it fails, show what it said."""
    begun = time.perf_counter()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, cwd=place, env=environment, stdout=said, stderr=subprocess.STDOUT)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        assert process.returncode == 0, f"{name}: {said.read().decode(errors='replace')[-3000:]}"
    return Step(name=name, wall=time.perf_counter() - begun, cpu=used.ru_utime + used.ru_stime)


def _sum(steps, name: str) -> float:
    return sum(getattr(each, name) for each in steps)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sources", type=int, default=100)
    parser.add_argument("--editions", type=int, default=520)
    parser.add_argument("--profile", type=Path, help="leave profiles of the commands in this folder (cProfile; slower)")
    return parser.parse_args()


if __name__ == "__main__":
    main()
