"""Texts about Mastodon and its kin in, what they mean out: hashtags on servers, accounts, lists.

An address alone says nothing of the software behind it. What only Mastodon writes (`/@name`, `/deck/…`,
`/tags/oer.rss`) is taken for it on every host but those in OTHERS; what blogs write as well (`/tags/oer`) on hosts that
sound like it.
"""

import re

from generator.config import checks
from generator.config.kinds.words import Meant, Row, Web, from_page, refuse_page, within
from generator.forms import Mistake

LIST = re.compile(r"(?i)list:\s*(?P<id>[\w-]+)(?:@(?P<server>\S+))?")
MEMBER = re.compile(r"@(?P<name>[\w.-]+)(?:@(?P<server>\S+))?")
WRITTEN = re.compile(r"(?i)(?:acct:\s*)?@?(?P<name>[\w.-]+)@(?P<server>\S+)")
"""An account with its server, as people, mail programs and WebFinger (RFC 7565) write it."""
POST = re.compile(r"\d{15,}")
"""The number of a post (Mastodon's "snowflakes": milliseconds, and sixteen bits)."""
SAME = frozenset({"with_replies", "media", "featured", "followers", "following"})
"""Steps behind an account that show the same account."""
WINDOWS = frozenset({"web", "deck"})
"""First steps of Mastodon's own program in the browser; what follows is what it shows."""
EVERYBODY = frozenset({"explore", "public", "home"})
"""First steps of what is said by all, or to oneself."""
FORMS = "It can be an account, a list or a hashtag: https://server.example/@name"
OTHERS = frozenset(
    """
    clubhouse.com ecency.com glitch.com hackmd.io hashnode.com hive.blog jsr.io ko-fi.com linktr.ee listed.to
    matters.town medium.com npmjs.com observablehq.com odysee.com open.spotify.com paragraph.com paragraph.xyz
    patreon.com peakd.com producthunt.com replit.com snapchat.com steemit.com substack.com threads.com threads.net
    tiktok.com unpkg.com unsplash.com velog.io youtube.com zora.co
    """.split()
)
"""Hosts that write /@name for what is no account of the fediverse."""
SOUNDING = re.compile(r"(?:^|[.-])(?:mas(?:to)?|mstdn|toots?|social|fedi)[.-]|todon|\.social$")
"""Names that servers of the fediverse give themselves."""
SERVERS = frozenset(
    "c.im edumasto.org fediscience.org hachyderm.io infosec.exchange ioc.exchange qoto.org tech.lgbt".split()
)
"""Large servers, and those of scholars, that have names of another kind."""


def mastodon(value: str) -> Meant:
    """Read `#tag`, `#tag@server`, `@name@server`, `list:ID`, or the address of one of them."""
    stripped = value.strip()
    if meant := from_page(stripped, _own_page, "Mastodon", FORMS):
        return meant
    if found := LIST.fullmatch(stripped):
        return _list(found["id"], checks.server(found["server"]) if found["server"] else None)
    if found := WRITTEN.fullmatch(stripped):
        return _member(found["name"], checks.server(found["server"]))
    if MEMBER.fullmatch(stripped):
        raise Mistake(f"{stripped} does not say on which server.", f'Write it in full: "{stripped}@your.server"')
    name, server = checks.split_tag(stripped)
    return _tag(name, server)


def alone(page: Web) -> Meant | None:
    """Read an address without a key; None where it may as well be that of a blog."""
    if is_other(page.host):
        return None
    first = page.step(0)
    feed = first in {"tags", "users"} and page.path[-1].endswith(".rss")
    sounding = page.host in SERVERS or SOUNDING.search(page.host)
    if sounding and first in EVERYBODY:
        raise refuse_page("Mastodon", FORMS)
    return read_page(page) if feed or sounding or first.startswith("@") or first in WINDOWS else None


def is_other(host: str) -> bool:
    """Tell whether a host is known not to be of the fediverse."""
    return any(within(host, other) for other in OTHERS)


def _own_page(page: Web) -> Meant | None:
    if is_other(page.host):
        raise Mistake(f"{page.host} is no server of Mastodon.", f"Write the address alone: - {page.address}")
    return read_page(page)


def read_page(page: Web) -> Meant | None:
    """Read the page or the feed of an account, a list or a hashtag."""
    path = page.path[1:] if page.step(0) in WINDOWS else page.path
    if path[:2] in {("timelines", "tag"), ("timelines", "list")}:  # as Mastodon wrote it until version 3
        path = (f"{path[1]}s", *path[2:])
    if not path:
        return None
    last = path[-1].removesuffix(".rss")  # the same as a feed
    if found := MEMBER.fullmatch(path[0].removesuffix(".rss")):
        return _of_member(found["name"], checks.server(found["server"]) if found["server"] else page.server, path[1:])
    if len(path) != 2:  # noqa: PLR2004  /tags/NAME, /lists/ID, /users/NAME
        return None
    if path[0] == "users" and re.fullmatch(r"[\w.-]+", last):
        return _member(last, page.server)
    if path[0] == "lists" and re.fullmatch(r"[\w-]+", last):
        return _list(last, page.server)
    is_tag = path[0] == "tags" and checks.TAG.fullmatch(last)  # open-education is a tag of a blog
    return _tag(checks.hashtag(last), page.server) if is_tag else None


def _of_member(name: str, server: str, behind: tuple[str, ...]) -> Meant | None:
    """Read an account by what stands behind it; None for what may be an article of another kind of site."""
    whole = f'Write the account: - mastodon: "@{name}@{server}"'
    if not behind or (len(behind) == 1 and behind[0] in SAME):
        return _member(name, server)
    if behind[0] == "tagged":
        raise Mistake("The posts of an account with one hashtag cannot be followed alone.", whole)
    if len(behind) == 1 and POST.fullmatch(behind[0]):
        raise Mistake("This is one post.", whole)
    return None


def _tag(name: str, server: str | None) -> Meant:
    servers = (server,) if server else ()
    return Meant(kind="mastodon", address=f"#{name.casefold()}", name=f"#{name}", servers=servers)


def _member(name: str, server: str) -> Meant:
    return Meant(kind="mastodon", address=f"@{name}@{server}".lower(), name=f"@{name}@{server}")


def _list(number: str, server: str | None) -> Meant:
    servers = (server,) if server else ()
    return Meant(kind="mastodon", address=f"list:{number}", name=f"List {number} (Mastodon)", servers=servers)


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
}
"""Key -> its row."""
