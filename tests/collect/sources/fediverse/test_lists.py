"""A list on the owner's own server: what it takes, what it gives, and what is wrong where it gives nothing."""

import asyncio
from datetime import UTC, datetime

import pytest

from generator import collect
from generator.collect.sources.fediverse import mastodon
from generator.collect.words import Seal
from generator.errors import StreetError
from generator.model import Source
from tests.collect.fakes import Street
from tests.collect.sources.fediverse.driver import SERVER, TOKEN, VISIT, account, body, page, refusal, status
from tests.loopback import serve

LIST = f"{SERVER}/api/v1/timelines/list/7351?limit=40"


def read(street: Street, servers=("school.example",)):
    options = {"servers": servers} if servers else {}
    return asyncio.run(
        mastodon.read(Source(kind="mastodon", address="list:7351", name="", options=options), street, VISIT)
    )


def test_a_list_is_asked_for_with_the_token_of_its_server():
    asked = Street({LIST: page(status(1), status(2, 10), *(status(n, 9) for n in range(3, 8)))}, secrets=[TOKEN])
    found = read(asked)
    assert [item.url[-1] for item in found.items] == ["1"]
    assert asked.seals == [Seal(bearer=TOKEN)]
    assert found.home == SERVER


def test_without_the_token_nothing_is_asked_and_its_name_is_said():
    asked = Street({})
    with pytest.raises(StreetError, match=TOKEN) as caught:
        read(asked)
    assert caught.value.kind == "secret"
    assert asked.asked == []


def test_without_a_server_that_is_said():
    with pytest.raises(StreetError, match="servers"):
        read(Street({}), servers=())


@pytest.mark.parametrize(
    ("code", "error", "words"),
    [
        (401, "The access token is invalid", "does not accept the token in MASTODON_TOKEN__SCHOOL_EXAMPLE"),
        (403, "This action is outside the authorized scopes", "right read:lists"),
        (403, "Your login is currently disabled", "It says: “Your login is currently disabled”"),
        (403, "This action is not allowed", "refuses this to the account"),
        (422, "This method requires an authenticated user", "belongs to a program"),
        (404, "Record not found", "has no list 7351 that belongs to the account"),
        (404, None, "has no list 7351"),
        (500, None, "school.example: It was refused"),
    ],
)
def test_each_refusal_says_what_to_do(code, error, words):
    with pytest.raises(StreetError, match=words) as caught:
        read(Street({LIST: refusal(code, error)}, secrets=[TOKEN]))
    assert caught.value.status == code


def test_of_a_list_only_what_is_public_is_taken_whoever_the_owner_is():
    found = read(
        Street(
            {
                LIST: page(
                    status(1, visibility="private"),
                    status(2, who=account(note="#nobot")),
                    status(3, who=account(locked=True)),
                    status(4, who=account(indexable=None)),
                    status(5, who=account(indexable=False, acct="bo@b.example")),
                    status(6, reblog={"id": "1"}),
                )
            },
            secrets=[TOKEN],
        )
    )
    assert [(item.url[-1], item.title) for item in found.items] == [("4", ""), ("5", "A post by @bo@b.example")]
    assert {status(n)["uri"] for n in (1, 2, 3)} <= set(found.gone)
    assert len(found.notes) == 5


# ---------------------------------------------------------------- over HTTP

SECRET = "marked-secret-7c1f"


def over_http(answer):
    """Ask a real server on loopback; return (items or failure, what it was asked)."""
    with serve({"/api/v1/timelines/list/7351?limit=40": answer}) as server:
        source = Source(kind="mastodon", address="list:7351", name="", options={"servers": (server.address,)})
        door = collect.Door(allow_private=True, pause=0, secrets={"MASTODON_TOKEN__127_0_0_1": SECRET})
        ((_, found, _),) = collect.fetch([source], now=VISIT.now, since=datetime(2026, 11, 14, tzinfo=UTC), door=door)
        return found, server.asked


def test_the_token_travels_in_the_header_that_mastodon_reads():
    found, asked = over_http((200, {"Content-Type": "application/json", "Link": '<x>; rel="prev"'}, body([status(1)])))
    assert len(found) == 1
    assert [headers["Authorization"] for _, headers in asked] == [f"Bearer {SECRET}"]


def test_a_refusal_over_http_is_told_by_its_body_and_never_tells_the_token():
    scope = body({"error": f"This action is outside the authorized scopes {SECRET}"})
    found, _ = over_http((403, {"Content-Type": "application/json"}, scope))
    assert isinstance(found, StreetError)
    assert "right read:lists" in found.words
    assert SECRET not in found.words
