"""Values under `announce:` in; the same in the form the rooms expect out, or a Mistake that says what to write."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from generator import text
from generator.config import checks
from generator.config.kinds import ROWS
from generator.forms import Mistake
from generator.model import AnnounceWishes, Mail

if TYPE_CHECKING:
    from generator.config.shape import AnnounceForm

MOST = 100
"""Recipients of one letter: so many every mail server takes at once (RFC 5321, 4.5.3.1.8)."""
SERVER = re.compile(r"(?P<host>[^\s:/@]+)(?::(?P<port>\d{1,5}))?")
PORTS = range(1, 65536)
EXAMPLE = "Write it like smtp.school.example:465 (or :587); the help pages of whoever keeps your mail name both."


def bluesky(value: str) -> str:
    """Read an account on Bluesky, with or without its @, or by its address, as its handle."""
    stripped = value.strip()
    is_written_out = "/" in stripped or stripped.startswith(("@", "#"))
    meant = ROWS["bluesky"].read(stripped if is_written_out else f"@{stripped}")
    if not meant.address.startswith("@"):
        raise Mistake(f'"{text.clip(value.strip(), 60)}" is not an account.', 'It looks like "name.bsky.social".')
    return meant.address.removeprefix("@")


def server(value: str) -> str:
    """Check where letters are handed in: `host:port`; it stays as it was written."""
    found = SERVER.fullmatch(value.strip())
    if not found or not checks.HOST.fullmatch(found["host"]):
        raise Mistake(f'"{text.clip(value.strip(), 60)}" is not a mail server.', EXAMPLE)
    if not found["port"] or int(found["port"]) not in PORTS:
        raise Mistake(f"{found['host']} has no port behind it.", EXAMPLE)
    return value.strip()


def recipients(value: tuple[str, ...]) -> tuple[str, ...]:
    """Check how many there are; one who is named twice gets one letter."""
    once = each_once(value)
    if len(once) > MOST:
        hint = "Write the address of a mailing list, whose server sends it on and lets people leave."
        raise Mistake(f"These are {len(once)} addresses, and {MOST} is the most.", hint)
    return once


def each_once(addresses: Iterable[str]) -> tuple[str, ...]:
    """Return addresses without those that are there already, in capitals or not."""
    found: dict[str, str] = {}
    for each in addresses:
        found.setdefault(each.lower(), each)
    return tuple(found.values())


def wishes(form: "AnnounceForm") -> AnnounceWishes:
    """Return what was read as what is wished for."""
    return AnnounceWishes(mastodon=form.mastodon, bluesky=form.bluesky, email=_mail(form), release=bool(form.release))


def _mail(form: "AnnounceForm") -> Mail | None:
    if form.email is None:
        return None
    host, _, port = form.email.server.rpartition(":")
    return Mail(sender=form.email.sender, host=host, port=int(port), to=form.email.to, reply_to=form.email.reply_to)
