"""What earlier weeks showed is added up truly, and only counts of it are kept."""

from hypothesis import given
from hypothesis import strategies as st

from generator.edit.past import REMEMBERED, acquainted, arrow, couple, meetings, passers, recall, tracks
from generator.model import Story, Traces, Track, Week
from tests.edit.week import item, post

WEEK = Week(2026, 1)
names = st.text(min_size=1, max_size=20)
track = st.builds(
    Track,
    items=st.integers(1, 9),
    told=st.integers(0, 9),
    surprise=st.integers(-80, 80).map(lambda eighths: eighths / 8),
    due=st.integers(0, 80).map(lambda eighths: eighths / 8),
)
traces = st.builds(
    Traces,
    week=st.just(WEEK),
    voices=st.dictionaries(st.sampled_from("abcd"), track),
    met=st.sets(st.integers(0, 5)).map(sorted).map(tuple),
    passed=st.sets(st.integers(0, 5)).map(sorted).map(tuple),
)


@given(st.lists(traces, max_size=REMEMBERED))
def test_weeks_are_added_up(weeks):
    past = recall(weeks)

    assert past.weeks == len(weeks)
    assert past.tracks.keys() == {key for week in weeks for key in week.voices}
    for key, summed in past.tracks.items():
        own = [week.voices[key] for week in weeks if key in week.voices]
        assert past.heard[key] == len(own)
        assert (summed.items, summed.told) == (sum(one.items for one in own), sum(one.told for one in own))
        assert (summed.surprise, summed.due) == (sum(one.surprise for one in own), sum(one.due for one in own))
    assert all(past.met[pair] == sum(pair in week.met for week in weeks) for pair in range(6))
    assert past.passed == {pair for week in weeks for pair in week.passed}


@given(st.lists(traces, max_size=4), st.lists(traces, min_size=REMEMBERED, max_size=REMEMBERED))
def test_what_is_older_than_a_term_is_forgotten(old, last):
    assert recall([*old, *last]) == recall(last)


def test_without_a_past_nothing_is_known_of_anybody():
    past = recall(())

    assert (past.weeks, dict(past.tracks), past.passed) == (0, {}, frozenset())
    assert past.met.get(couple("a", "b"), 0) == 0


@given(names, names)
def test_two_voices_are_one_couple_whoever_comes_first(one, other):
    assert couple(one, other) == couple(other, one)
    assert 0 <= couple(one, other) < 2**32


@given(names, names)
def test_who_passes_on_whom_has_a_direction(one, other):
    assert (arrow(one, other) == arrow(other, one)) == (one == other)


def told(*items, shared=()):
    """Return a story of items, and who stands in it."""
    story = Story(key=items[0].id, lead=items[0], items=items)
    return story, {items[0].id: tuple(dict.fromkeys([*(each.voice.key for each in items), *shared]))}


def test_who_points_to_an_item_or_shares_it_has_passed_its_voice_on():
    paper = item("paper", "Ada")
    story, standing = told(paper, post("talk", "Bo", about=paper.url), shared=("https://cem.example/",))
    shared = story.items[0]

    found = passers([story], standing)

    assert "https://bo.example/" in found[shared.voice.key]
    assert shared.voice.key not in found[shared.voice.key], "nobody passes on themselves"


def test_whoever_stands_in_one_story_has_met_and_whoever_is_named_as_well():
    story, standing = told(post("a", "Ada", mentions=("https://dara.example/",)), post("b", "Bo"))

    assert sorted(meetings([story], standing)) == [
        ("https://ada.example/", "https://bo.example/"),
        ("https://ada.example/", "https://dara.example/"),
    ]


def test_a_track_counts_what_was_said_what_is_known_of_the_response_and_what_was_due():
    told, untold = post("a", "Ada"), post("b", "Ada")

    found = tracks([told, untold], {told.id: 1.25}, {"https://ada.example/": 0.7})

    assert found == {"https://ada.example/": Track(items=2, told=1, surprise=1.25, due=0.7)}


def test_who_reports_the_same_event_at_an_address_of_their_own_has_passed_on_nothing():
    lead = item("quake", "Ada")
    rival = item("quake", "Bo")
    linking = post("look", "Cem", about=lead.url, shared_by=("dara",))
    answering = post("yes", "Edda", reply_to=lead.id)
    story = Story(key=lead.id, lead=lead, items=(lead, rival, linking, answering))
    everybody = {lead.id: (*(each.voice.key for each in story.items), "dara")}

    found = passers([story], everybody)

    assert found[lead.voice.key] == {linking.voice.key, "dara", answering.voice.key}
    assert not found.get(rival.voice.key)


def test_who_was_followed_once_is_near_and_no_longer_followed():
    past = recall([Traces(week=Week(2026, 1), voices={"left": Track(items=1, near=1.0)})])

    assert acquainted(["ada"], past, {}, ())["left"] == 0.5
    assert acquainted([], past, {}, ()) == {}
