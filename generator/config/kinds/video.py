"""Texts about YouTube in, what they mean out: channels, playlists, and the page of a channel with an old name."""

import re
from urllib.parse import quote

from generator.config.kinds.words import Meant, Row, Web, from_page, refuse_page
from generator.forms import Mistake

CHANNEL = re.compile(r"(?:channel:\s*)?(?P<id>UC[\w-]{22})", re.ASCII)
PLAYLIST = re.compile(r"(?:playlist:\s*)?(?P<id>(?:PL|UU|FL|OLAK5uy_)[\w-]{10,64})", re.ASCII)
CHANNEL_NAME = re.compile(r"@[\w.·-]{1,60}")
OLD_NAME = re.compile(r"[\w.·-]{1,100}")
"""Names of channels from before 2022, which only their pages lead on from."""
OWN = frozenset(
    "about account ads attribution_link browse channel creators education embed feed feeds gaming hashtag "
    "howyoutubeworks jobs kids learning live music new oops playlist post premium press redirect results "
    "select_site shorts signin t trending tv upload v watch".split()
)
"""First steps of addresses that are no channels."""
HOSTS = ("youtube.com", "youtu.be")
FORMS = "Open the channel and copy its address: https://www.youtube.com/@name"


def youtube(value: str) -> Meant:
    """Read the id of a channel or of a playlist, `@handle`, or an address."""
    stripped = value.strip()
    if meant := from_page(stripped, youtube_page, "YouTube", FORMS, HOSTS):
        return meant
    if found := CHANNEL.fullmatch(stripped):
        return Meant(kind="youtube", address=f"channel:{found['id']}", name=f"{found['id']} (YouTube)")
    if found := PLAYLIST.fullmatch(stripped):
        return Meant(kind="youtube", address=f"playlist:{found['id']}", name=f"{found['id']} (YouTube)")
    if CHANNEL_NAME.fullmatch(stripped):
        return Meant(kind="youtube", address=stripped.lower(), name=f"{stripped} (YouTube)")
    hint = f'Did you mean "@{stripped}"?' if re.fullmatch(r"[\w.-]{3,}", stripped) else FORMS
    raise Mistake(f'"{stripped}" is neither a channel nor a playlist.', hint)


def youtube_page(page: Web) -> Meant | None:
    """Read the page or the feed of a channel or a playlist; a video is no source, and its pages are mistakes."""
    first, second = page.step(0), page.step(1)
    if first == "channel" and CHANNEL.fullmatch(second):
        return youtube(second)
    if CHANNEL_NAME.fullmatch(first):
        return youtube(first)
    named = page.query.get("channel_id", "") or page.query.get("playlist_id", "") or page.query.get("list", "")
    if CHANNEL.fullmatch(named) or PLAYLIST.fullmatch(named):
        return youtube(named)
    if first == "feeds":
        return None  # a feed by an old name: videos.xml?user=NAME
    return _old(page) or _refuse(page)


def _old(page: Web) -> Meant | None:
    """Read the page of a channel by an old name as a page that names its feed."""
    first = page.step(0)
    name = page.step(1) if first in {"c", "user"} else first
    if page.host != "youtube.com" or name.lower() in OWN or not OLD_NAME.fullmatch(name):
        return None
    where = f"{first}/{quote(name)}" if name != first else quote(name)
    return Meant(kind="feed", address=f"https://www.youtube.com/{where}", name=f"{name} (YouTube)")


def _refuse(page: Web) -> Meant:
    if page.host == "youtu.be" or page.step(0) in {"watch", "shorts", "live", "embed", "v"}:
        raise Mistake("This is one video, and a source is a channel or a playlist.", FORMS)
    raise refuse_page("YouTube", FORMS)


ROWS = {
    "youtube": Row(
        title="YouTube",
        read=youtube,
        page=youtube_page,
        hosts=HOSTS,
        forms="`@handle`, id of a channel, or address",
        words="The newest videos of a channel or of a playlist.",
        examples=(
            'youtube: "@name"',
            "youtube: UCabcdefghijklmnopqrstuv",
            "youtube: https://www.youtube.com/playlist?list=PLabcdefghijklmnop",
            "https://www.youtube.com/@other",
        ),
    ),
}
"""Key -> its row."""
