import re
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import cache
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model import Edition
from generator.publish import letter
from generator.publish.letter.message import LIMIT
from generator.publish.letter.plain import STUFFED, WIDTH, columns_of, paragraph
from tests.publish import make
from tests.publish.bench import SITE, bench, planned

WEEK = make.edition(
    note="Read **this** first, and [what is new](about/).\n\n![A drawn map](images/map.png)",
    picks=(
        make.pick(1, also=(make.mention(),)),
        make.pick(2, language="ar", title="تعليم الكسور بالخبز", excerpt="في صفّنا نقسم الخبز."),
        make.pick(3, warning="loss", excerpt="What must not be seen at once."),
    ),
    prompts=(make.prompt(about=(make.pick(1).id,)),),
    words=(make.word(),),
    network=make.network(),
)


@cache
def weekly() -> bytes:
    return made(WEEK)


def raw(*editions: Edition, **changed: Any) -> bytes:
    return weekly() if editions == (WEEK,) and not changed else made(*editions, **changed)


def made(*editions: Edition, **changed: Any) -> bytes:
    found = letter.offprints(planned(*editions, **changed))
    return found[0].make(bench())


def opened(content: bytes) -> EmailMessage:
    return message_from_bytes(content, policy=policy.default)  # type: ignore[return-value]  # its type follows the policy


def part(message: EmailMessage, kind: str) -> str:
    body = message.get_body((kind,))
    assert body is not None
    return str(body.get_content())


