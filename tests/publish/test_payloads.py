"""T01: a stranger's text never becomes markup, whatever it is and wherever it stands."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from generator import text
from generator.publish import feeds
from generator.publish.typeset import TAGS, typeset
from tests.publish import make, payloads

SHARED = make.ROOT.parent / "shared" / "data" / "security"
OWN = frozenset(
    (
        "a abbr article b bdi body br button circle datalist dd desc details dfn dialog div dl dt em figcaption figure "
        "footer form g h1 h2 h3 head header html i input label li link main meta nav ol optgroup option p path rect "
        "section select span summary svg table tbody td template text textarea th thead time title tr tspan ul"
    ).split()
)
"""What the theme's templates are made of."""
OURS = re.compile(r"(?:(?:\.\./)*|/(?:digest/)?)theme/[a-z-]+\.js")
"""Where the theme's own scripts are; what stands in a page itself never is one (`verify`)."""
KNOWN = "https://room.example/digest"
PART = r"(?:[a-z0-9-]+|\d{4}-W\d\d)"
FILE = re.compile(rf"(?:theme|pagefind)/[\w./-]+|\.gleaner-site|(?:{PART}/)*{PART}\.[a-z]{{2,11}}", re.ASCII)
"""Names of files of a site: of small letters, digits and hyphens, all of them ours."""


class Elements(HTMLParser):
    """Collects what a browser would build."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.names: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "script" or not OURS.fullmatch(dict(attrs).get("src") or ""):
            self.tags.add(tag)
        self.names |= {name for name, _ in attrs}


def elements(markup: str) -> Elements:
    found = Elements()
    found.feed(markup)
    return found


def built(site: Path) -> Iterator[tuple[str, Elements]]:
    for page in site.rglob("*.html"):
        yield page.name, elements(page.read_text("utf-8"))
    for feed, content in (("atom.xml", f"{{{feeds.ATOM}}}content"), ("rss.xml", f"{{{feeds.CONTENT}}}encoded")):
        for entry in ET.parse(site / feed).getroot().iter(content):
            yield feed, elements(entry.text or "")


def read_as_html(site: Path) -> Iterator[tuple[str, Elements]]:
    """Yield titles, names and summaries as a careless reader shows them: as HTML, whatever their format says."""
    for name in ("atom.xml", "rss.xml", "picks.xml"):
        for part in ET.parse(site / name).getroot().iter():
            tag = part.tag.rpartition("}")[2]
            if tag in {"title", "subtitle", "summary", "name", "creator", "description"}:
                yield f"{name}: {tag}", elements(part.text or "")
    for name in ("editions.json", "feed.json"):
        whole = json.loads((site / name).read_text("utf-8"))
        for part in (whole, *whole["items"]):
            for words in (
                part.get("title", ""),
                part.get("summary", ""),
                *(each["name"] for each in part.get("authors", ())),
            ):
                yield name, elements(words)


def test_no_text_in_any_field_becomes_markup(tmp_path: Path) -> None:
    settings = make.config(title=payloads.HARM[1], description=payloads.HARM[2], interests=payloads.HARM)
    folder = make.content(tmp_path, payloads.edition())
    site = make.printed(tmp_path, folder, config=settings, site_url=KNOWN)

    for name, found in built(site):
        assert found.tags <= OWN, name
        assert not {attribute for attribute in found.names if attribute.startswith("on") or attribute == "style"}, name
    assert [name for name in make.tree(site) if not FILE.fullmatch(name)] == [], "no text becomes a path"
    assert {tag for _, found in read_as_html(site) for tag in found.tags} == set()


def test_what_means_harm_can_still_be_read(tmp_path: Path) -> None:
    site = make.site(tmp_path, make.edition(picks=(make.pick(title="<script>alert(1)</script> {{ 7 * 7 }}"),)))

    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7 * 7 }}" in (site / "index.html").read_text("utf-8")


def rows(name: str) -> list[str]:
    lines = (SHARED / name).read_text("utf-8").split("\n")
    return [text.tidy(str(json.loads(line)["payload"]))[:2000] for line in lines if line]


NAMES = ("frontmatter", "homograph", "html", "markdown", "ssti", "strings", "svg", "urls")
absent = pytest.mark.skipif(not SHARED.is_dir(), reason="the collection of hostile texts, ../shared/data, is not here")


@absent
def test_none_of_a_large_collection_becomes_markup_either(tmp_path: Path) -> None:
    """A few of every file, in one site; `tests.bench.hostile` prints all of them, for a browser to judge."""
    weeks, week = [], make.edition("2026-W01").week
    for name in NAMES:
        found = [each for each in dict.fromkeys(rows(f"{name}.jsonl")) if each.strip()]
        some = tuple(found[:: max(1, len(found) // 25)][:25])
        weeks.append(replace(payloads.edition(some), week=week, id=f"urn:x:{week}"))
        week = week.after()
    site = make.site(tmp_path, *weeks)

    for page, seen in built(site):
        assert seen.tags <= OWN, page


@absent
@pytest.mark.parametrize("name", NAMES)
def test_a_note_that_holds_some_of_it_is_harmless_too(name: str) -> None:
    for markup in rows(f"{name}.jsonl")[::5]:
        found = elements(typeset(markup[:500]))
        assert found.tags <= TAGS
        assert found.names <= {"href", "title", "src", "alt", "start", "colspan", "rowspan", "scope", "lang", "dir"}
