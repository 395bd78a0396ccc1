"""What an owner does to an edition's file in a browser is on the page after the next build and every later one."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator import pipeline
from generator.cli import main
from generator.collect import Door
from generator.errors import InputError
from generator.model import Config, Digest, Site, Source
from generator.pipeline import Place
from tests.loopback import rss, serve

ROOT = Path(__file__).resolve().parent.parent
GUIDE = (ROOT / "content" / "README.md").read_text("utf-8")
FRIDAY = datetime(2026, 11, 20, 6, 30, tzinfo=UTC)
NEXT = datetime(2026, 11, 27, 6, 30, tzinfo=UTC)
ENTRIES = (
    (1, "Feedback before marks", "Wed, 18 Nov 2026 08:00:00 GMT", "I stopped returning marks for a week. " * 12),
    (2, "A timetable as a text", "Tue, 17 Nov 2026 08:00:00 GMT", "We read the bus timetable as a poem. " * 12),
)
LATER = (3, "Rubrics again", "Wed, 25 Nov 2026 08:00:00 GMT", "The rubric was longer than the essay. " * 12)
BROKEN = "---\nweek: [2026-W47\ntitle: 'It's\npicks: none\n---\n"


@pytest.fixture
def web():
    feed = rss(*ENTRIES, LATER)
    with serve({"/feed": (200, {"Content-Type": "application/rss+xml"}, feed)}) as web:
        yield web


@pytest.fixture
def place(tmp_path):
    (tmp_path / "content").mkdir()
    return Place(root=tmp_path, state=tmp_path / ".gleaner")


@pytest.fixture
def config(web):
    feed = Source(kind="feed", address=f"{web.address}/feed", name="Chalk Notes")
    return Config(site=Site(title="Test"), digest=Digest(day=5, hour=6), sources=(feed,), interests=("feedback",))


def run(config, place, now):
    pipeline.collect(config, place, now=now, door=Door(allow_private=True, pause=0))
    pipeline.correct(config, place, now=now)
    pipeline.publish(config, place, now=now)
    return page(config, place)


def page(config, place):
    pipeline.build(config, place, output=place.root / "output")
    return (place.root / "output" / "editions" / "2026-W47" / "index.html").read_text("utf-8")


def edition(place, week="2026-W47"):
    return place.editions / f"{week}.md"


def pasted(content: str, snippet: str) -> str:
    """Paste an example of the guide into a file: a list below the list of that name, or a line into the first pick."""
    first, _, rest = snippet.partition("\n")
    if first.endswith(":") and not first.startswith(" "):
        content = content.replace(f"\n{first} []\n", f"\n{first}\n")
        assert f"\n{first}\n" in content
        return content.replace(f"\n{first}\n", f"\n{first}\n{rest}", 1)
    return content.replace("\n    section:", f"\n{snippet}    section:", 1)


EXAMPLES = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_of_the_guide_can_be_pasted_and_is_printed(config, place, example):
    run(config, place, FRIDAY)
    path = edition(place)
    path.write_text(pasted(path.read_text("utf-8"), example), "utf-8")

    shown = page(config, place)

    for words in re.findall(r"(?:title|text|why|excerpt): (.+)", example):
        assert words.strip("\"'") in shown.replace("&#39;", "'")


def test_the_guide_shows_every_way_to_edit():
    assert len(EXAMPLES) >= 4
    for word in ("pin: true", "hidden: true", "- url: https://", "- text:"):
        assert any(word in example for example in EXAMPLES), word


def test_what_the_owner_did_is_still_there_when_later_weeks_have_been_published(config, place):
    run(config, place, FRIDAY)
    path, content = edition(place), edition(place).read_text("utf-8")
    first = re.search(r"  - title: (.+)\n", content)[1]
    content = content.replace(f"  - title: {first}\n", f"  - title: {first}, they say   # my words\n    pin: true\n", 1)
    content = content.replace("\npicks:\n", "\npicks:\n  - url: https://ines.example/why-we-ask\n", 1)
    path.write_text(content + "\nRead *this* first.\n", "utf-8")

    run(config, place, NEXT)

    assert path.read_text("utf-8") == content + "\nRead *this* first.\n"
    assert edition(place, "2026-W48").exists()
    shown = page(config, place)
    assert f"{first}, they say" in shown
    assert "Why we ask" in shown
    assert "Read <em>this</em> first." in shown
    assert shown == page(config, place), "every build prints the same"


@pytest.fixture
def digest(tmp_path, web, monkeypatch):
    monkeypatch.chdir(tmp_path)
    words = f"site:\n  title: Test\nsources:\n  - feed: {web.address}/feed\n    name: Chalk Notes\n"
    (tmp_path / "config.yaml").write_text(words, "utf-8")
    return tmp_path


def command(*arguments, now="2026-11-20T07:00:00Z"):
    return main([*arguments, "--allow-private", "--now", now])


@pytest.mark.parametrize("name", ["run", "collect"])
def test_a_broken_edition_keeps_nothing_from_being_collected_and_is_told_at_the_end(digest, capsys, web, name):
    assert command("run") == 0
    site = (digest / "output" / "index.html").read_bytes()
    path = digest / "content" / "editions" / "2026-W47.md"
    path.write_text(BROKEN, "utf-8")
    capsys.readouterr()
    asked = len(web.asked)

    assert command(name, now="2026-11-27T07:00:00Z") == 2

    out, err = capsys.readouterr()
    assert len(web.asked) > asked, "the sources were asked"
    assert (digest / ".gleaner" / "harvest" / "2026-11-20.jsonl").exists()
    assert "Chalk Notes" in out
    assert len(re.findall(r"^content/editions/2026-W47\.md:\d+:\d+: ", err, re.MULTILINE)) >= 2, "all at once"
    assert (digest / "output" / "index.html").read_bytes() == site, "the last good site stays"


def test_a_build_of_a_broken_edition_leaves_the_site_as_it_was(config, place):
    run(config, place, FRIDAY)
    before = {path: path.read_bytes() for path in (place.root / "output").rglob("*") if path.is_file()}
    edition(place).write_text(BROKEN, "utf-8")

    with pytest.raises(InputError):
        page(config, place)

    assert {path: path.read_bytes() for path in (place.root / "output").rglob("*") if path.is_file()} == before


def test_a_run_says_in_a_line_what_was_corrected(digest, capsys, web):
    command("run")
    (digest / "config.yaml").write_text(
        (digest / "config.yaml").read_text("utf-8") + f"withdrawn:\n  - {web.address}/feed/nobody\n  - ines.example\n",
        "utf-8",
    )
    path = digest / "content" / "editions" / "2026-W47.md"
    content = path.read_text("utf-8")
    path.write_text(content.replace("\npicks:\n", "\npicks:\n  - url: https://ines.example/a-post\n", 1), "utf-8")
    capsys.readouterr()

    command("collect")

    assert "2026-W47: 1 place of people in `withdrawn` taken out" in capsys.readouterr().out
    assert path.read_text("utf-8") == content


def test_a_source_of_who_is_withdrawn_is_not_asked_and_not_shown(config, place, web):
    run(config, place, FRIDAY)
    asked = len(web.asked)
    config = replace(config, withdrawn=(f"{web.address}/feed",))

    assert pipeline.collect(config, place, now=NEXT, door=Door(allow_private=True, pause=0)) == ()
    assert len(web.asked) == asked
    pipeline.build(config, place, output=place.root / "output")
    assert "Chalk Notes" not in (place.root / "output" / "sources" / "index.html").read_text("utf-8")


def test_nothing_of_who_is_withdrawn_is_written_down_when_others_tell_of_it(config, place, web):
    door = Door(allow_private=True, pause=0)
    pipeline.collect(replace(config, withdrawn=("chalk.example",)), place, now=FRIDAY, door=door)

    assert len(web.asked) >= 1
    assert not list(place.state.rglob("*.jsonl"))


def test_check_says_what_an_entry_of_withdrawn_does(digest, capsys):
    command("run")
    words = (digest / "config.yaml").read_text("utf-8")
    (digest / "config.yaml").write_text(f"{words}withdrawn:\n  - nobody.example\n", "utf-8")
    capsys.readouterr()

    assert main(["check", "--offline", "--now", "2026-11-20T07:00:00Z"]) == 0
    assert "`withdrawn`, nobody.example: nothing that is kept here" in capsys.readouterr().err
