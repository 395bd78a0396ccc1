"""`theme:` in config.yaml: read as it is meant, made whole, and refused where nobody could read the page."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.config import palette
from generator.config.theme import STACKS
from generator.errors import InputError
from generator.model import BLOCKS, ThemeWishes
from generator.model.colour import Colour, contrast, fit, mixed, nearest, printed, read
from tests.config.driver import ONE, SITE

CSS = (Path(__file__).resolve().parents[2] / "themes" / "gleaner" / "static" / "gleaner.css").read_text("utf-8")
colours = st.builds(fit, st.floats(0, 1), st.floats(0, 0.4), st.floats(0, 359.9)).map(printed)


@pytest.fixture
def theme(load):
    return lambda lines: load(f"{SITE}{ONE}theme:\n{lines}").theme


def slip(theme, lines):
    with pytest.raises(InputError) as caught:
        theme(lines)
    return caught.value.problems


# ---------------------------------------------------------------- what is read


def test_what_is_not_wished_for_is_as_the_theme_has_it(theme):
    assert theme("") == theme("  colours: {}\n") == ThemeWishes()


def test_everything_that_can_be_wished_for_arrives(theme):
    found = theme(
        '  colours: {paper: "#fff", ink: "#111", soft: rgb(60 60 60), accent: oklch(45% 0.15 250),\n'
        '    dark: {accent: "#9cf"}}\n'
        "  fonts: {text: transitional, apparatus: [Inter, Gentium Plus]}\n"
        "  measure: 60\n  size: 110\n  blocks: [picks, note, chosen]\n"
    )

    assert (found.light["paper"], found.light["ink"], found.light["soft"]) == ("#ffffff", "#111111", "#3c3c3c")
    assert found.dark["accent"] == "#99ccff"
    assert found.text == STACKS["transitional"]
    assert found.apparatus == '"Inter", "Gentium Plus", sans-serif'
    assert (found.measure, found.size, found.blocks) == (60, 110, ("picks", "note", "chosen"))


def test_a_stack_is_found_in_any_writing_of_its_name_and_holds_nothing_that_css_reads_otherwise(theme):
    assert theme("  fonts: {text: Old Style}\n").text == STACKS["old style"]
    for stack in STACKS.values():
        assert re.fullmatch(r'(?:"[A-Za-z0-9 ]+"|[A-Za-z-]+[0-9]*)(?:, (?:"[A-Za-z0-9 ]+"|[A-Za-z-]+[0-9]*))*', stack)
        assert stack.endswith("serif")


# ---------------------------------------------------------------- slips


@pytest.mark.parametrize(
    ("lines", "place", "words", "hint"),
    [
        ("  colours:\n    accent: #7c3a16\n", (7, 13), "taken for a comment", '"#7c3a16"'),
        ("  colours:\n    accent: 7c3a16\n", (7, 13), "has no #", 'Did you mean "#7c3a16"?'),
        ("  colours:\n    accent: teal\n", (7, 13), "not a colour that can be measured", "oklch("),
        ('  colours:\n    accent: "#7c3a16cc"\n', (7, 13), "can be seen through", "Write it as"),
        ("  colours:\n    akzent: teal\n", (7, 5), "no key `akzent`", "accent"),
        ("  colors: {}\n", (6, 3), "no key `colors`", "Did you mean colours?"),
        ("  fonts: {text: old stlye}\n", (6, 17), "no fonts called", "Did you mean old style?"),
        ("  fonts: {text: Literata}\n", (6, 17), "no fonts called", "[Literata]"),
        ("  fonts:\n    text: ['a\"; } body { display: none']\n", (7, 5), "cannot be the name of a font", "Literata"),
        ("  fonts: {text: []}\n", (6, 11), "no font in this list", "transitional"),
        ("  measure: 100\n", (6, 12), "85 or less", ""),
        ("  size: 20\n", (6, 9), "85 or more", ""),
        ("  blocks: [picks, netwrok, chosen]\n", (6, 3), 'no part "netwrok"', "Did you mean network?"),
        ("  blocks: [network, chosen]\n", (6, 3), "“picks” is missing", ""),
        ("  blocks: [picks, network]\n", (6, 3), "“chosen” is missing", ""),
        ("  blocks: [picks, chosen, picks]\n", (6, 3), "more than once", ""),
    ],
)
def test_a_slip_is_told_with_its_place_and_what_to_write(theme, lines, place, words, hint):
    (problem,) = slip(theme, lines)

    assert (problem.line, problem.column) == place
    assert words in problem.words
    assert hint in problem.hint


def test_what_cannot_be_read_is_refused_with_the_ratio_and_the_nearest_that_can(theme):
    ink, dark = slip(theme, '  colours:\n    ink: "#777"\n    paper: "#fff"\n    dark:\n      soft: "#555"\n')

    assert (ink.line, ink.column) == (7, 10)
    assert "#777777 on #ffffff has a contrast of 4.4:1, and text needs 7:1." in ink.words
    assert ink.hint == 'The nearest that has it is "#595959".'
    assert (dark.line, dark.column) == (10, 13)


def test_an_accent_needs_less_than_text_and_its_words_are_set_in_a_stronger_one(theme):
    found = theme('  colours: {accent: "#0b6bcb", paper: "#fff"}\n')

    white = read("#fff")
    assert 4.5 <= contrast(read(found.light["accent"]), white) < 7 <= contrast(read(found.light["link"]), white)
    (problem,) = slip(theme, '  colours: {accent: "#ffcc00"}\n')
    assert "1.4:1, and what means something needs 4.5:1" in problem.words


def test_a_paper_that_swallows_the_marks_is_refused_in_either_mode(theme):
    (light,) = slip(theme, '  colours: {paper: "#ddd"}\n')
    (dark,) = slip(theme, '  colours: {dark: {paper: "#333"}}\n')

    for problem in (light, dark):
        assert "could not be told apart" in problem.words
        better = re.search(r"#[0-9a-f]{6}", problem.hint)[0]
        mode = "" if problem is light else "dark: "
        assert theme(f'  colours: {{{mode}{{paper: "{better}"}}}}\n' if mode else f'  colours: {{paper: "{better}"}}\n')


# ---------------------------------------------------------------- what follows from a colour


def test_the_table_of_the_theme_s_own_colours_is_what_the_style_sheet_says():
    light, dark = CSS.partition("/* ---- 6.")[::2]
    for mode, sheet in ((palette.LIGHT, light), (palette.DARK, dark)):
        for name, value in {**mode.own, **mode.lenses, **mode.circles}.items():
            assert f"--{name}: {value};" in sheet, (mode.name, name)
        assert list(palette.faults({"paper": read(mode.own["paper"])}, mode)) == []


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from(palette.CHOSEN), colours, min_size=1))
def test_whatever_passes_can_be_read_in_both_modes(chosen):
    if list(palette.faults(chosen, palette.LIGHT)):
        return
    dark = palette.darkened(chosen, {})

    assert list(palette.faults(dark, palette.DARK)) == []
    for given_, mode in ((chosen, palette.LIGHT), (dark, palette.DARK)):
        made = {**{name: read(value).hex for name, value in mode.own.items()}, **palette.palette(given_, mode)}
        paper = read(made["paper"])
        for name, needed in (("ink", 7), ("soft", 7), ("accent", 4.5), ("link", 7)):
            if name in made:
                assert contrast(read(made[name]), paper) >= needed, (mode.name, name, made)
        if "wash" in made and made["wash"] != made["paper"]:
            assert contrast(read(made["ink"]), read(made["wash"])) >= 7


@settings(max_examples=150, deadline=None)
@given(colours, colours, st.floats(1, 7))
def test_the_nearest_colour_has_the_contrast_or_is_black_or_white(colour, ground, ratio):
    found = nearest(colour, ground, ratio)

    assert contrast(found, ground) >= ratio or found.hex in {"#000000", "#ffffff"}
    if contrast(colour, ground) >= ratio:
        assert found.hex == colour.hex


@given(st.integers(0, 0xFFFFFF))
def test_a_colour_is_written_as_it_was_read(number):
    assert read(f"#{number:06x}").hex == f"#{number:06x}"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("#f00", "rgb(255, 0, 0)"),
        ("rgb(100% 0% 0%)", "#ff0000"),
        ("oklch(62.8% 0.2577 29.23)", "#ff0000"),
        ("oklch(0.628 64.4% 29.23deg)", "#ff0000"),
    ],
)
def test_one_colour_can_be_written_in_many_ways(one, other):
    assert read(one).hex == read(other).hex


@pytest.mark.parametrize(
    "text", ["", "#12", "#12345", "rgb(1 2)", "rgb(300 0 0)", "oklch(50% 0.1)", "red", "rgb(1 2 3 / 0.5)"]
)
def test_what_is_no_colour_is_none(text):
    assert read(text) is None


DARKEST = 0.07
"""The lightness of #010101: between black and that, hex knows nothing."""


@given(colours, colours, st.floats(0, 1))
def test_a_mixture_lies_between(one, other, part):
    low, high = sorted((one.lightness, other.lightness))

    near = 0.02 if low > DARKEST else DARKEST
    assert low - near <= mixed(one, other, part).lightness <= high + near
    assert 1 <= contrast(one, other) == contrast(other, one) <= 21.01


def test_black_on_white_has_the_most_contrast_there_is():
    assert contrast(Colour(0, 0, 0), Colour(1, 0, 0)) == pytest.approx(21)


def test_every_part_of_an_edition_is_in_the_config_that_comes_along():
    shipped = (Path(__file__).resolve().parents[2] / "config.yaml").read_text("utf-8")

    assert f"blocks: [{', '.join(BLOCKS)}]" in shipped
