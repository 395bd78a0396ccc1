"""What other projects expect of recorded feeds, in our words: (document, field, wanted), read from ../shared/data.

The expectations are Python expressions (feedparser), and JSON of four parsers (gofeed, rss-parser, fastfeedparser).
They speak of markup and of fields we do not keep; compared is what an Item holds, with markup read as text on both
sides.
"""

import ast
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from generator import text
from generator.collect.sources import draft
from generator.collect.sources.draft import Parsed
from generator.collect.sources.feeds import feed
from generator.errors import StreetError

DATA = Path(__file__).resolve().parents[3].parent / "shared" / "data"
SECOND = timedelta(seconds=1)
URL = "https://feed.example/dir/feed.xml"


@dataclass(frozen=True)
class Expectation:
    """One value that a project expects; `entry` is None for the feed itself."""

    path: str
    entry: int | None
    field: str
    wanted: object
    content_type: str = ""


def index() -> list[dict]:
    """Return the lines of index.jsonl on feeds."""
    lines = (DATA / "index.jsonl").read_text("utf-8").splitlines()
    return [row for row in map(json.loads, lines) if row["path"].startswith("feeds/")]


def documents() -> Iterator[tuple[str, bytes, str]]:
    """Yield (path, body, Content-Type) of everything that is not itself an expectation."""
    for row in index():
        if not row["format"].startswith("expected"):
            yield row["path"], (DATA / row["path"]).read_bytes(), content_type(row)


def content_type(row: dict) -> str:
    name, _, value = (row.get("expect") or {}).get("Header", "").partition(":")
    return value.strip() if name.lower() == "content-type" else ""


def expectations() -> Iterator[Expectation]:
    rows = index()
    known = {row["path"] for row in rows}
    for row in rows:
        if "python" in (row.get("expect") or {}):
            yield from _of_feedparser(row)
        if row["format"] == "expected-json":
            stem = row["path"].removesuffix(".expected.json")
            path = next((stem + end for end in (".xml", ".rss", ".atom", ".json") if stem + end in known), None)
            if path:
                yield from _of_json(path, json.loads((DATA / row["path"]).read_text("utf-8", "replace"), strict=False))


# ---------------------------------------------------------------- feedparser's expressions

FIELDS = {
    "title": "title", "description": "text", "summary": "text", "link": "url", "id": "id", "guid": "id",
    "published_parsed": "published", "issued_parsed": "published", "author": "author", "language": "language",
}  # fmt: skip


def _of_feedparser(row: dict) -> Iterator[Expectation]:
    try:
        tree = ast.parse(row["expect"]["python"], mode="eval")
    except SyntaxError:
        return
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Compare) and len(node.ops) == 1 and isinstance(node.ops[0], ast.Eq)):
            continue
        try:
            wanted, path = ast.literal_eval(node.comparators[0]), _path(node.left)
        except ValueError:
            continue
        if path and path[:1] == ["entries"] and len(path) > 2 and isinstance(path[1], int):
            field = "text" if path[2:] == ["content", 0, "value"] else FIELDS.get(path[2]) if len(path) == 3 else None
            entry = path[1]
        else:
            field, entry = ({"title": "title", "link": "url"}.get(path[1]) if len(path) == 2 else None), None
        if field:
            yield Expectation(row["path"], entry, field, wanted, content_type(row))


def _path(node: ast.expr) -> list:
    """Write `feed['title']` and `entries[0].title` as lists of their parts; [] for anything else."""
    if isinstance(node, ast.Name):
        return [node.id]
    if isinstance(node, ast.Attribute):
        return [*_path(node.value), node.attr]
    if isinstance(node, ast.Subscript):
        return [*_path(node.value), ast.literal_eval(node.slice)]
    return []


# ---------------------------------------------------------------- JSON of other parsers


def _of_json(path: str, wanted: dict) -> Iterator[Expectation]:
    whole = wanted.get("feed") if isinstance(wanted.get("feed"), dict) else wanted
    if isinstance(whole.get("title"), str):
        yield Expectation(path, None, "title", whole["title"])
    for number, entry in enumerate(whole.get("items") or whole.get("entries") or ()):
        for field, value in _entry(entry, path):
            if value:
                yield Expectation(path, number, field, value)


def _entry(entry: dict, path: str) -> Iterator[tuple[str, object]]:
    content = entry.get("content:encoded") or entry.get("content") or entry.get("content_html")
    if isinstance(content, dict | list):
        content = (content[0] if isinstance(content, list) else content).get("value")
    yield "text", content or entry.get("description") or entry.get("summary") or entry.get("content_text")
    yield "title", entry.get("title")
    links = [
        link for link in entry.get("links") or () if isinstance(link, dict) and link.get("rel", "") in {"", "alternate"}
    ]
    yield "url", entry.get("link") or entry.get("url") or (links[0].get("href") if links else None)
    guid = entry.get("guid") or entry.get("id")
    yield "id", guid.get("value") if isinstance(guid, dict) else guid
    dates = ("publishedParsed", "pubDateParsed", "published", "isoDate", "date_published")
    yield "published", next((entry[key] for key in dates if entry.get(key)), None)


# ---------------------------------------------------------------- agreement


def parsed(path: str, content_type: str = "") -> Parsed | StreetError:
    try:
        return feed.parse((DATA / path).read_bytes(), URL, "feed x", content_type)
    except StreetError as error:
        return error


def agrees(wanted: Expectation, found: Parsed) -> bool | None:
    """Say whether what was found is what was wanted; None where we keep no such thing, or cannot know."""
    if "\ufffd" in str(wanted.wanted) or (wanted.field == "url" and "/~r/" in str(wanted.wanted)):
        return None  # written down in a broken encoding; an address of FeedBurner, where we take the true one
    if wanted.entry is None:
        got = found.title if wanted.field == "title" else found.home
        return _same(wanted.field, wanted.wanted, got)
    if wanted.entry >= len(found.items):
        return False
    item = found.items[wanted.entry]
    got = item.voice.name if wanted.field == "author" else getattr(item, wanted.field)
    return _same(wanted.field, wanted.wanted, got)


def _same(field: str, wanted: object, got: object) -> bool | None:
    if field in {"title", "text", "author"}:
        return None if not isinstance(wanted, str) else _bare(wanted) in {_bare(str(got)), ""} or _plain(wanted) == got
    if field == "url":
        address = text.address(wanted, URL) if isinstance(wanted, str) else None
        return None if not address else address == got
    if field == "id":
        return None if not isinstance(wanted, str) or not wanted else str(got).endswith(wanted.strip())
    if field == "language":
        return None if not isinstance(wanted, str) else draft.language(wanted) == got
    moment = _moment(wanted)
    return None if moment is None or not isinstance(got, datetime | None) else bool(got and abs(moment - got) < SECOND)


def _plain(wanted: str) -> str:
    return text.plain(wanted)


def _bare(words: str) -> str:
    """Read markup away, and all blanks with it: where an element is a block is not what these tests ask."""
    return "".join(text.label(words, 100_000).split()).casefold()


def _moment(wanted: object) -> datetime | None:
    if isinstance(wanted, tuple) and len(wanted) == 9:
        return draft.moment(wanted[:6])
    found = draft.iso(wanted)
    return found.astimezone(UTC) if found else None
