"""Who is withdrawn is on no page and in no file; who is only called alike stays."""

import json
import re
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator import correcting, ledgers, originals, pipeline, traces, withdrawal
from generator.collect import harvest, memory, pages
from generator.collect.faces import Face, Traits
from generator.collect.logbook import Log
from generator.collect.pages.memory import Link, Links
from generator.errors import InputError
from generator.model import (
    Answer,
    Bond,
    Circle,
    Config,
    Courtesy,
    Edition,
    Item,
    Kindness,
    LedgerLine,
    Line,
    Mention,
    Network,
    Node,
    Pick,
    Prompt,
    Reason,
    Thread,
    Tie,
    Traces,
    Track,
    Voice,
    Week,
    Word,
)
from generator.pipeline import Place
from generator.publish import archive, threads
from generator.withdrawal import withheld
from generator.withdrawal.identities import Known
from tests.config.driver import ONE, SITE
from tests.publish import make

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
THEM = {
    "@ann@mastodon.example": (
        "https://mastodon.example/@Ann https://mastodon.example/users/ann/statuses/1 https://mastodon.example/@ann.rss "
        "https://other.example/@ann@mastodon.example @Ann@mastodon.example acct:ann@mastodon.example "
        "https://mastodon.example/@ann/109 http://mastodon.example/@ann/"
    ),
    "https://mastodon.example/@ann": "@ann@mastodon.example https://mastodon.example/users/ann",
    "https://mastodon.example/@ann/1": "https://mastodon.example/@ann/1 https://mastodon.example/@ann/1/embed",
    "https://medium.example/@bo": "https://medium.example/@bo/post-1 http://www.medium.example/@Bo/",
    "https://shared.example/~cy/": "https://shared.example/~cy https://shared.example/~cy/a?b=c",
    "https://ann.example": (
        "http://www.ann.example/x https://blog.ann.example/ https://bsky.app/profile/ann.example/post/1 "
        "tag:ann.example,2026:9 at://ann.example/app.bsky.feed.post/1 https://ANN.example/?utm_source=a"
    ),
    "ann.example": "https://ann.example https://ann.example:8080/x ann.example @ann.example",
    "did:plc:abc": "https://bsky.app/profile/did:plc:abc/post/1 at://did:plc:abc/app.bsky.feed.post/1 did:plc:abc",
    "https://bsky.app/profile/did:plc:abc": "at://did:plc:abc/app.bsky.feed.post/1",
    "dee.bsky.social": "https://bsky.app/profile/dee.bsky.social @dee.bsky.social",
    "https://blog.example/#Eve Moe": "https://blog.example/#eve%20moe",
    "https://news.ycombinator.com/user?id=fay": "https://news.ycombinator.com/user?id=Fay",
    "https://x.com/gus": "https://twitter.com/gus/status/1 https://x.com/Gus",
    "https://www.reddit.com/user/hal": "https://old.reddit.com/u/hal https://www.reddit.com/user/Hal/comments",
    "https://bücher.example": "https://xn--bcher-kva.example/a https://bücher.example",
}
"""An entry -> addresses that are of whom it means, one blank between two."""
OTHERS = (
    "https://joann.example https://ann.example.net/ https://mastodon.example/@anna https://mastodon.example/@bob "
    "https://mastodon.example/ @ann@other.example https://medium.example/@bob https://medium.example/ "
    "https://shared.example/~cyril https://shared.example/ https://blog.example/ https://blog.example/#other "
    "https://bsky.app/profile/did:plc:abcd https://bsky.app/ https://notann.example/ann.example "
    "https://news.ycombinator.com/user?id=fayette https://news.ycombinator.com/item?id=1 https://x.com/gusto "
    "https://site.example/?u=ann.example search:ann https://big.example/@ann https://www.reddit.com/user/hall "
    "https://dee.bsky.social.example/ annexample mailto:ann urn:uuid:ann"
).split()


@pytest.mark.parametrize(("entry", "address"), [(entry, each) for entry, all_ in THEM.items() for each in all_.split()])
def test_every_address_of_one_account_is_theirs(entry: str, address: str) -> None:
    assert withheld((entry,), address)
    assert withheld((entry,), None, "", address)


@pytest.mark.parametrize("address", OTHERS)
def test_an_address_that_only_looks_alike_is_somebody_elses(address: str) -> None:
    assert not withheld(tuple(THEM), address)


