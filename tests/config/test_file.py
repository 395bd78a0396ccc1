"""config.yaml as a whole: what may be written, what comes of it, and what is said where it may not."""

import json
from datetime import date
from pathlib import Path
from time import process_time
from types import MappingProxyType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.config import checks
from generator.errors import InputError
from generator.model import Config, Digest, Mute, PromptWishes, Site, Source, Tie
from tests.config.driver import ONE, SITE, read

ROWS = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "security" / "yaml.jsonl"


def test_the_least_there_can_be_is_a_title_and_a_source(load):
    assert load(SITE + ONE) == Config(
        site=Site(title="My digest"),
        sources=(Source(kind="feed", address="https://a.example/feed", name="a.example", line=4),),
    )


def test_every_key_arrives_in_the_model(load):
    text = (
        "site:\n  title: A\n  address: https://a.example/digest/\n  description: B\n  language: pt-BR\n"
        "  timezone: Europe/Berlin\n  repository: https://code.example/a\n"
        'digest:\n  day: Sun\n  hour: "18:00"\n  minutes: 12.5\n  preset: quiet voices\n  weights: {recency: 2}\n'
        "interests: [x, y z]\n"
        "sources:\n  - feed: https://b.example/\n    name: B\n    tie: very weak\n"
        "    topics: [t, u]\n    max_items: 3\n"
        'mute: [w, "#v", {domain: "https://www.c.example/x", until: 2026-12-31}]\n'
        "prompts:\n  count: 0\n  lenses: [sceptic]\n"
    )

    assert load(text) == Config(
        site=Site(
            title="A",
            address="https://a.example/digest",
            description="B",
            language="pt-BR",
            zone="Europe/Berlin",
            repository="https://code.example/a",
        ),
        digest=Digest(day=7, hour=18, minutes=12.5, preset="quiet voices", weights=MappingProxyType({"recency": 2.0})),
        interests=("x", "y z"),
        sources=(
            Source(
                kind="feed",
                address="https://b.example/",
                name="B",
                tie=Tie.VERY_WEAK,
                topics=("t", "u"),
                max_items=3,
                line=16,
            ),
        ),
        mute=(
            Mute(kind="phrase", value="w"),
            Mute(kind="tag", value="v"),
            Mute(kind="domain", value="c.example", until=date(2026, 12, 31)),
        ),
        prompts=PromptWishes(count=0, lenses=("sceptic",)),
    )


def test_a_part_that_is_all_comments_counts_as_not_written(load):
    assert load(SITE + ONE + "mute:\n  # - x\ninterests:\ndigest:\n").mute == ()


@pytest.mark.parametrize("hour", ["18", '"18"', '"18:00"', "18 # six"])
def test_an_hour_may_be_written_as_on_a_clock(load, hour):
    assert load(SITE + ONE + f"digest:\n  hour: {hour}\n").digest.hour == 18


# ---------------------------------------------------------------- what is wrong

