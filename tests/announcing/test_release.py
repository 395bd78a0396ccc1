"""A release for each edition: what it says, that there is one, and what is said where none can be made."""

import os

import pytest

from generator.announcing import Outcome
from generator.collect import Door
from generator.repository.github import GitHub
from generator.repository.runner import Runner
from tests.announcing.conftest import NOW, PAGE, digest_in
from tests.publish import make
from tests.workflows import forge


@pytest.fixture
def home():
    with forge.running() as home:
        yield home


@pytest.fixture
def github(home, tmp_path):
    runner = Runner.of({**os.environ, **home.environment(tmp_path, event="workflow_dispatch")})
    return GitHub(runner=runner, door=Door(secrets={"GITHUB_TOKEN": home.token}), now=NOW)


@pytest.fixture
def released(digest):
    digest.wish(release=True)
    return digest


def test_an_edition_becomes_a_release_named_after_its_week(released, home, github):
    fate = released.fate(github=github)

    (made,) = home.releases
    assert (fate.outcome, fate.address) == (Outcome.SENT, made["html_url"])
    assert (made["tag_name"], made["name"]) == ("2026-w47", "The Staff Room: Week 47, 2026")
    assert f"<{PAGE}>" in made["body"]
    assert "- [Feedback, part 1](<https://room.example/1>): Ines Okafor, 2 min" in made["body"]


def test_a_second_digest_of_the_repository_has_releases_of_its_own(released, home, github, tmp_path, there):
    released.fate(github=github)
    second = digest_in(tmp_path / "content" / "digests" / "maths", there, make.edition())
    second.wish(release=True)

    assert second.fate(github=github).outcome is Outcome.SENT
    assert sorted(made["tag_name"] for made in home.releases) == ["2026-w47", "2026-w47-maths"]


def test_there_is_one_whatever_is_lost(released, home, github):
    released.fate(github=github)
    assert released.fate(by="second", github=github).outcome is Outcome.BEFORE
    released.lose_the_state()

    assert released.fate(by="third", github=github).outcome is Outcome.BEFORE
    assert len(home.releases) == 1


def test_a_title_is_no_mention_no_issue_no_link_and_no_markup(tmp_path, there, home, github):
    title = "@octocat closes #12 and me/digest#3, GH-4: **see** https://evil.example <b>"
    digest = digest_in(tmp_path, there, make.edition(picks=(make.pick(title=title),)))
    digest.wish(release=True)

    digest.fate(github=github)

    body = home.releases[0]["body"]
    assert "@octocat" not in body
    assert "#12" not in body.replace("\\#", "#").replace("\u200b12", "")
    assert "GH-4" not in body.replace("\\", "")
    assert "https://evil" not in body
    assert "**see**" not in body
    assert "<b>" not in body


def test_without_the_right_to_it_github_says_so(released, home, github):
    home.rights["contents"] = "read"

    fate = released.fate(github=github)

    assert fate.outcome is Outcome.FAILED
    assert "GitHub refused (403)" in fate.words


def test_outside_a_workflow_it_is_said_that_a_workflow_makes_them(released):
    assert "made by the workflow on GitHub" in released.fate().words
