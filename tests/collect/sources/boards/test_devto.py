"""dev.to: what is asked, and what an article becomes."""

import asyncio
import json
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.collect.sources.boards import devto
from generator.collect.words import Visit
from generator.errors import StreetError
from generator.model import Source
from tests.collect.fakes import Street

VISIT = Visit(now=datetime(2026, 11, 21, 12, tzinfo=UTC), since=datetime(2026, 11, 14, tzinfo=UTC))
SOURCE = Source(kind="devto", address="#oer", name="OER")
TAG = "https://dev.to/api/articles?tag=oer&top=8&per_page=100&page="
USER = "https://dev.to/api/articles?username=kim&per_page=100&page="


def article(number: int = 1, **changes):
    return {
        "id": number, "title": "Open & free", "description": "About <b>books</b>.",
        "url": f"https://dev.to/kim/open-{number}", "path": f"/kim/open-{number}",
        "canonical_url": f"https://dev.to/kim/open-{number}", "edited_at": None,
        "published_timestamp": "2026-11-17T09:00:00Z", "language": "en", "tag_list": ["oer", "Books"],
        "tags": "oer, Books", "positive_reactions_count": 12, "comments_count": 3, "reading_time_minutes": 4,
        "user": {"name": "Kim", "username": "kim"}, **changes,
    }  # fmt: skip


def page(*articles) -> bytes:
    return json.dumps(articles).encode()


def one(**changes):
    found = devto.parse(page(article(**changes)), "s").items
    return found[0] if found else None


def read(street, source=SOURCE):
    return asyncio.run(devto.read(source, street, VISIT))


def test_an_article_is_read_with_its_voice_its_tags_and_its_counts():
    found = one()
    assert (found.id, found.url, found.about) == ("https://dev.to/kim/open-1", "https://dev.to/kim/open-1", None)
    assert (found.title, found.text, found.kind) == ("Open & free", "About books.", "article")
    assert (found.tags, found.language) == (("oer", "Books"), "en")
    assert (found.voice.key, found.voice.name, found.voice.network) == ("https://dev.to/kim", "Kim", "devto")
    assert (found.published, found.updated) == (datetime(2026, 11, 17, 9, tzinfo=UTC), None)
    assert (found.reactions.replies, found.reactions.likes) == (3, 12)


def test_an_article_that_was_first_published_elsewhere_is_about_that_page():
    assert one(canonical_url="https://kim.example/open").about == "https://kim.example/open"
    assert one(canonical_url="https://dev.to/kim/open-1?x=1").about is None


@pytest.mark.parametrize(
    ("tag_list", "tags"),
    [("a, b", ["a", "b"]), (["a", "b"], "a, b"), (["a"], "a,b"), (None, "a,b"), (["a", 7, "b"], None)],
)
def test_tags_are_a_list_here_and_a_string_there(tag_list, tags):
    assert one(tag_list=tag_list, tags=tags).tags == ("a", "b")


def test_an_edit_has_its_own_time_and_a_number_that_changes_is_none():
    assert one(edited_at="2026-11-18T09:00:00Z").updated == datetime(2026, 11, 18, 9, tzinfo=UTC)


def test_missing_and_odd_fields_are_unknown():
    found = one(url=None, user=None, description=None, published_timestamp="soon", comments_count="3", language=7)
    assert (found.url, found.voice.name, found.text) == ("https://dev.to/kim/open-1", "somebody", "")
    assert (found.published, found.language, found.reactions.replies) == (None, None, None)
    assert one(title=" ") is None
    assert one(url="javascript:x", path=None, canonical_url=None) is None


@pytest.mark.parametrize("body", [b"", b"null", b"{}", b'{"error":"unauthorized","status":401}', b"<html>", b"\xff"])
def test_what_is_no_list_of_articles_is_said_to_be_none(body):
    with pytest.raises(StreetError, match=r"dev\.to did not answer as its documentation says"):
        devto.parse(body, "s")


