"""A small world for simulated weeks: a dozen feeds whose entries follow from the day, on one loopback server.

Nothing in it is left to chance: what a feed holds on a day is a function of its name and that day.
"""

import json
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from zlib import crc32

SUBJECTS = (
    "feedback before marks", "reading aloud", "peer review", "open textbooks", "exit tickets", "lab notebooks",
    "seminars", "oral exams", "library tours", "group work", "retrieval practice", "field trips", "mother tongues",
    "quiet voices",
)  # fmt: skip
TURNS = (
    "What we tried with {}", "Why {} failed us twice", "A question about {}", "Three rules for {}",
    "Who pays for {}?", "{}: notes from a small school", "The case against {}", "{}, one year on",
)  # fmt: skip
WORDS = (
    "pupils wrote teachers asked morning paper draft second question answer room year group library study found report "
    "marks practice because nobody lesson evening parents language time change trial small evidence weeks"
).split()
SYLLABLES = "ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu".split()
NAMES = tuple(
    f"{name}.example" for name in "alder birch cedar elm fir hazel juniper larch maple oak pine rowan".split()
)
LATER = ("sorrel.example",)
"""Whoever is found only in the course of a year."""
KINDS = {".html": "text/html", ".json": "application/json", ".xml": "application/xml"}
BACK = 14
"""Days that a feed goes back."""


@dataclass
class Village:
    """The feeds, on the day it is."""

    today: datetime = datetime(2026, 1, 5, tzinfo=UTC)
    names: tuple = (*NAMES, *LATER)
    """Hosts that have a feed."""
    out: set = field(default_factory=set)
    """Hosts that are out of order today."""
    live: Path | None = None
    """The folder behind `site`, the host of the published site."""
    site: str = "me.github.io"
    base: str = "/digest/"
    by_day: bool = False
    """Whether what feeds hold changes at midnight alone, so that it is the same at any hour of a day."""
    asked: int = 0
    port: int = 0

    @property
    def hosts(self):
        return {name: ["127.0.0.1", self.port] for name in (*self.names, self.site)}

    def street(self, path):
        """Write the street map; return its place."""
        path.write_text(json.dumps(self.hosts), "utf-8")
        return path

    def answer(self, host, path):
        """Return (status, type, body)."""
        self.asked += 1
        if host in self.out:
            return 503, "text/plain", b"out of order"
        if host == self.site:
            return self._page(path)
        if host in self.names and path == "/feed":
            return 200, "application/rss+xml", feed(host, self._clock()).encode()
        return 404, "text/plain", b"nothing here"

    def _clock(self):
        return datetime(self.today.year, self.today.month, self.today.day, tzinfo=UTC) if self.by_day else self.today

    def _page(self, path):
        if self.live is None or not path.startswith(self.base):
            return 404, "text/html", b"<!doctype html><title>404</title>"
        place = self.live / path.removeprefix(self.base).partition("?")[0]
        place = place / "index.html" if place.is_dir() else place
        kind = {".html": "text/html", ".json": "application/json", ".xml": "application/xml"}.get(
            place.suffix, "text/plain"
        )
        return (200, kind, place.read_bytes()) if place.is_file() else (404, "text/html", b"<!doctype html>")


def feed(host, now):
    """Return the RSS of a host at an instant."""
    entries = []
    for back in range(BACK):
        day = (now - timedelta(days=back)).date()
        at = datetime(day.year, day.month, day.day, 3 + number(host, day) % 18, 7, tzinfo=UTC)
        if number(host, day) % 3 == 0 and at <= now:
            entries.append(entry(host, day, at))
    name = host.partition(".")[0].title()
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>{name} Notes</title><link>https://{host}/</link>'
        f"<description>Notes by {name}</description>{''.join(entries)}</channel></rss>"
    )


def entry(host, day: date, at):
    """Return one entry of a day."""
    seed = number(host, day)
    title = TURNS[seed % len(TURNS)].format(SUBJECTS[(seed // 8) % len(SUBJECTS)])
    title = title[0].upper() + title[1:]
    words = " ".join(word(number(host, f"{day} {each}")) for each in range(90 + seed % 200))
    return (
        f"<item><title>{title}</title><link>https://{host}/{day}</link><guid>https://{host}/{day}</guid>"
        f"<pubDate>{format_datetime(at)}</pubDate><description>{title}. {words}.</description></item>"
    )


def word(seed):
    """Return a word: of three one is seldom, or else every entry would read like one that was published before."""
    if seed % 3:
        return WORDS[seed % len(WORDS)]
    return "".join(SYLLABLES[seed // 7 // len(SYLLABLES) ** place % len(SYLLABLES)] for place in range(3))


def number(host, day):
    """Return a number that belongs to a host and a day, or to a word of that."""
    return crc32(f"{host} {day}".encode())


@contextmanager
def open_village(**settings):
    """Serve the village on loopback for the length of a `with` block."""
    village = Village(**settings)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            status, kind, body = village.answer(self.headers.get("Host", "").partition(":")[0], self.path)
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        request_queue_size = 256  # a run calls at a hundred doors at once; five, as it is, keep the others waiting
        daemon_threads = True

    server = Server(("127.0.0.1", 0), Handler)
    village.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield village
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
