"""Lemmy: both versions of its API, its RSS where the API is closed, and what is not for a digest."""

import asyncio
import json
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.collect.sources.boards import lemmy, lemmy_feed, lemmy_posts
from generator.collect.words import Visit
from generator.errors import StreetError
from generator.model import Enclosure, Source
from tests.collect.fakes import Street

VISIT = Visit(now=datetime(2026, 11, 21, tzinfo=UTC), since=datetime(2026, 11, 14, tzinfo=UTC))
SOURCE = Source(kind="lemmy", address="!teaching@lemmy.example", name="Teaching")
V3 = "https://lemmy.example/api/v3/post/list?community_name=teaching&limit=50&sort=New&type_=All"
V4 = "https://lemmy.example/api/v4/post/list?community_name=teaching&limit=50&sort=new&type_=all"
RSS = "https://lemmy.example/feeds/c/teaching.xml?sort=New&limit=50"


def view(number: int = 7, *, post=None, creator=None, community=None, **more):
    """Return a post as version 3 of the API has it."""
    return {
        "post": {
            "id": number, "name": "Lesson bank", "url": "https://lessons.example/f", "removed": False, "deleted": False,
            "nsfw": False, "published": "2026-11-17T09:00:00.123456Z", "language_id": 37, "featured_community": False,
            "ap_id": f"https://lemmy.example/post/{number}", **(post or {}),
        },
        "creator": {
            "name": "kim", "display_name": "Kim", "actor_id": "https://lemmy.example/u/kim", "bot_account": False,
            "published": "2023-06-12T00:00:00Z", "banned": False, **(creator or {}),
        },
        "community": {"name": "teaching", "nsfw": False, "visibility": "Public", **(community or {})},
        "counts": {"comments": 3, "score": 15, "upvotes": 16},
        **more,
    }  # fmt: skip


def view_of_1_0(number: int = 7):
    """Return the same post as version 4 has it."""
    return {
        "post": {
            "id": number, "name": "Lesson bank", "url": "https://lessons.example/f",
            "published_at": "2026-11-17T09:00:00Z", "ap_id": f"https://lemmy.example/post/{number}", "comments": 3,
            "upvotes": 16, "language_id": 37,
        },
        "creator": {
            "name": "kim", "display_name": "Kim", "ap_id": "https://lemmy.example/u/kim", "published_at": "2023-06-12",
        },
        "community": {"name": "teaching", "ap_id": "https://lemmy.example/c/teaching", "visibility": "public"},
        "tags": [{"name": "oer", "display_name": "OER"}],
    }  # fmt: skip


def page(*views, next_page=None, key="posts") -> bytes:
    return json.dumps({key: list(views), "next_page": next_page}).encode()


def parse(*views):
    return lemmy_posts.parse(page(*views), "lemmy x")


def one(**changes):
    found = parse(view(**changes)).items
    return found[0] if found else None


def read(street, source=SOURCE):
    return asyncio.run(lemmy.read(source, street, VISIT))


def refused(status: int, error: str = "", words: str = "It refused.") -> StreetError:
    return StreetError(words, status=status, body=json.dumps({"error": error}).encode() if error else b"")


# ---------------------------------------------------------------- posts


def test_a_post_is_read_with_its_voice_its_counts_and_what_it_is_about():
    found = one(post={"body": "Some **words** with [a link](https://a.example/x)."})
    assert (found.id, found.url) == ("https://lemmy.example/post/7", "https://lemmy.example/post/7")
    assert (found.title, found.text, found.kind) == ("Lesson bank", "Some words with a link.", "post")
    assert (found.about, found.links) == ("https://lessons.example/f", ("https://a.example/x",))
    assert found.published == datetime(2026, 11, 17, 9, 0, 0, 123456, tzinfo=UTC)
    assert (found.language, found.tags) == ("en", ("teaching",))
    assert (found.reactions.replies, found.reactions.likes) == (3, 16)
    assert (found.voice.key, found.voice.name, found.voice.network) == ("https://lemmy.example/u/kim", "Kim", "lemmy")
    assert (found.voice.since.isoformat(), found.voice.bot) == ("2023-06-12", False)


def test_a_post_of_version_4_is_the_same_post():
    old, new = one(), lemmy_posts.parse(page(view_of_1_0(), key="items"), "lemmy x").items[0]
    assert (new.id, new.voice.key, new.voice.since, new.reactions, new.language, new.about) == (
        old.id, old.voice.key, old.voice.since, old.reactions, old.language, old.about,
    )  # fmt: skip
    assert new.published == datetime(2026, 11, 17, 9, tzinfo=UTC)
    assert new.tags == ("teaching", "OER")


