"""A year of a digest: every workflow as GitHub would run it, 365 days with everything that goes wrong, as a table.

Run it with `python -m tests.bench.year [WEEKS]`. It takes about half an hour for 52 weeks; what is looked at in the end
is what an owner would look for: every edition once, every edit of theirs as it was, how much the repository has grown.
"""

import sys
import tempfile
from datetime import timedelta
from pathlib import Path

from tests.bench import asking
from tests.workflows import year
from tests.workflows.player import git

SUNDAY = 6
UPGRADES = 17
"""Day of the month of upgrade.yml."""


def main() -> None:
    weeks = int(sys.argv[1]) if len(sys.argv) > 1 else 52
    with tempfile.TemporaryDirectory(prefix="gleaner-year-") as folder, year.lived(Path(folder)) as life:
        year.begin(life, year.START)
        sizes = []
        for number in range(1, 7 * weeks):
            at = year.START + timedelta(days=number)
            for wish in WISHES.get(number, ()):
                wish(life, at)
            year.day(life, at)
            if at.day == UPGRADES:
                asking.month(life, at)
            if at.weekday() == SUNDAY:
                life.workflow("probe.yml", at + timedelta(hours=6), event="schedule")
                sizes.append(state_size(life))
                print(f"{at:%d %b}: {len(life.editions())} editions, state {sizes[-1]:,} B", flush=True)
        report(life, weeks, sizes)


# ---------------------------------------------------------------- the owner


def note(life, at):
    """Write to the readers, hide a pick and reword another, in the newest edition."""
    newest = max(life.editions())
    with life.owner("A note") as work:
        path = work / "content" / "editions" / f"{newest}.md"
        words = path.read_text("utf-8").replace("\n    title: ", "\n    pin: true\n    title: ", 1)
        path.write_text(f"{words}\nThe boiler room thanks you.\n", "utf-8")
        life.told.expected[f"content/editions/{newest}.md"] = ("pin: true", "The boiler room thanks you.")
    life.pushed(at - timedelta(hours=2))


def follow(life, at):
    """Follow one more."""
    with life.owner("Follow Rowan") as work:
        path = work / "config.yaml"
        path.write_text(path.read_text("utf-8") + "  - https://rowan.example/feed   # met in Leeds\n", "utf-8")
    life.told.expected["config.yaml"] = (*life.told.expected.get("config.yaml", ()), "met in Leeds", "# before school")
    life.pushed(at - timedelta(hours=2))


def slip(life, at):
    """Break config.yaml: the site stays, runs are red until it is mended."""
    with life.owner("Oops") as work:
        path = work / "config.yaml"
        path.write_text(path.read_text("utf-8").replace("day: friday", "day: frydai"), "utf-8")
    life.spoilt = True
    done = life.pushed(at - timedelta(hours=2))
    assert not done.green
    assert "config.yaml:6" in done.said or "line=6" in done.said, done.said
    life.told.mishaps["a slip in config.yaml"] += 1


def mend(life, at):
    with life.owner("Mended") as work:
        path = work / "config.yaml"
        path.write_text(path.read_text("utf-8").replace("day: frydai", "day: friday"), "utf-8")
    life.spoilt = False
    life.pushed(at - timedelta(hours=2))


def away(life, at):
    """Publish on Mondays from now on, in another zone."""
    with life.owner("Mondays") as work:
        path = work / "config.yaml"
        words = (
            path.read_text("utf-8").replace("day: friday", "day: monday").replace("Europe/Berlin", "America/Toronto")
        )
        path.write_text(words, "utf-8")
    life.pushed(at - timedelta(hours=2))


def lose(life, at):
    """Let the branch of the state be deleted by a careless click."""
    git(life.remote, "update-ref", "-d", "refs/heads/state")
    life.told.mishaps["the state branch deleted"] += 1


WISHES = {
    9: [asking.tag], 37: [note], 60: [follow], 80: [asking.wish], 100: [slip], 101: [mend], 120: [asking.release],
    150: [away], 200: [lose], 210: [asking.part], 224: [asking.whole], 250: [note], 300: [note],
}  # fmt: skip
"""Day -> what the owner does before the run of that day."""


# ---------------------------------------------------------------- the end


def state_size(life):
    told = git(life.remote, "ls-tree", "-r", "-l", "state").splitlines() if has_state(life) else []
    return sum(int(line.split()[3]) for line in told)


def has_state(life):
    return bool(git(life.remote, "branch", "--list", "state"))


def report(life, weeks, sizes):
    told, remote = life.told, life.remote
    found = life.editions()
    last = max(found)
    print(
        "\nruns:", dict(told.runs), "| seconds each:", {k: round(v / told.runs[k], 1) for k, v in told.seconds.items()}
    )
    print("mishaps:", dict(told.mishaps))
    print("red runs that should be green:", [(f"{at:%d %b %H:%M}", file) for at, file, _ in told.red])
    print("editions:", len(found), "of", weeks, "weeks; gaps:", year.missing(life, min(found), last))
    commits = git(remote, "log", "--format=%s", "main").splitlines()
    published = [line for line in commits if line.startswith("Publish")]
    print("commits:", len(commits), "| that publish:", len(published))
    for path, pieces in told.expected.items():
        text = git(remote, "show", f"main:{path}")
        print("owner's", path, "intact" if all(piece in text for piece in pieces) else "CHANGED")
    shown = life.player.live and sorted(path.name for path in (life.player.live / "editions").glob("*-W*"))
    print(
        "newest on the site:",
        shown and shown[-1],
        "| newest published:",
        last,
        "| deployments:",
        len(life.player.deployed),
    )
    git(remote, "gc", "--quiet", "--prune=now")
    packs = sum(path.stat().st_size for path in (remote / "objects" / "pack").iterdir())
    print(f"repository after gc: {packs:,} B; state: largest {max(sizes):,} B, last {sizes[-1]:,} B")
    heads = set(git(remote, "for-each-ref", "--format=%(refname:short)", "refs/heads").split()) - {"main", "state"}
    print("pull requests -> comments of the check:", told.reviewed, "| branches left over:", sorted(heads))
    print("Gleaner:", asking.version(life), "| daily workflow:", year.daily(life))
    issues = [(each["number"], each["state"], each["title"]) for each in life.forge.issues.values()]
    print("issues:", issues)


if __name__ == "__main__":
    main()