@pytest.mark.parametrize("key", ["mastodon @ann@mastodon.example", "feed https://mastodon.example/@ann.rss"])
def test_the_key_of_a_source_tells_whose_it_is(key: str) -> None:
    assert withheld(("@ann@mastodon.example",), key)
    assert not withheld(("@ann@mastodon.example",), "mastodon #oer", "feed https://mastodon.example/tags/ann.rss")


def test_nobody_withdrawn_is_nobody_withheld() -> None:
    assert not withheld((), "https://ann.example", "@ann@mastodon.example")
    assert withdrawal.without(make.edition(), ()) is not None


@given(st.text(max_size=60), st.text(max_size=60))
@settings(max_examples=400)
def test_no_text_is_too_strange_to_be_looked_at(entry: str, address: str) -> None:
    withheld((entry,), address, f"https://{address}", f"feed {address}")


HOSTS = st.from_regex(r"\A[a-z]{1,8}(\.[a-z]{2,8}){1,2}\Z")


@given(HOSTS, HOSTS)
def test_a_site_is_its_host_and_what_lies_below_it_and_nothing_else(one: str, other: str) -> None:
    assert withheld((one,), f"https://{other}/a") == (other == one or other.endswith(f".{one}"))


def knowing(withdrawn: Sequence[str], *voices: tuple[str, ...]) -> tuple[str, ...]:
    """Widen entries by voices: of each the key, then its other addresses."""
    return withdrawal.widened(withdrawn, [Known(key=key, addresses=tuple(more)) for key, *more in voices])


def test_a_key_of_the_same_voice_is_known_by_its_other_addresses() -> None:
    did, handle = "https://bsky.app/profile/did:plc:abc", "https://bsky.app/profile/ann.bsky.social"
    known = knowing(("ann.bsky.social",), (did, handle))

    assert withheld(known, f"{did}/post/1")
    assert not withheld(("ann.bsky.social",), f"{did}/post/1")
    assert withheld(knowing(("did:plc:abc",), (did, handle)), f"{handle}/post/1", "and the other way round")


def test_an_author_of_a_blog_does_not_take_the_other_authors_along() -> None:
    ann, bo = (
        ("https://blog.example/#ann", "https://blog.example/"),
        ("https://blog.example/#bo", "https://blog.example/"),
    )

    for voices in ([ann], [ann, bo]):
        known = knowing(("https://blog.example/#ann",), *voices)
        assert not withheld(known, "https://blog.example/#bo", "https://blog.example/", "https://blog.example/1")


BLOG, ACCOUNT, DID = "https://chalk.example/", "https://meadow.example/@kaf", "https://bsky.app/profile/did:plc:kaf"
HANDLES = ("@kaf@meadow.example", "chalk.example", "did:plc:kaf", "https://chalk.example", ACCOUNT, "kaf.bsky.social")
LINKED = ((BLOG, ACCOUNT), (ACCOUNT,), (BLOG, DID), (DID, "https://bsky.app/profile/kaf.bsky.social"))


@pytest.mark.parametrize("entry", HANDLES)
def test_whoever_is_withdrawn_by_one_address_is_known_by_every_other(entry: str) -> None:
    first = knowing((entry,), *LINKED)

    for address in (f"{BLOG}2026/a-post", f"{ACCOUNT}/1", f"{DID}/post/1", "https://bsky.app/profile/kaf.bsky.social"):
        assert withheld(first, address), address
    assert not withheld(first, "https://meadow.example/@kafka/1", "https://meadow.example/", "https://bsky.app/")


def test_an_address_that_several_voices_lay_claim_to_is_nobodys() -> None:
    team = "https://team.example/"
    known = knowing(
        ("@ann@meadow.example",), ("https://meadow.example/@ann", team), ("https://meadow.example/@bo", team)
    )

    assert not withheld(known, team, "https://meadow.example/@bo")


def test_a_host_where_others_speak_as_well_is_never_taken_whole() -> None:
    paper = "https://paper.example/"
    known = knowing(("@ann@meadow.example",), (paper, "https://meadow.example/@ann"), (f"{paper}#Bo", paper))

    assert withheld(known, paper)
    assert not withheld(known, f"{paper}#Bo", f"{paper}2026/by-bo")


def test_posts_tell_an_account_and_a_collection_of_what_others_wrote_tells_none() -> None:
    posts = [Known(key=BLOG, post=f"{ACCOUNT}/{n}") for n in range(3)]
    assert withheld(withdrawal.widened(("@kaf@meadow.example",), posts), f"{BLOG}a")

    other = Known(key=BLOG, post="https://elsewhere.example/1")
    assert not withheld(withdrawal.widened(("@kaf@meadow.example",), [*posts, other]), BLOG)


