from generator.edit.shortlist import FAIR, MOST, shortlist
from tests.edit.week import item


def items(count, **more):
    return [item(f"n{number}", **more) for number in range(count)]


WEEK = [*items(MOST, language="en"), *items(600, who="Bo", language="ru"), *items(600, who="Cem", language="tr")]
HELD = [[1.0 if place % 40 == 0 else 0.0 for place in range(len(WEEK))]]


def test_a_small_week_is_encoded_whole_and_stands_for_itself():
    places, fair = shortlist(items(30), [[0.0] * 30])
    assert places == fair == list(range(30))


def test_of_a_big_week_as_many_are_encoded_as_there_is_time_for_each_once():
    places, fair = shortlist(WEEK, HELD)
    assert len(places) == len(set(places)) == MOST
    assert len(fair) == FAIR
    assert set(fair) < set(places)


def test_all_that_hold_words_of_an_interest_are_encoded():
    places = set(shortlist(WEEK, HELD)[0])
    assert all(place in places for place, part in enumerate(HELD[0]) if part)


def test_languages_that_no_interest_is_written_in_come_in_turn():
    places = shortlist(WEEK, HELD)[0]
    spoken = [WEEK[place].language for place in places]
    assert spoken.count("ru") > 500
    assert spoken.count("tr") > 500


def test_where_no_language_is_said_the_script_tells():
    week = [*items(MOST), *(item(f"r{number}", title="Школа", text="сад") for number in range(300))]
    places = set(shortlist(week, [[float(place < MOST) for place in range(len(week))]])[0])
    assert len([place for place in places if place >= MOST]) == 300


def test_without_interests_the_lot_decides():
    places, _ = shortlist(WEEK, [])
    assert len(places) == MOST


def test_the_same_are_encoded_in_whatever_order_the_week_comes():
    turned = WEEK[::-1]
    there = {WEEK[place].id for place in shortlist(WEEK, HELD)[0]}
    back = {turned[place].id for place in shortlist(turned, [HELD[0][::-1]])[0]}
    assert there == back
