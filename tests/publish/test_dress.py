"""What the owner wants otherwise: colours and blocks of config.yaml, and the folder themes/mine."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import StrictUndefined, TemplateError

from generator import publish
from generator.errors import GleanerError, InputError, PressError
from generator.model import BLOCKS, ThemeWishes
from generator.publish import blocks, dress
from generator.publish.dress import blame, contract, rules, tokens
from generator.publish.dress.wardrobe import Wardrobe
from generator.publish.shapes import EditionView
from generator.publish.specimens import guide
from tests.publish import contract as documented
from tests.publish import golden, make

CSS = (make.THEME / "static" / "gleaner.css").read_text("utf-8")
README = (make.THEME / "README.md").read_text("utf-8")
WISHES = ThemeWishes(
    light={"paper": "#ffffff", "accent": "#0b6bcb", "link": "#0058ad"},
    dark={"accent": "#96c4ff"},
    text='"Literata", serif',
    measure=60,
    size=110,
)


def mine(root, **files):
    """Write files of an owner's beside the content folder; `__` stands for a slash."""
    for name, text in files.items():
        path = root / "themes" / "mine" / name.replace("__", "/").replace("_css", ".css").replace("_html", ".html")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root / "themes" / "mine"


def pick(text):
    return {"templates__partials__pick_html": text}


def taken(*own):
    """Return the first line of a template that takes over all macros of the theme's but its own."""
    tree = contract.environment().parse((make.THEME / "templates" / "partials" / "pick.html").read_text("utf-8"))
    names = sorted(contract._exported(tree) - set(own))
    return (
        '{% import "gleaner/partials/pick.html" as ours %}'
        + "".join(f"{{% set {n} = ours.{n} %}}" for n in names)
        + "\n"
    )


MACROS = taken()
ORNAMENT = (
    '{% import "gleaner/partials/marks.html" as ours %}\n{% set lens = ours.lens %}{% set ear_paths = ours.ear_paths %}'
    "{% macro ear() %}<b>~</b>{% endmacro %}"
)


def page(root, place="index.html", **changed):
    folder = make.site(root, make.edition(prompts=(make.prompt(),)), **changed)
    return (folder / place).read_text("utf-8")


def refused(root, kind=InputError, **files):
    folder = mine(root, **files)
    with pytest.raises(kind) as caught:
        dress.wardrobe(make.THEME, ThemeWishes(), folder) if kind is InputError else page(root)
    return caught.value


# ---------------------------------------------------------------- config.yaml


def test_a_site_that_wishes_for_nothing_gets_the_sheet_of_the_theme_to_the_byte(tmp_path):
    folder = make.site(tmp_path, make.edition())

    assert {path.name: path.read_bytes() for path in (folder / "theme").iterdir()} == {
        path.name: path.read_bytes() for path in (make.THEME / "static").iterdir()
    }


def test_wishes_go_behind_the_theme_s_own_tokens_in_the_one_sheet(tmp_path):
    folder = make.printed(tmp_path, make.content(tmp_path, make.edition()), config=make.config(theme=WISHES))
    sheet = (folder / "theme" / "gleaner.css").read_text("utf-8")

    assert sheet.startswith(CSS)
    assert (
        '--paper: #ffffff; --accent: #0b6bcb; --link: #0058ad; --read: "Literata", serif; --measure: 28.2rem;' in sheet
    )
    assert "@media screen and (prefers-color-scheme: dark) { :where(:root) { --accent: #96c4ff; } }" in sheet
    assert "--base: calc(1.1 * clamp(" in sheet
    assert 'fill="#0b6bcb"' in (folder / "theme" / "gleaner.svg").read_text("utf-8")
    assert (folder / "index.html").read_text("utf-8").count('rel="stylesheet"') == 1


def test_every_token_that_can_be_wished_for_is_one_of_the_theme_s():
    made = set(re.findall(r"--([a-z]+):", tokens.tokens(WISHES)))

    assert made <= set(re.findall(r"--([a-z]+):", CSS.partition("/* ---- 2.")[0]))
    assert f"--base: {tokens.BASE};" in CSS
    shades = {shade.name: shade for shade in guide.shades(CSS)}
    assert (shades["paper"].light, shades["paper"].dark) == tokens.PAPERS
    assert tokens.GROUND in (make.THEME / "static" / "gleaner.svg").read_text("utf-8")


def test_the_worker_knows_the_sheet_that_is_printed(tmp_path):
    versions = set()
    for name, wishes in (("a", ThemeWishes()), ("b", WISHES)):
        content = make.content(tmp_path / name, make.edition())
        folder = make.printed(tmp_path / name, content, config=make.config(theme=wishes))
        versions.add(re.search(r"[0-9a-f]{12}", (folder / "sw.js").read_text("utf-8"))[0])

    assert len(versions) == 2


