"""Wording: names in a sentence, titles in quotes, foreign text that stays data."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.edit import templates, wording
from generator.edit.conditions import CONDITIONS, Occasion
from generator.edit.phrases import ENGLISH, say
from generator.edit.prompts import read_bank
from tests.edit.invented import DANAH, JONAS, pick

FOLDER = Path(__file__).resolve().parents[2] / "content" / "prompts"
SHIPPED = read_bank({path.name: path.read_text("utf-8") for path in FOLDER.glob("*.yaml")})


def rendered(template, *picks, **words):
    return wording.render(template, Occasion(picks, words))


@pytest.mark.parametrize(
    ("title", "seen"),
    [
        ("Marking less", "“Marking less”"),
        ("“We banned it”", "“We banned it”"),
        ('"Quoted" and "quoted again"', "“‘Quoted’ and ‘quoted again’”"),
        ('Why I say "no"', "“Why I say ‘no’”"),
        ("A sentence.", "“A sentence”"),
        ("Is it so?", "“Is it so?”"),
        ("And then…", "“And then…”"),
        ("Two\n lines", "“Two lines”"),
        ("評価について", "“評価について”"),
        ('""', "Ines Okafor’s piece"),
    ],
)
def test_titles_stand_in_typographic_quotes(title, seen):
    assert rendered("{{ pick }}", pick(title=title)) == seen


WORDLESS = replace(JONAS, excerpt="", topics=("libraries",))


@pytest.mark.parametrize(
    ("template", "untitled", "seen"),
    [
        ("{{ pick }}", JONAS, "Jonas’ post “I run a library of one shelf. How do you…”"),
        ("{{ voice }}, {{ pick }}", JONAS, "Jonas, their post “I run a library of one shelf. How do you…”"),
        ("{{ pick }}", replace(JONAS, kind="article"), "Jonas’ piece “I run a library of one shelf. How do you…”"),
        ("{{ pick }}", replace(JONAS, name=""), "The blog of Jonas’ post “I run a library of one shelf. How do you…”"),
        ("{{ pick }}", WORDLESS, "Jonas’ post on #LibraryLife"),
        ("{{ pick }}", replace(WORDLESS, tags=()), "Jonas’ post"),
        ("{{ pick }}", DANAH, "danah t.’s post"),
        ("{{ pick }}", replace(WORDLESS, name="", source_name="", tags=()), "The author’s post"),
    ],
)
def test_a_post_without_a_title_is_named_by_whose_it_is_and_how_it_begins(template, untitled, seen):
    assert rendered(template, untitled) == seen


def test_the_subject_is_not_said_twice():
    assert rendered("{{ topic }}: {{ pick }}", DANAH, topic="AI in schools") == "AI in schools: danah t.’s post"


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("Read on, Ltd.", "By Read on, Ltd. Why?"),
        ("word " * 20, "By word word word word word word word… Why?"),
        ("Who helped you?", "By Who helped you?. Why?"),
    ],
)
def test_no_stop_follows_a_stop_or_a_cut(name, seen):
    assert rendered("By {{ voice }}. Why?", pick(name)) == seen


def test_no_stop_follows_a_quoted_question():
    asked = pick(title="Who helped you?")
    assert rendered("Read {{ pick }}. Why?", asked) == "Read “Who helped you?” Why?"
    assert wording.render("Lee {{ pick }}. ¿Qué?", Occasion((asked,)), "es") == "Lee «Who helped you?». ¿Qué?"


def test_a_quoted_question_is_cut_in_front_for_what_it_asks_stands_at_its_end():
    asked = pick(title="We tried it all " * 10 + "and now what do you do with a wrong answer?", kind="post")
    text = rendered("{{ pick }}", asked)
    assert text.startswith("“…")
    assert text.endswith("what do you do with a wrong answer?”")
    assert len(text) <= wording.ROOMS[0].title + 2


def test_a_title_that_parts_a_word_of_the_text_ends_before_it():
    begun = pick(
        title="The door opens and all seats are taken. Wh", excerpt="The door opens and all seats are taken. Who came?"
    )
    assert rendered("{{ pick }}", begun) == "“The door opens and all seats are taken…”"
    assert rendered("{{ pick }}", replace(begun, excerpt="Something else")) == f"“{begun.title}”"


def test_an_interest_is_left_whole_where_a_name_would_be_cut():
    topic = "artificial intelligence and technology in society"
    assert rendered("{{ topic }}, {{ pick }}", pick(), topic=topic).startswith(topic)


@pytest.mark.parametrize(
    ("people", "seen"),
    [
        (("Ada",), "Ada"),
        (("Ada", "Ben"), "Ada and Ben"),
        (("Ada and Ben", "Cy"), "Ada & Ben and Cy"),
        (("Ada", "Ben", "Cy"), "Ada, Ben and Cy"),
        (("Ada", "Ben", "Cy", "Di"), "Ada, Ben, Cy and one other"),
        (tuple(f"N{number}" for number in range(20)), "N0, N1, N2 and 17 others"),
    ],
)
def test_people_are_listed_as_in_a_sentence(people, seen):
    assert wording.listed(people, wording.ROOMS[0], ENGLISH) == seen


def test_numbers_are_words_up_to_twelve():
    assert [say(number, ENGLISH) for number in (0, 1, 12, 13, 1914)] == ["no", "one", "twelve", "13", "1,914"]


@pytest.mark.parametrize(
    "title",
    [
        "{{ 7 * 7 }}",
        "{% for x in y %}",
        "{{ voice.__class__ }}",
        "{# gone #}",
        "<script>alert(1)</script>",
        "%s {0} ${x}",
    ],
)
def test_a_title_is_never_a_template(title):
    text = rendered("Read {{ pick }} by {{ voice }}.", pick(name="{{ pick }}", title=title))
    assert text == f"Read “{title}” by {{{{ pick }}}}."


def test_foreign_text_cannot_steer_the_page():
    text = rendered("Read {{ pick }}.", pick(title="one\u202eowt\x00\u200b three\r\n\u2028four"))
    assert text == "Read “oneowt three four”."


def test_a_long_title_is_cut_and_the_question_stays_whole():
    template = "Why " + "long " * 57 + "{{ pick }} {{ other }}?"
    assert wording.check(template) == {"pick", "other"}
    text = rendered(template, pick(title="a word " * 40), pick(title="another " * 40))
    assert len(text) <= wording.LIMIT
    assert text.endswith("another…”?")


@given(title=st.text(max_size=400), name=st.text(max_size=200), topic=st.text(max_size=200))
@settings(max_examples=60, deadline=None)
def test_a_question_is_one_bounded_line_whatever_the_names(title, name, topic):
    one, two = pick(name, title, topics=(topic,)), pick(name[::-1], title[::-1], tags=(topic,), kind="post")
    for entry in SHIPPED.entries[::7]:
        names = [each for condition in entry.conditions for each in CONDITIONS[condition].gives]
        words = {**dict.fromkeys(names, topic), "count": 12, "items": 1914, "voices": (name,) * 9}
        text = wording.render(entry.ask, Occasion((one, two), words))
        assert len(text) <= wording.LIMIT
        assert text.endswith("?")
        assert text == " ".join(text.split())


PARTS = st.sampled_from(
    "{{~pick~}}|{{~voice~}}|{{~count~}}|{{pick}}|{{~pick}}|{{-~pick~}}|{{~not~}}|{{~true~}}|{{~pick.x~}}|{{~pick|}}|{|"
    "}|{%|%}|{#|#}|~|Why~|\n|\r|\x00|é".replace("~", " ").split("|")
)


@given(st.lists(PARTS | st.text(max_size=4), max_size=8).map("".join))
@example("{{ pick }}")
@example("Why {{ pick }}, {{ pick }} and {{ voice }}?")
@example("{ {{ pick }} }")
@example("a" * 500)
def test_what_is_plainly_seen_in_a_template_is_what_jinja_reads_in_it(template):
    if seen := templates.seen(template):
        names, literal = templates.parsed(template)
        assert (Counter(seen[0]), seen[1]) == (Counter(names), literal)


def test_no_shipped_question_needs_more_than_a_look():
    assert all(templates.seen(entry.ask) for entry in SHIPPED.entries)


@pytest.mark.parametrize(
    "template", ["", " ", "{{ nobody }}", "{{ pick.x }}", "a\nb", "{% if pick %}", "a { b", "{{ true }}"]
)
def test_what_is_more_than_plain_is_left_to_jinja(template):
    assert templates.seen(template) is None
