"""A printed page in, all that is looked at in it out: what has no business there, where it leads, what it loads.

It reads as a stranger would, with a parser of its own. What our templates print is written so plainly that its tags can
be found at once, and a tag that was seen before is not read again: 2.7 seconds of CPU instead of 8.5 for ten years of
editions. Whatever is written in any other way is read letter by letter; both ways find the same.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path

FORBIDDEN = frozenset(
    "animate animatemotion animatetransform applet base embed fencedframe frame frameset iframe math noscript object "
    "portal set style".split()
)
"""Elements that run, load or send something, or that hide text from a reader without scripts."""
SEARCH = frozenset({"role", "id"})
"""What a form has, beside data for its script: it says that it searches, and has no address to send anything to."""
SCRIPT = frozenset({"src", "defer"})
"""What a script has: an address on this site, and the patience to let the page be read first. No text of its own."""
LOADED = frozenset("action attributionsrc background data formaction imagesrcset ping poster src srcset".split())
"""Attributes whose address is asked for as soon as the page opens, or that send something when pressed."""
ONCE = LOADED | frozenset("content href http-equiv id property rel xlink:href".split())
"""Attributes that must not come twice in a tag: browsers believe the first, other readers the last."""
DRAWN = frozenset({"feimage", "image", "use"})
"""Elements of SVG that show what their `href` names."""
MARKS = re.compile(r"[{}|<>\"\\\s]")
"""Signs of a template, of Pelican's links or of broken markup; none may stand in an address, an id or a class."""
WHOLE = frozenset({"og:url", "og:image"})
"""Properties with an address on this site: who shows a link asks for them from elsewhere (https://ogp.me)."""


@dataclass(slots=True)
class Page:
    """What is looked at in one page."""

    file: str
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    """Whole addresses on this site that are for others to open."""
    faults: list[str] = field(default_factory=list)
    policy: str = ""
    titles: int = 0
    language: str = ""


