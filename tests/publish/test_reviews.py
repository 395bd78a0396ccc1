from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model import Edition, Network, Section, Week
from generator.publish.plan import plan
from tests.publish import make


def week(name: str, *picks: Any, **more: Any) -> Edition:
    return make.edition(name, picks=picks or (make.pick(1),), **more)


def reviews(*editions: Edition, **settings: Any) -> dict[str, Any]:
    oldest_first = sorted(editions, key=lambda edition: edition.week)
    sheets = plan(make.config(**settings), oldest_first, (), make.METHOD, None).sheets
    return {sheet.file: sheet.names["review"] for sheet in sheets if sheet.template == "review.html"}


def listed(*editions: Edition) -> list[str]:
    sheets = plan(make.config(), editions, (), make.METHOD, None).sheets
    years = next(sheet for sheet in sheets if sheet.file == "archive/index.html").names["years"]
    return [one.name for year in years for one in year.reviews]


MONTH, YEAR = "reviews/2026-11/index.html", "reviews/2026/index.html"


def test_every_month_and_every_year_with_an_edition_has_a_page_and_a_line_in_the_archive() -> None:
    editions = (week("2025-W52"), week("2026-W44"), week("2026-W47"))

    assert set(reviews(*editions)) == {
        f"reviews/{name}/index.html" for name in ("2025-12", "2025", "2026-10", "2026-11", "2026")
    }
    assert listed(*editions) == ["2026", "November", "October", "2025", "December"]


def test_an_edition_belongs_to_the_month_in_which_it_came_out_where_its_readers_are() -> None:
    late = week("2026-W05", published=make.DUE.replace(month=1, day=31, hour=23, minute=30))

    assert "reviews/2026-02/index.html" in reviews(late)  # in Berlin the first of February has begun


def test_the_first_week_of_a_year_that_comes_out_in_the_year_before_is_of_that_one() -> None:
    early = week("2026-W01", published=make.DUE.replace(year=2025, month=12, day=31))

    assert "reviews/2025-12/index.html" in reviews(early)


def test_only_what_is_still_going_on_says_up_to_which_day_it_reaches() -> None:
    found = reviews(week("2026-W44"), week("2026-W47"))

    assert found["reviews/2026-10/index.html"].open == ""
    assert found[MONTH].open == found[YEAR].open == "So far, up to 20 November 2026."


def test_a_subject_of_two_weeks_came_back_and_one_of_a_single_week_did_not() -> None:
    found = reviews(
        week("2026-W46", make.pick(1, topics=("feedback",)), make.pick(2, topics=("maps",))),
        week("2026-W47", make.pick(3, topics=("Feedback",))),
    )[MONTH]

    assert [(one.name, [link.name for link in one.weeks.links]) for one in found.returned] == [
        ("Feedback", ["Week 46", "Week 47"])
    ]


def test_many_weeks_are_counted_and_only_the_first_and_the_last_are_named() -> None:
    editions = [week(f"2026-W{number}", make.pick(number, topics=("maps",))) for number in range(30, 40)]
    returned = reviews(*editions)[YEAR].returned[0]

    assert returned.weeks.count == "10 weeks"
    assert [link.name for link in returned.weeks.links] == ["Week 30", "Week 39"]


def test_who_came_for_the_first_time_is_named_with_the_weeks_they_came_again_the_overlooked_first() -> None:
    ada, bo = (make.pick(number, voice=name, name=name, new_voice=True) for number, name in ((1, "Ada"), (2, "Bo")))
    found = reviews(
        week("2026-W45", ada, replace(bo, section=Section.OVERLOOKED)),
        week("2026-W46", make.pick(3, voice="Ada", name="Ada")),
        week("2026-W47", make.pick(4, voice="Cem", name="Cem")),
    )[MONTH]

    assert [one.voice.name for one in found.arrived] == ["Bo", "Ada"]
    assert [link.name for link in found.arrived[1].again.links] == ["Week 46"]
    assert "Cem" not in str(found.arrived)


