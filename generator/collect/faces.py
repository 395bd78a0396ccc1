"""What a source has looked like and what it gave now in; a sentence on what jumped out, if anything did (T06). Pure.

A domain runs out, somebody buys it, and the feed that a network trusted for years sells pills. A face is what such a
change cannot keep: where the source is at home, in what language it writes, which words and whose names come again. It
moves slowly, so that a blog may grow into new subjects, and it is small, for it is kept for every source.

The limits below were measured on recorded feeds, each split in time into what was known and what came then, and on the
same with the second half taken from another feed: tests/bench/ownership.py prints the
figures.
"""

import zlib
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from generator import text
from generator.collect import domains, subjects, tongues
from generator.collect.subjects import Said
from generator.collect.words import Catch
from generator.model import Item

ENOUGH = 8
"""New items before language and subject are judged at all."""
KNOWN = 16
"""Items after which a source has a face to lose."""
WORDS = 48
"""Words that are kept of all before."""
FRESH = 16
"""Words that are kept of the new items, until they are old."""
VOICES = 12
PLACES = 6
OFTEN = 2
"""A word is typical of a source when so many items have it."""
HORIZON = 400
"""Items after which all counts are halved: what a source wrote years ago is forgotten."""
SEEN = 20
"""Undated items that are known again."""
COHERENT = 0.85
"""Share of items that used to have a typical word, from which on none at all is a change, whoever signs."""
STRANGE = 0.38
"""Share of new items with a typical word up to which the subject is another one where all the names are new too."""
SOME = 0.3
"""Share of items that used to have a typical word, from which on none at all is a change where all names are new."""
LOYAL = 0.1
"""Share of items that used to be under known names, from which on new names alone mean something: some newspapers have
strangers every day."""

NEARLY_ALL = 0.75
"""Share of new items in an unknown language from which on a few others among them change nothing."""

Counts = Mapping[str, int]
NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """What some items had in common."""

    items: int = 0
    alike: int = 0
    """Items with a word that was typical before."""
    signed: int = 0
    """Items under a name that was known before."""
    words: Counts = field(default_factory=dict)
    """Word -> items that have it, the most frequent."""
    voices: Counts = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """What a source looks like; under 2 kB as JSON."""

    domains: tuple[str, ...] = ()
    """Registrable domains it was at home at, the latest last."""
    past: Traits = field(default_factory=Traits)
    fresh: Traits = field(default_factory=Traits)
    """The last items, fewer than ENOUGH: they are judged together, and then join the past."""
    tongues: Counts = field(default_factory=dict)
    """Language or script, as far as the text shows it -> items."""
    foreign: Counts = field(default_factory=dict)
    """The same of the latest items, as long as each of them is in one that was never met before."""
    until: datetime | None = None
    """When the newest item was published that is counted in here."""
    undated: tuple[int, ...] = ()
    """Checksums of the last items without a date."""


def learn(face: Face | None, catch: Catch, *, address: str = "") -> Face:
    """Return the face of a source after a catch; None for one that is met for the first time, or begins anew.

    `address` is where its answer came from, after redirects, if that is known. What was counted once is not counted
    again when the next catch has it too. To be called where `changed` had nothing to say, or the owner has looked and
    found it right: then with None, so that the old face is forgotten.
    """
    known = face or Face()
    items = _new(known, catch)
    said = list(map(subjects.of, items))
    fresh, past = known.fresh, known.past
    heard, foreign = _heard(known, said)
    if face is None:  # at the first sight, everything is its own
        heard, foreign = _plus(heard, foreign), {}
    for each in said:
        fresh = _with(fresh, each, past)
        if fresh.items >= ENOUGH:
            past, fresh = _joined(past, fresh), Traits()
    dates = [item.published for item in items if item.published]
    return Face(
        domains=tuple(dict.fromkeys((*known.domains, *_domains(catch, address))))[-PLACES:],
        past=past,
        fresh=fresh,
        tongues=heard,
        foreign=foreign,
        until=max((date for date in (*dates, known.until) if date), default=None),
        undated=(*known.undated, *(_mark(item) for item in items if not item.published))[-SEEN:],
    )


def changed(face: Face | None, catch: Catch, *, address: str = "", kept: Container[str] | None = None) -> str:
    """Say what jumped between a face and a catch, as a sentence or two for the owner; "" where nothing did.

    With `kept`, the ids of what was taken from this source before, all others are new, whatever date they bear.
    """
    if face is None:
        return ""
    if words := _moved(face, _domains(catch, address)):
        return words
    said = list(map(subjects.of, _new(face, catch) if kept is None else _unmet(face, catch, kept)))
    known, foreign = _heard(face, said)
    return _tongue(known, foreign) or _tongue(face.tongues, _strange(face, said)) or _subject(face, said)


# ---------------------------------------------------------------- what jumped


def _moved(face: Face, now: Sequence[str]) -> str:
    """Say where it is at home now, if all of that is new; a feed that lives elsewhere than its site has two homes."""
    if not face.domains or not now or set(now) & set(face.domains):
        return ""
    return f"It was at home at {face.domains[-1]} and is now at {now[-1]}."


def _tongue(known: Counts, foreign: Counts) -> str:
    if sum(known.values()) < KNOWN or sum(foreign.values()) < ENOUGH:
        return ""
    before, now = (tongues.name(_most(each)) for each in (known, foreign))
    return f"All its new items are in {now}; before, they were in {before}."


