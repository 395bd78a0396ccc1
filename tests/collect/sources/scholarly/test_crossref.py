"""Crossref as a source: the week's works on some words or of a journal, told from one another and from errors."""

import asyncio
import json
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.collect.sources.scholarly import crossref
from generator.collect.words import Visit
from generator.errors import StreetError
from generator.model import Source
from tests.collect.sources.scholarly.driver import Asked

VISIT = Visit(now=datetime(2026, 11, 21, tzinfo=UTC), since=datetime(2026, 11, 14, tzinfo=UTC))
MAIL = {"CONTACT_EMAIL"}


def work(number=1, day=17, **changes):
    return {
        "DOI": f"10.5555/Demo.{number}", "type": "journal-article", "title": ["Peer <i>feedback</i> in class"],
        "container-title": ["J. Examples"], "published": {"date-parts": [[2026, 11]]},
        "created": {"date-time": f"2026-11-{day:02}T09:00:00Z"}, "language": "en", "subject": ["Education"],
        "author": [{"given": "Ana", "family": "Doe", "ORCID": "http://orcid.org/0000-0001-2345-678x"},
                   {"given": "Bo", "family": "Roe"}, {"given": "Cy", "family": "Poe"}],
        "abstract": "<jats:title>Abstract</jats:title><jats:p>Teachers ask.</jats:p>", **changes,
    }  # fmt: skip


def answer(*rows, total=None):
    message = {"total-results": len(rows) if total is None else total, "items": rows}
    return json.dumps({"status": "ok", "message-type": "work-list", "message": message}).encode()


def source(address="search:peer feedback", **changes):
    return Source(kind="crossref", address=address, name="x", **changes)


def read(pages, wanted=None, secrets=()):
    street = Asked(*pages, secrets=secrets)
    return asyncio.run(crossref.read(wanted or source(), street, VISIT)), street


def one(**changes):
    (found,) = crossref.parse(answer(work(**changes)), "crossref x").items
    return found


def test_a_work_becomes_an_item_under_its_doi():
    found = one()
    assert found.id == found.url == "https://doi.org/10.5555/demo.1"
    assert (found.title, found.text, found.language) == ("Peer feedback in class", "Teachers ask.", "en")
    assert (found.source, found.kind, found.tags) == ("crossref x", "article", ("Education",))
    assert (found.voice.key, found.voice.name) == ("https://orcid.org/0000-0001-2345-678X", "Ana Doe et al.")
    assert found.voice.address == found.voice.key
    assert (found.works[0].doi, found.works[0].venue, found.works[0].year) == ("10.5555/demo.1", "J. Examples", 2026)


def test_without_an_orcid_the_voice_is_the_same_for_each_work_of_an_author():
    plain = [{"given": "Ana", "family": "Doe"}]
    first, second = one(number=1, author=plain), one(number=2, author=[*plain, {"given": "Bo", "family": "Roe"}])
    assert first.voice.key == second.voice.key == "https://www.crossref.org#ana doe"
    assert (first.voice.name, second.voice.name) == ("Ana Doe", "Ana Doe and Bo Roe")


def test_without_authors_the_journal_speaks():
    assert one(author=[]).voice.name == "J. Examples"


def test_a_work_is_dated_by_its_registration_whatever_its_issue_says():
    registered = datetime(2026, 11, 17, 9, tzinfo=UTC)
    for issue in ([2026], [2026, 11], [2027, 3, 1], [2026, 10, 1], [None]):
        assert one(published={"date-parts": [issue]}).published == registered
    assert one(created={}, published={"date-parts": [[2026, 11, 3]]}).published == datetime(2026, 11, 3, tzinfo=UTC)
    assert one(created={}).published is None


def test_old_works_that_are_only_now_registered_are_left_out_and_counted():
    (catch, _) = read([answer(work(), work(2, published={"date-parts": [[1987]]}))])
    assert [item.id for item in catch.items] == ["https://doi.org/10.5555/demo.1"]
    assert "1 work left out: old, and only now entered in the register." in catch.notes


def test_a_retracted_work_says_so_at_once():
    notice = [{"DOI": "10.5555/n", "type": "retraction"}]
    assert one(**{"updated-by": notice}).works[0].notice == "https://doi.org/10.5555/n"


def test_what_is_no_work_to_read_is_left_out():
    rows = [
        work(number, type=kind) for number, kind in enumerate(("component", "peer-review", "journal-issue", "book"))
    ]
    assert [item.works[0].kind for item in crossref.parse(answer(*rows, {"DOI": "10.5555/x"}, 7), "s").items] == [
        "book"
    ]


