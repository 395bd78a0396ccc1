"""Whatever bytes a server sends, a reader may only say StreetError: each reader whole, through its adapter.

It reads from a street on which every address answers with the bytes at hand.
"""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from types import MappingProxyType

from generator import text
from generator.collect.sources import adapters
from generator.collect.words import Answer, Visit
from generator.errors import StreetError
from generator.model import Source
from tests.bench.fuzzing.target import Target, recorded

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
VISIT = Visit(now=NOW, since=NOW - timedelta(days=36500))
SERVER: Mapping[str, tuple[str, ...]] = MappingProxyType({"servers": ("school.example",)})
REFUSALS = {b"\x01": 400, b"\x02": 401, b"\x03": 403, b"\x04": 404, b"\x05": 422, b"\x06": 429}
TYPES = {b"\x07": "text/html", b"\x08": "application/json; charset=utf-16"}


class Street:
    """Every address answers with the same bytes; the first of them says how."""

    def __init__(self, data: bytes) -> None:
        self.data, self.asked = data, 0

    async def get(self, url, **_):
        return self._answer(url)

    async def post(self, url, body, **_):
        assert body is not None
        return self._answer(url)

    def _answer(self, url):
        self.asked += 1
        mark, body = self.data[:1], self.data[1:]
        if mark in REFUSALS and self.asked % 2:
            raise StreetError("No.", status=REFUSALS[mark], body=body)
        headers = {"content-type": TYPES.get(mark, ""), "link": body[:200].decode("latin-1")}
        return Answer(url=url, status=200, body=body, headers=headers)

    def forget(self, url):
        assert url

    def has(self, *_):
        return self.data[:1] not in {b"\x09", b"\x0a"}

    def learn(self, name, value):
        assert isinstance(name, str)
        assert isinstance(value, str)

    async def once(self, _, make):
        return await make()


def _read(source: Source, data: bytes) -> None:
    read = adapters([source.kind])[source.kind]
    try:
        items = asyncio.run(read(source, Street(data), VISIT)).items
    except StreetError:
        return
    for item in items:
        assert item.id
        for url in filter(None, (item.url, item.about, item.voice.address, *item.links)):
            assert text.address(url) == url, url
        assert not text.HIDDEN.search(item.title + item.text + item.voice.name + item.warning + "".join(item.tags))
        assert len(item.title) <= text.TITLE
        assert len(item.voice.name) <= text.NAME
        assert "\n" not in item.title + item.voice.name


def _reader(kind: str, address: str, seeds: str, options: Mapping[str, tuple[str, ...]] | None = None) -> Target:
    source = Source(kind=kind, address=address, name="fuzzed", options=options or {})
    return Target(trial=partial(_read, source), seeds=partial(recorded, seeds))


TARGETS = {
    "feed": _reader("feed", "https://a.example/feed", "feeds"),
    "opml": _reader("opml", "https://a.example/list", "opml"),
    "mastodon-tag": _reader("mastodon", "#oer", "mastodon", SERVER),
    "mastodon-account": _reader("mastodon", "@ana@school.example", "mastodon"),
    "mastodon-list": _reader("mastodon", "list:7", "mastodon", SERVER),
    "bluesky-tag": _reader("bluesky", "#oer", "bluesky"),
    "bluesky-account": _reader("bluesky", "@lee.school.example", "bluesky"),
    "bluesky-list": _reader("bluesky", "list:at://did:plc:a/app.bsky.graph.list/b", "bluesky"),
    "x-tag": _reader("x", "#oer", "x"),
    "x-list": _reader("x", "list:7", "x"),
    "reddit": _reader("reddit", "r/teaching", "feeds/reddit-rss"),
    "lemmy": _reader("lemmy", "!teaching@lemmy.example", "others/lemmy"),
    "hackernews": _reader("hackernews", "search:learning", "others/hackernews"),
    "devto": _reader("devto", "#edtech", "others/devto"),
    "youtube": _reader("youtube", "@school", "feeds/youtube"),
    "arxiv": _reader("arxiv", "cat:cs.CY", "feeds/wild-2026"),
    "eric": _reader("eric", "search:feedback", "others/eric"),
    "crossref": _reader("crossref", "search:feedback", "others/crossref"),
    "openalex": _reader("openalex", "search:feedback", "others/openalex"),
    "doaj": _reader("doaj", "search:feedback", "others/doaj"),
    "gleaner": _reader("gleaner", "https://digest.example", "feeds/reader"),
}
