import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings

from generator import files, text, withdrawal
from generator.errors import InputError
from generator.model import (
    Bond,
    Edition,
    Line,
    Network,
    Node,
    Tie,
)
from generator.publish import amend, archive, front, sense, strings, view
from tests.publish import make
from tests.publish.strange import EDITIONS


@given(edition=EDITIONS)
@settings(max_examples=150, deadline=None)
def test_what_is_written_is_read_back_whatever_strangers_put_into_it(
    edition: Edition, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("editions")
    archive.write(edition, folder)

    assert (edition,) == archive.read(folder)


def test_an_edition_of_signs_that_end_lines_elsewhere_comes_back_whole(tmp_path: Path) -> None:
    signs = "a\x85b\u2028c\u2029d\x0be\x1cf"
    edition = make.edition(picks=(make.pick(title=text.tidy(signs), excerpt="\x85 \u2028".replace("\x85", "\xa0")),))
    archive.write(edition, tmp_path)

    assert (edition,) == archive.read(tmp_path)


def test_a_file_that_exists_is_never_written_over(tmp_path: Path) -> None:
    path = archive.write(make.edition(note="Mine."), tmp_path)
    with pytest.raises(FileExistsError):
        archive.write(make.edition(), tmp_path)

    assert "Mine." in path.read_text("utf-8")


def test_of_many_who_write_one_edition_at_once_one_does(tmp_path: Path) -> None:
    def write(number: int) -> bool:
        try:
            archive.write(make.edition(note=str(number)), tmp_path)
        except FileExistsError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        written = list(pool.map(write, range(40)))

    assert written.count(True) == 1
    assert archive.read(tmp_path)[0].note == str(written.index(True))
    assert [path.name for path in tmp_path.iterdir()] == ["2026-W47.md"], "nothing is left lying about"


def test_a_disk_without_hard_links_keeps_what_is_there_too(tmp_path: Path) -> None:
    path = tmp_path / "2026-W47.md"
    files._create_plainly(path, b"Mine.")
    with pytest.raises(FileExistsError):
        files._create_plainly(path, b"Theirs.")

    assert path.read_bytes() == b"Mine."


def test_the_file_is_made_for_people(tmp_path: Path) -> None:
    edition = make.edition(picks=(make.pick(title="🌾 Harvest: week one"),), note="Good morning.")
    lines = archive.write(edition, tmp_path).read_text("utf-8").split("\n")

    assert lines[0] == "---"
    assert lines[3:5] == ["week: 2026-W47", "title: Week 47, 2026"]
    assert "  - title: '🌾 Harvest: week one'" in lines
    assert not [line for line in lines if line.lstrip().startswith(("pin", "hidden", "format"))], (
        "defaults are left out"
    )
    assert lines[-3:] == ["", "Good morning.", ""]
    assert archive.dump(make.edition()).endswith("\n---\n"), "nothing stands where there is no note"


def test_what_a_person_looks_for_stands_first_in_every_entry() -> None:
    nothing = replace(make.found("Grants"), matches=())
    edition = make.edition(alerts=(make.found(), nothing), words=(make.word(hidden=True),), prompts=(make.prompt(),))
    content = archive.dump(edition)
    kept = yaml.safe_load(front.split(content, "x")[0])

    assert all(list(each)[:2] == ["title", "url"] for each in (*kept["picks"], *kept["alerts"][0]["matches"]))
    assert [list(kept[name][0])[:2] for name in ("prompts", "words")] == [["lens", "text"], ["term", "hidden"]]
    assert archive.parsed(content, str(edition.week), "x") == edition


def test_editions_are_read_oldest_first(tmp_path: Path) -> None:
    for week in ("2027-W01", "2026-W47", "2026-W09"):
        archive.write(make.edition(week), tmp_path)

    assert [str(edition.week) for edition in archive.read(tmp_path)] == ["2026-W09", "2026-W47", "2027-W01"]


def test_a_folder_that_is_not_there_holds_no_edition(tmp_path: Path) -> None:
    assert archive.read(tmp_path / "nowhere") == ()


# ---------------------------------------------------------------- a person's hand


def edited(tmp_path: Path, *changes: tuple[str, str], note: str = "") -> Edition:
    path = archive.write(make.edition(prompts=(make.prompt(),)), tmp_path / "content" / "editions")
    content = path.read_text("utf-8")
    for old, new in changes:
        assert old in content
        content = content.replace(old, new, 1)
    path.write_text(content + note, "utf-8")
    return archive.read(path.parent)[0]


def test_a_note_below_the_dashes_is_the_note(tmp_path: Path) -> None:
    assert (
        edited(tmp_path, note="\nRead **this** first.\n\n---\n\nAnd then that.\n").note
        == "Read **this** first.\n\n---\n\nAnd then that."
    )


def test_a_pick_can_be_pinned_hidden_and_reworded(tmp_path: Path) -> None:
    title = "  - title: Feedback, part 1\n"
    edition = edited(tmp_path, (title, title + "    pin: true\n    hidden: true\n"), ("part 2", "part two"))

    assert (edition.picks[0].pin, edition.picks[0].hidden, edition.picks[1].title) == (True, True, "Feedback, part two")


def test_a_prompt_can_be_reworded_and_hidden(tmp_path: Path) -> None:
    edition = edited(tmp_path, ("text: Whose version would you need to hear?", "text: And you?\n    hidden: yes"))

    assert (edition.prompts[0].text, edition.prompts[0].hidden) == ("And you?", True)


def test_a_pick_can_be_deleted(tmp_path: Path) -> None:
    path = archive.write(make.edition(), tmp_path)
    top, _ = front.split(path.read_text("utf-8"), path.name)
    kept = yaml.safe_load(top)
    del kept["picks"][0]
    path.write_text(f"---\n{yaml.safe_dump(kept)}---\n", "utf-8")

    assert [pick.title for pick in archive.read(tmp_path)[0].picks] == ["Feedback, part 2"]


def test_the_order_of_the_picks_in_the_file_is_their_order_in_a_section(tmp_path: Path) -> None:
    picks = [make.pick(n, section=where) for n, where in ((1, "interests"), (2, "research"), (3, "interests"))]
    archive.write(make.edition(picks=tuple(picks)), tmp_path)
    path = tmp_path / "2026-W47.md"
    top, note = front.split(path.read_text("utf-8"), path.name)
    kept = yaml.safe_load(top)
    kept["picks"].reverse()
    kept["picks"][1]["section"] = "conversation"
    path.write_text(f"---\n{yaml.safe_dump(kept)}---\n{note}", "utf-8")

    seen = view.view(archive.read(tmp_path)[0], view.Desk(say=strings.catalogue("en"), zone="UTC"), lambda place: place)

    assert [(each.title, [pick.title[-1] for pick in each.picks]) for each in seen.sections] == [
        ("In conversation", ["2"]),
        ("What this digest looks for", ["3", "1"]),
    ]


OWN = "picks:\n"


def with_own(tmp_path: Path, entry: str) -> Edition:
    return edited(tmp_path, (OWN, OWN + entry))


@pytest.mark.parametrize(
    ("url", "title", "name"),
    [
        ("https://ines.example/2026/11/feedback-before-marks/", "Feedback before marks", "ines.example"),
        ("https://ines.example/Why_we_ask.html?utm_source=x", "Why we ask", "ines.example"),
        ("https://www.ines.example/?p=12", "ines.example", "ines.example"),
        ("https://mastodon.example/@ines/1099", "mastodon.example", "@ines@mastodon.example"),
        ("https://ines.example/%C3%BCber-uns", "Über uns", "ines.example"),
        ("https://ines.example/posts/3f2a9c1e7b4d4e0f", "Posts", "ines.example"),
        ("http://127.0.0.1:8000/a-draft.pdf", "A draft", "127.0.0.1"),
    ],
)
def test_a_pick_of_ones_own_is_an_address(tmp_path: Path, url: str, title: str, name: str) -> None:
    own = with_own(tmp_path, f"  - url: {url}\n").picks[0]

    assert (own.id, own.url, own.title, own.name) == (url, url, title, name)
    assert (own.section, own.minutes, own.made, own.why, own.source_name) == ("pinned", 1.0, "", "", "")
    assert url.startswith(own.voice)


def test_a_pick_of_ones_own_may_say_more(tmp_path: Path) -> None:
    lines = (
        "- url: https://ines.example/a\n    title: Mine\n    why: Read this.\n    section: research\n    minutes: 12"
    )
    own = with_own(tmp_path, f"  {lines}\n    excerpt: Two lines.\n    name: Ines\n    warning: food\n").picks[0]

    assert (own.title, own.why, own.section, own.minutes) == ("Mine", "Read this.", "research", 12)
    assert (own.excerpt, own.name, own.warning) == ("Two lines.", "Ines", "food")


def test_a_question_of_ones_own_is_a_text(tmp_path: Path) -> None:
    edition = edited(tmp_path, ("prompts:\n", "prompts:\n  - text: And you?\n  - text: Who else?\n    lens: sceptic\n"))

    assert [(each.text, each.lens) for each in edition.prompts[:2]] == [("And you?", ""), ("Who else?", "sceptic")]
    assert len({each.id for each in edition.prompts}) == 3


@pytest.mark.parametrize(
    ("entry", "place", "words"),
    [
        ("  - url: ines.example/a\n", "14:10", '"ines.example/a" is no address'),
        ("  - title: Mine\n", "14:5", "`url` is missing"),
        ("  - https://ines.example/a\n", "14:5", "must be a group of keys"),
        ("  - url: https://room.example/1\n", "15:5", "there twice: Feedback, part 1"),
        ("  - url: https://a.example/\n    minuts: 3\n", "15:5", "Did you mean minutes"),
    ],
)
def test_a_slip_in_a_pick_of_ones_own_is_named_with_its_place(
    tmp_path: Path, entry: str, place: str, words: str
) -> None:
    with pytest.raises(InputError) as caught:
        with_own(tmp_path, entry)

    assert len(caught.value.problems) == 1
    assert str(caught.value).startswith(f"content/editions/2026-W47.md:{place}: ")
    assert words in str(caught.value)


QUESTION = "prompts:\n  - text: And you?\n    about:\n      - {about}\n"


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        ("    minutes: 2.0", "    minutes: -4", ":20:14:", "-4 minutes is less than no time."),
        ("    minutes: 2.0", "    minutes: .inf", ":20:14:", "number"),
        ("starts: 2026-11-13", "starts: 2027-11-13", ":8:9:", "starts after it was published"),
        ("picks:", "language: <b>\npicks:", ":13:11:", '"<b>" is no language'),
        ("picks:", "picks:\n  - url: https://a.example/\n    language: <b>", ":15:15:", '"<b>" is no language'),
        ("    text: Whose version would you need to hear?", "    text: ' '", ":11:11:", "no words"),
        ("prompts:", "prompts:\n  - text: ''", ":10:11:", "no words"),
    ],
)
def test_what_cannot_be_is_named_with_its_place(tmp_path: Path, old: str, new: str, place: str, words: str) -> None:
    with pytest.raises(InputError) as caught:
        edited(tmp_path, (old, new))

    assert len(caught.value.problems) == 1
    assert words in str(caught.value)
    assert place in str(caught.value)


