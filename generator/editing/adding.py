"""Sources as somebody types them in; config.yaml with an entry for each new one, and what became of each, out.

Before anything is written each is asked once: a page gives way to the feed that it names, a feed gives its title for a
name, and what does not answer is not put in. Without a network that is left out.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlsplit

from generator import collect as street
from generator import config, text
from generator.collect import Catch, Door
from generator.editing.change import Change, Sheet, added, open_sheet, refuse
from generator.editing.writing import Entry
from generator.errors import InputError, Problem, StreetError
from generator.model import Source, Tie

WAITING = frozenset({"secret", "resting", "unasked"})
"""Why a source may give nothing today without anything being wrong with it."""
IMPORTS = "adds what a feed reader's list (OPML) names."


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What an entry is to say besides what is read."""

    name: str = ""
    tie: Tie | None = None
    topics: tuple[str, ...] = ()
    note: str = ""


NOTHING = Wish()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one source that was typed."""

    typed: str
    name: str
    became: str
    """added, there (it was there before), or failed."""
    words: str = ""
    """Where it stands, or why it is not there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """An entry on its way."""

    typed: str
    source: Source
    entry: Entry
    words: str = ""


def add(
    path: Path, typed: Sequence[str], *, wish: Wish = NOTHING, door: Door | None, now: datetime
) -> tuple[Change, tuple[Outcome, ...]]:
    """Add sources to the file; nothing is written yet.

    Args:
        path: config.yaml.
        typed: Each an address, `#tag@server`, `@name@server`, `kind: what is meant`, or a list beside the file.
        wish: What each entry is to say besides.
        door: How the network is met; None for asking nobody.
        now: The instant, aware.

    Returns:
        The change, and what became of each, in the order in which they were typed.

    Raises:
        InputError: one of them means nothing, or the file cannot be changed.
    """
    sheet = open_sheet(path)
    drafts = _drafts(typed, path.resolve().parent)
    found = tuple(_met(drafts, sheet, door, now)) if door else drafts
    outcomes: list[Outcome] = []
    fresh: dict[str, Entry] = {}
    for each in found:
        outcome = each if isinstance(each, Outcome) else _outcome(each, wish, sheet, fresh)
        if not isinstance(each, Outcome) and outcome.became == "added":
            fresh[each.source.key] = _wished(each.entry, wish)
        outcomes.append(outcome)
    return added(sheet, tuple(fresh.values())), tuple(outcomes)


def _outcome(draft: _Draft, wish: Wish, sheet: Sheet, fresh: Mapping[str, Entry]) -> Outcome:
    if there := sheet.find(draft.source):
        asked = there.options.get("servers", ())
        more = (each for each in draft.source.options.get("servers", ()) if each not in asked)
        hint = "".join(f" To ask {each} as well, write it behind `servers` there." for each in more)
        words = f"It is in line {there.line} already.{hint}"
        return Outcome(typed=draft.typed, name=there.name, became="there", words=words)
    if draft.source.key in fresh:
        return Outcome(typed=draft.typed, name=draft.source.name, became="there", words="It was typed twice.")
    return Outcome(typed=draft.typed, name=wish.name or draft.source.name, became="added", words=draft.words)


def _wished(entry: Entry, wish: Wish) -> Entry:
    said = {"name": text.one_line(wish.name), "tie": str(wish.tie or ""), "note": text.one_line(wish.note)}
    given: Entry = {key: value for key, value in said.items() if value}
    topics = tuple(each for topic in wish.topics if (each := text.one_line(topic)))
    return {**entry, **given, **({"topics": topics} if topics else {})}


# ---------------------------------------------------------------- what is typed, as an entry


def _drafts(typed: Iterable[str], folder: Path) -> tuple[_Draft, ...]:
    """Read what is typed; all that means nothing is said at once."""
    drafts: list[_Draft] = []
    wrong: list[InputError] = []
    for each in typed:
        try:
            drafts.append(_draft(each, folder))
        except InputError as error:
            wrong.append(error)
    refuse(wrong)
    return tuple(drafts)


