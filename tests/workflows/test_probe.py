"""The probe, over a simulated month and in its corners: one issue at most, and the schedules kept on."""

import json
import os
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from generator.cli import main
from tests.loopback import serve
from tests.workflows import forge
from tests.workflows.stage import outputs

ROOT = Path(__file__).resolve().parent.parent.parent
CONFIG = "site:\n  title: The Staff Room\n  timezone: Europe/Berlin\nsources:\n  - feed: https://chalk.example/feed\n"
SCHEDULED = ("collect.yml", "probe.yml")


def feed_of(weeks):
    items = [{"id": week, "url": f"https://me.github.io/digest/editions/{week}/"} for week in weeks]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items}).encode()


class Digest:
    """A folder with editions, the site that shows them, and GitHub around both."""

    def __init__(self, folder, there, web):
        self.folder, self.forge, self.site = folder, there, web.pages
        self.street = folder / "street.json"
        self.street.write_text(json.dumps({"me.github.io": ["127.0.0.1", int(web.address.rpartition(":")[2])]}))
        (folder / "config.yaml").write_text(CONFIG, "utf-8")
        workflows = folder / ".github" / "workflows"
        workflows.mkdir(parents=True)
        for file in SCHEDULED:
            (workflows / file).write_text((ROOT / ".github" / "workflows" / file).read_text("utf-8"))
            there.workflow(file)
        there.pages_on()

    def write(self, *weeks):
        for week in weeks:
            path = self.folder / "content" / "editions" / f"{week}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("---\n---\n")

    def show(self, *weeks):
        self.site["/digest/editions.json"] = (200, {"Content-Type": "application/json"}, feed_of(weeks))

    def words(self, when):
        given = ["--config", "config.yaml", "--state", ".gleaner", "--street", str(self.street)]
        return ["workflow", "probe", *given, "--now", when.isoformat()]

    def environment(self):
        return self.forge.environment(self.folder, event="schedule")

    def ended(self, when, *, event="schedule"):
        """End a run of the probe as its workflow does: what it hands on becomes the name of an artifact."""
        there = self.folder / "output.txt"
        given = outputs(there.read_text("utf-8")) if there.exists() else {}
        there.unlink(missing_ok=True)
        self.forge.ran("probe.yml", event=event, when=when.isoformat())
        self.forge.artifacts[self.forge.runs[0]["id"]] = [given["doubt"]] if given.get("doubt") else []

    def summary(self):
        path = self.folder / "summary.md"
        return path.read_text("utf-8") if path.exists() else ""


@pytest.fixture
def digest(tmp_path, monkeypatch):
    with forge.running() as there, serve({}) as web:
        made = Digest(tmp_path, there, web)
        monkeypatch.chdir(tmp_path)
        yield made


@pytest.fixture
def probed(digest, monkeypatch, capsys):
    """Return what probes at an instant: (exit code, what was printed)."""

    def probe(when, *, collected=True, event="schedule"):
        if collected:
            digest.forge.ran("collect.yml", event="schedule", when=(when - timedelta(hours=12)).isoformat())
        for name, value in digest.environment().items():
            monkeypatch.setenv(name, value)
        code = main(digest.words(when))
        shutil.rmtree(digest.folder / ".gleaner", ignore_errors=True)  # every run begins on an empty machine
        digest.ended(when, event=event)
        return code, capsys.readouterr().out

    return probe