def test_a_name_never_makes_two_accounts_one() -> None:
    voices = [Known(key=key, addresses=(key,), name="Ann") for key in (ACCOUNT, "https://other.example/@ann")]

    assert not withheld(withdrawal.widened(("@kaf@meadow.example",), voices), "https://other.example/@ann")


KEYS = st.sampled_from(
    [BLOG, ACCOUNT, DID, "https://a.example/#x", "https://a.example/", "https://meadow.example/@bo", "x"]
)


@given(st.lists(st.tuples(KEYS, KEYS, KEYS), max_size=8), st.sampled_from(HANDLES), st.randoms())
@settings(max_examples=150, deadline=None)
def test_widening_ends_says_the_same_in_any_order_and_is_done_once(voices: Any, entry: str, chance: Any) -> None:
    known = knowing((entry,), *voices)
    chance.shuffle(voices)

    assert knowing((entry,), *voices) == known
    assert set(knowing(known, *voices)) == set(known)


@given(st.sampled_from(sorted(THEM)), st.sampled_from([each for every in THEM.values() for each in every.split()]))
def test_a_digest_keeps_out_whom_the_entry_keeps_out_and_does_not_say_whom(entry: str, address: str) -> None:
    digests = withdrawal.digested((entry,))

    assert withheld(digests, address) == withheld((entry,), address)
    assert all(re.fullmatch(r"sha256 [0-9a-f]{16}", each) for each in digests)


# ---------------------------------------------------------------- config.yaml


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ("ann", "no address of anybody"),
        ('"@ann"', "does not say on which network"),
        ("ann@mastodon.example", 'Did you mean "@ann@mastodon.example"'),
        ("Ann Example", "has a blank in it"),
        ("bsky.app", "many people are at home"),
        ("https://medium.com/", "many people are at home"),
        ("htps://ann.example", "Did you mean https://ann.example"),
    ],
)
def test_what_means_nobody_or_everybody_is_refused(wrong: Any, entry: str, words: str) -> None:
    (problem,) = wrong(f"{SITE}{ONE}withdrawn:\n  - {entry}\n")

    assert words in str(problem)
    assert problem.line == 6


@pytest.fixture
def wrong(tmp_path: Path) -> Any:
    from tests.config.driver import read  # noqa: PLC0415  it loads the whole of config

    def problems(content: str) -> Any:
        path = tmp_path / "config.yaml"
        path.write_text(content, "utf-8")
        with pytest.raises(InputError) as caught:
            read(path)
        return caught.value.problems

    return problems


# ---------------------------------------------------------------- editions

NAME, TOKEN = "Zyxwin Quokkafeld", "zyxwin"
ENTRY = f"@{TOKEN}@meadow.example"
PROFILE = f"https://meadow.example/@{TOKEN}"


def person(kind: str) -> Mention:
    """Return somebody who may be withdrawn, or not."""
    if kind == "them":
        return Mention(name=NAME, url=f"{PROFILE}/{len(kind)}", voice=PROFILE)
    return Mention(name=kind.title(), url=f"https://{kind}.example/1", voice=f"https://{kind}.example/")


PEOPLE = st.sampled_from(["them", "ada", "ben", "cleo", "dora"]).map(person)
WORDS = st.sampled_from(
    ["Feedback", "A timetable", f"{NAME} asks", f"See {PROFILE}/7", f"Thanks {ENTRY}!", "", "Sam said"]
)
ALSO = st.lists(PEOPLE, max_size=3, unique_by=lambda each: each.voice)
WHERE = st.sampled_from([f"mastodon {ENTRY}", "feed https://ada.example/feed", "mastodon #oer"])
ALTS = st.lists(WORDS.filter(bool), max_size=1)
ABOUT = st.sampled_from([None, f"{PROFILE}/9", "https://ada.example/2"])


@st.composite
def picks(draw: Any, number: int, *, match: bool = False) -> Pick:
    lead = draw(PEOPLE)
    also = draw(ALSO)
    where = draw(WHERE)
    return make.pick(
        number,
        id=f"{lead.url}/{number}{'m' if match else ''}",
        url=f"{lead.url}/{number}",
        title=draw(WORDS),
        excerpt=draw(WORDS),
        alts=tuple(draw(ALTS)),
        voice=lead.voice,
        name=lead.name,
        address=lead.voice,
        source=where,
        source_name=NAME if ENTRY in where else "A list",
        section="conversation",
        why=f"Several voices; passed on by {lead.name}.",
        reasons=(Reason(signal="x", value=1, weight=1, words=f"Passed on by {draw(PEOPLE).name}."),),
        facts=(f"Met {draw(PEOPLE).name}",),
        about=draw(ABOUT),
        also=tuple(each for each in also if each.voice != lead.voice),
        same=(f"{lead.url}/{number}", *(other.url for other in also)),
    )