@pytest.mark.parametrize("place", [".nan", ".inf"])
def test_a_place_on_the_map_is_a_number(tmp_path: Path, place: str) -> None:
    path = archive.write(make.edition(network=make.network(3)), tmp_path)
    path.write_text(re.sub(r"x: [\d.]+", f"x: {place}", path.read_text("utf-8"), count=1), "utf-8")
    with pytest.raises(InputError, match=r"2026-W47.md:\d+:\d+: "):
        archive.read(tmp_path)


@pytest.mark.parametrize("slip", ["https://rom.example/1", "https://roomm.example/1", "https://raom.example/1/"])
@pytest.mark.parametrize("key", ["about:\n      - ", "at: "])
def test_a_mistyped_id_of_a_pick_is_named_with_its_place_and_what_was_meant(
    tmp_path: Path, key: str, slip: str
) -> None:
    with pytest.raises(InputError) as caught:
        edited(tmp_path, ("    id: minutes\n", f"    {key}{slip}\n    id: minutes\n"))
    (problem,) = caught.value.problems

    assert slip in problem.words
    assert problem.hint == "Did you mean https://room.example/1?"
    assert (problem.line, problem.column) == ((13, 9) if "-" in key else (12, 9))


def test_a_question_of_ones_own_about_what_is_no_pick_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r":12:9: No pick of this edition has the id .*\n.*Copy the `id`"):
        edited(tmp_path, ("prompts:\n", QUESTION.format(about="https://elsewhere.example/a-post")))


