"""The JSON of a thread, or of an account's posts, in; the answers that may be shown, or where posts lead, out; pure.

Fields after https://docs.joinmastodon.org/entities/Context/ and /Status/. Whoever answers a post in public is a
stranger all the same: what consent.py says of strangers holds, and only an explicit yes to being found lets their words
onto a page. Posts that are not public are as if they were not there, and of those whose authors wish it otherwise not
even the number is told. The account that announces editions is the owner's own.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from generator import text
from generator.collect.given import array, cursor, entity, link, mapping, mappings, number, string
from generator.collect.listening import NOTHING, Unwanted
from generator.collect.sources import draft, microblog
from generator.collect.sources.fediverse import consent
from generator.collect.sources.fediverse.statuses import NOT_A_TIMELINE, NOT_MASTODON
from generator.collect.sources.fediverse.voices import spoken, voice
from generator.errors import StreetError
from generator.model import Answer

SHOWN = frozenset({"public", "unlisted"})
"""Visibilities of what anybody can read who comes by; "unlisted" only keeps a post off timelines."""
READ = 4_096
"""Answers that are looked at: as many as Mastodon gives to a member (CONTEXT_LIMIT in statuses_controller.rb)."""
STRANGERS = 60
"""Answers that it gives to a stranger (DESCENDANTS_LIMIT there); where there are so many, there may be more."""
MOST = 100
"""Answers that are kept of a thread: a page of them takes ten minutes to read."""
LONGEST = 1_000
"""Characters kept of one answer; Mastodon allows 500, and the way to the rest is there."""
LED = re.compile(r"@(?P<name>[\w.-]+)(?:@[\w.-]+)?(?:\s+|$)")
"""The name that an answer begins with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Replies:
    """The answers to one post."""

    answers: tuple[Answer, ...] = ()
    """In the order of the conversation."""
    more: int = 0
    """Answers that may be shown and are not among them: those beyond the most."""
    read: int = 0
    """How many posts the server gave, whoever may read them; it is written down nowhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Posts:
    """A page of what an account has posted, newest first."""

    links: tuple[tuple[str, frozenset[str]], ...] = ()
    """The address of each public post, and the addresses it links to."""
    last: str | None = None
    """The id of the last post; None on an empty page."""
    reach: datetime | None = None
    """How far back the page goes."""


def parse(
    body: bytes,
    server: str,
    root: str,
    *,
    own: str = "",
    first: frozenset[str] = frozenset(),
    unwanted: Unwanted = NOTHING,
) -> Replies:
    """Read the context of the post `root` (its id there) as `server` (https://host) gives it.

    Args:
        body: what the server said.
        server: who said it.
        root: the id of the post that is answered.
        own: the account of the owner, as @name@host; "" where none is known.
        first: ids of answers that stay among those that are kept, where there are too many.
        unwanted: whose answers are not to be kept.

    Raises:
        StreetError: it is no context.
    """
    said = entity(body, NOT_A_TIMELINE, kind=NOT_MASTODON)
    if not isinstance(said.get("descendants"), list):
        raise StreetError(NOT_A_TIMELINE, kind=NOT_MASTODON)
    statuses = mappings(said.get("descendants"), READ)
    public = [status for status in statuses if _is_public(status) and status.get("id") != root]
    names = {number: _name(status) for status in public if (number := string(status.get("id")))}
    found = {
        answer.id: replace(answer, to=names.get(string(status.get("in_reply_to_id")), ""))
        for status in public
        if (answer := _answer(status, server, own, unwanted))
    }
    kept = sorted(found.values(), key=lambda answer: (answer.id not in first, answer.published, answer.id))[:MOST]
    return Replies(answers=threaded(kept), more=len(found) - len(kept), read=len(statuses))


def threaded(answers: Sequence[Answer]) -> tuple[Answer, ...]:
    """Put answers into the order of the conversation: each one behind what it answers, the older first."""
    here = {answer.id for answer in answers}
    below: dict[str, list[Answer]] = {}
    for answer in sorted(answers, key=lambda answer: (answer.published, answer.id)):
        known = answer.to if answer.to in here else ""
        below.setdefault(known, []).append(replace(answer, to=known))
    ordered: list[Answer] = []
    waiting = below.pop("", [])[::-1]
    while waiting:
        answer = waiting.pop()
        ordered.append(answer)
        waiting += below.pop(answer.id, [])[::-1]
    rest = (replace(answer, to="") for each in below.values() for answer in each)  # a circle, which nobody can write
    return (*ordered, *rest)


def announced(body: bytes, author: str) -> Posts:
    """Read a page of the posts of an account, of which only those of `author` (its id there) count."""
    page = mappings(array(body, NOT_A_TIMELINE, kind=NOT_MASTODON), READ)
    own = (each for each in page if _is_public(each) and mapping(each.get("account")).get("id") == author)
    dates = [when for each in page if (when := draft.iso(each.get("created_at")))]
    return Posts(
        links=tuple((url, _links(each, url)) for each in own if (url := _url(each))),
        last=cursor(page[-1].get("id")) if page else None,
        reach=min(dates, default=None),
    )


def answered(body: bytes) -> int | None:
    """Return how many answers a server says a post has; None where it does not say."""
    return number(entity(body, NOT_A_TIMELINE, kind=NOT_MASTODON).get("replies_count"))


# ---------------------------------------------------------------- one post


def _is_public(status: Mapping[str, Any]) -> bool:
    return string(status.get("visibility")) in SHOWN and not status.get("local_only") and not status.get("reblog")


def _name(status: Mapping[str, Any]) -> str:
    """Return the global id of a post."""
    return text.one_line(string(status.get("uri")), 1_000) or _url(status) or string(status.get("id"))


def _url(status: Mapping[str, Any]) -> str | None:
    return link(status.get("url")) or link(status.get("uri"))


def _answer(status: Mapping[str, Any], server: str, own: str, unwanted: Unwanted) -> Answer | None:
    """Read an answer; None where its author does not agree to it, nobody here is to read it, or nothing leads to it."""
    account, url, published = mapping(status.get("account")), _url(status), draft.iso(status.get("created_at"))
    author = voice(account, server)
    mine = bool(own) and _handle(account, server) == own
    if not url or not author or not published or consent.of_account(account, named=mine):
        return None
    warning = text.one_line(spoken(string(status.get("spoiler_text")), status))
    answer = Answer(
        id=_name(status),
        voice=author.key,
        name=author.name,
        address=author.address,
        url=url,
        text=_words(status, url),
        published=published,
        warning=warning or (microblog.SENSITIVE if status.get("sensitive") is True else ""),
        language=draft.language(status.get("language")),
    )
    return None if unwanted.holds(answer, *author.links) else answer


def _words(status: Mapping[str, Any], url: str) -> str:
    """Return what is said, without the name of whom it answers, which programs put before it."""
    content, whom = string(status.get("content")), status.get("in_reply_to_account_id")
    words = microblog.read(microblog.unquoted(content) if status.get("quote") else content, url).text
    names = {
        string(each.get("username")).lower() for each in mappings(status.get("mentions")) if each.get("id") == whom
    }
    led = LED.match(words)
    said = words[led.end() :] if led and led["name"].lower() in names else words
    return text.clip(spoken(said, status).strip(), LONGEST)


def _handle(account: Mapping[str, Any], server: str) -> str:
    """Return @name@host in small letters; the server's own people come without their host."""
    said = string(account.get("acct"))
    return f"@{said}".lower() if "@" in said else f"@{said}@{text.host(server)}".lower()


def _links(status: Mapping[str, Any], url: str) -> frozenset[str]:
    card = link(mapping(status.get("card")).get("url"))
    return frozenset((*microblog.outside(string(status.get("content")), url), *((card,) if card else ())))
