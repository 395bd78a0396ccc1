"""Every fault times every stage, as a table of letters, and below it what happened and what was said.

Run it with `python -m tests.bench.faults [--only WORD] [--seeds N]`; faults of the disk need the rights to mount. Each
cell has a copy of one small digest: two editions published, a third due, a remote, a site. What may come of a stage is
what comes of it without a fault, or nothing at all with a sentence that says why; anything else is marked `!!`.
Servers are one source more, through every stage of a week one after the other; `../shared/tools/feedserver` is asked as
well, where it is there. Each stage is a child forked from this process, which has lived through a week itself: so all
is loaded that a stage loads, and it costs what the stage does.
"""

import argparse
import contextlib
import hashlib
import importlib
import io
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
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

from tests.bench import liars
from tests.loopback import rss, serve
from tests.repository.remotes import git

ROOT = Path(__file__).resolve().parents[2]
FEEDSERVER = ROOT.parent / "shared" / "tools" / "feedserver" / "feedserver.py"
KINDS = "404 410 429 500 503 reset loris hang 301 302 loop big bomb badxml charset html empty".split()
NAMES = "alder birch cedar elm fir".split()
WEEK, NOW = "2026-W47", "2026-11-20T07:00:00Z"
GONE = "yew"
"""Who is withdrawn, and known by more than one address."""
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
    "workflow": ("workflow", "collect"),
}
PLACES = {
    "harvest": ".gleaner/harvest/*.jsonl",
    "sources.json": ".gleaner/sources.json",
    "ledger": ".gleaner/ledger/*",
    "traces": ".gleaner/traces/*",
    "editions": "content/editions/*.md",
    "config.yaml": "config.yaml",
    "withdrawn.json": ".gleaner/withdrawn.json",
    "announced.json": ".gleaner/announced.json",
    "prompts": "content/prompts/*.yaml",
    "site": "output/**/*.html",
}
"""What is spoilt: one byte in a hundred of each file."""
GROUPS = {
    "length": "length chunks",
    "type": "type",
    "encoding": "gzip coding bomb charset nul",
    "dates": "date header-date max-age retry",
    "headers": "header-long headers-many etag status no-http nothing half-a-line",
    "redirects": "to-",
    "documents": "xml json",
    "half-open": "silent slow-head",
}
"""What servers lie about -> how the names of those begin (liars.py)."""
PATIENCE = 600
SECONDS = 4.0
"""How long a silent server is waited for here; that thirty seconds end is tested elsewhere."""
CONFIG = """\
site: {{title: Chalk, timezone: Europe/Berlin}}
digest: {{day: friday, hour: 6}}
withdrawn: ["https://{gone}.example/"]
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
    clock: str = ""
    more: tuple[str, ...] = ()
    village: object = None
    """The server behind the street (loopback.serve)."""

    @property
    def digest(self) -> Path:
        return self.folder / "digest"

    def copy(self, folder):
        shutil.copytree(self.folder, folder, symlinks=True)
        return replace(self, folder=folder)

    def run(self, stage, *, now=""):
        words = [*STAGES[stage], "--street", str(self.street), *self.more]
        return run(words if self.clock else [*words, "--now", now or self.now], self.digest, self.clock)


def run(words, folder, clock=""):
    """Run a command line in a child of this process, which has all imports done; return what came of it.

    Where a clock is given, the child takes it for that of its machine.
    """
    with tempfile.TemporaryFile() as out:
        begun, child = time.monotonic(), os.fork()
        if child == 0:
            _become(words, folder, out.fileno(), clock)
        code = _waited(child)
        out.seek(0)
        return Done(code=code, said=out.read().decode(errors="replace"), seconds=time.monotonic() - begun)


def _become(words, folder, out, clock):
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
        logging.disable(logging.NOTSET)
        code = told(words, clock)
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except BaseException:  # noqa: BLE001  it is to be seen in the table
        import traceback  # noqa: PLC0415

        traceback.print_exc()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError):
            stream.flush()
    os._exit(code or 0)


def told(words, clock=""):
    """Do what a command line says, in this process."""
    from generator import cli  # noqa: PLC0415
    from generator.cli import common  # noqa: PLC0415

    door = common.door
    common.door = lambda *given: replace(door(*given), seconds=SECONDS)
    if clock:
        common.clock = lambda: datetime.fromisoformat(clock)
    try:
        return cli.main(words)
    finally:
        common.door = door


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
        for back in range(place % 3, 12, 4):
            at = day - timedelta(days=back)
            dice = random.Random(f"{name} {at:%j}")
            text = [word(dice) for _ in range(40 + 20 * place)]
            title = f"{text[0]} and the {text[1]} of {text[2]}".capitalize()
            entries.append((f"{at:%Y-%m-%d}", title, format_datetime(at - timedelta(hours=5)), " ".join(text)))
        feed = rss(*entries, title=f"{name.title()} Notes", home=f"https://{name}.example/")
        said = {"Content-Type": "application/rss+xml", "Date": format_datetime(day, usegmt=True)}
        pages[f"/{name}"] = (200, said, feed)
    return pages


def made(folder, village, street):
    """Make the world, with two editions and a site, and the third edition due."""
    folder.mkdir()
    git(folder, "init", "--quiet", "--bare", "--initial-branch=main", "remote.git")
    git(folder, "clone", "--quiet", "remote.git", "digest")
    world = World(folder=folder, street=street, village=village)
    sources = "".join(f"  - http://{name}.example/{name}\n" for name in NAMES)
    (world.digest / "config.yaml").write_text(CONFIG.format(sources=sources, gone=GONE), "utf-8")
    (world.digest / ".gitignore").write_text(".gleaner/\noutput/\nshown/\n", "utf-8")
    shutil.copytree(ROOT / "content" / "prompts", world.digest / "content" / "prompts")
    for day in DAYS:
        village.pages.update(on(datetime.fromisoformat(f"{day}T07:00:00Z")))
        lived(world, "collect", f"{day}T07:00:00Z")
        if day in DAYS[0:3:2]:
            lived(world, "publish", f"{day}T07:00:00Z")
    remembered(world.digest / ".gleaner")
    for stage in ("build", "push"):
        lived(world, stage, f"{DAYS[-1]}T08:00:00Z")
    git(world.digest, "add", "-A")
    git(world.digest, "commit", "--quiet", "-m", "All")
    git(world.digest, "push", "--quiet", "origin", "HEAD:main")
    git(world.digest, "config", "remote.origin.url", "../remote.git")
    village.pages.update(on(datetime.fromisoformat(NOW)))
    return world


def lived(world, stage, now):
    """Do a stage in this very process, so that its children have loaded what it loads."""
    with contextlib.chdir(world.digest), contextlib.redirect_stdout(io.StringIO()):
        assert told([*STAGES[stage], "--now", now, "--street", str(world.street)]) == 0, stage


def remembered(state):
    """Let somebody be withdrawn and an edition be told of."""
    from generator import withdrawal  # noqa: PLC0415
    from generator.collect import barred  # noqa: PLC0415
    from generator.repository import announced  # noqa: PLC0415

    entry = f"https://{GONE}.example/"
    barred.keep(state, {entry: withdrawal.digested([f"@{GONE}@{word(random.Random(n))}.example" for n in range(9)])})
    mark = announced.Mark(stage=announced.Stage.SENT, at=DAYS[-1])
    announced.write(state, {(week, "email", "run"): mark for week in ("2026-W45", "2026-W46")})


VISITS = re.compile(rb"^ +(since: .*|health: (ok|unchanged))\n", re.MULTILINE)
"""What an edition says of the visits alone: another visit, after a fault, was at another instant."""


AGE = "less than a day old"
"""What is said of an entry that is seen when it appears; a clock that was behind saw it sooner than it was dated."""
UNHEARD = "There is no such host: "
LATE = timedelta(days=7)
"""How far before its week an edition looks (edit/selecting.py)."""


def shape(folder):
    """Return what is in a folder: path -> digest; the parts of the search are named after what is in them."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(VISITS.sub(b"", path.read_bytes())).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "pagefind" not in path.parent.parts[-2:]
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
    texts: dict[str, str] = field(default_factory=dict)
    """The editions as they are written."""
    other: str = ""
    """As it is written, where its sources were not asked once more."""


