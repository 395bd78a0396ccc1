"""A name in, where it stands in an index out: by what it is ordered, and on which shelf it is looked for.

An index is looked through by people, so the first letter counts as they would read it: without accents, capitals and
ornaments. Names in another script stand together under the first and the last of its letters.
"""

import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

from generator import text

LATIN = str.maketrans(
    {"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h", "ŋ": "ng"}
)
"""Letters of Latin alphabets that Unicode does not take apart into a letter and a mark."""
SCRIPTS: Mapping[str, str] = MappingProxyType(
    {
        "greek": "Α–Ω",
        "cyrillic": "А–Я",
        "armenian": "Ա–Ֆ",
        "georgian": "ა–ჰ",
        "hebrew": "א–ת",
        "arabic": "ا–ي",
        "ethiopic": "ሀ–ፐ",
        "devanagari": "अ–ह",
        "bengali": "অ–হ",
        "gurmukhi": "ਅ–ਹ",
        "gujarati": "અ–હ",
        "tamil": "அ–ஹ",
        "telugu": "అ–హ",
        "kannada": "ಅ–ಹ",
        "malayalam": "അ–ഹ",
        "sinhala": "අ–හ",
        "thai": "ก–ฮ",
        "khmer": "ក–អ",
        "myanmar": "က–အ",
        "cjk": "漢字・かな",
        "hangul": "가–힣",
    }
)
"""A script by the name Unicode's letters begin with -> the letters it goes from and to, which need no translation."""
AS_CJK = frozenset({"hiragana", "katakana", "bopomofo", "ideographic"})
"""Signs that stand beside Han characters in one name."""
FIGURES, OTHERS = "0", "more"
ORDER = (*"abcdefghijklmnopqrstuvwxyz", *SCRIPTS, FIGURES, OTHERS)
"""Every shelf there can be, in the order of the index. Its name stands in addresses, so none is ever renamed."""


def plain(name: str) -> str:
    """Return a name without capitals and accents."""
    return text.fold(text.fold(name)).translate(LATIN)  # the second time for capitals that only appear by the first


def order(name: str) -> tuple[str, str]:
    """Return what a name is sorted by: what stands before its first letter or figure does not count."""
    folded = plain(name)
    start = next((place for place, sign in enumerate(folded) if sign.isalnum()), 0)
    return folded[start:], name


def shelf(name: str) -> str:
    """Return the shelf on which a name stands, one of ORDER."""
    first = order(name)[0][:1]
    if "a" <= first <= "z":
        return first
    if first.isdecimal():
        return FIGURES
    script = unicodedata.name(first, "").partition(" ")[0].lower() if first.isalnum() else ""
    script = "cjk" if script in AS_CJK else script
    return script if script in SCRIPTS else OTHERS


def label(name: str) -> str:
    """Return what stands over a shelf: its letter, or the first and the last of its script; "" for the last one."""
    return SCRIPTS.get(name) or {FIGURES: "0–9", OTHERS: ""}.get(name, name.upper())