PARTS = {
    "note": 'id="note"', "contents": 'id="contents"', "alerts": 'class="alerts"', "picks": 'class="picks"',
    "network": 'id="network"', "mirror": 'id="mirror"', "words": 'id="words"', "courtesies": 'id="kindness"',
    "questions": 'id="table"', "answers": 'id="answers"', "chosen": 'id="chosen"', "earlier": 'id="earlier"',
}  # fmt: skip


def whole(root, *wanted):
    config = make.config(theme=ThemeWishes(blocks=wanted))
    folder = publish.styleguide(
        config, content=root / "content", output=root / "site", theme=make.THEME, site_url=None
    ).folder
    text = (folder / "index.html").read_text("utf-8")
    found = {part: text.index(sign) for part, sign in PARTS.items() if sign in text}
    return sorted(found, key=found.__getitem__), text


@pytest.mark.parametrize(
    "wanted",
    [
        BLOCKS,
        ("picks", "chosen"),
        ("questions", "picks", "network", "contents", "chosen", "earlier"),
        ("chosen", "picks", "answers"),
    ],
)
def test_a_page_has_the_parts_that_are_wanted_in_their_order_and_no_other(tmp_path, wanted):
    seen, text = whole(tmp_path, *wanted)

    assert tuple(seen) == wanted
    assert text.count('class="end"') == 1
    last = [part for part in wanted if part not in {"chosen", "earlier"}][-1]
    assert text.index(PARTS[last]) < text.index('class="end"')


def test_a_part_is_hidden_by_the_field_that_it_shows():
    fields = {field for field, _ in blocks.HOLDS.values()}

    assert fields <= set(EditionView.__slots__)
    assert set(blocks.HOLDS) == set(BLOCKS) - {"contents", "picks", "chosen", "earlier"}
    assert set(PARTS) == set(BLOCKS)


# ---------------------------------------------------------------- themes/mine: what it can do


def test_one_template_takes_the_place_of_the_theme_s_and_nothing_else_changes(tmp_path):
    before = page(tmp_path / "before")
    mine(
        tmp_path / "after",
        templates__partials__marks_html=ORNAMENT,
    )
    after = page(tmp_path / "after")

    assert "<b>~</b>" in after
    assert "<b>~</b>" not in before
    assert re.sub(r"<svg class=\"ear\".*?</svg>", "", before, flags=re.DOTALL) == after.replace("<b>~</b>", "")


def test_a_template_may_extend_the_theme_s_of_the_same_name(tmp_path):
    mine(
        tmp_path,
        templates__edition_html='{% extends "gleaner/edition.html" %}{% block main %}{{ super() }}'
        '<p class="meta">{{ edition.head.week }}</p>{% endblock %}',
        templates__base_html='{% extends "gleaner/base.html" %}{% block head %}'
        '<meta name="author" content="{{ site.title }}">{% endblock %}',
    )
    edition = page(tmp_path, "editions/2026-W47/index.html")

    assert '<p class="meta">Week 47</p>' in edition
    assert '<meta name="author" content="The Staff Room">' in (tmp_path / "site" / "404.html").read_text("utf-8")


def test_rules_and_files_of_the_owner_s_go_where_the_theme_s_are(tmp_path):
    mine(
        tmp_path,
        static__mine_css=".pick { border: 0 }",
        static__tokens_css=":where(:root) { --grain: #888888 }",
        static__gleaner_svg="<svg/>",
        static__logo_svg="y",
        **{"static__.hidden": "z"},
    )
    (tmp_path / "themes" / "mine" / "static" / "gleaner_svg").rename(tmp_path / "themes/mine/static/gleaner.svg")
    page(tmp_path)
    theme = tmp_path / "site" / "theme"

    sheet = (theme / "gleaner.css").read_text("utf-8")
    assert sheet.index("--grain: #888888") < sheet.index(".pick { border: 0 }")
    assert (theme / "gleaner.svg").read_text("utf-8") == "<svg/>"
    assert not (theme / "mine.css").exists()
    assert not (theme / ".hidden").exists()


def test_a_folder_that_is_not_there_costs_nothing(tmp_path):
    worn = dress.wardrobe(make.THEME, ThemeWishes(), tmp_path / "themes" / "mine")

    assert (worn.templates, worn.static, worn.rules) == ({}, {}, "")


# ---------------------------------------------------------------- themes/mine: what it cannot do

PICK = "themes/mine/templates/partials/pick.html"


