"""Foreign text in, Markdown of the forge that means nothing but that text out: for a run's page, comments, releases."""

import re

SIGNS = re.compile(r"([\\`*_{}\[\]()#+!|~$-])")
"""What Markdown of GitHub's kind gives a meaning (GFM 6.1, and `$` for its formulas)."""
ADDRESSES = re.compile(r"(?i)\b(https?|ftp)(:)|\b(www)(\.)|(@)|(#)(?=\d)|\b(gh)(\\-)(?=\d)")
"""What it would make a link, a mention or a reference of by itself, where it is escaped too (GFM 6.9, and GitHub's
"Autolinked references")."""


def plain(words: str) -> str:
    """Return foreign text as one line that means nothing but itself."""
    line = " ".join(words.split())
    escaped = SIGNS.sub(r"\\\1", line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
    return ADDRESSES.sub(lambda found: "\u200b".join(part for part in found.groups() if part) + "\u200b", escaped)


def link(words: str, address: str) -> str:
    """Return a link; the address must be one of ours, or have been checked (text.address)."""
    safe = re.sub(r"[\s<>]", lambda found: f"%{ord(found[0]):02X}", address)
    return f"[{plain(words)}](<{safe}>)"
