"""What the ways to tell of an edition share: what they are given, what they say when it is done, and how they fail."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from generator import text
from generator.collect import Door, errand, given
from generator.collect.errand import Answer, Errand
from generator.errors import StreetError
from generator.model import AnnounceWishes
from generator.publish.notice import Notice
from generator.repository.github import GitHub

UNSURE = "unsure"
"""Kind of a StreetError after which nobody knows whether it went out."""
TAKEN = "taken"
"""Kind of one that says that another run is at it."""
SAID = 160
"""Characters of a server's own words that are quoted."""
BUSY = 429
BROKEN = 500
"""From this status on it is the server that failed, perhaps after it had done what it was asked (RFC 9110, 15.6)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One edition that is to be told of."""

    wishes: AnnounceWishes
    notice: Notice
    door: Door
    """Its secrets are those of the channels."""
    now: datetime
    github: GitHub | None = None
    """None where there is no forge."""
    digest: str = ""
    """Of several digests in one repository, which one; "" for the one at its root."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """It is out."""

    address: str = ""
    """Where it can be read; "" for a letter."""
    before: bool = False
    """It was found there, from an earlier run."""
    words: str = ""
    """What is to be known besides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """One way to tell."""

    name: str
    """As it is called in config.yaml, and in the record."""
    wished: Callable[[AnnounceWishes], object]
    lacking: Callable[[Task], str]
    """Says what is missing, a secret mostly; "" for nothing."""
    shown: Callable[[Task], str]
    """Returns what would be sent, to whom, for an owner to read."""
    tell: Callable[[Task, Callable[[], None]], Done]
    """Looks whether it is out there already, calls what it is given, and sends. StreetError or RepositoryError where it
    did not go out, or with the kind UNSURE."""
    looks: bool = True
    """Whether it can see what it sent; what cannot be seen is never sent again."""


def ask(task: Task, what: Errand) -> Answer:
    """Go once; StreetError where there was no answer."""
    return errand.run(what, door=task.door, now=task.now)


def sent(task: Task, what: Errand) -> Answer:
    """Send what can be sent once only; a StreetError of the kind UNSURE where nobody knows whether it arrived."""
    try:
        answer = ask(task, what)
    except StreetError as error:
        raise error.saying(error.words, kind=UNSURE) from error
    if answer.status >= BROKEN:
        failed = refusal(answer, text.host(what.url))
        raise failed.saying(failed.words, kind=UNSURE)
    return answer


def refusal(answer: Answer, who: str) -> StreetError:
    """Return what a refusal means, in words."""
    peeked = given.peek(answer.body)
    said = text.one_line(given.string(peeked.get("message"), peeked.get("error")), SAID)
    if answer.status == BUSY:
        words = f"{who} asks for a pause. The next run tries again."
    else:
        words = f"{who} refused ({answer.status})" + (f", and says: “{said}”" if said else ".")
    return StreetError(words, status=answer.status, body=answer.body)
