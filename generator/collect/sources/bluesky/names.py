"""The names that people and posts have on Bluesky in, checked parts of them out; pure.

There are three: DIDs, which stay, handles, which change, and at-uris (https://atproto.com/specs/at-uri-scheme).
"""

import re

SITE = "https://bsky.app"
"""Where people read what the API gives."""
POST = "app.bsky.feed.post"
"""The collection in which posts are."""
DID = re.compile(r"did:[a-z]{1,20}:[A-Za-z0-9._:%-]{1,200}")
"""https://atproto.com/specs/did, as far as it can stand in an address."""
HANDLE = re.compile(
    r"(?=.{3,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?", re.IGNORECASE
)
"""https://atproto.com/specs/handle: a host name."""
URI = re.compile(r"at://([^/?#\s]{1,256})/([a-zA-Z0-9.-]{1,300})/([A-Za-z0-9._:~-]{1,512})")
BROKEN = "handle.invalid"
"""What stands in place of a handle that no longer leads back to its owner."""
SHARED = (
    "bsky.social", "brid.gy", "bsky.team", "blacksky.app", "northsky.social", "eurosky.social", "myatproto.social",
)  # fmt: skip
"""Hosts that lend names to many: a handle under them is nobody's own domain."""


def did(value: object) -> str:
    """Return a DID, "" for anything else."""
    return value if isinstance(value, str) and DID.fullmatch(value) else ""


def handle(value: object) -> str:
    """Return a handle in lower case, "" for one that is broken."""
    known = value.lower() if isinstance(value, str) and HANDLE.fullmatch(value) else ""
    return "" if known == BROKEN else known


def place(uri: object) -> tuple[str, str, str]:
    """Return authority, collection and record key of an at-uri, each "" where it is none."""
    found = URI.fullmatch(uri) if isinstance(uri, str) else None
    return (found[1], found[2], found[3]) if found else ("", "", "")


def called(who: str) -> str:
    """Return a handle with its sign, a DID as it is: what people call an account."""
    return who if did(who) else f"@{who}"


def profile(who: str) -> str:
    """Return the page of a handle or a DID."""
    return f"{SITE}/profile/{who}"


def domain(name: str) -> tuple[str, ...]:
    """Return the address behind a handle that is a domain of one's own: Bluesky has checked that it is."""
    is_lent = any(name == host or name.endswith(f".{host}") for host in SHARED)
    return () if is_lent or not name else (f"https://{name}/",)
