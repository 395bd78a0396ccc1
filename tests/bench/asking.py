"""What comes to a repository in a year besides its own runs: a source somebody asks for, and a release of Gleaner.

Both are pull requests: made by a workflow, looked at by another, read and merged by the owner.
"""

import re
from datetime import timedelta

from generator.workflows import filled
from tests.workflows.player import git

ADDRESS = "https://sorrel.example/feed"
RECORD = "generator/RELEASE.yaml"
NEWER = """\
## [0.2.0] - 2026-06-01

### What to do

- Nothing.

"""
VERSION = re.compile(r'__version__ = "([^"]+)"')


def wish(life, at):
    """Let somebody fill in the form; what comes of it is looked at and merged."""
    fields = zip(filled.LABELS, (ADDRESS, "Sorrel", "_No response_", "_No response_"), strict=True)
    issue = life.forge.issue("Add a source", "\n\n".join(f"### {label}\n\n{words}" for label, words in fields))
    life.workflow("form.yml", at, event="issues", told={"action": "opened", "issue": dict(issue)})
    life.told.expected["config.yaml"] = (*life.told.expected.get("config.yaml", ()), "name: Sorrel")
    review(life, at, f"add-source-{issue['number']}")


def tag(life, at):
    """Give the template its first release, and let the digest know where it came from."""
    template = life.folder / "template"
    git(template, "tag", "v0.1.0")
    with life.owner("Where I come from") as work:
        words = f"version: v0.1.0\ncommit: {git(template, 'rev-parse', 'HEAD')}\ntemplate: {template}\n"
        (work / RECORD).write_text(words, "utf-8")
    life.pushed(at - timedelta(hours=2))


def release(life, at):
    """Let the template have a newer release."""
    template = life.folder / "template"
    code, log = template / "generator" / "__init__.py", template / "CHANGELOG.md"
    code.write_text(VERSION.sub('__version__ = "0.2.0"', code.read_text("utf-8")), "utf-8")
    log.write_text(log.read_text("utf-8").replace("## [Unreleased]", f"## [Unreleased]\n\n{NEWER}", 1), "utf-8")
    git(template, "commit", "--quiet", "-am", "Release 0.2.0")
    git(template, "tag", "v0.2.0")


def month(life, at):
    """Run the monthly Upgrade; what it proposes is looked at and merged."""
    known = set(life.forge.pulls)
    life.workflow("upgrade.yml", at + timedelta(hours=5), event="schedule")
    if set(life.forge.pulls) - known:
        review(life, at + timedelta(hours=6), "gleaner-upgrade")


def review(life, at, head):
    """Look at a pull request as GitHub and the owner do: the check runs on the merge, then it is merged."""
    pull = next(each for each in life.forge.pulls.values() if each["head"]["ref"] == head)
    number, work = pull["number"], life.folder / "owner"
    git(work, "pull", "--quiet", "--rebase")
    git(work, "fetch", "--quiet", "origin", head)
    tip, base = git(work, "rev-parse", "FETCH_HEAD"), git(work, "rev-parse", "HEAD")
    git(work, "merge", "--quiet", "--no-ff", "-m", f"Merge pull request #{number}", tip)
    merge = f"{number}/merge"
    git(work, "push", "--quiet", "origin", f"HEAD:refs/heads/{merge}")
    whole = {"full_name": life.forge.full}
    told = {
        "number": number,
        "pull_request": {
            "number": number,
            "base": {"sha": base, "ref": "main", "repo": whole},
            "head": {"sha": tip, "ref": head, "repo": whole},
        },
    }
    life.workflow("check.yml", at + timedelta(minutes=5), event="pull_request", told=told, branch=merge)
    life.told.reviewed[number] = len(life.forge.comments.get(number, ()))
    git(work, "push", "--quiet", "origin", "HEAD:main", f":{merge}", f":{head}")
    pull["state"] = life.forge.issues[number]["state"] = "closed"
    life.pushed(at + timedelta(minutes=20))


def version(life):
    """Return which Gleaner the digest has."""
    return VERSION.search(git(life.remote, "show", "main:generator/__init__.py"))[1]


# ---------------------------------------------------------------- thousands of sources


def part(life, at):
    """Do what collect-in-parts.yml says of itself: take the # away there, put it into collect.yml."""
    with life.owner("In parts") as work:
        turn(work, "collect-in-parts.yml", r"^  # (?=schedule:|  #|  - cron)", "  ")
        turn(work, "collect.yml", r"^  (?=schedule:|  #|  - cron)", "  # ")
    life.pushed(at - timedelta(hours=2))


def whole(life, at):
    """Put everything back."""
    with life.owner("In one") as work:
        turn(work, "collect-in-parts.yml", r"^  (?=schedule:|  #|  - cron)", "  # ")
        turn(work, "collect.yml", r"^  # (?=schedule:|  #|  - cron)", "  ")
    life.pushed(at - timedelta(hours=2))


def turn(work, file, shape, words):
    """Put # before the lines of a schedule, or take it away."""
    path = work / ".github" / "workflows" / file
    head, mark, rest = path.read_text("utf-8").partition("  workflow_dispatch:")
    path.write_text(re.sub(shape, words, head, flags=re.MULTILINE) + mark + rest, "utf-8")
