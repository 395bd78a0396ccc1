"""What is printed to a runner, on the page of a run, into Markdown or the head of a letter: foreign text stays text."""

import contextlib
import io
import re
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from html.parser import HTMLParser
from types import SimpleNamespace

from markdown_it import MarkdownIt

from generator import say, text
from generator.announcing import envelope
from generator.errors import Problem
from generator.model import AnnounceWishes, Mail
from generator.publish.answering import mail
from generator.repository import markdown
from generator.upgrading import plain_markdown
from generator.workflows import annotations, summary
from tests.bench.fuzzing.grammars import SIGNS
from tests.bench.fuzzing.target import Target, lines_of, payloads, pieced, texts, written

RENDERED = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
SPOKEN = re.compile(r"\s*::|.*##\[")


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.words: list[str] = []

    def handle_starttag(self, tag, _):
        self.tags.add(tag)

    def handle_data(self, data):
        self.words.append(data)


def _page(markup: str) -> tuple[set[str], str]:
    page = _Page()
    page.feed(markup)
    page.close()
    return page.tags, " ".join("".join(page.words).split())


def _runner(data: bytes) -> None:
    foreign = written(data, SIGNS)
    heard = io.StringIO()
    with contextlib.redirect_stdout(heard), contextlib.redirect_stderr(heard):
        say.out(foreign)
        say.err(foreign)
    assert not any(SPOKEN.match(line) for line in lines_of(heard.getvalue())), heard.getvalue()
    heard = io.StringIO()
    with contextlib.redirect_stdout(heard):
        annotations.error(foreign, title=foreign, file=foreign, line=1)
        annotations.problems((Problem(file=foreign, words=foreign, hint=foreign),))
    told = lines_of(heard.getvalue())
    assert len(told) == 3, told
    assert all(re.fullmatch(r"::error( [^:]*)?::.*", line, re.DOTALL) for line in told[:-1])


def _markdown(data: bytes) -> None:
    foreign = written(data, SIGNS)
    tidied = text.one_line(foreign, 5_000)
    for escaped in (summary.plain(tidied), plain_markdown.escaped(tidied)):
        assert "\n" not in escaped
        tags, words = _page(RENDERED.render(escaped))
        assert tags <= {"p"}, (tags, escaped)
        assert words.replace("\u200b", "") == " ".join(tidied.replace("\u200b", "").split()), escaped
    assert not re.search(r"(?<![\\\w])@\w|(?<!\\)#\d", summary.plain(tidied).replace("\\#", ""))
    cells = summary.table(("a", "b"), ((summary.plain(foreign), summary.plain(foreign)),))
    assert len(cells.split("\n")) == 3
    assert len(summary.clipped(foreign, 100)) <= 100
    address = text.address(tidied)
    if address:
        link = markdown.link(tidied, address)
        assert _page(RENDERED.render(link))[0] <= {"p", "a"}


def _letter(data: bytes) -> None:
    foreign = text.one_line(written(data, SIGNS), 300)
    notice = SimpleNamespace(
        title=foreign,
        site=foreign or "A",
        address="https://digest.example/editions/2026-w47/",
        id=foreign,
        week="2026-W47",
    )
    wishes = AnnounceWishes(email=Mail(sender="digest@school.example", host="mail.school.example", port=465))
    task = SimpleNamespace(notice=notice, wishes=wishes, now=datetime(2026, 11, 21, tzinfo=UTC))
    made = EmailMessage(policy=envelope.LONG)
    for name, value in envelope.headers(task).items():
        made[name] = value
    made.set_content("Hello.")
    back = message_from_bytes(bytes(made), policy=SMTP)
    assert sorted(back.keys()) == sorted(made.keys())
    assert back.get_content().strip() == "Hello."
    assert back["From"].addresses[0].addr_spec == "digest@school.example"
    if envelope.is_address(foreign):
        assert re.fullmatch(r"[^@\s<>,;]+@[^@\s<>,;]+", envelope.known(foreign)), foreign
    assert not re.search(r"[\s<>\"]", mail("a@school.example", foreign))


TARGETS = {
    "runner": Target(
        trial=_runner,
        pieces=SIGNS,
        seeds=lambda: (*payloads("actions", "strings"), *pieced(SIGNS), *texts(*SIGNS)),
    ),
    "markdown": Target(
        trial=_markdown,
        pieces=SIGNS,
        limit=2,
        seeds=lambda: (*payloads("markdown"), *pieced(SIGNS), *texts(*SIGNS)),
    ),
    "letter": Target(
        trial=_letter,
        pieces=SIGNS,
        seeds=lambda: (*payloads("strings", "actions"), *pieced(SIGNS), *texts(*SIGNS)),
    ),
}
