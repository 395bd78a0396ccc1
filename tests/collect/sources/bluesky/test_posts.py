"""Posts of Bluesky as they are read: fields, facets by bytes, embeds, and who must not be listed."""

import json
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.collect.sources.bluesky import consent, embeds, posts, rss
from generator.collect.sources.bluesky import facets as bluesky_facets
from generator.collect.sources.bluesky.posts import Reading
from generator.errors import StreetError

NOW = datetime(2026, 11, 21, tzinfo=UTC)
READING = Reading(source="bluesky #oer", now=NOW)
ANA, BO = "did:plc:ana", "did:plc:bo"
LABELER = "did:plc:labeler"
FACET = "app.bsky.richtext.facet"


def author(**changes):
    return {"did": ANA, "handle": "ana.school.example", "displayName": "Ana", "createdAt": "2023-09-01T00:00:00Z",
            "labels": [], **changes}  # fmt: skip


def post(text="Naïve question about #OER", *, embed=None, who=None, labels=(), record=None, **changes):
    written = {"$type": "app.bsky.feed.post", "text": text, "createdAt": "2026-11-17T12:00:00.000Z", **(record or {})}
    return {
        "uri": f"at://{ANA}/app.bsky.feed.post/3l1", "cid": "x", "author": who or author(), "record": written,
        "indexedAt": "2026-11-17T12:00:01.100Z", "labels": list(labels), "embed": embed,
        "replyCount": 2, "repostCount": 1, "likeCount": 9, "quoteCount": 0, **changes,
    }  # fmt: skip


def parse(*views, name="posts", reading=READING, **more):
    return posts.parse(json.dumps({name: list(views), **more}).encode(), reading)


def one(*args, reading=READING, **changes):
    """Return the item that one post becomes, None where it is left out."""
    found = parse(post(*args, **changes), reading=reading)
    return found.items[0] if found.items else None


def facet(start, end, **feature):
    ((name, value),) = feature.items()
    field = {"link": "uri", "tag": "tag", "mention": "did"}.get(name, name)
    return {"index": {"byteStart": start, "byteEnd": end}, "features": [{"$type": f"{FACET}#{name}", field: value}]}


def around(text, part, **feature):
    """Return a facet over a part of a text, counted as programs count it: in bytes."""
    start = len(text.partition(part)[0].encode())
    return facet(start, start + len(part.encode()), **feature)


# ---------------------------------------------------------------- fields


def test_a_post_is_kept_with_its_voice_and_its_counts():
    found = one(record={"langs": ["en"], "facets": [facet(22, 26, tag="OER")]})
    assert found.id == f"at://{ANA}/app.bsky.feed.post/3l1"
    assert found.url == "https://bsky.app/profile/ana.school.example/post/3l1"
    assert (found.text, found.tags, found.language, found.kind) == ("Naïve question about #OER", ("OER",), "en", "post")
    assert found.published == datetime(2026, 11, 17, 12, tzinfo=UTC)
    assert (found.reactions.replies, found.reactions.shares, found.reactions.likes) == (2, 1, 9)
    voice = found.voice
    assert (voice.key, voice.address) == (
        f"https://bsky.app/profile/{ANA}",
        "https://bsky.app/profile/ana.school.example",
    )
    assert (voice.name, voice.network, voice.since.isoformat(), voice.bot) == ("Ana", "bluesky", "2023-09-01", None)
    assert voice.links == ("https://ana.school.example/",)


@pytest.mark.parametrize(
    ("handle", "links"),
    [
        ("ana.bsky.social", ()), ("ana.example.web.brid.gy", ()), ("bsky.social", ()), ("handle.invalid", ()),
        ("notbsky.social", ("https://notbsky.social/",)), ("ANA.Example", ("https://ana.example/",)),
        ("ana", ()), ("ana.example/x", ()), (7, ()), ([], ()),
    ],
)  # fmt: skip
def test_a_handle_is_an_address_of_ones_own_where_it_is_not_lent(handle, links):
    assert one(who=author(handle=handle)).voice.links == links


