"""Entries of `sources:`: the forms they may have, their options, and what is said where they mean nothing."""

import re
from datetime import date
from types import MappingProxyType

import pytest

from generator.config import elsewhere, kinds
from generator.errors import InputError
from generator.model import Source, Tie
from tests.config.driver import OPML, SITE, entry, read


@pytest.mark.parametrize(
    "entry",
    [
        '- mastodon: "#OER"\n    servers: [m.example]',
        "- mastodon: OER\n    servers: m.example",
        '- mastodon: "#OER"\n    servers: [https://m.example/]',
        '- hashtag: "#OER"\n    servers: [m.example]',
        "- hashtag: OER\n    on: mastodon\n    servers: [m.example, m.example]",
        '- "#OER@m.example"',
        '- mastodon: "#OER@m.example"',
        '- tag: OER@m.example\n    name: "#OER"'.replace("tag:", "hashtag:"),
    ],
)
def test_a_hashtag_can_be_written_in_several_ways(sources, entry):
    expected = Source(
        kind="mastodon", address="#oer", name="#OER", options=MappingProxyType({"servers": ("m.example",)}), line=4
    )

    assert sources(f"  {entry}\n") == (expected,)


def test_more_hashtags_narrow_or_widen_what_is_asked_for(sources):
    (source,) = sources("  - mastodon: oer\n    servers: [m.example]\n    any: ['#a', b]\n    all: c\n    none: [d]\n")

    assert source.options == {"servers": ("m.example",), "any": ("a", "b"), "all": ("c",), "none": ("d",)}


def test_a_list_of_feeds_beside_the_file_is_read_at_once(sources, tmp_path):
    (tmp_path / "mine.opml").write_text(OPML.format("x") + OPML.format("y"), "utf-8")

    found = sources("  - https://x.example/feed\n  - opml: mine.opml\n    topics: t\n    tie: weak\n")

    assert [(each.address, each.topics, each.tie, each.line) for each in found] == [
        ("https://x.example/feed", (), None, 4),
        ("https://y.example/feed", ("t",), Tie.WEAK, 5),
    ]


def test_a_list_may_repeat_what_is_written_beside_it(sources, tmp_path):
    (tmp_path / "mine.opml").write_text(OPML.format("x"), "utf-8")

    found = sources("  - https://x.example/feed\n  - opml: mine.opml\n")

    assert [each.line for each in found] == [4]


def test_a_list_of_feeds_on_the_web_stays_a_source(sources):
    (source,) = sources("  - opml: https://a.example/list.opml\n    name: L\n")

    assert (source.kind, source.address, source.name) == ("opml", "https://a.example/list.opml", "L")


def test_a_hashtag_on_several_networks_becomes_a_source_of_each(sources):
    found = sources(
        "  - hashtag: EdTech\n    on: [mastodon, bluesky, x, devto]\n    servers: [m.example]\n    any: [edchat]\n"
        "    tie: weak\n    topics: [tools]\n    max_items: 9\n"
    )

    assert [(each.kind, each.address, each.name) for each in found] == [
        ("mastodon", "#edtech", "#EdTech (Mastodon)"),
        ("bluesky", "#edtech", "#EdTech (Bluesky)"),
        ("x", "#edtech", "#EdTech (X)"),
        ("devto", "#edtech", "#EdTech (dev.to)"),
    ]
    assert [dict(each.options) for each in found] == [{"servers": ("m.example",), "any": ("edchat",)}, {}, {}, {}]
    assert {(each.tie, each.topics, each.max_items, each.line) for each in found} == {(Tie.WEAK, ("tools",), 9, 4)}


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        ("hashtag: oer\non: [bluesky]", ["#oer (Bluesky)"]),
        ("hashtag: oer\non: [bluesky]\nname: Open", ["Open"]),
        ("hashtag: oer\non: [bluesky, x]\nname: Open", ["Open (Bluesky)", "Open (X)"]),
        ("hashtag: oer\non: [twitter, X, bsky]", ["#oer (X)", "#oer (Bluesky)"]),
        ('hashtag: "#oer@m.example"\non: [mastodon, x]', ["#oer (Mastodon)", "#oer (X)"]),
    ],
)
def test_the_networks_of_one_hashtag_can_be_told_apart(load, lines, names):
    assert [each.name for each in load(entry(lines)).sources] == names


