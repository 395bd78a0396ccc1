"""The feeds as three programs read them that people use: newsboat, `reader` and feedparser, over loopback."""

import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import feedparser
import pytest

from tests.loopback import serve
from tests.publish import fed, make
from tests.publish.reading import make_reader

TYPES = {".xml": "application/xml", ".json": "application/json; charset=utf-8"}
"""What GitHub Pages sends."""
FIRST = make.pick(1, title="教室で詩を読む", name="山田 花子", language="ja", excerpt="短い詩から始める。")
SECOND = make.pick(2, title="التعليم & <b>feedback</b>", name="ليلى", language="ar")
WEEK = make.edition(picks=(FIRST, SECOND), note="Read **this**.")
EARLIER = make.edition("2026-W46", picks=(make.pick(3),))
newsboat = shutil.which("newsboat")
with_newsboat = pytest.mark.skipif(not newsboat, reason="newsboat is not installed")


@contextmanager
def served(folder: Path) -> Iterator[Any]:
    """Serve what is in the folder when it is asked for first."""
    with serve({}) as web:
        put(web, folder)
        yield web


def put(web: Any, folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.suffix in TYPES:
            place = f"/{path.relative_to(folder).as_posix()}"
            web.pages[place] = (200, {"Content-Type": TYPES[path.suffix]}, path.read_bytes())


# ---------------------------------------------------------------- feedparser


@pytest.mark.parametrize("feed", ["atom.xml", "rss.xml", "picks.xml"])
def test_feedparser_finds_nothing_odd(tmp_path: Path, feed: str) -> None:
    with served(fed.folder(tmp_path, EARLIER, WEEK)) as web:
        found = feedparser.parse(f"{web.address}/{feed}")

    assert not found.bozo
    assert found.feed.link == "https://room.example/digest/"
    assert "Staff Room" in found.feed.title
    assert found.entries[0].published_parsed[:5] == (2026, 11, 20, 5, 0)


def test_feedparser_reads_who_said_what_in_which_script(tmp_path: Path) -> None:
    with served(fed.folder(tmp_path, WEEK)) as web:
        entries = feedparser.parse(f"{web.address}/picks.xml").entries

    assert [entry.author for entry in entries] == [FIRST.name, SECOND.name]
    assert entries[0].title == FIRST.title
    assert entries[1].title.startswith("التعليم &")
    assert entries[0].link == FIRST.url
    assert FIRST.excerpt in entries[0].content[0].value


# ---------------------------------------------------------------- reader


@contextmanager
def reading(*feeds: str) -> Iterator[Any]:
    with make_reader(":memory:") as program:
        for feed in feeds:
            program.add_feed(feed)
        program.update_feeds()
        yield program


@pytest.mark.parametrize("feed", ["atom.xml", "rss.xml", "editions.json"])
def test_reader_shows_title_date_and_text_of_an_edition(tmp_path: Path, feed: str) -> None:
    with served(fed.folder(tmp_path, EARLIER, WEEK)) as web, reading(f"{web.address}/{feed}") as program:
        entries = {entry.id: entry for entry in program.get_entries()}

        assert set(entries) == {WEEK.id, EARLIER.id}
        assert entries[WEEK.id].title == "Week 47, 2026"
        assert entries[WEEK.id].link == "https://room.example/digest/editions/2026-W47/"
        assert entries[WEEK.id].published == datetime(2026, 11, 20, 5, tzinfo=UTC)
        assert "<strong>this</strong>" in entries[WEEK.id].get_content().value


def test_reader_takes_a_change_once_and_calls_nothing_new_again(tmp_path: Path) -> None:
    with served(fed.folder(tmp_path / "a", WEEK)) as web, reading(f"{web.address}/atom.xml") as program:
        program.mark_entry_as_read(program.get_entry((f"{web.address}/atom.xml", WEEK.id)))
        put(web, fed.folder(tmp_path / "b", replace(WEEK, note="Read **that**.")))
        program.update_feed(f"{web.address}/atom.xml")
        entries = list(program.get_entries())
        program.update_feed(f"{web.address}/atom.xml")

        assert [(entry.id, entry.read) for entry in entries] == [(WEEK.id, True)]
        assert "<strong>that</strong>" in entries[0].get_content().value
        assert len(list(program.get_entries())) == 1


def test_after_a_move_to_another_domain_reader_has_every_entry_once(tmp_path: Path) -> None:
    with served(fed.folder(tmp_path / "a", WEEK)) as web, reading(f"{web.address}/picks.xml") as program:
        before = sorted(entry.id for entry in program.get_entries())
        put(
            web, fed.folder(tmp_path / "b", WEEK, site_url="https://other.example", config=make.config(title="Another"))
        )
        program.update_feed(f"{web.address}/picks.xml")

        assert sorted(entry.id for entry in program.get_entries()) == before
        assert len(before) == 2


# ---------------------------------------------------------------- newsboat


def boat(folder: Path, *feeds: str) -> list[tuple[Any, ...]]:
    """Let newsboat read feeds and return what its cache then has: id, title, author, address, time, text, unread."""
    folder.mkdir(exist_ok=True)
    (folder / "urls").write_text("\n".join(feeds) + "\n", "utf-8")
    (folder / "config").write_text("", "utf-8")
    told = [str(newsboat), "-u", "urls", "-c", "cache.db", "-C", "config", "-x", "reload"]
    where = {"HOME": str(folder), "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"}
    subprocess.run(told, cwd=folder, env=where, check=True, timeout=60, capture_output=True)
    with sqlite3.connect(folder / "cache.db") as kept:
        rows = kept.execute(
            "select guid, title, author, url, pubDate, content, unread from rss_item order by pubDate desc"
        )
        found = list(rows)
    kept.close()
    return found


@with_newsboat
@pytest.mark.parametrize("feed", ["atom.xml", "rss.xml"])
def test_newsboat_shows_title_date_and_text_of_an_edition(tmp_path: Path, feed: str) -> None:
    with served(fed.folder(tmp_path, EARLIER, WEEK)) as web:
        newest, earlier = boat(tmp_path / "boat", f"{web.address}/{feed}")

    assert newest[:4] == (WEEK.id, "Week 47, 2026", "The Staff Room", "https://room.example/digest/editions/2026-W47/")
    assert newest[4] == int(make.DUE.timestamp())
    assert "<strong>this</strong>" in newest[5]
    assert FIRST.title in newest[5]
    assert earlier[0] == EARLIER.id


@with_newsboat
def test_newsboat_shows_picks_in_the_order_of_the_page_with_their_authors(tmp_path: Path) -> None:
    with served(fed.folder(tmp_path, WEEK)) as web:
        found = boat(tmp_path / "boat", f"{web.address}/picks.xml")

    assert [row[2] for row in found] == [FIRST.name, SECOND.name]
    assert found[0][1] == FIRST.title
    assert found[0][3] == FIRST.url


@with_newsboat
def test_newsboat_has_one_entry_after_a_change_and_a_move(tmp_path: Path) -> None:
    with served(fed.folder(tmp_path / "a", WEEK)) as web:
        boat(tmp_path / "boat", f"{web.address}/atom.xml")
        changed = replace(WEEK, note="Read **that**.")
        put(web, fed.folder(tmp_path / "b", changed, site_url="https://other.example"))
        found = boat(tmp_path / "boat", f"{web.address}/atom.xml")

    assert [row[0] for row in found] == [WEEK.id]
    assert "<strong>that</strong>" in found[0][5]
