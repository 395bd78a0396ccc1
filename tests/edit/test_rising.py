from dataclasses import replace
from datetime import timedelta
from itertools import product
from math import comb
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.edit.rising import KEPT, WORDS, counted, rising, settled, tail
from generator.edit.terms import key, read, sample, summed, terms
from generator.model import Health, Report, Story
from tests.edit.week import DUE, item, post, voice
from tests.edit.week import WORDS as PLAIN
from tests.publish.make import edition

PEOPLE = "Ada Bo Cem Dara Edda Femi Gul Hana Ivo Jo Kaya Lea".split()


def alone(found):
    """A story of one item."""
    return Story(key=found.id, lead=found, items=(found,))


def one_each(*items):
    return tuple(map(alone, items))


def chatter(seed, people=PEOPLE):
    """A quiet week: everybody says something, nobody the same."""
    chance = Random(seed)
    return [
        post(f"note{seed}", who, text=" ".join(chance.sample(PLAIN, 6)), days=chance.uniform(1, 6)) for who in people
    ]


def said(text, *people, **more):
    return [post(f"{text[:9]} {who}", who, text=f"{PLAIN[place]}: {text}", **more) for place, who in enumerate(people)]


QUIET = [counted(terms(one_each(*chatter(week)))) for week in range(8)]


def risen(*items, before=QUIET, **more):
    return rising(terms(one_each(*chatter(99), *items)), before, **more)


def words(*items, **more):
    return [word.term for word in risen(*items, **more)]


# ---------------------------------------------------------------- what rises


def test_a_phrase_that_several_voices_begin_to_use_is_a_word_of_the_week():
    (word,) = risen(*said("our open pedagogy circle", "Ada", "Bo", "Cem", "Dara"))

    assert (word.term, word.voices, word.weeks, word.most, word.heard) == ("open pedagogy circle", 4, 8, 0, 0)
    assert word.z > 3


def test_in_an_ordinary_week_nothing_rises():
    assert words() == []


def test_the_first_edition_has_nothing_to_compare_with_and_says_nothing():
    assert words(*said("open pedagogy", *PEOPLE), before=[]) == []
    assert words(*said("open pedagogy", *PEOPLE), before=[{}, {"garden": 0}]) == []


def test_with_one_earlier_week_it_takes_many_more_voices():
    few, many = said("open pedagogy", *PEOPLE[:4]), said("open pedagogy", *PEOPLE)

    assert (words(*few, before=QUIET[:1]), words(*many, before=QUIET[:1])) == ([], ["open pedagogy"])


def test_what_is_there_every_week_does_not_rise():
    usual = [counted(terms(one_each(*chatter(week), *said("open pedagogy", "Ada", "Bo", "Cem")))) for week in range(8)]

    assert words(*said("open pedagogy", "Ada", "Bo", "Cem", "Dara"), before=usual) == []


def test_a_word_tells_how_many_voices_used_it_at_most_and_in_how_many_weeks():
    once = counted(terms(one_each(*chatter(3), *said("open pedagogy", "Hana"))))
    (word,) = risen(*said("open pedagogy", *PEOPLE[:6]), before=[*QUIET[:6], once, once])

    assert (word.most, word.heard, word.weeks) == (1, 2, 8)


def test_two_months_are_compared_and_what_was_before_them_is_forgotten():
    loud = counted(terms(one_each(*chatter(3), *said("open pedagogy", *PEOPLE))))

    assert words(*said("open pedagogy", *PEOPLE[:5]), before=[loud, *QUIET]) == ["open pedagogy"]
    assert words(*said("open pedagogy", *PEOPLE[:5]), before=[*QUIET, loud]) == []


def test_a_term_that_was_not_kept_may_have_been_used_as_often_as_the_least_one_that_was():
    cut = [{name: used for name, used in week.items() if used > 1} for week in QUIET]
    (word,) = risen(*said("open pedagogy", *PEOPLE[:8]), before=cut)

    assert (word.most, word.heard) == (min(cut[0].values()) - 1, 8)