def test_a_time_without_a_zone_is_in_utc():
    assert one(post={"published": "2026-11-17T09:00:00.123"}).published.utcoffset().total_seconds() == 0


def test_an_edit_is_an_edit_only_where_it_says_another_time():
    assert one(post={"updated": "2026-11-18T09:00:00Z"}).updated == datetime(2026, 11, 18, 9, tzinfo=UTC)
    assert one(post={"updated": "2026-11-17T09:00:00.123456Z"}).updated is None


def test_a_link_without_words_is_told_by_what_its_page_says():
    assert one(post={"embed_description": "Plans to share"}).text == "Plans to share"
    assert one(post={"body": "Mine", "embed_description": "Plans to share"}).text == "Mine"


def test_a_picture_is_described_and_a_film_is_played_and_neither_is_a_subject():
    picture = one(post={"url": "https://a.example/p.png", "url_content_type": "image/png", "alt_text": "A map"})
    film = one(post={"url": "https://a.example/v", "url_content_type": "video/mp4"})
    assert (picture.about, picture.alts, picture.media) == (None, ("A map",), ())
    assert (film.about, film.media) == (None, (Enclosure(address="https://a.example/v", type="video/mp4"),))


@pytest.mark.parametrize(
    ("number", "code"), [(0, None), (32, "de"), (47, "fr"), (183, "zu"), (999, None), ("37", None)]
)
def test_languages_are_numbers_that_mean_the_same_on_every_server(number, code):
    assert one(post={"language_id": number}).language == code


@pytest.mark.parametrize(
    ("why", "changes"),
    [
        ("removed", {"post": {"removed": True}}),
        ("removed", {"post": {"deleted": True}}),
        ("removed", {"creator": {"deleted": True}}),
        ("removed", {"creator": {"banned": True}}),
        ("removed", {"creator_banned_from_community": True}),
        ("hidden", {"hidden": True}),
        ("hidden", {"community": {"hidden": True}}),
        ("hidden", {"community": {"visibility": "LocalOnly"}}),
        ("hidden", {"community": {"visibility": "unlisted"}}),
        ("adult", {"post": {"nsfw": True}}),
        ("adult", {"community": {"nsfw": True}}),
        ("bot", {"creator": {"bot_account": True}}),
        ("no", {"creator": {"bio": "Teacher. #nobot"}}),
        ("no", {"creator": {"display_name": "Kim #NoBot"}}),
    ],
)
def test_what_is_not_for_a_digest_is_left_out_and_counted(why, changes):
    found = parse(view(**changes), view(8))
    assert [item.id for item in found.items] == ["https://lemmy.example/post/8"]
    assert dict(found.left_out) == {why: 1}
    assert found.gone == (("https://lemmy.example/post/7",) if why in lemmy_posts.GOING else ())


def test_a_post_held_at_the_top_says_nothing_of_the_age_of_the_others():
    pinned = view(1, post={"featured_community": True, "published": "2024-01-01T00:00:00Z"})
    assert parse(pinned, view()).oldest == datetime(2026, 11, 17, 9, 0, 0, 123456, tzinfo=UTC)


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b'{"posts":{}}', b"<html>", b"\xff", b"[" * 9999])
def test_what_is_no_list_of_posts_is_said_to_be_none(body):
    with pytest.raises(StreetError, match="does not answer as Lemmy does"):
        lemmy_posts.parse(body, "s")


# ---------------------------------------------------------------- asking


def test_the_community_is_asked_on_its_own_server_and_named_by_both():
    street = Street({V3: page(view())})
    catch = read(street)
    assert street.asked == [V3]
    assert (catch.home, catch.title) == ("https://lemmy.example/c/teaching", "!teaching@lemmy.example")
    assert len(catch.items) == 1


def test_a_community_of_another_server_can_be_asked_through_ones_own():
    street = Street({V3.replace("teaching", "oer%40far.example"): page(view())})
    catch = read(street, replace(SOURCE, address="!oer@far.example@lemmy.example"))
    assert catch.home == "https://lemmy.example/c/oer@far.example"


def test_pages_are_followed_by_their_cursor_until_the_week_is_covered():
    old = view(3, post={"published": "2026-11-01T00:00:00Z"})
    street = Street({V3: page(view(1), next_page="P1"), f"{V3}&page_cursor=P1": page(view(2), old, next_page="P2")})
    catch = read(street)
    assert len(street.asked) == 2
    assert [item.id[-1] for item in catch.items] == ["1", "2"]


