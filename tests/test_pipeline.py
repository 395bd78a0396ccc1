"""A whole week, from feeds on loopback to a site on disk."""

import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import yaml

from generator import pipeline, timetable
from generator.collect import Door
from generator.errors import NothingFound, NothingToPublish
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


def feed(*, days, each):
    """Return a feed with so many articles on each of these days of November."""
    return rss(
        *(
            (
                f"{day}-{number}",
                f"Lesson {day} {number}",
                f"{day:02} Nov 2026 08:00:00 GMT",
                f"Word{day}x{number} and more. " * 40,
            )
            for day in days
            for number in range(each)
        )
    )


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
    return [str(week) for week in timetable.missing(config, archived, (), now)]


def test_the_first_edition_is_that_of_the_last_due_day(config):
    assert due(config, (), FRIDAY) == ["2026-W47"]
    assert due(config, (), FRIDAY - timedelta(hours=1)) == ["2026-W46"]


def test_missed_weeks_without_anything_found_are_not_made_up_for(config):
    assert due(config, editions("2026-W44"), FRIDAY) == ["2026-W47"]


def test_an_edition_from_the_future_does_not_stop_the_one_that_is_due(config):
    assert due(config, editions("2026-W46", "2030-W01"), FRIDAY) == ["2026-W47"]
    assert due(config, editions("2026-W46", "2026-W47", "2030-W01"), FRIDAY) == []


def test_a_week_that_is_not_due_is_shown_but_not_published(config, place):
    collect(config, place)
    later = Week.named("2026-W48")

    with pytest.raises(NothingToPublish, match="is due on 27 November 2026, 06:00 UTC"):
        pipeline.publish(config, place, now=FRIDAY, week=later)
    pipeline.publish(config, place, now=FRIDAY, week=later, dry_run=True)
    assert not place.editions.exists()


def test_a_week_of_which_nothing_was_collected_gets_no_edition(config, place):
    collect(config, place)

    with pytest.raises(NothingToPublish, match="Nothing has been collected for 2020-W10"):
        pipeline.publish(config, place, now=FRIDAY, week=Week.named("2020-W10"))


def test_a_deleted_pick_never_comes_back(config, place):
    collect(config, place)
    pipeline.publish(config, place, now=FRIDAY)
    path = place.editions / "2026-W47.md"
    front, _, body = path.read_text("utf-8").removeprefix("---\n").partition("\n---\n")
    record = yaml.safe_load(front)
    gone = {pick["id"] for pick in record.pop("picks")}
    path.write_text(f"---\n{yaml.safe_dump(record)}\n---\n{body}", "utf-8")
    collect(config, place, now=FRIDAY + timedelta(days=6))
    (second,) = pipeline.publish(config, place, now=FRIDAY + timedelta(days=7))

    assert gone
    assert gone & {line.id for line in second.ledger if line.fate == "picked"} == set()


def test_what_the_first_edition_left_lying_does_not_fill_the_second(config, place, web):
    config = replace(config, digest=replace(config.digest, minutes=2), interests=())
    web.pages["/feed"] = (200, {}, feed(days=range(14, 20), each=2))
    collect(config, place)
    (first,) = pipeline.publish(config, place, now=FRIDAY)
    web.pages["/feed"] = (200, {}, feed(days=range(14, 20), each=2) + b" ")
    collect(config, place, now=FRIDAY + timedelta(days=7))
    (second,) = pipeline.publish(config, place, now=FRIDAY + timedelta(days=7))

    assert len(first.ledger) > len(first.edition.picks) > 0
    assert second.ledger == ()


def test_no_day_is_lost_when_the_day_of_the_digest_is_changed(config, place, web):
    monday = replace(config, digest=replace(config.digest, day=1))
    web.pages["/feed"] = (200, {}, feed(days=range(1, 21), each=1))
    collect(monday, place, now=datetime(2026, 11, 9, 7, tzinfo=UTC))
    (first,) = pipeline.publish(monday, place, now=datetime(2026, 11, 9, 7, tzinfo=UTC))
    (second,) = pipeline.publish(config, place, now=FRIDAY)

    assert first.edition.published == second.edition.starts
    judged = {line.id for line in (*first.ledger, *second.ledger)}
    assert {f"https://chalk.example/{day}-0" for day in range(3, 20)} <= judged


