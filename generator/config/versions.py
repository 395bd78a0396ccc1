"""Which form of config.yaml this Gleaner reads; a file of another form gets one sentence about that, and no other.

`version:` is not in a file of the first form, and nobody has to write it: the upgrade that brings a later form writes
it into every config.yaml that it changes (generator/upgrading/migrations.py).
"""

from generator.errors import InputError
from generator.forms import Kind, Mistake, Page

VERSION = 1
"""The form that is read; it grows where a key gets another meaning, and not where a key is new."""
KEY = "version"


def known(page: Page, newest: int = VERSION) -> None:
    """Refuse a file of another form: all that differs in it would look like slips of its owner's.

    Raises:
        InputError: it is of another form, with what to do.
    """
    told = page.root.value.get(KEY) if page.root and page.root.kind is Kind.GROUP else None
    found = told.value if told else 1
    if not isinstance(found, int) or isinstance(found, bool) or found < 1 or found == newest:
        return
    words = f"This file is written for version {found} of config.yaml, and this Gleaner reads version {newest}."
    newer = "A newer Gleaner has changed it: ./gleaner upgrade brings this one up to date."
    older = "It comes from an older Gleaner: ./gleaner migrate brings it up to date, and keeps comments and order."
    node = told or page.root
    assert node
    raise InputError(page.problem(node, words, newer if found > newest else older))


def number(value: int) -> int:
    """Check a version as a value: what is no known number at all is a slip."""
    if value < 1:
        raise Mistake("Versions of this file begin with 1.", "Leave this line as the upgrade wrote it, or take it out.")
    return value
