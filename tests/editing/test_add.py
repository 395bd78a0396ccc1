"""`add`: what is typed becomes an entry, once the source has been looked at; the file keeps its form."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.loopback import rss, serve

ROOT = Path(__file__).resolve().parents[2]
HEAD = "site:\n  title: My digest\n"
NEW = "  - feed: https://b.example/\n"
ONE = f"{HEAD}sources:\n  - https://a.example/feed\n"
FEED = rss((1, "Feedback before marks", "Wed, 18 Nov 2026 08:00:00 GMT", "I stopped."), title="Chalk  Notes: no #1")
PAGE = b'<html><head><link rel="alternate" type="application/rss+xml" href="/feed.xml"></head><body>Hello</body></html>'


def entry(digest, typed, *more):
    """Add one source offline to a file with one, and return the lines that it has become."""
    digest.write(ONE)
    assert digest.run("add", "--offline", typed, *more).code == 0
    return digest.read().removeprefix(ONE)


@pytest.mark.parametrize(
    ("typed", "lines"),
    [
        ("https://b.example/feed", "  - feed: https://b.example/feed\n"),
        ("feed: https://b.example/feed", "  - feed: https://b.example/feed\n"),
        ("#OER@m.example", '  - mastodon: "#OER"\n    servers: [m.example]\n'),
        ("mastodon: #OER@m.example", '  - mastodon: "#OER"\n    servers: [m.example]\n'),
        ("hashtag: OER@m.example", '  - mastodon: "#OER"\n    servers: [m.example]\n'),
        ("@ada@m.example", '  - mastodon: "@ada@m.example"\n'),
        ("https://mastodon.example/@ada", '  - mastodon: "@ada@mastodon.example"\n'),
        ("reddit: r/teaching", "  - reddit: r/teaching\n"),
        ("r/teaching", "  - reddit: r/teaching\n"),
        ("!teaching@lemmy.example", '  - lemmy: "!teaching@lemmy.example"\n'),
        ("hackernews: front", "  - hackernews: front\n"),
        ("crossref: 0360-1315", "  - crossref: 0360-1315\n"),
        ("arxiv: cs.CY", "  - arxiv: cs.CY\n"),
        ("doaj: learning: a history", '  - doaj: "learning: a history"\n'),
        ('medium: "@name"', '  - medium: "@name"\n'),
        ("https://medium.com/@name", "  - feed: https://medium.com/feed/@name\n"),
        ("https://www.youtube.com/@name", "  - youtube: https://www.youtube.com/@name\n"),
        ("opml: https://b.example/feeds.opml", "  - opml: https://b.example/feeds.opml\n"),
        ("https://b.example/feeds.opml", "  - opml: https://b.example/feeds.opml\n"),
    ],
)  # fmt: skip
def test_what_is_typed_becomes_an_entry_as_a_person_would_write_it(digest, typed, lines):
    assert entry(digest, typed) == lines


def test_every_wish_has_its_line(digest):
    lines = entry(
        digest, "https://b.example/feed", "--name", "No: yes", "--tie", "very weak", "--topic", "a, b", "--topic", "c"
    )

    assert lines == (
        '  - feed: https://b.example/feed\n    name: "No: yes"\n    tie: very weak\n    topics: ["a, b", c]\n'
    )


def test_a_list_beside_the_file_is_named_and_not_read(digest):
    (digest.path.parent / "mine.opml").write_text(
        '<opml version="2.0"><body><outline text="x" xmlUrl="https://x.example/feed"/></body></opml>', "utf-8"
    )

    assert entry(digest, "mine.opml") == "  - opml: mine.opml\n"


# ---------------------------------------------------------------- where it goes


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"{HEAD}sources:\n", f"{HEAD}sources:\n  - feed: https://b.example/\n"),
        (
            f"{HEAD}sources: []   # none yet\nmute:\n",
            f"{HEAD}sources: # none yet\n  - feed: https://b.example/\nmute:\n",
        ),
        (f"{HEAD}sources: [ ]\r\n", f"{HEAD}sources:\r\n  - feed: https://b.example/\n"),
        (f"sources: ~\n{HEAD}", f"sources:\n  - feed: https://b.example/\n{HEAD}"),
        (
            f"{HEAD}sources:\n  # - https://shown.example\nmute:\n",
            f"{HEAD}sources:\n  - feed: https://b.example/\n  # - https://shown.example\nmute:\n",
        ),
        (HEAD, f"{HEAD}\nsources:\n  - feed: https://b.example/\n"),
        (HEAD.rstrip(), f"{HEAD}\nsources:\n  - feed: https://b.example/"),
        (
            f"{HEAD}sources:\n- https://a.example\n\n# People\n- https://c.example\nmute:\n",
            f"{HEAD}sources:\n- https://a.example\n\n# People\n- https://c.example\n- feed: https://b.example/\nmute:\n",
        ),
        (
            f"{HEAD}sources:\n  - https://a.example\n\n  # P\n  - https://c.example\n\n  # - shown\n",
            f"{HEAD}sources:\n  - https://a.example\n\n  # P\n  - https://c.example\n\n{NEW}\n  # - shown\n",
        ),
    ],
    ids="nothing brackets brackets-crlf tilde examples missing missing-no-end not-indented headed".split(),
)
def test_the_entry_goes_behind_the_last_one_and_not_under_a_heading_that_is_not_its_own(digest, before, after):
    digest.write(before)

    done = digest.run("add", "--offline", "https://b.example/")

    assert (done.code, done.err) == (0, "")
    assert digest.read() == after


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"{HEAD}sources: [https://a.example, https://c.example]\n", "in one line, with brackets"),
        (f"{HEAD}sources: https://a.example\n", "not a list"),
        (f"{HEAD}sources: [\n]\n", "in an unusual way"),
        (f"{HEAD}sources:\n\t- https://a.example\n", "begins with a tab"),
        ("{site: {title: T}, sources: }\n", "cannot change line by line"),
        (f"a: &x\n  - https://a.example\n{HEAD}sources: *x\n", ""),
        (f"{HEAD}sources:\n  - nothing to read\n", "neither an address"),
        ("- a\n- b\n", "no group of keys"),
        ("", "`site`"),
        (b"site:\n  title: \xff\n", "UTF-8"),
    ],
)
def test_what_cannot_be_changed_line_by_line_is_refused_with_words_and_left_as_it_is(digest, text, words):
    digest.write(text)
    before = digest.path.read_bytes()

    done = digest.run("add", "--offline", "https://b.example/")

    assert done.code == 2
    assert words in done.err
    assert digest.path.read_bytes() == before


def test_a_link_stays_a_link_and_the_file_behind_it_changes(digest, tmp_path):
    digest.write(ONE)
    real = tmp_path / "real.yaml"
    digest.path.rename(real)
    digest.path.symlink_to(real)

    digest.run("add", "--offline", "https://b.example/feed")

    assert digest.path.is_symlink()
    assert "b.example" in real.read_text("utf-8")


# ---------------------------------------------------------------- what is there already


@pytest.mark.parametrize(
    "typed", ["https://a.example/feed", "http://www.a.example/feed/", "feed: https://a.example/feed?utm_source=x"]
)
def test_what_is_there_under_another_spelling_is_not_added_again(digest, typed):
    digest.write(ONE)

    done = digest.run("add", "--offline", typed)

    assert (done.code, digest.read()) == (0, ONE)
    assert "line 4 already" in done.out


def test_a_hashtag_that_is_followed_elsewhere_is_said_with_what_to_do(digest):
    digest.write(f'{HEAD}sources:\n  - mastodon: "#OER"\n    servers: [m.example]\n')

    done = digest.run("add", "--offline", "#oer@n.example")

    assert "To ask n.example as well, write it behind `servers` there." in done.out


def test_what_is_typed_twice_is_added_once(digest):
    digest.write(ONE)

    digest.run("add", "--offline", "r/teaching", "reddit: r/teaching")

    assert digest.read().count("teaching") == 1


def test_all_that_means_nothing_is_said_at_once_and_nothing_is_added(digest):
    digest.write(ONE)

    done = digest.run("add", "--offline", "oer", "https://b.example", "https://linkedin.com/in/x")

    assert (done.code, digest.read()) == (2, ONE)
    assert "neither an address" in done.err
    assert "LinkedIn" in done.err


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("hello there", "For a hashtag write ./gleaner add '#hello@server.example'; for a site its address: ./gleaner"),
        ("@ana", "./gleaner add 'mastodon: @ana@server.example', or ./gleaner add 'bluesky: @ana.bsky.social'"),
        ("teaching@", "./gleaner add '#teaching@server.example'"),
        ("", "./gleaner add '#name@server.example'"),
        ("x" * 300, "xxxx…@server.example'"),
    ],
    ids="words account half nothing long".split(),
)  # fmt: skip
def test_what_means_nothing_is_answered_with_commands_that_can_be_typed(digest, typed, offered):
    digest.write(ONE)

    done = digest.run("add", "--offline", typed)

    assert (done.code, digest.read()) == (2, ONE)
    assert offered in done.err
    assert " - " not in done.err
    assert not done.err.startswith(":")
    for command in re.findall(r"\./gleaner add '([^']+)'", done.err):
        assert "…" in command or digest.run("add", "--offline", "--dry-run", command).code == 0


def test_a_file_that_is_typed_as_a_source_is_led_to_import(digest, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    digest.write(ONE)
    (tmp_path / "subscriptions.csv").write_text("title,url\n")

    done = digest.run("add", "--offline", "subscriptions.csv")

    assert (done.code, digest.read()) == (2, ONE)
    assert "subscriptions.csv: This is a file.\n    ./gleaner import 'subscriptions.csv' adds" in done.err


def test_in_an_empty_folder_it_says_where_to_go(digest):
    done = digest.run("add", "--offline", "https://b.example")

    assert done.code == 2
    assert "There is no such file.\n    Go into the folder of your digest" in done.err


# ---------------------------------------------------------------- looking first


@pytest.fixture
def street():
    pages = {
        "/": (200, {"Content-Type": "text/html"}, PAGE),
        "/feed.xml": (200, {"Content-Type": "application/rss+xml"}, FEED),
        "/page": (200, {"Content-Type": "text/html"}, b"<html><body>No feed at all</body></html>"),
    }
    with serve(pages) as there:
        yield there


def test_a_page_gives_way_to_its_feed_and_the_feed_gives_the_name(digest, street):
    digest.write(ONE)

    done = digest.run("add", "--allow-private", f"{street.address}/")

    assert (done.code, done.out) == (0, "Added: Chalk Notes: no #1\n")
    assert digest.read() == f'{ONE}  - feed: {street.address}/feed.xml\n    name: "Chalk Notes: no #1"\n'


def test_the_feed_behind_a_page_is_recognised_when_it_is_there(digest, street):
    digest.write(f"{HEAD}sources:\n  - {street.address}/feed.xml\n")

    done = digest.run("add", "--allow-private", f"{street.address}/")

    assert "line 4 already" in done.out


def test_what_does_not_answer_is_not_added_and_the_others_are(digest, street):
    digest.write(ONE)

    done = digest.run(
        "add", "--allow-private", f"{street.address}/gone", f"{street.address}/page", f"{street.address}/feed.xml"
    )

    assert done.code == 1
    assert done.err.count("It was not added") == 2
    assert [each.address for each in digest.sources()] == ["https://a.example/feed", f"{street.address}/feed.xml"]


def test_a_private_address_is_not_asked_unless_it_is_wanted(digest, street):
    digest.write(ONE)

    done = digest.run("add", f"{street.address}/")

    assert (done.code, digest.read(), street.asked) == (1, ONE, [])


def test_a_dry_run_shows_the_change_and_makes_none(digest):
    digest.write(ONE)

    done = digest.run("add", "--offline", "--dry-run", "r/teaching")

    assert digest.read() == ONE
    assert "+  - reddit: r/teaching" in done.out.splitlines()
    assert "Would be added: r/teaching" in done.out


def test_json_says_what_became_of_each(digest):
    digest.write(ONE)

    value = json.loads(digest.run("add", "--offline", "--json", "r/teaching", "https://a.example/feed").out)

    assert [(each["typed"], each["became"]) for each in value["sources"]] == [
        ("r/teaching", "added"),
        ("https://a.example/feed", "there"),
    ]
    assert value["written"]


def test_one_name_is_not_given_to_several_sources(digest):
    digest.write(ONE)

    assert digest.run("add", "--offline", "--name", "N", "r/a_b", "r/c_d").code == 2
    assert digest.read() == ONE


def test_it_is_a_command_of_the_real_program(digest):
    digest.write(ONE)
    command = [sys.executable, "-m", "generator", "add", "--offline", "r/teaching", "--config", str(digest.path)]

    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout == "Added: r/teaching\n"
    assert digest.read() == f"{ONE}  - reddit: r/teaching\n"


@pytest.mark.parametrize("typed", ["http://[::1", "a" * 5_000, f"{'a' * 300}.opml"])
def test_what_no_file_and_no_address_can_be_is_said_to_mean_nothing(digest, typed):
    digest.write(ONE)

    assert digest.run("add", "--offline", typed).code == 2
    assert digest.read() == ONE
