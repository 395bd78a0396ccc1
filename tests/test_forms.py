"""What a person wrote: a value, or every mistake in it at once, each with its place and plain words."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import AfterValidator, Field

from generator import forms
from generator.errors import InputError


class Mood(StrEnum):
    CALM = "calm"
    WILD = "wild"


def _even(value):
    if value % 2:
        raise forms.Mistake(f"{value} is odd.", f"Write {value + 1}.")
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Inner:
    title: str
    language: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    site: Inner = Inner(title="none")
    minutes: float = 30
    count: Annotated[int, Field(ge=0, le=12)] = 5
    pairs: Annotated[int, AfterValidator(_even)] | None = None
    interests: tuple[str, ...] = ()
    sites: tuple[Inner, ...] = ()
    weights: Mapping[str, float] = field(default_factory=dict)
    mood: Mood = Mood.CALM
    until: date | None = None
    seen: datetime | None = None
    hidden: bool = False


def problems(text, shape=Shape, **settings):
    with pytest.raises(InputError) as caught:
        forms.read(text, shape, file="f.yaml", **settings)
    return caught.value.problems


def places(text, shape=Shape):
    return [(problem.line, problem.column) for problem in problems(text, shape)]


def only(text, shape=Shape):
    (problem,) = problems(text, shape)
    return problem


# ---------------------------------------------------------------- what is right


def test_a_right_form_becomes_a_value_of_its_shape():
    text = (
        "site: {title: A, language: de}\nminutes: 12\ncount: 3\ninterests: [x, 'y']\nsites:\n- title: B\n"
        "weights: {a: 1, b: 0.5}\nmood: wild\nuntil: 2026-12-31\nseen: 2026-11-20T06:00:00Z\nhidden: yes\n"
    )

    assert forms.read(text, Shape, file="f") == Shape(
        site=Inner(title="A", language="de"),
        minutes=12,
        count=3,
        interests=("x", "y"),
        sites=(Inner(title="B"),),
        weights={"a": 1, "b": 0.5},
        mood=Mood.WILD,
        until=date(2026, 12, 31),
        seen=datetime(2026, 11, 20, 6, tzinfo=UTC),
        hidden=True,
    )


@pytest.mark.parametrize(
    "text",
    [
        "minutes: 7\n",
        "\ufeffminutes: 7\n",
        "minutes: 7\r\n",
        "minutes: 7\r\nmood: calm\r\n",
        "--- \nminutes: 7\n...\n",
        "# a comment\n\nminutes: 7 # and another\n",
        "minutes:\t7\n",
        "a: &n 7\nminutes: *n\n",
        "interests:\nminutes: 7\nuntil: ~\nsite:\n  # nothing yet\n",
    ],
)
def test_ways_of_writing_that_mean_the_same_are_read_the_same(text):
    @dataclass(frozen=True, slots=True, kw_only=True)
    class Loose:
        minutes: float
        a: int = 0
        mood: str = "calm"
        interests: tuple[str, ...] = ()
        until: date | None = None
        site: Inner | None = None

    assert forms.read(text, Loose, file="f").minutes == 7


def test_a_key_with_nothing_behind_it_counts_as_not_written():
    assert forms.read("interests:\nuntil: null\n", Shape, file="f") == Shape()


def test_keys_are_read_as_they_are_written_even_where_yaml_sees_a_truth():
    assert forms.read("on: a\nno: b\n1: c\n", dict[str, str], file="f") == {"on": "a", "no": "b", "1": "c"}


def test_an_empty_text_is_a_form_without_entries_where_nothing_is_needed():
    assert forms.read("# nothing\n", Shape, file="f") == Shape()


def test_lines_are_counted_from_where_the_text_begins_in_its_file():
    (problem,) = problems("minutes: x\n", first_line=12)

    assert (problem.line, problem.column) == (12, 10)


# ---------------------------------------------------------------- what YAML makes of things

SURPRISES = {
    "no is Norwegian": ("site:\n  title: X\n  language: no", 3, 13, '"no"'),
    "on": ("interests: [on]", 1, 13, '"on"'),
    "off": ("interests:\n  - off", 2, 5, '"off"'),
    "Yes": ("site: {title: Yes}", 1, 15, '"Yes"'),
    "a date as a title": ("site:\n  title: 2026-11-20", 2, 10, '"2026-11-20"'),
    "an instant as a text": ("interests:\n- 2001-12-14t21:59:43.10-05:00", 2, 3, "date"),
    "a number as an interest": ("interests:\n  - assessment\n  - 1984", 3, 5, '"1984"'),
    "a time counts in sixties": ("interests:\n  - 12:30", 2, 5, "750"),
    "a decimal": ("interests: [1.5]", 1, 13, '"1.5"'),
    "octal": ("interests: [017]", 1, 13, '"017"'),
    "a hashtag that is a comment": ("interests:\n  - #edtech\n  - x", 2, 5, '"#edtech"'),
    "a hashtag behind a key": ("site:\n  title: #oer", 2, 10, '"#oer"'),
    "a hashtag in brackets": ("interests: [oer, #edtech, x]\ncount: 1", 1, 18, '"#edtech"'),
    "a hashtag in braces": ("site: {title: #oer}\ncount: 1", 1, 15, '"#oer"'),
    "a tab": ("site:\n\ttitle: x", 2, 1, "blanks"),
    "a tab after blanks": ("site:\n  title: x\n  \tlanguage: de", 3, 3, "blanks"),
    "hard blanks": ("site:\n\xa0\xa0title: x", 2, 1, "plain"),
    "no blank after a colon": ("minutes:30\ncount: 1", 1, 8, "minutes: 30"),
    "no blank after the last colon": ("count: 1\nminutes:30", 2, 8, "minutes: 30"),
    "nothing but keys without blanks": ("minutes:30", 1, 1, "After a colon a blank is needed"),
    "a wide colon": ("minutes：30\ncount: 1", 1, 8, "minutes: 30"),
    "no colon": ("site:\n  title x\n  language: en", 2, 8, "title: x"),
    "a colon in a text": ("site:\n  title: Digest: my week", 2, 16, '"Digest: my week"'),
    "a colon after quotes": ('site:\n  title: "a": b', 2, 13, "quotes"),
    "an open quote": ('site:\n  title: "My week\ncount: 1', 2, 10, '"My week"'),
    "a quote that ends lines below": ('site:\n  title: "a: b\ninterests:\n  - x: "y"', 2, 10, '"a: b"'),
    "an apostrophe in quotes": ("site:\n  title: 'Teacher's week'", 2, 19, '"Teacher\'s week"'),
    "quotes in quotes": ('site:\n  title: "it"s"', 2, 14, "'it\"s'"),
    "a name with @": ("site:\n  title: @anna", 2, 10, '"@anna"'),
    "a backtick": ("interests: [`x`]", 1, 13, '"`x`"'),
    "a percent sign": ("interests:\n  - %x", 2, 5, '"%x"'),
    "a star": ("interests:\n  - *important*", 2, 5, '"*important*"'),
    "a star before a name": ("interests:\n  - *oer", 2, 5, '"*oer"'),
    "an ampersand": ("interests:\n  - & more", 2, 5, '"& more"'),
    "an exclamation mark": ("interests:\n  - !wow", 2, 5, "quotes"),
    "a bar": ("site:\n  title: |pipes|", 2, 10, '"|pipes|"'),
    "a backslash": ('site:\n  title: "C:\\Users"', 2, 13, "single quotes"),
    "half a pair of surrogates": ('site:\n  title: "\\ud800"', 2, 11, "single quotes"),
    "an open bracket": ("interests: [a, b\ncount: 1", 1, 12, "[a, b]"),
    "an open brace": ("site: {title: x\ncount: 1", 1, 7, "quotes"),
    "a list in a line": ("interests: - a", 1, 12, "next line"),
    "a dash without a blank": ("interests:\n  -a\n  -b", 2, 3, "- a"),
    "a list written with commas": ("interests: assessment, OER", 1, 12, "- assessment"),
    "an entry out of line": ("interests:\n  - a\n- b", 3, 1, "dashes"),
    "a line out of line": ("site:\n    title: x\n  language: en", 3, 3, "same column"),
    "a line too far right": ("count: 1\n  minutes: 3", 2, 3, "first letter"),
    "an address without its dash": ("sites:\nhttps://a.example\ncount: 1", 2, 1, "- https://a.example"),
    "a second document": ("count: 1\n---\ncount: 2", 2, 1, "---"),
    "a directive": ("%YAML 9\n---\ncount: 1", 1, 1, ""),
    "a merge": ("<<: {count: 1}\ncount: 2", 1, 1, "Write out"),
    "a key twice": ("count: 1\nminutes: 2\ncount: 3", 3, 1, "Keep one"),
    "a tag of Python": ("count: !!python/name:os.system x", 1, 8, "quotes"),
    "binary": ("site:\n  title: !!binary AAAA", 2, 10, "quotes"),
    "a number in quotes": ('minutes: "30"', 1, 10, "30"),
    "a number in words": ('minutes: "half an hour"', 1, 10, "digits"),
    "a number with a unit": ("minutes: 30 min", 1, 10, "only the number: 30"),
    "a decimal comma": ("minutes: 0,5", 1, 10, "0.5"),
    "truth in words": ('hidden: "yes please"', 1, 9, "true or false"),
    "a key at the wrong height": ("title: x", 1, 1, "`site:`"),
    "a key in capitals": ("Minutes: 3", 1, 1, "minutes"),
    "a key misspelt": ("site:\n  title: x\n  langage: de", 3, 3, "language"),
    "a choice misspelt": ("mood: wlid", 1, 7, "wild"),
    "a text where keys are meant": ("site: My digest", 1, 7, "two blanks deeper"),
    "a number out of bounds": ("count: 20", 1, 8, ""),
    "a check of the shape": ("pairs: 3", 1, 8, "Write 4"),
    "a control character": ("site:\n  title: a\x07b", 2, 11, "anew"),
}


@pytest.mark.parametrize(("text", "line", "column", "hint"), SURPRISES.values(), ids=SURPRISES.keys())
def test_each_surprise_has_its_place_and_a_hint_of_its_own(text, line, column, hint):
    first = problems(text)[0]

    assert (first.line, first.column) == (line, column)
    assert hint in first.hint


VALUES = {
    "a truth is no number": ("minutes: true", "`minutes` must be a number, not true."),
    "a half is no whole": ("count: 3.5", "`count` must be a whole number, not 3.5."),
    "not a number": ("minutes: .nan", "`minutes` must be an ordinary number, not .nan."),
    "a huge number": ("count: 99999999999999999999", "`count` must be a whole number, not 99999999999999999999."),
    "a day that is not": ("until: 2026-02-30", '`until` must be a day such as 2026-11-20, not "2026-02-30".'),
    "a day in words": ("until: tomorrow", '`until` must be a day such as 2026-11-20, not "tomorrow".'),
    "too many": ("count: 13", "`count` must be 12 or less, not 13."),
    "too few": ("count: -1", "`count` must be 0 or more, not -1."),
    "nothing needed": ("site:\n  title:", "`title` is empty."),
    "missing": ("site:\n  language: de", "`title` is missing in `site`."),
    "missing in an entry": ("sites:\n  - language: de", "`title` is missing in entry 1 of `sites`."),
    "an empty entry": ("interests:\n  -\n  - a", "Entry 1 of `interests` is empty; it must be a text."),
    "a list as a text": ("site: {title: [a]}", "`title` must be a text, not a list."),
    "a group in a list": ("interests:\n  - a: b", "Entry 1 of `interests` must be a text, not a group of keys."),
    "a list as the file": ("- a", "The file must be a group of keys, not a list."),
    "a weight": ("weights: {a: x}", '`a` must be a number, not "x".'),
    "odd": ("pairs: 3", "3 is odd."),
}


@pytest.mark.parametrize(("text", "words"), VALUES.values(), ids=VALUES.keys())
def test_what_a_value_must_be_is_said_with_the_value_as_it_is_written(text, words):
    assert only(text).words == words


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("30 minutes", "Write only the number: 30"),
        ("2.5h", "Write only the number: 2.5"),
        ("1e308", "Write it in digits."),
        ("12e3", "Write it in digits."),
        ("30.", "Write only the number: 30"),
        ("1.2.3", "Write it in digits."),
    ],
)
def test_only_a_number_that_was_meant_is_offered(written, hint):
    assert only(f'minutes: "{written}"').hint == hint


def test_a_number_that_yaml_counted_in_sixties_is_explained():
    assert (
        only("count: 18:00").hint == 'YAML reads 18:00 without quotes as the number 1080. Put quotes around it: "18:00"'
    )


def test_every_mistake_is_told_at_once_in_the_order_of_the_file():
    text = (
        "site:\n"
        "  title: My digest: the best\n"
        "  language: no\n"
        "\tx: 1\n"
        "minutes:30\n"
        "count: many\n"
        "interests: [a, #b]\n"
        "weigths: {}\n"
        "mood: wlid\n"
        'until: "soon\n'
    )

    assert places(text) == [(2, 19), (3, 13), (4, 1), (5, 8), (6, 8), (7, 16), (8, 1), (9, 7), (10, 8)]


def test_a_key_that_is_misspelt_is_not_missing_as_well():
    assert only("site:\n  titel: x").words == "There is no key `titel` in `site`."


def test_a_mended_line_is_complained_of_once():
    assert places("minutes:half\ncount: 1") == [(1, 8)]


def test_what_cannot_be_mended_ends_the_reading_with_what_was_found_so_far():
    found = problems("minutes:30\nsite:\n    title: x\n  language: en\ncount: many")

    assert [(each.line, each.column) for each in found] == [(1, 8), (4, 3)]


def test_a_form_that_needs_something_says_so_when_it_is_empty():
    problem = only("\n# nothing here\n", Inner)

    assert (problem.line, problem.words, problem.hint) == (1, "f.yaml is empty.", "It needs at least `title:`.")


def test_what_a_mistake_quotes_cannot_steer_a_terminal_or_a_log():
    (problem,) = problems('"\\e[31mred\\n::error::x": 1\n' + "interests: []\n")

    assert "\x1b" not in str(problem)
    assert "\n" not in problem.words


# ---------------------------------------------------------------- what would break a reader

HOSTILE = {
    "deep lists": "[" * 500_000,
    "deep groups": "{a: " * 200_000,
    "laughter": "b0: &b0 [x, x]\n" + "".join(f"b{n + 1}: &b{n + 1} [*b{n}, *b{n}]\n" for n in range(24)),
    "many aliases": "a: &a x\ninterests: [" + "*a, " * 60 + "]",
    "itself": "a: &a\n  b: *a",
    "a number of sixties": "count: 1" + ":59" * 300_000,
    "a number of five thousand digits": "count: " + "9" * 5_000,
    "a long number in sixteens": "count: 0x" + "f" * 100_000,
    "blanks": 'a: "x"' + " " * 99_000 + "y",
    "slips in every line": "k: a: b\n" * 12_000,
    "mistakes in every line": "interests:\n" + "- 1\n" * 40_000,
    "the same key": "a: 1\n" * 20_000,
    "an open quote": '"' + "a" * 900_000,
    "too large": "a" * 1_000_001,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_input_is_refused_in_few_words(text):
    found = problems(text)

    assert 1 <= len(found) <= 250
    assert all(len(str(problem)) < 1_000 for problem in found)


@given(st.text(max_size=200))
def test_any_text_is_a_form_or_a_list_of_mistakes(text):
    _either(text)


WORDS = "site: title: a #x ' \" [ ] { } : &a *a !x | > % @ ` \\ no 1 2026-01-01 12:30 ~ --- ? , << -".split(" ")
GAPS = (" ", "  ", "\n", "\n  ", "\n- ", "- ", ": ", "\t", "\r\n", "---\n", "\xa0", "\u2028")
PIECES = st.sampled_from([*WORDS, *GAPS])


@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_pieces_of_yaml_are_a_form_or_a_list_of_mistakes(text):
    _either(text)


def _either(text):
    lines = forms.LINE_END.split(text)
    for problem in _found(text):
        assert 1 <= problem.line <= len(lines) + 1
        assert problem.words.endswith(".")


def _found(text):
    try:
        forms.read(text, Shape, file="f")
    except InputError as error:
        return error.problems
    return ()


JARGON = ("mapping", "scalar", "sequence", "NoneType", "str ", "int ", "dict", "tuple", "pydantic", "token", "parse",
          "anchor", "alias", "boolean", "validation", "instance", "None")  # fmt: skip


@pytest.mark.parametrize(
    "text", [row[0] for row in (*SURPRISES.values(), *VALUES.values())] + [text[:5_000] for text in HOSTILE.values()]
)
def test_the_words_are_plain(text):
    said = " ".join(f"{problem.words} {problem.hint}" for problem in problems(text))

    assert [word for word in JARGON if word in said] == []


# ---------------------------------------------------------------- files


def refused(path):
    with pytest.raises(InputError) as caught:
        forms.load(path)
    (problem,) = caught.value.problems
    return problem


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path):
    assert refused(tmp_path / "x.yaml").words == "There is no such file."
    assert refused(tmp_path).words == "This is a folder, not a file."


def test_the_first_byte_that_is_not_utf_8_is_pointed_at(tmp_path):
    path = tmp_path / "c.yaml"
    path.write_bytes("a: ü\nb: caf".encode() + b"\xe9\n")

    problem = refused(path)

    assert (problem.line, problem.column) == (2, 7)
    assert "UTF-8" in problem.hint


def test_the_first_sign_of_a_file_may_be_a_byte_order_mark(tmp_path):
    path = tmp_path / "c.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1")

    assert forms.load(path) == "a: 1"


def test_a_file_larger_than_a_megabyte_is_not_read(tmp_path):
    path = tmp_path / "c.yaml"
    path.write_bytes(b"#" * 1_000_001)

    assert "larger than 1 MB" in refused(path).words


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "c.yaml")
    (tmp_path / "linked.yaml").symlink_to(tmp_path / "c.yaml")

    for name in ("c.yaml", "linked.yaml"):
        assert "neither a file nor a folder" in refused(tmp_path / name).words


def test_a_link_to_itself_or_to_nothing_is_named(tmp_path):
    (tmp_path / "round.yaml").symlink_to(tmp_path / "round.yaml")
    (tmp_path / "gone.yaml").symlink_to(tmp_path / "nowhere.yaml")

    for name in ("round.yaml", "gone.yaml"):
        assert refused(tmp_path / name).words == "This is a link that leads to no file."


def test_a_file_is_called_as_its_owner_calls_it(tmp_path):
    with pytest.raises(InputError, match=r"^content/x\.md: There is no such file\."):
        forms.load(tmp_path / "x.md", file="content/x.md")


# ---------------------------------------------------------------- instants


@pytest.mark.parametrize("written", ["2026-11-13T05:00:00", "'2026-11-13T05:00:00'", "2026-11-13 05:00:00"])
def test_an_instant_needs_a_zone_and_is_told_how_to_get_one(written):
    problem = only(f"minutes: 3\nseen: {written}\n")

    assert (problem.line, problem.column) == (2, 7)
    assert problem.words == "`seen` must have a time zone: 2026-11-13T05:00:00Z"


@pytest.mark.parametrize("year", ["0001", "1969", "9001", "9999"])
def test_an_instant_far_from_our_days_is_refused(year):
    assert "between the years 1970 and 9000" in only(f"seen: {year}-06-01T00:00:00Z").words


@pytest.mark.parametrize("written", ["1970-01-01T00:00:00Z", "9000-12-31T23:59:59+14:00"])
def test_an_instant_of_our_days_is_read(written):
    assert forms.read(f"seen: {written}", Shape, file="f").seen == datetime.fromisoformat(written)


@dataclass(frozen=True, slots=True, kw_only=True)
class Nested:
    at: datetime
    inside: "Nested | None" = None


def test_an_instant_is_looked_for_in_what_holds_its_own_kind_too():
    with pytest.raises(InputError, match="time zone"):
        forms.read("at: 2026-01-01T00:00:00Z\ninside:\n  at: 2026-01-01T00:00:00\n", Nested, file="x")
