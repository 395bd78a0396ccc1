"""What can be found: exactly what the pages show; and an index of it that is the same every time."""

import gzip
import json
import random
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import PressError
from generator.model import Courtesy, Edition, Kindness, ThemeWishes
from generator.publish import indexing, press, searching, settling, sight, verify
from generator.publish.glossary import Term
from generator.publish.pages import Written
from generator.publish.plan import Plan, plan
from generator.publish.searching import Record, spellings
from tests.publish import make

ABOUT = Written(
    name="about", title="About us", description="Who we are.", body="We **read** together [on Fridays](/x)."
)


def site(*editions: Edition, written: Sequence[Written] = (), **more: Any) -> Plan:
    return plan(more.pop("config", make.config()), editions, written, make.METHOD, None, **more)


def found(*editions: Edition, kind: str = "pick", **more: Any) -> list[Record]:
    return [record for record in searching.records(site(*editions, **more)) if record.kind == kind]


def files(*records: Record, language: str = "en") -> Mapping[str, bytes]:
    engine = indexing.engine()
    if engine is None:
        pytest.skip("pagefind has no program for this machine")
    return indexing.index(records, language, engine).files


def fragments(made: Mapping[str, bytes]) -> list[dict[str, Any]]:
    packed = [data for name, data in made.items() if name.endswith(".pf_fragment")]
    return [json.loads(gzip.decompress(data).removeprefix(settling.SIGNED)) for data in packed]


# ---------------------------------------------------------------- records


def test_a_pick_is_found_by_what_its_page_shows_of_it() -> None:
    (record,) = found(make.edition(picks=(make.pick(1, topics=("feedback",), alts=("A wall of notes",)),)))

    assert record == Record(
        place="editions/2026-W47/#pick-6209d1cc",
        title="Feedback, part 1",
        text="She stopped returning marks for a week. The second drafts got longer. A wall of notes",
        kind="pick",
        voice="Ines Okafor",
        topics=("feedback",),
        weeks=("2026-W47",),
        language="en",
        order="2026-W47 9999",
    )


def test_nothing_of_what_a_content_warning_closes_is_found() -> None:
    pick = make.pick(1, warning="food", excerpt="Pancakes for breakfast.", alts=("A pancake",))

    (record,) = found(make.edition(picks=(pick,)))

    assert record.text == "Content warning: food"
    assert "ancake" not in record.title


def test_what_is_asked_around_the_table_and_what_could_be_done_are_found_where_they_stand() -> None:
    ada = make.mention("Ada")
    week = make.edition(
        picks=(make.pick(1),),
        prompts=(make.prompt(text="Who is missing?"), make.prompt(id="other", text="Hidden", hidden=True)),
        courtesies=(
            Courtesy(kind=Kindness.ANSWER, who=(ada,), words="How do you mark less?"),
            Courtesy(kind=Kindness.WELCOME, who=(ada,)),
            Courtesy(kind=Kindness.WELCOME, who=(make.mention("Ines"),), hidden=True),
        ),
    )

    _, table, kindness = found(week, kind="edition")

    assert (table.place, table.title) == ("editions/2026-W47/#table", "Around the table")
    assert table.text.endswith(": Who is missing?")
    assert "Hidden" not in table.text
    assert kindness.place == "editions/2026-W47/#kindness"
    assert [line.partition(": ")[2] for line in kindness.text.split(" · ")] == ["Ada, How do you mark less?", "Ada"]


def test_what_is_asked_under_a_pick_is_found_with_the_pick_unless_a_warning_closes_it() -> None:
    for warning, told in (("", True), ("food", False)):
        pick = make.pick(1, warning=warning)
        (record,) = found(make.edition(picks=(pick,), prompts=(make.prompt(text="And who else?", at=pick.id),)))

        assert record.text.endswith("And who else?") is told


def test_a_part_of_the_page_that_its_owner_leaves_out_is_not_found() -> None:
    week = make.edition(
        prompts=(make.prompt(),),
        courtesies=(Courtesy(kind=Kindness.WELCOME, who=(make.mention("Ada"),)),),
    )
    without = make.config(theme=ThemeWishes(blocks=("picks", "chosen")))

    assert len(found(week, kind="edition", config=without)) == 1


