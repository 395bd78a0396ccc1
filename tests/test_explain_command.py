"""`./gleaner explain`: what a person asks for is found, and what is said of it is for a person to read."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from generator import explaining, pipeline, say
from generator.cli import main
from generator.collect import Door
from generator.errors import InputError
from generator.explaining import asking
from generator.explaining.asking import Subject
from generator.ledgers import FOLDER
from generator.model import Config, Digest, Mute, Site, Source, Week
from generator.pipeline import Place
from tests.loopback import rss, serve

FRIDAY = datetime(2026, 11, 20, 6, 30, tzinfo=UTC)
WEEK = Week(2026, 47)
MARKS = "https://chalk.example/1"


def piece(number, title, words, day=18):
    return number, title, f"{day} Nov 2026 08:00:00 GMT", words * 30


FEED = rss(
    piece(1, "Feedback before marks", "I stopped returning marks for a week. "),
    piece(2, "A timetable as a text", "We read the bus timetable as a poem. ", 17),
    piece(3, "A long look at chairs", "Chairs were carried into the garden by everyone. ", 16),
    piece(4, "Win a prize", "The lottery of the month is open to pupils. ", 15),
)


@pytest.fixture
def web():
    with serve({"/feed": (200, {"Content-Type": "application/rss+xml"}, FEED)}) as web:
        yield web


@pytest.fixture
def place(tmp_path):
    (tmp_path / "content").mkdir()
    return Place(root=tmp_path, state=tmp_path / ".gleaner")


@pytest.fixture
def config(web):
    sources = (
        Source(kind="feed", address=f"{web.address}/feed", name="Chalk Notes"),
        Source(kind="feed", address="http://127.0.0.1:9/dead", name="Dead"),
    )
    return Config(
        site=Site(title="Test"),
        digest=Digest(day=5, hour=6, minutes=3),
        sources=sources,
        mute=(Mute(kind="phrase", value="lottery"),),
    )


@pytest.fixture
def collected(config, place):
    pipeline.collect(config, place, now=FRIDAY, door=Door(allow_private=True, pause=0))
    return place


@pytest.fixture
def published(config, collected):
    pipeline.publish(config, collected, now=FRIDAY)
    return collected


def find(asked, config, place, now=FRIDAY, week=None):
    return explaining.find(asked, config, place, now=now, week=week)


def told(answer, width=100):
    """Return what a person sees at a terminal of so many columns."""
    console = say.console()
    console.width = width
    with console.capture() as captured:
        for part in explaining.shown(answer, width):
            console.print(part)
    return captured.get()


# ---------------------------------------------------------------- what is asked for


@pytest.mark.parametrize(
    "asked",
    [
        MARKS,
        "http://chalk.example/1/",
        "https://www.chalk.example/1?utm_source=mail#top",
        "chalk.example/1",
        "“Feedback before marks”",
        "'before MARKS'",
    ],
)
def test_an_item_is_found_by_its_address_in_any_form_and_by_words_of_its_title(asked, config, collected):
    answer = find(asked, config, collected)

    assert answer.account.title == "Feedback before marks"
    assert (answer.week, answer.published) == (WEEK, False)


def test_a_voice_is_answered_with_all_of_its_items(config, collected):
    answer = find("chalk notes", config, collected)

    assert answer.account is None
    assert {each.title for each in answer.items} == {
        "Feedback before marks",
        "A timetable as a text",
        "A long look at chairs",
        "Win a prize",
    }
    assert "muted by you" in told(answer)


@pytest.mark.parametrize(
    ("home", "asked"),
    [
        ("https://school.example/@ada", "@ada"),
        ("https://school.example/@ada", "@ada@school.example"),
        ("https://school.example/@ada", "https://school.example/@ada"),
        ("https://bsky.app/profile/ada.bsky.social", "@ada.bsky.social"),
        ("https://x.com/ada", "@Ada"),
    ],
)
def test_a_handle_is_that_of_a_profile(home, asked):
    mine = Subject(id="1", url="https://a.example/1", title="", name="Ada L", homes=(home,))
    other = Subject(id="2", url="https://a.example/2", title="@ada", name="B", homes=("https://school.example/@adam",))

    assert asking.read(asked).means([mine, other]) == (True, ("1",))


def test_an_id_that_is_no_address_is_found_too():
    subject = Subject(id="tag:ada.example,2026:9", url="https://ada.example/9", title="", name="Ada")

    assert asking.read("tag:ada.example,2026:9").means([subject])[1] == (subject.id,)


def test_a_post_is_found_by_the_address_it_is_about():
    post = Subject(
        id="1", url="https://a.example/1", title="", name="Ada", about="http://paper.example/x?utm_medium=feed"
    )

    assert asking.read("https://paper.example/x").means([post])[1] == ("1",)


@pytest.mark.parametrize("asked", ["", "  ", "“”", "@", "///", "?!"])
def test_nothing_to_look_for_is_said_as_wrong_input(asked, config, collected):
    with pytest.raises(InputError, match="an address, an @handle, a name, or some words"):
        find(asked, config, collected)


# ---------------------------------------------------------------- which week


def test_a_published_week_is_explained_as_it_was_decided(config, published):
    answer = find(MARKS, config, published)

    assert (answer.week, answer.published, answer.notes) == (WEEK, True, ())
    assert answer.account.parts
    assert answer.account.trials


def test_the_newest_week_that_knows_of_it_is_asked_and_a_named_one_alone(config, published, web):
    web.pages["/feed"] = (200, {}, rss(piece(9, "Something new", "Nobody had said this before at all. ", 24)))
    later = FRIDAY + timedelta(days=5)
    pipeline.collect(config, published, now=later, door=Door(allow_private=True, pause=0))

    assert str(find("https://chalk.example/9", config, published, now=later).week) == "2026-W48"
    assert find(MARKS, config, published, now=later).week == WEEK
    assert not find(MARKS, config, published, now=later, week=Week(2026, 48)).found


def test_where_the_harvest_is_gone_the_ledger_still_says_what_was_weighed(config, published):
    fresh = find(MARKS, config, published).account
    for path in (published.state / "harvest").glob("*.jsonl"):
        path.unlink()
    answer = find(MARKS, config, published)

    assert answer.account.fate == fresh.fate
    assert answer.account.score == pytest.approx(fresh.score, abs=1e-3)
    assert {part.signal for part in answer.account.parts} == {part.signal for part in fresh.parts}
    assert answer.account.trials == ()
    assert "is not kept any more" in answer.notes[0]


def test_where_config_yaml_has_changed_since_nothing_is_claimed_about_then(config, published):
    changed = replace(config, mute=(*config.mute, Mute(kind="phrase", value="returning marks")))

    answer = find(MARKS, changed, published)
    assert answer.account.fate == "picked"
    assert answer.account.trials == ()
    assert "has changed since" in answer.notes[0]


def test_where_the_ledger_is_lost_the_week_is_decided_again(config, published):
    (published.state / FOLDER / f"{WEEK}.jsonl").unlink()

    answer = find(MARKS, config, published, week=WEEK)
    assert answer.account.fate == "picked"
    assert "is not kept any more" in answer.notes[0]


def test_a_spoilt_ledger_is_read_as_far_as_it_goes(config, published):
    path = published.state / FOLDER / f"{WEEK}.jsonl"
    path.write_bytes(path.read_bytes().replace(b'{"terms"', b'{"torn"') + b'{"id": 7}\n\xff\n{"id":"x"')

    assert find(MARKS, config, published).account.fate == "picked"


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("  - title: Feedback before marks", "  - hidden: true\n    title: Feedback before marks", "You have hidden"),
        ("  - title: Feedback before marks", "  - pin: true\n    title: Feedback before marks", "put the pick first"),
    ],
)
def test_what_the_owner_did_to_a_pick_is_said(before, after, words, config, published):
    path = published.editions / f"{WEEK}.md"
    record = path.read_text("utf-8")
    assert before in record
    path.write_text(record.replace(before, after), "utf-8")

    assert words in " ".join(find(MARKS, config, published).notes)


def test_a_pick_that_the_owner_has_deleted_is_said_to_be_gone(config, published):
    path = published.editions / f"{WEEK}.md"
    path.write_text(re.sub(r"(?ms)^picks:.*?(?=^\w)", "", path.read_text("utf-8")), "utf-8")

    answer = find(MARKS, config, published)
    assert answer.account.fate == "picked"
    assert "You have taken the pick out of content/editions/2026-W47.md since." in answer.notes


# ---------------------------------------------------------------- what is not there


def test_what_is_not_there_is_said_with_what_was_searched_and_what_is_near(config, published):
    answer = find("https://chalk.example/12", config, published)
    said = told(answer)

    assert not answer.found
    assert "2026-W48, as things stand now (0 items); 2026-W47 (4 items)" in said.replace("\n", " ")
    assert "https://chalk.example/1" in answer.near


def test_a_source_that_failed_says_so_where_its_address_is_asked_for(config, collected):
    notes = " ".join(find("http://127.0.0.1:9/post", config, collected).notes)

    assert "Its source, Dead, is failed." in notes


def test_what_was_collected_and_belongs_to_no_week_says_from_when_it_is(config, published):
    answer = find(MARKS, config, published, week=Week(2026, 30))

    assert "It was collected, but is from 18 November 2026" in " ".join(answer.notes)


def test_an_empty_folder_says_what_to_do_first(config, place):
    answer = find(MARKS, config, place)

    assert not answer.found
    assert "`./gleaner collect`" in answer.notes[0]


# ---------------------------------------------------------------- as it is shown


def test_all_of_it_is_shown(config, published):
    said = told(find(MARKS, config, published))

    for words in ("2026-W47, published", "Chalk Notes", MARKS, "Picked, number", "recency", "Score:", "Worth:"):
        assert words in said
    assert "each tried by itself: it would not have been picked" in said.replace("\n", " ")


@pytest.mark.parametrize("asked", [MARKS, "Chalk Notes", "https://chalk.example/12", "chairs", "Win a prize"])
@pytest.mark.parametrize("width", [40, 60, 100, 200])
def test_no_line_is_wider_than_the_terminal_but_an_address(asked, width, config, published):
    lines = told(find(asked, config, published), width).splitlines()

    assert all(len(line.rstrip()) <= width for line in lines if "://" not in line)


@pytest.fixture
def digest(tmp_path, web, monkeypatch):
    """Stand in a folder with a config.yaml that names one feed."""
    monkeypatch.chdir(tmp_path)
    words = f"site:\n  title: Test\nsources:\n  - feed: {web.address}/feed\n    name: Chalk Notes\n"
    (tmp_path / "config.yaml").write_text(words, "utf-8")
    return tmp_path


NOW = ("--now", "2026-11-20T07:00:00Z")


def test_the_command_answers_with_0_and_without_an_answer_with_1(digest, capsys):
    assert main(["collect", "--allow-private", "--quiet", *NOW]) == 0
    capsys.readouterr()

    assert main(["explain", MARKS, *NOW]) == 0
    said = capsys.readouterr().out
    assert "Feedback before marks" in said
    assert "\x1b" not in said
    assert main(["explain", "https://nowhere.example/", *NOW]) == 1
    assert main(["explain", "", *NOW]) == 2
    assert main(["explain", MARKS, "--week", "2026-W99", *NOW]) == 2


def test_for_a_machine_it_is_one_value(digest, capsys):
    main(["collect", "--allow-private", "--quiet", *NOW])
    capsys.readouterr()

    assert main(["explain", MARKS, "--json", *NOW]) == 0
    value = json.loads(capsys.readouterr().out)
    assert set(value) == {"asked", "week", "published", "item", "items", "notes", "near"}
    assert set(value["item"]) == {
        *("id", "url", "title", "name", "source", "fate", "outcome", "story"),
        *("score", "worth", "bar", "parts", "factors", "trials"),
    }
    assert set(value["item"]["parts"][0]) == {"signal", "looks", "role", "value", "weight", "effect", "words"}
    assert main(["explain", "https://nowhere.example/", "--json", *NOW]) == 1
    assert json.loads(capsys.readouterr().out)["item"] is None


def test_to_explain_changes_nothing(config, published):
    before = {path: path.read_bytes() for path in published.root.rglob("*") if path.is_file()}
    find(MARKS, config, published)
    find("Chalk Notes", config, published)

    assert {path: path.read_bytes() for path in published.root.rglob("*") if path.is_file()} == before
