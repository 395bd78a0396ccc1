"""Every recorded answer of Mastodon and its kin is read: items, fields, wishes, and errors told apart."""

import asyncio
import json
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest

from generator import text
from generator.collect.sources import microblog
from generator.collect.sources.fediverse import accounts as mastodon_account
from generator.collect.sources.fediverse import consent, door, lists, mastodon, misskey, statuses
from generator.collect.sources.feeds import feed
from generator.collect.words import Answer, Visit
from generator.errors import StreetError
from generator.model import Item, Source
from tests.collect.fakes import Street
from tests.collect.sources import recorded

ROOT = recorded.DATA / "mastodon"
pytestmark = pytest.mark.skipif(not ROOT.is_dir(), reason="the recorded data (../shared/data) is not here")
SERVER = "https://recorded.example"
EVER = Visit(now=datetime(2026, 11, 21, tzinfo=UTC), since=datetime(2010, 1, 1, tzinfo=UTC))


def exchanges(name: str) -> list[dict]:
    return json.loads((ROOT / name).read_bytes())["exchanges"]


def documents() -> Iterator[tuple[str, object]]:
    """Yield every JSON answer or object that was recorded or printed in the documentation."""
    for path in sorted(ROOT.rglob("*.json*")):
        name = str(path.relative_to(ROOT))
        if path.suffix == ".jsonl":
            for number, line in enumerate(path.read_text("utf-8").splitlines()):
                yield f"{name}:{number}", json.loads(line)["example"]
            continue
        found = json.loads(path.read_bytes())
        if "exchanges" in found:
            for number, exchange in enumerate(found["exchanges"]):
                yield f"{name}:{number}", exchange["response"].get("json")
        elif "payload" in found:
            yield name, json.loads(found["payload"])
        else:
            yield name, found


def parts(value: object) -> Iterator[dict]:
    """Yield every object inside a document."""
    if isinstance(value, dict):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from parts(each)


def posts() -> list[dict]:
    return [part for _, found in documents() for part in parts(found) if {"content", "account", "uri"} <= part.keys()]


def accounts() -> list[dict]:
    return [part for _, found in documents() for part in parts(found) if {"acct", "note", "url", "id"} <= part.keys()]


def read(found: list[dict], *, named: bool = False) -> statuses.Timeline:
    return statuses.parse(json.dumps(found).encode(), SERVER, "s", named=named)


# ---------------------------------------------------------------- posts


def test_nothing_that_was_recorded_breaks_a_reader():
    seen = 0
    for _, found in documents():
        body = json.dumps(found).encode()
        seen += 1
        for reader in (
            lambda body: statuses.parse(body, SERVER, "s"),
            lambda body: statuses.parse(body, SERVER, "s", named=True),
            lambda body: mastodon_account.person(body, SERVER),
            lambda body: misskey.parse(body, SERVER, "s"),
            mastodon_account.lives_at,
            door.said,
        ):
            with suppress(StreetError):
                reader(body)
    assert seen > 300


def test_every_post_is_either_left_out_for_a_reason_or_read_in_full():
    found = posts()
    assert len(found) > 300
    kept = 0
    for post in found:
        reason = statuses.reason_against(post)
        page = read([post])
        assert bool(page.items) != bool(reason), post["uri"]
        kept += len(page.items)
        for item in page.items:
            check(item, post)
    assert kept > 50


def check(item: Item, post: dict) -> None:
    """Hold an item against what was recorded, in the plainest way."""
    assert (item.id, item.url) == (post["uri"], text.address(post["url"]))
    assert item.published == datetime.fromisoformat(post["created_at"])
    assert item.updated == (datetime.fromisoformat(post["edited_at"]) if post.get("edited_at") else None)
    assert (item.voice.key, item.voice.address) == (post["account"]["url"],) * 2
    assert item.voice.name
    assert (item.language or "") == (post.get("language") or "")
    assert [tag.casefold() for tag in item.tags] == [tag["name"].casefold() for tag in post["tags"]][:30]
    described = [media["description"] for media in post["media_attachments"] if media.get("description")]
    assert bool(item.warning) == bool(post["spoiler_text"] or post["sensitive"])
    assert len(item.alts) == (0 if item.warning else len({" ".join(words.split()) for words in described}))
    assert (item.reactions.replies, item.reactions.shares, item.reactions.likes) == (
        post["replies_count"], post["reblogs_count"], post["favourites_count"],
    )  # fmt: skip
    for link in item.links:
        assert link.translate(text.UNSAFE) == link
        assert "/tags/" not in link
    if post.get("card") and not microblog.is_inside(post["card"]["url"]):
        assert item.about in {text.address(post["card"]["url"]), None}
    assert not any(mark in item.text for mark in ("<p>", "</a>", "<span", "&amp;"))
    assert item.media == () or any(media["type"] in {"audio", "video"} for media in post["media_attachments"])


