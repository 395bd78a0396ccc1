"""In what two editions of one week differ: pure, whole, and with the fewest moves."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from generator.model import Config, Section, Site, Source
from generator.previewing import compare, sources
from tests.publish.make import edition, found, pick, prompt, word

SECTIONS = [section.value for section in Section][:3]
NUMBERS = st.lists(st.integers(1, 12), unique=True, max_size=9)


def week(*numbers, **changed):
    return edition(picks=tuple(pick(number) for number in numbers), **changed)


def ids(picks):
    return [each.id for each in picks]


@given(NUMBERS)
def test_an_edition_does_not_differ_from_itself(numbers):
    assert not compare(week(*numbers), week(*numbers))


@given(NUMBERS, NUMBERS)
def test_what_comes_one_way_goes_the_other_way(old, new):
    there, back = compare(week(*old), week(*new)), compare(week(*new), week(*old))

    assert (ids(there.came), ids(there.left)) == (ids(back.left), ids(back.came))
    assert set(ids(there.came)) == set(ids(week(*new).picks)) - set(ids(week(*old).picks))


@given(NUMBERS, st.randoms(use_true_random=False))
def test_all_but_the_moved_keep_their_order_and_no_fewer_moves_would_do(numbers, chance):
    shuffled = chance.sample(numbers, len(numbers))
    moved = {each.after.id for each in compare(week(*numbers), week(*shuffled)).moved}

    still = [number for number in shuffled if pick(number).id not in moved]
    assert still == [number for number in numbers if number in still]
    longest = max((len(run) for run in runs(numbers, shuffled)), default=0)
    assert len(numbers) - len(moved) == longest


def runs(numbers, shuffled):
    """Yield every choice of picks that has one order in both."""
    for mask in range(1 << len(numbers)):
        chosen = [number for at, number in enumerate(shuffled) if mask >> at & 1]
        if chosen == [number for number in numbers if number in chosen]:
            yield chosen


def test_a_story_with_another_lead_is_the_same_pick():
    before = edition(picks=(replace(pick(1), id="a", same=("a", "b")),))
    after = edition(picks=(replace(pick(1), id="b", same=("a", "b")),))

    assert not compare(before, after)


def test_no_old_pick_is_two_new_ones():
    before = edition(picks=(replace(pick(1), id="a", same=("a", "b")),))
    after = edition(picks=(replace(pick(1), id="a", same=()), replace(pick(2), id="b", same=())))

    assert ids(compare(before, after).came) == ["b"]


def test_another_section_is_said_and_is_no_move_within_one():
    before = edition(picks=(pick(1, section=SECTIONS[0]), pick(2, section=SECTIONS[0])))
    after = edition(picks=(pick(2, section=SECTIONS[0]), pick(1, section=SECTIONS[1])))

    told = compare(before, after)
    assert [(each.before.section, each.after.section) for each in told.elsewhere] == [(SECTIONS[0], SECTIONS[1])]
    assert told.moved == ()


def test_another_reason_questions_searches_words_and_minutes_are_said():
    before = edition(
        picks=(pick(1, why="Close to reading.", minutes=4),),
        prompts=(prompt(text="Who else?"),),
        alerts=(found("Jobs", pick(1)),),
        words=(word("open pedagogy"),),
    )
    after = edition(
        picks=(pick(1, why="Close to feedback.", minutes=4), pick(2, minutes=3)),
        prompts=(prompt(text="Who first?"),),
        alerts=(found("Jobs", pick(2)), found("Grants", pick(1))),
        words=(word("exit tickets"),),
    )

    told = compare(before, after)
    assert [(each.before.why, each.after.why) for each in told.reworded] == [
        ("Close to reading.", "Close to feedback.")
    ]
    assert [each.text for each in (*told.asked, *told.unasked)] == ["Who first?", "Who else?"]
    assert [(each.name, len(each.came), len(each.left)) for each in told.alerts] == [("Jobs", 1, 1), ("Grants", 1, 0)]
    assert (told.words_came, told.words_left, told.minutes) == (("exit tickets",), ("open pedagogy",), (4, 7))


def test_what_its_owner_has_hidden_is_not_there():
    assert not compare(edition(picks=(pick(1, hidden=True),)), edition(picks=()))


def test_sources_are_told_apart_by_what_they_read_and_not_by_their_names_or_lines():
    def feed(number, **changed):
        return Source(kind="feed", address=f"https://{number}.example/", name=f"Feed {number}", **changed)

    def config(*listed):
        return Config(site=Site(title="T"), sources=listed)

    told = sources(
        config(feed(1, line=4), feed(2), feed(3)),
        config(feed(4), replace(feed(1, line=9), name="Renamed"), feed(3, note="mine", max_items=5)),
    )

    assert [each.name for each in told.added] == ["Feed 4"]
    assert [each.name for each in told.removed] == ["Feed 2"]
    assert [(each.after.name, each.wishes) for each in told.changed] == [
        ("Renamed", ("name",)),
        ("Feed 3", ("max_items",)),
    ]
    assert [each.name for each in told.unread] == ["Feed 4", "Feed 3"]
