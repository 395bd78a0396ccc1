"""A meter says what it is this week, calls a change a change only beyond what is usual, and gives no grade."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.edit import meters, network
from generator.model import Circle, Edition, Mention, Meters, Network, Node, Tie, Week
from generator.publish import growth, mirror
from generator.publish.shapes import MeterView
from generator.publish.strings import catalogue
from tests.publish import make

SAY = catalogue("en")
FIELDS = tuple(Meters.__slots__)
parts = st.floats(0, 1)
figures = st.lists(st.none() | parts, min_size=1, max_size=70)
STEADY = [0.4, 0.42, 0.38, 0.41, 0.39, 0.4]


def weeks(values: list[float | None], **more: Any) -> tuple[Edition, ...]:
    """Return editions with these figures in all meters, given oldest first, the newest first."""
    week, found = Week(2026, 2), []
    for value in values:
        found.append(make.edition(str(week), meters=Meters(**dict.fromkeys(FIELDS, value)), **more))
        week = week.after()
    return tuple(reversed(found))


def newest(**changed: Any) -> tuple[MeterView, ...]:
    before = weeks([0.4] * 6)[1:]
    meters = Meters(**dict.fromkeys(FIELDS, 0.4))
    return mirror.views((make.edition("2026-W08", **({"meters": meters} | changed)), *before), SAY)


def example(key: str, **changed: Any) -> str:
    found = next(view for view in newest(**changed) if view.anchor == f"meter-{key}").example
    return found.name if found else ""


# ---------------------------------------------------------------- what is usual


def test_a_change_is_only_one_beyond_what_is_usual() -> None:
    for key in ("new", "overlap", "spread", "concentration", "own", "ties"):
        told = {value: mirror.now(key, [*STEADY, value], SAY) for value in (0.3, 0.36, 0.4, 0.44, 0.5)}

        assert "less than usual" in told[0.3]
        assert "more than usual" in told[0.5]
        assert all("about as usual" in told[value] for value in (0.36, 0.4, 0.44))


@given(st.lists(parts, min_size=mirror.LEAST, max_size=30), parts)
def test_what_lies_in_the_band_is_never_called_a_change_and_what_lies_beyond_always(
    values: list[float], now: float
) -> None:
    band = mirror.usual(values)
    said = mirror.now("own", [*values, now], SAY)

    assert band is not None
    assert ("about as usual" in said) == (band[0] <= now <= band[1])
    assert ("more than usual" in said) == (now > band[1])
    assert ("less than usual" in said) == (now < band[0])


@given(st.lists(st.none() | parts, max_size=30))
def test_the_band_lies_on_the_scale_holds_the_mean_and_needs_enough_weeks(values: list[float | None]) -> None:
    known = [value for value in values if value is not None][-mirror.TERM :]
    band = mirror.usual(values)

    assert (band is None) == (len(known) < mirror.LEAST)
    if band:
        mean = sum(known) / len(known)
        assert 0 <= band[0] <= mean + 1e-9
        assert mean - 1e-9 <= band[1] <= 1


def test_a_small_change_is_not_spoken_of_however_steady_the_weeks_were() -> None:
    assert "about as usual" in mirror.now("own", [0.4] * 12 + [0.44], SAY)
    assert "more than usual" in mirror.now("own", [0.4] * 12 + [0.46], SAY)


def test_a_flood_is_named_when_it_comes_and_weeks_of_long_ago_say_nothing() -> None:
    assert "more than usual" in mirror.now("concentration", [*STEADY, 0.8], SAY)
    assert mirror.usual([0.9] * 9 + [0.4] * mirror.TERM) == mirror.usual([0.4] * mirror.TERM)


def test_with_few_weeks_nothing_is_compared_and_without_a_figure_nothing_said() -> None:
    assert mirror.now("new", [0.2], SAY) == "20% this week. What is usual can be said after a few more weeks."
    assert mirror.now("new", [*STEADY, None], SAY) == "This week there was too little to measure."


# ---------------------------------------------------------------- the views


@given(figures)
def test_every_figure_stands_in_the_table_with_its_week_the_newest_first(values: list[float | None]) -> None:
    shown = values[-mirror.YEAR :]
    views = mirror.views(weeks(values), SAY)

    assert bool(views) == any(value is not None for value in shown)
    for view in views:
        told = ["–" if value is None else f"{round(100 * value)}%" for value in shown]
        assert [week.figures for week in view.weeks] == [(each,) * len(view.courses) for each in reversed(told)]
        assert len({week.week for week in view.weeks}) == len(shown)


def test_without_weeks_there_is_nothing() -> None:
    assert mirror.views((), SAY) == ()
    assert mirror.views((make.edition(),), SAY) == ()
    assert mirror.brief(make.edition(), SAY) == ()


def test_a_meter_that_was_never_measured_is_not_there() -> None:
    shown = mirror.views((make.edition(meters=Meters(new=0.2, strong=0.5, weak=0.25)),), SAY)

    assert [view.title for view in shown] == ["New voices"]


def test_what_a_person_wrote_beyond_the_scale_is_no_figure() -> None:
    for spoilt in (-0.2, 7.0, float("nan"), float("inf")):
        assert mirror.views((make.edition(meters=Meters(new=spoilt)),), SAY) == ()
        assert mirror.brief(make.edition(meters=Meters(new=spoilt)), SAY) == ()


def test_ties_are_three_courses_in_one_chart() -> None:
    (ties,) = (view for view in newest() if view.anchor == "meter-ties")

    assert ties.courses == ("strong", "weak", "very weak")
    assert [line.label for line in ties.chart.lines] == ["strong 40%", "weak 40%", "very weak 40%"]
    assert [line.kind for line in ties.chart.lines] == ["first", "second", "third"]
    assert ties.chart.usual is None


def test_a_chart_is_described_in_words() -> None:
    views = mirror.views(weeks([0.1, 0.5, 0.3]), SAY)

    assert views[0].described == (
        "New voices, week by week: 10% in Week 2, 2026, 30% in Week 4, 2026; lowest 10%, highest 50%."
    )


def test_an_edition_says_a_few_figures_in_words() -> None:
    told = mirror.brief(make.edition(meters=Meters(new=0.25, very_weak=0.4, own=0.6, spread=0.9)), SAY)

    assert [re.findall(r"\d+%", words) for words in told] == [["25%"], ["40%"], ["60%"]]


def test_no_sentence_gives_a_grade() -> None:
    said = " ".join(str(words) for key, words in SAY.table.items() if key.startswith("mirror."))

    assert not re.search(r"\b(?:bad|better|best|worse|worst|healthy|poor|too (?:few|many)|should|must|score)\b", said)


# ---------------------------------------------------------------- with whom to try it


def test_somebody_new_is_named_where_there_is_somebody_new() -> None:
    assert example("new") == ""
    assert example("new", picks=(make.pick(1), make.pick(2, name="Femi", new_voice=True))) == "Femi"
    assert example("new", picks=(make.pick(2, name="Femi", new_voice=True, hidden=True),)) == ""


def test_somebody_far_away_is_named_where_there_is_somebody() -> None:
    assert example("ties", picks=(make.pick(1, tie=Tie.STRONG), make.pick(2, name="Gul", tie=Tie.VERY_WEAK))) == "Gul"
    assert example("ties", picks=(make.pick(1, tie=Tie.WEAK),)) == ""


def test_somebody_whom_the_last_editions_did_not_have_is_named() -> None:
    assert example("overlap") == ""
    assert example("overlap", picks=(make.pick(1), make.pick(7, name="Hana"))) == "Hana"


def nodes(*circles: int, **more: Any) -> tuple[Node, ...]:
    return tuple(
        Node(number=n, voice=f"https://room.example/by/{n}", name=f"N{n}", x=0, y=0, tie=Tie.WEAK,
             **({"items": 1, "circle": circle} | more))
        for n, circle in enumerate(circles, 1)
    )  # fmt: skip


def test_somebody_of_the_circle_with_the_fewest_picks_is_named() -> None:
    named = (Circle(number=1, words="maths"), Circle(number=2, words="gardens"))
    both = (*nodes(1), *nodes(1, 2)[1:])

    def fewest(*circles: Circle, **changed: object) -> str:
        picks = (make.pick(1, voice=both[0].voice, **changed),)
        return example("spread", network=Network(nodes=both, circles=circles), picks=picks)

    assert fewest(*named) == "N2 (gardens)"
    assert fewest(*named, hidden=True) == "N1 (maths)", "what is hidden was seen by nobody"
    assert fewest(named[0]) == ""


def test_somebody_who_speaks_seldom_is_named() -> None:
    assert example("concentration", network=Network(nodes=nodes(1))) == "Ines Okafor"
    assert example("concentration", network=Network(nodes=nodes(1, items=5))) == ""


def test_a_piece_of_own_work_is_named_and_none_under_a_warning() -> None:
    assert example("own") == "Feedback, part 1 (Ines Okafor)"
    about = {"about": "https://elsewhere.example/1"}
    assert example("own", picks=(make.pick(1, **about), make.pick(2, warning="exams"))) == ""


@pytest.mark.parametrize("address", ["javascript:alert(1)", "", "https://user:word@evil.example/"])
def test_an_example_whose_address_is_none_leads_nowhere(address: str) -> None:
    picks = (make.pick(1, name="Femi", new_voice=True, address=address or None, url=address),)
    found = next(view for view in newest(picks=picks) if view.anchor == "meter-new").example

    assert found is not None
    assert found.address is None


def test_the_mention_of_another_voice_counts_as_having_been_there() -> None:
    other = Mention(name="Hana", url="https://h.example/1", voice="https://room.example/by/7")
    before = weeks([0.4] * 6, picks=(make.pick(1, also=(other,)),))
    now = make.edition("2026-W08", meters=Meters(overlap=0.4), picks=(make.pick(7, name="Hana"),))

    (view,) = mirror.views((now, *(before[1:])), SAY)[2:3]
    assert (view.anchor, view.example) == ("meter-overlap", None)


# ---------------------------------------------------------------- the site


def test_a_site_shows_its_meters_over_the_weeks_and_an_edition_leads_there(tmp_path: Path) -> None:
    site = make.site(tmp_path, *reversed(weeks([0.2, None, 0.4, 0.6], network=make.network(5))))
    front, page = ((site / name).read_text("utf-8") for name in ("index.html", "network/index.html"))

    assert 'href="network/' in front.partition('id="mirror"')[2]
    assert page.count('class="chart"') == len(mirror.METERS)
    assert page.count("<td>–</td>") == len(FIELDS)
    assert all(f'aria-labelledby="meter-{meter.key}-drawn"' in page for meter in mirror.METERS)
    assert " style=" not in page


def test_an_edition_without_a_map_leads_to_no_map(tmp_path: Path) -> None:
    front = (make.site(tmp_path, *weeks([0.2])) / "index.html").read_text("utf-8")

    assert "20% of the picks" in front
    assert 'href="network/#' not in front
    assert "Network" not in front


# ---------------------------------------------------------------- what the desk knows


def test_the_press_looks_back_as_far_as_the_desk_does() -> None:
    """The two rooms may not import one another."""
    assert mirror.BEFORE == meters.BEFORE
    assert growth.AWAY == network.AWAY
