"""The job that follows a deployment, with real git and GitHub's API on loopback: told once, whoever is at it."""

import json

import pytest

from generator import ledgers
from generator.repository import announced
from tests.announcing import world
from tests.announcing.conftest import digest_in
from tests.publish import make
from tests.workflows import forge
from tests.workflows.stage import Stage, git

NOW = "2026-11-20T07:30:00Z"
CONFIG = f"""\
site:
  title: The Staff Room
  address: https://{world.SITE}/reading
  timezone: Europe/Berlin
sources:
  - feed: http://chalk.example/feed
"""
WISHES = """\
announce:
  mastodon: "@digest@social.example"
  release: yes
"""


class Told:
    """A forge whose runs have the owner's secrets in their environment."""

    def __init__(self, there):
        self.forge = there

    def __getattr__(self, name):
        return getattr(self.forge, name)

    def environment(self, folder, **how):
        return self.forge.environment(folder, **how) | {"MASTODON_TOKEN": world.TOKEN}


@pytest.fixture
def stage(tmp_path):
    """A repository with one edition, its state on the branch, and its site in the world."""
    with forge.running() as there, world.running() as web:
        there.pages_on()
        web.address = f"http://127.0.0.1:{web.port}"
        stage = Stage(tmp_path, Told(there), web, config=CONFIG + WISHES, hosts=tuple(web.hosts))
        stage.world = web
        digest = digest_in(tmp_path / "printed", web, make.edition())
        edition = (digest.place.editions / "2026-W47.md").read_text("utf-8")
        stage.write("content/editions/2026-W47.md", edition)
        ledgers.write(stage.owner / ".gleaner", make.edition().week, ())
        stage.run("collect", now=NOW)
        yield stage


def told(stage):
    return json.loads(git(stage.remote, "show", f"state:{announced.FILE}"))["announced"]["2026-W47"]


def test_an_edition_is_told_once_and_the_branch_knows_where(stage):
    first = stage.run("announce", now=NOW, event="push", run="1")
    second = stage.run("announce", now=NOW, event="push", run="2")

    assert (first.code, second.code) == (0, 0), first.out + first.err
    assert "mastodon: told. https://social.example/@digest/" in first.out
    assert "release: told. https://github.com/me/digest/releases/tag/2026-w47" in first.out
    assert "mastodon: told before." in second.out
    assert "| announce.mastodon | told | [read it there](<https://social.example/@digest/" in first.summary
    assert (len(stage.world.statuses), len(stage.there.releases)) == (1, 1)
    assert {channel: [each["stage"] for each in runs.values()] for channel, runs in told(stage).items()} == {
        "mastodon": ["sent"],
        "release": ["sent"],
    }


def test_that_it_was_begun_is_on_the_branch_before_it_goes_out(stage):
    seen = []

    def look(asked, usual):
        seen.append([each["stage"] for each in told(stage)["mastodon"].values()])
        return usual(asked)

    stage.world.next.append(look)
    stage.run("announce", now=NOW, run="1")

    assert seen == [["begun"]]


def test_a_lost_branch_tells_nothing_twice(stage):
    stage.run("announce", now=NOW, run="1")
    git(stage.remote, "update-ref", "-d", "refs/heads/state")
    stage.world.keys.clear()

    assert stage.run("announce", now=NOW, run="2").code == 0
    assert (len(stage.world.statuses), len(stage.there.releases)) == (1, 1)


def test_where_the_state_cannot_be_pushed_nobody_is_told_and_the_owner_hears_why(stage):
    stage.refuse("GH013: Repository rule violations", ref="refs/heads/state")

    done = stage.run("announce", now=NOW)

    assert done.code == 1
    assert "::error title=announce.mastodon::" in done.out
    assert not stage.world.statuses
    assert not stage.there.releases


def test_the_site_job_asks_for_it_only_where_somebody_is_to_be_told(stage):
    assert stage.run("site", now=NOW).outputs["announce"] == "true"
    stage.run("announce", now=NOW)
    assert stage.run("site", now=NOW).outputs["announce"] == "false"

    stage.write("config.yaml", CONFIG)
    assert stage.run("site", now=NOW).outputs["announce"] == "false"
    assert stage.run("announce", now=NOW).code == 0


def test_with_pages_off_nobody_is_told_of_a_page_that_is_not_there(stage):
    stage.there.forge.pages = None

    assert stage.run("site", now=NOW).outputs["announce"] == "false"


@pytest.mark.parametrize(("days", "times"), [(1, 1), (5, 0)])
def test_where_telling_failed_the_next_day_begins_it_anew_while_the_edition_is_news(stage, days, times):
    stage.there.workflow("site.yml")
    stage.printed(conclusion="failure")
    stage.there.jobs[stage.there.runs[0]["id"]] = [
        ("Build", "success"), ("Deploy", "success"), ("Tell of a new edition", "failure"),
    ]  # fmt: skip
    del stage.there.dispatched[:]

    stage.run("collect", now=f"2026-11-{20 + days}T07:30:00Z")

    assert stage.there.dispatched == [("site.yml", "main", {})] * times
