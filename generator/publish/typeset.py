"""The owner's Markdown in, HTML that is safe to print out: the only markup that is ever marked safe.

Two layers: Python-Markdown sets the type, then nh3 keeps what is on the lists below. Foreign text never comes here.
Relative addresses are read from the root of the site, so a note means the same on the front page and on its own.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

import nh3
from markupsafe import Markup

from generator import text
from generator.publish.marking import marked

if TYPE_CHECKING:
    from markdown import Markdown

TAGS = set(
    "a abbr b blockquote br caption cite code dd del dl dt em figcaption figure h2 h3 h4 hr i img ins kbd li mark ol p "
    "pre q s small strong sub sup table tbody td tfoot th thead tr u ul".split()
)
ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt"},
    "abbr": {"title"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "li": {"id"},
    "sup": {"id"},
    "h2": {"id"},
    "h3": {"id"},
    "h4": {"id"},
    "*": {"lang", "dir"},
}
SCHEMES = {"http", "https", "mailto"}
PLACE = re.compile(r"(?!/)[A-Za-z0-9_./#-]{1,300}")
"""A relative address: letters, digits and plain signs. No scheme, no query, nothing read twice."""
MAIL = re.compile(r"mailto:[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,255}")
SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
FOOTNOTE = re.compile(r"#?fn(?:ref[0-9]*)?-[A-Za-z0-9_-]{1,100}")
"""Ids of footnotes and of their marks, and what leads there: the only ids that a text of the owner's brings along."""
MARK = re.compile(r"\[\^[^\]\s][^\]]{0,100}\]")
"""What a mark of a footnote looks like where there is no such footnote."""
HEADINGS = frozenset({"h2", "h3", "h4"})
FRAME = frozenset({"text", "feeds", "ways", "foot-1", "foot-2", "foot-3"})
"""Ids of the frame of such pages; a heading that would be called so is called `text-1`."""
SLUG = re.compile(r"[\w-]{1,100}")
"""Ids of headings, as GitHub makes them, so that a link to a part of a page is the same there."""
ADDRESS = re.compile(r"\]\((?:([\w./#:?=%+@-]+)\))?", re.ASCII)
"""What may begin an address in Markdown, with the address where nothing about that is in doubt."""
DOUBTFUL = re.compile(
    r"\]: | \^[^\]]*\] | href | src | <table | \#fn | !\[(?![^\W_]) | &(?:\#|num|hat|rsqb|rbrack)",
    re.IGNORECASE | re.VERBOSE,
)
"""What else an address or a footnote can come from: a definition, `^` before `]`, a tag; a table, for HTML puts what
stands loose in it before it; what is taken for the way to a footnote, or can begin so in the words of a picture; and
such signs written as entities."""
EXTENSIONS = ("abbr", "def_list", "fenced_code", "footnotes", "sane_lists", "smarty", "tables")
SETTINGS = {"footnotes": {"SEPARATOR": "-", "BACKLINK_TITLE": ""}}


def slug(heading: str, _: str = "-") -> str:
    """Return what GitHub calls a heading in addresses: small letters and digits, a hyphen for every blank."""
    name = re.sub(r"[^\w\s-]", "", heading.strip().lower()).replace(" ", "-")
    return f"{name}-1" if name in FRAME else name


Leads = Callable[[str], str | None]


def as_it_stands(address: str) -> str:
    """Return an address as it is: in most texts it means what stands there."""
    return address


@dataclass(frozen=True, slots=True, kw_only=True)
class Ends:
    """What a text leans on, each once, in order."""

    places: Mapping[str, str]
    """Relative addresses as they are written -> the places on the site that they mean."""
    loose: tuple[str, ...]
    """Footnotes that have no mark in the text, and marks that have no footnote."""


def typeset(
    markdown: str, to: Callable[[str], str] = str, leads: Leads = as_it_stands, *, whole: bool = False
) -> Markup:
    """Set an owner's Markdown.

    Args:
        markdown: the text.
        to: turns a place on this site into an address that leads there from the page.
        leads: what an address in it means, where that is something else than what stands there; None for nothing.
        whole: whether it is a page of its own, so that its headings can be linked to.
    """
    html = _cleaner(_checks(to, leads)).clean(_html(markdown, whole=whole))
    return marked(html)


