"""The workflows: their YAML as data, and their daily jobs as processes, with real git and a GitHub on loopback."""

import re
import shlex
import subprocess
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import get_type_hints

import pytest
import yaml

from generator.collect import secrets
from generator.workflows import JOBS, printing, schedules
from generator.workflows.job import Job
from tests.loopback import rss, serve
from tests.workflows import forge, player
from tests.workflows.stage import CONFIG, Stage, git, here

ROOT = Path(__file__).resolve().parent.parent
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
FRIDAY, SATURDAY = "2026-11-20T06:30:00Z", "2026-11-21T06:30:00Z"
FEED_ITEMS = (
    (1, "Feedback before marks", "Wed, 18 Nov 2026 08:00:00 GMT", "I stopped returning marks for a week. " * 12),
    (2, "A timetable as a text", "Tue, 17 Nov 2026 08:00:00 GMT", "We read the bus timetable as a poem. " * 12),
)
FEED = rss(*FEED_ITEMS)
RSS = {"Content-Type": "application/rss+xml"}
EDITION = "content/editions/2026-W47.md"


# ---------------------------------------------------------------- the YAML as data


def jobs(path):
    return yaml.safe_load(path.read_text("utf-8"))["jobs"].values()


def steps(path):
    return [step for job in jobs(path) for step in job["steps"]]


TEMPLATES = {".ci/run", ".ci/audit", ".ci/release pack", ".ci/release publish"}
"""What runs in the template's own repository alone."""
every_workflow = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)


@every_workflow
def test_a_workflow_grants_nothing_by_default_and_every_job_says_what_it_may_and_how_long(path):
    assert yaml.safe_load(path.read_text("utf-8"))["permissions"] == {}
    assert all(0 < job["timeout-minutes"] <= 60 and "permissions" in job for job in jobs(path))


@every_workflow
def test_every_right_to_write_is_explained_beside_it(path):
    granted = [line for line in path.read_text("utf-8").splitlines() if re.search(r": write\b", line)]

    assert [line for line in granted if " # " not in line] == []


@every_workflow
def test_every_run_step_is_one_command_of_ours_and_nothing_of_an_event_is_a_word_of_it(path):
    for line in [step["run"].strip() for step in steps(path) if "run" in step]:
        words = shlex.split(line)
        assert "\n" not in line
        assert "${{" not in line
        assert words[0] == "./gleaner" or line in TEMPLATES
        assert not {"|", ";", "&&", "||", ">"} & set(words)
        if words[1:2] == ["workflow"]:
            assert words[2] in JOBS


HOME = "refs/heads/main"
ELSEWHERE = ("refs/heads/gleaner-upgrade", "refs/tags/main")
"""A branch on which a release of Gleaner waits that nobody has merged; a tag with the name of the default branch."""
FORM = {"number": 7, "body": "### Address of the source\n\nhttps://chalk.example/"}


def begun_on(path, ref, event, **about):
    """Return the jobs that run for an event on a branch or a tag, where each that runs ends well and hands all on."""
    github = {"event_name": event, "ref": ref, "ref_name": ref.split("/", 2)[2], "repository": "me/digest"}
    github["event"] = about
    known, begun = {"github": github, "needs": {}}, {}
    for name, job in yaml.safe_load(path.read_text("utf-8"))["jobs"].items():
        needs = [job["needs"]] if isinstance(job.get("needs"), str) else job.get("needs", [])
        if player.wanted(job.get("if"), known, all(each in begun for each in needs)):
            begun[name] = job
        outputs = dict.fromkeys(job.get("outputs", ()), "true" if name in begun else "")
        known["needs"][name] = {"outputs": outputs}
    return begun


def is_mighty(job):
    """Tell whether a job may write somewhere, or has a secret of the owner's."""
    return "write" in job["permissions"].values() or "secrets." in str(job)


