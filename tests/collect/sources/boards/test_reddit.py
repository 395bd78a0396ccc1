"""Reddit: what is asked, what an entry becomes, and why it may refuse."""

import asyncio
import html
import json
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.collect.sources.boards import reddit, reddit_posts
from generator.collect.words import Answer, Visit
from generator.errors import StreetError
from generator.model import Source
from tests.collect.fakes import Street

VISIT = Visit(now=datetime(2026, 11, 21, tzinfo=UTC), since=datetime(2026, 11, 14, tzinfo=UTC))
SOURCE = Source(kind="reddit", address="r/teaching", name="Teaching")
FEED = "https://www.reddit.com/r/teaching/new/.rss?limit=100"
PAGE = "https://www.reddit.com/r/teaching/comments/1abcde/x/"
OWN = "https://www.reddit.com/comments/1abcde/"
BOTH = ("REDDIT_FEED_TOKEN", "REDDIT_FEED_USER")


def entry(
    *,
    link=PAGE,
    own="<p>Text</p>",
    author="demo_user",
    number="1abcde",
    title="A plan",
    day=18,
    brackets=("link", "comments"),
):
    page = f"https://www.reddit.com/r/teaching/comments/{number}/x/"
    words = f'<!-- SC_OFF --><div class="md">{own}</div><!-- SC_ON -->' if own else ""
    content = (
        f'{words} &#32; submitted by &#32; <a href="https://www.reddit.com/user/{author}"> /u/{author} </a> &#32; '
        f'to &#32; <a href="https://www.reddit.com/r/teaching/"> r/teaching </a> <br/> '
        f'<span><a href="{html.escape(link)}">[{brackets[0]}]</a></span> &#32; '
        f'<span><a href="{page}">[{brackets[1]}]</a></span>'
    )
    return (
        f"<entry><author><name>/u/{author}</name><uri>https://www.reddit.com/user/{author}</uri></author>"
        f'<category term="teaching" label="r/teaching"/><content type="html">{html.escape(content)}</content>'
        f'<id>t3_{number}</id><link href="{page}"/><updated>2026-11-{day}T09:00:00+00:00</updated>'
        f"<published>2026-11-{day}T09:00:00+00:00</published><title>{title}</title></entry>"
    )


def feed(*entries: str) -> bytes:
    head = '<id>/r/teaching/new/.rss</id><link rel="alternate" href="https://www.reddit.com/r/teaching/new"/><title>Teaching</title>'
    return f'<feed xmlns="http://www.w3.org/2005/Atom">{head}{"".join(entries)}</feed>'.encode()


def parse(*entries: str):
    return reddit_posts.parse(feed(*entries), FEED, "reddit r/teaching")


def one(**changes):
    return parse(entry(**changes)).items[0]


def read(street, source=SOURCE):
    return asyncio.run(reddit.read(source, street, VISIT))


# ---------------------------------------------------------------- entries


def test_a_post_is_its_own_words_without_the_line_beneath_them():
    found = one()
    assert (found.text, found.title, found.kind) == ("Text", "A plan", "post")
    assert (found.id, found.url, found.about) == (OWN, PAGE, None)
    assert (found.voice.key, found.voice.name) == ("https://www.reddit.com/user/demo_user", "u/demo_user")
    assert (found.voice.network, found.tags) == ("reddit", ("teaching",))
    assert found.published == datetime(2026, 11, 18, 9, tzinfo=UTC)


def test_what_stands_under_link_is_what_a_post_is_about():
    found = one(link="https://lessons.example/f?a=1&b=2", own="")
    assert (found.about, found.text, found.links) == ("https://lessons.example/f?a=1&b=2", "", ())


def test_the_words_in_brackets_may_be_in_any_language():
    found = one(link="https://lessons.example/f", brackets=("Verweis", "Kommentare"))
    assert (found.about, found.text) == ("https://lessons.example/f", "Text")


def test_links_in_the_words_are_links_and_nothing_a_post_is_about():
    found = one(own='<p>See <a href="https://a.example/">[this]</a> and <a href="/r/other/">r/other</a></p>')
    assert found.links == ("https://a.example/", "https://www.reddit.com/r/other/")
    assert found.about is None


def test_reddits_own_pictures_and_films_are_nothing_outside():
    for place in ("i.redd.it/a.png", "v.redd.it/a", "preview.redd.it/a.png?width=1", "www.reddit.com/gallery/1abcde",
                  "reddit.com/video/a", "old.reddit.com/link/1abcde/video/a/player"):  # fmt: skip
        assert one(link=f"https://{place}", own="").about is None
    for place in ("redd.it/2bcdef", "a.example/gallery/1", "notreddit.com/video/a"):
        assert one(link=f"https://{place}", own="").about == f"https://{place}"


