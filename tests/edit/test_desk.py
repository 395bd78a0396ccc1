"""The desk from end to end: the promises an edition keeps, in chosen weeks and in any."""

import dataclasses
import time
from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.edit import FATES, PRESETS, SIGNALS, glean, method
from generator.edit.choose import LOW
from generator.edit.mute import muting
from generator.edit.picks import ANYWAY, telling
from generator.edit.prompts import Bank
from generator.edit.reading import PAGE, PERHAPS, reading
from generator.edit.table import VOICE
from generator.model import Harvest, Mute, Section, Source, Tie
from generator.text import canonical
from tests.edit.week import DUE, STARTS, WEEK, WORDS, config, configs, gleaned, harvests, item, post


def ids(gleaning):
    return {pick.id for pick in gleaning.edition.picks}


def fates(gleaning):
    return {line.id: line.fate for line in gleaning.ledger}


def longform(name="one", who="Ada", minutes=2.0, **more):
    words = int(minutes * 230)
    return item(name, who, text=" ".join(f"{name}{who}{n}" for n in range(words)), **more)


# ---------------------------------------------------------------- any week


def settled(harvest, owner, archive=()):
    return gleaned(
        *harvest,
        archive=archive,
        interests=owner.interests,
        mute=owner.mute,
        minutes=owner.digest.minutes,
        preset=owner.digest.preset,
    )


@given(harvests, configs)
def test_any_week_gives_an_edition_that_keeps_every_promise(harvest, owner):
    """A week is gleaned once, and all that holds for any is asked of it."""
    found = settled(harvest, owner)

    everything_has_a_fate(found)
    the_reading_time_and_the_share_of_a_voice_are_kept(found, owner)
    every_mute_holds_for_every_pick_and_for_the_voices_behind_it(found, harvest, owner)
    for pick in found.edition.picks:
        a_pick_says_why_in_one_line_that_the_arithmetic_bears_out(pick)
    sections_come_in_their_order_and_best_first_within(found)


def everything_has_a_fate(found):
    assert {line.fate for line in found.ledger} <= set(FATES)
    assert len({line.id for line in found.ledger}) == len(found.ledger) == found.edition.numbers.items
    assert ids(found) == {name for name, fate in fates(found).items() if fate == "picked"}
    assert all(pick.section in set(Section) for pick in found.edition.picks)


def the_reading_time_and_the_share_of_a_voice_are_kept(found, owner):
    picks = found.edition.picks

    assert sum(pick.minutes for pick in picks) <= owner.digest.minutes + 0.01 * len(picks)
    assert max(Counter(pick.voice for pick in picks).values(), default=0) <= VOICE


def every_mute_holds_for_every_pick_and_for_the_voices_behind_it(found, harvest, owner):
    by_id = {each.id: each for each in harvest}

    for name, fate in fates(found).items():
        muted = muting(by_id[name], owner.mute, owner.site.zone) is not None
        assert muted == (fate == "muted")


def a_pick_says_why_in_one_line_that_the_arithmetic_bears_out(pick):
    said = pick.why.removesuffix(".").lower().split("; ")
    spoke = [reason.words.lower() for reason in telling(pick.reasons)]
    off = [reason.words.lower() for reason in pick.reasons if reason.signal == "relevance" and reason.value < 0.5]
    silent = {reason.words.lower() for reason in pick.reasons if reason.value * reason.weight == 0 and reason.words}

    assert 0 < len(pick.why) <= 160
    assert "\n" not in pick.why
    assert not silent & set(said)
    true = (*spoke, *filter(None, off), ANYWAY, "in a place kept")
    assert any(words.startswith(said[0].rstrip("…")[:15]) for words in true)


def sections_come_in_their_order_and_best_first_within(found):
    order = [list(Section).index(Section(pick.section)) for pick in found.edition.picks]

    assert order == sorted(order)


