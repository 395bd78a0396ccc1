import dataclasses
import inspect
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.edit import PRESETS, SIGNALS
from generator.edit.context import survey
from generator.edit.effect import silent
from generator.edit.meaning import understand
from generator.edit.opinion import CLEAN, NEUTRAL
from generator.edit.signals import Role
from generator.edit.stories import gather
from generator.model import Reactions
from tests.edit.week import DUE, WORDS, harvests, item, judged, post, sentences, voice

each = pytest.mark.parametrize("name", SIGNALS)


def opinion(name, lead, *others, interests=()):
    stories, context = judged(lead, *others, interests=interests)
    story = next(story for story in stories if lead in story.items)
    return SIGNALS[name].judge(story, context)


def above(name, lead, *others, **more):
    """Return how far an opinion is above neutral."""
    return opinion(name, lead, *others, **more).value - NEUTRAL.value


@each
def test_a_signal_tells_its_formula_and_its_source(name):
    written = inspect.getdoc(SIGNALS[name].judge)

    assert "Formula:" in written
    assert "Source:" in written
    assert all((SIGNALS[name].words, SIGNALS[name].formula, SIGNALS[name].origin))


@each
def test_a_signal_has_a_weight_for_every_preset(name):
    assert len(SIGNALS[name].weights) == len(PRESETS)
    assert all(weight >= 0 for weight in SIGNALS[name].weights)


@given(harvests, st.lists(sentences, max_size=2))
def test_every_opinion_is_between_0_and_1_about_anything(items, interests):
    stories, context = judged(*items, interests=interests)

    for story in stories:
        for name, signal in SIGNALS.items():
            found = signal.judge(story, context)
            assert 0 <= found.value <= 1, name
            assert found.words == found.words.strip()


@each
def test_what_nothing_is_known_of_is_not_held_against_anybody(name):
    bare = item(published=None, text="", title="", voice=voice("Nobody"))

    assert opinion(name, bare).value == silent(name)
    assert opinion(name, bare).words == ""


def test_an_item_on_an_interest_is_closer_than_one_that_is_not():
    on, off = item("a", text="Formative assessment with mini whiteboards"), item("b", "Bo", text="A walk by the sea")

    assert opinion("relevance", on, off, interests=["formative assessment"]).value > 0.5
    assert opinion("relevance", off, on, interests=["formative assessment"]).value < 0.05


def test_an_interest_is_found_in_an_inflected_form_and_in_a_tag():
    inflected = item("a", title="Assessments", text="On assessing formatively, and how to be kind")
    tagged = post("b", text="Any ideas for Monday?", tags=("FormativeAssessment",))
    together = post("c", "Cem", text="See #formativeassessment", tags=("formativeassessment",))
    others = [item(f"o{n}", f"Person{n}", text=f"The sea in winter number {n}") for n in range(10)]

    for found in (inflected, tagged, together):
        assert opinion("relevance", found, *others, interests=["formative assessment"]).value > 0.3


def test_an_interest_is_named_only_where_its_own_words_are_said():
    on = post("on", text="Formative assessment with mini whiteboards")
    beside = post("beside", "Bo", text="Whiteboards in every hand, and hinge questions to see who is lost in class")
    others = [item(f"o{n}", f"P{n}", title="", text=f"{word}, a walk by the sea") for n, word in enumerate(WORDS)]
    interests = ["formative assessment"]

    assert opinion("relevance", on, beside, *others, interests=interests).words.startswith("close to “")
    assert "close to “" not in opinion("relevance", beside, on, *others, interests=interests).words


def test_half_of_the_worth_of_being_new_is_gone_after_four_days():
    assert opinion("recency", item(days=4)).value == pytest.approx(0.5)
    assert opinion("recency", item(days=0)).value == 1


def test_a_date_in_the_future_is_worth_no_more_than_now():
    assert opinion("recency", item(days=-3)).value == 1


def test_further_voices_corroborate_and_the_same_voice_again_does_not():
    about = "https://paper.example/study"
    lead = post("a", "Ada", about=about)
    again = [post(f"again{n}", "Ada", about=about) for n in range(5)]
    others = [post(f"o{n}", f"Person{n}", about=about) for n in range(3)]

    assert opinion("corroboration", lead, *again) == NEUTRAL
    assert opinion("corroboration", lead, *others).value > 0.6
    assert opinion("corroboration", lead, *others).words == "taken up by 3 other voices"


def test_voices_that_always_stand_together_are_one_circle():
    ring = [
        post(f"{n}-{who}", who, about=f"https://deal.example/{n}") for n in range(6) for who in ("Ada", "Bo", "Cem")
    ]
    free = [post(f"free-{who}", who, about="https://paper.example/1") for who in ("Dara", "Edda", "Femi")]

    assert above("corroboration", ring[0], *ring[1:], *free) < above("corroboration", free[0], *ring, *free[1:]) / 2


