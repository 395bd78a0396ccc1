from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
from dateutil.rrule import rrulestr
from dateutil.tz import tzical

from generator.config import slots
from generator.forms import Mistake
from generator.model import Config, Digest, Edition, Site, Slot
from generator.publish import clocks, reading_hour
from tests.publish import make
from tests.publish.bench import planned


def settings(zone: str = "Europe/Berlin", **digest: Any) -> Config:
    return make.config(
        digest=Digest(**digest), site=Site(title="The Staff Room; Berlin, and beyond", zone=zone, language="en")
    )


def written(*editions: Edition, config: Config | None = None, site_url: str | None = "https://room.example") -> bytes:
    return reading_hour.calendar(
        planned(*(editions or (make.edition(),)), config=config or settings(), site_url=site_url)
    )


def event(content: bytes) -> Any:
    return icalendar.Calendar.from_ical(content).walk("VEVENT")[0]


def hours(content: bytes, number: int) -> list[datetime]:
    """Read the hours with another reader than the one that wrote them: dateutil, with the zone that the file brings."""
    text = content.decode().replace("\r\n ", "")
    start = next(line for line in text.splitlines() if line.startswith("DTSTART") and "VTIMEZONE" not in line and
                 text.index(line) > text.index("BEGIN:VEVENT"))  # fmt: skip
    rule = next(line for line in text.splitlines() if line.startswith("RRULE"))
    zones = tzical(StringIO(text)) if "BEGIN:VTIMEZONE" in text else None
    first = datetime.strptime(start.rpartition(":")[2].rstrip("Z"), "%Y%m%dT%H%M%S")  # noqa: DTZ007  zoned below
    zone: Any = zones.get() if zones else UTC
    return list(rrulestr(rule, dtstart=first.replace(tzinfo=zone)).xafter(first.replace(tzinfo=zone), number, inc=True))


def test_there_is_none_before_the_first_edition() -> None:
    assert reading_hour.offprints(planned()) == ()
    assert [each.file for each in reading_hour.offprints(planned(make.edition()))] == ["reading.ics"]


def test_it_is_read_in_the_afternoon_of_the_day_it_comes_out() -> None:
    found = event(written())

    assert found.decoded("DTSTART") == datetime(2026, 11, 20, 16, tzinfo=ZoneInfo("Europe/Berlin"))
    assert found.decoded("DURATION") == timedelta(minutes=30)
    assert found["RRULE"] == {"FREQ": ["WEEKLY"]}


@pytest.mark.parametrize(
    ("digest", "wanted"),
    [
        ({"day": 5, "hour": 15}, Slot(day=5, hour=16)),
        ({"day": 5, "hour": 16}, Slot(day=6, hour=16)),
        ({"day": 7, "hour": 20}, Slot(day=1, hour=16)),
        ({"day": 5, "reading": Slot(day=3, hour=7, minute=45)}, Slot(day=3, hour=7, minute=45)),
    ],
)
def test_the_hour_is_the_owners_or_the_first_afternoon_after(digest: dict[str, Any], wanted: Slot) -> None:
    assert reading_hour.slot(Digest(**digest)) == wanted


def test_the_first_hour_comes_after_the_edition_and_never_before() -> None:
    early = event(written(config=settings(reading=Slot(day=5, hour=5))))

    assert early.decoded("DTSTART") == datetime(2026, 11, 27, 5, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/Santiago", "Asia/Kathmandu", "Europe/Dublin"])
def test_the_clock_says_the_same_in_summer_and_in_winter(zone: str) -> None:
    found = hours(written(config=settings(zone)), 60)
    there = [hour.astimezone(UTC).astimezone(ZoneInfo(zone)) for hour in found]

    assert {(hour.isoweekday(), hour.hour, hour.minute) for hour in there} == {(there[0].isoweekday(), 16, 0)}


def test_in_universal_time_it_needs_no_zone() -> None:
    content = written(config=settings("UTC"))

    assert b"VTIMEZONE" not in content
    assert b"DTSTART:20261120T160000Z" in content


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/Santiago", "Australia/Lord_Howe", "Africa/Casablanca"])
def test_a_zone_changes_when_its_clocks_do(zone: str) -> None:
    text = icalendar.Calendar()
    text.add_component(clocks.vtimezone(zone, 2025, 2031))
    read = tzical(StringIO(text.to_ical().decode().replace("\r\n ", ""))).get()
    at, own = datetime(2025, 1, 2, tzinfo=UTC), ZoneInfo(zone)
    while at.year < 2031:
        wall = at.astimezone(own).replace(tzinfo=None)
        again = wall.replace(tzinfo=own).astimezone(UTC) == wall.replace(tzinfo=own, fold=1).astimezone(UTC)
        if again:  # an hour that comes twice has no one answer
            assert read.utcoffset(wall.replace(tzinfo=read)) == at.astimezone(own).utcoffset(), at
        at += timedelta(hours=7)


def test_a_calendar_knows_the_event_again_and_takes_the_newer_one() -> None:
    weeks = [make.edition("2026-W46"), make.edition("2026-W47")]
    before, after = event(written(weeks[0])), event(written(*weeks, site_url=None))

    assert before["UID"] == after["UID"]
    assert before["SEQUENCE"] < after["SEQUENCE"]
    assert before.decoded("DTSTAMP") < after.decoded("DTSTAMP") == datetime(2026, 11, 20, 5, tzinfo=UTC)


def test_it_is_written_as_rfc_5545_has_it() -> None:
    content = written()
    calendar = icalendar.Calendar.from_ical(content)

    assert {"PRODID", "VERSION"} <= set(calendar)
    assert b"\r\n" in content
    assert content.replace(b"\r\n", b"").count(b"\n") == 0
    assert max(map(len, content.split(b"\r\n"))) <= 75, "section 3.1"
    assert b"SUMMARY;LANGUAGE=en:Read The Staff Room\\; Berlin\\, and beyond" in content.replace(b"\r\n ", b"")
    assert calendar.errors == []


def test_it_rings_for_nobody_and_leads_to_the_site_where_that_has_an_address() -> None:
    assert event(written())["URL"] == "https://room.example/"
    assert "URL" not in event(written(site_url=None))
    assert event(written()).subcomponents == []


def test_two_builds_give_the_same_bytes() -> None:
    assert written() == written()


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("friday 16:00", Slot(day=5, hour=16)),
        ("Fri 7.45", Slot(day=5, hour=7, minute=45)),
        ("sunday, at 9", Slot(day=7, hour=9)),
        ("monday 0:00", Slot(day=1, hour=0)),
    ],
)
def test_an_hour_of_the_week_is_written_as_people_do(value: str, wanted: Slot) -> None:
    assert slots.wish(slots.slot(value)) == wanted


@pytest.mark.parametrize(
    "value", ["16:00", "friday", "friday 24:00", "friday 16:60", "someday 9", "", "friday 16:00 UTC"]
)
def test_what_is_no_hour_of_the_week_is_refused_with_an_example(value: str) -> None:
    with pytest.raises(Mistake) as caught:
        slots.slot(value)

    assert "friday 16:00" in caught.value.hint or "not a day of the week" in caught.value.words


def test_a_title_with_a_line_break_begins_nothing_of_its_own() -> None:
    site = Site(title="The Staff Room\r\nBEGIN:VALARM\nEND:VALARM", zone="Europe/Berlin")
    lines = written(config=make.config(site=site)).decode().replace("\r\n ", "").split("\r\n")

    assert not [line for line in lines if line.startswith("BEGIN:VALARM")]
