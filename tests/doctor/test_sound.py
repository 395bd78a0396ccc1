"""The doctor on a set-up in which nothing is wrong, in places where little is there, and its report."""

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from generator.cli import main
from generator.doctor import EXAMINATIONS, Gravity, examine
from generator.doctor.examining.site import MEND
from generator.doctor.facts import Case, Digest, Machine
from generator.doctor.gathering.forge import named
from generator.doctor.gathering.workflows import gather
from generator.doctor.live import Live, Shown, weeks
from generator.model import Week
from tests.doctor.household import CLEAN, NOW, ROOT, feed_of

INSTANT = datetime(2026, 11, 21, 12, tzinfo=UTC)


def diagnosed(house, capsys):
    code = main(house.command("--json"))
    return code, json.loads(capsys.readouterr().out)


def test_a_sound_set_up_has_no_finding(house, capsys):
    code, value = diagnosed(house, capsys)

    assert value["findings"] == []
    assert (code, value["sound"], value["not_looked_at"]) == (0, True, [])
    assert {"sources", "the state", "git", "the workflows", "Pages", "the published site"} <= set(value["in_order"])


def test_a_sound_set_up_is_told_in_a_few_lines(house, capsys):
    assert main(house.command()) == 0

    said = capsys.readouterr().out
    assert said.startswith("In order: the set-up, the disk")
    assert said.endswith("\nNothing is wrong.\n")
    assert len(said.splitlines()) <= 6


def test_findings_are_told_gravest_first_with_what_to_do(house, capsys):
    house.forge.may_open_pulls = False
    house.forge.pages = None

    assert main(house.command()) == 1

    said = capsys.readouterr().out
    assert (
        said.index("\nBroken\n") < said.index("[pages-off]") < said.index("\nTo consider\n") < said.index("[pulls-off]")
    )
    assert "-> https://github.com/me/digest/settings/pages: under Source choose GitHub Actions" in said
    assert "1 broken, 1 to consider." in said


def test_quiet_says_what_is_broken_and_nothing_else(house, capsys):
    house.forge.pages = None

    assert main(house.command("--quiet")) == 1
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)


def test_sources_are_tried_where_that_is_wished(house, capsys):
    main(house.command("--json", "--sources"))

    found = json.loads(capsys.readouterr().out)["findings"]
    assert [(each["id"], each["where"]) for each in found] == [
        ("source-failing", "config.yaml:6"),
        ("source-failing", "config.yaml:8"),
    ], "on this street nobody lives but the site"


