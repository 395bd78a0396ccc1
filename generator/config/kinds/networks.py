"""Texts about the networks where people talk in, what they mean out: Bluesky, X."""

import re

from generator import text
from generator.config import checks
from generator.config.kinds.words import Meant, Row, Web, from_page, refuse_page, search, tag
from generator.forms import Mistake

# ---------------------------------------------------------------- Bluesky

DID = re.compile(r"did:(?:plc|web):[\w.:%-]+")
"""The lasting name of an account (W3C DID; atproto.com/specs/did)."""
HANDLE = re.compile(r"(?i)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")
"""A handle is a host name (atproto.com/specs/handle)."""
AT = re.compile(r"at://(?P<who>[^/\s]+)(?:/(?P<what>[\w.-]+)/(?P<key>[\w.~:-]+))?/?")
GATHERED = {"lists": ("list", "app.bsky.graph.list"), "feed": ("feed", "app.bsky.feed.generator")}
"""Step of a web address -> our word for it, and the collection it is kept in."""
PROFILE = frozenset({"rss", "lists", "feed", "feeds", "followers", "follows"})
"""Steps behind an account that show the same account."""
BLUESKY_HOSTS = ("bsky.app", "bsky.social")
BLUESKY_FORMS = (
    'It can be "#tag", "@name.bsky.social", words to search for, or the address of an account, list or feed.'
)


def bluesky(value: str) -> Meant:
    """Read `#tag`, `@handle`, words, the web address or the at:// address of an account, a list, a feed."""
    stripped = value.strip()
    where = re.sub(r"(?i)^(?:list|feed):\s*(?=at://|https?://)", "", stripped)
    if found := AT.fullmatch(where):
        return _at(found)
    if meant := from_page(where, bluesky_page, "Bluesky", BLUESKY_FORMS, BLUESKY_HOSTS):
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
    """Read a page of bsky.app, of which what can be followed is no feed, and what cannot a mistake."""
    if page.host.endswith(".bsky.social") and not page.path:
        return _blue_account(page.host)
    if page.host not in {"bsky.app", "go.bsky.app"}:
        return None  # such as docs.bsky.app, which has a blog
    first, who, what, key = (page.step(number) for number in range(4))
    if first == "profile" and who and (not what or (what in PROFILE and not key)):
        return _blue_account(who)
    if first == "profile" and what in GATHERED and len(page.path) == 4:  # noqa: PLR2004  /profile/NAME/lists/KEY
        return _gathered(who, what, key)
    if first == "hashtag" and who and "author" not in page.query:
        return tag("bluesky", "Bluesky", who)
    if first == "search" and "q" in page.query:
        return search("bluesky", "Bluesky", page.query["q"])
    raise _blue_refusal(page)


def _blue_refusal(page: Web) -> Mistake:
    """Say of a page that cannot be followed what can."""
    first, who, what = (page.step(number) for number in range(3))
    if first == "profile" and what == "post":
        return Mistake("This is one post.", f'Write the account: - bluesky: "@{who}"')
    if first == "hashtag" and who:
        return Mistake(
            "This page is one hashtag in the posts of one account.",
            f'Write the hashtag, "#{who}", or the account, "@{page.query["author"]}".',
        )
    if page.host == "go.bsky.app" or first in {"starter-pack", "starter-pack-short", "start"}:
        hint = "Open it, and write the accounts you want of it, each as an entry; or a list or a feed, by its address."
        return Mistake("A starter pack cannot be followed.", hint)
    return refuse_page("Bluesky", BLUESKY_FORMS)


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
X_HOSTS = ("x.com", "twitter.com")
X_SAME = frozenset({"with_replies", "media", "likes", "highlights"})
"""Steps behind an account that show the same account."""
LIST_BY_NAME = "A list by its name cannot be followed, only by its number."
LIST_NUMBER = "Open the list: its address becomes https://x.com/i/lists/NUMBER."
X_FORMS = 'It can be "#tag", "@name", words to search for, or a list: https://x.com/i/lists/NUMBER'


def x(value: str) -> Meant:
    """Read `#tag`, `@name`, a query, `list:ID`, or the address of one of them."""
    stripped = value.strip()
    if meant := from_page(stripped, x_page, "X", X_FORMS, X_HOSTS):
        return meant
    if found := re.fullmatch(r"(?i)list:\s*(\d+)", stripped):
        return _x_list(found[1])
    if stripped.lower().startswith("list:"):
        raise Mistake(LIST_BY_NAME, LIST_NUMBER)
    if stripped.startswith("@") and not re.search(r"\s", stripped):
        return _x_account(stripped)
    if stripped.startswith("#") and not re.search(r"\s", stripped):
        return tag("x", "X", stripped)
    if re.fullmatch(r"\w+", stripped):
        account = f'"@{stripped}" or ' if X_NAME.fullmatch(stripped) else ""
        hint = f'Did you mean {account}"#{stripped}"? To search for it as a word, write "search: {stripped}".'
        raise Mistake(f'"{text.clip(stripped, 60)}" may be an account, a hashtag or a word.', hint)
    return search("x", "X", stripped)


def x_page(page: Web) -> Meant | None:
    """Read the page of an account, a list, a hashtag or a search; X has no other door, so others are mistakes."""
    if page.host not in X_HOSTS:
        return None  # such as help.x.com
    first, second, third = (page.step(number) for number in range(3))
    if (first, second) == ("i", "lists") and third.isdecimal():
        return _x_list(third)
    if first == "hashtag" and second:
        return tag("x", "X", second)
    if first == "search" and "q" in page.query:
        sought = page.query["q"].strip()
        return tag("x", "X", sought) if checks.TAG.fullmatch(sought) and "#" in sought else search("x", "X", sought)
    if first == "intent" and "screen_name" in page.query:
        return _x_account(page.query["screen_name"])
    if second == "lists" and first != "i":
        raise Mistake(LIST_BY_NAME, f"{LIST_NUMBER} The account alone is @{first}.")
    if first and first.lower() not in X_OWN and (not second or (second in X_SAME and not third)):
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
    "bluesky": Row(
        title="Bluesky",
        read=bluesky,
        page=bluesky_page,
        hosts=BLUESKY_HOSTS,
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
        hosts=X_HOSTS,
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