@pytest.mark.parametrize("handle", ["handle.invalid", None, "", "<b>.example"])
def test_an_author_without_a_working_handle_is_found_by_did(handle):
    found = one(who=author(handle=handle, displayName=" "))
    assert found.url == f"https://bsky.app/profile/{ANA}/post/3l1"
    assert found.voice.name == ANA


def test_a_voice_keeps_its_key_when_the_handle_changes():
    assert one().voice.key == one(who=author(handle="new.example")).voice.key


def test_a_profile_that_comes_along_is_read():
    who = author(description="Maths\n\n\n\nand <b>", followersCount=4, followsCount=-1, postsCount=True)
    voice = one(who=who).voice
    assert (voice.bio, voice.followers, voice.following, voice.posts) == ("Maths\n\nand <b>", 4, None, None)


@pytest.mark.parametrize(
    ("made", "seen", "wanted"),
    [
        ("2026-11-17T12:00:00Z", "2026-11-18T00:00:00Z", "2026-11-17T12:00:00+00:00"),
        ("2031-01-01T00:00:00Z", "2026-11-18T00:00:00Z", "2026-11-18T00:00:00+00:00"),
        ("0001-01-01T00:00:00Z", "2026-11-18T00:00:00Z", "2026-11-18T00:00:00+00:00"),
        ("1970-01-01T00:00:00Z", "2026-11-18T00:00:00Z", "2026-11-18T00:00:00+00:00"),
        ("2012-05-01T10:00:00+02:00", "2026-11-18T00:00:00Z", "2012-05-01T08:00:00+00:00"),
        ("yesterday", None, None),
        (None, "2026-11-18T00:00:00Z", "2026-11-18T00:00:00+00:00"),
    ],
)
def test_authors_may_say_any_time_and_the_earlier_sane_one_is_believed(made, seen, wanted):
    found = one(record={"createdAt": made}, indexedAt=seen)
    assert (found.published.isoformat() if found.published else None) == wanted


@pytest.mark.parametrize(
    ("langs", "wanted", "language"),
    [
        (["en"], (), "en"), (["de", "en"], (), "de"), (["de", "en"], ("en-GB",), "en"), (["pt-BR"], ("pt",), "pt-BR"),
        (["de", "fr"], ("en",), "de"), ([], (), None), ("en", (), None), ([None, 3, "xx", "ja"], (), "ja"),
        (None, (), None),
    ],
)  # fmt: skip
def test_of_several_languages_the_one_that_is_wanted_counts(langs, wanted, language):
    reading = Reading(source="x", now=NOW, languages=wanted)
    assert one(record={"langs": langs}, reading=reading).language == language


@pytest.mark.parametrize(
    "changes",
    [
        {"uri": None}, {"uri": "https://a.example"}, {"uri": f"at://{ANA}/app.bsky.feed.like/3l1"},
        {"uri": f"at://{BO}/app.bsky.feed.post/3l1"}, {"who": {"handle": "ana.example"}}, {"who": {"did": "ana"}},
        {"who": {"did": ["x"], "handle": ["y"]}}, {"record": {"$type": "com.example.note"}},
    ],
)  # fmt: skip
def test_what_is_no_post_or_has_no_author_is_passed_over(changes):
    assert one(**changes) is None


def test_an_at_uri_with_a_handle_gets_the_did_of_its_author():
    assert one(uri="at://ana.school.example/app.bsky.feed.post/3l1").id == f"at://{ANA}/app.bsky.feed.post/3l1"


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"null", b"{}", b"<html>", b'{"posts":{}}', b'{"feed":3}', b"[" * 100_000, b"\xff"]
)
def test_what_is_no_page_of_posts_is_refused(body):
    with pytest.raises(StreetError, match="does not read like an answer of Bluesky"):
        posts.parse(body, READING)


# ---------------------------------------------------------------- facets