def _subject(face: Face, items: Sequence[Said]) -> str:
    """Say what it speaks of now: many new items are judged by themselves, a few with those that came before them."""
    past, fresh = face.past, face.fresh
    if len(items) >= ENOUGH:
        past, fresh = _joined(past, fresh), Traits()
    for item in items:
        fresh = _with(fresh, item, past)
    if fresh.items < ENOUGH or past.items < KNOWN:
        return ""
    return _other_subject(past, fresh)


def _other_subject(past: Traits, fresh: Traits) -> str:
    share, usual = fresh.alike / fresh.items, past.alike / (past.items - ENOUGH)  # the first had nothing to be like
    strangers = not past.voices.keys() & fresh.voices.keys()
    loyal = past.signed >= LOYAL * past.items
    silent = not fresh.alike and usual >= (SOME if strangers else COHERENT)
    if not silent and not (strangers and loyal and share <= STRANGE):
        return ""
    before, now = (", ".join(list(each.words)[:4]) for each in (past, fresh))
    who = " None of its authors is known." if strangers else ""
    return f"Its new items speak of something else ({now}) than all before ({before}).{who}"


def _most(counts: Counts) -> str:
    return min(counts, key=lambda name: (-counts[name], name))


# ---------------------------------------------------------------- learning


def _new(face: Face, catch: Catch) -> Sequence[Item]:
    """Return the items that the face does not know yet, the oldest first."""
    until = face.until
    dated = [item for item in catch.items if item.published and (until is None or item.published > until)]
    undated = [item for item in catch.items if not item.published and _mark(item) not in face.undated]
    return sorted(dated, key=lambda item: (item.published, item.id)) + sorted(undated, key=lambda item: item.id)


def _strange(face: Face, items: Sequence[Said]) -> Counts:
    """Return the unknown languages of the items, where they are nearly all: one old item among them hides nothing."""
    heard = [item.tongue for item in items if item.tongue]
    strange = [tongue for tongue in heard if tongue not in face.tongues]
    return Counter(strange) if len(strange) >= NEARLY_ALL * len(heard) else {}


def _unmet(face: Face, catch: Catch, kept: Container[str]) -> Sequence[Item]:
    """Return what was not taken before, and what bears an old id and a new date: that is another text under it."""
    until = face.until
    again = (item.id in kept and not (item.published and until and item.published > until) for item in catch.items)
    fresh = [item for item, met in zip(catch.items, again, strict=True) if not met]
    return sorted(fresh, key=lambda item: (item.published or NEVER, item.id))


def _heard(face: Face, items: Iterable[Said]) -> tuple[Counts, Counts]:
    """Return the languages that are known, and those of the run of unknown ones that the items end in, if they do.

    One item in a known language makes those between known as well: a source may begin to write in two.
    """
    known, foreign = dict(face.tongues), dict(face.foreign)
    for tongue in (item.tongue for item in items if item.tongue):
        if tongue in known or sum(known.values()) < KNOWN:
            known, foreign = dict(_sum(_plus(known, foreign), [tongue])), {}
        else:
            foreign[tongue] = foreign.get(tongue, 0) + 1
    half = sum(known.values()) > HORIZON
    return _halved(known, half=half), foreign


def _mark(item: Item) -> int:
    return zlib.crc32(item.id.encode("utf-8", "surrogatepass"))


def _with(traits: Traits, item: Said, past: Traits) -> Traits:
    typical = any(past.words[word] >= OFTEN for word in past.words.keys() & item.words)
    return Traits(
        items=traits.items + 1,
        alike=traits.alike + typical,
        signed=traits.signed + (item.voice in past.voices or item.voice in traits.voices),
        words=_top(_sum(traits.words, item.words), FRESH, item.words),
        voices=_top(_sum(traits.voices, [item.voice]), VOICES),
    )


def _joined(past: Traits, fresh: Traits) -> Traits:
    """Return the past with what was new until now; beyond HORIZON, everything in it counts half."""
    half = past.items + fresh.items > HORIZON
    return Traits(
        items=(past.items + fresh.items) // (1 + half),
        alike=(past.alike + fresh.alike) // (1 + half),
        signed=(past.signed + fresh.signed) // (1 + half),
        words=_halved(_top(_plus(past.words, fresh.words), WORDS, fresh.words), half=half),
        voices=_halved(_top(_plus(past.voices, fresh.voices), VOICES, fresh.voices), half=half),
    )


def _sum(counts: Counts, names: Iterable[str]) -> Counts:
    return _plus(counts, dict.fromkeys(names, 1))


def _plus(one: Counts, other: Counts) -> Counts:
    counts = dict(one)
    for name, count in other.items():
        counts[name] = counts.get(name, 0) + count
    return counts


def _halved(counts: Counts, *, half: bool) -> Counts:
    return {name: count // 2 for name, count in counts.items() if count > 1} if half else counts


def _top(counts: Counts, most: int, latest: Iterable[str] = ()) -> Counts:
    """Return the most frequent names, of equal ones the latest; in that order.

    Sorting is stable: three times without a line of Python is a third of what once by a tuple takes.
    """
    kept = sorted(counts)
    kept.sort(key=frozenset(latest).__contains__, reverse=True)
    kept.sort(key=counts.__getitem__, reverse=True)
    return {name: counts[name] for name in kept[:most]}


def _domains(catch: Catch, address: str) -> tuple[str, ...]:
    found = (domains.registrable(text.host(place)) for place in (address, catch.home or ""))
    return tuple(dict.fromkeys(domain for domain in found if domain))
