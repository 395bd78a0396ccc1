"""The questions in every language: each bank is sound, and its grammar holds whatever is inserted."""

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.edit import wording
from generator.edit.conditions import CONDITIONS, Occasion, hold
from generator.edit.phrases import PHRASES
from generator.edit.prompts import MEMORY, read_bank
from generator.model import PromptWishes
from tests.edit.invented import DANAH, JONAS, WEEKS, pick

FOLDER = Path(__file__).resolve().parents[2] / "content" / "prompts"


def bank(language):
    folder = FOLDER if language == "en" else FOLDER / language
    return read_bank({path.name: path.read_text("utf-8") for path in sorted(folder.glob("*.yaml"))}, language)


OTHERS = sorted(path.name for path in FOLDER.iterdir() if path.is_dir())
BANKS = {language: bank(language) for language in ("en", *OTHERS)}
TRANSLATED = [(language, entry) for language in OTHERS for entry in BANKS[language].entries]
NUMBERS = {"count", "items", "editions", "minutes"}


def of_every_question(*languages):
    """Make of what holds for one question a test of each language, which names every question it does not hold for."""

    def made(holds):
        @pytest.mark.parametrize("language", languages)
        def test(language):
            fails = {}
            for entry in BANKS[language].entries:
                try:
                    holds(language, entry)
                except AssertionError as error:
                    fails[entry.id] = str(error)
            assert fails == {}

        return test

    return made


def occasion(entry, picks, term="Vibe coding", people=("Ada", "Ben"), number=3):
    """Return a case of its conditions that no week has to bring about: any picks, and a word for every name."""
    rows = [CONDITIONS[name] for name in entry.conditions]
    given = {name: term for row in rows for name in row.gives}
    given |= dict.fromkeys(NUMBERS.intersection(given), number)
    given |= dict.fromkeys({"voices"}.intersection(given), people)
    return Occasion(picks[: max(row.size for row in rows)], given)


def readings(language, entry):
    """Every wording of a question in the invented weeks, and of picks that are hard to name."""
    hard = [
        (JONAS, DANAH),
        (pick(title='"Why" and «how»'), pick("Inés Ruiz", "¿Y ahora qué?")),
        (pick("", "", source_name=""), pick("Jo 🌱", "", kind="post", excerpt="@ada@x.example Good morning.")),
    ]
    cases = [case for facts in WEEKS.values() for case in hold(entry.conditions, facts)]
    cases += [occasion(entry, pair) for pair in hard]
    return [wording.render(entry.ask, case, language) for case in cases]


# ---------------------------------------------------------------- the banks


def test_a_bank_lies_in_the_folder_of_a_language_that_has_phrases():
    assert {"de", "es"} <= set(OTHERS) <= set(PHRASES)


@pytest.mark.parametrize("language", OTHERS)
def test_a_bank_lasts_for_more_than_eight_weeks_and_no_lens_or_condition_is_poor(language):
    entries = BANKS[language].entries
    assert len(entries) >= 100
    lenses = Counter(entry.lens for entry in entries)
    assert set(lenses) == set(PromptWishes().lenses)
    assert min(lenses.values()) >= MEMORY + 1
    seen = {name: {entry.lens for entry in entries if name in entry.conditions} for name in CONDITIONS}
    assert [name for name, through in seen.items() if len(through) < 2] == []


@pytest.mark.parametrize("language", BANKS)
def test_every_condition_has_a_question_for_a_pick_that_cannot_be_quoted(language):
    quoting = {"opening", "asks"}
    plain = {
        name for entry in BANKS[language].entries for name in entry.conditions if quoting.isdisjoint(entry.conditions)
    }
    assert CONDITIONS.keys() - plain == quoting


@pytest.mark.parametrize("language", OTHERS)
def test_a_question_of_the_same_name_asks_the_same_in_english(language):
    english = {entry.id: (entry.lens, entry.conditions) for entry in BANKS["en"].entries}
    named_alike = [entry for entry in BANKS[language].entries if entry.id in english]
    assert len(named_alike) >= 100
    assert [entry.id for entry in named_alike if english[entry.id] != (entry.lens, entry.conditions)] == []


