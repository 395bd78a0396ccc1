"""The schema for editors knows every key, takes every file that is right, and marks a slip."""

import json
import re
from pathlib import Path
from textwrap import dedent

import jsonschema
import pytest

from generator import forms
from generator.config import keys, schema
from generator.edit import PRESETS, SIGNALS
from generator.forms.filling import plain
from tests.config.driver import SITE

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "config.yaml"
KNOWN = json.loads(schema.KEPT.read_text("utf-8"))
JUDGE = jsonschema.Draft7Validator(KNOWN, format_checker=jsonschema.FormatChecker())
OPTION = re.compile(r"""^(  +)# ( *(?:- )?(?:["a-z][\w-]*:|- |"#).*)$""", re.MULTILINE)
"""A line of the shipped file that shows something in a comment."""
GUIDE = ROOT / "content" / "pages" / "guide"
BLOCKS = [
    (path.name, dedent(block))
    for path in sorted(GUIDE.glob("*.md"))
    for block in re.findall(r"```yaml\n(.*?)^ *```", path.read_text("utf-8"), re.DOTALL | re.MULTILINE)
]


def wrong(text):
    """Return where the schema finds something wrong in a file."""
    root = forms.page(text, file="config.yaml").root
    return [error.json_path for error in JUDGE.iter_errors(with_nothing(root))]


def with_nothing(node):
    """Return a tree as JSON, empty keys among it, as editors see it."""
    if node.kind is forms.Kind.GROUP:
        return {key: with_nothing(each) for key, each in node.value.items()}
    if node.kind is forms.Kind.LIST:
        return [with_nothing(each) for each in node.value]
    return plain(node)


def named(part, way=""):
    """Yield the way to every key of a schema, with its part."""
    for key, value in part.get("properties", {}).items():
        if way == "digest.weights.":
            return
        yield f"{way}{key}", value
        yield from named(value, f"{way}{key}.")
        items = value.get("items") or next((each["items"] for each in value.get("anyOf", ()) if "items" in each), {})
        yield from named(items, f"{way}{key}[].")
    for each in part.get("anyOf", ()):
        yield from named(each, way)


def test_it_is_a_schema_that_editors_know():
    jsonschema.Draft7Validator.check_schema(KNOWN)
    assert KNOWN["$schema"] == "http://json-schema.org/draft-07/schema#"


def test_it_knows_exactly_the_keys_that_may_be_written():
    ways = {way for way, _ in named(KNOWN)}

    assert {key.name for key in keys.KEYS} - ways == set()
    assert ways - {key.name for key in keys.KEYS} == set(schema.GROUPS)


def test_every_key_says_what_it_means():
    assert [way for way, part in named(KNOWN) if len(part.get("description", "")) < 10] == []
    assert not re.search(r"\]\(", schema.KEPT.read_text("utf-8"))


def test_what_has_a_fixed_choice_is_offered():
    ways = dict(named(KNOWN))

    assert ways["digest.preset"]["anyOf"][0]["enum"] == list(PRESETS)
    assert "friday" in str(ways["digest.day"])
    assert "very weak" in str(ways["sources[].tie"])
    assert any(each.startswith("r/") for each in ways["sources[].reddit"]["examples"])
    assert set(ways["digest.weights"]["properties"]) == set(SIGNALS)


def test_the_first_line_of_the_shipped_file_leads_to_it():
    first, _, _ = SHIPPED.read_text("utf-8").partition("\n")

    assert first == schema.MODELINE
    assert (ROOT / first.rpartition("=")[2]).resolve() == schema.KEPT
    assert "redhat.vscode-yaml" in (ROOT / ".vscode" / "extensions.json").read_text("utf-8")


@pytest.mark.parametrize("path", [SHIPPED, ROOT / "generator" / "demo" / "config.yaml"], ids=["shipped", "demo"])
def test_the_files_that_come_with_gleaner_are_right(path):
    assert wrong(path.read_text("utf-8")) == []


def test_the_shipped_file_is_right_with_everything_it_shows_uncommented():
    assert wrong(OPTION.sub(r"\1\2", SHIPPED.read_text("utf-8"))) == []


@pytest.mark.parametrize(("_paper", "block"), BLOCKS)
def test_every_example_in_the_guide_is_right(_paper, block):
    whole = f"{SITE}sources:\n" + "".join(f"  {line}\n" for line in block.splitlines())
    assert (
        wrong(
            whole
            if block.startswith("-")
            else block
            if block.startswith("site:")
            else SITE + "sources: [https://site.example]\n" + block
        )
        == []
    )


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("sight:\n  title: T\n", "$"),
        ("digest:\n  dai: friday\n", "$.digest"),
        ("digest:\n  day: fryday\n", "$.digest.day"),
        ("digest:\n  hour: 24\n", "$.digest.hour"),
        ("digest:\n  preset: loud\n", "$.digest.preset"),
        ("digest:\n  weights:\n    recensy: 1\n", "$.digest.weights"),
        ("digest:\n  weights:\n    recency: 101\n", "$.digest.weights"),
        ("prompts:\n  count: 13\n", "$.prompts.count"),
        ("mute:\n  - phrase: a\n    tag: b\n", "$.mute[0]"),
        ("alerts:\n  - name: Jobs\n", "$.alerts[0]"),
        ("theme:\n  blocks: [picks, chosn]\n", "$.theme.blocks"),
        ("answers:\n  giscus:\n    repo: a/b\n", "$.answers.giscus"),
        ("sources:\n  - url: https://a.example\n", "$.sources[0]"),
        ("sources:\n  - feed: https://a.example\n    reddit: r/x\n", "$.sources[0]"),
        ("sources:\n  - feed: https://a.example\n    tie: close\n", "$.sources[0]"),
        ("sources:\n  - feed: https://a.example\n    until: tomorrow\n", "$.sources[0]"),
        ("sources:\n  - 1984\n", "$.sources[0]"),
        ("sources: []\n", "$.sources"),
    ],
)
def test_a_slip_is_marked(text, where):
    base = {"site": f"{SITE}", "sources": "sources:\n  - https://a.example\n"}
    rest = "".join(part for key, part in base.items() if not text.startswith(f"{key}:"))

    assert wrong(rest) == [] or text.startswith("sources")
    assert any(found == where or found.startswith(where) for found in wrong(rest + text))
