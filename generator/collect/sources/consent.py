"""A Mastodon post or account as JSON in, the reason to leave it out ("" for none) out; pure.

The rules, in the order of REASONS, and where they come from:

- Only public posts; no boosts; no answers to other people, which are talk in a half private room.
- `noindex`, words such as #nobot in the biography or its fields: a plain no.
- `indexable` is FEP-5feb: whether public posts may be found by search. Only an explicit yes is a yes. False is a no.
  Missing is a no as well: the FEP says that absence should be read so, a Mastodon server of 4.2 or later always says,
  and Mastodon's own discovery service takes the same line. Where nothing can be said at all (RSS), see xmlfeed.
- Accounts that are locked, memorial, limited, suspended or moved do not expect new readers.

`discoverable` is not asked: it is about recommending persons, and a digest recommends posts.
"""

import re
from collections.abc import Mapping
from typing import Any

from generator import text

REASONS = {
    "visibility": "not public",
    "boost": "passed on, not written",
    "reply": "answers to somebody else",
    "no": "their authors do not want to be listed elsewhere",
    "unasked": "their server does not say whether their authors want to be listed",
    "closed": "their accounts are locked, limited, moved or a memorial",
}
"""Why posts are left out, as a person reads it."""

OF_AUTHORS = frozenset({"no", "unasked", "closed"})
"""Reasons that hold for all posts of an author."""
PLAIN = frozenset({"visibility", "no", "closed"})
"""Reasons that one server's word is enough for; "unasked" only says that this server does not know."""

NO_WORDS = re.compile(r"#\s?(?:nobots?|noindex|nosearch|noarchive|nobridge)\b", re.IGNORECASE)
"""Conventions of the fediverse; none is a standard, all are meant."""
NOTE = 20_000
"""Characters of a biography that are looked at; servers allow some hundreds."""
CLOSED = ("locked", "memorial", "limited", "suspended", "moved")


def reason(status: Mapping[str, Any]) -> str:
    """Return the key of REASONS for which a post is left out, "" where it may be listed."""
    if status.get("visibility") != "public" or status.get("local_only"):
        return "visibility"
    if status.get("reblog"):
        return "boost"
    account = status.get("account")
    if not isinstance(account, Mapping):
        return "unasked"
    answered = status.get("in_reply_to_account_id")
    if status.get("in_reply_to_id") and answered != account.get("id"):
        return "reply"
    return _of_account(account)


def _of_account(account: Mapping[str, Any]) -> str:
    if (
        account.get("noindex") is True
        or account.get("indexable") is False
        or NO_WORDS.search(_self_description(account))
    ):
        return "no"
    if any(account.get(name) for name in CLOSED):
        return "closed"
    return "" if account.get("indexable") is True else "unasked"


def _self_description(account: Mapping[str, Any]) -> str:
    """Return biography, fields and name as text; tags are split by markup, so it goes first."""
    fields = account.get("fields")
    known = [field for field in fields if isinstance(field, Mapping)] if isinstance(fields, list) else []
    parts = [account.get("note"), account.get("display_name"), *(field.get(key) for field in known for key in field)]
    return " ".join(text.plain(part[:NOTE]) for part in parts if isinstance(part, str))


def words(counts: Mapping[str, int]) -> tuple[str, ...]:
    """Say how many posts were left out for which reason, in the order of REASONS."""
    said = ((counts.get(key, 0), why) for key, why in REASONS.items())
    return tuple(f"{text.count(number, 'post')} left out: {why}." for number, why in said if number)
