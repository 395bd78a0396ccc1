"""Texts about boards, question sites and video in, what they mean out: Reddit, Lemmy, Hacker News, dev.to, YouTube."""

import re

from generator.config import checks
from generator.config.kinds.words import Meant, Row, Web, from_page, search, tag
from generator.forms import Mistake

# ---------------------------------------------------------------- Reddit

SUBS = re.compile(r"(?i)/?(?:r/)?(?P<names>[a-z0-9]\w{1,23}(?:\+[a-z0-9]\w{1,23})*)/?", re.ASCII)
REDDITOR = re.compile(r"(?i)/?(?:u|user)/(?P<name>[\w-]{3,24})/?", re.ASCII)
TOKEN_HINT = "Leave out what is behind the question mark, and keep the token as the secret REDDIT_FEED_TOKEN."  # noqa: S105  words


def reddit(value: str) -> Meant:
    """Read `teaching`, `r/teaching`, `r/a+b`, `u/name`, `search: words`, or an address."""
    stripped = value.strip()
    if meant := from_page(stripped, reddit_page, "Reddit", "It can be a subreddit, r/teaching, or a person, u/name."):
        return meant
    if stripped.lower().startswith("search:"):
        return search("reddit", "Reddit", stripped)
    if person := REDDITOR.fullmatch(stripped):
        return Meant(kind="reddit", address=f"u/{person['name'].lower()}", name=f"u/{person['name']}")
    if subs := SUBS.fullmatch(stripped):
        return Meant(kind="reddit", address=f"r/{subs['names'].lower()}", name=f"r/{subs['names']}")
    joined = re.sub(r"\W", "", stripped)
    hint = f'A subreddit is one word: r/{joined}. To search all of Reddit, write "search: {stripped}".'
    raise Mistake(f'"{stripped}" is not the name of a subreddit.', hint)


def reddit_page(page: Web) -> Meant | None:
    """Read the page or the feed of a subreddit, a person or a search."""
    if {"feed", "user"} & set(page.query):
        raise Mistake(checks.TOKEN, TOKEN_HINT)
    first, second = page.step(0), page.step(1).removesuffix(".rss")
    if "comments" in page.path:
        return None
    if first == "r" and SUBS.fullmatch(second):
        return reddit(f"r/{second}")
    if first in {"u", "user"} and REDDITOR.fullmatch(f"u/{second}"):
        return reddit(f"u/{second}")
    sought = first.removesuffix(".rss") == "search" and page.query.get("q")
    return search("reddit", "Reddit", sought) if sought else None


# ---------------------------------------------------------------- Lemmy

COMMUNITY = re.compile(r"!?(?P<name>\w+)@(?P<server>\S+)", re.ASCII)


def lemmy(value: str) -> Meant:
    """Read `community@server`, `!community@server`, or the address of a community."""
    stripped = value.strip()
    if meant := from_page(stripped, lemmy_page, "Lemmy", "It can be a community: https://server.example/c/name"):
        return meant
    if found := COMMUNITY.fullmatch(stripped):
        return _community(found["name"], checks.server(found["server"]))
    hint = f'Write "!{stripped.lstrip("!")}@server.example".' if re.fullmatch(r"!?\w+", stripped) else ""
    raise Mistake(f'"{stripped}" does not say on which server.', hint or "It looks like !community@server.example")


def lemmy_page(page: Web) -> Meant | None:
    """Read the page of a community."""
    name, _, server = page.step(1).partition("@")
    if page.step(0) != "c" or len(page.path) != 2 or not re.fullmatch(r"\w+", name, re.ASCII):  # noqa: PLR2004
        return None
    return _community(name, checks.server(server) if server else page.server)


def _community(name: str, server: str) -> Meant:
    return Meant(kind="lemmy", address=f"!{name}@{server}".lower(), name=f"!{name}@{server}")


# ---------------------------------------------------------------- Hacker News

FRONT = frozenset({"front", "front page", "frontpage", "front_page", "top", "news"})


def hackernews(value: str) -> Meant:
    """Read `front`, or words."""
    stripped = value.strip()
    if meant := from_page(
        stripped, hackernews_page, "Hacker News", "It can be `front`, for the front page, or words to search for."
    ):
        return meant
    if stripped.lower() in FRONT:
        return Meant(kind="hackernews", address="front", name="Hacker News")
    return search("hackernews", "Hacker News", stripped)


def hackernews_page(page: Web) -> Meant | None:
    """Read the front page, or a search on hn.algolia.com."""
    if page.host == "hn.algolia.com":
        return search("hackernews", "Hacker News", page.query["q"]) if "q" in page.query else None
    return hackernews("front") if page.path in {(), ("news",), ("front",)} else None


# ---------------------------------------------------------------- dev.to

AUTHOR = re.compile(r"@?(?P<name>[A-Za-z0-9_]{1,40})")
DEVTO_OWN = frozenset(
    "about api contact enter feed latest listings new p privacy search settings t tags terms top".split()
)