def test_a_hidden_pick_and_a_hidden_word_are_not_found() -> None:
    week = make.edition(picks=(make.pick(1, hidden=True), make.pick(2)), words=(make.word("rubric", hidden=True),))

    assert [record.title for record in found(week)] == ["Feedback, part 2"]
    assert found(week, kind="word") == []


def test_a_post_without_a_title_and_a_voice_without_a_name_are_called_as_on_the_page() -> None:
    (record,) = found(make.edition(picks=(make.pick(1, title="", name="", excerpt="Short and good."),)))

    assert (record.title, record.text, record.voice) == ("Short and good.", "", "")


def test_an_edition_is_found_by_its_headline_its_week_and_its_note() -> None:
    (record,) = found(make.edition(title="A quiet week", note="Dear *all*,\n\nread on."), kind="edition")

    assert (record.place, record.title) == ("editions/2026-W47/", "A quiet week")
    assert record.text == "Week 47 · 14–20 November 2026 Dear all,\n\nread on."


def test_a_word_is_found_once_with_all_its_weeks_and_with_what_the_owner_says_of_it() -> None:
    weeks = [make.edition(f"2026-W{number}", words=(make.word("open pedagogy"),)) for number in (45, 46)]
    term = Term(term="Open pedagogy", means="Teaching that *stays* open.", also=("OP",))

    (record,) = found(*weeks, kind="word", glossary=(term,))

    assert (record.title, record.text) == ("Open pedagogy", "OP Teaching that stays open.")
    assert record.weeks == ("2026-W46", "2026-W45")


def test_a_word_that_is_only_explained_is_found() -> None:
    (record,) = found(make.edition(), kind="word", glossary=(Term(term="rubric", means="A grid."),))

    assert (record.title, record.weeks, record.order) == ("rubric", (), searching.OLDEST)


def test_a_page_is_found_by_what_is_written_on_it_and_the_pages_of_ours_by_what_they_are_for() -> None:
    pages = {record.place: record for record in found(make.edition(), kind="page", written=(ABOUT,))}

    assert pages["about/"].text == "Who we are. We read together on Fridays."
    assert {"archive/", "how-it-chooses/", "notes/", "sources/"} <= set(pages)
    assert not {"", "404.html", "search/"} & set(pages)


def test_a_voice_is_found_by_its_name_where_all_voices_stand() -> None:
    (record,) = found(make.edition(picks=(make.pick(1),)), kind="voice")

    assert record.title == "Ines Okafor"
    assert record.place.startswith("voices/")


def test_no_two_records_have_one_place_and_every_place_is_on_the_site(tmp_path: Path) -> None:
    weeks = (
        make.edition("2026-W46", words=(make.word(),), note="Hello."),
        make.edition(
            "2026-W47",
            picks=tuple(make.pick(number, topics=("feedback",)) for number in range(9)),
            prompts=(make.prompt(),),
            courtesies=(Courtesy(kind=Kindness.WELCOME, who=(make.mention("Ada"),)),),
        ),
        make.edition(
            "2025-W47",
            courtesies=(Courtesy(kind=Kindness.WELCOME, who=(make.mention("Eve"),)),),
        ),
    )[::-1]
    folder = make.site(tmp_path, *weeks, about="---\ntitle: About\n---\nHello.\n")
    records = searching.records(site(*weeks, written=(ABOUT,)))

    assert len({record.place for record in records}) == len(records)
    for record in records:
        page, _, anchor = record.place.partition("#")
        ids = sight.read(page, folder / page / "index.html").ids
        assert not anchor or anchor in ids, record


def test_a_site_without_editions_has_nothing_to_search() -> None:
    empty = site(written=(ABOUT,))

    assert searching.records(empty) == ()
    assert "search/index.html" not in {sheet.file for sheet in empty.sheets}


def test_of_one_week_the_first_pick_of_the_page_is_the_newest_and_editions_stand_above_it() -> None:
    weeks = [make.edition(week, picks=(make.pick(1), make.pick(2, pin=True))) for week in ("2026-W47", "2025-W47")]
    records = searching.records(site(*reversed(weeks)))
    ordered = [each.place for each in sorted(records, key=lambda each: each.order, reverse=True) if each.weeks]

    assert ordered[:3] == [
        "editions/2026-W47/",
        *(f"editions/2026-W47/#{name}" for name in ("pick-f0f47547", "pick-6209d1cc")),
    ]
    assert ordered[3].startswith("editions/2025-W47/")