@pytest.mark.parametrize("gone", ["https://room.example/7", "https://elsewhere.example/a-post"])
def test_a_question_about_a_pick_that_was_deleted_is_no_mistake(tmp_path: Path, gone: str) -> None:
    kept = edited(tmp_path, ("    id: minutes\n", f"    about:\n      - {gone}\n    id: minutes\n"))

    assert kept.prompts[0].about == (gone,)


def test_a_question_about_a_pick_that_is_hidden_is_no_mistake(tmp_path: Path) -> None:
    hidden = make.edition(picks=(make.pick(1, hidden=True),), prompts=(make.prompt(about=("https://room.example/1",)),))
    archive.write(hidden, tmp_path)

    assert archive.read(tmp_path) == (hidden,)


def test_what_an_author_deletes_leaves_a_file_that_can_be_read(tmp_path: Path) -> None:
    asked = (make.prompt(about=("https://room.example/1",)), make.prompt(id="p", at="https://room.example/1"))
    before = make.edition(prompts=asked)
    archive.write(before, tmp_path)
    out = withdrawal.Out(pick=lambda pick: pick.id.endswith("/1"), mention=lambda _: False, node=lambda _: False)
    after = withdrawal.left(before, out)
    amend.keep(tmp_path, before, after)

    assert archive.read(tmp_path) == (after,)
    assert after.prompts == ()


