"""Single values of config.yaml in; the same in the form the rooms expect out, or a Mistake that says what to write."""

import re
from collections.abc import Collection, Mapping
from zoneinfo import ZoneInfo, available_timezones

from generator import text
from generator.config import elsewhere
from generator.forms import Mistake, did_you_mean

LONGEST = 300
"""Characters of a text; more than that is a slip of the quotes."""
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
LANGUAGES: Mapping[str, str] = {
    "arabic": "ar", "catalan": "ca", "chinese": "zh", "czech": "cs", "danish": "da", "deutsch": "de", "dutch": "nl",
    "english": "en", "español": "es", "finnish": "fi", "français": "fr", "french": "fr", "german": "de", "greek": "el",
    "hebrew": "he", "hindi": "hi", "hungarian": "hu", "italian": "it", "italiano": "it", "japanese": "ja",
    "korean": "ko", "norwegian": "no", "persian": "fa", "polish": "pl", "portuguese": "pt", "português": "pt",
    "russian": "ru", "spanish": "es", "swedish": "sv", "turkish": "tr", "ukrainian": "uk",
}  # fmt: skip
"""Names that people write for codes."""
HOST = re.compile(
    r"(?=.{1,253}$)(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_][\w-]{1,62}|localhost|\d{1,3}(?:\.\d{1,3}){3}"
)
TAG = re.compile(r"#?(?P<tag>\w*[^\W\d_]\w*)")
"""Mastodon's rule: letters, digits, underscores, and not digits alone."""
TRUTHS: Mapping[str, bool] = {"yes": True, "true": True, "on": True, "no": False, "false": False, "off": False}
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
TOKEN = "An address with your personal token in it would be seen by all."  # noqa: S105  words about tokens
FEED_SCHEME = re.compile(r"(?i)feed:(?://)?(?=https?:)|feed:(?=//)")
"""feed://site.example and feed:https://site.example, as browsers once gave addresses to feed readers."""
ACCOUNT = re.compile(r"@(?P<name>[\w.-]+)@(?P<server>[\w.-]+)")


def words(value: str) -> str:
    """Check a text that people read; what is invisible is none."""
    if not text.one_line(value):
        raise Mistake("There is no text between the quotes.")
    if len(value) > LONGEST:
        raise Mistake(
            f"This text has {len(value)} characters, and {LONGEST} is the most.", "Is a quote further up not closed?"
        )
    return text.one_line(value)


def https(value: str) -> str:
    """Check an address of one's own: https, without a final slash, and nothing behind its path."""
    found = _own(value)
    if not found.startswith("https://"):
        raise Mistake("The address must begin with https://", f"Did you mean https{found.removeprefix('http')}?")
    return found.rstrip("/")


def site(value: str) -> str:
    """Check the address of a site: as `https`, and http:// will do on this machine."""
    found = _own(value)
    return found.rstrip("/") if text.host(found) in LOOPBACK else https(value)


def address_problem(value: str) -> str | None:
    """Say in a sentence why a site cannot be at an address, None where it can; http:// will do on this machine."""
    try:
        site(value)
    except Mistake as mistake:
        return f"{mistake.words} {mistake.hint}".strip()
    return None


def _own(value: str) -> str:
    """Check an address that others are put behind; all of them would have its query, its blanks and its name."""
    found = address(value)
    if re.search(r"\s", value.strip()):
        raise Mistake("There is a blank in the address.", "An address of a site looks like https://site.example/digest")
    if sign := re.search(r"[?#]", found):
        hint = f"Did you mean {found[: sign.start()].rstrip('/')}?"
        raise Mistake(f"The address of a site ends before a {sign[0]}.", hint)
    return found


def feed(value: str) -> str:
    """Check the address of a feed, or of a page that has one."""
    found = address(value)
    host = text.host(found)
    elsewhere.refuse(found, host)
    if host in {"x.com", "twitter.com"}:
        raise Mistake("X has no feeds.", 'Write it as X: - x: "@name", or the address alone, without `feed:`.')
    if f".{host}".endswith(".reddit.com") and re.search(r"[?&]feed=", found):
        raise Mistake(TOKEN, "Write - reddit: r/NAME, and keep the token as the secret REDDIT_FEED_TOKEN.")
    return found


def address(value: str) -> str:
    """Check any address of the web."""
    stripped = without_feed(value)
    if re.search(r"\shttps?://", stripped):
        raise Mistake("These are several addresses.", "Each is a source of its own.")
    if found := text.address(stripped):
        return found
    if "@" in stripped.partition("://")[2].partition("/")[0]:
        raise Mistake("An address with a name or a password in it would be seen by all.", "Leave out what is before @.")
    if re.match(r"(?i)(?:https?:/?[^/]|htt?ps?:?//|ttps?://)\S", stripped):
        raise Mistake(
            f'"{stripped}" is not an address.', f"Did you mean https://{re.sub(r'^[a-z]*:?/*', '', stripped)}?"
        )
    if HOST.match(stripped.split("/")[0].split(":")[0]):
        raise Mistake(f'"{stripped}" has no https:// in front.', f"Did you mean https://{stripped}?")
    raise Mistake(f'"{text.clip(stripped, 80)}" is not an address.', "An address looks like https://site.example/feed")


