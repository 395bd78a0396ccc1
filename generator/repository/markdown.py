"""Foreign text in, Markdown of the forge that means nothing but that text out: for a run's page, comments, releases."""

import re

SIGNS = re.compile(r"([\\`*_{}\[\]()#+!|~$-])")
"""What Markdown of GitHub's kind gives a meaning (GFM 6.1, and `$` for its formulas)."""
BEGINNING = re.compile(r"^(?:(\d{1,9})(?=\.(?:\s|$))|(?==))")
"""What begins a list, or makes a heading of the line before, where nothing stands in front of it (GFM 5.2 and 4.3)."""
ADDRESSES = re.compile(r"(?i)\b(https?|ftp)(:)|\b(www)(\.)|(@)|(#)(?=\d)|\b(gh)(\\-)(?=\d)|(?<!\d)(:)(?=[\w+\\-]+:)")
"""What it would make a link, a mention, a reference or an emoji of by itself, where it is escaped too (GFM 6.9, and
GitHub's "Autolinked references" and "Using emojis")."""

REFERRING = re.compile(
    r"(?i)(@)(?=\w)|(#)(?=\d)|\b(gh-)(?=\d)|\b(fix|close|resolve)(?=\w{0,2}:?\s+https?:)|(<)(?=!--)"
    r"|(\[)(?=(?:skip|no) ci]|ci skip]|skip actions]|actions skip])|\b(skip-checks)(?=:)"
)
"""What tells somebody, refers to an issue or closes one on merging (GitHub: "Linking a pull request to an issue"), what
begins a mark that nobody sees, such as the one by which an issue of ours is found, and what keeps workflows from being
run (GitHub: "Skipping workflow runs"): the title of a pull request stands in the commit that merges it."""


def plain(words: str) -> str:
    """Return foreign text as one line that means nothing but itself."""
    line = " ".join(words.split())
    escaped = SIGNS.sub(r"\\\1", line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
    escaped = BEGINNING.sub(r"\g<1>\\", escaped)
    return ADDRESSES.sub(lambda found: "\u200b".join(part for part in found.groups() if part) + "\u200b", escaped)


def quiet(markdown: str) -> str:
    """Return Markdown of others that looks as before, and tells nobody, refers to no issue here and closes none."""
    return REFERRING.sub(lambda found: f"{found[0]}\u200b", markdown)


def code(words: str) -> str:
    """Return foreign text, such as the name of a file, as code of one line; it can neither end it nor be mended by it.

    The fence is longer than any run of backticks in it (GFM 6.3); bytes that are no text become a sign of their own,
    and so does a name of blanks.
    """
    line = " ".join(words.encode("utf-8", "surrogateescape").decode("utf-8", "replace").split()) or "\u2423"
    fence = "`" * (1 + max((len(run) for run in re.findall(r"`+", line)), default=0))
    space = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{space}{line}{space}{fence}"


def link(words: str, address: str) -> str:
    """Return a link; the address must be one of ours, or have been checked (text.address)."""
    safe = re.sub(r"[\s<>]", lambda found: f"%{ord(found[0]):02X}", address)
    return f"[{plain(words)}](<{safe}>)"
