"""Who is withdrawn by one address stays out by every other, and only those who are withdrawn are left out."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from generator import correcting, originals, pipeline, withdrawal
from generator.collect import Door
from generator.collect.listening import Unwanted
from generator.collect.logbook import Log
from generator.collect.sources.fediverse import replies
from generator.edit import picks, wording
from generator.model import (
    AnswerWishes,
    Circle,
    Config,
    Edition,
    Item,
    Mention,
    Mute,
    Network,
    Node,
    Prompt,
    Site,
    Source,
    Tie,
    Voice,
)
from generator.pipeline import Place
from generator.publish import archive, threads
from generator.withdrawal import wording as silences
from tests.collect.threads import HOST, NOW, Server, account, context, status, talking, told
from tests.publish import make

BLOG, PROFILE = "https://chalk-and-slate.example/", f"https://{HOST}/@ana"
SITE = Site(title="The Staff Room", address="https://digest.example")
MARKS = ("chalk-and-slate", "@ana", "users/ana", "Ana Quokkafeld")
ENTRIES = (f"@ana@{HOST}", BLOG, "chalk-and-slate.example", PROFILE)


def written(part: str, key: str, **more: Any) -> Item:
    voice = Voice(key=key, name=more.pop("name", "Ana Quokkafeld"), address=key, links=more.pop("links", ()))
    url = f"{key.rstrip('/')}/{part}"
    return Item(**({"id": url, "url": url, "source": "mastodon #oer", "voice": voice, "text": "Chalk.",
                    "published": NOW - timedelta(days=2)} | more))  # fmt: skip


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """Return a digest in which one person is heard as a blog and as an account."""
    place = Place(root=tmp_path, state=tmp_path / ".gleaner")
    with Log.opened(place.state, NOW - timedelta(days=1)) as log:
        log.add(
            "mastodon #oer", [written("1", PROFILE, links=(BLOG,)), written("9", "https://ben.example/", name="Ben")]
        )
        log.add("feed https://far.example/a.xml", [written("2", BLOG, source="feed https://far.example/a.xml")])
    mine = make.pick(1, voice=BLOG, name="Ana Quokkafeld", address=PROFILE, url=f"{BLOG}2", id=f"{BLOG}2")
    said = Mention(name="Ana Quokkafeld", url=f"{PROFILE}/1", voice=BLOG)
    node = Node(number=1, voice=BLOG, name="Ana Quokkafeld", address=PROFILE, x=0, y=0, circle=0, tie=Tie.WEAK, items=1)
    other = make.pick(2, also=(said,), same=(f"{PROFILE}/1", f"{BLOG}2"), excerpt="Ana Quokkafeld asks why.")
    archive.write(make.edition(picks=(mine, other), network=Network(nodes=(node,))), place.editions)
    return place


def config(entry: str, **more: Any) -> Config:
    wishes = AnswerWishes(mastodon=f"@me@{HOST}")
    return make.config(**({"site": SITE, "answers": wishes, "withdrawn": (entry,)} | more))


def hear(config: Config, place: Place, server: Server, now: datetime = NOW) -> None:
    with talking(server) as hosts:
        pipeline.hear(config, place, now=now, door=Door(hosts=hosts, allow_private=True, pause=0))


def found(root: Path) -> Mapping[str, list[str]]:
    every = {path: path.read_bytes().decode("utf-8", "replace") for path in root.rglob("*") if path.is_file()}
    hits = {path.relative_to(root).as_posix(): [mark for mark in MARKS if mark in told] for path, told in every.items()}
    return {path: marks for path, marks in hits.items() if marks}


@pytest.mark.parametrize("entry", ENTRIES)
def test_no_byte_of_them_is_left_and_their_answers_do_not_come_back(place: Place, entry: str) -> None:
    server, wishes = Server(status(1), status(2, "ben")), config(entry)
    hear(replace(wishes, withdrawn=()), place, server)
    assert found(place.root)

    for days in range(3):
        now = NOW + timedelta(days=days)
        pipeline.correct(wishes, place, now=now)
        hear(wishes, place, server, now)
        pipeline.build(wishes, place, output=place.root / "site")
        assert found(place.root) == {}
    assert [each.name for each in threads.read(place.answers)["2026-W47"].answers] == ["Ben"]
    assert [pick.name for pick in archive.read(place.editions)[0].picks] == [make.pick(2).name]


def test_what_they_are_known_as_besides_is_said_while_it_is_known_and_kept_in_digests_as_long_as_the_entry(
    place: Place,
) -> None:
    wishes = config(f"@ana@{HOST}")
    words = f"`withdrawn`, @ana@{HOST}: also known as https://chalk-and-slate.example. Add that under `withdrawn:`"
    assert any(words in str(each) for each in correcting.notices(wishes, place, "config.yaml"))

    *_, last = pipeline.correct(wishes, place, now=NOW)

    assert words in str(last)
    assert withdrawal.withheld(correcting.known(wishes, place), f"{BLOG}a-new-post")
    assert pipeline.correct(wishes, place, now=NOW) == (), "it is known no longer"
    kept = place.state / "withdrawn.json"
    assert "chalk" not in kept.read_text("utf-8")
    pipeline.correct(replace(wishes, withdrawn=()), place, now=NOW)
    assert not kept.exists()


def test_a_source_of_theirs_is_not_asked_wherever_it_lies(place: Place) -> None:
    sources = tuple(
        Source(kind=kind, address=address, name=address)
        for kind, address in (("mastodon", f"@ana@{HOST}"), ("feed", "https://far.example/a.xml"), ("mastodon", "#oer"))
    )
    wishes = config(BLOG, sources=sources)

    for _ in range(2):
        left = correcting.sources(wishes, correcting.known(wishes, place))
        assert [source.address for source in left] == ["#oer"]
        pipeline.correct(wishes, place, now=NOW)


def test_somebody_who_answers_is_known_by_the_address_that_their_server_has_verified() -> None:
    field = {"name": "Blog", "value": f'<a href="{BLOG}">x</a>', "verified_at": "2026-01-01T00:00:00Z"}
    said = context(status(1, account("ana", fields=[field])), status(2, "ben"))
    body = told(said).data

    left = replies.parse(body, f"https://{HOST}", "100", unwanted=Unwanted(withdrawn=(BLOG,)))

    assert ([each.name for each in left.answers], left.more) == (["Ben"], 0)


# ---------------------------------------------------------------- names


def week(name: str, **more: Any) -> Edition:
    """Return a week in which somebody of a name is withdrawn, beside whatever else."""
    theirs = make.pick(1, name=name, voice=PROFILE, address=PROFILE, url=f"{PROFILE}/1", id="theirs")
    return make.edition(**({"picks": (theirs, *more.pop("others", ()))} | more))


def left(edition: Edition) -> Edition:
    return withdrawal.without(edition, (PROFILE,))


def test_who_is_called_by_a_common_word_takes_nothing_of_anybody_else_along() -> None:
    others = (make.pick(2, title="What we ask", why="What more voices speak of.", excerpt="What now?"),)
    asked = (
        make.prompt(id="a", text="What would you try?"),
        make.prompt(id="b", text="What of it?", about=("theirs",)),
    )
    before = week("What", others=others, prompts=asked, title="What a week", note="What a note.",
                  network=Network(circles=(Circle(number=1, words="What, how"),)))  # fmt: skip

    after = left(before)

    assert after.title == "What a week"
    assert after.picks == others
    assert [each.id for each in after.prompts] == ["a"]
    assert (after.note, after.network) == (before.note, before.network)


@pytest.mark.parametrize("name", ["Ana Quokkafeld", "ana_q7", "KTeach", "Ana-Lena"])
def test_a_name_that_can_be_nothing_else_is_in_no_text_of_others(name: str) -> None:
    others = (make.pick(2, excerpt=f"Thanks, {name}!"), make.pick(3, excerpt=f"No {name}s here"))

    assert [pick.excerpt for pick in left(week(name, others=others)).picks] == ["", f"No {name}s here"]


def test_a_question_about_a_story_of_theirs_that_names_them_goes_by_one_word_too() -> None:
    also = (Mention(name="Will", url=f"{PROFILE}/2", voice=PROFILE),)
    asked = (make.prompt(id="a", text="Does Will say so too?", about=("2",)),
             make.prompt(id="b", text="Will it last?", about=("3",)))  # fmt: skip
    before = week("Will", others=(make.pick(2, id="2", also=also), make.pick(3, id="3")), prompts=asked)

    assert [each.id for each in left(before).prompts] == ["b"]


def test_what_the_owner_wrote_stays_as_it_is() -> None:
    own: dict[str, Any] = {"id": "https://x.example/", "source": "", "same": (), "made": "", "reasons": ()}
    mine = make.pick(2, **own, title="Why Ana Quokkafeld asks", why="See Ana Quokkafeld.")
    asked = Prompt(id="own-1", lens="", text="What would Ana Quokkafeld say?", about=("theirs", "https://x.example/"))
    before = week("Ana Quokkafeld", others=(mine,), prompts=(asked,), title="Ana Quokkafeld’s week", note=PROFILE)

    after = left(before)

    assert (after.title, after.note, after.picks) == (before.title, before.note, (mine,))
    assert after.prompts == (replace(asked, about=("https://x.example/",)),), "it leads nowhere that is gone"


def test_a_name_that_one_edition_tells_is_known_in_every_other() -> None:
    second = make.edition("2026-W46", picks=(make.pick(2, excerpt="Ana Quokkafeld asks."),))

    _, after = withdrawal.without_each([week("Ana Quokkafeld"), second], (PROFILE,))

    assert after.picks[0].excerpt == ""


def test_check_says_in_which_line_the_owner_names_them(place: Place) -> None:
    content = place.editions.parent
    path = place.editions / "2026-W47.md"
    own = "picks:\n  - url: https://x.example/a\n    why: Ana Quokkafeld likes it.\n"
    text = path.read_text("utf-8").replace("picks:\n", own, 1).replace('title: "', "")
    path.write_text(f"{text}\nHello.\n\nThanks to Ana Quokkafeld.\n", "utf-8")
    (content / "pages").mkdir()
    (content / "pages" / "about.md").write_text(f"---\ntitle: About\n---\nOn [x]({BLOG}).\n", "utf-8")
    (content / "glossary.yaml").write_text("- term: slate\n  means: Ana Quokkafeld’s word.\n", "utf-8")
    threads.keep(place.answers, "2026-W47", None, None)

    said = [each for each in correcting.notices(config(f"@ana@{HOST}"), place, "config.yaml") if each.line]

    assert len(said) == 4
    for each in said:
        line = (place.root / each.file).read_text("utf-8").split("\n")[(each.line or 0) - 1]
        assert "Ana Quokkafeld" in line or BLOG in line
        assert "It is your own text" in each.hint


def test_what_lies_in_two_rooms_is_the_same_in_both() -> None:
    assert tuple(room.name for room in wording.ROOMS) == silences.CUTS
    assert (wording.ROOMS[0].title, wording.FIRST_WORDS) == (originals.TITLE, originals.FIRST_WORDS)
    assert silences.JOIN == picks.JOIN


# ---------------------------------------------------------------- muted


@pytest.mark.parametrize(
    ("kind", "value"), [("voice", f"@ana@{HOST}"), ("domain", HOST), ("phrase", "red pens"), ("tag", "#exams")]
)
def test_what_is_muted_is_neither_kept_nor_printed(place: Place, kind: str, value: str) -> None:
    server = Server(status(1, said="<p>Red pens for #Exams.</p>"))
    open_, closed = (make.config(site=SITE, answers=AnswerWishes(mastodon=f"@me@{HOST}"), mute=mute)
                     for mute in ((), (Mute(kind=kind, value=value),)))  # fmt: skip
    hear(open_, place, server)

    for wishes, shown in ((open_, True), (closed, False)):
        built = pipeline.build(wishes, place, output=place.root / "site")
        assert ("Red pens" in (built.folder / "index.html").read_text("utf-8")) is shown
    hear(closed, place, server, NOW + timedelta(days=1))
    (file,) = place.answers.iterdir()
    before = file.read_bytes()
    assert b"Red pens" not in before
    hear(closed, place, server, NOW + timedelta(days=2))
    assert file.read_bytes() == before, "it is not new every day"


def test_a_mute_that_is_over_mutes_no_answer(place: Place) -> None:
    mute = Mute(kind="domain", value=HOST, until=datetime(2026, 1, 1, tzinfo=UTC).date())
    hear(make.config(site=SITE, answers=AnswerWishes(mastodon=f"@me@{HOST}"), mute=(mute,)), place, Server(status(1)))

    assert len(threads.read(place.answers)["2026-W47"].answers) == 1
