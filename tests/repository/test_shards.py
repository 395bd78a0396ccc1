"""Collecting split over several machines: every source and every host in one share, together as if one."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.arguments import read
from generator.cli import COMMANDS
from generator.collect import harvest, memory, shards
from generator.errors import InputError
from generator.model import Source
from generator.repository import state
from tests import loopback
from tests.repository import remotes
from tests.repository.remotes import CLEAN, NOW, clone

ROOT = str(Path(__file__).resolve().parents[2])
hosts = st.sampled_from([f"{letter}.example" for letter in "abcdefgh"])


@st.composite
def sources(draw):
    host, number = draw(hosts), draw(st.integers(0, 3))
    several = tuple(draw(st.lists(hosts, max_size=2, unique=True)))
    made = {
        "feed": Source(kind="feed", address=f"https://{host}/{number}", name="F"),
        "account": Source(kind="mastodon", address=f"@ann@{host}", name="A"),
        "tag": Source(kind="mastodon", address=f"#tag{number}", name="T", options={"servers": several}),
        "network": Source(kind="bluesky", address=f"#tag{number}", name="B"),
    }
    return made[draw(st.sampled_from(sorted(made)))]


def places(source):
    return set(shards._places(source))


@given(st.lists(sources(), max_size=20), st.integers(1, 5))
def test_every_source_is_in_one_share_and_every_host_is_asked_by_one(found, of):
    parts = [shards.mine(found, (number, of)) for number in range(1, of + 1)]

    assert Counter(source.key for part in parts for source in part) == Counter(source.key for source in found)
    asked = [{place for source in part for place in places(source)} for part in parts]
    assert all(not one & other for number, one in enumerate(asked) for other in asked[:number])


@given(st.lists(sources(), max_size=20), st.integers(1, 5), st.randoms())
def test_the_shares_do_not_depend_on_the_order_of_the_sources(found, of, chance):
    other = list(found)
    chance.shuffle(other)

    for number in range(1, of + 1):
        keys = [{source.key for source in shards.mine(each, (number, of))} for each in (found, other)]
        assert keys[0] == keys[1]


def test_shares_are_nearly_equal():
    found = [Source(kind="feed", address=f"https://s{number}.example/", name="S") for number in range(4000)]

    assert all(420 < len(shards.mine(found, (number, 8))) < 580 for number in range(1, 9))


@pytest.mark.parametrize("words", ["0/8", "9/8", "3", "3/", "/8", "1/1000", "a/b"])
def test_what_is_no_share_is_refused_in_words(words):
    with pytest.raises(InputError, match="is no share"):
        read(["collect", "--shard", words], COMMANDS)


# ---------------------------------------------------------------- real processes, one bare remote

TOWN = 12


@pytest.fixture
def town(tmp_path):
    """Serve feeds on loopback as so many hosts; yield the config and the street map."""
    feed = "Sat, 21 Nov 2026 04:00:00 GMT"
    pages = {
        f"/{host}-{number}": (
            200,
            {"Content-Type": "application/rss+xml"},
            loopback.rss(*((f"{number}-{each}", f"Post {each} of {host}", feed, "Chalk.") for each in range(5)),
                         title=f"H{host}", home=f"http://h{host}.example/"),
        )
        for host in range(TOWN)
        for number in range(2)
    }  # fmt: skip
    lines = [f"  - http://h{host}.example/{host}-{number}" for host in range(TOWN) for number in range(2)]
    with loopback.serve(pages) as web:
        port = int(web.address.rpartition(":")[2])
        street = tmp_path / "street.json"
        street.write_text(json.dumps({f"h{host}.example": ["127.0.0.1", port] for host in range(TOWN)}))
        yield "site: {title: One}\nsources:\n" + "\n".join(lines) + "\n", street, web


def started(folder, *words):
    line = [sys.executable, "-m", "generator", *words, "--now", NOW.isoformat(), "--quiet"]
    return subprocess.Popen(line, cwd=folder, env={**CLEAN, "PYTHONPATH": ROOT}, start_new_session=True)


def test_shares_that_are_collected_and_pushed_at_once_are_what_one_run_collects(town, tmp_path):
    config, street, web = town
    remotes.made(tmp_path)
    folders = [clone(tmp_path, name) for name in ("whole", "one", "two", "three")]
    for folder in folders:
        (folder / "config.yaml").write_text(config)
    whole, *parts = folders
    collecting = ("collect", "--street", str(street))

    assert started(whole, *collecting).wait(120) == 0
    asked_by_one = Counter(path for path, _ in web.asked if path != "/robots.txt")
    web.asked.clear()
    for words in ([*collecting, "--shard", "{}/3"], ["state", "push"]):
        at_once = [started(part, *(word.format(number) for word in words)) for number, part in enumerate(parts, 1)]
        assert [each.wait(120) for each in at_once] == [0, 0, 0]

    together = clone(tmp_path, "together")
    state.pull(remotes.of(together), together / ".gleaner")
    assert harvest.read(together / ".gleaner") == harvest.read(whole / ".gleaner")
    assert len(harvest.read(together / ".gleaner")) == TOWN * 10
    assert set(memory.read(together / ".gleaner").sources) == set(memory.read(whole / ".gleaner").sources)
    assert Counter(path for path, _ in web.asked) == {path: 1 for path in asked_by_one if "-" in path}
