"""The secrets that sources may need: their names in the environment, what each is for and where it comes from; a table.

All are optional. Their values are read in cli, travel in Door.secrets and are spent in http.py; everybody between
says names only. The documentation prints this table.
"""

import base64
import html
import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import quote, quote_plus, unquote

import yarl

from generator.collect import addresses


@dataclass(frozen=True, slots=True)
class Secret:
    """One name in the environment."""

    name: str
    """One that ends in two underscores is the beginning of many: the host follows, MASTODON_TOKEN__SCHOOL_EXAMPLE."""
    use: str
    """What it opens, as a sentence."""
    origin: str
    """Where its owner gets it, as a sentence."""
    hidden: bool = True
    """Whether it must never be seen; a name by which one logs in is no secret."""


SECRETS: Sequence[Secret] = (
    Secret(
        "MASTODON_TOKEN__",
        "Lists; hashtags, and the threads of your editions, on servers that are closed to strangers.",
        "Preferences > Development > New application, with the one right read:lists or read:statuses.",
    ),
    Secret(
        "MASTODON_TOKEN",
        "Telling of editions on Mastodon (`announce.mastodon`), by the account that is named there.",
        "Preferences > Development > New application, with the one right write:statuses; on a server that shows posts "
        "only to its members read:accounts and read:statuses as well.",
    ),
    Secret(
        "BSKY_IDENTIFIER",
        "Searching Bluesky for hashtags and words.",
        "Your handle, such as name.bsky.social.",
        hidden=False,
    ),
    Secret(
        "BSKY_APP_PASSWORD",
        "Searching Bluesky for hashtags and words; telling of an edition there (`announce.bluesky`).",
        "Settings > Privacy and security > App passwords; never your own password.",
    ),
    Secret("X_BEARER_TOKEN", "Everything on X, which X lets programs read for money.", "console.x.com, as app token."),
    Secret(
        "REDDIT_FEED_TOKEN",
        "Reading Reddit more than once a minute.",
        "reddit.com/prefs/feeds shows addresses with feed=... in them.",
    ),
    Secret(
        "REDDIT_FEED_USER",
        "Reading Reddit more than once a minute.",
        "The user=... of the same addresses.",
        hidden=False,
    ),
    Secret("OPENALEX_API_KEY", "More look-ups of papers in a day.", "openalex.org/settings/api, free."),
    Secret(
        "SMTP_USER",
        "Handing in the letter of an edition (`announce.email`).",
        "The name with which you log in to your mail, often your address.",
        hidden=False,
    ),
    Secret(
        "SMTP_PASSWORD",
        "Handing in the letter of an edition (`announce.email`).",
        "An app password, which the settings of your mail account make; else a mailbox that is for this alone.",
    ),
    Secret(
        "SMTP_TO",
        "Who gets the letter, beside those in config.yaml.",
        "Addresses with commas between them. They are nobody's to read where they stand here.",
    ),
    Secret(
        "CONTACT_EMAIL",
        "Better service from Crossref, which likes to know whom to write to.",
        "An address at which you read mail.",
    ),
)


def is_name(name: str) -> bool:
    """Tell whether a name in the environment is one of ours."""
    whole = {secret.name for secret in SECRETS if not secret.name.endswith("__")}
    begun = tuple(secret.name for secret in SECRETS if secret.name.endswith("__"))
    return name in whole or (name.startswith(begun) and not name.endswith("__"))


def is_hidden(name: str) -> bool:
    """Tell whether the value behind a name must never be seen; what a server gave in this run always is."""
    return next((secret.hidden for secret in SECRETS if secret.name == name), True)


def of_host(prefix: str, host: str) -> str:
    """Return the name of a host's secret: MASTODON_TOKEN__SCHOOL_EXAMPLE for MASTODON_TOKEN__ and school.example.

    No two hosts have one name: a dot becomes one sign and a hyphen two, and letters beyond ASCII are as DNS knows them.
    """
    known = addresses.name(f"https://{host}").upper()
    return prefix + re.sub(r"[^A-Z0-9_]", "_", known.replace("-", "__"))


def needed(what: str, *names: str) -> str:
    """Say that a source needs secrets that are not there."""
    both = " and ".join(names)
    return f"{what} needs {both} in the environment, and it is not there. The page on secrets says where to get it."


# ---------------------------------------------------------------- keeping them

SHORTEST = 6
"""Characters of a value that is looked for in what servers say; a shorter one would blot out innocent words."""
BLOT = "[secret]"
PERCENT = re.compile("%[0-9A-F]{2}")


def scrubber(values: Iterable[str]) -> re.Pattern[bytes] | None:
    """Return what finds these values in bytes, however they are spelt; None where there is nothing to find.

    A server may send back what it was sent, in a page, a message or an address, and encoded in its own way.
    """
    found = sorted({spelt for value in values if len(value) >= SHORTEST for spelt in spellings(value)}, key=_longest)
    return re.compile(b"|".join(map(re.escape, found))) if found else None


def spellings(value: str) -> frozenset[bytes]:
    """Return a value as itself, in an address, in JSON, in HTML, and in base64 at each of its three alignments."""
    raw = value.encode(errors="surrogateescape")
    written = json.dumps(value)[1:-1]
    percent = (quote(raw), quote(raw, safe=""), quote_plus(raw), str(yarl.URL.build(query={"a": value}))[3:])
    lower = (PERCENT.sub(lambda found: found[0].lower(), each) for each in percent)
    plain = (value, unquote(value), written, written.replace("/", r"\/"), html.escape(value), *percent, *lower)
    packed = (_inside(raw, shift, code) for shift in range(3) for code in (base64.b64encode, base64.urlsafe_b64encode))
    return frozenset((*(each.encode(errors="surrogateescape") for each in plain if len(each) >= SHORTEST), *packed))


def _inside(raw: bytes, shift: int, code: Callable[[bytes], bytes]) -> bytes:
    """Encode `raw` as it looks `shift` bytes behind the start of something longer: the signs that hang on it alone."""
    whole = code(b"\0" * shift + raw)
    return whole[-(-shift * 8 // 6) : (shift + len(raw)) * 8 // 6]


def _longest(spelt: bytes) -> tuple[int, bytes]:
    return -len(spelt), spelt
