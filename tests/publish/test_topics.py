import re
from pathlib import Path
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.model import Edition
from generator.publish import topics
from generator.publish.plan import plan
from generator.publish.shapes import TopicsView, TopicView
from generator.publish.topics import Topic, gather, key, slug
from tests.publish import make


def post(number: int, *tags: str, **more: Any) -> Any:
    return make.pick(number, **{"kind": "post", "tags": tags, "voice": f"voice {number}"} | more)


def weeks(*picks: Any) -> list[Edition]:
    """Return editions of one pick each."""
    return [make.edition(f"2026-W{40 + at}", picks=(pick,)) for at, pick in enumerate(picks)]


def pages(editions: list[Edition], **changed: Any) -> dict[str, Any]:
    sheets = plan(make.config(**changed), editions, (), make.METHOD, None).sheets
    return {sheet.file: sheet.names for sheet in sheets if sheet.file.startswith("topics/")}


def topic(editions: list[Edition], name: str, **changed: Any) -> TopicView:
    found: TopicView = pages(editions, **changed)[f"topics/{name}/index.html"]["topic"]
    return found


def index(editions: list[Edition], **changed: Any) -> TopicsView:
    found: TopicsView = pages(editions, **changed)["topics/index.html"]["topics"]
    return found


# ---------------------------------------------------------------- what is a topic


def test_a_hashtag_of_three_voices_in_three_weeks_is_a_topic_however_it_is_written() -> None:
    found = gather(weeks(post(1, "OER"), post(2, "oer"), post(3, "oer", "once")), ())

    assert [(one.name, one.slug, len(one.picks), one.interest) for one in found] == [("#oer", "oer", 3, False)]


def test_what_one_voice_or_one_week_often_says_is_none() -> None:
    alone = weeks(*(post(number, "oer", voice="Ada") for number in range(1, 6)))
    at_once = [make.edition(picks=tuple(post(number, "oer") for number in range(1, 6)))]

    assert gather(alone, ()) == gather(at_once, ()) == ()


def test_what_a_blog_files_an_article_under_makes_no_topic_but_belongs_to_one() -> None:
    articles = weeks(*(post(number, "news", kind="article") for number in range(1, 4)))
    mixed = weeks(*(post(number, "oer") for number in range(1, 4)), post(4, "OER", kind="article"))

    assert gather(articles, ()) == ()
    assert [len(one.picks) for one in gather(mixed, ())] == [4]


def test_an_interest_is_a_topic_from_its_first_pick_and_comes_before_all_hashtags_in_the_order_of_the_owner() -> None:
    editions = weeks(post(1, "aaa", topics=("maps",)), post(2, "aaa", topics=("feedback",)), post(3, "aaa"))

    assert [one.name for one in gather(editions, ("maps", "feedback", "gardens"))] == ["maps", "feedback", "#aaa"]


def test_a_hashtag_and_an_interest_that_mean_one_thing_are_one_topic() -> None:
    editions = weeks(post(1, "OpenTextbooks"), post(2, topics=("open textbooks",)))

    (one,) = gather(editions, ("Open textbooks",))
    assert (one.name, one.slug, one.interest, len(one.picks)) == ("Open textbooks", "open-textbooks", True, 2)


def test_an_interest_that_the_owner_gave_up_keeps_its_address() -> None:
    editions = weeks(post(1, topics=("Open textbooks",)))

    before, after = gather(editions, ("Open textbooks",)), gather(editions, ())
    assert [one.slug for one in before] == [one.slug for one in after] == ["open-textbooks"]
    assert not after[0].interest


def test_a_pick_that_says_it_twice_is_there_once() -> None:
    (one,) = gather(weeks(post(1, "maps", "Maps", topics=("maps",))), ("maps",))

    assert len(one.picks) == 1


def test_nothing_the_owner_has_hidden_makes_a_topic() -> None:
    editions = weeks(*(post(number, "oer", hidden=number == 3) for number in range(1, 4)))

    assert gather(editions, ()) == ()


