"""Every kind of source: each way of writing it leads to the one address its reader is asked for."""

import asyncio
import contextlib
import re
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator import config
from generator.collect.sources import MODULES, adapters
from generator.collect.words import Visit
from generator.config import kinds, shape
from generator.config.kinds import feeds, networks, papers
from generator.config.kinds.words import web
from generator.errors import InputError, StreetError
from generator.forms import Mistake
from generator.model import Source
from tests.collect.fakes import Street

MEANT = {
    # Mastodon
    ("mastodon", "@Ana@m.example"): ("mastodon", "@ana@m.example"),
    ("mastodon", "https://m.example/@Ana"): ("mastodon", "@ana@m.example"),
    ("mastodon", "https://m.example/@ana@n.example"): ("mastodon", "@ana@n.example"),
    ("mastodon", "https://m.example/users/ana"): ("mastodon", "@ana@m.example"),
    ("mastodon", "https://m.example/tags/OER"): ("mastodon", "#oer"),
    ("mastodon", "https://m.example/lists/12"): ("mastodon", "list:12"),
    ("mastodon", "list: 12@m.example"): ("mastodon", "list:12"),
    ("", "https://m.example/@ana"): ("mastodon", "@ana@m.example"),
    ("", "@ana@m.example"): ("mastodon", "@ana@m.example"),
    ("", "https://m.example/@ana.rss"): ("mastodon", "@ana@m.example"),
    ("", "https://m.example/@ana/1234"): ("feed", "https://m.example/@ana/1234"),
    ("", "https://blog.example/tags/oer"): ("feed", "https://blog.example/tags/oer"),
    # Bluesky
    ("bluesky", "#EdTech"): ("bluesky", "#edtech"),
    ("bluesky", "@Ana.bsky.social"): ("bluesky", "@ana.bsky.social"),
    ("bluesky", "did:plc:abc123"): ("bluesky", "@did:plc:abc123"),
    ("bluesky", "open textbooks"): ("bluesky", "search:open textbooks"),
    ("bluesky", "search: ana.bsky.social"): ("bluesky", "search:ana.bsky.social"),
    ("bluesky", "oer"): ("bluesky", "search:oer"),
    ("bluesky", "#oer #edtech"): ("bluesky", "search:#oer #edtech"),
    ("bluesky", "https://bsky.app/profile/ana.example"): ("bluesky", "@ana.example"),
    ("bluesky", "bsky.app/profile/ana.example"): ("bluesky", "@ana.example"),
    ("bluesky", "https://bsky.app/profile/Ana.example/lists/3abc"): (
        "bluesky", "list:at://ana.example/app.bsky.graph.list/3abc"),
    ("bluesky", "https://bsky.app/profile/did:plc:abc/feed/teachers"): (
        "bluesky", "feed:at://did:plc:abc/app.bsky.feed.generator/teachers"),
    ("bluesky", "at://did:plc:abc/app.bsky.graph.list/3abc"): (
        "bluesky", "list:at://did:plc:abc/app.bsky.graph.list/3abc"),
    ("bluesky", "list:at://did:plc:abc/app.bsky.graph.list/3abc"): (
        "bluesky", "list:at://did:plc:abc/app.bsky.graph.list/3abc"),
    ("bluesky", "feed: https://bsky.app/profile/ana.example/feed/x"): (
        "bluesky", "feed:at://ana.example/app.bsky.feed.generator/x"),
    ("bluesky", "at://did:plc:abc"): ("bluesky", "@did:plc:abc"),
    ("", "at://did:plc:abc/app.bsky.graph.list/3abc"): ("bluesky", "list:at://did:plc:abc/app.bsky.graph.list/3abc"),
    ("", "https://bsky.app/hashtag/OER"): ("bluesky", "#oer"),
    ("", "https://bsky.app/search?q=open+textbooks"): ("bluesky", "search:open textbooks"),
    ("", "https://bsky.app/profile/ana.example/rss"): ("bluesky", "@ana.example"),
    # X
    ("x", "#EdChat"): ("x", "#edchat"),
    ("x", "@Ana"): ("x", "@ana"),
    ("x", "list: 123"): ("x", "list:123"),
    ("x", "https://x.com/i/lists/123"): ("x", "list:123"),
    ("x", "#edchat OR #ukedchat"): ("x", "search:#edchat OR #ukedchat"),
    ("x", "from:ana lang:en"): ("x", "search:from:ana lang:en"),
    ("", "https://twitter.com/Ana"): ("x", "@ana"),
    ("", "https://mobile.x.com/ana/"): ("x", "@ana"),
    ("", "https://x.com/hashtag/edchat?src=hash"): ("x", "#edchat"),
    ("", "https://x.com/search?q=%23edchat"): ("x", "#edchat"),
    # Reddit
    ("reddit", "Teaching"): ("reddit", "r/teaching"),
    ("reddit", "/r/Teaching/"): ("reddit", "r/teaching"),
    ("reddit", "r/a1+b2"): ("reddit", "r/a1+b2"),
    ("reddit", "u/Some-One"): ("reddit", "u/some-one"),
    ("reddit", "search: open textbooks"): ("reddit", "search:open textbooks"),
    ("", "r/Teaching"): ("reddit", "r/teaching"),
    ("", "u/someone"): ("reddit", "u/someone"),
    ("", "https://old.reddit.com/r/Teaching/top/"): ("reddit", "r/teaching"),
    ("", "https://www.reddit.com/r/Teaching.rss"): ("reddit", "r/teaching"),
    ("", "https://www.reddit.com/r/Teaching/.rss"): ("reddit", "r/teaching"),
    ("", "https://www.reddit.com/user/someone/"): ("reddit", "u/someone"),
    ("", "https://www.reddit.com/search/?q=oer"): ("reddit", "search:oer"),
    # Lemmy
    ("lemmy", "Teaching@L.example"): ("lemmy", "!teaching@l.example"),
    ("lemmy", "https://l.example/c/teaching@n.example"): ("lemmy", "!teaching@n.example"),
    ("", "!teaching@l.example"): ("lemmy", "!teaching@l.example"),
    ("", "https://lemmy.example/c/teaching"): ("lemmy", "!teaching@lemmy.example"),
    ("", "https://forum.example/c/teaching"): ("feed", "https://forum.example/c/teaching"),
    # Hacker News, dev.to, YouTube
    ("hackernews", "Front page"): ("hackernews", "front"),
    ("hackernews", "education research"): ("hackernews", "search:education research"),
    ("", "https://news.ycombinator.com/"): ("hackernews", "front"),
    ("", "https://news.ycombinator.com/rss"): ("feed", "https://news.ycombinator.com/rss"),
    ("", "https://hn.algolia.com/?q=oer"): ("hackernews", "search:oer"),
    ("devto", "#Education"): ("devto", "#education"),
    ("devto", "@Ana"): ("devto", "@ana"),
    ("", "https://dev.to/t/education"): ("devto", "#education"),
    ("", "https://dev.to/ana"): ("devto", "@ana"),
    ("", "https://dev.to/ana/a-post-1abc"): ("feed", "https://dev.to/ana/a-post-1abc"),
    ("youtube", "UCabcdefghijklmnopqrstuv"): ("youtube", "channel:UCabcdefghijklmnopqrstuv"),
    ("youtube", "channel:UCabcdefghijklmnopqrstuv"): ("youtube", "channel:UCabcdefghijklmnopqrstuv"),
    ("youtube", "PLabcdefghijklmnop"): ("youtube", "playlist:PLabcdefghijklmnop"),
    ("youtube", "@Ana"): ("youtube", "@ana"),
    ("", "https://www.youtube.com/@Ana/videos"): ("youtube", "@ana"),
    ("", "https://m.youtube.com/channel/UCabcdefghijklmnopqrstuv"): ("youtube", "channel:UCabcdefghijklmnopqrstuv"),
    ("", "https://www.youtube.com/playlist?list=PLabcdefghijklmnop"): ("youtube", "playlist:PLabcdefghijklmnop"),
    ("", "https://www.youtube.com/feeds/videos.xml?channel_id=UCabcdefghijklmnopqrstuv"): (
        "youtube", "channel:UCabcdefghijklmnopqrstuv"),
    ("", "https://www.youtube.com/c/OldName"): ("feed", "https://www.youtube.com/c/OldName"),
    # Feeds by another name
    ("medium", "@Ana"): ("feed", "https://medium.com/feed/@Ana"),
    ("medium", "a-publication"): ("feed", "https://medium.com/feed/a-publication"),
    ("medium", "#Open Education"): ("feed", "https://medium.com/feed/tag/open-education"),
    ("medium", "https://blog.own.example"): ("feed", "https://blog.own.example/feed"),
    ("", "https://medium.com/@ana"): ("feed", "https://medium.com/feed/@ana"),
    ("", "https://ana.medium.com/"): ("feed", "https://ana.medium.com/feed"),
    ("", "https://medium.com/tag/education"): ("feed", "https://medium.com/feed/tag/education"),
    ("", "https://medium.com/feed/@ana"): ("feed", "https://medium.com/feed/@ana"),
    ("substack", "Ana"): ("feed", "https://ana.substack.com/feed"),
    ("substack", "newsletter.example"): ("feed", "https://newsletter.example/feed"),
    ("substack", "https://www.newsletter.example/archive"): ("feed", "https://newsletter.example/feed"),
    ("", "https://ana.substack.com"): ("feed", "https://ana.substack.com/feed"),
    ("", "https://open.substack.com/pub/ana"): ("feed", "https://ana.substack.com/feed"),
    ("stackexchange", "academia/plagiarism"): (
        "feed", "https://academia.stackexchange.com/feeds/tag?tagnames=plagiarism&sort=newest"),
    ("stackexchange", "matheducators/assessment or feedback"): (
        "feed", "https://matheducators.stackexchange.com/feeds/tag?tagnames=assessment+or+feedback&sort=newest"),
    ("stackexchange", "stackoverflow/c++"): (
        "feed", "https://stackoverflow.com/feeds/tag?tagnames=c%2B%2B&sort=newest"),
    ("stackexchange", "mathoverflow"): ("feed", "https://mathoverflow.net/feeds"),
    ("", "https://stackoverflow.com/questions/tagged/python"): (
        "feed", "https://stackoverflow.com/feeds/tag?tagnames=python&sort=newest"),
    ("github", "Owner/name.js"): ("feed", "https://github.com/Owner/name.js/releases.atom"),
    ("github", "https://github.com/Owner/name.git"): ("feed", "https://github.com/Owner/name/releases.atom"),
    ("", "https://github.com/owner/name/releases"): ("feed", "https://github.com/owner/name/releases.atom"),
    ("", "https://github.com/owner/name/tags.atom"): ("feed", "https://github.com/owner/name/tags.atom"),
    ("gleaner", "https://ana.example/digest/"): ("gleaner", "https://ana.example/digest"),
    ("gleaner", "http://127.0.0.1:8000/"): ("gleaner", "http://127.0.0.1:8000"),
    ("bridge", "http://rsshub:1200/telegram/channel/x?limit=5"): ("feed", "http://rsshub:1200/telegram/channel/x?limit=5"),
    ("bridge", "https://www.instagram.com/x"): ("feed", "https://www.instagram.com/x"),
    # Papers
    ("arxiv", "cs.cy"): ("arxiv", "cat:cs.CY"),
    ("arxiv", "Physics.Ed-Ph"): ("arxiv", "cat:physics.ed-ph"),
    ("arxiv", "math-ph"): ("arxiv", "cat:math-ph"),
    ("arxiv", "education"): ("arxiv", "search:education"),
    ("", "https://arxiv.org/list/cs.CY/recent"): ("arxiv", "cat:cs.CY"),
    ("", "https://rss.arxiv.org/atom/cs.CY"): ("feed", "https://rss.arxiv.org/atom/cs.CY"),
    ("eric", "open  textbooks"): ("eric", "search:open textbooks"),
    ("doaj", "learning analytics"): ("doaj", "search:learning analytics"),
    ("crossref", "ISSN: 03601315"): ("crossref", "issn:0360-1315"),
    ("openalex", "2434-561x"): ("openalex", "issn:2434-561X"),
    ("openalex", "teacher agency"): ("openalex", "search:teacher agency"),
}  # fmt: skip


