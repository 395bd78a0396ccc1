"""Rows and sentences in, Markdown for the page of a run, a comment or a pull request out; foreign text stays text.

GitHub shows 1 MiB of a step's summary (docs: "Adding a job summary") and 65,536 characters of a comment.
"""

import re
from collections.abc import Iterable, Sequence

SIGNS = re.compile(r"([\\`*_{}\[\]()#+!|~$-])")
"""What Markdown of GitHub's kind gives a meaning (GFM 6.1, and `$` for its formulas)."""
ADDRESSES = re.compile(r"(?i)\b(https?|ftp)(:)|\b(www)(\.)|(@)|(?<=\w)(#)(?=\d)")
"""What it would make a link, a mention or a reference of by itself (GFM 6.9)."""
LONGEST = 60_000
"""Characters of a comment, with room for what stands around it."""


def plain(words: str) -> str:
    """Return foreign text as one line that means nothing but itself."""
    line = " ".join(words.split())
    escaped = SIGNS.sub(r"\\\1", line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
    return ADDRESSES.sub(lambda found: "\u200b".join(part for part in found.groups() if part) + "\u200b", escaped)


def link(words: str, address: str) -> str:
    """Return a link; the address must be one of ours, or have been checked (text.address)."""
    safe = re.sub(r"[\s<>]", lambda found: f"%{ord(found[0]):02X}", address)
    return f"[{plain(words)}](<{safe}>)"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; its cells are Markdown already, of one line each."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def folded(title: str, body: str) -> str:
    """Return what a reader opens by a click; both are Markdown already."""
    return f"<details><summary>{title}</summary>\n\n{body}\n\n</details>"


def clipped(markdown: str, most: int = LONGEST, more: str = "…") -> str:
    """Return whole lines of it, as many as fit, and say where it was cut."""
    if len(markdown) <= most:
        return markdown
    return markdown[: markdown.rfind("\n", 0, most - len(more))] + f"\n\n{more}"
