"""A printed site in, the same site at a local address out, on whose pages what was changed appears by itself.

What is added to a page is added as it is handed out: the files stay what will be published. The policy of a page lets
scripts and styles of its own address run and ask it something, which is all that this needs.
"""

import io
import json
import os
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from generator import serving

HERE = Path(__file__).parent
HEAD = b"</head>"
NEWS = "/__gleaner/news"
SCRIPT, STYLE = "/__gleaner/live.js", "/__gleaner/live.css"
WORKER = "/sw.js"
ASLEEP = b"""\
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", event => event.waitUntil(self.registration.unregister()));
"""
"""In place of the site's service worker: nothing of a preview is to be kept by the browser and shown another day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """How the site stands."""

    built: str
    """Another one after every printing, in other runs too."""
    wrong: str = ""
    """What keeps the newest change from being shown; "" where nothing does."""


class Board:
    """Where the news stands: one thread writes it, those that answer pages read it."""

    def __init__(self) -> None:
        """Begin with a site that is good."""
        self.news = News(built=_fresh())

    def good(self) -> None:
        """Say that the site was printed anew."""
        self.news = News(built=_fresh())

    def slip(self, words: str) -> None:
        """Say why it was not."""
        self.news = replace(self.news, wrong=words)


def _fresh() -> str:
    return f"{os.getpid()}-{time.monotonic_ns()}"


class Live(serving.Pages):
    """Hands out pages with our script and style, and never anything that a browser may keep."""

    def __init__(self, *given: Any, board: Board, **named: Any) -> None:  # noqa: ANN401  as the base class has it
        """Take the board; the base class answers the request right away."""
        self.board = board
        super().__init__(*given, **named)

    def page(self, file: Path) -> bytes:
        """Return a page with what lets it follow."""
        told = f'data-built="{self.board.news.built}" data-news="{NEWS}"'
        added = f'<link rel="stylesheet" href="{STYLE}"><script src="{SCRIPT}" {told} defer></script>'
        return file.read_bytes().replace(HEAD, added.encode() + HEAD, 1)

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        """Answer with what is ours, with a page, or with a file of the site."""
        path = urlsplit(self.path).path
        if own := self._own(path):
            return self._send(*own)
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if path.endswith("/") else file
        if file.suffix == ".html" and file.is_file():
            with suppress(OSError):  # the site was printed anew a moment ago
                return self._send("text/html; charset=utf-8", self.page(file))
        return super().send_head()

    def end_headers(self) -> None:
        """Let nothing be kept: the next build is seconds away."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def _own(self, path: str) -> tuple[str, bytes] | None:
        """Return what is not of the site: its type and its bytes."""
        if path == NEWS:
            news = self.board.news
            return "application/json", json.dumps({"built": news.built, "wrong": news.wrong}).encode()
        if path == WORKER:
            return "text/javascript", ASLEEP
        if path in {SCRIPT, STYLE}:
            name = path.rpartition("/")[2]
            return ("text/css" if path == STYLE else "text/javascript"), (HERE / name).read_bytes()
        return None

    def _send(self, kind: str, body: bytes) -> io.BytesIO:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return io.BytesIO(body)


def server(folder: Path, port: int, board: Board) -> serving.Server:
    """Return a server for a printed site; where the port is taken, any free one will do."""
    return serving.server(folder, port, partial(Live, board=board))
