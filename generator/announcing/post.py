"""What there is to tell of an edition in, a post that a network takes as it is out: as much of it as fits.

Foreign titles are defused: an invisible space keeps `@ana`, `#oer`, `:blob:` and `https://` from becoming a mention, a
hashtag, a picture or a link, whatever a network or a program there makes of such signs. Nobody is called.

Lengths are counted in characters of Unicode. Networks count what a reader sees as one sign (Mastodon,
StatusLengthValidator: grapheme_length; Bluesky, app.bsky.feed.post: maxGraphemes), which is never more.
"""

import re
from collections.abc import Callable, Iterator

from generator import text
from generator.publish.notice import Notice

GAP = "\N{ZERO WIDTH SPACE}"
MEANT = re.compile(
    r"(?i)[@＠#＃]"  # mentions and hashtags; the wide ones are those of Japanese keyboards
    r"|\b[a-z][a-z0-9+-]*:(?=\S)"  # https://, and what has no slashes: xmpp:, magnet:, at:
    r"|:(?=\w+:)"  # pictures of a server's own
    r"|(?<=\w)\.(?=[^\W\d_])"  # a host without a scheme
)
"""What a network might take for more than letters; a gap behind it says that it is not (Mastodon, lib/extractor.rb)."""
POINT = "• "
SHORTER = (200, 120, 60, 30, 10)
"""Characters of a name that is too long to be told whole."""


def defused(words: str) -> str:
    """Return a text that means nothing but itself on any network; it looks as before."""
    return MEANT.sub(lambda found: found[0] + GAP, words)


def post(notice: Notice, link: str, fits: Callable[[str], bool]) -> str:
    """Return the longest post that fits.

    Args:
        notice: what there is to tell.
        link: how the address stands in it, at its end.
        fits: whether the network takes a text.
    """
    return next(whole for whole in _tried(notice, link) if fits(whole) or whole == link)


def _tried(notice: Notice, link: str) -> Iterator[str]:
    """Yield what could be said, the longest first; at last the link alone."""
    for number in range(len(notice.picks), -1, -1):
        yield _set(notice.title, notice, number, link)
    yield f"{defused(notice.title)}\n\n{link}"
    for most in SHORTER:
        yield f"{defused(text.clip(notice.title, most))}\n\n{link}"
    yield link


def _set(title: str, notice: Notice, number: int, link: str) -> str:
    rest = notice.rest(len(notice.picks) - number) if number else ""
    points = "\n".join([*(POINT + defused(pick.title) for pick in notice.picks[:number]), *([rest] if rest else [])])
    return "\n\n".join(part for part in (f"{defused(title)}\n{notice.facts}", points, link) if part)