def test_every_line_that_goes_with_any_source_arrives(source):
    found = source(
        "https://a.example\nname: A\ntie: strong\ntopics: b\nmax_items: 2\nlanguages: [en, pt-BR]\nfull_text: no\n"
        "pause_until: 2027-01-02\nuntil: '2027-03-04'\nchecked: 2026-11-20\nnote: Ana said so.".replace(
            "https://a.example", "feed: https://a.example"
        )
    )

    assert found == Source(
        kind="feed",
        address="https://a.example",
        name="A",
        tie=Tie.STRONG,
        topics=("b",),
        max_items=2,
        languages=("en", "pt-BR"),
        full_text=False,
        pause_until=date(2027, 1, 2),
        until=date(2027, 3, 4),
        checked=date(2026, 11, 20),
        note="Ana said so.",
        line=4,
    )


# ---------------------------------------------------------------- what is wrong

ENTRIES = {
    "an address without https": ("- a.example/feed", 5, "Did you mean https://a.example/feed?"),
    "an address with half of it": ("- https:/a.example", 5, "Did you mean https://a.example?"),
    "a password in an address": ("- https://me:pw@a.example/", 5, "Leave out what is before @."),
    "a word": ("- oer", 5, 'For a hashtag write - mastodon: "#oer"'),
    "a hashtag that YAML takes for a comment": ("- mastodon: #edtech", 15, '"#edtech"'),
    "a handle without quotes": ("- bluesky: @ana.bsky.social", 14, '"@ana.bsky.social"'),
    "an account without quotes": ("- @ana@m.example", 5, '"@ana@m.example"'),
    "a community without quotes": ("- lemmy: !teaching@l.example", 12, "quotes"),
    "a bare hashtag": ("- hashtag: #oer", 14, '"#oer"'),
    "a hashtag without a server": ('- mastodon: "#edtech"', 15, "servers: [your.server]"),
    "a hashtag of two words": ("- mastodon: open education\n    servers: [m.example]", 15, "#OpenEducation"),
    "an account of no network": ('- "@ana"', 5, '- mastodon: "@ana@server.example", or - bluesky: "@ana.bsky.social"'),
    "an account as a hashtag": ('- hashtag: "@ana@m.example"', 14, '- mastodon: "@ana@m.example"'),
    "an account without its server": ('- mastodon: "@ana"', 15, '"@ana@your.server"'),
    "a list without its server": ("- mastodon: list:12", 15, "servers: [your.server]"),
    "a list on two servers": ("- mastodon: list:12\n    servers: [m.example, n.example]", 15, "servers: [your.server]"),
    "servers of an account": ('- mastodon: "@ana@m.example"\n    servers: [m.example]', 15, "Leave out"),
    "more hashtags of an account": ('- mastodon: "@ana@m.example"\n    any: [oer]', 15, ""),
    "servers of Bluesky": ('- bluesky: "#oer"\n    servers: [m.example]', (5, 5), ""),
    "a handle without its end": ('- bluesky: "@ana"', 14, '"@ana.bsky.social"'),
    "a handle without its sign": ("- bluesky: ana.bsky.social", 14, '"@ana.bsky.social"'),
    "a post on Bluesky": ("- bluesky: https://bsky.app/profile/ana.example/post/3abc", 14, '"@ana.example"'),
    "a starter pack": ("- bluesky: https://bsky.app/starter-pack/ana.example/3abc", 14, "a list or a feed"),
    "a post on X": ("- https://x.com/ana/status/1", 5, "https://x.com/i/lists/NUMBER"),
    "a name too long for X": ('- x: "@a_name_far_too_long"', 8, "@name"),
    "two words for a subreddit": ("- reddit: open education", 13, 'write "search: open education"'),
    "a token in an address": ("- https://www.reddit.com/r/x/.rss?feed=0123&user=me", 5, "REDDIT_FEED_TOKEN"),
    "a token behind a key": ("- reddit: https://www.reddit.com/.rss?feed=0123&user=me", 13, "REDDIT_FEED_TOKEN"),
    "a token behind feed": ("- feed: https://old.reddit.com/.rss?feed=0123&user=me", 11, "REDDIT_FEED_TOKEN"),
    "a community without its server": ("- lemmy: teaching", 12, '"!teaching@server.example"'),
    "a tag or an author": ("- devto: education", 12, 'For the tag write "#education"'),
    "one video": ("- youtube: https://www.youtube.com/watch?v=abcdefghijk", 14, "https://www.youtube.com/@name"),
    "a channel by an old name": ("- youtube: teachername", 14, '"@teachername"'),
    "a person on Substack": ("- https://substack.com/@ana", 5, "https://NAME.substack.com"),
    "a site that is none": ("- stackexchange: 12/x", 20, "academia/plagiarism"),
    "a user on GitHub": ("- github: owner", 13, "owner/name"),
    "a category that is none": ("- arxiv: cx.CY", 12, "cs.CY"),
    "a journal with a slip": ("- crossref: 0360-1316", 15, "slip"),
    "nothing to search for": ('- openalex: "search:"', 15, "in quotes"),
    "a Gleaner without https": ("- gleaner: http://a.example/digest", 14, "https://a.example/digest"),
    "a bridge to nowhere": ("- bridge: https://rsshub.example/", 13, "https://rsshub.example/telegram/channel/NAME"),
    "a rest behind the end": (
        "- feed: https://a.example\n    pause_until: 2027-01-02\n    until: 2027-01-01", (6, 12), ""),
    "a day that is not": ("- feed: https://a.example\n    until: 2027-02-30", (5, 12), ""),
    "a word that is no yes": ('- feed: https://a.example\n    full_text: "maybe"', (5, 16), ""),
    "Norwegian without quotes": ("- feed: https://a.example\n    languages: [en, no]", (5, 21), '"no"'),
    "a language by its name": ("- feed: https://a.example\n    languages: german", (5, 16), '"de"'),
    "a rest by another name": ("- feed: https://a.example\n    pause: 2027-01-02", (5, 5), "Did you mean pause_until?"),
    "a kind misspelt": ("- bluesy: x", 5, ""),
    "Twitter": ("- twitter: '@ana'", 5, "Did you mean x?"),
    "LinkedIn by address": ("- https://www.linkedin.com/in/ana", 5, "blog or a newsletter"),
    "X as a feed": ("- feed: https://x.com/ana", 11, '- x: "@name"'),
    "Telegram by address": ("- https://t.me/s/teachers", 5, "https://your.bridge/telegram/channel/teachers"),
    "a key that is not ours": ("- url: https://a.example", 5, "Did you mean feed?"),
    "a key misspelt": ("- feed: https://a.example\n    topisc: x", (5, 5), "Did you mean topics?"),
    "a tie that is none": ("- feed: https://a.example\n    tie: strog", (5, 10), "Did you mean strong?"),
    "no items at all": ("- feed: https://a.example\n    max_items: 0", (5, 16), ""),
    "servers of a feed": ("- feed: https://a.example\n    servers: [m.example]", (5, 5), ""),
    "two kinds at once": ("- feed: https://a.example\n    opml: x.opml", 5, "Make an entry of its own of each."),
    "no kind at all": ("- name: A", 5, "feed: https://site.example"),
    "nothing behind the kind": ("- feed:", 5, "feed: https://site.example"),
    "a number": ("- 1984", 5, "feed:"),
    "LinkedIn among the networks": ("- hashtag: oer\n    on: [linkedin, bluesky]", (5, 10), "blog or a newsletter"),
    "servers of no network": ("- hashtag: oer\n    on: [bluesky]\n    servers: [m.example]", (6, 5), ""),
    "servers missing of one network": ("- hashtag: oer\n    on: [bluesky, mastodon]", 14, "servers: [your.server]"),
    "no such network": ("- hashtag: oer\n    on: [mastodom]\n    servers: [m.example]", (5, 10), "mastodon"),
    "a server with a path": ("- mastodon: oer\n    servers: [m.example/tags]", (5, 15), "without a path"),
    "a list that is not there": ("- opml: mine.opml", 11, ""),
    "a list from elsewhere": ("- opml: ../mine.opml", 11, "beside config.yaml"),
}  # fmt: skip


