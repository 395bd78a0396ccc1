"""What is to be said to an owner in, one issue that is kept out: opened, edited in place, closed when it is over.

It is found again by a mark that nobody sees, `<!-- gleaner-NAME: ABOUT -->`, and only among what is ours: anybody can
write the mark. NAME tells our kinds of issues apart, ABOUT the occasions of one kind. There is one open issue of a
kind at most; where two runs have opened one each, the older stays. Where its owner has closed the issue of an occasion,
none is opened for the same one again. That a repository has its issues switched off is no failure.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus
from typing import Any

from generator.collect import given
from generator.errors import RepositoryError
from generator.repository.github import GitHub, is_ours

PAGES = 20
"""Pages of a hundred that are searched, pull requests among them; the last is only seen where all were full."""
SIZE = 100
"""The largest page (docs: REST, "List repository issues", `per_page`)."""


class Became(StrEnum):
    """What became of the issue."""

    OPENED = "opened"
    KEPT = "kept"
    """It was open, and says what it should."""
    DECLINED = "declined"
    """Its owner had closed it for this very occasion; nothing was done."""
    OFF = "off"
    """Issues are switched off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What came of telling."""

    became: Became
    number: int = 0
    """Of the issue that is open; 0 where none is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issues:
    """The issues of one kind; there is one open at most."""

    github: GitHub
    name: str
    """Of the kind: a word."""

    def tell(self, title: str, body: str, *, about: str) -> Told:
        """Open the issue, or bring the one that is open up to date.

        Args:
            title: its title, plain text.
            body: Markdown.
            about: the occasion, without a space; an issue that was closed for it is not opened again.

        Raises:
            RepositoryError: GitHub did not answer, or refused.
        """
        said = {"title": title, "body": f"{self._mark(about)}\n\n{body}"}
        opened = self._opened()
        for more in opened[1:]:
            self._change(more, state="closed", state_reason="not_planned")
        if opened:
            self._change(opened[0], **said)
            return Told(became=Became.KEPT, number=int(opened[0]["number"]))
        if any(self._mark(about) in _body(issue) for issue in self._found("closed")):
            return Told(became=Became.DECLINED)
        try:
            made = given.mapping(self.github.send("POST", "issues", said))
        except RepositoryError as error:
            if error.status != HTTPStatus.GONE:
                raise
            return Told(became=Became.OFF)
        return Told(became=Became.OPENED, number=given.number(made.get("number")) or 0)

    def is_told(self, about: str) -> bool:
        """Tell whether there is an issue about an occasion, open or closed.

        Raises:
            RepositoryError: GitHub did not answer, or refused.
        """
        mark = self._mark(about)
        return any(mark in _body(issue) for state in ("open", "closed") for issue in self._found(state))

    def settle(self, words: str = "") -> int:
        """Close what is open, with a comment where there is something to say; return its number, 0 where none was.

        Raises:
            RepositoryError: GitHub did not answer, or refused.
        """
        opened = self._opened()
        for issue in opened:
            self._change(issue, state="closed", state_reason="completed")
            if words:
                self.github.send("POST", f"issues/{issue['number']}/comments", {"body": words})
        return int(opened[0]["number"]) if opened else 0

    def _opened(self) -> list[Mapping[str, Any]]:
        """Return what is open, the oldest first."""
        return sorted(self._found("open"), key=lambda issue: int(issue["number"]))

    def _found(self, state: str) -> Iterator[Mapping[str, Any]]:
        """Yield our issues that are open, or closed; ours of late are among the first."""
        for page in range(1, PAGES + 1):
            path = f"issues?state={state}&sort=updated&direction=desc&per_page={SIZE}&page={page}"
            try:
                rows = self.github.rows(path)
            except RepositoryError as error:
                if error.status != HTTPStatus.GONE:
                    raise
                return
            yield from (row for row in rows if self._is_one(row))
            if len(rows) < SIZE:
                return

    def _is_one(self, row: Mapping[str, Any]) -> bool:
        marked = self._mark("") in _body(row) and "pull_request" not in row
        return marked and is_ours(row) and isinstance(row.get("number"), int)

    def _change(self, issue: Mapping[str, Any], **values: str) -> None:
        changed = {name: value for name, value in values.items() if issue.get(name) != value}
        if changed:
            self.github.send("PATCH", f"issues/{issue['number']}", changed)

    def _mark(self, about: str) -> str:
        """Return the mark of an occasion; with "" what the marks of all begin with."""
        return f"<!-- gleaner-{self.name}: " + (f"{about} -->" if about else "")


def _body(issue: Mapping[str, Any]) -> str:
    return given.string(issue.get("body"))
