"""What robots are told in a header or a meta element in, the rules that are said to us out; pure.

The words are those of X-Robots-Tag and of `robots` meta elements
(developers.google.com/search/docs/crawling-indexing/robots-meta-tag). What is said to another robot by name is not said
to us.
"""

import re
from collections.abc import Iterator

BOT = "gleaner"
"""Our name in robots.txt, in meta elements and in headers."""
OURS = frozenset({BOT, "*"})
WITH_VALUE = frozenset({"max-snippet", "max-image-preview", "max-video-preview", "unavailable_after"})
"""Rules that have a value behind a colon; any other word before one is the name of a robot."""
NAMED = re.compile(r"\s*([\w.-]{1,60})\s*:\s*(.*)", re.DOTALL)
LONGEST = 2_000
"""Characters of one header or element that are looked at."""


def said(value: str) -> Iterator[tuple[str, str]]:
    """Yield the rules that are said to everybody or to us, as (name, value); a name of a robot holds up to the next."""
    ours, pieces = True, value[:LONGEST].split(",")
    for at, piece in enumerate(pieces):
        found = NAMED.fullmatch(piece)
        if found and found[1].lower() not in WITH_VALUE:
            ours, piece = found[1].lower() in OURS, found[2]  # noqa: PLW2901  the rest of it is the rule
            found = NAMED.fullmatch(piece)
        if not ours:
            continue
        if found and found[1].lower() == "unavailable_after":
            yield "unavailable_after", found[2].strip()
            yield "unavailable_after", f"{found[2].strip()},{','.join(pieces[at + 1 : at + 2])}"  # "Friday, 25-Aug-..."
        elif found:
            yield found[1].lower(), found[2].strip()
        else:
            yield piece.strip().lower(), ""
