"""The sample's plain text in, the HTML that blogs and social servers make of it out."""

import re
from collections.abc import Callable, Mapping
from html import escape

LINK = re.compile(r"\[([^\]]+)\]\((https?://[^)\s]+)\)")
STRESS = re.compile(r"\*([^*]+)\*")
TOKEN = re.compile(
    r"(?P<url>https?://[^\s<]*[^\s<.,;:!?)])|(?<!\w)#(?P<tag>\w+)|(?<![\w/])@(?P<name>\w+)(?:@(?P<host>[\w.-]+\w))?",
    re.ASCII,
)
"""What a social server turns into links. Tags of the sample are ASCII."""
SHOWN = 30
"""Characters of an address that a social server shows; the rest is in hidden spans."""

Mentioned = tuple[str, str]
"""(name, address of the profile)."""


def paragraphs(text: str) -> tuple[str, ...]:
    """Split at empty lines."""
    return tuple(" ".join(part.split()) for part in text.strip().split("\n\n"))


def article(text: str) -> str:
    """Return the HTML of an article."""
    return "\n".join(f"<p>{_inline(part)}</p>" for part in paragraphs(text))


def plain(text: str) -> str:
    """Return an article as text without its marks."""
    return "\n\n".join(STRESS.sub(r"\1", LINK.sub(r"\1", part)) for part in paragraphs(text))


def summary(text: str) -> str:
    """Return the first paragraph as text."""
    return plain(text).partition("\n\n")[0]


def _inline(part: str) -> str:
    linked = LINK.sub(r'<a href="\2">\1</a>', escape(part, quote=False))
    return STRESS.sub(r"<em>\1</em>", linked)


def post(text: str, *, host: str, mention: Callable[[str, str | None], Mentioned | None]) -> str:
    """Return the HTML of a post as Mastodon writes it: hidden spans around the ends of links, h-cards around names."""

    def link(token: re.Match[str]) -> str:
        return _token(token.groupdict(), token[0], host, mention)

    parts = (TOKEN.sub(link, escape(part, quote=False)) for part in paragraphs(text))
    return "".join(f"<p>{part}</p>" for part in parts)


def tags(text: str) -> tuple[str, ...]:
    """Return the hashtags of a post, each once, in the order of their first use."""
    return tuple(dict.fromkeys(found["tag"].lower() for found in TOKEN.finditer(text) if found["tag"]))


def addresses(text: str) -> tuple[str, ...]:
    """Return the addresses in a post."""
    return tuple(found["url"] for found in TOKEN.finditer(text) if found["url"])


def names(text: str) -> tuple[tuple[str, str | None], ...]:
    """Return the people named in a post: (name, host or None for the server's own)."""
    return tuple((found["name"], found["host"]) for found in TOKEN.finditer(text) if found["name"])


def _token(
    found: Mapping[str, str | None], whole: str, host: str, mention: Callable[[str, str | None], Mentioned | None]
) -> str:
    if url := found["url"]:
        return _address(url)
    if tag := found["tag"]:
        target = f"https://{host}/tags/{tag}"
        return f'<a href="{target}" class="mention hashtag" rel="nofollow noopener">#<span>{tag}</span></a>'
    known = mention(found["name"] or "", found["host"])
    if known is None:
        return whole
    name, url = known
    return f'<span class="h-card" translate="no"><a href="{url}" class="u-url mention">@<span>{name}</span></a></span>'


def _address(url: str) -> str:
    scheme, _, rest = url.partition("://")
    shown, hidden = rest[:SHOWN], rest[SHOWN:]
    style = ' class="ellipsis"' if hidden else ""
    return (
        f'<a href="{url}" target="_blank" rel="nofollow noopener" translate="no"><span class="invisible">{scheme}://</span>'
        f'<span{style}>{shown}</span><span class="invisible">{hidden}</span></a>'
    )