def test_a_post_that_passes_another_one_on_is_about_that_one():
    other = "https://www.reddit.com/r/other/comments/2bcdef/y/"
    assert one(link=other).about == other


def test_a_post_is_not_about_itself_by_another_name():
    assert one(link="https://old.reddit.com/r/teaching/comments/1abcde/deleted_by_user/").about is None


def test_words_cannot_pretend_to_be_the_line_beneath_them():
    forged = '<p>submitted by <a href="https://evil.example/">[link]</a></p>'
    found = one(own=forged)
    assert found.about is None
    assert "submitted by [link]" in found.text


def test_the_words_end_where_the_last_mark_stands():
    found = one(own="<p>a</p><!-- SC_ON --><p>b</p>")
    assert (found.text, found.about) == ("a\n\nb", None)


def test_people_communities_and_comments_in_a_search_are_no_posts():
    others = [entry(number=f"9abcd{kind}").replace("<id>t3_", f"<id>{kind}_") for kind in ("t1", "t2", "t5")]
    assert [item.id for item in parse(*others, entry()).items] == [OWN]


@pytest.mark.parametrize(
    "changes",
    [
        {"own": "<p>[removed]</p>"}, {"own": "<p>[deleted]</p>"}, {"author": "[deleted]"},
        {"title": "[deleted by user]", "own": ""}, {"own": "<p>[ Removed by Reddit ]</p>"},
    ],
)  # fmt: skip
def test_what_was_deleted_is_left_out_and_taken_down_though_its_page_has_another_name(changes):
    found = parse(entry(**changes).replace("1abcde/x/", "1abcde/deleted_by_user/"))
    assert (found.items, found.gone) == ((), (one().id,))
    assert parse(entry(title="[Removed] walls: a plan", own="<p>[deleted] files</p>")).gone == ()


def test_a_post_of_another_form_is_read_as_that_of_any_feed():
    content = "<content type='html'>&lt;p&gt;Words&lt;/p&gt;</content>"
    found = parse(f"<entry><id>t3_1abcde</id><title>T</title><link href='{PAGE}'/>{content}</entry>").items[0]
    assert (found.id, found.text, found.voice.key, found.voice.name) == (OWN, "Words", PAGE, "somebody")
    other = parse(f"<entry><id>{PAGE}</id><title>T</title><link href='{PAGE}'/>{content}</entry>").items[0]
    assert (other.id, other.url) == (OWN, PAGE)
    assert parse(f"<entry><id>t3_1abcde</id><title>T</title>{content}</entry>").items == ()


def test_a_token_that_reddit_repeats_in_its_feed_goes_nowhere():
    asked = "?feed=SECRET&amp;user=SECRET"
    whole = feed(entry(), entry(number="2bcdef", author="bo", own="")).decode().replace('x/"', f'x/{asked}"')
    whole = (
        whole.replace('/new"', f'/new{asked}"')
        .replace("</uri>", f"{asked}</uri>")
        .replace("new/.rss<", f"new/.rss{asked}<")
    )
    assert whole.count("SECRET") > 8
    catch = read(Street({FEED: Answer(url=f"{FEED}&feed=SECRET&user=SECRET", status=200, body=whole.encode())}, BOTH))
    assert [item.id for item in catch.items] == [
        OWN,
        "https://www.reddit.com/comments/2bcdef/",
    ]
    assert "SECRET" not in repr(catch)


# ---------------------------------------------------------------- asking


@pytest.mark.parametrize(
    ("address", "url", "home"),
    [
        ("r/a+b", "https://www.reddit.com/r/a+b/new/.rss?limit=100", "https://www.reddit.com/r/a+b/"),
        ("u/kim-x", "https://www.reddit.com/user/kim-x/submitted/.rss?limit=100", "https://www.reddit.com/user/kim-x/"),
        (
            "search:open books",
            "https://www.reddit.com/search.rss?q=open+books&sort=new&t=week&limit=100",
            "https://www.reddit.com/search/?q=open+books&sort=new&t=week",
        ),
    ],
)
def test_the_newest_posts_are_asked_for_whatever_their_votes(address, url, home):
    street = Street({url: feed(entry())})
    catch = read(street, replace(SOURCE, address=address))
    assert street.asked == [url]
    assert (catch.home, catch.title) == (home, address.replace("search:", "Reddit: "))
    assert len(catch.items) == 1


@pytest.mark.parametrize("address", ["r/", "r/a/b", "r/../x", "u/a+b", "search: ", "teaching", "m/x"])
def test_an_address_of_no_known_form_is_not_asked(address):
    street = Street({})
    with pytest.raises(StreetError, match="none of them"):
        read(street, replace(SOURCE, address=address))
    assert street.asked == []