def test_a_cursor_that_repeats_ends_the_walk_and_so_does_the_last_page_allowed():
    street = Street({V3: page(view(1), next_page="P"), f"{V3}&page_cursor=P": page(view(2), next_page="P")})
    assert len(read(street).items) == 2

    class Endless(Street):
        def _answer(self, key, url, seal):
            cursor = parse_qs(urlsplit(url).query).get("page_cursor", ["0"])[0]
            self.places[key] = page(view(int(cursor) + 1), next_page=str(int(cursor) + 1))
            return super()._answer(key, url, seal)

    street = Endless({})
    catch = read(street)
    assert len(street.asked) == lemmy.PAGES
    assert catch.notes[0] == f"Only {lemmy.PAGES} posts of lemmy.example were read."


def test_a_failure_on_a_later_page_costs_only_the_rest():
    catch = read(Street({V3: page(view(), next_page="P"), f"{V3}&page_cursor=P": refused(503)}))
    assert len(catch.items) == 1
    assert "lemmy.example stopped answering" in catch.notes[0]


@pytest.mark.parametrize("first", [refused(404), refused(410), b"<html>no API here</html>"])
def test_a_server_without_version_3_is_asked_in_version_4(first):
    street = Street({V3: first, V4: page(view_of_1_0(), key="items")})
    assert len(read(street).items) == 1
    assert street.asked == [V3, V4]


@pytest.mark.parametrize("closed", [refused(401), refused(403), refused(400, "instance_is_private")])
def test_where_the_api_is_closed_the_rss_is_read_and_that_is_said(closed):
    street = Street({V3: closed, RSS: rss(item())})
    catch = read(street)
    assert street.asked == [V3, RSS]
    assert len(catch.items) == 1
    assert "keeps its API closed to strangers" in catch.notes[0]


@pytest.mark.parametrize("error", sorted(lemmy.UNKNOWN))
def test_a_community_that_is_not_there_is_said_so_at_once(error):
    street = Street({V3: refused(404, error)})
    with pytest.raises(StreetError, match=r"lemmy\.example knows no community !teaching"):
        read(street)
    assert len(street.asked) == 1


def test_a_server_that_is_no_lemmy_is_named():
    with pytest.raises(StreetError, match=r"lemmy\.example: "):
        read(Street({}))


def test_a_server_that_is_busy_is_not_asked_three_times():
    street = Street({V3: refused(429, "rate_limit_error")})
    with pytest.raises(StreetError, match=r"lemmy\.example: It refused"):
        read(street)
    assert len(street.asked) == 1


@pytest.mark.parametrize("error", sorted(lemmy.BUSY))
def test_a_server_that_calls_its_limit_a_wrong_question_asks_to_be_left_alone(error):
    street = Street({V3: refused(400, error)})
    with pytest.raises(StreetError, match=r"lemmy\.example asks to be left alone") as caught:
        read(street)
    assert (caught.value.kind, caught.value.status, len(street.asked)) == ("resting", 429, 1)
    later = read(Street({V3: page(view(), next_page="P"), f"{V3}&page_cursor=P": refused(400, error)}))
    assert "lemmy.example asks to be left alone" in later.notes[0]


OLD = {"post": {"published": "2026-11-01T00:00:00Z"}}
PINNED = {"post": {"featured_community": True, "published": "2024-01-01T00:00:00Z"}}


@pytest.mark.parametrize(
    ("first", "second", "is_whole"),
    [
        (page(view(1), view(2, **OLD), next_page="P"), None, True),
        (page(view(1), next_page="P"), page(view(2, **OLD), next_page="Q"), True),
        (page(view(1), next_page="P"), page(), True),
        (page(view(1)), None, True),
        (page(view(9, **PINNED), view(1), next_page="P"), page(view(2)), True),
        (page(view(9, **PINNED), view(1), next_page="P"), refused(503), False),
        (page(view(1), next_page="P"), refused(503), False),
        (page(*(view(number) for number in range(50))), None, False),
        (page(), None, False),
    ],
)
def test_what_is_missing_is_told_only_where_the_week_was_read_whole(first, second, is_whole):
    found = read(Street({V3: first, f"{V3}&page_cursor=P": second}), replace(SOURCE, max_items=1))
    assert (found.present is not None, found.covered) == ((True, VISIT.since) if is_whole else (False, None))
    assert not is_whole or "https://lemmy.example/post/1" in found.present
    assert len(found.items) <= 1


