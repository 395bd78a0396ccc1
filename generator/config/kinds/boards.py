"""Texts about boards and news in, what they mean out: Reddit, Lemmy, Hacker News, dev.to."""

import re

from generator.config import checks
from generator.config.kinds.words import Meant, Row, Web, from_page, refuse_page, search, tag
from generator.forms import Mistake

# ---------------------------------------------------------------- Reddit

SUBS = re.compile(
    r"(?i)/?(?:r/)?(?P<names>[a-z0-9]\w{1,23}(?:\+[a-z0-9]\w{1,23})*)"
    r"(?:/(?:new|hot|top|rising|best|controversial))?(?:/?\.(?:rss|json))?/?",
    re.ASCII,
)
"""Names of subreddits, whatever the order in which their page shows them; ours is that of time."""
REDDITOR = re.compile(r"(?i)/?(?:u|user)/(?P<name>[\w-]{3,24})(?:/?\.(?:rss|json))?/?", re.ASCII)
REDDIT_HOSTS = ("reddit.com", "redd.it")
REDDIT_FORMS = "It can be a subreddit, r/teaching, or a person, u/name."
TOKEN_HINT = "Leave out what is behind the question mark, and keep the token as the secret REDDIT_FEED_TOKEN."  # noqa: S105  words


def reddit(value: str) -> Meant:
    """Read `teaching`, `r/teaching`, `r/a+b`, `u/name`, `search: words`, or an address."""
    stripped = value.strip()
    if meant := from_page(stripped, reddit_page, "Reddit", REDDIT_FORMS, REDDIT_HOSTS):
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
    """Read the page or the feed of a subreddit, a person or a search; None for feeds of other things."""
    if {"feed", "user"} & set(page.query):
        raise Mistake(checks.TOKEN, TOKEN_HINT)
    first, second, third = page.step(0), page.step(1), page.step(2)
    sought = page.query.get("q", "").strip()
    if sought and {first, third} & {"search", "search.rss"}:
        return _reddit_search(first, second, sought)
    if first == "r" and SUBS.fullmatch(second) and third not in {"comments", "s"}:
        return reddit(f"r/{second}")
    if first in {"u", "user"} and REDDITOR.fullmatch(f"u/{second}") and third != "m" and not page.step(3):
        return reddit(f"u/{second}")
    if page.path and page.path[-1].endswith(".rss"):
        return None
    raise _reddit_refusal(page)


def _reddit_search(first: str, second: str, sought: str) -> Meant:
    """Read a search in all of Reddit, or in one subreddit (its own words for it: `subreddit:name`)."""
    if first == "r" and "+" in second:
        raise Mistake("A search in several subreddits cannot be followed at once.", "Make an entry of each of them.")
    if first == "r" and SUBS.fullmatch(second):
        return search("reddit", "Reddit", f"subreddit:{second} {sought}")
    if first in {"search", "search.rss"}:
        return search("reddit", "Reddit", sought)
    raise refuse_page("Reddit", REDDIT_FORMS)


def _reddit_refusal(page: Web) -> Mistake:
    """Say of a page that cannot be followed what can."""
    first, second = page.step(0), page.step(1)
    if "m" in page.path[1:3]:
        return Mistake("A feed that a person has put together cannot be followed.", "Join its subreddits: r/one+two")
    if page.host != "reddit.com" and not page.host.endswith(".reddit.com"):
        return Mistake("This short address leads to one post.", REDDIT_FORMS)
    if {"comments", "s", "gallery"} & set(page.path):
        hint = f"Write its subreddit: r/{second}" if first == "r" and SUBS.fullmatch(second) else REDDIT_FORMS
        return Mistake("This is one post.", hint)
    return refuse_page("Reddit", REDDIT_FORMS)


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


HN_LISTS = frozenset("new newest best ask show jobs active past shownew asknew".split())
"""Other lists of Hacker News, which its search does not know."""
HN_HOSTS = ("news.ycombinator.com", "hn.algolia.com")
HN_FORMS = 'It can be `front`, for the front page, or words to search for: "education research"'


def hackernews(value: str) -> Meant:
    """Read `front`, or words."""
    stripped = value.strip()
    if meant := from_page(stripped, hackernews_page, "Hacker News", HN_FORMS, HN_HOSTS):
        return meant
    if stripped.lower() in FRONT:
        return Meant(kind="hackernews", address="front", name="Hacker News")
    if stripped.lower() in HN_LISTS:
        hint = f'{HN_FORMS}. To search for the word, write "search: {stripped}".'
        raise Mistake(f"The list `{stripped}` of Hacker News cannot be followed.", hint)
    return search("hackernews", "Hacker News", stripped)


def hackernews_page(page: Web) -> Meant | None:
    """Read the front page, or a search on hn.algolia.com; None for the feeds of the site."""
    if page.host == "hn.algolia.com" and (sought := page.query.get("q") or page.query.get("query")):
        return search("hackernews", "Hacker News", sought)
    if page.host == "news.ycombinator.com" and page.path in {(), ("news",), ("front",)}:
        return hackernews("front")
    if page.path and page.path[-1].endswith("rss"):
        return None
    if page.step(0) in HN_LISTS:
        return hackernews(page.step(0))
    raise refuse_page("Hacker News", HN_FORMS)


# ---------------------------------------------------------------- dev.to

AUTHOR = re.compile(r"@?(?P<name>[A-Za-z0-9_]{1,40})")
DEVTO_HOSTS = ("dev.to",)
DEVTO_FORMS = 'It can be a tag, "#education", or an author, "@name".'
DEVTO_OWN = frozenset(
    "about api contact enter feed latest listings new p privacy search settings t tags terms top".split()
)


def devto(value: str) -> Meant:
    """Read `#tag`, `@author`, or an address."""
    stripped = value.strip()
    if meant := from_page(stripped, devto_page, "dev.to", DEVTO_FORMS, DEVTO_HOSTS):
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


# ---------------------------------------------------------------- the rows

ROWS = {
    "reddit": Row(
        title="Reddit",
        read=reddit,
        page=reddit_page,
        hosts=REDDIT_HOSTS,
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
        hosts=HN_HOSTS,
        forms="`front` or words",
        words="The front page, or what speaks of some words.",
        examples=("hackernews: front", 'hackernews: "education research"'),
    ),
    "devto": Row(
        title="dev.to",
        read=devto,
        page=devto_page,
        hosts=DEVTO_HOSTS,
        forms="`#tag` or `@author`",
        words="Articles with a tag, or by an author.",
        examples=('devto: "#education"', 'devto: "@name"'),
    ),
}
"""Key -> its row."""
