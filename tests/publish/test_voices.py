import gzip
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model import Edition
from generator.publish import naming, voices
from generator.publish.pages import Written
from generator.publish.plan import plan
from generator.publish.shapes import LetterPageView, SpeakerView, VoicesView
from tests.publish import make

CROWD = voices.EARLY + 1
"""Voices that are too many for one page."""
OUT = Written(name="withdraw", title="Left out", description="", body="")


def by(name: str, number: int = 1, **more: Any) -> Any:
    return make.pick(number, **{"name": name, "voice": f"voice of {name}"} | more)


def printed(*editions: Edition, written: tuple[Written, ...] = ()) -> dict[str, Any]:
    ordered = sorted(editions, key=lambda each: each.week)
    sheets = plan(make.config(), ordered, written, make.METHOD, None).sheets
    return {sheet.file: sheet.names for sheet in sheets if sheet.file.startswith("voices/")}


def index(*editions: Edition) -> VoicesView:
    found: VoicesView = printed(*editions)["voices/index.html"]["index"]
    return found


def letter(name: str, *editions: Edition) -> LetterPageView:
    found: LetterPageView = printed(*editions)[f"voices/{name}/index.html"]["shelf"]
    return found


def speaker(*picks: Any) -> SpeakerView:
    """Return what is shown of the first voice of an edition of these."""
    (only,) = index(make.edition(picks=picks)).speakers
    return only


def crowd(start: int = 9000) -> tuple[Any, ...]:
    """Return picks of so many others, all under Q, that not everybody stands on one page any more."""
    return tuple(by(f"Q{number:03}", start + number) for number in range(CROWD))


# ---------------------------------------------------------------- the index


def test_everybody_who_was_picked_is_in_the_index_once_by_name() -> None:
    found = index(
        make.edition("2026-W46", picks=(by("Zoe"), by("ada", 2))),
        make.edition("2026-W47", picks=(by("Zoe", 3), by("Åsa", 4), by("@bo", 5))),
    )

    assert [one.voice.name for one in found.speakers] == ["ada", "Åsa", "@bo", "Zoe"]
    first = {shelf.link.name: shelf.link.address for shelf in found.shelves}
    assert first == {letter: f"#{found.speakers[at].anchor}" for letter, at in (("A", 0), ("B", 2), ("Z", 3))}


def test_where_not_all_stand_on_one_page_the_index_names_them_by_letter() -> None:
    found = index(make.edition("2026-W47", picks=(by("Zoe"), by("ada", 2), by("Åsa", 3), *crowd())))

    assert found.speakers == ()
    assert [(shelf.link.name, [one.link.name for one in shelf.names][:2]) for shelf in found.shelves] == [
        ("A", ["ada", "Åsa"]),
        ("Q", ["Q000", "Q001"]),
        ("Z", ["Zoe"]),
    ]


@pytest.mark.parametrize(
    ("name", "shelf"),
    [
        ("Ines", "i"), ("Øystein", "o"), ("Þóra", "t"), ("@ada", "a"), ("🌻 Marie", "m"), ("“Quoted”", "q"),
        ("𝕄ath", "m"), ("42 questions", "0"), ("黒板", "cjk"), ("ねこ", "cjk"), ("カ", "cjk"), ("한국", "hangul"),
        ("دفتر", "arabic"), ("קובי", "hebrew"), ("Жанна", "cyrillic"), ("Ελένη", "greek"), ("सीमा", "devanagari"),
        ("???", "more"), ("", "more"), ("ᐊᐃ", "more"),
    ],
)  # fmt: skip
def test_a_name_stands_where_one_looks_for_it(name: str, shelf: str) -> None:
    assert naming.shelf(name) == shelf


@given(st.text(max_size=40))
def test_every_name_has_a_shelf_and_every_shelf_a_label(name: str) -> None:
    assert naming.shelf(name) in naming.ORDER
    assert naming.label(naming.shelf(name)) or naming.shelf(name) == naming.OTHERS


def test_two_who_are_called_alike_are_two_and_are_told_apart() -> None:
    picks = (
        by("Ada Ray", 1, voice="1", address="https://one.example/"),
        by("ADA RAY", 2, voice="2", address="https://two.example/"),
        by("Ada Rays", 3, voice="3", address="https://three.example/"),
    )
    shelf = index(make.edition(picks=(*picks, *crowd()))).shelves[0]

    assert [(one.link.name, one.apart) for one in shelf.names] == [
        ("ADA RAY", "two.example"),
        ("Ada Ray", "one.example"),
        ("Ada Rays", ""),
    ]
    assert len({one.link.address for one in shelf.names}) == 3


def test_where_there_are_too_many_the_index_has_letters_and_who_is_in_the_newest_edition() -> None:
    many = tuple(by(f"{'ab'[number % 2]}{number:04}", number) for number in range(voices.NAMED))
    found = index(make.edition("2026-W46", picks=many), make.edition("2026-W47", picks=(by("Zoe"), by("Ada", 2))))

    assert [(shelf.link.name, shelf.names) for shelf in found.shelves] == [("A", ()), ("B", ()), ("Z", ())]
    assert [one.link.name for one in found.newest] == ["Ada", "Zoe"]


