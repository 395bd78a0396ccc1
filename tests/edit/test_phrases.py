"""Phrases: what is inserted has a form that fits, in every language."""

from dataclasses import replace

import pytest

from generator.edit import wording
from generator.edit.conditions import Occasion
from generator.edit.phrases import ENGLISH, GERMAN, NEUTRAL, PHRASES, SPANISH, fitting, of, say
from tests.edit.invented import DANAH, JONAS, pick


@pytest.mark.parametrize("language", PHRASES)
def test_the_phrases_of_a_language_are_complete(language):
    phrases = PHRASES[language]
    assert len(set(phrases.numbers)) == 13
    assert all(phrases.numbers)
    marks = (*phrases.quotes, *phrases.inner)
    assert len(set(marks)) == len(marks) == 4
    assert "{count}" in phrases.others
    assert "{subject}" in phrases.on
    for form in (phrases.post, phrases.piece):
        assert "{whose}" in form
    assert all((phrases.another, phrases.someone, phrases.untitled, phrases.their_post, phrases.their_piece))
    assert fitting(phrases.joined, "Ada")
    assert all("{voice}" in form for _, form in phrases.whose)


@pytest.mark.parametrize("language", PHRASES)
@pytest.mark.parametrize("kind", ["post", "article"])
def test_nothing_that_names_a_pick_is_longer_than_its_language_says(language, kind):
    last, longest = wording.ROOMS[-1], "W" * 200
    for title, template in (("", "{{ pick }}"), (longest, "{{ pick }}"), ("", "{{ voice }}{{ pick }}")):
        long = pick(longest, title, kind=kind, topics=(longest,), excerpt=longest)
        names = wording._names(Occasion((long,)), wording.check(template), last, of(language))
        assert len(names["pick"].removesuffix(wording.STOP)) <= of(language).widest
        assert len(names["voice"].removesuffix(wording.STOP)) <= last.name
    people = tuple(f"{number}{longest}" for number in range(999))
    assert len(wording.listed(people, last, of(language))) <= wording.WIDEST["voices"]


@pytest.mark.parametrize(
    ("code", "phrases"),
    [("de", GERMAN), ("de-AT", GERMAN), ("DE_ch", GERMAN), ("es-419", SPANISH), ("en-GB", ENGLISH), ("eo", NEUTRAL)],
)
def test_a_language_is_known_by_the_first_part_of_its_code(code, phrases):
    assert of(code) is phrases


@pytest.mark.parametrize(
    ("language", "seen"),
    [
        ("en", ["no", "one", "two", "twelve", "13", "1,914", "12,345"]),
        ("de", ["null", "eins", "zwei", "zwölf", "13", "1.914", "12.345"]),
        ("es", ["cero", "uno", "dos", "doce", "13", "1914", "12\u202f345"]),
    ],
)
def test_numbers_are_written_as_the_language_does(language, seen):
    assert [say(number, of(language)) for number in (0, 1, 2, 12, 13, 1914, 12345)] == seen


@pytest.mark.parametrize(
    ("language", "people", "seen"),
    [
        ("de", ("Ada", "Ben"), "Ada und Ben"),
        ("de", ("Ada", "Ben", "Cy", "Di"), "Ada, Ben, Cy und noch jemand"),
        ("de", ("Ada", "Ben", "Cy", "Di", "Eva"), "Ada, Ben, Cy und noch zwei Stimmen"),
        ("es", ("Ada", "Ben"), "Ada y Ben"),
        ("es", ("Ada", "Inés"), "Ada e Inés"),
        ("es", ("Ada", "Íñigo"), "Ada e Íñigo"),
        ("es", ("Ada", "Hilda"), "Ada e Hilda"),
        ("es", ("Ada", "Yvonne"), "Ada e Yvonne"),
        ("es", ("Ada", "Yolanda"), "Ada y Yolanda"),
        ("es", ("Ada", "Hielo y fuego"), "Ada y Hielo & fuego"),
        ("es", ("Ada", "@ines"), "Ada y @ines"),
        ("es", ("Ada", "Ben", "Cy", "Di"), "Ada, Ben, Cy y otra voz"),
        ("es", ("Ada", "Ben", "Cy", "Inés", "Eva"), "Ada, Ben, Cy y otras dos voces"),
    ],
)
def test_people_are_listed_as_the_language_does(language, people, seen):
    assert wording.listed(people, wording.ROOMS[0], of(language)) == seen


@pytest.mark.parametrize(
    ("language", "title", "seen"),
    [
        ("de", "Weniger benoten", "„Weniger benoten“"),
        ("de", "Warum „Noten“ schaden", "„Warum ‚Noten‘ schaden“"),
        ("de", "»Noten« und “marks”", "„‚Noten‘ und ‚marks‘“"),
        ("de", "„Ganz zitiert“", "„Ganz zitiert“"),
        ("de", "Beitrag » Blog", "„Beitrag » Blog“"),
        ("es", "Evaluar «sin notas»", "«Evaluar “sin notas”»"),
        ("es", '¿"Evaluar" sirve?', "«¿“Evaluar” sirve?»"),
        ("es", "«Todo citado»", "«Todo citado»"),
        ("es", "Entrada » Sitio", "«Entrada » Sitio»"),
        ("es", "評価について", "«評価について»"),
    ],
)
def test_titles_stand_in_the_quotes_of_the_language(language, title, seen):
    assert wording.render("{{ pick }}", Occasion((pick(title=title),)), language) == seen


