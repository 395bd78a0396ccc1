"""The text of config.yaml in; where each entry of `sources:` begins and ends, and where the next one goes, out.

The tree of the YAML knows where an entry begins. Where it ends is told from the indentation: what stands deeper than
its dash belongs to it, comments that follow at once among them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from generator import forms
from generator.errors import InputError, Problem
from generator.forms import Kind, Node, Page

ROW = re.compile("[^\n\r\x85\u2028\u2029]*(?:\r\n|[\n\r\x85\u2028\u2029])|[^\n\r\x85\u2028\u2029]+$")
"""A line with its end, as libyaml counts lines."""
END = "\n\r\x85\u2028\u2029"
EXAMPLE = re.compile(r"\s*#\s*-\s")
"""A comment that shows an entry; it stands for itself."""
NO_ENTRIES = re.compile(r"\[\s*\]|~|null", re.IGNORECASE)
BY_HAND = "Change it by hand: each entry begins with a dash on a line of its own."


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The lines of the file, and where its sources stand; rows are counted from 0."""

    page: Page
    rows: tuple[str, ...]
    """Lines with their ends; together they are the file."""
    node: Node | None
    """What stands behind `sources:`; None where there is no such key."""
    spans: tuple[tuple[int, int], ...] = ()
    """First row of each entry, and the row behind its last."""
    indent: int = 2
    """Blanks before the dashes."""

    @property
    def entries(self) -> tuple[Node, ...]:
        """What the entries say."""
        return self.node.value if self.node is not None and self.node.kind is Kind.LIST else ()

    @property
    def line_end(self) -> str:
        """What ends the first line, and so new ones."""
        first = self.rows[0] if self.rows else ""
        return first[len(first.rstrip(END)) :] or "\n"


def read(text: str, file: str) -> Listing:
    """Find the entries.

    Args:
        text: What the file holds, without a byte order mark.
        file: What to call it in the problems.

    Raises:
        InputError: it is no YAML, or its sources are written in a way that is not edited here.
    """
    page = forms.page(text, file=file)
    page.refuse()
    rows = tuple(ROW.findall(text))
    root = page.root
    if root is not None and root.kind is not Kind.GROUP:
        raise InputError(
            page.problem(root, "This is no group of keys.", "Copy the config.yaml that comes with Gleaner.")
        )
    node = root.value.get("sources") if root is not None else None
    if node is None or node.kind is Kind.NOTHING or (node.kind is Kind.LIST and not node.value):
        return Listing(page=page, rows=rows, node=node)
    if node.kind is not Kind.LIST:
        raise InputError(page.problem(node, f"`sources` is {node.kind}, not a list.", BY_HAND))
    return _block(page, rows, node)


def _block(page: Page, rows: tuple[str, ...], node: Node) -> Listing:
    """Find the entries of a list whose dashes stand below one another."""
    indent = node.column - 1
    dash = re.compile(f" {{{indent}}}-(?:\\s|$)")
    begins: list[int] = []
    for entry in node.value:
        lowest = begins[-1] + 1 if begins else node.line - 1
        found = (row for row in range(entry.line - 1, lowest - 1, -1) if dash.match(rows[row]))
        begin = next(found, None)
        if begin is None:
            written = "in one line, with brackets" if rows[node.line - 1][indent:].startswith("[") else "in another way"
            raise InputError(page.problem(node, f"The list `sources` is written {written}.", BY_HAND))
        begins.append(begin)
    ends = [*begins[1:], len(rows)]
    spans = tuple((begin, _last(rows, begin, end, indent) + 1) for begin, end in zip(begins, ends, strict=True))
    return Listing(page=page, rows=rows, node=node, spans=spans, indent=indent)


