from pathlib import Path

from generator.model import AnswerWishes
from generator.publish import links, subscribing
from generator.publish.house import House
from tests.publish import make

PAGE = "---\ntitle: A page\n---\nWords.\n"


def house(**changed: object) -> House:
    site_url = changed.pop("site_url", None)
    weeks = changed.pop("weeks", (make.edition(),))
    return House(config=make.config(**changed), weeks=weeks, written=(), method=make.METHOD, site_url=site_url)


def below(page: str, **changed: object) -> dict:
    return dict(subscribing.below(house(**changed), page)[1](links.from_page(f"{page}/", None)))


def test_every_way_has_the_address_that_one_pastes() -> None:
    ways = below("subscribe", site_url="https://you.example/digest")["ways"]

    assert len(ways) == len(subscribing.WAYS)
    for way in ways:
        assert way.addresses == tuple(f"https://you.example/digest/{link.address}" for link in way.links)


def test_without_a_site_address_the_places_of_the_files_are_told() -> None:
    assert [way.addresses for way in below("subscribe")["ways"]] == [
        tuple(way.files.values()) for way in subscribing.WAYS
    ]


def test_before_the_first_edition_only_the_sources_can_be_taken() -> None:
    assert [link.address for way in below("subscribe", weeks=())["ways"] for link in way.links] == ["sources.opml"]


def test_feeds_of_alerts_are_pointed_at_where_there_are_alerts() -> None:
    assert "Alerts" not in [link.name for link in below("subscribe")["single"]]
    assert "Alerts" in [link.name for link in below("subscribe", alerts=(make.alert(),))["single"]]


def test_whoever_wants_to_be_left_out_reads_every_way_that_config_yaml_names() -> None:
    wishes = AnswerWishes(mastodon="@me@server.example", email="me@school.example")

    found = below("withdraw", answers=wishes, repository="https://github.com/me/digest")["ways"]

    assert [link.address for link in found] == [
        "mailto:me@school.example?subject=The%20Staff%20Room%3A%20please%20take%20something%20down",
        "https://server.example/@me",
        "https://github.com/me/digest/issues",
    ]


def test_where_no_way_is_named_none_is_invented(tmp_path: Path) -> None:
    assert below("withdraw")["ways"] == ()
    site = make.site(tmp_path, make.edition(), withdraw=PAGE)
    assert "No private way to write is named here yet." in (site / "withdraw" / "index.html").read_text("utf-8")


def test_other_pages_of_the_owner_have_nothing_below_their_text() -> None:
    assert subscribing.below(house(), "about")[0] == "written.html"
    assert below("about") == {}
