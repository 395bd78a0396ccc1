"""What servers say besides documents: headers, robots.txt, pages, packed and mislabelled bytes, odd JSON, threads."""

import asyncio
import gzip
import json
import re
import zlib
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from generator import text
from generator.collect import given, manners, rules, unpack, waiting
from generator.collect.pages import page, permits, robots
from generator.collect.sources import decode, draft
from generator.collect.sources.fediverse import replies
from generator.collect.sources.fediverse.statuses import Timeline
from generator.collect.sources.fediverse.timelines import _older
from generator.collect.sources.feeds import discovery
from generator.collect.works import crossref, dates, dois, openalex, prose
from generator.errors import StreetError
from tests.bench.fuzzing.grammars import HEADERS, JSON, PAGE, ROBOTS
from tests.bench.fuzzing.target import Target, payloads, pieced, recorded, shipped, spelt, texts, written

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
URL = "https://a.example/b"


def _rest(rest: waiting.Rest | None) -> None:
    if rest is not None:
        assert NOW <= rest.until <= NOW + waiting.LONGEST
        assert rest.words


def _headers(data: bytes) -> None:
    rows = written(data, HEADERS).replace("\r", "").split("\n")
    headers = {name.strip().lower(): value.strip() for name, _, value in (row.partition(":") for row in rows)}
    known = manners.learnt(None, headers, url=URL, digest="a", now=NOW)
    again = manners.learnt(known, headers, url=URL, digest=None, now=NOW)
    for each in (known, again):
        _rest(each.rest)
        sent = manners.conditions(each, URL)
        assert not any(re.search(r"[\r\n\0]", value) for value in sent.values())
        for value in sent.values():
            value.encode()
    for status in (200, 429, 503):
        _rest(waiting.asked_to_rest(status, headers, NOW))
    _rest(waiting.spent(headers, NOW))
    assert waiting.freshness(headers, NOW) >= timedelta()
    permits.read((("robots", headers.get("x-robots-tag", "")),), headers).allowed(NOW)
    list(rules.said(headers.get("link", "")))
    for link in discovery.linked(headers.get("link", ""), URL):
        assert text.address(link) == link
    older = _older(headers.get("link", ""), Timeline(last="7"))
    assert older is None or given.cursor(older) == older


