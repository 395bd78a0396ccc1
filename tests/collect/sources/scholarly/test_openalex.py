"""OpenAlex as a source: new works, whose abstracts are printed only where that is allowed, and its daily budget."""

import asyncio
import json
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.collect.sources.scholarly import openalex
from generator.collect.words import Visit
from generator.errors import StreetError
from generator.model import Source
from tests.collect.sources.scholarly.driver import Asked

VISIT = Visit(now=datetime(2026, 11, 21, tzinfo=UTC), since=datetime(2026, 11, 14, tzinfo=UTC))


def record(number=1, licence="cc-by", **changes):
    return {
        "id": f"https://openalex.org/W{number}", "doi": f"https://doi.org/10.5555/Demo.{number}",
        "display_name": "A <i>demonstration</i>", "publication_date": "2026-11-17", "publication_year": 2026,
        "type": "article", "language": "en", "is_retracted": False,
        "authorships": [{"author": {"display_name": "Ana Doe", "orcid": "https://orcid.org/0000-0001-2345-6789"}}],
        "primary_location": {"license": licence, "landing_page_url": "https://j.example/1",
                             "source": {"display_name": "J. Examples", "is_in_doaj": True}},
        "open_access": {"oa_url": "https://j.example/1.pdf"}, "primary_topic": {"display_name": "Feedback"},
        "abstract_inverted_index": {"We": [0], "ask": [1, 3], "and": [2]}, **changes,
    }  # fmt: skip


def answer(*rows, count=None):
    return json.dumps({"meta": {"count": count or len(rows)}, "results": rows}).encode()


def read(*pages, address="search:peer feedback", secrets=()):
    street = Asked(*pages, secrets=secrets)
    source = Source(kind="openalex", address=address, name="x")
    return asyncio.run(openalex.read(source, street, VISIT)), street


def one(**changes):
    (found,) = openalex.parse(answer(record(**changes)), "openalex x").items
    return found


def test_a_work_becomes_an_item_under_its_doi():
    found = one()
    assert found.id == found.url == "https://doi.org/10.5555/demo.1"
    assert (found.title, found.text, found.language) == ("A demonstration", "We ask and ask", "en")
    assert found.published == datetime(2026, 11, 17, tzinfo=UTC)
    assert (found.voice.key, found.voice.name) == ("https://orcid.org/0000-0001-2345-6789", "Ana Doe")
    assert (found.works[0].in_doaj, found.works[0].open_at) == (True, "https://j.example/1.pdf")


@pytest.mark.parametrize("licence", [None, "", "other-oa", "publisher-specific-oa", "elsevier-specific", 7])
def test_the_abstract_of_a_work_without_a_free_licence_is_not_printed(licence):
    assert one(licence=licence).text == ""


def test_a_free_copy_elsewhere_frees_the_abstract():
    assert one(licence=None, best_oa_location={"license": "cc-by-nc-nd"}).text == "We ask and ask"


def test_an_odd_list_of_words_is_read_as_far_as_it_goes():
    odd = {"a": [0, -1, 10**9], "b": "0", "c": [None, 1.5, 2], "d": None}
    assert one(abstract_inverted_index=odd).text == "a c"


def test_a_work_without_a_doi_is_known_by_its_number():
    found = one(doi=None)
    assert (found.id, found.url, found.works) == ("https://openalex.org/W1", "https://j.example/1", ())


def test_the_week_is_asked_for_up_to_tomorrow_with_the_key_where_there_is_one():
    _, street = read(answer(record()), secrets={"OPENALEX_API_KEY"})
    assert "search=peer+feedback" in street.asked[0]
    assert "filter=from_publication_date:2026-11-14,to_publication_date:2026-11-22&" in street.asked[0]
    assert street.seals[0].bearer == "OPENALEX_API_KEY"
    _, street = read(answer(record()), address="issn:1234-5678")
    assert "primary_location.source.issn:1234-5678" in street.asked[0]
    assert "search=" not in street.asked[0]
    assert street.seals[0].bearer == ""


def test_two_pages_are_read_at_most():
    pages = [answer(*(record(100 * page + each) for each in range(100)), count=500) for page in range(3)]
    catch, street = read(*pages)
    assert (len(catch.items), len(street.asked), "page=2" in street.asked[1]) == (200, 2, True)
    assert catch.notes == ("OpenAlex has more on this; the first 200 were read.",)


SAID = json.dumps({"error": "x", "message": "Unknown filter"}).encode()


@pytest.mark.parametrize(
    ("status", "secrets", "wanted"),
    [
        (400, (), "does not understand this question. “Unknown filter”"),
        (401, {"OPENALEX_API_KEY"}, "does not accept the key in OPENALEX_API_KEY"),
        (429, (), "used up.*OPENALEX_API_KEY, gives ten times"),
        (403, (), "used up"),
        (429, {"OPENALEX_API_KEY"}, "used up; the day ends at midnight UTC. Rest."),
        (500, (), "OpenAlex: Rest."),
    ],
)
def test_refusals_are_told_apart(status, secrets, wanted):
    with pytest.raises(StreetError, match=wanted):
        read(StreetError("Rest.", status=status, body=SAID), secrets=secrets)


def test_an_answer_that_is_none_is_a_sentence():
    for body in (b"", b"[]", b"{}", SAID):
        with pytest.raises(StreetError, match="OpenAlex answered"):
            openalex.parse(body, "s")


LEAVES = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=10), st.just("\ud800"))
NAMES = st.sampled_from([*record(), "license", "source", "display_name", "orcid", "author", "best_oa_location"])
ANYTHING = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=6))


@given(st.dictionaries(NAMES, ANYTHING))
def test_any_record_gives_items_or_a_sentence(odd):
    for row in (odd, {**record(), **odd}):
        for item in openalex.parse(answer(row), "s").items:
            assert item.title
            assert item.url.startswith("http")


@given(st.binary())
def test_any_bytes_give_items_or_a_sentence(body):
    with suppress(StreetError):
        openalex.parse(body, "s")