@st.composite
def editions(draw: Any) -> Edition:
    chosen = tuple(draw(picks(number)) for number in range(draw(st.integers(0, 4))))
    people = [draw(PEOPLE) for _ in range(4)]
    nodes = {each.voice: each for each in people}
    return make.edition(
        picks=chosen,
        prompts=tuple(
            Prompt(
                id=f"p{number}",
                lens="sceptic",
                text=f"What would {draw(PEOPLE).name} say to {each.name}?",
                about=(each.id,),
                see=(draw(PEOPLE),),
                at=draw(st.sampled_from(["", each.id])),
            )
            for number, each in enumerate(chosen)
        ),
        alerts=(make.found("Jobs", draw(picks(50, match=True)), draw(picks(51, match=True))),),
        words=(Word(term=draw(st.sampled_from(["slow reading", NAME])), voices=5, weeks=4, who=tuple(people[:2])),),
        courtesies=tuple(
            Courtesy(kind=kind, who=(each,), words=draw(WORDS)) for kind, each in zip(Kindness, people, strict=False)
        ),
        network=Network(
            nodes=tuple(
                Node(
                    number=n,
                    voice=each.voice,
                    name=each.name,
                    address=each.voice,
                    x=n / 9,
                    y=0.5,
                    circle=n % 2,
                    tie=Tie.WEAK,
                    items=1,
                )
                for n, each in enumerate(nodes.values())
            ),
            lines=tuple(Line(ends=(0, n), kinds=(Bond.CITES,)) for n in range(1, len(nodes))),
            circles=tuple(Circle(number=n, words=draw(WORDS)) for n in range(2)),
            voices=9,
        ),
        reports=(
            make.report(),
            make.report(source=f"mastodon {ENTRY}", name=NAME, address=PROFILE),
        ),
        thread=draw(st.sampled_from([None, f"{PROFILE}/1", "https://social.example/@me/1"])),
    )


@given(edition=editions())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_nothing_in_an_edition_names_quotes_or_leads_to_who_is_withdrawn(edition: Edition) -> None:
    left = withdrawal.without(edition, (ENTRY,))

    said = archive.dump(left).casefold()
    assert TOKEN not in said
    assert left.numbers == edition.numbers
    assert withdrawal.without(left, (ENTRY,)) == left, "twice is as once"
    numbers = {node.number for node in left.network.nodes}
    assert all(numbers.issuperset(line.ends) for line in left.network.lines)
    assert bool(withdrawal.places(edition, left)) == (edition != left)


@given(edition=editions())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_who_is_withdrawn_and_nowhere_changes_nothing(edition: Edition) -> None:
    assert withdrawal.without(edition, ("@nobody@meadow.example", "meadow.example.net")) == edition


