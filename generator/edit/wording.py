"""A template and an occasion in, the question as a reader sees it out; it names the picks so that the grammar holds.

A template is Jinja2, of which a question needs one thing: `{{ name }}`. Everything else is refused when the bank is
read (loops, calls, attributes, arithmetic), so a bank somebody sent cannot run anything, grow, or fail later.
Titles and names are foreign text: they are values, and no template is ever made of them.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from generator import text
from generator.edit.conditions import Occasion, say
from generator.model import Pick

if TYPE_CHECKING:
    from jinja2 import Environment

LIMIT = 420
"""Longest question, in characters: some seventy words, what a comment holds without being unfolded."""
LISTED = 3
"""So many people are named; further ones are counted."""
HINT = "A question is text with names in it, such as {{ pick }} or {{ voice }}; content/prompts/README.md lists them."


class Refused(ValueError):  # noqa: N818  what is wrong, in words; prompts.py knows in which file
    """A template that cannot be used."""

    def __init__(self, words: str, hint: str = HINT) -> None:
        """Keep the words, and what to do."""
        self.words = words
        self.hint = hint
        super().__init__(words)


@dataclass(frozen=True, slots=True)
class Room:
    """How much of a foreign text a question repeats, in characters."""

    title: int
    name: int


ROOMS = (Room(90, 40), Room(64, 32), Room(40, 24))
"""Long titles are cut further where the question would be too long; with the last it fits, for `check` saw to it."""
WIDEST: Mapping[str, int] = MappingProxyType({"pick": 62, "other": 62, "voices": 100})
"""What a name takes up at most in the last of ROOMS; those not named here take 24."""


def check(template: str) -> frozenset[str]:
    """Return the names that a template uses.

    Raises:
        Refused: it is no template, does more than name things, or could become longer than LIMIT.
    """
    from jinja2 import TemplateSyntaxError, nodes  # noqa: PLC0415  70 ms that most commands do not need

    try:
        tree = _environment().parse(template[: LIMIT * 4])
    except TemplateSyntaxError as wrong:
        raise Refused(f"This is no template: {wrong.message}.") from wrong
    except RecursionError:
        raise Refused("This is nested too deeply.") from None
    for node in tree.find_all(nodes.Node):
        if not isinstance(node, nodes.Output | nodes.TemplateData | nodes.Name):
            raise Refused(f"A question cannot do this ({type(node).__name__}).")
    if not template.strip():
        raise Refused("This asks nothing.")
    used = [node.name for node in tree.find_all(nodes.Name)]
    literal = sum(len(node.data) for node in tree.find_all(nodes.TemplateData))
    _refuse_longer(literal + sum(WIDEST.get(name, ROOMS[-1].name) for name in used))
    return frozenset(used)


def _refuse_longer(longest: int) -> None:
    if longest > LIMIT:
        over = text.count(longest - LIMIT, "character")
        raise Refused(f"The question can become {over} too long.", f"It may have {LIMIT}, names and titles included.")


def render(template: str, occasion: Occasion) -> str:
    """Write the question about these picks: one tidy line of plain text, at most LIMIT characters."""
    made, used = _environment().from_string(template), check(template)
    words = ""
    for room in ROOMS:
        words = text.one_line(made.render(_names(occasion, used, room)), LIMIT * 4)
        if len(words) <= LIMIT:
            break
    return text.clip(words, LIMIT)


@cache
def _environment() -> "Environment":
    from jinja2 import StrictUndefined  # noqa: PLC0415  as above
    from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415

    # What comes out is plain text; the theme escapes it, as it escapes all text.
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
    environment.globals.clear()
    environment.filters.clear()
    environment.tests.clear()
    return environment


# ---------------------------------------------------------------- names


SUBJECTS = (("pick", "voice"), ("other", "other_voice"))
"""What a template calls the picks it speaks of: the work, and whose it is."""


def _names(occasion: Occasion, used: frozenset[str], room: Room) -> dict[str, str]:
    found = {name: _plain(words, room) for name, words in occasion.words.items()}
    for pick, (work, voice) in zip(occasion.picks, SUBJECTS, strict=False):
        found[voice] = _who(pick, room)
        found[work] = _work(pick, room, by=voice not in used, on="topic" not in used)
    return found


def _plain(words: str | tuple[str, ...], room: Room) -> str:
    return text.one_line(words, room.name) if isinstance(words, str) else listed(words, room)


def _work(pick: Pick, room: Room, *, by: bool, on: bool) -> str:
    """Name a pick: by its title, else as somebody's post; as "their post" where the template itself names the voice."""
    if title := quoted(pick.title, room.title):
        return title
    noun = "post" if pick.kind == "post" else "piece"
    subject = _subject(pick) if on else ""
    whose = _possessive(_who(pick, room)) if by else "their"
    return f"{whose} {noun}" + (f" on {text.one_line(subject, room.name)}" if subject else "")


HASHTAG = re.compile(r"#(\w+)")
"""Servers fold the case of tags; #FormativeAssessment is easier to read as its author wrote it."""


def _subject(pick: Pick) -> str:
    """Say what an untitled pick is about; tags count on posts only, those of a feed are drawers of a blog."""
    written = {tag.casefold(): tag for tag in HASHTAG.findall(pick.excerpt)}
    tags = [f"#{written.get(tag.casefold(), tag)}" for tag in pick.tags] if pick.kind == "post" else []
    return next(iter((*pick.topics, *tags)), "")


def _who(pick: Pick, room: Room) -> str:
    return text.one_line(pick.name, room.name) or text.one_line(pick.source_name, room.name) or "the author"


def _possessive(name: str) -> str:
    return f"{name}’" if name.endswith(("s", "S")) else f"{name}’s"


def listed(people: Sequence[str], room: Room) -> str:
    """Join names as a sentence does, counting those that would be too many: `Ada, Ben and two others`."""
    shown = [text.one_line(name, room.name) for name in people[:LISTED]]
    if rest := len(people) - len(shown):
        shown.append(f"{say(rest)} {'other' if rest == 1 else 'others'}")
    return " and ".join(part for part in (", ".join(shown[:-1]), shown[-1]) if part)


QUOTES = '"“”„‟'
OPENING = re.compile(r"(^|[\s(\[–—-])[\"“„‟]")


def quoted(title: str, limit: int) -> str:
    """Put a title in typographic quotes, its own ones becoming single; "" where there is no title."""
    words = text.one_line(title)
    if words[:1] in QUOTES and words[-1:] in QUOTES and not set(words[1:-1]).intersection(QUOTES):
        words = words[1:-1]
    words = OPENING.sub(r"\1‘", words)
    for mark in QUOTES:
        words = words.replace(mark, "’")
    if words.endswith(".") and not words.endswith(".."):
        words = words[:-1]
    return f"“{text.clip(words.strip(), limit)}”" if words.strip() else ""