def look(world):
    from generator.collect import harvest  # noqa: PLC0415

    editions = world.digest / "content" / "editions"
    with contextlib.suppress(OSError):
        log = frozenset(f"{item.id} {item.title} {item.text}" for item in harvest.read(world.digest / ".gleaner"))
    tip = git(world.folder / "remote.git", "rev-parse", "state^{tree}")
    texts = {path.name: path.read_text("utf-8", "replace") for path in editions.glob("*.md")}
    return Look(texts=texts, editions=shape(editions), site=shape(world.digest / "output"), state=tip, log=log)


def judged(done, before, after, sound, fault):
    """Mark what is neither as before nor as it would be without a fault."""
    marks = done.marks
    if "Traceback" in done.said:
        marks.append("!! traceback: " + done.said.strip().splitlines()[-1][:120])
    if done.code == 999 or done.code < 0:
        marks.append("!! hung" if done.code == 999 else f"!! signal {-done.code}")
    if done.code and not done.first:
        marks.append("!! fails and says nothing")
    for name in {*before.editions, *after.editions}:
        if after.editions.get(name) != before.editions.get(name):
            marks.append(f"{name} {changed_to(name, done, after, sound, fault)}")
    if after.site != before.site:
        marks.append("new site" if after.site.keys() >= before.site.keys() else "!! broken site")
    if lost := before.log - after.log:
        marks.append(f"{len(lost)} items not read any more")
    if strange := after.log - before.log - sound.log:
        marks.append(f"{len(strange)} other items")
    if left := [name for name in after.editions if name.startswith(".")]:
        marks.append(f"!! left over: {left}")


