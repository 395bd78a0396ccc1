"""Set-ups that are broken on disk, in git or at GitHub, each in one way, and exactly the diagnosis of each.

A row is a function that breaks the sound set-up, and all findings there are to be, with how grave they are: a breakage
that causes another finding fails its row.
"""

import json
import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from generator.cli import main
from generator.collect import memory
from generator.collect.manners import Page
from generator.model import Health
from tests.doctor.household import WEEKS, site_of

BROKEN, SOON, ADVICE = "broken", "soon", "advice"
INSTANT = datetime(2026, 11, 21, 12, tzinfo=UTC)
CHALK = "feed https://chalk.example/feed"
ROWS = []


def breaks(*expected, where="", mend=""):
    """Let a function be a row: (id, gravity) of every finding, the place of the first, and words of what to do."""

    def put(does):
        ROWS.append(pytest.param((does, expected, where, mend), id=does.__name__))
        return does

    return put


# ---------------------------------------------------------------- what the owner has written


@breaks(("config-wrong", BROKEN), where="config.yaml:2", mend="check --offline")
def a_slip_in_config(house):
    house.change("config.yaml", "  title:", "  titel:")
    house.commit()


@breaks(("config-wrong", BROKEN), where="config.yaml")
def no_config_at_all(house):
    house.path("config.yaml").unlink()
    house.commit()


@breaks(("config-wrong", BROKEN), where="config.yaml:3")
def a_zone_that_is_none(house):
    house.change("config.yaml", "Europe/Berlin", "Berlin")
    house.commit()


@breaks(("content-wrong", BROKEN), where="content/editions/2026-W46.md")
def an_edition_with_a_slip(house):
    house.change("content/editions/2026-W46.md", "\npicks:", "\npicsk:")
    house.commit()


@breaks(("content-wrong", BROKEN), where="content/prompts/sceptic.yaml")
def a_question_with_a_slip(house):
    house.change("content/prompts/sceptic.yaml", "[opening, same_topic]", "[opning, same_topic]")
    house.commit()


@breaks(("secret-in-config", BROKEN), where="config.yaml:8", mend="withdraw that secret")
def a_token_in_a_public_file(house):
    house.change("config.yaml", "    name: Chalk Notes", "    name: Chalk Notes\n    # ghp_" + "a1B2" * 9)
    house.commit()


# ---------------------------------------------------------------- sources and the state


def remembered(house, key=CHALK, **changes):
    """Change what the runs remember of a source; changes of its report have the names of its fields."""
    known = memory.read(house.path(".gleaner"))
    record = known.sources[key]
    own = {name: changes.pop(name) for name in ("pages",) if name in changes}
    known.sources[key] = replace(record, report=replace(record.report, **changes), **own)
    memory.write(house.path(".gleaner"), known, INSTANT)


@breaks(("source-failing", SOON), where="config.yaml:6", mend="pause_until")
def a_source_that_has_failed_for_ten_days(house):
    since = INSTANT - timedelta(days=10)
    remembered(house, health=Health.FAILED, since=since, words="The server has a fault of its own (500).")


@breaks(("source-failing", BROKEN), where="config.yaml", mend="./gleaner check")
def no_source_that_answers(house):
    for key in (CHALK, "feed https://margin.example/feed"):
        remembered(house, key, health=Health.FAILED, since=INSTANT)


@breaks(("source-gone", SOON), where="config.yaml:6", mend="./gleaner remove")
def a_source_that_its_publisher_has_ended(house):
    remembered(house, health=Health.GONE, since=INSTANT, words="The publisher has ended it (410).")


@breaks(("source-moved", ADVICE), where="config.yaml:6", mend="https://chalk.example/new")
def a_source_that_has_moved_for_good(house):
    page = Page(asked=INSTANT, moved="https://chalk.example/new", agreed=3)
    remembered(house, pages={"abc https://chalk.example/feed": page})


@breaks(("state-unreadable", SOON), mend="sets it aside by itself")
def a_state_that_is_torn(house):
    path = house.path(".gleaner/sources.json")
    path.write_bytes(path.read_bytes()[:100])


@breaks(("state-newer", BROKEN), mend="./gleaner upgrade")
def a_state_of_a_newer_gleaner(house):
    house.write(".gleaner/harvest/2026-11-20.jsonl", '{"format":2}\n{"a":"line of tomorrow"}\n')


@breaks(("state-spoilt", SOON), mend="nothing to do")
def a_log_with_a_line_that_is_none(house):
    house.write(".gleaner/harvest/2026-11-20.jsonl", '{"format":1}\n{"seen":"never"}\n')


