"""What the desk decided is kept for some weeks, and what is lost or spoilt of it stops nothing."""

import json
from dataclasses import replace
from threading import Thread

import pytest

from generator import collect, ledgers
from generator.model import LedgerLine, Terms, Week
from generator.pipeline import Place, settle
from generator.publish import archive
from tests.publish import make

WEEK = Week(2026, 50)


def line(name, fate="picked", /, **more):
    plain = {"url": f"https://ada.example/{name}", "title": "Überall\nSchnee", "voice": "Ada", "source": "feed x"}
    return LedgerLine(id=name, **{"fate": fate, "words": fate, **plain, **more})


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


def test_what_was_written_is_read_again_whole(tmp_path):
    terms = Terms(preset="balanced", minutes=30, bar=0.2, weights={"recency": 0.5})
    told = line("one", "low", score=0.1, name="Ada", lead="two", worth=0.05, values={"recency": 0.25})
    said = replace(told, words="too little spoke for it; held back: from a young account")

    ledgers.write(tmp_path, WEEK, [replace(told, id="x", words=ledgers.words("low")), said], terms)
    found = ledgers.read(tmp_path, WEEK)

    assert (found.week, found.terms) == (WEEK, terms)
    assert found.lines == {"x": replace(told, id="x", words="too little spoke for it"), "one": said}


def test_a_ledger_of_before_terms_and_values_can_be_read(tmp_path):
    path = tmp_path / ledgers.FOLDER / f"{WEEK}.jsonl"
    path.parent.mkdir()
    plain = {"id": "one", "url": "https://a.example/1", "title": "", "voice": "v", "source": "s", "fate": "low"}
    path.write_text(json.dumps({**plain, "words": "too little spoke for it", "score": None}) + "\n")

    found = ledgers.read(tmp_path, WEEK)

    assert found.terms is None
    assert (found.lines["one"].values, found.lines["one"].words) == ({}, "too little spoke for it")


def test_what_was_found_and_is_not_of_the_week_is_judged_by_nobody(tmp_path):
    ledgers.write(tmp_path, WEEK, [line("one", "picked")])
    ledgers.write(tmp_path, WEEK.after(), [line("one", "elsewhere"), line("two", "old")])

    assert ledgers.judged(tmp_path, weeks(2)) == {"one": "picked"}


def test_the_kept_weeks_are_named_newest_first(tmp_path):
    for week in weeks(3):
        ledgers.write(tmp_path, week, [line("one")])
    (tmp_path / ledgers.FOLDER / "my-W01.jsonl").write_text("")

    assert ledgers.kept(tmp_path) == tuple(reversed(list(weeks(3))))


def test_a_line_takes_little_room(tmp_path):
    told = [line(f"https://a.example/{n}", "low", url=f"https://a.example/{n}", score=0.1) for n in range(1_000)]
    ledgers.write(tmp_path, WEEK, [replace(each, words=ledgers.words("low")) for each in told])

    assert (tmp_path / ledgers.FOLDER / f"{WEEK}.jsonl").stat().st_size < 200 * len(told)


def test_of_two_ledgers_of_one_week_the_one_that_goes_with_the_edition_is_read_and_kept(tmp_path):
    path = tmp_path / ledgers.FOLDER / f"{WEEK}.jsonl"
    written = []
    for told in ([line("one"), line("two", "low")], [line("one", "low"), line("two"), line("three", "muted")]):
        ledgers.write(tmp_path, WEEK, told, Terms(preset="balanced", minutes=30, bar=0.2))
        written.append(path.read_bytes())
    path.write_bytes(b"".join(written))
    out = replace(make.edition(str(WEEK)), picks=(make.pick(id="one"),))

    assert ledgers.doubled(tmp_path) == (WEEK,)
    assert ledgers.read(tmp_path, WEEK).lines.keys() == {"one", "two", "three"}, "nobody knows better: the fullest"
    assert ledgers.read(tmp_path, WEEK, out).lines["one"].fate == "picked"
    ledgers.settle(tmp_path, out)
    assert path.read_bytes() == written[0]
    assert ledgers.doubled(tmp_path) == ()


def test_a_week_that_is_decided_day_after_day_keeps_the_last_ledgers_and_does_not_grow(tmp_path):
    path, terms = tmp_path / ledgers.FOLDER / f"{WEEK}.jsonl", Terms(preset="balanced", minutes=30, bar=0.2)
    for day in range(6):
        ledgers.write(tmp_path, WEEK, [line(f"{n}", "low") for n in range(9 + day)], terms)
        ledgers.write(tmp_path, WEEK, [line(f"{n}", "low") for n in range(9 + day)], terms)

    assert sorted(each.count(b"\n") - 1 for each in ledgers.apart(path.read_bytes())) == [12, 13, 14]
    ledgers.write(tmp_path, WEEK, [line("of today")], terms)
    assert "of today" in path.read_text(), "what is written stays, however little it is"


def test_a_doubled_week_is_settled_by_the_edition_that_is_there(tmp_path):
    place = Place(root=tmp_path, state=tmp_path / ".gleaner")
    assert not settle(place)
    assert not place.state.exists()
    for told in (["one"], ["two"]):
        ledgers.write(place.state, WEEK, [line(name) for name in told], Terms(preset="balanced", minutes=30, bar=0.2))
    assert not settle(place), "nobody knows yet which came out"
    archive.write(replace(make.edition(str(WEEK)), picks=(make.pick(id="two"),)), place.editions)

    with collect.alone(place.state):
        waiting = Thread(target=settle, args=(place,))
        waiting.start()
        waiting.join(0.2)
        assert ledgers.doubled(place.state) == (WEEK,), "another run is at work in that folder"
    waiting.join()
    assert ledgers.doubled(place.state) == ()
    assert ledgers.read(place.state, WEEK).lines.keys() == {"two"}
