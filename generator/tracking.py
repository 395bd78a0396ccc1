"""An address in, the address without what only tells who passed it on out: tracking parameters and wrappers.

The rules are ClearURLs' (docs.clearurls.xyz), kept by many people for a browser extension and bound to hosts: "sid" is
noise at one site and the article at another. They are read out of the package `clean-links`, which is not imported: it
would bring an HTTP client along. OURS and WRAPPERS hold what the rules do not have. They are loaded when the first
address is compared, and looked up by the labels of its host: an address costs microseconds and not 200 expressions. The
expressions of a site are compiled when an address of it comes; all of them would take every command 0.1 s.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import distribution
from types import MappingProxyType
from urllib.parse import SplitResult, parse_qsl, unquote, unquote_plus, urlsplit, urlunsplit

PACKAGE, RULES = "clean-links", "clean_links/clearurls.json"
NESTED = 5
"""Wrappers in one another that are taken off; two are seen in life (a mail filter around a network's)."""
LONGEST = 4_096
"""Longest address that is looked at, in characters; twice what is kept."""

OURS = re.compile(
    r"(?:utm|pk|piwik|mtm|matomo|hsa|_hs|vero|oly|at|ns|mc|trk)_[\w-]+|__[a-z]{2,8}__|_hs\w+|[gwt]braid|gad_(?:source|campaignid)|"
    r"(?:fb|g|d|ms|y|tw|tt|li_fat_|igs)clid|igsh(?:id)?|mkt_tok|ref_(?:src|url)|smid|ncid|ocid|icid|cmp(?:id)?|xtor|s_kwcid|"
    r"wt_mc|traffic_source|referrersource|mibextid|guccounter|sc_cid|sh_kit|linkid_src",
    re.IGNORECASE,
)
"""Parameters that mean the same everywhere and that the rules do not know yet."""
SAID_BY = frozenset({"ref", "source", "src", "from", "via", "share", "rss", "medium", "campaign", "s"})
SENDER = re.compile(
    r"(?:rss|feeds?|atom|twitter|tw|x|facebook|fb|linkedin|mastodon|bluesky|bsky|threads|reddit|e?mail|newsletter|social|"
    r"share|sharing|hashtag|syndication|substack|medium|1)(?:[-_./].*|\d*)|(?:[a-z0-9-]+\.)+[a-z]{2,12}",
    re.IGNORECASE,
)
"""What such a parameter says where it names a network or a site, and not a branch, a book or a file."""
WRAPPERS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "bing.com": ("/news/apiclick.aspx", "url"),
        "exit.sc": ("/", "url"),
        "go.bsky.app": ("/redirect", "u"),
        "flipboard.com": ("/redirect", "url"),
        "l.threads.com": ("/", "u"),
        "l.threads.net": ("/", "u"),
        "linkedin.com": ("/redir/redirect", "url"),
        "medium.com": ("/r/", "url"),
        "news.google.com": ("/news/url", "url"),
        "safelinks.protection.outlook.com": ("/", "url"),
        "slack-redir.net": ("/link", "url"),
    }
)
"""Host, and those under it -> where its path begins and the parameter that holds the target."""
AMP = re.compile(r"https?://(?:[\w-]+\.)?cdn\.ampproject\.org/[acvw](?:/(s))?/([^?#]+)", re.IGNORECASE)
BRIDGE = re.compile(r"https?://(?:[\w-]+\.)?brid\.gy/r/(https?:/.+)", re.IGNORECASE)
"""Bridgy carries posts between networks, and names each by the address it comes from (fed.brid.gy/docs)."""
LABEL = re.compile(r"\^https\?:\\/\\/(?:\(\?:\[a-z0-9-\]\+\\\.\)\*\?)?([a-z0-9-]+)(?=\\?\.|\(\?:\\\.)")
"""The pattern of a provider that asks for one whole label of the host, and that label."""
DOMAIN = re.compile(r"(?:[\w-]+\.)+[a-z]{2,24}(?:[/?#]|$)", re.IGNORECASE)

LOST = re.compile("[\t\n\r]")
"""What readers of addresses drop wherever it stands (WHATWG URL, 4.4): with it, an address is none of ours yet."""
SIGNS = ("?", "/amp/", "cdn.amp", "brid.gy/r/")
"""What an address holds that may be more than it needs, sites that wear it in the path aside (Rules.worn)."""