@pytest.mark.parametrize(("entry", "place", "hint"), ENTRIES.values(), ids=ENTRIES.keys())
def test_a_source_that_cannot_be_read_is_pointed_at_with_what_to_write_instead(wrong, entry, place, hint):
    line, column = place if isinstance(place, tuple) else (4, place)

    first = wrong(SITE + f"sources:\n  {entry}\n")[0]

    assert (first.line, first.column) == (line, column)
    assert hint in first.hint


@pytest.mark.parametrize("kind", elsewhere.CLOSED)
def test_what_gleaner_does_not_read_is_said_with_a_way_round(wrong, kind):
    (problem,) = wrong(entry(f'{kind}: "x"'))

    assert (problem.line, problem.column) == (4, 5)
    assert "no lawful way" in problem.words
    assert re.search(r"^Ask the person|- bridge: https://|- openalex: ", problem.hint)


@pytest.mark.parametrize("host", elsewhere.HOSTS)
def test_an_address_that_leads_to_no_feed_is_refused_before_it_is_tried(wrong, host):
    assert len(wrong(entry(f"https://www.{host}/someone"))) == 1


@pytest.mark.parametrize("key", [key for key in kinds.ROWS if key != "mastodon"])
@pytest.mark.parametrize("option", ["servers: [m.example]", "any: [a]", "all: [a]", "none: [a]", "on: [x]"])
def test_an_option_of_another_kind_is_named(wrong, key, option):
    name = option.partition(":")[0]

    found = wrong(entry(f"{key}: x\n{option}"))

    assert f"`{name}` goes with" in " ".join(problem.words for problem in found)
    assert f"not with `{key}`" in " ".join(problem.words for problem in found)