def changed_to(name, done, after, sound, fault):
    """Say of an edition that is new or another what it is."""
    if after.editions.get(name) in {sound.editions.get(name), sound.then}:
        wrong = untrue(name, after) if fault.week else ""
        return f"!! {wrong}" if wrong else "as it should be"
    if right := excused(name, done, after, sound, fault):
        return right
    without = any(words in done.said for words in ("left out", "does without", "set aside"))
    return "without what was spoilt, which is said" if without else "!! is another"


def excused(name, done, after, sound, fault):
    """Say why an edition is right that is another than without the fault; "" where it is not."""
    rights = [parsed(text, name) for text in (sound.texts.get(name), sound.other) if text]
    found = parsed(after.texts[name], name) if name in after.texts else None
    if not found:
        return ""
    if fault.clock and any(differs_in_age_alone(found, right) for right in rights):
        return "as it should be, but for how new a pick is called: it was seen by that clock"
    if fault.bring is no_names and "No source answered." in done.said and any(unheard(found, each) for each in rights):
        return "as it should be, and says which sources could not be heard"
    return ""


def parsed(text, name):
    from generator.errors import InputError  # noqa: PLC0415
    from generator.publish import archive  # noqa: PLC0415

    with contextlib.suppress(InputError):
        return archive.parsed(text, name.removesuffix(".md"), name)
    return None


def differs_in_age_alone(found, right):
    """Tell whether the picks are the same in the same order, and each that differs is new in one of the two alone."""

    def bare(pick):
        return replace(pick, why="", reasons=tuple(each for each in pick.reasons if each.signal != "recency"))

    def whole(edition):
        told = tuple(replace(each, since=None, health=visited(each)) for each in edition.reports)
        return replace(edition, picks=tuple(map(bare, edition.picks)), reports=told)

    pairs = zip(found.picks, right.picks, strict=False)
    told = all(one == two or (AGE in one.why) != (AGE in two.why) for one, two in pairs)
    return told and whole(found) == whole(right)


def visited(report):
    return "visited" if report.health.value in {"ok", "unchanged"} else report.health


def unheard(found, right):
    """Tell whether nothing is another but that every source says it could not be found, and since when."""
    told = [replace(each, words="", health="", since=None) for each in found.reports]
    same = told == [replace(each, words="", health="", since=None) for each in right.reports]
    said = all(each.health.value == "failed" and each.words.startswith(UNHEARD) for each in found.reports)
    return same and said and replace(found, reports=()) == replace(right, reports=())


def untrue(name, after):
    """Say what of a new edition is not so: each pick is of its time, as it was collected, and in no other edition."""
    found = parsed(after.texts[name], name)
    others = [parsed(text, other) for other, text in after.texts.items() if other != name]
    if not found or not all(others):
        return "cannot be read"
    had = {pick.id for edition in others for pick in edition.picks}
    for pick in found.picks:
        if not found.starts - LATE <= pick.published < found.published:
            return f"{pick.id} is not of its time"
        if pick.id in had:
            return f"{pick.id} was in another edition"
        if not any(line.startswith(f"{pick.id} {pick.title} ") for line in after.log):
            return f"{pick.id} is not as it was collected"
    earlier = [edition.published for edition in others if edition.week < found.week]
    return "" if found.picks and found.starts >= max(earlier) else "is empty, or begins before the last one ends"