def week_of_posts():
    return [
        post(
            f"p{n}",
            f"Person{n}",
            text=f"Quite another matter {n}",
            followers=10 * 2 ** (n % 10),
            likes=n % 4 + 1,
            shares=0,
            replies=1,
        )
        for n in range(40)
    ]


def test_the_same_response_means_more_from_a_smaller_audience():
    small = post("small", "Small", followers=20, likes=20, shares=3, replies=3)
    large = post("large", "Large", followers=50_000, likes=20, shares=3, replies=3)
    others = week_of_posts()

    assert opinion("surprise", small, large, *others).value > opinion("surprise", large, small, *others).value


def test_no_followers_is_not_an_advantage_without_response():
    nobody = post("nobody", "Nobody", followers=0, likes=0, shares=0, replies=0)

    assert opinion("surprise", nobody, *week_of_posts()).value <= 0.6


def test_answers_count_for_more_than_likes():
    asked = post("asked", "Asked", likes=2, replies=12, shares=4)
    liked = post("liked", "Liked", likes=200, replies=0, shares=0)

    assert opinion("answers", asked, liked, *week_of_posts()).value > 0.6
    assert opinion("answers", liked, asked, *week_of_posts()).value < 0.4


@pytest.mark.parametrize(
    "more",
    [
        {"links": ("https://doi.org/10.1234/abc",)},
        {"about": "https://arxiv.org/abs/2101.00001"},
        {"text": "See 10.1080/03075079.2024.1234567 for it."},
        {"url": "https://www.frontiersin.org/articles/1"},
    ],
)
def test_a_link_to_a_study_is_seen(more):
    assert opinion("scholar", item(**more)).value > NEUTRAL.value
    assert opinion("scholar", item(text="Section 10.2 of the handbook")) == NEUTRAL


def test_a_young_account_counts_less_but_never_nothing():
    new = opinion("age", post(since=DUE.date())).value
    month = opinion("age", post(since=DUE.date() - timedelta(days=30))).value

    assert 0 < new < month < 1
    assert opinion("age", post(since=DUE.date() - timedelta(days=121))).value == 1
    assert opinion("age", post(since=DUE.date() + timedelta(days=400))).value == new


def test_who_floods_the_week_counts_less_and_who_posts_daily_does_not():
    flood = [post(f"{n}", "Loud", text=f"Number {n} of many") for n in range(70)]
    daily = [post(f"{n}", "Calm", text=f"Letter {n} of few") for n in range(7)]

    assert opinion("measure", flood[0], *flood[1:], *daily).value == pytest.approx(0.1)
    assert opinion("measure", daily[0], *daily[1:], *flood).value == 1


def test_linking_to_oneself_only_counts_against_and_a_blog_is_no_link():
    own = [post(f"{n}", "Shop", about=f"https://shop.example/{n}") for n in range(5)]
    wide = [post(f"{n}", "Reader", about=f"https://place{n}.example/{n}") for n in range(5)]
    blog = [item(f"{n}", "Blog") for n in range(5)]

    assert opinion("generosity", own[0], *own[1:]).value == 0.5
    assert opinion("generosity", wide[0], *wide[1:]).value == 1
    assert opinion("generosity", blog[0], *blog[1:]).value == 1


@pytest.mark.parametrize(
    "title",
    [
        "90% off today only, click here",
        "You won't believe what happened next",
        "17 things only teachers know",
        "WHAT!!!",
    ],
)
def test_selling_and_bait_are_damped_and_never_to_nothing(title):
    assert 0 < opinion("sobriety", item(title=title)).value < 1


@pytest.mark.parametrize(
    "title",
    [
        "A quiz for the last lesson",
        "Shut up and write: our Tuesday group",
        "2026 in review",
        "Is this fair? A poem",
        "Retard de bus",
    ],
)
def test_words_of_the_classroom_are_no_cues(title):
    language = "fr" if "bus" in title else "en"

    assert opinion("sobriety", item(title=title, language=language)).value == 1
    assert opinion("civility", item(title=title, language=language)).value == 1


def test_abuse_is_damped_in_english_and_said():
    assert opinion("civility", item(text="You are pathetic, you moron")).value < 0.2
    assert opinion("civility", item(text="You are pathetic, you moron")).words
    assert opinion("civility", item(text="You are pathetic", language="de")).value == 1


# ---------------------------------------------------------------- what is said is true

RING = [f"https://{who.lower()}.example/" for who in ("Ada", "Bo", "Cem", "Dara")]


def shared(who, name="one", by=(), **more):
    """Return a post that others passed on."""
    return post(f"{name}-{who}", who, text=f"{who} on {name} in a quiet school", shared_by=tuple(by), **more)


