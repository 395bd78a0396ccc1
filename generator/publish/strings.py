"""The words of the printed page, one table per language: a key and figures in, a sentence out.

Templates hold no sentence of their own: they `say("end")`, so a second language is a second table (P07). A pair is a
singular and a plural. Dates are put together here too, for what the machine's locale knows differs between machines.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

Text = str | tuple[str, str]

ENGLISH: Mapping[str, Text] = MappingProxyType(
    {
        # the frame of every page
        "skip": "Skip to the text",
        "site": "Site",
        "home": "This week",
        "archive": "All weeks",
        "sources": "Sources",
        "method": "How it chooses",
        "repository": "Source code",
        "feeds": "Feeds",
        "made": "Gleaned once a week, to be read to the end.",
        "and_so": "{first} and {others} more",
        # an edition
        "week": "Week {number}",
        "week_year": "Week {number}, {year}",
        "period": "{first}–{last}",
        "picks": ("{n} pick", "{n} picks"),
        "minutes": ("{n} minute", "{n} minutes"),
        "min": "{n} min",
        "voices": ("{n} voice", "{n} voices"),
        "voices_new": ("{voices}, {n} of them new to you", "{voices}, {n} of them new to you"),
        "note": "From the editor",
        "contents": "In this edition",
        "pinned": "Chosen by hand",
        "conversation": "In conversation",
        "interests": "Close to your interests",
        "overlooked": "Overlooked",
        "research": "From research",
        "questions": "Questions still open",
        "besides": "And besides",
        "pinned.words": "The editor put this first.",
        "conversation.words": "Several voices speak of it.",
        "interests.words": "What this digest was asked to look for.",
        "overlooked.words": "Quiet, distant and new voices.",
        "research.words": "Studies, and what links to them.",
        "questions.words": "Somebody asked, and nobody had answered when this edition was made.",
        "besides.words": "Further from what this digest was asked to look for.",
        # a pick
        "by": "A post by {name}",
        "nobody": "Author not named",
        "new_voice": "new to you",
        "why": "Why it is here",
        "signal": "Looked at",
        "finding": "Found",
        "share": "Its effect",
        "effect.most": "raised it twofold or more",
        "effect.much": "raised it much",
        "effect.some": "raised it",
        "effect.little": "raised it a little",
        "effect.none": "changed nothing",
        "effect.held": "held it back",
        "known": "About the voice",
        "also": "Also in this story",
        "alts": "Pictures",
        "warning": "Content warning: {warning}",
        "warning_closed": "The text is kept at its source, under the author’s content warning.",
        "read_at": "Read at {host}",
        "see_about": "See what it is about",
        # around the table
        "table": "Around the table",
        "table.words": "Questions from the digest, not from people. Take one with you.",
        "questions_n": ("{n} question", "{n} questions"),
        "lens.practitioner": "The practitioner",
        "lens.sceptic": "The sceptic",
        "lens.connector": "The connector",
        "lens.newcomer": "The newcomer",
        "lens.scholar": "The scholar",
        "on": "on",
        # the end of an edition
        "end": "That was the week.",
        "chosen": "How this edition was chosen",
        "chosen_from": "Looked at: {items} by {voices}.",
        "items": ("{n} item", "{n} items"),
        "chosen_kept": "Kept: {picks}, with {joined} more beside them as other voices of the same stories.",
        "chosen_kept_alone": "Kept: {picks}.",
        "chosen_thin": "A thin week: {minutes} of the {asked} minutes that an edition may take. It was not filled up.",
        "chosen_muted": ("Muted: {n}.", "Muted: {n}."),
        "chosen_repeated": ("Left out because an earlier edition had it: {n}.",) * 2,
        "chosen_sources": "{answered} of {all} sources answered.",
        "chosen_failed": "Not heard from: {names}.",
        "record": "The record of this edition",
        "earlier": "Earlier weeks",
        "newer": "The week after",
        "older": "The week before",
        # an edition without picks, and a site without editions
        "empty": "Nothing this week.",
        "empty.silent": "None of the {sources} sources could be read. What they say in the meantime is not lost: "
        "the next edition looks back over it.",
        "empty.quiet": "The sources answered, and none of them had anything new.",
        "empty.left": "{items} came in, and none was kept: {why}.",
        "empty.muted": "{n} muted",
        "empty.repeated": "{n} already in an earlier edition",
        "empty.low": "the rest had too little that spoke for it",
        "empty.all": "too little spoke for any of it",
        "empty.owner": "Every pick of this week has been set aside by the editor.",
        "first": "The first edition is on its way.",
        "first.due": "This digest is printed every {weekday} at {hour} ({zone}). Until then there is nothing to read "
        "here, and nothing to miss.",
        "first.sources": ("It listens to {n} source.", "It listens to {n} sources."),
        "first.interests": "It looks for {interests}.",
        # words of the week
        "words": "Words",
        "words.title": "Words of the week",
        "words.short": "More voices speak of them than before.",
        "words.words": "What more voices spoke of than in the weeks before, each counted once. Those who said it first "
        "are named.",
        "words.facts": "{voices}; {before}",
        "words.none": ("none in the week before", "none in the {n} weeks before"),
        "words.most": ("no more than {most} in the week before", "no more than {most} in any of the {n} weeks before"),
        "words.who": "Said by",
        "words.others": ("and {n} more", "and {n} more"),
        "words.also": "It also rose in",
        # saved searches
        "alerts": "Alerts",
        "alerts.words": "Saved searches. Whatever matches one is here and in its feed, whether an edition picked it or "
        "not; only what the editor has muted is not looked at.",
        "alerts.week": "Alerts this week:",
        "alerts.found": ("{n} for {name}", "{n} for {name}"),
        "alerts.count": ("{n} match", "{n} matches"),
        "alerts.until": "Until {day}",
        "alerts.ended": "Ended on {day}",
        "alerts.first": "It begins to look with the first edition.",
        "alerts.none": ("Nothing in the last edition.", "Nothing in the last {n} editions."),
        "alerts.more": (
            "{n} more matched. A narrower search would show it.",
            "{n} more matched. A narrower search would show them.",
        ),
        "alerts.feed": "Feed of this alert",
        "alerts.feeds": "Every saved search has a feed of its own:",
        # the other pages
        "archive.words": "Every edition, newest first. Each has an address that stays.",
        "archive.none": "No edition has been printed yet.",
        "sources.words": "Where this digest looks, and how each source was met when the last edition was made.",
        "sources.first": "Where this digest will look. How each source is met is known after the first edition.",
        "sources.well": "Answered",
        "sources.unwell": "Not heard from",
        "sources.unasked": "Not asked yet",
        "sources_n": ("{n} source", "{n} sources"),
        "source": "Source",
        "state": "How it was met",
        "given": "Gave",
        "health.ok": "answered",
        "health.unchanged": "answered, unchanged since the last visit",
        "health.resting": "resting",
        "health.failed": "failed",
        "health.gone": "gone for good",
        "health.aside": "set aside until somebody looks at it",
        "health.unknown": "not asked yet",
        "since": "since {day}",
        "method.words": "This page is made from the settings in use. What it says is what the machine does.",
        "method.preset": "Preset “{preset}”: {words}",
        "method.reading": "How a score comes about",
        "method.unused": "not weighed here",
        "method.role.subject": "What it is about",
        "method.role.merit": "How good it is",
        "method.role.damper": "What is held against it",
        "method.role": "Counts as",
        "method.signals": "What is weighed",
        "method.signals.words": "Each signal is a small opinion about a story, from 0 to 1. Its weight says how much "
        "that opinion counts. The reasons under every pick are these opinions, in words, with what each of them did.",
        "method.rules": "The rules",
        "method.weight": "Weight",
        "method.formula": "Formula",
        "method.origin": "After",
        "method.interests": "What it looks for",
        "method.owner": "What the editor may do",
        "method.owner.words": "An edition is a file that belongs to a person. They may write a note, put a pick first, "
        "leave one out or reword a question. No later run undoes that.",
        "feeds.words": "Paste one of these addresses into a feed reader. Each edition arrives whole, once a week.",
        "feeds.file": "The address of this site is not known yet; the feeds lie beside its front page.",
        "feeds.none": "The feeds begin with the first edition.",
        "feeds.atom": "Atom",
        "feeds.rss": "RSS",
        "feed.summary": "{facts}. {first}",
        "missing": "This page is not here",
        "missing.words": "Perhaps its address was mistyped, perhaps it has been withdrawn. Editions keep their "
        "addresses: all of them are on one page.",
        "missing.link": "Go to all weeks",
        # the calendar
        "weekdays": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
        "months": "January February March April May June July August September October November December",
    }
)

CATALOGUES: Mapping[str, Mapping[str, Text]] = MappingProxyType({"en": ENGLISH})
TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
"""The common shapes of BCP 47."""
RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"})
"""Languages whose usual script runs from right to left (CLDR, characterOrder)."""


@dataclass(frozen=True, slots=True)
class Say:
    """One language's table, as templates call it: `say("picks", n=3)`."""

    language: str
    """BCP 47, of the table itself."""
    table: Mapping[str, Text]

    def __call__(self, key: str, **values: object) -> str:
        """Return the words of a key; with `n`, the singular or the plural. KeyError where there are none."""
        words = self.table[key]
        if isinstance(words, tuple):
            words = words[values["n"] != 1]
        return words.format(
            **{name: f"{value:,}" if isinstance(value, int) else value for name, value in values.items()}
        )

    def day(self, day: datetime, *, year: bool = True) -> str:
        """Write a day: `20 November 2026`."""
        return f"{day.day} {self._month(day)} {day.year}" if year else f"{day.day} {self._month(day)}"

    def weekday(self, number: int) -> str:
        """Name an ISO weekday, 1 to 7."""
        return str(self.table["weekdays"]).split()[number - 1]

    def period(self, first: datetime, last: datetime) -> str:
        """Write a span of days as briefly as it can be read: `13–20 November 2026`."""
        if (first.year, first.month) == (last.year, last.month):
            return self("period", first=str(first.day), last=self.day(last))
        return self("period", first=self.day(first, year=first.year != last.year) + " ", last=" " + self.day(last))

    def _month(self, day: datetime) -> str:
        return str(self.table["months"]).split()[day.month - 1]


def catalogue(language: str) -> Say:
    """Return the table of a language, or the English one where there is none yet."""
    tongue = language.lower().split("-")[0]
    found = tongue if tongue in CATALOGUES else "en"
    return Say(found, CATALOGUES[found])


def tongue(language: str | None) -> str | None:
    """Return a language tag that a page can carry, else None: strangers write all sorts of things there."""
    return language if language and TAG.fullmatch(language) else None


def direction(language: str | None) -> str:
    """Return the `dir` of foreign text: by its language where that is known, else `auto`."""
    if not language:
        return "auto"
    return "rtl" if language.lower().split("-")[0] in RIGHT_TO_LEFT else "auto"