@pytest.mark.parametrize("language", OTHERS)
def test_no_two_questions_are_the_same_and_their_openings_vary(language):
    asked = [entry.ask for entry in BANKS[language].entries]
    assert len(set(asked)) == len(asked)
    openings = Counter(" ".join(ask.split()[:3]) for ask in asked if not ask.startswith("{{"))
    assert max(openings.values()) <= 4, openings.most_common(3)


@of_every_question(*OTHERS)
def test_every_question_is_one_tidy_question(language, entry):
    assert entry.ask.count("?") == 1
    assert "!" not in entry.ask
    opens, closes = PHRASES[language].quotes
    for words in readings(language, entry):
        assert words.endswith("?")
        assert len(words) <= wording.LIMIT
        assert not re.search(r"[{}]|None|  |\.\.| [,;.?]|\(\)", words), words
        assert words.count(opens) == words.count(closes), words
        assert '"' not in words
        assert words[0].isupper() or words[0].isdigit() or words[0] in f"@#¿{opens}" or words.startswith("danah"), words


@given(
    title=st.text(max_size=400)
    | st.sampled_from(["«»", "“", "»«", '"', "‚x‘", "سلام «دنیا»", "評価について", "y " * 200]),
    name=st.text(max_size=200),
    term=st.text(max_size=200),
    people=st.lists(st.text(max_size=120), min_size=2, max_size=12),
    number=st.integers(2, 10**12),
)
@settings(max_examples=25, deadline=None)
def test_a_question_is_one_bounded_line_in_every_language_whatever_the_names(title, name, term, people, number):
    one = pick(name, title, tags=(term,), kind="post", excerpt=title[::-1])
    other = pick(name[::-1], "", topics=(term,), excerpt=title, warning=term[::-1])
    for language, entry in TRANSLATED[::11]:
        case = occasion(entry, (one, other), term, tuple(people), number)
        words = wording.render(entry.ask, case, language)
        assert len(words) <= wording.LIMIT
        assert words.endswith("?")
        assert words == " ".join(word for word in words.split(" ") if word)
        assert not set("\n\r\t\u2028").intersection(words)


@of_every_question(*OTHERS)
def test_a_first_time_is_one_among_the_picks(language, entry):
    # Of a new voice it is known that no edition had a pick by it; it may well have been listed or counted before.
    first = {"de": ("ersten Mal", "unter den Fundstücken"), "es": ("por primera vez", "lecturas elegidas")}
    time, where = first.get(language, ("", ""))
    if "new_voice" in entry.conditions and time and time in entry.ask:
        assert where in entry.ask.replace("Unter", "unter")


@of_every_question(*OTHERS)
def test_nobody_is_put_under_suspicion_and_no_reader_blamed(language, entry):
    harsh = {
        "de": r"zweifel|misstrau|prüfst|verschwieg|übersehen hast|entgangen|hinweggeeilt|gewohnheit[^\n]*vorbei",
        "es": r"\blupa\b|\bdud[aeo]|desconf|sospech|inadvertid|te habrías perdido|pasaste corriendo|costumbre tuya",
    }
    assert not re.search(harsh.get(language, r"(?!)"), entry.ask, re.IGNORECASE)


# ---------------------------------------------------------------- the grammar of the questions

INSERTED = r"\{\{ (?:pick|other|voice|other_voice|voices|answerer) \}\}"


@of_every_question("de")
def test_german_uses_no_position_that_needs_a_genitive_or_an_article(language, entry):
    genitive = r"wegen|trotz|mittels|seitens|anhand|jenseits|abseits|anstelle|infolge"
    article = r"d(?:er|ie|as|es|em|en)|eine?[rsmn]?|ihre?[rsmn]?|dein(?:e[rsmn]?)?|dieser?[smn]?"
    clauses = re.sub(r", (?:auf )?(?:der|die|das|den|dem) ", ", ", entry.ask)  # a relative pronoun is no article
    assert not re.search(rf"\b(?:{genitive}|{article}) {INSERTED}", clauses, re.IGNORECASE)
    # The interest is the owner's own words, in whatever form and language; a quotation need not be declined.
    assert entry.ask.count("{{ topic }}") == entry.ask.count("Thema „{{ topic }}“")
    assert not re.search(r"[\"'”«»]", entry.ask)


