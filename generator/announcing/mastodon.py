"""A notice in, a post on the owner's server of the Mastodon kind out, once.

Methods after https://docs.joinmastodon.org/methods/statuses/#create, /accounts/#lookup, /accounts/#statuses and
/instance/#v2. Two things keep it from being said twice: the account's own posts are looked through for the address of
the edition, and the request carries an Idempotency-Key, which Mastodon remembers for an hour. Where its posts cannot be
seen, nothing is posted: better late than twice.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from urllib.parse import quote, urlencode

from generator import text
from generator.announcing.channel import Channel, Done, Task, ask, refusal, sent
from generator.announcing.post import post
from generator.collect import given
from generator.collect.errand import Answer, Errand
from generator.collect.sources.fediverse import accounts, door, replies
from generator.collect.sources.fediverse.door import Place
from generator.collect.words import OPEN, Seal
from generator.errors import StreetError
from generator.publish.notice import Notice

LIMIT = 500
"""Characters of a post where the server does not say (StatusLengthValidator::MAX_CHARS)."""
WHICH: Mapping[str, str] = {"limit": "40", "exclude_reblogs": "true", "exclude_replies": "true"}
PAGES = 5
"""Pages of 40 posts that are looked through; an account that announces has one post a week."""
EARLIER = timedelta(days=1)
"""How much further back than the edition they are looked through: clocks differ."""
TOKEN = "MASTODON_TOKEN"  # noqa: S105  its name
WRITE, READ = "write:statuses", "read:accounts and read:statuses"


def lacking(task: Task) -> str:
    """Say that there is no token."""
    return "" if TOKEN in task.door.secrets else f"The secret {TOKEN} is not there."


def shown(task: Task) -> str:
    """Return the post as it would stand there."""
    return f"{task.wishes.mastodon} on Mastodon would post:\n\n{_words(task)}"


def tell(task: Task, claim: Callable[[], None]) -> Done:
    """Look for the post, and post it where it is not there."""
    place, user = _account(task)
    if found := _found(task, place, user):
        return Done(address=found, before=True)
    words = _words(task)
    claim()
    body = {"status": words, "visibility": "public", "language": task.notice.language.split("-")[0]}
    url, seal = f"{place.server}/api/v1/statuses", Seal(bearer=TOKEN)
    what = Errand(url=url, method="POST", body=body, headers={"Idempotency-Key": _key(task.notice)}, seal=seal)
    answer = sent(task, what)
    if answer.good:
        return _done(answer, user)
    error = _refused(answer, place)
    raise _of_token(place, error, WRITE) if door.is_closed(error) else error


def _done(answer: Answer, user: str) -> Done:
    """Read where the post is, and whose it is: a token may belong to another account than the one that was named."""
    said = given.peek(answer.body)
    name = given.string(given.mapping(said.get("account")).get("username"))
    other = f"The token in {TOKEN} belongs to @{text.one_line(name, 60)}, who posted it." if name else ""
    return Done(address=given.link(said.get("url")) or "", words=other if name.lower() != user else "")


def _account(task: Task) -> tuple[Place, str]:
    user, _, host = (task.wishes.mastodon or "").removeprefix("@").partition("@")
    return door.places((host,))[0], user.lower()


def _key(notice: Notice) -> str:
    return hashlib.sha256(f"gleaner {notice.address}".encode()).hexdigest()


# ---------------------------------------------------------------- what is said


def _words(task: Task) -> str:
    """Write the post; a link counts as many characters as the server says, whatever its length."""
    limit, of_link = _limits(task)
    link = task.notice.address
    counted = len(link) if of_link is None else of_link
    return post(task.notice, link, lambda whole: len(whole) - len(link) + counted <= limit)


def _limits(task: Task) -> tuple[int, int | None]:
    """Ask how long a post may be, and as how much of it a link counts; None where that is not said."""
    place, _ = _account(task)
    try:
        answer = ask(task, Errand(url=f"{place.server}/api/v2/instance"))
    except StreetError:
        return LIMIT, None
    told = given.mapping(given.peek(answer.body).get("configuration")) if answer.good else {}
    statuses = given.mapping(told.get("statuses"))
    return (
        given.number(statuses.get("max_characters")) or LIMIT,
        given.number(statuses.get("characters_reserved_per_url")),
    )


# ---------------------------------------------------------------- what is there


def _found(task: Task, place: Place, user: str) -> str | None:
    """Return the address of the account's post that leads to the edition; StreetError where that cannot be seen."""
    who = accounts.person(_asked(task, place, f"accounts/lookup?{urlencode({'acct': user})}").body, place.server)
    return next(
        (
            address
            for posts in _pages(task, place, who.id)
            for address, links in posts.links
            if any(text.canonical(link) == text.canonical(task.notice.address) for link in links)
        ),
        None,
    )


def _pages(task: Task, place: Place, person: str) -> Iterator[replies.Posts]:
    """Yield what the account has posted, newest first, back to when the edition came out."""
    last: str | None = None
    for _ in range(PAGES):
        query = urlencode({**WHICH, "max_id": last} if last else WHICH)
        answer = _asked(task, place, f"accounts/{quote(person, safe='')}/statuses?{query}")
        posts = replies.announced(answer.body, person)
        yield posts
        last = posts.last
        if not last or (posts.reach and posts.reach < task.notice.published - EARLIER):
            return


def _asked(task: Task, place: Place, path: str) -> Answer:
    """Ask as a stranger, and where only members are answered as the owner."""

    def read(seal: Seal) -> Answer:
        return ask(task, Errand(url=f"{place.server}/api/v1/{path}", seal=seal))

    answer = read(OPEN)
    if answer.good:
        return answer
    error = _refused(answer, place)
    if not door.is_closed(error):
        raise error
    if (answer := read(Seal(bearer=TOKEN))).good:
        return answer
    raise _of_token(place, _refused(answer, place), READ)


def _of_token(place: Place, error: StreetError, right: str) -> StreetError:
    """Say what is wrong with the token, by the name it has here."""
    told = door.of_token(place, error, right)
    return told.saying(told.words.replace(place.token, TOKEN))


def _refused(answer: Answer, place: Place) -> StreetError:
    return refusal(answer, place.host)


CHANNEL = Channel(name="mastodon", wished=lambda wishes: wishes.mastodon, lacking=lacking, shown=shown, tell=tell)
