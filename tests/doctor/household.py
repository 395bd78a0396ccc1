"""A sound set-up: a clone with a bare remote, editions, a state that a real run has written, a fake GitHub, a site.

Everything is made once and copied for each test; `House.doctor()` runs the command and returns what it says as JSON.
"""

import json
import os
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from generator.cli import main
from tests.loopback import rss, serve
from tests.workflows import forge

ROOT = Path(__file__).resolve().parent.parent.parent
NOW = "2026-11-21T12:00:00Z"
"""A Saturday; the edition of the week came out on Friday at five."""
WEEKS = ("2026-W45", "2026-W46", "2026-W47")
CONFIG = """\
site:
  title: The Staff Room
  timezone: Europe/Berlin
  repository: https://github.com/me/digest
sources:
  - feed: https://chalk.example/feed
    name: Chalk Notes
  - feed: https://margin.example/feed
    name: Margins
"""
FEED = rss((1, "Feedback before marks", "Wed, 18 Nov 2026 08:00:00 GMT", "I stopped returning marks for a week. " * 12))
CLEAN = {name: value for name, value in os.environ.items() if not name.startswith(("GIT", "GH_"))}


def git(folder, *words, when=None):
    identity = ("-c", "user.name=Owner", "-c", "user.email=owner@site.example", "-c", "commit.gpgsign=false")
    done = subprocess.run(["git", *identity, *words], cwd=folder, capture_output=True, text=True, env=CLEAN, check=True)
    return done.stdout.strip()


def feed_of(weeks):
    """Return what a site shows: the feed of its editions, as far as it is looked at."""
    items = [{"id": week, "url": f"https://me.github.io/digest/editions/{week}/"} for week in weeks]
    return json.dumps(
        {"version": "https://jsonfeed.org/version/1.1", "title": "The Staff Room", "items": items}
    ).encode()


def site_of(weeks):
    return {"/digest/editions.json": (200, {"Content-Type": "application/json"}, feed_of(weeks))}


def made(folder):
    """Make a clone, its remote and its state, from nothing; return the folder with both."""
    git(folder, "init", "--quiet", "--bare", "--initial-branch=main", "remote.git")
    git(folder, "clone", "--quiet", "remote.git", "digest")
    here = folder / "digest"
    git(here, "checkout", "--quiet", "-B", "main")
    (here / "config.yaml").write_text(CONFIG, "utf-8")
    shutil.copytree(ROOT / "tests" / "golden" / "content", here / "content")
    shutil.copytree(ROOT / "content" / "prompts", here / "content" / "prompts")
    shutil.copytree(ROOT / "generator" / "doctor" / "shipped", here / ".github" / "workflows")
    for name in ("gleaner", ".gitignore"):
        shutil.copy(ROOT / name, here / name)
    git(here, "add", "-A")
    git(here, "commit", "--quiet", "-m", "Begin")
    git(here, "push", "--quiet", "-u", "origin", "main")
    git(here, "remote", "set-head", "origin", "main")
    collected(here)
    return folder


def collected(here):
    """Let a real run collect on the day before, over a street on loopback."""
    with serve({"/feed": (200, {"Content-Type": "application/rss+xml"}, FEED)}) as web:
        port = int(web.address.rpartition(":")[2])
        street = here.parent / "street.json"
        street.write_text(json.dumps({host: ["127.0.0.1", port] for host in ("chalk.example", "margin.example")}))
        words = ["--config", str(here / "config.yaml"), "--state", str(here / ".gleaner"), "--street", str(street)]
        assert main(["collect", *words, "--now", "2026-11-21T04:23:00Z", "--quiet"]) == 0


@dataclass
class House:
    """One copy of it, with what stands around it."""

    folder: Path
    forge: forge.Forge
    site: dict
    """What the published site answers: path -> (status, headers, body)."""
    street: Path
    environment: dict = field(default_factory=dict)
    now: str = NOW
    offline: bool = False
    branch: str = "main"

    @property
    def root(self):
        return self.folder / "digest"

    def git(self, *words):
        return git(self.root, *words)

    def commit(self, *, push=True):
        self.git("add", "-A")
        self.git("commit", "--quiet", "-m", "Change")
        if push:
            self.git("push", "--quiet", "origin", f"HEAD:{self.branch}")

    def path(self, name):
        return self.root / name

    def write(self, name, words):
        self.path(name).parent.mkdir(parents=True, exist_ok=True)
        self.path(name).write_text(words, "utf-8")

    def change(self, name, old, new):
        words = self.path(name).read_text("utf-8")
        assert old in words
        self.write(name, words.replace(old, new, 1))

    def workflow(self, name, old, new):
        self.change(f".github/workflows/{name}", old, new)
        self.commit()

    def command(self, *more):
        words = ["doctor", "--state", ".gleaner", "--street", str(self.street), "--now", self.now]
        return [*words, *(["--offline"] if self.offline else []), *more]


def lived_in(there):
    """Let GitHub be as it is for somebody who has set everything up."""
    there.rights["administration"] = "read"
    there.pages_on()
    for file in ("collect.yml", "site.yml", "probe.yml"):
        there.workflow(file)
    there.files = {f"content/editions/{week}.md": b"" for week in WEEKS}
    there.ran("collect.yml", event="schedule", when="2026-11-21T04:23:00Z")
    there.ran("site.yml", event="push", when="2026-11-20T06:00:00Z")
    there.deployments = {1: "success"}