@given(weeks=st.lists(editions(), min_size=2, max_size=2))
@settings(max_examples=2, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_byte_of_a_printed_site_is_of_who_is_withdrawn(
    weeks: list[Edition], tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tmp_path_factory.mktemp("site")
    named = [
        replace(each, **{name: getattr(make.edition(week), name) for name in ("week", "id", "starts", "published")})
        for each, week in zip(weeks, ("2026-W46", "2026-W47"), strict=True)
    ]
    config = make.config(withdrawn=(ENTRY,), alerts=(make.alert(),))
    folder = make.content(root, *named)

    site = make.printed(root, folder, config=config, site_url="https://digest.example")

    for name, data in make.tree(site).items():
        assert TOKEN.encode() not in data.lower(), name


def test_a_word_counts_one_voice_less_and_figures_that_name_nobody_stay() -> None:
    word = Word(term="slow", voices=5, weeks=4, who=(person("them"), person("ada")))
    alone = Word(term="fast", voices=1, weeks=4, who=(person("them"),))
    left = withdrawal.without(make.edition(words=(word, alone)), (ENTRY,))

    assert [(each.term, each.voices, len(each.who)) for each in left.words] == [("slow", 4, 1)]


def test_a_name_that_somebody_else_has_too_silences_nobody() -> None:
    ours = make.pick(1, name="Sam", voice=PROFILE, address=PROFILE, url=f"{PROFILE}/1")
    other = make.pick(2, name="Sam", voice="https://sam.example/", why="Passed on by Sam.")
    left = withdrawal.without(make.edition(picks=(ours, other)), (ENTRY,))

    assert [pick.why for pick in left.picks] == ["Passed on by Sam."]


def test_what_others_write_is_not_reworded_for_one_word_that_is_also_a_name() -> None:
    ours = make.pick(1, name="Will", voice=PROFILE, address=PROFILE, url=f"{PROFILE}/1")
    other = make.pick(2, excerpt="Will it help?", title="Will they?", also=())
    left = withdrawal.without(make.edition(picks=(ours, other)), (ENTRY,))

    assert left.picks == (other,)


def test_people_are_known_in_one_edition_by_what_another_tells() -> None:
    did, handle = "https://bsky.app/profile/did:plc:abc", "https://bsky.app/profile/ann.bsky.social"
    first = make.edition("2026-W46", picks=(make.pick(1, voice=did, address=handle, url=f"{did}/post/1"),))
    said = Mention(name="Ann", url="https://elsewhere.example/1", voice=did)
    second = make.edition("2026-W47", picks=(make.pick(2, also=(said,)),))

    _, left = withdrawal.without_each([first, second], ("ann.bsky.social",))

    assert left.picks[0].also == ()


# ---------------------------------------------------------------- the state


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(root=tmp_path, state=tmp_path / ".gleaner")


def item(name: str, who: str = PROFILE, **more: Any) -> Item:
    voice = Voice(key=who, name=NAME if who == PROFILE else who, address=who)
    url = f"{who}/{name}"
    return Item(**({"id": url, "url": url, "source": "mastodon #oer", "voice": voice, "text": "Chalk and more.",
                    "published": NOW - timedelta(days=2)} | more))  # fmt: skip


def filled(place: Place) -> Config:
    """Fill a state and content in every way that there is."""
    other = item("2", "https://ada.example", shared_by=(PROFILE, "https://ben.example/"), mentions=(PROFILE,),
                 links=(f"{PROFILE}/1",), about=f"{PROFILE}/1", reply_to=f"{PROFILE}/1")  # fmt: skip
    with Log.opened(place.state, NOW) as log:
        log.add("mastodon #oer", [item("1"), other])
        log.add(f"mastodon {ENTRY}", [item("3", "https://ben.example")])
    with Log.opened(place.state, NOW + timedelta(days=1)) as log:
        log.add("mastodon #oer", (), [f"{PROFILE}/1"])
    report = make.report(source=f"mastodon {ENTRY}", name=NAME, address=PROFILE)
    face = Face(past=Traits(items=2, voices={"zyxwin quokkaf": 2, "ada": 1}))
    records = {
        report.source: memory.Record(visited=NOW, report=report),
        "feed https://ada.example/feed": memory.Record(visited=NOW, report=make.report(), face=face),
    }
    memory.write(place.state, memory.Memory(sources=records), NOW)
    page = pages.Page(url="https://ada.example/9", author=NAME)
    links = {f"{PROFILE}/1": Link(asked=NOW), "https://a.example/": Link(asked=NOW, target=PROFILE),
             "https://b.example/": Link(asked=NOW, page=page), "https://c.example/": Link(asked=NOW)}  # fmt: skip
    pages.write(place.state, Links(links=links), NOW)
    lines = [
        LedgerLine(id=f"{PROFILE}/1", url=f"{PROFILE}/1", title="x", voice=PROFILE, source="s", fate="low", name=NAME),
        LedgerLine(
            id="2", url="https://ada.example/2", title="y", voice="https://ada.example/", source="s", fate="low"
        ),
    ]
    ledgers.write(place.state, Week(2026, 46), lines)
    track = {PROFILE: Track(items=3), "https://ada.example/": Track(items=1)}
    traces.write(place.state, Traces(week=Week(2026, 46), voices=track, terms={"zyxwin quokkafeld": 3, "chalk": 2}))
    mine = make.pick(1, voice=PROFILE, name=NAME, address=PROFILE, url=f"{PROFILE}/1")
    archive.write(make.edition("2026-W46", picks=(mine, make.pick(2)), note="Hello."), place.editions)
    said = {"published": NOW, "text": "Yes!"}
    answers = (
        Answer(id="1", voice=PROFILE, name=NAME, url=f"{PROFILE}/8", **said),
        Answer(id="2", voice="https://b.example", name="Ben", url="https://b.example/2", to="1", **said),
    )
    threads.keep(place.answers, "2026-W46", None, Thread(address="https://s.example/@me/1", answers=answers))
    return make.config(withdrawn=(ENTRY,))


def test_a_daily_run_leaves_no_byte_of_who_is_withdrawn_in_any_file(place: Place) -> None:
    config = filled(place)
    before = {path: path.read_bytes() for path in place.root.rglob("*") if path.is_file()}
    assert sum(TOKEN.encode() in data for data in before.values()) >= 8, "they are nearly everywhere"

    (corrected,) = pipeline.correct(config, place, now=NOW)

    after = {path: path.read_bytes() for path in place.root.rglob("*") if path.is_file()}
    assert [path.name for path, data in after.items() if TOKEN.encode() in data.lower()] == []
    assert str(corrected).startswith("2026-W46: ")
    assert corrected.places
    assert "Hello." in (place.editions / "2026-W46.md").read_text("utf-8")
    assert {each.id for each in harvest.read(place.state)} == {"https://ada.example/2"}
    assert set(ledgers.judged(place.state, [Week(2026, 46)])) == {"2"}
    assert set(traces.read(place.state, Week(2026, 47))[0].terms) == {"chalk"}
    assert list(memory.read(place.state).sources) == ["feed https://ada.example/feed"]
    assert list(pages.read(place.state).links) == ["https://c.example/"]
    assert [each.to for each in threads.read(place.answers)["2026-W46"].answers] == [""]


def test_a_second_run_finds_nothing_left_to_do(place: Place) -> None:
    config = filled(place)
    pipeline.correct(config, place, now=NOW)
    files = {path: path.stat().st_mtime_ns for path in place.root.rglob("*.*") if path.is_file()}

    assert pipeline.correct(config, place, now=NOW) == ()
    assert {path: path.stat().st_mtime_ns for path in files} == files


def test_without_anybody_withdrawn_the_state_is_not_touched(place: Place) -> None:
    config = replace(filled(place), withdrawn=())
    files = {path: path.read_bytes() for path in place.root.rglob("*") if path.is_file()}

    assert pipeline.correct(config, place, now=NOW) == ()
    assert {path: path.read_bytes() for path in files} == files


def test_the_state_is_purged_although_an_edition_cannot_be_read(place: Place) -> None:
    config = filled(place)
    (place.editions / "2026-W47.md").write_text("nonsense", "utf-8")

    with pytest.raises(InputError, match=r"2026-W47\.md:1"):
        pipeline.correct(config, place, now=NOW)

    assert {each.id for each in harvest.read(place.state)} == {"https://ada.example/2"}


def test_the_very_next_build_has_nothing_of_them_before_any_file_is_changed(place: Place) -> None:
    config = filled(place)
    built = pipeline.build(config, place, output=place.root / "site")

    assert TOKEN in (place.editions / "2026-W46.md").read_text("utf-8")
    assert not [name for name, data in make.tree(built.folder).items() if TOKEN.encode() in data.lower()]


def test_check_says_how_much_an_entry_takes_out_and_where_it_finds_nobody(place: Place) -> None:
    config = replace(filled(place), withdrawn=(ENTRY, "@nobody@meadow.example"))
    path = place.editions / "2026-W46.md"
    path.write_text(path.read_text("utf-8").replace("Hello.", f"Thanks to {NAME}."), "utf-8")

    said = [str(each) for each in correcting.notices(config, place, "config.yaml")]

    assert any(ENTRY in words and " places. The next build has none of them" in words for words in said)
    assert any(re.search(r"2026-W46\.md:\d+: This seems to name", words) and ENTRY in words for words in said)
    assert any("nobody@meadow.example: nothing that is kept here" in words for words in said)


def test_a_fingerprint_tells_any_other_word(place: Place) -> None:
    words = originals.Wording(title="a", excerpt="b", warning="c", alts=("d",), language="en")

    changed = [replace(words, **{name: other}) for name, other in
               {"title": "x", "excerpt": "x", "warning": "", "alts": ("d", "e"), "language": None}.items()]  # fmt: skip
    assert len({each.made for each in [words, *changed]}) == 6
    assert len(words.made) == 8
    assert json.loads(f'"{words.made}"') == words.made


def test_an_id_of_blanks_takes_no_time():
    began = time.process_time()
    withheld(("@ada@school.example",), f"a{' ' * 20_000}b", "a\t\r" * 7_000)

    assert time.process_time() - began < 0.5