@given(harvests, configs, st.randoms(use_true_random=False))
def test_the_edition_does_not_depend_on_the_order_of_arrival(harvest, owner, random):
    assert settled(random.sample(harvest, len(harvest)), owner) == settled(harvest, owner)


@given(harvests, configs)
def test_nothing_comes_back_in_a_later_edition(harvest, owner):
    first = settled(harvest, owner)
    again = settled(harvest, owner, archive=(first.edition,))

    assert not ids(first) & {line.id for line in again.ledger if line.fate in {"picked", "joined"}}


# ---------------------------------------------------------------- which items


def test_the_week_begins_and_ends_to_the_second():
    at_start, before = item("a", "A", 7.0), item("b", "B", 7.0 + 1 / 86400)
    at_due, within = item("c", "C", 0.0), item("d", "D", 1 / 86400)

    assert set(fates(gleaned(at_start, before, at_due, within))) == {at_start.id, within.id}


def test_what_comes_late_still_comes_in_and_what_is_old_does_not():
    late, old = item("late", "A", 10, seen=DUE - timedelta(days=1)), item("old", "B", 15, seen=DUE - timedelta(days=1))
    known = item("known", "C", 10, seen=STARTS - timedelta(days=1))

    before = gleaned(week=WEEK.before(), due=STARTS).edition
    assert set(fates(gleaned(late, old, known, archive=(before,)))) == {late.id}


def test_the_first_edition_takes_nothing_that_is_older_than_its_week():
    late = item("late", "A", 10, seen=DUE - timedelta(days=1))

    assert fates(gleaned(late, item("two"))).keys() == {item("two").id}


def test_an_undated_item_belongs_to_the_week_in_which_it_was_seen():
    found = item("undated", "A", published=None, seen=DUE - timedelta(days=1))

    assert set(fates(gleaned(found))) == {found.id}


def test_an_empty_week_says_so_and_is_not_filled_up():
    found = gleaned()

    assert found.edition.picks == ()
    assert found.edition.numbers.items == 0
    assert found.ledger == ()


def test_what_little_speaks_for_is_left_out_even_when_there_is_room():
    bad = post(
        "bad",
        "Seller",
        days=6.9,
        text="90% off, click here, promo code, today only!!! buy now",
        likes=9,
        replies=0,
        shares=0,
    )

    found = gleaned(bad, interests=["formative assessment"])

    assert found.edition.picks == ()
    assert fates(found) == {bad.id: "low"}
    assert found.ledger[0].score < LOW
    assert "sell" in found.ledger[0].words


# ---------------------------------------------------------------- what earlier editions had


def archived(*items, **more):
    return gleaned(*items, **more).edition


def test_an_edited_post_is_not_new():
    before = item("one", text="First form of a text that is long enough")

    found = gleaned(
        dataclasses.replace(before, text="Quite another text by now", title="Edited"), archive=(archived(before),)
    )

    assert fates(found) == {before.id: "repeated"}
    assert found.edition.numbers.repeated == 1


def test_a_new_id_for_an_old_address_is_not_new():
    before = item("one")
    moved = dataclasses.replace(before, id="tag:moved", url=before.url + "?utm_source=feed")

    assert fates(gleaned(moved, archive=(archived(before),))) == {"tag:moved": "repeated"}


def test_the_same_words_of_the_same_voice_are_not_new_under_a_new_id_and_address():
    before = item("one", text="A long enough text that says the same thing every time it is posted")
    again = dataclasses.replace(before, id="x", url="https://ada.example/elsewhere")
    other = dataclasses.replace(again, id="y", url="https://bo.example/own", voice=item(who="Bo").voice)

    assert fates(gleaned(again, archive=(archived(before),))) == {"x": "repeated"}
    assert fates(gleaned(other, archive=(archived(before),))) == {"y": "picked"}


