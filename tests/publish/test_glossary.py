from pathlib import Path
from typing import Any

import pytest

from generator.errors import InputError
from generator.model import Edition, Word
from generator.publish import glossary
from generator.publish.plan import plan
from tests.publish import make

WRITTEN = """\
- term: formative assessment
  means: Finding out while there is *still time* to act on it.
  also: [assessment for learning, AfL]
  see: https://open.example/formative
- term: rubric
  hidden: true
"""


def edition(week: str, *terms: str) -> Edition:
    return make.edition(week, words=tuple(make.word(term) for term in terms))


def read(tmp_path: Path, words: str) -> tuple[glossary.Term, ...]:
    (tmp_path / glossary.FILE).write_text(words, "utf-8")
    return glossary.read(tmp_path)


def entries(*editions: Edition, terms: tuple[glossary.Term, ...] = ()) -> dict[str, Any]:
    sheets = plan(make.config(), editions, (), make.METHOD, None, glossary=terms).sheets
    page = next((sheet for sheet in sheets if sheet.template == "words.html"), None)
    return {entry.term: entry for letter in page.names["letters"] for entry in letter.entries} if page else {}


def test_a_word_that_rose_stands_in_the_glossary_with_the_weeks_in_which_it_did() -> None:
    found = entries(edition("2026-W45", "rubric"), edition("2026-W46"), edition("2026-W47", "Rubric"))

    assert found["rubric"].first.name == "Week 45, 2026"
    assert [week.name for week in found["rubric"].later.links] == ["Week 47, 2026"]
    assert found["rubric"].who


def test_of_many_later_weeks_only_how_many_and_the_last_are_named() -> None:
    weeks = [edition(f"2026-W{number}", "rubric") for number in range(40, 48)]

    later = entries(*weeks)["rubric"].later

    assert (later.count, [week.name for week in later.links]) == ("7 weeks", ["Week 47, 2026"])


def test_ways_of_writing_that_the_owner_joins_are_one_word(tmp_path: Path) -> None:
    terms = read(tmp_path, WRITTEN)
    found = entries(edition("2026-W46", "AfL"), edition("2026-W47", "assessment for learning"), terms=terms)

    assert list(found) == ["formative assessment"]
    assert [week.name for week in found["formative assessment"].later.links] == ["Week 47, 2026"]
    assert "<em>still time</em>" in found["formative assessment"].means


def test_a_word_the_owner_explains_is_there_before_it_ever_rose(tmp_path: Path) -> None:
    found = entries(make.edition(), terms=read(tmp_path, WRITTEN))

    assert found["formative assessment"].first is None
    assert found["formative assessment"].see == "https://open.example/formative"


def test_a_hidden_word_is_neither_in_the_glossary_nor_in_any_week(tmp_path: Path) -> None:
    site = make.site(tmp_path, edition("2026-W47", "rubric", "exit ticket"))
    assert "rubric" in (site / "words/index.html").read_text("utf-8")

    (tmp_path / "content" / glossary.FILE).write_text(WRITTEN, "utf-8")
    again = make.printed(tmp_path, tmp_path / "content")

    assert not [page for page in again.rglob("*.html") if "rubric" in page.read_text("utf-8")]
    assert "exit ticket" in (again / "index.html").read_text("utf-8")


def test_without_words_there_is_no_page_of_words() -> None:
    assert entries(make.edition()) == {}


def test_words_stand_in_the_order_of_the_alphabet_and_under_letters_where_there_are_many() -> None:
    few = edition("2026-W47", "Zettel", "über", "alt text", "板書")
    assert list(entries(few)) == ["alt text", "über", "Zettel", "板書"]

    many = edition("2026-W47", *(f"{letter}{number}" for letter in "abc" for number in range(9)), "板書", "Über")
    sheets = plan(make.config(), (many,), (), make.METHOD, None).sheets
    letters = next(sheet for sheet in sheets if sheet.template == "words.html").names["letters"]

    assert [letter.letter for letter in letters] == ["A", "B", "C", "U", ""]


def test_a_word_of_the_week_says_since_when_it_has_been_heard(tmp_path: Path) -> None:
    site = make.site(tmp_path, edition("2026-W40", "rubric"), edition("2026-W47", "rubric", "exit ticket"))
    page = (site / "index.html").read_text("utf-8")

    assert page.count("first heard here in Week 40, 2026") == 1


@pytest.mark.parametrize(
    ("words", "line", "said"),
    [
        ("term: rubric\n", 1, "no list of words"),
        ("- term: rubric\n- term: Rubric\n", 2, "explained twice"),
        ("- term: rubric\n  meaning: x\n", 2, "meaning"),
        ("- term: rubric\n  see: javascript:alert(1)\n", 2, "no address"),
        ("- means: x\n", 1, "term"),
        (f"- term: {'x' * 200}\n", 1, "too long"),
        ("- term: a\n  also: [b]\n- term: c\n  also: [B]\n", 3, "explained twice"),
    ],
)
def test_a_slip_is_told_with_its_line(tmp_path: Path, words: str, line: int, said: str) -> None:
    with pytest.raises(InputError) as wrong:
        read(tmp_path, words)

    assert [problem.line for problem in wrong.value.problems] == [line]
    assert said in str(wrong.value)
    assert "glossary.yaml" in str(wrong.value)


def test_all_slips_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(InputError) as wrong:
        read(tmp_path, "- term: a\n  x: 1\n- term: ''\n- term: b\n  see: nowhere\n")

    assert len(wrong.value.problems) == 3


def test_an_explanation_whose_link_leads_nowhere_stops_the_build(tmp_path: Path) -> None:
    folder = make.content(tmp_path, make.edition())
    (folder / glossary.FILE).write_text("- term: rubric\n  means: See [here](no-such-page/).\n", "utf-8")

    with pytest.raises(InputError, match="leads nowhere"):
        make.printed(tmp_path, folder)


def test_an_explanation_that_means_harm_does_none(tmp_path: Path) -> None:
    folder = make.content(tmp_path, make.edition())
    harm = "- term: '<script>x</script>'\n  means: '<script>alert(1)</script> [x](javascript:alert(1)) **y**'\n"
    (folder / glossary.FILE).write_text(harm, "utf-8")
    page = (make.printed(tmp_path, folder) / "words/index.html").read_text("utf-8")

    assert "<script>alert" not in page
    assert "javascript:" not in page
    assert "<strong>y</strong>" in page


def test_an_empty_file_and_no_file_explain_nothing(tmp_path: Path) -> None:
    assert glossary.read(tmp_path) == ()
    assert read(tmp_path, "# nothing yet\n") == ()


def test_words_that_differ_in_the_glossary_are_told_apart() -> None:
    words = (Word(term="rubric", voices=4, weeks=8), Word(term="rubrics", voices=4, weeks=8))

    assert set(entries(make.edition(words=words))) == {"rubric", "rubrics"}


def test_the_example_in_the_guide_is_understood(tmp_path: Path) -> None:
    guide = (make.ROOT / "content" / "README.md").read_text("utf-8")
    lines = guide.partition("## Explaining a word")[2].partition("\n## ")[0].split("\n")
    example = "\n".join(line.removeprefix("    ") for line in lines if line.startswith("    "))
    first, hidden = read(tmp_path, example)

    assert (first.term, first.see, len(first.also)) == ("formative assessment", "https://site.example/what-it-is", 2)
    assert hidden.hidden
