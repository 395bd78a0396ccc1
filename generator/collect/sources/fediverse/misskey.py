"""Notes of Misskey and its forks (Sharkey, Firefish, ...) as JSON in, items out; with the questions that fetch them.

They have no Mastodon API. `POST /api/notes/search-by-tag` and `/api/users/notes` need no log-in; notes and users are
described in misskey-dev/misskey, packages/backend/src/models/json-schema/{note,user}.ts. Who says no there says it with
flags of the user: `requireSigninToViewContents`, `noCrawle` or `noindex`, `isExplorable` false. None of them says yes.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from generator import text
from generator.collect.given import array, cursor, entity, flag, link, mapping, mappings, number, string
from generator.collect.sources import draft, inline, microblog
from generator.collect.sources.fediverse import consent, timelines
from generator.collect.sources.fediverse.statuses import PARTS, POSTS, Timeline, covers, reach
from generator.collect.sources.fediverse.timelines import Errand
from generator.collect.sources.fediverse.union import Found
from generator.collect.words import Answer
from generator.errors import StreetError
from generator.model import Item, Reactions, Voice

LIMIT = 100
"""Notes on a page; more are refused."""
PAGES = 10
NOT_MISSKEY = "This server does not answer as Misskey does."
USER = re.compile(r"\w(?:[\w.-]{0,126}\w)?", re.ASCII)
HOST = re.compile(r"[\w.-]{1,253}(?::\d{1,5})?")
MENTION = re.compile(
    r"(?<![\w@/.])@(?P<name>\w(?:[\w.-]{0,126}\w)?)(?:@(?P<host>[\w-]{1,63}(?:\.[\w-]{1,63}){1,9}))?(?![\w@/])",
    re.ASCII,
)
"""Somebody named in a note: @name, @name@host."""
FUNCTION = re.compile(r"\$\[[a-z0-9]{1,20}(?:\.[\w.,=-]{0,100})? ([^\[\]]{0,5000})\]")
"""A decoration around words, such as $[tada words]; they stand in one another."""
MARKS = re.compile(r"</?(?:center|small|plain|[bis])>|\*\*|~~")
LABELLED = re.compile(r"\??\[([^\[\]\n]{1,500})\]\((https?://[^\s()]{1,2000}(?:\([^\s()]{0,200}\)[^\s()]{0,200})?)\)")
EMOJI = re.compile(r"(?<![\w:]):(?!\d+:)[\w+-]{1,60}(?:@[\w.-]{1,100})?:(?![\w:])")
DEPTH = 8
"""Decorations in one another that are taken off."""
NO = ("requireSigninToViewContents", "noCrawle", "noindex")
CLOSED = ("isLocked", "isSuspended", "isSilenced", "isLimited", "isDeleted", "movedTo", "movedToUri")


async def tagged(errand: Errand, tags: Sequence[Sequence[str]]) -> Found:
    """Return the notes of the week with all tags of one of the groups; StreetError where this is no such server."""
    question: Mapping[str, object] = {"query": tags} if len(tags) > 1 or len(tags[0]) > 1 else {"tag": tags[0][0]}
    return await _back(errand, "notes/search-by-tag", question)


async def said_by(errand: Errand, user: str) -> tuple[Voice, str, Found]:
    """Return an account of this server, the key of consent.REASONS against it, and its notes of the week."""
    server = errand.place.server
    answer = await errand.street.post(f"{server}/api/users/show", {"username": user})
    account = entity(answer.body, NOT_MISSKEY, kind="not-misskey")
    known, author = cursor(account.get("id")), voice(account, server)
    if not known or not author:
        raise StreetError(NOT_MISSKEY, kind="not-misskey")
    if reason := of_user(account):
        return author, reason, Found()
    question = {"userId": known, "withRenotes": False}
    return author, "", await _back(errand, "users/notes", question)


async def _back(errand: Errand, name: str, question: Mapping[str, object]) -> Found:
    server = errand.place.server

    async def ask(here: str | None) -> Answer:
        body = {**question, "limit": LIMIT, **({"untilId": here} if here else {})}
        return await errand.street.post(f"{server}/api/{name}", body)

    def read(body: bytes) -> Timeline:
        return parse(body, server, errand.source.key)

    return await timelines.back(ask, read, errand, pages=PAGES, limit=LIMIT)


# ---------------------------------------------------------------- notes


def parse(body: bytes, server: str, source: str) -> Timeline:
    """Read notes of `server` (https://host) as items of `source`; StreetError where there are none.

    Those of authors who say no are left out. That the others have said yes cannot be known: how much of a note of
    theirs is kept is for the caller to say (see consent.py).
    """
    page = mappings(array(body, NOT_MISSKEY, kind="not-misskey"), POSTS)
    if page and not any("userId" in note or "user" in note for note in page):
        raise StreetError(NOT_MISSKEY, kind="not-misskey")
    reasons = [(note, reason_against(note)) for note in page]
    items = (_item(note, server, source) for note, reason in reasons if not reason)
    return Timeline(
        items=tuple(item for item in items if item),
        left_out=Counter(reason for _, reason in reasons if reason),
        refused=_refused(reasons, server),
        reach=reach(note.get("createdAt") for note in page),
        covers=covers(note.get("createdAt") for note in page),
        last=cursor(page[-1].get("id")) if page else None,
    )


def reason_against(note: Mapping[str, Any]) -> str:
    """Return the key of consent.REASONS for which a note is left out, "" where nothing speaks against it."""
    if note.get("visibility") != "public" or note.get("localOnly") or note.get("isHidden"):
        return "visibility"
    if note.get("renoteId") and not (note.get("text") or note.get("files") or note.get("poll")):
        return "boost"
    user = note.get("user")
    if not isinstance(user, Mapping):
        return "unasked"
    if note.get("replyId") and mapping(note.get("reply")).get("userId") != note.get("userId"):
        return "reply"
    return of_user(user) or ("sensitive" if _is_closed(note) and not _warning(note) else "")


def of_user(user: Mapping[str, Any]) -> str:
    """Return the key of consent.REASONS for which all notes of a user are left out."""
    if any(user.get(flag) for flag in NO) or user.get("isExplorable") is False or consent.objects(user):
        return "no"
    return "closed" if any(user.get(flag) for flag in CLOSED) else ""


def _refused(reasons: Iterable[tuple[Mapping[str, Any], str]], server: str) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for note, reason in reasons:
        if reason:
            author = voice(mapping(note.get("user")), server) if reason in consent.OF_AUTHORS else None
            names = (*_places(note, server), author.key if author else None)
            found.setdefault(reason, set()).update(name for name in names if name)
    return {reason: frozenset(names) for reason, names in found.items()}


def _places(note: Mapping[str, Any], server: str) -> tuple[str | None, str | None]:
    """Return a note's global id and where it is read: its own server's, else what this server has for it."""
    known = cursor(note.get("id"))
    here = f"{server}/notes/{known}" if known else None
    uri = text.one_line(string(note.get("uri")), 1_000)
    return uri or here, link(note.get("url")) or link(uri) or here


def _item(note: Mapping[str, Any], server: str, source: str) -> Item | None:
    identity, url = _places(note, server)
    author = voice(mapping(note.get("user")), server)
    if not identity or not url or not author:
        return None
    written = string(note.get("text"))[: text.BODY]
    links = _links(written)
    item = Item(
        id=identity,
        source=source,
        url=url,
        voice=author,
        text="\n\n".join(part for part in (plain(written), _poll(note)) if part),
        published=draft.iso(note.get("createdAt")),
        updated=draft.iso(note.get("updatedAt")),
        tags=draft.tags(note["tags"] if isinstance(note.get("tags"), list) else ()),
        kind="post",
        links=links,
        warning=_warning(note),
        alts=_alts(note),
        reply_to=_places(mapping(note.get("reply")), server)[0],
        mentions=_mentions(note, author, server),
        reactions=_reactions(note),
    )
    if item.warning:
        return microblog.closed(item)
    return draft.about(item, next(iter(links), None) or _quoted(note, server))


def _quoted(note: Mapping[str, Any], server: str) -> str | None:
    """Return the address of the note that is quoted, unless its author says no; its words are never taken."""
    quoted = mapping(note.get("renote"))
    return None if not quoted or reason_against(quoted) in consent.PLAIN else _places(quoted, server)[1]


def _warning(note: Mapping[str, Any]) -> str:
    return text.one_line(plain(string(note.get("cw"))))


def _is_closed(note: Mapping[str, Any]) -> bool:
    """Tell whether a note waits for a click: a warning without words closes it as well."""
    sensitive = any(file.get("isSensitive") is True for file in mappings(note.get("files"), PARTS))
    return sensitive or isinstance(note.get("cw"), str)


def _mentions(note: Mapping[str, Any], author: Voice, server: str) -> tuple[str, ...]:
    """Return the profiles of those whom a note names: it says itself no more than the server's numbers for them.

    Without a host, somebody on the author's own server is meant.
    """
    host = string(mapping(note.get("user")).get("host"))
    home = f"https://{host}" if host else server
    named = islice(MENTION.finditer(string(note.get("text"))[: text.BODY]), PARTS)
    people = (
        link(f"https://{found['host']}/@{found['name']}" if found["host"] else f"{home}/@{found['name']}")
        for found in named
    )
    return tuple(dict.fromkeys(person for person in people if person and person != author.key))


def _alts(note: Mapping[str, Any]) -> tuple[str, ...]:
    said = (text.one_line(string(file.get("comment")), 1_000) for file in mappings(note.get("files"), PARTS))
    return tuple(dict.fromkeys(words for words in said if words))


def _poll(note: Mapping[str, Any]) -> str:
    choices = mappings(mapping(note.get("poll")).get("choices"), PARTS)
    said = (text.one_line(plain(string(choice.get("text")))) for choice in choices)
    return "\n".join(f"– {words}" for words in said if words)


def _reactions(note: Mapping[str, Any]) -> Reactions:
    """Return the counts; older servers list the reactions and leave the sum to us."""
    each = [count for value in mapping(note.get("reactions")).values() if (count := number(value)) is not None]
    likes = number(note.get("reactionCount"))
    return Reactions(
        replies=number(note.get("repliesCount")),
        shares=number(note.get("renoteCount")),
        likes=sum(each) if likes is None and each else likes,
    )


# ---------------------------------------------------------------- users and words


def voice(user: Mapping[str, Any], server: str) -> Voice | None:
    """Read a user as a voice; `host` is null for the server's own."""
    called, host = string(user.get("username")), string(user.get("host"))
    if not USER.fullmatch(called) or (host and not HOST.fullmatch(host)):
        return None
    key = link(user.get("url")) or link(f"https://{host}/@{called}" if host else f"{server}/@{called}")
    if not key:
        return None
    made = draft.iso(user.get("createdAt"))
    return Voice(
        key=key,
        name=text.one_line(plain(string(user.get("name"))), text.NAME) or f"@{called}@{host or text.host(server)}",
        address=key,
        network="mastodon",
        since=made.date() if made else None,
        bot=flag(user.get("isBot")),
        followers=number(user.get("followersCount")),
        following=number(user.get("followingCount")),
        posts=number(user.get("notesCount")),
        bio=text.clip(plain(string(user.get("description"))), 2_000),
        links=_verified(user),
    )


def _verified(user: Mapping[str, Any]) -> tuple[str, ...]:
    known = user.get("verifiedLinks")
    found = (link(each) for each in known[: consent.FIELDS]) if isinstance(known, list) else ()
    return tuple(dict.fromkeys(each for each in found if each))


def plain(written: str) -> str:
    """Return the words of a note without the marks of Misskey's own markup (MFM) and without pictures' shortcodes."""
    words = LABELLED.sub(r"\1", text.tidy(written[: text.BODY]))
    for _ in range(DEPTH):
        words, taken = FUNCTION.subn(r"\1", words)
        if not taken:
            break
    words = EMOJI.sub("", MARKS.sub("", words))
    lines = (text.BLANKS.sub(" ", line).strip() for line in words.split("\n"))
    return text.clip(re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip(), text.BODY)


def _links(written: str) -> tuple[str, ...]:
    """Return the addresses in a note, each once, in order, without those of people and hashtags."""
    return tuple(each for each in inline.links(written) if not microblog.is_inside(each))
