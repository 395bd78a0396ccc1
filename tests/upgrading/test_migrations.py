"""Whatever the first release ever wrote is read and printed by this one; what a newer one wrote is refused in words."""

import json
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import ledgers, traces
from generator.cli import main
from generator.collect import harvest, memory
from generator.errors import InputError
from generator.forms import page
from generator.model import Week
from generator.opening import opened
from generator.publish import archive
from generator.upgrading import migrations
from generator.upgrading.migrations import NEWEST, STEPS, Sheet, Step

V1 = Path(__file__).with_name("v1")
SITES = ("earliest", "middle", "latest")
NOW = "2026-11-22T07:00:00Z"


@pytest.fixture(params=SITES)
def site(request, tmp_path, monkeypatch):
    """A digest as the first release left it."""
    folder = tmp_path / request.param
    shutil.copytree(V1 / request.param, folder)
    monkeypatch.chdir(folder)
    return folder


# ---------------------------------------------------------------- the first form, frozen


def test_what_the_first_release_wrote_is_read_by_this_one(site, capsys):
    assert main(["migrate", "--json"]) == 0
    capsys.readouterr()
    assert main(["check", "--offline", "--quiet", "--now", NOW]) == 0
    assert opened(site / "config.yaml").sources
    assert len(archive.read(site / "content" / "editions")) == len(list((site / "content" / "editions").iterdir()))


def test_what_the_first_release_wrote_is_printed_by_this_one(site):
    assert main(["migrate", "--quiet"]) == 0
    assert main(["build", "--quiet", "--now", NOW]) == 0
    for edition in (site / "content" / "editions").iterdir():
        assert (site / "output" / "editions" / edition.stem / "index.html").exists()


def test_the_first_state_is_read_by_this_release(tmp_path):
    state = tmp_path / "state"
    shutil.copytree(V1 / "state", state)

    assert [item.title for item in harvest.read(state)] == ["Feedback before marks", "A timetable as a text"]
    (record,) = memory.read(state).sources.values()
    assert record.report.items == 2
    week = Week.named("2026-W47")
    assert {line.fate for line in ledgers.read(state, week).lines.values()} >= {"picked"}
    assert [each.week for each in traces.read(state, Week.named("2026-W48"))] == [week]
    assert not list(state.glob("*.bad"))


def test_there_is_a_step_to_every_form_and_none_is_missing():
    for sheet in Sheet:
        assert [step.to for step in STEPS if step.sheet is sheet] == list(range(2, NEWEST[sheet] + 1))


# ---------------------------------------------------------------- a step that is made up


def colour(values):
    """Form 2 says `color`, as a part of `site`."""
    theme = values.get("theme", {})
    kept = {key: value for key, value in theme.items() if key != "colour"}
    moved = {"color": theme["colour"]} if "colour" in theme else {}
    return {**values, "site": {**values["site"], **moved}, **({"theme": kept} if theme else {})}


def minutes(values):
    """Form 3 counts a reading time in seconds."""
    return {**values, "digest": {**values["digest"], "minutes": values["digest"]["minutes"] * 60}}


def untold(values):
    """Form 2 of an edition has picks without a `why`."""
    picks = [{key: value for key, value in pick.items() if key != "why"} for pick in values["picks"]]
    return {**values, "picks": picks}


MADE_UP = (
    Step(sheet=Sheet.CONFIG, to=2, words="`colour` is part of `site` now, as `color`.", change=colour),
    Step(sheet=Sheet.EDITION, to=2, words="`why` is gone.", change=untold),
    Step(sheet=Sheet.CONFIG, to=3, words="`minutes` are seconds.", change=minutes),
)
FORMS = {Sheet.CONFIG: 3, Sheet.EDITION: 2}
BEFORE = """\
# mine

# the name
site:
  title: One   # short
digest: # when
  # how long
  minutes: 30  # half an hour
  day: friday

theme:
  colour: "#fff"  # white
  size: 100
# the end
"""
AFTER = """\
# mine

# the name
version: 3
site:
  title: One   # short
  color: '#fff'
digest: # when
  # how long
  minutes: 1800  # half an hour
  day: friday

theme:
  size: 100
# the end
"""
EDITION = """\
---
# mine
week: 2026-W47
picks:
  # good
  - id: a
    why: close
  - id: b  # less so
format: 1
---

Note.
"""


def brought(text, sheet=Sheet.CONFIG, **changed):
    return migrations.brought(text, sheet, file="here", steps=MADE_UP, newest=changed.get("newest", FORMS[sheet]))


def test_steps_are_taken_in_order_and_every_other_line_stays_as_it_was():
    text, done = brought(BEFORE)
    assert text == AFTER
    assert done == ("`colour` is part of `site` now, as `color`.", "`minutes` are seconds.")


def test_an_edition_keeps_its_comments_and_its_note():
    text, done = brought(EDITION, Sheet.EDITION)
    assert text == EDITION.replace("    why: close\n", "").replace("format: 1", "format: 2")
    assert done == ("`why` is gone.",)


def test_done_twice_is_done_once():
    once, _ = brought(BEFORE)
    assert brought(once) == (once, ())


def test_step_by_step_and_all_at_once_end_as_the_same():
    half, _ = brought(BEFORE, newest=2)
    assert brought(half)[0] == AFTER


