"""An edition's record and the page it was read from in; what is well formed there and cannot be meant out.

A file belongs to a person, and a slip of the pen in it must not silently take a question or a pick off the page. What
may well be meant is none: a question about a pick that was deleted goes with it, as the first lines of every file say.
"""

from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher

from generator import forms, text
from generator.errors import Problem
from generator.forms import Kind, Node, Page
from generator.model import Pick, Prompt, Week
from generator.publish import strings
from generator.publish.own import added
from generator.publish.record import Record

EXAMPLE = "2026-W47"
NEW_ID = "Any id that no other edition has will do, for example urn:uuid: and what `uuidgen` prints."
SLIP = 2
"""Letters in which what was mistyped differs from what was meant: one wrong, one too many, two that changed places."""
LEAST = 12
"""Shorter ids are alike by chance; the shortest address of a post is longer."""
SAID = 80
"""Characters of the owner's own words that an error repeats."""


def is_sound(record: Record, name: str) -> bool:
    """Tell at once of a record without own entries that `mistakes` would find nothing; False where it might.

    Args:
        record: the front matter of an edition.
        name: the week that the file is called after.
    """
    lists = (record.picks, *(found.matches for found in record.alerts))
    ids = [[pick.id for pick in picks] for picks in lists]
    about = {each for prompt in record.prompts for each in (*prompt.about, *filter(None, [prompt.at]))}
    return (
        record.week == name
        and _is_week(name)
        and bool(record.id.strip())
        and (record.thread is None or bool(text.address(record.thread)))
        and record.starts <= record.published
        and bool(strings.tongue(record.language))
        and all(pick.minutes >= 0 for picks in lists for pick in picks)
        and all(len(each) == len(set(each)) for each in ids)
        and all(prompt.text.strip() for prompt in record.prompts)
        and about <= set(ids[0])
    )


def mistakes(record: Record, page: Page, name: str) -> Iterator[Problem]:
    """Find what is well formed and cannot be.

    Args:
        record: the front matter of an edition.
        page: what it was read from; it knows lines and columns.
        name: the week that the file is called after.
    """
    for check in CHECKS:
        yield from check(record, page)
    yield from _week(record, page, name)


def _week(record: Record, page: Page, name: str) -> Iterator[Problem]:
    node = _at(page, "week")
    known = next((week for week in (name, record.week) if _is_week(week)), "")
    if record.week != name:
        words = f'The name of this file does not fit its week, "{text.one_line(record.week, 60)}".'
        yield page.problem(node, words, f"Make both the same, for example {known or EXAMPLE}.")
    elif not known:
        yield page.problem(node, f'There is no week "{name}".', f"Weeks are written like {EXAMPLE}.")


def _is_week(name: str) -> bool:
    try:
        return Week.named(name).year in forms.YEARS
    except ValueError:
        return False


def _top(record: Record, page: Page) -> Iterator[Problem]:
    """Find what cannot be in the keys of the edition itself."""
    if not record.id.strip():
        yield page.problem(_at(page, "id"), "`id` is empty; feed readers know an edition by it.", NEW_ID)
    if record.thread is not None and not text.address(record.thread):
        words = f'"{text.one_line(record.thread, 60)}" is not an address on the web.'
        yield page.problem(_at(page, "thread"), words, "Paste the address of the post: https://server.example/@me/1234")
    if record.starts > record.published:
        words = "The edition starts after it was published."
        yield page.problem(_at(page, "starts"), words, "It looks at what was said from `starts` to `published`.")
    if not strings.tongue(record.language):
        yield _no_language(record.language, _at(page, "language"), page)


def _picks(record: Record, page: Page) -> Iterator[Problem]:
    """Find picks of less than no time, and own picks in a language that is none; strangers may say anything."""
    for picks, nodes in _lists(record, page):
        for pick, node in zip(picks, nodes, strict=False):
            if pick.minutes < 0:
                words = f"{pick.minutes:g} minutes is less than no time."
                yield page.problem(node.value["minutes"], words, "Write how long it takes to read, such as 2.")
            if pick.language and added(node) and not strings.tongue(pick.language):
                yield _no_language(pick.language, node.value["language"], page)


def _no_language(language: str, node: Node, page: Page) -> Problem:
    words = f'"{text.one_line(language, 60)}" is no language.'
    return page.problem(node, words, "Languages are written like en, de or pt-BR.")


def _twice(record: Record, page: Page) -> Iterator[Problem]:
    """A pick that was copied instead of moved would be on the page twice."""
    for picks, nodes in _lists(record, page):
        seen: set[str] = set()
        for pick, node in zip(picks, nodes, strict=False):
            if pick.id in seen:
                words = f"This pick is there twice: {text.clip(pick.title or pick.url, SAID)}"
                yield page.problem(node, words, "Delete one of the two.")
            seen.add(pick.id)


def _prompts(record: Record, page: Page) -> Iterator[Problem]:
    """Find questions that ask nothing, and picks they name by an id that is a slip of the pen."""
    known = {pick.id for pick in record.picks}
    for prompt, node in zip(record.prompts, _entries(_found(page, "prompts")), strict=False):
        if not prompt.text.strip():
            yield page.problem(node.value["text"], "This question has no words.", "Write it, or delete the entry.")
        for name, place in _named(prompt, node):
            if name not in known and ((meant := _meant(name, known)) or added(node)):
                words = f'No pick of this edition has the id "{text.one_line(name, SAID)}".'
                yield page.problem(place, words, _hint(meant))


def _hint(meant: str) -> str:
    return f"Did you mean {meant}?" if meant else "Copy the `id` of the pick, its address in most cases."


def _named(prompt: Prompt, node: Node) -> Iterator[tuple[str, Node]]:
    """Yield the picks a question names, each with its place."""
    yield from zip(prompt.about, _entries(node.value.get("about")), strict=False)
    if prompt.at:
        yield prompt.at, node.value["at"]


def _meant(name: str, known: set[str]) -> str:
    """Return the id that was meant where one is a slip away; two that differ in figures are two posts of one place."""
    return next((each for each in sorted(known) if _figures(each) == _figures(name) and _slips(each, name)), "")


def _figures(name: str) -> str:
    return "".join(sign for sign in name if sign.isdigit())


def _slips(one: str, other: str) -> bool:
    if min(len(one), len(other)) < LEAST or abs(len(one) - len(other)) > SLIP:
        return False
    steps = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    return sum(max(to - at, end - start) for tag, at, to, start, end in steps if tag != "equal") <= SLIP


CHECKS: Sequence[Callable[[Record, Page], Iterator[Problem]]] = (_top, _picks, _twice, _prompts)


def _lists(record: Record, page: Page) -> Iterator[tuple[Sequence[Pick], Sequence[Node]]]:
    """Yield every list of picks with its entries in the file: the edition's own, and what each saved search found."""
    yield record.picks, _entries(_found(page, "picks"))
    for found, node in zip(record.alerts, _entries(_found(page, "alerts")), strict=False):
        yield found.matches, _entries(node.value.get("matches"))


def _found(page: Page, key: str) -> Node | None:
    assert page.root is not None
    found: Node | None = page.root.value.get(key)
    return found


def _at(page: Page, key: str) -> Node:
    """Return what is said under a key that is there."""
    node = _found(page, key)
    assert node is not None
    return node


def _entries(node: Node | None) -> tuple[Node, ...]:
    return node.value if node is not None and node.kind is Kind.LIST else ()