def test_before_anything_was_collected_it_says_so_and_what_collects(config, place):
    with pytest.raises(NothingFound, match=r"Nothing was collected yet: `\./gleaner collect`"):
        pipeline.publish(config, place, now=FRIDAY)


def test_where_everything_fails_an_old_harvest_makes_no_edition(config, place, web):
    collect(config, place)
    pipeline.publish(config, place, now=FRIDAY)
    web.pages.clear()
    later = FRIDAY + timedelta(days=14)
    collect(config, place, now=later)

    with pytest.raises(NothingFound):
        pipeline.publish(config, place, now=later)


def test_a_paused_source_is_no_answer(config, place, web):
    web.pages.clear()
    paused = replace(
        config.sources[0], address=f"{web.address}/paused", pause_until=(FRIDAY + timedelta(days=30)).date()
    )
    both = replace(config, sources=(*config.sources, paused))
    reports = collect(both, place)

    assert {report.health for report in reports} == {Health.FAILED, Health.RESTING}
    assert not pipeline.anybody(reports)
    with pytest.raises(NothingFound):
        pipeline.publish(both, place, now=FRIDAY)


def test_a_source_that_was_taken_out_is_not_published_any_more(config, place):
    collect(config, place)
    without = replace(config, sources=config.sources[1:])

    with pytest.raises(NothingFound):
        pipeline.publish(without, place, now=FRIDAY)


def test_a_story_that_was_left_lying_comes_up_when_others_speak_of_it(config, place, web):
    other = Source(kind="feed", address=f"{web.address}/other", name="Other")
    both = replace(config, sources=(*config.sources, other), digest=replace(config.digest, minutes=0.2))
    web.pages["/other"] = (200, {}, rss(title="Other", home="https://other.example/"))
    collect(both, place)
    (first,) = pipeline.publish(both, place, now=FRIDAY)
    assert first.edition.picks == ()
    words = "I stopped returning marks for a week. " * 12
    web.pages["/other"] = (
        200,
        {},
        rss(
            (9, "Feedback before marks", "Sat, 21 Nov 2026 08:00:00 GMT", words),
            title="Other",
            home="https://other.example/",
        ),
    )
    later = replace(both, digest=config.digest)
    collect(later, place, now=FRIDAY + timedelta(days=7))
    (second,) = pipeline.publish(later, place, now=FRIDAY + timedelta(days=7))

    (pick,) = second.edition.picks
    assert pick.id == "https://chalk.example/1"
    assert [mention.url for mention in pick.also] == ["https://other.example/9"]


def test_the_zone_of_the_site_decides_when_an_edition_is_due(config):
    auckland = replace(config, site=replace(config.site, zone="Pacific/Auckland"))

    # Friday 06:00 in Auckland is Thursday 17:00 UTC.
    assert due(auckland, (), datetime(2026, 11, 19, 17, 0, tzinfo=UTC)) == ["2026-W47"]
    assert due(auckland, (), datetime(2026, 11, 19, 16, 59, tzinfo=UTC)) == ["2026-W46"]


@pytest.mark.parametrize("ledgers", ["kept", "lost"])
def test_a_week_gleaned_anew_repeats_nothing_of_the_weeks_after_it(config, place, web, ledgers):
    def item(number, title, day):
        return number, title, f"{day} Nov 2026 08:00:00 GMT", f"{title}, told at length and in other words. " * 12

    config = replace(config, interests=())
    web.pages["/feed"] = (200, {}, rss(item(1, "Early", "18")))
    collect(config, place)
    pipeline.publish(config, place, now=FRIDAY)
    web.pages["/feed"] = (200, {}, rss(item(1, "Early", "18"), item(2, "Late", "19"), item(3, "New", "24")))
    collect(config, place, now=FRIDAY + timedelta(days=6))
    (second,) = pipeline.publish(config, place, now=FRIDAY + timedelta(days=7))
    (place.editions / "2026-W47.md").unlink()
    if ledgers == "lost":
        shutil.rmtree(place.state / "ledger")
    (anew,) = pipeline.publish(config, place, now=FRIDAY + timedelta(days=7), week=Week.named("2026-W47"))

    assert {pick.title for pick in second.edition.picks} == {"Late", "New"}
    assert {pick.title for pick in anew.edition.picks} == {"Early"}
