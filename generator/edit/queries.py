"""A saved search as its owner wrote it in; a tree of tests, or what is not understood and in which column, out.

Lucene's syntax, as far as it says what matches and what does not. Where AND and OR stand side by side, readers of
queries disagree on what belongs together (Lucene's own does not follow the precedence of its operators), so parentheses
have to say it.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from generator.edit.lucene import EXAMPLE, LONGEST, Unclear, parsed, translated
from generator.edit.wordforms import flowing, joined
from generator.forms import Mistake, did_you_mean
from generator.text import canonical, fold, host

STEM = 2
"""Fewest letters before a *; with one, nearly every text would match."""
TOGETHER = 'Say it with parentheses, (job OR internship) Berlin, or with quotes, "open data" OR oer.'
CODE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
SITE = re.compile(r"[\w-]+(?:\.[\w-]+)+")
UNKNOWN: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "Fuzzy": ("~, for words that are spelt alike,", "Name the spellings: (colour OR color), or end the word in *."),
        "Proximity": ("~, for words that stand near each other,", "Write a phrase in quotes, or the words alone."),
        "Boost": ("^, for words that count more,", "A query only tells what matches from what does not."),
        "Range": ("[… TO …], for what lies between,", "A query looks for words."),
        "From": (">, for what is larger,", "A query looks for words."),
        "To": ("<, for what is smaller,", "A query looks for words."),
        "Regex": ("/…/, for patterns,", "Name the words, or end one in *. An address needs site: in front."),
    }
)
"""What Lucene's syntax has and saved searches have not."""
MEANT: Mapping[str, str] = MappingProxyType(
    {
        "author": "person", "by": "person", "domain": "site", "from": "person", "hashtag": "tag", "language": "lang",
        "near": "in", "place": "in", "tags": "tag", "url": "site", "voice": "person",
    }
)  # fmt: skip
"""Names that other places have for a field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One thing an item has or has not."""

    field: str
    """A key of FIELDS."""
    value: str
    """In the form in which it is compared."""
    open: bool
    """Whether it ended in *: what begins so will do."""
    shown: str
    """As it is told to a reader."""


@dataclass(frozen=True, slots=True)
class Every:
    """All of it must hold."""

    parts: tuple["Query", ...]


@dataclass(frozen=True, slots=True)
class Either:
    """One of it must hold."""

    parts: tuple["Query", ...]


@dataclass(frozen=True, slots=True)
class Never:
    """It must not hold."""

    part: "Query"


Query = Wanted | Every | Either | Never


@lru_cache(maxsize=64)
def read(text: str) -> Query:
    """Read a query.

    Raises:
        Unclear: it is not understood, or would match nearly everything.
    """
    if len(text) > LONGEST:
        raise Unclear(f"This query has {len(text)} characters, and {LONGEST} is the most.", "Make two alerts of it.")
    written, places = translated(text)
    draft = _Draft(places)
    query = draft.query(parsed(written, places, text), "")
    if not _asks(query, wanted=True):
        words = "This query, or one side of an OR in it, only says what must not be there."
        raise Unclear(f"{words} Nearly everything would match.", "Say what must be there, too: job -senior")
    return query


def _asks(query: Query, *, wanted: bool) -> bool:
    """Whether something has to be there for a query to hold (or, not `wanted`, for it not to hold)."""
    if isinstance(query, Wanted):
        return wanted
    if isinstance(query, Never):
        return _asks(query.part, wanted=not wanted)
    one = isinstance(query, Every) is wanted
    return (any if one else all)(_asks(part, wanted=wanted) for part in query.parts)


