"""Closed doors, tokens and limits: which question a refusal leads to, and what is said about it."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.collect.sources.fediverse import door, mastodon
from generator.collect.words import OPEN, Seal
from generator.errors import StreetError
from generator.model import Source
from tests.collect.fakes import Street
from tests.collect.sources.fediverse.driver import SERVER, TOKEN, VISIT, body, page, refusal, status

TAG = f"{SERVER}/api/v1/timelines/tag/oer?limit=40"
LOCAL = f"{TAG}&local=true"
RSS = f"{SERVER}/tags/oer.rss?limit=200"
DENIED = "This method requires an authenticated user"
ENDED = '<x>; rel="prev"'


def read(street: Street, *servers: str):
    options = {"servers": servers or ("school.example",)}
    return asyncio.run(mastodon.read(Source(kind="mastodon", address="#oer", name="", options=options), street, VISIT))


# ---------------------------------------------------------------- what a refusal means


@pytest.mark.parametrize(
    ("code", "error", "closed"),
    [
        (401, "The access token is invalid", True), (401, "This API requires an authenticated user", True),
        (401, "Unauthorized: token not supplied", True), (401, None, True), (403, "This action is not allowed", True),
        (403, None, True), (422, DENIED, True), (422, None, True),
        (422, "Validation failed: Text can't be blank", False),
        (422, "Duplicate record", False), (404, "Record not found", False), (429, "Too many requests", False),
        (500, DENIED, False), (503, "Remote data could not be fetched", False),
    ],
)  # fmt: skip
def test_a_closed_door_is_told_from_a_mistake(code, error, closed):
    assert door.is_closed(refusal(code, error)) is closed


@given(st.binary(max_size=300))
def test_whatever_a_refusal_says_it_can_be_read(said):
    error = StreetError("No.", status=422, body=said)
    assert door.is_closed(error) in {True, False}
    assert len(door.said(said)) <= door.SAID


def test_a_mistake_is_said_with_the_servers_own_reason_and_asked_no_further():
    asked = Street({TAG: refusal(422, "Validation failed: Limit is not a number")})
    with pytest.raises(StreetError, match=r"school.example did not understand.*Limit is not a number"):
        read(asked)
    assert asked.asked == [TAG]


def test_a_long_reason_is_cut():
    assert len(door.said(body({"error": "x" * 5_000}))) == door.SAID
    assert door.said(body({"error": {"code": "x"}})) == ""


# ---------------------------------------------------------------- tokens


def test_a_token_is_shown_only_after_strangers_were_refused():
    asked = Street({TAG: [refusal(422, DENIED), page(status(1), link=ENDED)]}, secrets=[TOKEN])
    assert len(read(asked).items) == 1
    assert asked.asked == [TAG, TAG]
    assert asked.seals == [OPEN, Seal(bearer=TOKEN)]


def test_an_open_server_is_never_shown_the_token():
    asked = Street({TAG: page(status(1), link=ENDED)}, secrets=[TOKEN])
    read(asked)
    assert asked.seals == [OPEN]


def test_a_token_is_for_its_own_server_only():
    other = TAG.replace("school", "other")
    asked = Street({TAG: refusal(401), other: refusal(401)}, secrets=[TOKEN])
    with pytest.raises(StreetError):
        read(asked, "school.example", "other.example")
    shown = {url for url, seal in zip(asked.asked, asked.seals, strict=True) if seal != OPEN}
    assert shown == {TAG}


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (refusal(401, "The access token was revoked"), "does not accept the token"),
        (refusal(403, "This action is outside the authorized scopes"), "right read:statuses"),
        (refusal(422, DENIED), "belongs to a program"),
    ],
)
def test_a_bad_token_is_said_and_what_strangers_see_is_read(error, words):
    asked = Street({TAG: [refusal(422, DENIED), error], LOCAL: page(status(1), link=ENDED)}, secrets=[TOKEN])
    found = read(asked)
    assert len(found.items) == 1
    assert words in found.notes[0]
    assert TOKEN in found.notes[0]
    assert asked.seals == [OPEN, Seal(bearer=TOKEN), OPEN]


def test_where_everything_is_closed_the_name_of_the_token_is_said():
    with pytest.raises(StreetError, match=TOKEN):
        read(Street({TAG: refusal(401), LOCAL: refusal(401), RSS: refusal(403)}))
    with pytest.raises(StreetError, match=TOKEN):
        read(Street({TAG: refusal(401), LOCAL: refusal(401)}))


# ---------------------------------------------------------------- limits


@pytest.mark.parametrize(
    ("left", "pages"), [("250", 2), ("11", 2), ("10", 1), ("0", 1), ("", 2), ("many", 2), ("-1", 2)]
)
def test_paging_stops_before_the_server_has_to_refuse(left, pages):
    older = f"{TAG}&max_id=8"
    headers = {"x-ratelimit-remaining": left}
    asked = Street({
        TAG: page(status(9), link=f'<{older}>; rel="next"', **headers), older: page(status(7), link=ENDED, **headers),
    })  # fmt: skip
    found = read(asked)
    assert len(asked.asked) == pages
    assert len(found.items) == pages
    assert any("few more requests" in note for note in found.notes) == (pages == 1)


def test_a_last_page_is_no_reason_to_speak_of_limits():
    found = read(Street({TAG: page(status(9), link=ENDED, **{"x-ratelimit-remaining": "0"})}))
    assert found.notes == ()


def test_a_page_that_names_only_newer_ones_is_the_last():
    asked = Street({TAG: page(status(9), link=ENDED)})
    read(asked)
    assert asked.asked == [TAG]


def test_one_old_post_among_new_ones_does_not_end_the_paging():
    older = f"{TAG}&max_id=1"
    late = [*(status(n) for n in range(9, 4, -1)), status(4, 2), status(3), status(2), status(1, 3)]
    asked = Street({TAG: page(*late, link=f'<{older}>; rel="next"'), older: page(status(0))})
    read(asked)
    assert older in asked.asked


def test_a_later_page_that_is_no_timeline_leaves_what_was_read():
    older = f"{TAG}&max_id=8"
    asked = Street({TAG: page(status(9), link=f'<{older}>; rel="next"'), older: b"<html>"})
    found = read(asked)
    assert len(found.items) == 1
    assert "stopped answering" in found.notes[0]


def test_an_unknown_tag_has_no_posts_whether_the_server_says_200_or_404():
    assert read(Street({TAG: b"[]"})).items == ()
    assert "does not know #oer" in read(Street({TAG: refusal(404, "Record not found")})).notes[0]


def test_a_page_that_is_not_of_mastodon_is_said_to_be_none():
    with pytest.raises(StreetError, match=r"school.example: This server does not answer as Mastodon does"):
        read(Street({TAG: b"<html>"}))
