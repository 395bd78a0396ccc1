"""A template and an occasion in, the question as a reader sees it out; it names the picks so that the grammar holds.

Titles and names are foreign text: they are values, and no template (templates.py) is ever made of them. What a
language makes of them stands in phrases.py.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from generator import text
from generator.edit import templates
from generator.edit.agreed import MARKS
from generator.edit.conditions import Occasion
from generator.edit.phrases import Phrases, fitting, of, opening, say
from generator.edit.templates import LIMIT, SUBJECTS, Refused
from generator.model import Pick

LISTED = 3
"""So many people are named; further ones are counted."""


@dataclass(frozen=True, slots=True)
class Room:
    """How much of a foreign text a question repeats, in characters."""

    title: int
    name: int
    own: int
    """Of what the owner wrote: an interest, the name of a search. It is left whole as long as can be."""


ROOMS = (Room(90, 40, 80), Room(64, 32, 64), Room(40, 24, 40))
"""Long titles are cut further where the question would be too long; with the last it fits, for `check` saw to it."""
OWN = frozenset({"topic", "search"})
SAID = MappingProxyType({"opening": 110, "asks": 110})
"""What is quoted word for word is never cut; conditions see to it that it is no longer, in characters."""
WIDEST: Mapping[str, int] = MappingProxyType({"voices": 100, **dict.fromkeys(OWN, ROOMS[-1].own), **SAID})
"""What a name takes up at most in the last of ROOMS: a pick so much as Phrases.widest says, those not named here 24."""
FIRST_WORDS = 48
"""So much of a post stands for its title, in characters: some eight words, enough to know it by on the page."""
BESIDE = 14
"""So much less where it is also said whose post it is."""
KEPT = 1_000
"""Templates whose names are remembered: the banks of all languages, which a preview reads again at every save."""


@lru_cache(maxsize=KEPT)
def check(template: str, language: str = "en") -> frozenset[str]:
    """Return the names that a template uses.

    Raises:
        Refused: it is no template, does more than name things, or could become longer than LIMIT.
    """
    used, literal = templates.seen(template) or templates.parsed(template)
    widest = {**WIDEST, **dict.fromkeys((work for work, _ in SUBJECTS), of(language).widest)}
    _refuse_longer(literal + sum(widest.get(name, ROOMS[-1].name) for name in used))
    return frozenset(used)


def _refuse_longer(longest: int) -> None:
    if longest > LIMIT:
        over = text.count(longest - LIMIT, "character")
        raise Refused(f"The question can become {over} too long.", f"It may have {LIMIT}, names and titles included.")


def render(template: str, occasion: Occasion, language: str = "en") -> str:
    """Write the question about these picks: one tidy line of plain text, at most LIMIT characters."""
    used, phrases = check(template, language), of(language)
    made = templates.environment().from_string(OPENS.sub(rf"\1\2{FIRST}", " ".join(template.split())))
    words = ""
    for room in ROOMS:
        inside = _names(occasion, used, room, phrases)
        first = _names(occasion, used, room, phrases, first=True)
        words = _tidy(made.render(inside, **{f"{name}{FIRST}": value for name, value in first.items()}))
        if len(words) <= LIMIT:
            break
    return text.clip(words, LIMIT)


OPENS = re.compile(r"((?:\A|[.?!…] )[^\w{]*\{\{-? ?)(\w+)")
"""A name that opens a sentence; in it, words of ours begin with a capital."""
FIRST = "_first"


STOP = "\0"
"""Stands behind a name after which no full stop comes. No foreign text has it."""
CLOSED = re.compile(r"(?:[.…]|[.…?!？！؟][”“])$")
"""How such a name ends: in a stop or a cut, or in a quoted question or cut. Behind » the stop stays, as in Spanish
(Ortografía de la lengua española, 2010)."""


def _tidy(words: str) -> str:
    """Close the gaps that an empty name leaves. Spaces that hold figures together stay, so `one_line` will not do."""
    return " ".join(word for word in text.tidy(words.replace(f"{STOP}.", "")).split(" ") if word)


# ---------------------------------------------------------------- names


def _names(
    occasion: Occasion, used: frozenset[str], room: Room, phrases: Phrases, *, first: bool = False
) -> dict[str, str]:
    found = {name: _plain(name, words, room, phrases, first=first) for name, words in occasion.words.items()}
    for pick, (work, voice) in zip(occasion.picks, SUBJECTS, strict=False):
        found[voice] = _who(pick, room) or _begun(phrases.someone, first=first)
        told = work == "pick" and not used.isdisjoint(SAID)  # it is the first of two that a question quotes
        found[work] = _work(pick, room, phrases, by=voice not in used, told=told, first=first)
    return {name: f"{words}{STOP}" if CLOSED.search(words) else words for name, words in found.items()}


def _begun(form: str, *, first: bool) -> str:
    return opening(form) if first else form


def _plain(name: str, words: str | int | tuple[str, ...], room: Room, phrases: Phrases, *, first: bool) -> str:
    if isinstance(words, int):
        return _begun(say(words, phrases), first=first)
    if not isinstance(words, str):
        return listed(words, room, phrases)
    said = text.one_line(words, SAID.get(name, room.own if name in OWN else room.name))
    outside = name in SAID and not phrases.stop_inside and not said.endswith("..")
    return said.removesuffix(".") if outside else said


def _work(pick: Pick, room: Room, phrases: Phrases, *, by: bool, told: bool, first: bool) -> str:
    """Name a pick: by its title, else by its first words, alone or as somebody's post, as the language has it.

    Args:
        pick: What is named.
        room: How long it may become.
        phrases: The language.
        by: Whether it has to say whose it is.
        told: Whether the question itself says how it begins.
        first: Whether it opens the question.
    """
    asked = pick.kind == "post" and pick.title.endswith(MARKS)
    if title := quoted(_whole(pick), room.title, phrases, end=asked):
        return title
    if phrases.first_words and (title := quoted(_first_words(pick), min(FIRST_WORDS, room.title), phrases)):
        return title
    named = _who(pick, room)
    voice = named or phrases.someone
    whose = (fitting(phrases.whose, voice) or "").format(voice=voice)
    if not whose:
        return quoted(phrases.untitled.format(voice=voice), room.title, phrases)
    about = "" if told else _about(pick, room, phrases)
    form = _form(pick, phrases, by=by)
    form = form if named else form.format(whose=whose)
    return _begun(form, first=first).format(whose=whose) + about


def _about(pick: Pick, room: Room, phrases: Phrases) -> str:
    """Return what tells a post from others of its voice: its first words, else what its author put on it as a tag."""
    if begins := quoted(_first_words(pick), min(FIRST_WORDS, room.title - BESIDE), phrases):
        return f" {begins}"
    tag = text.one_line(_tag(pick), room.name)
    return phrases.on.format(subject=tag) if tag else ""


def _whole(pick: Pick) -> str:
    """Return its title; some feeds give a post the first sixty signs of its text for one, and part a word."""
    title, words = text.one_line(pick.title), text.one_line(pick.excerpt)
    parted = words.startswith(title) and f"{title[-1:]}{words[len(title) : len(title) + 1]}".isalnum()
    before = title.rpartition(" ")[0]
    return f"{before.rstrip(BREAKS)}…" if before and parted and len(words) > len(title) else title


def _form(pick: Pick, phrases: Phrases, *, by: bool) -> str:
    if pick.kind == "post":
        return phrases.post if by else phrases.their_post
    return phrases.piece if by else phrases.their_piece


ADDRESSED = re.compile(r"^(?:\s*@[\w.@-]+)+|https?://\S+")
"""Whom a post is sent to, and bare addresses: nobody would call it by these."""


def _first_words(pick: Pick) -> str:
    """Return how a post begins; of one behind a content warning nothing, for readers choose whether to see it."""
    return "" if pick.warning else ADDRESSED.sub("", pick.excerpt)


BREAKS = " ,;:.–—-"
HASHTAG = re.compile(r"#(\w+)")
"""Servers fold the case of tags; #FormativeAssessment is easier to read as its author wrote it."""


