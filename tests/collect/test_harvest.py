"""The log of what was collected: what is written, what the lines mean in any order, and what damage costs."""

import json
import logging
import re
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.collect import folding, harvest
from generator.collect.harvest import LINE, Sight
from generator.collect.logbook import Log
from generator.model import Item, Reactions, Voice

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
ADA, BEN = (Voice(key=f"https://{name}.example/", name=name) for name in ("ada", "ben"))
A, B, TAG = "bluesky @a.example", "bluesky @b.example", "mastodon #b"


def item(number=1, text="Chalk.", source=A, voice=ADA, **fields):
    address = f"https://chalk.example/{number}"
    return Item(id=address, url=address, source=source, voice=voice, text=text, **fields)


def add(state, *items, at=NOW, source=A, gone=()):
    with Log.opened(state, at) as log:
        return log.add(source, items, gone)


def lines(state):
    return [line for path in harvest.days(state) for line in path.read_text("utf-8").splitlines()[1:]]


def texts(state):
    return {each.id.rpartition("/")[2]: each.text for each in harvest.read(state)}


# ------------------------------------------------ writing and reading


def test_what_is_kept_comes_back_whole(tmp_path):
    full = item(
        title="Mehr Kreide", published=NOW - DAY, updated=NOW, language="de", tags=("Mathe",), kind="post",
        about="https://b.example/", links=("https://c.example/",), warning="food", alts=("A cake",), mentions=("x",),
        reactions=Reactions(replies=0, likes=3), voice=replace(ADA, since=NOW.date(), bot=False, followers=0),
    )  # fmt: skip
    add(tmp_path, full)

    assert harvest.read(tmp_path) == (replace(full, seen=NOW),)


def test_an_empty_state_is_an_empty_harvest(tmp_path):
    assert harvest.read(tmp_path / "nowhere") == ()


def test_items_are_ordered_by_id(tmp_path):
    add(tmp_path, item(3), item(1), item(2))

    assert [each.id[-1] for each in harvest.read(tmp_path)] == ["1", "2", "3"]


def test_a_day_has_its_file_and_a_version(tmp_path):
    add(tmp_path, item(1), at=datetime.fromisoformat("2026-11-22T00:30:00+01:00"))
    add(tmp_path, item(2), at=NOW + DAY)

    assert [path.name for path in harvest.days(tmp_path)] == ["2026-11-21.jsonl", "2026-11-22.jsonl"]
    assert harvest.days(tmp_path)[0].read_bytes().startswith(b'{"format":1}\n{"seen":')


def test_an_unchanged_item_writes_nothing(tmp_path):
    add(tmp_path, item(1), item(2))
    add(tmp_path, item(1), item(2, "New chalk."), at=NOW + DAY)
    add(tmp_path, item(1), item(2, "New chalk."), at=NOW + 2 * DAY)

    assert len(lines(tmp_path)) == 3
    assert texts(tmp_path) == {"1": "Chalk.", "2": "New chalk."}
    assert not harvest.days(tmp_path)[-1].name.startswith("2026-11-23")


def test_the_first_sight_is_remembered_through_later_ones(tmp_path):
    add(tmp_path, item(1))
    add(tmp_path, item(1, "New chalk."), at=NOW + DAY)

    assert [(each.seen, each.text) for each in harvest.read(tmp_path)] == [(NOW, "New chalk.")]


def test_what_cannot_be_kept_is_counted_and_left_out(tmp_path):
    assert add(tmp_path, item(1, "\ud800"), item(2, "x" * LINE), item(3)) == 2
    assert texts(tmp_path) == {"3": "Chalk."}


def test_an_item_belongs_to_the_source_that_gave_it(tmp_path):
    add(tmp_path, item(1, source="feed https://somewhere.else.example/"))

    assert harvest.read(tmp_path)[0].source == A


# ------------------------------------------------ deletions


def test_what_is_gone_is_removed_unless_it_is_seen_later(tmp_path):
    add(tmp_path, item(1), item(2))
    add(tmp_path, gone=[item(1).id, "never heard of"], at=NOW + DAY)
    assert texts(tmp_path) == {"2": "Chalk."}

    add(tmp_path, item(1), at=NOW + 2 * DAY)
    assert texts(tmp_path) == {"1": "Chalk.", "2": "Chalk."}
    assert len(lines(tmp_path)) == 4