OTHERS = {
    "a title like a date": ("site:\n  title: 2026-11-20\n" + ONE, 2, 10, '"2026-11-20"'),
    "no is Norwegian": (SITE + "  language: no\n" + ONE, 3, 13, '"no"'),
    "a language by name": (SITE + "  language: english\n" + ONE, 3, 13, '"en"'),
    "a language like a locale": (SITE + "  language: en_GB\n" + ONE, 3, 13, "en-GB"),
    "a zone misspelt": (SITE + "  timezone: Europe/Berln\n" + ONE, 3, 13, "Europe/Berlin"),
    "a zone by its city": (SITE + "  timezone: new york\n" + ONE, 3, 13, "America/New_York"),
    "a zone that is a folder": (SITE + "  timezone: Europe\n" + ONE, 3, 13, ""),
    "a zone that is a path": (SITE + "  timezone: ../../etc/passwd\n" + ONE, 3, 13, ""),
    "an address without the s": (SITE + "  address: http://a.example\n" + ONE, 3, 12, "https://a.example"),
    "an address without https": (SITE + "  address: a.example\n" + ONE, 3, 12, "https://a.example"),
    "an address with a query": (SITE + "  address: https://a.example/x?y=1\n" + ONE, 3, 12, "https://a.example/x?"),
    "an address with a fragment": (SITE + '  address: "https://a.example/#x"\n' + ONE, 3, 12, "https://a.example?"),
    "an address with a blank": (SITE + "  address: https://a.example/my digest\n" + ONE, 3, 12, "site.example/digest"),
    "an address with a name": (SITE + "  address: https://me@a.example\n" + ONE, 3, 12, "before @"),
    "a huge number of minutes": (SITE + "digest:\n  minutes: 1e308\n" + ONE, 4, 12, "Write it in digits."),
    "a day misspelt": (SITE + "digest:\n  day: fridy\n" + ONE, 4, 8, "friday"),
    "a day too many": (SITE + "digest:\n  day: 8\n" + ONE, 4, 8, "friday"),
    "an hour in sixties": (SITE + "digest:\n  hour: 18:00\n" + ONE, 4, 9, '"18:00"'),
    "half an hour": (SITE + 'digest:\n  hour: "06:30"\n' + ONE, 4, 9, "Write 6."),
    "no such hour": (SITE + "digest:\n  hour: 24\n" + ONE, 4, 9, ""),
    "minutes in words": (SITE + "digest:\n  minutes: half an hour\n" + ONE, 4, 12, "digits"),
    "no minutes": (SITE + "digest:\n  minutes: 0\n" + ONE, 4, 12, ""),
    "a preset misspelt": (SITE + "digest:\n  preset: quite voices\n" + ONE, 4, 11, "quiet voices"),
    "a signal misspelt": (SITE + "digest:\n  weights:\n    relevence: 1\n" + ONE, 5, 5, "relevance"),
    "a weight below nothing": (SITE + "digest:\n  weights:\n    recency: -1\n" + ONE, 5, 14, ""),
    "a number as an interest": (SITE + "interests:\n  - 1984\n" + ONE, 4, 5, '"1984"'),
    "interests in a line": (SITE + "interests: a, b\n" + ONE, 3, 12, "- a"),
    "a key of another part": (SITE + "lenses: [sceptic]\n" + ONE, 3, 1, "`prompts:`"),
    "a part that is none": (SITE + "feeds:\n  - x\n" + ONE, 3, 1, "sources"),
    "a lens misspelt": (SITE + "prompts:\n  lenses: [skeptic]\n" + ONE, 4, 12, "sceptic"),
    "too many questions": (SITE + "prompts:\n  count: 20\n" + ONE, 4, 10, ""),
    "a number that is muted": (SITE + "mute:\n  - 2026\n" + ONE, 4, 5, '"2026"'),
    "a mute of two kinds": (SITE + "mute:\n  - tag: a\n    voice: b\n" + ONE, 4, 5, "of its own"),
    "a mute of nothing": (SITE + "mute:\n  - until: 2026-12-31\n" + ONE, 4, 5, "phrase, tag, voice"),
    "a mute of an unknown kind": (SITE + "mute:\n  - hashtg: a\n" + ONE, 4, 5, ""),
    "a day that is not": (SITE + "mute:\n  - phrase: a\n    until: 2026-02-30\n" + ONE, 5, 12, ""),
    "no sources": (SITE + "sources: []\n", 3, 1, "- https://site.example"),
    "no title": (ONE, 1, 1, ""),
    "an empty title": ('site:\n  title: ""\n' + ONE, 2, 10, ""),
    "an endless title": ("site:\n  title: " + "a " * 200 + "\n" + ONE, 2, 10, "quote"),
    "nothing": ("", 1, 1, "It needs at least `site:` and `sources:`."),
}


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("https://a.example/digest/", None),
        ("http://localhost:8000/x", None),
        ("http://127.0.0.1:8000", None),
        ("http://[::1]:8000/", None),
        ("http://a.example", "must begin with https://"),
        ("http://localhost.a.example", "must begin with https://"),
        ("http://localhost/?x", "ends before a ?"),
        ("https://a.example/#x", "ends before a #"),
        ("https://a.example/my digest", "a blank"),
        ("https://me:pw@a.example", "a name or a password"),
        ("a.example", "Did you mean https://a.example?"),
        ("javascript:alert(1)", "is not an address"),
        ("", "is not an address"),
    ],
)
def test_where_a_site_cannot_be_is_said_in_a_sentence(address, words):
    problem = checks.address_problem(address)

    assert (problem is None) if words is None else (words in problem)


