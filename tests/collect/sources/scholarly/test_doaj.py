"""DOAJ as a source: the newest entries of open journals, dated by their entry."""

import asyncio
import json
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.collect.sources.scholarly import doaj
from generator.collect.words import Visit
from generator.errors import StreetError
from generator.model import Source
from tests.collect.fakes import Street

VISIT = Visit(now=datetime(2026, 11, 21, tzinfo=UTC), since=datetime(2026, 11, 14, tzinfo=UTC))
FIRST = "https://doaj.org/api/search/articles/peer%20feedback?page=1&pageSize=100&sort=created_date%3Adesc"
SECOND = FIRST.replace("page=1&", "page=2&")


def article(number=1, day=17, **changes):
    bibjson = {
        "title": "A demonstration", "year": "2026", "month": "11", "abstract": "<p>We ask.</p>",
        "author": [{"name": "Doe, Ana", "orcid_id": "https://orcid.org/0000-0001-2345-6789"}, {"name": "Bo Roe"}],
        "journal": {"title": "J. Examples", "language": ["ES"]}, "keywords": ["feedback"],
        "identifier": [{"type": "pissn", "id": "1234-5678"}, {"type": "DOI", "id": f"10.5555/Demo.{number}"}],
        "link": [{"type": "fulltext", "url": "https://j.example/1"}], **changes,
    }  # fmt: skip
    return {"id": f"{number:032x}", "created_date": f"2026-11-{day:02}T09:00:00Z", "bibjson": bibjson}


def answer(*rows, total=None):
    return json.dumps({"total": total or len(rows), "page": 1, "pageSize": 100, "results": rows}).encode()


def read(places):
    street = Street(places)
    return asyncio.run(doaj.read(Source(kind="doaj", address="search:peer feedback", name="x"), street, VISIT)), street


def one(**changes):
    (found,) = doaj.parse(answer(article(**changes)), "doaj x").items
    return found


def test_an_article_becomes_an_item_under_its_doi():
    found = one()
    assert found.id == found.url == "https://doi.org/10.5555/demo.1"
    assert (found.title, found.text, found.language, found.tags) == ("A demonstration", "We ask.", "es", ("feedback",))
    assert (found.voice.key, found.voice.name) == ("https://orcid.org/0000-0001-2345-6789", "Ana Doe and Bo Roe")
    assert found.published == datetime(2026, 11, 17, 9, tzinfo=UTC)
    assert (found.works[0].in_doaj, found.works[0].open_at) == (True, "https://j.example/1")


def test_without_a_doi_it_is_known_by_its_page_in_the_directory_and_read_at_its_journal():
    found = one(identifier=[])
    assert (found.id, found.url) == (f"https://doaj.org/article/{1:032x}", "https://j.example/1")
    assert one(identifier=[], link=[]).url == found.id


def test_a_record_with_an_odd_number_is_known_by_where_it_is_read():
    odd = article(identifier=[]) | {"id": "../\ud800"}
    (found,) = doaj.parse(answer(odd), "s").items
    assert found.id == found.url == "https://j.example/1"


def test_a_journal_of_several_languages_does_not_tell_that_of_an_article():
    assert one(journal={"language": ["ES", "PT"]}).language is None


def test_the_newest_entries_are_asked_for_until_the_week_is_past():
    many = [article(number) for number in range(99)]
    catch, street = read({FIRST: answer(*many, article(99, day=2), total=400)})
    assert street.asked == [FIRST]
    assert len(catch.items) == 99
    catch, street = read({FIRST: answer(*many, article(99), total=101), SECOND: answer(article(100))})
    assert (street.asked, len(catch.items), catch.notes) == ([FIRST, SECOND], 101, ())


def test_an_old_article_that_is_only_now_entered_is_left_out():
    catch, _ = read({FIRST: answer(article(year="2019"), article(2))})
    assert [item.id[-1] for item in catch.items] == ["2"]
    assert catch.notes == ("1 work left out: old, and only now entered in the register.",)


@pytest.mark.parametrize(
    ("status", "wanted"), [(400, "wildcards.*“No such thing”"), (429, "twice a second. Rest."), (500, "DOAJ: Rest.")]
)
def test_refusals_are_told_apart(status, wanted):
    body = json.dumps({"status": "bad_request", "error": "No such thing"}).encode()
    with pytest.raises(StreetError, match=wanted):
        read({FIRST: StreetError("Rest.", status=status, body=body)})


def test_an_answer_that_is_none_is_a_sentence():
    for body in (b"", b"[]", b"{}", b'{"results": 7, "error": "x"}'):
        with pytest.raises(StreetError, match="DOAJ answered"):
            doaj.parse(body, "s")


LEAVES = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=10), st.just("\ud800"))
NAMES = st.sampled_from([*article(), *article()["bibjson"], "name", "url", "type", "orcid_id", "language"])
ANYTHING = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=6))


@given(st.dictionaries(NAMES, ANYTHING))
def test_any_record_gives_items_or_a_sentence(odd):
    for row in (odd, {**article(), **odd}, article(**odd)):
        for item in doaj.parse(answer(row), "s").items:
            assert item.title
            assert item.url.startswith("http")


@given(st.binary())
def test_any_bytes_give_items_or_a_sentence(body):
    with suppress(StreetError):
        doaj.parse(body, "s")
