"""Entries of `mute:` in, mutes out, or what is wrong with each of them."""

from generator.config.shape import MuteForm
from generator.errors import Problem
from generator.forms import MOST, Kind, Node, Page, fill
from generator.model import Mute

KINDS = ("phrase", "tag", "voice", "domain", "language")


def read(nodes: tuple[Node, ...], page: Page) -> tuple[tuple[Mute, ...], tuple[Problem, ...]]:
    """Read every entry."""
    mutes: list[Mute] = []
    problems: list[Problem] = []
    for number, node in enumerate(nodes, start=1):
        if len(problems) >= MOST:
            break
        name = f"Entry {number} of `mute`"
        if node.kind not in {Kind.TEXT, Kind.GROUP}:
            hint = 'Put quotes around a word or a number: - "2026"'
            problems.append(page.problem(node, f"{name} must be a text, not {node.text or node.kind}.", hint))
            continue
        group = _named(node) if node.kind is Kind.TEXT else node
        form, wrong = fill(group, MuteForm, file=page.file, name=name)
        problems += wrong or _one_kind(group, name, page)
        if form is not None:
            mutes += [
                Mute(kind=kind, value=value, until=form.until) for kind in KINDS if (value := getattr(form, kind))
            ]
    return tuple(mutes), tuple(problems)


def _named(node: Node) -> Node:
    """Read a plain text as a phrase, one with # as a hashtag."""
    kind = "tag" if node.text.startswith("#") else "phrase"
    return Node(Kind.GROUP, node.line, node.column, {kind: node})


def _one_kind(node: Node, name: str, page: Page) -> tuple[Problem, ...]:
    named = [kind for kind in KINDS if kind in node.value and node.value[kind].kind is not Kind.NOTHING]
    if len(named) == 1:
        return ()
    words = f"{name} is {' and '.join(f'`{kind}`' for kind in named)} at once." if named else f"{name} names nothing."
    hint = "Make an entry of its own of each." if named else f"Add one of {', '.join(KINDS)}."
    return (page.problem(node, words, hint),)
