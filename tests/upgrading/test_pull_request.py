"""The monthly look proposes a newer release once, in one place, and is silent otherwise."""

import os
import re
import subprocess

import pytest

from generator.cli import main
from tests.upgrading import world
from tests.upgrading.runs import Runs
from tests.upgrading.world import FIRST, SECOND, THIRD
from tests.workflows import forge

BRANCH = "gleaner-upgrade"
OWN = {"config.yaml": "site: mine\ncolour: blue\n", "README.md": "# Mine\n", "generator/old.py": "OLD = 'mine'\n"}


@pytest.fixture
def template(tmp_path):
    return world.template(tmp_path / "template", ("v0.1.0", FIRST))


@pytest.fixture
def home(tmp_path, template):
    """The digest at the forge: a bare repository, which remembers where releases come from."""
    folder = world.digest(tmp_path / "digest")
    record = f"version: v0.1.0\ncommit: {world.git(template, 'rev-parse', 'HEAD')}\ntemplate: {template}\n"
    for name, words in {**OWN, "generator/RELEASE.yaml": record}.items():
        world.write(folder, name, words)
    world.commit(folder, "Mine")
    subprocess.run(["git", "clone", "-q", "--bare", folder, tmp_path / "home.git"], check=True)
    return tmp_path / "home.git"


@pytest.fixture
def there():
    with forge.running() as there:
        yield there


@pytest.fixture
def run(tmp_path, home, there):
    return Runs(folder=tmp_path, home=home, there=there).run


def release(template, tag, files):
    world.lay(template, files)
    world.commit(template, tag, tag)


def branch(home):
    told = subprocess.run(["git", "-C", home, "rev-parse", "-q", "--verify", BRANCH], capture_output=True, text=True)  # noqa: PLW1510
    return told.stdout.strip()


def written(there):
    return [line for line in there.log if line.method != "GET"]


def test_what_is_up_to_date_makes_no_noise(home, there, run):
    code, summary = run()
    assert code == 0
    assert "that is the newest" in summary
    assert not branch(home)
    assert not written(there)


def test_the_template_itself_is_not_upgraded(template, there, run):
    release(template, "v0.2.0", SECOND)
    there.is_template = True
    assert run()[0] == 0
    assert not written(there)


def test_a_newer_release_becomes_a_pull_request_that_says_what_to_do_first(home, template, there, run):
    release(template, "v0.2.0", SECOND)

    assert run()[0] == 0

    (pull,) = there.pulls.values()
    assert (pull["title"], pull["base"]["ref"], pull["head"]["ref"]) == ("Upgrade Gleaner to v0.2.0", "main", BRANCH)
    body = pull["body"]
    heads = [line for line in body.splitlines() if line.startswith("## ")]
    assert heads == ["## What to do", "## By hand: 2 workflows", "## Brought up to date, comments and order kept",
                     "## Yours by now, and left as they are", "## Replaced although you had changed them",
                     "## What is new"]  # fmt: skip
    assert "unless you had written `colour`" in body
    assert "-OLD = 1\n+OLD = 'mine'" in body
    assert f"https://github.com/me/digest/edit/{BRANCH}/.github/workflows/collect.yml" in body
    assert f"https://github.com/me/digest/new/{BRANCH}?filename=.github%2Fworkflows%2Fupgrade.yml" in body


def test_the_branch_holds_the_release_and_leaves_workflows_alone(home, template, there, run):
    release(template, "v0.2.0", SECOND)
    run()

    after = world.files(home, BRANCH)
    assert after[".github/workflows/collect.yml"] == FIRST[".github/workflows/collect.yml"].encode()
    assert ".github/workflows/upgrade.yml" not in after
    assert after["generator/__init__.py"] == SECOND["generator/__init__.py"].encode()
    assert after["config.yaml"] == b"version: 2\nsite: mine\ncolor: blue\n"
    assert after["README.md"] == b"# Mine\n"
    assert world.git(home, "rev-parse", f"{BRANCH}^") == world.git(home, "rev-parse", "main")


def test_a_second_look_at_the_same_release_is_silent(home, template, there, run):
    release(template, "v0.2.0", SECOND)
    run()
    before, written_before = branch(home), len(written(there))

    assert run()[0] == 0

    assert branch(home) == before
    assert len(written(there)) == written_before


