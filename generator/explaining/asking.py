"""What a person typed in, which items it means out: an address, an id, a handle, a name, or some words of a title."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Self

from generator import text
from generator.errors import InputError, Problem
from generator.model import Item, LedgerLine

QUOTES = "\"'“”„«»‘’"
NEAR = 3
"""Addresses that are offered where the one that was asked for is not there."""
LIKE = 0.6
"""How like they have to be (Ratcliff & Obershelp, as difflib reckons it)."""
SEARCHED = 5_000
"""Addresses that are compared for that, at most; it takes half a second."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """An item as it can be asked for, from the harvest or from a ledger."""

    id: str
    url: str
    title: str
    name: str
    """Of its voice."""
    homes: tuple[str, ...] = ()
    """Addresses of its voice."""
    about: str = ""

    @classmethod
    def of(cls, item: Item) -> Self:
        """Read an item."""
        homes = (item.voice.key, item.voice.address or "")
        title = item.title or item.warning or " ".join(item.text.split())
        return cls(id=item.id, url=item.url, title=title, name=item.voice.name, homes=homes, about=item.about or "")

    @classmethod
    def kept(cls, line: LedgerLine) -> Self:
        """Read a line of a ledger."""
        return cls(id=line.id, url=line.url, title=line.title, name=line.name, homes=(line.voice,))


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What was asked for, in the forms in which it is compared."""

    words: str
    address: str
    """Its canonical address, "" where it is none."""

    def means(self, subjects: Iterable[Subject]) -> tuple[bool, tuple[str, ...]]:
        """Return whether a voice was asked for, and the ids of what is meant: by the most exact way that finds any."""
        known = tuple(subjects)
        for voice, way in ((False, self._itself), (False, self._about), (True, self._by), (False, self._called)):
            if found := tuple(subject.id for subject in known if way(subject)):
                return voice, found
        return False, ()

    def near(self, subjects: Iterable[Subject]) -> tuple[str, ...]:
        """Return addresses that look like the one that was asked for."""
        host = text.host(self.address)
        urls = dict.fromkeys(subject.url for subject in subjects)
        ordered = sorted(urls, key=lambda url: text.host(text.canonical(url)) != host)[:SEARCHED]
        return tuple(get_close_matches(self.address, ordered, n=NEAR, cutoff=LIKE)) if self.address else ()

    def _itself(self, subject: Subject) -> bool:
        if self.words == subject.id:
            return True
        return bool(self.address) and self.address in {text.canonical(subject.url), text.canonical(subject.id)}

    def _about(self, subject: Subject) -> bool:
        return bool(self.address and subject.about) and text.canonical(subject.about) == self.address

    def _by(self, subject: Subject) -> bool:
        homes = [text.fold(home).rstrip("/") for home in subject.homes if home]
        if self.address:
            return any(text.canonical(home) == self.address for home in homes if "://" in home)
        name, _, server = text.fold(self.words).lstrip("@").partition("@")
        if text.fold(self.words) == text.fold(subject.name):
            return True
        return self.words.startswith("@") and any(_handle(home, name, server) for home in homes)

    def _called(self, subject: Subject) -> bool:
        return not self.address and text.fold(self.words) in text.fold(subject.title)


def read(asked: str) -> Question:
    """Read what a person typed.

    Raises:
        InputError: there is nothing to look for in it.
    """
    words = text.one_line(asked, text.ADDRESS).strip(QUOTES + " ")
    if not any(sign.isalnum() for sign in words):
        said = "say what to look for: an address, an @handle, a name, or some words of a title in quotes"
        raise InputError(Problem(file="gleaner explain", words=f"{said}."))
    return Question(words=words, address=_address(words))


def _address(words: str) -> str:
    if "://" not in words and (" " in words or words.startswith("@") or "." not in words.split("/", 1)[0]):
        return ""
    found = text.address(words if "://" in words else f"https://{words}")
    return text.canonical(found) if found else ""


def _handle(home: str, name: str, server: str) -> bool:
    """Whether a profile address is that of @name or @name@server; @name.bsky.social is a name with dots."""
    last = home.rsplit("/", 1)[-1].lstrip("@")
    return last == name and (not server or text.host(home) == server)


def subjects(items: Iterable[Item], lines: Iterable[LedgerLine] = ()) -> Sequence[Subject]:
    """Return everything that can be asked for, each id once; what was collected knows more than a ledger."""
    found = {line.id: Subject.kept(line) for line in lines}
    return tuple((found | {item.id: Subject.of(item) for item in items}).values())