def test_a_voice_that_is_taken_off_the_map_takes_its_lines_along(tmp_path: Path) -> None:
    nodes = tuple(
        Node(number=n, voice=f"https://{n}.example/", name=f"V{n}", x=0, y=0, circle=1, tie=Tie.WEAK, items=1)
        for n in (1, 2, 3)
    )
    lines = tuple(Line(ends=ends, kinds=(Bond.CITES,)) for ends in ((1, 2), (2, 3), (3, 1)))
    path = archive.write(make.edition(network=Network(nodes=nodes, lines=lines)), tmp_path)
    kept = [line for line in path.read_text("utf-8").split("\n") if "name: V2" not in line]
    path.write_text("\n".join(kept), "utf-8")

    assert [line.ends for line in archive.read(tmp_path)[0].network.lines] == [(3, 1)]


def test_everything_wrong_in_a_file_is_named_at_once(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        edited(
            tmp_path,
            ("week: 2026-W47", "week: 2026-W48"),
            ("id: urn:uuid:6a3c1f6e-0000-4000-8000-202600000047", "id: ''"),
            (
                "  - title: Feedback, part 2\n    url: https://room.example/2",
                "  - title: B\n    url: https://room.example/1",
            ),
            ("id: https://room.example/2", "id: https://room.example/1"),
        )

    assert [problem.line for problem in caught.value.problems] == [4, 6, 33]


def test_an_editor_that_ends_lines_as_windows_does_changes_nothing(tmp_path: Path) -> None:
    edition = make.edition(note="One.\n\nTwo.")
    path = archive.write(edition, tmp_path)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))

    assert (edition,) == archive.read(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        ("    section: interests", "    secton: interests", ":17:5:", "secton"),
        ("    minutes: 2.0", "    minutes: two", ":", "minutes"),
        ("week: 2026-W47", "week: 2026-W99", "", "2026-W99"),
        ("published: 2026", "published: twenty", ":7:", "published"),
        ("published: 2026-11-20T05:00:00Z", "published: 2026-11-20T05:00:00", ":7:12:", "zone: 2026-11-20T05:00:00Z"),
        ("published: 2026-11-20T05:00:00Z", "published: 2026-11-20", ":7:12:", "an instant such as"),
        ("published: 2026-11-20T05:00:00Z", "published: '2026-11-20T05:00'", ":7:12:", "must have a time zone"),
        ("published: 2026-11-18T05:00:00Z", "published: 2026-11-18T05:00:00", ":", "zone: 2026-11-18T05:00:00Z"),
        ("starts: 2026-11-13T05:00:00Z", "starts: 9999-12-31T23:59:59Z", ":8:9:", "between the years 1970 and 9000"),
        ("starts: 2026-11-13T05:00:00Z", "starts: 0001-01-01T00:00:00Z", ":8:9:", "between the years 1970 and 9000"),
        ("starts:", "format: 2\nstarts:", ":8:9:", "format 2, and this Gleaner reads only format 1"),
        ("starts:", "format: 2\nfuture: x\nstarts:", ":8:9:", "format 2"),
        ("id: urn:uuid:6a3c1f6e-0000-4000-8000-202600000047", "id: ''", "", "`id` is empty"),
        ("title: W", "<<<<<<< HEAD\ntitle: V\n=======\ntitle: W", ":5:", "a merge that was not finished"),
        ("---\n#", "#", ":1:", "three dashes"),
        ("title: Week 47, 2026\n", "", ":4:1:", "`title` is missing"),
    ],
)
def test_a_slip_of_the_hand_is_named_with_its_place(tmp_path: Path, old: str, new: str, place: str, words: str) -> None:
    with pytest.raises(InputError) as caught:
        edited(tmp_path, (old, new))

    assert str(caught.value).startswith("content/editions/2026-W47.md")
    assert words in str(caught.value)
    assert place in str(caught.value)


