"""Pure string work: foreign markup and addresses in, plain text and checked addresses out.

Everything that comes from outside passes here before it is kept (T01). Bodies are kept as plain text: what never is
markup cannot become markup again in a later stage.
"""

import html
import re
import unicodedata
from functools import lru_cache
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

import nh3

from generator import characters, tracking

HIDDEN, STACKED, tidy = characters.HIDDEN, characters.STACKED, characters.tidy
WIDE, WORD = characters.WIDE, characters.WORD
"""What characters.py knows, by the names under which all rooms ask for it."""

TITLE = 300
"""Longest title that is kept, in characters."""
NAME = 100
"""Longest name of a person, a tag, a source."""
BODY = 20_000
"""Longest body: more than an hour's quarter of reading, enough for every signal."""
MARKUP = 200_000
"""Longest piece of markup that is looked at."""

BLANKS = re.compile(r"[^\S\n]+")

BLOCKS = frozenset(
    (
        "address article aside blockquote br caption center dd details dir div dl dt fieldset figcaption figure footer "
        "form h1 h2 h3 h4 h5 h6 header hr legend li main menu nav ol p pre section summary table tbody td tfoot th "
        "thead tr ul"
    ).split()
)
SILENT = frozenset(
    (
        "script style title textarea iframe noscript template svg math object embed select noembed noframes "
        "xmp plaintext"
    ).split()
)
TAGS = re.compile(r"</?[a-z0-9]+(?: [^>]*)?>\s*+(?:</?[a-z0-9]+(?: [^>]*)?>\s*+)*+")
"""Tags with nothing but blanks between them, and the blanks behind them."""
LINE, END_OF_LINE = (re.compile(rf"<{end}(?:br|li|tr|dt|dd)(?: [^>]*)?>") for end in ("", "/"))
DEPTH = 256
"""Elements inside one another that are looked at. An HTML5 parser takes 5 s for 40,000 <div> in one another."""
ANY_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
NO_DEPTH = frozenset("area base br col embed hr img input li link meta p param source td th tr track wbr".split())
"""Elements that are empty, or that are closed by the next of their kind."""
REFERENCE = re.compile("&[#A-Za-z]")
HREF = re.compile(r'<a href="([^"]*)"')
ALT = re.compile(r'<img alt="([^"]+)"')

INLINE = re.compile(r'</?(?:a|img)(?: [a-z]+="[^"]*")*>')

_outline = nh3.Cleaner(
    tags={*BLOCKS, "a", "img"},
    attributes={"a": {"href"}, "img": {"alt"}, "*": set()},  # else `title` and `lang` stay, and may stand first
    clean_content_tags=set(SILENT),
    link_rel=None,
)


def one_line(text: str, limit: int = TITLE) -> str:
    """Text as one tidy line of at most `limit` characters."""
    if len(text) <= limit and text.isascii() and text.isprintable() and "  " not in text:
        return text.strip(" ")
    return clip(" ".join(tidy(text[: limit * 8]).split()), limit)


def label(markup: str, limit: int = TITLE) -> str:
    """Read a title or a name, which may or may not hold markup, as one line of text."""
    written = markup[: limit * 8]
    return one_line(" ".join(plain(written).split()) if _is_markup(written) else written, limit)


def _is_markup(text: str) -> bool:
    """Tell whether an HTML parser would read anything as something else: tags, or references (HTML, 13.2.5.72)."""
    return "<" in text or ("&" in text and bool(REFERENCE.search(text)))


def plain(markup: str, limit: int = BODY) -> str:
    """Read HTML as text: paragraphs separated by an empty line, list points on lines of their own.

    The markup goes through an HTML5 parser first (nh3), so that what the expressions below see is always well formed.
    """
    if not _is_markup(markup):
        return clip(" ".join(tidy(tidy(markup[:MARKUP])).split()), limit)
    clean = INLINE.sub("", outline(markup))
    flowing = clean.replace("\r", " ").replace("\n", " ") if "<pre" not in clean else clean
    text = html.unescape(TAGS.sub("\n\n", END_OF_LINE.sub("", LINE.sub("\n", flowing))))
    return clip(characters.spaced(tidy(text)), limit)