@given(
    st.lists(
        st.sampled_from(["# a comment", "", "interests: [a, b]  # c", "mute:", "prompts: {count: 3}"]), unique=True
    )
)
def test_no_line_that_a_step_does_not_mean_is_touched(lines):
    others = "".join(f"{line}\n" for line in lines)
    text, _ = brought(BEFORE + others)
    assert text == AFTER + others


def test_a_file_built_in_one_line_keeps_its_meaning():
    text, _ = brought("site: {title: One}\ndigest: {minutes: 30, day: friday}  # all\n")
    assert "version: 3\n" in text
    assert migrations.values(page(text, file="x").root)["digest"] == {"minutes": 1800, "day": "friday"}


def test_files_are_written_whole_with_their_line_ends_and_marks(tmp_path):
    config, editions = digest(tmp_path, BEFORE.replace("\n", "\r\n").encode("utf-8-sig"))

    changed = migrations.migrate(config, editions, steps=MADE_UP, newest=FORMS)

    assert config.read_bytes() == AFTER.replace("\n", "\r\n").encode("utf-8-sig")
    assert [each.path.name for each in changed] == ["config.yaml", "2026-W46.md", "2026-W47.md"]


def test_killed_between_two_files_the_next_run_goes_on(tmp_path):
    config, editions = digest(tmp_path, BEFORE.encode())
    work = migrations.worked_out(config, editions, steps=MADE_UP, newest=FORMS)
    config.write_text(work[0].text)  # as far as it came

    changed = migrations.migrate(config, editions, steps=MADE_UP, newest=FORMS)

    assert [each.path.name for each in changed] == ["2026-W46.md", "2026-W47.md"]
    assert config.read_text() == AFTER
    assert migrations.migrate(config, editions, steps=MADE_UP, newest=FORMS) == ()


def test_with_a_mistake_in_one_file_none_is_changed_and_all_mistakes_are_named(tmp_path):
    config, editions = digest(tmp_path, b"site: [\n")
    (editions / "2026-W46.md").write_text("no dashes\n")

    with pytest.raises(InputError) as refused:
        migrations.migrate(config, editions, steps=MADE_UP, newest=FORMS)

    assert {Path(problem.file).name for problem in refused.value.problems} == {"config.yaml", "2026-W46.md"}
    assert (editions / "2026-W47.md").read_text() == EDITION


def digest(folder, config):
    (folder / "config.yaml").write_bytes(config)
    editions = folder / "content" / "editions"
    editions.mkdir(parents=True)
    for week in ("2026-W46", "2026-W47"):
        (editions / f"{week}.md").write_text(EDITION)
    return folder / "config.yaml", editions


# ---------------------------------------------------------------- written by a newer Gleaner


@pytest.mark.parametrize("sheet", list(Sheet))
def test_a_form_that_nobody_here_knows_is_not_guessed_at(sheet):
    text = BEFORE + "version: 9\n" if sheet is Sheet.CONFIG else EDITION.replace("format: 1", "format: 9")
    with pytest.raises(InputError, match=r"form 9.*only forms up to \d(?s:.)*upgrade"):
        brought(text, sheet)


def test_a_config_of_a_newer_gleaner_gets_one_sentence_and_no_others(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("config.yaml").write_text("version: 2\nsites:\n  - title: Another way to say it\n")

    assert main(["check", "--offline", "--json"]) == 2
    (problem,) = json.loads(capsys.readouterr().out)["problems"]
    assert (problem["line"], problem["words"]) == (
        1, "This file is written for version 2 of config.yaml, and this Gleaner reads version 1.",
    )  # fmt: skip
    assert "./gleaner upgrade" in problem["hint"]


@pytest.mark.parametrize("value", ["0", "-1", "soon", "1.5", "yes"])
def test_a_version_that_is_none_is_a_slip(tmp_path, monkeypatch, capsys, value):
    monkeypatch.chdir(tmp_path)
    Path("config.yaml").write_text(f"site:\n  title: T\nsources:\n  - https://a.example\nversion: {value}\n")
    assert main(["check", "--offline"]) == 2
    assert "config.yaml:5:" in capsys.readouterr().err


def test_version_1_may_be_written_and_need_not_be(tmp_path):
    path = tmp_path / "config.yaml"
    path.write_text("site:\n  title: T\nsources:\n  - https://a.example\n")
    without = opened(path)
    path.write_text(path.read_text() + "version: 1\n")
    assert opened(path) == without


def test_an_edition_of_a_newer_gleaner_says_what_to_do(tmp_path):
    text = (V1 / "latest/content/editions/2026-W47.md").read_text().replace("\nweek:", "\nformat: 2\nweek:", 1)
    with pytest.raises(InputError, match=r"format 2(?s:.)*\./gleaner upgrade"):
        archive.parsed(text, "2026-W47", "2026-W47.md")


def test_state_of_a_newer_gleaner_is_left_alone(tmp_path, caplog):
    state = tmp_path / "state"
    shutil.copytree(V1 / "state", state)
    (day,) = (state / "harvest").iterdir()
    day.write_bytes(day.read_bytes().replace(b'{"format":1}', b'{"format":2}'))
    before = day.read_bytes()

    assert harvest.read(state) == ()
    assert "another version of Gleaner" in caplog.text
    assert day.read_bytes() == before
