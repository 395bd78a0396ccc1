"""`remove`, `import` and `export`: out of the file, from a feed reader, and to one."""

import json
import os

import pytest

from generator import config

HEAD = "site:\n  title: My digest\n"
FILE = f"""{HEAD}sources:
  # Mine
  - feed: https://a.example/feed   # the first
    name: The First Room
    note: a note
  - https://b.example

  # Tags
  - mastodon: "#OER"
    servers: [m.example]
  - hashtag: chat
    on: [mastodon, bluesky]
    servers: [m.example]
  - reddit: r/teaching
    name: The First Room
"""
OPML = """<opml version="2.0"><body>
<outline text="Teaching: a #1 list"><outline type="rss" text="One: a room" xmlUrl="https://one.example/feed"/>
<outline type="rss" text="B" xmlUrl="http://b.example/"/></outline>
<outline text="Mastodon"><outline type="rss" text="#OER" xmlUrl="https://m.example/tags/oer.rss"/></outline>
<outline type="rss" text="Closed" xmlUrl="https://www.linkedin.com/feed"/>
<outline type="rss" text="one again" xmlUrl="https://one.example/feed/"/>
<outline type="rss" text="two.example" xmlUrl="https://two.example/feed"/></body></opml>"""


@pytest.mark.parametrize(
    ("named", "gone"),
    [
        ("https://a.example/feed", "a.example"),
        ("http://www.a.example/feed/", "a.example"),
        ("feed: https://a.example/feed", "a.example"),
        ("https://b.example", "b.example"),
        ("b.example", "b.example"),
        ("#oer", "#OER"),
        ("#OER@m.example", "#OER"),
        ("#OER@other.example", "#OER"),
        ("mastodon: #OER", "#OER"),
        ("reddit: r/teaching", "teaching"),
        ("r/Teaching", "teaching"),
        ("chat", "hashtag"),
        ("hashtag: chat", "hashtag"),
    ],
)
def test_a_source_goes_by_its_address_its_name_or_what_its_line_says(digest, named, gone):
    digest.write(FILE)

    done = digest.run("remove", named)

    assert (done.code, done.err) == (0, "")
    assert gone not in digest.read()
    kept = iter(FILE.splitlines())
    assert all(line in kept for line in digest.read().splitlines())
    assert "# Mine" in digest.read()


@pytest.mark.parametrize(
    ("named", "words"),
    [
        ("The First Room", "line 5 and 16"),
        ("#chat@m.example", "reads 2 sources, of which this is one"),
        ("https://c.example", "not among the sources"),
        ("a note", "not among the sources"),
    ],
)
def test_what_is_not_clear_takes_nothing_out(digest, named, words):
    digest.write(FILE)

    done = digest.run("remove", named)

    assert (done.code, digest.read()) == (2, FILE)
    assert words in done.err


def test_several_go_at_once_or_none(digest):
    digest.write(FILE)
    assert digest.run("remove", "#oer", "nowhere.example").code == 2
    assert digest.read() == FILE

    assert digest.run("remove", "#oer", "chat", "https://b.example").code == 0
    assert len(digest.sources()) == 2


def test_the_last_source_stays(digest):
    digest.write(f"{HEAD}sources:\n  - https://a.example\n")

    assert "nothing to read" in digest.run("remove", "https://a.example").err


def test_a_name_nearly_right_is_answered_with_the_right_one(digest):
    digest.write(FILE)

    assert "Did you mean" in digest.run("remove", "https://a.example/fed").err


# ---------------------------------------------------------------- import


def test_a_list_gives_what_is_new_with_its_folders_as_topics(digest, tmp_path):
    digest.write(FILE)
    list_ = tmp_path / "mine.opml"
    list_.write_text(OPML, "utf-8")

    done = digest.run("import", str(list_))

    assert done.code == 0
    assert digest.read() == FILE + (
        "\n  - feed: https://one.example/feed\n"
        '    name: "One: a room"\n'
        '    topics: ["Teaching: a #1 list"]\n'
        "  - feed: https://two.example/feed\n"
    )
    assert "LinkedIn" in done.err
    assert done.out.splitlines() == [
        "There already: b.example", "There already: #OER", "2 new sources, 2 there already, 1 left out.",
    ]  # fmt: skip


