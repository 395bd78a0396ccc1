"""Communities: who belongs together, by what number they are known over the weeks, and what is talked about there."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.edit.circles import communities, numbers, words
from generator.model import Circle, Network, Node, Tie


def ties(*groups, between=()):
    """Return meetings of groups in which everybody met everybody, and of some pairs besides."""
    inside = [pair for group in groups for pair in combinations(sorted(group), 2)]
    return dict.fromkeys([*inside, *(tuple(sorted(pair)) for pair in between)], 2)


def before(**circles):
    """Return a map of before: letters by the number of their circle, as c1="abc"."""
    nodes = [
        Node(number=n, voice=letter, name=letter, x=0.5, y=0.5, circle=int(name[1:]), tie=Tie.WEAK, items=1)
        for n, (name, letter) in enumerate((name, letter) for name, group in circles.items() for letter in group)
    ]
    return Network(nodes=tuple(nodes), circles=tuple(Circle(number=int(name[1:])) for name in circles))


def numbered(*groups, last=(), drawn=None):
    found = [frozenset(group) for group in groups]
    return list(numbers(found, drawn or {key for group in groups for key in group}, last))


# ---------------------------------------------------------------- who belongs together


def test_two_groups_with_one_meeting_between_them_are_two_communities():
    assert communities(ties("abcde", "fghij", between=("ef",))) == (frozenset("abcde"), frozenset("fghij"))


def test_two_who_met_nobody_else_are_a_pair_and_no_community():
    assert communities(ties("ab", "cde")) == (frozenset("cde"),)
    assert communities({}) == ()


def test_the_largest_community_comes_first():
    assert [len(group) for group in communities(ties("abc", "defgh", "ijkl"))] == [5, 4, 3]


letters = st.sampled_from("abcdefghijklmnop")
meetings = st.dictionaries(
    st.tuples(letters, letters).filter(lambda pair: pair[0] < pair[1]), st.integers(1, 9), max_size=40
)


@settings(deadline=None)
@given(meetings, st.randoms(use_true_random=False))
def test_communities_do_not_depend_on_the_order_and_nobody_is_in_two(met, random):
    found = communities(met)
    shuffled = dict(random.sample(sorted(met.items()), len(met)))

    assert communities(shuffled) == found
    assert sum(map(len, found)) == len(frozenset().union(*found))
    assert all(len(group) >= 3 for group in found)
    assert all(any(pair[0] in group and pair[1] in group for pair in met) for group in found)


# ---------------------------------------------------------------- their numbers


def test_the_first_communities_are_numbered_from_one_those_on_the_map_first():
    assert numbered("abc", "def", "ghi") == [1, 2, 3]
    assert numbered("abc", "def", "ghi", drawn=set("fgh")) == [3, 1, 2]


def test_a_community_keeps_its_number_while_most_of_its_people_stay():
    assert numbered("xyz", "abcq", last=[before(c4="abcd", c2="pqr")]) == [1, 4]


def test_of_a_quarrel_the_larger_part_keeps_the_number_and_the_other_gets_a_new_one():
    assert numbered("abcd", "efg", last=[before(c1="abcdefg")]) == [1, 2]


def test_where_two_become_one_the_number_of_the_larger_stays():
    assert numbered("abcdefg", last=[before(c1="efg", c2="abcd")]) == [2]


def test_a_number_waits_until_its_community_is_forgotten():
    last = [before(c1="abc"), before(c2="def")]

    assert numbered("xyz", last=last) == [3]
    assert numbered("xyz", last=last[1:]) == [1]
    assert numbered("abc", last=last) == [1]


def test_who_was_there_last_week_counts_for_more_than_who_was_there_before():
    assert numbered("abcde", last=[before(c1="abc"), before(c2="de")]) == [2]


def test_the_last_map_that_had_somebody_says_where_they_belonged():
    assert numbered("abc", last=[before(c1="abc"), before(c5="abc")]) == [5]


@given(
    st.lists(st.frozensets(letters, min_size=1), max_size=6),
    st.lists(
        st.dictionaries(st.integers(1, 9).map("c{}".format), st.text("abcdefgh", max_size=4), max_size=3), max_size=3
    ),
)
def test_no_two_communities_have_one_number(groups, weeks):
    found = numbered(*groups, last=[before(**week) for week in weeks])

    assert len(set(found)) == len(groups)
    assert all(number >= 1 for number in found)


# ---------------------------------------------------------------- what is talked about


def speak(**said):
    """Return what voices speak of: letters and the words all of them use, as reading="abc"."""
    voices = {letter for group in said.values() for letter in group} | set("abcxyz")
    return {
        letter: {name.lower(): f"#{name}" for name, group in said.items() if letter in group}
        for letter in sorted(voices)
    }


def named(said, *groups):
    """Return the words for communities, numbered from 1."""
    return list(words({number: frozenset(group) for number, group in enumerate(groups, start=1)}, said).values())


def test_a_community_is_named_after_what_most_of_it_speak_of_and_others_hardly_do():
    assert named(speak(Reading="abx", School="abcxyz"), "abc") == ["#Reading"]


def test_where_nothing_stands_out_it_has_no_name():
    assert named(speak(School="abcxyz", Chalk="a"), "abc") == [""]
    assert named({}, "abc") == [""]


def test_no_two_are_named_alike():
    assert named(speak(Reading="abcdef"), "abc", "def") == ["#Reading", ""]
    assert named(speak(Reading="abcde", Chalk="def"), "abc", "def") == ["#Reading", "#Chalk"]


def test_a_name_is_written_in_words_where_anybody_of_the_week_writes_it_so():
    said = {letter: {"schoolbus": "#SchoolBus"} for letter in "abc"} | {letter: {} for letter in "xyz"}

    assert named(said, "abc") == ["#SchoolBus"]
    assert named(said | {"c": {"schoolbus": "school bus"}}, "abc") == ["school bus"]
    assert named(said | {"z": {"schoolbus": "school bus"}}, "abc") == ["school bus"]


def test_a_word_is_written_as_most_of_them_write_it():
    said = {"a": {"reading": "#ReAding"}, "b": {"reading": "#Reading"}, "c": {"reading": "#Reading"}}

    assert named(said, "abc") == ["#Reading"]
