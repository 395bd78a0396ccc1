"""Small invented accounts, posts and answers, for the tests of Mastodon and its kin."""

import json
from datetime import UTC, datetime

from generator.collect.words import Answer, Visit
from generator.errors import StreetError

VISIT = Visit(now=datetime(2026, 11, 21, tzinfo=UTC), since=datetime(2026, 11, 14, tzinfo=UTC))
SERVER = "https://school.example"
TOKEN = "MASTODON_TOKEN__SCHOOL_EXAMPLE"


def account(**changes):
    return {
        "id": "1", "acct": "ana", "username": "ana", "display_name": "Ana", "url": f"{SERVER}/@ana", "locked": False,
        "bot": False, "indexable": True, "note": "<p>Teacher</p>", "fields": [], "emojis": [],
        "created_at": "2022-11-05T00:00:00.000Z", **changes,
    }  # fmt: skip


def status(number: int = 1, day: int = 20, who: dict | None = None, **changes):
    return {
        "id": str(number), "uri": f"{SERVER}/users/ana/statuses/{number}", "url": f"{SERVER}/@ana/{number}",
        "created_at": f"2026-11-{day:02}T07:30:00.000Z", "visibility": "public", "content": "<p>Hello</p>",
        "in_reply_to_id": None, "in_reply_to_account_id": None, "reblog": None, "account": who or account(), **changes,
    }  # fmt: skip


def body(value) -> bytes:
    return json.dumps(value).encode()


def page(*posts, url: str = SERVER, link: str = "", **headers: str) -> Answer:
    return Answer(url=url, status=200, body=body(posts), headers={**({"link": link} if link else {}), **headers})


def refusal(code: int, error: object = None, **more) -> StreetError:
    said = {"error": error, **more} if error is not None else None
    return StreetError(f"It was refused ({code}).", status=code, body=body(said) if said else b"")
