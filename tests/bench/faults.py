"""Every fault times every stage, as a table: what happened, the exit code, the first line that was said.

Run it with `python -m tests.bench.faults [--only WORD] [--seeds N]`; faults of the disk need the rights to mount. Each
cell has a copy of one small digest: two editions published, a third due, a remote, a site. What may come of a stage is
what comes of it without a fault, or nothing at all with a sentence that says why; anything else is marked `!!`.
`../shared/tools/feedserver` is asked as well, where it is there.
"""

import argparse
import contextlib
import hashlib
import importlib
import json
import logging
import os
import pkgutil
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

from tests.bench import liars
from tests.loopback import rss, serve
from tests.repository.remotes import git

ROOT = Path(__file__).resolve().parents[2]
FEEDSERVER = ROOT.parent / "shared" / "tools" / "feedserver" / "feedserver.py"
KINDS = "404 410 429 500 503 reset loris hang 301 302 loop big bomb badxml charset html empty".split()
NAMES = "alder birch cedar elm fir hazel juniper larch".split()
WEEK, NOW = "2026-W47", "2026-11-20T07:00:00Z"
DAYS = ("2026-11-06", "2026-11-09", "2026-11-13", "2026-11-16", "2026-11-18")
STAGES = {
    "check": ("check",),
    "collect": ("collect",),
    "pick": ("publish", "--dry-run"),
    "publish": ("publish",),
    "build": ("build",),
    "push": ("state", "push"),
    "pull": ("state", "pull"),
    "preview": ("preview", "--no-serve", "--output", "shown"),
    "doctor": ("doctor", "--offline"),
}
PLACES = {
    "harvest": ".gleaner/harvest/*.jsonl",
    "sources.json": ".gleaner/sources.json",
    "ledger": ".gleaner/ledger/*",
    "traces": ".gleaner/traces/*",
    "editions": "content/editions/*.md",
    "config.yaml": "config.yaml",
    "prompts": "content/prompts/*.yaml",
    "site": "output/**/*.html",
}
"""What is spoilt: one byte in a hundred of each file."""
PATIENCE = 150
CONFIG = """\
site: {{title: Chalk, timezone: Europe/Berlin}}
digest: {{day: friday, hour: 6}}
sources:
{sources}
"""


@dataclass(kw_only=True)
class Done:
    """What came of one stage."""

    code: int
    said: str
    seconds: float
    marks: list[str] = field(default_factory=list)

    @property
    def first(self) -> str:
        lines = [line.strip() for line in self.said.splitlines() if line.strip()]
        return lines[0][:110] if lines else ""


@dataclass(kw_only=True)
class World:
    """A digest, its remote and the street it follows."""

    folder: Path
    street: Path
    now: str = NOW
    more: tuple[str, ...] = ()

    @property
    def digest(self) -> Path:
        return self.folder / "digest"

    def copy(self, folder):
        shutil.copytree(self.folder, folder, symlinks=True)
        return World(folder=folder, street=self.street, now=self.now, more=self.more)

    def run(self, stage, *, now=""):
        words = [*STAGES[stage], "--now", now or self.now, "--street", str(self.street), *self.more]
        return run(words, self.digest)


def run(words, folder):
    """Run a command line in a child of this process, which has all imports done; return what came of it."""
    with tempfile.TemporaryFile() as out:
        begun, child = time.monotonic(), os.fork()
        if child == 0:
            _become(words, folder, out.fileno())
        code = _waited(child)
        out.seek(0)
        return Done(code=code, said=out.read().decode(errors="replace"), seconds=time.monotonic() - begun)


def _become(words, folder, out):
    os.setsid()
    os.dup2(out, 1)
    os.dup2(out, 2)
    sys.stdout, sys.stderr = (os.fdopen(os.dup(each), "w") for each in (1, 2))
    code = 1
    try:
        os.chdir(folder)
        for name in [each for each in os.environ if each.startswith(("GIT", "GH_"))]:
            del os.environ[name]
        os.environ |= {"HOME": "/nonexistent", "XDG_CONFIG_HOME": "/nonexistent"}
        from generator import cli  # noqa: PLC0415

        logging.disable(logging.NOTSET)
        code = cli.main(words)
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except BaseException:  # noqa: BLE001  it is to be seen in the table
        import traceback  # noqa: PLC0415

        traceback.print_exc()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError):
            stream.flush()
    os._exit(code or 0)


def _waited(child):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.01)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return 999


# ---------------------------------------------------------------- the world