def test_a_post_about_an_article_of_an_earlier_edition_is_not_new():
    before = item("one")
    talk = post("talk", "Bo", about=before.url)

    assert fates(gleaned(talk, archive=(archived(before),))) == {talk.id: "repeated"}


def test_what_the_owner_hid_does_not_come_back():
    before = archived(item("one"))
    hidden = dataclasses.replace(before, picks=tuple(dataclasses.replace(pick, hidden=True) for pick in before.picks))

    assert fates(gleaned(item("one"), archive=(hidden,))) == {item("one").id: "repeated"}


def test_in_the_first_edition_nobody_is_new_and_later_whoever_was_never_heard():
    first = gleaned(item("a", "Ada"))
    second = gleaned(item("b", "Ada"), item("c", "Bo"), archive=(first.edition,))

    assert [pick.new_voice for pick in first.edition.picks] == [False]
    assert {pick.name: pick.new_voice for pick in second.edition.picks} == {"Ada": False, "Bo": True}


def test_a_place_is_kept_for_somebody_new():
    known = [longform(f"k{n}", f"Known{n}", 2, links=("https://doi.org/10.1234/5",)) for n in range(12)]
    before = [item(f"old{n}", f"Known{n}", text=f"Notes on the {WORDS[n]} in our school") for n in range(12)]
    archive = (archived(*before, minutes=600),)
    new = longform("new", "Newcomer", 4, days=6.5)
    assert len(archive[0].picks) == len(before), "or one of them would be new as well"

    found = gleaned(*known, new, archive=archive, minutes=8)

    assert new.id in ids(found)
    assert "new here" in next(pick.why for pick in found.edition.picks if pick.id == new.id)


def test_attention_goes_round_over_the_weeks():
    twins = [longform("x", "Ada", 2, days=2), longform("y", "Bo", 2, days=2)]
    archive = (archived(longform("earlier", "Ada", 2), longform("other", "Bo", 2), minutes=2.5),)
    heard = archive[0].picks[0].name

    found = gleaned(*twins, archive=archive, minutes=2.5, weights={"recency": 1.0})

    assert {pick.name for pick in found.edition.picks} == {"Ada", "Bo"} - {heard}


# ---------------------------------------------------------------- choosing


def test_one_voice_has_two_picks_however_much_it_posts():
    found = gleaned(*[longform(f"{n}", "Ada", 1) for n in range(9)], *[longform("x", f"P{n}", 1) for n in range(3)])

    assert Counter(pick.name for pick in found.edition.picks)["Ada"] == 2
    assert Counter(fates(found).values())["capped"] == 7


def test_no_source_fills_the_edition_where_there_are_others():
    crowd = [longform(f"{n}", f"A{n}", 2, source="feed https://magazine.example/", days=0.5) for n in range(20)]
    others = [longform(f"o{n}", f"O{n}", 2, days=5) for n in range(8)]

    picks = gleaned(*crowd, *others, minutes=25).edition.picks

    assert sum(pick.minutes for pick in picks if pick.source.endswith("magazine.example/")) <= 25 / 3
    assert len(picks) == 12


def test_a_single_source_may_fill_the_edition():
    crowd = [longform(f"{n}", f"A{n}", 2, source="mastodon #school") for n in range(20)]

    assert len(gleaned(*crowd, minutes=25).edition.picks) == 12


def test_quiet_voices_have_their_share_against_louder_ones():
    loud = [post(f"l{n}", f"L{n}", followers=9_000 + n, likes=400, shares=90, replies=60, days=0.5) for n in range(30)]
    quiet = [post(f"q{n}", f"Q{n}", followers=20 + n, likes=0, shares=0, replies=0, days=6) for n in range(30)]

    def share(preset):
        picks = gleaned(*loud, *quiet, minutes=20, preset=preset).edition.picks
        return sum(pick.name.startswith("Q") for pick in picks) / len(picks)

    assert share("chronological") == 0
    assert share("balanced") >= 0.5
    assert share("quiet voices") > share("balanced")


