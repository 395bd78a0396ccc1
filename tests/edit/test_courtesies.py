"""What readers could do for one another names only people who may be named, each once, and never two who have met."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.edit.courtesies import MOST, NOBODY, courtesies
from generator.edit.network import Survey
from generator.edit.offers import WORDS, introduces, question
from generator.edit.past import couple
from generator.edit.selecting import select
from generator.edit.terms import terms
from generator.model import (
    Bond,
    Courtesy,
    Edition,
    Kindness,
    Line,
    Mention,
    Mute,
    Network,
    Node,
    Source,
    Tie,
    Traces,
    Track,
    Week,
)
from tests.edit.invented import edition
from tests.edit.invented import pick as told
from tests.edit.week import DUE, WEEK, config, harvests, item, mutes, post, voice

KINDS = tuple(Kindness)


def offered(*items, archive=(), traces=(), met=NOBODY, **more):
    found = select(items, config(**more), due=DUE, archive=archive, traces=traces)
    return courtesies(found, archive, terms(found.stories), met)


def who(found, kind):
    return [tuple(one.name for one in each.who) for each in found if each.kind is kind]


def ask(name="why", by="Cem", text="Has anybody tried to teach fractions with a lantern and a window?", **more):
    return post(name, by, text=text, replies=0, **more)


def crowd(number=20):
    """Return others who speak of nothing in common."""
    return [
        post(f"c{place}", f"N{place}", text=f"{chr(97 + place) * 7} and no more than that") for place in range(number)
    ]


def earlier(*found, week=WEEK):
    return Edition(
        week=week.before(), id="urn:x", title="", published=DUE, starts=DUE, picks=(told("Old"),), courtesies=found
    )


def courtesy(kind, *names):
    mentions = tuple(
        Mention(name=name, url=f"https://{name.lower()}.example/w", voice=voice(name).key) for name in names
    )
    return Courtesy(kind=kind, who=mentions)


# ---------------------------------------------------------------- answer


def test_a_question_that_nobody_has_answered_is_shown_with_its_words_and_place():
    (found,) = (each for each in offered(ask()) if each.kind is Kindness.ANSWER)

    assert found.words == "Has anybody tried to teach fractions with a lantern and a window?"
    assert found.who == (Mention(name="Cem", url="https://cem.example/why", voice="https://cem.example/"),)


def test_of_a_long_post_the_question_is_shown_and_no_hashtags():
    long = post(text="We tried it all term. " * 20 + "Who has done it with small groups? #school #maths")

    assert question(long) == "Who has done it with small groups?"
    assert question(post(text="#why #not?")) == "#why #not?"
    assert len(question(post(text="Why " + "and why " * 90 + "not?"))) <= WORDS


@pytest.mark.parametrize(
    "asked",
    [
        ask(reply_to="https://bo.example/1"),
        ask(mentions=("https://bo.example/",)),
        ask(warning="exams"),
        ask(text="This is how it went."),
        post("why", "Cem", text="Who knows?", replies=2),
        post("why", "Cem", text="Who knows?", replies=None),
    ],
    ids=["an answer", "to one person", "under a warning", "no question", "answered", "nobody knows whether"],
)
def test_what_is_no_open_question_to_all_is_not_shown_as_one(asked):
    assert who(offered(asked), Kindness.ANSWER) == []


def test_a_question_is_answered_when_somebody_else_answers_it_in_the_same_week():
    asked = ask()
    answer = {"text": "Yes, and it worked.", "reply_to": asked.id}

    assert who(offered(asked, post("a", "Dara", **answer)), Kindness.ANSWER) == []
    assert who(offered(asked, post("a", "Cem", **answer)), Kindness.ANSWER) == [("Cem",)]


def test_newest_questions_come_first_and_those_of_before_not_again():
    texts = (
        "Where do swifts sleep?",
        "Who mends old looms?",
        "Is rye bread hard?",
        "Why are maps blue?",
        "What is dew?",
    )
    asked = [ask(f"q{place}", f"P{place}", text=text, days=1 + place) for place, text in enumerate(texts)]
    before = earlier(courtesy(Kindness.ANSWER, "X"))

    assert who(offered(*asked), Kindness.ANSWER) == [("P0",), ("P1",), ("P2",), ("P3",)]
    shown = Mention(name="P0", url=asked[0].url, voice="somebody else")
    again = earlier(Courtesy(kind=Kindness.ANSWER, who=(shown,)))
    assert ("P0",) in who(offered(*asked, archive=(before,)), Kindness.ANSWER)
    assert ("P0",) not in who(offered(*asked, archive=(again,)), Kindness.ANSWER)


# ---------------------------------------------------------------- thank


def test_whose_work_was_picked_is_thanked_for_it_the_quiet_before_the_loud():
    said = ("looms and all that", "tides at noon", "rye for a week", "tin from the hills")
    loud = [post(f"l{n}", f"L{n}", text=text, followers=5_000 + 4_000 * (n > 2)) for n, text in enumerate(said)]
    quiet = post("q", "Quiet", text="birds on a wire in november", followers=3)
    found = offered(*loud, quiet)

    assert who(found, Kindness.THANK)[0] == ("Quiet",)
    assert {each.words for each in found} >= {"birds on a wire in november"}


def test_what_stands_under_a_warning_is_not_said_again():
    closed = item("sad", "Ada", title="A hard story", warning="death")
    open_ = item("glad", "Ada", text="Something else entirely about swifts.", days=1)

    assert all("hard story" not in each.words for each in offered(closed, open_, minutes=60))
    assert offered(closed) == ()


# ---------------------------------------------------------------- welcome


@pytest.mark.parametrize(
    ("said", "presents"),
    [
        (post(tags=("Introduction",)), True),
        (post(tags=("new_here",)), True),
        (post(text="Hello! I’m new here and I teach maths."), True),
        (post(text="Ich bin neu hier."), True),
        (post(text="What is new here is the rubric."), False),
        (post(text="I am new here", reply_to="https://bo.example/1"), False),
        (item(text="I am new here"), False),
    ],
)
def test_somebody_presents_themselves_in_the_words_newcomers_use(said, presents):
    assert introduces(said) is presents


def test_who_presents_themselves_is_welcomed_unless_they_have_been_here():
    hello = post("hi", "Femi", text="Hello, I am new here, a librarian who bakes.")
    heard = Traces(week=Week(2026, 46), voices={hello.voice.key: Track(items=1)})

    assert who(offered(hello), Kindness.WELCOME) == [("Femi",)]
    assert who(offered(hello, traces=(heard,)), Kindness.WELCOME) == []
    assert who(offered(hello, archive=(edition(WEEK.before(), (told("Femi"),)),)), Kindness.WELCOME) == []


def test_who_is_picked_at_once_is_welcomed_when_there_was_a_week_before():
    said = post("x", "Femi", text="birds on a wire in november")

    assert who(offered(said), Kindness.WELCOME) == []
    assert who(offered(said, archive=(edition(WEEK.before(), (told("Old"),)),)), Kindness.WELCOME) == [("Femi",)]


# ---------------------------------------------------------------- introduce


NOTES = (
    ("Gul", "Salt marsh ecology! My pupils love salt marsh ecology, boots and all; they measure plants every month."),
    ("Hana", "In the exam I asked my students for salt marsh ecology, and got poems. Salt marsh ecology is like that."),
    ("Ida", "#RainGaugeNetworks: our children read theirs on Mondays at school, and argue about decimals."),
    ("Jo", "Our children build instruments at school and read them: a week of weather, at last. #RainGaugeNetworks"),
)


def strangers(**more):
    return [*(post(who_, who_, text=text, **more) for who_, text in NOTES[:2]), *crowd()]


def test_two_who_speak_of_one_rare_thing_and_have_not_met_are_introduced():
    (found,) = (each for each in offered(*strangers()) if each.kind is Kindness.INTRODUCE)

    assert {one.name for one in found.who} == {"Gul", "Hana"}
    assert found.words.lower() == "salt marsh ecology"
    assert {one.url for one in found.who} == {"https://gul.example/Gul", "https://hana.example/Hana"}


def test_who_have_met_are_not_introduced():
    one, two, *others = strangers()
    pair = couple(one.voice.key, two.voice.key)
    named = post("hey", "Gul", text="Something else", mentions=(two.voice.key,))
    met = Traces(week=Week(2026, 46), met=(pair,))

    assert who(offered(one, two, named, *others), Kindness.INTRODUCE) == []
    assert who(offered(one, two, *others, traces=(met,)), Kindness.INTRODUCE) == []
    before = earlier(courtesy(Kindness.INTRODUCE, "Gul", "Hana"))
    assert who(offered(one, two, *others, archive=(before,)), Kindness.INTRODUCE) == []


def test_who_met_on_a_map_are_not_introduced():
    ones = strangers()
    nodes = tuple(
        Node(number=place, voice=each.voice.key, name="", x=0, y=0, circle=1, tie=Tie.WEAK, items=1)
        for place, each in enumerate(ones[:2])
    )
    drawn = Network(nodes=nodes, lines=(Line(ends=(1, 0), kinds=(Bond.CITES,)),))
    before = replace(earlier(), network=drawn)

    assert who(offered(*ones, met=Survey(network=replace(drawn, lines=()), circle={})), Kindness.INTRODUCE) != []
    assert who(offered(*ones, met=Survey(network=drawn, circle={})), Kindness.INTRODUCE) == []
    assert who(offered(*ones, archive=(before,)), Kindness.INTRODUCE) == []


def test_who_write_in_two_languages_are_not_introduced():
    one, two, *others = strangers()
    assert who(offered(replace(one, language="de"), replace(two, language="de-AT"), *others), Kindness.INTRODUCE)
    assert not who(offered(replace(one, language="de"), replace(two, language="en"), *others), Kindness.INTRODUCE)


def test_what_many_speak_of_needs_no_introduction():
    others = (
        "My sister paints looms and reads on salt marsh ecology",
        "After forty years in a tin mine he turned to salt marsh ecology. Who would have thought.",
        "Exam on salt marsh ecology today, wish me luck, salt marsh ecology has kept me awake since Tuesday",
    )
    more = [post(f"m{n}", f"M{n}", text=text) for n, text in enumerate(others)]

    assert who(offered(*strangers()), Kindness.INTRODUCE) != []
    assert who(offered(*strangers(), *more), Kindness.INTRODUCE) == []
    assert who(offered(*strangers()[:6]), Kindness.INTRODUCE) == []


def test_a_phrase_in_two_texts_that_mean_other_things_is_an_accident():
    one = post("one", "Gul", text="The salt marsh ecology of my desk: crumbs, cables, and a stapler nobody can open.")
    two = post("two", "Hana", text="Interest rates rose again today, and the central bank has said salt marsh ecology.")

    assert who(offered(one, two, *crowd()), Kindness.INTRODUCE) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Salt marsh ecology", "It"),  # each says it once
        ("alt marsh ecology", "ix minutes"),  # how long
    ],
)
def test_a_phrase_that_is_only_said_or_counts_something_is_no_subject(old, new):
    ones = [replace(each, text=each.text.replace(old, new)) for each in strangers()]

    assert who(offered(*ones), Kindness.INTRODUCE) == []


def test_two_newspapers_need_no_introduction():
    ones = [replace(each, kind="article", voice=replace(each.voice, network="web")) for each in strangers()]
    feeds = tuple(Source(kind="feed", address=each.voice.name, name=f"The {each.voice.name}") for each in ones[:2])
    by_feed = [
        replace(each, source=feed.key, voice=replace(each.voice, name=feed.name))
        for each, feed in zip(ones, feeds, strict=False)
    ]

    assert who(offered(*ones), Kindness.INTRODUCE) != []
    assert who(offered(*by_feed, *ones[2:], sources=feeds), Kindness.INTRODUCE) == []


def test_what_the_owner_is_interested_in_is_a_subject_though_it_is_said_once():
    once = [replace(each, text=each.text.replace("Salt marsh ecology", "It")) for each in strangers()]

    assert who(offered(*once, interests=("salt marsh ecology",)), Kindness.INTRODUCE) != []


def test_one_word_in_common_may_be_an_accident():
    one = post("one", "Gul", text="The lantern fell.")
    two = post("two", "Hana", text="A lantern for my desk")

    assert who(offered(one, two, *crowd()), Kindness.INTRODUCE) == []


def test_who_live_in_two_circles_are_introduced_before_who_live_in_one():
    near = [post(name, name, text=text) for name, text in NOTES[2:]]
    keys = [each.voice.key for each in (*strangers()[:2], *near)]
    circle = dict(zip(keys, (1, 2, 3, 3), strict=True))
    found = [
        each.words.lower()
        for each in offered(*strangers(), *near, met=Survey(network=Network(), circle=circle))
        if each.kind is Kindness.INTRODUCE
    ]

    assert found == ["salt marsh ecology", "rain gauge networks"]


# ---------------------------------------------------------------- whom it may name, and when


@pytest.mark.parametrize("more", [{"bot": True}, {}])
def test_machines_are_not_named(more):
    machine = voice("Cem", network="mastodon", **more)
    found = offered(ask(voice=machine))

    assert [name for kind in KINDS for name in who(found, kind)] == ([] if more else [("Cem",)])


def test_who_lets_others_have_no_more_than_a_link_is_not_named_for_another_post_either():
    silent = post("link", "Cem", text="")

    assert offered(ask(), silent) == ()


def test_who_is_muted_is_not_named():
    assert offered(ask(), mute=(Mute(kind="voice", value="https://cem.example/"),)) == ()


def test_whom_an_earlier_edition_has_named_comes_after_the_others():
    texts = ("Where do swifts sleep?", "Who mends old looms?")
    asked = [ask(f"q{place}", f"P{place}", text=text, days=1 + place) for place, text in enumerate(texts)]
    before = earlier(courtesy(Kindness.THANK, "P0"))

    assert who(offered(*asked), Kindness.ANSWER)[0] == ("P0",)
    assert who(offered(*asked, archive=(before,)), Kindness.ANSWER)[0] == ("P1",)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(harvests, mutes, st.randoms(use_true_random=False))
def test_of_any_week_nobody_is_named_twice_and_the_order_of_its_items_does_not_matter(items, muted, chance):
    found = offered(*items, mute=muted)
    keys = [one.voice for each in found for one in each.who]
    turned = list(items)
    chance.shuffle(turned)

    assert len(keys) == len(set(keys))
    assert found == offered(*turned, mute=muted)
    assert [KINDS.index(each.kind) for each in found] == sorted(KINDS.index(each.kind) for each in found)
    assert all(sum(each.kind is kind for each in found) <= most for kind, most in MOST.items())
    assert all(len(each.words) <= WORDS and all(one.url for one in each.who) for each in found)
