from dataclasses import replace
from datetime import UTC, datetime

import pytest

from generator.collect.sources import MODULES
from generator.model import Health, Report, Source
from generator.publish import listening, strings
from generator.publish.house import House
from generator.publish.shapes import ListeningView
from tests.publish import make

SAY = strings.catalogue("en")


def report(key: str, health: Health = Health.OK, kind: str = "feed", **changed: object) -> Report:
    values = {"source": f"{kind} {key}", "name": key, "address": f"https://{key}.example/", "health": health}
    return Report(**(values | changed))


def parts(*reports: Report, sources: tuple[Source, ...] = ()) -> dict[str, ListeningView]:
    weeks = (replace(make.edition("2026-W47"), reports=reports),)
    house = House(config=make.config(sources=sources), weeks=weeks, written=(), method=make.METHOD, site_url=None)
    return {part.anchor: part for part in listening.page(house).names["parts"]}


def test_every_kind_of_source_has_its_part_of_the_page() -> None:
    families = {kind for kinds in listening.FAMILIES.values() for kind in kinds}

    assert families == set(MODULES)


def test_who_could_not_be_heard_comes_first_with_the_reason() -> None:
    found = parts(report("well"), report("gone", Health.GONE, words="The publisher has ended it.", items=0))

    assert list(found) == ["unwell", "sites"]
    gone = found["unwell"].sources[0]
    assert (gone.heard, gone.words, gone.state) == (False, "The publisher has ended it.", ("gone for good",))


def test_since_when_a_source_is_silent_is_said() -> None:
    silent = report("silent", Health.FAILED, since=datetime(2026, 11, 10, tzinfo=UTC))

    assert parts(silent)["unwell"].sources[0].state == ("failed", "since 10 November 2026")


def test_sources_that_answered_stand_with_their_like_and_say_what_they_gave() -> None:
    found = parts(report("a", items=2), report("b", Health.UNCHANGED, "mastodon"), report("c", kind="doaj", items=1))

    assert {anchor: part.sources[0].state for anchor, part in found.items()} == {
        "sites": ("gave 2 items",),
        "networks": ("nothing new",),
        "papers": ("gave 1 item",),
    }


def test_a_kind_that_only_an_old_record_knows_is_shown_all_the_same() -> None:
    assert [one.name for one in parts(report("old", kind="gopher"))["sites"].sources] == ["old"]


def test_a_source_that_was_not_asked_yet_is_named_apart() -> None:
    fresh = Source(kind="feed", address="https://fresh.example/feed", name="Fresh", note="for the owner alone")

    found = parts(report("met"), sources=(fresh,))

    assert [one.name for one in found["unasked"].sources] == ["Fresh"]
    assert "for the owner alone" not in str(found)


@pytest.mark.parametrize(("name", "host"), [("Corridor", "met.example"), ("News from met.example", "")])
def test_where_a_source_is_stands_beside_it_unless_its_name_says_so(name: str, host: str) -> None:
    assert parts(report("met", name=name, address="https://met.example/"))["sites"].sources[0].host == host


def test_an_address_that_no_reader_should_follow_is_no_link() -> None:
    assert parts(report("bad", address="javascript:alert(1)"))["sites"].sources[0].address is None


def test_an_address_that_opens_a_door_stands_neither_under_what_was_heard_nor_under_what_waits() -> None:
    private = "https://letter.example/feed?token=abc"
    found = parts(
        report("met", Health.FAILED, name="Letter", address=private),
        sources=(Source(kind="feed", address=private, name="Next"), Source(kind="opml", address=private, name="List")),
    )

    assert "abc" not in str(found)
    assert [one.name for one in found["unasked"].sources] == ["Next", "List"]


def test_who_is_withdrawn_does_not_wait_there() -> None:
    gone = Source(kind="feed", address="https://gone.example/feed", name="Gone")
    config = make.config(sources=(gone,), withdrawn=("https://gone.example/",))
    house = House(config=config, weeks=(make.edition(reports=()),), written=(), method=make.METHOD, site_url=None)

    assert listening.page(house).names["parts"] == ()
