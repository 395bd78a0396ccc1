import time
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.edit import near
from generator.edit.stories import gather
from generator.model import Story, Work
from tests.edit.week import DUE, WORDS, gleaned, harvests, item, post, voice


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


EPISODES = (
    "Episode {}: a conversation about what happened in class this week, with Ines, Tom and your questions at the end",
    "Lesson notes of day {}." + " We began with a poem, went on with fractions and ended with a walk in the yard." * 9,
    "Weekly meeting of the reading group: chapter {}, Thursday, room four, tea from half past three",
)


@pytest.mark.parametrize("text", EPISODES)
@pytest.mark.parametrize("numbers", [("12", "13"), ("1", "2"), ("autumn", "winter")], ids=str)
def test_the_next_of_a_series_is_no_copy_and_what_others_pass_on_of_it_is(text, numbers):
    before, after = (item(f"n{place}", text=text.format(name), title="") for place, name in enumerate(numbers))
    passed = item("copy", "Bo", text=text.format(numbers[1]), title="")
    changed = item("changed", "Bo", text=text.format(numbers[1]).replace("with", "and with"), title="")

    assert groups(before, after) == {frozenset([before.id]), frozenset([after.id])}
    assert groups(before, after, passed) == {frozenset([before.id]), frozenset([after.id, passed.id])}
    assert any({after.id, changed.id} <= found for found in groups(after, changed))


@pytest.mark.parametrize("text", EPISODES)
def test_a_mirror_that_passes_on_a_whole_series_makes_no_story_of_it(text):
    own = [item(f"own{n}", text=text.format(n), title="") for n in range(5)]
    mirror = [item(f"mirror{n}", "Bo", text=text.format(n), title="") for n in range(5)]

    assert groups(*own, *mirror) == {frozenset([one.id, other.id]) for one, other in zip(own, mirror, strict=True)}


@pytest.mark.parametrize("text", EPISODES)
def test_what_one_voice_posts_again_word_for_word_is_one_story(text):
    assert len(gather([post(f"{n}", text=text.format("x") + f" https://x.example/{n}") for n in range(30)])) == 1


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


PAPER = Work(
    doi="10.5555/bell.7",
    title="Before the first bell of the day",
    authors=("Ada", "Ida Falk"),
    open_at="https://ada.example/bell",
)


def record(register="openalex", **more):
    return item(
        f"{register}-bell",
        voice=voice("Ada and Ida Falk", key=f"https://{register}.example#ada"),
        id=f"https://doi.org/{PAPER.doi}",
        url=f"https://doi.org/{PAPER.doi}",
        title=PAPER.title,
        works=(PAPER,),
        **more,
    )


def test_a_paper_its_record_and_what_points_to_either_are_one_story_led_by_the_authors_page():
    page = item("bell", "Ada", days=1, title="Our paper", text="It is out.")
    by_doi = post("toot", "Bo", text=f"Sixty schools (doi:{PAPER.doi}).", works=(PAPER,))
    by_words = post("skeet", "Cem", text=f"Read doi:{PAPER.doi.upper()}!")
    by_link = post("share", "Dara", about="https://ada.example/bell?utm_source=x")

    (story,) = gather([record(days=3), by_doi, by_words, by_link, page])

    assert story.lead is page
    assert len(story.items) == 5


def test_the_file_of_a_whole_volume_does_not_make_its_papers_one():
    volume = "https://proceedings.example/2026.pdf"
    papers = [
        item(f"p{n}", id=f"doi:10.5555/vol.{n}", works=(Work(doi=f"10.5555/vol.{n}", open_at=volume),)) for n in (1, 2)
    ]

    assert len(gather(papers)) == 2


def test_an_article_that_cites_a_paper_is_its_own_story():
    critic = item("critic", "Bo", text="I read it twice, and the table is wrong.", works=(PAPER,))

    assert len(gather([record(), critic])) == 2


def test_a_preprint_is_known_by_its_page_and_by_its_doi():
    work = Work(doi="10.48550/arxiv.2401.01234")
    one = post("one", "Ada", about="https://arxiv.org/pdf/2401.01234v2")
    other = post("two", "Bo", text="Have you seen it?", works=(work,))

    assert len(gather([one, other])) == 1