def test_the_most_followed_do_not_take_the_edition():
    stars = [
        post(f"s{n}", f"S{n}", followers=500_000, likes=90_000, shares=9_000, replies=900, days=0.5) for n in range(10)
    ]
    people = [post(f"p{n}", f"P{n}", followers=100 + n, likes=1, shares=0, replies=0, days=5) for n in range(90)]

    picks = gleaned(*stars, *people, minutes=5).edition.picks

    assert sum(pick.name.startswith("S") for pick in picks) <= 0.15 * len(picks)


def test_interests_are_spread():
    chalk = [longform(f"c{n}", f"C{n}", 2, title="chalk talk chalk") for n in range(20)]
    maps = [longform(f"m{n}", f"M{n}", 2, title="old maps") for n in range(4)]

    picks = gleaned(*chalk, *maps, interests=["chalk talk", "old maps"], minutes=16).edition.picks

    assert sum(pick.name.startswith("M") for pick in picks) >= 3


# ---------------------------------------------------------------- what a pick holds


def pick_of(*items, **more):
    (found,) = gleaned(*items, **more).edition.picks
    return found


def test_a_post_has_no_title_and_is_shown_nearly_whole():
    text = "word " * 120
    found = pick_of(post(text=text))

    assert found.title == ""
    assert 450 < len(found.excerpt) <= 500
    assert len(pick_of(longform(minutes=5)).excerpt) <= 280


def test_the_other_voices_of_a_story_are_kept_and_join_it():
    article = item("one", "Ada", days=3)
    talk = [post(f"t{n}", who, days=2 - n / 10, about=article.url) for n, who in enumerate(["Cem", "Bo", "Cem"])]

    found = gleaned(article, *talk)
    (pick,) = found.edition.picks

    assert [mention.name for mention in pick.also] == ["Cem", "Bo"]
    assert Counter(fates(found).values()) == {"picked": 1, "joined": 3}
    assert found.edition.numbers.joined == 3
    assert {article.id, canonical(article.url), *(each.id for each in talk)} <= set(pick.same)


@pytest.mark.parametrize(
    ("items", "section"),
    [
        ([item("a", "Ada"), post("b", "Bo", about="https://ada.example/a")], "conversation"),
        ([item("a", links=("https://doi.org/10.1000/182",))], "research"),
        ([post(text="Has anybody tried this?", replies=0)], "questions"),
        ([post(text="Has anybody tried this?", replies=2)], "interests"),
        ([post(text="Has anybody tried this?")], "interests"),
        ([item("a")], "interests"),
    ],
)
def test_a_section_is_named_by_its_reason(items, section):
    assert pick_of(*items).section == section


def test_a_source_far_from_the_network_is_overlooked():
    far = Source(kind="feed", address="https://ada.example/feed", name="Far", tie=Tie.VERY_WEAK)

    found = pick_of(item("a"), sources=(far,))

    assert (found.section, found.source_name) == ("overlooked", "Far")


def test_a_pick_says_what_weighed_most():
    near = item("a", text="formative assessment every day", days=1)

    assert pick_of(near, interests=["formative assessment"]).why == "Close to “formative assessment”."
    assert pick_of(near, interests=["formative assessment"]).topics == ("formative assessment",)
    assert pick_of(near, preset="chronological").why == "From this week: 1 day old."


def test_where_no_signal_has_words_the_line_is_still_true():
    found = pick_of(item("a"), weights=dict.fromkeys(SIGNALS, 0.0) | {"scholar": 1.0})

    assert found.why == "Nothing stood out, and of all that was left it came first."


def test_an_excerpt_of_an_article_counts_as_the_page_behind_it():
    assert reading(item(text="Only the first lines of it…")) == PAGE
    assert reading(item(text="Only the first lines. Continue reading →")) == PAGE
    assert reading(item(text="It may be whole, and it may not.")) == PERHAPS
    assert reading(longform(minutes=10)) == pytest.approx(10, rel=0.02)
    assert reading(post(text="Short and whole")) == reading(post(text="Short, and whole as well")) < PERHAPS


