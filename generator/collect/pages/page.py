"""The bytes of a page in, what it says of itself and its main text out; pure. Whatever comes, only StreetError leaves.

Where several say the same, the more careful one counts: `rel=canonical` before og:url, what journals write for
libraries (citation_*) before what is written for networks, JSON-LD before a title element with the site's name in it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import unquote, urlsplit

from generator import text
from generator.collect.pages import markup, permits
from generator.collect.pages.permits import Permit
from generator.collect.sources import decode, draft
from generator.errors import StreetError

BYTES = 2_000_000
"""Bytes of a page that are looked at."""
KEPT = 5_000
"""Characters of the main text that are kept: enough to judge an article by."""
DESCRIPTION = 1_000
HTML = ("text/html", "application/xhtml+xml")
LOOKS_LIKE_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|title)\b", re.IGNORECASE)
DOI = re.compile(r"10\.\d{4,9}/[-._;()/:a-z0-9<>\[\]]+", re.IGNORECASE)
"""Crossref's recommended pattern (blog, 2015-08-11), and the brackets of early Wiley numbers."""
DOI_METAS = frozenset(
    "citation_doi dc.identifier dc.identifier.doi dc.doi doi prism.doi bepress_citation_doi rft_id".split()
)
ARTICLES = re.compile(
    r"article|posting|report|webpage|creativework|dataset|chapter|thesis|learningresource", re.IGNORECASE
)
SYNDICATES = frozenset("dev.to hackernoon.com hashnode.dev medium.com".split())
"""Places at which people publish again what stands at home, and say where (rel=canonical to another site)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page as far as it can be believed. All text is plain text."""

    url: str
    """The address that answered."""
    canonical: str | None = None
    """The address it calls its own, where that is plausible."""
    title: str = ""
    description: str = ""
    text: str = ""
    """At most KEPT characters of its main text, and no more than it permits."""
    language: str | None = None
    published: datetime | None = None
    author: str = ""
    site: str = ""
    dois: tuple[str, ...] = ()
    permit: Permit = field(default_factory=Permit)

    @property
    def address(self) -> str:
        """The address by which it is known."""
        return self.canonical or self.url


def parse(body: bytes, url: str, content_type: str = "", headers: Mapping[str, str] | None = None) -> Page:
    """Read a page.

    Args:
        body: as it came; the first BYTES of it are looked at.
        url: the address that answered, after redirects.
        content_type: the header of that name.
        headers: the others, names in lower case; robots and TDM headers are heard.

    Raises:
        StreetError: this is no HTML (kind "other").
    """
    body = body[:BYTES]
    kind = content_type.partition(";")[0].strip().lower()
    if (kind and kind not in HTML) or (not kind and not LOOKS_LIKE_HTML.search(body[:2_000])):
        raise StreetError("This is no page but another kind of document.", kind="other")
    page = decode.text(body, content_type)[: markup.LIMIT]
    shown = markup.visible(page)
    elements = list(markup.elements(shown))
    metas = _metas(elements)
    facts = [fact for fact in markup.facts(page) if ARTICLES.search(str(fact.get("@type", ""))[:200])]
    permit = permits.read(metas, headers or {})
    return Page(
        url=url,
        canonical=_canonical(elements, metas, url),
        title=_title(metas, facts, shown),
        description=text.clip(
            text.label(_first(metas, "og:description", "description", "dc.description"), DESCRIPTION), DESCRIPTION
        ),
        text=_text(shown, permit),
        language=_language(elements, metas, facts),
        published=_published(metas, facts),
        author=_author(metas, facts),
        site=text.one_line(_first(metas, "og:site_name", "citation_journal_title", "application-name"), text.NAME),
        dois=_dois(metas, facts),
        permit=permit,
    )


Metas = list[tuple[str, str]]
Facts = list[Mapping[str, Any]]


def _metas(elements: Iterable[markup.Element]) -> Metas:
    """Return (name in lower case, content) of the meta elements in order; `property` and `itemprop` are names too."""
    known = (inside for name, inside in elements if name == "meta" and inside.get("content"))
    return [
        (key.lower(), inside["content"])
        for inside in known
        for key in (inside.get("name") or inside.get("property") or inside.get("itemprop"),)
        if key
    ]


def _first(metas: Metas, *names: str) -> str:
    """Return the content of the first of these names that says something."""
    return next((content for wanted in names for name, content in metas if name == wanted and content.strip()), "")


