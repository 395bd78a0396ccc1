"""A look at a source says what it gives; a trial says whether it works, how often it posts, and what to do."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import looking
from generator.collect import Door
from generator.collect.sources import MODULES
from generator.errors import StreetError
from generator.model import Health, Item, Source, Voice
from tests.loopback import rss, serve

NOW = datetime(2026, 11, 20, 7, tzinfo=UTC)
TODAY = date(2026, 11, 20)
FEED = Source(kind="feed", address="https://a.example/feed", name="A", line=4)
TAG = Source(kind="mastodon", address="#oer", name="#oer", line=5)
PAGE = rss(
    (1, "Feedback before marks", "Wed, 18 Nov 2026 08:00:00 GMT", "I stopped returning marks."),
    (2, "A timetable as a text", "Wed, 11 Nov 2026 08:00:00 GMT", "We read it as a poem."),
    (3, "A map as a text", "Wed, 04 Nov 2026 08:00:00 GMT", "We read it as a play."),
)


def item(days, **more):
    published = None if days is None else NOW - timedelta(days=days)
    voice = Voice(key="https://a.example/", name="Ana")
    return Item(id=f"{days}", url="https://a.example/1", source=FEED.key, voice=voice, published=published, **more)


def judged(source, days, *, notes=(), window=looking.QUARTER):
    return looking.judge(source, tuple(map(item, days)), notes, now=NOW, window=window)


# ---------------------------------------------------------------- how often


@pytest.mark.parametrize(
    ("days", "window", "said"),
    [
        ([1, 8, 15, 22], looking.QUARTER, "4 a month"),
        ([0.5, 1, 1.5, 2], looking.QUARTER, "2 a day"),
        ([1, 3, 6], looking.WEEK, "3 a week"),
        ([2, 60], looking.QUARTER, "seldom"),
        ([2], looking.QUARTER, ""),
        ([None, None], looking.QUARTER, ""),
        ([], looking.WEEK, ""),
        ([0, 0], looking.QUARTER, "24 a day"),
    ],
)
def test_how_often_a_source_posts_is_told_from_its_dates(days, window, said):
    assert looking.pace(judged(FEED, days, window=window).per_week) == said


@given(st.lists(st.one_of(st.none(), st.floats(-3000, 90)), max_size=30))
def test_whatever_the_dates_the_newest_is_one_of_them_and_never_to_come(days):
    trial = judged(FEED, days)

    assert trial.items == len(days)
    assert trial.newest is None or trial.newest <= NOW
    assert (trial.newest is None) == all(day is None for day in days)
    assert trial.per_week is None or trial.per_week > 0


# ---------------------------------------------------------------- what is wrong


def test_a_source_that_answers_with_nothing_works_and_says_so():
    trial = judged(FEED, [], notes=("Two were left out.",))

    assert trial.health is Health.OK
    assert trial.words == "It answers, and has nothing from the last 90 days. Two were left out."


@pytest.mark.parametrize(
    ("error", "health", "words"),
    [
        (StreetError("There is nothing at this address (404).", status=404), Health.FAILED, "copy it anew"),
        (StreetError("It has ended (410).", status=410, kind="gone"), Health.GONE, "Take it out"),
        (StreetError("It asks for a pause (429).", status=429, kind="resting"), Health.RESTING, "a pause"),
        (StreetError("X needs a token.", kind="secret"), Health.FAILED, "content/pages/guide/secrets.md"),
        (StreetError("The server is ill (500).", status=500), Health.FAILED, "The server is ill (500)."),
    ],
)
def test_a_failure_says_what_to_do(error, health, words):
    trial = looking.judge(FEED, error, (), now=NOW, window=looking.QUARTER)

    assert trial.health is health
    assert trial.words.startswith(error.words)
    assert words in trial.words
    assert trial.failed == (health in {Health.FAILED, Health.GONE})


def test_readers_that_know_better_are_left_to_speak_for_themselves():
    error = StreetError("m.example does not know #oer.", status=404)

    assert looking.judge(TAG, error, (), now=NOW, window=looking.WEEK).words == error.words


def test_a_kind_that_costs_its_servers_work_is_asked_for_a_week_only():
    assert set(MODULES) >= looking.DEAR | looking.WHOLE
    assert set() == looking.DEAR & looking.WHOLE


# ---------------------------------------------------------------- trying


def test_every_source_is_tried_once_and_told_in_the_order_of_the_file():
    with serve({"/feed": (200, {"Content-Type": "application/rss+xml"}, PAGE)}) as web:
        named = [
            Source(kind="feed", address=f"{web.address}/feed", name="Works"),
            Source(kind="mastodon", address="#oer", name="Tag", options={"servers": (web.address,)}),
            Source(kind="x", address="#oer", name="Dear"),
            Source(kind="feed", address=f"{web.address}/dead", name="Dead"),
            Source(kind="feed", address=f"{web.address}/later", name="Later", pause_until=date(2026, 11, 21)),
            Source(kind="feed", address=f"{web.address}/done", name="Done", until=date(2026, 11, 19)),
            Source(kind="feed", address=f"{web.address}/feed?2", name="Awake", pause_until=TODAY, until=TODAY),
        ]
        door = Door(allow_private=True, pause=0)
        found = looking.told(named, now=NOW, today=TODAY, door=door, watched=False)

    assert [trial.name for trial in found] == [source.name for source in named]
    assert [str(trial.health) for trial in found] == ["ok", "ok", "failed", "failed", "resting", "resting", "failed"]
    assert (found[0].items, looking.pace(found[0].per_week)) == (3, "4 a month")
    assert {path for path, _ in web.asked} & {"/later", "/done"} == set()
    assert sum(path == "/feed" for path, _ in web.asked) == 1
    assert "X_BEARER_TOKEN" in found[2].words


def test_no_sources_are_no_trials():
    assert looking.told((), now=NOW, today=TODAY, door=Door(), watched=False) == ()


# ---------------------------------------------------------------- what is said


def test_the_table_has_a_line_for_every_trial_with_all_of_its_words(capsys):
    long = "This is a sentence that is much too long for one line of a table, and so it goes on in the next one."
    found = [
        judged(FEED, [1, 8, 15]),
        looking.judge(TAG, StreetError(long), (), now=NOW, window=looking.WEEK),
        looking.Trial(source=FEED, health=Health.RESTING, words="Rests until 2026-11-21."),
    ]

    looking.say.show(looking.table(found))

    said = capsys.readouterr().out
    assert "19 Nov 2026" in said
    assert all(word in said for word in ("works", "failed", "resting", *long.split()))


@pytest.mark.parametrize(
    ("healths", "total", "words"),
    [
        ([Health.OK, Health.OK], 2, "2 of 2 sources work."),
        ([Health.OK, Health.FAILED], 2, "1 of 2 sources works."),
        ([Health.OK, Health.RESTING], 2, "1 of 2 sources works, 1 resting."),
        ([Health.OK], 3, "1 of 3 sources works. 2 not tried."),
        ([Health.FAILED, Health.GONE], 2, "No source answered."),
        ([Health.RESTING], 1, "0 of 1 source work, 1 resting."),
        ([], 0, "0 of 0 sources work."),
    ],
)
def test_one_line_says_how_the_trial_was(healths, total, words):
    found = [looking.Trial(source=FEED, health=health) for health in healths]

    assert looking.tally(found, total).startswith(words)


def test_a_trial_can_be_read_by_machines():
    value = json.loads(json.dumps(looking.value(judged(FEED, [1, 8, 15]))))

    assert value == {
        "source": "feed https://a.example/feed",
        "name": "A",
        "line": 4,
        "health": "ok",
        "items": 3,
        "per_week": 0.93,
        "newest": "2026-11-19T07:00:00+00:00",
        "words": "",
    }


def test_words_under_a_warning_stay_closed():
    shown = "\n".join(looking.lines("A", (item(1, text="What happened.", warning="violence"),), (), as_json=False))

    assert "violence" in shown
    assert "What happened." not in shown
