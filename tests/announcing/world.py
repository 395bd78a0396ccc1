"""A small world on loopback: the digest's own site, a server of the Mastodon kind, Bluesky; it remembers everything.

Each host answers by the rules that its network has written down; what a test wants otherwise it says with `next`:
a function that gets the world, the request and the usual answer, and returns another one.
"""

import hashlib
import html
import json
import re
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import RLock, Thread
from urllib.parse import parse_qs, unquote, urlsplit

SITE, SOCIAL, ENTRY, PDS = "digest.example", "social.example", "bsky.social", "pds.example"
TOKEN, PASSWORD, SESSION = "mastodon-token-of-the-test", "abcd-efgh-ijkl-mnop", "session-of-the-test"
DID = "did:plc:testtesttesttesttesttest"
PNG = b"\x89PNG\r\n\x1a\n" + b"drawing " * 20


@dataclass(frozen=True)
class Asked:
    """One request."""

    method: str
    host: str
    path: str
    query: dict
    headers: dict
    body: bytes

    @property
    def json(self):
        return json.loads(self.body)


@dataclass
class World:
    """What there is, and what was asked."""

    port: int = 0
    files: dict = field(default_factory=dict)
    """Path on the site -> bytes."""
    statuses: list = field(default_factory=list)
    """Newest first."""
    keys: dict = field(default_factory=dict)
    """Idempotency-Key -> status."""
    username: str = "digest"
    scopes: set = field(default_factory=lambda: {"write:statuses"})
    closed: bool = False
    """Whether the server shows posts to its members alone."""
    limits: dict | None = field(default_factory=lambda: {"max_characters": 500, "characters_reserved_per_url": 23})
    more: dict = field(default_factory=dict)
    """Further hosts of the street."""
    records: dict = field(default_factory=dict)
    blobs: list = field(default_factory=list)
    asked: list = field(default_factory=list)
    next: list = field(default_factory=list)
    """Functions for the next requests that change something; None for the usual."""
    lock: RLock = field(default_factory=RLock)

    @property
    def hosts(self):
        """The street map."""
        return dict.fromkeys((SITE, SOCIAL, ENTRY, PDS), ("127.0.0.1", self.port)) | self.more

    def sent(self, method, part):
        return [each for each in self.asked if each.method == method and part in each.path]

    def answer(self, asked):
        with self.lock:
            self.asked.append(asked)
        return {SITE: self.site, SOCIAL: self.social, ENTRY: self.entry, PDS: self.pds}[asked.host](asked)

    # ------------------------------------------------------------ the site

    def site(self, asked):
        found = self.files.get(asked.path)
        return (200, found) if found is not None else (404, b"nothing here")

    # ------------------------------------------------------------ Mastodon

    def social(self, asked):  # noqa: PLR0911  one for each rule
        known = asked.headers.get("authorization") == f"Bearer {TOKEN}"
        if asked.headers.get("authorization") and not known:
            return 401, {"error": "The access token is invalid"}
        if asked.path == "/api/v2/instance":
            return (200, {"configuration": {"statuses": self.limits}}) if self.limits else (404, {"error": "no"})
        if asked.method == "POST" and asked.path == "/api/v1/statuses":
            return self.changed(asked, self.posted) if known else (401, {"error": "The access token is invalid"})
        if self.closed and not known:
            return 401, {"error": "This method requires an authenticated user"}
        if self.closed and not {"read:accounts", "read:statuses"} <= self.scopes:
            return 403, {"error": "This action is outside the authorized scopes"}
        if asked.path == "/api/v1/accounts/lookup" and asked.query["acct"] == [self.username]:
            return 200, self.account()
        if asked.path == "/api/v1/accounts/7/statuses":
            return 200, [each for each in self.statuses if each["id"] < asked.query.get("max_id", ["9" * 20])[0]][:40]
        return 404, {"error": "Record not found"}

    def account(self):
        home = f"https://{SOCIAL}/@{self.username}"
        return {"id": "7", "username": self.username, "acct": self.username, "url": home, "uri": home, "note": ""}

    def posted(self, asked):
        if "write:statuses" not in self.scopes:
            return 403, {"error": "This action is outside the authorized scopes"}
        with self.lock:
            key = asked.headers.get("idempotency-key")
            if key in self.keys:
                return 200, self.keys[key]
            if counted(asked.json["status"]) > (self.limits or {"max_characters": 500})["max_characters"]:
                return 422, {"error": "Validation failed: Text character limit of 500 exceeded"}
            self.keys[key] = self.status(asked.json["status"])
            return 200, self.keys[key]

    def status(self, words, when="2026-11-20T07:05:00.000Z"):
        """Let there be a post."""
        number = f"{115500000000000000 + len(self.statuses)}"
        url = f"https://{SOCIAL}/@{self.username}/{number}"
        linked = re.sub(r"https?://\S+", lambda at: f'<a href="{at[0]}">{at[0]}</a>', html.escape(words))
        made = {
            "id": number, "uri": url, "url": url, "created_at": when, "visibility": "public", "language": "en",
            "content": f"<p>{linked}</p>", "account": self.account(), "reblog": None, "card": None, "text": words,
        }  # fmt: skip
        self.statuses.insert(0, made)
        return made

    # ------------------------------------------------------------ Bluesky

    def entry(self, asked):
        assert asked.path == "/xrpc/com.atproto.server.createSession"
        if asked.json["password"] != PASSWORD:
            return 401, {"error": "AuthenticationRequired", "message": "Invalid identifier or password"}
        service = {"id": "#atproto_pds", "type": "AtprotoPersonalDataServer", "serviceEndpoint": f"https://{PDS}"}
        return 200, {
            "accessJwt": SESSION,
            "did": DID,
            "handle": asked.json["identifier"],
            "didDoc": {"service": [service]},
        }

    def pds(self, asked):
        if asked.headers.get("authorization") != f"Bearer {SESSION}":
            return 401, {"error": "AuthMissing", "message": "Authentication Required"}
        name = asked.path.rpartition("/")[2]
        if name == "com.atproto.repo.getRecord":
            key = asked.query["rkey"][0]
            found = self.records.get(key)
            return (200, {"value": found}) if found else (400, {"error": "RecordNotFound", "message": "no"})
        return self.changed(
            asked, {"com.atproto.repo.uploadBlob": self.blob, "com.atproto.repo.putRecord": self.put}[name]
        )

    def blob(self, asked):
        self.blobs.append(asked)
        link = hashlib.sha256(asked.body).hexdigest()
        return 200, {
            "blob": {"$type": "blob", "ref": {"$link": link}, "mimeType": "image/png", "size": len(asked.body)}
        }

    def put(self, asked):
        told = asked.json
        with self.lock:
            if told["rkey"] in self.records and told.get("swapRecord", "") is None:
                return 400, {"error": "InvalidSwap", "message": "Record was at bafy"}
            self.records[told["rkey"]] = told["record"]
        return 200, {"uri": f"at://{DID}/app.bsky.feed.post/{told['rkey']}", "cid": "bafy"}

    # ------------------------------------------------------------ failing

    def changed(self, asked, usual):
        """Do what changes something, unless the test has another wish for this request."""
        with self.lock:
            wish = self.next.pop(0) if self.next else None
        return wish(asked, usual) if wish else usual(asked)


def counted(words):
    """Return the length that Mastodon counts: a link is 23, whatever its length."""
    return len(re.sub(r"https?://\S+", "x" * 23, words))


class Handler(BaseHTTPRequestHandler):
    """Everybody on one port, told apart by the Host."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        parts = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        asked = Asked(
            self.command,
            self.headers["Host"].partition(":")[0],
            unquote(parts.path),
            parse_qs(parts.query),
            headers,
            body,
        )
        status, said = self.server.world.answer(asked)
        if status == 0:
            self.close_connection = True
            return
        data = said if isinstance(said, bytes) else json.dumps(said).encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/html" if isinstance(said, bytes) else "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    do_POST = do_GET  # noqa: N815  as http.server calls it

    def log_message(self, *_):
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """One that says nothing when somebody is killed in the middle of a sentence."""

    daemon_threads = True

    def handle_error(self, request, client_address):
        """Let them go."""


@contextmanager
def running(**settings):
    """Let a world answer for the length of a `with` block."""
    server = Server(("127.0.0.1", 0), Handler)
    server.world = World(port=server.server_address[1], **settings)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server.world
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