@pytest.mark.parametrize(
    ("text", "line", "words", "hint"),
    [
        (MACROS + "{{ edition }}", 2, "is handed no “edition”", ""),
        (MACROS + "{% macro x(pick) %}{{ pick.titel }}{% endmacro %}", 2, "has “titel”", "Did you mean title?"),
        (MACROS + "{% macro x(site) %}{{ site.written }}{% endmacro %}", 2, "has “written”", "site.foot"),
        (MACROS + "{% macro x(site) %}\n\n{{ site.__class__ }}{% endmacro %}", 4, "has “__class__”", ""),
        (MACROS + "{% macro x(pick) %}{{ pick.title | safe }}{% endmacro %}", 2, "would become markup", "Take it out"),
        (MACROS + "{% autoescape false %}{% endautoescape %}", 2, "would become markup", ""),
        (MACROS + "{% macro x() %}", 2, "Unexpected end of template", ""),
        (MACROS + "{{ 1 | shout }}", 2, "No filter named 'shout'", ""),
        (MACROS + "{{ ours.pik() }}", 2, "imported as “ours” has no macro “pik”", "Did you mean pick?"),
        (MACROS + '{% from "partials/mark.html" import ear %}', 2, "no template", "Did you mean partials/marks.html?"),
        (MACROS + '{% from "partials/marks.html" import eer %}', 2, "no macro “eer”", "Did you mean ear?"),
        ('{% from "partials/pick.html" import link %}', 1, "leads back", '"gleaner/partials/pick.html"'),
        (taken("link") + "{% macro link(name) %}{% endmacro %}", 2, "other arguments", "link(name, address"),
        ("{% macro pick(pick, say) %}{% endmacro %}", 1, "“link” is missing", "set link = ours.link"),
        ('{% from "gleaner/partials/pick.html" import link %}', 1, "“link” is missing", "set link = ours.link"),
    ],
)
def test_a_slip_in_a_template_stops_the_build_with_its_line(tmp_path, text, line, words, hint):
    error = refused(tmp_path, **pick(text))

    told = [each for each in error.problems if words in each.words]
    assert told, error
    assert (told[0].file, told[0].line) == (PICK, line)
    assert hint in told[0].hint


def test_a_page_is_told_what_it_is_not_given_and_a_block_that_nobody_shows(tmp_path):
    error = refused(
        tmp_path,
        templates__archive_html='{% extends "gleaner/archive.html" %}\n{% block mian %}{{ edition }}{% endblock %}',
        templates__archiv_html="<p>",
    )

    assert [(each.file.rpartition("/")[2], each.line, each.words[:30]) for each in error.problems] == [
        ("archiv.html", 1, "The theme has no template of t"),
        ("archive.html", 2, "No template that this one exte"),
        ("archive.html", 2, "This template is not given “ed"),
    ]
    assert "Did you mean archive.html?" in str(error)
    assert "Did you mean main?" in str(error)


def test_what_is_only_found_while_printing_is_told_with_its_line_too(tmp_path):
    text = ORNAMENT.replace("<b>~</b>", "\n\n{{ shape.anchor }}").replace("ear()", "ear(shape='')")
    (problem,) = refused(tmp_path, GleanerError, templates__partials__marks_html=text).problems

    assert (problem.file, problem.line) == ("themes/mine/templates/partials/marks.html", 4)
    assert problem.words == "There is no “anchor” here."
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ('<img src="https://tracker.example/x.gif" alt="">', "loads https://tracker.example/x.gif from elsewhere"),
        ("<script>alert(1)</script>", "<script> has no business on a page"),
        ('<p style="color: red">x</p>', "could run or paint something"),
        ('<meta http-equiv="refresh" content="0">', "has no business on a page"),
        ('<a href="nowhere/">x</a>', "leads nowhere"),
    ],
)
def test_a_template_cannot_bring_in_strangers_or_change_the_policy(tmp_path, markup, words):
    text = '{% extends "gleaner/missing.html" %}{% block main %}{{ super() }}' + markup + "{% endblock %}"
    error = refused(tmp_path, PressError, templates__missing_html=text)

    assert words in str(error)
    assert "Templates of your own took part (themes/mine/templates/): missing.html." in str(error)


