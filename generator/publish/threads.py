"""The threads of editions in, files in content/answers/ out, and back: what was answered in public, one week, one file.

The daily run writes them anew, and they are for a person to read all the same: `hidden: true` on an answer keeps it off
the page, and later runs leave that where it is. Whatever else is changed here is changed back by the next run.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from pathlib import Path

from generator import files, forms, withdrawal
from generator.errors import InputError, Problem
from generator.model import Answer, Thread, Week
from generator.publish import front
from generator.publish.script import ordered, written

HEAD = """\
# What readers answered in public, read anew every day. `hidden: true` on an answer keeps it off the page for good.
"""
ENDING = ".yaml"
Muted = Callable[[Answer], bool]
"""Whether the owner does not want to read an answer; what is muted is the desk's to say."""
ANSWER = ("hidden", "name", "text", "warning", "published", "url", "address", "language", "to", "voice", "id")
"""The order in which a person wants to read the keys."""


def read(folder: Path) -> Mapping[str, Thread]:
    """Read the thread of every week, by the name of the week; a folder that is not there holds none.

    Raises:
        InputError: what cannot be used in any of the files, with the line and the column of each.
    """
    return dict(front.read_each(folder, _thread, ending=ENDING))


def keep(folder: Path, week: str, before: Thread | None, after: Thread | None) -> bool:
    """Write what a thread has become, or take it away where there is none, and tell whether there was a difference."""
    if before == after:
        return False
    path = folder / f"{week}{ENDING}"
    if after is None:
        path.unlink(missing_ok=True)
    else:
        files.write(path, dump(after).encode())
    return True


def dump(thread: Thread) -> str:
    """Write a thread as the text of its file."""
    plain = {name: value for name, value in _plain(thread).items() if name != "answers"}
    if thread.answers:
        plain["answers"] = [ordered(_plain(each), ANSWER) for each in thread.answers]
    return HEAD + written(plain)


def kept(folder: Path, withdrawn: Sequence[str], muted: Muted | None = None) -> Mapping[str, Thread]:
    """Read the threads as they may be printed: without people who are withdrawn, and without what is muted."""
    return {week: without(thread, withdrawn, muted) for week, thread in read(folder).items()}


def without(thread: Thread, withdrawn: Sequence[str], muted: Muted | None = None) -> Thread:
    """Return a thread without the answers of people who are withdrawn, and without those that are muted."""
    kept = tuple(
        each
        for each in thread.answers
        if not withdrawal.withheld(withdrawn, each.voice, each.address, each.url, each.id)
        and not (muted and muted(each))
    )
    here = {each.id for each in kept}
    return replace(thread, answers=tuple(replace(each, to=each.to if each.to in here else "") for each in kept))


def _thread(content: str, name: str, file: str) -> tuple[str, Thread]:
    try:
        Week.named(name)
    except ValueError:
        words, hint = f'There is no week "{name}".', "A file here is called after its week, for example 2026-W47.yaml."
        raise InputError(Problem(file=file, words=words, hint=hint)) from None
    thread = forms.read(content, Thread, file=file)
    return name, replace(thread, answers=tuple({each.id: each for each in thread.answers}.values()))


def _plain(value: Thread | Answer) -> dict[str, object]:
    """Return the fields of a value that say something."""
    found = {field.name: getattr(value, field.name) for field in fields(value)}
    return {name: each for name, each in found.items() if each or name in {"text", "name"}}