def _draft(typed: str, folder: Path) -> _Draft:
    key, rest = config.key_of(typed)
    if key in {"", "opml"} and (name := _beside(rest, folder)):
        return _Draft(typed=typed, source=Source(kind="opml", address=name, name=name), entry={"opml": name})
    if not key and _is_file(rest):
        raise InputError(Problem(file=typed, words="This is a file.", hint=f"./gleaner import '{typed}' {IMPORTS}"))
    written = f"opml: {rest}" if not key and _is_list(rest) else typed
    source, entry = entry_of(written)
    return _Draft(typed=typed, source=source, entry=entry)


def _beside(name: str, folder: Path) -> str:
    """Return the name of a list of feeds that lies beside config.yaml; "" where there is none."""
    path = folder / name
    if "//" in name or path.suffix.lower() not in {".opml", ".xml"} or not _is_file(str(path)):
        return ""
    return path.name if path.resolve().parent == folder else ""


def _is_file(name: str) -> bool:
    try:
        return "//" not in name and Path(name).is_file()
    except OSError:  # no name can be that long
        return False


def _is_list(address: str) -> bool:
    try:
        return "//" in address and urlsplit(address).path.lower().endswith(".opml")
    except ValueError:  # http://[::1: what it is instead is said by who reads it
        return False


def entry_of(typed: str) -> tuple[Source, Entry]:
    """Return what is meant and the entry that says so; InputError where it means nothing."""
    key, rest = config.key_of(typed)
    meant = config.meant_by(typed, "./gleaner add")
    options = MappingProxyType({"servers": meant.servers} if meant.servers else {})
    source = Source(kind=meant.kind, address=meant.address, name=meant.name, options=options)
    if meant.kind == "mastodon":
        said = meant.address if meant.address.startswith("list:") else meant.name
        return source, {"mastodon": said, **({"servers": meant.servers} if meant.servers else {})}
    if meant.kind in {"feed", "opml"} and key in {"", "feed", "opml"}:
        return source, {meant.kind: meant.address}
    return source, {key or meant.kind: rest}


# ---------------------------------------------------------------- asked once


def _met(drafts: Sequence[_Draft], sheet: Sheet, door: Door, now: datetime) -> Iterator[_Draft | Outcome]:
    """Ask each that is not there yet what it is; in the order of the drafts."""
    unknown = {draft.source.key: draft.source for draft in drafts if _is_asked(draft, sheet)}
    said = {source.key: found for source, found in street.meet(tuple(unknown.values()), now=now, door=door)}
    for draft in drafts:
        found = said.get(draft.source.key)
        if isinstance(found, StreetError):
            yield _unanswered(draft, found)
        else:
            yield _introduced(draft, found) if found else draft


def _is_asked(draft: _Draft, sheet: Sheet) -> bool:
    return sheet.find(draft.source) is None and ("//" in draft.source.address or draft.source.kind != "opml")


def _unanswered(draft: _Draft, error: StreetError) -> _Draft | Outcome:
    if error.kind in WAITING:
        return replace(draft, words=error.words)
    return Outcome(typed=draft.typed, name=draft.source.name, became="failed", words=error.words)


def _introduced(draft: _Draft, catch: Catch) -> _Draft:
    """Take the feed for the page that names it, and its title for a name; other kinds have names already."""
    if draft.source.kind != "feed":
        return draft
    address = text.address(catch.feed or "") or draft.source.address
    title = text.clip(text.one_line(catch.title), text.NAME)
    entry = {**draft.entry, "feed": address} if "feed" in draft.entry else draft.entry
    if title and "feed" in draft.entry:
        entry = {**entry, "name": title}
    return replace(draft, source=replace(draft.source, address=address, name=title or draft.source.name), entry=entry)