@every_workflow
def test_only_the_default_branch_gets_rights_to_write_and_secrets(path):
    home = {"repository": {"default_branch": "main", "is_template": False}, "issue": FORM, "action": "opened"}
    for event in set(yaml.safe_load(path.read_text("utf-8"))[True]) - {"schedule", "pull_request"}:
        for ref in ELSEWHERE:
            assert not [name for name, job in begun_on(path, ref, event, **home).items() if is_mighty(job)]
        if path.name != "release.yml":
            assert begun_on(path, HOME, event, **home).keys() == set(yaml.safe_load(path.read_text())["jobs"])


@every_workflow
def test_a_schedule_whose_event_names_no_branch_begins_every_job(path):
    if "schedule" in path.read_text("utf-8"):
        assert begun_on(path, HOME, "schedule").keys() == set(yaml.safe_load(path.read_text("utf-8"))["jobs"])


@pytest.mark.parametrize(
    ("head", "of", "begun"),
    [
        ("gleaner-upgrade", "me/digest", False),
        ("gleaner-upgrade", "somebody/digest", True),
        ("mine", "me/digest", True),
    ],
)
def test_a_pull_request_is_checked_with_rights_unless_it_is_the_release_that_was_tried(head, of, begun):
    about = {"pull_request": {"head": {"repo": {"full_name": of}}}, "repository": {"is_template": False}}
    (path,) = (path for path in WORKFLOWS if "pull_request" in yaml.safe_load(path.read_text("utf-8"))[True])
    known = {"github": {"head_ref": head, "repository": "me/digest", "event": about}}

    assert path.name == "check.yml"
    assert [player.wanted(job["if"], known, ok=True) for job in jobs(path) if is_mighty(job)] == [begun]


@every_workflow
def test_no_workflow_restores_what_another_run_has_left_in_a_cache(path):
    assert [step for step in steps(path) if step.get("uses", "").startswith("actions/cache")] == []
    set_up = [step for step in steps(path) if step.get("uses", "").startswith("astral-sh/setup-uv@")]
    assert all(step["with"]["enable-cache"] is False for step in set_up)


def test_what_the_probe_hands_on_is_the_name_of_an_artifact_and_comes_back_in_no_step():
    (path,) = (path for path in WORKFLOWS if path.name == "probe.yml")
    kept = [step["with"]["name"] for step in steps(path) if "upload-artifact" in step.get("uses", "")]

    assert kept == ["${{ steps.probe.outputs.doubt }}"]
    assert not [step for step in steps(path) if "download" in step.get("uses", "")]


@every_workflow
def test_what_is_for_the_template_alone_sleeps_in_every_digest(path):
    for job in jobs(path):
        if any(step.get("run", "").strip() in TEMPLATES for step in job["steps"]):
            assert job["if"] == "github.event.repository.is_template"


@pytest.mark.parametrize("name", JOBS)
def test_every_job_is_a_function_from_a_job_to_an_exit_code(name):
    row = JOBS[name]
    does = getattr(import_module(f"generator.workflows.{row.module}"), row.function)

    assert get_type_hints(does) == {"job": Job, "return": int}


def test_a_list_of_the_jobs_loads_none_of_them():
    asked = "import sys, generator.workflows; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True)

    assert [name for name in done.stdout.split() if name.startswith("generator.")] == ["generator.workflows"]


