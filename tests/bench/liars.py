"""Servers that lie, on loopback: host name -> the bytes of an answer, whatever was asked.

About how long an answer is, what it is, how it is written, when it was made and where else to look; some take the call
and say nothing. Each is a few bytes by hand, for no library would send them.
"""

import gzip
import json
import socket
import threading
from contextlib import contextmanager

from tests.loopback import rss

PIECE = (1, "Chalk and slate", "Wed, 18 Nov 2026 08:00:00 GMT", "We wrote with chalk for a week. " * 12)
FEED = rss(PIECE, title="Liar", home="https://liar.example/")
DIGITS = "9" * 5_000


def http(body=FEED, *headers, status="200 OK", length=None, kind="application/rss+xml"):
    """Return an answer; `length` is what it says of itself, "" says nothing."""
    said = len(body) if length is None else length
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", *headers]
    lines += [f"Content-Length: {said}"] if said != "" else []
    return ("\r\n".join([*lines, "Connection: close", "", ""])).encode() + body


def dated(words):
    return http(rss((1, "Chalk and slate", words, PIECE[3]), title="Liar", home="https://liar.example/"))


def listed(text):
    """Return an answer with a JSON Feed of one item, of which `text` is the end."""
    item = '{"id":"https://liar.example/1","url":"https://liar.example/1","title":"Chalk","content_text":"Chalk.",'
    head = '{"version":"https://jsonfeed.org/version/1.1","title":"Liar","items":['
    return http(f"{head}{item}{text}}}]}}".encode(), kind="application/feed+json")


def sent_to(where):
    return http(b"", f"Location: {where}", status="301 Moved Permanently")


LIES = {
    "length-long": http(length=len(FEED) * 2),
    "length-short": http(length=200),
    "length-negative": http(length=-5),
    "length-huge": http(length=DIGITS),
    "length-twice": http(FEED, "Content-Length: 5"),
    "chunks-broken": http(b"zz\r\nchalk\r\n0\r\n\r\n", "Transfer-Encoding: chunked", length=""),
    "chunks-cut": http(b"ffff\r\n" + FEED, "Transfer-Encoding: chunked", length=""),
    "type-picture": http(kind="image/png"),
    "type-none": http(kind=""),
    "type-json": http(kind="application/json"),
    "type-html": http(b"<html><title>Log in</title>", kind="application/rss+xml"),
    "gzip-is-none": http(FEED, "Content-Encoding: gzip"),
    "gzip-cut": http(gzip.compress(FEED)[:-40], "Content-Encoding: gzip"),
    "gzip-twice": http(gzip.compress(gzip.compress(FEED)), "Content-Encoding: gzip"),
    "coding-unknown": http(FEED, "Content-Encoding: br"),
    "bomb": http(gzip.compress(b"<rss>" + b" " * (64 << 20)), "Content-Encoding: gzip"),
    "charset-unknown": http(kind="application/rss+xml; charset=klingon"),
    "charset-utf16": http(kind="application/rss+xml; charset=utf-16"),
    "charset-none": http(FEED.replace(b"Chalk and", b"Cr\xe9taceous")),
    "nul-bytes": http(FEED.replace(b"Chalk and", b"Chalk\x00and")),
    "date-9999": dated("Fri, 31 Dec 9999 23:59:59 -1200"),
    "date-1": dated("Mon, 01 Jan 0001 00:00:00 +1400"),
    "date-february": dated("Tue, 30 Feb 2026 25:61:61 GMT"),
    "date-digits": dated(f"Wed, 18 Nov {DIGITS} 08:00:00 GMT"),
    "date-tomorrow": dated("Wed, 17 Nov 2027 08:00:00 GMT"),
    "header-date": http(FEED, "Date: Thu, 99 Foo 99999", "Last-Modified: never", f"Age: {DIGITS}", "Expires: -1"),
    "max-age": http(FEED, f"Cache-Control: max-age={DIGITS}"),
    "retry-after": http(b"", f"Retry-After: {DIGITS}", status="429 Too Many"),
    "retry-huge": http(b"", "Retry-After: 1e400", status="503 No"),
    "retry-9999": http(b"", "Retry-After: Fri, 31 Dec 9999 23:59:59 GMT", status="429 Too Many"),
    "header-long": http(FEED, "X-Chalk: " + "x" * 1_000_000),
    "headers-many": http(FEED, *(f"X-{number}: x" for number in range(20_000))),
    "etag-long": http(FEED, 'ETag: "' + "x" * 15_000 + '"'),
    "status-999": http(status="999 What"),
    "status-words": b"HTTP/1.1 OK fine\r\n\r\n" + FEED,
    "no-http": FEED,
    "nothing": b"",
    "half-a-line": b"HTTP/1.1 2",
    "to-file": sent_to("file:///etc/passwd"),
    "to-itself": sent_to("/feed"),
    "to-nowhere": http(b"", status="302 Found"),
    "to-private": sent_to("http://10.0.0.1/feed"),
    "to-long": sent_to("https://liar.example/" + "x" * 15_000),
    "xml-deep": http(b"<rss>" * 100_000),
    "xml-laughs": http(
        b'<!DOCTYPE r [<!ENTITY a "ha">'
        + b"".join(b'<!ENTITY %c "&%c;&%c;&%c;&%c;">' % (c + 1, c, c, c, c) for c in range(97, 115))
        + b"]><rss><channel><title>&s;</title></channel></rss>"
    ),
    "json-deep": http(b"[" * 100_000, kind="application/feed+json"),
    "json-huge": listed('"date_published":1e400,"_x":1e400'),
    "json-digits": listed(f'"size":{DIGITS}'),
    "json-nan": listed('"_x":NaN,"_y":-Infinity'),
    "json-types": listed('"tags":{"a":1},"authors":[[]],"attachments":7,"language":["en"]'),
    "json-surrogate": listed('"summary":"\\ud800"'),
    "json-twice": http(json.dumps({"version": 1}).encode() * 2, kind="application/feed+json"),
}
"""Host name without `.example` -> what it answers."""
SILENT = ("silent", "slow-head")
"""Hosts that take the call: one says nothing, one sends its headers a letter at a time."""


@contextmanager
def open_street():
    """Serve them; yield host -> [address, port]."""
    doors = {name: _door(answer) for name, answer in LIES.items()} | {name: _door(None, name) for name in SILENT}
    try:
        yield {f"{name}.example": ["127.0.0.1", door.getsockname()[1]] for name, door in doors.items()}
    finally:
        for door in doors.values():
            door.close()


def _door(answer, name=""):
    door = socket.create_server(("127.0.0.1", 0), backlog=64)
    threading.Thread(target=_serve, args=(door, answer, name), daemon=True).start()
    return door


def _serve(door, answer, name):
    while True:
        try:
            caller, _ = door.accept()
        except OSError:
            return
        threading.Thread(target=_tell, args=(caller, answer, name), daemon=True).start()


def _tell(caller, answer, name):
    with caller:
        try:
            caller.settimeout(60)
            caller.recv(65_536)
            if answer is not None:
                caller.sendall(answer)
                return
            for letter in b"HTTP/1.1 200 OK\r\nX-Chalk: " + b"x" * 400 if name == "slow-head" else b"":
                caller.sendall(bytes([letter]))
                threading.Event().wait(0.2)
            caller.recv(1)  # until the caller hangs up
        except OSError:
            return