def _last(rows: Sequence[str], begin: int, end: int, indent: int) -> int:
    """Return the last row of the entry that begins at a row, and whose list may go on at another."""
    last, apart = begin, False
    for number in range(begin + 1, end):
        row = rows[number]
        words = row.strip()
        deeper = len(row) - len(row.lstrip(" ")) > indent
        if not words:
            apart = True
        elif words.startswith("#"):
            apart = apart or not deeper or bool(EXAMPLE.match(row))
            last = last if apart else number
        elif deeper:
            last, apart = number, False
        else:
            break
    return last


# ---------------------------------------------------------------- lines in, lines out


def with_entries(listing: Listing, entries: Sequence[Sequence[str]]) -> str:
    """Return the file with more entries, each as its lines without their ends and without indentation."""
    rows = list(listing.rows)
    written = [f"{' ' * listing.indent}{line}" for entry in entries for line in entry]
    if listing.spans:
        behind = listing.spans[-1][1]
        blank = [""] if _is_headed(listing) and not _words(rows, behind) else []
        return _inserted(listing, rows, behind, [*blank, *written])
    if listing.node is None:
        blank = [""] if rows and rows[-1].strip() else []
        return _inserted(listing, rows, len(rows), [*blank, "sources:", *written])
    key = _emptied(listing, rows)
    return _inserted(listing, rows, key + 1, written)


def without(listing: Listing, numbers: Sequence[int]) -> str:
    """Return the file without some of its entries, by their numbers from 0.

    An entry that stands alone between empty lines takes one of them along: the last of the file that is left ends as
    the file did.
    """
    rows = list(listing.rows)
    for number in sorted(numbers, reverse=True):
        begin, end = listing.spans[number]
        alone = begin > 0 and not _words(rows, begin - 1) and not _words(rows, end)
        del rows[begin - alone : end]
    if rows and listing.rows[-1].rstrip(END) == listing.rows[-1]:
        rows[-1] = rows[-1].rstrip(END)
    return "".join(rows)


def _words(rows: Sequence[str], number: int) -> str:
    """Return what stands in a row; "" where it is empty or behind the end."""
    return rows[number].strip() if number < len(rows) else ""


def _is_headed(listing: Listing) -> bool:
    """Tell whether the last group of entries has a comment above it: what is new does not belong under that."""
    row = listing.spans[-1][0]
    while row > 0 and _words(listing.rows, row) and not _words(listing.rows, row).startswith("#"):
        row -= 1
    words = _words(listing.rows, row)
    return bool(words.startswith("#") and any(not _words(listing.rows, at) for at in range(listing.spans[0][0], row)))


def _inserted(listing: Listing, rows: list[str], at: int, lines: Sequence[str]) -> str:
    """Put lines in before a row; a file without an end to its last line goes without one."""
    end = listing.line_end
    fresh = [f"{line}{end}" for line in lines]
    if at == len(rows) and rows and rows[-1].rstrip(END) == rows[-1]:
        rows[-1] += end
        fresh[-1] = lines[-1]
    return "".join([*rows[:at], *fresh, *rows[at:]])


def _emptied(listing: Listing, rows: list[str]) -> int:
    """Take away what stands for "nothing" behind `sources:`, and return the row of the key."""
    node = listing.node
    assert node is not None
    row, column = (node.key or node.place)[0] - 1, node.column - 1
    if node.kind is Kind.NOTHING and not node.text:
        return row
    found = NO_ENTRIES.match(rows[node.line - 1], column)
    if found is None or node.line - 1 != row:
        raise InputError(listing.page.problem(node, "`sources` is empty, and written in an unusual way.", BY_HAND))
    kept = rows[row][: found.start()] + rows[row][found.end() :].lstrip(" ")
    end = rows[row][len(rows[row].rstrip(END)) :]
    rows[row] = kept.rstrip(END).rstrip(" ") + end
    return row


def problem(listing: Listing, words: str, hint: str = "") -> InputError:
    """Return what is said where the sources as a whole are meant."""
    node = listing.node or listing.page.root
    file = listing.page.file
    return InputError(listing.page.problem(node, words, hint) if node else Problem(file=file, words=words, hint=hint))
