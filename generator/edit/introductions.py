"""A week and its terms in, pairs of people out who speak of one rare thing and have not met.

A subject is a hashtag, a phrase of an interest, or a phrase that either text has in its title or says twice; few use
it, and the two texts mean nearly the same. A phrase that is merely said in both is an accident more often than not:
“six minutes” is the end of a lesson here and a bus there. What many speak of needs no introduction, and two newspapers
need none either: both can be written to. Who stood in one story, or spoke of one another, this week or in a remembered
one, has met.
"""

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import combinations
from typing import NamedTuple

from generator.edit import bylines
from generator.edit.meaning import Meaning
from generator.edit.offers import EARLY, WORDS, Offer, Room
from generator.edit.past import couple
from generator.edit.terms import HUMP, Use, key, phrases, runs, summed, telling, voices
from generator.edit.vectors import dot
from generator.model import Item, Kindness
from generator.text import WORD, clip, fold

RARE = 4
"""Most voices of a subject that brings two of them together; what many speak of needs no introduction."""
FEW = 0.2
"""...and they are at most this part of all voices, or in a small week everything would be rare."""
LONG = 5
"""Fewest letters of a subject."""
NEAR = 0.45
"""From this cosine on two texts that share a subject mean it alike. Of pairs from a week of real posts on education few
above it were accidents; of those that share a phrase and no meaning, most were."""
TWICE = 2
"""So often a text says what it is about."""
COUNTED = frozenset(
    fold(word)
    for word in (
        "two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty "
        "hundred thousand million half double second seconds minute minutes hour hours day days week weeks weekend "
        "month months term terms semester year years decade decades century am pm past zwei drei vier fünf sechs "
        "sieben acht neun zehn elf zwölf zwanzig dreißig hundert tausend sekunde sekunden minuten stunde stunden "
        "tag tage tagen woche wochen monat monate monaten jahr jahre jahren dos tres cuatro cinco seis siete ocho "
        "nueve diez once doce veinte treinta cien mil segundo segundos minuto minutos hora horas día días semana "
        "semanas mes meses año años deux trois quatre cinq sept huit neuf dix vingt cent mille heure heures jour "
        "jours semaine semaines mois an ans année années duas três sete oito nove dez dia dias mês ano anos due "
        "tre quattro cinque sei sette otto dieci secondo secondi minuti ora ore giorno giorni settimana settimane "
        "mese mesi anno anni twee drie vijf zes zeven negen tien uur uren dag dagen weken maand maanden jaar jaren"
    ).split()
)
"""How many, and how long: two who both count something do not speak of one thing."""
COPY = 0.9
"""From this cosine on, two have said the same words, and have little to tell one another."""

Usage = Mapping[str, Sequence[Use]]
"""A term's key -> where it is used this week."""


class Shared(NamedTuple):
    """A rare subject that two voices share."""

    one: Use
    other: Use
    written: str


Pair = tuple[str, str]
"""Voice.key of two, the first in the alphabet first."""


def strangers(room: Room, spoken: Usage) -> Iterator[Offer]:
    """Yield two who speak of one rare thing and have not met, as far as is known here."""
    found: defaultdict[Pair, list[Shared]] = defaultdict(list)
    for shared in _shared(room, spoken):
        found[shared.one.item.voice.key, shared.other.item.voice.key].append(shared)
    for subjects in found.values():
        able = all(_writes(room, use.item) for use in (subjects[0].one, subjects[0].other))
        if able and not _met(room, subjects) and any(_alike(each, room.selection.meaning) for each in subjects):
            yield _offer(_turn(room, subjects), subjects)


def _writes(room: Room, item: Item) -> bool:
    """Whether somebody can be told of another: an account, or one person named over an article."""
    kind = item.kind if item.voice.network == "web" else "post"
    return bylines.somebody(item.voice.name, kind=kind, feed=room.selection.feeds.get(item.source, ""))


def _alike(shared: Shared, meaning: Meaning) -> bool:
    """Whether two texts mean nearly the same; not where one of them was not read closely."""
    places = [meaning.places.get(use.item.id) for use in (shared.one, shared.other)]
    if meaning.vectors is None or places[0] is None or places[1] is None:
        return False
    (cosine,) = dot(meaning.vectors[[places[0]]], meaning.vectors[places[1]])
    return NEAR <= cosine < COPY


