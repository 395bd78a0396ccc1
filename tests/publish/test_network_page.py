import gzip
import re
from dataclasses import replace
from pathlib import Path

import pytest

from generator.errors import InputError
from generator.model import Circle, Edition, Meters, Network, Pick
from generator.publish import growth, network, strings
from generator.publish.shapes import GrowthView, Link
from tests.publish import make

SAY = strings.catalogue("en")
KIB = 1024


def weeks(*maps: Network) -> list[Edition]:
    return [make.edition(f"2026-W{week}", network=each) for week, each in enumerate(maps, 10)]


def grown(*maps: Network) -> GrowthView:
    counted = [
        growth.drawn(edition, edition.picks, Link(name=f"Week {edition.week.number}", address=f"{edition.week}"))
        for edition in weeks(*maps)
    ]
    return growth.view(counted, SAY)


def with_picks(voices: int, picks: int = 20) -> Edition:
    names = make.PEOPLE
    chosen: tuple[Pick, ...] = tuple(
        make.pick(number, voice=f"https://voices.example/{number}", name=names[number % 20], excerpt="Word " * 60)
        for number in range(1, picks + 1)
    )
    return make.edition(network=make.network(voices), picks=chosen)


def page(site: Path, name: str = "index.html") -> str:
    return (site / name).read_text("utf-8")


# ---------------------------------------------------------------- the edition


def test_an_edition_shows_its_network_between_its_picks_and_its_questions(tmp_path: Path) -> None:
    found = page(make.site(tmp_path, make.edition(network=make.network(), prompts=(make.prompt(),))))
    places = [found.index(part) for part in ('id="pick-', 'id="network"', 'class="map"', 'id="table"')]

    assert places == sorted(places)
    assert '<a href="#network">The network of the week</a><i></i><span>map of 20 voices</span>' in found


def test_an_edition_without_a_network_has_no_section_and_the_site_no_page_of_it(tmp_path: Path) -> None:
    site = make.site(tmp_path, make.edition(network=Network(voices=3, alone=3)))

    assert 'id="network"' not in page(site)
    assert not (site / "network").exists()
    assert "network/" not in page(site)


def test_a_feed_has_the_words_and_neither_drawing_nor_table(tmp_path: Path) -> None:
    site = make.site(tmp_path, make.edition(network=make.network()), site_url="https://room.example")
    feed = page(site, "atom.xml")

    assert "Between others stand Aoife Brennan" in feed
    assert "svg" not in feed
    assert "was cited by" not in feed


def test_a_network_is_the_same_bytes_every_time(tmp_path: Path) -> None:
    edition = make.edition(network=make.network(48))

    assert make.tree(make.site(tmp_path / "one", edition)) == make.tree(make.site(tmp_path / "two", edition))


def test_a_week_of_forty_eight_voices_stays_within_the_weight_of_a_page(tmp_path: Path) -> None:
    site = make.site(tmp_path, with_picks(48))
    weight = sum(len(gzip.compress((site / name).read_bytes(), 9)) for name in ("index.html", "theme/gleaner.css"))

    assert weight < 40 * KIB
    assert len(gzip.compress(page(site, "network/index.html").encode(), 9)) < 12 * KIB


def test_a_drawing_has_a_name_a_description_and_no_style_of_its_own(tmp_path: Path) -> None:
    found = re.search(r'<svg class="map".*?</svg>', page(make.site(tmp_path, with_picks(20))), re.DOTALL)
    assert found

    assert 'role="img" aria-labelledby="map-title map-words"' in found[0]
    assert found[0].count('id="map-title"') == found[0].count('id="map-words"') == 1
    assert not re.search(r"<a\b|style=|<script|fill=|tabindex", found[0])


def test_names_that_mean_harm_are_words(tmp_path: Path) -> None:
    names = ("<script>alert(1)</script>", '"/><image href=x onerror=alert(1)>', "</title></svg><script>", "{{ 7 * 7 }}")
    found = page(make.site(tmp_path, make.edition(network=make.network(4, names))))

    assert "<script>alert" not in found
    assert "<image" not in found
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in found
    assert "{{ 7 * 7 }}" in found


def test_a_picked_voice_leads_to_its_pick_and_from_the_other_page_too(tmp_path: Path) -> None:
    site = make.site(tmp_path, with_picks(20), site_url="https://room.example")
    here = re.search(r'<a href="(#pick-\w+)"><bdi>picked</bdi></a>', page(site))
    there = re.search(r'<a href="([^"]+#pick-\w+)"><bdi>picked</bdi></a>', page(site, "network/index.html"))

    assert here
    assert there
    assert there[1] == f"../editions/2026-W47/{here[1]}"


# ---------------------------------------------------------------- the page


