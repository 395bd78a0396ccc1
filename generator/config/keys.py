"""Every key of config.yaml with its meaning, in one table; the reference in the documentation is printed from it."""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.config.kinds import ROWS, TAGGED
from generator.config.theme import STACKS
from generator.model import BLOCKS


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


def _default(key: str) -> str:
    return NEEDED + " for hashtags and lists on Mastodon" if key == "servers" else "none"


KEYS: Sequence[Key] = (
    Key("site.title", "text", NEEDED, "The name of the digest, on every page and in its feeds."),
    Key(
        "site.address", "https address", "none", "Where the site is published. The workflow for GitHub Pages knows it."
    ),
    Key("site.description", "text", "none", "One sentence below the title."),
    Key(
        "site.language",
        "language code",
        "en",
        "The language of the digest, such as `en`, `de-AT` or `pt-BR`; pages speak `ar`, `de` or `es`, else English.",
    ),
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
        "digest.reading",
        "day and hour",
        "the afternoon after",
        "When you read it, such as `friday 16:00`, in the site's time zone: the weekly hour in `reading.ics`.",
    ),
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
    *(Key(f"sources[].{key}", row.forms, "", row.words) for key, row in ROWS.items()),
    Key("sources[].hashtag", "hashtag", "", "A hashtag on every network named by `on`."),
    Key("sources[].on", "list", "[mastodon]", f"Networks on which a `hashtag` is followed: {', '.join(TAGGED)}."),
    *(
        Key(f"sources[].{key}", "list of " + ("hosts" if key == "servers" else "hashtags"), _default(key), words)
        for row in ROWS.values()
        for key, words in row.options.items()
    ),
    Key("sources[].name", "text", "what it is called", "What readers see."),
    Key(
        "sources[].tie",
        "strong, weak, very weak",
        "found out",
        "How near this voice is to you; every edition mixes near and far.",
    ),
    Key("sources[].topics", "list of texts", "none", "What it is about, where its posts do not say so themselves."),
    Key("sources[].max_items", "1 to 1000", "no limit", "The most that is taken from it in a week."),
    Key("sources[].languages", "list of codes", "all", "Only what is in one of these languages, or does not say."),
    Key(
        "sources[].full_text",
        "yes or no",
        "where there is no summary",
        "yes: the pages of its posts are read as well. no: they never are, and only its own summaries are kept.",
    ),
    Key("sources[].pause_until", "day", "no rest", "It rests, and is asked again on this day."),
    Key("sources[].until", "day", "for good", "The last day on which it is asked: for a course, a conference."),
    Key(
        "sources[].checked",
        "day",
        "none",
        "The day on which you looked at a source that was set aside because it had changed, and found it right.",
    ),
    Key("sources[].note", "text", "none", "A note to yourself; it is not published."),
    Key("mute", "list", "none", "What you do not want to read. A plain text is a phrase, one with # a hashtag."),
    Key("mute[].phrase", "text", "", "Nothing in which these words stand together."),
    Key("mute[].tag", "hashtag", "", "Nothing with this hashtag."),
    Key("mute[].voice", "name or address", "", "Nothing by this person: a name, an address, or @name@server."),
    Key("mute[].domain", "host", "", "Nothing from this site."),
    Key("mute[].language", "language code", "", "Nothing in this language."),
    Key("mute[].until", "day", "for good", "The last day on which it holds, such as 2026-12-31."),
    Key(
        "alerts",
        "list",
        "none",
        "Saved searches, at most 20. What matches stands on the page “Alerts” and in a feed of its own, whatever the "
        "desk picks.",
    ),
    Key("alerts[].name", "text", NEEDED, "What readers see; its letters and digits make the address of its feed."),
    Key(
        "alerts[].query",
        "query",
        NEEDED,
        "What is looked for, in single quotes: see [Queries](#queries).",
    ),
    Key("alerts[].until", "day", "for good", "The last day whose items it looks at; the page then says that it ended."),
    Key(
        "prompts.count",
        "0 to 12",
        "5",
        "How many questions stand under an edition, besides up to two at single picks; 0 for none at all.",
    ),
    Key(
        "prompts.lenses",
        "list",
        "all five",
        "Whose eyes they see with: practitioner, sceptic, connector, newcomer, scholar, or a word of your own that has "
        "a question in content/prompts/.",
    ),
    Key(
        "answers.mastodon",
        "@name@server",
        "none",
        "Your account that announces each edition with a link to it. What is answered there in public is shown under "
        "the edition, and taken off again when it is deleted. The post of one edition can also be named in its file: "
        "`thread: https://server.example/@me/1234`.",
    ),
    Key("answers.email", "e-mail address", "none", "Readers may write to it; it stands on every edition's page."),
    Key(
        "answers.giscus",
        "four keys",
        "none",
        "Discussions of a repository on GitHub, shown on a click of the reader; giscus.app gives the four values.",
    ),
    Key("answers.giscus.repo", "owner/name", NEEDED, "The public repository whose discussions they are."),
    Key("answers.giscus.repo_id", "id", NEEDED, "The id of the repository; it begins with R_."),
    Key("answers.giscus.category", "text", NEEDED, "The category of discussions, such as Announcements."),
    Key("answers.giscus.category_id", "id", NEEDED, "The id of the category; it begins with DIC_."),
    Key(
        "announce.mastodon",
        "@name@server",
        "none",
        "The account that tells of each edition, once; the server is the one you log in at. It needs a "
        "[secret](secrets.md). With the same account under `answers.mastodon`, what is answered there is shown.",
    ),
    Key(
        "announce.bluesky",
        "handle",
        "none",
        "The account that tells of each edition on Bluesky, such as `name.bsky.social`; it needs a "
        "[secret](secrets.md).",
    ),
    Key("announce.email.sender", "e-mail address", NEEDED, "From whom the letter of each edition comes."),
    Key(
        "announce.email.server",
        "host:port",
        NEEDED,
        "Where it is handed in: `smtp.school.example:465`, or `:587`. The way there is always encrypted; the name and "
        "the password are [secrets](secrets.md).",
    ),
    Key(
        "announce.email.to",
        "list of addresses",
        "none",
        "Who gets it, at most 100, none of whom sees the others; a mailing list is best. Where others can read this "
        "file, keep people's addresses in the secret SMTP_TO.",
    ),
    Key("announce.email.reply_to", "e-mail address", "the sender", "Where answers go, and wishes to get no more."),
    Key(
        "announce.release",
        "yes or no",
        "no",
        "yes: each edition becomes a release of the repository, and GitHub writes to those who watch its releases.",
    ),
    Key(
        "theme.colours",
        "paper, ink, soft, accent",
        "those of the theme",
        'Colours in quotes: `"#7c3a16"`, `rgb(124 58 22)` or `oklch(43% 0.1 46)`. Paper is the ground, ink the text, '
        "soft what is said quietly, accent links and marks. Text needs a contrast of 7:1 with the paper, the accent "
        "4.5:1; the others follow from these, and so does the dark mode.",
    ),
    Key("theme.colours.dark", "the same four", "made of the light ones", "Colours where the reader's system is dark."),
    Key(
        "theme.fonts.text",
        "kind, or list of names",
        "old style",
        f"What text is set in: {', '.join(STACKS)}, of fonts that machines have; or fonts by name, `[Literata]`. "
        "No font is ever loaded: who does not have one sees the next.",
    ),
    Key("theme.fonts.apparatus", "kind, or list of names", "system", "What labels, facts and buttons are set in."),
    Key("theme.measure", "45 to 85", "about 66", "How many characters a full line of text has, on average."),
    Key("theme.size", "85 to 140", "100", "The size of everything, in percent."),
    Key(
        "theme.blocks",
        "list of parts",
        "all of them, in this order",
        f"Which parts of an edition are shown, and where: {', '.join(BLOCKS)}. What is not named is not shown, but "
        "picks and chosen have to be there. Earlier weeks stand on the front page, and always last.",
    ),
    Key(
        "withdrawn",
        "list of addresses",
        "none",
        "People and sites that are to be on no page, past or future: `@name@server`, the address of a profile or a "
        "site, a Bluesky handle, a DID. The next build has nothing of them; the next daily run takes them out of the "
        "files of all editions and of what was collected. More in "
        "[content/README.md](../../README.md#when-somebody-wants-to-be-left-out).",
    ),
    Key("version", "whole number", "1", "The form this file is written in. An upgrade writes it, where it needs to."),
)


def reference() -> str:
    """Return all keys as Markdown: a heading for each part of the file, a line for each key."""
    parts: dict[str, list[str]] = {}
    for key in KEYS:
        counts = key.default if key.default in {"", NEEDED} else f"else {key.default}"
        about = "; ".join(filter(None, (key.kind, counts)))
        parts.setdefault(_part(key.name), []).append(f"- **`{key.name}`** ({about}). {key.words}")
    return "\n\n".join(f"## `{part}`\n\n" + "\n".join(lines) for part, lines in parts.items()) + "\n"


def _part(name: str) -> str:
    """Return the part of the file in which a key stands."""
    return name.partition(".")[0].partition("[")[0]