def devto(value: str) -> Meant:
    """Read `#tag`, `@author`, or an address."""
    stripped = value.strip()
    if meant := from_page(stripped, devto_page, "dev.to", 'It can be a tag, "#education", or an author, "@name".'):
        return meant
    if stripped.startswith("#"):
        return tag("devto", "dev.to", stripped)
    if stripped.startswith("@") and (found := AUTHOR.fullmatch(stripped)):
        return Meant(kind="devto", address=f"@{found['name'].lower()}", name=f"@{found['name']} (dev.to)")
    plain = re.sub(r"\W", "", stripped)
    raise Mistake(
        f'"{stripped}" may be a tag or an author.', f'For the tag write "#{plain}", for the author "@{plain}".'
    )


def devto_page(page: Web) -> Meant | None:
    """Read the page of a tag or of an author."""
    first, second = page.step(0), page.step(1)
    if first == "t" and second:
        return devto(f"#{second}")
    if len(page.path) == 1 and first.lower() not in DEVTO_OWN and AUTHOR.fullmatch(first):
        return devto(f"@{first.removeprefix('@')}")
    return None


# ---------------------------------------------------------------- YouTube

CHANNEL = re.compile(r"(?:channel:\s*)?(?P<id>UC[\w-]{22})", re.ASCII)
PLAYLIST = re.compile(r"(?:playlist:\s*)?(?P<id>(?:PL|UU|FL|OLAK5uy_)[\w-]{10,64})", re.ASCII)
CHANNEL_NAME = re.compile(r"@[\w.·-]{1,60}")
YOUTUBE_FORMS = "Open the channel and copy its address: https://www.youtube.com/@name"


def youtube(value: str) -> Meant:
    """Read the id of a channel or of a playlist, `@handle`, or an address."""
    stripped = value.strip()
    if meant := from_page(stripped, youtube_page, "YouTube", YOUTUBE_FORMS):
        return meant
    if found := CHANNEL.fullmatch(stripped):
        return Meant(kind="youtube", address=f"channel:{found['id']}", name=f"{found['id']} (YouTube)")
    if found := PLAYLIST.fullmatch(stripped):
        return Meant(kind="youtube", address=f"playlist:{found['id']}", name=f"{found['id']} (YouTube)")
    if CHANNEL_NAME.fullmatch(stripped):
        return Meant(kind="youtube", address=stripped.lower(), name=f"{stripped} (YouTube)")
    hint = f'Did you mean "@{stripped}"?' if re.fullmatch(r"[\w.-]{3,}", stripped) else YOUTUBE_FORMS
    raise Mistake(f'"{stripped}" is neither a channel nor a playlist.', hint)


def youtube_page(page: Web) -> Meant | None:
    """Read the page or the feed of a channel or a playlist."""
    first, second = page.step(0), page.step(1)
    if first == "channel" and CHANNEL.fullmatch(second):
        return youtube(second)
    if CHANNEL_NAME.fullmatch(first):
        return youtube(first)
    named = page.query.get("channel_id", "") or page.query.get("playlist_id", "") or page.query.get("list", "")
    known = first in {"feeds", "playlist"} and (CHANNEL.fullmatch(named) or PLAYLIST.fullmatch(named))
    return youtube(named) if known else None


# ---------------------------------------------------------------- the rows

ROWS = {
    "reddit": Row(
        title="Reddit",
        read=reddit,
        page=reddit_page,
        hosts=("reddit.com",),
        forms="`r/name`, `r/a+b`, `u/name`, `search: words` or address",
        words="What was posted to a subreddit, or by a person. Reddit lets strangers ask once a minute: join with +.",
        examples=(
            "reddit: teaching",
            "reddit: r/teaching+edtech",
            "reddit: u/name",
            'reddit: "search: open textbooks"',
            "https://www.reddit.com/r/homeschool",
        ),
    ),
    "lemmy": Row(
        title="Lemmy",
        read=lemmy,
        forms="`!community@server` or address",
        words="What was posted to a community.",
        examples=('lemmy: "!teaching@lemmy.example"', "lemmy: https://lemmy.example/c/libraries"),
    ),
    "hackernews": Row(
        title="Hacker News",
        read=hackernews,
        page=hackernews_page,
        hosts=("news.ycombinator.com", "hn.algolia.com"),
        forms="`front` or words",
        words="The front page, or what speaks of some words.",
        examples=("hackernews: front", 'hackernews: "education research"'),
    ),
    "devto": Row(
        title="dev.to",
        read=devto,
        page=devto_page,
        hosts=("dev.to",),
        forms="`#tag` or `@author`",
        words="Articles with a tag, or by an author.",
        examples=('devto: "#education"', 'devto: "@name"'),
    ),
    "youtube": Row(
        title="YouTube",
        read=youtube,
        page=youtube_page,
        hosts=("youtube.com",),
        forms="`@handle`, id of a channel, or address",
        words="The newest videos of a channel or of a playlist.",
        examples=(
            'youtube: "@name"',
            "youtube: UCabcdefghijklmnopqrstuv",
            "youtube: https://www.youtube.com/playlist?list=PLabcdefghijklmnop",
            "https://www.youtube.com/@other",
        ),
    ),
}
"""Key -> its row."""
