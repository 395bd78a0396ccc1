"""What entries carry to be heard or seen in, enclosures out; pure.

RSS has `enclosure`, Atom a link of that relation, Media RSS `media:content`, JSON Feed `attachments`; how long it plays
stands in `itunes:duration` (seconds, or hours:minutes:seconds) or beside the file.
"""

import re
from collections.abc import Iterable

from generator import text
from generator.collect.sources.feeds.fields import Part, get, links
from generator.model import Enclosure

MOST = 10
"""Files of one entry that are kept."""
LONGEST = 7 * 24 * 3600
"""Seconds; what is said to play longer than a week is a slip."""
CLOCK = re.compile(r"^(?:(\d{1,3}):)?(\d{1,4}):(\d{1,2})(?:\.\d{1,6})?$", re.ASCII)
NUMBER = re.compile(r"^\d{1,7}(?:\.\d{1,6})?$", re.ASCII)
TYPE = re.compile(r"^[a-z]{3,20}/[\w.+-]{1,80}$")
PLAYED = re.compile(r"^(?:audio|video)/")
FLASH = "application/x-shockwave-flash"
PAGES = frozenset({"text/html", "application/xhtml+xml"})
"""Types of an enclosure that is a page: what the entry is about, not a file."""


def enclosures(entry: Part, base: str) -> tuple[Enclosure, ...]:
    """Return the files of an entry of RSS or Atom, each address once."""
    named = get(entry, "itunes_duration")
    files = [enclosure(_at(link), link.get("type"), named, base) for link in links(entry) if _is_file(link)]
    played = [media for media in get(entry, "media_content") or () if isinstance(media, dict) and _is_played(media)]
    shown = [enclosure(each.get("url"), each.get("type"), each.get("duration") or named, base) for each in played]
    return each_once([*files, *shown])


def each_once(files: Iterable[Enclosure | None]) -> tuple[Enclosure, ...]:
    """Return at most MOST files, each address once."""
    found: dict[str, Enclosure] = {}
    for file in files:
        if file and len(found) < MOST:
            found.setdefault(file.address, file)
    return tuple(found.values())


def enclosure(address: object, kind: object, duration: object, base: str) -> Enclosure | None:
    """Return one file, None where its address cannot be used."""
    at = text.address(address, base) if isinstance(address, str) else None
    if not at:
        return None
    said = kind.partition(";")[0].strip().lower() if isinstance(kind, str) else ""
    return Enclosure(address=at, type=said if TYPE.match(said) else "", seconds=seconds(duration))


def seconds(duration: object) -> int | None:
    """Read how long something plays: 3723, 62:03 or 1:02:03; None where it is not said."""
    if isinstance(duration, int | float) and not isinstance(duration, bool):
        return int(duration) if 0 < duration <= LONGEST else None
    said = duration.strip() if isinstance(duration, str) else ""
    if NUMBER.match(said):
        found = int(float(said))
    elif clock := CLOCK.match(said):
        found = int(clock[1] or 0) * 3600 + int(clock[2]) * 60 + int(clock[3])
    else:
        return None
    return found if 0 < found <= LONGEST else None


def subject(entry: Part, base: str) -> str | None:
    """Return the page that an entry carries as if it were a file: forums of links (Lemmy) say so what it is about."""
    pages = (_at(link) for link in links(entry) if link.get("rel") == "enclosure" and link.get("type") in PAGES)
    return next((text.address(page, base) for page in pages if isinstance(page, str)), None)


def _is_file(link: Part) -> bool:
    return link.get("rel") == "enclosure" and link.get("type") not in PAGES


def _at(link: Part) -> object:
    return link.get("href") or link.get("url")


def _is_played(media: Part) -> bool:
    kind = str(media.get("type") or "").lower()
    return kind != FLASH and (bool(PLAYED.match(kind)) or media.get("medium") in {"audio", "video"})