def test_words_are_searched_among_the_weeks_works_and_those_with_only_one_of_them_are_left_out():
    other = work(2, title=["Peer pressure"], abstract=None)
    inflected = work(3, title=["Feedbacks among peers"])
    catch, street = read([answer(work(), other, inflected)], secrets=MAIL)
    assert {item.id[-1] for item in catch.items} == {"1", "3"}
    assert catch.notes == ("1 work left out: they have only some of the words.",)
    assert street.asked[0].startswith(
        "https://api.crossref.org/works?query=peer+feedback&filter=from-created-date:2026-11-14&sort=score"
    )
    assert dict(street.seals[0].query) == {"mailto": "CONTACT_EMAIL"}


def test_a_phrase_in_quotation_marks_must_stand_as_it_is():
    wanted = source('search:"feedback in class"')
    catch, _ = read([answer(work(), work(2, title=["In class, feedback"]))], wanted)
    assert [item.id[-1] for item in catch.items] == ["1"]


def test_a_journal_is_asked_for_by_its_issn_without_an_address_where_there_is_none():
    catch, street = read([answer(work(title=["Anything"]))], source("issn:1234567x"))
    assert street.asked[0].startswith("https://api.crossref.org/journals/1234-567X/works?filter=from-created-date")
    assert "sort=created" in street.asked[0]
    assert dict(street.seals[0].query) == {}
    assert (len(catch.items), catch.home) == (1, "https://portal.issn.org/resource/ISSN/1234-567X")


def test_full_pages_are_followed_by_the_next_up_to_a_limit():
    page = [answer(*(work(number * 1_000 + each) for each in range(100)), total=999) for number in range(3)]
    catch, street = read(page)
    assert ["offset" in url for url in street.asked] == [False, True, True]
    assert len(catch.items) == 300
    assert catch.notes == ("Crossref has more on this; the first 300 were read.",)


def test_a_failure_on_a_later_page_keeps_what_was_read():
    catch, street = read([answer(*(work(each) for each in range(100))), StreetError("The server is down.", status=500)])
    assert len(catch.items) == 100
    assert catch.notes == ("An older page could not be read: Crossref: The server is down.",)
    assert street.asked[0] in street.forgotten


def test_nothing_new_is_no_failure():
    catch, _ = read([answer()])
    assert (catch.items, catch.notes, catch.title) == ((), (), "Crossref: peer feedback")


REFUSED = json.dumps({"status": "failed", "message": [{"type": "x", "value": "y", "message": "No <b>such</b> filter"}]})


@pytest.mark.parametrize(
    ("status", "body", "wanted"),
    [
        (400, REFUSED.encode(), "does not understand this question. “No such filter”"),
        (400, b"<html>", "does not understand this question."),
        (404, b"Resource not found.", "knows nothing by 1234-5678"),
        (403, b"", "CONTACT_EMAIL"),
        (429, b"", "asked too often. Street says."),
        (500, b"", "Crossref: Street says."),
    ],
)
def test_refusals_are_told_apart(status, body, wanted):
    with pytest.raises(StreetError, match=wanted.replace("?", r"\?")) as caught:
        read([StreetError("Street says.", status=status, body=body, kind="resting")], source("issn:1234-5678"))
    assert (caught.value.status, caught.value.kind) == (status, "resting")


@pytest.mark.parametrize("address", ["words", "issn:12", "issn:1234-567", "search:", "search:  ", "doi:10.5555/x"])
def test_an_address_of_no_known_form_is_refused_before_anything_is_asked(address):
    street = Asked(b"")
    with pytest.raises(StreetError):
        asyncio.run(crossref.read(source(address), street, VISIT))
    assert street.asked == []


def test_an_answer_that_is_none_is_a_sentence():
    for body in (b"", b"[]", b"{}", b'{"message": []}', b'{"message": {"items": 7}}', REFUSED.encode()):
        with pytest.raises(StreetError, match="Crossref answered"):
            crossref.parse(body, "s")


LEAVES = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=10), st.just("\ud800"))
ANYTHING = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(list(work())), inner, max_size=6),
)


@given(st.dictionaries(st.sampled_from([*work(), "updated-by", "institution", "subtitle"]), ANYTHING))
def test_any_record_gives_items_or_a_sentence(record):
    for row in (record, {**work(), **record}):
        for item in crossref.parse(answer(row), "s").items:
            assert item.title
            assert item.published is None or item.published.tzinfo


@given(st.binary())
def test_any_bytes_give_items_or_a_sentence(body):
    with suppress(StreetError):
        crossref.parse(body, "s")