def test_of_those_the_owner_names_the_shy_ones_are_links_and_nobody_else_is():
    found = [post for post in posts() if post["account"].get("url") and not consent.reason(post, named=True)]
    for post in found:
        page = read([post], named=True)
        shy = post["account"].get("indexable") is False
        assert (len(page.items), len(page.links)) == ((0, 1) if shy else (1, 0))
        for item in page.links:
            assert (item.text, item.tags, item.links, item.about) == ("", (), (), None)
            assert post["account"]["username"] in item.title
    assert sum(post["account"].get("indexable") is False for post in found) > 20


def test_no_answer_to_somebody_else_is_taken_even_where_the_question_is_gone():
    answers = [post for post in posts() if post.get("in_reply_to_account_id") not in {None, post["account"]["id"]}]
    assert len(answers) > 50
    assert read(answers[:100], named=True).items == ()


def test_recorded_quotations_are_told_by_their_state():
    quoting = [post for post in posts() if post.get("quote")]
    assert {post["quote"]["state"] for post in quoting} == {"accepted", "pending"}
    for post in quoting:
        known = {**post, "account": {**post["account"], "indexable": True}, "in_reply_to_account_id": None}
        known["in_reply_to_id"] = None
        (item,) = read([known]).items
        inside = (post["quote"].get("quoted_status") or {}).get("content")
        assert not inside or text.plain(inside) not in item.text


def test_accounts_are_read_with_what_their_servers_have_checked():
    found = accounts()
    assert len(found) > 300
    verified = 0
    for account in found:
        person = mastodon_account.person(json.dumps(account).encode(), SERVER)
        assert person.id == account["id"]
        assert person.title
        assert bool(person.moved) == bool(account.get("moved"))
        checked = [field for field in account.get("fields") or () if field.get("verified_at")]
        post = {"visibility": "public", "url": "https://x.example/1", "account": {**account, "indexable": True}}
        items = read([post], named=True).items
        verified += sum(len(item.voice.links) for item in items)
        assert all(item.voice.links for item in items if checked)
    assert verified > 20


def test_a_recorded_account_that_has_moved_names_its_new_address():
    body = (ROOT / "tootsdk" / "account_moved.json").read_bytes()
    assert mastodon_account.person(body, SERVER).moved.count("@") == 2


# ---------------------------------------------------------------- whole errands


def replay(pages: dict, source: Source, secrets=()):
    return asyncio.run(mastodon.read(source, Street(pages, secrets), EVER))


def answers(name: str) -> list[Answer]:
    found = [exchange["response"] for exchange in exchanges(name)]
    return [
        Answer(url="", status=each["status"], body=json.dumps(each["json"]).encode(), headers=each["headers"])
        for each in found
    ]


def test_five_recorded_pages_of_an_account_are_followed_to_their_end():
    name = "rtoot/get_account_statuses_limit.exchanges.json"
    each = answers(name)
    cursors = ["", *(answer.headers["link"].partition("max_id=")[2].partition(">")[0] for answer in each[:-1])]
    number = exchanges(name)[0]["response"]["json"][0]["account"]["id"]
    base = f"{SERVER}/api/v1/accounts/{number}/statuses?limit=40&exclude_reblogs=true&exclude_replies=true"
    pages = {
        base + (f"&max_id={at.partition('&')[0]}" if at else ""): answer
        for at, answer in zip(cursors, each, strict=True)
    }
    person = json.dumps(exchanges("rtoot/get_account_default.exchanges.json")[0]["response"]["json"]).encode()
    lookup = f"{SERVER}/api/v1/accounts/lookup?acct=someone"
    source = Source(kind="mastodon", address="@someone@recorded.example", name="")
    found = replay({lookup: person, **pages}, source)
    recorded_posts = [post for exchange in exchanges(name) for post in exchange["response"]["json"]]
    wanted = {post["uri"] for post in recorded_posts if not consent.reason(post, named=True)}
    assert {item.id for item in found.items} == wanted
    assert len(wanted) > 10
    assert any("answers to somebody else" in note for note in found.notes)
    assert {post["uri"] for post in recorded_posts if post["visibility"] == "unlisted"} <= set(found.gone)


