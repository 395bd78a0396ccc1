"""The HTML of a page that came instead of a feed in, what kind of page it is out, as a sentence; pure.

Servers say 200 and send a log-in form, a robot check, a page that sells the domain. "Not a feed" is true of all of
them and helps with none. Looked at are the title and marks of the services that make such pages; where nothing is
sure, nothing is said.
"""

import html
import re
from collections.abc import Mapping
from types import MappingProxyType

from generator import text

HEAD = 60_000
"""Characters of a page that are looked at."""
SHORT = 30_000
"""A page with a field for a password is a log-in page if it is no longer than this; blogs have one in a corner."""

TITLE = re.compile(r"<title\b[^>]{0,200}>([^<]{0,300})", re.IGNORECASE)
PASSWORD = re.compile(r"""<input\b[^<>]{0,300}\btype\s{0,3}=\s{0,3}["']?password""", re.IGNORECASE)
REFRESH = re.compile(r"<meta\b([^<>]{0,2500}http-equiv\s{0,3}=\s{0,3}[\"']?refresh\b[^<>]{0,2500})", re.IGNORECASE)
CONTENT = re.compile(r"""content\s{0,3}=\s{0,3}(?:"([^"]{0,2200})"|'([^']{0,2200})')""", re.IGNORECASE)
TARGET = re.compile(
    r"""^\s{0,9}(\d{1,3})(?:\.\d{0,3})?\s{0,9}[;,]\s{0,9}url\s{0,9}=\s{0,9}["']?([^"']{1,2048})""", re.IGNORECASE
)
PATIENCE = 15
"""Seconds after which a page that moves on is one to be read, as of a front page that reloads itself."""

SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "check": "It asks whether we are a robot, which we are. Its owner can let feed readers pass; "
        "until then it cannot be read.",
        "refused": "It says that we may not come in. Its owner can let feed readers pass.",
        "log-in": "It asks to log in. Only what is open to everybody can be read: look for a public feed.",
        "parked": "The domain seems to be for sale or parked: the site that was there is gone.",
        "missing": "It says that there is no such page. Look for the new address of the feed.",
        "broken": "It says that something is broken on its side. That may pass.",
        "closed": "It says that it is closed for maintenance. That will pass.",
    }
)

MARKS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "check",
        re.compile(
            r"cf-chl-|/cdn-cgi/challenge-platform/|cf-browser-verification|_incapsula_resource|ddos-guard|"
            r"sucuri_cloudproxy|/\.within\.website/|px-captcha|captcha-delivery\.com|awswafintegration|sgcaptcha",
            re.IGNORECASE,
        ),
    ),
    (
        "parked",
        re.compile(
            r"sedoparking\.com|parkingcrew\.net|bodis\.com|parklogic\.com|above\.com/marketplace|hugedomains\.com|"
            r"dan\.com/buy-domain|afternic\.com/forsale|window\.park\s?=|/parking-lander/",
            re.IGNORECASE,
        ),
    ),
)
"""Marks that only such services leave in a page."""

TITLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "check",
        re.compile(
            r"^just a moment|attention required!.{0,5}cloudflare|checking your browser|verify(?:ing)? (?:that )?you are"
            r"|making sure you.re not a bot|are you (?:a )?(?:robot|human)|bot (?:check|verification)|captcha"
        ),
    ),
    ("refused", re.compile(r"access denied|(?:^|\W)403(?:\W|$)|^forbidden|you have been blocked")),
    (
        "parked",
        re.compile(r"(?:domain|\.[a-z]{2,20})\b.{0,60}\b(?:for sale|parked)\b|buy this domain|parked (?:domain|free)"),
    ),
    (
        "log-in",
        re.compile(
            r"^\W{0,3}(?:log ?in|sign ?in|anmelden|anmeldung|connexion|se connecter|iniciar sesi[oó]n|entrar|accedi|"
            r"inloggen|logga in|log ind|logg inn|kirjaudu|zaloguj|p[rř]ihl[aá][sš]|войти|вход|"
            r"ログイン|登录|登入|로그인)(?:\W|$)"
            r"|(?:\W|^)(?:log ?in|sign ?in)$"
        ),
    ),
    ("closed", re.compile(r"maintenance|be (?:right )?back soon|wartung(?:sarbeiten|smodus)?\b|en mantenimiento")),
    (
        "missing",
        re.compile(
            r"(?:^|\W)404(?:\W|$)|not found|nicht gefunden|no encontrad[ao]|non trouvée?|introuvable|non trovata"
        ),
    ),
    (
        "broken",
        re.compile(
            r"(?:^|\W)50[0234](?:\W|$)|internal server error|bad gateway|service unavailable|gateway time-?out"
            r"|database error|fatal error|^error\b"
        ),
    ),
)
"""What stands in the titles of such pages, in lower case."""


def kind(page: str) -> str:
    """Return the key of SENTENCES that fits a page, "" where none is sure."""
    head = page[:HEAD]
    for name, mark in MARKS:
        if mark.search(head):
            return name
    found = TITLE.search(head)
    title = text.one_line(html.unescape(found[1])).lower() if found else ""
    for name, words in TITLES:
        if words.search(title):
            return name
    return "log-in" if len(page) <= SHORT and PASSWORD.search(head) else ""


def sentence(page: str) -> str:
    """Say what kind of page this is, "" where that is not sure."""
    return SENTENCES.get(kind(page), "")


def moved(page: str, url: str) -> str | None:
    """Return where a page sends its reader by itself (`<meta http-equiv=refresh>`), None where it lets him read."""
    for found in REFRESH.finditer(page[:HEAD]):
        content = CONTENT.search(found[1])
        said = TARGET.match(html.unescape(content[1] or content[2] or "")) if content else None
        target = text.address(said[2].strip(), url) if said and int(said[1]) <= PATIENCE else None
        if target and target != url:
            return target
    return None
