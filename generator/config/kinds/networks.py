"""Texts about the networks where people talk in, what they mean out: Mastodon, Bluesky, X."""

import re

from generator.config import checks
from generator.config.kinds.words import Meant, Row, Web, from_page, refuse_page, search, tag, web
from generator.forms import Mistake

LIST = re.compile(r"(?i)list:\s*(?P<id>[\w-]+)(?:@(?P<server>\S+))?")
MEMBER = re.compile(r"@(?P<name>[\w.-]+)(?:@(?P<server>\S+))?")

MASTODON_FORMS = "It can be an account, a list or a hashtag: https://server.example/@name"

# ---------------------------------------------------------------- Mastodon


def mastodon(value: str) -> Meant:
    """Read `#tag`, `#tag@server`, `@name@server`, `list:ID`, or the address of one of them."""
    stripped = value.strip()
    if meant := from_page(stripped, mastodon_page, "Mastodon", MASTODON_FORMS):
        return meant
    if found := LIST.fullmatch(stripped):
        return _members_list(found["id"], checks.server(found["server"]) if found["server"] else None)
    if found := MEMBER.fullmatch(stripped):
        if not found["server"]:
            raise Mistake(f"{stripped} does not say on which server.", f'Write it in full: "{stripped}@your.server"')
        return _member(found["name"], checks.server(found["server"]))
    name, server = checks.split_tag(stripped)
    return _mastodon_tag(name, server)


def mastodon_page(page: Web) -> Meant | None:
    """Read the page of an account, a list or a hashtag."""
    first, second = page.step(0), page.step(1)
    if len(page.path) == 1 and (found := MEMBER.fullmatch(first)):
        return _member(found["name"], found["server"] or page.server)
    if len(page.path) != 2:  # noqa: PLR2004  /tags/NAME, /lists/ID, /users/NAME
        return None
    if first == "users" and re.fullmatch(r"[\w.-]+", second):
        return _member(second, page.server)
    if first == "lists" and re.fullmatch(r"[\w-]+", second):
        return _members_list(second, page.server)
    return _mastodon_tag(checks.hashtag(second), page.server) if first == "tags" else None


def _mastodon_tag(name: str, server: str | None) -> Meant:
    servers = (server,) if server else ()
    return Meant(kind="mastodon", address=f"#{name.casefold()}", name=f"#{name}", servers=servers)


def _member(name: str, server: str) -> Meant:
    return Meant(kind="mastodon", address=f"@{name}@{server}".lower(), name=f"@{name}@{server}")


def _members_list(number: str, server: str | None) -> Meant:
    servers = (server,) if server else ()
    return Meant(kind="mastodon", address=f"list:{number}", name=f"List {number} (Mastodon)", servers=servers)


# ---------------------------------------------------------------- Bluesky

DID = re.compile(r"did:(?:plc|web):[\w.:%-]+")
"""The lasting name of an account (W3C DID; atproto.com/specs/did)."""
HANDLE = re.compile(r"(?i)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")
"""A handle is a host name (atproto.com/specs/handle)."""
AT = re.compile(r"at://(?P<who>[^/\s]+)(?:/(?P<what>[\w.-]+)/(?P<key>[\w.~:-]+))?/?")
GATHERED = {"lists": ("list", "app.bsky.graph.list"), "feed": ("feed", "app.bsky.feed.generator")}
"""Step of a web address -> our word for it, and the collection it is kept in."""
BLUESKY_FORMS = (
    'It can be "#tag", "@name.bsky.social", words to search for, or the address of an account, list or feed.'
)


def bluesky(value: str) -> Meant:
    """Read `#tag`, `@handle`, words, the web address or the at:// address of an account, a list, a feed."""
    stripped = value.strip()
    where = re.sub(r"(?i)^(?:list|feed):\s*(?=at://|https?://)", "", stripped)
    if found := AT.fullmatch(where):
        return _at(found)
    if meant := from_page(where, bluesky_page, "Bluesky", BLUESKY_FORMS):
        return meant
    if stripped.startswith("#") and " " not in stripped:
        return tag("bluesky", "Bluesky", stripped)
    if stripped.startswith("@") or DID.fullmatch(stripped):
        return _blue_account(stripped)
    if HANDLE.fullmatch(stripped):
        hint = f'Did you mean "@{stripped}"? To search for it as words, write "search: {stripped}".'
        raise Mistake(f"{stripped} looks like an account.", hint)
    return search("bluesky", "Bluesky", stripped)


def bluesky_page(page: Web) -> Meant | None:
    """Read the page of an account, a list, a feed, a hashtag or a search on bsky.app."""
    first, who, what, key = (page.step(number) for number in range(4))
    if first == "profile" and who and len(page.path) == 2:  # noqa: PLR2004  /profile/NAME
        return _blue_account(who)
    if first == "profile" and what in GATHERED and key and len(page.path) == 4:  # noqa: PLR2004
        return _gathered(who, what, key)
    if first == "hashtag" and who:
        return tag("bluesky", "Bluesky", who)
    return search("bluesky", "Bluesky", page.query["q"]) if first == "search" and "q" in page.query else None


def _blue_account(value: str) -> Meant:
    name = value.strip().removeprefix("@")
    if DID.fullmatch(name):
        return Meant(kind="bluesky", address=f"@{name}", name=f"{name} (Bluesky)")
    if not HANDLE.fullmatch(name):
        hint = f'Did you mean "@{name}.bsky.social"?' if re.fullmatch(r"[\w-]+", name) else BLUESKY_FORMS
        raise Mistake(f'"{value}" is not the name of an account on Bluesky.', hint)
    return Meant(kind="bluesky", address=f"@{name.lower()}", name=f"@{name} (Bluesky)")