# ---------------------------------------------------------------- who has a vote


def test_one_voice_cannot_lift_a_word_however_often_it_says_it():
    assert words(*(post(f"again{n}", "Ada", text=f"{PLAIN[n]} and cryptocoin") for n in range(20))) == []


def test_a_machine_has_no_vote():
    bots = [post(f"bot{who}", who, voice=voice(who, bot=True), text=f"{who} cryptocoin") for who in PEOPLE]

    assert words(*bots) == []


def test_three_voices_of_one_host_are_not_enough_and_five_are():
    def at_one(count):
        return [
            post(f"x{n}", who, text=f"{PLAIN[n]} cryptocoin", voice=voice(who, address=f"https://x.example/{who}"))
            for n, who in enumerate(PEOPLE[:count])
        ]

    assert (words(*at_one(4)), words(*at_one(5))) == ([], ["cryptocoin"])


def test_the_words_of_one_story_are_its_headline_and_no_words_of_the_week():
    lead, *others = said("new eclipse picture", *PEOPLE[:7])
    story = Story(key="eclipse", lead=lead, items=(lead, *others))
    beside = said("eclipse", *PEOPLE[7:9])

    assert rising(terms((*one_each(*chatter(99), *beside[:1]), story)), QUIET) == ()
    assert [word.term for word in rising(terms((*one_each(*chatter(99), *beside), story)), QUIET)] == ["eclipse"]


def test_a_text_that_is_passed_on_counts_once():
    text = "the eclipse over the harbour was a wonder to see for every pupil of ours"
    lead, *copies = [post(f"copy{who}", who, text=text) for who in PEOPLE]
    story = Story(key="eclipse", lead=lead, items=(lead, *copies))

    assert len(summed(terms([story])["eclipse"]).said) == 1


@pytest.mark.parametrize("closed", [{"warning": "eclipse"}, {"text": "", "tags": ("eclipse",)}])
def test_what_is_closed_or_of_which_only_the_link_is_known_has_no_words(closed):
    assert "eclipse" not in terms(one_each(post("one", "Ada", **{"text": "an eclipse", **closed})))


def test_what_a_new_source_speaks_of_is_no_news_in_the_community():
    fresh = said("optics seminar", *PEOPLE[:6], source="mastodon #optics")

    assert words(*fresh) == ["optics seminar"]
    assert words(*fresh, sources={"mastodon #school"}) == []


def test_a_source_has_a_vote_when_it_answered_in_half_of_the_weeks_compared():
    def answered(*sources):
        return edition(
            reports=tuple(Report(source=name, name=name, address="", health=health) for name, health in sources)
        )

    ok, failed = Health.UNCHANGED, Health.FAILED
    archive = [answered(("old", ok)), answered(("old", ok), ("ill", failed)), answered(("old", ok), ("half", ok))]

    assert settled([*archive, answered(("half", ok), ("late", ok), ("ill", ok))]) == {"old", "half"}


# ---------------------------------------------------------------- what is shown


def test_the_first_five_who_said_it_are_named_with_the_place_where():
    people = PEOPLE[:7]
    items = [post(f"p{n}", who, text=f"{PLAIN[n]} eclipse", days=6 - n / 2) for n, who in enumerate(people)]
    (word,) = risen(*reversed(items))

    assert word.voices == 7
    assert [(who.name, who.url, who.voice) for who in word.who] == [
        (each.voice.name, each.url, each.voice.key) for each in items[:5]
    ]


def test_a_phrase_stands_for_the_words_in_it():
    assert words(*said("open pedagogy", *PEOPLE[:6])) == ["open pedagogy"]


def test_a_word_stands_for_the_phrases_in_which_it_is_said():
    apart = [post(f"a{n}", who, text=f"{PLAIN[n]} eclipse {PLAIN[-n - 1]}") for n, who in enumerate(PEOPLE[:9])]
    together = said("solar eclipse", *PEOPLE[9:])

    assert words(*apart, *together) == ["eclipse"]


