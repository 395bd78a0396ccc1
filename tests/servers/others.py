"""The faults and traps of Reddit, Lemmy, Hacker News, YouTube, dev.to and of the platforms that speak by feeds."""

from dataclasses import replace

from generator.demo.networks import reddit
from tests.servers.ways import Fault, Network, changed, edited, flapping, html, on, text, value


def _login(request, answer):
    """Strangers are led to a page of HTML with 200."""
    if request.path.endswith(".rss") and not reddit.member(request):
        return text(302, "", Location="https://www.reddit.com/login/?reason=lor2")
    return answer(request)


def _once_a_minute(request, answer):
    """The first question of a stranger is answered, the next ones are not."""
    if reddit.member(request) or request.asked <= 1:
        return replace(answer(request), headers={})
    return html(429, "Too Many Requests", x_ratelimit_used="2", x_ratelimit_remaining="0.0", x_ratelimit_reset="41")


REDDIT = Network(
    scenes=("reddit",),
    hosts=("www.reddit.com", "old.reddit.com"),
    paths=("/r/BetweenLessonsExample/.rss",),
    sources=(
        ("reddit", "r/BetweenLessonsExample", {}),
        ("reddit", "r/BetweenLessonsExample+SchoolLibraryExample", {}),
        ("reddit", "u/example_nightbus", {}),
        ("reddit", "search:bookmarks", {}),
    ),
    secrets={"REDDIT_FEED_TOKEN": reddit.FEED, "REDDIT_FEED_USER": reddit.USER},
    faults={
        "busy": on(
            ".rss",
            "429 with x-ratelimit-reset in seconds",
            html(429, "Too Many Requests", x_ratelimit_reset="41", x_ratelimit_remaining="0.0", x_ratelimit_used="2"),
        ),
        "once-a-minute": Fault(words="one question of a stranger, then 429", act=_once_a_minute),
        "login": Fault(words="strangers are led to the log-in (302, then HTML with 200)", act=_login),
        "blocked": on(".rss", "403, blocked by network security", html(403, "whoa there, pardner!")),
        "private": on(".rss", "the subreddit is private", html(403, "private")),
    },
)


def _v4(request, answer):
    """Lemmy 1.0: other paths, other names."""
    if "/api/v3/" in request.path:
        return value(404, {"error": "unknown"})
    reply = answer(replace(request, target=request.target.replace("/api/v4/", "/api/v3/")))
    if "/api/v4/post/list" in request.path and reply.status == 200:
        return edited(reply, _of_v4)
    return edited(reply, lambda it: it.update(version="1.0.0-beta.1")) if request.path == "/api/v4/site" else reply


def _of_v4(content):
    for view in content["posts"]:
        post, counts = view["post"], view.pop("counts")
        post.update(published_at=post.pop("published"), score=counts["score"], comments=counts["comments"])
        for name in ("creator", "community"):
            view[name].update(ap_id=view[name].pop("actor_id"), published_at=view[name].pop("published"))
    content["items"] = content["posts"]


def _no_zone(content):
    for view in content.get("posts", ()):
        view["post"]["published"] = view["post"]["published"].removesuffix("Z")


LEMMY = Network(
    scenes=("lemmy",),
    hosts=("commons-room.example",),
    paths=("/api/v3/post/list?community_name=openedu", "/feeds/c/openedu.xml"),
    sources=(("lemmy", "!openedu@commons-room.example", {}),),
    faults={
        "v4": Fault(words="version 1.0 with API v4 only", act=_v4),
        "no-zone": changed("/post/list", "times without a zone (0.18)", _no_zone),
        "busy": on("/api/", "400 rate_limit_error", value(400, {"error": "rate_limit_error"})),
        "busy-429": on("/api/", "429 rate_limit_error", value(429, {"error": "rate_limit_error"})),
        "private": on("/", "the server is private", value(400, {"error": "instance_is_private"})),
        "no-api": on("/api/", "only the RSS is there", text(404, "")),
    },
)


