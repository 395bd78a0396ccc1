"""The lenses an owner names in config.yaml in, what is wrong with them out.

The five that Gleaner knows may always be named. A word of one's own needs a question, or it would be waited for in
vain; which words have one is known by whoever has read the bank, and is asked for only where it matters.
"""

import re
from collections.abc import Callable, Collection, Iterator

from generator.errors import Problem
from generator.forms import Kind, Mistake, Node, Page, did_you_mean
from generator.model import PromptWishes, Site

FIVE = PromptWishes().lenses
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
HINT = "Add one in content/prompts/; its README.md shows how."

Lenses = Callable[[str], Collection[str] | None]
"""Site.language -> the lenses that have a question in it; None where that cannot be told."""


def only_five(_language: str) -> Collection[str]:
    """Know no lens besides the five, where there is no bank."""
    return FIVE


def lens(value: str) -> str:
    """Check that a word can be a lens."""
    if not SLUG.fullmatch(value):
        raise Mistake(f"“{value}” cannot be a lens.", "Write small letters a to z, digits and hyphens.")
    return value


def wrong(page: Page, lenses: Lenses) -> Iterator[Problem]:
    """Yield a problem for every lens that has no question."""
    own = [node for node in _named(page) if SLUG.fullmatch(node.value) and node.value not in FIVE]
    known = lenses(_language(page)) if own else None
    if known is None:
        return
    for node in own:
        if node.value not in known:
            hint = did_you_mean(node.value, {*FIVE, *known})
            yield page.problem(node, f"No question looks through the lens “{node.value}”.", f"{hint} {HINT}".strip())


def _named(page: Page) -> Iterator[Node]:
    """Yield the words under `prompts: lenses:`; what is no text there has been found wrong already."""
    found = _at(page, "prompts", "lenses")
    entries = found.value if found and found.kind is Kind.LIST else ()
    return (node for node in entries if node.kind is Kind.TEXT)


def _language(page: Page) -> str:
    found = _at(page, "site", "language")
    return found.value if found and found.kind is Kind.TEXT else Site(title="").language


def _at(page: Page, *keys: str) -> Node | None:
    node = page.root
    for key in keys:
        node = node.value.get(key) if node is not None and node.kind is Kind.GROUP else None
    return node
