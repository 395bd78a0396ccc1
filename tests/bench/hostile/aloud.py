"""A digest in, everything that is said of it elsewhere than on its site out: a log, a terminal, pages of the forge."""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from generator import say
from generator.announcing import envelope, post, release
from generator.errors import InputError, Problem
from generator.model import Config, Edition
from generator.pipeline import Place
from generator.previewing import SourceChanges
from generator.publish import notice
from generator.repository.runner import Runner
from generator.workflows import annotations, comparison, daybook
from generator.workflows.day import Day
from generator.workflows.digests import Digest


class Terminal(io.StringIO):
    """Says that somebody is watching, so that colours are used."""

    def isatty(self) -> bool:
        """Return yes."""
        return True


@contextmanager
def heard(into: Path, *, terminal: bool = False) -> Iterator[None]:
    """Write what is said into a file."""
    stream = Terminal() if terminal else io.StringIO()
    with redirect_stdout(stream), redirect_stderr(stream):
        yield
    with into.open("a", encoding="utf-8", newline="") as file:
        file.write(stream.getvalue())


def told(folder: Path, wished: Config, place: Place, editions: Sequence[Edition], said: Sequence[str]) -> None:
    """Write all of it into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    last = editions[-1]
    runner = Runner(repository="o/r", branch="main")
    digest = Digest(name="", file=Path("config.yaml"), state=place.state)
    reports = tuple(each for edition in editions for each in edition.reports)
    day = Day(
        digest=digest, config=wished, now=last.published + timedelta(days=1), reports=reports[:400], fresh={},
        editions=tuple(editions), further=tuple(said[:300]), said=tuple(said[:300]), nothing=said[0] if said else "",
    )  # fmt: skip
    job = SimpleNamespace(runner=runner, place=place)
    (folder / "summary.md").write_text(_whole(job, day), "utf-8")
    effects = [
        comparison.Effect(after=each, before=last, sources=SourceChanges(added=wished.sources)) for each in editions
    ]
    (folder / "comment.md").write_text("\n\n".join(map(comparison.shown, effects)), "utf-8", errors="replace")
    notices = [notice.notice(wished, each, site_url="https://digest.example/hostile") for each in editions]
    (folder / "release.md").write_text("\n\n".join(map(release.notes, notices)), "utf-8")
    posts = [post.post(each, each.address, lambda words: len(words) < 100_000) for each in notices]
    (folder / "posts.txt").write_text("\n\n".join(posts), "utf-8")
    problems = [Problem(file="config.yaml", words=words, hint=words, line=1, column=1) for words in said]
    for terminal, name in ((False, "log.txt"), (True, "terminal.txt")):
        with heard(folder / name, terminal=terminal):
            for line in daybook.aloud(day):
                say.out(line)
            say.show(say.sources(reports[:1000]))
            say.err(str(InputError(*problems)))
            for words in said:
                say.out(words)
    with heard(folder / "annotations.txt"):
        for start in range(0, len(problems), annotations.SHOWN):
            annotations.problems(problems[start : start + annotations.SHOWN])
        daybook.warn(day)
        for words in said:
            annotations.notice(words, title=words)


def posted(wished: Config, edition: Edition, titles: Sequence[str]) -> list[str]:
    """Return the faults of the heads of letters, of digests and editions that are called so."""
    faults: list[str] = []
    for title in titles:
        named = replace(wished, site=replace(wished.site, title=title))
        told = notice.notice(named, replace(edition, title=title), site_url="https://digest.example/hostile")
        task: Any = SimpleNamespace(notice=told, now=edition.published, wishes=wished.announce)
        made = EmailMessage(policy=envelope.LONG)
        for name, value in (found := envelope.headers(task)).items():
            made[name] = value
        read = message_from_bytes(made.as_bytes(), policy=policy.SMTP)
        if list(map(str.lower, read)) != list(map(str.lower, found)) or read.get_payload():
            faults.append(f"envelope: headers of somebody else: {title!r}")
        if [each.addr_spec for each in read["from"].addresses] != ["a@room.example"] or read["to"].addresses:
            faults.append(f"envelope: to or from somebody else: {title!r}")
    return faults


def _whole(job: Any, day: Day) -> str:
    parts = [daybook.picked(each, "https://digest.example/hostile") for each in day.editions]
    return "\n\n".join([daybook.page(job, day, home="https://digest.example/hostile"), *parts])