def test_a_recorded_list_is_read():
    (answer,) = answers("rtoot/get_timeline_list_default.exchanges.json")
    source = Source(kind="mastodon", address="list:7351", name="", options={"servers": ("recorded.example",)})
    found = replay(
        {f"{SERVER}/api/v1/timelines/list/7351?limit=40": answer}, source, secrets=["MASTODON_TOKEN__RECORDED_EXAMPLE"]
    )
    wanted = {post["uri"] for post in json.loads(answer.body) if not consent.reason(post, named=True)}
    assert {item.id for item in found.items} == wanted
    assert any(f"{4 - len(wanted)} posts left out" in note for note in found.notes)


# ---------------------------------------------------------------- errors


def errors() -> list[dict]:
    lines = (ROOT / "docs" / "error-examples.jsonl").read_text("utf-8").splitlines()
    seen = json.loads((ROOT / "observed-errors.json").read_bytes())["cases"]
    return [*map(json.loads, lines), *({**case, "example": case["body"], "doc": "observed"} for case in seen)]


def test_recorded_errors_are_told_apart():
    kinds = Counter()
    for case in errors():
        error = StreetError("No.", status=case["status"], body=json.dumps(case["example"]).encode())
        said = case["example"].get("error", "") if isinstance(case["example"], dict) else ""
        assert door.said(error.body) == text.one_line(said, door.SAID)
        closed = door.is_closed(error)
        if "authenticated user" in said or "access token" in said:
            assert closed
        if said.startswith(("Validation failed", "Duplicate")) or case["status"] not in {401, 403, 422}:
            assert not closed, said
        kinds["closed" if closed else "unknown" if door.is_unknown(error) else "other"] += 1
    assert min(kinds.values()) > 10


def test_recorded_denials_lead_away_from_the_api_and_recorded_mistakes_do_not():
    address = f"{SERVER}/api/v1/timelines/tag/oer?limit=40"
    source = Source(kind="mastodon", address="#oer", name="", options={"servers": ("recorded.example",)})
    for case in errors():
        error = StreetError("No.", status=case["status"], body=json.dumps(case["example"]).encode())
        street = Street({address: error})
        with suppress(StreetError):
            asyncio.run(mastodon.read(source, street, EVER))
        assert (f"{address}&local=true" in street.asked) == door.is_closed(error)


def test_recorded_errors_on_a_list_each_have_their_words():
    address = f"{SERVER}/api/v1/timelines/list/1?limit=40"
    source = Source(kind="mastodon", address="list:1", name="", options={"servers": ("recorded.example",)})
    said = set()
    for case in errors():
        error = StreetError("No.", status=case["status"], body=json.dumps(case["example"]).encode())
        street = Street({address: error}, ["MASTODON_TOKEN__RECORDED_EXAMPLE"])
        with pytest.raises(StreetError, match=r"recorded\.example") as caught:
            asyncio.run(lists.read(source, street, EVER))
        said.add(caught.value.words)
    assert len(said) >= 6


# ---------------------------------------------------------------- RSS


def test_recorded_rss_of_a_hashtag_gives_the_way_to_its_posts():
    (path,) = sorted((recorded.DATA / "feeds" / "mastodon-rss").iterdir())
    body = path.read_bytes()
    wanted = feed.parse(body, f"{SERVER}/tags/x.rss", "s").items
    assert wanted
    tag = next(tag for item in wanted for tag in item.tags)
    base = f"{SERVER}/api/v1/timelines/tag/{tag}?limit=40"
    closed = StreetError("No.", status=401)
    source = Source(kind="mastodon", address=f"#{tag}", name="", options={"servers": ("recorded.example",)})
    found = replay({base: closed, f"{base}&local=true": closed, f"{SERVER}/tags/{tag}.rss?limit=200": body}, source)
    assert {item.url for item in found.items} == {item.url for item in wanted}
    assert all(item.published and not item.text for item in found.items)
    assert all(item.voice.key.startswith(f"https://{urlsplit(item.url).netloc}/@") for item in found.items)
