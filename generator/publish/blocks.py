"""An edition as a page would show it and the parts its owner wants in, the same without the other parts out."""

from dataclasses import replace
from types import MappingProxyType
from typing import Any

from generator.publish.marking import NOTHING
from generator.publish.shapes import AnswersView, EditionView

NO_ANSWERS = AnswersView(count="", seen="", answers=(), more="", ways=())
HOLDS: MappingProxyType[str, tuple[str, Any]] = MappingProxyType(
    {
        "note": ("note", NOTHING),
        "alerts": ("alerts", ()),
        "network": ("network", None),
        "mirror": ("mirror", ()),
        "words": ("words", ()),
        "courtesies": ("kindnesses", ()),
        "questions": ("prompts", ()),
        "answers": ("answers", NO_ANSWERS),
    }
)
"""Part -> the field of an EditionView that it shows, and what stands there where there is nothing to show."""


def kept(edition: EditionView, wanted: tuple[str, ...]) -> EditionView:
    """Return what is to be shown: nothing then counts, names or leads to a part that is not there."""
    hidden = dict(HOLDS[part] for part in HOLDS if part not in wanted)
    return replace(edition, blocks=wanted, **hidden)