@lru_cache(maxsize=4)
def outline(markup: str) -> str:
    """Return blocks, links and pictures as an HTML5 parser reads them; kept, for one is asked after the other."""
    return _outline.clean(shallow(markup))


def shallow(markup: str) -> str:
    """Return tidy markup of bearable length and depth; where it is deeper, it loses its tags."""
    tidied = tidy(markup[:MARKUP])
    if tidied.count("<") <= DEPTH:
        return tidied
    depth = 0
    for closing, name in ANY_TAG.findall(tidied):
        if name.lower() not in NO_DEPTH:
            depth = max(0, depth - 1) if closing else depth + 1
        if depth > DEPTH:
            return re.sub(r"<[^<>]*>?", " ", tidied)
    return tidied


def links(markup: str, base: str) -> tuple[str, ...]:
    """Return the checked, absolute addresses that the markup links to, each once, in order."""
    found = (address(html.unescape(href), base) for href in HREF.findall(outline(markup)))
    return tuple(dict.fromkeys(link for link in found if link))


def alts(markup: str) -> tuple[str, ...]:
    """Return the descriptions of the pictures in the markup, each once, in order."""
    found = (one_line(html.unescape(words), 1_000) for words in ALT.findall(outline(markup)))
    return tuple(dict.fromkeys(words for words in found if words))


