"""A plan in, `reading.ics` out: the weekly hour in which an edition is read, for a calendar (RFC 5545).

One event that comes again every week. Its UID comes from the oldest edition, so a calendar that fetches the file again
knows it as the same one; it begins with the newest edition, so nobody's calendar fills with weeks that are over. The
hour is one of the clock in the site's zone, summer and winter, and the file brings the rules of that zone along. There
is no alarm: whether a digest may ring is for its reader to say, in their own calendar.
"""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from generator import text
from generator.model import Digest, Edition, Slot
from generator.publish import clocks, links
from generator.publish.offprints import Offprint

if TYPE_CHECKING:
    from icalendar import Event

    from generator.publish.plan import Plan

FILE = "reading.ics"
AFTERNOON = 16
"""The hour of reading where the owner names none; it belongs to the first afternoon after an edition came out."""
DAYS = 7
YEARS = 10
"""For how long the file knows when clocks change; who subscribes gets ten more years with every edition."""
PRODUCT = "-//Gleaner//Reading hour//EN"
UNIVERSAL = frozenset({"UTC", "Etc/UTC"})
"""Zones whose times are written with a Z, as RFC 5545, section 3.3.5, has it; they need no rules."""


def offprints(plan: "Plan") -> tuple[Offprint, ...]:
    """Return the calendar; none before the first edition, for there is nothing to read."""
    if not plan.house.weeks:
        return ()
    return (Offprint(file=FILE, make=lambda _: calendar(plan)),)


def slot(digest: Digest) -> Slot:
    """Return the hour of the week in which this digest is read."""
    if digest.reading:
        return digest.reading
    later = digest.hour >= AFTERNOON
    return Slot(day=digest.day % DAYS + 1 if later else digest.day, hour=AFTERNOON)


def first(newest: Edition, digest: Digest, zone: str) -> datetime:
    """Return the reading hour that follows the newest edition, in the site's zone."""
    wanted, out = slot(digest), newest.published.astimezone(ZoneInfo(zone))
    day = out.date() + timedelta(days=(wanted.day - out.isoweekday()) % DAYS)
    hour = datetime(day.year, day.month, day.day, wanted.hour, wanted.minute, tzinfo=out.tzinfo)
    return hour if hour >= out else datetime.combine(day + timedelta(days=DAYS), hour.timetz())


def calendar(plan: "Plan") -> bytes:
    """Write the file; the same plan gives the same bytes.

    SEQUENCE counts weeks, so that a calendar takes the newer file for the newer one (RFC 5545, section 3.8.7.4).
    """
    from icalendar import Calendar  # noqa: PLC0415  135 ms, for commands that print nothing

    house, site = plan.house, plan.config.site
    start = first(house.weeks[0], plan.config.digest, site.zone)
    made = Calendar()
    made.add("PRODID", PRODUCT)
    made.add("VERSION", "2.0")
    made.add("METHOD", "PUBLISH")
    made.add("X-WR-CALNAME", text.one_line(house.say("reading.title", site=site.title)))
    if site.zone in UNIVERSAL:
        start = start.astimezone(ZoneInfo("UTC"))
    else:
        made.add_component(clocks.vtimezone(site.zone, start.year - 1, start.year + YEARS))
    made.add_component(_event(plan, start))
    return bytes(made.to_ical())


def _event(plan: "Plan", start: datetime) -> "Event":
    from icalendar import Event  # noqa: PLC0415  as above

    house, site, weeks = plan.house, plan.config.site, plan.house.weeks
    here = links.absolute(plan.site_url)("")
    words = house.say("reading.words", minutes=house.say("minutes", n=round(plan.config.digest.minutes)))
    event = Event()
    event.add("UID", f"{uuid5(NAMESPACE_URL, f'{weeks[-1].id} reading hour')}")
    event.add("DTSTAMP", weeks[0].published.astimezone(ZoneInfo("UTC")))
    event.add("SEQUENCE", weeks[0].published.toordinal() // DAYS)
    event.add("DTSTART", start)
    event.add("DURATION", timedelta(minutes=max(1, round(plan.config.digest.minutes))))
    event.add("RRULE", {"FREQ": "WEEKLY"})
    event.add("SUMMARY", house.say("reading.title", site=site.title), parameters={"LANGUAGE": house.say.language})
    event.add("DESCRIPTION", f"{words}\n{here}".strip(), parameters={"LANGUAGE": house.say.language})
    event.add("TRANSP", "TRANSPARENT")
    if here:
        event.add("URL", here)
    return event
