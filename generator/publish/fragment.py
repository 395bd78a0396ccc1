"""Markup that typeset made in, the same for places outside the site out: as XML, without pictures; as plain lines.

A book is XML, where every element is closed, and has no pictures of ours; a letter loads none. A picture becomes its
description. A link that leads nowhere, because the site has no address, becomes its words.
"""

from collections.abc import Callable
from html import escape
from html.parser import HTMLParser

from markupsafe import Markup

from generator import text
from generator.publish.marking import marked

EMPTY = frozenset({"br", "hr"})


class _Setter(HTMLParser):
    """Sets what nh3 has made well formed; `open_links` says of every open link whether it was set."""

    def __init__(self, picture: Callable[[str], str]) -> None:
        super().__init__(convert_charrefs=True)
        self.set: list[str] = []
        self.open_links: list[bool] = []
        self.picture = picture

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "img":
            words = values.get("alt", "")
            self.set.append(f"<em>{escape(self.picture(words))}</em>" if words else "")
        elif tag == "a":
            self.open_links.append(bool(values.get("href")))
            self.set.append(_open(tag, values) if values.get("href") else "")
        else:
            self.set.append(_open(tag, values))

    def handle_endtag(self, tag: str) -> None:
        if tag not in EMPTY and (tag != "a" or (self.open_links and self.open_links.pop())):
            self.set.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.set.append(escape(data, quote=False))


def _open(tag: str, values: dict[str, str]) -> str:
    if "lang" in values:
        values = {**values, "xml:lang": values["lang"]}
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in values.items())
    return f"<{tag}{attributes}{'/' if tag in EMPTY else ''}>"


def xml(markup: Markup, picture: Callable[[str], str] = str) -> Markup:
    """Return typeset markup as well-formed XML; `picture` says what stands for one, of its description."""
    setter = _Setter(picture)
    setter.feed(str(markup))
    setter.close()
    return marked("".join(setter.set))


def lines(markup: Markup) -> tuple[str, ...]:
    """Return typeset markup as paragraphs of plain text, then the addresses it leads to, each on a line of its own."""
    words = text.plain(str(markup))
    return (*words.split("\n\n"), *text.links(str(markup), "")) if words else ()