def test_a_source_cannot_delete_what_it_never_gave(tmp_path):
    add(tmp_path, item(1))
    add(tmp_path, source=B, gone=[item(1).id], at=NOW + DAY)

    assert texts(tmp_path) == {"1": "Chalk."}


HOME = "mastodon @ada@ada.example"


def test_a_deletion_at_home_reaches_the_same_post_seen_by_another_source(tmp_path):
    add(tmp_path, item(1), source=HOME)
    add(tmp_path, item(1, source=TAG), source=TAG)
    add(tmp_path, source=HOME, gone=[item(1).id], at=NOW + DAY)

    assert harvest.read(tmp_path) == ()


def test_what_is_no_longer_under_a_hashtag_stays_where_its_author_has_it(tmp_path):
    add(tmp_path, item(1), source=HOME)
    add(tmp_path, item(1, source=TAG), source=TAG)
    add(tmp_path, source=TAG, gone=[item(1).id], at=NOW + DAY)

    assert [each.source for each in harvest.read(tmp_path)] == [HOME]


def test_another_server_does_not_put_words_into_a_person_s_mouth(tmp_path):
    add(tmp_path, item(1, "Mine."), source=HOME)
    add(tmp_path, item(1, "Pills!"), source=TAG, at=NOW + DAY)
    assert texts(tmp_path) == {"1": "Mine."}


def test_a_neighbour_at_the_same_host_does_not_either(tmp_path):
    eve, own = "feed https://uni.example/~eve/feed", "feed https://uni.example/~ada/feed"
    ada = Voice(key="https://uni.example/~ada", name="Ada")
    add(tmp_path, item(1, "Mine.", voice=ada), source=own)
    add(tmp_path, item(1, "Pills!", voice=ada), source=eve, at=NOW + DAY)
    add(tmp_path, source=eve, gone=[item(1).id], at=NOW + 2 * DAY)
    assert texts(tmp_path) == {"1": "Mine."}


# ------------------------------------------------ several sources


def test_a_post_seen_by_two_sources_is_there_once(tmp_path):
    for day in range(3):
        add(tmp_path, item(1), at=NOW + day * DAY)
        add(tmp_path, item(1), at=NOW + day * DAY, source=B)

    assert len(harvest.read(tmp_path)) == 1
    assert len(lines(tmp_path)) == 2


OWN, EVIL = "feed https://ada.example/feed", "feed https://evil.example/feed"


def test_a_feed_that_claims_another_s_posts_can_neither_rewrite_nor_delete_them(tmp_path):
    add(tmp_path, item(1, "Mine."), source=OWN)
    add(tmp_path, item(1, "Pills!"), source=EVIL, at=NOW + timedelta(days=1))
    add(tmp_path, source=EVIL, gone=[item(1).id], at=NOW + timedelta(days=2))
    assert texts(tmp_path) == {"1": "Mine."}
    add(tmp_path, source=OWN, gone=[item(1).id], at=NOW + timedelta(days=3))
    assert texts(tmp_path) == {}


def test_of_feeds_that_tell_of_somebody_else_the_first_is_believed(tmp_path):
    add(tmp_path, item(1, "First."), source="feed https://one.example/")
    add(tmp_path, item(1, "Later."), source=EVIL, at=NOW + timedelta(days=1))
    assert texts(tmp_path) == {"1": "First."}
    add(tmp_path, item(1, "His own."), source=OWN, at=NOW + timedelta(days=2))
    assert texts(tmp_path) == {"1": "His own."}


def test_another_digest_only_adds_that_it_passed_a_post_on(tmp_path):
    digest, other = "gleaner https://digest.example", "gleaner https://other.example"
    add(tmp_path, item(1, "The whole text."))
    add(tmp_path, item(1, "The…", digest, shared_by=(digest,)), at=NOW + timedelta(days=1), source=digest)
    add(tmp_path, item(2, "Only…", other, shared_by=(other,)), at=NOW + timedelta(days=1), source=other)
    assert [(each.text, each.source, each.shared_by) for each in harvest.read(tmp_path)] == [
        ("The whole text.", A, (digest,)),
        ("Only…", other, (other,)),
    ]


