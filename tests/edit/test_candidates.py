"""What shares are counted by: the size of an audience beside the others, what a voice is owed, what a story says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.edit.candidates import candidates, likeness
from generator.edit.context import survey
from generator.edit.meaning import understand
from generator.edit.memory import remember
from generator.edit.past import recall
from generator.edit.rank import rank
from generator.edit.signals import SIGNALS
from generator.edit.table import UNLIKE, Group
from generator.model import Story, Tie, Traces, Track, Week
from tests.edit.invented import edition, pick
from tests.edit.plain import ON, off
from tests.edit.week import DUE, item, post

WEEK = Week(2026, 47)


def found(*items, archive=(), traces=(), interests=()):
    """Return the candidates of a week, by the names of their voices."""
    meaning = understand(items, interests)
    stories = [Story(key=each.id, lead=each, items=(each,)) for each in items]
    context = survey(stories, interests, DUE, meaning, recall(traces))
    ranked = rank(stories, context, dict.fromkeys(SIGNALS, 1.0))
    near = {each.voice.key: Tie.VERY_WEAK for each in items}
    return {each.lead.voice.name: each for each in candidates(ranked, context, remember(archive), near, lambda _: 1.0)}


def key(name):
    return f"https://{name.lower()}.example/"


def editions(*names):
    """Return an archive of one edition with a pick of each of these voices, each once for each time it is named."""
    return (edition(WEEK.before(), tuple(pick(name, f"{n}", voice=key(name)) for n, name in enumerate(names))),)


def due(**worth):
    """Return the traces of a week in which voices were due so much."""
    return (Traces(week=WEEK.before(), voices={key(name): Track(items=1, due=each) for name, each in worth.items()}),)


def test_who_had_more_than_others_of_the_same_worth_comes_after_them():
    items = [post(f"n{n}", who, text=off(n)) for n, who in enumerate(["Ada", "Bo", "Cem"])]

    week = found(*items, archive=editions("Ada", "Ada", "Bo"), traces=due(Ada=1.0, Bo=1.0, Cem=1.0))

    assert week["Ada"].owed == week["Bo"].owed + 1 == week["Cem"].owed + 2
    assert week["Cem"].owed < 0 < week["Ada"].owed


def test_of_two_who_had_as_much_the_one_whose_stories_were_worth_more_is_owed_more():
    items = [post(f"n{n}", who, text=off(n)) for n, who in enumerate(["Ada", "Bo"])]

    week = found(*items, archive=editions("Ada", "Bo"), traces=due(Ada=3.0, Bo=1.0))

    assert week["Ada"].owed < week["Bo"].owed


def test_a_voice_that_is_heard_for_the_first_time_owes_nothing_and_is_owed_nothing():
    week = found(post("a", "Ada"), archive=editions("Bo"), traces=due(Bo=1.0))

    assert week["Ada"].owed == 0


NAMES = ("Ada", "Bo", "Cem", "Dara")


@given(
    st.lists(st.sampled_from(NAMES), min_size=1, max_size=9),
    st.dictionaries(st.sampled_from(NAMES), st.integers(0, 40).map(lambda tenths: tenths / 10), min_size=1),
)
def test_no_more_is_due_to_all_together_than_was_given_away_and_worth_alone_divides_it(had, worth):
    items = [item(name, name, title=name, text="") for name in NAMES]
    week = found(*items, archive=editions(*had), traces=due(**worth))
    whole = sum(worth.values())
    dues = {name: had.count(name) - week[name].owed for name in NAMES}

    assert -0.01 <= sum(dues.values()) <= len(had) + 0.01
    for name in NAMES:
        due_to = worth.get(name, 0) / whole * sum(dues.values()) if whole else had.count(name) / 2
        assert dues[name] == pytest.approx(due_to, abs=0.01)


def test_without_a_past_nobody_owes_anybody_anything():
    assert {each.owed for each in found(post("a", "Ada"), item("b", "Bo")).values()} == {0.0}


def test_quiet_is_below_the_middle_loud_the_most_followed_tenth_and_a_blog_neither():
    people = [post(f"n{n}", f"P{n}", text=off(n), followers=10 * n) for n in range(20)]
    week = found(*people, item("blog", "Blog"))

    groups = {name: each.group for name, each in week.items()}
    assert [groups[f"P{n}"] for n in (0, 5, 9)] == [Group.QUIET] * 3
    assert [groups[f"P{n}"] for n in (10, 15, 17)] == [Group.MIDDLE] * 3
    assert [groups[f"P{n}"] for n in (18, 19)] == [Group.LOUD] * 2
    assert groups["Blog"] is Group.UNTOLD


def test_where_all_audiences_are_the_same_nobody_is_quiet_or_loud():
    people = [post(f"n{n}", f"P{n}", text=off(n), followers=7) for n in range(9)]

    assert {each.group for each in found(*people).values()} == {Group.MIDDLE}


def test_a_story_counts_for_the_interest_it_is_close_to_and_for_none_where_it_is_close_to_none():
    items = [post(f"on{n}", f"On{n}", text=ON[n]) for n in range(8)] + [
        post(f"off{n}", f"Off{n}", text=off(n)) for n in range(30)
    ]
    week = found(*items, interests=["a garden of herbs", "formative assessment"])

    assert [week[f"On{n}"].topic for n in range(8)].count("formative assessment") >= 6
    assert [week[f"Off{n}"].topic for n in range(30)].count("formative assessment") == 0


def test_who_was_never_picked_is_new_once_there_is_an_archive():
    week = [post("a", "Ada"), post("b", "Bo", text=off(3))]

    assert {name: each.new for name, each in found(*week, archive=editions("Ada")).items()} == {
        "Ada": False,
        "Bo": True,
    }
    assert not any(each.new for each in found(*week).values())


def test_what_says_nearly_the_same_is_found_from_either_side():
    items = [post(f"n{n}", f"V{n}", text=text) for n, text in enumerate([*ON, *map(off, range(20))])]
    alike = likeness(understand(items, []))

    for one in items:
        near = alike(one.id)
        assert near[one.id] > 0.9
        assert all(cosine >= UNLIKE and alike(other)[one.id] == cosine for other, cosine in near.items())
    assert alike("an item that has no vector") == {}


def test_without_an_encoder_nothing_is_known_to_be_alike():
    assert likeness(understand([post()], [], lambda _: None))(post().id) == {}
