"""A year in which machines die: 300 random SIGKILLs, and in the end the same editions as in a calm year, byte for byte.

    python -m tests.bench.kills [--weeks 52] [--kills 300] [--seed 1] [--calm FOLDER] [--same-disk]

Two digests are made from one template and live the same days in the same village, one in peace and one under blows, as
two processes at once. A blow kills whatever a workflow has at work, at a uniformly random instant of its usual
duration, or just when git pushes, commits or fetches; the disk is gone, and GitHub's next run begins from the
repository alone: at once, as when the owner presses "Re-run jobs", or only with the next schedule. With --same-disk it
is one machine with a line of cron, and the next run finds the folder as the killed one left it.

The calm life follows from the template alone; with --calm it is kept in FOLDER, and used again where it is there.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random
from statistics import median

from tests.bench import equality, one_machine
from tests.bench import year as wishes
from tests.workflows import year
from tests.workflows.killing import Blow
from tests.workflows.player import git

SUNDAY = 6
KINDS = {"collect.yml": 0.6, "site.yml": 0.3, "probe.yml": 0.1}
"""Workflow -> share of the blows."""
DAYS = (1, 1, 1, 1, 3, 3, 1)
"""How much likelier a blow is on each day of the week: on Friday and Saturday editions are published."""
HUNTED = {"collect.yml": ("push", "push", "fetch", "commit"), "site.yml": ("fetch",), "probe.yml": ("fetch",)}
HUNTS = 0.25
"""Share of the blows that wait for git: a push takes too little of a run for chance to find it often."""
LATER = 0.25
"""Share of the killed runs that nobody starts again before the next schedule."""
FIRST = {"collect.yml": 6.0, "site.yml": 6.0, "probe.yml": 2.0}
"""Seconds that a run takes, as long as none has come to its end."""
AT_ONCE = 4
"""Blows that one run and its repetitions may take; more wait for another day."""
WISHES = {37: wishes.note, 60: wishes.follow, 150: wishes.away, 250: wishes.note, 300: wishes.note}
"""Day -> what the owner does before its run."""


@dataclass
class Blows:
    """Those that are still to fall, and where the others fell."""

    chance: Random
    waiting: dict = field(default_factory=lambda: defaultdict(list))
    """Workflow -> days, the next one first."""
    usual: dict = field(default_factory=lambda: {file: [seconds] for file, seconds in FIRST.items()})
    """Workflow -> seconds of its latest runs that came to their end."""
    hits: Counter = field(default_factory=Counter)
    """(Workflow, what was at work) -> how often that was killed."""

    @property
    def fallen(self):
        return sum(self.hits.values())

    def due(self, file, day, most):
        """Take out those that are due on a day, at most so many."""
        found = [each for each in self.waiting[file] if each <= day][:most]
        del self.waiting[file][: len(found)]
        return found

    def next(self, file):
        """Return when the next one falls."""
        if self.chance.random() < HUNTS:
            return Blow(seconds=self.chance.uniform(0, 0.04), verb=self.chance.choice(HUNTED[file]))
        return Blow(seconds=self.chance.random() * median(self.usual[file][-9:]))


def planned(kills, weeks, chance, *, same_disk=False):
    """Return the blows of so many weeks; the very first runs take one each."""
    if same_disk:
        blows = Blows(chance)
        blows.waiting["cron"] = sorted([0, *chance.choices(range(7 * weeks), DAYS * weeks, k=kills - 1)])
        return blows
    blows = Blows(chance)
    weights = [DAYS[number % 7] for number in range(7 * weeks)]
    for file in chance.choices(list(KINDS), KINDS.values(), k=max(0, kills - 2)):
        blows.waiting[file] += chance.choices(range(7 * weeks), weights)
    for file in ("collect.yml", "site.yml")[:kills]:
        blows.waiting[file].append(0)
    for days in blows.waiting.values():
        days.sort()
    return blows


@dataclass
class Struck(year.Life):
    """A digest whose machines die."""

    blows: Blows = field(default_factory=lambda: Blows(Random(0)))
    most: int = AT_ONCE

    def workflow(self, file, now, *, event, may_fail=False, **more):
        """Run a workflow under the blows that are due, and again until it comes to its end, or not before tomorrow."""
        number = (now - year.START).days
        for again, day in enumerate(due := self.blows.due(file, number, self.most)):
            at, before = now + timedelta(minutes=2 * again), self.heads()
            done = super().workflow(file, at, event=event, kill=self.blows.next(file), may_fail=True, **more)
            if not done.killed:
                self.blows.waiting[file][:0] = [day, *due[again + 1 :]]
                return done
            pushed = " and ".join(sorted(name for name, tip in self.heads().items() if before.get(name) != tip))
            self.blows.hits[file, f"{done.killed}{pushed and f' after a push to {pushed}'}"] += 1
            if number and again + 1 == len(due) and self.blows.chance.random() < LATER:
                return done
        done = super().workflow(file, now + timedelta(minutes=2 * len(due)), event=event, may_fail=may_fail, **more)
        self.blows.usual[file].append(done.seconds)
        return done

    def heads(self):
        """Return branch -> commit."""
        told = git(self.remote, "for-each-ref", "--format=%(refname:short) %(objectname)", "refs/heads")
        return dict(line.split() for line in told.splitlines())


def live(folder, weeks, *, root, blows):
    """Live so many weeks, calm without blows, and leave digest.git and live/ in the folder."""
    with year.lived(folder, root=root, kind=Struck) as life:
        life.village.by_day = True
        life.blows = blows
        year.begin(life, year.START)
        for week in range(weeks):
            begun = time.monotonic()
            for number in range(max(1, 7 * week), 7 * week + 7):
                pass_day(life, number)
            told = f"{life.blows.fallen} kills, {len(life.editions())} editions, {time.monotonic() - begun:.0f} s"
            print(f"week {week + 1}: {told}", flush=True)
        close(life, year.START + timedelta(days=7 * weeks))
        told = {"weeks": weeks, "runs": dict(life.told.runs), "red": [str(each) for each in life.told.red]}
        told |= {"issues": [each["title"] for each in life.forge.issues.values() if each["state"] == "open"]}
        (folder / "life.json").write_text(json.dumps(told), "utf-8")
        return blows


def pass_day(life, number):
    """Let one day pass: what the owner does, the daily run, on Sundays a look at the site."""
    at = year.START + timedelta(days=number)
    if number in WISHES:
        WISHES[number](life, at)
    life.workflow("collect.yml", at, event="schedule")
    if at.weekday() == SUNDAY:
        life.workflow("probe.yml", at + timedelta(hours=12), event="schedule")


def close(life, at):
    """Let the blows fall that are left, then have one more day in peace, so that both lives end alike."""
    life.most = sys.maxsize
    while left := [file for file, days in life.blows.waiting.items() if days]:
        for file in left:
            life.workflow(file, at - timedelta(hours=12), event="workflow_dispatch")
    life.workflow("collect.yml", at, event="schedule")
    life.workflow("site.yml", at + timedelta(hours=1), event="workflow_dispatch")
    life.workflow("probe.yml", at + timedelta(hours=12), event="schedule")


# ---------------------------------------------------------------- the two lives


def main() -> None:
    options = asked()
    begun = time.monotonic()
    with ExitStack() as stack:
        calm = options.calm or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="gleaner-calm-")))
        struck = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="gleaner-struck-")))
        calm = calm / ("cron" if options.same_disk else "workflows")
        root = snapshot(calm)
        if options.only_calm:
            lives(options)(calm, options.weeks, root=root, blows=Blows(Random(0)))
            return
        other = in_peace(calm, options)
        blows = planned(options.kills, options.weeks, Random(options.seed), same_disk=options.same_disk)
        hits = lives(options)(struck, options.weeks, root=root, blows=blows).hits
        if other and other.wait():
            raise SystemExit(f"The calm life did not come to its end: see {calm / 'log'}")
        tell(hits)
        found = (one_machine if options.same_disk else equality).differences(calm, struck)
    print(*(found or ["No difference."]), sep="\n")
    print(f"{sum(hits.values())} kills in {options.weeks} weeks, {(time.monotonic() - begun) / 60:.0f} minutes")
    raise SystemExit(bool(found))


def asked():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weeks", type=int, default=52)
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--calm", type=Path, help="keep the calm life here, and use it again")
    parser.add_argument("--same-disk", action="store_true", help="one machine with cron in place of the workflows")
    parser.add_argument("--only-calm", action="store_true", help="live the calm life alone (with --calm)")
    return parser.parse_args()


def lives(options):
    return one_machine.live if options.same_disk else live


def snapshot(calm):
    """Make the template both lives are made from, once: the code may change while they live."""
    place = calm / "snapshot"
    if not (place / "digest.git").exists():
        year.template(place)
    return place / "template"


def in_peace(calm, options):
    """Begin the calm life beside this one; None where it was lived already."""
    told = calm / "life.json"
    if told.exists() and json.loads(told.read_text("utf-8"))["weeks"] == options.weeks:
        return None
    words = ["--weeks", str(options.weeks), "--calm", str(calm.parent), "--only-calm"]
    words += ["--same-disk"] if options.same_disk else []
    with (calm / "log").open("wb") as log:
        return subprocess.Popen([sys.executable, "-m", __spec__.name, *words], stdout=log, stderr=subprocess.STDOUT)


def tell(hits):
    """Print which workflow was killed how often, and at what."""
    for file in sorted({file for file, _ in hits}):
        rows = sorted(((count, what) for (each, what), count in hits.items() if each == file), reverse=True)
        print(f"{file}: {sum(count for count, _ in rows)} |", ", ".join(f"{what} {count}" for count, what in rows))


if __name__ == "__main__":
    main()