def test_a_stranger_cannot_overwrite_a_post_by_naming_its_id(tmp_path):
    add(tmp_path, item(1))
    add(tmp_path, item(1, "Buy now!", voice=BEN), source=B, at=NOW + DAY)
    mine, theirs = harvest.read(tmp_path)

    assert (mine.id, mine.text, mine.voice) == (item(1).id, "Chalk.", ADA)
    assert (theirs.id, theirs.text) == (f"{item(1).id} {BEN.key}", "Buy now!")


# ------------------------------------------------ any order means the same

SIGHTS = st.lists(
    st.builds(
        lambda number, source, text, voice, hours, is_gone: (
            Sight(seen=NOW + timedelta(hours=hours), gone=item(number).id, source=source)
            if is_gone
            else Sight(seen=NOW + timedelta(hours=hours), item=item(number, text, source, voice))
        ),
        st.integers(1, 3), st.sampled_from([A, B]), st.sampled_from("xyz"), st.sampled_from([ADA, BEN]),
        st.integers(0, 4), st.sampled_from([False, False, True]),
    ),
    max_size=14,
)  # fmt: skip


@given(st.data(), SIGHTS)
def test_the_lines_mean_the_same_in_any_order_and_however_often_they_come(data, sights):
    shuffled = data.draw(
        st.permutations([*sights, *data.draw(st.lists(st.sampled_from(sights)) if sights else st.just([]))])
    )

    assert folding.fold(shuffled) == folding.fold(sights)


@given(SIGHTS)
def test_every_id_is_there_once_and_in_order(sights):
    ids = [each.id for each in folding.fold(sights)]

    assert ids == sorted(set(ids))


@given(SIGHTS)
def test_the_newest_sight_of_a_voice_wins(sights):
    kept = {(each.url, each.voice.key): each for each in folding.fold(sights)}
    for (url, voice), each in kept.items():
        same = [sight for sight in sights if sight.item and (sight.item.url, sight.item.voice.key) == (url, voice)]
        newest = max(sight.seen for sight in same)
        assert each.seen == min(sight.seen for sight in same)
        assert each.text in {sight.item.text for sight in same if sight.seen == newest}


# ------------------------------------------------ damage


@pytest.mark.parametrize("cut", [1, 5, 30, 200])
def test_a_torn_last_line_costs_only_itself(tmp_path, cut, caplog):
    add(tmp_path, item(1), item(2))
    path = harvest.days(tmp_path)[0]
    path.write_bytes(path.read_bytes()[:-cut])
    assert texts(tmp_path) == {"1": "Chalk."}

    add(tmp_path, item(2), item(3))
    assert texts(tmp_path) == {"1": "Chalk.", "2": "Chalk.", "3": "Chalk."}
    assert caplog.messages == []


@pytest.mark.parametrize("left", range(15))
def test_a_file_torn_at_its_very_start_is_begun_anew(tmp_path, left):
    add(tmp_path, item(1))
    path = harvest.days(tmp_path)[0]
    path.write_bytes(path.read_bytes()[:left])
    add(tmp_path, item(1))

    assert texts(tmp_path) == {"1": "Chalk."}


def test_a_spoilt_line_in_the_middle_is_left_out_and_counted(tmp_path, caplog):
    add(tmp_path, item(1), item(2), item(3))
    path = harvest.days(tmp_path)[0]
    head, one, two, three = path.read_bytes().splitlines(keepends=True)
    bad = [b'{"seen": tomorrow}\n', b"\xff\xfe\n", b"[]\n", b"null\n", one.replace(b"Z", b"").replace(b"+00:00", b"")]
    path.write_bytes(b"".join([head, one, *bad, two[:40] + b"\n", b"x" * (LINE + 50) + b"\n", three]))

    assert texts(tmp_path) == {"1": "Chalk.", "3": "Chalk."}
    assert caplog.messages == ["8 lines of 2026-11-21.jsonl that cannot be read: left out."]


def test_a_file_of_another_version_is_not_guessed_at(tmp_path, caplog):
    add(tmp_path, item(1))
    path = harvest.days(tmp_path)[0]
    path.write_bytes(path.read_bytes().replace(b'{"format":1}', b'{"format":2}'))

    assert harvest.read(tmp_path) == ()
    assert caplog.messages == ["2026-11-21.jsonl was written by another version of Gleaner and is left alone."]


