"""A question stands where it belongs, leads only to addresses that are some, and goes with what it speaks of."""

import re
from pathlib import Path

import pytest

from generator.model import Edition, Mention, Pick, Prompt
from generator.publish import questions
from generator.publish.links import anchor
from generator.publish.strings import catalogue
from tests.publish import make

SAY = catalogue("en")
FIRST, SECOND = make.pick(1), make.pick(2)
NOTES = Mention(name="Notes from Room 12", url="https://room.example/notes", voice="v")
SOURCE = "https://digest.example"


def edition(*prompts: Prompt, picks: tuple[Pick, ...] = (FIRST, SECOND)) -> Edition:
    return make.edition(prompts=prompts, picks=picks)


def printed(folder: Path, *prompts: Prompt) -> tuple[str, str]:
    """Return the page of an edition and its feed."""
    site = make.site(folder, edition(*prompts), site_url=SOURCE)
    return tuple((site / name).read_text("utf-8") for name in ("editions/2026-W47/index.html", "atom.xml"))  # type: ignore[return-value]


def line(page: str, name: str) -> str:
    """Return through whose eyes a question is asked, and on what, as one line without tags."""
    found = re.search(rf'id="{anchor("prompt", name)}".*?<p class="who">(.*?)</p>', page, re.DOTALL)
    assert found
    return re.sub(r"<[^>]*>", "", found[1])


def test_a_question_of_a_pick_stands_under_it_and_not_around_the_table(tmp_path: Path) -> None:
    page, _ = printed(tmp_path, make.prompt(id="under", at=FIRST.id), make.prompt(id="around"))
    article = page[page.index(f'id="{anchor("pick", FIRST.id)}"') :].partition("</article>")[0]
    table = page[page.index('aria-labelledby="table"') :]
    under, around = (f'id="{anchor("prompt", name)}"' for name in ("under", "around"))

    assert page.count(under) == page.count(around) == 1
    assert under in article
    assert around in table
    assert "1 question, 1 under a pick<" in page, "the head of the table counts both"


def test_where_all_questions_stand_under_picks_there_is_no_table(tmp_path: Path) -> None:
    page, _ = printed(tmp_path, make.prompt(at=FIRST.id))

    assert 'id="table"' not in page
    assert 'href="#table"' not in page


def test_the_pick_above_a_question_is_not_named_again_and_another_is(tmp_path: Path) -> None:
    page, _ = printed(
        tmp_path,
        make.prompt(id="own", at=FIRST.id, about=(FIRST.id,)),
        make.prompt(id="both", at=FIRST.id, about=(FIRST.id, SECOND.id), see=(NOTES, NOTES)),
        make.prompt(id="see", at=FIRST.id, see=(NOTES,)),
        make.prompt(id="table", about=(FIRST.id,), see=(NOTES,)),
        make.prompt(id="alone", see=(NOTES, NOTES)),
    )

    under = "A question from this digest · The sceptic"
    assert line(page, "own") == under
    assert line(page, "both") == f"{under} on Feedback, part 2, Notes from Room 12, Notes from Room 12"
    assert line(page, "see") == f"{under} on Notes from Room 12"
    assert line(page, "table") == "The sceptic on Feedback, part 1, Notes from Room 12"
    assert line(page, "alone") == "The sceptic on Notes from Room 12, Notes from Room 12"


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "", "#x", "https://user:word@e.example/"]
)
@pytest.mark.parametrize("at", ["", FIRST.id])
def test_what_else_it_speaks_of_leads_only_to_an_address(tmp_path: Path, address: str, at: str) -> None:
    strange = Mention(name="<b>Ada</b>", url=address, voice="v")
    page, feed = printed(tmp_path, make.prompt(at=at, see=(strange, NOTES)))

    assert "<bdi>&lt;b&gt;Ada&lt;/b&gt;</bdi>" in page
    assert f'<a href="{NOTES.url}"><bdi>' in page
    for text in (page, feed):
        assert not address or f'href="{address}"' not in text
        assert "<b>Ada" not in text


def test_a_feed_carries_questions_as_text_without_marks_and_places_of_its_own(tmp_path: Path) -> None:
    about = (FIRST.id, SECOND.id)
    _, feed = printed(tmp_path, make.prompt(at=FIRST.id, about=about, text="Whose <b>view</b>?", see=(NOTES,)))
    shown = feed[feed.index("The sceptic") :].partition("Feedback, part 2</a>")[0]

    assert "Whose &amp;lt;b&amp;gt;view" in feed
    assert "<svg" not in feed
    assert 'id="' not in feed
    assert f"{SOURCE}/editions/2026-W47/#{anchor('pick', SECOND.id)}" in feed
    assert 'href="#' not in shown
    assert NOTES.url in feed


@pytest.mark.parametrize("asked", [make.prompt(about=(FIRST.id,)), make.prompt(at=FIRST.id), make.prompt(hidden=True)])
def test_a_question_goes_with_what_it_speaks_of(asked: Prompt) -> None:
    told = edition(asked)

    assert questions.shown(told, told.picks) == (() if asked.hidden else (asked,))
    assert questions.shown(told, told.picks[1:]) == ()


def test_the_questions_under_picks_are_counted_beside_those_around_the_table() -> None:
    assert questions.counted(5, 0, SAY) == "5 questions"
    assert questions.counted(5, 2, SAY) == "5 questions, 2 under picks"
    assert questions.counted(1, 1, SAY) == "1 question, 1 under a pick"


def test_a_question_under_a_pick_says_that_the_digest_asks_it(tmp_path: Path) -> None:
    page, feed = printed(tmp_path, make.prompt(at=FIRST.id, about=(FIRST.id,)), make.prompt(about=(FIRST.id,)))

    assert page.count('role="note" aria-label="A question from this digest"') == 1
    assert page.count("A question from this digest · <b>") == 1, "above the table it is said for all"
    assert feed.count("A question from this digest · ") == 1


def test_a_lens_of_the_owners_has_the_mark_of_others_and_its_own_name() -> None:
    assert questions.lens(make.prompt(), SAY) == ("sceptic", "The sceptic")
    assert questions.lens(make.prompt(lens="The caretaker"), SAY) == ("other", "The caretaker")
    assert questions.lens(make.prompt(lens=""), SAY) == ("other", "From the editor")
