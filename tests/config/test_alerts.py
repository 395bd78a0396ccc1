"""`alerts:`: what may be written, what comes of it, and that a mistake inside a query has its column."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from generator import config
from generator.config.alerts import ALERTS, key
from generator.edit.queries import read
from generator.model import Alert
from tests.config.driver import ONE, SITE

HEAD = SITE + ONE + "alerts:\n  - name: Jobs\n    "
"""The query then stands in line 7, behind `    query: `, whose blank is in column 11."""
SHIPPED = Path(__file__).resolve().parents[2]


def test_an_alert_arrives_in_the_model(load):
    text = HEAD + "query: '(job OR grant) #edu'\n    until: 2026-12-31\n  - {name: Räume für alle, query: OER}\n"

    assert load(text).alerts == (
        Alert(name="Jobs", query="(job OR grant) #edu", key="jobs", until=date(2026, 12, 31), line=6),
        Alert(name="Räume für alle", query="OER", key="raume-fur-alle", line=9),
    )


def test_without_alerts_there_are_none(load):
    assert load(SITE + ONE).alerts == ()
    assert load(SITE + ONE + "alerts:\n  # - name: x\n").alerts == ()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Jobs & Grants!", "jobs-grants"),
        ("École", "ecole"),
        ("仕事", "4ed5-4e8b"),
        ("???", "3f-3f-3f"),
        ("a" * 99, "a" * 60),
    ],
)
def test_a_name_becomes_an_address(name, expected):
    assert key(name) == expected


@pytest.mark.parametrize(
    ("line", "column", "words"),
    [
        ("query: job or grant", 16, "small letters"),
        ("query: 'job or grant'", 17, "small letters"),
        ('query: "job or grant"', 17, "small letters"),
        ("query:   (job", 14, "never closed"),
        ("query: 'a'", 0, ""),
        ("query: job #oer", 16, "begins a comment"),
        ("query: job OR #oer", 19, "begins a comment"),
        ("query: job   # my own comment", 0, ""),
        ("query: #oer", 12, "comment"),
        ("query: @ada", 12, "quotes"),
        ("query: *job", 12, ""),
        ("query: 2026", 12, '"2026"'),
        ("query: [job, grant]", 5, ""),
        ("query: ''", 13, "empty"),
        ("query:", 5, "`query` is empty"),
        ("qeury: job", 5, "`qeury`"),
        ("query: job\n    until: someday", 12, "until"),
        ("query: job\n    name: Twice", 5, "twice"),
        ("query: lang:german job", 17, "language code"),
        ("query: 'it''s job or grant'", 12, "small letters"),
    ],
)
def test_what_is_wrong_is_said_where_it_stands(load, wrong, line, column, words):
    text = HEAD + line + "\n"
    if not column:
        assert load(text).alerts
        return
    problem = wrong(text)[0]

    assert (problem.line, problem.column) == (8 if "\n" in line else 7, column)
    assert words in f"{problem.words} {problem.hint}"


def test_a_query_over_several_lines_is_understood_and_its_mistakes_are_at_its_beginning(load, wrong):
    assert load(HEAD + "query: >\n      (job OR\n      grant)\n").alerts[0].query == "(job OR grant)\n"
    assert wrong(HEAD + "query: >\n      (job or\n      grant)\n")[0].line == 7


def test_all_mistakes_are_told_at_once(wrong):
    text = HEAD + "query: job or\n  - just a text\n  - name: B\n    query: '('\n"

    assert [problem.line for problem in wrong(text)] == [7, 8, 10]


def test_two_alerts_at_one_address_are_a_mistake(wrong):
    (problem,) = wrong(HEAD + "query: a\n  - name: jobs!\n    query: b\n")

    assert (problem.line, problem.column) == (8, 11)
    assert "line 6" in problem.words


def test_there_is_an_end_to_the_number_of_alerts(load, wrong):
    entries = [f"  - name: A{number}\n    query: a\n" for number in range(ALERTS + 1)]

    assert len(load(SITE + ONE + "alerts:\n" + "".join(entries[:-1])).alerts) == ALERTS
    assert f"{ALERTS} is the most" in wrong(SITE + ONE + "alerts:\n" + "".join(entries))[0].words


def test_an_alert_that_has_ended_is_noticed(load):
    found = load(HEAD + "query: a\n    until: 2026-11-01\n")

    (notice,) = config.notices(found, today=date(2026, 11, 2))
    assert notice.line == 6
    assert "ended on 2026-11-01" in notice.words
    assert config.notices(found, today=date(2026, 11, 1)) == ()


@pytest.mark.parametrize("line", ["query: *job", "query: !job", "query: @job", "query: #job"])
def test_one_slip_is_told_once(wrong, line):
    assert len(wrong(HEAD + line + "\n")) == 1


def test_the_examples_in_the_shipped_file_are_right():
    words = (SHIPPED / "config.yaml").read_text("utf-8")
    part = words[words.index("\nalerts:") : words.index("# Questions under")]
    entries = yaml.safe_load(part.replace("\n  # ", "\n  "))["alerts"]

    assert len(entries) > 1
    assert [read(entry["query"]) for entry in entries]
