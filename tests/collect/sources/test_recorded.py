"""Recorded feeds and servers: nothing breaks, and what other projects expect of these documents is what we read."""

import json
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from generator import collect
from generator.collect.sources.fediverse import statuses
from generator.errors import StreetError
from generator.model import Source
from tests.collect.sources import recorded
from tests.loopback import serve

pytestmark = pytest.mark.skipif(not recorded.DATA.is_dir(), reason="the recorded data (../shared/data) is not here")

FLOORS = {"feedparser": 0.96, "gofeed": 0.94, "rss-parser": 0.93, "fastfeedparser": 1.0}
"""Share of expected values that are met. What is not met, and why, is in tests/bench/recorded_feeds.py."""


def test_every_recorded_document_gives_items_or_a_sentence():
    kinds = Counter(
        type(recorded.parsed(path, content_type)).__name__ for path, _, content_type in recorded.documents()
    )
    assert kinds["Parsed"] > 2_900
    assert kinds["StreetError"] < 80


def test_what_other_readers_expect_is_what_is_read():
    cache: dict[tuple[str, str], object] = {}
    met: dict[str, list[bool]] = {}
    for wanted in recorded.expectations():
        key = (wanted.path, wanted.content_type)
        found = cache[key] if key in cache else cache.setdefault(key, recorded.parsed(*key))
        verdict = False if isinstance(found, StreetError) else recorded.agrees(wanted, found)
        if verdict is not None:
            met.setdefault(wanted.path.split("/")[1], []).append(verdict)
    shares = {project: sum(verdicts) / len(verdicts) for project, verdicts in met.items()}
    assert {project: share for project, share in shares.items() if share < FLOORS[project]} == {}


# ---------------------------------------------------------------- Mastodon, replayed over HTTP


def exchanges(name: str) -> list[dict]:
    return json.loads((recorded.DATA / "mastodon" / name).read_bytes())["exchanges"]


def replay(pages: dict, tag: str, since: datetime):
    """Ask a loopback server that answers as was recorded; return (items or failure, notes, what was asked)."""
    with serve(pages) as server:
        source = Source(kind="mastodon", address=f"#{tag}", name=tag, options={"servers": (server.address,)})
        door = collect.Door(allow_private=True, pause=0)
        ((_, found, notes),) = collect.fetch([source], now=since + timedelta(days=400), since=since, door=door)
        return found, notes, [path for path, _ in server.asked]


def recorded_pages(name: str, tag: str) -> tuple[dict, list[dict]]:
    """Put recorded answers where our own questions will look for them, Link headers as they were."""
    pages, posts, cursor = {}, [], ""
    for exchange in exchanges(name):
        response = exchange["response"]
        link = response["headers"].get("link", "")
        headers = {"Content-Type": "application/json", **({"Link": link} if link else {})}
        pages[f"/api/v1/timelines/tag/{tag}?limit=40{cursor}"] = (200, headers, json.dumps(response["json"]).encode())
        posts += response["json"]
        cursor = "&max_id=" + link.partition("max_id=")[2].partition("&")[0].partition(">")[0]
    return pages, posts


def allowed(status: dict) -> bool:
    """Say in the plainest way whether a recorded post may be listed."""
    account = status["account"]
    answers = status["in_reply_to_id"] and status["in_reply_to_account_id"] != account["id"]
    return (
        status["visibility"] == "public"
        and account["indexable"] is True
        and not account.get("noindex")
        and not account["locked"]
        and not account.get("moved")
        and not answers
        and "#nobot" not in (account["note"] + json.dumps(account["fields"])).casefold()
    )


def test_two_recorded_pages_of_a_hashtag_are_followed_and_the_wishes_of_their_authors_kept():
    pages, posts = recorded_pages("rtoot/tag-ichbinhanna-pages-1-2.exchanges.json", "ichbinhanna")
    found, notes, asked = replay(pages, "ichbinhanna", datetime(2025, 1, 1, tzinfo=UTC))
    assert len(asked) == 3
    assert {item.id for item in found} == {status["uri"] for status in posts if allowed(status)}
    assert len(found) > 30
    assert any("do not want to be listed" in note for note in notes)


def test_pages_older_than_the_week_are_not_asked_for():
    pages, _ = recorded_pages("rtoot/tag-ichbinhanna-pages-1-2.exchanges.json", "ichbinhanna")
    _, _, asked = replay(pages, "ichbinhanna", datetime(2025, 7, 16, tzinfo=UTC))
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("name", "tag"),
    [
        ("rtoot/get_timeline_hashtag_default.exchanges.json", "rstats"),
        ("mastodon.py/hashtag_tl.exchanges.json", "hoot"),
    ],
)
def test_other_recorded_hashtags_are_read(name, tag):
    pages, posts = recorded_pages(name, tag)
    found, _, _ = replay(pages, tag, datetime(2025, 1, 1, tzinfo=UTC))
    assert {item.id for item in found} == {status["uri"] for status in posts if allowed(status)}
    assert found


@pytest.mark.parametrize("case", [401, 403, 422])
def test_recorded_refusals_lead_to_rss_and_then_to_a_sentence(case):
    body = json.dumps({"error": "This method requires an authenticated user"}).encode()
    refusal = (case, {"Content-Type": "application/json"}, body)
    address = "/api/v1/timelines/tag/oer?limit=40"
    pages = {address: refusal, f"{address}&local=true": refusal, "/tags/oer.rss?limit=200": refusal}
    found, _, asked = replay(pages, "oer", datetime(2025, 1, 1, tzinfo=UTC))
    assert isinstance(found, StreetError)
    assert "closed to strangers" in found.words
    assert len(asked) == 3


def test_every_recorded_post_of_mastodon_can_be_read():
    seen = 0
    for path in sorted((recorded.DATA / "mastodon").rglob("*.exchanges.json")):
        for exchange in json.loads(path.read_bytes())["exchanges"]:
            body = exchange["response"].get("json")
            if isinstance(body, list):
                seen += len(body)
                statuses.parse(json.dumps(body).encode(), "https://recorded.example", "s")
    assert seen > 200
