"""Short links lead where they lead, pages say what their items do not, and nobody is asked more than is fair."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from generator.collect.door import Door
from generator.collect.http import Wire
from generator.collect.pages import Links, join, visit
from generator.collect.pages.errands import Budget, errands
from generator.collect.pages.memory import Link
from generator.collect.street import Http
from generator.collect.words import Answer
from generator.errors import StreetError
from generator.model import Item, Source, Voice
from tests.collect.fakes import Street
from tests.loopback import serve

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
SINCE = NOW - timedelta(days=7)
LONG = "https://chalk.example/seats"
PAGE = (
    b"<html lang=en><head><title>Seats</title><meta property='article:published_time' content='2026-11-20T10:00:00Z'>"
    b"</head><body><article>" + b"<p>We moved the tables, and what children said to one another changed.</p>" * 6
)


def item(number=1, source="feed https://chalk.example/feed", **fields):
    fields = {"url": f"https://chalk.example/{number}", "published": NOW - timedelta(hours=number), **fields}
    voice = Voice(key="https://chalk.example/", name="Ada")
    return Item(id=f"{source} {number}", source=source, voice=voice, **fields)


def source(key, **fields):
    kind, _, address = key.partition(" ")
    return Source(kind=kind, address=address, name=address, **fields)


def page(url=LONG, body=PAGE, **headers):
    return Answer(url=url, status=200, body=body, headers={"content-type": "text/html", **headers})


def go(items, places, known=None, at=NOW, sources=(), **fields):
    street = Street(places)
    by_key = {one.key: one for one in sources}
    links, notes = asyncio.run(visit(items, by_key, known or Links(), street, now=at, since=SINCE, **fields))
    return links, notes, street


def test_a_short_link_is_followed_once_and_its_page_comes_with_it():
    post = item(kind="post", text="Read this", links=("https://bit.ly/abc", "https://bit.ly/abc?utm_source=x"))
    links, notes, street = go([post], {"https://bit.ly/abc": page(LONG + "?utm_medium=social")})

    assert street.asked == ["https://bit.ly/abc", "https://chalk.example/robots.txt"]
    assert links.target("http://bit.ly/abc") == LONG
    assert links.of(LONG).page.title == "Seats"
    assert notes == ("1 short link and 0 pages were looked at; 1 page could be read.",)


def test_the_items_of_several_networks_come_to_one_address():
    posts = [
        item(1, kind="post", text="a", about="https://t.co/x", links=("https://t.co/x",)),
        item(2, kind="post", text="b", about=LONG + "?fbclid=1"),
    ]
    links, _, _ = go(posts, {"https://t.co/x": page()})
    joined = join(posts, links, {}, NOW)

    assert [one.about for one in joined] == [LONG, LONG]
    assert joined[0].links == (LONG,)
    assert [one.text for one in joined] == ["a", "b"]


def test_a_short_link_to_what_cannot_be_read_still_leads_there():
    lost = StreetError("There is nothing at this address (404).", status=404)
    lost.url = LONG
    links, _, _ = go(
        [item(kind="post", text="a", links=("https://bit.ly/a", "https://bit.ly/b", "https://bit.ly/c"))],
        {
            "https://bit.ly/a": lost,
            "https://bit.ly/b": page("https://chalk.example/a.pdf", b"%PDF", **{"content-type": "application/pdf"}),
            "https://bit.ly/c": page("https://consent.chalk.example/wall"),
        },
    )

    assert links.target("https://bit.ly/a") == LONG
    assert links.target("https://bit.ly/b") == "https://chalk.example/a.pdf"
    assert links.target("https://bit.ly/c") is None


def test_an_item_that_says_nothing_is_filled_from_its_page_and_one_that_speaks_is_left_alone():
    silent, speaking = item(1, published=None), item(2, title="Mine", text="My own words.")
    places = {silent.url: page(silent.url), speaking.url: page(speaking.url)}
    links, _, street = go([silent, speaking], places)
    filled, same = join([silent, speaking], links, {}, NOW)

    assert speaking.url not in street.asked
    assert (filled.title, filled.language, filled.published) == ("Seats", "en", datetime(2026, 11, 20, 10, tzinfo=UTC))
    assert filled.text.startswith("We moved the tables")
    assert same == speaking


def test_a_post_without_words_that_passes_a_page_on_is_shown_as_that_page_of_that_site():
    title = "A post by @kim on X"
    post = item(kind="post", title=title, about="https://bit.ly/abc", links=("https://bit.ly/abc",))
    body = PAGE.replace(b"<head>", b"<head><meta property='og:site_name' content='Chalk'>")
    links, _, _ = go([post], {"https://bit.ly/abc": page(body=body)})
    (led,) = join([post], links, {}, NOW)

    assert (led.url, led.about, led.kind, led.title) == (LONG, None, "article", "Seats")
    assert (led.voice.name, led.voice.key, led.shared_by) == ("Chalk", "https://chalk.example/", (post.voice.key,))
    assert (led.id, led.source, led.published) == (post.id, post.source, post.published)
    assert led.text.startswith("We moved the tables")


def test_a_post_with_words_stays_its_author_s():
    post = item(kind="post", text="Look!", about=LONG, links=(LONG,))
    links, _, _ = go([post], {LONG: page()}, sources=[source(post.source, full_text=True)])
    (led,) = join([post], links, {}, NOW)
    assert (led.url, led.about, led.text, led.voice) == (post.url, LONG, "Look!", post.voice)


def test_a_paper_that_a_page_names_is_known_to_the_item():
    one = item()
    body = PAGE.replace(b"<head>", b"<head><meta name='citation_doi' content='10.5555/DEMO.1'>")
    links, _, _ = go([one], {one.url: page(one.url, body)})
    (joined,) = join([one], links, {}, NOW)
    assert [work.doi for work in joined.works] == ["10.5555/demo.1"]


@pytest.mark.parametrize(("wish", "text", "asked"), [(True, "words", True), (False, "", False), (None, "", True)])
def test_the_owner_says_whose_pages_are_read(wish, text, asked):
    one = item(text=text)
    _, _, street = go([one], {one.url: page(one.url)}, sources=[source(one.source, full_text=wish)])

    assert (one.url in street.asked) == asked


@pytest.mark.parametrize(
    ("answer", "read"),
    [
        (b"User-agent: *\nDisallow: /", False),
        (b"User-agent: *\nDisallow: /\n\nUser-agent: Gleaner\nDisallow: /private", True),
        (b"User-agent: gleaner\nDisallow: /\n", False),
        (StreetError("Nothing.", status=404), True),
        (StreetError("Not for you.", status=403), True),
        (StreetError("A fault.", status=503), False),
        (StreetError("Nobody answers."), False),
    ],
)
def test_robots_txt_decides_whether_a_page_is_read(answer, read):
    one = item()
    links, _, street = go([one], {one.url: page(one.url), "https://chalk.example/robots.txt": answer})

    assert (one.url in street.asked) == read
    assert bool(links.of(one.url).page) == read


def test_robots_txt_is_asked_once_a_run_and_kept_for_a_day():
    items = [item(1), item(2)]
    places = {one.url: page(one.url) for one in [*items, item(3), item(4)]} | {
        "https://chalk.example/robots.txt": b"User-agent: *\nAllow: /"
    }
    links, _, first = go(items, places)
    _, _, second = go([item(3)], places, known=links, at=NOW + timedelta(hours=3))
    _, _, third = go([item(4)], places, known=links, at=NOW + timedelta(hours=25))

    assert [street.asked.count("https://chalk.example/robots.txt") for street in (first, second, third)] == [1, 0, 1]


def test_what_was_read_rests_for_a_month_and_failures_for_ever_longer():
    one = item(published=NOW + timedelta(days=60))
    places = {one.url: page(one.url)}
    links, _, _ = go([one], places)
    assert go([one], places, known=links, at=NOW + timedelta(days=29))[2].asked == []
    assert one.url in go([one], places, known=links, at=NOW + timedelta(days=31))[2].asked

    known, waits, at = Links(), [], NOW
    for _ in range(4):
        known, _, _ = go([one], {}, known=known, at=at)
        before = at
        while known.of(one.url).rests(at):
            at += timedelta(days=1)
        waits.append((at - before).days)
    assert waits == [1, 2, 4, 8]


def test_sources_take_turns_and_no_host_is_asked_too_often():
    busy = [item(n, "feed https://busy.example/", url=f"https://busy.example/{n}") for n in range(50)]
    quiet = [item(1, "feed https://quiet.example/", url="https://quiet.example/1")]
    chosen = errands([*busy, *quiet], {}, Links(), now=NOW, since=SINCE, budget=Budget(pages=5, host=3))

    assert [errand.url for errand in chosen] == [
        "https://busy.example/0", "https://quiet.example/1", "https://busy.example/1", "https://busy.example/2",
    ]  # fmt: skip
    assert chosen == errands(
        [*quiet, *reversed(busy)], {}, Links(), now=NOW, since=SINCE, budget=Budget(pages=5, host=3)
    )


def test_what_is_older_than_the_week_is_left_as_it_is():
    assert go([item(published=SINCE - timedelta(days=1), seen=NOW)], {})[2].asked == []


def test_no_more_is_taken_of_a_page_than_it_permits():
    limits = {
        "nosnippet": 0,
        "noindex": 0,
        "noarchive": 0,
        "max-snippet:30": 30,
        "unavailable_after: 2026-11-22": 5_000,
    }
    for words, most in limits.items():
        one = item()
        links, _, _ = go([one], {one.url: page(one.url, **{"x-robots-tag": words})})
        (filled,) = join([one], links, {}, NOW)
        (later,) = join([one], links, {}, NOW + timedelta(days=5))

        assert len(filled.text) <= most, words
        assert bool(filled.text) == bool(most), words
        assert words.startswith("max") or later.text == "", words


def test_a_link_that_leads_to_the_item_itself_is_not_what_it_is_about():
    one = item(kind="post", text="a", about="https://bit.ly/self")
    known = Links(links={"https://bit.ly/self": Link(asked=NOW, target=one.url)})

    assert join([one], known, {}, NOW)[0].about is None


def test_joining_without_knowledge_only_takes_the_tracking_off():
    one = item(text="a", links=("https://a.example/x?utm_source=n&b=1", "https://b.example/"))

    assert join([one], Links(), {}, NOW)[0].links == ("https://a.example/x?b=1", "https://b.example/")


def test_a_page_that_calls_itself_by_another_site_s_address_does_not_speak_for_that_site():
    evil, victim = item(1, url="https://dev.to/evil/1"), item(2, url="https://victim.example/news")
    body = PAGE.replace(b"<head>", b"<head><link rel=canonical href='https://victim.example/news'>")
    links, _, _ = go([evil], {evil.url: page(evil.url, body)})
    assert links.target(evil.url) == "https://victim.example/news"
    assert join([victim], links, {}, NOW)[0].text == ""


def test_an_address_whose_turn_did_not_come_is_asked_in_the_next_run():
    one, late = item(), StreetError("The run was over.", kind="unasked")
    links, _, _ = go([one], {one.url: late})
    assert links.of(one.url) is None
    robots = "https://chalk.example/robots.txt"
    links, _, street = go([one], {one.url: page(one.url), robots: late})
    assert (links.of(one.url), links.robots, street.asked) == (None, {}, [robots])


def test_of_a_long_page_the_beginning_is_enough():
    one = item()
    links, _, _ = go([one], {one.url: page(one.url, PAGE + b"<p>x</p>" * 1_000_000)})
    assert links.of(one.url).page.title == "Seats"


def test_over_a_real_wire_a_short_link_is_followed_to_the_page_behind_it():
    pages = {
        "/abc": (302, {"Location": "http://chalk.example/seats?utm_source=x"}, b""),
        "/seats?utm_source=x": (200, {"Content-Type": "text/html", "X-Robots-Tag": "max-snippet:40"}, PAGE),
        "/robots.txt": (200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /private"),
    }
    post = item(kind="post", links=("http://bit.ly/abc",), about="http://bit.ly/abc")

    async def walk():
        async with Wire(Door(hosts=street_map, pause=0), NOW, {}) as wire:
            return await visit([post], {}, Links(), Http(wire, {}), now=NOW, since=SINCE)

    with serve(pages) as server:
        place = ("127.0.0.1", int(server.address.rpartition(":")[2]))
        street_map = {"bit.ly": place, "chalk.example": place}
        links, _ = asyncio.run(walk())
    (joined,) = join([post], links, {}, NOW)

    assert [path for path, _ in server.asked] == ["/abc", "/seats?utm_source=x", "/robots.txt"]
    assert joined.url == "http://chalk.example/seats"
    assert joined.title == "Seats"
    assert 0 < len(joined.text) <= 40