@dataclass(frozen=True, slots=True)
class _Draft:
    """Makes our tree of luqum's."""

    places: Sequence[int]

    def query(self, node: Any, field: str) -> Query:  # noqa: ANN401  as above
        """Read a part; `field` is the one it stands in."""
        kind = type(node).__name__
        if kind in UNKNOWN:
            words, hint = UNKNOWN[kind]
            raise Unclear(f"{words[0].upper()}{words[1:]} is not understood here.", hint, self.at(node))
        return READERS[kind](self, node, field)

    def at(self, node: Any) -> int:  # noqa: ANN401  as above
        """Return where a part begins in the owner's text."""
        return self.places[min(node.pos or 0, len(self.places) - 1)]

    def inner(self, node: Any, field: str) -> Query:  # noqa: ANN401  as above
        """Read what stands in parentheses or behind a +."""
        return self.query(node.children[0], field)

    def never(self, node: Any, field: str) -> Query:  # noqa: ANN401  as above
        """Read what stands behind - or NOT."""
        return Never(self.inner(node, field))

    def every(self, node: Any, field: str) -> Query:  # noqa: ANN401  as above
        """Read what stands side by side, with AND or with blanks."""
        return Every(self.side_by_side(node, field, {"OrOperation"}))

    def either(self, node: Any, field: str) -> Query:  # noqa: ANN401  as above
        """Read what stands side by side with OR."""
        return Either(self.side_by_side(node, field, {"AndOperation", "UnknownOperation", "Plus"}))

    def side_by_side(self, node: Any, field: str, strange: set[str]) -> tuple[Query, ...]:  # noqa: ANN401  as above
        """Read the parts of an operation, none of which may be an operation of the other kind."""
        for child in node.children:
            if type(child).__name__ in strange:
                words = "AND (or a blank, or +) and OR stand side by side here, and what belongs together is not clear."
                raise Unclear(words, TOGETHER, self.at(child))
        return tuple(self.query(child, field) for child in node.children)

    def field(self, node: Any, field: str) -> Query:  # noqa: ANN401  as above
        """Read what stands behind the name of a field and a colon."""
        name, at = node.name.lower(), self.at(node)
        if field:
            raise Unclear(f"`{node.name}:` stands inside `{field}:`.", 'A text with a colon needs quotes: "3:1"', at)
        if name not in FIELDS:
            near = f"Did you mean {MEANT[name]}:?" if name in MEANT else did_you_mean(name, filter(None, FIELDS))
            hint = f'{near} A text with a colon needs quotes: "12:30"'
            raise Unclear(f"There is no field `{node.name}:` in a query.", hint, at)
        return self.query(node.expr, name)

    def word(self, node: Any, field: str) -> Query:  # noqa: ANN401  as above
        """Read a word without quotes; it may end in *."""
        written, at = node.value.replace("\\", ""), self.at(node)
        value, star = written.removesuffix("*"), written.endswith("*")
        if "*" in value or ("?" in value and "://" not in value):
            sign = "*" if "*" in value else "?"
            raise Unclear(f"`{sign}` means nothing here.", "A * may only stand at the end of a word: librar*", at)
        if not field and "://" in value:
            raise Unclear("An address alone is no search.", f"Write site:{host(value)}, or @ and the address.", at)
        return self.test(value, field, at, star=star)

    def phrase(self, node: Any, field: str) -> Query:  # noqa: ANN401  as above
        """Read what stands in quotes."""
        if "*" in node.value:
            raise Unclear(
                "`*` means nothing in quotes.", "A * may only stand at the end of a word: librar*", self.at(node)
            )
        return self.test(node.value[1:-1], field, self.at(node), star=False)

    def test(self, written: str, field: str, at: int, *, star: bool) -> Query:
        """Make the test of a word or a phrase in a field."""
        if star and field not in STARRED:
            hint = "It may end a word or a hashtag: librar*"
            raise Unclear(f"`*` means nothing behind `{field}:`.", hint, at)
        try:
            value = FIELDS[field](written)
        except Mistake as mistake:
            raise Unclear(mistake.words, mistake.hint, at) from None
        if star and len(value.strip()) < STEM and value.isascii():
            raise Unclear(f"Nearly every text has a word that begins with {written}.", "Write more of the word.", at)
        sample = f"{written}*" if star else written
        shown = {
            "": f"“{sample}”",
            "in": f"“{sample}”",
            "tag": f"#{sample.lstrip('#')}",
            "person": f"@{sample.lstrip('@')}",
        }
        return Wanted(field=field, value=value, open=star, shown=shown.get(field, f"{field}:{sample}"))


READERS: Mapping[str, Callable[[_Draft, Any, str], Query]] = MappingProxyType(
    {
        "Word": _Draft.word, "Phrase": _Draft.phrase, "SearchField": _Draft.field, "Group": _Draft.inner,
        "FieldGroup": _Draft.inner, "Plus": _Draft.inner, "Not": _Draft.never, "Prohibit": _Draft.never,
        "AndOperation": _Draft.every, "UnknownOperation": _Draft.every, "OrOperation": _Draft.either,
    }
)  # fmt: skip
"""What luqum's tree is made of."""


# ---------------------------------------------------------------- values


def _words(written: str) -> str:
    if value := flowing(written):
        return value
    raise Mistake(f"`{written}` has neither a letter nor a digit to look for.", EXAMPLE)


def _tag(written: str) -> str:
    if value := joined(written):
        return value
    raise Mistake("A hashtag has letters, digits and _, such as #oer.")


def _person(written: str) -> str:
    value = fold(written).lstrip("@").rstrip("/.,;:")
    if not flowing(value):
        raise Mistake("A person is a name, a handle or an address: @name@server.example")
    return canonical(value) if "://" in value else value


def _language(written: str) -> str:
    if CODE.fullmatch(written):
        return written.lower()
    raise Mistake(f"`{written}` is not a language code.", "Write a code such as lang:de or lang:pt-BR.")


def _site(written: str) -> str:
    value = (host(written) if "://" in written else written.lower().rstrip("/")).removeprefix("www.")
    if SITE.fullmatch(value):
        return value
    raise Mistake(f"`{written}` is not a site.", "Write the host alone: site:jobs.example")


FIELDS: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        "": _words, "in": _words, "title": _words, "source": _words, "tag": _tag, "person": _person,
        "lang": _language, "site": _site,
    }
)  # fmt: skip
"""Where a query can look, and how what it looks for is brought into the form that is compared; "" is all its words."""
STARRED = frozenset({"", "in", "title", "source", "tag"})
"""Fields in which a * may end a word."""