class Seen(HTMLParser):
    """What an HTML part has: its elements, its attributes, and its text in the order of reading."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


# ---------------------------------------------------------------- the envelope


def test_a_letter_is_a_draft_with_a_name_and_without_a_recipient() -> None:
    message = opened(raw(WEEK))

    assert message["Subject"] == "The Staff Room: Week 47, 2026"
    assert message["X-Unsent"] == "1"
    assert message["To"] is message["Cc"] is message["Bcc"] is None
    assert message["From"].groups[0].display_name == "The Staff Room"
    assert message["From"].addresses == ()
    assert message["Archived-At"] == f"<{SITE}/editions/2026-W47/>"


@pytest.mark.parametrize(
    "title",
    [
        "Notizen für Förderschülerinnen: Äpfel, Öl",
        "板書の部屋 " * 8,
        "Ä" * 60,
        'A "quoted": ü <a@b>',
        'A "quoted", long: name; <a@b>, ' * 3,
        "a" * 200,
    ],
)
def test_a_long_name_or_one_in_other_letters_than_ascii_is_read_without_a_fault_and_is_nobodys_address(
    title: str,
) -> None:
    content = raw(make.edition(), config=make.config(title=title))
    message = opened(content)

    (line,) = re.findall(rb"(?ms)^From: .*?\r\n(?=\S)", content)
    assert line.endswith(b"?= :;\r\n"), "RFC 2047, 5 (3): an encoded word is set apart from a special sign"
    assert max(map(len, line.split(b"\r\n"))) <= 78
    assert message["From"].defects == ()
    assert message["From"].addresses == ()
    assert "".join(message["From"].groups[0].display_name.split()) == "".join(title.split())


def test_its_date_is_the_day_of_the_edition() -> None:
    assert opened(raw(WEEK))["Date"].datetime == datetime(2026, 11, 20, 5, tzinfo=UTC)


def test_its_id_stays_with_another_address_title_or_note() -> None:
    ids = {
        opened(each)["Message-ID"]
        for each in (
            raw(WEEK),
            raw(WEEK, site_url=None),
            raw(replace(WEEK, note="")),
            raw(WEEK, config=make.config(title="Another name")),
        )
    }

    assert len(ids) == 1
    assert opened(raw(make.edition("2026-W46")))["Message-ID"] not in ids


def test_two_builds_give_the_same_bytes() -> None:
    assert made(WEEK) == made(WEEK)


def test_it_passes_any_server() -> None:
    content = raw(WEEK)

    assert content.isascii()
    assert b"\r\n" in content
    assert not re.search(rb"[^\r]\n|\r[^\n]", content)
    assert max(map(len, content.split(b"\r\n"))) <= 78, "RFC 5322, section 2.1.1: 998 at most, 78 as it should be"


def test_it_has_plain_text_first_and_html_last() -> None:
    message = opened(raw(WEEK))
    parts = [(each.get_content_type(), each.get_content_charset()) for each in message.iter_parts()]  # type: ignore[attr-defined]

    assert message.get_content_type() == "multipart/alternative"
    assert parts == [("text/plain", "utf-8"), ("text/html", "utf-8")]
    assert not list(message.iter_attachments())


def test_the_boundary_stands_in_no_part() -> None:
    message = opened(raw(WEEK))

    assert str(message.get_boundary()) not in part(message, "plain") + part(message, "html")


def test_who_is_quoted_cannot_end_a_part_and_begin_one() -> None:
    boundary = str(opened(raw(WEEK)).get_boundary())
    forged = f"--{boundary} Content-Type: text/html <b>mine</b> --{boundary}--"
    message = opened(raw(replace(WEEK, picks=(make.pick(title=f"A {forged}", excerpt=forged),))))

    assert [each.get_content_type() for each in message.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    assert f"--{message.get_boundary()}" not in part(message, "plain") + part(message, "html")


@pytest.mark.parametrize(
    "turn", ["\r\nBcc: ", " =?utf-8?q?=0D=0ABcc:_everybody=40room.example?= ", "=?utf-8?b?DQpCY2M6IGE=?="]
)
def test_a_title_with_a_line_break_makes_no_header_of_its_own(turn: str) -> None:
    title = f"A week{turn}everybody@room.example"
    content = raw(replace(WEEK, title=title), config=make.config(title=title))

    assert opened(content)["Bcc"] is None
    assert b"\nBcc" not in content.partition(b"\r\n\r\n")[0]


def test_there_is_a_letter_for_a_quarter_of_a_year() -> None:
    weeks, week = [], WEEK.week
    for _ in range(14):
        weeks.append(make.edition(str(week)))
        week = week.before()
    found = letter.offprints(planned(*reversed(weeks)))

    assert [each.file for each in found][:2] == ["editions/2026-W47/letter.eml", "editions/2026-W46/letter.eml"]
    assert len(found) == 12


# ---------------------------------------------------------------- HTML


def test_the_html_loads_nothing_and_runs_nothing() -> None:
    seen = Seen(part(opened(raw(WEEK)), "html"))

    assert not set(seen.tags) & {"script", "link", "img", "iframe", "object", "form", "video", "audio", "svg", "base"}
    assert not [name for _, name, _ in seen.attributes if name.startswith("on") or name in {"src", "background"}]
    assert not re.search(r"url\(|@import|@font-face", part(opened(raw(WEEK)), "html"))


def test_every_rule_stands_on_its_element() -> None:
    html = part(opened(raw(WEEK)), "html")
    styled = {tag for tag, name, _ in Seen(html).attributes if name == "style"}

    assert {"body", "table", "td", "h1", "h2", "h3", "p", "a"} <= styled
    assert [block.strip()[:6] for block in re.findall(r"<style>(.*?)</style>", html, re.DOTALL)] == ["@media"]


def test_foreign_text_says_its_language_and_direction() -> None:
    html = part(opened(raw(WEEK)), "html")

    assert re.search(r'<h3[^>]* lang="ar"[^>]*>', html)
    assert re.search(r'<p[^>]* dir="rtl"[^>]*>في صفّنا', html) or re.search(r'<p dir="rtl" lang="ar"', html)


def test_a_letter_in_arabic_runs_from_right_to_left() -> None:
    html = part(opened(raw(WEEK, config=make.config(language="ar"))), "html")

    assert re.search(r'<table[^>]* lang="ar" dir="rtl"', html), "on the table too: programs drop html and body"


@pytest.mark.parametrize("kind", ["plain", "html"])
def test_a_text_under_a_warning_stays_at_its_source(kind: str) -> None:
    words = part(opened(raw(WEEK)), kind)

    assert "What must not be seen" not in words
    assert "Content warning: loss" in words


@pytest.mark.parametrize("kind", ["plain", "html"])
def test_it_holds_the_edition_in_the_order_of_its_page(kind: str) -> None:
    whole = part(opened(raw(WEEK)), kind)
    words = " ".join(whole[max(0, whole.find("<h1")) :].split())
    order = [
        "From the editor",
        "Feedback, part 1",
        "تعليم",
        "Words of the week",
        "Around the table",
        "That was the week",
    ]
    places = [words.index(each) for each in order]

    assert places == sorted(places)
    assert "https://room.example/1" in words
    assert f"{SITE}/editions/2026-W47/" in words


def test_a_picture_of_the_note_becomes_its_description() -> None:
    assert "Picture: A drawn map" in part(opened(raw(WEEK)), "html")


def test_a_site_without_an_address_leads_to_originals_alone() -> None:
    message = opened(raw(WEEK, site_url=None))
    links = [value for tag, name, value in Seen(part(message, "html")).attributes if (tag, name) == ("a", "href")]

    assert message["Archived-At"] is None
    assert links
    assert all(link.startswith("https://") and not link.startswith(SITE) for link in links)


def test_foreign_text_stays_text() -> None:
    strange = make.pick(1, title="<script>alert(1)</script>", excerpt="<img src=x onerror=alert(1)>", name="<b>x")
    seen = Seen(part(opened(raw(make.edition(picks=(strange,)))), "html"))

    assert not {"script", "img"} & set(seen.tags)
    assert "<script>alert(1)</script>" in seen.words


def test_a_letter_that_would_be_cut_off_loses_whole_picks_and_says_how_many() -> None:
    picks = tuple(make.pick(number, excerpt="Long words. " * 30) for number in range(1, 161))
    written = letter.letter(plan := planned(make.edition(picks=picks)), plan.entries[0], bench())
    kept = written.html.count("<h3")

    assert len(written.html.encode()) <= LIMIT
    assert 40 < kept < 160
    assert f"{160 - kept} more picks are in this edition on the web" in written.html
    assert f"{160 - kept} more picks are in this edition on the web" in " ".join(written.plain.split())
    assert "That was the week." in written.html


def test_a_note_that_is_too_long_for_a_letter_is_left_out() -> None:
    written = letter.letter(plan := planned(replace(WEEK, note="Word. " * 30_000)), plan.entries[0], bench())

    assert len(written.html.encode()) <= LIMIT
    assert "Feedback, part 1" in written.html


# ---------------------------------------------------------------- colours


def light(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, contrast ratio."""
    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


