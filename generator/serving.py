"""Shows a built site at a local address as GitHub Pages would: folders by their index, 404.html for what is missing."""

import re
import sys
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from generator.errors import InputError, Problem

ADDRESS = "127.0.0.1"
HOST = re.compile(r"(127\.0\.0\.1|localhost|\[::1\])?(:\d+)?", re.IGNORECASE)
"""By which names this machine is called."""
TYPES = {
    **SimpleHTTPRequestHandler.extensions_map,
    ".xml": "application/xml",
}


class Pages(SimpleHTTPRequestHandler):
    """Serve files quietly."""

    extensions_map = TYPES

    def parse_request(self) -> bool:
        """Read a request; one that means another host is refused.

        Any page of the world can let its own name point to this machine, and then read what is answered under it (DNS
        rebinding): the name that was asked for is the only thing that tells.
        """
        if not super().parse_request():
            return False
        if all(HOST.fullmatch(name) for name in self.headers.get_all("Host", ())):
            return True
        self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
        return False

    def translate_path(self, path: str) -> str:
        """Return the file that is meant; a name that no file can have is one that is not there."""
        return super().translate_path(path).replace("\0", "\N{REPLACEMENT CHARACTER}")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the name is the base class's
        """Say nothing: a reader's requests are nobody's business."""

    def page(self, file: Path) -> bytes:
        """Return a page as it is handed out."""
        return file.read_bytes()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with the site's own 404 page where there is one."""
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = self.page(page)
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class Server(ThreadingHTTPServer):
    """Serves many readers at once, and says nothing of one who went on before the answer was read."""

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401  the signature is socketserver's
        """Say what went wrong, if that was here."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


def server(folder: Path, port: int, pages: Callable[..., Pages] = Pages) -> Server:
    """Return a server for that folder; where the port is taken, any free one will do."""
    if not (folder / "index.html").is_file():
        raise InputError(
            Problem(
                file=str(folder),
                words="There is no site here yet.",
                hint="`./gleaner build` prints one; `./gleaner demo` shows a sample.",
            )
        )
    handler = partial(pages, directory=str(folder))
    try:
        return Server((ADDRESS, port), handler)
    except OSError:
        return Server((ADDRESS, 0), handler)


def serve(folder: Path, port: int) -> int:
    """Serve until Ctrl-C, which is how one ends it, so it is a success."""
    with server(folder, port) as pages:
        try:
            print(f"Open http://{ADDRESS}:{pages.server_address[1]}/ in a browser. Ctrl-C ends it.", flush=True)  # noqa: T201
            pages.serve_forever()
        except KeyboardInterrupt:
            print(file=sys.stderr)  # noqa: T201
    return 0