def at(month, day, hour=16, minute=41):
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def process(digest, when):
    """Probe as the workflow does: a program of its own."""
    digest.forge.ran("collect.yml", event="schedule", when=(when - timedelta(hours=12)).isoformat())
    environment = {**os.environ, **digest.environment(), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "generator", *digest.words(when)]
    done = subprocess.run(command, cwd=digest.folder, env=environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


def test_a_month_with_three_stale_days_opens_edits_and_closes_one_issue(digest, probed):
    """The edition of 20 November is written on the 21st, and the site shows it only from the 25th on."""
    weeks, states = ["2026-W45"], {}
    for number in range(30):
        when = at(11, 8) + timedelta(days=number)
        if when.weekday() == 5:  # written by the first daily run after its hour
            weeks.append(f"2026-W{(when - timedelta(days=1)).isocalendar().week}")
        digest.write(*weeks)
        digest.show(*(week for week in weeks if week != "2026-W47" or when >= at(11, 25, 0)))
        near = when.day in {22, 23, 25}  # opened, edited and closed by a program of its own
        code, _ = process(digest, when) if near else probed(when)
        assert code == 0
        issue = digest.forge.issues.get(1)
        states[when.day if when.month == 11 else 30 + when.day] = issue["state"] if issue else None

    assert len(digest.forge.issues) == 1
    assert [day for day, state in states.items() if state == "open"] == [22, 23, 24]
    assert all(states[day] is None for day in range(8, 22))
    assert all(states[day] == "closed" for day in range(25, 38))
    assert [len(rows) for rows in digest.forge.comments.values()] == [1]
    changed = [set(line.body) for line in digest.forge.sent("PATCH")]
    assert changed == [{"body"}, {"body"}, {"state", "state_reason"}]
    assert len(digest.forge.sent("POST", "/issues")) == 2


def test_the_issue_says_what_is_wrong_since_when_and_where_to_look(digest, probed):
    digest.write("2026-W46", "2026-W47")
    digest.show("2026-W46")

    probed(at(11, 22))

    issue = digest.forge.issues[1]
    assert issue["title"] == "The site does not show the edition 2026-W47"
    for words in ("20 November 2026, 05:00 UTC", "actions/workflows/site.yml", "./gleaner doctor", "2026-W46"):
        assert words in issue["body"].replace("\\", "")


def test_a_site_that_is_gone_for_one_look_is_nobodys_business(digest, probed):
    digest.write("2026-W47")
    code, said = probed(at(11, 22))
    assert code == 0
    assert "next probe decides" in said
    probed(at(11, 22, 17))

    assert digest.forge.issues == {}
    digest.show("2026-W47")
    probed(at(11, 23))
    digest.site.clear()
    probed(at(11, 24))
    assert digest.forge.issues == {}, "two looks that failed, and a good one between them"


def test_a_site_that_is_gone_for_two_looks_in_a_row_is(digest, probed):
    digest.write("2026-W47")
    probed(at(11, 22))
    probed(at(11, 23))
    assert digest.forge.issues[1]["title"] == "The site cannot be reached: https://me.github.io/digest"

    digest.show("2026-W47")
    probed(at(11, 24))
    assert digest.forge.issues[1]["state"] == "closed"


@pytest.mark.parametrize(
    "name",
    [
        "probe-unreachable-20261199T164100Z",
        "probe-unreachable-20261123T164100Z",
        "probe-unreachable-20261120T164100Z-more",
        "probe-unreachable-٢٠٢٦1120T164100Z",
        "probe-wrong-20261120T164100Z",
        "probe-overdue-20261120T164100Z",
        "gleaner-upgrade-1",
        None,
    ],
)
def test_only_a_name_that_a_probe_can_have_written_is_what_the_one_before_has_met(digest, probed, name):
    digest.write("2026-W47")
    digest.forge.ran("probe.yml", event="schedule")
    digest.forge.artifacts[digest.forge.runs[0]["id"]] = [name]

    _, said = probed(at(11, 22))

    assert "next probe decides" in said
    assert digest.forge.issues == {}


def test_what_the_one_before_has_met_is_what_the_last_run_of_the_schedule_says(digest, probed):
    digest.write("2026-W47")
    probed(at(11, 21))
    for event in ("workflow_dispatch", "pull_request"):
        digest.forge.ran("probe.yml", event=event)
        digest.forge.artifacts[digest.forge.runs[0]["id"]] = ["probe-wrong-20261101T000000Z"]
    digest.forge.ran("probe.yml", event="schedule", conclusion="failure")

    probed(at(11, 22))

    assert "21 November 2026, 16:41 UTC" in digest.forge.issues[1]["body"]


def test_without_github_a_file_remembers_what_the_probe_before_has_met(digest, capsys, monkeypatch):
    for name in [name for name in os.environ if name.startswith(("GITHUB_", "GH_"))]:
        monkeypatch.delenv(name)
    (digest.folder / "config.yaml").write_text(
        CONFIG.replace("  timezone", "  address: https://me.github.io/digest\n  timezone")
    )
    digest.write("2026-W47")

    main(digest.words(at(11, 22)))
    assert "The next probe decides" in capsys.readouterr().out
    main(digest.words(at(11, 23)))
    assert "The next probe decides" not in capsys.readouterr().out


def test_another_page_at_the_address_is_told_of(digest, probed):
    digest.write("2026-W47")
    digest.site["/digest/editions.json"] = (200, {}, b"<h1>Domain for sale</h1>")
    probed(at(11, 22))
    probed(at(11, 23))

    assert digest.forge.issues[1]["title"].startswith("The site shows something else")


def test_an_edition_that_was_never_written_is_told_of(digest, probed):
    digest.write("2026-W46")
    digest.show("2026-W46")

    probed(at(11, 21))
    assert digest.forge.issues == {}
    probed(at(11, 22))
    assert digest.forge.issues[1]["title"] == "No edition since 2026-W46: 2026-W47 was due on 20 November 2026"


def test_a_config_with_a_slip_is_told_of_when_it_lasts(digest, probed):
    digest.write("2026-W47")
    digest.show("2026-W47")
    (digest.folder / "config.yaml").write_text("sources: 7\n")
    probed(at(11, 21))
    code, _ = probed(at(11, 22))

    assert code == 0
    assert digest.forge.issues[1]["title"] == "Nothing new comes out: config.yaml has mistakes"


def test_what_its_owner_has_closed_is_not_opened_again(digest, probed):
    digest.write("2026-W46")
    digest.show("2026-W46")
    probed(at(11, 22))
    digest.forge.issues[1]["state"] = "closed"

    _, said = probed(at(11, 23))

    assert len(digest.forge.issues) == 1
    assert "not opened again" in said


def test_a_mark_that_a_stranger_wrote_means_nothing(digest, probed):
    stranger = {"login": "stranger", "type": "User", "id": 7}
    theirs = digest.forge.issue("Hello", "<!-- gleaner-probe: overdue-2026-W47 -->", user=stranger, association="NONE")
    digest.write("2026-W46")
    digest.show("2026-W46")

    probed(at(11, 22))
    digest.write("2026-W47")
    digest.show("2026-W46", "2026-W47")
    probed(at(11, 23))

    assert (theirs["title"], theirs["state"]) == ("Hello", "open")
    assert digest.forge.issues[2]["state"] == "closed"


def test_two_issues_from_a_race_become_one(digest, probed):
    digest.write("2026-W46")
    digest.show("2026-W46")
    for _ in range(2):
        digest.forge.issue("Old", "<!-- gleaner-probe: overdue-2026-W47 -->", user=forge.BOT, association="NONE")

    probed(at(11, 22))

    assert [issue["state"] for issue in digest.forge.issues.values()] == ["open", "closed"]


def test_the_open_issue_is_found_behind_a_closed_one_and_a_page_of_others(digest, probed):
    mark = "<!-- gleaner-probe: overdue-2026-W47 -->"
    digest.forge.issue("Old", mark, user=forge.BOT, association="NONE")
    for number in range(100):
        digest.forge.issue(f"Somebody's {number}")
    digest.forge.issue("Closed", mark, user=forge.BOT, association="NONE", state="closed")
    digest.write("2026-W46")
    digest.show("2026-W46")

    _, said = probed(at(11, 22))

    assert "Issue #1 says so" in said
    assert digest.forge.issues[1]["title"].startswith("No edition since 2026-W46")
    assert len(digest.forge.issues) == 102
    digest.write("2026-W47")
    digest.show("2026-W46", "2026-W47")
    probed(at(11, 23))
    assert digest.forge.issues[1]["state"] == "closed"
    assert list(digest.forge.comments) == [1]


def test_with_issues_switched_off_it_says_so_and_stays_green(digest, probed):
    digest.forge.has_issues = False
    digest.write("2026-W46")
    digest.show("2026-W46")

    code, said = probed(at(11, 22))

    assert (code, digest.forge.issues) == (0, {})
    assert "::warning title=No edition since 2026-W46" in said
    assert "Issues are switched off" in digest.summary()


@pytest.mark.parametrize("missing", ["pages", "edition"])
def test_where_nothing_is_published_yet_there_is_nothing_to_say(digest, probed, missing):
    if missing == "pages":
        digest.write("2026-W46")
        digest.forge.pages = None

    code, said = probed(at(11, 29))

    assert (code, digest.forge.issues) == (0, {})
    assert "There is nothing to look at yet" in said
    assert "::" not in said


# ---------------------------------------------------------------- schedules


@pytest.fixture
def quiet(digest):
    """A digest with which all is well."""
    digest.write("2026-W47")
    digest.show("2026-W47")
    return digest


def test_a_probe_on_a_good_day_says_one_line_and_keeps_the_schedules_on(quiet, probed):
    code, said = probed(at(11, 22))

    assert (code, said) == (0, "The site shows what it should.\n")
    assert {line.path.split("/")[-2] for line in quiet.forge.sent("PUT", "/enable")} == set(SCHEDULED)
    assert quiet.forge.dispatched == []


def test_collecting_that_github_has_switched_off_is_switched_on_and_begun(quiet, probed):
    quiet.forge.ran("collect.yml", event="schedule", when="2026-11-18T04:23:00Z")
    quiet.forge.workflows["collect.yml"]["state"] = "disabled_inactivity"

    code, said = probed(at(11, 22), collected=False)

    assert code == 0
    assert quiet.forge.workflows["collect.yml"]["state"] == "active"
    assert quiet.forge.dispatched == [("collect.yml", "main", {})]
    assert "it is on again" in said
    assert "had not run since 18 November 2026" in quiet.summary()


def test_collecting_that_its_owner_has_switched_off_stays_off(quiet, probed):
    quiet.forge.ran("collect.yml", event="schedule", when="2026-11-10T04:23:00Z")
    quiet.forge.workflows["collect.yml"]["state"] = "disabled_manually"

    probed(at(11, 22), collected=False)

    assert quiet.forge.workflows["collect.yml"]["state"] == "disabled_manually"
    assert quiet.forge.dispatched == []


@pytest.mark.parametrize(("hours", "begun"), [(30, 0), (49, 1)])
def test_collecting_that_has_not_come_for_two_days_is_begun(quiet, probed, hours, begun):
    when = at(11, 22)
    quiet.forge.ran("collect.yml", event="schedule", when=(when - timedelta(hours=hours)).isoformat())

    probed(when, collected=False)

    assert len(quiet.forge.dispatched) == begun


def collect_in_parts(digest):
    """Do what the guide says: the schedule of one behind a #, that of the other on."""
    there = digest.folder / ".github" / "workflows"
    for file, pattern, put in (
        ("collect.yml", r"^(  schedule:|    - cron:)", r"#\1"),
        ("collect-in-parts.yml", r"^  # ", "  "),
    ):
        words = (ROOT / ".github" / "workflows" / file).read_text("utf-8")
        (there / file).write_text(re.sub(pattern, put, words, flags=re.MULTILINE), "utf-8")
        digest.forge.workflow(file)


def test_where_parts_collect_the_issue_leads_to_their_runs(digest, probed):
    digest.write("2026-W46")
    digest.show("2026-W46")
    probed(at(11, 22))
    assert "[Collect](https://github.com/me/digest/actions/workflows/collect.yml)" in digest.forge.issues[1]["body"]

    collect_in_parts(digest)
    probed(at(11, 23))

    body = digest.forge.issues[1]["body"]
    assert "[Collect in parts](https://github.com/me/digest/actions/workflows/collect-in-parts.yml)" in body
    assert "workflows/collect.yml" not in body


def test_where_parts_collect_they_are_begun_and_the_workflow_that_rests_is_left_alone(quiet, probed):
    when = at(11, 22)
    collect_in_parts(quiet)
    quiet.forge.ran("collect.yml", event="workflow_dispatch", when=(when - timedelta(days=30)).isoformat())
    quiet.forge.ran("collect-in-parts.yml", event="schedule", when=(when - timedelta(hours=30)).isoformat())

    probed(when, collected=False)
    assert quiet.forge.dispatched == []

    _, said = probed(when + timedelta(days=1), collected=False)
    assert quiet.forge.dispatched == [("collect-in-parts.yml", "main", {})]
    assert "Collect in parts had not run since 21 November 2026" in said


def test_a_right_that_is_missing_is_said_with_what_to_press(quiet, probed):
    quiet.forge.rights["actions"] = "read"

    code, said = probed(at(11, 22))

    assert code == 1
    assert "Workflow permissions" in said


def test_that_github_does_not_answer_for_a_while_is_no_failure(quiet, probed):
    quiet.forge.broken[("GET", "/pages")] = 502

    code, said = probed(at(11, 22))

    assert (code, quiet.forge.issues) == (0, {})
    assert "The next probe looks again" in said


def test_without_github_the_site_is_looked_at_all_the_same(quiet, capsys, monkeypatch):
    for name in list(os.environ):
        if name.startswith(("GITHUB_", "GH_")):
            monkeypatch.delenv(name)
    (quiet.folder / "config.yaml").write_text(
        CONFIG.replace("  timezone", "  address: https://me.github.io/digest\n  timezone")
    )
    quiet.write("2026-W46")

    assert main(quiet.words(at(11, 29))) == 0
    assert "2026-W48 was due on" in capsys.readouterr().out
