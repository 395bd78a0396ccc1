"""A text in, the language or the script it is written in out, as far as its commonest words show it; pure.

What a feed declares is often what its program was set up with, and a stranger can copy it. A dozen words of each
language are enough to tell a change of language, which is all that is asked here: for "which language is this?" there
are better means.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType

from generator import text

LEAST = 2
"""Common words of a language that a text must have."""
LETTERS = 600
"""Characters of a text that are looked at."""

LANGUAGES: Mapping[str, str] = MappingProxyType(
    {
        "en": "the and of to in is for that with on this from are you what your how why when have it as be by an or",
        "de": "der die das und ist nicht mit von den ein eine für auf im zu wie sich auch dem des wird bei aus sind",
        "fr": "le la les des et est une dans pour que qui pas sur avec du au aux ce sont vous nous par plus leur",
        "es": "el la los las de que y en un una por con para del se es como más su al lo pero sobre qué cómo",
        "pt": "o os as de que e em um uma por com para do da no na se é como mais não ao dos das são sua",
        "it": "il lo la gli di che e in un una per con del della non è sono come più nel alla dei delle anche",
        "nl": "de het een en van in is dat op te met voor niet zijn aan er ook als bij door naar wat hoe om uit",
        "sv": "och att det som en på är av för med den till inte om ett har de vi jag från kan",
        "da": "og at det er som en på af for med den til ikke om et har de vi jeg fra kan der",
        "nb": "og å det er som en på av for med den til ikke om et har de vi jeg fra kan",
        "fi": "ja on ei se että oli hän mutta kun niin myös ovat joka tai kuin ole mitä miten sekä",
        "pl": "i w na z się nie to jest że do jak o co od po dla ale czy oraz są przez tym jego",
        "cs": "a v na se je že s z o do to ale jak pro jsou by si co podle není nebo také ve",
        "hu": "a az és hogy nem is egy ez van meg de azt csak volt már mint mit vagy nagyon",
        "ro": "și de în la cu pe nu este din care un o să pentru ce mai sau sunt au cum",
        "tr": "ve bir bu için de da ile çok ne gibi daha olan var olarak en kadar sonra nasıl",
        "id": "dan yang di dengan untuk dari pada adalah ini itu tidak dalam akan ke atau juga bisa",
        "ca": "el la els les de que i en un una per amb del és com més no al els sobre perquè",
        "ru": "и в не на что с по как это для из от к у за но он мы вы бы же или при чтобы о",
        "uk": "і в не на що з по як це для із від до у за але він ми ви та або при щоб про є",
    }
)
"""Their commonest words, most of them in no other of these languages."""

NAMES: Mapping[str, str] = MappingProxyType(
    {
        "en": "English", "de": "German", "fr": "French", "es": "Spanish", "pt": "Portuguese", "it": "Italian",
        "nl": "Dutch", "sv": "Swedish", "da": "Danish", "nb": "Norwegian", "fi": "Finnish", "pl": "Polish",
        "cs": "Czech", "hu": "Hungarian", "ro": "Romanian", "tr": "Turkish", "id": "Indonesian", "ca": "Catalan",
        "ru": "Russian", "uk": "Ukrainian", "han": "Chinese", "kana": "Japanese", "hangul": "Korean",
    }
)  # fmt: skip

WORDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {language: frozenset(said.split()) for language, said in LANGUAGES.items()}
)
SPOKEN: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        word: tuple(language for language, words in WORDS.items() if word in words)
        for word in frozenset().union(*WORDS.values())
    }
)
"""Word -> the languages in which it is common."""
COMMON = frozenset(SPOKEN) | frozenset(
    "about after also been because before being between both could does each even every first from good great have "
    "here into just know like made make many more most much need never only other over people really same should some "
    "still such than their them then there these they thing things think those through time very want well were what "
    "when where which while will work would year years your alle aber dass diese einen einer einem haben kann mehr "
    "nach noch oder über werden wenn wurde avec cette dans elle être fait mais même nous plus pour tout tous como "
    "cuando desde donde entre esta este hacer hasta muchos para pero porque puede ser sobre también tiene todo todos "
    "quando isso mais muito pode seus também anche come dalla dopo ogni perché questa questo sono stato tutti".split()
)
"""Words that say nothing about a subject."""
BY_SCRIPT = re.compile(
    r"^(?:cjk|hangul|hiragana|katakana|arabic|hebrew|greek|thai|devanagari|bengali|tamil|georgian|armenian)"
)
TELLING = re.compile("[\u0370-\u1dff\u1f00-\u1fff\u2c00-\U0001efff\U00020000-\U0010ffff]")
"""Where all letters of BY_SCRIPT are: beyond Latin ones, dashes, symbols and emoji, which most texts stop at."""
SCRIPTS: Mapping[str, str] = MappingProxyType({"cjk": "han", "hiragana": "kana", "katakana": "kana"})


def of(written: str) -> str:
    """Return a key of LANGUAGES, or the name of a script that tells as much; "" where the text does not show it."""
    piece = written[:LETTERS]
    return heard(piece, text.words(piece))


def heard(piece: str, words: Iterable[str]) -> str:
    """Return the same of a text of at most LETTERS characters, whose words are known."""
    if script := _script(piece):
        return script
    scores: dict[str, int] = {}
    for word in filter(SPOKEN.__contains__, words):
        for language in SPOKEN[word]:
            scores[language] = scores.get(language, 0) + 1
    most = max(scores.values(), default=0)
    first, *others = [language for language, number in scores.items() if number == most] or [""]
    return first if most >= LEAST and not others else ""


def _script(piece: str) -> str:
    """Return the script of most letters where it belongs to one language or nearly so; kana among Han is Japanese."""
    if piece.isascii() or not TELLING.search(piece):
        return ""
    letters = {sign: number for sign, number in Counter(piece).items() if sign.isalpha()}
    counts: Counter[str] = Counter()
    for letter, number in letters.items():
        if not letter.isascii() and (script := _script_of(letter)):
            counts[script] += number
    if 2 * counts.total() <= sum(letters.values()):
        return ""
    return "kana" if "kana" in counts else min(counts, key=lambda script: (-counts[script], script))


@lru_cache(maxsize=4096)
def _script_of(letter: str) -> str:
    found = BY_SCRIPT.match(unicodedata.name(letter, "").lower())
    return SCRIPTS.get(found[0], found[0]) if found else ""


def name(tongue: str) -> str:
    """Return what a language or a script is called in a sentence."""
    return NAMES.get(tongue) or f"{tongue.title()} script"
