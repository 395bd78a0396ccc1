"""Lives through simulated weeks of a digest: its repository, its workflows, an owner, and everything that goes wrong.

A repository is made from the template as GitHub does (one commit, no history). Each day the Collect workflow runs,
late, twice, not at all, or killed in the middle, while feeds fail and the owner edits; what it starts is run as well.
What happens on which day follows from a seed.
"""

import re
import shutil
from collections import Counter
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import yaml

from generator.model import Week
from tests.workflows import forge as github
from tests.workflows.player import Player, git
from tests.workflows.village import NAMES, open_village

ROOT = Path(__file__).resolve().parents[2]
START = datetime(2026, 1, 5, 4, 23, tzinfo=UTC)
"""A Monday, at the minute of the schedule."""
LEFT_OUT = re.compile(r"tests/(?!workflows|README)|\.ci/")
"""What no run of a digest reads; without it a checkout takes a tenth of the time."""
CONFIG = """# My digest
site:
  title: The Village Reader
  timezone: Europe/Berlin
digest:
  day: friday
  hour: 6   # before school
interests:
  - feedback
  - quiet voices
sources:
"""


@dataclass
class Told:
    """What happened in a simulation."""

    runs: Counter = field(default_factory=Counter)
    seconds: Counter = field(default_factory=Counter)
    mishaps: Counter = field(default_factory=Counter)
    red: list = field(default_factory=list)
    """(instant, workflow, what was printed) of runs that were red and should not have been."""
    expected: dict = field(default_factory=dict)
    """Path in the repository -> bytes or a piece of text that the owner wrote and that must be there at the end."""
    reviewed: dict = field(default_factory=dict)
    """Number of a pull request that was checked and merged -> how many comments it had then."""


@dataclass
class Life:
    """One digest and its world."""

    player: Player
    village: object
    forge: object
    folder: Path
    chance: Random
    told: Told = field(default_factory=Told)
    spoilt: bool = False
    """Whether config.yaml cannot be read: its runs are red until the owner mends it."""

    @property
    def remote(self):
        return self.player.remote

    def workflow(self, file, now, *, event, kill=None, may_fail=False, **more):
        """Run a workflow, and what it starts."""
        self.village.today = now
        sha = self.forge.branches["main"] = git(self.remote, "rev-parse", "main")
        done = self.player.run(file, event=event, now=now, kill=kill, **more)
        self.village.live = self.player.live
        self.told.runs[file] += 1
        self.told.seconds[file] += done.seconds
        if not done.green and not done.killed and not (may_fail or self.spoilt):
            self.told.red.append((now, file, done.said))
        self.forge.branches["main"] = git(self.remote, "rev-parse", "main")
        ended = "success" if done.green else "failure"
        self.forge.ran(file, conclusion=ended, when=f"{now:%Y-%m-%dT%H:%M:%SZ}", event=event, sha=sha)
        self.forge.artifacts[self.forge.runs[0]["id"]] = done.artifacts
        while self.forge.dispatched:
            self.begun(*self.forge.dispatched.pop(0), now=now + timedelta(minutes=3))
        return done

    def begun(self, file, ref, inputs, *, now):
        """Run a workflow that another one has started."""
        self.workflow(file, now, event="workflow_dispatch", branch=ref, inputs=inputs)

    @contextmanager
    def owner(self, words):
        """Let the owner change something in a clone; it is pushed, and the Site workflow runs."""
        work = self.folder / "owner"
        if not work.exists():
            git(self.folder, "clone", "--quiet", self.remote.as_uri(), str(work))
        git(work, "pull", "--quiet", "--rebase")
        yield work
        git(work, "add", "-A")
        git(work, "commit", "--quiet", "-m", words)
        git(work, "push", "--quiet")

    def pushed(self, now, **more):
        return self.workflow("site.yml", now, event="push", **more)

    def editions(self):
        """Return the weeks that are published, as the branch has them."""
        names = git(self.remote, "ls-tree", "--name-only", "main", "content/editions/").split()
        return [Path(name).stem for name in names if name.endswith(".md")]


