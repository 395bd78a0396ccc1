"""The meters say what is true of a week, whatever the order of things, and nothing where there is too little."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.edit.meters import BEFORE, ITEMS, PICKS, VOICES, concentration, measure, overlap, own, shows, spread
from generator.model import Mention, Meters, Tie, Week
from tests.edit.invented import edition, pick
from tests.edit.week import harvests, item, post, voice

some = st.lists(st.integers(1, 400), min_size=VOICES, max_size=40)
circles = st.dictionaries(st.sampled_from("abcdefghijkl"), st.integers(0, 6), max_size=12)


def by(name, **more):
    return pick(name, f"A piece by {name}", **more)


def picked(names, **more):
    return tuple(by(name, **more) for name in names)


def week(number, *names, **more):
    return edition(Week(2026, number), picked(names, **more))


def before(*names):
    """Return as many editions as are looked back on, the first of which had these voices."""
    return (week(40, *names), *(week(41 + number) for number in range(BEFORE - 1)))


# ---------------------------------------------------------------- how much comes from few


@pytest.mark.parametrize("each", [1, 7])
def test_when_all_say_equally_much_nothing_is_concentrated(each):
    assert concentration([each] * 9) == 0


def test_one_voice_that_says_nearly_everything_comes_near_to_one():
    assert concentration([1] * 9 + [100_000]) == pytest.approx(1, abs=0.001)


def test_a_small_week_does_not_look_more_even_than_a_big_one():
    assert concentration([0] * 4 + [9]) == concentration([0] * 99 + [9]) == 1


@given(some)
def test_concentration_stays_on_its_scale_and_knows_no_order(counts):
    found = concentration(counts)

    assert 0 <= found <= 1
    assert found == concentration(sorted(counts, reverse=True))


@given(some, st.integers(2, 9))
def test_concentration_does_not_change_when_everybody_says_as_many_times_more(counts, times):
    assert concentration([count * times for count in counts]) == concentration(counts)


@given(some, st.integers(1, 50))
def test_whoever_says_most_and_then_more_concentrates_it(counts, more):
    louder = sorted(counts)
    louder[-1] += more

    assert concentration(louder) >= concentration(counts)


def test_too_few_voices_or_items_are_not_measured():
    assert concentration([3] * (VOICES - 1)) is None
    assert concentration([1] * VOICES, sum_least=ITEMS) is None
    assert concentration([2] * VOICES, sum_least=ITEMS) == 0


# ---------------------------------------------------------------- picks


def test_new_voices_are_a_part_of_the_picks_once_there_was_an_edition():
    picks = (*picked("ABC"), by("D", new_voice=True))

    assert measure([], (*picks, by("E")), (week(40, "A"),), {}).new == 0.2
    assert measure([], (*picks, by("E")), (), {}).new is None
    assert measure([], picks, (week(40, "A"),), {}).new is None


def test_ties_are_parts_of_the_picks_of_which_they_are_known():
    near = {"A": Tie.STRONG, "B": Tie.WEAK, "C": Tie.WEAK, "D": Tie.VERY_WEAK, "E": Tie.VERY_WEAK, "F": None}
    found = measure([], tuple(by(name, tie=tie) for name, tie in near.items()), (), {})

    assert (found.strong, found.weak, found.very_weak) == (0.2, 0.4, 0.4)


@given(st.lists(st.sampled_from(Tie), min_size=PICKS, max_size=30))
def test_the_parts_of_the_ties_make_a_whole(near):
    found = measure([], tuple(by(f"P{place}", tie=tie) for place, tie in enumerate(near)), (), {})

    assert found.strong + found.weak + found.very_weak == pytest.approx(1, abs=0.002)


def test_overlap_is_the_part_of_the_voices_that_the_last_editions_had():
    assert overlap("ABCDE", ()) is None
    keys = {one.voice for one in picked("ABCDE")}

    assert overlap(keys, before("A", "B", "X")) == 0.4
    assert overlap(keys, before()) == 0
    assert overlap(keys, before("A")[1:]) is None
    assert overlap(list(keys)[: VOICES - 1], before("A")) is None


def test_overlap_forgets_what_is_older_and_never_saw_what_was_hidden():
    keys = {one.voice for one in picked("ABCDE")}

    assert overlap(keys, (week(39, *"ABCDE"), *before())) == 0
    assert overlap(keys, (*before()[1:], week(44, *"ABCDE", hidden=True))) == 0


def test_overlap_hears_the_other_voices_of_a_story():
    beside = (Mention(name="Z", url="https://z.example/1", voice="z"),)
    now, then = picked("ABCD", also=beside), (week(40, "X", also=beside), *before()[1:])

    assert measure([], now, then, {}).overlap == 0.2


# ---------------------------------------------------------------- from all circles


def test_picks_from_one_circle_alone_are_not_spread_and_picks_from_all_alike_are():
    assert spread([1] * 6, {1, 2, 3}) == 0
    assert spread([1, 2, 3, 1, 2, 3], {1, 2, 3}) == 1
    assert spread([1, 1, 1, 1, 2], {1, 2, 3}) == pytest.approx(0.455, abs=0.001)


def test_fewer_voices_than_circles_can_still_be_spread_as_evenly_as_they_can():
    assert spread(range(VOICES), range(30)) == 1


def test_one_circle_or_few_voices_are_not_measured():
    assert spread([1] * 9, {1}) is None
    assert spread([1, 2] * 2, {1, 2}) is None
    assert spread([], {1, 2}) is None


def test_where_few_of_the_picked_have_met_anybody_the_spread_is_unknown():
    picks = picked("ABCDEFGHIJ")
    circle = {one.voice: place % 2 for place, one in enumerate(picks[:VOICES])}

    assert measure([], picks, (), circle).spread is not None
    assert measure([], (*picks, by("P")), (), circle).spread is None


@given(st.lists(st.integers(0, 5), min_size=VOICES, max_size=40))
def test_spread_stays_on_its_scale_and_knows_no_order(places):
    found = spread(places, range(6))

    assert 0 <= found <= 1
    assert found == spread(sorted(places), range(6))


# ---------------------------------------------------------------- own work


HERS = voice("Ada", address="https://social.example/@ada", links=("https://ada.example/",))


@pytest.mark.parametrize(
    ("made", "hers"),
    [
        (post(text="A thought without a link."), True),
        (post(text="An answer.", reply_to="https://bo.example/1"), True),
        (post(voice=HERS, links=("https://ada.example/essay?utm_source=x",)), True),
        (post(voice=HERS, links=("https://social.example/@ada/1",)), True),
        (post(voice=HERS, links=("https://social.example/@adam/1",)), False),
        (post(voice=HERS, links=("https://news.example/1",)), False),
        (post(voice=HERS, about="https://news.example/1"), False),
        (post(voice=HERS, links=("https://news.example/1", "https://ada.example/essay")), True),
        (item(text="An essay", links=("https://news.example/1",)), True),
        (item(about="https://news.example/1"), False),
        (item(about="https://ada.example/one"), True),
    ],
)
def test_what_only_leads_to_places_of_others_passes_on_what_others_made(made, hers):
    assert shows(made) is hers


def test_own_work_is_a_part_of_what_was_said():
    thoughts = [post(f"t{number}") for number in range(6)]
    passed = [post(f"p{number}", links=("https://news.example/1",)) for number in range(4)]

    assert own([*thoughts, *passed]) == 0.6
    assert own([*thoughts, *passed][1:]) is None


def test_a_profile_that_one_item_alone_names_holds_for_all_of_its_voice():
    told = voice("Bo", links=("https://bo-writes.example/",))
    items = [post(f"n{number}", links=("https://bo-writes.example/x",)) for number in range(9)]

    assert own([*items, post("told", voice=told)]) == 1


# ---------------------------------------------------------------- the whole


def test_nothing_is_not_measured():
    assert measure([], (), (), {}) == Meters()


@given(harvests, st.permutations(range(6)), circles)
def test_all_meters_stay_on_their_scale_and_know_no_order(items, order, circle):
    picks = [by(name, tie=Tie.WEAK, new_voice=name > "C") for name in "ABCDEF"]
    circle = {**circle, **{one.voice: place for place, one in enumerate(picks)}}
    found = measure(items, picks, before("A"), circle)
    turned = dict(reversed(circle.items()))

    assert found == measure(items[::-1], [picks[place] for place in order], before("A"), turned)
    figures = [getattr(found, name) for name in Meters.__slots__]
    assert all(figure is None or 0 <= figure <= 1 for figure in figures)
