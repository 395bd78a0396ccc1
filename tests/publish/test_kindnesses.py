"""What readers could do stands in four lists, leads to the conversation, and heeds what the owner hides."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from generator.model import Courtesy, Edition, Kindness, Mention
from generator.publish import archive, kindnesses
from generator.publish.strings import catalogue
from generator.publish.view import Desk
from tests.publish import make

DESK = Desk(say=catalogue("en"), zone="Europe/Berlin")


def courtesy(kind: Kindness = Kindness.THANK, *names: str, **changed: object) -> Courtesy:
    who = tuple(
        Mention(name=name, url=f"https://{name.lower()}.example/1", voice=f"v{name}") for name in names or ("Ada",)
    )
    return Courtesy(kind=kind, who=who, **({"words": "A piece", "language": "en"} | changed))  # type: ignore[arg-type]


def edition(*courtesies: Courtesy, **changed: Any) -> Edition:
    """Return an edition with courtesies, and a pick for each of the thanks."""
    thanked = [one for each in courtesies if each.kind is Kindness.THANK for one in each.who]
    picks = tuple(make.pick(number, url=one.url, id=one.url) for number, one in enumerate(thanked))
    return make.edition(**({"courtesies": courtesies, "picks": picks} | changed))


def listed(told: Edition) -> list[str]:
    return [kind.anchor for kind in kindnesses.views(told, DESK)]


def test_lists_come_in_the_order_of_kindness_and_empty_ones_are_not_there() -> None:
    told = edition(
        courtesy(Kindness.INTRODUCE, "Ada", "Bo"), courtesy(Kindness.ANSWER, "Cem"), courtesy(Kindness.ANSWER)
    )
    shown = kindnesses.views(told, DESK)

    assert [kind.title for kind in shown] == ["Nobody had answered by 20 November", "Introduce two people"]
    assert [[who.name for who in each.who] for each in shown[0].courtesies] == [["Cem"], ["Ada"]]
    assert [who.address for who in shown[1].courtesies[0].who] == ["https://ada.example/1", "https://bo.example/1"]


@pytest.mark.parametrize(("days", "there"), [(0, True), (7, True), (31, True), (32, False), (400, False)])
def test_what_could_be_done_is_left_out_once_an_edition_is_more_than_a_month_older_than_the_newest(
    days: int,
    there: bool,  # noqa: FBT001  a column of the table above
) -> None:
    told = edition(courtesy())
    desk = replace(DESK, newest=told.published + timedelta(days=days))

    assert bool(kindnesses.views(told, desk)) is there


def test_the_day_up_to_which_nobody_had_answered_is_that_of_the_edition_in_the_zone_of_the_site() -> None:
    late = edition(courtesy(Kindness.ANSWER), published=make.DUE.replace(hour=23, minute=30))

    assert kindnesses.views(late, DESK)[0].title == "Nobody had answered by 21 November"


def test_what_the_owner_hides_is_not_printed() -> None:
    assert kindnesses.views(edition(courtesy(hidden=True)), DESK) == ()
    assert kindnesses.views(edition(Courtesy(kind=Kindness.THANK, who=())), DESK) == ()


def test_the_owner_can_hide_one_by_hand_and_it_comes_back_from_the_file(tmp_path: Path) -> None:
    given = edition(courtesy(), courtesy(Kindness.WELCOME, "Bo", words="Hello: “I'm #1”\n"))
    path = archive.write(given, tmp_path)
    assert archive.read(tmp_path) == (given,)

    text = path.read_text("utf-8").replace("- kind: thank", "- kind: thank\n    hidden: true")
    path.write_text(text, "utf-8")
    assert [kind.anchor for kind in kindnesses.views(archive.read(tmp_path)[0], DESK)] == ["kindness-welcome"]


def test_nobody_is_thanked_for_a_pick_that_is_hidden_or_deleted() -> None:
    told = edition(courtesy())
    (pick,) = told.picks

    assert listed(told) == ["kindness-thank"]
    assert listed(replace(told, picks=(replace(pick, url="https://ADA.example/1#top"),))) == ["kindness-thank"]
    assert listed(replace(told, picks=(replace(pick, hidden=True),))) == []
    assert listed(replace(told, picks=())) == []


@pytest.mark.parametrize("kind", list(Kindness))
def test_no_courtesy_leads_to_what_is_hidden(kind: Kindness) -> None:
    hidden = make.pick(1, url="https://ada.example/1", hidden=True)

    assert listed(edition(courtesy(kind), picks=(hidden,))) == []
    assert listed(edition(courtesy(kind), picks=(replace(hidden, hidden=False),))) == [f"kindness-{kind}"]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", ""])
def test_an_address_that_is_none_leads_nowhere(address: str) -> None:
    mention = Mention(name="", url=address, voice="v")
    (shown,) = kindnesses.views(edition(Courtesy(kind=Kindness.THANK, who=(mention,))), DESK)

    assert shown.courtesies[0].who[0].address is None
    assert shown.courtesies[0].who[0].name == "Author not named"


def test_foreign_words_keep_their_language_and_direction() -> None:
    (shown,) = kindnesses.views(edition(courtesy(language="ar"), courtesy(language='x" onclick="')), DESK)

    assert [(each.language, each.direction) for each in shown.courtesies] == [("ar", "rtl"), (None, "auto")]


def test_a_site_says_what_one_could_do_on_its_page_and_in_its_feed(tmp_path: Path) -> None:
    hostile = courtesy(Kindness.ANSWER, "<b>Bo</b>", words="<script>alert(1)</script> {{ 7 * 7 }}?")
    site = make.site(tmp_path, edition(courtesy(), hostile), site_url="https://digest.example")
    page = (site / "editions/2026-W47/index.html").read_text("utf-8")

    assert 'href="https://ada.example/1"' in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7 * 7 }}?" in page
    assert "What you could do for somebody" in (site / "atom.xml").read_text("utf-8")


def test_an_edition_without_courtesies_says_nothing_of_them(tmp_path: Path) -> None:
    assert "kindness" not in (make.site(tmp_path, edition()) / "index.html").read_text("utf-8")