def test_a_kind_without_a_reader_is_no_kind(write):
    with pytest.raises(InputError, match="This Gleaner reads no `x`"):
        read(write(entry('x: "#oer"')), kinds=("feed",))


TWICE = {
    "the same address": "- https://a.example/x\n  - feed: https://a.example/x",
    "the same but for www and the slash": "- https://a.example/x\n  - http://www.a.example/x/",
    "the same hashtag, other servers": "- '#oer@m.example'\n  - mastodon: OER\n    servers: [n.example]",
    "the same hashtag by another key": "- '#oer@m.example'\n  - hashtag: oer\n    servers: [m.example]",
    "the same hashtag in capitals": '- bluesky: "#oer"\n  - bluesky: "#OER"',
    "the same account by its page": '- mastodon: "@Ana@m.example"\n  - https://m.example/@ana',
    "the same subreddit by its page": "- reddit: Teaching\n  - https://old.reddit.com/r/teaching/",
    "the same newsletter by its page": "- substack: ana\n  - https://ana.substack.com/archive",
}


@pytest.mark.parametrize("entries", TWICE.values(), ids=TWICE.keys())
def test_the_same_source_twice_names_the_line_of_the_first(wrong, entries):
    (problem,) = wrong(SITE + f"sources:\n  {entries}\n")

    assert (problem.line, problem.column) == (5, 5)
    assert problem.words == "This source is there twice; the first is in line 4."


def test_a_hashtag_that_is_there_twice_on_one_of_its_networks_names_which(wrong):
    (problem,) = wrong(SITE + "sources:\n  - bluesky: '#oer'\n  - hashtag: oer\n    on: [bluesky, x]\n")

    assert problem.words == "#oer (Bluesky) is there twice; the first is in line 4."


JARGON = ("mapping", "scalar", "sequence", "NoneType", "str ", "int ", "dict", "tuple", "pydantic", "boolean", "parse")


def test_the_words_are_plain(wrong):
    said = " ".join(
        f"{problem.words} {problem.hint}"
        for row in ENTRIES.values()
        for problem in wrong(SITE + f"sources:\n  {row[0]}\n")
    )

    assert [word for word in JARGON if word in said] == []
