"""What a question needs of its language: how one quotes, counts, lists people and names a post without a title.

A language is a row of PHRASES and a bank of questions, content/prompts/<language>/ (the English one stands in
content/prompts/ itself). What is inserted must leave the sentence around it right, whatever it is; so each language
has forms that do not change, and its questions use no position that would need another one:

- English: any position; a question names the voice before the pick, which may then be *their post “How do you…”*.
- German: nominative, dative or accusative, never genitive. A post without a title is a quotation of its first words,
  for a quotation has neither case nor gender. A list of people is plural.
- Spanish: any position; *la publicación de …* and *su publicación* never melt into *al* or *del*. Nothing agrees with
  the pick in gender, and no *y* or *o* stands before a name or a title, which might ask for *e* or *u*.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

Rules = tuple[tuple[re.Pattern[str], str], ...]
"""Which form goes with a word: that of the first expression found in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """One language. In braces stands what is filled in; a form that begins with words of ours may open a sentence."""

    numbers: tuple[str, ...]
    """From nought to twelve, as prose writes them; larger ones are written in figures."""
    thousands: tuple[int, str]
    """From which number on figures are parted into threes, and by what."""
    quotes: tuple[str, str]
    """Around a title."""
    inner: tuple[str, str]
    """Around what a title quotes."""
    stop_inside: bool
    """Whether a sentence that is quoted keeps its full stop, or the sentence around it sets one behind the quotes."""
    joined: Rules
    """What stands between the last two of a list, by the last one."""
    another: str
    """One more who is not named."""
    others: str
    """`{count}` more, from two on."""
    someone: str
    """Whoever wrote what bears no name."""
    whose: Rules
    """How it is said that something is somebody's, by the name `{voice}`; where none fits, it is not said."""
    post: str
    """A post of `{whose}` without a title."""
    piece: str
    """Likewise what is no post."""
    their_post: str
    """The same where the question itself names the voice."""
    their_piece: str
    on: str
    """What it is about, `{subject}`."""
    untitled: str
    """What stands, in quotes, in place of a title where `whose` has no form for the name `{voice}`."""
    first_words: bool
    """Whether a post without a title is rather called by its first words, as a quotation."""
    widest: int
    """What a pick takes up at most in the last of wording.ROOMS, in characters."""


def _rules(*rows: tuple[str, str]) -> Rules:
    return tuple((re.compile(seen), form) for seen, form in rows)


ENGLISH = Phrases(
    numbers=("no", *"one two three four five six seven eight nine ten eleven twelve".split()),
    thousands=(1_000, ","),
    quotes=("“", "”"),
    inner=("‘", "’"),
    stop_inside=True,
    joined=_rules(("", " and ")),
    another="one other",
    others="{count} others",
    someone="the author",
    whose=_rules(("[sS]$", "{voice}’"), ("", "{voice}’s")),
    post="{whose} post",
    piece="{whose} piece",
    their_post="their post",
    their_piece="their piece",
    on=" on {subject}",
    untitled="Post by {voice}",
    first_words=False,
    widest=62,
)
GERMAN = Phrases(
    numbers=tuple("null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf".split()),
    thousands=(1_000, "."),
    quotes=("„", "“"),
    inner=("‚", "‘"),
    stop_inside=True,
    joined=_rules(("", " und ")),
    # "zwei andere" would be "mit zwei anderen"; these are the same in every case.
    another="noch jemand",
    others="noch {count} Stimmen",
    someone="jemand",
    # Rat für deutsche Rechtschreibung, Regelwerk, § 96: after an s sound only the apostrophe, also where it is spelt
    # x, z, ce. To a name that ends in no letter of ours (a flag, a bracket, 田中) nothing can be added.
    whose=_rules(("(?i:[sßxz]|ce)$", "{voice}’"), ("[A-Za-zÀ-ÖØ-öø-ɏ]$", "{voice}s")),
    post="{whose} Beitrag",
    piece="{whose} Beitrag",
    their_post="{whose} Beitrag",
    their_piece="{whose} Beitrag",
    on=" zu {subject}",
    untitled="Beitrag von {voice}",
    first_words=True,
    widest=62,
)
SPANISH = Phrases(
    numbers=tuple("cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce".split()),
    # Ortografía de la lengua española (2010): four figures stand together, from five on a thin space parts them.
    thousands=(10_000, "\N{NARROW NO-BREAK SPACE}"),
    quotes=("«", "»"),
    inner=("“", "”"),
    stop_inside=False,  # the same: the full stop stands behind the quotes, a question mark within
    # The same: "e" before the sound of i (Inés, Hilda, Yvonne), not where it begins a diphthong (hielo, Yolanda).
    joined=_rules((r"(?i)^(?:h?(?:í|i(?![aeouáéóú]))|y(?![aeiouáéíóú])\w)", " e "), ("", " y ")),
    another="otra voz",
    others="otras {count} voces",
    someone="alguien",
    whose=_rules(("", "{voice}")),
    post="la publicación de {whose}",
    piece="la publicación de {whose}",
    their_post="su publicación",
    their_piece="su publicación",
    on=" sobre {subject}",
    untitled="Publicación de {voice}",
    first_words=False,
    widest=74,
)
NEUTRAL = Phrases(
    numbers=tuple(map(str, range(13))),
    thousands=(10_000, "\N{NARROW NO-BREAK SPACE}"),
    quotes=("“", "”"),
    inner=("‘", "’"),
    stop_inside=True,
    joined=_rules(("", ", ")),
    another="+1",
    others="+{count}",
    someone="…",
    whose=(),
    post="{whose}",
    piece="{whose}",
    their_post="{whose}",
    their_piece="{whose}",
    on="",
    untitled="{voice}",
    first_words=True,
    widest=62,
)
"""For a bank somebody wrote in another language: names, titles, first words and figures, and no word of ours."""
PHRASES: Mapping[str, Phrases] = MappingProxyType({"en": ENGLISH, "de": GERMAN, "es": SPANISH})
"""By the first part of a language code: `de-AT` is read as `de`."""


def of(language: str) -> Phrases:
    """Return the phrases of a language, of `de-AT` those of `de`; where there are none, the neutral ones."""
    return PHRASES.get(language.casefold().replace("_", "-").partition("-")[0], NEUTRAL)


def fitting(rules: Rules, words: str) -> str | None:
    """Return the form that goes with these words; None where there is none."""
    return next((form for seen, form in rules if seen.search(words)), None)


def say(number: int, phrases: Phrases) -> str:
    """Write a number as prose does: words up to twelve, then figures."""
    if 0 <= number < len(phrases.numbers):
        return phrases.numbers[number]
    first, mark = phrases.thousands
    return f"{number:,}".replace(",", mark) if number >= first else str(number)


def opening(form: str) -> str:
    """Let a form open a sentence. One that begins with a name stays as it is: no name is written anew."""
    return form[:1].upper() + form[1:]
