"""Old days leave the log, and nothing that is still of use does: nothing comes back as if it were new."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.collect import harvest, memory, pruning
from generator.collect.logbook import Log
from generator.collect.memory import Memory, Record
from generator.model import Health, Item, Report, Voice

NOW = datetime(2026, 11, 21, 4, 23, tzinfo=UTC)
BEFORE = NOW - timedelta(days=63)
OLD, YOUNG = NOW - timedelta(days=80), NOW - timedelta(days=3)
VOICE = Voice(key="https://ada.example/", name="Ada")
FEED = "feed https://ada.example/feed"


def item(name, *, dated=True, at=OLD, source=FEED, words="Chalk."):
    url = f"https://ada.example/{name}"
    return Item(id=url, url=url, source=source, voice=VOICE, text=words, published=at if dated else None)


def collected(state, at, *items, gone=(), source=FEED):
    with Log.opened(state, at) as log:
        log.add(source, items, gone)


def known(state, *sources, now=NOW):
    records = {
        key: Record(visited=now, report=Report(source=key, name="A", address="", health=Health.OK)) for key in sources
    }
    memory.write(state, Memory(sources=records), now)


def names(state):
    return {each.id.rpartition("/")[2] for each in harvest.read(state)}


def test_old_days_go_and_young_ones_stay_as_they_are(tmp_path):
    collected(tmp_path, OLD, item("a"), item("b"))
    collected(tmp_path, YOUNG, item("c", at=YOUNG))
    known(tmp_path, FEED)
    young = (tmp_path / "harvest" / f"{YOUNG:%Y-%m-%d}.jsonl").read_bytes()

    assert pruning.prune(tmp_path, BEFORE) == 2
    assert names(tmp_path) == {"c"}
    assert [path.read_bytes() for path in harvest.days(tmp_path)] == [young]
    assert pruning.prune(tmp_path, BEFORE) == 0


def test_the_day_before_which_is_asked_for_stays_whole(tmp_path):
    collected(tmp_path, BEFORE, item("a"))
    collected(tmp_path, YOUNG, item("b"))

    assert pruning.prune(tmp_path, BEFORE) == 0


def test_what_was_seen_again_lately_keeps_its_first_sight(tmp_path):
    collected(tmp_path, OLD, item("a"))
    collected(tmp_path, YOUNG, item("a", words="Chalk, corrected."))
    known(tmp_path, FEED)

    assert pruning.prune(tmp_path, BEFORE) == 0
    assert harvest.read(tmp_path)[0].seen == OLD


def test_what_bears_no_date_stays_lest_it_come_again_as_new_but_only_so_much_of_it(tmp_path):
    collected(tmp_path, OLD - timedelta(days=1), item("first", dated=False))
    collected(tmp_path, OLD, *(item(number, dated=False) for number in range(pruning.UNDATED)), item("dated"))
    collected(tmp_path, YOUNG, item("c", at=YOUNG))
    known(tmp_path, FEED)

    assert pruning.prune(tmp_path, BEFORE) == 2
    assert names(tmp_path) == {*map(str, range(pruning.UNDATED)), "c"} - ({"first", "dated"})
    collected(tmp_path, NOW, item(0, dated=False))
    assert next(each for each in harvest.read(tmp_path) if each.id.endswith("/0")).seen == OLD


def test_of_a_quiet_source_the_last_word_stays_and_of_one_that_is_no_longer_known_nothing(tmp_path):
    other = "feed https://gone.example/feed"
    collected(tmp_path, OLD, item("a"), item("b"))
    collected(tmp_path, OLD, item("x", source=other), source=other)
    collected(tmp_path, YOUNG, item("y", source="feed z", at=YOUNG), source="feed z")
    known(tmp_path, FEED, "feed z")

    pruning.prune(tmp_path, BEFORE)

    assert len(names(tmp_path) & {"a", "b"}) == 1
    assert "x" not in names(tmp_path)
    with Log.opened(tmp_path, NOW) as log:
        assert all(log.has(source) for source in (FEED, "feed z"))


def test_a_deletion_goes_with_what_it_deleted_and_stays_with_what_stays(tmp_path):
    collected(tmp_path, OLD, item("a"), item("b", dated=False))
    collected(tmp_path, OLD + timedelta(days=1), gone=["https://ada.example/a", "https://ada.example/b"])
    collected(tmp_path, YOUNG, item("c", at=YOUNG))
    known(tmp_path, FEED)

    assert pruning.prune(tmp_path, BEFORE) == 2
    assert names(tmp_path) == {"c"}


@pytest.mark.parametrize("name", ["2026-09-01.jsonl", "notes.jsonl"])
def test_what_another_version_wrote_and_what_is_no_day_is_left_alone(tmp_path, name):
    collected(tmp_path, YOUNG, item("c", at=YOUNG))
    stranger = tmp_path / "harvest" / name
    stranger.write_bytes(b'{"format":2}\n{"x":1}\n')

    assert pruning.prune(tmp_path, BEFORE) == 0
    assert stranger.exists()


@given(
    st.lists(
        st.tuples(st.integers(0, 120), st.sampled_from("abcdefgh"), st.booleans(), st.sampled_from("xy")), max_size=20
    )
)
def test_what_is_young_means_the_same_before_and_after(tmp_path_factory, found):
    state = tmp_path_factory.mktemp("state")
    for days, name, dated, words in sorted(found, reverse=True):
        collected(
            state, NOW - timedelta(days=days), item(name, dated=dated, at=NOW - timedelta(days=days), words=words)
        )
    known(state, FEED)
    before = harvest.read(state)

    pruning.prune(state, BEFORE)

    after = harvest.read(state)
    assert [each for each in before if each.when >= BEFORE] == [each for each in after if each.when >= BEFORE]
    assert {each.id for each in before if each.published is None} <= {each.id for each in after}
    assert set(after) <= set(before)