def test_places_on_one_page_are_several_things_and_its_comments_are_not():
    page = "https://digest.example/week"
    places = [item(name, url=f"{page}#{name}", text=f"Something about {name} alone.") for name in ("left", "right")]
    commented = post("toot", "Bo", about=f"{page}#comments")
    whole = item("week", "Cem", url=f"{page}#respond")

    assert groups(*places, commented, whole) == {
        frozenset([places[0].id]),
        frozenset([places[1].id]),
        frozenset([commented.id, whole.id]),
    }


def test_a_post_is_about_its_only_page_whatever_front_pages_it_names_and_a_list_is_about_none():
    article = item("one", "Ada")
    about = post("a", "Bo", text="Here.", links=("https://museum.example/", article.url))
    many = post("b", "Cem", text="My week in reading", links=(article.url, "https://ada.example/two"))

    assert groups(article, about, many) == {frozenset([article.id, about.id]), frozenset([many.id])}


def test_one_text_sent_to_another_site_by_its_author_is_one_story_and_a_weekly_title_is_not():
    title = "What I learnt from a slow reader"
    blog = item("slow", title=title, text="Only the beginning of it.")
    letter = item("letter", url="https://letters.example/p/slow", title=title, text="Dear all, here you are.", days=1)
    stranger = item("other", "Bo", title=title, text="A different thing.")
    weekly = [
        item(f"w{n}", title="Things I read this week", text=" ".join(f"{word}{n}" for word in WORDS)) for n in (1, 2)
    ]

    assert groups(blog, letter, stranger, *weekly) == {
        frozenset([blog.id, letter.id]),
        *(frozenset([found.id]) for found in (stranger, *weekly)),
    }


def test_who_copies_and_gives_an_early_date_does_not_lead():
    text = "We moved the timetable by ten minutes and the corridor became a quieter place to be in all week"
    original = item("one", "Ada", days=3, title="", text=text, seen=DUE - timedelta(days=2.9))
    thief = item("two", "Mallory", days=6.9, title="", text=text, seen=DUE - timedelta(days=0.1))

    (story,) = gather([thief, original])

    assert story.lead is original


def test_a_flood_of_copies_that_differ_in_two_words_each_is_one_story():
    spam = [
        post(
            f"{n}",
            f"P{n}",
            text=f"Teachers stop wasting your evenings code{n} our machine marks all of your essays in a minute so "
            f"that you can sleep again tonight offer{n * 7} and every night of the coming school year",
        )
        for n in range(300)
    ]

    assert len(gather(spam)) == 1


def test_a_phrase_that_everybody_uses_joins_nobody_and_costs_little():
    said = [
        post(
            f"{n}",
            f"P{n}",
            text="thank you so much for reading this letter " + " ".join(f"w{n}x{k}" for k in range(20)),
        )
        for n in range(2_000)
    ]
    start = time.perf_counter()

    assert len(gather(said)) == 2_000
    assert time.perf_counter() - start < 5


@given(st.permutations(["Ada found a heron at the school pond before the first lesson", "found Ada a heron"]))
def test_the_words_of_a_headline_in_another_order_are_the_same_headline(texts):
    heron = "heron at the school pond: Ada found a first, before the lesson"

    assert len(gather([item(str(n), f"P{n}", title=text, text="") for n, text in enumerate([*texts, heron])])) == 2


def test_who_argues_with_a_paper_that_was_taken_back_is_heard():
    back = replace(PAPER, retracted=True)
    papers = [replace(record(register), id=f"{register} {PAPER.doi}", works=(back,)) for register in ("doaj", "eric")]
    critic = post("critic", "Bo", text=f"I have asked the pens (doi:{PAPER.doi}).", works=(back,))
    quoter = post("quoter", "Cem", text="Have you read this?", about=f"https://doi.org/{PAPER.doi}")

    assert groups(*papers, critic, quoter) == {frozenset(p.id for p in papers), frozenset([critic.id, quoter.id])}
