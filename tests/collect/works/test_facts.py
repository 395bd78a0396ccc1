"""Records of Crossref and OpenAlex: the facts of a work, and what is said against it."""

import json
from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.collect import given as values
from generator.collect.works import crossref, dates, openalex, prose, updates
from generator.errors import StreetError

NOTICE = "https://doi.org/10.5555/demo.2"


def update(kind, day=None, doi="10.5555/demo.2", source="publisher"):
    return {"DOI": doi, "type": kind, "source": source, "updated": {"date-parts": [day]} if day else {}}


def verdict(*notices, title="A demonstration", **record):
    return updates.verdict({"DOI": "10.5555/demo.1", "updated-by": list(notices), **record}, title)


@pytest.mark.parametrize("kind", ["retraction", "Withdrawal", "removal", "RETRACTION"])
def test_a_work_that_was_taken_back_names_the_notice(kind):
    assert verdict(update(kind)) == updates.Verdict(retracted=True, notice=NOTICE)


@pytest.mark.parametrize("kind", ["expression_of_concern", "expression-of-concern", "Expression of concern"])
def test_a_concern_is_said_and_takes_nothing_back_however_it_is_spelt(kind):
    assert verdict(update(kind), update("correction")) == updates.Verdict(concern="expression of concern")


def test_a_correction_and_a_partial_retraction_leave_the_work_standing():
    assert verdict(update("erratum")).concern == "correction"
    assert verdict(update("partial_retraction")) == updates.Verdict(concern="partial retraction")
    assert verdict(update("new_version")) == updates.Verdict()


def test_a_work_that_was_reinstated_later_stands_again():
    back, again = update("retraction", [2024, 2, 1]), update("reinstatement", [2025, 3])
    assert verdict(back, again).retracted is False
    assert verdict(again, back).retracted is False
    assert verdict(back, update("reinstatement")).retracted is False
    assert verdict(back, update("reinstatement"), title="RETRACTED: A demonstration").retracted is False


def test_a_reinstatement_before_or_on_the_day_of_the_last_retraction_changes_nothing():
    again = update("reinstatement", [2024, 2, 1])
    assert verdict(update("retraction", [2024, 2, 1]), again).retracted
    assert verdict(update("retraction", [2023, 1, 1]), again, update("retraction", [2025, 1, 1])).retracted


def test_of_several_notices_the_newest_is_named_and_of_one_day_the_publishers():
    watch = update("retraction", [2024, 2, 1], "10.5555/watch", "retraction-watch")
    own = update("retraction", [2024, 2, 1], "10.5555/own")
    assert verdict(watch, own, update("retraction", [2020], "10.5555/old")).notice == "https://doi.org/10.5555/own"
    assert verdict(update("retraction", doi="unavailable")).notice is None


def test_a_notice_about_another_work_says_nothing_of_the_one_it_stands_in():
    assert verdict(**{"update-to": [update("retraction", doi="10.5555/other")]}) == updates.Verdict()
    assert verdict(**{"update-to": [update("withdrawal", doi="10.5555/DEMO.1")]}).retracted


@pytest.mark.parametrize(
    "title",
    [
        "RETRACTED: A demonstration",
        "[Retracted] A",
        "WITHDRAWN: A",
        "Retracted Article: A",
        "(Retracted) A",
        "REMOVED: A",
        "Retracted—A",
    ],
)
def test_a_title_can_say_that_its_work_was_taken_back(title):
    assert verdict(title=title).retracted


@pytest.mark.parametrize(
    "title", ["Retracted papers in education", "Withdrawn students: a study", "Retraction: notes", "Removed barriers"]
)
def test_a_title_about_retractions_is_not_one(title):
    assert verdict(title=title).retracted is None


def record(**changes):
    return {
        "DOI": "10.5555/DEMO.1", "type": "journal-article", "title": ["A <i>demo</i> of CO<sub>2</sub> &amp; more"],
        "container-title": ["J. Examples"], "publisher": "P", "published": {"date-parts": [[2019, 4]]},
        "author": [{"given": "Ana", "family": "Doe", "ORCID": "http://orcid.org/0000-0001-2345-678X"},
                   {"name": "A School"}],
        **changes,
    }  # fmt: skip


def test_a_record_of_crossref_becomes_a_work():
    work = crossref.of(record()).work
    assert (work.doi, work.title, work.venue, work.year) == (
        "10.5555/demo.1",
        "A demo of CO2 & more",
        "J. Examples",
        2019,
    )
    assert (work.authors, work.kind, work.open_at, work.retracted) == (("Ana Doe",), "journal-article", None, False)


def test_a_subtitle_belongs_to_the_title_once():
    assert crossref.heading({"title": ["One"], "subtitle": ["Two"]}) == "One: Two"
    assert crossref.heading({"title": ["One: Two"], "subtitle": ["two"]}) == "One: Two"


def test_organisations_are_authors_where_there_are_no_persons():
    assert crossref.authors({"author": [{"name": "A School"}]}) == ("A School",)


def test_a_free_licence_from_the_first_day_and_a_preprint_are_open():
    free = {"URL": "https://creativecommons.org/licenses/by/4.0/", "delay-in-days": 0}
    assert crossref.of(record(license=[free])).work.open_at == "https://doi.org/10.5555/demo.1"
    assert crossref.of(record(license=[free | {"delay-in-days": 365}])).work.open_at is None
    assert crossref.of(record(type="posted-content")).work.open_at == "https://doi.org/10.5555/demo.1"