def clip(text: str, limit: int) -> str:
    """Shorten at a word, with an ellipsis, to at most `limit` characters."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    space = cut.rfind(" ")
    return (cut[:space] if space > limit * 2 // 3 else cut).rstrip(" ,;:.–—-") + "…"


# ---------------------------------------------------------------- addresses

ADDRESS = 2048
"""Longest address that is kept; a longer one is refused, for half of it would lead elsewhere."""
HARMLESS = re.compile(
    r"https?://[A-Za-z0-9][A-Za-z0-9.-]*(?::(?:[1-9]\d{0,3}|[1-5]\d{4}))?"
    r"(?:/[\w.~%/+=:,&-]*)?(?:\?[\w.~%/+=:,&-]+)?(?:#[\w.~%/=-]+)?",
    re.ASCII,
)
"""An absolute address in which there is nothing to look at: most are such."""
SPOILT = re.compile(r"[\s\x00-\x20\x7f-\xa0\\]")
UNSAFE = {ord(character): f"%{ord(character):02X}" for character in "{}|^`<>\"'"}
"""Characters that mean something to a later stage; Pelican reads {filename} and |tag| in links."""


def address(value: str, base: str = "") -> str | None:
    """Return an absolute http(s) address that is safe to print, else None.

    Refused: other schemes, user names, a host in disguise (`a%00.example`) or with signs that none has (`a|b.example`),
    control and invisible characters, blanks, backslashes. What is returned is its own address.
    """
    value = value.strip(" \t\r\n\f")
    if len(value) <= ADDRESS and HARMLESS.fullmatch(value):
        return value
    if not value or len(value) > ADDRESS or HIDDEN.search(value) or "\\" in value:
        return None
    try:
        joined = urljoin(base, value.replace(" ", "%20"))
        parts = urlsplit(joined)
        led = parts.scheme in {"http", "https"} and (parts.hostname or "").strip(".") and parts.port != 0
        led = led and not set("@%") & set(parts.netloc.translate(UNSAFE)) and not STACKED.search(parts.netloc)
    except ValueError:
        return None
    whole = STACKED.sub(lambda found: quote(found[0]), f"{parts.scheme}{joined[len(parts.scheme) :]}".translate(UNSAFE))
    return whole if led and len(whole) <= ADDRESS and not SPOILT.search(joined) else None


HOST = re.compile(r"https?://([a-z0-9.-]+)(?:[/?#]|\Z)")
"""How an address begins whose host needs no parser."""
DOI_PAGE = re.compile(r"https://(?:dx\.)?doi\.org/(.+)")
"""The page of a DOI, which has no case (DOI Handbook, 2.4)."""
ALIKE_AT = frozenset("youtu.be youtube.com arxiv.org reddit.com twitter.com x.com doi.org".split())
SLASHES = re.compile(r"/{2,}")
STEPS = 8
"""Rounds in which an address is simplified: what a wrapper held may be wrapped itself."""
BRANCHES = re.compile(r"^(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)")
PAGE_OF_SITE = re.compile(r"(?:/++(?:index\.(?:html?|php)|amp))*+/*+$")
SIMPLE = re.compile(r"https?://([a-z0-9.-]*[a-z0-9])((?:/[\w.~%@:,;=+$!*'()&-]+)*/?)", re.ASCII)
"""Host and path of an address that has nothing else: most are such, and need no parser."""


LONG = 300
"""Characters from which on an address is not remembered: those of strangers would fill the memory."""


def canonical(url: str) -> str:
    """Return the form in which two addresses of one page are equal. Never shown, never fetched; idempotent.

    Scheme, www., mobile host names, default port, fragment, final slash, tracking parameters and their order fall away;
    what wraps another address is taken off. A fragment that begins with ! or / is a page of its own (one-page sites).
    """
    return _remembered(url) if len(url) < LONG else _canonical(url)


def _canonical(url: str) -> str:
    form = _plain_form(tracking.bare(url if url.isascii() else url.encode("utf-8", "replace").decode()))
    for _ in range(STEPS):
        simpler = tracking.bare(form)
        if simpler == form:
            break
        form = _plain_form(simpler)
    return form


_remembered = lru_cache(maxsize=1 << 16)(_canonical)


def _plain_form(url: str) -> str:
    """Return an address without what never tells two pages apart."""
    if simple := SIMPLE.fullmatch(url):
        return _joined(simple[1], "", simple[2], "", "")
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        port = f":{parts.port}" if parts.port not in {None, 80, 443} else ""
    except ValueError:
        return url
    if not host:
        return url
    pairs = sorted(parse_qsl(parts.query, keep_blank_values=True)) if parts.query else []
    query = urlencode(pairs, errors="replace")
    route = parts.fragment if parts.fragment[:1] in {"!", "/"} and len(parts.fragment) > len("!/") else ""
    return _joined(host, port, parts.path, query, route)


def _joined(host: str, port: str, path: str, query: str, route: str) -> str:
    """Return the one form of an address from its parts."""
    while (shorter := BRANCHES.sub("", host)) != host:
        host = shorter
    host = host.replace(".m.wikipedia.", ".wikipedia.").rstrip(".") or host
    path = PAGE_OF_SITE.sub("", SLASHES.sub("/", path)) or "/"
    form = urlunsplit(("https", (f"[{host}]" if ":" in host else host) + port, path, query, route))
    return _alike(form) if ".".join(host.split(".")[-2:]) in ALIKE_AT else form


def _alike(form: str) -> str:
    if doi := DOI_PAGE.fullmatch(form):
        return f"https://doi.org/{doi[1].lower()}"
    for pattern, alike in tracking.ALIKE:
        if found := pattern.fullmatch(form):
            return found.expand(alike)
    return form


def host(url: str) -> str:
    """Return the host of an address without www., or ""."""
    if plain := HOST.match(url):
        return plain[1].removeprefix("www.")
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


# ---------------------------------------------------------------- words

PLAIN_WORD = re.compile(r"[a-z0-9]+(?:'[a-z0-9]+)*")
"""The same as WORD where there is nothing but ASCII, in small letters: found four times as fast."""


def words(text: str) -> list[str]:
    """Return the words of a text, case-folded; in scripts without spaces each sign is one."""
    if text.isascii():
        return PLAIN_WORD.findall(text.lower())
    folded = unicodedata.normalize("NFKC", text).casefold()
    return (WORD if characters.ODD_IN_WORD.search(folded) else characters.EVEN_WORD).findall(folded)


def fold(text: str) -> str:
    """Return the form in which names and tags are compared: no case, no accents, no blanks around; idempotent."""
    if text.isascii():
        return text.strip().lower()
    # Taken apart twice: the 𝐁 of mathematics gets a case by it, and some small letters come in parts.
    small = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(character for character in small if not unicodedata.combining(character)).strip()


def count(number: int, one: str, many: str = "") -> str:
    """Say a number with its noun: `1 voice`, `3 voices`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
