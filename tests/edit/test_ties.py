"""How near a voice is follows from what the owner says, then from who is followed, then from what the archive shows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.edit.past import recall
from generator.edit.ties import FEW, SEVERAL, heeded, ties
from generator.model import Source, Tie, Traces, Track, Week
from tests.edit.week import post

ADA, BO = "https://ada.example/", "https://bo.example/"
BLOG = Source(kind="feed", address="https://ada.example/feed", name="Ada")
TAG = Source(kind="mastodon", address="#school", name="#school")


def weeks(*keys, count=SEVERAL):
    """Return a past of some weeks in which these voices were heard."""
    week = Traces(week=Week(2026, 1), voices={key: Track(items=1) for key in keys})
    return recall([week] * count)


def tie(source, *, past=None, taken=None, known=None, others=0):
    items = [post("one", "Ada", source=source.key), *(post(f"o{n}", f"O{n}", source=source.key) for n in range(others))]
    return ties(items, [BLOG, TAG, source], past or recall(()), taken or {}, known or {})[ADA]


def told(source, said):
    return Source(kind=source.kind, address=f"{source.address}?", name="told", tie=said)


@pytest.mark.parametrize("said", Tie)
def test_what_the_owner_says_holds_whatever_the_archive_shows(said):
    for source in (BLOG, TAG):
        assert tie(told(source, said)) is said
        assert tie(told(source, said), past=weeks(ADA), taken={ADA: 3}) is said


@given(st.lists(st.sampled_from(Tie), min_size=1, max_size=4))
def test_of_several_that_are_said_the_nearest_holds(said):
    sources = [Source(kind="feed", address=f"https://x{n}.example/", name="", tie=each) for n, each in enumerate(said)]
    items = [post(f"n{n}", "Ada", source=source.key) for n, source in enumerate(sources)]
    order = [Tie.STRONG, Tie.WEAK, Tie.VERY_WEAK]

    assert ties(items, sources, recall(()), {}, {})[ADA] is min(said, key=order.index)


def test_a_tie_that_is_known_from_elsewhere_holds():
    assert tie(told(BLOG, Tie.WEAK), known={ADA: Tie.STRONG}) is Tie.STRONG


def test_whoever_is_followed_is_a_weak_tie_and_whoever_is_met_by_a_tag_a_very_weak_one():
    assert tie(BLOG) is Tie.WEAK
    assert tie(TAG) is Tie.VERY_WEAK


def test_a_source_of_many_voices_is_a_place_and_nobody_there_is_followed():
    assert tie(BLOG, others=FEW - 1) is Tie.WEAK
    assert tie(BLOG, others=FEW) is Tie.VERY_WEAK


def test_often_heard_and_picked_before_is_one_step_nearer():
    assert tie(BLOG, past=weeks(ADA), taken={ADA: 1}) is Tie.STRONG
    assert tie(TAG, past=weeks(ADA), taken={ADA: 1}) is Tie.WEAK


@pytest.mark.parametrize(
    ("past", "taken"),
    [
        (weeks(ADA), {}),
        (weeks(BO), {ADA: 1}),
        (weeks(ADA, count=SEVERAL - 1), {ADA: 1}),
    ],
    ids=["never picked", "hardly heard", "too early to tell"],
)
def test_one_of_them_alone_is_not_enough(past, taken):
    assert tie(BLOG, past=past, taken=taken) is Tie.WEAK
    assert tie(TAG, past=past, taken=taken) is Tie.VERY_WEAK


def test_every_voice_of_the_week_has_a_tie():
    items = [post(f"n{n}", f"V{n}", source="somewhere else") for n in range(9)]

    assert ties(items, [BLOG], recall(()), {}, {}).keys() == {each.voice.key for each in items}


def test_whoever_only_uses_a_hashtag_is_not_followed_however_near_its_people_are_said_to_be():
    near = Source(kind="mastodon", address="#school", name="#school", tie=Tie.WEAK)
    items = [post("one", "Ada", source=BLOG.key), post("two", "Bo", source=near.key)]

    assert ties(items, [BLOG, near], recall(()), {}, {})[BO] is Tie.WEAK
    assert heeded(items, [BLOG, near], {}) == {ADA}
    assert heeded(items, [BLOG, near], {BO: Tie.STRONG}) == {ADA, BO}