@pytest.mark.parametrize(("text", "line", "column", "hint"), OTHERS.values(), ids=OTHERS.keys())
def test_each_mistake_has_its_place_and_what_to_write_instead(wrong, text, line, column, hint):
    first = wrong(text)[0]

    assert (first.line, first.column) == (line, column)
    assert hint in first.hint


def test_every_mistake_of_the_file_is_told_at_once(wrong):
    text = (
        "site:\n  titel: X\n  language: no\n  timezone: Berlin\n"
        "digest:\n  day: fridy\n  preset: balancd\n"
        "interests: [1984]\n"
        "sources:\n  - a.example\n  - mastodon: #oer\n  - bluesky: @x\n  - https://b.example\n  - https://b.example/\n"
        "mute:\n  - tag: a b\n"
        "colour: blue\n"
    )

    lines = [problem.line for problem in wrong(text)]

    assert sorted(set(lines)) == [2, 3, 4, 6, 7, 8, 10, 11, 12, 14, 16, 17]


JARGON = ("mapping", "scalar", "sequence", "NoneType", "str ", "int ", "dict", "tuple", "pydantic", "boolean", "parse")


def test_the_words_are_plain(wrong):
    said = " ".join(f"{problem.words} {problem.hint}" for row in OTHERS.values() for problem in wrong(row[0]))

    assert [word for word in JARGON if word in said] == []


# ---------------------------------------------------------------- the file itself


def refused(path):
    with pytest.raises(InputError) as caught:
        read(path)
    (problem,) = caught.value.problems
    return problem


def test_where_there_is_no_file_it_says_where_to_go(tmp_path):
    assert "Go into the folder of your digest with `cd`" in refused(tmp_path / "config.yaml").hint


def test_a_file_with_the_other_ending_is_pointed_out(tmp_path):
    (tmp_path / "config.yml").write_text("x")

    assert refused(tmp_path / "config.yaml").hint == "Did you mean config.yml? It is there."


def test_a_folder_and_a_file_that_is_not_utf_8_are_refused_in_words(tmp_path, write):
    assert refused(tmp_path).words == "This is a folder, not a file."
    assert refused(write(b"site:\n  title: caf\xe9")).line == 2
    assert refused(write("site:".encode("utf-16"))).words == "This file is not saved as UTF-8."


def test_a_file_from_windows_is_read(write):
    assert read(write(("\ufeff" + SITE + ONE).replace("\n", "\r\n"))).site.title == "My digest"


@pytest.mark.skipif(not ROWS.exists(), reason="the collection of attacks, ../shared/data, is not here")
def test_every_attack_on_yaml_ends_in_a_clean_refusal_within_a_second(write):
    for row in map(json.loads, ROWS.read_text("utf-8").splitlines()):
        path = write(row["payload"])
        begun = process_time()
        with pytest.raises(InputError):
            read(path)
        assert process_time() - begun < 1, row["id"]


@settings(deadline=1_000, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tail=st.text(max_size=300), head=st.sampled_from(["", SITE, SITE + ONE, SITE + "sources:\n  - ", "site: "]))
def test_whatever_is_written_gives_a_config_or_a_refusal_within_a_second(tmp_path, tail, head):
    path = tmp_path / "config.yaml"
    path.write_bytes((head + tail).encode("utf-8", "surrogatepass"))
    try:
        assert isinstance(read(path), Config)
    except InputError as error:
        found = error.problems
        assert found
