"""A Bluesky post as JSON in, the reason to leave it out ("" for none) out; pure.

The rules, in the order of REASONS, and where they come from:

- No reposts; no answers to other people, which are talk in a half private room. A thread of one's own is no such talk.
- `!no-unauthenticated` on an author is the wish not to be shown to people who are not logged in. Every reader of a
  public page is such a person, and the API gives these posts nevertheless, so it is kept here: whoever set the label,
  and for authors who are quoted as well (https://docs.bsky.app/docs/advanced-guides/moderation).
- Words such as #nobot in the description of a profile, where the answer has one: a plain no.
- Labels that hide, warn, or mark nudity and violence, on the post, its author, what it quotes, or set by its author.

A label that a later one negates (`neg`), or that has ended (`exp`), does not hold
(https://atproto.com/specs/label).

`hideFromAlgorithmicRecommendations` (app.bsky.actor.contentVisibilityDeclaration) is not asked for: it lies in a record
of its own on each author's server, which would cost two requests an author to learn of.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from generator.collect.given import mapping, mappings, string
from generator.collect.sources import draft, objections
from generator.collect.sources.bluesky.embeds import quoted
from generator.collect.sources.bluesky.names import place

REASONS = {
    "repost": "passed on, not written",
    "reply": "answers to somebody else",
    "no": "their authors do not want to be shown to people who are not logged in",
    "nobot": "their authors do not want to be listed elsewhere",
    "hidden": "moderators hide them or warn of them",
    "adult": "marked as nudity or violence",
    "quoted": "they quote somebody who does not want to be shown to people who are not logged in",
    "untold": "they hold a quotation or a picture of which the RSS says nothing",
    "tagless": "the hashtag is not in them",
}
"""Why posts are left out, as a person reads it."""
WITHDRAWN = frozenset({"no", "nobot", "hidden", "adult", "quoted"})
"""Reasons for which a post that was taken before is given back."""

UNSEEN = "!no-unauthenticated"
HIDDEN = frozenset({"!hide", "!warn", "!no-promote", "!takedown", "!suspend"})
ADULT = frozenset("porn sexual nudity graphic-media nsfl gore corpse torture self-harm".split())
"""Global label values, and those that graphic-media has replaced (https://docs.bsky.app, "Labels and moderation")."""
BOT = "bot"
LABELS = 200
"""Labels that are looked at."""
FIRST = datetime.min.replace(tzinfo=UTC)


def reason(entry: Mapping[str, Any], view: Mapping[str, Any], now: datetime) -> str:
    """Return the key of REASONS for which the post `view` is left out, "" where it may be listed.

    `entry` is what stands around it in a feed (feedViewPost).
    """
    why = mapping(entry.get("reason"))
    if why and not is_pin(entry):
        return "repost"
    if _is_talk(view):
        return "reply"
    record = mapping(view.get("record"))
    other = quoted(mapping(view.get("embed")))
    found = _marked(view, record, now)
    beside = _marked(other, mapping(other.get("value")), now)
    return found or ("quoted" if beside in {"no", "nobot"} else beside)


def is_pin(entry: Mapping[str, Any]) -> bool:
    """Tell whether a post stands in a feed because its author has pinned it, however old it is."""
    return string(mapping(entry.get("reason")).get("$type")).endswith("#reasonPin")


def is_bot(author: Mapping[str, Any], now: datetime) -> bool | None:
    """Tell whether an account is said to be automated; None where nobody says anything."""
    return BOT in active(author.get("labels"), now) or None


def active(labels: object, now: datetime) -> frozenset[str]:
    """Return the values of the labels that hold: of one source's labels of a thing and a value, the latest counts."""
    known = [label for label in mappings(labels, LABELS) if not _has_ended(label, now)]
    latest: dict[tuple[str, str, str], bool] = {}
    for label in sorted(known, key=lambda label: draft.iso(label.get("cts")) or FIRST):
        value = string(label.get("val")).strip().lower()
        latest[string(label.get("src")), string(label.get("uri")), value] = label.get("neg") is not True
    return frozenset(value for (_, _, value), holds in latest.items() if holds)


def _has_ended(label: Mapping[str, Any], now: datetime) -> bool:
    end = draft.iso(label.get("exp"))
    return end is not None and end <= now


def _is_talk(view: Mapping[str, Any]) -> bool:
    """Tell whether a post answers somebody else, or goes on in a thread of somebody else."""
    reply = mapping(view.get("record")).get("reply")
    if reply is None:
        return False
    author = mapping(view.get("author"))
    own = {string(author.get("did")), string(author.get("handle"))} - {""}
    parent, root = (mapping(mapping(reply).get(name)).get("uri") for name in ("parent", "root"))
    return place(parent)[0] not in own or (root is not None and place(root)[0] not in own)


def _marked(view: Mapping[str, Any], record: Mapping[str, Any], now: datetime) -> str:
    """Return what the labels of a post, of its author and its own say of it."""
    author = mapping(view.get("author"))
    own = {string(label.get("val")).lower() for label in mappings(mapping(record.get("labels")).get("values"), LABELS)}
    values = active(view.get("labels"), now) | active(author.get("labels"), now) | own
    if UNSEEN in values:
        return "no"
    if objections.in_words(string(author.get("displayName")), string(author.get("description"))):
        return "nobot"
    return "hidden" if values & HIDDEN else "adult" if values & ADULT else ""
