"""What the social pictures show, how their words are set, and that they are small and the same every time."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from PIL import Image

from generator.model import Edition
from generator.publish import links, picture
from generator.publish.offprints import Bench
from generator.publish.picture import poster, room
from generator.publish.picture.letters import FIRST, letters
from generator.publish.picture.lines import ELLIPSIS, Type, paragraph
from generator.publish.picture.palette import small
from generator.publish.picture.sheaf import EARS, sheaf
from generator.publish.picture.tones import NAMES, tones
from generator.publish.plan import IN_FEED, Plan, plan
from generator.publish.shapes import CardView
from generator.publish.view import view
from tests.publish import make

HOME = "https://staffroom.example/digest"
MOST = 60_000
LONG = "Donaudampfschifffahrtsgesellschaft and what came of it " * 5
ARABIC, HEBREW, CHINESE, HINDI = "كيف نُصحّح أقل ونقول أكثر", "איך בודקים פחות", "黒板のすみ", "हम कम जाँचें"
STYLE = (make.THEME / "static" / "gleaner.css").read_text("utf-8")


@pytest.fixture(scope="module")
def bench() -> Bench:
    found = Environment(
        loader=FileSystemLoader(make.THEME / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return Bench(
        typeset=lambda template, names: str(found.get_template(template).render(names).strip()),
        output=Path(),
        static=make.THEME / "static",
    )


def planned(*editions: Edition, site_url: str | None = HOME, **config: str) -> Plan:
    return plan(make.config(**config), editions, (), make.METHOD, site_url)


def card(edition: Edition, **config: str) -> CardView:
    site = planned(edition, **config)
    wall = poster.Wall(
        letters=letters(),
        tones=tones(STYLE),
        rtl=site.house.say.direction == "rtl",
        title=site.config.site.title,
        address=HOME.partition("://")[2],
    )
    return poster.edition(view(edition, site.house.desk, links.absolute(None)), wall)


def words(shown: CardView) -> str:
    return " ".join(line.text.strip("\u2066\u2067\u2069").replace("\u00a0", " ") for line in shown.writing)


def titled(*titles: str, **changed: Any) -> Edition:
    return make.edition(picks=tuple(make.pick(at, title=title) for at, title in enumerate(titles)), **changed)


CASES = {
    "a headline": titled("One", title="How we mark less and say more"),
    "one pick": titled("How we mark less and say more"),
    "forty picks": titled(*["What a year of exit tickets showed us about questions"] * 40),
    "nothing": make.edition(picks=()),
    "only long titles": titled(*[LONG] * 4, title=LONG),
    "a large network": titled("One", "Two", network=make.network(48)),
    "Arabic": titled(ARABIC, ARABIC, HEBREW, title=ARABIC),
    "no letters at hand": titled(CHINESE, HINDI),
}


# ---------------------------------------------------------------- what is shown


def test_a_poster_says_what_the_week_was() -> None:
    said = words(card(titled("Reading aloud", title="Mark less, say more")))
    for part in ("The Staff Room", "Mark less, say more", "Reading aloud", "Week 47 · 14–20 November 2026"):
        assert part in said
    assert "1 pick · 2 minutes · 1 voice" in said


def test_without_a_headline_the_first_titles_are_shown_and_no_more_than_three() -> None:
    said = words(card(titled("First of them", "Second of them", "Third of them", "Fourth of them")))
    assert "First of them Second of them Third of them" in said
    assert "Fourth" not in said


def test_what_stands_behind_a_warning_stays_there_and_titles_go_before_first_words() -> None:
    post, warned = (
        make.pick(1, title="", excerpt="Only a post. With more."),
        make.pick(2, title="Hard to read", warning="x"),
    )
    said = words(card(make.edition(picks=(warned, post, make.pick(3, title="A title")))))
    assert "Hard to read" not in said
    assert said.index("A title") < said.index("Only a post")


def test_a_poster_names_nobody() -> None:
    edition = replace(titled("One", "Two"), network=make.network(20))
    assert not any(name in words(card(edition)) for name in make.PEOPLE)


def test_the_drawing_is_the_map_of_the_week_else_a_grain_for_each_pick() -> None:
    with_map = card(replace(titled("One"), network=make.network(20)))
    assert with_map.map is not None
    assert with_map.ears == ()
    without = card(titled(*"abcdefghij"))
    assert without.map is None
    assert sum(len(ear.grains) for ear in without.ears) == 10


def test_a_week_with_nothing_says_so_beside_a_stalk_without_grain() -> None:
    shown = card(make.edition(picks=()))
    assert "Nothing this week." in words(shown)
    assert [len(ear.grains) for ear in shown.ears] == [0]


@pytest.mark.parametrize("case", CASES)
def test_nothing_is_written_over_anything_else_or_over_the_edge(case: str) -> None:
    shown = card(CASES[case])
    column = range(64, 64 + poster.COLUMN + 1)
    for line in shown.writing:
        wide = letters().width(line.text.strip("\u2066\u2067\u2069"), line.size, line.weight)
        left = float(line.x) - (wide if line.side == "end" else 0)
        assert column.start - 1 <= left
        assert left + wide <= column.stop + 1
    spans = sorted((float(line.y) - 0.72 * line.size, float(line.y)) for line in shown.writing)
    assert all(above[1] < below[0] for above, below in pairwise(spans))
    assert spans[-1][1] < poster.HEIGHT - 40


def test_a_site_from_right_to_left_has_its_words_on_the_right() -> None:
    left, right = card(CASES["Arabic"]), card(CASES["Arabic"], language="ar", title=ARABIC)
    assert left.panel[0] > 600
    assert right.panel[0] == 0
    assert all(line.side == "end" for line in right.writing)


# ---------------------------------------------------------------- letters


@pytest.mark.parametrize(
    "text", ["Plain", "Żółć – “quoted”", "Ωραία", "Книга", ARABIC, HEBREW, "№ 5 · 50 %", "Việt ngữ"]
)
def test_the_fonts_that_come_along_set_seven_scripts(text: str) -> None:
    assert letters().settable(text) == text


@pytest.mark.parametrize("text", [CHINESE, HINDI, "The 黒板 project", "🎉", " ", "—"])
def test_a_text_with_a_letter_that_no_font_has_is_left_out_whole(text: str) -> None:
    assert letters().settable(text) == ""


@pytest.mark.parametrize(
    ("text", "set_as"),
    [
        ("🎉 Open textbooks for all 📚", "Open textbooks for all"),
        ("👩‍🏫 What we learned", "What we learned"),
        ("1️⃣ First", "1 First"),
        ("Thumbs 👍🏽 up", "Thumbs up"),
        ("a\u0301 e\u0301", "á é"),
    ],
)
def test_pictures_among_letters_are_left_out_and_nothing_of_them_stays(text: str, set_as: str) -> None:
    assert letters().settable(text) == set_as


def test_where_no_title_can_be_set_the_week_is_the_headline() -> None:
    shown = card(CASES["no letters at hand"], title="職員室")
    assert words(shown).startswith("staffroom.example/digest Week 47 14–20 November 2026")
    assert words(shown).count("Week 47") == 1


def test_only_fonts_that_are_needed_are_read() -> None:
    assert len(letters().files(["plain"])) == 1
    assert len(letters().files(["plain", ARABIC])) == 2
    assert [Path(file).name.split("[")[0].split("-")[0] for file in letters().files([HEBREW])][-1] == "FrankRuhlLibre"


def test_the_fonts_that_come_along_are_there_and_first() -> None:
    names = [face.file.parent.parent.name for face in letters().faces]
    assert names[: len(FIRST)] == [f"fontpkg_{slug.replace('-', '_')}" for slug in FIRST]


# ---------------------------------------------------------------- lines


def typed(*sizes: int) -> list[Type]:
    return [Type(letters=letters(), size=size, weight=400) for size in sizes]


@given(st.lists(st.text("abcdefghijklmnop", min_size=1, max_size=40), min_size=1, max_size=40), st.integers(1, 5))
@settings(max_examples=60, deadline=None)
def test_set_lines_have_room_and_lose_no_word_unless_they_end_in_an_ellipsis(given_words: list[str], most: int) -> None:
    text = " ".join(given_words)
    laid = paragraph(text, typed(60, 40), 500, most)
    assert 1 <= len(laid.lines) <= most
    assert all(laid.type.width(line) <= 500.5 for line in laid.lines)
    if laid.whole:
        assert "".join(laid.lines).replace(" ", "") == text.replace(" ", "")
    else:
        assert laid.lines[-1].endswith(ELLIPSIS)
        assert text.replace(" ", "").startswith("".join(laid.lines).replace(" ", "").removesuffix(ELLIPSIS))


def test_a_long_text_is_cut_behind_a_word() -> None:
    laid = paragraph("one two, three four five six seven eight nine ten", typed(60), 300, 2)
    assert not laid.whole
    last = laid.lines[-1].removesuffix(ELLIPSIS)
    assert last.split()[-1] in {"three", "four", "five", "two", "six"}


def test_the_largest_size_is_taken_in_which_no_word_is_broken() -> None:
    assert paragraph("staffroom.example/digest", typed(90, 40), 500, 3).lines == ("staffroom.example/digest",)


def test_lines_are_evened_out() -> None:
    laid = paragraph("How we mark less and say more in year nine", typed(60), 700, 3)
    widths = [laid.type.width(line) for line in laid.lines]
    assert min(widths) > 0.6 * max(widths)


# ---------------------------------------------------------------- the drawing


@given(st.lists(st.integers(0, 60), max_size=12))
@settings(deadline=None)
def test_every_pick_has_its_grain_however_many_sections_there_are(counts: list[int]) -> None:
    ears, band = sheaf(counts, 900, 480)
    assert sum(len(ear.grains) for ear in ears) == sum(counts)
    assert 1 <= len(ears) <= EARS
    assert bool(band) == (len(ears) > 1)


def test_the_colours_are_those_of_the_printed_style_sheet_by_day() -> None:
    found = tones(STYLE)
    assert set(found) == set(NAMES)
    assert found["paper"] == "#fcf9f2"
    own = tones(STYLE + ":where(:root) { --paper: #fffdf7; }\n@media print { :where(:root) { --paper: #fff; } }\n")
    assert own["paper"] == "#fffdf7"
    assert own["ink"] == found["ink"]


def test_a_colour_that_cannot_be_read_is_ink_or_paper() -> None:
    found = tones(":root { --paper: color(display-p3 1 1 1); --ink: var(--other); }")
    assert (found["paper"], found["ink"]) == ("#ffffff", "#000000")


# ---------------------------------------------------------------- the file


@pytest.mark.parametrize("case", CASES)
def test_a_picture_is_small_and_of_the_size_that_is_asked_for(case: str, bench: Bench) -> None:
    png = room.painted(card(CASES[case]), bench)
    assert len(png) <= MOST
    with Image.open(BytesIO(png)) as drawn:
        assert (drawn.format, drawn.size) == ("PNG", (picture.WIDTH, picture.HEIGHT))


def test_no_later_edition_changes_what_a_picture_is_made_of(bench: Bench) -> None:
    """A week later its letter is no longer at hand, words of it are told otherwise, and the picture is the same."""
    weeks = [make.edition(f"2026-W{number:02}") for number in range(30, 30 + IN_FEED + 1)]
    before, after, reworded = (
        made_of(weeks[0], bench, many) for many in (weeks[:-1], weeks, [replace(weeks[0], title="Other"), *weeks[1:]])
    )
    assert before == after != reworded


def made_of(edition: Edition, bench: Bench, weeks: Sequence[Edition]) -> tuple[object, ...]:
    """Return what the picture of an edition is made of, on a site that keeps what it makes."""
    texts = {each.week: each.title for each in weeks}
    site = plan(make.config(), weeks, (), make.METHOD, HOME, texts=texts)
    asked: list[tuple[object, ...]] = []

    def once(_: str, told: tuple[object, ...], __: Callable[[], bytes]) -> bytes:
        asked.append(told)
        return b""

    picture_of = links.edition(edition.week) + picture.FILE
    next(each for each in picture.offprints(site) if each.file == picture_of).make(replace(bench, once=once))
    assert len(asked[0]) > 0
    return asked[0]


def test_two_drawings_of_one_week_are_the_same_bytes(bench: Bench) -> None:
    shown = CASES["a large network"]
    assert room.painted(card(shown), bench) == room.painted(card(shown), bench)


def test_titles_are_letters_and_never_markup(bench: Bench) -> None:
    seen = card(titled('</text><image href="file:///etc/hostname"/> & {{ 7 * 7 }}'))
    drawing = bench.typeset(room.TEMPLATE, {"card": seen})
    assert "<image" not in drawing
    assert "&lt;/text&gt;" in drawing
    assert "49" not in words(seen)


def test_a_palette_keeps_paper_and_ink_and_comes_near_to_all_else() -> None:
    drawing = Image.new("RGB", (64, 64), (252, 249, 242))
    ramp = [(at, at, at // 2) for at in range(250)]
    rare = [(at, at, at // 2 + 1) for at in range(250)]
    for at, colour in enumerate([*ramp, *ramp, *rare]):
        drawing.putpixel((at % 64, at // 64), colour)
    written = BytesIO()
    drawing.save(written, "PNG")
    with Image.open(BytesIO(small(written.getvalue()))) as opened:
        assert opened.mode == "P"
        again = opened.convert("RGB")
    assert again.getpixel((63, 63)) == (252, 249, 242)
    far = [
        max(abs(a - b) for a, b in zip(drawing.getpixel(spot), again.getpixel(spot), strict=True))  # type: ignore[arg-type]
        for spot in ((at % 64, at // 64) for at in range(750))
    ]
    assert max(far) == 1


# ---------------------------------------------------------------- which there are


def test_each_of_the_newest_editions_has_a_picture_and_older_ones_have_that_of_the_site() -> None:
    weeks = [make.edition(f"2026-W{number:02}") for number in range(10, 10 + room.NEWEST + 2)]
    site = planned(*weeks)
    files = [each.file for each in picture.offprints(site)]
    assert files[0] == picture.FILE
    assert len(files) == len(set(files)) == room.NEWEST + 1
    assert picture.place(weeks[-1], site.house) in files
    assert picture.place(weeks[0], site.house) == picture.FILE
    assert picture.place(None, site.house) == picture.FILE


def test_a_site_without_an_address_has_no_pictures_for_nobody_could_ask_for_them() -> None:
    assert picture.offprints(planned(make.edition(), site_url=None)) == ()