@of_every_question("de")
def test_german_goes_on_with_was_after_was_etwas_and_a_superlative(language, entry):
    # Duden, Band 4: the relative pronoun is "was", not "das"; "das" would hang on the title in between.
    assert not re.search(r"\b(?i:was|etwas|nichts|alles|das \w+ste)\b[^.;:]*, das (?:du|dir|dich)\b", entry.ask)


@of_every_question("de")
def test_german_says_du_and_guesses_nobodys_gender(language, entry):
    assert not re.search(r"(?<![.?:] )\b(?:Sie|Ihnen|Ihre?[nmrs]?)\b", entry.ask)
    assert not re.search(r"(?:^|[.?:] )(?:Ihnen|Ihre?[nmrs]?)\b", entry.ask)
    assert not re.search(
        r"(?i:lehrer|schüler|kolleg|autor|leser(?!schaft)|freund(?!es))|\b(?:er|ihm|ihn|man) (?:hat|ist)\b", entry.ask
    )
    assert not re.search(r"jemand(?:em|en)?, de[rm]\b|[*:]innen|/in\b", entry.ask)


@of_every_question("es")
def test_spanish_opens_its_question_and_nothing_melts_or_clashes(language, entry):
    assert entry.ask.count("¿") == 1
    assert entry.ask.index("¿") < entry.ask.index("?")
    # "y" and "o" would have to be "e" and "u" before some names and titles.
    assert not re.search(r"\b[yoeu] (?:«?\{\{)", entry.ask)
    for words in ("topic", "term", "subject", "search"):  # the owner's words and others', of whatever language
        assert entry.ask.count(f"{{{{ {words} }}}}") == entry.ask.count(f"«{{{{ {words} }}}}»")
    assert "sobre {{ pick }}" not in entry.ask  # su publicación sobre #x
    assert not re.search(r"[\"'“”„]", entry.ask)
    for words in readings("es", entry):
        ours = re.sub(r"«[^«»]*»", "«»", words)
        assert not re.search(r"\b(?:de|a) el\b|\ba la su\b|\bdel? su su\b", ours), words


@pytest.mark.parametrize(
    ("language", "said", "seen"),
    [
        ("de", "Heute regnet es.", "„Heute regnet es.“ Und dann?"),
        ("de", "Regnet es?", "„Regnet es?“ Und dann?"),
        ("es", "Hoy llueve.", "«Hoy llueve». ¿Y luego?"),
        ("es", "¿Llueve?", "«¿Llueve?». ¿Y luego?"),
        ("es", "Llueve...", "«Llueve...». ¿Y luego?"),
    ],
)
def test_a_quoted_sentence_ends_where_its_language_ends_it(language, said, seen):
    template = {"de": "„{{ opening }}“ Und dann?", "es": "«{{ opening }}». ¿Y luego?"}[language]
    assert wording.render(template, Occasion((pick(),), {"opening": said}), language) == seen


@of_every_question(*OTHERS)
def test_what_is_quoted_is_followed_by_a_stop_only_where_the_language_sets_one(language, entry):
    opens, closes = PHRASES[language].quotes
    for name in wording.SAID:
        if (said := f"{opens}{{{{ {name} }}}}{closes}") in entry.ask:
            after = entry.ask.partition(said)[2]
            assert after.startswith(" " if PHRASES[language].stop_inside else ". ")


@of_every_question("es")
def test_spanish_says_tu_and_guesses_nobodys_gender(language, entry):
    assert not re.search(r"\b(?:usted|ustedes|vos|vosotr|le agradecería)", entry.ask, re.IGNORECASE)
    assert not re.search(
        r"(?i)profesor|alumno|maestr[oa]|compañer[oa]|colega|amig[oa]|autor[ae]?s?\b|lector", entry.ask
    )
    assert not re.search(r"\b(?:nuev|sol|segur|conocid|bienvenid)[oa]s? \{\{|\}\} (?:es|está) \w{3,}[oa]\b", entry.ask)


@of_every_question("es")
def test_spanish_says_su_only_after_the_name_whose_it_is(language, entry):
    for work, voice in wording.SUBJECTS:
        works, names = (entry.ask.find(f"{{{{ {name} }}}}") for name in (work, voice))
        assert -1 in {works, names} or names < works