@every_workflow
def test_every_action_is_pinned_to_a_commit_and_says_which_version_that_is(path):
    used = [line for line in path.read_text("utf-8").splitlines() if "uses:" in line]

    assert [line for line in used if not re.search(r"uses: [\w-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line)] == []


def test_one_action_has_one_version_everywhere():
    used = {step["uses"] for path in WORKFLOWS for step in steps(path) if "uses" in step}

    assert len({action.partition("@")[0] for action in used}) == len(used)


@every_workflow
def test_no_schedule_is_on_the_hour(path):
    begun = yaml.safe_load(path.read_text("utf-8"))[True]
    minutes = [each["cron"].split()[0] for each in (begun or {}).get("schedule", ())]

    assert [minute for minute in minutes if minute in {"0", "00", "30"}] == []


def given(name):
    """Return the secrets that the steps of a workflow get."""
    found = {}
    for step in steps(ROOT / ".github" / "workflows" / name):
        shown = {key: value for key, value in step.get("env", {}).items() if "secrets." in str(value)}
        found |= {step["run"]: shown} if shown else {}
    return found


def test_every_secret_is_handed_to_the_step_that_needs_it_by_its_own_name_and_to_no_other():
    names = {each.name for each in secrets.SECRETS if not each.name.endswith("__")}
    (collecting,), (part,) = given("collect.yml").values(), given("collect-in-parts.yml").values()
    telling = given("site.yml")["./gleaner workflow announce"]

    assert set(collecting) == set(part)
    assert set(collecting) | set(telling) == names
    assert not any(name.startswith("SMTP_") for name in collecting)
    for path in WORKFLOWS:
        for found in given(path.name).values():
            assert found == {name: f"${{{{ secrets.{name} }}}}" for name in found}


def test_the_program_knows_the_names_of_the_site_workflow_and_of_its_jobs():
    site = ROOT / ".github" / "workflows" / printing.SITE

    assert [job["name"] for job in jobs(site)] == [printing.BUILD, printing.DEPLOY, printing.ANNOUNCE]


def test_the_schedules_that_are_kept_on_are_those_of_the_workflows():
    assert "collect.yml" in schedules.scheduled(ROOT)
    assert "collect-in-parts.yml" not in schedules.scheduled(ROOT), "its schedule is a comment"


# ---------------------------------------------------------------- the daily run


@pytest.fixture
def there():
    with forge.running() as there:
        there.pages_on()
        there.workflow("collect.yml")
        there.workflow("site.yml")
        yield there


@pytest.fixture
def web():
    with serve({"/feed": (200, RSS, FEED)}) as web:
        yield web


@pytest.fixture
def stage(tmp_path, there, web):
    return Stage(tmp_path, there, web)


def test_the_first_run_publishes_puts_the_state_away_and_has_the_site_printed(stage, there):
    done = stage.apart("collect", now=FRIDAY)

    assert done.code == 0, done.err
    assert EDITION in stage.files()
    assert any(name.startswith("harvest/") for name in stage.files("state"))
    assert there.dispatched == [("site.yml", "main", {})]
    assert "**2026-W47 was published**" in done.summary
    assert "[Feedback before marks]" in done.summary
    assert "Friday, 27 November 2026, 06:00" in done.summary, "in the zone of the site"


def test_a_second_run_on_the_same_day_pushes_nothing_and_starts_nothing(stage, there):
    stage.run("collect", now=FRIDAY)
    stage.printed()
    before, there.dispatched = (stage.tip(), stage.tip("state")), []

    done = stage.apart("collect", now="2026-11-20T07:10:00Z")

    assert done.code == 0, done.err
    assert stage.tip() == before[0]
    assert there.dispatched == []
    assert "No edition was due." in done.summary


def test_a_run_that_is_days_late_writes_the_very_same_edition(stage, tmp_path, there, web):
    (tmp_path / "other").mkdir()
    late = Stage(tmp_path / "other", there, web)
    stage.run("collect", now="2026-11-19T05:00:00Z")
    late.run("collect", now="2026-11-19T05:00:00Z")
    stage.run("collect", now=FRIDAY)
    late.run("collect", now="2026-11-22T21:59:00Z")

    assert picks(late) == picks(stage)


def picks(stage):
    record = yaml.safe_load(stage.show(EDITION).split("---")[1])
    return [(pick["id"], pick["why"]) for pick in record["picks"]], record["published"]


MOMENTS = {
    "while it asks the sources": lambda stage, _: stage.web.asked,
    "when the state has been put away": lambda stage, _: "state" in git(stage.remote, "branch"),
    "when the edition is on the branch": lambda stage, before: stage.tip() != before,
}


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_run_that_is_killed_at_any_moment_is_made_up_for_by_the_next_one(stage, there, moment):
    before = stage.tip()
    process, *_ = stage.begin("collect", now=FRIDAY)
    while not MOMENTS[moment](stage, before) and process.poll() is None:
        time.sleep(0.005)
    process.kill()
    process.communicate()
    there.branches["main"] = stage.tip()

    done = stage.run("collect", now="2026-11-20T07:10:00Z")

    assert done.code == 0, done.err
    assert [name for name in stage.files() if name.startswith("content/editions/")] == [EDITION]
    assert len(picks(stage)[0]) == 1
    assert there.dispatched[-1] == ("site.yml", "main", {})


def test_of_two_runs_at_once_that_found_different_things_the_second_is_green_and_says_so(stage, web):
    slow, place, words, around = stage.prepared("collect", now=FRIDAY, event="schedule", forge=True)
    stage.run("collect", now=FRIDAY)
    first = stage.show(EDITION)
    git(stage.remote, "branch", "-D", "state")  # the second fetched before the first had put anything away
    web.pages["/feed"] = (200, RSS, FEED.replace(b"Feedback before marks", b"Feedback after marks"))

    done = stage.ended(*here(words, slow, around), place, slow)

    assert done.code == 0, done.err
    assert "Somebody else was first with 2026-W47" in done.out
    assert "Somebody else was first with" in done.summary
    assert stage.show(EDITION) == first
    assert (slow / EDITION).read_text("utf-8").strip() == first.strip()


class Meanwhile(dict):
    """Pages during whose reading something happens elsewhere."""

    happens = staticmethod(lambda: None)

    def get(self, *asked):
        self.happens()
        return super().get(*asked)


def test_of_two_runs_at_once_the_ledger_that_stays_is_that_of_the_edition_which_came_out(tmp_path, there):
    pages = Meanwhile({"/feed": (200, RSS, FEED)})
    with serve(pages) as web:
        stage = Stage(tmp_path, there, web)
        slow, place, words, around = stage.prepared("collect", now=FRIDAY, event="schedule", forge=True)
        stage.run("collect", now=FRIDAY)
        ledger, tip = stage.show("ledger/2026-W47.jsonl", "state"), stage.tip("state")
        git(stage.remote, "branch", "-D", "state")  # the second fetches before the first has put anything away
        pages.happens = lambda: git(stage.remote, "branch", "--force", "state", tip)
        more = (3, "Feedback that is read", "Wed, 18 Nov 2026 09:00:00 GMT", "They answered my questions. " * 12)
        pages["/feed"] = (200, RSS, rss(*FEED_ITEMS, more))

        done = stage.ended(*here(words, slow, around), place, slow)

    assert done.code == 0, done.err
    assert stage.show("ledger/2026-W47.jsonl", "state") == ledger, "though the other one is fuller"
    assert "**2026-W47 was published by another run**" in done.summary
    assert "was published**, with" not in done.summary


def test_what_was_pushed_and_never_printed_is_printed_by_the_next_run(stage, there):
    stage.run("collect", now=FRIDAY)
    there.dispatched = []

    done = stage.run("collect", now=SATURDAY)

    assert there.dispatched == [("site.yml", "main", {})]
    assert "not been printed yet" in done.summary


def test_a_deployment_that_failed_is_tried_again_with_a_fresh_commit_once_a_day(stage, there):
    stage.run("collect", now=FRIDAY)
    stage.printed(conclusion="failure")
    there.jobs[there.runs[0]["id"]] = [("Build", "success"), ("Deploy", "failure")]
    there.dispatched, edition = [], stage.tip()

    stage.run("collect", now=SATURDAY)
    again = stage.tip()
    stage.printed(conclusion="failure")
    there.jobs[there.runs[0]["id"]] = [("Build", "success"), ("Deploy", "failure")]
    stage.run("collect", now=SATURDAY)

    assert stage.message() == printing.AGAIN
    assert git(stage.remote, "diff", "--stat", edition, again) == ""
    assert stage.tip() == again
    assert there.dispatched == [("site.yml", "main", {})]


def test_a_site_that_could_not_be_printed_is_tried_once_more_and_then_waits_for_its_owner(stage, there):
    stage.run("collect", now=FRIDAY)
    printed, there.dispatched = stage.tip(), []

    for number, day in enumerate((SATURDAY, "2026-11-22T06:30:00Z", "2026-11-23T06:30:00Z")):
        if number < 2:
            stage.printed(conclusion="failure")
            there.jobs[there.runs[0]["id"]] = [("Build", "failure"), ("Deploy", "skipped")]
        stage.run("collect", now=day)

    assert there.dispatched == [("site.yml", "main", {})]
    assert stage.tip() == printed, "nothing was deployed, so no fresh commit is needed"


def test_where_the_newest_edition_is_not_on_the_site_it_is_printed_once_more_and_only_once(stage, there):
    stage.run("collect", now=FRIDAY)
    stage.printed(when="2026-11-20T06:40:00Z")
    there.dispatched = []

    done = stage.run("collect", now=SATURDAY)
    stage.printed(when="2026-11-21T06:40:00Z")
    stage.run("collect", now="2026-11-22T06:30:00Z")

    assert "not on the site" in done.summary
    assert len(there.dispatched) == 1


def test_a_site_that_shows_the_newest_edition_is_left_in_peace(stage, there, web):
    web.pages["/digest/editions/2026-W47/"] = (200, {}, b"here it is")
    stage.run("collect", now=FRIDAY)
    stage.printed(when="2026-11-20T06:40:00Z")
    there.dispatched = []

    stage.run("collect", now=SATURDAY)

    assert there.dispatched == []
    assert any(path == "/digest/editions/2026-W47/" for path, _ in web.asked)


def test_of_many_sources_those_that_need_a_look_stand_open_and_all_are_folded_away(stage):
    stage.write("config.yaml", CONFIG + "".join(f"  - feed: http://chalk.example/{name}\n" for name in range(12)))

    done = stage.run("collect", now=FRIDAY)
    before, _, folded = done.summary.partition("<details><summary>All 14 sources</summary>")

    assert done.out.count("::warning ") == 10, "GitHub shows no more of one kind"
    assert before.count("**failed**") == folded.count("**failed**") == 12
    assert "[Slate]" in folded
    assert "[Slate]" not in before


def test_a_wrong_config_is_told_line_by_line_and_nothing_is_touched(stage, there):
    stage.write("config.yaml", CONFIG.replace("day: friday", "day: fryday").replace("hour: 6", "hour: 26"))
    before = stage.tip()

    done = stage.run("collect", now=FRIDAY)

    assert done.code == 2
    assert "::error file=config.yaml,line=5" in done.out
    assert "::error file=config.yaml,line=6" in done.out
    assert "fryday" in done.summary
    assert "config.yaml:6" in done.summary
    assert stage.tip() == before
    assert there.dispatched == []


def test_a_source_that_fails_is_a_warning_at_its_line_and_the_run_is_green(stage, web):
    stage.write("config.yaml", CONFIG.replace("http://slate.example/feed", "http://slate.example/gone"))

    done = stage.run("collect", now=FRIDAY)

    assert done.code == 0, done.err
    assert re.search(r"::warning [^\n]*file=config.yaml,line=11", done.out)
    assert "| Slate | **failed**" in done.summary or "**failed**" in done.summary


def test_where_nobody_answers_the_run_fails_and_says_so(stage, web, there):
    web.pages.clear()

    done = stage.run("collect", now=FRIDAY)

    assert done.code == 1
    assert "::error title=Nothing could be collected" in done.out
    assert EDITION not in stage.files()
    assert there.dispatched == []


def test_without_the_right_to_push_the_run_says_what_to_switch_on(stage):
    stage.refuse("Permission to me/digest.git denied to github-actions[bot].")

    done = stage.run("collect", now=FRIDAY)

    assert done.code == 1
    assert "Settings > Actions > General > Workflow permissions" in done.out
    assert "https://github.com/me/digest/settings/actions" in done.summary


def test_where_only_the_branch_of_the_state_is_protected_readers_lose_nothing_and_the_run_says_so(stage, there):
    stage.refuse("protected branch hook declined", ref="refs/heads/state")

    done = stage.run("collect", now=FRIDAY)

    assert done.code == 1
    assert EDITION in stage.files()
    assert there.dispatched == [("site.yml", "main", {})]
    assert "protected" in done.out


def test_a_stranger_can_neither_speak_to_the_runner_nor_break_the_page_of_the_run(stage, web):
    title = "::error::no | &lt;b&gt;*bold*&lt;/b&gt; @owner #1"
    web.pages["/feed"] = (200, RSS, rss((1, title, "Wed, 18 Nov 2026 08:00:00 GMT", "Words about feedback. " * 20)))

    done = stage.run("collect", now=FRIDAY)

    assert EDITION in stage.files()
    assert not re.search(r"^\s*::error", done.out, re.MULTILINE)
    assert "<b>" not in done.summary
    assert "@owner" not in done.summary
    assert r"\*bold\*" in done.summary


def test_a_forge_that_is_out_of_order_costs_no_edition(stage, there):
    there.broken = {("POST", "dispatches"): 503, ("GET", "actions"): 503, ("GET", "pages"): 503}

    done = stage.run("collect", now=FRIDAY)

    assert done.code == 0, done.err
    assert EDITION in stage.files()
    assert "::warning title=Left for the next run" in done.out
    assert "githubstatus" in done.out


def test_a_schedule_that_github_switched_off_is_on_again_and_one_the_owner_switched_off_stays_off(stage, there):
    folder = ".github/workflows"
    for name in ("collect.yml", "probe.yml"):
        stage.write(f"{folder}/{name}", "on:\n  schedule:\n    - cron: '5 5 * * *'\n")
    there.workflow("collect.yml", state="disabled_inactivity")
    there.workflow("probe.yml", state="disabled_manually")

    done = stage.run("collect", now=FRIDAY)

    assert there.workflows["collect.yml"]["state"] == "active"
    assert there.workflows["probe.yml"]["state"] == "disabled_manually"
    assert "::notice title=A schedule is on again" in done.out


def test_the_template_itself_collects_nothing_by_the_clock(stage, there):
    there.is_template = True

    done = stage.run("collect", now=FRIDAY, event="schedule")

    assert done.code == 0
    assert EDITION not in stage.files()
    assert stage.run("collect", now=FRIDAY, event="workflow_dispatch").code == 0
    assert EDITION in stage.files()


def test_without_a_forge_the_work_is_done_and_what_is_left_out_is_said(stage):
    done = stage.run("collect", now=FRIDAY, forge=False)

    assert done.code == 0, done.err
    assert EDITION in stage.files()
    assert "No forge is around this run" in done.out


def test_a_forge_whose_runner_has_githubs_names_is_asked_nothing_that_only_github_knows(stage, there):
    there.pages, there.marks = None, {"GITHUB_API_URL": f"{there.address}/api/v1"}

    done = stage.run("collect", now=FRIDAY)

    assert (done.code, there.log, there.dispatched) == (0, [], []), done.err
    assert EDITION in stage.files()
    assert "Pages" not in done.summary + done.out


def test_every_digest_of_the_repository_lives_its_day_and_one_that_is_wrong_stops_no_other(stage):
    stage.write("content/digests/school-board/config.yaml", CONFIG.replace("Chalk School", "the Board"))
    stage.write("content/digests/broken/config.yaml", "site: [\n")

    done = stage.run("collect", now=FRIDAY)

    assert done.code == 2
    assert {EDITION, "content/digests/school-board/content/editions/2026-W47.md"} <= set(stage.files())
    assert "content/digests/broken/config.yaml" in done.out
    assert "The Week at the Board" in done.summary


def test_a_digest_whose_folder_cannot_be_used_is_said_and_stops_no_other(stage):
    for name in ("art", "biology"):
        stage.write(f"content/digests/{name}/config.yaml", CONFIG.replace("Chalk School", name))
    runner, place, words, around = stage.prepared("collect", now=FRIDAY, event="schedule", forge=True)
    (runner / ".gleaner" / "digests").mkdir(parents=True)
    (runner / ".gleaner" / "digests" / "art").write_text("a file where a folder belongs")

    done = stage.ended(*here(words, runner, around), place, runner)

    assert done.code == 1
    assert {EDITION, "content/digests/biology/content/editions/2026-W47.md"} <= set(stage.files())
    assert "### The digest art" in done.summary
    assert "digests/art" in done.out, "beside a line of the log"
    assert "Traceback" not in done.out + done.err


def test_what_several_machines_collect_is_one_and_no_source_is_asked_twice(tmp_path, there):
    pages = {f"/{name}": (200, RSS, FEED) for name in "abcdef"}
    sources = "".join(f"  - feed: http://{name}.example/{name}\n" for name in "abcdef")
    with serve(pages) as web:
        stage = Stage(tmp_path, there, web, hosts=[f"{name}.example" for name in "abcdef"])
        stage.write("config.yaml", CONFIG[: CONFIG.index("  - feed")] + sources)
        there.ran("collect-in-parts.yml", status="in_progress", when=FRIDAY)
        run = str(there.runs[0]["id"])
        first = stage.begin("part", "--shard", "1/2", now="2026-11-20T06:31:00Z", run=run)[0]
        second = stage.begin("part", "--shard", "2/2", now="2026-11-20T06:32:00Z", run=run)[0]
        ended = [process.communicate()[1] for process in (first, second)]
        done = stage.run("finish", now="2026-11-20T06:40:00Z", run=run)

    assert (first.returncode, second.returncode, done.code) == (0, 0, 0), (ended, done.err)
    assert sorted(path for path, _ in web.asked if path in pages) == sorted(pages)
    assert "6 of 6 sources answered" in done.summary
    assert EDITION in stage.files()


# ---------------------------------------------------------------- the site


def test_the_site_is_printed_for_the_address_of_pages(stage):
    stage.there.pages_on("http://me.github.io/digest/")

    done = stage.run("site", event="push", attempt="2")

    assert done.code == 0, done.err
    told = {"pages": "true", "address": "https://me.github.io/digest", "artifact": "github-pages-2"}
    assert told.items() <= done.outputs.items()
    assert "https://me.github.io/digest/" in (done.runner / "output" / "index.html").read_text("utf-8")
    assert "https://me.github.io/digest/" in done.summary


def test_with_pages_off_the_run_is_green_prints_and_says_what_to_click(stage, there):
    there.pages = None

    done = stage.run("site", event="push")

    assert done.code == 0, done.err
    assert done.outputs["pages"] == "false"
    assert "https://github.com/me/digest/settings/pages" in done.summary
    assert "::notice title=One step is left" in done.out
    assert (done.runner / "output" / "index.html").exists()


def test_pages_that_show_a_branch_are_told_from_pages_that_show_what_is_printed(stage, there):
    there.pages_on(build_type="legacy")

    done = stage.run("site", event="push")

    assert done.outputs["pages"] == "false"
    assert "GitHub Actions" in done.summary


@pytest.mark.parametrize(
    ("certificate", "address"), [(None, "http://read.example"), ("approved", "https://read.example")]
)
def test_a_domain_of_the_owners_is_https_once_it_has_a_certificate(stage, there, certificate, address):
    there.pages_on("http://read.example/", cname="read.example")
    there.pages["https_certificate"] = {"state": certificate} if certificate else None

    assert stage.run("site", event="push").outputs["address"] == address


def test_further_digests_stand_below_their_names(stage):
    stage.write("content/digests/school-board/config.yaml", CONFIG.replace("Chalk School", "the Board"))

    done = stage.run("site", event="push")

    assert done.code == 0, done.err
    assert "the Board" in (done.runner / "output" / "school-board" / "index.html").read_text("utf-8")
    assert "https://me.github.io/digest/school-board/" in done.summary


def test_a_page_that_is_wrong_is_told_at_its_line_and_nothing_is_handed_over(stage):
    stage.write("content/pages/about.md", "title: About\n\n{% broken")
    stage.write("config.yaml", CONFIG.replace("title: The", "titel: The"))

    done = stage.run("site", event="push")

    assert done.code == 2
    assert "::error file=config.yaml,line=2" in done.out
    assert "pages" not in done.outputs
