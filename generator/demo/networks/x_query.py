"""A query of X's recent search in, a test for posts out: words and operators, AND by a space, OR, a minus, parentheses.

Only what a reader of hashtags needs is understood: words, "phrases", #tag, @user, from:, lang:, is:reply|retweet|quote
and has:links (docs.x.com, Build a query). An operator that does not exist is refused, as the real one does.
"""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field

LONGEST = 512
"""Characters of a query."""
TOKEN = re.compile(r'\(|\)|-?"[^"]*"|[^\s()]+')
ALONE = frozenset({"lang", "is", "has"})
"""Operators that need another one beside them."""
KNOWN = frozenset({"from", "to", "lang", "is", "has", "url", "list", "conversation_id"})

Test = Callable[["Seen"], bool]


class NoQueryError(ValueError):
    """What was sent is no query; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A post as a query looks at it; all in small letters."""

    words: Collection[str]
    text: str
    tags: Collection[str]
    by: str
    language: str
    traits: Collection[str] = field(default_factory=frozenset)
    """is:reply, has:links, ..."""


def read(query: str) -> Test:
    """Read a query; NoQueryError where it is none."""
    if not 1 <= len(query) <= LONGEST:
        raise NoQueryError(f"query length must be between 1 and {LONGEST}")
    tokens = TOKEN.findall(query)
    if all(_operator(token) in ALONE for token in tokens if token not in {"(", ")", "OR"}):
        raise NoQueryError("query needs a standalone operator")
    test, rest = _either(tokens)
    if rest:
        raise NoQueryError("unbalanced parentheses")
    return test


def _either(tokens: list[str]) -> tuple[Test, list[str]]:
    """Read parts that are joined by OR; AND binds more tightly."""
    tests: list[Test] = []
    while True:
        test, tokens = _every(tokens)
        tests.append(test)
        if not tokens or tokens[0] != "OR":
            return (lambda seen: any(each(seen) for each in tests)), tokens
        tokens = tokens[1:]


def _every(tokens: list[str]) -> tuple[Test, list[str]]:
    tests: list[Test] = []
    while tokens and tokens[0] not in {"OR", ")"}:
        test, tokens = _one(tokens)
        tests.append(test)
    if not tests:
        raise NoQueryError("an operator has nothing to work on")
    return (lambda seen: all(each(seen) for each in tests)), tokens


def _one(tokens: list[str]) -> tuple[Test, list[str]]:
    first, rest = tokens[0], tokens[1:]
    if first == "(":
        test, rest = _either(rest)
        if not rest:
            raise NoQueryError("unbalanced parentheses")
        return test, rest[1:]
    if first == "-" and rest[:1] == ["("]:
        test, rest = _one(rest)
        return (lambda seen: not test(seen)), rest
    if first.startswith("-"):
        test = _plain(first[1:])
        return (lambda seen: not test(seen)), rest
    return _plain(first), rest


def _plain(token: str) -> Test:
    name, value = _operator(token), token.partition(":")[2].lower()
    low = token.lower()
    operators: dict[str, Test] = {
        "from": lambda seen: seen.by == value.lstrip("@"),
        "lang": lambda seen: seen.language == value,
        "is": lambda seen: low in seen.traits,
        "has": lambda seen: low in seen.traits,
    }
    if name:
        return operators.get(name, lambda seen: value in seen.text)
    if low.startswith("#"):
        return lambda seen: low[1:] in seen.tags
    if low.startswith(('"', "@", "$")):
        return lambda seen: low.strip('"') in seen.text
    return lambda seen: low in seen.words


def _operator(token: str) -> str:
    """Return the name of an operator, "" for a word; NoQueryError for one that does not exist."""
    name, colon, _ = token.lstrip("-").partition(":")
    if not colon or token.lstrip("-").startswith('"'):
        return ""
    if name not in KNOWN:
        raise NoQueryError(f"'{name}' is not an operator")
    return name
