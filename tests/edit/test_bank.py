"""The bank of questions: the shipped one read aloud, and what is wrong with another told with its line."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from generator.edit import wording
from generator.edit.conditions import CONDITIONS, hold
from generator.edit.prompts import MEMORY, UNDER, Bank, read_bank
from generator.errors import InputError
from generator.model import PromptWishes
from tests.edit.invented import WEEKS

FOLDER = Path(__file__).resolve().parents[2] / "content" / "prompts"
SHIPPED = read_bank({path.name: path.read_text("utf-8") for path in FOLDER.glob("*.yaml")})
LENSES = PromptWishes().lenses


@cache
def readings(entry):
    """Every wording of a shipped question in the invented weeks."""
    return [
        (occasion, wording.render(entry.ask, occasion))
        for facts in WEEKS.values()
        for occasion in hold(entry.conditions, facts)
    ]


@pytest.mark.parametrize("entry", SHIPPED.entries, ids=lambda entry: entry.id)
def test_every_shipped_question_reads_well_of_whatever_picks(entry):
    read = readings(entry)
    assert read, "no week of these tests lets it be asked"
    for _, words in read:
        assert words.endswith("?")
        assert len(words) <= wording.LIMIT
        assert not re.search(r"[{}]|None|  |\.\.|’’|“”|\ba [aeiou]| ,", words), words
        assert words.count("“") == words.count("”")
        assert not re.search(r"(?:^|[.?!] )their\b|by their\b|\bthe their\b|’s their\b", words), words


@pytest.mark.parametrize("entry", SHIPPED.entries, ids=lambda entry: entry.id)
def test_their_post_is_only_said_when_it_is_known_whose(entry):
    for occasion, words in readings(entry):
        for found in re.finditer(r"\btheir (?:post|piece)\b", words):
            names = [named.name or named.source_name for named in occasion.picks]
            assert any(name in words[: found.start()] for name in names), words


@pytest.mark.parametrize("entry", SHIPPED.entries, ids=lambda entry: entry.id)
def test_every_shipped_question_asks_one_thing_of_no_gender_and_without_jargon(entry):
    assert entry.ask.count("?") == 1
    assert not re.search(r"\b(?:he|she|him|his|her|hers|himself|herself)\b", entry.ask, re.IGNORECASE)
    assert not re.search(
        r"how might|leverage|stakeholder|takeaway|actionable|deep dive|impactful|learnings|disagree with each",
        entry.ask,
    )


def test_most_questions_on_one_pick_hold_its_own_words_or_a_fact_of_its_own():
    alone = [entry for entry in SHIPPED.entries if not {"other", "subject"} & set(re.findall(r"\w+", entry.ask))]
    quoting = [entry for entry in alone if {"opening", "asks"} & set(entry.conditions)]
    assert len(quoting) >= len(alone) / 3
    bare = [entry.id for entry in alone if entry.conditions == ("any",)]
    assert len(bare) <= 3


def test_no_shipped_question_tells_anybody_that_nothing_was_found_or_nobody_listens():
    for entry in SHIPPED.entries:
        assert not re.search(r"[Nn]ot one (?:of the )?interest|[Nn]obody else|never met", entry.ask), entry.id


def test_no_shipped_question_says_for_the_first_time_of_more_than_the_picks():
    told = [entry.ask for entry in SHIPPED.entries if "first time" in entry.ask]
    assert told
    assert [ask for ask in told if "among the picks for the first time" not in ask] == []


def test_the_bank_is_wide_enough_for_eight_weeks_and_no_lens_is_poor():
    lenses = Counter(entry.lens for entry in SHIPPED.entries)
    assert len(SHIPPED.entries) >= 5 * (MEMORY + 1)
    assert set(lenses) == set(LENSES) == set(SHIPPED.lenses)
    assert min(lenses.values()) >= 2 * MEMORY
    assert sum(1 for entry in SHIPPED.entries if entry.close) >= UNDER * (MEMORY + 1)


def test_every_condition_has_questions_through_two_lenses_or_more():
    lenses = {name: {entry.lens for entry in SHIPPED.entries if name in entry.conditions} for name in CONDITIONS}
    assert [name for name, seen in lenses.items() if len(seen) < 2] == []


def test_no_two_shipped_questions_are_the_same_and_their_openings_vary():
    assert len({entry.ask for entry in SHIPPED.entries}) == len(SHIPPED.entries)
    openings = Counter(" ".join(entry.ask.split()[:3]) for entry in SHIPPED.entries if not entry.ask.startswith("{{"))
    assert max(openings.values()) <= 4, openings.most_common(3)


def test_the_readme_lists_every_condition_with_its_words_and_names():
    plate = (FOLDER / "README.md").read_text("utf-8")
    for name, row in CONDITIONS.items():
        given_names = [*sum(wording.SUBJECTS[: row.size], ()), *row.gives]
        names = ", ".join(f"`{each}`" for each in given_names) or "–"
        assert f"| `{name}` | {row.words} | {names} |" in plate


def test_the_readme_names_the_conditions_that_fit_a_place_under_a_pick():
    plate = " ".join((FOLDER / "README.md").read_text("utf-8").split())
    told = re.search(r"Questions on ([^.]+?) fit one pick", plate)
    assert set(re.findall(r"`(\w+)`", told[1])) == {name for name, row in CONDITIONS.items() if row.close}


def test_the_example_of_the_readme_is_a_question():
    example = re.search(r"```yaml\n(.*?)```", (FOLDER / "README.md").read_text("utf-8"), re.DOTALL)
    assert len(read_bank({"README.md": example[1]}).entries) == 1


# ---------------------------------------------------------------- reading a bank


def question(ident="mine", lens="sceptic", when="any", template="Why {{ pick }}?"):
    return f"- id: {ident}\n  lens: {lens}\n  when: {when}\n  ask: >-\n    {template}\n"


def problems_of(**files):
    with pytest.raises(InputError) as caught:
        read_bank({f"{name}.yaml": content for name, content in files.items()})
    return caught.value.problems


def test_a_bank_of_no_files_or_empty_ones_is_empty():
    assert read_bank({}) == read_bank({"a.yaml": "", "b.yaml": "# only a comment\n"}) == Bank()


def test_one_condition_or_several_may_be_written():
    bank = read_bank({"a.yaml": question() + question("second", when="[research, new_voice, research]")})
    assert [entry.conditions for entry in bank.entries] == [("any",), ("research", "new_voice")]


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{{ pick", "no template"),
        ("{% for x in pick %}{{ pick }}{% endfor %}", "For"),
        ("{% for i in range(10**9) %}{{ pick }}{% endfor %}", "For"),
        ("{{ pick.__class__.__mro__ }}", "Getattr"),
        ("{{ pick['x'] }}", "Getitem"),
        ("{{ pick * 1000000000 }}", "Mul"),
        ("{{ pick ~ pick }}", "Concat"),
        ("{{ pick() }}", "Call"),
        ("{{ pick|e }}", "Filter"),
        ("{% if pick %}{{ pick }}{% endif %}", "If"),
        ("{% set x = pick %}{{ x }}", "Assign"),
        ("{% include pick %}", "Include"),
        ("{{ " + "(" * 500 + "pick" + ")" * 500 + " }}", "nested too deeply"),
        ("{{ pik }} and {{ pick }}", "gives no {{ pik }}"),
        ("{{ other }} and {{ pick }}", "gives no {{ other }}"),
        ("What now?", "names neither {{ pick }} nor {{ voice }}"),
        ("{{ pick }} " + "long " * 90 + "?", "94 characters too long"),
        ("''", "names neither"),
    ],
)
def test_a_template_that_does_more_or_less_than_name_things_is_refused(template, said):
    (problem,) = problems_of(mine=question(template=template))
    assert said in problem.words
    assert (problem.file, problem.line) == ("mine.yaml", 4)


def test_what_speaks_of_no_pick_must_still_say_what_it_is_about():
    (problem,) = problems_of(mine=question(when="word", template="What did {{ voice }} mean?"))
    assert "It does not name {{ term }}" in problem.words
    assert read_bank({"a.yaml": question(when="word", template="What is {{ term }}?")}).entries


def test_a_question_stands_under_a_pick_if_one_of_its_conditions_is_close_and_none_speaks_of_two():
    bank = read_bank({"a.yaml": question("a", when="[quiet, long_read]") + question("b", when="any")})
    pair = read_bank({"a.yaml": question(when="[question, two_voices]", template="{{ pick }} or {{ other }}?")})
    assert [entry.close for entry in (*bank.entries, *pair.entries)] == [True, False, False]


def test_an_empty_question_is_refused():
    (problem,) = problems_of(mine=question(when="silence", template="").replace(">-", '""'))
    assert "asks nothing" in problem.words


def test_every_problem_of_every_file_is_told_at_once_with_its_place():
    first = question(when="reserch") + question("Two Words") + question("third", template="{{ piick }}, {{ pick }}")
    second = question("third") + "- id: fourth\n  lens: sceptic\n  ask: Why {{ pick }}?\n" + question("x", when="[]")
    told = problems_of(a=first, b=second)
    assert [(problem.file, problem.line) for problem in told][:3] == [("a.yaml", 3), ("a.yaml", 6), ("a.yaml", 14)]
    assert {(problem.file, problem.line) for problem in told[3:]} >= {("b.yaml", 11)}
    assert "Did you mean research?" in told[0].hint
    assert "Did you mean pick?" in told[2].hint


def test_two_questions_cannot_have_one_id():
    (problem,) = problems_of(a=question(), b="\n" + question())
    assert (problem.file, problem.line, problem.hint) == ("b.yaml", 2, "See a.yaml, line 1.")


def test_a_name_that_two_conditions_give_is_ambiguous():
    (problem,) = problems_of(a=question(when="[several_voices, quiet_week]", template="{{ count }}, {{ pick }}?"))
    assert "More than one of its conditions gives {{ count }}" in problem.words


@pytest.mark.parametrize("content", ["id: x\nlens: y\n", "just words", "- just words", "- [", "- id: x\n  lens: 3\n"])
def test_what_is_no_list_of_questions_is_said_in_words(content):
    assert all(problem.file == "a.yaml" and problem.line for problem in problems_of(a=content))
