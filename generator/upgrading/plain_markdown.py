"""An edition in, Markdown that every other generator and editor reads out. Pure.

CommonMark (https://spec.commonmark.org/0.31.2/) without any extension. What strangers wrote is escaped sign by sign, so
that it is no markup, no template of another generator ({{ }} of Jekyll, {{< >}} of Hugo) and no link of theirs.
"""

import re
from collections.abc import Iterator

from generator import text
from generator.model import Edition, Mention, Pick
from generator.publish import front, view
from generator.publish.script import written as yaml_of

MEANT = re.compile(
    r"(?P<sign>[\\`*_{}\[\]#!]|^[-+]|(?<=\d)[.)](?=\s|$)|(?<=www)\.)|(?P<other>[&<>|~$@]|^=|(?<=:)/|(?<=\{)%)"
)
"""What could mean something in a line of prose: a sign before which a backslash may stand in every Markdown, or not."""
ENTITIES = {sign: f"&#{ord(sign)};" for sign in "|~$@%=/"} | {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
"""What only some kinds of Markdown, or templates, give a meaning: an entity stands for a sign in all of them."""


def written(edition: Edition) -> str:
    """Return the text of a file: front matter, the owner's note, picks, questions and words."""
    parts = [edition.note, *_picks(edition), *_questions(edition), *_words(edition)]
    return f"{front.FENCE}{yaml_of(_front(edition))}{front.FENCE}\n" + "\n\n".join(filter(None, parts)) + "\n"


def _front(edition: Edition) -> dict[str, object]:
    """Return the keys that Hugo, Jekyll, Eleventy, Pelican and Obsidian have in common."""
    tags = dict.fromkeys(topic for pick in view.shown(edition) for topic in pick.topics)
    told = {"title": edition.title, "date": edition.published, "slug": str(edition.week).lower()}
    return told | {"lang": edition.language, "tags": list(tags)}


def _picks(edition: Edition) -> Iterator[str]:
    for pick in view.shown(edition):
        yield f"## {_link(pick.title or pick.warning or text.one_line(pick.excerpt, 80) or pick.url, pick.url)}"
        yield _about(pick)
        yield "\n".join(f"> {escaped(line)}" for line in pick.excerpt.splitlines() if line.strip())
        if pick.also:
            yield "Also: " + ", ".join(map(_mention, pick.also))


def _about(pick: Pick) -> str:
    voice = _link(pick.name, pick.address or "")
    place = "" if pick.source_name == pick.name else f", {escaped(pick.source_name)}"
    return f"{voice}{place}. {escaped(pick.why)}"


def _questions(edition: Edition) -> Iterator[str]:
    asked = [prompt for prompt in edition.prompts if not prompt.hidden]
    if asked:
        yield "## Questions"
        yield "\n".join(f"- {escaped(prompt.text)}" for prompt in asked)


def _words(edition: Edition) -> Iterator[str]:
    shown = [word for word in edition.words if not word.hidden]
    if shown:
        yield "## Words of the week"
        yield "\n".join(f"- {escaped(word.term)}" for word in shown)


def _mention(mention: Mention) -> str:
    return _link(mention.name, mention.url)


def _link(words: str, address: str) -> str:
    """Return a link; without an address that is safe to print, its words."""
    safe = text.address(address)
    if not safe:
        return escaped(words)
    quoted = re.sub(r"[<>{}]", lambda found: f"%{ord(found[0]):02X}", safe)
    return f"[{escaped(words)}](<{quoted}>)"


def escaped(words: str) -> str:
    """Return foreign words as one line that means nothing but itself."""
    return MEANT.sub(_harmless, " ".join(words.split()))


def _harmless(found: re.Match[str]) -> str:
    return f"\\{found['sign']}" if found["sign"] else ENTITIES[found["other"]]
