"""The text of CHANGELOG.md in, what an owner reads of the releases that come with an upgrade out. Pure.

The form is that of Keep a Changelog (https://keepachangelog.com/en/1.1.0/): `## [0.2.0] - 2027-01-15`, newest first.
Where an owner has something to do, a release begins with a part of its own, `### What to do`.
"""

import re
from dataclasses import dataclass

from generator.upgrading.releases import Version

RELEASE = re.compile(r"^## \[(?P<name>[^\]\n]+)\](?: - (?P<day>\d{4}-\d{2}-\d{2}))?[ \t]*$", re.MULTILINE)
TO_DO = re.compile(r"^### What to do[ \t]*\n(?P<words>.*?)(?=^### |\Z)", re.MULTILINE | re.DOTALL)
PARTS = ("What to do", "Added", "Changed", "Deprecated", "Removed", "Fixed", "Security")
"""Parts of a release, in their order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes:
    """What is written of one release."""

    version: Version
    day: str
    to_do: str
    """Markdown; "" where there is nothing to do."""
    rest: str
    """Markdown."""


def between(text: str, after: Version, to: Version) -> tuple[Notes, ...]:
    """Return what is written of the releases after one, up to another, newest first."""
    heads = list(RELEASE.finditer(text))
    ends = [head.start() for head in heads[1:]] + [len(text)]
    found = (_notes(head, text[head.end() : end]) for head, end in zip(heads, ends, strict=False))  # no head, one end
    wanted = [notes for notes in found if notes and after < notes.version <= to]
    return tuple(sorted(wanted, key=lambda notes: notes.version, reverse=True))


def _notes(head: re.Match[str], body: str) -> Notes | None:
    version = Version.named(f"v{head['name']}")
    if not version:
        return None
    to_do = "\n\n".join(found["words"].strip() for found in TO_DO.finditer(body))
    return Notes(version=version, day=head["day"] or "", to_do=to_do, rest=TO_DO.sub("", body).strip())