def test_nobody_is_shown_before_the_first_edition_nor_where_nobody_was_picked() -> None:
    assert printed() == {}
    assert index(make.edition(picks=())).shelves == ()


def test_nothing_the_owner_has_hidden_is_in_the_index() -> None:
    assert index(make.edition(picks=(by("Ada", hidden=True),))).shelves == ()


# ---------------------------------------------------------------- a voice


def test_a_voice_is_shown_with_what_it_shared_and_how_to_reach_it_and_nothing_is_counted() -> None:
    found = speaker(by("Ines Okafor", facts=("on Mastodon since May 2018", "has a domain of its own, room.example")))

    assert (found.voice.name, found.voice.address, found.where) == (
        "Ines Okafor", "https://room.example/", "room.example",
    )  # fmt: skip
    assert found.since == "here since Week 47, 2026"
    assert found.known == "As of 20 November 2026:"
    assert found.facts == "on Mastodon since May 2018; has a domain of its own, room.example"
    (one,) = found.shared
    assert one.title == "Feedback, part 1"
    assert one.here.startswith("../editions/2026-W47/index.html#pick-")
    assert (one.address, one.host, one.week) == ("https://room.example/1", "room.example", "Week 47, 2026")


def test_a_voice_is_called_and_known_as_it_was_last() -> None:
    before = make.edition("2026-W46", picks=(by("Old", 1, voice="v", facts=("old",), address="https://old.example/"),))
    after = make.edition("2026-W47", picks=(by("New", 2, voice="v", facts=("new",)),))
    files = printed(before, after)

    (only,) = files["voices/index.html"]["index"].speakers
    assert (only.voice.name, only.facts, only.where) == ("New", "new", "room.example")
    assert [one.week for one in only.shared] == ["Week 47, 2026", "Week 46, 2026"]
    assert only.since == "here since Week 46, 2026"
    assert list(files) == ["voices/index.html"]


def test_a_voice_without_an_address_that_can_be_used_has_none() -> None:
    for address in (None, "", "javascript:alert(1)", "not an address"):
        found = speaker(by("Ada", address=address))
        assert (found.voice.address, found.where) == (None, "")


def test_a_voice_without_a_name_stands_last_and_is_said_to_have_none() -> None:
    _, last = index(make.edition(picks=(by(""), by("Ada", 2)))).speakers

    assert last.voice.name == "Author not named"


def test_a_voice_of_many_picks_shows_the_newest_and_says_where_the_others_are() -> None:
    picks = tuple(by("Ada", number) for number in range(voices.SHARED + 1))

    assert len(speaker(*picks).shared) == voices.SHARED
    assert speaker(*picks).older == "What was shared before is in the weeks from Week 47, 2026 back."
    assert speaker(*picks[1:]).older == ""


def test_what_is_closed_elsewhere_is_closed_here() -> None:
    warned = speaker(by("Ada", title="", excerpt="xyzzy", warning="grief"))
    wordless = speaker(by("Ada", title="", excerpt=""))  # a post on X

    assert [(one.title, one.warning) for one in warned.shared] == [("A post by Ada", "grief")]
    assert [one.title for one in wordless.shared] == ["A post by Ada"]


def test_the_way_to_be_left_out_is_shown_where_there_is_a_page_for_it() -> None:
    ada, many = make.edition(picks=(by("Ada"),)), make.edition(picks=(by("Ada"), *crowd()))

    assert {names["out"] for names in printed(ada).values()} == {""}
    assert [names["out"] for names in printed(ada, written=(OUT,)).values()] == ["../withdraw/index.html"]
    assert {names["out"] for names in printed(many, written=(OUT,)).values()} == {
        "../withdraw/index.html",
        "../../withdraw/index.html",
        "../../../withdraw/index.html",
    }


# ---------------------------------------------------------------- places


def test_a_place_stays_while_the_archive_grows() -> None:
    ada = make.edition("2026-W01", picks=(by("Ada"),))
    more = [
        make.edition(f"2026-W{n:02}", picks=tuple(by(f"A{n} {k}", 1000 * n + k) for k in range(60)))
        for n in range(2, 12)
    ]
    small, large = voices.register([ada]), voices.register([ada, *more])

    _, _, anchor = small.places["voice of Ada"].partition("#")
    assert (small.places["voice of Ada"], large.places["voice of Ada"]) == (f"voices/#{anchor}", f"voices/a/#{anchor}")
    files = printed(ada, *more)
    (stays,) = [one for one in files["voices/index.html"]["index"].shelves[0].names if one.anchor == anchor]
    assert stays.link.address == f"../voices/a/index.html#{anchor}"
    assert anchor in {one.anchor for one in files["voices/a/index.html"]["shelf"].names}


