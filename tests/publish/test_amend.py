"""What has to change in an edition's file changes, and every other line stays as its owner left it."""

import difflib
import json
import random
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model import Bond, Circle, Courtesy, Edition, Kindness, Line, Mention, Network, Node, Pick, Tie
from generator.publish import amend, archive, front, surgery
from tests.publish import make
from tests.publish.strange import EDITIONS


def node(number: int, name: str, **changed: Any) -> Node:
    kind: dict[str, Any] = {"voice": f"https://{name}.example/", "x": 0.5, "y": 0.25, "circle": 1, "tie": Tie.WEAK}
    return Node(**({"number": number, "name": name, "items": 2} | kind | changed))


def mention(name: str, number: int = 1) -> Mention:
    return Mention(name=name, url=f"https://{name}.example/{number}", voice=f"https://{name}.example/")


NETWORK = Network(
    nodes=(node(1, "ann"), node(2, "bo"), node(3, "cy")),
    lines=(Line(ends=(1, 2), kinds=(Bond.CITES,)), Line(ends=(2, 3), kinds=(Bond.ANSWERS, Bond.NAMES), times=2)),
    circles=(Circle(number=1, words="feedback"),),
    voices=9,
    meetings=2,
    alone=6,
)


def whole(**changed: Any) -> Edition:
    """Return an edition that has something of everything."""
    picks = (
        make.pick(1, also=(mention("bo"), mention("cy")), tags=("feedback", "oer"), made="0a1b2c3d"),
        make.pick(2, warning="food", alts=("A plate", "Two plates")),
        make.pick(3, title="", excerpt="One line.\n\nAnd one: with a colon."),
    )
    kind: dict[str, Any] = {
        "picks": picks,
        "prompts": (make.prompt(about=(picks[0].id,)), make.prompt(id="second", text="And #you?", lens="scholar")),
        "alerts": (make.found("Jobs"), make.found("Grants", make.pick(7), make.pick(8))),
        "words": (make.word(who=(mention("ann"), mention("bo"))), make.word("slow reading")),
        "courtesies": (
            Courtesy(kind=Kindness.THANK, who=(mention("ann"),), words="Feedback", language="en"),
            Courtesy(kind=Kindness.WELCOME, who=(mention("bo"),)),
        ),
        "network": NETWORK,
        "note": "Good morning.\n\n---\n\nAnd # good night.",
    }
    return make.edition(**(kind | changed))


def commented(content: str, seed: int) -> str:
    """Put comments and empty lines where an owner could."""
    chance, lines = random.Random(seed), content.split("\n")
    fence = lines.index("---", 1)
    kept: list[str] = []
    for number, line in enumerate(lines):
        inside = 3 < number < fence and ": |" not in "".join(kept[-3:]) and line.lstrip()[:1] not in {"", "|"}
        if inside and chance.random() < 0.2:
            blanks = len(line) - len(line.lstrip())
            kept.append(chance.choice(["", f"{' ' * blanks}# mine {number}", f"# mine {number}"]))
        kept.append(line)
    return "\n".join(kept)


def surgical(content: str, before: Edition, wanted: Edition) -> str:
    """Return the new text, and fail where the file had to be written anew."""
    after = amend.amended(content, before, wanted)
    assert after != archive.dump(wanted) or content == archive.dump(before), "it was written anew"
    assert archive.parsed(after, str(before.week), "x") == wanted
    return after