def _tag(pick: Pick) -> str:
    """Return the first tag of an untitled post as it is written; those of a feed are drawers of a blog."""
    written = {tag.casefold(): tag for tag in HASHTAG.findall(pick.excerpt)}
    return next((f"#{written.get(tag.casefold(), tag)}" for tag in pick.tags), "") if pick.kind == "post" else ""


def _who(pick: Pick, room: Room) -> str:
    return text.one_line(pick.name, room.name) or text.one_line(pick.source_name, room.name)


JOINT = re.compile(r" (?:and|und|y|et|e|en) ")
"""What joins several authors in one name: in a list of names it would look like the end of the list."""


def listed(people: Sequence[str], room: Room, phrases: Phrases) -> str:
    """Join names as a sentence does, counting those that would be too many: `Ada, Ben and two others`."""
    shown = [JOINT.sub(" & ", text.one_line(name, room.name)) for name in people[:LISTED]]
    if rest := len(people) - len(shown):
        shown.append(phrases.another if rest == 1 else phrases.others.format(count=say(rest, phrases)))
    link = fitting(phrases.joined, shown[-1]) or " "
    return link.join(part for part in (", ".join(shown[:-1]), shown[-1]) if part)


QUOTES = '"“”„‟«»'
MARK = re.compile(rf"(?P<opens>(?<![^\s(\[–—¿¡-])(?:[{QUOTES[:4]}]|[«»](?=\S)))|[{QUOTES[:4]}]|(?<=\S)[«»]")
"""Which way a mark points is told by where it stands, for languages differ in it; a lone » parts the name of a site."""


def quoted(title: str, limit: int, phrases: Phrases, *, end: bool = False) -> str:
    """Put a title in the quotes of the language, its own ones becoming inner ones; "" where there is no title.

    A long one is cut at its end, or keeps its `end`, where what is asked stands.
    """
    words = text.one_line(title)
    if words[:1] in QUOTES and words[-1:] in QUOTES and not set(words[1:-1]).intersection(QUOTES):
        words = words[1:-1]
    words = MARK.sub(lambda mark: phrases.inner[0 if mark["opens"] else 1], words)
    if words.endswith(".") and not words.endswith(".."):
        words = words[:-1]
    opens, closes = phrases.quotes
    cut = _ending if end else text.clip
    return f"{opens}{cut(words.strip(), limit)}{closes}" if words.strip() else ""


def _ending(words: str, limit: int) -> str:
    """Shorten from the front, at a colon, else at a word."""
    if len(words) <= limit:
        return words
    kept = words[1 - limit :]
    whole = next((place for mark in (": ", " ") if 0 <= (place := kept.find(mark)) < limit // 3), -1)
    return f"…{kept[whole + 1 :].lstrip()}"