def test_all_articles_of_the_days_are_asked_for_not_the_best_liked():
    full = page(*(article(number) for number in range(100)))
    street = Street({f"{TAG}1": full, f"{TAG}2": page(article(200))})
    catch = read(street)
    assert street.asked == [f"{TAG}1", f"{TAG}2"]
    assert len(catch.items) == 101
    assert (catch.home, catch.title) == ("https://dev.to/t/oer", "#oer")


def test_articles_of_a_tag_come_in_no_order_so_an_old_one_ends_nothing():
    old = article(100, published_timestamp="2026-01-01T00:00:00Z")
    first = page(old, *(article(number) for number in range(99)))
    street = Street({f"{TAG}1": first, f"{TAG}2": page(article(200))})
    assert len(read(street).items) == 100
    assert len(street.asked) == 2


def test_articles_of_a_person_come_by_date_so_an_old_one_ends_the_walk():
    old = article(100, published_timestamp="2026-01-01T00:00:00Z")
    street = Street({f"{USER}1": page(*(article(number) for number in range(99)), old)})
    catch = read(street, replace(SOURCE, address="@kim"))
    assert len(street.asked) == 1
    assert catch.home == "https://dev.to/kim"


NEW = [article(number) for number in range(99)]
PAST = article(100, published_timestamp="2026-01-01T00:00:00Z")


@pytest.mark.parametrize(
    ("pages", "covered"),
    [
        ((page(*NEW, PAST),), VISIT.since),
        ((page(*NEW),), VISIT.since),
        ((page(*NEW, article(99)), page(article(200))), VISIT.since),
        ((page(*NEW, article(99, published_timestamp="2026-11-16T09:00:00Z")), StreetError("Later.", status=503)),
         datetime(2026, 11, 16, 9, microsecond=1, tzinfo=UTC)),
        ((page(PAST, *NEW),), None),
        ((page(*NEW, article(99, published_timestamp=None)),), None),
        ((page(),), None),
    ],
)  # fmt: skip
def test_what_is_missing_is_told_as_far_as_the_articles_of_a_person_were_read(pages, covered):
    street = Street({f"{USER}{number}": found for number, found in enumerate(pages, 1)})
    found = read(street, replace(SOURCE, address="@kim", max_items=1))
    assert (found.covered, found.present is None) == (covered, covered is None)
    assert covered is None or {"https://dev.to/kim/open-1", "https://dev.to/kim/open-98"} <= found.present


def test_of_the_articles_of_a_tag_nothing_is_known_to_be_missing():
    assert read(Street({f"{TAG}1": page(*NEW)})).present is None


def test_a_name_without_articles_may_be_misspelt():
    assert "no article by @kim" in read(Street({f"{USER}1": b"[]"}), replace(SOURCE, address="@kim")).notes[0]
    assert read(Street({f"{TAG}1": b"[]"})).notes == ()


def test_a_machine_that_is_turned_away_at_the_door_is_told_so():
    with pytest.raises(StreetError, match="turns this machine away") as caught:
        read(Street({f"{TAG}1": StreetError("No.", status=403)}))
    assert caught.value.status == 403
    with pytest.raises(StreetError, match="Later"):
        read(Street({f"{TAG}1": StreetError("Later.", status=429, kind="resting")}))


@pytest.mark.parametrize("address", ["oer", "#", "@", "@a/b", "#a&b", ""])
def test_an_address_of_no_known_form_is_not_asked(address):
    with pytest.raises(StreetError, match="neither"):
        read(Street({}), replace(SOURCE, address=address))


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.just("https://a.example/"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(st.lists(st.dictionaries(st.sampled_from(sorted(article())), ANY) | ANY, max_size=3) | ANY)
def test_whatever_json_comes_only_a_streeterror_comes_out(articles):
    with suppress(StreetError):
        devto.parse(json.dumps(articles).encode(), "s")


@given(st.binary(max_size=200))
def test_whatever_bytes_come_only_a_streeterror_comes_out(body):
    with suppress(StreetError):
        devto.parse(body, "s")
