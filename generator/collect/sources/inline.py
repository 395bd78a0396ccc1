"""Plain text or Markdown in, words and links out; pure, for networks whose posts are not HTML.

Markdown is not turned into HTML and back: what was written is kept as it stands, without the signs that only say how it
should look. Every expression here is linear in its input.
"""

import re
from dataclasses import dataclass

from generator import text

LINKS = 50
"""Links kept of one text: descriptions of videos end in long lists of them."""
BARE = re.compile(r"https?://[^\s<>\"'`|{}\\^\[\]]{1,2048}", re.IGNORECASE)
AFTER = ".,;:!?*_~…»”’"
"""Signs at the end of an address that belong to the sentence around it."""
BRACKETS = 4
"""Closing brackets that are taken off the end of an address."""
PLACE = r"\(\s*<?([^\s()<>]{1,2048}(?:\([^\s()<>]{0,200}\)[^\s()<>]{0,200})?)>?(?:\s[^()\n]{0,300})?\)"
PICTURE = re.compile(r"!\[([^\[\]\n]{0,1000})\]" + PLACE)
LINK = re.compile(r"\[([^\[\]\n]{0,1000})\]" + PLACE)
POINTED = re.compile(r"<(https?://[^\s<>]{1,2048})>", re.IGNORECASE)
HEADING = re.compile(r"^[ ]{0,3}#{1,6}[ \t]+", re.MULTILINE)
RULE = re.compile(r"^[ \t]*[-*_](?:[ \t]*[-*_]){2,}[ \t]*$", re.MULTILINE)
LOOKS = re.compile(r"\*\*|~~|`+")
"""Bold, struck out and code; single stars and underscores may be meant as they stand."""
ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!~>|-])")
FOLD, UNFOLD = "::: spoiler", ":::"
"""How Lemmy folds a passage away; the words after the first stay visible."""


@dataclass(frozen=True, slots=True)
class Words:
    """A text, read."""

    text: str
    """Paragraphs separated by an empty line."""
    links: tuple[str, ...] = ()
    alts: tuple[str, ...] = ()


def links(words: str) -> tuple[str, ...]:
    """Return the addresses that stand in plain text, each once, in order."""
    found = (text.address(_trimmed(link)) for link in BARE.findall(words[: text.MARKUP]))
    return tuple(dict.fromkeys(link for link in found if link))[:LINKS]


def plain(words: str) -> Words:
    """Read plain text, which has nothing but words and addresses."""
    said = _spaced(text.tidy(words[: text.MARKUP]))
    return Words(text.clip(said, text.BODY), links(said))


def markdown(body: str) -> Words:
    """Read Markdown: links become their labels, pictures their descriptions, folded passages their headings."""
    shown = _unfolded(text.tidy(body[: text.MARKUP]))
    alts = (text.one_line(alt, 1_000) for alt, _ in PICTURE.findall(shown))
    shown = PICTURE.sub("", shown)
    named = [found for _, place in LINK.findall(shown) if (found := text.address(place))]
    shown = POINTED.sub(r"\1", LINK.sub(r"\1", shown))
    both = tuple(dict.fromkeys((*named, *links(shown))))[:LINKS]
    bare = ESCAPED.sub(r"\1", LOOKS.sub("", RULE.sub("", HEADING.sub("", shown))))
    return Words(text.clip(_spaced(text.tidy(bare)), text.BODY), both, tuple(dict.fromkeys(alt for alt in alts if alt)))


def _trimmed(link: str) -> str:
    """Leave out what follows an address in a sentence, a closing bracket that was opened before it included."""
    for _ in range(BRACKETS):
        link = link.rstrip(AFTER)
        if not link.endswith(")") or link.count("(") >= link.count(")"):
            return link
        link = link[:-1]
    return link


def _spaced(words: str) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.strip() for line in words.split("\n"))).strip()


def _unfolded(words: str) -> str:
    kept: list[str] = []
    folded = False
    for line in words.split("\n"):
        mark = line.strip()
        if folded:
            folded = mark != UNFOLD
        elif mark.startswith(FOLD):
            folded = True
            kept.append(mark.removeprefix(FOLD).strip())
        else:
            kept.append(line)
    return "\n".join(kept)