def test_a_month_remembers_two_questions_of_each_edition_through_as_many_lenses_as_can_be() -> None:
    lenses = ("sceptic", "sceptic", "connector", "newcomer")
    asked = tuple(make.prompt(id=f"p{number}", lens=lens, text=f"{number}?") for number, lens in enumerate(lenses))
    found = reviews(week("2026-W46", prompts=asked), week("2026-W47", prompts=asked))[MONTH].asked

    assert [one.week.name for one in found] == ["Week 46"] * 2 + ["Week 47"] * 2
    assert {one.lens for one in found} == {"sceptic", "connector", "newcomer"}


def test_a_word_stayed_that_rose_in_two_weeks() -> None:
    found = reviews(
        week("2026-W46", words=(make.word("rubric"), make.word("maps"))), week("2026-W47", words=(make.word("Rubric"),))
    )[MONTH]

    assert [one.name for one in found.stayed] == ["rubric"]
    assert [one.name for one in found.once] == ["maps"]


def test_the_network_is_spoken_of_only_where_two_weeks_know_theirs() -> None:
    known = week("2026-W46", network=Network(voices=20, alone=5))

    assert reviews(known, week("2026-W47"))[MONTH].network == ""
    assert "20 voices were heard and 15" in reviews(known, week("2026-W47", network=Network(voices=9)))[MONTH].network


def test_nothing_the_owner_has_hidden_is_looked_back_on(tmp_path: Path) -> None:
    token = "xyzzy"
    hidden = week(
        "2026-W46",
        make.pick(1, title=token, name=token, voice=token, topics=(token,), new_voice=True, hidden=True),
        make.pick(2),
        prompts=(make.prompt(text=token, hidden=True),),
        words=(make.word(token, hidden=True),),
    )
    site = make.site(tmp_path, hidden, replace(hidden, week=Week(2026, 47), id="urn:other"))

    assert (site / "reviews/2026-11/index.html").is_file()
    assert not [page for page in site.rglob("*.html") if token in page.read_text("utf-8")]


def test_a_question_about_what_is_hidden_or_gone_is_not_looked_back_on() -> None:
    about, under = make.prompt(about=("https://room.example/1",)), make.prompt(id="p", at="https://room.example/1")
    for asked in (about, under):
        for picks, seen in (((1, 2), 1), ((2,), 0)):
            shown = week("2026-W46", *map(make.pick, picks), prompts=(asked,))
            hidden = week("2026-W47", make.pick(1, hidden=1 not in picks), make.pick(2), prompts=(asked,))
            for edition in (shown, hidden):
                assert [len(reviews(edition)[place].asked) for place in (MONTH, YEAR)] == [seen, seen]


def test_a_week_in_which_nothing_was_picked_is_not_looked_back_on() -> None:
    assert reviews(make.edition("2026-W47", picks=())) == {}


def test_a_year_of_editions_is_printed_and_every_link_leads_somewhere(tmp_path: Path) -> None:
    words = (make.word("rubric"), make.word("دفتر", language="ar"))
    asked = tuple(make.prompt(id=lens, lens=lens, text=f"{lens}?") for lens in ("sceptic", "newcomer", "mine"))
    editions = [
        week(
            f"2026-W{number:02}",
            make.pick(number, voice=f"v{number % 7}", new_voice=number < 8, topics=("maps",)),
            words=words[: number % 3],
            prompts=asked,
        )
        for number in range(1, 53)
    ]
    site = make.site(tmp_path, *editions, site_url="https://room.example/digest")  # verify walks every link

    assert len(list(site.glob("reviews/*/index.html"))) == 13


@settings(max_examples=25)
@given(st.permutations(range(40, 48)))
def test_the_order_in_which_editions_were_written_changes_nothing(order: list[int]) -> None:
    editions = [week(f"2026-W{number}", make.pick(number % 3, topics=("maps",), new_voice=True)) for number in order]
    plain = [
        week(f"2026-W{number}", make.pick(number % 3, topics=("maps",), new_voice=True)) for number in range(40, 48)
    ]

    assert reviews(*editions) == reviews(*plain)