def test_lines_hold_no_default_so_that_new_fields_change_no_old_item(tmp_path):
    add(tmp_path, item(1))

    assert set(json.loads(lines(tmp_path)[0])["item"]) == {"id", "source", "url", "voice", "text"}


def test_another_log_may_append_in_between(tmp_path, caplog):
    caplog.set_level(logging.DEBUG)
    with Log.opened(tmp_path, NOW) as one, Log.opened(tmp_path, NOW) as two:
        for number in range(20):
            one.add(A, [item(number)])
            two.add(B, [item(number + 100, voice=BEN)])

    assert len(harvest.read(tmp_path)) == 40
    assert caplog.messages == []


# ------------------------------------------------ clocks and names


def test_a_clock_that_went_backwards_does_not_bring_old_words_back(tmp_path):
    add(tmp_path, item(1, "Old."), item(2), at=NOW + DAY)
    add(tmp_path, item(1, "New."), gone=[item(2).id], at=NOW)
    add(tmp_path, item(1, "New."), at=NOW)

    assert texts(tmp_path) == {"1": "New."}
    assert len(lines(tmp_path)) == 4


def test_a_clock_at_the_end_of_time_breaks_nothing(tmp_path):
    add(tmp_path, item(1, "Old."), at=datetime.max.replace(tzinfo=UTC))
    add(tmp_path, item(1, "New."))

    assert len(harvest.read(tmp_path)) == 1


@pytest.mark.parametrize("key", ["https://ada.example/#ada", "http://www.ada.example"])
def test_an_entry_stays_one_when_its_feed_names_its_voice_in_another_way(tmp_path, key):
    add(tmp_path, item(1, "Old."))
    add(tmp_path, item(1, "New.", voice=replace(ADA, key=key)), at=NOW + DAY)

    assert [(each.id, each.text, each.voice.key) for each in harvest.read(tmp_path)] == [(item(1).id, "New.", key)]


def test_a_day_that_another_version_began_gets_a_file_of_our_own_beside_it(tmp_path):
    foreign = tmp_path / "harvest" / "2026-11-21.jsonl"
    foreign.parent.mkdir()
    foreign.write_bytes(b'{"format":2}\n{"new":"words"}\n')
    add(tmp_path, item(1))
    add(tmp_path, item(1), item(2))

    assert texts(tmp_path) == {"1": "Chalk.", "2": "Chalk."}
    assert foreign.read_bytes() == b'{"format":2}\n{"new":"words"}\n'


def test_what_comes_and_goes_in_one_instant_is_gone_and_may_come_again(tmp_path):
    add(tmp_path, item(1), gone=[item(1).id])
    assert harvest.read(tmp_path) == ()

    add(tmp_path, item(1), at=NOW + timedelta(hours=1))
    assert texts(tmp_path) == {"1": "Chalk."}


@pytest.mark.parametrize(
    "address", ["https://chalk[.example/", "https://chalk].example/", "https://chalk\u2100.example/"]
)
def test_a_line_with_an_address_that_is_none_is_left_out(tmp_path, address):
    add(tmp_path, item(1), item(2))
    (path,) = harvest.days(tmp_path)
    for odd in (item(3, voice=replace(ADA, key=address)), item(4, source=f"feed {address}")):
        path.write_bytes(path.read_bytes() + harvest.written(Sight(seen=NOW, item=odd)))

    assert set(texts(tmp_path)) == {"1", "2"}


# ------------------------------------------------ to the byte


def test_a_line_that_tells_of_a_deletion_says_no_more_than_that(tmp_path):
    add(tmp_path, item(1))
    add(tmp_path, gone=[item(1).id])

    assert list(json.loads(lines(tmp_path)[1])) == ["seen", "gone", "source", "sum"]