@breaks(("state-aside", ADVICE), mend="delete them")
def a_state_that_was_set_aside(house):
    house.write(".gleaner/sources.json.bad", "{")


# ---------------------------------------------------------------- git


@breaks(("conflict-marks", BROKEN), where="config.yaml:2", mend="<<<<<<<")
def a_merge_left_in_config(house):
    mine = "<<<<<<< HEAD\n  title: The Staff Room\n=======\n  title: Our Staff Room\n>>>>>>> theirs"
    house.change("config.yaml", "  title: The Staff Room", mine)
    house.commit()


@breaks(("ignored", BROKEN), ("ignored", BROKEN), where="content/editions", mend="git check-ignore -v")
def editions_that_git_leaves_out(house):
    house.write(".gitignore", house.path(".gitignore").read_text("utf-8") + "content/editions/\n")
    house.git("rm", "-r", "-q", "--cached", "content/editions")
    for week in WEEKS[:2]:
        house.path(f"content/editions/{week}.md").unlink()
    house.commit()


@breaks(("editions-uncommitted", SOON), where="content/editions/2026-W47.md", mend="git add content/editions")
def an_edition_that_is_on_this_machine_only(house):
    house.git("rm", "-q", "--cached", "content/editions/2026-W47.md")
    house.git("commit", "--quiet", "-m", "Take one out")
    house.git("push", "--quiet", "origin", "main")


@breaks(("committed-made", SOON), where="output/", mend="git rm -r -q --cached output/")
def a_printed_site_that_is_committed(house):
    house.write("output/index.html", "<p>printed</p>")
    house.git("add", "-f", "output")
    house.commit()


@breaks(("file-large", SOON), where="content/images/film.bin", mend="git rm --cached")
def a_file_that_is_too_large(house):
    house.path("content/images").mkdir()
    house.path("content/images/film.bin").write_bytes(bytes(21_000_000))
    house.commit()


@breaks(("wrong-case", BROKEN), where="content/Editions/", mend="git mv")
def a_folder_in_capitals(house):
    house.write("content/Editions/2026-W44.md", "---\nnothing\n")
    house.commit()


@breaks(("line-ends", ADVICE), where="config.yaml")
def line_ends_of_windows(house):
    house.path("config.yaml").write_bytes(house.path("config.yaml").read_bytes().replace(b"\n", b"\r\n"))
    house.commit()


@breaks(("git-lock", BROKEN), where=".git/index.lock", mend="rm -f .git/index.lock")
def a_lock_that_git_has_left(house):
    house.write(".git/index.lock", "")
    early = INSTANT.timestamp() - 3600
    os.utime(house.path(".git/index.lock"), (early, early))


@breaks(("git-busy", BROKEN), mend="git merge --abort")
def a_merge_that_was_not_ended(house):
    house.write(".git/MERGE_HEAD", house.git("rev-parse", "HEAD") + "\n")


@breaks(("unpushed", SOON), mend="git push")
def a_commit_that_is_not_pushed(house):
    house.change("config.yaml", "Margins", "In the margin")
    house.commit(push=False)


# ---------------------------------------------------------------- workflows


@breaks(("workflow-missing", BROKEN), where=".github/workflows/site.yml", mend="cp generator/doctor/shipped/site.yml")
def a_workflow_that_is_missing(house):
    house.path(".github/workflows/site.yml").unlink()
    house.commit()


@breaks(("schedule-missing", BROKEN), where=".github/workflows/collect.yml", mend="cp generator/doctor/shipped/collect")
def a_schedule_that_is_commented_out(house):
    words = house.path(".github/workflows/collect.yml").read_text("utf-8")
    lines = [f"# {line}" if "schedule:" in line or "cron:" in line else line for line in words.split("\n")]
    house.write(".github/workflows/collect.yml", "\n".join(lines))
    house.commit()


@breaks(("permission-missing", BROKEN), where=".github/workflows/collect.yml:", mend="contents: write")
def a_right_that_is_deleted(house):
    words = house.path(".github/workflows/collect.yml").read_text("utf-8")
    kept = [line for line in words.split("\n") if not line.strip().startswith("contents: write")]
    house.write(".github/workflows/collect.yml", "\n".join(kept))
    house.commit()


@breaks(("action-unpinned", SOON), where=".github/workflows/probe.yml:", mend="commit's 40 signs")
def an_action_that_is_named_by_a_tag(house):
    house.workflow(
        "probe.yml", "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1", "actions/checkout@v7"
    )


@breaks(("workflow-differs", ADVICE), where=".github/workflows/probe.yml")
def a_workflow_that_somebody_has_edited(house):
    house.workflow("probe.yml", "timeout-minutes: 10", "timeout-minutes: 60")