@pytest.mark.parametrize("may_open", [True, False])
def test_a_proposal_that_broke_off_after_its_push_is_made_up_for_by_the_next_look(home, template, there, run, may_open):
    there.may_open_pulls = may_open
    release(template, "v0.2.0", SECOND)
    there.broken[("POST", "pulls" if may_open else "issues")] = 502
    assert run()[0] == 1
    assert branch(home)
    there.broken.clear()

    assert run()[0] == 0

    offered = there.pulls if may_open else there.issues
    assert len(offered) == 1
    before = branch(home), len(written(there))
    assert "It waits on the branch" in run()[1]
    assert (branch(home), len(written(there))) == before


def test_a_pull_request_that_somebody_closed_is_not_opened_again_while_its_branch_is_there(template, there, run):
    release(template, "v0.2.0", SECOND)
    run()
    there.pulls[1]["state"] = "closed"

    assert "was closed, and is not opened again" in run()[1]
    assert len(there.pulls) == 1


def test_what_a_changelog_says_of_issues_and_people_is_nothing_to_those_here(template, there, run):
    said = "- Fixes #1, by @owner. <!-- gleaner-probe: x -->\n- Closes: https://github.com/me/digest/issues/2\n"
    log = SECOND["CHANGELOG.md"].replace("- Nothing, unless", said + "- Nothing, unless")
    release(template, "v0.2.0", {**SECOND, "CHANGELOG.md": log.replace("### Changed\n\n", "### Changed\n\n" + said)})
    run()

    body = there.pulls[1]["body"]
    assert body.count("by @\u200bowner.") == body.count("Fixes #\u200b1") == body.count("Close\u200bs: https:") == 2
    assert not re.search(r"#1|@owner|<!--|Closes", body)


def test_a_still_newer_release_takes_the_place_of_the_one_that_waits(home, template, there, run):
    release(template, "v0.2.0", SECOND)
    run()
    release(template, "v0.3.0", THIRD)
    run()

    (pull,) = there.pulls.values()
    assert pull["title"] == "Upgrade Gleaner to v0.3.0"
    assert pull["body"].index("Choose a day") < pull["body"].index("unless you had written")
    assert world.git(home, "log", "--format=%s", f"main..{BRANCH}") == "Upgrade Gleaner from v0.1.0 to v0.3.0"


def test_what_somebody_added_to_the_branch_is_never_thrown_away(tmp_path, home, template, there, run):
    release(template, "v0.2.0", SECOND)
    run()
    mine = tmp_path / "mine"
    subprocess.run(["git", "clone", "-q", "-b", BRANCH, home, mine], check=True)
    world.write(mine, ".github/workflows/collect.yml", SECOND[".github/workflows/collect.yml"])
    tip = world.commit(mine, "By hand")
    world.git(mine, "push", "-q", "origin", BRANCH)
    release(template, "v0.3.0", THIRD)

    for event in ("schedule", "workflow_dispatch"):
        code, summary = run(event)
        assert code == 0
        assert "Somebody has added" in summary
    assert branch(home) == tip


def test_a_declined_release_is_not_proposed_again_unless_somebody_asks(home, template, there, run):
    release(template, "v0.2.0", SECOND)
    run()
    (pull,) = there.pulls.values()
    pull["state"] = "closed"
    world.git(home, "branch", "-D", BRANCH)

    _, summary = run()
    assert "was closed" in summary
    assert not branch(home)
    run("workflow_dispatch")
    assert branch(home)
    assert [each["state"] for each in there.pulls.values()] == ["closed", "open"]


def test_after_merging_there_is_nothing_to_do(home, template, there, run):
    release(template, "v0.2.0", SECOND)
    run()
    world.git(home, "branch", "-f", "main", BRANCH)
    there.pulls[1]["state"], there.pulls[1]["merged_at"] = "closed", forge.WHEN

    _, summary = run()
    assert "that is the newest" in summary
    release(template, "v0.3.0", THIRD)
    run()
    assert [pull["title"] for pull in there.pulls.values()] == [
        "Upgrade Gleaner to v0.2.0",
        "Upgrade Gleaner to v0.3.0",
    ]


