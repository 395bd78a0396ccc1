"""What is known of links survives a run, and a spoilt file costs a second look and no more."""

import json
from datetime import UTC, datetime, timedelta

from generator.collect.pages import Links, memory, page, read, write
from generator.collect.pages.memory import Link
from generator.collect.pages.permits import Permit
from generator.collect.pages.robots import Robots

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
PAGE = page.Page(url="https://a.example/1", title="Ünïted", permit=Permit(snippet=20, until=NOW), dois=("10.1/x",))
KNOWN = Links(
    links={
        "https://b.example/2": Link(asked=NOW, failures=2, words="No."),
        "https://a.example/1": Link(asked=NOW, page=PAGE),
    },
    robots={"https://a.example": Robots(asked=NOW, rules="User-agent: *")},
)


def test_what_is_written_is_read_again_and_written_the_same(tmp_path):
    write(tmp_path, KNOWN, NOW)
    first = (tmp_path / "links.json").read_bytes()
    again = read(tmp_path)
    write(tmp_path, again, NOW)

    assert again == KNOWN
    assert (tmp_path / "links.json").read_bytes() == first
    assert list(json.loads(first)["links"]) == ["https://a.example/1", "https://b.example/2"]


def test_a_torn_file_is_set_aside(tmp_path):
    for spoilt in (b"{", b'{"format": 9}', b'{"links": 3}', b"[" * 100_000):
        (tmp_path / "links.json").write_bytes(spoilt)
        assert read(tmp_path) == Links()
        assert (tmp_path / "links.json.bad").read_bytes() == spoilt


def test_old_links_are_forgotten_and_the_newest_are_kept(tmp_path):
    old = {f"https://a.example/{n}": Link(asked=NOW - timedelta(minutes=n)) for n in range(memory.MOST + 5)}
    write(tmp_path, Links(links={**old, "https://old.example/": Link(asked=NOW - timedelta(days=61))}), NOW)
    kept = read(tmp_path).links

    assert len(kept) == memory.MOST
    assert "https://a.example/0" in kept
    assert "https://old.example/" not in kept


def test_the_word_of_a_server_that_failed_is_not_kept(tmp_path):
    write(tmp_path, Links(robots={"https://a.example": Robots(asked=NOW, closed=True)}), NOW)

    assert read(tmp_path).robots == {}