def test_picks_stand_newest_week_first_and_as_on_their_page() -> None:
    first, second = post(1, "maps"), post(2, "maps", pin=True)
    editions = [make.edition("2026-W46", picks=(first,)), make.edition("2026-W47", picks=(first, second))]

    (one,) = gather(editions, ("maps",))
    assert [(str(edition.week), pick.id) for edition, pick in one.picks] == [
        ("2026-W47", second.id),
        ("2026-W47", first.id),
        ("2026-W46", first.id),
    ]


# ---------------------------------------------------------------- addresses


NAMES = st.one_of(st.text(min_size=1, max_size=80), st.text("aAåéøßςΣ#-_ +C1ñ教дد", min_size=1, max_size=12))


@settings(max_examples=300)
@given(NAMES)
@example("CON")
@example("#" * 9)
@example("x" * 200)
@example("𝕄ath")
@example("ﬁeld")
def test_an_address_is_small_letters_digits_and_hyphens_and_short(name: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug(name))
    assert len(slug(name)) <= topics.LONGEST + 9
    assert not topics.DEVICES.fullmatch(slug(name))


@settings(max_examples=300)
@given(NAMES, NAMES)
@example("C", "C++")
@example("ol", "øl")
@example("教育", "教学")
def test_two_topics_never_share_an_address(one: str, other: str) -> None:
    assert (slug(one) == slug(other)) <= (key(one) == key(other))


@given(NAMES)
@example("-#0")
def test_case_marks_and_what_stands_between_words_do_not_make_another_topic(name: str) -> None:
    assert key(key(name)) == key(name)
    assert key(f"#{name}") == key(f" {name.upper().lower()} ") or key(name) != key(name.upper().lower())


def test_nobody_can_take_the_address_of_a_topic_by_a_name_that_ends_like_it() -> None:
    hashed = slug("C++")

    assert slug(hashed) != hashed
    assert slug(f"#{hashed.replace('-', '_')}") != hashed


def test_addresses_can_be_read_where_their_letters_allow_it() -> None:
    assert [slug(name) for name in ("Formative assessment", "#OER", "Élève", "statistics-in_school")] == [
        "formative-assessment",
        "oer",
        "eleve",
        "statistics-in-school",
    ]
    assert slug("C++").startswith("c-")
    assert slug("Øl").startswith("ol-")
    assert slug("教育").startswith("topic-")


def test_an_address_depends_on_nothing_but_the_name() -> None:
    few = weeks(*(post(number, "教育") for number in range(1, 4)))
    many = weeks(*(post(number, "教育", "C", "C++") for number in range(1, 8)))

    assert {one.slug for one in gather(few, ())} < {one.slug for one in gather(many, ())}


# ---------------------------------------------------------------- neighbours


def test_neighbours_share_picks_and_stand_by_name() -> None:
    editions = weeks(post(1, topics=("maps", "b", "a")), post(2, topics=("maps", "b")), post(3, topics=("far",)))
    found = gather(editions, ("maps", "b", "a", "far"))

    near = {name: [one.name for one in several] for name, several in topics.near(found).items()}
    assert near == {"maps": ["a", "b"], "b": ["a", "maps"], "a": ["b", "maps"], "far": []}


def test_only_the_nearest_are_named() -> None:
    others = [f"t{number:02}" for number in range(topics.NEAR + 3)]
    editions = weeks(post(1, topics=("maps", *others)), post(2, topics=("maps", others[-1])))
    found = gather(editions, ("maps", *others))

    near = topics.near(found)["maps"]
    assert len(near) == topics.NEAR
    assert others[-1] in {one.name for one in near}


# ---------------------------------------------------------------- the pages


def test_the_page_of_all_has_what_is_looked_for_first_and_says_what_was_not_found_yet() -> None:
    found = index(weeks(*(post(n, "oer", topics=("maps",)) for n in (1, 2, 3))), interests=("gardens", "maps"))

    assert [(row.link.name, row.link.address, row.facts) for row in found.interests] == [
        ("maps", "../topics/maps/index.html", "in 3 weeks, last in Week 42, 2026"),
        ("gardens", None, "nothing found yet"),
    ]
    assert [row.link.name for row in found.others] == ["#oer"]