def test_the_token_is_shown_where_there_is_one_and_only_with_its_user():
    for secrets, names in ((BOTH, {"feed": BOTH[0], "user": BOTH[1]}), (BOTH[:1], {}), ((), {})):
        street = Street({FEED: feed(entry())}, secrets)
        read(street)
        assert dict(street.seals[0].query) == names


def test_a_feed_that_has_not_changed_is_nothing_new():
    assert read(Street({FEED: Answer(url=FEED, status=304)})).unchanged


def test_old_posts_are_not_needed_and_a_full_feed_is_said_to_be_one():
    many = [entry(number=f"a{number:05}") for number in range(100)]
    assert read(Street({FEED: feed(entry(day=10))})).items == ()
    assert "Only the newest 100 posts" in read(Street({FEED: feed(*many)})).notes[-1]
    assert read(Street({FEED: feed(*many[1:], entry(day=10))})).notes == ()


@pytest.mark.parametrize(
    ("days", "covered"),
    [
        ((20, 18, 10), VISIT.since),
        ((20, 18), datetime(2026, 11, 18, 9, microsecond=1, tzinfo=UTC)),
        ((10, 20, 18), None),
        ((), None),
    ],
)
def test_what_is_missing_is_told_as_far_as_a_listing_goes_back_in_order(days, covered):
    body = feed(*(entry(number=f"a{number}", day=day) for number, day in enumerate(days)))
    for address, url in (("r/teaching", FEED), ("u/kim", "https://www.reddit.com/user/kim/submitted/.rss?limit=100")):
        found = read(Street({url: body}), replace(SOURCE, address=address, max_items=1))
        ids = frozenset(f"https://www.reddit.com/comments/a{number}/" for number in range(len(days)))
        assert (found.covered, found.present) == (covered, ids if covered else None)


def test_of_a_search_nothing_is_known_to_be_missing():
    url = "https://www.reddit.com/search.rss?q=books&sort=new&t=week&limit=100"
    assert read(Street({url: feed(entry())}), replace(SOURCE, address="search:books")).present is None


# ---------------------------------------------------------------- refusals


def refused(status: int, body: bytes = b"", secrets=(), words="It refused.") -> str:
    with pytest.raises(StreetError) as caught:
        read(Street({FEED: StreetError(words, status=status, body=body)}, secrets))
    assert caught.value.status == status
    return caught.value.words


def test_a_machine_that_is_turned_away_is_told_why_and_what_helps():
    assert "data centres" in refused(403)
    assert "REDDIT_FEED_TOKEN" in refused(403)
    assert "REDDIT_FEED_TOKEN" not in refused(403, secrets=BOTH)


@pytest.mark.parametrize(
    ("reason", "status", "words"),
    [("private", 403, "private"), ("banned", 404, "closed this community"), ("quarantined", 403, "who have asked")],
)
def test_a_community_that_is_closed_is_told_from_a_machine_that_is_unwelcome(reason, status, words):
    assert words in refused(status, json.dumps({"reason": reason, "error": status}).encode())


def test_other_refusals_keep_their_words():
    assert refused(404).startswith("Reddit knows no community")
    assert refused(429).startswith("It refused. Strangers get about one feed")
    assert refused(429, secrets=BOTH) == "It refused."
    assert refused(500) == "It refused."


def landed(url: str, body: bytes = b"<html><head></head></html>") -> tuple[str, Street]:
    street = Street({FEED: Answer(url=url, status=200, body=body)})
    with pytest.raises(StreetError) as caught:
        read(street)
    return caught.value.words, street


def test_the_log_in_page_is_no_feed_although_it_says_200():
    words, street = landed("https://www.reddit.com/login/?reason=lor2")
    assert "log-in page" in words
    assert street.forgotten == [FEED]


def test_the_search_for_communities_means_that_there_is_none():
    assert "knows no community" in landed("https://www.reddit.com/subreddits/search?q=nope")[0]


def test_a_page_that_names_feeds_is_not_followed():
    page = b'<html><head><link rel="alternate" type="application/atom+xml" href="/x.rss"></head></html>'
    assert "with a page and not with a feed" in landed(FEED, page)[0]


# ---------------------------------------------------------------- anything


@given(st.binary(max_size=300) | st.builds(lambda inner: feed(f"<entry>{inner}</entry>"), st.text(max_size=100)))
def test_whatever_bytes_come_only_a_streeterror_comes_out(body):
    with suppress(StreetError):
        reddit_posts.parse(body, FEED, "s")


@given(st.text(max_size=120))
def test_whatever_the_markup_of_an_entry_is_it_is_a_post(own):
    assert one(own=html.escape(own)).kind == "post" if own.strip() not in {"[removed]", "[deleted]"} else True