def without_feed(value: str) -> str:
    """Read feed://site.example as https://site.example; other texts stay what they are."""
    found = FEED_SCHEME.sub("", value.strip(), count=1) if FEED_SCHEME.match(value.strip()) else value.strip()
    return f"https:{found}" if found.startswith("//") and found != value.strip() else found


def language(value: str) -> str:
    """Check a language code."""
    code = value.strip().replace("_", "-")
    if LANGUAGE.fullmatch(code) and code.lower() not in LANGUAGES:
        if code != value:
            raise Mistake(f'"{value}" is not a language code.', f"Did you mean {code}?")
        return code
    if known := LANGUAGES.get(value.strip().lower()):
        raise Mistake(f'"{value}" is not a language code.', f'Did you mean "{known}"?')
    raise Mistake(f'"{value}" is not a language code.', "Write a code such as en, de or pt-BR.")


def zone(value: str) -> str:
    """Check the name of a time zone in the IANA data."""
    try:
        return ZoneInfo(value).key
    except (KeyError, OSError, ValueError):  # a name that is not there; a folder such as "Europe"; a path
        raise Mistake(f'There is no time zone "{value}".', _near_zone(value)) from None


def _near_zone(value: str) -> str:
    known = available_timezones()
    city = text.fold(value).replace(" ", "_")
    found = sorted(name for name in known if text.fold(name.rpartition("/")[2]) == city)
    if found:
        return f"Did you mean {found[0]}?"
    return did_you_mean(value, known) or "Write it like Europe/Berlin, or UTC."


def day(value: int | str) -> int:
    """Read a day of the week, by its English name or its first three letters, as its ISO number."""
    if isinstance(value, int):
        if 1 <= value <= len(DAYS):
            return value
        raise Mistake(f"There is no day {value} in a week.", "Write its name, such as friday.")
    name = value.strip().lower()
    for number, known in enumerate(DAYS, start=1):
        if name in {known, known[:3]}:
            return number
    raise Mistake(f'"{value}" is not a day of the week.', did_you_mean(value, DAYS))


def hour(value: int | str) -> int:
    """Read an hour of the day: 6, "6" or "06:00"."""
    found = re.fullmatch(r"(\d{1,2})(?::(\d\d))?", str(value).strip())
    if found and int(found[2] or 0):
        raise Mistake(f'The edition comes out on the hour, and "{value}" is not one.', f"Write {int(found[1])}.")
    if not found or int(found[1]) > 23:  # noqa: PLR2004  the last hour of a day
        hint = f'Put quotes around it: "{value // 60}:00"' if isinstance(value, int) and value % 60 == 0 else ""
        raise Mistake(f"`hour` must be a number from 0 to 23, not {value}.", hint if value else "")
    return int(found[1])


def hashtag(value: str) -> str:
    """Read `#oer` or `oer` as `oer`."""
    tag, server = split_tag(value)
    if server:
        raise Mistake(f'"{value}" names a server.', f"Write only the hashtag: {tag}")
    return tag


def split_tag(value: str) -> tuple[str, str | None]:
    """Read `#oer@server.example` as the hashtag and the server."""
    stripped = value.strip()[:LONGEST]
    if account := ACCOUNT.fullmatch(stripped):
        raise Mistake(f"{account[0]} is an account, not a hashtag.", f'Write it on its own: - mastodon: "{account[0]}"')
    tag, _, host = stripped.partition("@")
    if found := TAG.fullmatch(tag):
        return found["tag"], server(host) if host else None
    if len(words := re.findall(r"\w+", stripped)) > 1:
        meant = "".join(word[:1].upper() + word[1:] for word in words)
        hint = f"Write #{meant}, or add further hashtags as `any: [..]`."
        raise Mistake(f'"{text.clip(stripped, 60)}" is more than one word, and a hashtag is one.', hint)
    raise Mistake(f'"{stripped}" is not a hashtag.', "A hashtag has letters, digits and _, such as #oer.")


def server(value: str) -> str:
    """Read `https://mastodon.example/` or `mastodon.example` as the host; http:// is kept, for tests at home."""
    name = value.strip().removeprefix("https://").rstrip("/.")
    if HOST.fullmatch(name.removeprefix("http://").split(":")[0]):
        return name
    raise Mistake(f'"{value}" is not the name of a server.', "It looks like mastodon.example, without a path.")


def domain(value: str) -> str:
    """Read a host, or the host of an address."""
    host = text.host(value) or value.strip().lower().removeprefix("www.").rstrip("/")
    if HOST.fullmatch(host):
        return host
    raise Mistake(f'"{value}" is not a site.', "Write it like site.example.")


def truth(value: object) -> object:
    """Read a yes or a no that stands in quotes; whatever else it is, is for the form to judge."""
    return TRUTHS.get(value.strip().lower(), value) if isinstance(value, str) else value


def one_of(value: str, choices: Collection[str], what: str) -> str:
    """Check a name against a table."""
    if value in choices:
        return value
    raise Mistake(f'There is no {what} "{value}".', did_you_mean(value, choices))
