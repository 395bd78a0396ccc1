"""Whoever plays with the rules wins nothing by it (R20), over three editions of a small network."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.edit.plain import OFF, ON
from tests.edit.week import DUE, post
from tests.edit.weeks import TAG, ordinary, run, said

WEEKS = 3
YOUNG = (DUE - timedelta(days=9)).date()


def attacker(name, who, **more):
    return post(name, who, **{"source": TAG.key, "days": 0.2, **more})


def flood(week):
    """One account that posts on the interest all day."""
    for n in range(40):
        text = f"{ON[n % len(ON)]}, {OFF[n]} and {OFF[n + 7]}"
        yield attacker(f"w{week}f{n}", "Mallory", text=text, followers=900, likes=3, shares=1, replies=1)


def copies(week):
    """Many young accounts that post one text, with a word changed in each."""
    for n in range(30):
        text = f"Formative assessment for every class, the {OFF[n]} method: see how we did it this term"
        yield attacker(f"w{week}c{n}", f"Mallory{n}", text=text, followers=2, likes=0, shares=0, replies=0, since=YOUNG)


def sybils(week):
    """A ring of young accounts: what each says, all others pass on and like."""
    ring = [f"https://mallory{n}.example/" for n in range(14)]
    for n in range(14):
        yield attacker(
            f"w{week}s{n}",
            f"Mallory{n}",
            text=f"Formative assessment and {OFF[n + week]}: {OFF[n + 20]} will change how you see it",
            followers=14,
            likes=13,
            shares=13,
            replies=13,
            since=YOUNG,
            shared_by=tuple(key for key in ring if key != ring[n]),
        )


def hijack(week):
    """Accounts that hang the interest's tag on something else."""
    said = ("My cat has learnt to open the fridge", "Goal in the last minute, what a match", "New tyres at our garage")
    for n in range(15):
        text = f"{said[n % 3]} {OFF[n]} {OFF[n + week + 20]} #formativeassessment"
        yield attacker(f"w{week}h{n}", f"Mallory{n}", text=text, followers=500, likes=60, shares=9, replies=9)


def pushed(week):
    """Accounts that sell under the interest's name, much liked."""
    for n in range(10):
        text = (
            f"Formative assessment bundle {OFF[n + week]}: 50% off today only, buy now, promo code {OFF[n].upper()}!!!"
        )
        yield attacker(f"w{week}p{n}", f"Mallory{n}", text=text, followers=50, likes=900, shares=90, replies=40)


def farm(week):
    """Accounts that link in every post to one shop that nobody else links to."""
    for n in range(20):
        text = f"Formative assessment template {OFF[n + week]}, get yours now at our shop, limited offer"
        link = f"https://shop.example/{week}-{n}"
        yield attacker(
            f"w{week}l{n}", f"Mallory{n % 3}", text=text, about=link, links=(link,), followers=80, likes=2, since=YOUNG
        )


ATTACKS = {each.__name__: each for each in (flood, copies, sybils, hijack, pushed, farm)}


def won(found):
    return [name for name in found.names() if name.startswith("Mallory")]


@pytest.fixture(scope="module")
def peace():
    """Return what comes of the weeks where nobody attacks."""
    return run([list(ordinary(week)) for week in range(WEEKS)])


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_wins_nothing_and_costs_nobody_a_place(attack, peace):
    found = run([[*ordinary(week), *ATTACKS[attack](week)] for week in range(WEEKS)])

    # Who floods says something on the interest, and may be heard with it like anybody else: once.
    assert len(won(found)) <= (WEEKS if attack == "flood" else 0)
    for edition, quiet in zip(found.editions, peace.editions, strict=True):
        honest = [pick for pick in edition.picks if not pick.name.startswith("Mallory")]
        assert len(honest) >= len(quiet.picks) - 1


def test_without_the_attack_the_same_words_may_be_read(peace):
    """The honest posts of these weeks are no worse than what attackers say: it is their pattern that is damped."""
    alone = attacker("alone", "Newcomer", text=said(1, 2), days=1.0, followers=900, likes=6, shares=2, replies=2)
    found = run([list(ordinary(0)), [*(each for each in ordinary(1) if each.text != alone.text), alone]])

    assert len(peace.names()) > 2 * WEEKS
    assert "Newcomer" in found.names()


def test_a_date_in_the_future_is_no_advantage():
    def promising(days):
        return attacker(
            "future", "Mallory", days=days, seen=DUE - timedelta(days=1), text=said(0, 3), likes=9, followers=9
        )

    honest = [each for each in ordinary(0) if each.text != said(0, 3)]
    to_come, now = (run([[*honest, promising(days)]]).names() for days in (-30, 1))

    assert "Mallory" in now
    assert to_come == now


@pytest.mark.parametrize("change", ["id", "id and address", "id and date", "id, address and title"])
def test_whoever_changes_ids_is_read_once(change):
    text = f"{ON[3]} and what became of it over the years in our little school by the sea"

    def churned(week, n):
        more = {"title": f"News, part {week}-{n}"} if "title" in change else {}
        found = attacker(f"churn{week}-{n}", "Mallory", text=text, likes=4, shares=2, replies=2, followers=30, **more)
        address = f"https://mallory.example/{week}-{n}" if "address" in change else "https://mallory.example/one"
        return replace(found, url=address, published=DUE - timedelta(days=0.1 * n if "date" in change else 1, hours=1))

    weeks = [[*ordinary(week), *(churned(week, n) for n in range(6))] for week in range(WEEKS)]
    found = run(weeks)
    fates = [fate for name, fate in found.judged.items() if "churn" in name]

    assert len(won(found)) <= 1
    assert fates.count("picked") <= 1


def test_an_item_of_an_earlier_week_under_a_new_id_is_known_again():
    first = run([list(ordinary(0))])
    names = [pick.name for pick in first.editions[0].picks]
    again = [replace(each, id=f"new {each.id}", url=f"{each.url}?again=1") for each in ordinary(0)]

    found = run([list(ordinary(0)), again])

    assert {found.judged[each.id] for each in again if each.voice.name in names} == {"repeated"}
    assert not set(names) & {pick.name for pick in found.editions[1].picks}


def test_an_item_that_was_edited_is_known_again():
    names = [pick.name for pick in run([list(ordinary(0))]).editions[0].picks]
    edited = [replace(each, text=f"{each.text} (edited: a word put right)") for each in ordinary(0)]

    found = run([list(ordinary(0)), edited])

    assert not set(names) & {pick.name for pick in found.editions[1].picks}


def test_a_story_without_news_is_known_again_by_way_of_whoever_tells_it():
    link = "https://paper.example/a-study"
    first = attacker("first", "Ada", text=f"{ON[12]}: a study to read", about=link, likes=9, shares=3, replies=3)
    later = [
        attacker(f"later{n}", f"L{n}", text=f"{text} See this study", about=f"{link}?utm_source=week2")
        for n, text in enumerate(ON[5:9])
    ]
    found = run([[*ordinary(0, people=5), first], [*ordinary(1, people=5), *later]])

    assert found.judged[first.id] == "picked"
    assert {found.judged[each.id] for each in later} == {"repeated"}