def test_what_cannot_be_read_is_kept_beside_the_day_line_by_line(tmp_path, caplog):
    (tmp_path / "harvest").mkdir()
    day = tmp_path / "harvest" / "2026-11-21.jsonl"
    long, whole = b"x" * (LINE + 5), harvest.written(Sight(seen=NOW, gone="a", source=A))
    for spoilt in (b"one\n" + long + b"\n", b"two\n"):
        day.write_bytes(harvest.FORMAT + spoilt + whole)
        assert Log.opened(tmp_path, NOW).lost
        assert day.read_bytes() == harvest.FORMAT + whole

    assert Log.opened(tmp_path, NOW).lost is False
    assert (day.parent / f"{day.name}.bad").read_bytes() == b"one\n" + long[:LINE] + b"\n" + long[LINE:] + b"\ntwo\n"
    assert caplog.messages == [f"{lost} of {day.name} that cannot be read: left out." for lost in ("3 lines", "1 line")]


def test_damage_before_a_torn_end_is_told_by_what_is_new_of_it(tmp_path, caplog):
    add(tmp_path, item(1), item(2), item(3))
    (path,) = harvest.days(tmp_path)
    path.write_bytes(path.read_bytes().replace(b"Chalk.", b"Chaff.", 1)[:-9].replace(b"\n", b"\n\n", 1))
    known = [b"of another day"]

    assert [each.item.id[-1] for each in harvest.sights(path, known)] == ["2"]
    assert [b"Chaff." in line for line in known] == [False, True], "what cannot be read is handed on"
    assert caplog.messages == ["1 line of 2026-11-21.jsonl that cannot be read: left out."]


def test_one_run_writes_of_a_post_once_however_often_it_meets_it(tmp_path):
    with Log.opened(tmp_path, NOW) as log:
        log.sync()
        for _ in range(2):
            log.add(A, [item(1)])
            log.sync()
        assert log.ids(A) == {item(1).id}
        for _ in range(2):
            log.add(A, [], [item(1).id])
        assert log.ids(A) == frozenset()
        log.add(A, [item(1)])

    assert len(lines(tmp_path)) == 3


def test_the_days_are_those_of_utc_wherever_the_machine_stands(tmp_path, monkeypatch):
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    time.tzset()
    try:
        add(tmp_path, item(1))
    finally:
        monkeypatch.undo()
        time.tzset()

    assert [path.stem for path in harvest.days(tmp_path)] == ["2026-11-21"]


def test_a_log_makes_its_folder_and_is_no_program(tmp_path):
    add(tmp_path / "a" / "state", item(1))
    (path,) = harvest.days(tmp_path / "a" / "state")

    assert path.stat().st_mode & 0o111 == 0


def test_a_log_that_was_closed_goes_on_where_it_stopped(tmp_path):
    log = Log.opened(tmp_path, NOW)
    for number in (1, 2):
        with log:
            log.add(A, [item(number)])
        log.sync()

    assert set(texts(tmp_path)) == {"1", "2"}


def test_only_the_sources_that_are_asked_for_are_read(tmp_path):
    add(tmp_path, item(1))
    add(tmp_path, item(2, voice=BEN), source=B)

    assert [each.source for each in harvest.read(tmp_path, {B})] == [B]


