"""A server with one thread on it, for the tests of answers: posts in, a Mastodon server on loopback out."""

import re
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from generator.demo.server import SampleServer, opened
from generator.demo.words import Reply, nothing, told

HOST = "talk.example"
NOW = datetime(2026, 11, 22, 5, 20, tzinfo=UTC)
BEGAN = datetime(2026, 11, 20, 7, 0, tzinfo=UTC)
ROOT = "100"
EDITION = "https://digest.example/editions/2026-W47/"
ANNOUNCED = f'<p>Week 47: <a href="{EDITION}"><span class="invisible">https://</span>digest.example</a></p>'


def account(name="ana", **changed):
    here = "@" not in name
    user, _, host = name.partition("@")
    home = f"https://{HOST if here else host}/@{user}"
    plain = {"id": f"id-{name}", "username": user, "acct": name, "display_name": user.title(), "url": home, "note": ""}
    return plain | {"indexable": True, "bot": False, "fields": [], "emojis": []} | changed


def status(number, by="ana", said="<p>I tried it.</p>", *, to=ROOT, **changed):
    who = by if isinstance(by, dict) else account(by)
    url = f"{who['url']}/{number}"
    plain = {
        "id": str(number), "uri": f"{url}#uri", "url": url,
        "created_at": (BEGAN + timedelta(minutes=int(number))).isoformat(),
        "edited_at": None, "visibility": "public", "sensitive": False, "spoiler_text": "", "language": "en",
        "content": said, "account": who, "in_reply_to_id": to, "in_reply_to_account_id": "id-me", "reblog": None,
        "mentions": [{"id": "id-me", "username": "me", "acct": "me", "url": f"https://{HOST}/@me"}], "tags": [],
        "emojis": [], "media_attachments": [], "card": None, "poll": None, "quote": None, "replies_count": 0,
    }  # fmt: skip
    return plain | changed


def announcement(number=ROOT, said=ANNOUNCED, **changed):
    return status(number, "me", said, to=None, in_reply_to_account_id=None, mentions=[], **changed)


def context(*statuses):
    return {"ancestors": [], "descendants": list(statuses)}


class Server:
    """What it says can be changed between two runs; `ways` (part of a path -> a reply) goes before what it knows."""

    def __init__(self, *replies, posts=None, token=""):
        self.replies = list(replies)
        self.posts = [announcement()] if posts is None else posts
        self.ways = {}
        self.token = token
        self.asked = []
        self.door = None

    def answer(self, request):
        self.asked.append(request.target)
        for part, reply in self.ways.items():
            if part in request.target:
                return reply if isinstance(reply, Reply) else reply(request)
        if self.token and request.bearer != self.token:
            return told({"error": "The access token is invalid"}, 401)
        for pattern, say in self.routes:
            if found := re.fullmatch(pattern, request.path):
                return say(request, *found.groups())
        return nothing()

    @property
    def routes(self):
        return (
            (r"/api/v1/accounts/lookup", self._look_up),
            (r"/api/v1/accounts/id-me/statuses", self._posts),
            (r"/api/v1/statuses/(\w+)/context", self._context),
            (r"/api/v1/statuses/(\w+)", self._status),
        )

    def _look_up(self, request):
        known = request.one("acct") == "me"
        return told(account("me")) if known else told({"error": "Record not found"}, 404)

    def _posts(self, request):
        older = request.one("max_id")
        rest = [post for post in self.posts if not older or int(post["id"]) < int(older)]
        return told(rest[:40])

    def _context(self, _, number):
        root = next((post for post in self.posts if post["id"] == number), None)
        return told(context(*self.replies)) if root else told({"error": "Record not found"}, 404)

    def _status(self, _, number):
        root = next((post for post in self.posts if post["id"] == number), None)
        return told(root | {"replies_count": len(self.replies)}) if root else told({"error": "Record not found"}, 404)


@contextmanager
def talking(server, *more):
    """Let servers answer; yields the street map."""
    hosts = {HOST: server} | {f"{name}.example": each for name, each in zip(("other", "third"), more, strict=False)}
    with opened(SampleServer(lambda request: hosts[request.host].answer(request), hosts, NOW)) as running:
        yield running.hosts
