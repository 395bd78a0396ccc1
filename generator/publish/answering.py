"""The thread of an edition and its owner's wishes in; the answers as a page shows them, and the ways to give one, out.

A conversation is shown two steps deep: what answers an answer stands below it, and whoever goes on from there is named.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from urllib.parse import quote
from zoneinfo import ZoneInfo

from generator import text
from generator.model import Answer, AnswerWishes, Edition, Thread
from generator.publish.links import anchor
from generator.publish.shapes import AnswersView, AnswerView, Link
from generator.publish.strings import Say, direction, tongue


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What is known of all threads, and how the owner wishes to be answered."""

    wishes: AnswerWishes = AnswerWishes()  # noqa: RUF009  it is frozen
    threads: Mapping[str, Thread] = field(default_factory=lambda: MappingProxyType({}))
    """Week -> its thread, without the answers of people who are withdrawn."""
    title: str = ""
    """Of the site."""
    zone: str = "UTC"


EMPTY = Table()


def view(edition: Edition, headline: str, table: Table, say: Say, talk: str = "") -> AnswersView:
    """Turn the thread of an edition into what a page shows of it.

    Args:
        edition: the week.
        headline: what it is called.
        table: all threads, and what the owner wishes.
        say: the words of the site's language.
        talk: where its discussion at giscus can be loaded; "" for nowhere.
    """
    thread = table.threads.get(str(edition.week))
    answers = tuple(each for each in thread.answers if not each.hidden) if thread else ()
    seen = thread.seen.astimezone(ZoneInfo(table.zone)) if thread and thread.seen else None
    return AnswersView(
        count=say("answers_n", n=len(answers)) if answers else "",
        seen=say("answers.seen", day=say.day(seen)) if answers and seen else "",
        answers=tuple(_nested(answers, thread.answers if thread else (), table, say)),
        more=say("answers.more", n=thread.more) if thread and thread.more else "",
        ways=(*_ways(edition.thread or (thread.address if thread else ""), headline, table, say), *_talk(talk, say)),
    )


def _nested(shown: Sequence[Answer], every: Sequence[Answer], table: Table, say: Say) -> Iterator[AnswerView]:
    """Yield the answers to the edition, each with all that hangs on it; what hung on a hidden one moves up."""
    here, parents = {each.id: each for each in shown}, {each.id: each.to for each in every}
    roots: dict[str, AnswerView] = {}
    below: dict[str, list[AnswerView]] = {}
    for each in shown:
        above = [here[name] for name in _upwards(each.id, parents) if name in here]
        if above:
            below.setdefault(above[-1].id, []).append(_answer(each, above[0] if len(above) > 1 else None, table, say))
        else:
            roots[each.id] = _answer(each, None, table, say)
    return (replace(root, replies=tuple(below.get(name, ()))) for name, root in roots.items())


def _upwards(name: str, parents: Mapping[str, str]) -> tuple[str, ...]:
    """Return what an answer answers, what that answers, and so on; () where that goes in a circle."""
    found: dict[str, None] = {}
    above = parents[name]
    while above:
        if above in found or above == name:
            return ()
        found[above] = None
        above = parents.get(above, "")
    return tuple(found)


def _answer(answer: Answer, to: Answer | None, table: Table, say: Say) -> AnswerView:
    paragraphs = (part.strip() for part in answer.text.split("\n\n"))
    return AnswerView(
        anchor=anchor("answer", answer.id),
        voice=Link(name=answer.name or say("nobody"), address=text.address(answer.address or "")),
        to=Link(name=to.name or say("nobody"), address=f"#{anchor('answer', to.id)}") if to else None,
        day=say.day(answer.published.astimezone(ZoneInfo(table.zone))),
        instant=answer.published.isoformat(timespec="seconds"),
        paragraphs=tuple(tuple(part.split("\n")) for part in paragraphs if part),
        warning=answer.warning,
        language=tongue(answer.language),
        direction=direction(answer.language),
        address=text.address(answer.url),
        host=text.host(answer.url),
        replies=(),
    )


# ---------------------------------------------------------------- ways to answer


def _ways(thread: str, headline: str, table: Table, say: Say) -> Iterator[Link]:
    """Yield where one can answer: in the thread, else to the account, and by mail."""
    account, email = table.wishes.mastodon, table.wishes.email
    if address := text.address(thread):
        yield Link(name=say("answers.thread", host=text.host(address)), address=address)
    elif account:
        yield Link(name=say("answers.account", account=account), address=profile(account))
    if email:
        subject = say("answers.subject", title=table.title, edition=headline)
        yield Link(name=say("answers.email"), address=mail(email, subject))


def _talk(address: str, say: Say) -> tuple[Link, ...]:
    return (Link(name=say("answers.talk"), address=address),) if address else ()


def profile(account: str) -> str | None:
    """Return the address of an account on Mastodon, `@name@server`."""
    user, _, host = account.removeprefix("@").partition("@")
    return text.address(f"https://{host}/@{quote(user)}")


def mail(address: str, subject: str) -> str:
    """Return the address that opens a letter with a subject (RFC 6068, 2 and 5); whatever is not plain is encoded."""
    who, _, where = address.rpartition("@")
    return f"mailto:{quote(who, safe='')}@{quote(where, safe='')}?subject={quote(text.one_line(subject), safe='')}"