def test_the_same_list_again_changes_nothing(digest, tmp_path):
    digest.write(FILE)
    list_ = tmp_path / "mine.opml"
    list_.write_text(OPML, "utf-8")
    digest.run("import", str(list_))
    once = digest.read()

    value = json.loads(digest.run("import", "--json", str(list_)).out)

    assert (digest.read(), value["new"], value["written"]) == (once, [], False)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("none.opml", "There is no such file"),
        ("https://site.example/feeds.opml", "./gleaner add 'opml: ADDRESS'"),
        ("config.yaml", "names no feeds"),
    ],
)
def test_what_is_no_list_is_refused_with_words(digest, tmp_path, monkeypatch, name, words):
    monkeypatch.chdir(tmp_path)
    digest.write(FILE)

    done = digest.run("import", name)

    assert (done.code, digest.read()) == (2, FILE)
    assert words in done.err


# ---------------------------------------------------------------- export


def test_what_is_exported_is_there_already_when_it_is_imported(digest, tmp_path):
    digest.write(FILE.replace("https://a.example/feed ", "https://a.example/feed?token=s3cret "))
    list_ = tmp_path / "mine.opml"
    list_.write_text(digest.run("export").out, "utf-8")
    before = digest.read()

    done = digest.run("import", str(list_))

    assert digest.read() == before
    assert "0 new sources, 5 there already." in done.out
    assert "token=s3cret" in list_.read_text("utf-8")
    assert "#chat (Bluesky)" in list_.read_text("utf-8")


def test_every_line_of_the_text_can_be_typed(digest):
    digest.write(FILE)

    lines = digest.run("export", "--text").out.splitlines()

    assert lines[:3] == ["feed: https://a.example/feed", "feed: https://b.example", "mastodon: #oer@m.example"]
    assert [config.source_of(line).key for line in lines] == [each.key for each in digest.sources()]


# ---------------------------------------------------------------- files that are no lists


@pytest.mark.parametrize(
    ("what", "words"),
    [
        (b"", "This file is empty."),
        (b"hello\n", "This is not an OPML list: it names no feeds."),
        (bytes(range(256)) * 9, "This is not an OPML list"),
        (b"<!doctype html><html><body><p>Hi</body></html>", "This is not an OPML list"),
        (b"PK\x03\x04" + bytes(99), "This is not an OPML list"),
        (b" " * 5_000_001, "This is larger than 5 MB, and is not read."),
        ("folder", "This is a folder, not a file."),
        ("pipe", "This is neither a file nor a folder, and is not read."),
        ("link", "This is a link that leads to no file."),
        (None, "There is no such file."),
    ],
    ids="empty words binary page zip large folder pipe link nothing".split(),
)
def test_what_is_no_list_is_said_with_what_to_do_and_nothing_changes(digest, tmp_path, what, words):
    digest.write(FILE)
    path = tmp_path / "mine.opml"
    if isinstance(what, bytes):
        path.write_bytes(what)
    makes = {"folder": path.mkdir, "pipe": lambda: os.mkfifo(path), "link": lambda: path.symlink_to("nowhere")}
    makes.get(what, lambda: None)()

    done = digest.run("import", str(path))

    first, hint = done.err.strip().split("\n")
    assert (done.code, digest.read()) == (2, FILE)
    assert words in first
    assert hint.startswith("    ")


def test_a_list_that_is_not_there_is_answered_with_those_that_are(digest, tmp_path):
    digest.write(FILE)
    (tmp_path / "subscriptions.opml").write_bytes(b"")

    done = digest.run("import", str(tmp_path / "subscription.opml"))

    assert "Did you mean subscriptions.opml?" in done.err
    assert "config.yaml" not in done.err.split("\n")[1]


def test_what_is_not_among_the_sources_comes_with_the_command_that_lists_them(digest):
    digest.write(FILE)

    done = digest.run("remove", "hello there")

    assert (done.code, digest.read()) == (2, FILE)
    assert "`./gleaner export --text` lists them." in done.err