def test_who_ever_stood_on_the_page_of_everybody_keeps_that_place_in_an_index_without_names() -> None:
    early = make.edition("2026-W45", picks=(by("Zoe"), by("Ada", 2)))
    many = tuple(by(f"B{number:04}", 10 + number) for number in range(voices.NAMED))
    once = {one.anchor for one in index(early).speakers}
    found = index(early, make.edition("2026-W46", picks=many), make.edition("2026-W47", picks=(by("Ada", 3),)))

    assert once <= {one.anchor for one in found.early}
    assert len(found.early) == voices.EARLY
    assert {one.anchor for one in found.newest} == {""}  # an id stands once on a page


def test_what_was_counted_of_one_week_is_left_out_where_nothing_is_counted() -> None:
    told = ("on Mastodon since May 2018", "3 items from it in the week of this edition")

    assert speaker(by("Ada", facts=told)).facts == "on Mastodon since May 2018"
    assert speaker(by("Ada", facts=("1 item from it this week",))).facts == ""


def test_a_letter_of_many_is_cut_into_pages_and_keeps_every_name() -> None:
    picks = tuple(by(f"A{number:03}", number) for number in range(2 * voices.ROOM // 3 + 1))
    files = printed(make.edition(picks=picks))
    whole = files["voices/a/index.html"]["shelf"]
    parts = [files[f"voices/a/{at}/index.html"]["shelf"] for at in (1, 2, 3)]

    assert whole.speakers == ()
    assert [one.link.name for one in whole.names] == [pick.name for pick in picks]
    assert [one.voice.name for part in parts for one in part.speakers] == [pick.name for pick in picks]
    assert [[str(link.name) for link in part.beside] for part in parts] == [
        ["Voices: A, page 2 of 3"],
        ["Voices: A, page 1 of 3", "Voices: A, page 3 of 3"],
        ["Voices: A, page 2 of 3"],
    ]


@settings(max_examples=50)
@given(st.lists(st.integers(1, 30), min_size=1, max_size=80))
def test_no_page_of_a_letter_has_more_lines_than_there_is_room_and_nobody_is_lost(counts: list[int]) -> None:
    edition = make.edition()
    people = [
        voices.Person(key=str(number), picks=tuple((edition, make.pick()) for _ in range(count)))
        for number, count in enumerate(counts)
    ]
    parts = list(voices._parts(people))

    assert [person for part in parts for person in part] == people
    for part in parts:
        assert sum(voices.HEADING + min(voices.SHARED, len(person.picks)) for person in part) <= voices.ROOM


def test_two_who_are_called_alike_are_no_landmarks_of_one_name(tmp_path: Path) -> None:
    site = make.site(tmp_path, make.edition(picks=(by("Ada", 1, voice="1"), by("Ada", 2, voice="2"))))
    pages = [page.read_text("utf-8") for page in site.glob("voices/**/*.html")]
    named = [tag for page in pages for tag in re.findall(r'<(\w+)[^>]* aria-labelledby="voice-', page)]

    assert len(named) == 2
    assert not {"section", "nav", "aside", "form"} & set(named)  # https://www.w3.org/TR/html-aam-1.0/#el-section


def test_the_details_of_a_pick_lead_to_what_its_voice_shared_and_its_name_to_the_voice(tmp_path: Path) -> None:
    site = make.site(tmp_path, make.edition(picks=(by("Ada"),)))
    page = (site / "editions/2026-W47/index.html").read_text("utf-8")

    assert page.count('href="../../voices/index.html#voice-') == 1
    assert '<a class="voice" href="https://room.example/"><bdi>Ada</bdi></a>' in page
    assert "voices/" not in (site / "atom.xml").read_text("utf-8").partition("<content")[2]


def test_a_register_of_every_script_is_printed_and_a_full_page_stays_light(tmp_path: Path) -> None:
    names = ("黒板のすみ", "دفتر الحصّة", "Жанна", "W" * 100, "ada", "Ada", "ADA", "", "🌻", "42")
    odd = tuple(by(name, n, voice=str(n), title=f"{n} " + "W" * 290, address=None) for n, name in enumerate(names))
    many = tuple(by(f"B{n:03}", 100 + n, url=f"https://b{n * 7919}.example/{n * 104729}") for n in range(CROWD))
    editions = (make.edition("2026-W46", picks=odd), make.edition("2026-W47", picks=many))
    site = make.site(tmp_path, *editions, site_url="https://room.example/digest")  # verify walks every link

    pages = list(site.glob("voices/**/*.html"))
    assert len(pages) > len(set(map(naming.shelf, names)))
    assert max(len(gzip.compress(page.read_bytes())) for page in pages) <= 60_000


@settings(max_examples=25)
@given(st.permutations(range(40, 48)))
def test_the_order_of_the_editions_changes_nothing(order: list[int]) -> None:
    def made(number: int) -> Edition:
        return make.edition(f"2026-W{number}", picks=(by(f"Ada {number}", number, voice="v"), by("Bo", 99)))

    def told(register: voices.Register) -> list[Any]:
        return [(one.key, one.name, [(str(each.week), pick) for each, pick in one.picks]) for one in register.people]

    shuffled, plain = (voices.register(map(made, numbers)) for numbers in (order, range(40, 48)))
    assert told(shuffled) == told(plain)
    assert dict(shuffled.places) == dict(plain.places)
