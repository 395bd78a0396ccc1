"""A claim without a source is told by a narrow eye: better to miss one than to accuse somebody who named theirs."""

from dataclasses import replace

import pytest

from generator.edit.claims import claims
from generator.model import Enclosure, Work
from tests.edit.week import gleaned, item, post

CLAIMS = (
    "Studies show that nobody reads slides.",
    "Homework is overrated. Research has repeatedly shown it does little before grade six.",
    "A new study finds that pupils who doodle remember more.",
    "Scientists have found that chewing helps recall, so bring gum.",
    "It is scientifically proven that mornings are worse for teenagers.",
    "According to research, most of a lecture is forgotten overnight.",
    "Only 14% of teachers feel heard.",
    "About 62 percent of young learners skip breakfast.",
    "Studien zeigen, dass Noten nicht motivieren.",
    "Es ist wissenschaftlich erwiesen, dass Pausen helfen.",
    "Nur 30 Prozent der Schüler lesen gern.",
    "Muchos estudios demuestran que leer en papel ayuda.",
    "Está demostrado que dormir mejora la memoria.",
    "El 40% de los docentes piensa en dejarlo.",
    "La recherche montre que les devoirs aident peu.",
    "Plusieurs études confirment l’effet de la sieste.",
    "La scienza dimostra che il sonno serve.",
    "Uit onderzoek blijkt dat lezen helpt.",
    "Estudos mostram que brincar ensina.",
)
FAIR = (
    "Studies show what at all?",
    "Does research show that homework helps?",
    "Our research shows that nobody reads slides.",
    "In my class 14% of students read every night.",
    "This study shows something odd.",
    "Hattie’s research shows an effect.",
    "As the Uppsala study shows, sleep matters.",
    "A study by Lund shows that sleep matters.",
    "Researchers at Uppsala found it. Studies show more.",
    "Studies show that sleep matters (Lund, 2019).",
    "Research shows it [3].",
    "Research shows it, via a colleague.",
    "According to UNESCO, 14% of teachers feel heard.",
    "A poll says 14% of teachers feel heard.",
    "He said “studies show that nobody reads slides” and I laughed.",
    "Studies show that sleep matters. More in this thread 🧵",
    "1/5 Studies show that sleep matters.",
    "Studies show that sleep matt…",
    "We gave it 100% of the time we had.",
    "20% off for teachers!",
    "I am studying for my teaching degree, show me your notes.",
    "Studies show that sleep matters, see lund.example.org",
    "@lund Studies show that sleep matters.",
    "Unsere Studien zeigen, dass Noten nicht motivieren.",
)


@pytest.mark.parametrize("text", CLAIMS)
def test_a_finding_that_comes_from_nowhere_is_one(text):
    assert claims(post(text=text))


@pytest.mark.parametrize("text", FAIR)
def test_who_asks_reports_of_their_own_or_says_where_it_is_from_states_none(text):
    assert not claims(post(text=text))


@pytest.mark.parametrize(
    "beside",
    [
        {"links": ("https://lund.example/paper",)},
        {"about": "https://lund.example/paper"},
        {"works": (Work(doi="10.5555/1"),)},
        {"media": (Enclosure(address="https://lund.example/talk.mp3"),)},
        {"alts": ("A chart of the results",)},
        {"mentions": ("https://lund.example/@me",)},
        {"reply_to": "https://lund.example/1"},
        {"warning": "statistics"},
    ],
)
def test_a_source_may_stand_beside_the_words(beside):
    assert not claims(replace(post(text=CLAIMS[0]), **beside))


def test_of_an_article_nothing_is_told_for_its_links_may_be_lost():
    assert not claims(item(text=CLAIMS[0]))


def test_a_pick_says_whether_it_claims_and_how_near_its_voice_is():
    (pick,) = gleaned(post(text=CLAIMS[0])).edition.picks
    assert pick.claim
    assert pick.tie is not None
