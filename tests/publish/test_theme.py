import gzip
import re

import pytest
from jinja2 import Environment, FileSystemLoader, meta, nodes

from generator.publish import verify
from tests.publish import contract, make

TEMPLATES = make.THEME / "templates"
PAGES = sorted(path.name for path in TEMPLATES.glob("*.html") if path.name != "base.html")
PARTIALS = sorted(f"partials/{path.name}" for path in (TEMPLATES / "partials").glob("*.html"))
ENVIRONMENT = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True)
CSS = (make.THEME / "static" / "gleaner.css").read_text("utf-8")


def parsed(name: str) -> nodes.Template:
    return ENVIRONMENT.parse((TEMPLATES / name).read_text("utf-8"))


def used(name: str) -> set[str]:
    """Return the names a template asks for, those of the templates it extends among them, but not its macros."""
    tree = parsed(name)
    parents = [found.template.as_const() for found in tree.find_all(nodes.Extends)]
    macros = {macro.name for macro in tree.find_all(nodes.Macro)}
    for found in tree.find_all(nodes.FromImport):
        macros |= {each[1] if isinstance(each, tuple) else each for each in found.names}
    return (meta.find_undeclared_variables(tree) - macros).union(*(used(parent) for parent in parents))


# ---------------------------------------------------------------- the contract


def test_every_template_is_given_names_and_every_given_template_is_there() -> None:
    assert set(PAGES) == set(contract.given())


@pytest.mark.parametrize("name", PAGES)
def test_a_template_asks_only_for_what_it_is_given(name: str) -> None:
    assert used(name) - contract.given()[name] == set()


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_given_to_a_template_that_it_does_not_use(name: str) -> None:
    frame = {"site", "page", "say", "to"}

    assert contract.given()[name] - used(name) - frame == set()


@pytest.mark.parametrize("name", PARTIALS)
def test_a_partial_sees_only_what_it_is_handed(name: str) -> None:
    assert meta.find_undeclared_variables(parsed(name)) == set()


def test_the_readme_says_what_the_code_gives() -> None:
    assert contract.README.read_text("utf-8") == contract.written()


def test_every_field_that_templates_are_given_is_shown_somewhere() -> None:
    """In a template, or on the picture of an edition."""
    drawn = make.ROOT / "generator" / "publish" / "picture" / "poster.py"
    shown = [*(path for path in sorted(TEMPLATES.rglob("*")) if path.is_file()), drawn]
    everything = "".join(path.read_text("utf-8") for path in shown)
    fields = {field for shape in contract.documented().values() for field, _, _ in shape}

    assert {field for field in fields if not re.search(rf"\b{field}\b", everything)} == set()


# ---------------------------------------------------------------- markup


@pytest.mark.parametrize("name", ["base.html", *PAGES, *PARTIALS])
def test_no_template_lets_markup_through_or_brings_a_script_but_the_files_of_the_theme(name: str) -> None:
    source = (TEMPLATES / name).read_text("utf-8")
    source = re.sub(r'<script defer src="\{\{ to\("theme/[a-z-]+\.js"\) \}\}"></script>', "", source)

    assert not re.search(r"\|\s*safe\b|autoescape|<script|\son\w+=|\sstyle=|Markup", source)


def test_the_policy_of_every_page_is_the_one_that_is_verified() -> None:
    framed = "{% if page.frames %}; frame-src {{ page.frames }}{% endif %}"

    assert f'content="{verify.POLICY}{framed}"' in (TEMPLATES / "base.html").read_text("utf-8")


def test_no_template_holds_a_sentence_of_its_own() -> None:
    for name in ("base.html", *PAGES, *PARTIALS):
        printed = (TEMPLATES / name).read_text("utf-8")
        source = re.sub(r"\{#.*?#\}|\{\{.*?\}\}|\{%.*?%\}|<[^>]*>", " ", printed, flags=re.DOTALL)
        assert re.findall(r"[A-Za-z]{3,}", source) == [], name


# ---------------------------------------------------------------- the style sheet


def chapters() -> list[str]:
    return re.split(r"/\* ---- \d\. \w+ -+ \*/", CSS)[1:]


def test_the_style_sheet_has_seven_chapters_in_their_order() -> None:
    names = re.findall(r"/\* ---- (\d\. \w+) -+ \*/", CSS)

    assert names == [
        "1. Tokens",
        "2. Reset",
        "3. Elements",
        "4. Layout",
        "5. Components",
        "6. Preferences",
        "7. Print",
    ]


def test_the_style_sheet_stays_small() -> None:
    assert len(gzip.compress(CSS.encode(), 9)) <= 8 * 1024
    assert CSS.count("\n") <= 480


def test_the_scripts_stay_small_and_are_all_there_is() -> None:
    scripts = {path.name: path.read_bytes() for path in sorted((make.THEME / "static").glob("*.js"))}
    worker = (TEMPLATES / "sw.js").read_bytes()

    assert set(scripts) == {"keeping.js", "my-notes.js", "notes.js", "offline.js", "search.js", "talk.js"}
    assert len(gzip.compress(scripts["keeping.js"] + scripts["notes.js"], 9)) <= 4.5 * 1024, "on the page of an edition"
    assert len(gzip.compress(scripts["search.js"], 9)) <= 4.25 * 1024, "on the page of the search, which has no other"
    away = scripts["offline.js"] + worker
    assert len(gzip.compress(away, 9)) <= 2.25 * 1024, "for readers without a network; no edition waits for it"
    others = b"".join(script for name, script in scripts.items() if name not in {"offline.js", "search.js"})
    assert len(gzip.compress(others, 9)) <= 6.75 * 1024
    assert {path.name for path in (make.THEME / "static").iterdir()} - set(scripts) == {
        "feed.css",
        "gleaner.css",
        "gleaner.svg",
    }


def test_the_style_sheet_loads_nothing() -> None:
    assert not re.search(r"url\(|@import|@font-face|https?:", CSS)


def test_only_the_first_chapter_holds_a_literal_colour_or_size() -> None:
    rules = re.sub(r"/\*.*?\*/", "", "".join(chapters()[1:5]), flags=re.DOTALL)
    rules = re.sub(r"\(min-width: [\d.]+rem\)", "", rules)  # a custom property cannot stand in a media query

    assert re.findall(r"#[0-9a-f]{3,8}\b|oklch\(|rgb|\b\d*\.?\d+(?:rem|px|pt|mm|vw)\b", rules) == []


def test_every_token_is_used_and_every_token_used_is_there() -> None:
    made = set(re.findall(r"(--[a-z]+):", CSS))

    assert made == set(re.findall(r"var\((--[a-z]+)", CSS))


def test_dark_mode_gives_every_colour_another_value() -> None:
    light = set(re.findall(r"(--[a-z]+): oklch", chapters()[0]))
    dark = set(re.findall(r"(--[a-z]+): oklch", chapters()[5]))

    assert light == dark