def _text(shown: str, permit: Permit) -> str:
    limit = min(KEPT, permit.snippet if permit.snippet is not None else KEPT)
    if not permit.listed or not permit.archived or limit == 0:
        return ""
    return text.clip(markup.main_text(shown), limit)


def _title(metas: Metas, facts: Facts, shown: str) -> str:
    headline = next((said for fact in facts if isinstance(said := fact.get("headline"), str) and said.strip()), "")
    return text.label(
        _first(metas, "citation_title", "og:title", "dc.title", "twitter:title") or headline
    ) or markup.title(shown)


def _language(elements: Iterable[markup.Element], metas: Metas, facts: Facts) -> str | None:
    lang = next((inside.get("lang") or inside.get("xml:lang") for name, inside in elements if name == "html"), None)
    said = next((fact.get("inLanguage") for fact in facts if fact.get("inLanguage")), None)
    return draft.language(lang, said, _first(metas, "citation_language", "dc.language", "og:locale", "language"))


def _published(metas: Metas, facts: Facts) -> datetime | None:
    said = (fact.get("datePublished") for fact in facts)
    names = (
        "article:published_time",
        "datepublished",
        "citation_publication_date",
        "citation_online_date",
        "dc.date",
        "date",
    )
    written = [*(_first(metas, name) for name in names[:2]), *said, *(_first(metas, name) for name in names[2:])]
    return next((found for value in written if (found := _date(value))), None)


def _date(value: object) -> datetime | None:
    spelt = value.strip().replace("/", "-") if isinstance(value, str) else value
    return draft.iso(spelt) or draft.mail_date(value)


def _author(metas: Metas, facts: Facts) -> str:
    said = [name for fact in facts for name in _names(fact.get("author"))]
    written = [*said, _first(metas, "citation_author", "author", "dc.creator", "article:author", "parsely-author")]
    return next((name for value in written if not value.startswith("http") and (name := draft.name(value))), "")


def _names(author: object) -> Iterator[str]:
    for one in author[:10] if isinstance(author, list) else [author]:
        name = one.get("name") if isinstance(one, Mapping) else one
        if isinstance(name, str):
            yield name


# ---------------------------------------------------------------- addresses


def _canonical(elements: Iterable[markup.Element], metas: Metas, url: str) -> str | None:
    """Return the address that a page calls its own, where it may speak for it."""
    elements = list(elements)
    base = next((inside["href"] for name, inside in elements if name == "base" and inside.get("href")), "")
    start = text.address(base, url) or url
    links = [
        inside for name, inside in elements if name == "link" and "canonical" in inside.get("rel", "").lower().split()
    ]
    said = [*(inside.get("href", "") for inside in links), *(content for name, content in metas if name == "og:url")]
    found = (text.address(href, start) for href in said if href)
    return next((address for address in found if address and plausible(address, url)), None)


def plausible(address: str, url: str) -> bool:
    """Tell whether the page at `url` may call itself `address`.

    It may within its own site. A front page is refused for any other page: careless sites name it everywhere. Another
    site is believed only of places where people publish again what is theirs; else a stranger could join any story.
    """
    here, there = urlsplit(url), urlsplit(address)
    if not there.path.strip("/") and not there.query and (here.path.strip("/") or here.query):
        return False
    ours, theirs = _site(url), _site(address)
    if ours == theirs or ours.endswith(f".{theirs}") or theirs.endswith(f".{ours}"):
        return True
    return any(ours == place or ours.endswith(f".{place}") for place in SYNDICATES)


def _site(url: str) -> str:
    return text.host(text.canonical(url)) or text.host(url)


def _dois(metas: Metas, facts: Facts) -> tuple[str, ...]:
    """Return the DOIs by which a page names itself, in lower case, each once (sources.md, 6.1)."""
    written = [content for name, content in metas if name in DOI_METAS]
    for fact in facts:
        for value in (fact.get("identifier"), fact.get("sameAs")):
            for one in value[:20] if isinstance(value, list) else [value]:
                said = one.get("value") if isinstance(one, Mapping) else one
                written += [said] if isinstance(said, str) else []
    found = (DOI.search(unquote(value[:500])) for value in written)
    return tuple(dict.fromkeys(match[0].rstrip(".,;:").lower() for match in found if match))