@pytest.mark.parametrize(("tag", "language"), [("en-GB", "en"), ("de", "de"), ("", "en"), ("no such tag!", "en")])
def test_the_whole_index_is_of_the_language_of_the_site(tag: str, language: str) -> None:
    assert searching.language(site(make.edition(), config=make.config(language=tag)).house) == language


# ---------------------------------------------------------------- other ways of writing


@pytest.mark.parametrize(
    ("written", "also"),
    [
        ("Nothing to add here", ""),
        ("Übung macht", ""),
        ("板書について", "板書 書に につ つい いて"),
        ("本", "本"),
        ("Straße und Smørrebrød", "strasse smorrebrod"),
        ("والتغذية الراجعة", "تغذية راجعة"),
        ("ال", ""),
    ],
)
def test_a_text_is_also_found_by_other_ways_of_writing(written: str, also: str) -> None:
    assert spellings(written) == also


@given(st.text(alphabet="ab ßøال板書ก\u0e31\u0301", max_size=30))
def test_no_other_way_of_writing_holds_a_blank_or_comes_twice(written: str) -> None:
    ways = spellings(written).split(" ")

    assert len(set(ways)) == len(ways)
    assert all(ways) or ways == [""]


# ---------------------------------------------------------------- the index


def many(count: int = 40) -> list[Record]:
    return [
        Record(
            place=f"editions/2026-W{10 + number % 9}/#pick-{number}",
            title=f"Story {number}",
            text=f"What {number} of us tried with feedback",
            kind="pick",
            voice=f"Voice {number % 7}",
            topics=(f"topic {number % 5}", "feedback"),
            weeks=(f"2026-W{10 + number % 9}",),
            language=("en", "de", None)[number % 3],
            order=f"2026-W{10 + number % 9} {9999 - number}",
        )
        for number in range(count)
    ]


def test_the_same_records_give_the_same_bytes_in_every_process() -> None:
    made = files(*many())
    code = (
        "from tests.publish.test_searching import *\nimport hashlib\n"
        "print(hashlib.sha256(repr(sorted(files(*many()).items())).encode()).hexdigest())"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code], cwd=make.ROOT, check=True, capture_output=True, text=True, timeout=60
        ).stdout
        for _ in range(3)
    }

    assert len(runs) == 1
    assert made == files(*many())


def test_two_builds_of_one_site_are_alike_whatever_the_order_in_which_editions_were_written(tmp_path: Path) -> None:
    weeks = [make.edition(f"2026-W{number}", picks=tuple(make.pick(n) for n in range(5))) for number in range(40, 48)]
    first = make.tree(make.site(tmp_path / "a", *weeks))
    random.Random(1).shuffle(weeks)

    assert make.tree(make.site(tmp_path / "b", *weeks)) == first


def test_filters_and_their_values_are_in_order_and_named_by_what_is_in_them() -> None:
    made = files(*many())
    meta = next(gzip.decompress(data) for name, data in made.items() if name.endswith(".pf_meta"))
    names = [
        meta.index(b"\x82" + bytes([0x60 + len(name)]) + name) for name in (b"language", b"topic", b"voice", b"week")
    ]
    packed = {
        name.split("/")[-1].split(".")[0]: gzip.decompress(data) for name, data in made.items() if "filter/" in name
    }
    weeks = next(data for data in packed.values() if b"dweek" in data)

    assert names == sorted(names)
    assert all(name.encode() in meta for name in packed)
    assert [weeks.index(f"2026-W{number}".encode()) for number in range(10, 19)] == sorted(
        weeks.index(f"2026-W{number}".encode()) for number in range(10, 19)
    )


def test_every_record_is_in_the_index_even_one_without_a_letter_in_its_text() -> None:
    records = [Record(place=f"{number}/", title=title, text=text, voice="V") for number, (title, text) in enumerate(
        [("Title", ""), ("Title", "…"), ("🎉🎉", "🎉"), ("<b>", "x < y & <i>z</i>"), ("板書", "")]
    )]  # fmt: skip

    assert sorted(fragment["url"] for fragment in fragments(files(*records))) == [record.place for record in records]


