"""How a voice is named in, whether it is somebody who can be written to out.

A feed speaks for a person, a school, a newspaper or a search, and does not say for which. So a question that says
hello or thanks, or tells two of one another, is asked only of an account, or of one person whose name stands over a
piece and is not the name of the feed. Whoever is missed by that is asked about all the same, by the piece.
"""

import re

from generator.text import fold

SEVERAL = re.compile(r" (?:and|und|y|et|e|en|with|&|\+) |[,;/|]")
"""What stands between the names of several authors; an institution whose name has an “and” is no person either."""


def several(name: str) -> bool:
    """Whether a byline names several."""
    return SEVERAL.search(name) is not None


def somebody(name: str, *, kind: str, feed: str) -> bool:
    """Whether a voice is an account or one person named over a piece.

    Args:
        name: As readers see it.
        kind: `post` or `article`; posts come from accounts.
        feed: The name of what brought it.
    """
    letters = _letters(name)
    return bool(letters) and not several(name) and (kind == "post" or letters != _letters(feed))


def _letters(name: str) -> str:
    return "".join(sign for sign in fold(name) if sign.isalnum())
