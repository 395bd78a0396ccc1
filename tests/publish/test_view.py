from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from generator.model import Edition, Health, Numbers, Reason
from generator.publish import words
from generator.publish.links import from_page
from generator.publish.shapes import EditionView, Link, PickView
from generator.publish.strings import catalogue
from generator.publish.view import Desk, head, view
from tests.publish.make import DUE, edition, mention, pick, prompt, report

SAY = catalogue("en")
DESK = Desk(say=SAY, zone="Europe/Berlin", repository="https://github.com/example/room")


def shown(given: Edition) -> EditionView:
    return view(given, DESK, from_page("", None))


def one(**changed: Any) -> PickView:
    return shown(edition(picks=(pick(**changed),))).sections[0].picks[0]


def titles(given: Edition) -> list[tuple[str, list[str]]]:
    return [(section.title, [each.title for each in section.picks]) for section in shown(given).sections]


# ---------------------------------------------------------------- the head


def test_the_week_is_said_in_words_and_in_the_zone_of_the_site() -> None:
    first = head(edition(), DESK)

    assert (first.week, first.period, first.title) == ("Week 47", "14–20 November 2026", "Week 47, 2026")
    assert first.place == "editions/2026-W47/"


@pytest.mark.parametrize("title", ["", "Week 47", "week 47, 2026", "2026-W47"])
def test_a_title_that_only_says_the_week_is_no_headline(title: str) -> None:
    assert head(edition(title=title), DESK).headline == ""


def test_a_title_of_the_owners_is_the_headline() -> None:
    assert head(edition(title="The projector died"), DESK).headline == "The projector died"


def test_the_facts_count_each_voice_once_and_the_new_ones_among_them() -> None:
    picks = (
        pick(1, voice="a", new_voice=True, also=(mention("b"), mention("c"))),
        pick(2, voice="voice of b", minutes=3.4),
    )

    assert head(edition(picks=picks), DESK).facts == (
        "2 picks",
        "5 minutes",
        "3 voices, 1 of them here for the first time",
    )


def test_there_are_no_facts_about_nothing() -> None:
    assert head(edition(picks=()), DESK).facts == ()


# ---------------------------------------------------------------- sections and the owner's hand


def test_sections_stand_in_their_order_and_those_the_owner_made_up_follow() -> None:
    picks = (pick(1, section="Our town"), pick(2, section="questions"), pick(3, section="conversation"))

    assert [title for title, _ in titles(edition(picks=picks))] == [
        "In conversation",
        "Questions still open",
        "Our town",
    ]


def test_what_the_owner_pinned_comes_first() -> None:
    picks = (pick(1, section="conversation"), pick(2, section="research", pin=True))

    assert titles(edition(picks=picks)) == [
        ("Chosen by hand", ["Feedback, part 2"]),
        ("In conversation", ["Feedback, part 1"]),
    ]
    assert head(edition(picks=picks), DESK).lead == "Feedback, part 2"


def test_what_the_owner_hid_is_neither_printed_nor_counted() -> None:
    asked = (prompt(hidden=True), prompt(about=(pick(1).id,)), prompt(text="And here?", about=(pick(2).id,)))
    given = edition(picks=(pick(1, hidden=True), pick(2)), prompts=asked)

    assert titles(given) == [("What this digest looks for", ["Feedback, part 2"])]
    assert shown(given).head.facts[0] == "1 pick"
    assert shown(given).questions == "1 question"
    assert [each.text for each in shown(given).prompts] == ["And here?"], "no question speaks of what is not there"


# ---------------------------------------------------------------- one pick


def test_a_post_without_a_title_lends_its_first_sentence_and_says_the_rest_once() -> None:
    first = "Does anyone have a way of teaching sampling that does not start with sweets?"
    seen = one(title="", excerpt=f"{first} My Year 9s have seen the jar four times, and they no longer believe in it.")

    assert seen.title == first
    assert seen.excerpt == "My Year 9s have seen the jar four times, and they no longer believe in it."
    assert not seen.own_title


def test_a_post_of_one_long_sentence_is_cut_at_a_word_and_goes_on_below() -> None:
    whole = f"Looking for schools that {'stopped homework and ' * 4}kept any record of what happened after it"
    seen = one(title="", excerpt=whole)

    assert seen.title.endswith("…")
    assert seen.title.removesuffix("…") + seen.excerpt.removeprefix("…") == whole


def test_a_short_post_is_all_title() -> None:
    assert (one(title="", excerpt="Good news.").title, one(title="", excerpt="Good news.").excerpt) == (
        "Good news.",
        "",
    )


def test_an_excerpt_is_four_lines_in_any_script() -> None:
    assert len(one(excerpt="words and " * 90).excerpt) <= 360
    assert len(one(excerpt="黒板" * 300).excerpt) == 180


def test_a_content_warning_keeps_the_text_out_of_the_title() -> None:
    seen = one(title="", excerpt="Something hard to read.", warning="illness")

    assert (seen.title, seen.excerpt, seen.warning) == ("A post by Ines Okafor", "Something hard to read.", "illness")


def test_a_pick_without_an_author_says_so() -> None:
    assert one(name="", address=None).voice == Link(name="Author not named")


def test_an_address_that_cannot_be_used_is_no_link() -> None:
    seen = one(url="javascript:alert(1)", about="data:x", address="https://a@b.example/", also=(mention(),))

    assert (seen.address, seen.about, seen.voice.address) == (None, None, None)