def _at(found: re.Match[str]) -> Meant:
    for step, (_, collection) in GATHERED.items():
        if found["what"] == collection:
            return _gathered(found["who"], step, found["key"])
    if found["what"] is None:
        return _blue_account(found["who"])
    raise Mistake(f"{found[0]} is neither a list nor a feed.", BLUESKY_FORMS)


def _gathered(who: str, step: str, key: str) -> Meant:
    if not (DID.fullmatch(who) or HANDLE.fullmatch(who)) or not re.fullmatch(r"[\w.~:-]+", key):
        raise refuse_page("Bluesky", BLUESKY_FORMS)
    word, collection = GATHERED[step]
    owner = who if DID.fullmatch(who) else who.lower()
    return Meant(kind="bluesky", address=f"{word}:at://{owner}/{collection}/{key}", name=f"{word} {key} (Bluesky)")


# ---------------------------------------------------------------- X

X_NAME = re.compile(r"@?(?P<name>\w{1,15})", re.ASCII)
"""Letters, digits and _, fifteen at most (help.x.com, "X username rules")."""
X_OWN = frozenset("about compose download explore hashtag home i intent jobs login messages notifications privacy "
                  "search settings share signup tos".split())  # fmt: skip
"""First steps of addresses that are no accounts."""
X_FORMS = 'It can be "#tag", "@name", words to search for, or a list: https://x.com/i/lists/NUMBER'


def x(value: str) -> Meant:
    """Read `#tag`, `@name`, a query, `list:ID`, or the address of one of them."""
    stripped = value.strip()
    if (page := web(stripped)) and page.host in {"x.com", "twitter.com"}:
        return x_page(page)
    if found := re.fullmatch(r"(?i)list:\s*(\d+)", stripped):
        return _x_list(found[1])
    if stripped.startswith("@") and not re.search(r"\s", stripped):
        return _x_account(stripped)
    if stripped.startswith("#") and not re.search(r"\s", stripped):
        return tag("x", "X", stripped)
    return search("x", "X", stripped)


def x_page(page: Web) -> Meant:
    """Read the page of an account, a list, a hashtag or a search; X has no other door, so others are mistakes."""
    first, second, third = (page.step(number) for number in range(3))
    if (first, second) == ("i", "lists") and third.isdecimal():
        return _x_list(third)
    if first == "hashtag" and second:
        return tag("x", "X", second)
    if first == "search" and "q" in page.query:
        return x(page.query["q"])
    if first and first.lower() not in X_OWN and second != "status":
        return _x_account(first)
    raise refuse_page("X", X_FORMS)


def _x_account(value: str) -> Meant:
    found = X_NAME.fullmatch(value)
    if not found:
        raise Mistake(f'"{value}" is not the name of an account on X.', X_FORMS)
    return Meant(kind="x", address=f"@{found['name'].lower()}", name=f"@{found['name']} (X)")


def _x_list(number: str) -> Meant:
    return Meant(kind="x", address=f"list:{number}", name=f"List {number} (X)")


# ---------------------------------------------------------------- the rows

ROWS = {
    "mastodon": Row(
        title="Mastodon",
        read=mastodon,
        forms="`#tag`, `@name@server` or `list:ID`",
        words="A hashtag on the servers you name, one account, or a list of yours (which needs a token).",
        examples=(
            'mastodon: "#oer"\nservers: [mastodon.oeru.org]',
            'mastodon: "#edtech"\nservers: [mastodon.oeru.org, hcommons.social]\nnone: [jobs]',
            'mastodon: "@name@server.example"',
            "mastodon: list:12\nservers: [server.example]",
            "https://server.example/@other",
        ),
        options={
            "servers": "The Mastodon servers that are asked, such as mastodon.oeru.org; for a list, your own.",
            "any": "More hashtags: a post with any one of them is read, too.",
            "all": "Only posts that have all of these as well.",
            "none": "No posts that have one of these.",
        },
    ),
    "bluesky": Row(
        title="Bluesky",
        read=bluesky,
        page=bluesky_page,
        hosts=("bsky.app",),
        forms="`#tag`, words, `@handle`, list or feed",
        words="A hashtag or a search (with an app password), one account, a list or a feed (without).",
        examples=(
            'bluesky: "#edtech"',
            'bluesky: "open textbooks"',
            'bluesky: "@name.bsky.social"',
            "bluesky: https://bsky.app/profile/name.bsky.social/lists/3abcdefghij2k",
            "bluesky: https://bsky.app/profile/name.bsky.social/feed/teachers",
            "bluesky: at://did:plc:abcdefghijklmnopqrstuvwx/app.bsky.graph.list/3mnopqrstuv2k",
            "https://bsky.app/profile/other.bsky.social",
        ),
    ),
    "x": Row(
        title="X",
        read=x,
        page=x_page,
        hosts=("x.com", "twitter.com"),
        forms="`#tag`, a query, `@name` or `list:ID`",
        words="Posts on X, of which links are kept and no text; X lets programs read for money only (a token).",
        examples=(
            'x: "#edchat"',
            'x: "(formative OR feedback) assessment lang:en"',
            'x: "@name"',
            "x: https://x.com/i/lists/1234567890",
            "https://x.com/other",
        ),
    ),
}
"""Key -> its row."""
