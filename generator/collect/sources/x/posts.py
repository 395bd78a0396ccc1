"""A page of posts of the API of X in, items and the number left out for each reason out; pure.

The terms of X decide what an item holds. Who reads the API may hand on ids and links, and show a post only whole, with
everything X puts around it; a digest in a public repository is a copy that nobody can take back. So the words of a post
are not kept, nor its hashtags, which are some of them, nor its numbers: its id, its author, its time and its language,
and the addresses it points to, which are what a reader is sent to
(https://docs.x.com/developer-terms/policy, "Redistribution" and "Display requirements").
A post without such an address is kept as well: whoever names an account or a tag on X wants to know that it spoke.

Both spellings of fields are read: `referenced_tweets` became `referenced_posts`, `note_tweet` became `note_post`.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from generator import text
from generator.collect import given
from generator.collect.sources import draft
from generator.collect.sources.paging import Page
from generator.collect.sources.x import refusals
from generator.errors import StreetError
from generator.model import Item, Voice

NOT_X = "X did not answer as its documentation says. It is tried again on the next run."
POSTS = 100
"""Posts on a page; X sends no more."""
ID = re.compile(r"[0-9]{1,19}")
USER = re.compile(r"[A-Za-z0-9_]{1,50}")
EDITS = 20
"""Numbers of a post that are looked at; X lets an author edit five times."""
INSIDE = frozenset(
    {"t.co", "x.com", "twitter.com", "mobile.x.com", "mobile.twitter.com", "pic.x.com", "pic.twitter.com"}
)
"""Hosts of posts, pictures and short links on X; its blogs have others."""
OLD_CODES = {"iw": "he", "in": "id"}
"""Codes of languages that X still uses, and today's."""
SNOWFLAKE = 1_288_834_974_657
"""Milliseconds since 1970 at which the clock in the ids of posts starts; 22 bits stand behind it."""
FIRST_SNOWFLAKE = 30_000_000_000
"""Smaller ids are older and have no clock."""

MARKS = frozenset({"text", "author_id", "edit_history_tweet_ids", "edit_history_post_ids"})
"""Fields of which a post has at least one; people and lists, which have ids as well, have none."""

REASONS = {
    "repost": "passed on, not written",
    "reply": "answers to somebody else",
    "protected": "their accounts are protected",
    "withheld": "X withholds them",
    "sensitive": "marked as possibly sensitive",
}
"""Why posts are left out, as a person reads it."""
PRIVATE = frozenset({"protected", "withheld"})
"""Reasons for which a post that was shown before must go."""


def parse(body: bytes, source: str) -> Page:
    """Read a page of posts as items of `source`; StreetError where it is none, or holds nothing but problems."""
    answer = given.entity(body, NOT_X)
    if not {"data", "meta", "errors"} & answer.keys():
        raise StreetError(NOT_X, kind="broken")
    problems = given.mappings(answer.get("errors"))
    if problems and "data" not in answer:
        words = next((words for part in problems if (words := refusals.said(part))), NOT_X)
        raise StreetError(words, kind="refused")
    return _page(answer, len(problems), source)


def _page(answer: Mapping[str, Any], problems: int, source: str) -> Page:
    users = {given.string(user.get("id")): user for user in _users(answer)}
    posts = _posts(answer)
    if answer.get("data") and not posts:
        raise StreetError(NOT_X, kind="broken")
    known = [(post, users.get(given.string(post.get("author_id")), {})) for post in posts]
    reasons = [_reason(post, user) for post, user in known]
    pairs = list(zip(known, reasons, strict=True))
    times = [when for post in posts if (when := _when(post))]
    return Page(
        items=tuple(_item(post, user, source) for (post, user), reason in pairs if not reason),
        read=len(posts),
        next=given.string(given.mapping(answer.get("meta")).get("next_token")) or None,
        oldest=min(times, default=None),
        left_out=Counter(reason for reason in reasons if reason),
        gone=(
            *(_id(post) for (post, _), reason in pairs if reason in PRIVATE),
            *(old for post in posts for old in _replaced(post)),
        ),
        notes=(f"X kept back {text.count(problems, 'post')} or what belongs to them.",) if problems else (),
    )


