"""A notice in, a post on Bluesky out, once.

Its key in the account's repository is made of the address of the edition, and it is put there only where nothing is
(`swapRecord: null` of com.atproto.repo.putRecord): however often and by however many this is tried, there is one post.
Shapes after https://docs.bsky.app/docs/advanced-guides/posts and the lexicons app.bsky.feed.post and embed.external.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from generator import text
from generator.announcing.channel import Channel, Done, Task, ask, refusal, sent
from generator.announcing.post import post
from generator.collect import given
from generator.collect.errand import Answer, Errand
from generator.collect.sources.bluesky import asking, names, refusals
from generator.collect.words import Seal, Sealed
from generator.errors import StreetError
from generator.model import Week
from generator.publish.notice import Notice

PASSWORD = asking.SECRETS[1]
SIGNS, BYTES = 300, 3_000
"""Longest post: maxGraphemes and maxLength of app.bsky.feed.post."""
LINK = 80
"""Characters of an address as it is shown; the whole of it is behind it."""
PICTURE = 1_000_000
"""Largest picture in bytes: maxSize of `thumb` in app.bsky.embed.external."""
PNG = b"\x89PNG\r\n\x1a\n"
ALPHABET = "234567abcdefghijklmnopqrstuvwxyz"
"""Of a TID (https://atproto.com/specs/tid), in the order in which it sorts."""
LENGTH, CLOCK = 13, 10
"""Characters of a TID, and bits of it that tell clocks apart."""
DAY = 86_400_000_000
"""Microseconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Somebody who has logged in."""

    task: Task
    """Its door knows the token of the session."""
    home: str
    did: str

    def put(self, method: str, **more: Any) -> Errand:  # noqa: ANN401  what an errand takes
        """Return the errand of a procedure (https://atproto.com/specs/xrpc)."""
        return Errand(url=f"{self.home}/xrpc/{method}", method="POST", seal=Seal(bearer=asking.SESSION), **more)


def lacking(task: Task) -> str:
    """Say that there is no password."""
    return "" if PASSWORD in task.door.secrets else f"The secret {PASSWORD} is not there."


def shown(task: Task) -> str:
    """Return the post as it would stand there."""
    words, _ = _words(task.notice)
    return f"@{task.wishes.bluesky} on Bluesky would post, with the picture of the edition:\n\n{words}"


def tell(task: Task, claim: Callable[[], None]) -> Done:
    """Look for the post, and put it where it is not there."""
    session, key = _logged_in(task), record_key(task.notice)
    there = Done(address=f"{names.SITE}/profile/{task.wishes.bluesky}/post/{key}")
    if _is_there(session, key):
        return replace(there, before=True)
    record = _record(session)
    claim()
    body = {"repo": session.did, "collection": names.POST, "rkey": key, "swapRecord": None, "record": record}
    answer = sent(session.task, session.put("com.atproto.repo.putRecord", body=body))
    if answer.good:
        return there
    if given.peek(answer.body).get("error") == "InvalidSwap":
        return replace(there, before=True)
    raise _told(answer, "the post")


def record_key(notice: Notice) -> str:
    """Return the key of the post: a TID of the day before its week, from which week and address can be told.

    Posts must have one (`"key": "tid"` in app.bsky.feed.post), and none may lie in the future.
    """
    week = Week.named(notice.week)
    monday = datetime.combine(datetime.fromisocalendar(week.year, week.number, 1), time(), UTC)
    mixed = int.from_bytes(hashlib.sha256(notice.address.encode()).digest()[:8])
    micros = int((monday - timedelta(days=1)).timestamp()) * 1_000_000 + (mixed >> CLOCK) % DAY
    number = micros << CLOCK | mixed % (1 << CLOCK)
    return "".join(ALPHABET[number >> 5 * place & 31] for place in range(LENGTH - 1, -1, -1))


# ---------------------------------------------------------------- who posts


def _logged_in(task: Task) -> Session:
    body = {"identifier": task.wishes.bluesky, "password": Sealed(PASSWORD)}
    url = f"{asking.ENTRY}/xrpc/com.atproto.server.createSession"
    answer = ask(task, Errand(url=url, method="POST", body=body))
    if not answer.good:
        raise _told(answer, "the log-in", logging_in=True)
    said = given.entity(answer.body, asking.NO_SESSION, kind="secret")
    token, did = given.string(said.get("accessJwt")), names.did(said.get("did"))
    if not token or not did:
        raise StreetError(asking.NO_SESSION, kind="secret")
    door = replace(task.door, secrets={**task.door.secrets, asking.SESSION: token})
    return Session(task=replace(task, door=door), home=asking.home(given.mapping(said.get("didDoc"))), did=did)


def _is_there(session: Session, key: str) -> bool:
    query = urlencode({"repo": session.did, "collection": names.POST, "rkey": key})
    what = Errand(url=f"{session.home}/xrpc/com.atproto.repo.getRecord?{query}", seal=Seal(bearer=asking.SESSION))
    answer = ask(session.task, what)
    if not answer.good and given.peek(answer.body).get("error") != "RecordNotFound":
        raise _told(answer, "the post")
    return answer.good


def _told(answer: Answer, what: str, *, logging_in: bool = False) -> StreetError:
    return refusals.told(refusal(answer, "Bluesky"), what, logging_in=logging_in)


# ---------------------------------------------------------------- what is posted


def _record(session: Session) -> Mapping[str, object]:
    notice = session.task.notice
    words, facet = _words(notice)
    external: dict[str, object] = {"uri": notice.address, "title": notice.title, "description": notice.facts}
    if picture := _picture(session):
        external["thumb"] = picture
    return {
        "$type": names.POST,
        "text": words,
        "facets": [facet],
        "langs": [notice.language],
        "createdAt": session.task.now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z"),
        "embed": {"$type": "app.bsky.embed.external", "external": external},
    }


def _words(notice: Notice) -> tuple[str, Mapping[str, object]]:
    """Write the post, and what makes its end a link: a range of UTF-8 bytes (app.bsky.richtext.facet)."""
    link = text.clip(notice.address.partition("://")[2], LINK)
    words = post(notice, link, lambda whole: len(whole) <= SIGNS and len(whole.encode()) <= BYTES)
    end = len(words.encode())
    return words, {
        "index": {"byteStart": end - len(link.encode()), "byteEnd": end},
        "features": [{"$type": "app.bsky.richtext.facet#link", "uri": notice.address}],
    }


def _picture(session: Session) -> object:
    """Hand over the picture of the edition and return what stands for it; None where there is none that fits."""
    try:
        found = ask(session.task, Errand(url=session.task.notice.picture))
    except StreetError:
        return None
    if not found.good or not found.body.startswith(PNG) or len(found.body) > PICTURE:
        return None
    what = session.put("com.atproto.repo.uploadBlob", body=found.body, headers={"Content-Type": "image/png"})
    try:
        answer = ask(session.task, what)
    except StreetError:
        return None
    return given.peek(answer.body).get("blob") if answer.good else None


CHANNEL = Channel(name="bluesky", wished=lambda wishes: wishes.bluesky, lacking=lacking, shown=shown, tell=tell)