@pytest.mark.parametrize(
    "markup",
    [
        "{{ ''['__class__'] }}",
        "{{ ''.__class__('x') }}",
        "{{ '' | attr('__class__') }}",
        "{{ say['__init__'] }}",
        "{{ (lipsum | attr('__globals__'))['os'] }}",
        "{% set name = '__cl' ~ 'ass__' %}{{ site[name] }}",
        "{% set far = '../../../../../../../etc/passwd' %}{% include far %}",
        "{{ range(10000000) | join }}",
        "{% macro round() %}{{ round() }}{% endmacro %}{{ round() }}",
        "{{ 1 // 0 }}",
    ],
)
def test_a_template_sees_what_it_is_given_and_nothing_behind_it(tmp_path, markup):
    folder = mine(
        tmp_path,
        templates__missing_html='{% extends "gleaner/missing.html" %}{% block main %}\n' + markup + "{% endblock %}",
    )
    try:
        worn = dress.wardrobe(make.THEME, ThemeWishes(), folder)
    except InputError:
        return
    world = worn.environment({"autoescape": True, "undefined": StrictUndefined})
    block = world.get_template("missing.html").blocks["main"]
    given = {"site": "", "say": len, "page": "", "to": str}
    with pytest.raises((TemplateError, ArithmeticError, RecursionError)):
        "".join(block(world.get_template("missing.html").new_context(given)))


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("{{ none | abs }}", "cannot be done with a value of this kind; perhaps it is empty"),
        ("{{ page.empty * 3 }}", "cannot be done with a value of this kind; perhaps it is empty"),
        ("{{ 3 * page.empty }}", "cannot be done with a value of this kind; perhaps it is empty"),
        ("{{ 'x' * page.empty }}", "cannot be done with a value of this kind; perhaps it is empty"),
        ("{{ 2 ** page.empty }}", "cannot be done with a value of this kind; perhaps it is empty"),
        ("{{ 1 // page.zero }}", "This divides by zero"),
        ("{{ range(10000000) | join }}", "There is no end to this"),
        ("{% macro round() %}{{ round() }}{% endmacro %}{{ round() }}", "calls itself without an end"),
    ],
)
def test_what_goes_wrong_while_a_template_is_set_is_said_in_words_with_its_line(tmp_path, markup, words):
    folder = mine(tmp_path, templates__entry_html="<p>\n\n" + markup)
    template = Wardrobe(
        theme=make.THEME, wishes=ThemeWishes(), templates={"entry.html": folder / "templates" / "entry.html"}
    ).environment({"autoescape": True, "undefined": StrictUndefined})
    with pytest.raises((TypeError, ArithmeticError, RecursionError)) as caught:
        template.get_template("entry.html").render(page={"empty": None, "zero": 0})

    (problem,) = blame.in_mine(caught.value).problems
    assert (problem.file, problem.line) == ("themes/mine/templates/entry.html", 3)
    assert words in problem.words


@pytest.mark.parametrize("name", ["static/env.txt", "static/deep/env.txt", "static/mine.css", "templates/missing.html"])
def test_a_link_that_leads_out_of_the_folder_publishes_nothing(tmp_path, name):
    folder = tmp_path / "themes" / "mine"
    (folder / name).parent.mkdir(parents=True)
    (tmp_path / "secret").write_text("token", "utf-8")
    (folder / name).symlink_to(tmp_path / "secret")

    with pytest.raises(InputError) as caught:
        dress.wardrobe(make.THEME, ThemeWishes(), folder)
    assert [(each.file, each.words) for each in caught.value.problems] == [
        (f"themes/mine/{name}", "This leads out of the folder.")
    ]


def test_a_link_within_the_folder_is_a_file_like_any_other(tmp_path):
    folder = mine(tmp_path, static__a_css="b { top: 0 }")
    (folder / "static" / "mine.css").symlink_to(folder / "static" / "a.css")

    assert "b { top: 0 }" in dress.wardrobe(make.THEME, ThemeWishes(), folder).sheet


def test_a_template_cannot_send_strangers_along_with_what_leaves_the_site(tmp_path):
    error = refused(
        tmp_path,
        PressError,
        templates__entry_html='{% include "gleaner/entry.html" %}<img src="https://tracker.example/x.gif" alt="">',
    )

    assert "atom.xml: it loads https://tracker.example/x.gif from elsewhere" in str(error)


def test_a_base_without_the_policy_is_not_printed(tmp_path):
    base = (make.THEME / "templates" / "base.html").read_text("utf-8")
    error = refused(
        tmp_path, PressError, templates__base_html=re.sub(r"<meta http-equiv.*?>\n", "", base, count=1, flags=re.DOTALL)
    )

    assert "policy" in str(error)