@pytest.mark.parametrize(
    ("number", "hint"),
    [
        (2, "A newer Gleaner made it: ./gleaner upgrade brings this one up to date."),
        (0, "An older Gleaner made it: ./gleaner migrate brings it up to date."),
    ],
)
def test_a_record_of_another_format_says_which_command_helps(tmp_path: Path, number: int, hint: str) -> None:
    with pytest.raises(InputError, match=f"of format {number}, and") as caught:
        edited(tmp_path, ("starts:", f"format: {number}\nstarts:"))

    assert [(each.line, each.hint) for each in caught.value.problems] == [(8, hint)]


def test_every_slip_in_every_file_is_named_at_once(tmp_path: Path) -> None:
    for week in ("2026-W46", "2026-W47"):
        path = archive.write(make.edition(week), tmp_path)
        path.write_text(path.read_text("utf-8").replace("minutes: 2.0", "minutes: two"), "utf-8")
    with pytest.raises(InputError) as caught:
        archive.read(tmp_path)

    assert len(caught.value.problems) == 4


def test_a_note_with_the_marks_of_a_merge_is_named_with_the_line(tmp_path: Path) -> None:
    path = archive.write(make.edition(note="Good morning."), tmp_path)
    lines = path.read_text("utf-8").count("\n")
    with path.open("a", encoding="utf-8") as file:
        file.write("\nMine.\n=======\n\nTheirs.\n>>>>>>> 1a2b3c4 (a better note)\n")
    with pytest.raises(InputError, match="merge that was not finished") as caught:
        archive.read(tmp_path)

    assert caught.value.problems[0].line == lines + 6


def test_blanks_behind_the_dashes_are_seen_by_nobody(tmp_path: Path) -> None:
    edition = make.edition(note="Mine.")
    path = archive.write(edition, tmp_path)
    path.write_text(path.read_text("utf-8").replace("---\n", "--- \t\n"), "utf-8")

    assert archive.read(tmp_path) == (edition,)


def test_two_editions_with_one_id_are_named_both(tmp_path: Path) -> None:
    folder = tmp_path / "content" / "editions"
    for week in ("2026-W46", "2026-W47"):
        archive.write(make.edition(week, id="urn:uuid:1"), folder)
    with pytest.raises(InputError, match=r"same `id` as content/editions/2026-W46\.md") as caught:
        archive.read(folder)

    assert caught.value.problems[0].file == "content/editions/2026-W47.md"
    assert caught.value.problems[0].hint == sense.NEW_ID


def test_an_edition_of_a_clock_that_is_wrong_is_not_written_and_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "content" / "editions"
    with pytest.raises(InputError) as caught:
        archive.write(make.edition(published=datetime(9999, 1, 2, tzinfo=UTC)), folder)

    assert str(caught.value).split("\n", 1)[0] == (
        "content/editions/2026-W47.md: This edition would bear the date 9999-01-02, and is not written."
    )
    assert caught.value.problems[0].hint == "Is the clock of this machine right?"
    assert not folder.exists()


