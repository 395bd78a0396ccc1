"""Every key of config.yaml with its meaning, in one table; the reference in the documentation is printed from it."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Key:
    """One key as an owner may write it."""

    name: str
    """The way to it: `site.title`; `sources[].feed` for a key of each entry of a list."""
    kind: str
    """What stands behind the colon."""
    default: str
    """What counts where it is not written."""
    words: str


NEEDED = "must be there"

KEYS: Sequence[Key] = (
    Key("site.title", "text", NEEDED, "The name of the digest, on every page and in its feeds."),
    Key(
        "site.address", "https address", "none", "Where the site is published. The workflow for GitHub Pages knows it."
    ),
    Key("site.description", "text", "none", "One sentence below the title."),
    Key("site.language", "language code", "en", "The language of the digest, such as `en`, `de` or `pt-BR`."),
    Key(
        "site.timezone",
        "name of a zone",
        "UTC",
        "Decides when a week begins and when it is six o'clock: `Europe/Berlin`.",
    ),
    Key("site.repository", "https address", "none", "Where config.yaml can be edited; pages then link to it."),
    Key("digest.day", "day of the week", "friday", "The day on which the edition comes out."),
    Key(
        "digest.hour",
        "0 to 23",
        "6",
        "The hour from which it comes out, in the time zone of the site. `18:00` needs quotes.",
    ),
    Key("digest.minutes", "1 to 600", "30", "How long it may take to read an edition: the digest ends there."),
    Key(
        "digest.preset",
        "name of a preset",
        "balanced",
        "What counts when choosing; the page “How it chooses” explains each.",
    ),
    Key(
        "digest.weights",
        "signal: 0 to 100",
        "those of the preset",
        "Single weights instead of the preset's; 0 switches a signal off.",
    ),
    Key(
        "interests", "list of texts", "none", "What you want to read about, in plain words; each entry is one interest."
    ),
    Key("sources", "list", NEEDED, "What is read. An entry is an address, a `#tag@server`, or one of the forms below."),
    Key("sources[].feed", "address", "", "A feed, or a page that names its feed."),
    Key(
        "sources[].opml", "address or file", "", "A list of feeds from a feed reader; the file lies beside config.yaml."
    ),
    Key(
        "sources[].mastodon",
        "hashtag",
        "",
        'What is said under a hashtag. In quotes, for # begins a comment: `"#oer"`.',
    ),
    Key("sources[].hashtag", "hashtag", "", "The same, on every network named by `on`."),
    Key("sources[].on", "list", "[mastodon]", "Networks on which a `hashtag` is followed. So far: mastodon."),
    Key(
        "sources[].servers",
        "list of hosts",
        NEEDED + " for hashtags",
        "The Mastodon servers that are asked, such as mastodon.oeru.org.",
    ),
    Key("sources[].any", "list of hashtags", "none", "More hashtags: a post with any one of them is read, too."),
    Key("sources[].all", "list of hashtags", "none", "Only posts that have all of these as well."),
    Key("sources[].none", "list of hashtags", "none", "No posts that have one of these."),
    Key("sources[].name", "text", "the host or the hashtag", "What readers see."),
    Key(
        "sources[].tie",
        "strong, weak, very weak",
        "found out",
        "How near this voice is to you; every edition mixes near and far.",
    ),
    Key("sources[].topics", "list of texts", "none", "What it is about, where its posts do not say so themselves."),
    Key("sources[].max_items", "1 to 1000", "no limit", "The most that is taken from it in a week."),
    Key("mute", "list", "none", "What you do not want to read. A plain text is a phrase, one with # a hashtag."),
    Key("mute[].phrase", "text", "", "Nothing in which these words stand together."),
    Key("mute[].tag", "hashtag", "", "Nothing with this hashtag."),
    Key("mute[].voice", "name or address", "", "Nothing by this person: a name, an address, or @name@server."),
    Key("mute[].domain", "host", "", "Nothing from this site."),
    Key("mute[].language", "language code", "", "Nothing in this language."),
    Key("mute[].until", "day", "for good", "The last day on which it holds, such as 2026-12-31."),
    Key("prompts.count", "0 to 12", "5", "How many questions stand under an edition; 0 for none."),
    Key(
        "prompts.lenses",
        "list",
        "all five",
        "Whose eyes they see with: practitioner, sceptic, connector, newcomer, scholar.",
    ),
)


def reference() -> str:
    """Return the table of all keys as Markdown."""
    rows = [f"| `{key.name}` | {key.kind} | {key.default or '–'} | {key.words} |" for key in KEYS]
    return "\n".join(["| key | what | if it is not there | meaning |", "| --- | --- | --- | --- |", *rows]) + "\n"