def test_what_is_said_in_the_same_breath_is_one_topic():
    assert len(words(*(post(f"b{n}", who, text=f"Okafor. {PLAIN[n]}. Senate") for n, who in enumerate(PEOPLE)))) == 1


def test_there_are_never_more_than_eight():
    made = [f"{start}{end}" for start, end in product(("fa", "lu", "mi", "ro"), ("bran", "dock", "gard"))]
    items = [post(f"{word}{who}", who, text=f"{word}!") for word in made for who in PEOPLE[:6]]

    assert len(words(*items)) == WORDS


@pytest.mark.parametrize(
    ("texts", "written"),
    [
        (("open pedagogy", "Open Pedagogy", "open pedagogy", "#OpenPedagogy", "#openpedagogy"), "open pedagogy"),
        (("Open Pedagogy", "open pedagogy"), "open pedagogy"),
        (("#openpedagogy", "#openpedagogy", "#OpenPedagogy", "open pedagogy"), "Open Pedagogy"),
        (("#mtbos", "#MTBoS", "#mtbos"), "MTBoS"),
        (("#ChatGPT", "ChatGPT", "ChatGPT", "chatgpt"), "ChatGPT"),
    ],
)
def test_a_word_is_written_as_most_voices_write_it_and_a_hashtag_so_that_it_can_be_read(texts, written):
    items = [post("one", who, text=text) for who, text in zip(PEOPLE, texts, strict=False)]

    assert summed(terms(one_each(*items))[key(written)]).written == written


def test_the_language_is_that_of_most_who_say_it():
    tongues = {"Ada": "de", "Bo": "de", "Cem": "en", "Dara": None}
    (word,) = risen(*(post("one", who, text=f"{who}, Finsternis", language=tongue) for who, tongue in tongues.items()))

    assert word.language == "de"


# ---------------------------------------------------------------- what a term is


def keys(text, **more):
    return {name for name, _, _ in read(post("one", "Ada", text=text, **more))}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("formative assessment", "#FormativeAssessment"),
        ("formative assessment", "#formativeassessment"),
        ("formative assessment", "Formative Assessments"),
        ("chatbots", "Chatbot"),
        ("co-creation", "CoCreation"),
        ("the teacher’s notebook", "teacher notebook"),
        ("l’école", "École"),
        ("Ｗｏｒｄ", "word"),
    ],
)
def test_one_term_is_written_in_many_ways(one, other):
    assert max(keys(one), key=len) == max(keys(other), key=len)


@pytest.mark.parametrize(
    "text",
    [
        "https://garden.example/violin",
        "@violin@garden.example",
        "violin.example/garden",
        "2026 1,000 3rd",
        "Monday, in May, heute, mañana, lundi",
        "the and nicht pour della",
        "don’t I’m we’re",
        "via Mastodon RT",
        "a b c",
        "r/violin",
    ],
)
def test_addresses_numbers_dates_networks_and_words_of_grammar_are_no_terms(text):
    assert keys(text) == set()


def test_a_phrase_does_not_go_over_a_mark_a_line_a_number_or_a_hashtag():
    assert keys("garden. violin, river\nlantern 5 pepper #market winter") == {
        "garden", "violin", "river", "lantern", "pepper", "market", "winter",
    }  # fmt: skip


def test_a_phrase_begins_and_ends_with_a_telling_word():
    assert keys("of freedom of speech") == {"freedom", "speech", "freedomofspeech"}


def test_vowel_signs_belong_to_the_word():
    assert keys("की") != keys("के")


def test_chinese_is_read_in_short_runs_and_only_whole_words_rise():
    around = dict(zip(PEOPLE, ("学习", "关于", "使用", "讨论", "研究", "评价"), strict=False))
    items = [post("one", who, text=f"{sides}人工智能{sides[::-1]}") for who, sides in around.items()]

    assert words(*items) == ["人工智能"]


def test_thai_is_read_by_its_hashtags():
    assert keys("การศึกษา", tags=("การศึกษา",)) == {key("การศึกษา")}