def test_where_file_and_week_differ_the_example_is_this_very_file(tmp_path: Path) -> None:
    archive.write(make.edition("2026-W46"), tmp_path).rename(tmp_path / "2026-W45.md")
    with pytest.raises(InputError, match=r"for example 2026-W45\."):
        archive.read(tmp_path)


def test_a_file_whose_week_is_none_names_one_that_is(tmp_path: Path) -> None:
    path = archive.write(make.edition(), tmp_path)
    path.rename(tmp_path / "notes.md")
    with pytest.raises(InputError, match=r"for example 2026-W47\."):
        archive.read(tmp_path)


@pytest.mark.parametrize("week", ["2026-W99", "9999-W52", "0000-W01"])
def test_a_week_that_is_in_no_calendar_of_ours_is_named(tmp_path: Path, week: str) -> None:
    content = archive.write(make.edition(), tmp_path / "made").read_text("utf-8")
    (tmp_path / f"{week}.md").write_text(content.replace("2026-W47", week), "utf-8")
    with pytest.raises(InputError, match=f'There is no week "{week}"'):
        archive.read(tmp_path)


# ---------------------------------------------------------------- what else lies in the folder


def test_what_editors_and_systems_hide_is_no_edition(tmp_path: Path) -> None:
    archive.write(make.edition(), tmp_path)
    (tmp_path / ".#2026-W47.md").symlink_to("me@machine.1234:5678")
    (tmp_path / "._2026-W47.md").write_bytes(b"\x00\x05\x16\x07")

    assert len(archive.read(tmp_path)) == 1


def test_an_ending_in_capitals_is_an_ending(tmp_path: Path) -> None:
    path = archive.write(make.edition(), tmp_path)
    path.rename(path.with_suffix(".MD"))

    assert len(archive.read(tmp_path)) == 1


def test_two_files_of_one_week_are_named(tmp_path: Path) -> None:
    path = archive.write(make.edition(), tmp_path)
    path.with_suffix(".MD").write_bytes(path.read_bytes().replace(b"id: urn", b"id: own"))
    if len(list(tmp_path.iterdir())) == 1:
        pytest.skip("this disk takes .md and .MD for one")
    with pytest.raises(InputError, match="Another file here has the same name"):
        archive.read(tmp_path)


def test_what_is_called_like_an_edition_and_is_none_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "content" / "editions"
    (folder / "2026-W46.md").mkdir(parents=True)
    (folder / "2026-W47.md").symlink_to(tmp_path / "gone")
    with pytest.raises(InputError) as caught:
        archive.read(folder)

    assert [(problem.file, problem.words) for problem in caught.value.problems] == [
        ("content/editions/2026-W46.md", "This is a folder, not a file."),
        ("content/editions/2026-W47.md", "This is a link that leads to no file."),
    ]


def test_a_file_in_the_place_of_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "editions").touch()
    with pytest.raises(InputError, match="a folder belongs here"):
        archive.read(tmp_path / "editions")


def test_a_pick_that_was_copied_instead_of_moved_is_named(tmp_path: Path) -> None:
    archive.write(make.edition(picks=(make.pick(1), make.pick(1))), tmp_path)
    with pytest.raises(InputError, match="there twice: Feedback, part 1"):
        archive.read(tmp_path)


def test_an_empty_record_is_named_where_it_ought_to_be(tmp_path: Path) -> None:
    (tmp_path / "2026-W47.md").write_text("---\n---\n\nMine.\n", "utf-8")
    with pytest.raises(InputError, match="It needs at least `week:` and `id:`") as caught:
        archive.read(tmp_path)

    assert [problem.line for problem in caught.value.problems] == [2]


def test_a_record_without_an_end_is_named(tmp_path: Path) -> None:
    (tmp_path / "2026-W47.md").write_text("---\nweek: 2026-W47\n", "utf-8")
    with pytest.raises(InputError, match="no end"):
        archive.read(tmp_path)


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "2026-W47.md").write_bytes(b"---\n\xff\xfe")
    with pytest.raises(InputError, match="not saved as UTF-8"):
        archive.read(tmp_path)