def letter(done):
    """Sum up a cell: `!!`, or one letter of LEGEND."""
    marks = "; ".join(done.marks)
    if "!!" in marks:
        return "!!"
    if "without what was spoilt" in marks or "not read any more" in marks:
        return "d"
    if done.code and not re.search(r"\.md|site", marks):
        return "r"
    return "s" if marks else "."


LEGEND = """\
. done; what is kept is as before    s done; as it would be without the fault (edition, site, items)
r refused or failed, with a sentence; editions, site and what was collected are as before
d done without what was spoilt, and that is said; no pick comes twice    !! something is wrong    - not asked"""


# ---------------------------------------------------------------- faults


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One fault: what is done to a world, and what is undone."""

    name: str
    bring: Callable[[World], object] = lambda _: None
    now: str = ""
    """The instant of the run, where that is another."""
    clock: str = ""
    """What the clock of the machine says, where it is wrong."""
    week: str = ""
    """The week that is due then, and what is shown then is what there would be."""
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


def sundays(world):
    """Let the edition be due at an hour that is missing in spring and there twice in autumn."""
    changed("day: friday, hour: 6", "day: sunday, hour: 2")(world)


FAULTS = (
    Fault(name="none"),
    *(Fault(name=f"disk full, {left:,} B left", bring=filled(left), mount=True) for left in (0, 8192, 65_536, 600_000)),
    Fault(name="disk read-only", bring=read_only, mount=True),
    *(
        Fault(name=f"clock: {name}", clock=instant)
        for name, instant in {
            "a day back": "2026-11-19T07:00:00Z",
            "a year back": "2025-11-20T07:00:00Z",
            "1970": "1970-01-02T00:00:00Z",
            "a year on": "2027-11-20T07:00:00Z",
            "2190": "2190-11-20T07:00:00Z",
        }.items()
    ),
    Fault(name="clock: a year on, offline", clock="2027-11-20T07:00:00Z", bring=no_names),
    Fault(name="calendar: summer begins", now="2027-03-28T01:30:00Z", bring=sundays, week="2027-W12"),
    Fault(name="calendar: summer ends", now="2027-10-31T01:30:00Z", bring=sundays, week="2027-W43"),
    Fault(name="calendar: week 53", now="2027-01-01T07:00:00Z", week="2026-W53"),
    Fault(name="calendar: leap day", now="2028-03-03T07:00:00Z", week="2028-W09"),
    Fault(name="zone changed west", bring=changed("Europe/Berlin", "Pacific/Pago_Pago"), now=NOW, week=WEEK),
    Fault(name="zone changed east", bring=changed("Europe/Berlin", "Pacific/Kiritimati"), now=NOW, week=WEEK),
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
        there.clock = fault.clock
        faulty = look(there) if "spoilt" in fault.name else before
        done = there.run(stage, now=fault.now)
        judged(done, faulty, look(there), sound, fault)
        if fault.clock and stage in {"collect", "publish", "push", "workflow"}:
            there.clock, there.street = "", world.street
            later(there, done, sound, fault)
    shutil.rmtree(folder / "world", ignore_errors=True)
    return done


def later(world, done, sound, fault):
    """Put the clock right again and see whether the digest goes on as if nothing had been."""
    for step in ("collect", "publish"):
        again = world.run(step)
        if "Traceback" in again.said or again.code not in {0, 3}:
            done.marks.append(f"!! afterwards {step}: {again.code} {again.first}")
    after, name = look(world), f"{WEEK}.md"
    there = changed_to(name, done, after, sound, fault) if name in after.editions else "!! is missing"
    done.marks.append(f"then {WEEK} {there}")


class Table:
    """What is printed: a line of letters for each fault; on standard error what stands behind each of them."""

    def begin(self):
        print(LEGEND, "", f"{'':30}" + "".join(f"{stage:>9}" for stage in STAGES), sep="\n", flush=True)

    def row(self, name, dones):
        letters = (f"{letter(dones[stage]) if stage in dones else '-':>9}" for stage in STAGES)
        print(f"{name:30}" + "".join(letters), flush=True)
        for stage, done in dones.items():
            told = (name, stage, str(done.code), f"{done.seconds:.1f}", "; ".join(done.marks), done.first)
            print(" | ".join(told), file=sys.stderr, flush=True)


def fill(table, faults, world, sound, folder):
    for fault in faults:
        right, village = sound, world.village
        if fault.week:
            village.pages.update(on(datetime.fromisoformat(fault.now)))
            right = calendar_end(world, fault, folder)
        table.row(fault.name, {stage: cell(world, fault, stage, right, folder) for stage in fault.stages})
        village.pages.update(on(datetime.fromisoformat(NOW)))


def calendar_end(world, fault, folder):
    """Return what a run ends in that comes most of a day later: late runs end in the same editions."""
    there = world.copy(folder / "world")
    fault.bring(there)
    late = (datetime.fromisoformat(fault.now) + timedelta(hours=20)).isoformat()
    assert there.run("publish", now=late).code in {0, 3}
    first = look(there).editions.get(f"{fault.week}.md", "")
    shutil.rmtree(folder / "world")
    there = world.copy(folder / "world")
    fault.bring(there)
    for stage, now in (("collect", fault.now), ("publish", late), ("build", late), ("push", late)):
        done = there.run(stage, now=now)
        assert done.code == 0, (stage, done.said)
    found = look(there)
    assert f"{fault.week}.md" in found.editions, sorted(found.editions)
    found.then = first
    shutil.rmtree(folder / "world")
    return found


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


def server_faults(lying, failing):
    """Yield the faults that are sources more, with servers behind them that lie or fail."""
    for host in failing:
        yield Fault(name=f"server: {host.removesuffix('.example')}", bring=followed(host))
    for name, begins in GROUPS.items():
        hosts = [host for host in lying if host.startswith(tuple(begins.split()))]
        yield Fault(name=f"servers that lie: {name}", bring=followed(*hosts))


def followed(*hosts):
    """Return what lets a digest follow some servers more."""
    paths = {host: "f/0" if host.startswith("fs-") else "feed" for host in hosts}
    return changed("sources:\n", "sources:\n" + "".join(f"  - http://{host}/{path}\n" for host, path in paths.items()))


def through(table, world, fault, folder):
    """Run a whole week with these servers more, every stage after the other."""
    there = world.copy(folder / "world")
    fault.bring(there)
    dones = {}
    for stage in fault.stages:
        before = look(there)
        done = dones[stage] = there.run(stage)
        after = look(there)
        judged(done, before, after, after, fault)
        if stage == "publish" and f"{WEEK}.md" not in after.editions:
            done.marks.append(f"!! {WEEK} is missing")
        if stage == "collect":
            done.marks += [" ".join(line.split())[:150] for line in done.said.splitlines() if ".example " in line]
    table.row(fault.name, dones)
    shutil.rmtree(folder / "world")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="faults whose name has this (a regular expression)")
    parser.add_argument("--seeds", type=int, default=3, help="ways in which each kind of file is spoilt")
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
        world, begun = made(folder / "first", village, street), time.monotonic()
        sound, table = sound_end(world, folder), Table()
        table.begin()
        wanted = [fault for fault in (*FAULTS, *corruptions(given.seeds)) if re.search(given.only, fault.name)]
        fill(table, wanted, world, sound, folder)
        for fault in server_faults(lying, failing):
            if re.search(given.only, fault.name):
                through(table, world, fault, folder)
        print(f"{time.monotonic() - begun:.0f} seconds in all.")


def sound_end(world, folder):
    there = world.copy(folder / "world")
    for stage in ("collect", "publish", "build", "push"):
        assert there.run(stage).code == 0
    found = look(there)
    found.then = found.editions[f"{WEEK}.md"]
    shutil.rmtree(folder / "world")
    without = world.copy(folder / "world")
    assert without.run("publish").code == 0
    found.other = look(without).texts[f"{WEEK}.md"]
    if look(without).editions != found.editions:
        found.editions[f"{WEEK}.md"] = look(without).editions[f"{WEEK}.md"]
    shutil.rmtree(folder / "world")
    return found


def corruptions(seeds):
    for name, pattern in PLACES.items():
        for seed in range(seeds):
            yield Fault(name=f"spoilt {name} #{seed}", bring=spoilt(pattern, seed, printable=bool(seed % 2)))


if __name__ == "__main__":
    main()