def test_where_workflows_may_not_open_pull_requests_one_issue_has_the_link(home, template, there, run):
    there.may_open_pulls = False
    release(template, "v0.2.0", SECOND)
    _, summary = run()
    run()
    link = f"https://github.com/me/digest/compare/main...{BRANCH}?expand=1"
    assert link in summary
    (issue,) = there.issues.values()
    assert issue["title"] == "Gleaner v0.2.0 is out"
    assert link in issue["body"]

    release(template, "v0.3.0", THIRD)
    run()
    (issue,) = there.issues.values()
    assert (issue["title"], issue["state"]) == ("Gleaner v0.3.0 is out", "open")

    world.git(home, "branch", "-f", "main", BRANCH)
    run()
    assert issue["state"] == "closed"


def test_where_neither_is_allowed_a_release_is_handed_on_once_and_again_when_there_are_issues(
    home, template, there, run
):
    there.may_open_pulls = there.has_issues = False
    release(template, "v0.2.0", SECOND)
    assert "compare/main...gleaner-upgrade" in run()[1]
    before = branch(home), len(written(there))

    for _ in range(2):
        assert "It waits on the branch" in run()[1]
        assert run.__self__.handed.keys() == {"look"}, "nothing is tried and pushed again"
    assert (branch(home), len(written(there))) == before

    release(template, "v0.3.0", THIRD)
    assert "compare/main...gleaner-upgrade" in run()[1], "of a newer one nobody was told"
    assert branch(home) != before[0]
    assert "It waits" in run()[1]
    there.has_issues = True
    run()
    assert len(there.issues) == 1


def test_two_issues_about_releases_become_one_and_one_closed_by_hand_is_not_opened_again(home, template, there, run):
    there.may_open_pulls = False
    for _ in range(2):
        there.issue("Old", "<!-- gleaner-upgrade: v0.1.5 -->", user=forge.BOT, association="NONE")
    release(template, "v0.2.0", SECOND)
    run()
    assert [issue["state"] for issue in there.issues.values()] == ["open", "closed"]
    assert there.issues[1]["title"] == "Gleaner v0.2.0 is out"

    there.issues[1]["state"] = "closed"
    run("workflow_dispatch")
    assert [issue["state"] for issue in there.issues.values()] == ["closed", "closed"]


def test_a_link_that_a_person_opens_stays_short(template, there, run):
    there.may_open_pulls = False
    release(template, "v0.2.0", {**SECOND, "CHANGELOG.md": SECOND["CHANGELOG.md"] + "- word\n" * 9_000})
    run()
    (issue,) = there.issues.values()
    address = issue["body"].partition("(<")[2].partition(">)")[0]
    assert len(address) < 1_000


def test_a_release_that_cannot_read_the_digest_is_a_failure_that_says_why(home, template, there, run):
    release(template, "v0.2.0", {**SECOND, "generator/__main__.py": "raise SystemExit('no: it is too old')\n"})
    code, summary = run()
    assert code == 1
    assert "too old" in summary
    assert not branch(home)


def test_the_new_release_finds_no_token_in_its_environment(home, template, there, run):
    looks = (
        SECOND["generator/__main__.py"]
        + "\nif any('ghs_' in value for value in os.environ.values()): sys.exit('leak')\n"
    )
    release(template, "v0.2.0", {**SECOND, "generator/__main__.py": looks})
    assert run()[0] == 0
    assert branch(home)


def test_without_a_forge_it_says_what_to_type(tmp_path, home, monkeypatch, capsys):
    folder = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", home, folder], check=True)
    monkeypatch.chdir(folder)
    for name in [name for name in os.environ if name.startswith("GITHUB_")]:
        monkeypatch.delenv(name)
    assert main(["workflow", "upgrade-look"]) == 0
    assert "./gleaner upgrade" in capsys.readouterr().out


def test_a_digest_of_no_known_template_is_told_so_once_and_stays_green(tmp_path, home, there, run):
    mine = tmp_path / "mine"
    subprocess.run(["git", "clone", "-q", home, mine], check=True)
    (mine / "generator/RELEASE.yaml").unlink()
    world.commit(mine, "Out")
    world.git(mine, "push", "-q", "origin", "main")
    code, summary = run()
    assert code == 0
    assert "from which template" in summary
