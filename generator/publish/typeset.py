"""The owner's Markdown in, HTML that is safe to print out: the only markup that is ever marked safe.

Two layers: Python-Markdown sets the type, then nh3 keeps what is on the lists below. Foreign text never comes here.
Relative addresses are read from the root of the site, so a note means the same on the front page and on its own.
"""

import re
from collections.abc import Callable

import nh3
from markupsafe import Markup

from generator import text

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
    "*": {"lang", "dir"},
}
SCHEMES = {"http", "https", "mailto"}
PLACE = re.compile(r"(?!/)[A-Za-z0-9_./#-]{1,300}")
"""A relative address: letters, digits and plain signs. No scheme, no query, nothing read twice."""
MAIL = re.compile(r"mailto:[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,255}")
EXTENSIONS = ("abbr", "def_list", "sane_lists", "smarty", "tables")


def typeset(markdown: str, to: Callable[[str], str] = str) -> Markup:
    """Set an owner's Markdown; `to` turns a place on this site into an address that leads there from the page."""
    from markdown import Markdown  # noqa: PLC0415  42 ms, for commands that print nothing

    html = Markdown(extensions=list(EXTENSIONS), output_format="html").convert(text.tidy(markdown))
    html = re.sub(r"(</?)h1\b", r"\1h2", html)  # a page has one h1, and it is the page's
    return Markup(_cleaner(to).clean(html))  # noqa: S704  cleaned by the allow-list above; tests/publish/test_typeset.py


def _cleaner(to: Callable[[str], str]) -> nh3.Cleaner:
    def attribute(_: str, name: str, value: str) -> str | None:
        """Check an address once more: nh3 does not look at the scheme after this."""
        if name == "href":
            return _link(value, to)
        if name == "src":
            return _place(value, to)
        return text.one_line(value, 500)

    return nh3.Cleaner(
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=attribute,
        url_schemes=SCHEMES,
        link_rel=None,
        clean_content_tags=set(text.SILENT),
    )


def _link(value: str, to: Callable[[str], str]) -> str | None:
    if MAIL.fullmatch(value):
        return value
    return text.address(value) or _place(value, to)


def _place(value: str, to: Callable[[str], str]) -> str | None:
    if not PLACE.fullmatch(value) or ".." in value:
        return None
    return to(value.removeprefix("./"))
