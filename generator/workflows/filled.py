"""The text of an issue in, what somebody filled into the form "Add a source" out. All of it is a stranger's. Pure.

GitHub writes each field as `### Label`, an empty line, what was filled in
(https://docs.github.com/en/communities, "Syntax for GitHub's form schema"). The labels are those of
.github/ISSUE_TEMPLATE/add-source.yml. Of two fields of one label the first counts: the last field is the one in which
somebody may write at length, so nothing in it can stand for another.
"""

import re
from dataclasses import dataclass

from generator import text
from generator.model import Tie

ADDRESS, NAME, TIE, WHY = "Address of the source", "Name", "How near is it?", "Why?"
"""The labels, in the order of the form."""
LABELS = (ADDRESS, NAME, TIE, WHY)
NOT_FILLED = frozenset({"", "_no response_", "none"})
"""What stands in a field that was left empty."""
LONGEST_BODY = 70_000
"""Characters of an issue that are looked at; GitHub takes 65,536."""
LONGEST_ADDRESS, LONGEST_WHY = 2_048, 500
HEADING = re.compile(r"^### ([^\r\n]*)\r?$", re.MULTILINE)
"""Nothing in it can match one blank in two ways: a line of 60,000 of them would take half a minute."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """The form as it was filled in; each text is one line."""

    address: str
    name: str = ""
    tie: Tie | None = None
    why: str = ""
    lines: int = 1
    """How many lines the field for the address has."""


def read(body: str) -> Filled | None:
    """Read the form; None where it is none of ours."""
    pieces = HEADING.split(body[:LONGEST_BODY])
    found: dict[str, str] = {}
    for label, value in zip(pieces[1::2], pieces[2::2], strict=True):
        if label.rstrip() in LABELS:
            found.setdefault(label.rstrip(), value)
    if ADDRESS not in found:
        return None
    given = [line.strip() for line in found[ADDRESS].splitlines() if line.strip()]
    ties = {str(tie): tie for tie in Tie}
    return Filled(
        address=_line(given[0], LONGEST_ADDRESS) if given and len(given[0]) <= LONGEST_ADDRESS else "",
        name=_line(found.get(NAME, ""), text.NAME),
        tie=ties.get(_line(found.get(TIE, ""), text.NAME).lower()),
        why=_line(found.get(WHY, ""), LONGEST_WHY),
        lines=len(given),
    )


def _line(value: str, most: int) -> str:
    words = text.one_line(value, most + 1)
    return "" if words.lower() in NOT_FILLED else text.clip(words, most)