def _posts(answer: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    data = answer.get("data")
    listed = given.mappings([data] if isinstance(data, Mapping) else data)
    return [post for post in listed[:POSTS] if ID.fullmatch(given.string(post.get("id"))) and MARKS & post.keys()]


def _users(answer: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield from given.mappings(given.mapping(answer.get("includes")).get("users"))


def _reason(post: Mapping[str, Any], user: Mapping[str, Any]) -> str:
    """Return the key of REASONS for which a post is left out, "" where it may be listed."""
    kinds = {given.string(part.get("type")) for part in _referenced(post)}
    if kinds & {"retweeted", "reposted"} or (not kinds and given.string(post.get("text")).startswith("RT @")):
        return "repost"
    if "replied_to" in kinds:
        return "reply"
    if user.get("protected") is True:
        return "protected"
    if post.get("withheld") or user.get("withheld"):
        return "withheld"
    return "sensitive" if post.get("possibly_sensitive") is True else ""


def _referenced(post: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield from given.mappings(post.get("referenced_tweets"))
    yield from given.mappings(post.get("referenced_posts"))


def _item(post: Mapping[str, Any], user: Mapping[str, Any], source: str) -> Item:
    voice, outgoing = _voice(post, user), tuple(dict.fromkeys(_outgoing(post)))
    author = given.string(user.get("username"))
    item = Item(
        id=_id(post),
        source=source,
        url=f"https://x.com/{author if USER.fullmatch(author) else 'i'}/status/{post['id']}",
        voice=voice,
        title=f"A post by {voice.name} on X",
        published=_when(post),
        language=_language(post),
        kind="post",
        links=outgoing,
    )
    return draft.about(item, next(iter(outgoing), None))


def _id(post: Mapping[str, Any]) -> str:
    """Return an address that stays when the author takes another name."""
    return _place(post["id"])


def _place(number: str) -> str:
    return f"https://x.com/i/status/{number}"


def _replaced(post: Mapping[str, Any]) -> Iterator[str]:
    """Yield the ids that a post had before it was edited: each edit is a post of its own, with a higher number.

    All of them are named in every one, so an old one that a search still shows must not take the newest away.
    """
    for key in ("edit_history_tweet_ids", "edit_history_post_ids"):
        named = post.get(key)
        known = [given.string(number) for number in named[:EDITS]] if isinstance(named, list) else []
        yield from (_place(number) for number in known if ID.fullmatch(number) and int(number) < int(post["id"]))


def _voice(post: Mapping[str, Any], user: Mapping[str, Any]) -> Voice:
    handle, number = given.string(user.get("username")), given.string(post.get("author_id"))
    if not USER.fullmatch(handle):
        place = f"https://x.com/i/user/{number}" if ID.fullmatch(number) else _id(post)
        return Voice(key=place, name="somebody", address=place, network="x")
    made = draft.iso(user.get("created_at"))
    place = f"https://x.com/{handle}"
    return Voice(key=place, name=f"@{handle}", address=place, network="x", since=made.date() if made else None)


def _outgoing(post: Mapping[str, Any]) -> Iterator[str]:
    """Yield where the links of a post lead in the end; those of a long post stand in its note."""
    notes = (given.mapping(post.get(key)) for key in ("note_tweet", "note_post"))
    for part in (post, *notes):
        for url in given.mappings(given.mapping(part.get("entities")).get("urls")):
            ends = (given.link(url.get(key)) for key in ("unwound_url", "expanded_url", "url"))
            outside = next((end for end in ends if end and text.host(end) not in INSIDE), None)
            if outside:
                yield outside


def _when(post: Mapping[str, Any]) -> datetime | None:
    """Return when a post was made; its id says so, too."""
    if found := draft.iso(post.get("created_at")):
        return found
    number = int(post["id"])
    if number < FIRST_SNOWFLAKE:
        return None
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=(number >> 22) + SNOWFLAKE)


def _language(post: Mapping[str, Any]) -> str | None:
    """Return the language; what begins with q are X's own marks for posts of links, tags or pictures only."""
    code = given.string(post.get("lang")).lower()
    return None if code.startswith("q") and len(code) == 3 else draft.language(OLD_CODES.get(code, code))  # noqa: PLR2004  qme, qht, ...