def test_a_host_that_only_looks_like_another_is_shown_as_it_is() -> None:
    assert one(url="https://ехаmрlе.example/").host == "xn--ml-6kctd8d6a.example"
    assert one(url="https://www.room.example/1").host == "room.example"


@pytest.mark.parametrize(
    ("starts", "period"),
    [
        (DUE - timedelta(days=7), "14–20 November 2026"),
        (DUE - timedelta(days=7, hours=6), "13–20 November 2026"),  # midnight in Berlin: the whole day is its own
        (DUE - timedelta(days=1), "20 November 2026"),
        (DUE - timedelta(hours=2), "20 November 2026"),
        (DUE - timedelta(days=21), "31 October – 20 November 2026"),
    ],
)
def test_an_edition_covers_the_days_after_the_one_before_came_out(starts: datetime, period: str) -> None:
    assert head(edition(starts=starts), DESK).period == period


def test_no_day_stands_in_two_editions_that_follow_one_another() -> None:
    last, this = edition("2026-W46", published=DUE - timedelta(days=7)), edition(starts=DUE - timedelta(days=7))

    assert head(replace(last, starts=DUE - timedelta(days=14)), DESK).period == "7–13 November 2026"
    assert head(this, DESK).period == "14–20 November 2026"


def test_a_day_within_the_week_has_its_weekday_and_an_older_one_its_year() -> None:
    assert one(published=DUE - timedelta(days=2)).day == "Wed 18 Nov"
    assert one(published=DUE - timedelta(days=20)).day == "31 October 2026"
    assert one(published=None).day == ""


def test_a_source_that_says_no_more_than_the_voice_is_not_repeated() -> None:
    assert one(name="Ines Okafor", source_name="ines okafor").source == ""


def test_reasons_are_ordered_by_what_they_did_to_the_score_and_that_is_said_in_words() -> None:
    reasons = (
        Reason(signal="recency", value=1, weight=0.5, words="It is new.", effect=1.04),
        Reason(signal="own_words", value=0.9, weight=5, words="It matches.", effect=1.6),
        Reason(signal="silent", value=1, weight=1, effect=1.1),
        Reason(signal="age", value=0.4, weight=1, words="It is a young account.", effect=0.4),
        Reason(signal="old", value=1, weight=1, words="From a record of before."),
    )
    seen = one(reasons=reasons).reasons

    assert [(each.signal, each.share) for each in seen] == [
        ("own words", "moved it up"),
        ("How new", "hardly moved it up"),
        ("old", ""),
        ("Age of the account", "moved it down"),
    ]


def test_what_can_be_checked_about_a_voice_is_said_in_one_line() -> None:
    assert one(facts=("on Mastodon since May 2019", "3 items from it this week")).facts == (
        "on Mastodon since May 2019; 3 items from it this week"
    )


def test_minutes_are_whole_and_never_none() -> None:
    assert one(minutes=0.2).minutes == 1
    assert one(minutes=2.6).minutes == 3


def test_a_lens_of_the_owners_keeps_its_name() -> None:
    seen = shown(edition(prompts=(prompt(lens="The gardener"),))).prompts[0]

    assert (seen.lens, seen.name) == ("other", "The gardener")


# ---------------------------------------------------------------- why there is nothing


def empty(**changed: Any) -> str:
    return " ".join(shown(edition(**({"picks": ()} | changed))).empty)


def test_an_empty_week_says_why() -> None:
    failed = (report(Health.FAILED), report(Health.GONE))

    assert "None of the 2 sources" in empty(reports=failed)
    assert "none of them had anything new" in empty(numbers=Numbers())
    assert "9 muted, 4 already in an earlier edition, the rest" in empty(numbers=Numbers(items=20, muted=9, repeated=4))
    assert "the rest" not in empty(numbers=Numbers(items=9, muted=9))
    assert "none was kept: too little spoke for any of it" in empty(numbers=Numbers(items=9))
    assert "set aside by the editor" in empty(picks=(pick(hidden=True),))


def test_how_it_was_chosen_names_the_sources_that_were_not_heard_from() -> None:
    reports = tuple(report(Health.FAILED, name=f"Source {number}") for number in range(5))
    given = edition(
        numbers=Numbers(items=1914, voices=412, joined=61, muted=3, repeated=2), reports=(report(), *reports)
    )
    told = " ".join(words.chosen(given, given.picks, SAY))

    assert told.startswith("Looked at: 1,914 items by 412 voices. Kept: 2 picks, with 61 more")
    assert "1 of 6 sources answered. Not heard from: Source 0, Source 1, Source 2 and 2 more." in told


def test_the_record_of_an_edition_can_be_found_in_its_repository() -> None:
    assert shown(edition()).record == "https://github.com/example/room/blob/HEAD/content/editions/2026-W47.md"


def test_a_thin_week_says_so_and_a_full_one_does_not() -> None:
    def said(minutes: float | None) -> str:
        numbers = Numbers(items=9, minutes=minutes)
        return " ".join(shown(edition(picks=(pick(minutes=6.0),), numbers=numbers)).chosen)

    assert "A thin week: 6 of the 20 minutes" in said(20)
    assert "thin" not in said(7)
    assert "thin" not in said(None), "an edition from before this was kept"


def test_every_question_has_a_place_of_its_own_that_stays_when_it_is_reworded() -> None:
    asked = shown(edition(prompts=(prompt(), prompt(text="The same, copied."), prompt(id="other")))).prompts
    reworded = shown(edition(prompts=(prompt(text="Put better."),))).prompts

    assert len({each.anchor for each in asked}) == 3
    assert reworded[0].anchor == asked[0].anchor