CHANGES = {
    "a pick leaves": lambda it: replace(it, picks=it.picks[1:]),
    "the last pick leaves": lambda it: replace(it, picks=it.picks[:-1]),
    "all picks leave": lambda it: replace(it, picks=()),
    "a title changes": lambda it: replace(it, picks=(replace(it.picks[0], title="New: #1"), *it.picks[1:])),
    "an excerpt of two paragraphs changes": lambda it: replace(
        it, picks=(*it.picks[:2], replace(it.picks[2], excerpt="Now one."))
    ),
    "an excerpt becomes two paragraphs": lambda it: replace(
        it, picks=(replace(it.picks[0], excerpt="a\n\n  # b\nc"), *it.picks[1:])
    ),
    "a warning comes": lambda it: replace(it, picks=(replace(it.picks[0], warning="death"), *it.picks[1:])),
    "a warning and pictures go": lambda it: replace(
        it, picks=(it.picks[0], replace(it.picks[1], warning="", alts=()), it.picks[2])
    ),
    "a voice leaves a story": lambda it: replace(
        it, picks=(replace(it.picks[0], also=it.picks[0].also[1:]), *it.picks[1:])
    ),
    "a tag leaves": lambda it: replace(it, picks=(replace(it.picks[0], tags=("oer",)), *it.picks[1:])),
    "a question leaves": lambda it: replace(it, prompts=it.prompts[1:]),
    "a match leaves": lambda it: replace(
        it, alerts=(it.alerts[0], replace(it.alerts[1], matches=it.alerts[1].matches[:1]))
    ),
    "a search leaves": lambda it: replace(it, alerts=it.alerts[1:]),
    "a word loses a voice": lambda it: replace(
        it, words=(replace(it.words[0], who=it.words[0].who[1:], voices=6), it.words[1])
    ),
    "all courtesies leave": lambda it: replace(it, courtesies=()),
    "the first of two courtesies leaves": lambda it: replace(it, courtesies=it.courtesies[1:]),
    "a dot leaves the map": lambda it: replace(
        it, network=replace(it.network, nodes=it.network.nodes[1:], lines=it.network.lines[1:])
    ),
    "a dot changes": lambda it: replace(
        it, network=replace(it.network, nodes=(replace(it.network.nodes[0], name="Ann B."), *it.network.nodes[1:]))
    ),
    "several at once": lambda it: replace(
        it, picks=it.picks[2:], prompts=(), words=(), reports=(), alerts=it.alerts[:1]
    ),
}


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("seed", range(2))
def test_one_thing_changes_and_every_comment_outside_it_stays(name: str, seed: int) -> None:
    before = whole()
    content = commented(archive.dump(before), seed)
    assert archive.parsed(content, str(before.week), "x") == before, "comments change nothing"
    wanted = CHANGES[name](before)

    after = surgical(content, before, wanted)

    assert after.endswith(content[content.index("\n---\n", 4) :]), "the note is as it was"
    for hunk in hunks(content, after):
        lost = [line for line in hunk if line.strip().startswith("# mine")]
        above = [line for line in hunk if line.strip()][: len(hunk)]
        told = next((line for line in above if not line.strip().startswith("# mine")), "")
        about = told.lstrip().startswith("- ") and hunk[0].startswith(f"{told[: -len(told.lstrip())]}#")
        assert not lost or about or not hunk[0].strip().startswith("# mine"), "a comment leaves with what it is about"


def test_a_comment_directly_above_an_entry_goes_with_it_and_one_behind_a_blank_line_stays() -> None:
    before = whole()
    written = archive.dump(before)
    place = written.index("\n  - ", written.index("\npicks:\n")) + 1
    told = "  # of all of them\n\n  # of this one\n  # in two lines\n"
    wanted = replace(before, picks=before.picks[1:])

    after = surgical(written[:place] + told + written[place:], before, wanted)

    assert "# of all of them" in after
    assert "# of this one" not in after
    assert "# in two lines" not in after


def hunks(before: str, after: str) -> list[list[str]]:
    """Return the lines that were taken out, as they lay together."""
    old, new = before.split("\n"), after.split("\n")
    codes = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [old[start:end] for code, start, end, _, _ in codes if code in {"delete", "replace"}]


def test_lines_that_have_nothing_to_do_with_it_stay_to_the_letter(tmp_path: Path) -> None:
    before = whole()
    path = archive.write(before, tmp_path)
    own = path.read_text("utf-8").replace(
        "  - title: Feedback, part 2\n", "  # My favourite.\n  - title:   'Feedback, part 2'\n"
    )
    path.write_text(own, "utf-8")
    wanted = replace(before, picks=before.picks[1:])

    assert amend.keep(tmp_path, before, wanted)

    after = path.read_text("utf-8")
    start, end = own.index("  - title: Feedback, part 1"), own.index("  # My favourite.")
    assert after == own[:start] + own[end:]


def test_a_comment_behind_a_value_stays_when_the_value_changes() -> None:
    before = whole()
    content = archive.dump(before).replace("title: Feedback, part 1\n", "title: Feedback, part 1   # keep me\n")
    wanted = replace(before, picks=(replace(before.picks[0], title='It is "new"'), *before.picks[1:]))

    assert 'title: It is "new"   # keep me\n' in surgical(content, before, wanted)