class Reader(HTMLParser):
    """Reads one page into a Page."""

    def __init__(self, page: Page) -> None:
        """Start with an empty page."""
        super().__init__(convert_charrefs=True)
        self.page = page
        self.running = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what an element is, says and leads to."""
        page, values = self.page, {name: value or "" for name, value in attrs}
        page.faults += [f"<{tag}> says {name} twice" for name in ONCE & values.keys() if _count(attrs, name) > 1]
        if tag in FORBIDDEN or (tag == "script" and set(values) != SCRIPT) or (tag == "form" and _sends(values)):
            page.faults.append(f"<{tag}> has no business on a page")
        self.running = tag == "script"
        if tag == "meta":
            self._meta(values)
        page.titles += tag == "h1"
        page.language = values.get("lang", "") if tag == "html" else page.language
        for name, value in values.items():
            self._attribute(tag, name, value, values)

    def handle_endtag(self, tag: str) -> None:
        """Note where a script ends."""
        self.running = self.running and tag != "script"

    def handle_data(self, data: str) -> None:
        """Look for a script that is written into the page."""
        if self.running and data.strip():
            self.page.faults.append("<script> has text of its own")

    def _meta(self, values: Mapping[str, str]) -> None:
        asked = values.get("http-equiv", "").lower()
        if values.get("property") in WHOLE:
            self.page.named.append(values.get("content", ""))
        if asked == "content-security-policy":
            self.page.policy = values.get("content", "")
        elif asked:
            self.page.faults.append(f"<meta http-equiv={asked!r}> has no business on a page")

    def _attribute(self, tag: str, name: str, value: str, values: Mapping[str, str]) -> None:
        page = self.page
        if name.startswith("on") or name in {"style", "srcdoc"}:
            page.faults.append(f"<{tag} {name}=…> could run or paint something")
        elif name == "id":
            page.ids.append(value)
        elif name == "href" and tag == "link":
            page.named += [value] if values.get("rel") == "canonical" else []
            (page.links if values.get("rel") in {"canonical", "alternate", "me"} else page.loads).append(value)
        elif name in {"href", "xlink:href"}:
            (page.loads if tag in DRAWN else page.links).append(value)
        elif name in LOADED:
            page.loads.append(value)
        if name in {"href", "id", "src"} and MARKS.search(value):
            page.faults.append(f'{name}="{value}" holds a sign that has no business there')


def _count(attrs: Sequence[tuple[str, str | None]], name: str) -> int:
    return sum(each == name for each, _ in attrs)


def _sends(form: Mapping[str, str]) -> bool:
    """Tell whether a form may be for something else than to search on its page."""
    return form.get("role") != "search" or any(not name.startswith("data-") for name in set(form) - SEARCH)


def read(name: str, path: Path) -> Page:
    """Read one page."""
    return looked_at(name, path.read_text("utf-8"))


def looked_at(name: str, markup: str) -> Page:
    """Look at the markup of one page, the short way where it is written plainly: both find the same."""
    page = Page(name)
    tags = tags_of(markup)
    small = markup.lower()
    if tags is None or small.count("http-equiv") > 1 or small.count("<html") > 1:
        return read_whole(page, markup)
    for tag in tags:
        if seen := _tag(tag):
            _add(seen, page)
    return page


def read_whole(page: Page, markup: str) -> Page:
    """Read markup letter by letter into a page."""
    reader = Reader(page)
    reader.feed(markup)
    reader.close()
    return page


# ---------------------------------------------------------------- the short way

START = re.compile(r'<[a-zA-Z][a-zA-Z0-9:-]*(?:\s+[a-zA-Z][a-zA-Z0-9:-]*(?:="[^"<>]*")?)*\s*/?>')
"""A start tag as our templates write it; neither of the signs that begin and end tags stands in its values."""
END = re.compile(r"</[a-zA-Z][a-zA-Z0-9:-]*>")
PROLOG = re.compile(r"(<\?xml[^<>]*\?>)?\s*(<!doctype html>)?", re.IGNORECASE)
SCRIPT_TAG = re.compile(r"<script[\s/>]", re.IGNORECASE)
SCRIPTS = re.compile(r"<script(?=[\s/>])[^<>]*></script>", re.IGNORECASE)
RAW = re.compile(r"<(?:iframe|noembed|noframes|noscript|plaintext|style|xmp)\b", re.IGNORECASE)
"""Elements whose text is read by rules of its own."""
TELLING = re.compile(
    rf"<(?:html|h1|form|script|meta|{'|'.join(sorted(FORBIDDEN))})\b"
    rf"|\s(?:on|(?:style|srcdoc|{'|'.join(sorted(ONCE))})[=\s/>])",
    re.IGNORECASE,
)
"""What a tag has that is looked at at all: most say only how something looks, and need not be read."""
KEPT = 1 << 15
"""Tags that are remembered; a page has some two hundred that tell something."""


def tags_of(markup: str) -> list[str] | None:
    """Return every start tag of markup that is written plainly: every sign that could begin a tag begins one of these.

    None where anything is left over, or where text is read by other rules than those of text.
    """
    tags = START.findall(markup)
    begun = PROLOG.match(markup)
    known = len(tags) + len(END.findall(markup)) + (begun[0].count("<") if begun else 0)
    if markup.count("<") != known or RAW.search(markup):
        return None
    return tags if len(SCRIPT_TAG.findall(markup)) == len(SCRIPTS.findall(markup)) else None


@lru_cache(maxsize=KEPT)
def _tag(tag: str) -> Page | None:
    """Return what one tag tells; None for nothing."""
    return read_whole(Page(""), tag) if TELLING.search(tag) else None


def _add(seen: Page, page: Page) -> None:
    for name in ("ids", "links", "loads", "named", "faults"):
        getattr(page, name).extend(getattr(seen, name))
    page.titles += seen.titles
    page.policy = seen.policy or page.policy
    page.language = seen.language or page.language