def test_facets_count_bytes_and_links_keep_their_whole_address():
    text = "👩🏽‍🏫 Ökologie: plans.example/a-long-pa... with @bo.example and #Größe ＃学校"
    record = {"facets": [
        around(text, "#Größe", tag="Größe"),
        around(text, "plans.example/a-long-pa...", link="https://plans.example/a-long-path?x=1"),
        around(text, "@bo.example", mention=BO),
        around(text, "＃学校", tag="学校"),
    ], "tags": ["oer", "größe", 4]}  # fmt: skip
    found = one(text, record=record)
    assert found.text == text
    assert found.links == ("https://plans.example/a-long-path?x=1",)
    assert found.about == "https://plans.example/a-long-path?x=1"
    assert found.mentions == (f"https://bsky.app/profile/{BO}",)
    assert found.tags == ("Größe", "学校", "oer")


@pytest.mark.parametrize(
    ("facets", "words"),
    [
        ([facet(1, 3, tag="a")], ["é"]),
        ([facet(2, 3, tag="a")], []),
        ([facet(1, 2, tag="a")], []),
        ([facet(0, 99, tag="a")], []),
        ([facet(-1, 2, tag="a")], []),
        ([facet(3, 3, tag="a")], []),
        ([facet(4, 3, tag="a")], []),
        ([facet(0, 3, tag="a"), facet(1, 4, tag="b"), facet(3, 4, tag="c")], ["aé", "b"]),
        ([facet(3, 4, tag="c"), facet(0, 3, tag="a")], ["aé", "b"]),
        ([facet(*[True, 3], tag="a"), facet(0.0, 1.0, tag="b"), facet("0", "1", tag="c"), {}, 3, {"index": []}], []),
        ({"index": {}}, []),
        (None, []),
    ],
)  # fmt: skip
def test_facets_that_cannot_be_meant_are_dropped(facets, words):
    assert [found.words for found in bluesky_facets.slices("aéb", facets)] == words


@pytest.mark.parametrize(
    "uri", ["javascript:alert(1)", "https://u:p@a.example/", "", None, "at://x", "data:text/html,x"]
)
def test_a_link_that_is_no_address_on_the_web_is_none(uri):
    found = one("abc", record={"facets": [facet(0, 3, link=uri)]})
    assert (found.links, found.about, found.text) == ((), None, "abc")


def test_text_is_text_and_its_paragraphs_stay():
    written = "a < b &amp; <script>x</script>\r\n\r\n\r\n\r\n  c\u202e  d\x00 \ne "
    assert one(written).text == "a < b &amp; <script>x</script>\n\nc d\ne"


marks = st.integers(-3, 80)


@given(st.text(max_size=40), st.lists(st.tuples(marks, marks), max_size=8))
@example("\ud800é", [(0, 3), (3, 5)])
def test_every_slice_is_what_its_bytes_say_and_none_overlaps(text, ranges):
    whole = text.encode("utf-8", "surrogatepass")
    found = bluesky_facets.slices(text, [facet(start, end, tag=f"{start} {end}") for start, end in ranges])
    reached = 0
    for part in found:
        start, end = map(int, part.features[0]["tag"].split())
        assert reached <= start < end <= len(whole)
        assert part.words.encode("utf-8", "surrogatepass") == whole[start:end]
        reached = end
    good = [(start, end) for start, end in ranges if 0 <= start < end <= len(whole)]
    if len(good) == 1:
        start, end = good[0]
        cuts = {len(text[:number].encode("utf-8", "surrogatepass")) for number in range(len(text) + 1)}
        assert bool(found) is ({start, end} <= cuts)


# ---------------------------------------------------------------- embeds

EXTERNAL = "app.bsky.embed.external#view"


def card(uri, **more):
    return {"$type": EXTERNAL, "external": {"uri": uri, "title": "Their title", "description": "Their words", **more}}


def quotation(view, kind="viewRecord"):
    return {"$type": "app.bsky.embed.record#view", "record": {"$type": f"app.bsky.embed.record#{kind}", **view}}


def quoted(**changes):
    return {"uri": f"at://{BO}/app.bsky.feed.post/3l7", "author": author(did=BO, handle="bo.example"),
            "value": {"text": "Somebody else's words"}, "labels": [], **changes}  # fmt: skip


def test_a_card_is_what_a_post_is_about_and_its_words_are_not_taken():
    found = one(embed=card("https://study.example/p"))
    assert (found.about, found.links) == ("https://study.example/p", ("https://study.example/p",))
    assert "Their" not in repr(found)


