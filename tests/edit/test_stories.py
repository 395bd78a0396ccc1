import time

from hypothesis import given
from hypothesis import strategies as st

from generator.edit import near
from generator.edit.stories import gather
from generator.model import Story
from tests.edit.week import gleaned, harvests, item, post


def groups(*items):
    return {frozenset(found.id for found in story.items) for story in gather(items)}


def test_a_link_and_the_posts_about_it_are_one_story_led_by_what_stands_at_the_link():
    early = post("early", "Bo", days=3, about="https://ada.example/one?utm_source=x#top")
    loud = post("loud", "Cem", days=1, about="http://www.ada.example/one/", likes=9000)
    article = item("one", "Ada", days=2)

    (story,) = gather([loud, early, article])

    assert story.lead is article
    assert story.key == "https://ada.example/one"
    assert [voice.name for voice in story.voices] == ["Ada", "Bo", "Cem"]


def test_where_nothing_stands_at_the_link_the_first_to_speak_leads():
    first, second = (
        post("z", "Bo", days=3, about="https://x.example/1"),
        post("a", "Cem", days=1, about="https://x.example/1"),
    )

    assert gather([second, first])[0].lead is first


def test_nearly_the_same_words_are_one_story():
    text = "We moved the timetable by ten minutes and the whole corridor became a different and quieter place to be"
    one = item("one", "Ada", text=text, title="")
    other = item("two", "Bo", text=f"Worth reading: {text} #school #corridors", title="")

    assert len(gather([one, other])) == 1


def test_short_greetings_are_not_one_story():
    assert (
        len(
            gather(
                [post("a", "Ada", text="Good morning, everybody!"), post("b", "Bo", text="Good morning, everybody!")]
            )
        )
        == 2
    )


def test_the_same_tags_and_links_at_the_end_do_not_make_a_story():
    tail = "#edu #school #teaching #learning #maths #monday #thursday https://a.example/very/long"
    one, other = (
        post("a", "Ada", text=f"Fractions with oranges {tail}"),
        post("b", "Ada", text=f"Our trip to the sea {tail}"),
    )

    assert len(gather([one, other])) == 2


def test_copies_in_a_script_without_spaces_are_found():
    text = "今日は教室の机をすべて窓の方へ向けてみた。光が変わると声も変わる。"

    assert (
        len(gather([item("a", "Ada", text=text, title=""), item("b", "Bo", text=text + "とても良い。", title="")])) == 1
    )


def test_two_posts_that_link_to_a_front_page_are_two_stories():
    one, other = (post(name, name, about="https://museum.example/", text=f"{name} in {name}") for name in ("Ada", "Bo"))

    assert len(gather([one, other])) == 2


def test_an_answer_belongs_to_what_it_answers():
    asked = post("asked", "Ada", text="How do you begin a lesson?")
    answer = post("answer", "Bo", text="With silence, mostly.", reply_to=asked.id, days=3)

    (story,) = gather([answer, asked])

    assert story.lead is asked


def test_a_flood_of_copies_is_one_story():
    text = "the very same long sentence about nothing in particular again and again"

    assert len(gather([post(f"{n}", f"P{n}", text=text) for n in range(200)])) == 1


@given(harvests, st.randoms(use_true_random=False))
def test_stories_do_not_depend_on_the_order_of_arrival(items, random):
    shuffled = random.sample(items, len(items))

    assert gather(shuffled) == gather(items)


@given(harvests)
def test_every_item_is_in_exactly_one_story(items):
    assert sorted(found.id for story in gather(items) for found in story.items) == sorted(found.id for found in items)


@given(harvests)
def test_gathering_what_leads_again_joins_nothing_new_by_text(items):
    leads = [story.lead for story in gather(items)]

    assert groups(*leads) == {frozenset([lead.id]) for lead in leads}


@given(st.lists(st.integers(0, 9)), st.lists(st.integers(0, 9)))
def test_likeness_is_the_same_both_ways_and_whole_with_itself(one, other):
    a, b = frozenset(one), frozenset(other)

    assert near.jaccard(a, b) == near.jaccard(b, a)
    assert near.jaccard(a, a) == (1 if a else 0)


def test_items_without_addresses_of_their_own_are_not_one_story():
    front = "https://ada.example/"
    first, second = item("one", url=front), item("two", url=front)
    (pick,) = gleaned(first, minutes=2).edition.picks

    assert len(gather([first, second])) == 2
    assert front not in pick.same


def test_a_story_of_thousands_of_voices_is_told_quickly():
    story = Story(key="s", lead=item(), items=tuple(item(str(n), f"W{n}") for n in range(20_000)))
    start = time.perf_counter()

    assert len(story.voices) == 20_000
    assert time.perf_counter() - start < 2
