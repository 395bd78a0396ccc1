"""What a person reads at the terminal is whole, true, and stops nothing."""

import re
import subprocess
import sys
import time

import pytest

from generator import say
from generator.model import Health, Report
from tests.edit.week import gleaned, item, post


def report(health, **more):
    return Report(source=f"feed {health}", name=f"The {health} one", address="", health=health, **more)


def test_the_table_has_a_row_and_a_word_for_every_health(capsys):
    say.show(say.sources([report(health, items=3, words=f"Note {health}") for health in Health]))
    rows = capsys.readouterr().out.splitlines()[1:]

    assert len(rows) == len(Health)
    for row, health in zip(rows, Health, strict=True):
        assert f"The {health} one" in row
        assert say.MARKS[health][0] in row
        assert f"Note {health}" in row
        assert (" 3 " in row) == (health in {Health.OK, Health.UNCHANGED})


@pytest.mark.parametrize(
    ("healths", "words"),
    [
        ([Health.OK, Health.UNCHANGED, Health.RESTING, Health.GONE], "2 of 4 sources answered"),
        ([Health.FAILED, Health.GONE], "No source answered"),
        ([Health.RESTING], "0 of 1 source answered"),
        ([], "0 of 0 sources answered"),
    ],
)
def test_only_who_answered_is_said_to_have_answered(healths, words):
    assert say.tally([report(health) for health in healths]).startswith(words)


def test_every_pick_is_shown_with_its_why():
    edition = gleaned(item("one", text="We read the timetable as a poem. " * 9), post()).edition
    told = " ".join(" ".join(say.picks(edition)).split())

    assert len(edition.picks) == 2
    assert all(" ".join(pick.why.split()) in told and say.heading(pick) in told for pick in edition.picks)


def test_words_under_a_warning_stay_closed():
    (pick,) = gleaned(post(text="What happened in the yard that day.", warning="school violence")).edition.picks

    assert say.heading(pick) == "school violence"


def test_work_goes_on_where_nobody_reads_on(tmp_path):
    program = "import sys; from generator import say\nsay.out('a')\nsay.out('b')\nopen(sys.argv[1], 'w').close()"
    command = [sys.executable, "-c", program, tmp_path / "done"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
        run.stdout.close()
        complaint = run.stderr.read()

    assert (run.returncode, complaint) == (0, b"")
    assert (tmp_path / "done").exists()


@pytest.mark.parametrize("spoken", ["::stop-commands::x", "   ::error::no", "a\n::add-mask::a", "title ##[group]x"])
def test_nothing_that_is_said_is_a_command_to_the_runner_of_a_workflow(spoken, capsys):
    say.out(spoken)
    said = capsys.readouterr().out
    assert said.replace("\u200b", "").rstrip("\n") == spoken
    assert not any(line.lstrip().startswith("::") or "##[" in line for line in said.splitlines())


def test_colons_inside_a_line_stay(capsys):
    say.out("std::vector and a: b")
    assert capsys.readouterr().out == "std::vector and a: b\n"


@pytest.mark.parametrize(
    "harm",
    ["\x1b]0;x\x07", "\x1b[2J", "\x9b31m", "a\x08b", "a\rb", "\x00", "\u202e", "\x85", "\x1bc", "\x1b]8;;x\x1b\\"],
)
def test_nothing_that_is_said_steers_a_terminal(harm, capsys):
    say.out(harm)
    say.err(f"config.yaml:1: {harm}")
    say.command(f"::error::{harm}")

    said = "".join(capsys.readouterr())
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", said)
    assert "\N{REPLACEMENT CHARACTER}" in said


def test_colours_of_our_own_stay(capsys):
    say.out("\x1b[1;31mfailed\x1b[0m\r\n")

    assert capsys.readouterr().out == "\x1b[1;31mfailed\x1b[0m\r\n\n"


def test_a_carriage_return_begins_no_command_to_a_runner(capsys):
    say.out("Chalk\r::error::not ours\r\n::add-mask::a")

    lines = re.split(r"\r\n|\r|\n", capsys.readouterr().out)
    assert not any(line.strip().startswith("::") for line in lines)


def test_20_kb_of_line_ends_are_said_at_once(capsys):
    began = time.process_time()
    say.out("\n" * 20_000 + " \t::error::no" + " " * 20_000)

    assert time.process_time() - began < 0.5
    assert not any(line.lstrip().startswith("::") for line in capsys.readouterr().out.splitlines())