@pytest.mark.parametrize(
    ("css", "place", "words"),
    [
        ('@import "x.css";', (1, 1), "@import cannot be used here"),
        ("@font-face { font-family: x }", (1, 1), "@font-face cannot be used here"),
        (".a {\n  background: url(https://x.example/y)\n}", (2, 15), "url() would load something"),
        (".a { background: URL(x.png) }", (1, 18), "URL() would load something"),
        (".a { background: image-set('x' 1x) }", (1, 18), "image-set() would load"),
        (".a { background: u\\72l(x) }", (1, 19), "A \\ stands outside"),
        (".a { color: red", (1, 4), "This { is never closed"),
        (".a { } }", (1, 8), "This } ends nothing"),
        (".a { } /* x", (1, 8), "comment is never closed"),
        (".a::after { content: 'x }", (1, 22), "quote is not closed"),
        (".a::after { content: 'x\f} .b { background: url(y) } .c { top: '\f }", (1, 22), "quote is not closed"),
        ("x" * 24_001, (None, None), "24,000 is the most"),
    ],
)
def test_a_sheet_that_loads_something_or_does_not_end_is_refused_with_its_place(tmp_path, css, place, words):
    problem = refused(tmp_path, static__mine_css=css).problems[0]

    assert problem.file == "themes/mine/static/mine.css"
    assert (problem.line, problem.column) == place
    assert words in problem.words


def test_a_long_word_is_read_once_and_not_from_each_of_its_letters():
    begun = time.process_time()

    assert len(list(rules.problems("x" * 100_000, "mine.css"))) == 1
    assert time.process_time() - begun < 10, "far above what it needs; only something quadratic gets here"


def test_what_stands_in_quotes_and_comments_is_nobody_s_business():
    css = '/* url(x) @import { */ .a::after { content: "url(x) } @import \\201C"; } @media print { .b { top: 0 } }'

    assert list(rules.problems(css, "x")) == []


@given(st.text(alphabet="{}\"'/*\\@iurl(m) \n;", max_size=60))
def test_no_sheet_that_passes_can_swallow_what_follows_or_load_anything(css):
    if list(rules.problems(css, "x")):
        return
    bare = re.sub(r'/\*.*?\*/|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'', "", css, flags=re.DOTALL)

    assert bare.count("{") == bare.count("}")
    assert not re.search(r"url\(|@i|\\|[\"']", bare)


def test_what_lies_where_nobody_looks_and_what_would_hide_the_theme_is_told(tmp_path):
    error = refused(tmp_path, edition_html="", static__gleaner_css="x")

    assert [each.file for each in error.problems] == [
        "themes/mine/edition.html",
        "themes/mine/static/gleaner.css",
    ]
    assert "mine.css" in error.problems[1].hint


def test_check_says_what_build_would_refuse(tmp_path):
    mine(tmp_path, static__mine_css="{")
    content = make.content(tmp_path, make.edition())

    with pytest.raises(InputError):
        publish.check(make.config(), content=content, theme=make.THEME, site_url=None, method=make.METHOD)


# ---------------------------------------------------------------- the contract, both ways


def test_what_a_template_may_use_is_what_it_is_given():
    book, _ = contract.read(make.THEME / "templates", {}, "")
    given_names = documented.given()

    for name, names in given_names.items():
        assert contract.allowed(book, name) <= names, name
        assert names - contract.allowed(book, name) <= contract.FRAME, name


def test_what_is_gone_is_gone_and_what_is_to_be_used_instead_is_there():
    fields = {field for shape in documented.documented().values() for field, _, _ in shape}

    for name, words in contract.GONE.items():
        assert name not in fields
        assert {each.split(".")[-1] for each in re.findall(r"`([a-z.]+)`", words)} <= fields


def test_the_theme_itself_would_pass_as_an_owner_s_folder():
    templates = {
        path.relative_to(make.THEME / "templates").as_posix(): path
        for path in (make.THEME / "templates").rglob("*.html")
    }
    book, wrong = contract.read(make.THEME / "templates", templates, "mine")

    assert wrong == ()
    assert [str(each) for each in contract.problems(book)] == []


# ---------------------------------------------------------------- the examples of the README


def examples():
    """Return the files that the README shows, by their place."""
    found = re.findall(r"`themes/mine/([^`]+)`[^\n]*:\n\n```\w+\n(.*?)```", README, re.DOTALL)
    return dict(found)


def test_every_example_of_the_readme_prints_a_site(tmp_path):
    shown = examples()
    assert len(shown) >= 3
    for name, text in shown.items():
        path = tmp_path / "themes" / "mine" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    folder = golden.printed(tmp_path / "golden")
    assert folder.is_dir()
    page(tmp_path)

    for name, text in shown.items():
        if name.endswith(".css"):
            assert text.strip() in (tmp_path / "site" / "theme" / "gleaner.css").read_text("utf-8")
