"""The demo as a newcomer meets it: from the sample's street to a printed site, whole even when it is killed."""

import json
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from generator import collect, demo
from generator.collect.secrets import is_hidden
from generator.collect.sources import MODULES
from generator.errors import InputError
from generator.model import Health
from generator.publish import archive

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 20
"""Seconds of a processor that a demo may take; by the clock, other tests that run beside it would count as well."""


def start(folder):
    command = [sys.executable, "-m", "generator", "demo", "--no-serve", "--state", folder / "work"]
    return subprocess.Popen([*command, "--output", folder / "site"], cwd=ROOT, stdout=subprocess.PIPE, text=True)


def worked():
    """Return the seconds that finished children of this process, and theirs, have had of a processor."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def finished(folder):
    begun, before = time.monotonic(), worked()
    said, _ = start(folder).communicate()
    seconds, work = time.monotonic() - begun, worked() - before
    editions = archive.read(folder / "work" / "content" / "editions")
    return SimpleNamespace(folder=folder, said=said, editions=editions, seconds=seconds, worked=work)


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    return finished(tmp_path_factory.mktemp("demo"))


def tree(folder):
    return {path.relative_to(folder): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def bytes_of(folder):
    """Everything that may be seen: the site, the editions, the ledgers."""
    return tree(folder / "site"), tree(folder / "work" / "content"), tree(folder / "work" / "state" / "ledger")


def test_it_takes_less_than_twenty_seconds_and_says_what_it_did(done):
    assert 0 < done.worked < LONGEST
    assert "2026-W46" in done.said
    assert "2026-W47" in done.said
    assert "Printed" in done.said
    assert all(word in done.said for word in ("read", "unchanged", "resting", "failed", "gone"))


def test_the_archive_has_two_editions_with_a_note_and_nothing_is_in_both(done):
    first, second = done.editions

    assert [str(first.week), str(second.week)] == ["2026-W46", "2026-W47"]
    assert first.note
    assert second.note
    assert not {pick.url for pick in first.picks} & {pick.url for pick in second.picks}
    assert not {name for pick in first.picks for name in pick.same} & {pick.id for pick in second.picks}


@pytest.mark.parametrize("week", [0, 1])
def test_an_edition_has_stories_questions_and_voices_of_many_kinds(done, week):
    picks = done.editions[week].picks

    assert 8 <= len(picks) <= 35
    assert sum(len(pick.also) >= 2 for pick in picks) >= 2
    assert len({pick.section for pick in picks}) >= 4
    assert len({pick.voice for pick in picks}) >= 8
    assert len({pick.language for pick in picks if pick.language}) >= 2


def test_the_stories_that_everybody_spoke_of_are_in_it(done):
    titles = {pick.title for pick in done.editions[1].picks}

    assert {"The left third of the board", "Who helped you?", "You told me what it looks like"} <= titles


def test_every_kind_of_source_was_read(done):
    kinds = {item.source.partition(" ")[0] for item in collect.read(done.folder / "work" / "state")}

    assert kinds == set(MODULES)


def test_one_link_shared_on_many_networks_is_one_story(done):
    bell = [
        pick for pick in done.editions[1].picks if pick.url.startswith("https://evidence-group.example/before-the-bell")
    ]

    assert len(bell) == 1
    assert len(bell[0].also) >= 4


def test_a_source_whose_owner_changed_is_set_aside_one_that_rests_is_not_asked_and_one_that_ended_is_over(done):
    health = {report.name: report for report in done.editions[1].reports}

    assert health["Chalk Lines"].health is Health.ASIDE
    assert "German" in health["Chalk Lines"].words
    assert health["Chalk and Cheese"].health is Health.GONE
    pages = b"".join(tree(done.folder / "site").values())
    assert b"Sofortkredit" not in pages
    assert b"same worm" not in pages


def test_no_invented_secret_is_anywhere_it_was_not_meant_to_be(done):
    written = b"".join(tree(done.folder / "site").values()) + b"".join(tree(done.folder / "work").values())

    for name, secret in demo.SECRETS.items():
        if is_hidden(name):
            assert secret.encode() not in written, name
    assert demo.SECRETS["X_BEARER_TOKEN"] not in done.said


def test_a_paper_that_was_taken_back_is_known_as_such(done):
    kept = collect.read(done.folder / "work" / "state")
    paper = [item for item in kept if "10.5555/jce.2026.0042" in {work.doi for work in item.works}]

    assert "crossref" in {item.source.partition(" ")[0] for item in paper}
    assert all(work.retracted for item in paper for work in item.works if item.source.startswith("crossref"))


def test_nothing_that_was_said_on_x_is_kept(done):
    kept = collect.read(done.folder / "work" / "state")
    written = b"".join(tree(done.folder / "work").values())

    assert any(item.source.startswith("x ") for item in kept)
    for phrase in ("Nobody has asked for them back", "one lottery, open tables", "perthyn i’r athro"):
        assert phrase.encode() not in written


def test_the_loudest_account_does_not_own_the_digest_and_machine_and_advertisement_have_no_place(done):
    first, second = ([pick.name for pick in edition.picks] for edition in done.editions)

    assert "EduPulse Daily" not in first, "it is muted until the 15th"
    assert second.count("EduPulse Daily") <= 1
    assert not {"OER Firehose", "GradeRocket"} & {*first, *second}


def test_the_editions_show_what_was_answered_to_them_and_only_what_is_for_all(done):
    pages = done.folder / "site" / "editions"
    week46, week47 = ((pages / week / "index.html").read_text("utf-8") for week in ("2026-W46", "2026-W47"))

    assert "open at the page" in week46, "the answer was edited"
    assert "Not understanding costs" not in week46, "the answer was deleted"
    assert "Keep the capybara" in week47
    assert "Content warning: a death in school" in week47
    assert "can be read in the thread" not in week47, "who has not agreed to be found is not even counted"
    written = b"".join((*tree(done.folder / "site").values(), *tree(done.folder / "work").values()))
    assert b"the rota on the fridge" not in written, "it was for followers only"
    assert b"weather station on our roof" not in written


def test_nobody_who_said_no_is_on_any_page(done):
    pages = b"".join(page for path, page in tree(done.folder / "site").items())

    for name in (
        "Drysdale",
        "Sarıkaya",
        "Zdráhal",
        "callumdo",
        "zdrahal",
        "@elif",
        "Ní Dhálaigh",
        "saoirse",
        "EduSparks",
        "蓮",
    ):
        assert name.encode() not in pages


def test_what_was_deleted_or_unlisted_was_never_kept(done):
    kept = collect.read(done.folder / "work" / "state")

    for phrase in ("names on it", "shy teacher", "nome completo", "sixth years", "bookworms", "GradePilot", "ここだけ"):
        assert not any(phrase in item.text or phrase in item.title for item in kept), phrase


@pytest.fixture(scope="module")
def again(done, tmp_path_factory):
    """Begin in the folder of a finished demo, be killed three times, and come to the end all the same."""
    folder = tmp_path_factory.mktemp("again")
    shutil.copytree(done.folder / "work", folder / "work")
    begun = False
    for share in (0.3, 0.3, 0.3):
        running = start(folder)
        while not (begun := begun or days(folder) < len(demo.DAYS)):
            assert running.poll() is None
            time.sleep(0.02)
        time.sleep(done.seconds * share)
        running.kill()
        running.communicate()
    return finished(folder)


def days(folder):
    """Return how many days have passed in a folder, as its note says."""
    return json.loads((folder / "work" / demo.NOTE).read_bytes())["days"]


def test_a_demo_killed_three_times_and_then_finished_writes_the_same_bytes(done, again):
    assert bytes_of(again.folder) == bytes_of(done.folder)


def test_a_finished_demo_begins_anew_in_its_folder_and_writes_the_same_bytes(done, again):
    assert days(done.folder) == days(again.folder) == len(demo.DAYS)
    assert bytes_of(again.folder) == bytes_of(done.folder)


def test_a_folder_of_somebody_else_is_refused_and_left_alone(tmp_path):
    (tmp_path / "thesis.txt").write_text("Chapter 1")

    with pytest.raises(InputError, match="not the demo's"):
        list(demo.run(work=tmp_path, output=tmp_path / "site"))
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]
