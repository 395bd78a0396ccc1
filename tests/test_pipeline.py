"""A whole week, from feeds on loopback to a site on disk."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from generator import pipeline
from generator.collect import Door
from generator.errors import NothingToPublish
from generator.model import Config, Digest, Edition, Health, Site, Source, Week
from generator.pipeline import Place
from generator.publish import archive
from tests.loopback import rss, serve

FRIDAY = datetime(2026, 11, 20, 6, 30, tzinfo=UTC)
FEED = rss(
    (1, "Feedback before marks", "Wed, 18 Nov 2026 08:00:00 GMT", "I stopped returning marks for a week. " * 12),
    (2, "A timetable as a text", "Tue, 17 Nov 2026 08:00:00 GMT", "We read the bus timetable as a poem. " * 12),
    (3, "An old piece", "Thu, 01 Oct 2026 08:00:00 GMT", "This is from October. " * 12),
)


@pytest.fixture
def web():
    with serve({"/feed": (200, {"Content-Type": "application/rss+xml", "ETag": '"1"'}, FEED)}) as web:
        yield web


@pytest.fixture
def place(tmp_path):
    (tmp_path / "content").mkdir()
    return Place(root=tmp_path, state=tmp_path / ".gleaner")


@pytest.fixture
def config(web):
    feed = Source(kind="feed", address=f"{web.address}/feed", name="Chalk Notes")
    dead = Source(kind="feed", address=f"{web.address}/dead", name="Dead")
    return Config(site=Site(title="Test"), digest=Digest(day=5, hour=6), sources=(feed, dead), interests=("feedback",))


def collect(config, place, now=FRIDAY):
    return pipeline.collect(config, place, now=now, door=Door(allow_private=True, pause=0))


def test_a_dead_source_does_not_stop_the_others(config, place):
    health = {report.name: report.health for report in collect(config, place)}

    assert health == {"Chalk Notes": Health.OK, "Dead": Health.FAILED}


def test_a_week_goes_from_feeds_to_a_site(config, place, tmp_path):
    collect(config, place)
    (gleaning,) = pipeline.publish(config, place, now=FRIDAY)
    built = pipeline.build(config, place, output=tmp_path / "output")

    assert str(gleaning.edition.week) == "2026-W47"
    assert [pick.title for pick in gleaning.edition.picks] != []
    assert "An old piece" not in {pick.title for pick in gleaning.edition.picks}
    assert "Feedback before marks" in (tmp_path / "output" / "index.html").read_text("utf-8")
    assert built.pages > 5


def test_an_edition_is_published_once(config, place):
    collect(config, place)
    pipeline.publish(config, place, now=FRIDAY)

    with pytest.raises(NothingToPublish, match="27 November 2026, 06:00"):
        pipeline.publish(config, place, now=FRIDAY + timedelta(hours=9))


def test_what_the_owner_wrote_into_an_edition_stays(config, place):
    collect(config, place)
    pipeline.publish(config, place, now=FRIDAY)
    path = place.editions / "2026-W47.md"
    path.write_text(path.read_text("utf-8") + "\nA note from me.\n", "utf-8")
    edited = path.read_text("utf-8")

    with pytest.raises(NothingToPublish, match="is already published"):
        pipeline.publish(config, place, now=FRIDAY, week=Week.named("2026-W47"))
    assert path.read_text("utf-8") == edited
    assert archive.read(place.editions)[0].note.strip() == "A note from me."


def test_a_dry_run_writes_nothing(config, place):
    collect(config, place)
    before = sorted(place.root.rglob("*"))
    pipeline.publish(config, place, now=FRIDAY, dry_run=True)

    assert sorted(place.root.rglob("*")) == before


def test_a_late_run_makes_the_same_edition(config, place, tmp_path):
    late = Place(root=tmp_path / "late", state=tmp_path / "late" / "state")
    (late.root / "content").mkdir(parents=True)
    collect(config, place)
    collect(config, late)
    pipeline.publish(config, place, now=FRIDAY)
    pipeline.publish(config, late, now=FRIDAY + timedelta(days=2, hours=5))

    assert (late.editions / "2026-W47.md").read_bytes() == (place.editions / "2026-W47.md").read_bytes()


def test_where_no_source_could_be_read_no_edition_is_made(config, place):
    alone = replace(config, sources=config.sources[1:])
    collect(alone, place)

    with pytest.raises(NothingToPublish, match="No source could be read"):
        pipeline.publish(alone, place, now=FRIDAY)
    assert not place.editions.exists()


def test_nothing_is_picked_twice_in_two_weeks(config, place):
    collect(config, place)
    (first,) = pipeline.publish(config, place, now=FRIDAY)
    collect(config, place, now=FRIDAY + timedelta(days=7))
    (second,) = pipeline.publish(config, place, now=FRIDAY + timedelta(days=7))

    assert str(second.edition.week) == "2026-W48"
    assert {pick.id for pick in first.edition.picks} & {pick.id for pick in second.edition.picks} == set()


def editions(*names):
    """Return editions of these weeks, as far as deciding what is due is concerned."""
    weeks = map(Week.named, names)
    return tuple(Edition(week=week, id=str(week), title="", published=FRIDAY, starts=FRIDAY) for week in weeks)


def due(config, archived, now):
    return [str(week) for week in pipeline.due_weeks(config, archived, (), now)]


def test_the_first_edition_is_that_of_the_last_due_day(config):
    assert due(config, (), FRIDAY) == ["2026-W47"]
    assert due(config, (), FRIDAY - timedelta(hours=1)) == ["2026-W46"]


def test_missed_weeks_without_anything_found_are_not_made_up_for(config):
    assert due(config, editions("2026-W44"), FRIDAY) == ["2026-W47"]


def test_a_clock_that_went_back_publishes_nothing(config):
    assert due(config, editions("2026-W50"), FRIDAY) == []


def test_the_zone_of_the_site_decides_when_an_edition_is_due(config):
    auckland = replace(config, site=replace(config.site, zone="Pacific/Auckland"))

    # Friday 06:00 in Auckland is Thursday 17:00 UTC.
    assert due(auckland, (), datetime(2026, 11, 19, 17, 0, tzinfo=UTC)) == ["2026-W47"]
    assert due(auckland, (), datetime(2026, 11, 19, 16, 59, tzinfo=UTC)) == ["2026-W46"]
