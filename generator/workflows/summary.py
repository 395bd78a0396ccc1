"""Rows and sentences in, Markdown for the page of a run, a comment or a pull request out; foreign text stays text.

GitHub shows 1 MiB of a step's summary (docs: "Adding a job summary") and 65,536 characters of a comment.
"""

from collections.abc import Iterable, Sequence

from generator.repository.markdown import code, link, plain, quiet

__all__ = ["clipped", "code", "folded", "link", "plain", "quiet", "table"]

LONGEST = 60_000
"""Characters of a comment, with room for what stands around it."""


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; its cells are Markdown already, of one line each."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def folded(title: str, body: str) -> str:
    """Return what a reader opens by a click; both are Markdown already."""
    return f"<details><summary>{title}</summary>\n\n{body}\n\n</details>"


def clipped(markdown: str, most: int = LONGEST, more: str = "…") -> str:
    """Return whole lines of it, as many as fit, and say where it was cut; a single line too long is cut itself."""
    if len(markdown) <= most:
        return markdown
    room = max(0, most - len(more) - 2)
    end = markdown.rfind("\n", 0, room + 1)
    return f"{markdown[: end if end > 0 else room]}\n\n{more}"
