"""Dates as feeds write them in, aware times in UTC out; what is no whole date is None, never a guess.

RSS asks for RFC 822, Atom and JSON Feed for RFC 3339, and the feeds of the world have what their program prints: months
in their own language, unix seconds, 16.11.2026, 2026年11月16日. The kept libraries do not fit: dateutil and dateparser
read "17" as a day of this month, and dateparser takes 30 ms a date, where a feed has up to a thousand. An invented date
makes an old text new, so here a date has a year, a month and a day, or is none.

Which of two small numbers is the month is asked of the other dates of the feed; where they are silent, it stays open.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

from generator import text
from generator.collect.sources import draft

DAY_FIRST, MONTH_FIRST = "day first", "month first"
LAST_YEAR = 2200
"""After this a number is no year."""
TURN = 69
"""Years of two digits from this one on were in the last century (RFC 5322, 4.3, and what programs do)."""
MONTHS = 12
SECONDS = 9_999_999_999
"""Unix time beyond this is in thousandths."""

ZONES: Mapping[str, float] = MappingProxyType({
    "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "akst": -9, "akdt": -8,
    "hst": -10, "nst": -3.5, "ndt": -2.5, "bst": 1, "west": 1, "cet": 1, "cest": 2, "met": 1, "mest": 2, "mez": 1,
    "mesz": 2, "eet": 2, "eest": 3, "msk": 3, "trt": 3, "sast": 2, "wat": 1, "cat": 2, "eat": 3, "pkt": 5, "npt": 5.75,
    "wib": 7, "wita": 8, "wit": 9, "ict": 7, "hkt": 8, "sgt": 8, "awst": 8, "jst": 9, "kst": 9, "acst": 9.5,
    "acdt": 10.5, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13, "brt": -3, "art": -3, "cot": -5, "pet": -5,
})  # fmt: skip
"""Hours ahead of UTC of zones with one meaning. Of other names nothing is known: that is UTC (RFC 5322, 4.3)."""

NAMES = (
    "jan feb mar apr may jun jul aug sep oct nov dec",
    "ene feb mar abr mai jun jul ago set oct nov dic",  # Spanish, Catalan
    "jan fev mars avr mai juin juil aou sept oct nov dec",
    "gen feb mar apr mag giu lug ago set ott nov dic",
    "jan fev mar abr maio jun jul ago set out nov dez",
    "jan feb mrt apr mei jun jul ogo sept okt nov des",  # German, Dutch, Nordic, Malay
    "jaan veeb mac apr maj juuni juuli avg szept okt nov dis",  # Estonian, Malay, Slovene, Hungarian
    "ian feb mar apr mai iun iul aug sep oct noi dec",
    "tammi helmi maalis huhti touko kesa heina elo syys loka marras joulu",
    "sty lut mar kwi maj cze lip sie wrz paz lis gru",
    "led uno bre dub kve cervn cervenc srp zar rij lis pro",
    "led uno bre dub kve cerven cervenec srp zar rij lis pro",
    "oca sub mar nis may haz tem agu eyl eki kas ara",
    "sau vas kov bal geg bir lie rugp rugs spa lap gruo",
    "янв фев мар апр май июн июл авг сен окт ноя дек",
    "яну фев мар апр мая юни юли авг сеп окт ное дек",
    "січ лют бер кві тра чер лип сер вер жов лис гру",
    "јан феб мар апр мај јун јул авг сеп окт нов дец",
    "ιαν φεβ μαρ απρ μαι ιουν ιουλ αυγ σεπ οκτ νοε δεκ",
    "يناير فبراير مارس ابريل مايو يونيو يوليو اغسطس سبتمبر اكتوبر نوفمبر ديسمبر",
    "ינו פבר מרץ אפר מאי יוני יולי אוג ספט אוק נוב דצמ",
)
"""How the months begin in some thirty languages; none begins two."""


def _folded(words: str) -> str:
    """Fold, and put the syllables of Korean together again."""
    return unicodedata.normalize("NFC", text.fold(words))


BEGINNINGS = MappingProxyType(
    {_folded(name): month for row in NAMES for month, name in enumerate(row.split(), start=1)}
)
LONGEST = max(map(len, BEGINNINGS))

LETTER = re.compile(
    r"(?:[A-Z][a-z]{2}, )?(\d\d?) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (19[89]\d|20\d\d) "
    r"([01]\d|2[0-3]):([0-5]\d):([0-5]\d) (?:GMT|UTC|([+-])(0\d|1[0-4])([0-5]\d))",
    re.ASCII,
)
"""The usual date of RSS (RFC 5322, 3.3), which leaves nothing to be guessed and is read in a fifth of the time."""
IN_LETTERS = MappingProxyType({name.title(): month for month, name in enumerate(NAMES[0].split(), start=1)})
UNIX = re.compile(r"^(\d{9,13})(?:\.\d{1,9})?$")
PACKED = re.compile(r"^(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d))?$")
COMMENT = re.compile(r"\([^()]{0,50}\)")
ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th|er|º|ª)\b")
TIME = re.compile(
    r"(?<!\d)(?P<early>午前|上午|오전)?(?P<late>午後|下午|오후)?\s{0,2}(?P<hour>\d{1,2})\s?[:h時时시点]\s?(?P<minute>\d{1,2})분?分?"
    r"(?:\s?:?\s?(?P<second>\d{1,2})(?:[.,]\d{1,9})?[秒초]?)?(?!\d)\s{0,2}(?:(?P<half>[ap])\.?m\b\.?)?\s{0,2}"
    r"(?P<zone>(?:gmt|utc?)?\s?[+-]\s?\d{1,2}:?\d{0,2}|[a-z]{1,5}\b)?"
)
BARE_TIME = re.compile(r"(?<!\d)(?P<hour>[01]\d|2[0-4])(?P<minute>[0-5]\d)\s?(?P<zone>gmt|utc?|z|[+-]\d{4})\b")
OFFSET = re.compile(r"([+-])\s?(\d{1,2}):?(\d{2})?$")

YEAR = r"(?P<year>\d{4}|\d{2})(?!\d)"
WORD = r"(?P<name>[^\W\d_]{3,20})"
GAP = r"[\s.,/'’-]{0,3}(?:(?:de|del|of|di|da)\s)?"
DAY = r"(?<!\d)(?P<day>\d{1,2})(?!\d)"
SHAPES = tuple(
    re.compile(shape)
    for shape in (
        r"(?<!\d)(?P<year>\d{4})\s?[-/.年년]\s?(?P<month>\d{1,2})\s?[-/.月월]\s?(?P<day>\d{1,2})(?!\d)",
        DAY + GAP + WORD + GAP + YEAR,
        WORD + r"[\s.,/-]{1,3}" + DAY + r"[\s.,/'’-]{1,3}(?:[a-z]{2,4}\s)?" + YEAR,
        r"(?P<year>\d{4})[\s.,/-]{0,3}" + WORD + r"[\s.,/-]{0,3}" + DAY,
        r"(?<!\d)(?P<one>\d{1,2})(?P<between>\s?[/.-]\s?)(?P<two>\d{1,2})(?P=between)(?P<year>\d{4})(?!\d)",
    )
)
"""2026-11-16, 16 Nov 2026, Nov 16 2026, 2026 november 16, 16/11/2026."""


def read(written: object, order: str = "") -> datetime | None:
    """Return the moment that is written, in UTC and to the second; None where it is no date or cannot be believed.

    `order` (DAY_FIRST or MONTH_FIRST) settles 05/11/2026; without it such a date is None.
    """
    if not isinstance(written, str) or len(written) > draft.DATE:
        return None
    if (letter := LETTER.fullmatch(written)) and (sure := _lettered(letter)):
        return sure
    if exact := draft.iso(written):
        return exact.replace(microsecond=0) if exact.year <= LAST_YEAR else None
    return _guessed(written, order)


def _lettered(found: re.Match[str]) -> datetime | None:
    """Return the moment of a date such as letters have, None where there is no such day."""
    day, month, year, hour, minute, second, sign, hours, minutes = found.groups()
    at = draft.moment((int(year), IN_LETTERS[month], int(day), int(hour), int(minute), int(second)))
    if not at or not sign:
        return at
    ahead = timedelta(hours=int(hours), minutes=int(minutes))
    return at - ahead if sign == "+" else at + ahead


def _guessed(written: str, order: str) -> datetime | None:
    said = _folded(written)
    if found := UNIX.match(said):
        return _unix(int(found[1]))
    if found := PACKED.match(said):
        return draft.moment([int(part or 0) for part in found.groups()])
    rest = " ".join(ORDINAL.sub("", COMMENT.sub(" ", COMMENT.sub(" ", said))).split())
    clock = TIME.search(rest)
    if clock:
        rest = f"{rest[: clock.start()]} {rest[clock.end() :]}".removesuffix(" ")
    day, rest = _day(rest, order)
    return _joined(day, clock or BARE_TIME.search(rest)) if day else None


def order(dates: Iterable[object]) -> str:
    """Return how the dates of one feed are ordered, as far as one of them can be read in one way only; else ""."""
    written = (each for each in dates if isinstance(each, str) and len(each) <= draft.DATE)
    said = (SHAPES[-1].search(each) for each in written if not LETTER.fullmatch(each))  # most are letters' dates
    pairs = [(int(found["one"]), int(found["two"])) for found in said if found]
    first, second = (any(pair[at] > MONTHS for pair in pairs) for at in (0, 1))
    if first == second:
        return ""
    return DAY_FIRST if first else MONTH_FIRST


def is_ambiguous(written: object) -> bool:
    """Tell whether a date is of the kind of 05/11/2026, which other readers settle by a guess."""
    return isinstance(written, str) and len(written) <= draft.DATE and bool(SHAPES[-1].search(written))


def _unix(number: int) -> datetime | None:
    try:
        found = datetime.fromtimestamp(number / 1000 if number > SECONDS else number, UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return found.replace(microsecond=0) if draft.FIRST_YEAR <= found.year <= LAST_YEAR else None


def _day(rest: str, order: str) -> tuple[datetime | None, str]:
    """Return midnight of the day, and what is written beside it."""
    for shape in SHAPES:
        for found in shape.finditer(rest):
            parts = found.groupdict()
            month, day = _month_and_day(parts, order)
            year = int(parts["year"])
            year += (2000 if year < TURN else 1900) if len(parts["year"]) == len("26") else 0
            if month and day and year <= LAST_YEAR and (midnight := draft.moment((year, month, day, 0, 0, 0))):
                return midnight, f"{rest[: found.start()]} {rest[found.end() :]}"
    return None, rest


def _month_and_day(parts: Mapping[str, str], order: str) -> tuple[int, int]:
    if "name" in parts:
        return _month(parts["name"]), int(parts["day"])
    if "month" in parts:
        return int(parts["month"]), int(parts["day"])
    one, two = int(parts["one"]), int(parts["two"])
    if one > MONTHS or one == two or "." in parts["between"] or (order == DAY_FIRST and two <= MONTHS):
        return two, one
    return (one, two) if two > MONTHS or order == MONTH_FIRST else (0, 0)


def _month(name: str) -> int:
    """Return the month by the longest beginning that is known, 0 for any other word."""
    ways = (BEGINNINGS.get(name[:length]) for length in range(min(len(name), LONGEST), 2, -1))
    return next((month for month in ways if month), 0)


def _joined(day: datetime, clock: re.Match[str] | None) -> datetime | None:
    """Put the time of day to its day; 24:00 is the next one, and a leap second the one before."""
    if clock is None:
        return day
    parts = clock.groupdict()
    hour, minute, second = int(parts["hour"]), int(parts["minute"]), min(int(parts.get("second") or 0), 59)
    if parts.get("half") or parts.get("early") or parts.get("late"):
        hour = hour % 12 + (12 if parts.get("half") == "p" or parts.get("late") else 0)
    if hour > 24 or minute > 59:  # noqa: PLR2004  what a clock shows
        return None
    hours = _ahead(parts["zone"] or "")
    return day + timedelta(hours=hour - hours, minutes=minute, seconds=second)


def _ahead(zone: str) -> float:
    """Return the hours that a zone is ahead of UTC; a minus before 24 hours or more is no zone."""
    if found := OFFSET.search(zone):
        hours = int(found[2]) + int(found[3] or 0) / 60
        return 0 if hours > 15 else -hours if found[1] == "-" else hours  # noqa: PLR2004  +14:00 is the furthest
    return ZONES.get(zone.strip(), 0)
