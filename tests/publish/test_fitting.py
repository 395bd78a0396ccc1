"""Whatever a week brings, the edition that is written can be read again."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from generator import forms
from generator.forms import tree
from generator.model import AlertMatches, Courtesy, Edition, Kindness, Mention, Meters, Pick, Report
from generator.publish import archive, fitting
from generator.publish.record import plain
from tests.publish import make

FAR = "x" * 2000


def far(number: int) -> str:
    return f"https://{number}.example/{FAR}"


def match(number: int) -> Pick:
    return make.pick(number, id=far(number), url=far(number), voice=far(number), address=far(number), section="alerts")


def searches(size: int) -> tuple[AlertMatches, ...]:
    return tuple(make.found(f"S{n}", *(match(n * 100 + at) for at in range(size)), more=3) for n in range(8))


def reports(number: int) -> tuple[Report, ...]:
    return tuple(make.report(source=f"feed {n}", address=far(n)) for n in range(number))


def crowded(number: int) -> tuple[Pick, ...]:
    """Make picks with a gallery and a crowd each, as whoever wants may publish them."""
    words = tuple(f"{n} {'é' * 990}" for n in range(40))
    others = tuple(Mention(name="é" * 100, url=far(n), voice=far(n)) for n in range(30))
    same = tuple(map(far, range(60)))
    return tuple(replace(match(n), alts=words, also=others, same=same) for n in range(number))


def courtesy(number: int) -> Courtesy:
    return Courtesy(kind=Kindness.ANSWER, who=(Mention(name="A", url=far(number), voice=far(number)),))


CASES: dict[str, Callable[[], Edition]] = {
    "picks with a gallery and a crowd each": lambda: make.edition(picks=crowded(30)),
    "matches with a gallery and a crowd each": lambda: make.edition(alerts=(make.found("S", *crowded(12)),)),
    "sources with long addresses": lambda: make.edition(reports=reports(600)),
    "courtesies to long addresses": lambda: make.edition(courtesies=tuple(map(courtesy, range(300)))),
    "more sources than fit": lambda: make.edition(
        reports=tuple(make.report(source=f"feed {far(n)}") for n in range(1000))
    ),
    "more picks than fit": lambda: make.edition(picks=tuple(map(match, range(200)))),
    "more values than are read": lambda: make.edition(
        picks=tuple(make.pick(n, same=tuple(map(str, range(200)))) for n in range(300))
    ),
}


def kept(edition: Edition) -> Edition:
    """Return what is written of an edition; JSON is a little shorter than the YAML of its file, and made at once."""
    return fitting.fitting(edition, plain, written)[0]


def written(each: Edition) -> str:
    return json.dumps(plain(each), default=str, ensure_ascii=False)


def test_what_is_too_large_loses_what_is_least_missed_and_is_read_again(tmp_path: Path) -> None:
    edition = make.edition(alerts=searches(50), reports=reports(150))
    path = archive.write(edition, tmp_path)

    assert path.stat().st_size <= fitting.LARGEST < forms.BYTES
    assert fitting.VALUES < tree.NODES
    (after,) = archive.read(tmp_path)
    assert (after.picks, after.reports) == (edition.picks, edition.reports)
    for before, found in zip(edition.alerts, after.alerts, strict=True):
        assert found.matches
        assert found.matches == before.matches[: len(found.matches)], "the newest stay"
        assert len(found.matches) + found.more == 50 + 3, "the others are counted"


@pytest.mark.parametrize("case", CASES)
def test_whatever_it_is_of_which_there_is_too_much_the_picks_go_last(case: str) -> None:
    edition = CASES[case]()
    after = kept(edition)
    counts, size = fitting._measured(plain(after))

    assert counts <= fitting.VALUES
    assert size <= fitting.LARGEST
    assert after != edition
    assert (after.id, after.numbers, after.note) == (edition.id, edition.numbers, edition.note)
    assert [each.id for each in after.picks] == [each.id for each in edition.picks][: len(after.picks)]
    assert len(after.picks) == len(edition.picks) or (case == "more picks than fit" and len(after.picks) == 100)


def test_what_was_shed_is_measured_by_nothing_that_is_left() -> None:
    meters = Meters(concentration=0.5, new=0.25, strong=1.0, weak=0.0, very_weak=0.0, overlap=0.5, spread=1.0, own=0.5)
    after = kept(make.edition(picks=tuple(map(match, range(200))), meters=meters))

    assert after.meters == Meters(concentration=0.5, own=0.5)
    assert kept(make.edition(picks=tuple(map(match, range(3))), meters=meters)).meters == meters


@pytest.mark.parametrize("note", ["", "é" * fitting.LARGEST], ids=["fits at once", "is too long whatever goes"])
def test_nothing_is_written_twice(note: str) -> None:
    tried: list[Edition] = []

    def counted(each: Edition) -> str:
        tried.append(each)
        return written(each) + each.note

    edition = make.edition(picks=tuple(map(make.pick, range(30))), note=note)
    left, content = fitting.fitting(edition, plain, counted)

    assert content == written(left) + note
    assert left == edition or len(left.picks) == 12
    assert all(each != other for number, each in enumerate(tried) for other in tried[:number])


def test_no_question_speaks_of_a_pick_that_is_gone() -> None:
    picks = tuple(map(match, range(200)))
    named = [(0, 1), (0, 199), (150, 1)]
    prompts = [make.prompt(id=f"{n} {m}", about=(picks[n].id,), at=picks[m].id) for n, m in named]
    after = kept(make.edition(picks=picks, prompts=(*prompts, make.prompt(id="free"))))

    assert [each.id for each in after.prompts] == ["0 1", "free"]


def test_an_ordinary_edition_is_written_as_it_is() -> None:
    edition = make.edition(alerts=tuple(make.found(f"S{n}", *map(make.pick, range(50))) for n in range(8)))

    assert kept(edition) is edition