def test_what_was_not_heard_of_lately_stands_apart() -> None:
    old = [make.edition(f"2025-W{40 + n}", picks=(post(n, "oer"),)) for n in (1, 2, 3)]
    new = [make.edition(f"2026-W{n:02}", picks=(post(n),)) for n in range(1, topics.LATELY + 1)]

    assert [one.name for one in index([*old, *new]).earlier] == ["#oer"]
    assert [row.link.name for row in index([*old, *new[1:]]).others] == ["#oer"]


def test_a_topic_shows_its_newest_picks_and_says_where_the_others_are() -> None:
    many = tuple(post(number, topics=("maps",)) for number in range(topics.SHOWN + 1))
    old = make.edition("2026-W40", picks=(post(99, topics=("maps",)),))
    found = topic([old, make.edition("2026-W47", picks=many)], "maps", interests=("maps",))

    assert len(found.picks) == topics.SHOWN
    assert found.older == "Older ones are in the weeks from Week 47, 2026 back."
    assert topic([old], "maps", interests=("maps",)).older == ""


def test_who_speaks_of_it_stands_by_name_once_and_leads_to_what_they_shared() -> None:
    picks = [
        post(number, topics=("maps",), voice=voice, name=voice)
        for number, voice in enumerate(("zoe", "Ada", "Øystein", "zoe"))
    ]
    found = topic(weeks(*picks), "maps")

    assert [one.name for one in found.voices] == ["Ada", "Øystein", "zoe"]
    assert str(found.voices[0].address).startswith("../../voices/index.html#voice-")


def test_a_topic_of_many_names_those_who_spoke_last() -> None:
    picks = [post(number, topics=("maps",), name=f"N{number:02}") for number in range(topics.SPEAKING)]
    old = make.edition("2026-W40", picks=(post(99, topics=("maps",), name="Old"),))
    found = topic([old, make.edition("2026-W47", picks=tuple(picks))], "maps")

    assert [one.name for one in found.voices] == [f"N{number:02}" for number in range(topics.SPEAKING)]
    assert found.more


def test_a_text_under_a_content_warning_lends_a_topic_no_word() -> None:
    closed = post(1, topics=("maps",), title="", excerpt="xyzzy", warning="grief")
    (one,) = topic(weeks(closed), "maps").picks

    assert "xyzzy" not in one.title
    assert one.warning == "grief"


def test_there_is_a_page_before_the_first_edition_only_where_something_is_looked_for() -> None:
    assert [row.facts for row in index([], interests=("maps",)).interests] == ["nothing found yet"]
    assert pages([], interests=()) == {}
    assert index([make.edition(picks=())], interests=()) == TopicsView(interests=(), others=(), earlier=())


def test_topics_of_every_script_are_printed_and_every_link_leads_somewhere(tmp_path: Path) -> None:
    tags = ("教育", "تعليم", "Обучение", "C++", "OER", "x" * 100)
    editions = weeks(*(post(number, *tags, title="W" * 300, language="ja") for number in range(1, 5)))
    site = make.site(tmp_path, *editions, site_url="https://room.example/digest")  # verify walks every link

    assert len(list(site.glob("topics/*/index.html"))) == len(tags)


@settings(max_examples=25)
@given(st.permutations(range(40, 48)))
def test_the_order_of_the_editions_changes_nothing(order: list[int]) -> None:
    def made(number: int) -> Edition:
        picks = (post(number % 4, "oer", "OER"[: number % 4], topics=("maps",)), post(9, "edtech", voice=str(number)))
        return make.edition(f"2026-W{number}", picks=picks)

    def told(found: tuple[Topic, ...]) -> list[Any]:
        return [(one.name, one.slug, [(str(each.week), pick) for each, pick in one.picks]) for one in found]

    assert told(gather(map(made, order), ("maps",))) == told(gather(map(made, range(40, 48)), ("maps",)))
