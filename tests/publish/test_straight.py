"""An edition is read straight only where reading it closely gives the very same."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import forms
from generator.errors import InputError
from generator.publish import archive, front
from tests.publish import golden, make

FILES = sorted((golden.FOLDER / "content" / "editions").glob("*.md"))
TEXT = front.split(front.load(FILES[-1]), "x")[0]
SMALL = """\
week: 2026-W47
id: urn:x
title: Week 47, 2026
published: 2026-11-20T05:00:00Z
starts: 2026-11-13T05:00:00Z
picks:
  - id: a
    url: https://a.example/
    title: A
    voice: v
    name: N
    source: s
    source_name: S
    section: interests
    why: w
    minutes: 1.5
    tags:
      - one
      - two
network:
  nodes:
    - {number: 1, voice: 'v', name: N, x: 0.5, y: 0.5, circle: 1, tie: weak, items: 3}
    - {number: 2, voice: 'w', name: M, x: 0.1, y: 0.5, circle: 1, tie: very weak, items: 3}
  lines:
    - {ends: [1, 2], kinds: [shares], times: 2}
"""
VALUES = (
    "2026-11-20",
    "2026-11-20T05:00:00Z",
    "yes",
    "no",
    "on",
    "null",
    "~",
    "1:30",
    "0x1f",
    "010",
    "1_000",
    ".inf",
    ".nan",
    "1e3",
    "''",
    "'it''s'",
    '"x"',
    '"\\n"',
    "'a' b",
    "a # b",
    "a #b",
    "a: b",
    "a:",
    ":a",
    "- a",
    "-1",
    "-a",
    "[a]",
    "[]",
    "{}",
    "{a: 1}",
    "|",
    ">",
    "&a x",
    "*a",
    "!x y",
    "%a",
    "@a",
    "`a",
    "?",
    "? a",
    "=",
    "<<",
    "#a",
    "#",
    "a\tb",
    "a\u2028b",
    "a\x85b",
    "a\ufeffb",
    "🌾",
    "a, b",
    "a ",
    " a",
    "'",
    '"',
    "a'b",
    "|-",
    "é",
    "a\n    b",
    "\n",
    "a\x07b",
    "9" * 400,
    "x" * 500,
)
LINES = TEXT.split("\n")


def both(top: str, name: str = "2026-W47") -> tuple[object, object]:
    """Return what is read straight, and closely; of what is wrong nothing."""
    try:
        there: object = archive.closely(top, name, "x.md")
    except InputError:
        there = None
    return archive.straight(top, name), there


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_edition_that_was_written_here_is_read_straight(path) -> None:
    top, _ = front.split(front.load(path), "x")
    quick, close = both(top, path.stem)

    assert quick is not None
    assert quick == close


def test_what_is_dumped_is_read_straight() -> None:
    edition = make.edition(picks=(make.pick(title="yes"), make.pick(2, title="#maths: a 'b'")), network=make.network())
    top, _ = front.split(archive.dump(edition), "x")

    assert archive.straight(top, str(edition.week)) is not None


@pytest.mark.parametrize("key", ["title", "why", "minutes", "id", "published", "week", "tags", "x", "name"])
@pytest.mark.parametrize("value", VALUES)
def test_a_value_in_any_form_is_read_as_ever_or_not_straight(key: str, value: str) -> None:
    changed = [f"{line.partition(': ')[0]}: {value}" if f"{key}:" in line else line for line in SMALL.split("\n")]
    quick, close = both("\n".join(changed))

    assert quick is None or quick == close


@given(st.data())
def test_whatever_a_hand_does_to_an_edition_it_is_read_as_ever_or_not_straight(data: st.DataObject) -> None:
    lines = list(data.draw(st.sampled_from((SMALL.split("\n"), LINES))))
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(lines) - 1))
        line = lines[at]
        lines[at : at + 1] = data.draw(
            st.sampled_from(
                [
                    [],
                    [line, line],
                    ["  " + line],
                    [line.removeprefix("  ")],
                    [line.replace("- ", "  ", 1)],
                    ["", line],
                    [line, "# a comment"],
                    [line, "    # deeper"],
                    [line + " # behind"],
                    [line + " "],
                    ["\t" + line],
                    ["---", line],
                    [line.partition(":")[0] + ":"],
                    [line.replace(": ", ":", 1)],
                    [line.replace(": ", ":  ", 1)],
                    [line + "}"],
                    [line.replace(", ", ",")],
                    [line.replace("'", '"')],
                    [line.replace("'", "")],
                    ["- " + line],
                    [line + ": x"],
                ]
            )
            | st.sampled_from(VALUES).map(lambda value, line=line: [f"{line.partition(': ')[0]}: {value}"])
        )
    quick, close = both("\n".join(lines))

    assert quick is None or quick == close


def test_more_values_than_are_read_are_not_read_straight() -> None:
    assert forms.straight("a:\n" + "  - b\n" * 60_000) is None


def test_what_was_read_straight_is_nobody_elses() -> None:
    """Short lines are remembered, and what they hold must not be shared."""
    text = "a: []\nb:\n  - {c: [1]}\nd: one\n"
    first, second = forms.straight(text), forms.straight(text)
    assert first is not None
    first["a"].append(1)
    first["b"][0]["c"].append(2)

    assert second == forms.straight(text) == {"a": [], "b": [{"c": [1]}], "d": "one"}


INSTANTS = [at for at, line in enumerate(LINES) if re.search(r"\d{4}-\d\d-\d\dT", line)]


@pytest.mark.parametrize("at", INSTANTS, ids=lambda at: LINES[at].strip())
@pytest.mark.parametrize("instant", ["9999-01-01T00:00:00Z", "2026-11-20T05:00:00"])
def test_no_instant_that_cannot_be_compared_is_read_straight_wherever_it_stands(at: int, instant: str) -> None:
    changed = [*LINES[:at], re.sub(r": .*", f": {instant}", LINES[at]), *LINES[at + 1 :]]

    assert archive.straight("\n".join(LINES), FILES[-1].stem) is not None
    assert archive.straight("\n".join(changed), FILES[-1].stem) is None


def test_a_map_on_one_line_is_read_whole_or_not_at_all() -> None:
    assert forms.straight("a:\n  - {b: c, d: 'e, f: g}', h: [1, x]}\n") == {
        "a": [{"b": "c", "d": "e, f: g}", "h": [1, "x"]}]
    }
    for spoilt in (
        "{}",
        "{b: c",
        "{b: c}}",
        "{b: c} d",
        "{b: c, }",
        "{b: c,, d: e}",
        "{b: c, b: d}",
        "{b:c}",
        "{b: }",
        "{x, b: c}",
    ):
        assert forms.straight(f"a:\n  - {spoilt}\n") is None


def test_a_file_is_read_anew_only_when_it_has_changed(tmp_path: Path) -> None:
    _, other = (archive.write(make.edition(week), tmp_path) for week in ("2026-W46", "2026-W47"))
    before = archive.read(tmp_path)
    other.write_text(other.read_text("utf-8").replace("Feedback, part 1", "Feedback, again"), "utf-8")
    after = archive.read(tmp_path)

    assert after[0] is before[0]
    assert (before[1].picks[0].title, after[1].picks[0].title) == ("Feedback, part 1", "Feedback, again")


@pytest.mark.parametrize("top", ["id: a ", "a:\n  - ", "a: \n"])
def test_a_blank_at_the_end_of_a_line_is_not_read_straight_be_it_the_last(top: str) -> None:
    assert forms.straight(top) is None