@dataclass(frozen=True, slots=True)
class Provider:
    """The rules for one site."""

    pattern: re.Pattern[str]
    parameters: re.Pattern[str] | None
    exceptions: tuple[re.Pattern[str], ...]
    raw: tuple[re.Pattern[str], ...]
    redirections: tuple[re.Pattern[str], ...]

    def holds(self, url: str) -> bool:
        """Tell whether the rules are meant for this address."""
        return bool(self.pattern.match(url)) and not any(exception.match(url) for exception in self.exceptions)


def bare(url: str) -> str:
    """Return the address that an address leads to by what it says itself, without tracking; it never fails.

    This is a real address, fit to be shown and asked for; what is not changed stays byte for byte. Idempotent.
    """
    if len(url) > LONGEST or not (any(sign in url for sign in SIGNS) or _loaded().worn.match(url)):
        return url
    if LOST.search(url):
        return url
    inner = url
    for _ in range(NESTED + 1):
        target = _unwrapped(inner)
        if target is None:
            return _stripped(inner)
        inner = target
    return url  # nobody wraps so deep to lead anywhere


def _unwrapped(url: str) -> str | None:
    """Return the address inside an address, None where it is what it is."""
    try:
        parts = urlsplit(url)
        if amp := AMP.match(url):
            return f"http{amp[1] or ''}://{amp[2]}"
        if bridge := BRIDGE.match(url):
            return _target(bridge[1])
        if "?" not in url and "/amp/" not in url:
            return None
        said = _said_in(parts)
    except ValueError:
        return None
    if said is None:
        sending = [provider for provider in _providers(parts.hostname or "") if provider.redirections]
        rules = (rule for provider in sending if provider.holds(url) for rule in provider.redirections)
        said = next((found[1] for rule in rules if (found := rule.match(url)) and found[1]), None)
    return _target(said) if said else None


def _said_in(parts: SplitResult) -> str | None:
    host = parts.hostname or ""
    for at in _tails(host):
        start, name = WRAPPERS.get(at, ("", ""))
        if name and parts.path.startswith(start):
            return next((value for key, value in parse_qsl(parts.query) if key == name), None)
    return None


def _target(said: str) -> str | None:
    """Return what was found in an address as an address, decoded as often as it was encoded; None where it is none."""
    for _ in range(3):
        if said.lower().startswith(("http://", "https://")):
            return (
                said if DOMAIN.match(said.split("://", 1)[1].lstrip("/")) and not re.search(r"[\s\\]", said) else None
            )
        said, before = unquote(said), said
        if said == before:
            break
    return f"https://{said}" if DOMAIN.match(said) and "/" in said and not re.search(r"[\s\\]", said) else None


def _stripped(url: str) -> str:
    """Return the address without its tracking parameters; the others stay as they were written."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return url
    meant = [provider for provider in _providers(host) if provider.raw or (parts.query and provider.parameters)]
    holding = [provider for provider in meant if provider.holds(url)]
    for rule in (rule for provider in holding for rule in provider.raw):
        url = rule.sub("", url)
        parts = urlsplit(url)
    if not parts.query:
        return url
    kept = [pair for pair in parts.query.split("&") if not _tracks(pair, holding, url)]
    query = "&".join(kept)
    return url if query == parts.query else urlunsplit(parts._replace(query=query))


def _tracks(pair: str, holding: Sequence[Provider], url: str) -> bool:
    """Tell whether one `name=value` only says who passed the address on."""
    name, _, value = pair.partition("=")
    name = unquote_plus(name).removeprefix("amp;")
    if not name:
        return True
    if any(provider.parameters and provider.parameters.fullmatch(name) for provider in holding) or OURS.fullmatch(name):
        return True
    everywhere = _provider(EVERYWHERE)
    if everywhere.parameters and everywhere.parameters.fullmatch(name) and everywhere.holds(url):
        return True
    return name.lower() in SAID_BY and bool(SENDER.fullmatch(unquote_plus(value))) and everywhere.holds(url)


# ---------------------------------------------------------------- the rules


def _providers(host: str) -> list[Provider]:
    rules = _loaded()
    names = (name for label in host.lower().split(".") for name in rules.by_label.get(label, ()))
    return [_provider(name) for name in (*names, *rules.anywhere)]


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules, ready to be looked up."""

    written: Mapping[str, Mapping[str, object]]
    """Name of a site -> its rules as the list has them."""
    by_label: Mapping[str, tuple[str, ...]]
    """A label of the host -> names of the sites that have it in theirs."""
    anywhere: tuple[str, ...]
    """Sites whose pattern names no single label."""
    worn: re.Pattern[str]
    """Addresses of sites that keep tracking in the path."""