def test_the_rss_and_a_walk_that_was_cut_tell_of_nothing_missing():
    assert read(Street({V3: refused(401), RSS: rss(item())})).present is None


@pytest.mark.parametrize(
    "address", ["teaching", "!teaching", "!@lemmy.example", "!a/b@lemmy.example", "!a@", "!a@b c:d"]
)
def test_an_address_of_no_known_form_is_not_asked(address):
    street = Street({})
    with pytest.raises(StreetError, match="none of that form"):
        read(street, replace(SOURCE, address=address))
    assert street.asked == []


# ---------------------------------------------------------------- RSS


def item(*, link="https://lessons.example/f", own="<p>Words</p>", guid="https://lemmy.example/post/7", outgoing=True):
    where = f'<br><a href="{link}">{link}</a>' if outgoing else ""
    words = (
        'submitted by <a href="https://other.example/u/kim">kim</a> to <a href="https://lemmy.example/c/teaching">teaching'
        f'</a><br>-1 points | <a href="{guid}">4 comments</a>{where}{own}'
    )
    return (
        f"<item><title>Lesson bank</title><link>{link}</link><description><![CDATA[{words}]]></description>"
        f"<comments>{guid}</comments><guid>{guid}</guid><pubDate>Tue, 17 Nov 2026 09:00:00 +0000</pubDate></item>"
    )


def rss(*items: str) -> bytes:
    head = "<title>Lemmy - teaching</title><link>https://lemmy.example/c/teaching</link>"
    return f'<rss version="2.0"><channel>{head}{"".join(items)}</channel></rss>'.encode()


def of_rss(**changes):
    return lemmy_feed.parse(rss(item(**changes)), RSS, "s").items[0]


def test_the_line_before_the_words_is_read_and_taken_away():
    found = of_rss()
    assert (found.id, found.url) == ("https://lemmy.example/post/7", "https://lemmy.example/post/7")
    assert (found.text, found.about, found.links) == ("Words", "https://lessons.example/f", ())
    assert (found.voice.key, found.voice.name) == ("https://other.example/u/kim", "kim")
    assert (found.tags, found.reactions.replies, found.kind) == (("teaching",), 4, "post")


def test_a_post_without_an_address_or_with_a_picture_is_about_itself():
    assert of_rss(link="https://lemmy.example/post/7", outgoing=False).about is None
    picture = of_rss(link="https://lemmy.example/pictrs/image/a.png")
    assert of_rss(link="https://a.example/f?a=1&amp;b=2").about == "https://a.example/f?a=1&b=2"
    assert (picture.about, picture.url) == (None, "https://lemmy.example/post/7")


def test_a_person_without_a_profile_on_the_web_is_the_one_the_feed_names():
    body = rss(item()).replace(b"https://other.example/u/kim", b"javascript:kim")
    found = lemmy_feed.parse(body, RSS, "s").items[0]
    assert (found.voice.key, found.voice.network) == ("https://lemmy.example/c/teaching", "lemmy")


def test_an_entry_of_another_form_is_read_as_any_feed():
    body = rss("<item><title>T</title><guid>https://lemmy.example/post/9</guid><description>Words</description></item>")
    found = lemmy_feed.parse(body, RSS, "s").items[0]
    assert (found.text, found.voice.network) == ("Words", "lemmy")


# ---------------------------------------------------------------- anything

ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.just("https://a.example/"),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
PARTS = st.sampled_from(
    ("name", "ap_id", "url", "body", "published", "language_id", "nsfw", "bio", "visibility", "alt_text")
)
VIEWS = st.dictionaries(
    st.sampled_from(("post", "creator", "community", "counts", "tags")), st.dictionaries(PARTS, ANY) | ANY
)


@given(st.lists(VIEWS | ANY, max_size=3) | ANY, ANY)
def test_whatever_json_comes_only_a_streeterror_comes_out(views, cursor):
    with suppress(StreetError):
        lemmy_posts.parse(json.dumps({"posts": views, "next_page": cursor}).encode(), "s")


@given(st.binary(max_size=200))
def test_whatever_bytes_come_only_a_streeterror_comes_out(body):
    for parse_it in (lambda: lemmy_posts.parse(body, "s"), lambda: lemmy_feed.parse(body, RSS, "s")):
        with suppress(StreetError):
            parse_it()