@contextmanager
def lived(folder, *, seed=7, root=ROOT, kind=Life):
    """Make a repository from the template, with its forge and its village; `kind` is the Life it gets."""
    with ExitStack() as stack:
        village = stack.enter_context(open_village())
        forge = stack.enter_context(github.running())
        remote = template(folder, root)
        for path in git(remote, "ls-tree", "--name-only", "main", ".github/workflows/").split():
            forge.workflow(Path(path).name)
        player = Player(folder=folder, remote=remote, forge=forge, street=village.street(folder / "street.json"))
        yield kind(player=player, village=village, forge=forge, folder=folder, chance=Random(seed))


def template(folder, root=ROOT):
    """Make a bare repository with one commit: this one's files, as `Use this template` copies them."""
    work = folder / "template"
    work.mkdir(parents=True)
    for name in git(root, "ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0"):
        if name and not LEFT_OUT.match(name) and (root / name).is_file():
            (work / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(root / name, work / name)
    for old in (work / "content" / "editions").glob("*.md"):
        old.unlink()
    git(folder, "init", "--quiet", "--initial-branch=main", str(work))
    git(work, "add", "-A")
    git(work, "commit", "--quiet", "-m", "Initial commit")
    git(folder, "clone", "--quiet", "--bare", str(work), "digest.git")
    git(folder / "digest.git", "config", "receive.shallowUpdate", "true")
    return folder / "digest.git"


def begin(life, now):
    """Do what a new owner does: the push of the creation with Pages off, then the clicks, a config of their own."""
    first = life.pushed(now)
    assert first.green, first.said
    assert life.player.live is None, "nothing is deployed with Pages off"
    life.forge.pages_on()
    with life.owner("Make it mine") as work:
        (work / "config.yaml").write_text(
            CONFIG + "".join(f"  - https://{name}/feed\n" for name in NAMES[:-1]), "utf-8"
        )
    life.pushed(now + timedelta(minutes=5))
    life.workflow("collect.yml", now + timedelta(minutes=8), event="workflow_dispatch")


def day(life, at, *, calm=False):
    """Let one day pass, with what may go wrong on it."""
    chance, told = life.chance, life.told
    life.village.out = {name for name in NAMES if not calm and chance.random() < 0.02}
    if not calm and chance.random() < 0.02:
        life.village.out, told.mishaps["no source answers"] = set(NAMES), told.mishaps["no source answers"] + 1
    fate = 1.0 if calm else chance.random()
    delay = timedelta(minutes=chance.randint(0, 40))
    if fate < 0.05:
        told.mishaps["dropped"] += 1
        return
    if fate < 0.20:
        delay = timedelta(hours=chance.uniform(1, 9))
        told.mishaps["hours late"] += 1
    dead = len(life.village.out) == len(NAMES)
    if 0.20 <= fate < 0.26:
        told.mishaps["killed"] += 1
        life.workflow(daily(life), at + delay, event="schedule", kill=chance.uniform(0.3, 4.0), may_fail=True)
        return
    life.workflow(daily(life), at + delay, event="schedule", may_fail=dead)
    if 0.26 <= fate < 0.32:
        told.mishaps["run twice"] += 1
        life.workflow(daily(life), at + delay + timedelta(minutes=2), event="schedule", may_fail=dead)


def daily(life):
    """Return the one workflow of the two that collect which has a schedule."""
    (found,) = [
        file for file in ("collect.yml", "collect-in-parts.yml")
        if "schedule" in yaml.safe_load(git(life.remote, "show", f"main:.github/workflows/{file}"))[True]
    ]  # fmt: skip
    return found


def missing(life, first, last):
    """Return the weeks from first to last that have no edition."""
    there, week, gaps = set(life.editions()), Week.named(first), []
    while str(week) <= last:
        gaps += [] if str(week) in there else [str(week)]
        week = week.after()
    return gaps