def ends(markdown: str, leads: Leads = as_it_stands, *, whole: bool = False) -> Ends:
    """Return what has to be there for an owner's Markdown to be whole; `leads` and `whole` as in typeset."""
    html = _html(markdown, whole=whole)
    places: dict[str, str] = {}
    notes: list[str] = []

    def note(tag: str, name: str, value: str) -> str:
        if FOOTNOTE.fullmatch(value) and tag not in HEADINGS:
            notes.append(value)
        elif name == "src" or (name == "href" and not MAIL.fullmatch(value)):
            meant = leads(value) or (value if name == "src" else "")  # a picture outside the site is on no page
            places.update({value: meant} if meant and not SCHEME.match(meant) else {})
        return value

    _cleaner(note).clean(html)
    words = nh3.clean(html, tags=set(), clean_content_tags={*text.SILENT, "code"})
    loose = [f"[^{each.partition('-')[2]}]" for each in notes if each[0] == "#" and each[1:] not in notes]
    return Ends(places=places, loose=tuple(dict.fromkeys([*loose, *MARK.findall(words)])))


def addresses(markdown: str, leads: Leads = as_it_stands) -> frozenset[str] | None:
    """Return places that hold all of those in `ends`, as there are no loose footnotes; None where only `ends` can tell.

    It sets nothing, which takes a hundredth of the time: whatever Markdown makes of a text without anything doubtful,
    its addresses stand between `](` and `)`, and what it leaves stands in the same order. What stands so in code is
    among them, too.
    """
    tidy = text.tidy(markdown)
    if DOUBTFUL.search(tidy):
        return None
    found: set[str] = set()
    first = tidy.find("![")
    for each in ADDRESS.finditer(tidy):
        written = each[1]
        if not written or FOOTNOTE.fullmatch(written):
            return None
        found.add(leads(written) or (written if 0 <= first < each.start() else ""))  # it may be a picture's
    return frozenset(place for place in found if place and not SCHEME.match(place))


@lru_cache(maxsize=2048)  # the note of an edition is set five times in a build, links are looked for twice
def _html(markdown: str, *, whole: bool = False) -> str:
    try:
        html = _press(whole=whole).reset().convert(text.tidy(markdown))
    except BaseException:  # it may have been left in the middle of a list
        _press.cache_clear()
        raise
    return re.sub(r"(</?)h1\b", r"\1h2", html)  # a page has one h1, and it is the page's


@cache
def _press(*, whole: bool) -> "Markdown":
    """Return what sets Markdown: with a new one for each note, ten years of them take two and a half times as long."""
    from markdown import Markdown  # noqa: PLC0415  42 ms, for commands that print nothing

    more = ["toc"] if whole else []
    settings: dict[str, dict[str, Any]] = {**SETTINGS, **({"toc": {"slugify": slug, "marker": ""}} if whole else {})}
    return Markdown(extensions=[*EXTENSIONS, *more], extension_configs=settings, output_format="html")


def _cleaner(attribute: Callable[[str, str, str], str | None]) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=attribute,
        url_schemes=SCHEMES,
        link_rel=None,
        clean_content_tags=set(text.SILENT),
    )


def _checks(to: Callable[[str], str], leads: Leads) -> Callable[[str, str, str], str | None]:
    home, ids = to(""), set[str]()
    alone = bool(home) and not SCHEME.match(home)  # a feed sets many texts on one page

    def attribute(tag: str, name: str, value: str) -> str | None:
        """Check an address once more: nh3 does not look at the scheme after this."""
        if name == "id" and tag in HEADINGS:
            return _once(value, ids) if alone and SLUG.fullmatch(value) and value not in FRAME else None
        if name == "id" or (name == "href" and FOOTNOTE.fullmatch(value)):
            return _footnote(name, value, ids) if alone else None
        if name in {"href", "src"}:
            meant = leads(value)
            return None if meant is None else (_link if name == "href" else _place)(meant, to)
        return text.one_line(value, 500) if value or name == "alt" else None

    return attribute


def _footnote(name: str, value: str, ids: set[str]) -> str | None:
    """Check an id, or what leads to one."""
    if not FOOTNOTE.fullmatch(value):
        return None
    return _once(value, ids) if name == "id" else value


def _once(name: str, ids: set[str]) -> str | None:
    """Return an id the first time it comes; two elements must not be called the same."""
    if name in ids:
        return None
    ids.add(name)
    return name


def _link(value: str, to: Callable[[str], str]) -> str | None:
    if MAIL.fullmatch(value):
        return value
    return text.address(value) or _place(value, to)


def _place(value: str, to: Callable[[str], str]) -> str | None:
    if not PLACE.fullmatch(value) or ".." in value:
        return None
    return to(value.removeprefix("./"))