def word(dice):
    return "".join(dice.choice("bdfgklmnprstvz") + dice.choice("aeiou") for _ in range(dice.randint(2, 4)))


def on(day):
    """Return what every feed holds on a day: of no two entries the words are alike."""
    pages = {}
    for place, name in enumerate(NAMES):
        entries = []
        for back in range(place % 3, 12, 3):
            at = day - timedelta(days=back)
            dice = random.Random(f"{name} {at:%j}")
            text = [word(dice) for _ in range(60 + 40 * place)]
            title = f"{text[0]} and the {text[1]} of {text[2]}".capitalize()
            entries.append((f"{at:%Y-%m-%d}", title, format_datetime(at - timedelta(hours=5)), " ".join(text)))
        feed = rss(*entries, title=f"{name.title()} Notes", home=f"https://{name}.example/")
        pages[f"/{name}"] = (200, {"Content-Type": "application/rss+xml"}, feed)
    return pages


def made(folder, village, street):
    """Make the world, with two editions and a site, and the third edition due."""
    folder.mkdir()
    git(folder, "init", "--quiet", "--bare", "--initial-branch=main", "remote.git")
    git(folder, "clone", "--quiet", "remote.git", "digest")
    world = World(folder=folder, street=street)
    sources = "".join(f"  - http://{name}.example/{name}\n" for name in NAMES)
    (world.digest / "config.yaml").write_text(CONFIG.format(sources=sources), "utf-8")
    (world.digest / ".gitignore").write_text(".gleaner/\noutput/\nshown/\n", "utf-8")
    shutil.copytree(ROOT / "content" / "prompts", world.digest / "content" / "prompts")
    for day in DAYS:
        village.pages.update(on(datetime.fromisoformat(f"{day}T07:00:00Z")))
        assert world.run("collect", now=f"{day}T07:00:00Z").code == 0
        if day in DAYS[0:3:2]:
            assert world.run("publish", now=f"{day}T07:00:00Z").code == 0
    for stage in ("build", "push"):
        done = world.run(stage, now=f"{DAYS[-1]}T08:00:00Z")
        assert done.code == 0, done.said
    git(world.digest, "add", "-A")
    git(world.digest, "commit", "--quiet", "-m", "All")
    git(world.digest, "push", "--quiet", "origin", "HEAD:main")
    git(world.digest, "config", "remote.origin.url", "../remote.git")
    village.pages.update(on(datetime.fromisoformat(NOW)))
    return world


def shape(folder):
    """Return what is in a folder: path -> digest."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@dataclass(kw_only=True)
class Look:
    """What a stage may leave."""

    editions: dict[str, str]
    site: dict[str, str]
    state: str
    log: frozenset[str]
    then: str = ""
    """The due edition, where its sources are asked once more before."""


def look(world):
    from generator.collect import harvest  # noqa: PLC0415

    editions = world.digest / "content" / "editions"
    with contextlib.suppress(OSError):
        log = frozenset(f"{item.id} {item.title} {item.text}" for item in harvest.read(world.digest / ".gleaner"))
    tip = git(world.folder / "remote.git", "rev-parse", "state^{tree}")
    return Look(editions=shape(editions), site=shape(world.digest / "output"), state=tip, log=log)


def judged(stage, done, before, after, sound):
    """Mark what is neither as before nor as it would be without a fault."""
    marks = done.marks
    if "Traceback" in done.said:
        marks.append("!! traceback: " + done.said.strip().splitlines()[-1][:120])
    if done.code == 999:
        marks.append("!! hung")
    if done.code < 0:
        marks.append(f"!! signal {-done.code}")
    for name in {*before.editions, *after.editions}:
        if after.editions.get(name) == before.editions.get(name):
            continue
        ours = after.editions.get(name) == sound.editions.get(name)
        marks.append(f"{name} {'as it should be' if ours else '!! is another'}")
    if after.site != before.site:
        marks.append("new site" if after.site.keys() >= before.site.keys() else "!! broken site")
    if lost := before.log - after.log:
        marks.append(f"{len(lost)} items not read any more")
    if strange := after.log - before.log - sound.log:
        marks.append(f"!! {len(strange)} strange items" if stage != "collect" else f"{len(strange)} other items")
    if left := [name for name in after.editions if name.startswith(".")]:
        marks.append(f"!! left over: {left}")


# ---------------------------------------------------------------- faults


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One fault: what is done to a world, and what is undone."""

    name: str
    bring: Callable[[World], object] = lambda _: None
    now: str = ""
    stages: tuple[str, ...] = tuple(STAGES)
    mount: bool = False