@pytest.mark.parametrize("page", ["https://bsky.app/hashtag/oer", "https://bsky.app/profile/bo.example"])
def test_people_and_hashtags_are_nothing_a_post_is_about(page):
    assert one(embed=card(page)).about is None


@pytest.mark.parametrize("written", ["did", "handle"])
def test_the_part_before_of_a_thread_is_named_by_the_did_of_its_author(written):
    who = author()
    parent = {"uri": f"at://{who[written]}/app.bsky.feed.post/3first"}
    found = one(record={"reply": {"parent": parent, "root": parent}})
    assert found.reply_to == f"at://{who['did']}/app.bsky.feed.post/3first"


@pytest.mark.parametrize("words", ["Lee #nobot", "Lee #no\u200bbots"])
def test_a_no_in_a_display_name_is_a_no(words):
    assert one(who=author(displayName=words)) is None


def test_a_card_of_a_link_in_the_text_is_one_link():
    record = {"facets": [facet(0, 3, link="https://www.study.example/p?utm_source=x")]}
    found = one("abc", record=record, embed=card("https://study.example/p"))
    assert found.links == ("https://www.study.example/p?utm_source=x",)
    assert found.about == "https://study.example/p"


def test_a_moving_picture_is_a_picture_and_no_page():
    found = one(embed=card("https://media.tenor.com/abc/x.gif?hh=1&ww=2", description="ALT: a cat nods"))
    assert (found.about, found.links, found.alts) == (None, (), ("a cat nods",))


@pytest.mark.parametrize(
    ("embed", "alts"),
    [
        ({"$type": "app.bsky.embed.images#view",
          "images": [{"alt": "A  map"}, {"alt": ""}, {"alt": None}, {"alt": "A map"}]}, ("A map",)),
        ({"$type": "app.bsky.embed.gallery#view", "items": [{"alt": "One"}, {"alt": "Two"}]}, ("One", "Two")),
        ({"$type": "app.bsky.embed.gallery#view", "media": [{"alt": "One"}]}, ("One",)),
        ({"$type": "app.bsky.embed.video#view", "alt": "A film"}, ("A film",)),
        ({"$type": "app.bsky.embed.recordWithMedia#view", "record": {"record": quoted()},
          "media": {"$type": "app.bsky.embed.images#view", "images": [{"alt": "A map"}]}}, ("A map",)),
        ({"$type": "com.example.hologram#view", "images": [{"alt": "A map"}]}, ()),
        ({"images": [{"alt": "A map"}]}, ()),
        (None, ()),
    ],
)  # fmt: skip
def test_pictures_are_kept_as_their_descriptions(embed, alts):
    assert one(embed=embed).alts == alts


def test_where_the_server_shows_no_embed_that_of_the_record_is_read():
    record = {"embed": {"$type": "app.bsky.embed.images", "images": [{"alt": "A map", "image": {}}]}}
    assert one(record=record).alts == ("A map",)


@pytest.mark.parametrize(
    "embed",
    [
        quotation(quoted()),
        {"$type": "app.bsky.embed.recordWithMedia#view", "record": {"record": quoted()}, "media": {}},
        {
            "$type": "app.bsky.embed.recordWithMedia#view",
            "record": quotation(quoted()),
            "media": card("https://x.example/a.b"),
        },
    ],
)
def test_a_quoted_post_is_named_and_not_repeated(embed):
    found = one(embed=embed)
    assert found.about in {f"https://bsky.app/profile/{BO}/post/3l7", "https://x.example/a.b"}
    assert "Somebody else" not in repr(found)


@pytest.mark.parametrize(
    "embed",
    [
        quotation({"uri": f"at://{BO}/app.bsky.feed.post/3l7", "notFound": True}, "viewNotFound"),
        quotation({"uri": f"at://{BO}/app.bsky.feed.post/3l7", "blocked": True, "author": {"did": BO}}, "viewBlocked"),
        quotation({"uri": f"at://{BO}/app.bsky.feed.post/3l7", "detached": True}, "viewDetached"),
        quotation(quoted(detached=True)),
        quotation({"uri": f"at://{BO}/app.bsky.graph.list/3l7", "creator": {"did": BO}}),
        quotation(quoted(uri="at://bo.example/app.bsky.feed.post/3l7")),
    ],
)  # fmt: skip
def test_what_may_not_be_quoted_is_not_even_named(embed):
    found = one(embed=embed)
    assert found.about is None
    assert BO not in repr(found)


