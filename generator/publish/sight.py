"""A printed page in, all that is looked at in it out: what has no business there, where it leads, what it loads.

It reads as a stranger would, with a parser of its own. What our templates print is written so plainly that its tags can
be found at once, and most of them have a shape that was seen before: 0.9 seconds of CPU instead of 5 for ten years of
editions. Whatever is written in any other way is read letter by letter (`tags.py`); both ways find the same.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import filterfalse
from pathlib import Path

from generator.publish.tags import PROLOG, RESAVE, SWALLOWING, UTF_8, decoded, letters, spelled

FORBIDDEN = SWALLOWING | frozenset(
    "animate animatemotion animatetransform applet base embed fencedframe frame frameset math object portal set".split()
)
"""Elements that run, load or send something, hide text from a reader without scripts, or tags from some readers."""
SEARCH = frozenset({"role", "id"})
"""What a form has, beside data for its script: it says that it searches, and has no address to send anything to."""
SCRIPT = frozenset({"src", "defer"})
"""What a script has: an address on this site, and the patience to let the page be read first. No text of its own."""
LOADED = frozenset("action attributionsrc background data formaction imagesrcset ping poster src srcset".split())
"""Attributes whose address is asked for as soon as the page opens, or that send something when pressed."""
LISTS = frozenset("attributionsrc imagesrcset ping srcset".split())
"""Those of them that may hold several addresses (https://html.spec.whatwg.org/multipage/images.html#srcset-attributes)."""
PARTED = re.compile(r"[\s,]+")
SIZE = re.compile(r"[0-9.]+[wxh]")
"""What may stand behind an address in a list: for which width or density of a screen the picture is."""
ONCE = LOADED | frozenset("charset content href http-equiv id property rel xlink:href".split())
"""Attributes that must not come twice in a tag: browsers believe the first, other readers the last."""
DRAWN = frozenset({"feimage", "image", "use"})
"""Elements of SVG that show what their `href` names."""
MARKS = re.compile(r"[{}|<>\"\\\s\x00-\x1f\x7f]")
"""Signs of a template, of Pelican's links or of broken markup, or such as nobody sees; none may stand in an address, an
id or a class."""
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
    readable: bool = True
    """Whether it is UTF-8; where it is not, nothing but that fault is known of it."""
    policy: str = ""
    titles: int = 0
    language: str = ""


Said = Sequence[tuple[str, str]]
"""The attributes of a tag, each with its value."""


def _note(tag: str, attrs: Said, page: Page) -> None:
    """Note what one tag is, says and leads to."""
    values = dict(attrs)
    if len(values) < len(attrs):
        page.faults += [f"<{tag}> says {name} twice" for name in ONCE & values.keys() if _count(attrs, name) > 1]
    if tag in FORBIDDEN or (tag == "script" and set(values) != SCRIPT) or (tag == "form" and _sends(values)):
        page.faults.append(f"<{tag}> has no business on a page")
    if tag == "meta":
        _meta(values, page)
    page.titles += tag == "h1"
    page.language = values.get("lang", "") if tag == "html" else page.language
    for name, value in values.items():
        _attribute(tag, name, value, values, page)


def _meta(values: Mapping[str, str], page: Page) -> None:
    asked = values.get("http-equiv", "").lower()
    charset = values.get("charset", "utf-8")
    if charset.strip().lower() not in UTF_8:
        page.faults.append(f'<meta charset="{charset}"> has browsers read other letters than we do; {RESAVE}')
    if values.get("property") in WHOLE:
        page.named.append(values.get("content", ""))
    if asked == "content-security-policy":
        page.policy = values.get("content", "")
    elif asked == "content-type":
        page.faults.append(f"<meta http-equiv={asked!r}> has no business on a page; {RESAVE} instead")
    elif asked:
        page.faults.append(f"<meta http-equiv={asked!r}> has no business on a page")


def _attribute(tag: str, name: str, value: str, values: Mapping[str, str], page: Page) -> None:
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
        page.loads += asked_for(name, value)
    if name in {"href", "id", "src"} and MARKS.search(value):
        page.faults.append(f'{name}="{value}" holds a sign that has no business there')


def asked_for(name: str, value: str) -> tuple[str, ...]:
    """Return every address that an attribute of LOADED names.

    Where one ends in a list depends on what stands around it, so whatever stands behind a blank or a comma counts as
    the beginning of one: a browser finds none that begins elsewhere.
    """
    if name not in LISTS:
        return (value,)
    return tuple(word for word in PARTED.split(value) if word and not SIZE.fullmatch(word))


def _count(attrs: Said, name: str) -> int:
    return sum(each == name for each, _ in attrs)


def _sends(form: Mapping[str, str]) -> bool:
    """Tell whether a form may be for something else than to search on its page."""
    return form.get("role") != "search" or any(not name.startswith("data-") for name in set(form) - SEARCH)


def read(name: str, path: Path) -> Page:
    """Read one page."""
    return seen(name, path.read_bytes())


def seen(name: str, data: bytes) -> Page:
    """Look at one page as it lies on the disk, if browsers read the same letters in it as we do."""
    markup, words = letters(data)
    return Page(name, faults=[f"{words}; {RESAVE}"], readable=False) if words else looked_at(name, markup)


def looked_at(name: str, markup: str) -> Page:
    """Look at the markup of one page, the short way where it is written plainly: both find the same."""
    page, tags = Page(name), _begun(markup)
    if tags is not None and _is_read(tags, markup, page):
        return page
    return read_whole(Page(name), markup)


def read_whole(page: Page, markup: str) -> Page:
    """Read markup letter by letter into a page; what not all readers understand alike is a fault."""
    for found in spelled(markup):
        if isinstance(found, str):
            page.faults.append(f"not every reader understands this alike: {found}")
            continue
        _note(found.name, found.attrs, page)
        if found.name == "script" and (found.text is None or found.text.strip()):
            page.faults.append("<script> has text of its own")
        elif found.text is None:
            page.faults.append(f"not every reader ends <{found.name}> in the same place")
    return page


# ---------------------------------------------------------------- the short way

TAG = re.compile("<[^/<>][^<>]*>")
"""What begins like a start tag, up to the sign that ends it."""
START = re.compile(r'<[a-zA-Z][a-zA-Z0-9:-]*(?:[ \t\n\r\f]+[a-zA-Z][a-zA-Z0-9:-]*(?:="[^"<>]*")?)*[ \t\n\r\f]*/?>')
"""A start tag as our templates write it; neither of the signs that begin and end tags stands in its values."""
BROKEN = re.compile(r"</(?![a-zA-Z][a-zA-Z0-9:-]*>)")
"""What begins like an end tag and is none."""
TEXTED = re.compile(r"<(?:script|textarea|title)\b", re.IGNORECASE)
TEXTS = {
    "<script": re.compile(r"<script(?=[\s/>])[^<>]*></script>"),
    "<textar": re.compile(r"<textarea(?=[\s/>])[^<>]*>[^<]*</textarea>"),
    "<title>": re.compile(r"<title>[^<]*</title>"),
    "<title ": re.compile(r"<title [^<>]*>[^<]*</title>"),
}
"""How tags begin behind which text is read by rules of its own -> such an element that holds nothing like a tag."""
RAW = re.compile(r"<(?:iframe|noembed|noframes|noscript|plaintext|style|xmp)\b", re.IGNORECASE)
"""More of them, of which none has business on a page."""
NAME = re.compile("<([a-zA-Z0-9:-]+)")
ATTRIBUTE = re.compile(r'[ \t\n\r\f]([a-zA-Z0-9:-]+)(?:="([^"]*)")?')
"""An attribute of such a tag; what looks like one within a value is skipped with that value."""
TELLING = FORBIDDEN | {"form", "h1", "html", "link", "meta", "script"}
"""Elements of which all is looked at; most others say only how something looks."""
TOLD = ONCE | {"style", "srcdoc"}
"""Attributes that are looked at wherever they stand, but for those that begin with `on`."""
KEPT = 1 << 15
"""Tags that are remembered."""
SHORT = 48
"""Letters of a tag that is remembered for it tells nothing: a longer one holds a value that comes once."""
_quiet: set[str] = set()
"""Tags that tell nothing: three of four on a page, and on every page the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What can be known of a tag but for what its attributes say."""

    plain: bool = False
    """Whether it is a START, and text goes on behind it by the rules of text."""
    texted: bool = False
    """Whether it is one of TEXTS, or like one."""
    told: bool = False
    """Whether anything of it is looked at."""
    places: tuple[int, int] | None = None
    """Where its `id` and its `href` stand between the quotation marks, 0 for none, where only these tell something and
    no element gives `href` a meaning of its own; None where all of it has to be looked at."""


def tags_of(markup: str) -> list[str] | None:
    """Return every start tag of markup that is written plainly: every sign that could begin a tag begins one of these.

    None where anything is left over, or where text is read by other rules than those of text.
    """
    tags = _begun(markup)
    return tags if tags is not None and _is_read(tags, markup, None) else None


def _begun(markup: str) -> list[str] | None:
    """Return whatever begins a tag and is no end tag; None where a sign is left that could begin one."""
    prolog = PROLOG.match(markup)
    end = prolog.end() if prolog else 0
    tags = TAG.findall(markup, end)
    known = len(tags) + markup.count("</", end)
    return None if markup.count("<", end) != known or BROKEN.search(markup) else tags


def _is_read(tags: Iterable[str], markup: str, page: Page | None) -> bool:
    """Read tags into a page, if there is one; False where they are not written plainly."""
    kinds: set[str] = set()
    for tag in filterfalse(_quiet.__contains__, tags):
        parts = tag.split('"')
        shape = _shape('""'.join(parts[::2]))
        if not shape.plain:
            return False
        if shape.texted:
            kinds.add(tag[:7])
        if not shape.told:
            if not shape.texted and len(tag) <= SHORT and len(_quiet) < KEPT:
                _quiet.add(tag)
            continue
        if page is not None and (shape.places is None or not _are_noted(parts, shape.places, page)):
            _note(*_told(tag), page)
    return all(kind in TEXTS and _are_plain(kind, markup) for kind in kinds)


def _are_plain(kind: str, markup: str) -> bool:
    """Tell whether each tag that begins so begins such an element."""
    at = -1
    while (at := markup.find(kind, at + 1)) >= 0:
        if not TEXTS[kind].match(markup, at):
            return False
    return True


def _are_noted(parts: Sequence[str], places: tuple[int, int], page: Page) -> bool:
    """Note an id and where a link leads; False where one needs a closer look."""
    at, leads = places
    name, address = parts[at] if at else "", parts[leads] if leads else ""
    if "&" in name or "&" in address:
        name, address = decoded(name), decoded(address)
    if MARKS.search(name) or MARKS.search(address):
        return False
    if at:
        page.ids.append(name)
    if leads:
        page.links.append(address)
    return True


@lru_cache(maxsize=1024)
def _shape(emptied: str) -> Shape:
    """Return what can be known of a tag whose values were taken out; our pages have some two hundred."""
    if not START.fullmatch(emptied) or RAW.match(emptied):
        return Shape()
    element, attrs = _told(emptied)
    valued = [each[1].lower() for each in ATTRIBUTE.finditer(emptied) if each[0].endswith('"')]
    names = [name for name, _ in attrs]
    simple = element not in TELLING | DRAWN and {"id", "href"} & set(valued) >= set(names)
    return Shape(
        plain=True,
        texted=bool(TEXTED.match(emptied)),
        told=bool(attrs) or element in TELLING,
        places=(_place("id", valued), _place("href", valued)) if simple and len(names) == len(set(names)) else None,
    )


def _place(name: str, valued: Sequence[str]) -> int:
    return 2 * valued.index(name) + 1 if name in valued else 0


def _told(tag: str) -> tuple[str, Said]:
    """Return the name of a tag and what is looked at of its attributes."""
    named = NAME.match(tag)
    assert named is not None  # it is a START
    name, found = named[1].lower(), ATTRIBUTE.findall(tag)
    attrs = [(each.lower(), decoded(value) if "&" in value else value) for each, value in found]
    return name, attrs if name in TELLING else [pair for pair in attrs if pair[0] in TOLD or pair[0].startswith("on")]
