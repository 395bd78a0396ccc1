"""The faults and traps of Mastodon, and of a server that only looks like one.

Always there: the Link header that forgets any, all and none; no Link on an empty page; a limit cut at 40 unsaid;
posts of other servers with other ids and other counts under one uri; unlisted posts and boosts among a person's; a
#nobot that markup splits; an edit, a deletion; a server that is closed (422) and keeps its RSS open.
"""

import re

from generator.demo import mastodon
from generator.demo.words import Reply
from tests.servers.ways import Fault, Network, changed, edited, html, on, value

CLOSED = {"error": "This method requires an authenticated user"}
BUSY = {"X_RateLimit_Limit": "300", "X_RateLimit_Remaining": "0"}
TAG = "/timelines/tag/"
HALF = Reply(type="application/json", data=b'[{"id":"1"')


def _absent(statuses):
    for status in statuses:
        status["account"].pop("indexable", None)


def _refused_by(flag):
    def change(statuses):
        for status in statuses:
            status["account"][flag] = True

    return change


def _split_nobot(statuses):
    """Put #nobot into a field, split by markup as servers do."""
    for status in statuses:
        link = '<a href="https://chalkface.example/tags/nobot" class="mention hashtag">#<span>nobot</span></a>'
        status["account"]["fields"] = [{"name": "please", "value": link, "verified_at": None}]


def _akkoma(statuses):
    for status in statuses[::2]:
        status["visibility"] = "local"
        status["pleroma"] = {"local": True}


def _odd(statuses):
    """Give what the documentation allows and few expect."""
    for number, status in enumerate(statuses):
        if number % 3 == 0:
            status.update(url=None, language=None, card=None, emojis=None, media_attachments=None)
        if number % 3 == 1:
            status["account"].update(display_name="", followers_count=-1, created_at=None, fields=None)
        if number % 3 == 2:
            status.update(replies_count=None, tags=[{"name": "openedu"}], mentions=[{}], spoiler_text=None)


def _half(request, answer):
    """The remote half is closed: only `local=true` is answered (4.5's timelines_access)."""
    if TAG in request.path and request.one("local") not in {"true", "1"}:
        return value(422, CLOSED)
    if request.path == "/api/v2/instance":
        access = {"local": "public", "remote": "authenticated"}
        return edited(answer(request), lambda it: it["configuration"]["timelines_access"].update(hashtag_feeds=access))
    return answer(request)


def _busy_later(request, answer):
    """The second page is one too many."""
    return answer(request) if TAG not in request.path or "max_id" not in request.query else busy(request)


def busy(request):
    """429 as Mastodon says it: an instant in ISO 8601 and no Retry-After."""
    reset = f"{request.today.replace(minute=request.today.minute // 5 * 5, second=0).isoformat()[:16]}:00.000000Z"
    later = re.sub(r"T(\d\d):(\d\d)", lambda found: f"T{found[1]}:{int(found[2]) + 5:02}", reset)
    return value(429, {"error": "Too many requests"}, **BUSY, X_RateLimit_Reset=later)


FAULTS = {
    "denied-422": on(TAG, "every server is closed, as the code says it (422)", value(422, CLOSED)),
    "denied-401": on(
        TAG,
        "every server is closed, as the documentation says it (401)",
        value(401, {"error": "The access token is invalid"}),
    ),
    "denied-403": on(TAG, "a proxy closes the API (403, HTML)", html(403, "Forbidden")),
    "locked": on("/api/", "the whole API is locked (401)", value(401, CLOSED)),
    "half": Fault(words="only the server's own posts are for strangers", act=_half),
    "busy": Fault(
        words="429, an ISO instant and no Retry-After",
        act=lambda request, answer: busy(request) if request.path.startswith("/api/") else answer(request),
    ),
    "busy-later": Fault(words="429 on the second page", act=_busy_later),
    "unknown-404": on(
        TAG, "an unknown tag is a 404, as the documentation says", value(404, {"error": "Record not found"})
    ),
    "absent": changed(TAG, "indexable is not sent", _absent),
    "noindex": changed(TAG, "everybody has noindex", _refused_by("noindex")),
    "locked-people": changed(TAG, "everybody's account is locked", _refused_by("locked")),
    "nobot": changed(TAG, "everybody has #nobot in a field, split by markup", _split_nobot),
    "akkoma": changed(TAG, "every other post has the visibility `local`", _akkoma),
    "odd": changed(TAG, "fields that are null, empty or -1", _odd),
    "html-200": on(TAG, "a page of HTML with 200", html(200, "Welcome")),
    "down": on("/api/", "503 with HTML", html(503, "We are updating")),
    "cut": on(TAG, "half a JSON document", HALF),
}
NETWORK = Network(
    scenes=(),
    hosts=("chalkface.example", "pult.example", "stillehavn.example"),
    paths=("/api/v1/timelines/tag/openedu?limit=3", "/api/v2/instance", "/@noor.rss"),
    sources=(
        ("mastodon", "#OpenEdu", {"servers": ("chalkface.example", "pult.example")}),
        ("mastodon", "@noor@chalkface.example", {}),
        ("mastodon", "list:41", {"servers": ("chalkface.example",)}),
    ),
    secrets={"MASTODON_TOKEN__CHALKFACE_EXAMPLE": mastodon.member("chalkface.example")},
    faults=FAULTS,
)
GOTOSOCIAL = Network(
    scenes=(),
    hosts=("werkbank.example",),
    paths=("/@brigid/feed.rss", "/api/v1/timelines/tag/openedu"),
    sources=(
        ("feed", "https://werkbank.example/@brigid/feed.rss", {}),
        ("mastodon", "#OpenEdu", {"servers": ("werkbank.example",)}),
    ),
    faults={
        "overload": on("/", "503 with Retry-After: 30", value(503, {"error": "overloaded"}, Retry_After="30")),
        "no-feed": on("/feed.rss", "the member has no feed", value(404, {"error": "Not Found"})),
    },
)
MISSKEY = Network(
    scenes=("misskey",),
    hosts=("nori.example",),
    paths=("/@chihiro.atom", "/nodeinfo/2.1"),
    sources=(("mastodon", "#FormativeAssessment", {"servers": ("nori.example",)}),),
    faults={
        "busy": on(
            "/api/", "429 as Misskey says it", value(429, {"error": {"code": "RATE_LIMIT_EXCEEDED", "id": "d5826d14"}})
        ),
        "closed": on(
            "/api/", "a log-in is wanted", value(401, {"error": {"code": "CREDENTIAL_REQUIRED", "id": "1384574d"}})
        ),
        "html-200": on("/api/", "a page of HTML with 200", html(200, "Misskey")),
    },
)
