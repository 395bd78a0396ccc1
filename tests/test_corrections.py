"""What its author deleted leaves every edition, what was edited is corrected, and what the owner reworded stays."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import originals, pipeline
from generator.collect import harvest, memory
from generator.collect.logbook import Log
from generator.edit.reading import excerpt
from generator.model import (
    Bond,
    Config,
    Courtesy,
    Edition,
    Health,
    Item,
    Kindness,
    Line,
    Mention,
    Network,
    Node,
    Pick,
    Prompt,
    Tie,
    Voice,
    Word,
)
from generator.originals import Original, Originals, Wording
from generator.pipeline import Place
from generator.publish import archive
from tests.edit import week
from tests.publish import make

WEEK_ENDS = make.DUE
LATER = WEEK_ENDS + timedelta(days=1)
SOURCE = "mastodon @ann@mastodon.example"
ANN = Voice(key="https://mastodon.example/@ann", name="Ann", address="https://mastodon.example/@ann")
BEN = Voice(key="https://ben.example/", name="Ben", address="https://ben.example/")


def item(number: int, voice: Voice = ANN, **more: Any) -> Item:
    url = f"{voice.key.rstrip('/')}/{number}"
    plain = {"id": url, "url": url, "source": SOURCE, "voice": voice, "title": f"Part {number} of it"}
    told = {"text": "Chalk is cheap.", "language": "en", "published": WEEK_ENDS - timedelta(days=2)}
    return Item(**(plain | told | more))


def pick(found: Item, **more: Any) -> Pick:
    """Write a pick as the desk does."""
    made = originals.told(found, excerpt(found))
    kept = {"title": made.title, "excerpt": made.excerpt, "warning": made.warning, "alts": made.alts,
            "language": made.language, "made": made.made}  # fmt: skip
    return make.pick(
        **({"id": found.id, "url": found.url, "voice": found.voice.key, "name": found.voice.name} | kept | more)
    )


def asked(words: str, **more: Any) -> Prompt:
    """Write a question as the desk does."""
    return make.prompt(text=words, made=originals.fingerprint(words), **more)


def said(found: Item) -> Mention:
    return Mention(name=found.voice.name, url=found.url, voice=found.voice.key)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(root=tmp_path, state=tmp_path / ".gleaner")


def collected(place: Place, *items: Item, at: datetime = WEEK_ENDS - timedelta(days=1), gone: Any = ()) -> None:
    with Log.opened(place.state, at) as log:
        for source in sorted({each.source for each in items} | ({SOURCE} if gone else set())):
            log.add(source, [each for each in items if each.source == source], gone if source == SOURCE else ())


CONFIG: Config = make.config(
    sources=(
        make.Source(kind="mastodon", address="@ann@mastodon.example", name="Ann"),
        make.Source(kind="feed", address="https://ben.example/feed", name="Ben"),
    )
)


def published(place: Place, **parts: Any) -> tuple[Path, Edition]:
    edition = make.edition(note="Good morning.", **parts)
    return archive.write(edition, place.editions), edition


def now_there(place: Place) -> Edition:
    (edition,) = archive.read(place.editions)
    return edition


# ---------------------------------------------------------------- deleted


def test_what_its_author_deleted_leaves_every_place_it_has(place: Place) -> None:
    one, two, other = item(1), item(2), item(3, BEN, source="feed https://ben.example/feed")
    collected(place, one, two, other)
    _, before = published(
        place,
        picks=(pick(one), pick(two), pick(other, also=(said(one), said(two)))),
        prompts=(make.prompt(about=(one.id,)), make.prompt(id="b", about=(two.id, one.id)), make.prompt(id="c"),
                 make.prompt(id="d", see=(said(one),)), make.prompt(id="e", about=(two.id,))),
        alerts=(make.found("Jobs", pick(one)), make.found("Grants", pick(one), pick(two))),
        words=(Word(term="chalk", voices=5, weeks=3, who=(said(one), said(other))),),
        courtesies=(Courtesy(kind=Kindness.ANSWER, who=(said(one),)), Courtesy(kind=Kindness.THANK, who=(said(two),))),
    )  # fmt: skip
    collected(place, at=LATER, gone=[one.id])

    (corrected,) = pipeline.correct(CONFIG, place, now=LATER)

    after = now_there(place)
    assert str(corrected) == "2026-W47: 1 pick withdrawn by its author"
    assert [each.id for each in after.picks] == [two.id, other.id]
    assert after.picks[1].also == (said(two),)
    assert [each.id for each in after.prompts] == ["c", "e"]
    assert [(each.name, [match.id for match in each.matches]) for each in after.alerts] == [("Grants", [two.id])]
    assert [(each.voices, each.who) for each in after.words] == [(4, (said(other),))]
    assert [each.kind for each in after.courtesies] == [Kindness.THANK]
    assert (after.note, after.numbers, after.id) == (before.note, before.numbers, before.id)


def test_a_voice_leaves_the_map_when_all_it_said_that_week_is_gone_and_not_before(place: Place) -> None:
    one, two, other = item(1), item(2), item(3, BEN, source="feed https://ben.example/feed")
    collected(place, one, two, other)
    nodes = (
        Node(number=1, voice=ANN.key, name="Ann", x=0, y=0, circle=1, tie=Tie.STRONG, items=2),
        Node(number=2, voice=BEN.key, name="Ben", x=1, y=1, circle=2, tie=Tie.WEAK, items=1),
    )
    published(place, network=Network(nodes=nodes, lines=(Line(ends=(1, 2), kinds=(Bond.NAMES,)),), voices=2))
    collected(place, at=LATER, gone=[one.id])
    pipeline.correct(CONFIG, place, now=LATER)
    assert now_there(place).network.nodes == nodes, "one of two posts is there still"

    collected(place, at=LATER + timedelta(days=1), gone=[two.id])
    pipeline.correct(CONFIG, place, now=LATER)

    assert [node.name for node in now_there(place).network.nodes] == ["Ben"]
    assert now_there(place).network.lines == ()
    assert now_there(place).network.voices == 2


def test_a_whole_feed_that_ended_takes_nothing_back(place: Place) -> None:
    """410 says that the feed is gone, not that its posts are."""
    one = item(1)
    collected(place, one)
    path, _ = published(place, picks=(pick(one),))
    collected(place, at=LATER, gone=[one.id])
    report = make.report(Health.GONE, source=SOURCE)
    memory.write(place.state, memory.Memory(sources={SOURCE: memory.Record(visited=LATER, report=report)}), LATER)
    content = path.read_bytes()

    assert pipeline.correct(CONFIG, place, now=LATER) == ()
    assert path.read_bytes() == content


def test_the_same_link_of_another_voice_stays(place: Place) -> None:
    one = item(1)
    collected(place, one)
    same = Mention(name="Ben", url=one.url, voice=BEN.key)
    other = item(3, BEN, source="feed https://ben.example/feed")
    published(place, picks=(pick(other, also=(same, said(one))),))
    collected(place, at=LATER, gone=[one.id])
    pipeline.correct(CONFIG, place, now=LATER)

    assert now_there(place).picks[0].also == (same,)


# ---------------------------------------------------------------- edited


def test_what_its_author_edited_is_corrected_and_quoted_anew(place: Place) -> None:
    one = item(1, title="Feedback befor marks")
    collected(place, one)
    path, before = published(
        place,
        picks=(pick(one),),
        alerts=(make.found("Jobs", pick(one, why="It matches “marks”.")),),
        prompts=(asked("In “Feedback befor marks” Ann says so. And you?", about=(one.id,)),
                 asked("What of “Feedback…”, then?", id="cut", at=one.id),
                 make.prompt(id="own-1", at=one.id, text="Who is “Feedback befor marks” for?"),
                 replace(asked("a", id="b", at=one.id), text="I ask of “Feedback befor marks” this.")),
        courtesies=(Courtesy(kind=Kindness.THANK, who=(said(one),), words="Feedback befor marks", language="en"),),
    )  # fmt: skip
    new = replace(one, title="Feedback before marks", warning="exams", alts=("A red pen",), language="en-GB")
    collected(place, new, at=LATER)

    (corrected,) = pipeline.correct(CONFIG, place, now=LATER)

    after = now_there(place)
    assert str(corrected) == "2026-W47: 1 corrected"
    assert [originals.wording(each) for each in (*after.picks, *after.alerts[0].matches)] == [
        Wording(title=new.title, excerpt="Chalk is cheap.", warning="exams", alts=("A red pen",), language="en-GB")
    ] * 2
    assert after.prompts[0].text == "In “Feedback before marks” Ann says so. And you?"
    assert after.prompts[1].text == "What of “Feedback before marks”, then?"
    assert after.prompts[1].made == originals.fingerprint(after.prompts[1].text)
    assert after.prompts[2:] == before.prompts[2:], "what the owner asks or rewords is the owner's"
    assert after.courtesies[0].words == "", "what stands behind a content warning is not told"
    assert after.picks[0].why == before.picks[0].why
    assert pipeline.correct(CONFIG, place, now=LATER) == (), "twice is as once"
    assert path.read_text("utf-8").endswith("\n---\n\nGood morning.\n")


def test_a_courtesy_tells_what_its_original_says_by_now(place: Place) -> None:
    thanked, asked, kept = (
        item(1, title="Befor marks"),
        item(2, text="Who has a rubric?"),
        item(3, text="Who? And why?"),
    )
    collected(place, thanked, asked, kept)
    words = ((thanked, "Befor marks"), (asked, "Who has a rubric?"), (kept, "And why?"))
    said_so = tuple(Courtesy(kind=Kindness.THANK, who=(said(found),), words=told) for found, told in words)
    published(place, picks=(pick(thanked),), courtesies=said_so)
    collected(place, replace(thanked, title="Before marks"), replace(asked, text="Never mind."),
              replace(kept, text="When? And why?"), at=LATER)  # fmt: skip
    pipeline.correct(CONFIG, place, now=LATER)

    assert [each.words for each in now_there(place).courtesies] == ["Before marks", "", "And why?"]


def test_what_the_owner_has_reworded_is_left_alone(place: Place) -> None:
    one = item(1)
    collected(place, one)
    path, _ = published(place, picks=(pick(one),))
    path.write_text(path.read_text("utf-8").replace("title: Part 1 of it", "title: The first part   # mine"), "utf-8")
    content = path.read_bytes()
    collected(place, replace(one, title="Another"), at=LATER)

    assert pipeline.correct(CONFIG, place, now=LATER) == ()
    assert path.read_bytes() == content


def test_what_was_edited_before_it_was_picked_is_no_news(place: Place) -> None:
    old = item(1, title="Old")
    collected(place, old, at=WEEK_ENDS - timedelta(days=2))
    collected(place, replace(old, title="New"), at=WEEK_ENDS - timedelta(days=1))
    path, _ = published(place, picks=(pick(replace(old, title="New")),))
    content = path.read_bytes()

    assert pipeline.correct(CONFIG, place, now=LATER) == ()
    assert path.read_bytes() == content


def test_new_reactions_are_no_new_words(place: Place) -> None:
    one = item(1)
    collected(place, one)
    published(
        place,
        picks=(
            pick(one, excerpt="Older words", made=Wording(title=one.title, excerpt="Older words", language="en").made),
        ),
    )
    collected(place, replace(one, reactions=replace(one.reactions, likes=9)), at=LATER)

    assert pipeline.correct(CONFIG, place, now=LATER) == ()


def test_comments_and_order_in_the_file_survive_a_correction(place: Place) -> None:
    one, two = item(1), item(2)
    collected(place, one, two)
    path, _ = published(place, picks=(pick(two), pick(one)))
    own = path.read_text("utf-8").replace(
        "  - title: Part 2 of it\n", "  # First of all:\n  - title: 'Part 2 of it'\n    pin: true\n"
    )
    path.write_text(own, "utf-8")
    collected(place, replace(one, title="Part one"), at=LATER)
    pipeline.correct(CONFIG, place, now=LATER)

    made = originals.told(replace(one, title="Part one"), "Chalk is cheap.").made
    old = originals.told(one, "Chalk is cheap.").made
    assert path.read_text("utf-8") == own.replace("title: Part 1 of it", "title: Part one").replace(old, made)


WORDS = st.text(st.sampled_from("ab .“”…#:'\n"), max_size=30)


@given(old=WORDS, new=WORDS, also=WORDS, warning=st.sampled_from(["", "food"]))
def test_a_correction_is_finished_the_first_time(old: str, new: str, also: str, warning: str) -> None:
    one = item(1, title=old)
    fresh = Wording(title=new, excerpt="Chalk is cheap.", warning=warning, language="en")
    known = Originals(edited={one.id: (LATER, fresh)})
    edition = make.edition(
        picks=(pick(one),),
        prompts=(asked(f"What of “{old}”, and {also}?", about=(one.id,)),),
        courtesies=(Courtesy(kind=Kindness.THANK, who=(said(one),), words=old),),
    )
    once = originals.corrected(edition, known)

    assert once.edition.picks[0].title == new
    assert originals.corrected(once.edition, known).edition == once.edition
    assert originals.corrected(once.edition, known).corrected == 0


@given(gone=st.sets(st.integers(1, 4)))
def test_a_deletion_is_finished_the_first_time(gone: set[int]) -> None:
    items = [item(number) for number in range(1, 5)]
    edition = make.edition(
        picks=tuple(pick(each, also=tuple(map(said, items))) for each in items[:2]),
        words=(Word(term="chalk", voices=4, weeks=3, who=tuple(map(said, items))),),
    )
    known = Originals(
        gone=tuple(
            Original(id=each.id, voice=each.voice.key, url=each.url, when=each.published)
            for number, each in enumerate(items, start=1)
            if number in gone
        )
    )
    once = originals.corrected(edition, known).edition

    assert originals.corrected(once, known).edition == once
    assert once.words[0].voices == 4 - len(gone) if len(gone) < 4 else once.words == ()


# ---------------------------------------------------------------- what the desk writes


def test_a_pick_and_a_match_carry_the_fingerprint_of_the_words_they_were_made_of() -> None:
    found = week.gleaned(
        week.item("one", warning="food", alts=("A cake",), language="cy"), week.item("two", "Bo")
    ).edition

    assert found.picks
    for each in found.picks:
        assert originals.wording(each).made == each.made


def test_a_content_warning_alt_texts_and_the_language_go_with_a_pick() -> None:
    post = week.post("note", text="A long look at cake and at what it means for a school.", warning="food",
                     alts=("A cake with candles",), language="cy")  # fmt: skip
    (found,) = week.gleaned(post).edition.picks

    assert (found.warning, found.alts, found.language) == ("food", ("A cake with candles",), "cy")


def test_the_log_of_what_was_collected_is_only_read(place: Place) -> None:
    one = item(1)
    collected(place, one)
    published(place, picks=(pick(one),))
    collected(place, at=LATER, gone=[one.id])
    before = [path.read_bytes() for path in harvest.days(place.state)]
    pipeline.correct(CONFIG, place, now=LATER)

    assert [path.read_bytes() for path in harvest.days(place.state)] == before
