import math
from base64 import b64decode

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.edit import dampers, heads
from generator.edit.meaning import understand
from generator.edit.tone import scores, tones
from generator.edit.vectors import GRID, SIZE, encode
from tests.edit.week import item, judged, post

HEADS = {"bait": heads.BAIT, "hostile": heads.HOSTILE}


def said(signal, one):
    stories, context = judged(one)
    return getattr(dampers, signal)(stories[0], context)


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
def test_a_head_is_one_byte_for_each_number_of_a_vector(head):
    assert len(b64decode(head.weights)) == SIZE
    assert 0 < head.scale < 1


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
@given(grid=st.lists(st.integers(-200, 200), min_size=SIZE, max_size=SIZE))
def test_a_score_is_the_formula_to_the_last_bit_whatever_the_order_of_the_sum(head, grid):
    weights = np.frombuffer(b64decode(head.weights), dtype=np.int8).tolist()
    whole = sum(weight * number for weight, number in zip(weights, grid, strict=True))
    power = min(700.0, -(head.scale * whole / GRID + head.bias))

    assert scores(np.array([grid], dtype=np.float32) / GRID, head) == [round(1 / (1 + math.exp(power)), 3)]


def test_what_has_no_vector_has_no_tone():
    assert tones([item()], understand([item()], [], lambda _: None)) == {}
    assert tones([], understand([], [])) == {}


def test_the_order_of_items_makes_no_difference():
    week = [post(f"n{number}", text=text) for number, text in enumerate(["One pupil asked", "You won't believe it"])]

    assert tones(week, understand(week, [])) == tones(week[::-1], understand(week[::-1], []))


BAIT = [
    "23 Things Only People Who Grew Up With A Dog Will Understand",
    "This Baby Meeting Her Grandpa Will Melt Your Heart",
    "Which Disney Villain Are You Based On Your Lunch",
    "21 Photos That Will Make You Want To Quit Your Job",
    "17 fotos de gatos que te van a cambiar la vida",
    "Diese 17 Bilder von Katzen werden dein Leben verändern",
]
PLAIN = [
    "5 ways to give feedback on a first draft",
    "Which tool do you use for peer review?",
    "How do I mock a clock in a unit test?",
    "Does anybody have a worksheet on fractions for year 5?",
    "What is retrieval practice, and what does the evidence say?",
    "Council approves new bus line to the school",
    "Fünf Ideen für den Einstieg in die Bruchrechnung",
    "¿Cómo enseñas las fracciones a principiantes?",
]
HOSTILE = [
    "You are a pathetic moron and everybody you know hates you",
    "These people are vermin and should be thrown out of our country",
    "Shut up, you stupid worthless idiot, nobody wants to hear from scum like you",
    "Flüchtlinge sind Ungeziefer, ich hasse sie alle",
]
CIVIL = [
    "He called her an idiot in class, and we talked about why that hurts",
    "How schools can support Muslim families",
    "Hate speech against refugees is rising, a study says",
    "I disagree with this policy: it makes life harder for teachers",
    "Book list: Black women in science",
    "ain't nobody got time to grade 90 essays tonight but we gon make it",
]


@pytest.mark.parametrize("text", BAIT)
@pytest.mark.parametrize("form", ["{}", "{} — Haskell", "{} #physics", "{}\n\nassessment"])
def test_bait_is_heard_in_other_words_and_with_a_topic_hung_on(text, form):
    stories, context = judged(post(text=form.format(text)))

    assert context.tone[stories[0].lead.id].bait > 0.75
    assert dampers.sobriety(stories[0], context).value < 0.7


@pytest.mark.parametrize("text", PLAIN)
def test_questions_lists_and_news_are_no_bait(text):
    assert said("sobriety", post(text=text)).value > 0.9


@pytest.mark.parametrize("text", HOSTILE)
def test_hostility_is_heard_and_said(text):
    language = "de" if "sind" in text else "en"
    opinion = said("civility", post(text=text, language=language))

    assert 0 < opinion.value < 0.5
    assert "hostile" in opinion.words


@pytest.mark.parametrize("text", CIVIL)
def test_quotation_report_disagreement_and_dialect_are_not_hostile(text):
    assert said("civility", post(text=text)).value > 0.8


def test_a_word_alone_weighs_less_than_a_word_and_a_tone():
    alone = said("civility", post(text="A poem about two village idiots that is a joy to teach"))
    both = said("civility", post(text="You idiots, you pathetic scum, nobody likes you"))

    assert both.value < 0.2
    assert 0.6 < alone.value < 1


def test_one_cue_of_selling_is_nothing_unusual_and_several_are_a_pattern():
    one = said("sobriety", post(text="Free webinar on peer review for teachers of chemistry"))
    three = said("sobriety", post(text="Free webinar on peer review, sign up now, last chance"))

    assert one.value == pytest.approx(2 / 3)
    assert three.value < 0.2
    assert three.words == "its words sell"


def test_tags_are_stuffing_only_when_they_are_many():
    def with_tags(count):
        return said(
            "sobriety", post(text="A note on rubrics", tags=tuple(f"t{number}" for number in range(count)))
        ).value

    assert with_tags(3) == 1
    assert 0.9 < with_tags(4) < 1
    assert with_tags(30) == with_tags(9) == pytest.approx(1 / 3)


def test_a_profile_that_offers_promotion_is_said_as_a_fact():
    one = post(text="A note on rubrics")
    voice = one.voice.__class__(key=one.voice.key, name="Bo", network="mastodon", bio="Coach. DM for promo")

    assert (
        said("sobriety", post(text="A note on rubrics", voice=voice)).words == "its author's profile offers promotion"
    )


def test_the_encoder_is_there_to_be_heard():
    assert encode(["a"]) is not None
