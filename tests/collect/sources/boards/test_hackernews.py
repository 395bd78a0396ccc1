"""Hacker News: what is asked, and what a story becomes."""

import asyncio
import json
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.collect.sources.boards import hackernews
from generator.collect.words import Visit
from generator.errors import StreetError
from generator.model import Source
from tests.collect.fakes import Street

VISIT = Visit(now=datetime(2026, 11, 21, tzinfo=UTC), since=datetime(2026, 11, 14, tzinfo=UTC))
SOURCE = Source(kind="hackernews", address="search:spaced practice", name="Practice")
START = int(VISIT.since.timestamp())
SEARCH = (
    "https://hn.algolia.com/api/v1/search_by_date?tags=story&query=spaced+practice"
    f"&numericFilters=created_at_i%3E{START}&hitsPerPage=200&page="
)
FRONT = f"https://hn.algolia.com/api/v1/search_by_date?tags=front_page&numericFilters=created_at_i%3E{START}&hitsPerPage=200&page=0"


def hit(number: int = 46000001, **changes):
    return {
        "objectID": str(number), "title": "Spaced practice", "url": "https://study.example/p", "author": "demo",
        "points": 120, "num_comments": 40, "created_at": "2026-11-17T09:00:00Z", "created_at_i": 1794906000,
        "_tags": ["story"], "_highlightResult": {"title": {"value": "<em>Spaced</em>"}}, **changes,
    }  # fmt: skip


def page(*hits, number=0, pages=1) -> bytes:
    return json.dumps({"hits": list(hits), "page": number, "nbPages": pages, "nbHits": len(hits)}).encode()


def one(**changes):
    found = hackernews.parse(page(hit(**changes)), "s").items
    return found[0] if found else None


def read(street, source=SOURCE):
    return asyncio.run(hackernews.read(source, street, VISIT))


def test_a_story_is_the_talk_about_it_and_is_about_a_page_elsewhere():
    found = one()
    place = "https://news.ycombinator.com/item?id=46000001"
    assert (found.id, found.url, found.about) == (place, place, "https://study.example/p")
    assert (found.title, found.text, found.kind) == ("Spaced practice", "", "post")
    assert (found.voice.key, found.voice.name) == ("https://news.ycombinator.com/user?id=demo", "demo")
    assert found.voice.network == "hackernews"
    assert found.published == datetime(2026, 11, 17, 9, tzinfo=UTC)
    assert (found.reactions.replies, found.reactions.likes) == (40, 120)


def test_a_question_has_its_words_as_text_and_its_links():
    words = 'First.<p>See <a href="https:&#x2F;&#x2F;a.example&#x2F;x">this</a> &lt;b&gt;'
    found = one(url=None, title="Ask HN: How do you study?", story_text=words)
    assert (found.text, found.about, found.links) == ("First.\n\nSee this <b>", None, ("https://a.example/x",))


def test_missing_and_odd_fields_are_unknown():
    found = one(url="javascript:alert(1)", author=None, points=None, num_comments=-1, created_at=None, created_at_i="x")
    assert (found.about, found.published, found.voice.name) == (None, None, "somebody")
    assert (found.reactions.replies, found.reactions.likes) == (None, None)
    assert one(created_at_i=None).published == datetime(2026, 11, 17, 9, tzinfo=UTC)
    assert one(created_at=None).published == datetime(2026, 11, 17, 9, tzinfo=UTC)
    assert one(created_at=None, created_at_i=1 << 52).published is None
    assert one(objectID=None, story_id=7).id.endswith("?id=7")


def test_what_is_no_story_any_more_is_left_out_and_what_is_marked_is_taken_down():
    body = page(None, hit(1, title=None), hit(2, title="[dead]"), hit(3, dead=True), hit(4, deleted=True), hit(5))
    found = hackernews.parse(body, "s")
    assert [item.id[-1] for item in found.items] == ["5"]
    assert [name[-1] for name in found.gone] == ["2", "3", "4"]


@pytest.mark.parametrize("body", [b"", b"null", b"[]", b"{}", b'{"hits":{}}', b"<html>", b"\xff", b"[" * 9999])
def test_what_is_no_list_of_stories_is_said_to_be_none(body):
    with pytest.raises(StreetError, match="did not answer as its documentation says"):
        hackernews.parse(body, "s")


def test_a_search_asks_for_every_story_of_the_week_by_date():
    street = Street({f"{SEARCH}0": page(hit(1), pages=2), f"{SEARCH}1": page(hit(2), number=1, pages=2)})
    catch = read(street)
    assert street.asked == [f"{SEARCH}0", f"{SEARCH}1"]
    assert len(catch.items) == 2
    assert catch.home == "https://hn.algolia.com/?query=spaced+practice&sort=byDate"


def test_the_front_page_is_asked_for_as_a_tag():
    street = Street({FRONT: page(hit())})
    assert len(read(street, replace(SOURCE, address="front")).items) == 1


def test_no_more_is_asked_for_than_the_search_gives():
    places = {f"{SEARCH}{number}": page(hit(number + 1), number=number, pages=9) for number in range(9)}
    street = Street(places)
    assert "Only 5 posts of Hacker News were read." in read(street).notes
    assert len(street.asked) == hackernews.PAGES


def test_a_failure_on_a_later_page_costs_only_the_rest():
    catch = read(Street({f"{SEARCH}0": page(hit(), pages=2)}))
    assert len(catch.items) == 1
    assert "Hacker News stopped answering" in catch.notes[0]


@pytest.mark.parametrize("address", ["search:", "words", "", "front page"])
def test_an_address_of_no_known_form_is_not_asked(address):
    with pytest.raises(StreetError, match="none of them"):
        read(Street({}), replace(SOURCE, address=address))


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
NAMES = st.sampled_from(("objectID", "title", "url", "author", "story_text", "created_at", "created_at_i", "story_id"))


@given(st.lists(st.dictionaries(NAMES, ANY) | ANY, max_size=4) | ANY, ANY, ANY)
def test_whatever_json_comes_only_a_streeterror_comes_out(hits, number, pages):
    with suppress(StreetError):
        hackernews.parse(json.dumps({"hits": hits, "page": number, "nbPages": pages}).encode(), "s")


@given(st.binary(max_size=200))
def test_whatever_bytes_come_only_a_streeterror_comes_out(body):
    with suppress(StreetError):
        hackernews.parse(body, "s")
