"""ERIC as a source: years without days, names turned round, and what was catalogued last first."""

import asyncio
import json
from contextlib import suppress
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.collect.sources.scholarly import eric
from generator.collect.words import Answer, Visit
from generator.errors import StreetError
from generator.model import Source
from tests.collect.sources.scholarly.driver import Asked

VISIT = Visit(now=datetime(2026, 11, 21, tzinfo=UTC), since=datetime(2026, 11, 14, tzinfo=UTC))


def record(number="EJ1400001", **changes):
    return {
        "id": number, "title": "Retrieval Practice in Class.", "author": ["Doe, Jane", "Roe, Bo", "And Others"],
        "description": "We ask.", "publicationdateyear": 2026, "source": "Example Journal", "peerreviewed": "T",
        "publicationtype": ["Journal Articles", "Reports - Research"], "subject": ["Memory"], "language": ["English"],
        **changes,
    }  # fmt: skip


def answer(*rows):
    return json.dumps({"response": {"numFound": len(rows), "start": 0, "docs": rows}}).encode()


def read(found, **changes):
    street = Asked(found)
    source = Source(kind="eric", address="search:peer feedback", name="x", **changes)
    return asyncio.run(eric.read(source, street, VISIT)), street


def one(**changes):
    (found,) = eric.parse(answer(record(**changes)), "eric x").items
    return found


def test_a_record_becomes_an_item_under_its_page():
    found = one()
    assert found.id == found.url == "https://eric.ed.gov/?id=EJ1400001"
    assert (found.title, found.text, found.language) == ("Retrieval Practice in Class", "We ask.", "en")
    assert (found.voice.name, found.voice.key) == ("Jane Doe and Bo Roe", "https://eric.ed.gov#jane doe")
    assert found.tags == ("peer reviewed", "Memory")
    assert found.published is None
    assert found.works == ()


def test_a_record_whose_address_is_a_doi_is_that_work():
    found = one(url="http://dx.doi.org/10.5555/Demo.1", publicationdateyear="2026")
    assert found.id == found.url == "https://doi.org/10.5555/demo.1"
    assert (found.works[0].year, found.works[0].venue) == (2026, "Example Journal")
    assert (found.works[0].kind, found.works[0].authors) == ("journal-article", ("Jane Doe", "Bo Roe"))
    assert one(url="https://school.example/paper.pdf").works == ()


def test_escaped_quotation_marks_are_read_in_titles_and_descriptions():
    found = one(title="A &quot;Gap Year&quot;", description="Children&apos;s &quot;play&quot; &amp; more")
    assert (found.title, found.text) == ('A "Gap Year"', 'Children\'s "play" & more')


def test_what_was_not_reviewed_by_peers_or_does_not_say_so_has_no_tag_for_it():
    assert one(peerreviewed="F").tags == one(peerreviewed=None).tags == ("Memory",)


def test_this_year_and_the_last_are_asked_for():
    catch, street = read(answer(record()))
    query = parse_qs(urlsplit(street.asked[0]).query)
    assert query["search"] == ["(peer feedback) AND publicationdateyear:[2025 TO *]"]
    assert "url" in query["fields"][0].split(",")
    assert street.conditional == [True]
    assert catch.home == "https://eric.ed.gov/?q=peer+feedback"


def test_what_was_catalogued_last_comes_first_articles_and_documents_in_turn():
    numbers = ["EJ1", "ED600001", "EJ1400001", "ED600003", "EJ1400003", "EJ1400002", "x"]
    catch, _ = read(answer(*map(record, numbers)))
    assert [item.id[-9:].lstrip("=") for item in catch.items] == [
        "EJ1400003", "ED600003", "EJ1400002", "ED600001", "EJ1400001"
    ]  # fmt: skip
    catch, _ = read(answer(*map(record, numbers)), max_items=2)
    assert len(catch.items) == 2


def test_fifty_are_taken_where_the_owner_names_no_number():
    catch, _ = read(answer(*(record(f"EJ{number + 1_000_000}") for number in range(150))))
    assert len(catch.items) == eric.MOST


def test_an_unchanged_answer_is_nothing_new():
    catch, _ = read(Answer(url="u", status=304))
    assert catch.unchanged


def test_a_failure_names_the_register():
    with pytest.raises(StreetError, match=r"ERIC: The server is down\."):
        read(StreetError("The server is down.", status=500))


def test_an_answer_that_is_none_is_a_sentence_and_is_asked_for_anew():
    for body in (b"<html>", b"[]", b"{}", b'{"response": {"docs": null}}'):
        with pytest.raises(StreetError, match="ERIC answered"):
            eric.parse(body, "s")
    street = Asked(b"<html>")
    with pytest.raises(StreetError):
        asyncio.run(eric.read(Source(kind="eric", address="search:x", name="x"), street, VISIT))
    assert street.forgotten == street.asked


LEAVES = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=10), st.just("\ud800"))
ANYTHING = st.one_of(LEAVES, st.lists(LEAVES, max_size=3), st.dictionaries(st.text(max_size=3), LEAVES, max_size=2))


@given(st.dictionaries(st.sampled_from([*record(), "url"]), ANYTHING))
def test_any_record_gives_items_or_a_sentence(odd):
    for item in eric.parse(answer(odd, {**record(), **odd}), "s").items:
        assert item.title
        assert item.url.startswith("https://")


@given(st.binary())
def test_any_bytes_give_items_or_a_sentence(body):
    with suppress(StreetError):
        eric.parse(body, "s")