def test_a_digest_that_is_collected_in_parts_is_sound(house, capsys):
    for file, pattern, put in (
        ("collect.yml", r"^(  schedule:|    - cron:)", r"#\1"),
        ("collect-in-parts.yml", r"^  # ", "  "),
    ):
        path = house.path(f".github/workflows/{file}")
        path.write_text(re.sub(pattern, put, path.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
        house.forge.workflow(file)
    house.forge.ran("collect-in-parts.yml", event="schedule", when="2026-11-21T04:23:00Z")
    house.commit()

    code, value = diagnosed(house, capsys)

    assert (code, value["findings"]) == (0, [])


def test_offline_nobody_is_asked(house, capsys):
    house.offline = True
    code, value = diagnosed(house, capsys)

    assert (code, value["findings"], house.forge.log) == (0, [], [])
    assert value["not_looked_at"] == ["GitHub and the published site: --offline was given"]


def test_with_github_out_of_reach_the_rest_is_examined(house, capsys, monkeypatch):
    monkeypatch.setenv("GITHUB_API_URL", "http://127.0.0.1:9")
    code, value = diagnosed(house, capsys)

    assert (code, value["findings"]) == (0, [])
    assert value["not_looked_at"][0].startswith("GitHub: GitHub could not be asked")


def test_without_a_token_what_is_public_is_examined_and_the_rest_is_named(house, capsys, monkeypatch):
    monkeypatch.delenv("GITHUB_TOKEN")
    house.forge.workflow("collect.yml", state="disabled_inactivity")
    _, value = diagnosed(house, capsys)

    assert [each["id"] for each in value["findings"]] == ["schedule-disabled"]
    assert "gh auth token" in value["not_looked_at"][0]
    assert all(line.authorization == "" for line in house.forge.log)


def test_a_token_that_may_not_see_the_settings_is_told_of(house, capsys):
    del house.forge.rights["administration"]
    _, value = diagnosed(house, capsys)

    assert value["findings"] == []
    assert "whether Actions may run" in value["not_looked_at"][0]


def test_a_token_that_has_come_to_its_end_is_told_of(house, capsys, monkeypatch):
    monkeypatch.setenv("GITHUB_TOKEN", "ghs_old")
    _, value = diagnosed(house, capsys)

    assert value["findings"] == []
    assert value["not_looked_at"] == ["GitHub: it refuses (401): Bad credentials"]


def test_a_digest_further_down_has_the_workflows_of_its_repository(house, capsys):
    shutil.copytree(house.path("content/editions"), house.path("content/digests/choir/content/editions"))
    shutil.copytree(house.path("content/pages"), house.path("content/digests/choir/content/pages"))
    shutil.copytree(house.path(".gleaner"), house.path("content/digests/choir/.gleaner"))
    shutil.copy(house.path("config.yaml"), house.path("content/digests/choir/config.yaml"))
    house.commit()
    house.offline = True

    there = house.path("content/digests/choir")
    main([*house.command("--json"), "--config", str(there / "config.yaml"), "--state", str(there / ".gleaner")])

    value = json.loads(capsys.readouterr().out)
    assert "the workflows" in value["in_order"]
    assert [each["id"] for each in value["findings"] if each["id"] != "content-wrong"] == []


def test_a_repository_that_nobody_knows(house, capsys):
    house.forge.name = "another"
    _, value = diagnosed(house, capsys)

    assert [(each["id"], each["gravity"]) for each in value["findings"]] == [("repository-unseen", "advice")]


@pytest.mark.parametrize("with_git", [True, False])
def test_an_empty_folder_lacks_a_config_and_nothing_worse(tmp_path, capsys, monkeypatch, with_git):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_REPOSITORY", raising=False)
    if with_git:
        subprocess.run(["git", "init", "--quiet"], check=True, env=CLEAN)

    assert main(["doctor", "--json", "--now", NOW]) == 1
    value = json.loads(capsys.readouterr().out)
    assert [each["id"] for each in value["findings"]] == ["config-wrong"]
    assert list(tmp_path.iterdir()) == ([tmp_path / ".git"] if with_git else []), "it leaves nothing behind"


def test_without_git_on_the_machine_the_rest_is_examined(house, capsys, monkeypatch):
    monkeypatch.setenv("PATH", "")
    house.offline = True
    _, value = diagnosed(house, capsys)

    assert value["findings"] == []
    assert "git: this folder is not kept by it" in value["not_looked_at"]


def test_looking_changes_nothing(house, capsys):
    before = {path: path.read_bytes() for path in sorted(house.path(".gleaner").rglob("*")) if path.is_file()}
    house.path(".gleaner/sources.json").write_bytes(b"{torn")
    diagnosed(house, capsys)

    after = {path: path.read_bytes() for path in sorted(house.path(".gleaner").rglob("*")) if path.is_file()}
    assert after == {**before, house.path(".gleaner/sources.json"): b"{torn"}


def test_the_state_on_the_branch_is_read_where_this_machine_has_none(house, capsys):
    state = house.folder / "state"
    house.git("worktree", "add", "--quiet", "--detach", str(state))
    house.git("-C", str(state), "switch", "--quiet", "--orphan", "state")
    shutil.copytree(house.path(".gleaner"), state, dirs_exist_ok=True)
    (state / "harvest" / "2026-11-20.jsonl").write_text('{"format":1}\n{"seen":"never"}\n')
    house.git("-C", str(state), "add", "-A")
    house.git("-C", str(state), "commit", "--quiet", "-m", "State")
    house.git("push", "--quiet", "origin", "state")
    shutil.rmtree(house.path(".gleaner"))

    _, value = diagnosed(house, capsys)

    assert [each["id"] for each in value["findings"]] == ["state-spoilt"]
    assert "the branch state" in value["findings"][0]["words"]


def test_a_state_that_is_nowhere_is_told_of(house, capsys):
    shutil.rmtree(house.path(".gleaner"))
    _, value = diagnosed(house, capsys)

    assert [(each["id"], each["gravity"]) for each in value["findings"]] == [("state-missing", "soon")]


def test_as_a_program_it_is_quick_and_says_by_its_code_what_it_found(house):
    house.forge.pages = None
    environment = {**CLEAN, "GITHUB_API_URL": house.forge.address, "GITHUB_TOKEN": house.forge.token}
    command = [sys.executable, "-m", "generator", *house.command()]
    done = subprocess.run(
        command,
        cwd=house.root,
        env={**environment, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (1, "")
    assert "[pages-off]" in done.stdout


# ---------------------------------------------------------------- pure


def case(**more):
    digest = Digest(file="config.yaml", config=None)
    return Case(now=INSTANT, clock=INSTANT, machine=Machine(python=(3, 12, 1)), digest=digest, **more)


def ids(examined):
    return [(finding.id, finding.gravity) for finding in examine(examined)[0]]


@pytest.mark.parametrize(
    ("machine", "expected"),
    [
        ({"python": (3, 10, 2)}, ("python-old", Gravity.BROKEN)),
        ({"locked": False}, ("lock-missing", Gravity.BROKEN)),
        ({"packages": (("pelican", "4.12.0", ""),)}, ("packages-missing", Gravity.BROKEN)),
        ({"packages": (("pelican", "4.12.0", "4.11.0"),)}, ("packages-differ", Gravity.SOON)),
        ({"free": 10 << 20}, ("disk-full", Gravity.BROKEN)),
        ({"free": 400 << 20}, ("disk-full", Gravity.SOON)),
    ],
)
def test_what_is_wrong_with_a_machine(machine, expected):
    sound = case()
    assert ids(sound) == []
    assert ids(replace(sound, machine=replace(sound.machine, **machine))) == [expected]


@pytest.mark.parametrize(("minutes", "expected"), [(5, []), (90, [("clock-off", Gravity.BROKEN)])])
def test_a_clock_is_compared_with_that_of_a_server(minutes, expected):
    live = Live(address="https://site.example", shown=Shown.FINE, clock=INSTANT + timedelta(minutes=minutes))
    assert ids(case(live=live)) == expected


def test_every_name_of_an_examination_is_its_own():
    assert len({each.name for each in EXAMINATIONS}) == len(EXAMINATIONS)


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://github.com/me/digest", "me/digest"),
        ("https://github.com/me/digest.git", "me/digest"),
        ("git@github.com:me/digest.git", "me/digest"),
        ("ssh://git@github.com/me/my.digest", "me/my.digest"),
        ("https://codeberg.example/me/digest", ""),
        ("/srv/remote.git", ""),
        ("", ""),
    ],
)
def test_a_repository_is_known_by_its_address(address, name):
    assert named(address, "https://github.com") == name


@pytest.mark.parametrize("body", [b"", b"<html>", b"[1]", b'{"version":"2"}', b"[" * 100_000])
def test_what_is_no_feed_of_editions_has_no_weeks(body):
    assert weeks(body) is None


def test_the_weeks_of_a_feed_are_those_of_its_addresses():
    assert weeks(feed_of(["2026-W46", "2026-W47"])) == {"2026-W46", "2026-W47"}
    assert Week.named("2026-W47") in {Week.named(each) for each in weeks(feed_of(["2026-W47"]))}


def test_the_workflows_that_come_along_are_those_of_the_template():
    """After a change: cp .github/workflows/*.yml generator/doctor/shipped/."""
    there = gather(ROOT, ROOT)
    assert there.shipped == there.ours
    assert Path(ROOT, "generator", "doctor", "shipped").is_dir()
    assert os.sep not in "".join(there.shipped)


NAMED = re.compile(r'\("([a-z]+(?:-[a-z]+)+)",')
"""How an examination names its findings."""


def test_the_page_of_troubles_explains_every_finding():
    page = (ROOT / "content" / "pages" / "guide" / "trouble.md").read_text("utf-8")
    rooms = (ROOT / "generator" / "doctor" / "examining").glob("*.py")
    names = {name for room in rooms for name in NAMED.findall(room.read_text("utf-8"))}
    names |= {f"site-{kind}" for kind in MEND}

    assert len(names) > 50
    assert sorted(name for name in names if f"`{name}`" not in page) == []
