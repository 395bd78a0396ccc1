"""An honest answer of a server in, the same with a hostile text in every field that a stranger fills out.

Rows of a list are multiplied, so that one answer carries many texts; the n-th row carries the n-th of the turn. Every
text stands twice: bare, as its author meant it, and behind a word by which it is found again.
"""

import copy
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from html import escape, unescape
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

from generator.demo.words import Reply, Request
from tests.bench.hostile import payloads

ROWS = 50
"""Rows of one answer."""
SHUT = frozenset("removed deleted nsfw bot_account bot sensitive possibly_sensitive protected noindex stickied".split())
ASKED = frozenset("indexable discoverable".split())
"""Why a post is left out; the copies of a row have nothing of it, or their texts would reach nobody."""
LISTS = frozenset("feed posts data hits results items children docs notes statuses users descendants".split())
KEPT = frozenset(
    (
        "$type id cid uri cursor acct handle username user_name did visibility type kind object state conversation_id "
        "author_id in_reply_to_id in_reply_to_account_id objectid next before after max_id version software scope "
        "approval media_key referenced_tweets published_time reviews created_at createdat indexedat doi issn_l "
        "actor_id creator_id community_id post_id accessjwt refreshjwt val src active status indexed subreddit path "
        "type_of channel_id"
    ).split()
)
"""Keys by which records hold together; a server that fills them with anything else is not read at all."""
DATE = re.compile(r"\d{4}-\d\d(-\d\d)?([T ].*)?|\w{3}, \d\d? \w{3} \d{4} .*|\d+(\.\d+)?|\d{4}")
URL = re.compile(r"https?://\S+")
PLACES = frozenset(
    "guid id link pubDate updated published modified issued date created url uri docs generator cloud day hour".split()
)
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LONG = 60


@dataclass(slots=True)
class Turn:
    """Which texts a server says at the moment."""

    texts: Sequence[str]
    first: int = 0
    rows: int = ROWS

    def number(self, row: int) -> int:
        """Return the number of the text that a row carries."""
        return (self.first + row) % len(self.texts)

    def said(self, row: int, key: str, was: str) -> str:
        """Return what stands in place of a text."""
        number = self.number(row)
        harm = self.texts[number]
        if len(was) <= LONG and (number + len(key)) % 2:
            return harm
        words = f"{marker(number)}\n{harm}"
        return f"{words}\n{was}" if len(was) > LONG or "#" in was else words

    def led(self, row: int, key: str, was: str) -> str:
        """Return what stands in place of an address; most keep theirs, for a row without one is no item."""
        number = self.number(row)
        if (number + len(key)) % 4 or key.lower() in KEPT:
            return was
        harm = self.texts[number]
        return harm if ":" in harm or harm.startswith(("/", "\\")) else f"https://room.example/{harm}"


def marker(number: int) -> str:
    """Return the word by which a text is found again."""
    return f"q{number:05d}"


def twisted(turn: Turn, inner: Callable[[Request], Reply]) -> Callable[[Request], Reply]:
    """Return a street whose answers are hostile."""

    def answer(request: Request) -> Reply:
        reply = inner(request)
        if reply.status != 200 or not reply.data:
            return reply
        data = _body(turn, request, reply)
        return replace(reply, data=data, tagged=False, modified=None) if data is not None else reply

    return answer


def _body(turn: Turn, request: Request, reply: Reply) -> bytes | None:
    if "json" in reply.type:
        value = json.loads(reply.data)
        asked = unquote(request.target).lower() + request.body.decode("utf-8", "replace").lower()
        if isinstance(value, list):
            value = _many(value, turn)
        return json.dumps(_value(value, turn, asked, "", 0), ensure_ascii=True).encode()
    if any(word in reply.type for word in ("xml", "rss", "atom", "opml")):
        try:
            return _tree(reply.data, turn, odd=len(request.target) % 2 == 1)
        except ET.ParseError:
            return None
    return None


# ---------------------------------------------------------------- JSON


def _value(value: Any, turn: Turn, asked: str, key: str, row: int) -> Any:
    if isinstance(value, dict):
        return {
            name: _value(_many(each, turn) if name in LISTS else each, turn, asked, name, row)
            for name, each in value.items()
        }
    if isinstance(value, list):
        rows = isinstance(value[0], dict) if value else False
        many = rows and (key in LISTS or key == "")
        return [_value(each, turn, asked, key, at if many else row) for at, each in enumerate(value)]
    return _leaf(value, turn, asked, key, row) if isinstance(value, str) else value


def _leaf(value: str, turn: Turn, asked: str, key: str, row: int) -> str:
    if key.lower() in KEPT or DATE.fullmatch(value) or value.startswith(("at://", "did:", "t3_", "t1_")) or not value:
        return value if value or key.lower() in KEPT else (turn.said(row, key, "") if row % 3 == 0 else "")
    if URL.fullmatch(value):
        return turn.led(row, key, value)
    if len(value) > 2 and value.lower().lstrip("#@") in asked:
        return value
    return turn.said(row, key, value)