@pytest.mark.parametrize(("written", "meant"), MEANT.items(), ids=" ".join)
def test_each_way_of_writing_leads_to_the_one_address_its_reader_is_asked_for(written, meant):
    key, value = written
    found = kinds.ROWS[key].read(value) if key else kinds.bare(value)

    assert (found.kind, found.address) == meant
    assert found.name


def test_a_server_in_the_text_is_the_server_that_is_asked():
    assert kinds.ROWS["mastodon"].read("https://m.example/lists/12").servers == ("m.example",)
    assert kinds.ROWS["mastodon"].read("http://127.0.0.1:80/tags/oer").servers == ("http://127.0.0.1:80",)
    assert kinds.bare("#oer@m.example").servers == ("m.example",)


def test_every_kind_has_a_reader_and_a_key_in_the_form():
    assert {each.name for each in fields(shape.SourceForm)} >= {*kinds.ROWS, "hashtag"}
    assert {key for key in MODULES if key not in kinds.ROWS} == set()
    assert {key for key, row in kinds.ROWS.items() if not row.examples} == set()


def outcome(read, value):
    try:
        return read(value)
    except Mistake as mistake:
        return mistake


@pytest.mark.parametrize(("key", "row"), kinds.ROWS.items(), ids=kinds.ROWS)
@given(value=st.text(max_size=80))
@example(value="https://[")
@example(value="a.b/c")
@example(value="https://bsky.app/profile/%00/lists/%2f")
def test_whatever_is_written_means_something_or_is_refused_in_words(key, row, value):
    found = outcome(row.read, value)

    if isinstance(found, Mistake):
        assert found.words.endswith(".")
    else:
        assert found.kind in MODULES
        assert found.address
        assert row.read(value) == found