def test_the_page_shows_the_newest_map_and_the_weeks_that_had_one(tmp_path: Path) -> None:
    editions = [
        make.edition("2026-W45", network=make.network(5)),
        make.edition("2026-W46"),
        make.edition("2026-W47", network=make.network(20)),
    ]
    found = page(make.site(tmp_path, *editions), "network/index.html")

    assert found.count('class="map"') == 1
    assert "60 voices were heard" in found
    assert re.findall(r'<th scope="row"><a href="[^"]+" aria-label="(Week \d+)">\d+</a>', found) == [
        "Week 47",
        "Week 45",
    ]


def test_the_page_has_its_place_in_the_menu_and_nobody_else_may_have_it(tmp_path: Path) -> None:
    site = make.site(tmp_path / "one", make.edition(network=make.network(5)))
    assert '<a href="network/index.html">Network</a>' in page(site)

    with pytest.raises(InputError, match="/network/ belongs to a page that Gleaner makes"):
        make.site(tmp_path / "two", make.edition(), network="---\ntitle: Mine\n---\n")


def test_a_digest_without_a_map_has_the_page_for_its_meters_alone(tmp_path: Path) -> None:
    site = make.site(tmp_path, make.edition(meters=Meters(new=0.4)))
    shown = page(site, "network/index.html")

    assert "<h1>Mirror</h1>" in shown
    assert 'id="meter-new"' in shown
    assert "<svg" in shown
    assert 'id="grew"' not in shown
    for name in ("index.html", "editions/2026-W47/index.html"):
        assert ">Mirror</a>" in page(site, name)
        assert "How this changes over the weeks" in page(site, name)


def test_an_edition_leads_to_no_page_of_meters_that_is_not_there(tmp_path: Path) -> None:
    site = make.site(tmp_path, make.edition(meters=Meters(very_weak=0.4)))  # its meter has three figures or none

    assert "40 %" in page(site) or "40%" in page(site)
    assert "network/" not in page(site)
    assert not (site / "network").exists()


def test_maps_older_than_a_year_of_them_are_not_looked_back_on() -> None:
    many = [make.edition(network=make.network(2))] * 60

    assert len(network.drawn(many)) == network.WEEKS
    assert network.drawn([make.edition()]) == ()


# ---------------------------------------------------------------- how it grew


def test_figures_are_counted_from_the_maps_newest_first() -> None:
    rows = grown(make.network(5), make.network(20)).rows

    assert [row.week.name for row in rows] == ["Week 11", "Week 10"]
    assert rows[0].figures == (60, 56, 20, 2, 4, 2)


def test_bars_are_as_high_as_their_figures_and_nothing_is_no_bar() -> None:
    first, last = replace(make.network(5), alone=10), replace(make.network(5), alone=40)
    alone = grown(replace(first, alone=0), first, last).series[2]

    assert re.findall(r"v-([\d.]+)h", alone.path + alone.last) == ["10", "40"]
    assert alone.title == "Voices in no exchange"
    assert alone.words == "now 40; between 0 and 40"


def test_one_week_is_one_bar_at_the_end() -> None:
    heard = grown(make.network(5)).series[0]

    assert heard.path == ""
    assert heard.last == "M66 40v-40h5v40z"
    assert heard.box == "0 0 71 40"
    assert heard.words == "15 in every week"


def test_who_stood_between_others_more_than_once_is_named_with_the_weeks() -> None:
    one = make.network(5)
    other = replace(one, nodes=tuple(replace(node, bridge=0.4 * (node.number == 1)) for node in one.nodes))
    found = grown(one, other).between

    assert [(each.name, each.words, [week.name for week in each.weeks]) for each in found] == [
        ("Ines Okafor", "in 2 weeks", ["Week 11", "Week 10"])
    ]


def test_circles_are_told_from_when_to_when() -> None:
    two, one = make.network(20), make.network(5)
    found = {each.name: (each.subject, each.words) for each in grown(two, two, one).circles}

    assert found == {
        "Circle 1": ("feedback", "since Week 10"),
        "Circle 2": ("#openpedagogy", "Week 10 to Week 11"),
    }


def test_of_two_circles_that_had_one_name_the_one_that_had_it_last_keeps_it() -> None:
    def called(*circles: Circle) -> Network:
        return replace(make.network(20), circles=circles)

    before = called(Circle(number=1, words="#SchoolBus"), Circle(number=2, words="maths"))
    after = called(Circle(number=1), Circle(number=2, words="school bus"))
    subjects = [each.subject for each in grown(before, after).circles]

    assert subjects[1] == "school bus"
    assert subjects[0].startswith("around ")


def test_a_number_that_was_away_for_long_is_another_circle() -> None:
    away = replace(make.network(5), nodes=tuple(replace(node, circle=2) for node in make.network(5).nodes))
    found = grown(make.network(5), make.network(5), *[away] * 10, make.network(5)).circles

    assert [(each.name, each.words) for each in found] == [
        ("Circle 1", "for the first time"),
        ("Circle 2", "Week 12 to Week 21"),
        ("Circle 1", "Week 10 to Week 11"),
    ]