def _nulls(content):
    for hit in content["hits"]:
        hit.update(points=None, num_comments=None, url=None, title=hit["title"])
    content["hits"] += [None, {}, {"objectID": "9000000009", "title": None, "url": None, "created_at_i": None}]


HACKERNEWS = Network(
    scenes=("hackernews",),
    hosts=("hn.algolia.com", "hacker-news.firebaseio.com"),
    paths=("/api/v1/search_by_date?query=library&tags=story",),
    sources=(("hackernews", "search:library", {}), ("hackernews", "front", {})),
    faults={
        "nulls": changed("/search", "null items and null fields", _nulls),
        "busy": on("/api/", "429", value(429, {"message": "Too Many Requests"})),
        "blocked": on("/api/", "403", text(403, "Forbidden")),
        "gone-item": on("/v0/item", "null", value(200, None)),
    },
)
YOUTUBE = Network(
    scenes=("youtube",),
    hosts=("www.youtube.com",),
    paths=("/feeds/videos.xml?channel_id=UCexampleSlowBoard000001", "/@SlowBoardExample"),
    sources=(("youtube", "playlist:UULFexampleSlowBoard000001", {}), ("youtube", "@SlowBoardExample", {})),
    faults={
        "flapping": flapping("404 every other time", html(404, "Error 404 (Not Found)!!1")),
        "missing": on("/feeds/", "404 each time", html(404, "Error 404 (Not Found)!!1")),
        "broken": on("/feeds/", "500", html(500, "Error 500")),
        "consent": on("/@", "a page that asks for consent", html(200, "Before you continue to YouTube")),
    },
)
DEVTO = Network(
    scenes=("devto",),
    hosts=("dev.to",),
    paths=("/api/articles?tag=edtech",),
    sources=(("devto", "#edtech", {}), ("devto", "@anouk_example", {})),
    faults={
        "busy": on(
            "/api/",
            "429 with retry-after",
            value(429, {"error": "Rate limit reached", "status": 429}, retry_after="30"),
        ),
        "odd": on("/api/articles", "an object where a list should be", value(200, {"error": None})),
    },
)
BLOCKED = html(403, "Just a moment...", cf_mitigated="challenge")
FEEDS_OF_PLATFORMS = Network(
    scenes=("platforms", "bridge", "gleaner", "shortener"),
    hosts=(
        "matheducators.stackexchange.com",
        "github.com",
        "medium.com",
        "small-classes-example.substack.com",
        "bridge.example",
        "south-corridor.example",
        "krz.example",
    ),
    paths=("/feeds/tag?tagnames=fractions&sort=newest",),
    sources=(
        ("feed", "https://matheducators.stackexchange.com/feeds/tag?tagnames=fractions+or+proofs&sort=newest", {}),
        ("feed", "https://github.com/between-lessons-example/paper-rota/releases.atom", {}),
        ("feed", "https://medium.com/feed/@example.lenka", {}),
        ("feed", "https://small-classes-example.substack.com/feed", {}),
        ("feed", "https://bridge.example/telegram/channel/guru_pustaka_example", {}),
        ("gleaner", "https://south-corridor.example/", {}),
    ),
    faults={
        "medium-403": on("/feed", "Medium lets no machine in", BLOCKED, host="medium.com"),
        "substack-403": on("/feed", "Substack lets no machine in", BLOCKED, host="substack.com"),
        "bridge-503": on(
            "/", "the bridge has lost its way", html(503, "Looks like something went wrong"), host="bridge.example"
        ),
        "gleaner-loop": Fault(
            words="the feed's next page is the feed",
            act=lambda request, answer: (
                edited(answer(request), lambda it: it.update(next_url=it["feed_url"]))
                if request.path == "/feed.json"
                else answer(request)
            ),
        ),
    },
)