PARTS = st.sampled_from(
    ["profile", "r", "u", "c", "t", "tag", "tags", "@ana", "@ana@m.example", "i", "lists", "feed", "search",
     "ana.example", "channel", "questions", "tagged", "list", "cs.CY", "releases", "1", "%00", "ä", "status",
     "12", "x.rss", "m", "s", "web", "deck", "users", "with_replies", "search", "toc", "watch", "topics", "newest",
     "post", "hashtag", "x.json", "intent"]
)  # fmt: skip
HOSTS = st.sampled_from(
    [
        *(host for row in kinds.ROWS.values() for host in row.hosts),
        "m.example",
        "lemmy.example",
        "fosstodon.org",
        "velog.io",
    ]
)


@given(
    host=HOSTS,
    parts=st.lists(PARTS, max_size=4),
    query=st.sampled_from(["", "?q=oer", "?list=PLabcdefghijkl", "?author=a", "?si=x&utm_source=y"]),
)
def test_every_address_of_the_web_is_a_source_or_is_refused_in_words(host, parts, query):
    address = f"https://{host}/{'/'.join(quote(part, safe='@%') for part in parts)}{query}"
    found = outcome(kinds.bare, address)

    assert found.words.endswith(".") if isinstance(found, Mistake) else found.kind in MODULES


