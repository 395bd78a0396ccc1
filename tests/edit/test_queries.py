"""Queries as educators write them: what is understood, and where and how it is said that something is not."""

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.config.manual import QUERIES
from generator.edit.lucene import DEPTH, LONGEST, PIECES, Unclear
from generator.edit.queries import FIELDS, Either, Every, Never, Wanted, read
from generator.edit.wordforms import flowing, joined, parted

signs = st.text(st.sampled_from("ab #@+-()\"*?~^:/\\[]{}<>!&|'“”–é語 \n") | st.characters(codec="utf-8"), max_size=60)
pieces = st.sampled_from(
    ["job", "#oer", "@ada", "AND", "OR", "NOT", "or", "(", ")", '"a b"', "-x", "+x", "lang:de", "site:x.example", "a*",
     "https://x.example/@y", "title:", "tag:(a OR b)", "~", "[a TO b]", "12:30", "'", "-"]
)  # fmt: skip


def unclear(text):
    with pytest.raises(Unclear) as caught:
        read(text)
    return caught.value


@given(signs | st.lists(pieces, max_size=12).map(" ".join))
@example("job~.")
@example("job^1..2")
@example("a~1. b")
def test_whatever_is_written_is_understood_or_refused_with_a_place_in_it(text):
    found = None
    try:
        read(text)
    except Unclear as mistake:
        found = mistake

    assert found is None or (found.words and 0 <= found.at <= len(text))


@pytest.mark.parametrize("query", QUERIES)
def test_every_example_of_the_manual_is_understood(query):
    read(query)


def test_blanks_mean_and():
    assert read("job Berlin") == read("job AND Berlin") == read("+job +Berlin") == read(" job\n Berlin ")


def test_minus_and_not_mean_the_same():
    assert read("job -senior") == read("job NOT senior") == read("job AND NOT senior")


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("#oer", "tag:oer"),
        ('#"open education"', 'tag:"open education"'),
        ("@ada@school.example", "person:ada@school.example"),
        ('@"Ada Lovett"', 'person:"Ada Lovett"'),
        ("“open education”", '"open education"'),
        ("„open education“", '"open education"'),
    ],
)
def test_what_is_written_in_short_is_a_field(short, long):
    assert read(short) == read(long)
    assert read(f"job -{short}") == read(f"job -{long}")
    assert read(f"(job OR {short})") == read(f"(job OR {long})")


def test_a_field_of_several_looks_for_each_of_them_there():
    query = read("title:(job OR grant) -lang:(de OR fr)")

    assert isinstance(query, Every)
    either, never = query.parts
    assert isinstance(either, Either)
    assert isinstance(never, Never)
    assert [part.field for part in either.parts] == ["title", "title"]


def test_addresses_need_no_care():
    person = read("@https://school.example/@ada")
    site = read("job site:https://www.jobs.example/all?x=1")

    assert isinstance(person, Wanted)
    assert person.value == "https://school.example/@ada"
    assert isinstance(site, Every)
    assert site.parts[1].value == "jobs.example"


@pytest.mark.parametrize(
    ("text", "at", "words", "hint"),
    [
        ("", 0, "empty", "For example"),
        ("  \n", 0, "empty", "For example"),
        ('job "open education', 4, "never closed", "in quotes"),
        ("job (a OR b", 4, "never closed", ")"),
        ("job) a", 3, "closes nothing", ""),
        ("job AND", 4, "missing after `AND`", ""),
        ("AND job", 0, "`AND` cannot stand here", ""),
        ("#oer OR OR b", 8, "`OR` cannot stand here", ""),
        ("#oer () b", 6, "`)` cannot stand here", ""),
        ("job or grant", 4, "`or` in small letters", "Write OR"),
        ("job && grant", 4, "`&` means nothing", "AND"),
        ("job || grant", 4, "`|` means nothing", "OR"),
        ("job !senior", 4, "`!` means nothing", "NOT"),
        ("job –senior", 4, "`–` means nothing", "Write - instead"),
        ("job - Berlin", 4, "directly before", "job Berlin"),
        ("job --senior", 4, "directly before", ""),
        ("job # oer", 4, "directly before", ""),
        ("job OR grant Berlin", 0, "side by side", "parentheses"),
        ("job AND grant OR Berlin", 0, "side by side", "parentheses"),
        ("job OR grant -senior", 7, "side by side", "parentheses"),
        ("job OR +grant", 7, "side by side", "parentheses"),
        ("-job", 0, "must not be there", "job -senior"),
        ("job OR -grant", 0, "must not be there", "job -senior"),
        ("-(job senior) OR grant", 0, "must not be there", ""),
        ("job~", 0, "spelt alike", "colour"),
        ('"open education"~3', 0, "near each other", "phrase"),
        ("#oer job^2", 5, "count more", ""),
        ("#oer [a TO b]", 5, "lies between", ""),
        ("#oer >5", 5, "larger", ""),
        ("#oer /jobs?/", 5, "patterns", "Name the words"),
        ("jo*b", 0, "`*` means nothing", "librar*"),
        ("job?", 0, "`?` means nothing", ""),
        ('"school lib*"', 0, "in quotes", "librar*"),
        ("j*", 0, "Nearly every text", "more of the word"),
        ("*", 0, "neither a letter", ""),
        ("job ...", 4, "neither a letter", ""),
        ("@ada*", 1, "behind `person:`", "librar*"),
        ("a\\b", 1, "means nothing", "quotes"),
        ("12:30", 0, "no field `12:`", '"12:30"'),
        ("#oer langauge:de", 5, "no field `langauge:`", "lang"),
        ("#oer language:de", 5, "no field `language:`", "lang:"),
        ("by:ada", 0, "no field `by:`", "person:"),
        ("lang:german", 5, "not a language code", "lang:de"),
        ("site:jobs", 5, "not a site", "jobs.example"),
        ("https://jobs.example/x", 0, "address alone", "site:jobs.example"),
        ("title:(site:a.example)", 7, "stands inside `title:`", ""),
        ("job 'tis", 4, "cannot stand here", ""),
        ("job\x00b", 3, "U+0000", "type it anew"),
        ("job \x1bgrant", 4, "U+001B", "type it anew"),
        ("job\x85grant", 3, "U+0085", "type it anew"),
        ("a" * (LONGEST + 1), 0, f"{LONGEST}", "two alerts"),
        ("a " * (PIECES + 1), 0, f"{PIECES}", "two alerts"),
        ("(" * (DEPTH + 1) + "a" + ")" * (DEPTH + 1), DEPTH, f"{DEPTH}", "two alerts"),
    ],
)
def test_what_is_not_understood_is_said_with_its_place_and_what_to_do(text, at, words, hint):
    mistake = unclear(text)

    assert mistake.at == at
    assert words in mistake.words
    assert hint in mistake.hint