# ---------------------------------------------------------------- consent


def label(value, **changes):
    return {"src": LABELER, "uri": f"at://{ANA}/x", "val": value, "cts": "2026-01-01T00:00:00Z", **changes}


UNSEEN = "!no-unauthenticated"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, ""),
        ({"who": author(labels=[label(UNSEEN, src=ANA)])}, "no"),
        ({"who": author(labels=[label(UNSEEN)])}, "no"),
        ({"labels": [label(UNSEEN)]}, "no"),
        ({"record": {"labels": {"values": [{"val": UNSEEN}]}}}, "no"),
        ({"who": author(description="Maths. #nobot please")}, "nobot"),
        ({"labels": [label("!hide")]}, "hidden"),
        ({"who": author(labels=[label("!warn")])}, "hidden"),
        ({"labels": [label("porn")]}, "adult"),
        ({"labels": [label("Sexual ")]}, "adult"),
        ({"who": author(labels=[label("nudity")])}, "adult"),
        ({"record": {"labels": {"$type": "x", "values": [{"val": "graphic-media"}]}}}, "adult"),
        ({"labels": [label("spoiler"), label("bot")]}, ""),
        ({"labels": {"val": "porn"}}, ""),
        ({"labels": [None, "porn", {"val": ["porn"]}]}, ""),
        ({"embed": quotation(quoted(author=author(did=BO, labels=[label(UNSEEN, src=BO)])))}, "quoted"),
        ({"embed": quotation(quoted(author=author(did=BO, description="#nobot")))}, "quoted"),
        ({"embed": quotation(quoted(labels=[label("porn")]))}, "adult"),
        ({"embed": quotation(quoted(value={"labels": {"values": [{"val": "porn"}]}}))}, "adult"),
        ({"embed": {"$type": "app.bsky.embed.recordWithMedia#view", "media": {}, "record": {
            "record": quoted(author=author(did=BO, labels=[label(UNSEEN)]))}}}, "quoted"),
        ({"record": {"reply": None}}, ""),
        ({"record": {"reply": {}}}, "reply"),
        ({"record": {"reply": {"parent": {"uri": f"at://{ANA}/app.bsky.feed.post/3l0"}}}}, ""),
        ({"record": {"reply": {"parent": {"uri": f"at://{BO}/app.bsky.feed.post/3l0"}}}}, "reply"),
        ({"record": {"reply": {"parent": {"uri": f"at://{ANA}/app.bsky.feed.post/3l0"}, "root": {"uri": 3}}}}, "reply"),
    ],
)  # fmt: skip
def test_who_is_listed_and_why_not(changes, reason):
    found = parse(post(**changes))
    assert dict(found.left_out) == ({reason: 1} if reason else {})
    assert len(found.items) == (0 if reason else 1)
    assert bool(found.gone) is (reason in consent.WITHDRAWN)


@pytest.mark.parametrize(
    ("labels", "holds"),
    [
        ([label("x", neg=True)], False),
        ([label("x"), label("x", neg=True)], False),
        ([label("x", neg=True, cts="2026-03-01T00:00:00Z"), label("x", cts="2026-02-01T00:00:00Z")], False),
        ([label("x", neg=True, cts="2026-02-01T00:00:00Z"), label("x", cts="2026-03-01T00:00:00Z")], True),
        ([label("x"), label("x", neg=True, src="did:plc:other")], True),
        ([label("x"), label("x", neg=True, uri="at://other")], True),
        ([label("x"), label("x", neg=False)], True),
        ([label("x", exp="2026-11-20T00:00:00Z")], False),
        ([label("x", exp="2026-11-22T00:00:00Z")], True),
        ([label("x", exp="never")], True),
        ([label("x"), label("x", neg=True, cts="2026-02-01T00:00:00Z", exp="2026-03-01T00:00:00Z")], True),
    ],
)
def test_a_label_holds_until_it_is_negated_or_ends(labels, holds):
    assert ("x" in consent.active(labels, NOW)) is holds