def test_text_has_a_contrast_of_seven_to_one_in_the_light_and_in_the_dark() -> None:
    html = part(opened(raw(WEEK)), "html")
    dark, bright = html.partition("</style>")[0], html.partition("</style>")[2]
    for sheet in (dark, bright):
        paper = re.search(r"background: ?(#[0-9a-f]{6})", sheet)
        inks = set(re.findall(r"(?<![-\w])color: ?(#[0-9a-f]{6})", sheet))
        assert paper
        assert len(inks) >= 3
        assert {ink: contrast(ink, paper[1]) for ink in inks if contrast(ink, paper[1]) < 7} == {}


# ---------------------------------------------------------------- plain text


def test_plain_text_is_flowed_and_narrow_but_for_addresses() -> None:
    message = opened(raw(WEEK))
    body = message.get_body(("plain",))
    assert body is not None
    lines = part(message, "plain").split("\n")

    assert body.get_param("format") == "flowed"
    assert [line for line in lines if columns_of(line.rstrip()) > WIDTH + 1 and not line.startswith("https://")] == []
    assert [line for line in lines if "https://" in line and not line.startswith("https://")] == []


@settings(max_examples=200)
@given(words=st.text(alphabet="aé >From黒 -", max_size=400))
def test_a_paragraph_flows_back_into_its_words(words: str) -> None:
    """RFC 3676, section 4: undo the stuffing, join what ends with a blank."""
    lines = paragraph(words).split("\n")
    unstuffed = [line.removeprefix(" ") for line in lines]

    assert " ".join("".join(unstuffed).split()) == " ".join(words.split())
    assert not [line for line in lines if line.startswith(STUFFED[1:])]
    assert all(line.endswith(" ") for line in lines[:-1])
    assert [line for line in lines if " " in line.strip() and columns_of(line.strip()) > WIDTH] == []


def test_another_sender_can_put_names_on_the_envelope() -> None:
    plan = planned(WEEK)
    message = letter.message(plan, plan.entries[0], bench())
    message.replace_header("From", "The Staff Room <digest@room.example>")
    message["To"] = "reader@corridor.example"

    assert message["X-Unsent"] is None
    assert opened(message.as_bytes())["To"] == "reader@corridor.example"