def test_a_post_is_compared_by_all_but_when_it_was_seen_and_has_at_most_half_a_line(tmp_path):
    empty = len(harvest.canonical(item(text="")) or b"") + len(',"text":""')
    largest = item(text="x" * (LINE // 2 - 1 - empty))

    assert harvest.canonical(replace(item(), seen=NOW)) == harvest.canonical(item())
    assert len(harvest.canonical(largest) or b"") == LINE // 2 - 1
    assert harvest.canonical(replace(largest, text=f"{largest.text}x")) is None


def test_a_torn_line_is_no_damage_and_a_changed_one_is(tmp_path):
    add(tmp_path, item(1), item(2))
    (path,) = harvest.days(tmp_path)
    path.write_bytes(path.read_bytes()[:-9])
    assert harvest.spoilt(tmp_path) == ()

    path.write_bytes(path.read_bytes().replace(b"Chalk.", b"Chaff.", 1))
    assert harvest.spoilt(tmp_path) == (path.name,)


def test_the_lines_of_a_day_make_the_day_again_in_one_order(tmp_path):
    add(tmp_path, item(2), item(1))
    day = harvest.days(tmp_path)[0].read_bytes()
    parts = harvest.parts(day + b"[]\n" + day[20:])

    assert sorted(parts) == sorted(day.splitlines()[1:])
    assert harvest.whole(reversed(parts)) == harvest.whole(parts)
    assert sorted(harvest.whole(parts).splitlines()) == sorted(day.splitlines())
    assert harvest.parts(harvest.whole(parts)) == parts
    assert list(harvest.parts(b"".join(day.splitlines(keepends=True)[1:]))) == list(parts), "a day without its head"
    assert (harvest.parts(harvest.FORMAT), harvest.parts(b"not a day\n")) == ({}, None)


def test_a_day_lacks_lines_where_one_is_torn_or_changed(tmp_path):
    add(tmp_path, item(1), item(2))
    day = harvest.days(tmp_path)[0].read_bytes()

    assert not harvest.is_torn(day + b"\n")
    assert harvest.is_torn(day[:-1])
    assert harvest.is_torn(day.replace(b"Chalk", b"Chaff", 1))


# ------------------------------------------------ what a log knows


def test_a_log_knows_which_posts_of_a_source_are_there_and_since_when(tmp_path):
    add(tmp_path, item(1, published=NOW - DAY), item(2, published=NOW), item(3), item(4))
    add(tmp_path, item(5, voice=BEN), source=B)
    add(tmp_path, gone=[item(4).id])
    log = Log.opened(tmp_path, NOW)

    assert [log.has(source) for source in (A, B, "feed c")] == [True, True, False]
    assert {each[-1] for each in log.ids(A)} == {"1", "2", "3"}
    assert {each[-1] for each in log.ids(A, NOW)} == {"2"}, "one without a date counts as old"


def test_what_an_older_gleaner_wrote_without_checksums_is_known_as_well(tmp_path):
    add(tmp_path, item(1, published=NOW), item(2))
    add(tmp_path, gone=[item(2).id])
    add(tmp_path, item(5, voice=BEN), source=B)
    (path,) = harvest.days(tmp_path)
    old = re.sub(rb',"sum":"[0-9a-f]{8}"}', b"}", path.read_bytes())
    path.write_bytes(old)
    with Log.opened(tmp_path, NOW + DAY) as log:
        assert [{each[-1] for each in log.ids(source)} for source in (A, B)] == [{"1"}, {"5"}]
        assert log.ids(A, NOW) == {item(1).id}
        log.add(A, [item(1, published=NOW)], [item(2).id])
        assert harvest.days(tmp_path) == (path,), "nothing of it is new"
        log.add(A, [item(3)])
    with Log.opened(tmp_path, NOW + DAY) as log:
        assert log.ids(A) == {item(1).id, item(3).id}, "those with a checksum and those without"
        assert log.ids(B) == {item(5).id}
        assert [log.has(source) for source in (A, B, "feed c")] == [True, True, False]

    assert path.read_bytes() == old


@pytest.mark.parametrize("later", [0, 1])
def test_of_a_post_and_its_deletion_at_one_instant_the_deletion_counts(tmp_path, later):
    told = [Sight(seen=NOW, item=item(1)), Sight(seen=NOW, gone=item(1).id, source=A)]
    (tmp_path / "harvest").mkdir()
    for day, sight in zip(("2026-11-20", "2026-11-21"), told[::-1] if later else told, strict=True):
        (tmp_path / "harvest" / f"{day}.jsonl").write_bytes(harvest.FORMAT + harvest.written(sight))

    assert Log.opened(tmp_path, NOW).ids(A) == frozenset()


def test_who_is_asked_for_after_its_visit_is_read_again_and_says_the_same(tmp_path):
    add(tmp_path, item(0), source=B, at=NOW - DAY)
    with Log.opened(tmp_path, NOW) as log:
        for round_ in range(2):
            log.add(A, [item(1), item(2, "Chalk.", published=NOW), item(4)], [item(0).id])
            log.add(B, [item(3)], [item(0).id])
            log.add(A, [item(2, "New chalk.", published=NOW)], [item(1).id])
            known = {source: log.said.of(source).told for source in (A, B)}
            size = log.path.stat().st_size
            for source in (A, B):
                log.close(source)
                assert log.has(source)
                assert log.said.of(source).told == known[source], f"round {round_}"
                log.close(source)
            log.add(A, [item(2, "New chalk.", published=NOW)], [item(1).id])
            assert log.path.stat().st_size == size, "nothing is said twice"
    with Log.opened(tmp_path, NOW) as later:
        assert {source: later.said.of(source).told for source in (A, B)} == known