def test_the_deepest_query_there_may_be_can_be_walked():
    read("(" * DEPTH + "a" + ")" * DEPTH)
    read("a " + "NOT " * (PIECES - 2) + "b")


def test_what_must_not_be_there_twice_must_be_there():
    assert isinstance(read("NOT (NOT job)"), Never)


def test_a_mistake_leaves_no_trace_in_the_next_query():
    unclear("(a OR")
    unclear("'x")

    assert read("a OR b") == Either((read("a"), read("b")))


def test_whoever_has_no_alerts_does_not_wait_for_the_parser():
    script = "import sys, generator.edit; print('luqum' in sys.modules)"
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run([sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=True)

    assert done.stdout == "False\n"


def test_the_parser_says_nothing_of_itself_and_writes_nothing_down(tmp_path):
    """Its tables do not fit every Python: without any it has to do as it does where they do not fit."""
    luqum, made = Path(importlib.util.find_spec("luqum").origin).parent, ("parsetab.py", "parser.out", "__pycache__")
    shutil.copytree(luqum, tmp_path / "luqum", ignore=shutil.ignore_patterns(*made))
    before = sorted(tmp_path.rglob("*"))
    root = Path(__file__).resolve().parents[2]
    call = [sys.executable, "-B", "-c", "from generator.edit import queries; print(queries.read('a OR b'))"]
    where = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), str(root)])}
    done = subprocess.run(call, cwd=root, env=where, capture_output=True, text=True, check=True)

    assert (done.stdout.startswith("Either("), done.stderr) == (True, "")
    assert sorted(tmp_path.rglob("*")) == before


def test_all_fields_are_in_the_manual():
    told = " ".join(QUERIES)

    assert [field for field in FIELDS if field and f"{field}:" not in told and field not in {"tag", "person"}] == []


# ---------------------------------------------------------------- words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("L’École d'été", "l ecole d ete"),
        ("Straße STRASSE", "strasse strasse"),
        ("teacher's teachers’", "teacher s teachers"),
        ("e-learning, e‑learning", "e learning e learning"),
        ("C++ c# C, f#!", "c++ c# c f#"),
        ("期末試験 3年生", "期 末 試 験 3 年 生"),
        ("می‌روم", "می روم"),
        ("digital_literacy", "digital literacy"),
        ("ﬁne ℡", "fine tel"),
        ("…!?", ""),
    ],
)
def test_words_are_compared_without_case_accents_and_marks(text, words):
    assert flowing(text).split() == words.split()


@given(st.text(max_size=80))
def test_the_form_of_words_is_final(text):
    assert flowing(flowing(text)) == flowing(text)


@pytest.mark.parametrize(
    ("tag", "words", "one"),
    [
        ("SchoolLibrary", " school library", "schoollibrary"),
        ("OERWeek", " oer week", "oerweek"),
        ("open-education", " open education", "openeducation"),
        ("lthechat", " lthechat", "lthechat"),
        ("MFLTwitterati", " mfl twitterati", "mfltwitterati"),
    ],
)
def test_a_tag_is_one_word_and_its_parts(tag, words, one):
    assert parted(tag) == words
    assert joined(tag) == one


@given(st.lists(pieces, max_size=6).map(" ".join))
def test_parentheses_around_all_of_a_query_change_nothing(text):
    try:
        query = read(text)
    except Unclear:
        return
    assert read(f"({text})") == query
