"""A Mastodon post or account as JSON in, the reason to leave it out ("" for none) out; pure.

The rules, in the order of REASONS, and where they come from:

- Only public posts; no boosts; no answers to other people, which are talk in a half private room, also where what they
  answer has been deleted and only `in_reply_to_account_id` is left.
- Posts that are marked as sensitive without a word of what they hold. Of one with a content warning, the warning is
  kept and nothing that stands under it (microblog.closed); statuses.py and misskey.py look at that.
- `noindex`, words such as #nobot in the name, the biography or its fields: a plain no, whoever asks.
- `indexable` is FEP-5feb: whether public posts may be found by search. Only an explicit yes is a yes. False is a no.
  Missing is a no as well: the FEP says that absence should be read so, a Mastodon server of 4.2 or later always says,
  and Mastodon's own discovery service takes the same line.
- Accounts that are locked, memorial, limited, suspended or moved do not expect new readers.

Strangers and people whom the owner names are not the same. A hashtag gathers strangers, so all of this holds. An
account that the owner follows by its name, or has put on a list, was chosen by a person, as one chooses a feed:
`named`. There

- every plain no counts as before;
- `indexable` missing (other software, old servers, RSS) is no obstacle;
- `indexable` false is said of being found, not of being followed: the way to the post is kept, not its words.

RSS has no place for wishes at all and Mastodon's has quiet posts among the public ones, whoever is asked for; Misskey
has words for no but none for yes. Of Mastodon's RSS, and of a hashtag on Misskey, only the way to the posts is kept
(microblog.bare).

`discoverable` is not asked: it is about recommending persons, and a digest recommends posts.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from generator import text
from generator.collect.given import mappings, string
from generator.collect.sources import objections, paging

REASONS = {
    "visibility": "not public",
    "boost": "passed on, not written",
    "reply": "answers to somebody else",
    "sensitive": "marked as sensitive, without a word of what they hold",
    "no": "their authors do not want to be listed elsewhere",
    "unasked": "their server does not say whether their authors want to be listed",
    "closed": "their accounts are locked, limited, moved or a memorial",
}
"""Why posts are left out, as a person reads it."""

OF_AUTHORS = frozenset({"no", "unasked", "closed"})
"""Reasons that hold for all posts of an author."""
PLAIN = frozenset({"visibility", "sensitive", "no", "closed"})
"""Reasons that one server's word is enough for; "unasked" only says that this server does not know."""

FIELDS = 50
"""Fields of a profile that are looked at; Mastodon has four, others up to sixteen or so."""
CLOSED = ("locked", "memorial", "limited", "suspended", "moved")


def reason(status: Mapping[str, Any], *, named: bool = False) -> str:
    """Return the key of REASONS for which a post is left out, "" where it may be listed.

    With `named`, its author is somebody whom the owner names.
    """
    if status.get("visibility") != "public" or status.get("local_only"):
        return "visibility"
    if status.get("reblog"):
        return "boost"
    account = status.get("account")
    if not isinstance(account, Mapping):
        return "unasked"
    answered = status.get("in_reply_to_account_id")
    if (status.get("in_reply_to_id") or answered) and answered != account.get("id"):
        return "reply"
    return of_account(account, named=named)


def of_account(account: Mapping[str, Any], *, named: bool = False) -> str:
    """Return the key of REASONS for which all posts of an account are left out, "" where they may be listed."""
    if account.get("noindex") is True or objects(account):
        return "no"
    if account.get("indexable") is False and not named:
        return "no"
    if any(account.get(name) for name in CLOSED):
        return "closed"
    return "" if named or account.get("indexable") is True else "unasked"


def is_shy(account: object) -> bool:
    """Tell whether only the way to a post of a named author is kept: they do not want to be found by search."""
    return isinstance(account, Mapping) and account.get("indexable") is False


def objects(account: Mapping[str, Any]) -> bool:
    """Tell whether an account says no in words: in its name, its biography or its fields.

    Names are plain text, the rest is markup on one server and plain on another, so it is looked at as both.
    """
    said = list(_self_description(account))
    return objections.in_words(*map(string, said)) or objections.in_markup(said)


def _self_description(account: Mapping[str, Any]) -> Iterable[object]:
    """Yield name, biography and fields, each by itself, as Mastodon and as Misskey call them."""
    yield from (account.get(part) for part in ("display_name", "name", "note", "description"))
    for field in mappings(account.get("fields"), FIELDS):
        yield field.get("name")
        yield field.get("value")


def words(counts: Mapping[str, int]) -> tuple[str, ...]:
    """Say how many posts were left out for which reason, in the order of REASONS."""
    return paging.words(counts, REASONS)


def shy_words(number: int) -> tuple[str, ...]:
    """Say of how many posts only the way was kept."""
    kept = f"{text.count(number, 'post')} kept as a link only: the author has not agreed to be found by search."
    return (kept,) if number else ()