def test_the_edition_is_the_same_one_for_ever_and_says_its_week():
    found, again = gleaned(item()).edition, gleaned(item("other")).edition

    assert found.id == again.id
    assert found.id.startswith("urn:uuid:")
    assert found.id != gleaned(item(), week=WEEK.after()).edition.id
    assert (found.title, found.published, found.starts) == ("Week 47, 2026", DUE, STARTS)


# ---------------------------------------------------------------- how it chooses


@pytest.mark.parametrize("preset", PRESETS)
def test_the_method_is_the_table_with_the_weights_in_use(preset):
    owner = config(preset=preset, minutes=25, weights={"recency": 3.0}, mute=[Mute(kind="tag", value="crypto")])
    found = method(owner)

    used = [row.weight > 0 for row in found.signals]

    assert {row.name for row in found.signals} == set(SIGNALS)
    assert used == sorted(used, reverse=True), "those without a weight come last"
    assert {row.name: row.weight for row in found.signals}["recency"] == 3.0
    assert {row.name: row.role for row in found.signals} == {name: row.role for name, row in SIGNALS.items()}
    assert any("25 minutes" in rule for rule in found.rules)
    assert any("crypto" in rule for rule in found.rules)
    assert all(rule.endswith(".") for rule in found.rules)


def test_twenty_thousand_items_are_no_trouble():
    harvest = [
        post(
            f"{n}",
            f"P{n % 5_000}",
            0.1 + n % 7,
            text=" ".join(f"w{(n * 7919 + k * k * 31) % 3_000}" for k in range(8)),  # longer ones only take to encode
            followers=n % 900,
            likes=n % 9,
            replies=1,
            shares=0,
        )
        for n in range(20_000)
    ]
    begun = time.process_time()

    found = gleaned(*harvest, interests=["w1 w2 w3", "w40 w50"], minutes=30)

    assert found.edition.numbers.items == 20_000
    assert found.edition.picks
    assert time.process_time() - begun < 30, "far above what it needs; only something quadratic gets here"


def test_an_id_that_looks_like_an_address_does_not_share_the_fate_of_the_story_there():
    paper = "https://paper.example/1"
    shared = [post("a", "Bo", about=paper), post("b", "Cem", about=paper)]
    found = gleaned(longform("x", "Mallory", minutes=20, id=paper), *shared, minutes=5)

    assert fates(found)[paper] == "no room"
    assert {fates(found)[each.id] for each in shared} == {"picked", "joined"}


def test_a_story_whose_pick_was_deleted_does_not_come_back_by_way_of_another():
    paper = "https://paper.example/1"
    second, third = post("b", "Bo", days=8, about=paper), post("c", "Cem", about=paper)
    found = glean(
        Harvest(items=(second, third)), config(), WEEK, starts=STARTS, due=DUE,
        archive=[gleaned().edition], bank=Bank(), judged={second.id: "repeated"},
    )  # fmt: skip

    assert set(fates(found).values()) == {"repeated"}


def test_what_was_muted_in_an_earlier_week_is_not_counted_again():
    old = item("old", days=8, title="velvet")
    found = glean(
        Harvest(items=(old,)), config(mute=[Mute(kind="phrase", value="velvet")]), WEEK, starts=STARTS, due=DUE,
        archive=[gleaned().edition], bank=Bank(), judged={old.id: "muted"},
    )  # fmt: skip

    assert (found.edition.numbers.items, found.edition.numbers.muted) == (0, 0)


def test_what_is_longer_than_the_whole_edition_is_left_out_and_the_ledger_does_not_blame_others():
    (line,) = gleaned(longform(minutes=20), minutes=5).ledger

    assert line.fate == "no room"
    assert "longer than the time there was" in line.words
