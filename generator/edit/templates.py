"""The template of a question in, the names in it out; what does more than name is refused.

A template is Jinja2, of which a question needs one thing: `{{ name }}`. Everything else is refused when the bank is
read (loops, calls, attributes, arithmetic), so a bank somebody sent cannot run anything, grow, or fail later.
"""

import re
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from generator.edit.conditions import CONDITIONS

if TYPE_CHECKING:
    from jinja2 import Environment

LIMIT = 420
"""Longest question, in characters: some seventy words, what a comment holds without being unfolded."""
HINT = "A question is text with names in it, such as {{ pick }} or {{ voice }}; content/prompts/README.md lists them."
SUBJECTS = (("pick", "voice"), ("other", "other_voice"))
"""What a template calls the picks it speaks of: the work, and whose it is."""
NAMED = re.compile(r"\{\{ ([a-z_]+) \}\}")
PLAIN = re.compile(rf"(?:[^{{}}\r\n]++|{NAMED.pattern})+")
"""A template of one line in which braces do nothing but name."""


class Refused(ValueError):  # noqa: N818  what is wrong, in words; bank.py knows in which file
    """A template that cannot be used."""

    def __init__(self, words: str, hint: str = HINT) -> None:
        """Keep the words, and what to do."""
        self.words = words
        self.hint = hint
        super().__init__(words)


def seen(template: str) -> tuple[list[str], int] | None:
    """Return what `parsed` does, of a template in which nobody can see anything but words and names; else None.

    All the shipped ones are such: it takes a tenth of a second off whatever reads the banks of all languages.
    """
    if not PLAIN.fullmatch(template) or not template.strip() or len(template) > LIMIT:
        return None
    used = NAMED.findall(template)
    return (used, len(NAMED.sub("", template))) if _known().issuperset(used) else None


@cache
def _known() -> frozenset[str]:
    """Return the names that some question may use; none of them means anything else to Jinja."""
    return frozenset(chain(*SUBJECTS, *(row.gives for row in CONDITIONS.values())))


def parsed(template: str) -> tuple[list[str], int]:
    """Return the names that a template uses, as often as it does, and how many characters stand between them.

    Raises:
        Refused: it is no template, or does more than name things.
    """
    from jinja2 import TemplateSyntaxError, nodes  # noqa: PLC0415  70 ms that most commands do not need

    try:
        tree = environment().parse(template[: LIMIT * 4])
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
    return used, sum(len(node.data) for node in tree.find_all(nodes.TemplateData))


@cache
def environment() -> "Environment":
    """Return what reads templates, and sets them: it knows nothing but what it is given."""
    from jinja2 import StrictUndefined  # noqa: PLC0415  as above
    from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415

    # What comes out is plain text; the theme escapes it, as it escapes all text.
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
    environment.globals.clear()
    environment.filters.clear()
    environment.tests.clear()
    return environment
