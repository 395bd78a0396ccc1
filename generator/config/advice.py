"""A Config in; what its owner should know and may leave as it is, out: missing secrets, terms, closed doors, rests."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from urllib.parse import parse_qs, urlsplit

from generator import text
from generator.collect import secrets
from generator.errors import Problem
from generator.model import Config, Source

TERMS = frozenset({"mastodon.social", "mastodon.online"})
"""Servers whose terms forbid programs to collect from them (since 1 July 2025)."""
SHY: Mapping[str, str] = {"reddit.com": "Reddit", "substack.com": "Substack", "medium.com": "Medium"}
"""Sites that often turn away what comes from the machines that GitHub runs workflows on (403)."""
TELLING = frozenset({"access_token", "api_key", "apikey", "auth", "auth_token", "code", "key", "password", "token"})
"""Parameters of addresses that usually hold a secret."""
AT_HOME = re.compile(
    r"localhost|[^.]+|.*\.(?:local|lan|internal|home\.arpa|test)|(?:10|127)\..*|192\.168\..*|172\.(?:1[6-9]|2\d|3[01])\..*"
)
"""Hosts that only a machine of the same network can reach."""

BLUESKY_LOGIN = ("BSKY_IDENTIFIER", "BSKY_APP_PASSWORD")
MASTODON_LOGIN = "MASTODON_TOKEN"
MAIL_LOGIN = ("SMTP_USER", "SMTP_PASSWORD")
RECIPIENTS = "SMTP_TO"

ENDED = "Its page keeps what it found for eight editions. Then the entry can go, and its feed with it."

Words = tuple[str, str]


def notices(config: Config, file: str, *, known: Collection[str], today: date | None) -> tuple[Problem, ...]:
    """Return the notices; the arguments are those of config.notices."""
    of_sources = (
        Problem(file=file, line=source.line, words=words, hint=hint)
        for source in config.sources
        for words, hint in (*_missing(source, known), *_about(source), *(_days(source, today) if today else ()))
    )
    ended = (
        Problem(file=file, line=alert.line, words=f"The alert {alert.name} ended on {alert.until}.", hint=ENDED)
        for alert in config.alerts
        if today and alert.until and alert.until < today
    )
    about = (*_answers(config, file), *_announce(config, file, known))
    return tuple(sorted((*of_sources, *ended, *about), key=lambda problem: problem.line or 0))


def _answers(config: Config, file: str) -> Iterator[Problem]:
    """Say what keeps the account that announces editions from being read."""
    host = (config.answers.mastodon or "").rpartition("@")[2]
    if host in TERMS:
        hint = "Announce editions from a server whose rules allow it, or ask its owners."
        yield Problem(file=file, words=f"The terms of {host} forbid programs to collect from it.", hint=hint)


def _announce(config: Config, file: str, known: Collection[str]) -> Iterator[Problem]:
    """Say what keeps an edition from being told of."""
    wishes = config.announce
    needed = {
        "mastodon": (MASTODON_LOGIN,) if wishes.mastodon else (),
        "bluesky": (BLUESKY_LOGIN[1],) if wishes.bluesky else (),
        "email": MAIL_LOGIN if wishes.email else (),
    }
    for channel, names in needed.items():
        if missing := [name for name in names if name not in known]:
            hint = " ".join(f"{name}: {_origin(name)}" for name in missing)
            words = f"announce.{channel} tells nobody without {' and '.join(missing)} in the environment."
            yield Problem(file=file, words=words, hint=hint)
    if wishes.email and not wishes.email.to and RECIPIENTS not in known:
        words = "announce.email names nobody to whom the letter goes."
        yield Problem(file=file, words=words, hint=f"Write `to: [...]` there, or make the secret {RECIPIENTS}.")


# ---------------------------------------------------------------- secrets


def wished(source: Source) -> tuple[str, tuple[str, ...]]:
    """Return what happens to a source without secrets, as the middle of a sentence, and their names; () for none."""
    if source.kind == "x":
        return "is left out without", ("X_BEARER_TOKEN",)
    if source.kind == "bluesky" and source.address.startswith(("#", "search:")):
        return "is a search, which Bluesky often refuses without", BLUESKY_LOGIN
    if source.kind == "mastodon" and source.address.startswith("list:"):
        servers = source.options.get("servers", ())
        return "is left out without", tuple(secrets.of_host("MASTODON_TOKEN__", server) for server in servers)
    return "", ()


def _missing(source: Source, known: Collection[str]) -> Iterator[Words]:
    fate, names = wished(source)
    if missing := [name for name in names if name not in known]:
        hint = " ".join(f"{name}: {_origin(name)}" for name in missing)
        yield f"{source.name} {fate} {' and '.join(missing)} in the environment.", hint


def _origin(name: str) -> str:
    """Say where a secret comes from."""
    many = (each for each in secrets.SECRETS if each.name.endswith("__") and name.startswith(each.name))
    return next((each.origin for each in (*(each for each in secrets.SECRETS if each.name == name), *many)), "")


# ---------------------------------------------------------------- terms, closed doors


def _about(source: Source) -> Iterator[Words]:
    for rule in RULES:
        yield from rule(source)


def _terms(source: Source) -> Iterator[Words]:
    own = source.address.rpartition("@")[2] if source.kind == "mastodon" else ""
    for server in (*source.options.get("servers", ()), own):
        if server in TERMS:
            yield (
                f"The terms of {server} forbid programs to collect from it.",
                "Ask your own server, or one whose rules allow it; it knows most of the same posts.",
            )


def _shy(source: Source) -> Iterator[Words]:
    host = text.host(source.address)
    for known, name in SHY.items():
        if (source.kind == "feed" and (host == known or host.endswith(f".{known}"))) or source.kind == name.lower():
            yield f"{name} often turns away GitHub's machines; this source may fail there and work at home.", ""


def _telling(source: Source) -> Iterator[Words]:
    query = urlsplit(source.address).query if source.address.startswith("http") else ""
    if found := sorted(TELLING & {name.lower() for name in parse_qs(query)}):
        yield (
            f"This address holds `{found[0]}=`, and everybody who can read this file can read it.",
            "If that is a secret, keep the source out of a public repository.",
        )


def _at_home(source: Source) -> Iterator[Words]:
    host = text.host(source.address)
    if source.kind in {"feed", "opml", "gleaner"} and AT_HOME.fullmatch(host):
        yield f"{host} is a machine of your own network: GitHub's cannot reach it.", "At home, add --allow-private."


RULES: Sequence[Callable[[Source], Iterator[Words]]] = (_terms, _shy, _telling, _at_home)
"""What there is to say about a source whatever the day."""

# ---------------------------------------------------------------- days


def _days(source: Source, today: date) -> Iterator[Words]:
    if source.until and source.until < today:
        yield f"This source ended on {source.until} and is not read any more.", "Delete the entry, or its line `until`."
    elif source.pause_until and source.pause_until > today:
        yield f"This source rests until {source.pause_until}.", ""
    elif source.pause_until:
        yield f"The rest of this source ended on {source.pause_until}.", "The line `pause_until` can go."
    if source.checked and source.checked > today:
        yield f"`checked` is {source.checked}, which is still to come.", f"Write the day on which you looked: {today}"