def test_what_an_owner_wrote_in_one_line_is_changed_all_the_same() -> None:
    before = whole()
    content = archive.dump(before).replace("picks:", "# Mine.\npicks:", 1)
    start = content.index("    tags:\n")
    end = content.index("    ", content.index("- oer"))
    content = content[:start] + "    tags: [feedback, oer]  # in one line\n" + content[end:]
    wanted = replace(before, picks=(replace(before.picks[0], tags=("oer",)), *before.picks[1:]))
    assert archive.parsed(content, str(before.week), "x") == before

    surgical(content, before, wanted)


def test_line_ends_and_signs_before_the_text_stay_as_an_editor_wrote_them(tmp_path: Path) -> None:
    before = whole()
    path = archive.write(before, tmp_path)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    amend.keep(tmp_path, before, replace(before, picks=before.picks[1:]))

    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf---\r\n")
    assert data.count(b"\r\n") == data.count(b"\n")
    assert len(archive.read(tmp_path)[0].picks) == 2


def test_a_file_that_somebody_has_just_changed_is_left_alone(tmp_path: Path) -> None:
    before = whole()
    path = archive.write(before, tmp_path)
    mine = path.read_text("utf-8").replace("part 2", "part two")
    path.write_text(mine, "utf-8")

    assert not amend.keep(tmp_path, before, replace(before, picks=()))
    assert path.read_text("utf-8") == mine


@pytest.mark.parametrize("left", ["---\n: [\n---\n", "no edition", None])
def test_a_file_that_somebody_has_just_broken_or_deleted_is_left_alone(tmp_path: Path, left: str | None) -> None:
    before = whole()
    path = tmp_path / f"{before.week}.md"
    if left is not None:
        path.write_text(left, "utf-8")

    assert not amend.keep(tmp_path, before, replace(before, picks=()))
    assert [each.read_text("utf-8") for each in tmp_path.iterdir()] == ([] if left is None else [left])


@pytest.mark.parametrize(
    "built",
    [
        lambda top: top.replace("picks:", "picks: &all", 1),
        lambda top: json.dumps(yaml.safe_load(top), default=str) + "\n",
    ],
    ids=["with an anchor", "as a program writes it"],
)
def test_a_text_that_is_built_otherwise_says_what_is_wanted_and_keeps_the_note(built: Callable[[str], str]) -> None:
    before = whole()
    top, note = front.split(archive.dump(before), "x")
    content = f"---\n{built(top)}---\n\n{note}\n"
    wanted = replace(before, picks=before.picks[:1])
    assert archive.parsed(content, str(before.week), "x") == before

    assert archive.parsed(amend.amended(content, before, wanted), str(before.week), "x") == wanted


def test_an_edition_that_is_as_it_should_be_is_not_touched(tmp_path: Path) -> None:
    before = whole()
    path = archive.write(before, tmp_path)
    stamp = path.stat().st_mtime_ns

    assert not amend.keep(tmp_path, before, before)
    assert path.stat().st_mtime_ns == stamp


@given(before=EDITIONS, other=EDITIONS, data=st.data())
@settings(max_examples=150, deadline=None)
def test_whatever_changes_the_file_says_it_afterwards(before: Edition, other: Edition, data: st.DataObject) -> None:
    names = data.draw(st.lists(st.sampled_from([field.name for field in fields(Edition) if field.name != "week"])))
    kept = [name for name in names if name not in {"note", "format"}]
    picks = tuple(_mixed(pick, other, data) for pick in before.picks)
    wanted = replace(before, **({"picks": picks} | {name: getattr(other, name) for name in kept}))
    wanted = replace(wanted, starts=min(wanted.starts, wanted.published))

    after = amend.amended(archive.dump(before), before, wanted)

    assert archive.parsed(after, str(before.week), "x") == wanted


def _mixed(pick: Pick, other: Edition, data: st.DataObject) -> Pick:
    if not other.picks:
        return pick
    names = data.draw(
        st.lists(st.sampled_from([field.name for field in fields(Pick) if field.name != "id"]), max_size=3)
    )
    return replace(pick, **{name: getattr(other.picks[0], name) for name in names})


def test_nearly_every_change_goes_line_by_line() -> None:
    """The whole file is written anew only where its owner has built it otherwise."""
    before = whole()
    content = archive.dump(before)
    for change in CHANGES.values():
        root = amend.forms.page(front.split(content, "x")[0], file="x").root
        assert root
        surgery.changed(front.split(content, "x")[0], root, amend.plain(before), amend.plain(change(before)))