BARE = replace(JONAS, excerpt="", tags=("Mathe",), kind="post")


@pytest.mark.parametrize(
    ("language", "template", "untitled", "seen"),
    [
        (
            "de",
            "Zu {{ pick }}",
            replace(BARE, excerpt="@ana@x.example Wer hat Karten übrig? #Mathe"),
            "Zu „Wer hat Karten übrig? #Mathe“",
        ),
        ("de", "{{ voice }}, {{ pick }}", replace(BARE, excerpt="https://x.example/1 Lest das!"), "Jonas, „Lest das!“"),
        ("de", "Zu {{ pick }}", replace(BARE, excerpt="geheim", warning="Tod"), "Zu Jonas’ Beitrag zu #Mathe"),
        ("de", "Zu {{ pick }}", BARE, "Zu Jonas’ Beitrag zu #Mathe"),
        ("de", "Zu {{ pick }}", replace(BARE, name="Max Schulz", tags=()), "Zu Max Schulz’ Beitrag"),
        ("de", "Zu {{ pick }}", replace(BARE, name="Ines Weiß", tags=()), "Zu Ines Weiß’ Beitrag"),
        ("de", "Zu {{ pick }}", replace(BARE, name="Alice", tags=()), "Zu Alice’ Beitrag"),
        ("de", "Zu {{ pick }}", replace(BARE, name="Ines Okafor", tags=()), "Zu Ines Okafors Beitrag"),
        ("de", "Zu {{ pick }}", replace(BARE, name="Jo (sie)"), "Zu „Beitrag von Jo (sie)“"),
        ("de", "Zu {{ pick }}", replace(BARE, name="田中"), "Zu „Beitrag von 田中“"),
        ("de", "{{ voice }} schreibt.", replace(BARE, name="", source_name=""), "Jemand schreibt."),
        ("de", "{{ pick }} ist", replace(BARE, name="", source_name="", tags=()), "Jemands Beitrag ist"),
        ("es", "En {{ pick }}", BARE, "En la publicación de Jonas sobre #Mathe"),
        ("es", "{{ pick }} trata", BARE, "La publicación de Jonas sobre #Mathe trata"),
        ("es", "{{ voice }} en {{ pick }}", BARE, "Jonas en su publicación sobre #Mathe"),
        ("es", "De {{ pick }}", replace(BARE, name="El País", tags=()), "De la publicación de El País"),
        ("es", "De {{ pick }}", replace(BARE, name="", source_name=""), "De la publicación de alguien sobre #Mathe"),
    ],
)
def test_a_post_without_a_title_has_a_form_that_fits_every_case(language, template, untitled, seen):
    assert wording.render(template, Occasion((untitled,)), language) == seen


@pytest.mark.parametrize(
    ("language", "template", "seen"),
    [
        ("en", "{{ count }} of {{ count }}. {{ count }}?", "Three of three. Three?"),
        ("de", "{{ count }} von {{ count }}: {{ count }}?", "Drei von drei: drei?"),
        ("es", "{{ count }} de {{ count }}. ¿{{ count }}?", "Tres de tres. ¿Tres?"),
        ("es", "De {{ count }}, ¿{{ count }}?", "De tres, ¿tres?"),
    ],
)
def test_words_of_ours_begin_a_sentence_with_a_capital(language, template, seen):
    assert wording.render(template, Occasion(words={"count": 3}), language) == seen


@pytest.mark.parametrize(
    ("template", "seen"),
    [
        ("{{ pick }} : {{ count }} ?", "“Wer kommt mit?” : 3 ?"),
        ("{{ voices }} ?", "Ada, Ben, Cy, +2 ?"),
        ("{{ other }}, {{ other_voice }} ?", "“…”, … ?"),
    ],
)
def test_questions_in_a_language_without_phrases_hold_no_word_of_another(template, seen):
    picks = (replace(BARE, excerpt="Wer kommt mit?"), replace(BARE, name="", source_name=""))
    words = {"count": 3, "voices": ("Ada", "Ben", "Cy", "Di", "Eva")}
    assert wording.render(template, Occasion(picks, words), "fr") == seen


def test_a_name_is_never_written_anew_at_the_head_of_a_sentence():
    assert wording.render("{{ voice }}?", Occasion((DANAH,)), "de") == "danah t.?"
    assert wording.render("{{ term }}?", Occasion(words={"term": "iPad"}), "es") == "iPad?"


def test_a_name_that_ends_in_a_full_stop_ends_a_sentence_with_one():
    case = Occasion((DANAH,), {"voices": ("Ada", "Sims Jr.")})
    assert wording.render("{{ voice }}. {{ voices }}. {{ voice }}, nicht?", case, "de") == (
        "danah t. Ada und Sims Jr. danah t., nicht?"
    )
    assert wording.render("Zu {{ pick }}.", Occasion((pick(title="Wait..."),)), "de") == "Zu „Wait...“"
