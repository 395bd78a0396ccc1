"""Entries of `alerts:` in, saved searches out, or what is wrong with each of them, by the column in its query."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator.config.shape import AlertForm
from generator.errors import Problem
from generator.forms import LINE_END, MOST, Kind, Node, Page, fill
from generator.model import Alert
from generator.text import fold

ALERTS = 20
"""Saved searches of one digest: every one of them looks at every item, and has a feed and a place on the page."""
KEY = 60
"""Characters of a name in an address."""
HEAD = "An entry has a name and a query: - name: Jobs, and below it query: 'job OR internship'"
HIDDEN = re.compile(r"\s+(?P<tag>#\S.*)")
"""What follows a text without quotes and is not written like a comment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What reading an entry needs besides the entry."""

    page: Page
    lines: Sequence[str]
    """The file; to count the columns inside a query."""


def read(nodes: tuple[Node, ...], page: Page, text: str) -> tuple[tuple[Alert, ...], tuple[Problem, ...]]:
    """Read every entry; `text` is the file."""
    around = Around(page=page, lines=LINE_END.split(text.removeprefix("\ufeff")))
    alerts: dict[str, Alert] = {}
    problems: list[Problem] = []
    if len(nodes) > ALERTS:
        words = f"There are {len(nodes)} alerts, and {ALERTS} is the most."
        problems.append(page.problem(nodes[ALERTS], words, "Join some of them with OR."))
    for number, node in enumerate(nodes[:ALERTS], start=1):
        if len(problems) >= MOST:
            break
        alert, wrong = _entry(node, f"Entry {number} of `alerts`", around)
        problems += wrong
        if alert is None:
            continue
        first = alerts.setdefault(alert.key, alert)
        if first is not alert:
            words = f"This alert would have the same address, /alerts/#{alert.key}, as the one in line {first.line}."
            problems.append(page.problem(node.value["name"], words, "Give it another name."))
    return tuple(alerts.values()), tuple(problems)


def key(name: str) -> str:
    """Return a name as it stands in an address; of one without Latin letters or digits, its signs in hexadecimal."""
    plain = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")
    return (plain or "-".join(f"{ord(sign):x}" for sign in name if not sign.isspace()))[:KEY].strip("-")


def _entry(node: Node, name: str, around: Around) -> tuple[Alert | None, tuple[Problem, ...]]:
    if node.kind is not Kind.GROUP:
        return None, (around.page.problem(node, f"{name} is {node.kind}, and has no name.", HEAD),)
    form, problems = fill(node, AlertForm, file=around.page.file, name=name)
    query = node.value.get("query")
    wrong = _unclear(query, around) if query is not None and query.kind is Kind.TEXT else ()
    if form is None or wrong:
        return None, (*problems, *wrong)
    alert = Alert(name=form.name, query=form.query, key=key(form.name), until=form.until, line=node.line)
    return alert, tuple(problems)


def _unclear(query: Node, around: Around) -> tuple[Problem, ...]:
    """Say what in a query is not understood."""
    from generator.edit import lucene, queries  # noqa: PLC0415  they load the desk, for digests that have alerts

    if any(problem.line == query.line for problem in around.page.problems):
        return ()  # `*job` without quotes: what is wrong has been said
    begins = _begins(query, around)
    line = around.lines[query.line - 1]
    if begins is not None and not query.quoted and (cut := HIDDEN.fullmatch(line, begins + len(query.text))):
        hint = f"Put the whole query in single quotes: '{query.text} {cut['tag']}'"
        words = "The # begins a comment here, so the query ends before it."
        return (replace(around.page.problem(query, words, hint), column=cut.start("tag") + 1),)
    try:
        queries.read(query.text)
    except lucene.Unclear as unclear:
        problem = around.page.problem(query, unclear.words, unclear.hint)
        return (problem if begins is None else replace(problem, column=begins + unclear.at + 1),)
    return ()


def _begins(query: Node, around: Around) -> int | None:
    """Return where in its line a query begins; None where it goes over lines, or a quote in it is written twice."""
    start = query.column - 1 + query.quoted
    line = around.lines[query.line - 1] if query.line <= len(around.lines) else ""
    return start if line.startswith(query.text, start) else None
