"""Recorded answers of Bluesky: posts out with the right fields, and refusals told apart."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.collect.sources.bluesky import facets
from generator.collect.sources.bluesky import posts as bluesky_posts
from generator.collect.sources.bluesky.posts import Reading
from generator.collect.sources.bluesky.refusals import told
from generator.errors import StreetError

DATA = Path(__file__).resolve().parents[4].parent / "shared" / "data" / "bluesky"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the recorded data (../shared/data) is not here")
READING = Reading(source="bluesky x", now=datetime(2026, 11, 21, tzinfo=UTC))
FILES = sorted(path.relative_to(DATA).as_posix() for path in DATA.glob("*/*.json")) if DATA.is_dir() else []
PAGES = {
    "getActorLikes",
    "getAuthorFeed",
    "getListFeed",
    "getPosts",
    "searchPosts",
    "f_feedfeed",
    "f_getposts",
    "f_search-first12",
}
"""Files that are pages of posts; the others hold single views and records, lists and profiles."""


TOO_OFTEN = (
    "This account has logged in to Bluesky too often (30 times in five minutes, 300 times a day are allowed); "
    "the next run tries again."
)


def answers(name: str) -> list[dict]:
    found = json.loads((DATA / name).read_bytes())
    return [part["response"]["json"] for part in found["exchanges"]] if "exchanges" in found else [found]


def views(tree) -> list[dict]:
    """Return everything in an answer that looks like a post with its author, wherever it stands."""
    if isinstance(tree, list):
        return [view for part in tree for view in views(part)]
    if not isinstance(tree, dict):
        return []
    own = [tree] if {"uri", "author", "record"} <= tree.keys() and "text" in tree["record"] else []
    return own + [view for part in tree.values() for view in views(part)]


def page(*posts: dict):
    return bluesky_posts.parse(json.dumps({"posts": posts}).encode(), READING)


def own_words(view: dict) -> bool:
    """Say in the plainest way whether a recorded post answers nobody else."""
    reply = view["record"].get("reply")
    return not reply or {reply[name]["uri"].split("/")[2] for name in ("parent", "root")} == {view["author"]["did"]}


@pytest.mark.parametrize("name", FILES)
def test_a_recorded_file_is_a_page_of_posts_or_said_to_be_none(name):
    is_page = Path(name).name.split(".")[0] in PAGES
    for answer in answers(name):
        body = json.dumps(answer).encode()
        if is_page:
            found = bluesky_posts.parse(body, READING)
            entries = list(answer.get("posts") or answer["feed"])
            kept = [entry for entry in entries if "reason" not in entry and own_words(entry.get("post", entry))]
            assert [item.id for item in found.items] == [entry.get("post", entry)["uri"] for entry in kept]
            assert len(found.items) + sum(found.left_out.values()) == found.read == len(entries)
            assert found.items
        else:
            with pytest.raises(StreetError):
                bluesky_posts.parse(body, READING)


@pytest.mark.parametrize("name", FILES)
def test_every_recorded_post_that_may_be_listed_has_its_fields(name):
    for view in (view for answer in answers(name) for view in views(answer)):
        found = page(view)
        assert bool(found.items) is own_words(view)
        for item in found.items:
            record, author = view["record"], view["author"]
            assert item.id == view["uri"]
            assert item.url == f"https://bsky.app/profile/{author['handle']}/post/{view['uri'].rpartition('/')[2]}"
            assert "".join(item.text.split()) == "".join(record["text"].split())
            assert item.voice.key == f"https://bsky.app/profile/{author['did']}"
            assert item.voice.name == " ".join(author.get("displayName", "").split()) or f"@{author['handle']}"
            assert item.language == next(iter(record.get("langs", ())), None)
            assert item.published <= datetime.fromisoformat(view["indexedAt"])
            assert (item.reactions.replies, item.reactions.shares, item.reactions.likes) == (
                view["replyCount"], view["repostCount"], view["likeCount"])  # fmt: skip


def features(kind: str):
    for name in FILES:
        for view in (view for answer in answers(name) for view in views(answer)):
            for facet in view["record"].get("facets", ()):
                for feature in facet["features"]:
                    if feature["$type"].endswith(kind):
                        yield view, facet, feature


def test_every_recorded_link_is_kept_and_its_words_are_those_under_its_bytes():
    seen = 0
    for view, facet, feature in features("#link"):
        words = facets.read(view["record"])
        assert feature["uri"] in words.links or "`" in feature["uri"]
        shown = view["record"]["text"].encode()[facet["index"]["byteStart"] : facet["index"]["byteEnd"]].decode()
        assert shown in [part.words for part in facets.slices(view["record"]["text"], view["record"]["facets"])]
        seen += 1
    assert seen > 10


def test_every_recorded_mention_is_a_name_with_a_sign():
    found = [part.words for view, _, _ in features("#mention")
             for part in facets.slices(view["record"]["text"], view["record"]["facets"])
             if part.features[0]["$type"].endswith("#mention")]  # fmt: skip
    assert found
    assert all(words.startswith("@") for words in found)


def test_recorded_cards_are_what_their_posts_are_about():
    seen = 0
    for view in (view for name in FILES for answer in answers(name) for view in views(answer) if own_words(view)):
        embed = view.get("embed") or {}
        if embed.get("$type") == "app.bsky.embed.external#view":
            (item,) = page(view).items
            assert item.about == embed["external"]["uri"]
            seen += 1
    assert seen > 1


def test_recorded_descriptions_of_pictures_are_kept():
    seen = 0
    for view in (view for name in FILES for answer in answers(name) for view in views(answer) if own_words(view)):
        embed = view.get("embed") or {}
        alts = (" ".join(picture.get("alt", "").split()) for picture in embed.get("images", ()))
        said = [alt for alt in alts if alt]
        assert list(page(view).items[0].alts) == list(dict.fromkeys(said)) or embed["$type"].startswith(
            "app.bsky.embed.record"
        )
        seen += len(said)
    assert seen > 1


def test_recorded_refusals_are_told_apart():
    said = []
    for case in json.loads((DATA / "observed-errors.json").read_bytes())["cases"]:
        body = json.dumps(case["body"]).encode() if "body" in case else case["body_text"].encode()
        kind = "resting" if case["status"] == 429 else "failed"
        error = StreetError("The server refused.", status=case["status"], kind=kind, body=body)
        known = told(error, "#oer", logging_in="createSession" in case.get("when", ""))
        said.append((case["status"], known.kind, known.words))
    assert said == [
        (401, "login", "Bluesky shows #oer only to people who are logged in."),
        (400, "login", "Bluesky shows #oer only to people who are logged in."),
        (403, "login", "Bluesky refuses to show #oer (403)."),
        (429, "resting", "Bluesky asks for a pause; the next run tries again."),
        (429, "resting", TOO_OFTEN),
    ]