@breaks(("branch-renamed", BROKEN), where=".github/workflows/site.yml", mend="branches: [trunk]")
def a_default_branch_that_was_renamed(house):
    house.workflow("site.yml", "branches-ignore: [state]", "branches: [main]")
    for words in (("branch", "-m", "main", "trunk"), ("push", "-q", "-u", "origin", "trunk")):
        house.git(*words)
    house.git("remote", "set-head", "origin", "trunk")
    house.forge.default_branch = "trunk"


@breaks(("secret-not-passed", SOON), where="config.yaml:10", mend="MASTODON_TOKEN__SCHOOL_EXAMPLE")
def a_secret_that_no_workflow_passes_on(house):
    house.write("config.yaml", house.path("config.yaml").read_text("utf-8") + "  - mastodon: list:7@school.example\n")
    house.commit()


# ---------------------------------------------------------------- GitHub and the site


@breaks(("pages-off", BROKEN), where="https://github.com/me/digest/settings/pages", mend="choose GitHub Actions")
def pages_that_is_off(house):
    house.forge.pages = None


@breaks(("pages-private", BROKEN), mend="Change visibility")
def a_private_repository_on_the_free_plan(house):
    house.forge.pages, house.forge.private = None, True


@breaks(("pages-branch", BROKEN), mend="choose GitHub Actions")
def pages_that_publishes_a_branch(house):
    house.forge.pages_on(build_type="legacy")


@breaks(("actions-off", BROKEN), where="https://github.com/me/digest/settings/actions")
def actions_that_are_switched_off(house):
    house.forge.enabled = False


@breaks(("schedule-disabled", BROKEN), where="https://github.com/me/digest/actions/workflows/collect.yml")
def a_schedule_that_github_has_switched_off(house):
    house.forge.workflow("collect.yml", state="disabled_inactivity")


@breaks(("schedule-fork", BROKEN), mend="Enable workflow")
def a_fork_whose_schedules_are_off(house):
    house.forge.fork = True
    house.forge.workflow("collect.yml", state="disabled_fork")


@breaks(("run-failed", BROKEN), where="https://github.com/me/digest/actions/runs/", mend="Run workflow")
def runs_that_failed_twice(house):
    house.forge.ran("collect.yml", conclusion="failure", when="2026-11-21T05:00:00Z")
    house.forge.ran("collect.yml", conclusion="failure", when="2026-11-21T06:00:00Z")


@breaks(("deployment-failed", SOON), mend="A new run")
def a_deployment_that_failed(house):
    house.forge.deployments[2] = "failure"


@breaks(("pulls-off", ADVICE), mend="create and approve pull requests")
def workflows_that_may_open_no_pull_request(house):
    house.forge.may_open_pulls = False


@breaks(("address-differs", SOON), mend="site.address")
def an_address_that_is_another_one(house):
    house.change("config.yaml", "  timezone:", "  address: https://staffroom.example\n  timezone:")
    house.commit()


@breaks(("site-unreachable", BROKEN), where="https://me.github.io/digest/", mend="githubstatus")
def a_site_that_is_not_there(house):
    house.site.clear()


@breaks(("site-wrong", BROKEN), mend="Custom domain")
def a_site_that_is_somebody_elses(house):
    house.site["/digest/editions.json"] = (200, {"Content-Type": "text/html"}, b"<h1>Domain for sale</h1>")


@breaks(("site-stale", BROKEN), mend="Actions > Site > Run workflow")
def a_site_that_stays_behind(house):
    house.now = "2026-11-22T12:00:00Z"
    house.site.update(site_of(WEEKS[:2]))


@breaks(("edition-overdue", BROKEN), mend="Actions > Collect > Run workflow")
def an_edition_that_has_not_come(house):
    house.now = "2026-11-30T12:00:00Z"


@breaks(("schedule-disabled", BROKEN), ("edition-overdue", SOON), mend="Enable workflow")
def an_edition_that_has_not_come_for_a_reason(house):
    house.now = "2026-11-30T12:00:00Z"
    house.forge.workflow("collect.yml", state="disabled_inactivity")


@pytest.mark.parametrize("row", ROWS)
def test_each_breakage_is_diagnosed_and_nothing_else_is_called_broken(row, house, capsys):
    does, expected, where, mend = row
    does(house)

    code = main(house.command("--json"))

    found = json.loads(capsys.readouterr().out)["findings"]
    assert [(each["id"], each["gravity"]) for each in found] == list(expected), found
    assert found[0]["where"].startswith(where)
    assert mend in found[0]["mend"]
    assert code == (1 if BROKEN in dict(map(reversed, expected)) else 0)


def test_there_are_twenty_of_them_at_least():
    assert len(ROWS) >= 20
