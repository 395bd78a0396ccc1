"""A small web on loopback: paths and what they answer; it remembers what was asked."""

from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import SimpleNamespace


@contextmanager
def serve(pages):
    """Serve `pages`: path -> (status, headers, body); what is not there is 404. Yield the address and the log.

    The clock of the server is ours, unless a page says its own `Date`.
    """
    asked = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            asked.append((self.path, dict(self.headers)))
            status, headers, body = pages.get(self.path, (404, {}, b"nothing here"))
            (self.send_response_only if "Date" in headers else self.send_response)(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield SimpleNamespace(address=f"http://127.0.0.1:{server.server_address[1]}", asked=asked, pages=pages)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def rss(*items, title="Chalk Notes", home="https://chalk.example/"):
    """Return an RSS document; an item is (number, title, RFC 822 date, text)."""
    entries = "".join(
        f"<item><title>{name}</title><link>{home}{number}</link><guid>{home}{number}</guid>"
        f"<pubDate>{date}</pubDate><description>{words}</description></item>"
        for number, name, date, words in items
    )
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title><link>{home}</link>'
        f"<description>Notes</description>{entries}</channel></rss>"
    ).encode()
