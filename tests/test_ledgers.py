"""What the desk decided is kept for some weeks, and what is lost or spoilt of it stops nothing."""

import pytest

from generator import ledgers
from generator.model import LedgerLine, Week

WEEK = Week(2026, 50)


def line(name, fate="picked", **more):
    plain = {"url": f"https://ada.example/{name}", "title": "Überall\nSchnee", "voice": "Ada", "source": "feed x"}
    return LedgerLine(id=name, fate=fate, words=fate, **{**plain, **more})


def weeks(count):
    week = WEEK
    for _ in range(count):
        yield week
        week = week.after()


def test_what_was_decided_is_known_again(tmp_path):
    ledgers.write(tmp_path, WEEK, [line("one", score=0.5), line("two", "low")])
    ledgers.write(tmp_path, WEEK.after(), [line("three", "muted")])

    assert ledgers.judged(tmp_path, [WEEK]) == {"one": "picked", "two": "low"}
    assert ledgers.judged(tmp_path, weeks(2)) == {"one": "picked", "two": "low", "three": "muted"}


def test_the_later_of_two_weeks_has_the_last_word(tmp_path):
    ledgers.write(tmp_path, WEEK, [line("one", "low")])
    ledgers.write(tmp_path, WEEK.after(), [line("one", "picked")])

    assert ledgers.judged(tmp_path, weeks(2)) == {"one": "picked"}


@pytest.mark.parametrize("spoilt", [b"[]", b"{}", b"\xff\xfe", b"\x00"])
def test_a_torn_or_spoilt_line_costs_itself_only(tmp_path, spoilt):
    ledgers.write(tmp_path, WEEK, [line("one"), line("two"), line("three")])
    path = tmp_path / ledgers.FOLDER / f"{WEEK}.jsonl"
    first, second, third, _ = path.read_bytes().split(b"\n")
    path.write_bytes(b"\n".join([first, spoilt, second, third[:40]]))

    assert ledgers.judged(tmp_path, [WEEK]).keys() == {"one", "two"}


def test_a_lost_ledger_is_an_empty_one(tmp_path):
    assert ledgers.judged(tmp_path, weeks(3)) == {}


def test_old_ledgers_are_dropped_across_the_year_and_strange_files_stay(tmp_path):
    stranger = tmp_path / ledgers.FOLDER / "notes.txt"
    stranger.parent.mkdir()
    stranger.touch()
    made = list(weeks(ledgers.KEPT + 3))
    for week in made:
        ledgers.write(tmp_path, week, [line(str(week))])

    assert made[-1].year == 2027
    assert ledgers.judged(tmp_path, made).keys() == {str(week) for week in made[3:]}
    assert stranger.exists()