def _shared(room: Room, spoken: Usage) -> Iterator[Shared]:
    """Yield every rare subject that two voices share, with the first item in which each speaks of it."""
    known, wished = {item.id for item in room.open}, _wished(room.selection.context.interests)
    asked = {key(item.source.rpartition("#")[2]) for item in room.open if "#" in item.source}
    most = min(RARE, int(FEW * len({item.voice.key for item in room.open})))
    for name in sorted(spoken.keys() - asked):
        if len(name) < LONG or not len("ab") <= voices(spoken[name]) <= most:
            continue
        about = [use for use in spoken[name] if use.item.id in known and _subject(use, name, wished)]
        whose = {use.item.voice.key: use for use in sorted(about, key=_first, reverse=True)}
        written = summed(whose.values()).written if len(whose) > 1 else ""
        for one, other in combinations(sorted(whose), 2):
            yield Shared(whose[one], whose[other], written)


def _wished(interests: Iterable[str]) -> frozenset[str]:
    """Return the interests, and the phrases in them, by the name under which they are counted."""
    terms = [term for interest in interests for run in runs(interest) for term in phrases(run)]
    return frozenset(name for name, written, _ in terms if " " in written or written in interests)


def _subject(use: Use, name: str, wished: Container[str]) -> bool:
    """Whether somebody speaks of a thing, and does not merely say the words."""
    parts = [part for word in use.written.split() for part in HUMP.split(word)]
    if not COUNTED.isdisjoint(map(fold, parts)):
        return False
    if name in wished or (use.tag and _whole(use)):
        return True
    said, title = _flat(use.written), _flat(use.item.title)
    phrase = len(parts) > 1 and all(map(telling, parts))
    return phrase and (said in title or _flat(use.item.text).count(said) >= TWICE)


def _whole(use: Use) -> bool:
    """Whether a term is a hashtag and no part of one."""
    letters, text = fold(use.written.replace(" ", "")), fold(f"{use.item.title}\n{use.item.text}")
    return letters in map(fold, use.item.tags) or re.search(rf"#{re.escape(letters)}(?!\w)", text) is not None


def _flat(text: str) -> str:
    return f" {'  '.join(WORD.findall(fold(text)))} "


def _first(use: Use) -> tuple[datetime, str, str]:
    return use.item.when or EARLY, use.item.id, use.written


def _met(room: Room, subjects: Sequence[Shared]) -> bool:
    """Whether two have stood in one story or spoken of one another, now or before, were introduced, or are one."""
    one, other = subjects[0].one.item, subjects[0].other.item
    keys, context = (one.voice.key, other.voice.key), room.selection.context
    number = couple(*keys)
    return (
        number in context.together
        or number in context.past.met
        or keys[1] in context.passers.get(keys[0], ())
        or keys[0] in context.passers.get(keys[1], ())
        or frozenset(keys) in room.pairs
        or any(each.one.story == each.other.story for each in subjects)
        or fold(one.voice.name) == fold(other.voice.name)
        or _foreign(one, other)
    )


def _foreign(one: Item, other: Item) -> bool:
    """Whether two are known to write in two languages, and could not talk to one another about it."""
    first, second = ((item.language or "").lower().split("-")[0] for item in (one, other))
    return bool(first and second and first != second)


def _turn(room: Room, subjects: Sequence[Shared]) -> tuple[float, ...]:
    """Return when it is a pair's turn: the seldom named, then those of two circles, then who have most in common."""
    items = (subjects[0].one.item, subjects[0].other.item)
    places = [room.circle.get(item.voice.key) for item in items]
    apart = places[0] != places[1] or None in places
    named, unheard = (sum(pair) for pair in zip(*map(room.turn, items), strict=True))
    return named, not apart, -len(subjects), unheard


def _offer(order: tuple[float, ...], subjects: Sequence[Shared]) -> Offer:
    best = max(subjects, key=lambda each: (len(each.written), each.written))
    items = (best.one.item, best.other.item)
    return Offer(kind=Kindness.INTRODUCE, items=items, words=clip(best.written, WORDS), order=order)