def telling(name):
    """Return weeks as (a week in which a signal has words for its first item, the same week without the fact)."""
    lead, others = post("lead", "Ada", text="How we read maps"), week_of_posts()
    paper = "https://paper.example/one"
    crowd = [post(f"c{n}", f"C{n}", text=f"Reader {n}", about=paper) for n in range(6)]
    strangers = [f"https://s{n}.example/" for n in range(6)]
    good = [
        post(f"good{n}", "Ada", text=f"{WORDS[n]} and {WORDS[n + 9]}", followers=40, likes=300, shares=40, replies=30)
        for n in range(6)
    ]
    plain = [dataclasses.replace(each, reactions=Reactions()) for each in good]
    often = [post(f"often{n}", "Ada", text=f"{WORDS[n]} {WORDS[n + 5]} {n}") for n in range(25)]
    own = [post(f"own{n}", "Ada", text=f"{WORDS[n]} {n}", links=(f"https://own.example/{n}",)) for n in range(5)]
    open_ = [post(f"own{n}", "Ada", text=f"{WORDS[n]} {n}", links=(f"https://x{n}.example/{n}",)) for n in range(5)]
    ring = [shared(who, by=[key for key in RING if who.lower() not in key]) for who in ("Ada", "Bo", "Cem", "Dara")]
    loud = {"followers": 20, "likes": 900, "shares": 90, "replies": 90}
    return {
        "recency": ([lead], [dataclasses.replace(lead, published=None, seen=None)]),
        "corroboration": ([dataclasses.replace(lead, about=paper), *crowd], [lead, *crowd]),
        "surprise": ([post("lead", **loud), *others], [post("lead", followers=20), *others]),
        "track": ([*good, *others], [*plain, *others]),
        "bridge": ([shared("Ada", by=strangers)], [shared("Ada")]),
        "answers": (
            [post("lead", likes=2, replies=30, shares=9), *others],
            [post("lead", likes=2, replies=None, shares=None), *others],
        ),
        "scholar": ([post("lead", links=("https://doi.org/10.1234/5",))], [post("lead")]),
        "age": ([post("lead", since=DUE.date() - timedelta(days=9))], [post("lead")]),
        "measure": (often, often[:3]),
        "generosity": (own, open_),
        "circle": (ring, ring[:1]),
        "person": ([bot(post("lead"))], [post("lead")]),
        "whole": ([post("lead", text="Yes, so it is", reply_to="tag:gone")], [post("lead", text="Yes, so it is")]),
        "sobriety": ([post("lead", text="Buy now, 50% off, promo code inside")], [lead]),
        "civility": ([post("lead", text="You are all pathetic morons, you scum")], [lead]),
    }[name]


def bot(found):
    return dataclasses.replace(found, voice=dataclasses.replace(found.voice, bot=True))


@pytest.mark.parametrize("name", [name for name in SIGNALS if name not in {"relevance", "company"}])
def test_what_a_signal_says_is_not_said_once_its_fact_is_taken_away(name):
    there, gone = telling(name)
    said, unsaid = opinion(name, *there), opinion(name, *gone)

    assert said.words
    assert said.words != unsaid.words
    assert said.value != unsaid.value


@pytest.mark.parametrize("name", [name for name in SIGNALS if SIGNALS[name].damps and name != "company"])
def test_a_damper_without_its_fact_takes_nothing_away(name):
    assert opinion(name, *telling(name)[1]).value == pytest.approx(1, abs=0.02)


@given(harvests, st.lists(sentences, max_size=2))
def test_a_damper_that_takes_nothing_away_says_nothing_and_an_opinion_without_knowledge_neither(items, interests):
    stories, context = judged(*items, interests=interests)

    for story in stories:
        for name, signal in SIGNALS.items():
            found = signal.judge(story, context)
            if found.value == silent(name) and signal.role is not Role.SUBJECT:
                assert not found.words or name == "recency", name


def company(*items, followed):
    """Return what is thought of the company of the first item, where these voices are followed."""
    meaning = understand(items, [])
    stories = gather(items, meaning)
    context = survey(stories, [], DUE, meaning, followed=followed)
    return SIGNALS["company"].judge(next(story for story in stories if items[0] in story.items), context)


def test_praise_by_strangers_alone_is_said_and_praise_by_acquaintances_is_not():
    strangers = [f"https://s{n}.example/" for n in range(9)]
    friend = "https://friend.example/"
    followed = post("f", "Friend", text="Chalk and cheese")
    alone, known = shared("Ada", by=strangers), shared("Ada", by=[*strangers, friend])

    far, near = company(alone, followed, followed=[friend]), company(known, followed, followed=[friend])

    assert far.value < near.value == 1
    assert far.words
    assert not near.words
    assert company(alone, followed, followed=[]) == CLEAN, "where nobody is followed, nobody is a stranger"
    assert company(shared("Ada"), followed, followed=[friend]) == CLEAN, "to be overlooked is nothing against anybody"