def _dates(data: bytes) -> None:
    said = written(data, HEADERS)
    for when in (draft.iso(said), draft.mail_date(said), waiting.http_date(said)):
        assert when is None or when.tzinfo
        if when:
            assert waiting.clock(min(max(when, NOW), NOW), NOW)
    for value in (draft.iso(said), draft.mail_date(said)):
        assert value is None or value.year >= draft.FIRST_YEAR
    tongue = draft.language(said)
    assert tongue is None or re.fullmatch(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?", tongue), tongue
    assert len(draft.name(said)) <= text.NAME
    assert len(draft.heading(said, is_markup=True)) <= text.TITLE
    for doi in dois.found(said, (said,)):
        assert doi.startswith("10.")
        assert text.address(dois.address(doi))
        assert dois.clean(doi) == doi, doi
    dates.of(said)
    prose.title(said)
    prose.abstract(said)


def _robots(data: bytes) -> None:
    may = robots.reader(robots.Robots(asked=NOW, rules=written(data, ROBOTS)))
    for url in (URL, "https://a.example/", "https://a.example/?q=%2F&é", "https://a.example/" + "a" * 300):
        assert may(url) in {True, False}


def _page(data: bytes) -> None:
    try:
        found = page.parse(spelt(data, PAGE), URL, "text/html", {"x-robots-tag": "max-snippet: 100"})
    except StreetError:
        return
    for words, most in (
        (found.title, text.TITLE),
        (found.author, 1_000),
        (found.site, text.NAME),
        (found.text, text.BODY),
    ):
        assert len(words) <= most
        assert not text.HIDDEN.search(words)
    assert text.address(found.address) == found.address
    assert found.canonical is None or page.plausible(found.canonical, URL)
    assert found.published is None or found.published.tzinfo


async def _chunks(data: bytes, size: int):
    for start in range(0, len(data), size):
        yield data[start : start + size]


def _unpack(data: bytes) -> None:
    size, coding = (
        (data[0] % 100 + 1, ("gzip", "deflate", "identity", "br", "x-gzip")[data[0] % 5]) if data else (1, "")
    )
    with suppress(StreetError):
        assert len(asyncio.run(unpack.whole(_chunks(data[1:], size), coding, 50_000))) <= 50_000
    with suppress(StreetError):
        assert len(asyncio.run(unpack.beginning(_chunks(data[1:], size), coding, 100))) <= 100
    for packed, name in ((gzip.compress(data), "gzip"), (zlib.compress(data), "deflate"), (data, "")):
        assert asyncio.run(unpack.whole(_chunks(packed, size), name, 50_000)) == data


def _decode(data: bytes) -> None:
    head, _, body = data.partition(b"\n")
    said = decode.text(body, head.decode("latin-1"))
    assert not said.startswith("\ufeff")
    decode.text(data)
    good = body.decode("utf-8", "ignore")
    if not good.isascii() and not any(good.encode().startswith(mark) for mark, _ in decode.BOMS):
        assert decode.text(good.encode(), "text/html; charset=latin-1") == good


def _given(data: bytes) -> None:
    try:
        value = given.load(spelt(data, JSON), "No.")
    except StreetError:
        return
    rows = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else [value]
    for each in (value, *rows[:50]):
        given.string(each).encode()
        given.first(each).encode()
        assert (given.number(each) or 0) in range(given.LARGEST)
        given.whole(each), given.seconds(each), given.flag(each), given.mappings(each), given.strings(each)
        assert given.link(each) is None or text.address(given.link(each) or "") == given.link(each)
        assert len(given.name(each)) <= text.NAME
        assert given.cursor(each) is None or given.CURSOR.fullmatch(given.cursor(each) or "")


def _threads(data: bytes) -> None:
    body = spelt(data, JSON)
    with suppress(StreetError):
        found = replies.parse(body, "https://school.example", "1", own="@ana@school.example")
        ids = [answer.id for answer in found.answers]
        assert len(set(ids)) == len(ids) <= replies.MOST
        for place, answer in enumerate(found.answers):
            assert not answer.to or answer.to in ids[:place]
            assert not text.HIDDEN.search(answer.text + answer.name + answer.warning)
            json.dumps(answer.text, ensure_ascii=False).encode()
    for read in (lambda: replies.announced(body, "1"), lambda: replies.answered(body),
                 lambda: crossref.parse(body), lambda: openalex.parse(body)):  # fmt: skip
        with suppress(StreetError):
            read()


TARGETS = {
    "headers": Target(
        trial=_headers,
        pieces=HEADERS,
        seeds=lambda: (*texts(*(f"{name}: 1" for name in HEADERS[:15])), *pieced((*HEADERS, ": ", "\n"))),
    ),
    "dates": Target(
        trial=_dates, pieces=HEADERS, seeds=lambda: (*texts(*HEADERS, "10.1234/abc", "de-DE"), *pieced(HEADERS))
    ),
    "robots": Target(trial=_robots, pieces=ROBOTS, seeds=lambda: pieced(ROBOTS)),
    "pages": Target(
        trial=_page,
        pieces=PAGE,
        seeds=lambda: (
            *recorded("feeds/pages"),
            *payloads("html"),
            *pieced(PAGE),
            *shipped("tests/golden/site/*/index.html"),
        ),
    ),
    "unpack": Target(
        trial=_unpack, seeds=lambda: (b"\0" + gzip.compress(b"a" * 99), b"\1" + zlib.compress(b"b" * 999))
    ),
    "decode": Target(
        trial=_decode, seeds=lambda: (*recorded("feeds"), b"text/xml; charset=utf-16\n<?xml encoding='gbk'?>")
    ),
    "given": Target(trial=_given, pieces=JSON, seeds=lambda: (*recorded("mastodon"), *pieced(JSON))),
    "threads": Target(
        trial=_threads,
        pieces=JSON,
        seeds=lambda: (
            *recorded("mastodon"),
            *recorded("others/crossref"),
            *recorded("others/openalex"),
            *pieced(JSON),
        ),
    ),
}