def _many(value: Any, turn: Turn) -> Any:
    """Multiply the rows of a list, each with ids of its own."""
    if not (isinstance(value, list) and value and all(isinstance(each, dict) for each in value)):
        return value
    return [_other(copy.deepcopy(value[at % len(value)]), at // len(value)) for at in range(max(turn.rows, len(value)))]


def _other(value: Any, number: int, key: str = "") -> Any:
    """Give a copy of a record ids and addresses of its own."""
    if not number:
        return value
    if isinstance(value, dict):
        return {
            name: each if name in {"cursor", "next"} else _other(each, number, name) for name, each in value.items()
        }
    if isinstance(value, list):
        return [_other(each, number, key) for each in value]
    if key in SHUT | ASKED and isinstance(value, bool | None):
        return key in ASKED
    if isinstance(value, int) and not isinstance(value, bool) and key.lower() in {"id", "objectid", "story_id"}:
        return value + number * 1000
    return _renamed(value, number, key) if isinstance(value, str) else value


def _renamed(value: str, number: int, key: str) -> str:
    if key.lower() in {"id", "objectid", "author_id"} and value.isdecimal():
        return str(int(value) + number)
    if value.startswith("at://"):
        return f"{value}{number}"
    if re.match(r"10\.\d+/", value):
        return f"{value}.{number}"
    if URL.fullmatch(value):
        path, mark, rest = value.partition("?")
        return f"{path.rstrip('/')}{number}{mark}{rest}"
    return f"{value}{number}" if key in {"id", "name"} and re.match(r"t[1-6]_|EJ|ED|[0-9a-f]{8,}|W\d", value) else value


# ---------------------------------------------------------------- XML


def _tree(data: bytes, turn: Turn, *, odd: bool) -> bytes:
    root = ET.fromstring(data)
    for parent in list(root.iter()):
        rows = [each for each in parent if _local(each.tag) in {"item", "entry", "outline"}]
        if rows and any(_local(each.tag) in {"item", "entry"} for each in rows):
            for number in range(len(rows), turn.rows):
                parent.append(_entry(copy.deepcopy(rows[number % len(rows)]), number))
    rows = [each for each in root.iter() if _local(each.tag) in {"item", "entry", "outline"}]
    inside = set()
    for row, entry in enumerate(rows):
        for each in entry.iter():
            inside.add(each)
            _element(each, turn, row)
    for each in root.iter():
        if each not in inside:
            _element(each, turn, len(rows))
    told = ET.tostring(root, encoding="unicode")
    return ("<?xml version='1.0' encoding='utf-8'?>" + (_cdata(told) if odd else told)).encode("utf-8", "replace")


def _entry(entry: ET.Element, number: int) -> ET.Element:
    for each in entry.iter():
        if _local(each.tag) in {"guid", "id", "link"}:
            each.text = _numbered(each.text.strip(), number) if each.text and each.text.strip() else each.text
            if "href" in each.attrib:
                each.set("href", _numbered(each.attrib["href"], number))
    return entry


def _numbered(place: str, number: int) -> str:
    """Return another address; of a preprint its number, for its end is the version."""
    there = re.sub(r"(?<=/\d{4}\.)\d{5}", lambda found: f"{(int(found[0]) + number * 10) % 100_000:05d}", place)
    return f"{place}{number}" if there == place else there


def _element(each: ET.Element, turn: Turn, row: int) -> None:
    name, was = _local(each.tag), (each.text or "").strip()
    if was and not DATE.fullmatch(was):
        if URL.fullmatch(was):
            each.text = _writable(turn.led(row, name, was)) if name not in {"guid", "id"} else was
        elif name not in PLACES:
            each.text = _writable(turn.said(row, name, was))
    for key, value in each.attrib.items():
        if URL.fullmatch(value):
            each.set(key, _writable(turn.led(row, f"{key}s", value)) if name != "link" or row % 3 == 0 else value)
        elif _local(key) in {"term", "label", "text", "title", "description", "alt", "lang", "scheme", "length"}:
            each.set(key, _writable(turn.said(row, key, value)))


def _cdata(told: str) -> str:
    """Write escaped texts as CDATA, as many feeds do."""

    def section(found: re.Match[str]) -> str:
        return f"><![CDATA[{unescape(found[1]).replace(']]>', ']]]]><![CDATA[>')}]]><"

    return re.sub(r">([^<>]*&lt;[^<>]*)<", section, told)


def _writable(words: str) -> str:
    return NOT_XML.sub("", words)


def _local(tag: str) -> str:
    return str(tag).rpartition("}")[2]


def documents() -> dict[str, bytes]:
    """Return whole hostile documents, by the host that serves them; and feeds in which a text stands unescaped."""
    found = {
        f"d{n}.documents.example": each.strip().encode("utf-8", "replace")
        for n, each in enumerate(payloads.documents())
    }
    for number, harm in enumerate(payloads.OWN):
        place = f"https://room.example/{number}"
        written = (
            f"<rss version='2.0'><channel><title>{harm}</title><link>{place}</link>"
            f"<description>{escape(harm)}</description><item><guid>{number}</guid><title>{harm}</title><link>{place}</link>"
            f"<description><![CDATA[{harm}]]></description></item></channel></rss>"
        )
        found[f"r{number}.documents.example"] = written.encode("utf-8", "replace")
    return found
