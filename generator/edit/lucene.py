"""A saved search as its owner wrote it in; luqum's tree of it, with the way back to the owner's signs, out.

The syntax is Lucene's. Before luqum reads it, `#tag` and `@name` become the fields they are short for, the colon of an
address is escaped, and what Lucene takes in another way than it is meant (a dash between blanks, `or` in small letters)
is refused. Every sign knows which sign of the owner's it came from, so that a mistake has its place.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from importlib import import_module
from threading import Lock
from types import MappingProxyType
from typing import Any, cast

from generator.forms import Mistake

LONGEST = 1_000
"""Characters of a query."""
PIECES = 100
"""Words, phrases and operators of a query; with DEPTH it keeps the tree shallow enough to walk."""
DEPTH = 20
"""Parentheses in one another."""
EXAMPLE = 'For example: (job OR internship) #edtech "school library" -senior'
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
"""What double quotes in YAML let in by its number; it would stand in the line of why, on pages and in feeds (XML 1.0,
2.2 forbids most of it)."""
QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))
"""What editors make of straight quotes."""
PIECE = re.compile(r'"[^"]*"|["()]|\s+|[^\s()"]+')
CHUNK = re.compile(r"(?P<sign>[+-]*)(?P<sigil>[#@]?)(?P<rest>.*)", re.DOTALL)
SIGILS: Mapping[str, str] = MappingProxyType({"#": "tag:", "@": "person:", "": ""})
SMALL = frozenset({"and", "or", "not"})
OTHERS: Mapping[str, str] = MappingProxyType({"&": "AND", "|": "OR", "!": "NOT or -", "–": "-", "—": "-", "−": "-"})
"""Signs that some mean as operators, and what to write instead."""
PLACE = re.compile(r"at position (\d+)!?$")


class Unclear(Mistake):
    """What is wrong with a query."""

    def __init__(self, words: str, hint: str = "", at: int = 0) -> None:
        """Keep the sentence, what to do, and where in the query it is; its first sign is 0."""
        super().__init__(words, hint)
        self.at = at


def translated(text: str) -> tuple[str, Sequence[int]]:
    """Return a query as luqum reads it, and for each of its signs, and for its end, the place in the owner's text."""
    if sign := CONTROL.search(text):
        words = f"An invisible character (U+{ord(sign[0]):04X}) stands here."
        raise Unclear(words, "Delete the query and type it anew.", sign.start())
    pieces = [(found[0], found.start()) for found in PIECE.finditer(text.translate(QUOTES))]
    if sum(not piece.isspace() for piece, _ in pieces) > PIECES:
        raise Unclear(f"This query has more than {PIECES} words.", "Make two alerts of it.")
    _balanced(pieces)
    written, places = [], []
    for number, (piece, at) in enumerate(pieces):
        following = pieces[number + 1][0] if number + 1 < len(pieces) else " "
        for part, start, pace in _chunk(piece, at, following):
            written.append(part)
            places += [start + pace * step for step in range(len(part))]
    return "".join(written), [*places, len(text.rstrip())]


def _balanced(pieces: Sequence[tuple[str, int]]) -> None:
    """See that every quote and every parenthesis has its other half."""
    opened: list[int] = []
    for piece, at in pieces:
        if piece == '"':
            raise Unclear(
                "The quote that opens here is never closed.", 'A phrase stands in quotes: "open education"', at
            )
        if piece == "(":
            opened.append(at)
        elif piece == ")" and not opened:
            raise Unclear("This ) closes nothing.", "Delete it, or open a ( before.", at)
        elif piece == ")":
            opened.pop()
        if len(opened) > DEPTH:
            raise Unclear(f"More than {DEPTH} parentheses lie in one another here.", "Make two alerts of it.", at)
    if opened:
        raise Unclear("The ( that opens here is never closed.", "Put a ) where it ends.", opened[-1])


def _chunk(piece: str, at: int, following: str) -> Sequence[tuple[str, int, int]]:
    """Return the parts of a piece as luqum reads them, each with its place, and 0 where we have put it in, else 1."""
    if piece[0] in '"()' or piece.isspace():
        return [(piece, at, 1)]
    _refuse(piece, at)
    found = CHUNK.match(piece)
    assert found is not None
    sign, sigil, rest = found["sign"], found["sigil"], found["rest"]
    alone = not rest and (following.isspace() or following == ")" or (sigil and following == "("))
    if alone or len(sign) > 1:
        hint = "A dash between two words goes: job Berlin" if sign == "-" and not sigil else EXAMPLE
        raise Unclear(f"`{piece}` must stand directly before what it is meant for.", hint, at)
    start = at + len(sign) + len(sigil)
    head, colon, tail = rest.partition("://")
    parts = [(sign, at, 1), (SIGILS[sigil], at + len(sign), 0), (head, start, 1)]
    if colon:
        parts += [("\\", start + len(head), 0), (colon + tail, start + len(head), 1)]
    return parts


def _refuse(piece: str, at: int) -> None:
    """Refuse what Lucene's syntax takes for a word, and its writer did not."""
    if piece.lower() in SMALL and not piece.isupper():
        hint = f'Write {piece.upper()}. If the word itself is meant, put it in quotes: "{piece}"'
        raise Unclear(f"`{piece}` in small letters would be a word to look for.", hint, at)
    if piece[0] in OTHERS:
        raise Unclear(f"`{piece[0]}` means nothing in a query.", f"Write {OTHERS[piece[0]]} instead.", at)
    if "\\" in piece:
        raise Unclear(
            "`\\` means nothing in a query.", "Put what is meant literally in quotes.", at + piece.index("\\")
        )


def parsed(written: str, places: Sequence[int], text: str) -> Any:  # noqa: ANN401  luqum has no types
    """Let luqum read the query, and say its errors in words."""
    from luqum.exceptions import ParseError  # noqa: PLC0415  50 ms, for digests without alerts

    if not text.strip():
        raise Unclear("This query is empty.", EXAMPLE)
    try:
        return _parser()(written)
    except ParseError as error:
        found = PLACE.search(str(error))
        if found is None:
            last = text.rsplit(maxsplit=1)[-1]
            raise Unclear(f"Something is missing after `{last}`.", EXAMPLE, text.rindex(last)) from None
        at = places[int(found[1])]
        here = PIECE.match(text.translate(QUOTES), at)
        raise Unclear(f"`{here[0] if here else text[at:]}` cannot stand here.", EXAMPLE, at) from None
    except (ArithmeticError, ValueError):  # luqum takes what stands behind ~ or ^ for a number without having looked
        at = next((number for number, sign in enumerate(text) if sign in "~^"), 0)
        raise Unclear(f"`{text[at]}` means nothing in a query.", EXAMPLE, at) from None


ALONE = Lock()
"""Two that load luqum at once would each take the other's maker of tables for the whole one."""


@cache
def _parser() -> Callable[[str], Any]:
    """Load luqum.

    The tables that come with it are for docstrings as Python 3.12 keeps them. Newer Pythons take the indentation out,
    so there luqum makes its tables again: 10 ms. It would also write them beside itself, and tell the terminal.
    """
    yacc: Any = import_module("ply.yacc")
    with ALONE:
        whole, yacc.yacc = yacc.yacc, partial(yacc.yacc, debug=False, write_tables=False, errorlog=yacc.NullLogger())
        try:
            from luqum.thread import parse  # noqa: PLC0415  as above
        finally:
            yacc.yacc = whole
    return cast("Callable[[str], Any]", parse)