def test_a_long_text_does_not_vote_for_every_word_there_is():
    assert "eclipse" not in keys("harbour " * 100 + "eclipse")


def test_of_an_enormous_week_the_same_sample_is_read_in_any_order():
    pairs = [(found, found.id) for found in chatter(1)]

    assert sample(pairs, 4) == sample(pairs[::-1], 4)
    assert len(sample(pairs, 4)) == 4
    assert sample(pairs) == pairs


# ---------------------------------------------------------------- the arithmetic


@pytest.mark.parametrize(("hits", "tries", "share"), [(3, 3, 1 / 9), (4, 10, 0.2), (60, 90, 0.5), (300, 1_000, 0.25)])
def test_the_chance_is_that_of_the_binomial_distribution(hits, tries, share):
    exact = sum(comb(tries, k) * share**k * (1 - share) ** (tries - k) for k in range(hits, tries + 1))

    assert tail(hits, tries, share) == pytest.approx(exact, rel=1e-9)


def test_no_more_than_expected_is_no_surprise():
    assert (tail(0, 5_000, 0.5), tail(2, 10, 0.2)) == (1, 1)


def test_what_is_kept_of_a_week_is_bounded_and_equals_stay_together():
    chance = Random(5)
    names = ["".join(chance.choices("abcdefghij", k=9)) for _ in range(KEPT)]
    items = [post(f"m{n}", "Ada", text=f"{name}.") for n, name in enumerate(names)]
    kept = counted(terms(one_each(*items, *(post(who, who, text="eclipse") for who in ("Bo", "Cem")))))

    assert kept == {"eclipse": 2}


def test_what_is_kept_of_a_week_says_nothing_of_who_and_where():
    assert counted(terms(one_each(*said("eclipse", "Ada", "Bo"))))["eclipse"] == 2


texts = st.lists(st.sampled_from([*PLAIN[:8], "#OpenPedagogy", "open pedagogy", "eclipse", "of", "."]), max_size=8)
weeks = st.lists(st.tuples(st.sampled_from(PEOPLE), texts.map(" ".join)), max_size=30)


def posted(week):
    return [post(f"t{n}", who, text=text, days=1 + n % 5) for n, (who, text) in enumerate(week)]


@given(weeks, st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_the_order_of_arrival_changes_nothing(week, random):
    stories = list(one_each(*chatter(99), *posted(week)))
    first = rising(terms(stories), QUIET), counted(terms(stories))
    random.shuffle(stories)

    assert (rising(terms(stories), QUIET), counted(terms(stories))) == first


@given(weeks)
@settings(max_examples=40)
def test_saying_it_again_changes_nothing(week):
    items = [*chatter(99), *posted(week)]
    again = [replace(each, id=f"{each.id} again", published=DUE - timedelta(hours=1)) for each in items]

    assert counted(terms(one_each(*items, *again))) == counted(terms(one_each(*items)))


@given(weeks)
@settings(max_examples=40)
def test_a_voice_that_speaks_of_something_else_changes_no_count(week):
    items = [*chatter(99), *posted(week)]
    stranger = post("other", "Zoe", text="quokka wombat")
    before, after = counted(terms(one_each(*items))), counted(terms(one_each(*items, stranger)))

    assert {name: after[name] for name in before} == before
    assert set(after) - set(before) == keys(stranger.text)


@given(weeks)
@settings(max_examples=40)
def test_a_word_of_the_week_has_the_voices_it_says(week):
    for word in risen(*posted(week)):
        assert word.voices >= max(3, len(word.who))
        assert len({who.voice for who in word.who}) == min(word.voices, 5)
        assert word.most < word.voices
        assert 0 <= word.heard <= word.weeks <= 8


def test_articles_count_as_posts_do():
    items = [item(f"i{n}", who, title=f"{PLAIN[n]}: the eclipse", text="") for n, who in enumerate(PEOPLE[:5])]

    assert words(*items) == ["eclipse"]
