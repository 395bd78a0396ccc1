"""Recorded answers of X, Reddit, Lemmy, Hacker News, dev.to, YouTube: what is in them comes out, and nothing breaks."""

import json
from datetime import UTC, datetime

import pytest

from generator import text
from generator.collect.sources.boards import devto, hackernews, lemmy_feed, lemmy_posts, reddit_posts, youtube
from generator.collect.sources.x import posts as x_posts
from generator.collect.sources.x import refusals
from generator.errors import StreetError
from tests.collect.sources import recorded

pytestmark = pytest.mark.skipif(not recorded.DATA.is_dir(), reason="the recorded data (../shared/data) is not here")


def read(path: str):
    return json.loads((recorded.DATA / path).read_bytes())


def answers():
    """Yield (name, JSON) of every recorded or documented answer of X."""
    for path in sorted((recorded.DATA / "x").rglob("*.json")):
        found = json.loads(path.read_bytes())
        if isinstance(found, dict) and "exchanges" in found:
            yield from ((path.name, exchange["response"].get("json")) for exchange in found["exchanges"])
        else:
            yield path.name, found
    for line in (recorded.DATA / "x/docs/examples.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        yield row["doc"], row["example"]


def parsed(answer):
    try:
        return x_posts.parse(json.dumps(answer).encode(), "s")
    except StreetError as error:
        return error


def test_every_answer_of_x_is_read_or_refused_in_words():
    pages = 0
    for name, answer in answers():
        found = parsed(answer)
        if isinstance(found, StreetError):
            assert found.words.startswith("X"), name
        else:
            pages += 1
            assert found.read == len(found.items) + sum(found.left_out.values()), name
    assert pages > 30


def test_no_recorded_word_of_x_is_kept():
    for _, answer in answers():
        found = parsed(answer)
        for item in () if isinstance(found, StreetError) else found.items:
            assert (item.text, item.tags, item.alts, item.voice.bio) == ("", (), (), "")
            assert item.title == f"A post by {item.voice.name} on X"


def test_five_hundred_posts_of_a_newsroom_have_their_times_authors_and_links():
    posts = read("x/academictwitter/reuters-data_1219780709600124929.json")
    users = read("x/academictwitter/reuters-users_1219780709600124929.json")
    items = []
    for start in range(0, len(posts), 100):
        found = parsed({"data": posts[start : start + 100], "includes": users})
        assert found.read == 100
        items += found.items
    assert len(items) > 480
    assert {item.voice.name for item in items} == {"@Reuters"}
    assert {item.voice.since.year for item in items} == {2007}
    wanted = {post["id"]: datetime.fromisoformat(post["created_at"]).astimezone(UTC) for post in posts}
    assert all(wanted[item.id.rpartition("/")[2]] == item.published for item in items)
    assert sum(item.about is not None for item in items) > 400
    hosts = {text.host(link) for item in items for link in item.links}
    assert not hosts & x_posts.INSIDE


def test_an_id_gives_the_time_that_the_post_says():
    for post in read("x/academictwitter/reuters-data_1219780709600124929.json"):
        said = datetime.fromisoformat(post["created_at"])
        assert abs((x_posts._when({"id": post["id"]}) - said).total_seconds()) < 2


def test_the_pages_of_a_recorded_search_name_the_next_one():
    for name in ("search_recent_tweets", "get_list_tweets"):
        (answer,) = (
            row["response"]["json"] for row in read(f"x/tweepy/asyncclient_{name}.exchanges.json")["exchanges"]
        )
        found = parsed(answer)
        assert found.next == answer["meta"]["next_token"]
        assert found.read == len(answer["data"])
        assert set(found.left_out) == {"repost"}


def test_recorded_refusals_of_x_are_told_apart():
    said = [
        refusals.explained(
            StreetError("As it is.", status=case["status"], body=json.dumps(case["body"]).encode())
        ).words
        for case in read("x/observed-errors.json")["cases"]
    ]
    starts = (
        "X does not let this app read",
        "X: the access level",
        "X: the allowance",
        "X: As it is.",
        "X does not accept",
    )
    assert all(words.startswith(start) for words, start in zip(said, starts, strict=True))


# ---------------------------------------------------------------- the others


def test_a_recorded_feed_of_reddit_has_posts_without_the_line_beneath_them():
    body = (recorded.DATA / "feeds/reddit-rss/feeddeck-reddit-responseSubreddit.xml").read_bytes()
    found = reddit_posts.parse(body, "https://www.reddit.com/r/kubernetes/.rss", "s")
    assert len(found.items) == 5
    for item in found.items:
        assert item.url.startswith("https://www.reddit.com/r/kubernetes/comments/")
        assert item.id == f"https://www.reddit.com/comments/{item.url.split('/')[6]}/"
        assert item.voice.key == f"https://www.reddit.com/user/{item.voice.name.removeprefix('u/')}"
        assert item.tags == ("kubernetes",)
        assert item.published.year == 2023
        assert item.text
        assert "submitted by" not in item.text
        assert "[link]" not in item.text
    assert len(found.items[-1].links) == 4


@pytest.mark.parametrize("name", ["hot", "new"])
def test_the_api_of_reddit_which_is_closed_to_strangers_is_no_feed(name):
    for exchange in read(f"others/reddit/TestSubredditListings.test_{name}.exchanges.json")["exchanges"]:
        body = json.dumps(exchange["response"].get("json")).encode()
        with pytest.raises(StreetError, match=r"[Ff]eed"):
            reddit_posts.parse(body, "https://www.reddit.com/r/askreddit/new/.rss", "s")


@pytest.mark.parametrize(("name", "number"), [("responseCommunityIIC", 8), ("responseUser", 2)])
def test_recorded_feeds_of_lemmy_have_posts_without_the_line_before_them(name, number):
    body = (recorded.DATA / f"feeds/lemmy-rss/feeddeck-lemmy-{name}.xml").read_bytes()
    found = lemmy_feed.parse(body, "https://lemmy.world/feeds/c/x.xml", "s")
    assert len(found.items) == number
    for item in found.items:
        assert item.id == item.url
        assert item.url.startswith("https://lemmy.world/post/")
        assert "/u/" in item.voice.key
        assert item.voice.key.endswith(f"/u/{item.voice.name}")
        assert len(item.tags) == 1
        assert item.reactions.replies is not None
        assert "submitted by" not in item.text
        assert "/u/" not in (item.about or "")
    abouts = {item.about for item in found.items}
    assert any("youtu.be" in (about or "") for about in abouts) == (name == "responseCommunityIIC")


def test_recorded_objects_of_the_fediverse_are_no_answers_of_lemmys_api():
    for path in sorted((recorded.DATA / "others/lemmy").glob("*.json")):
        with pytest.raises(StreetError, match="does not answer as Lemmy does"):
            lemmy_posts.parse(path.read_bytes(), "s")


def test_a_recorded_search_of_hacker_news_gives_every_story():
    wanted = read("others/hackernews/algolia-philosophy.json")["hits"]
    found = hackernews.parse((recorded.DATA / "others/hackernews/algolia-philosophy.json").read_bytes(), "s")
    assert len(found.items) == len(wanted) == 185
    for item, hit in zip(found.items, wanted, strict=True):
        assert item.id == f"https://news.ycombinator.com/item?id={hit['objectID']}"
        assert item.title == " ".join(hit["title"].split())
        assert item.published.timestamp() == hit["created_at_i"]
        assert (item.voice.name, item.reactions.likes) == (hit["author"], hit["points"])
        assert bool(item.about) == bool(hit.get("url"))
        assert bool(item.text) == bool(hit.get("story_text"))
        assert "<" not in item.text


def test_recorded_items_of_the_other_api_of_hacker_news_are_no_search():
    for line in (recorded.DATA / "others/hackernews/firebase-items.jsonl").read_bytes().splitlines():
        with pytest.raises(StreetError):
            hackernews.parse(line, "s")


def test_recorded_articles_of_dev_to_are_read():
    wanted = read("others/devto/articles.json")
    found = devto.parse((recorded.DATA / "others/devto/articles.json").read_bytes(), "s").items
    assert [item.url for item in found] == [article["url"] for article in wanted]
    assert [item.tags for item in found] == [tuple(article["tag_list"]) for article in wanted]
    assert [item.voice.key.rpartition("/")[2] for item in found] == [article["user"]["username"] for article in wanted]
    assert [item.language for item in found] == ["en", None]


def test_recorded_errors_of_dev_to_are_no_articles():
    for case in read("others/devto/observed-errors.json")["cases"]:
        with pytest.raises(StreetError):
            devto.parse(json.dumps(case.get("body", "")).encode(), "s")


def test_the_data_api_of_youtube_is_no_feed():
    body = (recorded.DATA / "feeds/youtube/feeddeck-youtube-responseYoutubeChannelIcon.xml").read_bytes()
    with pytest.raises(StreetError):
        youtube.parse(body, "https://www.youtube.com/feeds/videos.xml?channel_id=UCx", "s")