def test_an_account_that_says_that_it_is_a_machine_is_one():
    assert one(who=author(labels=[label("bot", src=ANA)])).voice.bot is True


def test_a_repost_is_left_out_and_counted():
    entry = {"post": post(), "reason": {"$type": "app.bsky.feed.defs#reasonRepost", "by": author()}}
    found = parse(entry, name="feed")
    assert (found.items, dict(found.left_out), found.gone) == ((), {"repost": 1}, ())


def test_every_reason_has_words():
    assert all(words[0].islower() and not words.endswith(".") for words in consent.REASONS.values())
    assert set(consent.REASONS) > consent.WITHDRAWN


def test_a_page_says_how_far_back_it_reaches():
    views = [post(record={"createdAt": f"2026-11-{day}T00:00:00Z"}) for day in (19, 11, 15)]
    assert parse(*views, cursor="a").oldest.day == 11
    assert parse(*views, reading=Reading(source="x", now=NOW, in_order=False)).oldest.day == 17


@pytest.mark.parametrize("cursor", [None, 3, "", "a\nb", "\ud800", "x" * 2_001, ["a"]])
def test_a_cursor_that_cannot_be_sent_back_ends_the_pages(cursor):
    assert parse(post(), cursor=cursor).next is None


# ---------------------------------------------------------------- anything

KEYS = (
    "$type posts feed post author did handle displayName description labels val src neg exp cts uri record text "
    "createdAt indexedAt langs facets index byteStart byteEnd features tag tags reply parent root embed external "
    "images alt items media values reason by value detached blocked cursor replyCount"
).split()
VALUES = st.sampled_from(
    ["app.bsky.feed.post", f"{FACET}#tag", f"{FACET}#link", "app.bsky.embed.record#view", EXTERNAL, UNSEEN,
     "x#reasonPin", "app.bsky.embed.recordWithMedia#view", ANA, f"at://{ANA}/app.bsky.feed.post/3l1", "ana.example",
     "https://[::1", "\ud800", "9999-12-31T23:59:59-14:00", "2026-11-17T12:00:00Z", "https://a.example/{x}"]
)  # fmt: skip
LEAVES = st.none() | st.booleans() | st.integers(-2, 9) | st.floats() | st.text(max_size=6) | VALUES | st.just(10**4000)
TREES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=6),
    max_leaves=40,
)


@given(TREES)
def test_any_view_is_an_item_or_none(tree):
    for name, entry in (("posts", tree), ("feed", {"post": tree}), ("feed", tree)):
        body = json.dumps({name: [entry]}).encode() if tree != 10**4000 else b"{}"
        with suppress(StreetError):
            posts.parse(body, READING)


@given(
    st.fixed_dictionaries({}, optional=dict.fromkeys(post(), TREES)),
    st.dictionaries(st.sampled_from(KEYS), TREES, max_size=4),
)
def test_a_post_with_any_field_spoilt_is_an_item_or_none(changes, spoilt):
    view = {**post(), **changes}
    if isinstance(view["record"], dict):
        view["record"] = {**view["record"], **spoilt}
    with suppress(StreetError):
        for found in posts.parse(json.dumps({"posts": [view]}).encode(), READING).items:
            assert found.url.startswith("https://bsky.app/profile/")
            assert found.published is None or found.published.utcoffset() == timedelta()


@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_any_bytes_are_a_page_or_refused(body):
    with suppress(StreetError):
        posts.parse(body, READING)


@given(st.text(max_size=80), TREES)
def test_any_embed_and_any_rss_is_read_or_refused(document, tree):
    embed = tree if isinstance(tree, dict) else {}
    assert isinstance(embeds.alts(embed), tuple)
    assert embeds.about(embed) is None or embeds.about(embed).startswith("http")
    assert isinstance(embeds.quoted(embed), dict)
    with suppress(StreetError):
        rss.parse(document, "https://bsky.app/profile/x/rss", "s")