def test_of_pagefind_lies_on_the_site_what_the_search_loads_and_no_interface() -> None:
    kinds = {name.split("/")[1].split(".")[0] for name in files(*many())}

    ours = {"LICENSE", "made-of"}
    assert kinds - ours == {"filter", "fragment", "index", "pagefind", "pagefind-entry", "pagefind-worker", "wasm"}
    assert "pagefind/wasm.unknown.pagefind" in files(*many(3), language="ja")
    assert "pagefind/wasm.de.pagefind" in files(*many(3), language="de")


def test_beside_the_copies_of_pagefind_lies_the_notice_that_their_licence_wants() -> None:
    notice = files(*many(3))["pagefind/LICENSE.txt"].decode()

    assert notice.startswith("MIT License\n\nCopyright (c) 2022 CloudCannon\n\nPermission is hereby granted")
    assert "The above copyright notice and this permission notice shall be included in all\ncopies" in notice
    assert files() == {}, "without an index there is no copy"


def test_nothing_packed_carries_a_time_or_a_system() -> None:
    packed = [data for name, data in files(*many()).items() if name.endswith((".pf_filter", ".pf_meta"))]

    assert {data[3:10] for data in packed} == {b"\x00\x00\x00\x00\x00\x02\xff"}


def test_what_lies_in_the_folder_of_the_index_and_is_not_of_it_stops_the_press(tmp_path: Path) -> None:
    folder = make.site(tmp_path, make.edition())
    everything = frozenset(make.tree(folder))
    verify.verify(folder, everything)
    (folder / "pagefind" / "pagefind-ui.js").write_text("alert(1)")

    with pytest.raises(PressError, match=r"pagefind/pagefind-ui\.js: was not expected"):
        verify.verify(folder, everything)


def test_an_indexer_that_fails_stops_the_press_in_words(tmp_path: Path) -> None:
    for name, code in (("silent", "exit 0"), ("talking", "echo -n 'bm90aGluZw=='"), ("deaf", "exec <&-; sleep 0.1")):
        program = tmp_path / name
        program.write_text(f"#!/bin/sh\n{code}\n")
        program.chmod(0o755)
        with pytest.raises(PressError, match="pagefind stopped before it was done"):
            indexing.index(many(2000), "en", program)


def test_what_the_indexer_refuses_stops_the_press_with_its_words() -> None:
    with pytest.raises(PressError, match="could not be made: "):
        files(replace(many(1)[0], text="half a sign: \ud800"))


# ---------------------------------------------------------------- a machine without the indexer


def test_a_machine_without_an_indexer_has_a_site_without_search_and_its_owner_is_told() -> None:
    bare = site(make.edition(), searchable=False)

    assert "search/index.html" not in {sheet.file for sheet in bare.sheets}
    assert "search/" not in {link.address for link in bare.sheets[0].names["site"].menu}
    assert indexing.lacking(bare) == (indexing.LACKING,)
    assert indexing.index(searching.records(bare), "en", None).files == {}
    assert indexing.lacking(site(make.edition())) == indexing.lacking(site(searchable=False)) == ()


def test_a_site_without_search_is_fit_to_be_seen(tmp_path: Path) -> None:
    code = (
        "import sys\nsys.modules['pagefind_bin'] = None\nfrom pathlib import Path\nfrom tests.publish import make\n"
        "from generator import publish\n"
        f"built = publish.build(make.config(), content=make.content(Path({str(tmp_path)!r}), make.edition()), "
        f"output=Path({str(tmp_path / 'site')!r}), theme=make.THEME, site_url=None, method=make.METHOD)\n"
        "print(*built.left_out, sep='')"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=make.ROOT, capture_output=True, text=True, timeout=60, check=True
    )

    assert run.stdout.strip() == indexing.LACKING
    assert not [name for name in make.tree(tmp_path / "site") if name.startswith(("search", "pagefind"))]


def test_the_press_counts_the_files_of_the_index(tmp_path: Path) -> None:
    built = press.build(
        make.config(), content=make.content(tmp_path, make.edition()), output=tmp_path / "site", theme=make.THEME,
        site_url=None, method=make.METHOD,
    )  # fmt: skip

    assert built.files == len(make.tree(built.folder))