ALIKE: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), alike)
    for pattern, alike in (
        (r"https://youtu\.be/([\w-]{6,})(?:\?.*)?", r"https://youtube.com/watch?v=\1"),
        (
            r"https://(?:music\.)?youtube\.com/(?:shorts|live|embed|v)/([\w-]{6,})(?:\?.*)?",
            r"https://youtube.com/watch?v=\1",
        ),
        (r"https://(?:music\.)?youtube\.com/watch\?(?:.*&)?v=([\w-]{6,})(?:&.*)?", r"https://youtube.com/watch?v=\1"),
        (
            r"https://(?:export\.)?arxiv\.org/(?:abs|pdf|html)/([\w.-]+?(?:/\d+)?)(?:v\d+)?(?:\.pdf)?",
            r"https://arxiv.org/abs/\1",
        ),
        (
            r"https://(?:(?:old|new|np|amp|i)\.)?reddit\.com/(r/\w+/comments/\w+)(?:/[^/?]*)?(?:\?.*)?",
            r"https://reddit.com/\1",
        ),
        (
            r"https://(?:twitter|x)\.com/(?:i/web|\w+)/status(?:es)?/(\d+)(?:/(?:photo|video)/\d)?(?:\?.*)?",
            r"https://x.com/i/status/\1",
        ),
        (r"https://twitter\.com/(.*)", r"https://x.com/\1"),
    )
)
"""Ways in which big sites write one address -> the one way; they look at a form without www and with sorted queries."""

EVERYWHERE = "globalRules"
"""What the list calls the rules for all sites."""


@cache
def _loaded() -> Rules:
    path = distribution(PACKAGE).locate_file(RULES)
    with open(str(path), encoding="utf-8") as file:  # noqa: PTH123  what locate_file gives need not be a Path
        written: Mapping[str, Mapping[str, object]] = json.load(file)["providers"]
    by_label: dict[str, list[str]] = {}
    anywhere: list[str] = []
    for name, rules in written.items():
        pattern = str(rules.get("urlPattern") or "")
        if name == EVERYWHERE or not pattern or rules.get("completeProvider"):
            continue
        label = LABEL.match(pattern)
        (by_label.setdefault(label[1], []) if label else anywhere).append(name)
    worn = [
        re.escape(label) for label, names in by_label.items() if any(written[name].get("rawRules") for name in names)
    ]
    return Rules(
        MappingProxyType(written),
        MappingProxyType({label: tuple(found) for label, found in by_label.items()}),
        tuple(anywhere),
        re.compile(rf"https?://(?:[^/?#]*\.)?(?:{'|'.join(worn) or '(?!)'})\.", re.IGNORECASE),
    )


@cache
def _provider(name: str) -> Provider:
    rules = _loaded().written[name]
    return Provider(
        pattern=re.compile(str(rules["urlPattern"]), re.IGNORECASE),
        parameters=_any_of(rules, "rules"),
        exceptions=tuple(_expressions(rules, "exceptions")),
        raw=tuple(_expressions(rules, "rawRules")),
        redirections=tuple(rule for rule in _expressions(rules, "redirections") if rule.groups),
    )


def _any_of(rules: Mapping[str, object], name: str) -> re.Pattern[str] | None:
    """Return rules as one expression, None where there are none. Each is read by itself only where that tells which.

    To read each first takes a file of twenty sources 5 ms more: the rules for all sites are a hundred.
    """
    written = rules.get(name)
    if not (isinstance(written, list) and written):
        return None
    try:
        return re.compile(_either(map(str, written)), re.IGNORECASE)
    except re.error:
        known = _either(rule.pattern for rule in _expressions(rules, name))
        return re.compile(known, re.IGNORECASE) if known else None


def _either(rules: Iterable[str]) -> str:
    return "|".join(f"(?:{rule})" for rule in rules)


def _expressions(rules: Mapping[str, object], name: str) -> Iterator[re.Pattern[str]]:
    """Yield what Python can read as an expression; the rules are written for JavaScript."""
    written = rules.get(name)
    for rule in written if isinstance(written, list) else ():
        try:
            yield re.compile(str(rule), re.IGNORECASE)
        except re.error:
            continue


def _tails(host: str) -> Iterator[str]:
    """Yield a host and every domain above it: a.b.example, b.example, example."""
    labels = host.lower().split(".")
    for start in range(len(labels)):
        yield ".".join(labels[start:])
