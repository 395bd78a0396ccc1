import re
from pathlib import Path
from typing import Any

import pytest

from generator.model import Edition, Mention, Word
from generator.publish import archive, chronicle, lexicon
from generator.publish.pages import Written
from generator.publish.plan import plan
from generator.publish.strings import catalogue
from tests.publish import make

SAY = catalogue("en")


def word(term: str = "open pedagogy", **changed: Any) -> Word:
    kind: dict[str, Any] = {"voices": 7, "weeks": 8, "most": 1, "heard": 2, "z": 4.1, "language": "en"}
    who = tuple(
        Mention(name=name, url=f"https://{name.lower()}.example/9", voice=name) for name in "Ada Bo Cem".split()
    )
    return Word(**({"term": term, "who": who} | kind | changed))


def edition(week: str = "2026-W47", *words: Word) -> Edition:
    return make.edition(week, words=words)


def places(*editions: Edition) -> list[str]:
    return [sheet.file for sheet in plan(make.config(), editions, (), make.METHOD, None).sheets]


def page(*editions: Edition) -> Any:
    sheets = plan(make.config(), editions, (), make.METHOD, None).sheets
    return next(sheet for sheet in sheets if sheet.template == "words.html").names["weeks"]


# ---------------------------------------------------------------- the record


def test_words_come_back_from_the_file_as_they_went_into_it(tmp_path: Path) -> None:
    given = edition("2026-W47", word(), word("Ὀδύσσεια: #1 'x'\n", who=(), language=None))
    archive.write(given, tmp_path)

    assert archive.read(tmp_path) == (given,)


def test_an_edition_from_before_there_were_words_is_read_and_has_none(tmp_path: Path) -> None:
    path = archive.write(make.edition(), tmp_path)

    assert "\nwords:" not in path.read_text("utf-8")
    assert archive.read(tmp_path)[0].words == ()


def test_the_owner_can_hide_a_word_by_hand(tmp_path: Path) -> None:
    path = archive.write(edition("2026-W47", word(), word("eclipse")), tmp_path)
    path.write_text(path.read_text("utf-8").replace("- term: eclipse", "- term: eclipse\n    hidden: true"), "utf-8")

    assert [each.term for each in lexicon.shown(archive.read(tmp_path)[0])] == ["open pedagogy"]


# ---------------------------------------------------------------- what is said


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, "7 voices; no more than 1 in any of the 8 weeks before"),
        ({"most": 0}, "7 voices; none in the 8 weeks before"),
        ({"weeks": 1}, "7 voices; no more than 1 in the week before"),
        ({"weeks": 1, "most": 0}, "7 voices; none in the week before"),
    ],
)
def test_a_word_says_how_many_use_it_and_how_many_did_before(changed: dict[str, Any], said: str) -> None:
    assert lexicon.views(edition("2026-W47", word(**changed)), SAY)[0].facts == said


def test_who_said_it_is_named_and_the_others_are_counted() -> None:
    seven, three = lexicon.views(edition("2026-W47", word(), word(voices=3)), SAY)

    assert [(who.name, who.address) for who in seven.who][:2] == [
        ("Ada", "https://ada.example/9"), ("Bo", "https://bo.example/9"),
    ]  # fmt: skip
    assert (seven.others, three.others) == ("and 4 more", "")


def test_an_address_that_is_none_leads_nowhere() -> None:
    bad = word(who=(Mention(name="", url="javascript:alert(1)", voice="x"),))

    assert lexicon.views(edition("2026-W47", bad), SAY)[0].who[0].address is None


# ---------------------------------------------------------------- the page


def test_there_is_no_page_of_words_while_nothing_rose() -> None:
    assert "words/index.html" not in places(edition("2026-W46"), edition("2026-W47", word(hidden=True)))
    assert "words/index.html" in places(edition("2026-W46", word()), edition("2026-W47"))


def test_the_page_goes_week_by_week_and_says_since_when_a_word_is_known() -> None:
    newest, oldest = page(
        edition("2026-W45", word("Open Pedagogy")), edition("2026-W46"), edition("2026-W47", word(), word("eclipse"))
    )

    assert (newest.head.name, oldest.head.name) == ("2026-W47", "2026-W45")
    assert [each.since for each in newest.words] == ["first heard here in Week 45, 2026", ""]
    assert [each.since for each in oldest.words] == [""]


def test_the_page_looks_back_over_two_months() -> None:
    weeks = [f"{year}-W{week:02}" for year in (2024, 2025) for week in range(1, 53)]

    assert len(page(*(edition(week, word()) for week in weeks))) == chronicle.WEEKS


def test_weeks_of_one_number_are_no_landmarks_of_one_name(tmp_path: Path) -> None:
    years = (make.edition(f"{year}-W47", words=(make.word(f"word {year}"),)) for year in (2025, 2026))
    page = (make.site(tmp_path, *years) / "words/index.html").read_text("utf-8")
    named = re.findall(r'<(\w+)[^>]* aria-labelledby="words-', page)

    assert len(named) == 2
    assert not {"section", "nav", "aside", "form"} & set(named)  # https://www.w3.org/TR/html-aam-1.0/#el-section


def test_a_written_page_cannot_take_its_place(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="belongs to a page that Gleaner makes"):
        make.site(tmp_path, make.edition(), words="---\ntitle: Words\n---\nMine.\n")


def test_a_site_with_words_is_whole(tmp_path: Path) -> None:
    foreign = word(
        "<b>القمر</b>", language="ar", who=(Mention(name="<i>x</i>", url="https://x.example/?a=1&b", voice="x"),)
    )
    folder = make.site(tmp_path, edition("2026-W46", foreign), edition("2026-W47", word(), foreign))
    printed = (folder / "words" / "index.html").read_text("utf-8")
    edited = (folder / "editions" / "2026-W47" / "index.html").read_text("utf-8")

    assert '<bdi dir="rtl" lang="ar">&lt;b&gt;القمر&lt;/b&gt;</bdi>' in printed
    assert "Words of the week" in edited
    assert 'href="../words/index.html"' in (folder / "archive" / "index.html").read_text("utf-8")
    assert "open pedagogy" in (folder / "atom.xml").read_text("utf-8")


def test_an_edition_without_words_says_nothing_of_them(tmp_path: Path) -> None:
    folder = make.site(tmp_path, make.edition())

    assert "Words" not in (folder / "index.html").read_text("utf-8")


def test_the_foot_of_a_page_has_the_written_pages_and_the_page_of_words() -> None:
    about = Written(name="about", title="About", description="", body="")
    sheets = plan(make.config(), (edition("2026-W47", word()),), (about,), make.METHOD, None).sheets

    named = {group.title: [link.name for link in group.links] for group in sheets[0].names["site"].foot}
    assert {"Newest week", "All weeks", "Words"} <= set(named["To read"])
    assert named["How it is made"][0] == "About"
