"""What is kept between the runs does not grow for ever, and nothing leaves it before its edition is published."""

from datetime import UTC, datetime, timedelta

import pytest

from generator import correcting, pipeline
from generator.collect import harvest
from generator.collect.logbook import Log
from generator.correcting.daily import WINDOW
from generator.model import Item, Voice
from generator.pipeline import Place
from generator.publish import archive
from tests.publish import make

FIRST = datetime(2026, 1, 1, 4, 23, tzinfo=UTC)
FEED = "feed https://ada.example/feed"
VOICE = Voice(key="https://ada.example/", name="Ada")
CONFIG = make.config(sources=(make.Source(kind="feed", address="https://ada.example/feed", name="Ada"),))


@pytest.fixture
def place(tmp_path):
    return Place(root=tmp_path, state=tmp_path / ".gleaner")


def collected(place, now):
    urls = [f"https://ada.example/{now:%Y-%m-%d}/{number}" for number in range(3)]
    with Log.opened(place.state, now) as log:
        log.add(FEED, [Item(id=url, url=url, source=FEED, voice=VOICE, text="Chalk.", published=now) for url in urls])


def days(place):
    return [path.stem for path in harvest.days(place.state)]


def test_after_months_only_the_days_of_the_window_are_left(place):
    for day in range(0, 175, 7):
        now = FIRST + timedelta(days=day)
        collected(place, now)
        archive.write(make.edition(f"{now:%G-W%V}", published=now, starts=now - timedelta(days=7)), place.editions)
        pipeline.correct(CONFIG, place, now=now)

    assert days(place) == [f"{FIRST + timedelta(days=day):%Y-%m-%d}" for day in range(168 - WINDOW.days, 175, 7)]


@pytest.mark.parametrize("tidy", [pipeline.correct, correcting.tidy])
def test_what_has_no_edition_yet_stays_however_old_it_is(place, tidy):
    for day in (0, 7, 14):
        collected(place, FIRST + timedelta(days=day))
    later = FIRST + timedelta(days=300)
    tidy(CONFIG, place, now=later)
    assert len(days(place)) == 3

    published = FIRST + timedelta(days=8)
    archive.write(make.edition("2026-W02", published=published, starts=FIRST), place.editions)
    tidy(CONFIG, place, now=later)

    assert days(place) == [f"{FIRST + timedelta(days=14):%Y-%m-%d}"]


def test_an_edition_that_cannot_be_read_drops_nothing(place):
    collected(place, FIRST)
    place.editions.mkdir(parents=True)
    (place.editions / "2026-W02.md").write_text("---\n[ what\n---\n")

    correcting.tidy(CONFIG, place, now=FIRST + timedelta(days=300))

    assert len(days(place)) == 1