@contextlib.contextmanager
def disk(folder, size="400m"):
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)
        folder.rmdir()


def filled(left):
    """Return what fills a disk up to so many bytes."""

    def bring(world):
        free = shutil.disk_usage(world.folder).free - left
        with (world.folder / "ballast").open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, max(1, free))

    return bring


def read_only(world):
    subprocess.run(["mount", "-o", "remount,ro", world.folder.parent], check=True)


def changed(old, new):
    def bring(world):
        path = world.digest / "config.yaml"
        words = path.read_text("utf-8")
        assert old in words
        path.write_text(words.replace(old, new), "utf-8")

    return bring


def spoilt(pattern, seed, *, printable=False):
    """Return what changes one byte in a hundred of some files."""

    def bring(world):
        dice = random.Random(seed)
        for path in sorted(world.digest.glob(pattern)):
            data = bytearray(path.read_bytes())
            for _ in range(max(1, len(data) // 100)):
                data[dice.randrange(len(data))] = dice.randrange(32, 127) if printable else dice.randrange(256)
            path.write_bytes(bytes(data))

    return bring


def unreachable(world):
    git(world.digest, "config", "remote.origin.url", "https://forge.example/none.git")


def no_names(world):
    world.street = world.folder / "no-street.json"
    world.street.write_text("{}", "utf-8")


FAULTS = (
    Fault(name="none"),
    *(Fault(name=f"disk full, {left:,} B left", bring=filled(left), mount=True) for left in (0, 8192, 65_536, 600_000)),
    Fault(name="disk read-only", bring=read_only, mount=True),
    Fault(name="clock: a day back", now="2026-11-17T07:00:00Z"),
    Fault(name="clock: a year back", now="2025-11-20T07:00:00Z"),
    Fault(name="clock: 1970", now="1970-01-02T00:00:00Z"),
    Fault(name="clock: a year on", now="2027-11-20T07:00:00Z"),
    Fault(name="clock: 2190", now="2190-11-20T07:00:00Z"),
    Fault(name="clock: 8999", now="8999-12-30T07:00:00Z"),
    Fault(name="zone changed west", bring=changed("Europe/Berlin", "Pacific/Pago_Pago")),
    Fault(name="zone changed east", bring=changed("Europe/Berlin", "Pacific/Kiritimati")),
    Fault(name="no DNS", bring=no_names),
    Fault(name="no forge", bring=unreachable, stages=("push", "pull", "doctor")),
)


def cell(world, fault, stage, sound, folder):
    """Run one stage under one fault."""
    room = disk(folder / "disk") if fault.mount else contextlib.nullcontext(folder)
    with room as place:
        there = world.copy(place / "world")
        before = look(there)
        fault.bring(there)
        faulty = look(there) if "spoilt" in fault.name else before
        done = there.run(stage, now=fault.now)
        judged(stage, done, faulty, look(there), sound)
        if fault.now and not stage.startswith(("check", "doctor")):
            later(there, stage, done, sound)
    shutil.rmtree(folder / "world", ignore_errors=True)
    return done


def later(world, stage, done, sound):
    """Put the clock right again and see whether the digest goes on as if nothing had been."""
    for step in ("collect", "publish"):
        again = world.run(step)
        if "Traceback" in again.said or again.code not in {0, 3}:
            done.marks.append(f"!! afterwards {step}: {again.code} {again.first}")
    here = look(world).editions.get(f"{WEEK}.md")
    fine = here in {sound.editions[f"{WEEK}.md"], sound.then}
    done.marks.append(f"then {WEEK} " + ("as it should be" if fine else "differs" if here else "!! is missing"))


def table(faults, world, sound, folder, only):
    for fault in faults:
        if only and not re.search(only, fault.name):
            continue
        for stage in fault.stages:
            done = cell(world, fault, stage, sound, folder)
            marks = "; ".join(done.marks) or "as before"
            print(f"| {fault.name} | {stage} | {done.code} | {done.seconds:.1f} | {marks} | {done.first} |", flush=True)


# ---------------------------------------------------------------- servers


@contextlib.contextmanager
def feedserver(first=18_400):
    """Start one feedserver for each of its faults; yield host -> [address, port]."""
    if not FEEDSERVER.is_file():
        yield {}
        return
    each = {kind: first + number for number, kind in enumerate(KINDS)}
    running = [
        subprocess.Popen(
            [sys.executable, FEEDSERVER, "--n", "1", "--port", str(port), "--fault", f"{kind}=100", "--latency", "0",
             "--big-mb", "40", "--no-uvloop"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        for kind, port in each.items()
    ]  # fmt: skip
    time.sleep(4)
    try:
        yield {f"fs-{kind}.example": ["127.0.0.1", port] for kind, port in each.items()}
    finally:
        for server in running:
            server.terminate()
            server.wait()


def server_faults(hosts):
    """Return the faults that are a source more, with a server behind it that lies or fails."""
    for host in hosts:
        path = "f/0" if host.startswith("fs-") else "feed"
        yield Fault(
            name=f"server {host.removesuffix('.example')}",
            bring=changed("sources:\n", f"sources:\n  - http://{host}/{path}\n"),
        )


def through(world, fault, folder):
    """Run a whole week with one server more, every stage after the other."""
    there = world.copy(folder / "world")
    fault.bring(there)
    for stage in fault.stages:
        before = look(there)
        done = there.run(stage)
        after = look(there)
        judged(stage, done, before, after, after)
        if stage == "collect":
            done.marks += [line.strip()[:150] for line in done.said.splitlines() if fault.name[7:] in line][:2]
        marks = "; ".join(done.marks) or "as before"
        print(f"| {fault.name} | {stage} | {done.code} | {done.seconds:.1f} | {marks} | {done.first} |", flush=True)
    shutil.rmtree(folder / "world")


def together(world, hosts, folder):
    """Follow all servers that lie or fail in one digest, and say what each was called."""
    there = world.copy(folder / "world")
    for fault in server_faults(hosts):
        fault.bring(there)
    there.more = ("--json",)
    for stage in ("collect", "publish"):
        before = look(there)
        done = there.run(stage)
        judged(stage, done, before, look(there), look(there))
        print(f"| all servers | {stage} | {done.code} | {done.seconds:.1f} | {'; '.join(done.marks)} | |", flush=True)
        for each in json.loads(done.said[done.said.index("{") :]).get("reports", ()):
            if each["name"] in hosts:
                told = " ".join(each["words"].split())[:140]
                print(f"| server {each['name']} | collect | | | {each['health']}, {each['items']} items | {told} |")
    shutil.rmtree(folder / "world")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="faults whose name has this (a regular expression)")
    parser.add_argument("--seeds", type=int, default=3, help="ways in which each kind of file is spoilt")
    parser.add_argument("--briefly", action="store_true", help="all servers at once, in one digest")
    given = parser.parse_args()
    logging.disable(logging.CRITICAL)  # of the looks this process takes itself
    for found in pkgutil.walk_packages([str(ROOT / "generator")], "generator."):  # what every child would import
        if not found.name.endswith("__main__"):
            importlib.import_module(found.name)

    with (
        tempfile.TemporaryDirectory(prefix="gleaner-faults-") as name,
        serve({}) as village,
        liars.open_street() as lying,
        feedserver() as failing,
    ):
        folder = Path(name)
        street = folder / "street.json"
        hosts = {f"{name}.example": ["127.0.0.1", int(village.address.rpartition(":")[2])] for name in NAMES}
        street.write_text(json.dumps({**hosts, **lying, **failing}), "utf-8")
        world = made(folder / "first", village, street)
        sound = sound_end(world, folder)
        print("| fault | stage | exit | s | what happened | first line |\n|---|---|---|---|---|---|")
        table((*FAULTS, *corruptions(given.seeds)), world, sound, folder, given.only)
        if given.briefly:
            together(world, {**lying, **failing}, folder)
            return
        for fault in server_faults({**lying, **failing}):
            if not given.only or re.search(given.only, fault.name):
                through(world, fault, folder)


def sound_end(world, folder):
    there = world.copy(folder / "world")
    for stage in ("collect", "publish", "build", "push"):
        assert there.run(stage).code == 0
    found = look(there)
    found.then = found.editions[f"{WEEK}.md"]
    shutil.rmtree(folder / "world")
    without = world.copy(folder / "world")
    assert without.run("publish").code == 0
    if look(without).editions != found.editions:
        found.editions[f"{WEEK}.md"] = look(without).editions[f"{WEEK}.md"]
    shutil.rmtree(folder / "world")
    return found


def corruptions(seeds):
    for name, pattern in PLACES.items():
        for seed in range(seeds):
            yield Fault(name=f"spoilt {name} #{seed}", bring=spoilt(pattern, seed))
            yield Fault(name=f"spoilt letters of {name} #{seed}", bring=spoilt(pattern, seed, printable=True))


if __name__ == "__main__":
    main()
