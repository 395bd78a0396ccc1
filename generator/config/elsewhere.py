"""What Gleaner does not read, and what to do instead: a table, honest about why."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from generator.forms import Mistake

PERSON = "Ask the person whether there is a blog or a newsletter, too, and add that."
BRIDGE = (
    "If you run a bridge, such as RSSHub, and the rules of that network let you, add its feed: "
    "- bridge: https://your.bridge/{route}"
)

CLOSED: Mapping[str, tuple[str, str]] = {
    "linkedin": ("LinkedIn", PERSON),
    "facebook": ("Facebook", PERSON),
    "tiktok": ("TikTok", PERSON),
    "whatsapp": ("WhatsApp", PERSON),
    "discord": ("Discord", PERSON),
    "instagram": ("Instagram", BRIDGE.format(route="instagram/user/NAME")),
    "threads": ("Threads", BRIDGE.format(route="threads/NAME")),
    "telegram": ("Telegram", BRIDGE.format(route="telegram/channel/NAME")),
    "googlescholar": ("Google Scholar", 'Search an open index of papers instead: - openalex: "your words"'),
}
"""Key -> the name of a network that leaves no program a lawful way to read what is public, and what to do instead."""

HOSTS: Mapping[str, str] = {
    "linkedin.com": "linkedin",
    "facebook.com": "facebook",
    "fb.com": "facebook",
    "tiktok.com": "tiktok",
    "whatsapp.com": "whatsapp",
    "discord.com": "discord",
    "discord.gg": "discord",
    "instagram.com": "instagram",
    "threads.net": "threads",
    "threads.com": "threads",
    "t.me": "telegram",
    "telegram.me": "telegram",
    "scholar.google.com": "googlescholar",
}
"""Hosts whose pages lead to no feed."""


SHORT = (
    "amzn.to", "bit.ly", "buff.ly", "cutt.ly", "dlvr.it", "goo.gl", "ift.tt", "is.gd", "lnkd.in", "ow.ly", "rb.gy",
    "shorturl.at", "t.co", "t.ly", "tiny.cc", "tinyurl.com", "trib.al",
)  # fmt: skip
"""Hosts of short addresses, which do not say where they lead."""


def refusal(kind: str, name: str = "") -> tuple[str, str]:
    """Return the sentence and the advice for a network that is not read; `name` is who was meant."""
    title, advice = CLOSED[kind]
    return f"{title} gives programs no lawful way to read it, so Gleaner does not.", advice.replace(
        "NAME", name or "NAME"
    )


def refuse(address: str, host: str) -> None:
    """Raise the refusal where an address leads to such a network, or does not say where it leads."""
    if any(host == known or host.endswith("." + known) for known in SHORT):
        raise Mistake(
            f"{host} makes short addresses, and this one does not say where it leads.",
            "Open it, and write the address you arrive at.",
        )
    for known, kind in HOSTS.items():
        if host == known or host.endswith("." + known):
            steps = [step for step in urlsplit(address).path.split("/") if step and step != "s"]
            name = steps[0].removeprefix("@") if len(steps) == 1 and steps[0].isascii() else ""
            raise Mistake(*refusal(kind, name))