@given(digits=st.integers(0, 9_999_999))
def test_a_journal_with_a_right_check_digit_is_read_and_with_a_wrong_one_refused(digits):
    first = f"{digits:07}"
    total = sum(weight * int(digit) for weight, digit in zip(range(8, 1, -1), first, strict=True))
    right = "0123456789X"[-total % 11]
    wrong = "0123456789"[(int(right) + 1) % 10] if right != "X" else "0"

    assert papers.ROWS["crossref"].read(first + right).address == f"issn:{first[:4]}-{first[4:]}{right}"
    with pytest.raises(Mistake):
        papers.ROWS["crossref"].read(first + wrong)


# ---------------------------------------------------------------- typed on a command line


@pytest.mark.parametrize(("written", "meant"), MEANT.items(), ids=" ".join)
def test_what_config_understands_can_be_typed_as_well(written, meant):
    key, value = written
    typed = f"{key}: {value}" if key else value

    found = config.source_of(typed)

    assert (found.kind, found.address, found.name) == (*meant, typed)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("oer", "neither an address nor a hashtag"),
        ("#oer", "#oer@server.example"),
        ("hashtag: oer", "'bluesky: #oer'"),
        ("mastodon: #oer", "'#oer@server.example'"),
        ("mastodon: list:12", "list:12@your.server"),
        ("bluesy: #oer", "Did you mean bluesky?"),
        ("telegram: x", "no lawful way"),
        ("https://www.linkedin.com/in/ana", "no lawful way"),
        ("opml: mine.opml", "opml: https://"),
        ("site.example", "https://site.example"),
        ("localhost:8000/feed", "https://localhost:8000/feed"),
        ("", "What was typed: "),
        ("https://", "An address looks like https://site.example/feed"),
        ("https://a.example/feed https://b.example/feed", "These are several addresses."),
    ],
)
def test_what_is_typed_in_vain_is_said_in_words(typed, words):
    with pytest.raises(InputError) as caught:
        config.source_of(typed)

    assert words in str(caught.value)


def test_a_hashtag_typed_with_its_server_is_asked_there():
    assert dict(config.source_of("hashtag: #oer@m.example").options) == {"servers": ("m.example",)}


def test_the_parts_of_an_address_are_those_of_the_web():
    page = web("https://www.Site.example:8443/a%20b/c?q=1&q=2#x")

    assert (page.host, page.server, page.path, page.query) == (
        "site.example", "www.site.example:8443", ("a b", "c"), {"q": "1"},
    )  # fmt: skip
    assert web("no address") is None


def test_hosts_belong_to_one_row_only():
    hosts = [host for row in kinds.ROWS.values() for host in row.hosts]

    assert len(hosts) == len(set(hosts))
    assert {*feeds.ROWS} & {*networks.ROWS} == set()
    assert all(re.fullmatch(r"[a-z.]+", host) for host in hosts)


NOW = datetime(2026, 11, 20, 7, tzinfo=UTC)
SECRETS = ("X_BEARER_TOKEN", "BSKY_IDENTIFIER", "BSKY_APP_PASSWORD", "MASTODON_TOKEN__M_EXAMPLE")


@pytest.mark.parametrize("meant", sorted(set(MEANT.values())), ids=" ".join)
def test_every_address_is_understood_by_the_reader_of_its_kind(meant):
    """A reader that asks somebody something has understood its address; the street of the test has nobody in it."""
    kind, address = meant
    source = Source(kind=kind, address=address, name="x", options={"servers": ("m.example",)})
    street = Street({}, secrets=SECRETS)

    with contextlib.suppress(StreetError):
        asyncio.run(adapters([kind])[kind](source, street, Visit(now=NOW, since=NOW - timedelta(days=7))))

    assert street.asked