def openalex_record(**changes):
    return {
        "id": "https://openalex.org/W1", "doi": "https://doi.org/10.5555/Demo.1", "display_name": "A demonstration",
        "publication_year": 2019, "publication_date": "2019-04-01", "type": "article", "is_retracted": False,
        "open_access": {"is_oa": True, "oa_url": "https://j.example/1.pdf"},
        "primary_location": {"source": {"display_name": "J. Examples", "is_in_doaj": True}},
        "authorships": [{"author": {"display_name": "Ana Doe"}}, {"author": {}, "raw_author_name": "Bo Roe"}],
        **changes,
    }  # fmt: skip


def test_a_record_of_openalex_becomes_a_work_in_the_words_of_crossref():
    work = openalex.of(openalex_record())
    assert (work.doi, work.title, work.venue, work.year) == ("10.5555/demo.1", "A demonstration", "J. Examples", 2019)
    assert (work.kind, work.open_at, work.in_doaj) == ("journal-article", "https://j.example/1.pdf", True)
    assert work.authors == ("Ana Doe", "Bo Roe")
    assert openalex.of(openalex_record(is_retracted=True)).retracted
    assert openalex.of(openalex_record(doi=None)) is None


def test_batches_keep_to_a_hundred_works_and_to_a_bearable_address():
    short = [f"10.5555/{number:03}" for number in range(250)]
    assert [len(part) for part in openalex.batches(short)] == [100, 100, 50]
    long = [f"10.5555/{number:03}" + "x" * 200 for number in range(100)]
    parts = openalex.batches(long)
    assert all(len(openalex.address(part)) <= openalex.ADDRESS for part in parts)
    assert [doi for part in parts for doi in part] == long
    assert openalex.batches([]) == ()


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ([[2026, 11, 17]], (2026, 11, 17)), ([[2026, 2, 30]], (2026, 2)), ([["2026", "11"]], (2026, 11)),
        ([[2026]], (2026,)), ([[None]], ()), ([], ()), ([[]], ()), (None, ()), ([[2026, None, 3]], (2026,)),
        ([[99999, 1]], ()),
        ([[True]], ()), ([[2026, 13]], (2026,)),
    ],
)  # fmt: skip
def test_as_much_of_a_date_is_read_as_can_be_believed(written, wanted):
    assert dates.parts({"date-parts": written}) == wanted


def test_half_a_date_is_no_day():
    assert dates.day((2026,)) is None
    assert dates.day((2026, 11)) is None
    assert dates.last((2024, 2)) == date(2024, 2, 29)
    now = datetime(2026, 11, 17, 9, tzinfo=UTC)
    assert dates.came_out((2026, 12, 1), now) == now
    assert dates.came_out((2026, 12, 1), None) == datetime(2026, 12, 1, tzinfo=UTC)
    assert dates.came_out((2026,), None) is None
    assert dates.is_late((2025,), now)
    assert not dates.is_late((2026, 9), now)
    assert not dates.is_late((), now)


def test_an_abstract_in_jats_becomes_paragraphs():
    jats = "<jats:title>Abstract</jats:title><jats:sec><jats:title>Aim</jats:title><jats:p>We  ask "
    jats += "<jats:italic>a</jats:italic>.</jats:p></jats:sec><jats:p>Two</jats:p>"
    assert prose.abstract(jats) == "Aim\n\nWe ask a.\n\nTwo"
    assert prose.abstract("<jats:p>&lt;p&gt;Escaped &lt;em&gt;twice&lt;/em&gt;&lt;/p&gt;</jats:p>") == "Escaped twice"
    assert prose.abstract("<p>Abstract: One</p>") == "One"
    formula = "<jats:p>x <jats:tex-math>\\documentclass{y}</jats:tex-math>z</jats:p>"
    assert prose.abstract(formula) == "x z"
    assert prose.abstract("") == ""


def test_names_are_persons():
    assert prose.names(["Ana Doe", "And Others", "Ana Doe", " "]) == ("Ana Doe",)
    assert prose.names(f"Author {number}" for number in range(99)) == tuple(f"Author {n}" for n in range(prose.AUTHORS))
    assert prose.forename_first("Doe, Jane, Jr.") == "Jane Doe Jr."
    assert prose.forename_first("Doe, Jane") == "Jane Doe"
    assert prose.forename_first("Doe, Jr.") == "Doe, Jr."
    assert prose.forename_first("OECD, Paris, France") == "OECD, Paris, France"


LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=12),
    st.sampled_from(["10.5555/a", "2026", "retraction"]),
)
NAMES = st.sampled_from(
    (
        "message results DOI doi title updated-by update-to updated date-parts date-time type author given family name "
        "license URL published issued container-title authorships primary_location source open_access oa_url "
        "is_retracted publication_year"
    ).split()
)
ANYTHING = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=8), max_leaves=40
)


@given(st.dictionaries(NAMES, ANYTHING))
def test_any_json_gives_works_or_a_sentence(answer):
    for body in (answer, {"message": answer | {"DOI": "10.5555/a"}}, {"results": [answer | {"doi": "10.5555/a"}]}):
        for parse in (crossref.parse, openalex.parse):
            with suppress(StreetError):
                parse(json.dumps(body).encode())


@given(st.binary())
def test_any_bytes_give_works_or_a_sentence(body):
    for parse in (crossref.parse, openalex.parse):
        with suppress(StreetError):
            parse(body)


def test_numbers_and_texts_of_strangers_are_read_as_they_come():
    assert [values.whole(value) for value in ("2026", 2026, " 7 ", "٢", "x", True, None, 1.5, "9" * 30)] == [
        2026, 2026, 7, None, None, None, None, None, None
    ]  # fmt: skip
    assert values.first(["", "a"]) == "a"
    assert values.strings("a") == ("a",)
    assert values.mappings({"a": 1}) == ()
