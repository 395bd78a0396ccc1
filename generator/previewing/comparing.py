"""Two editions of one week in, what differs between them out; pure. Two configs in, what differs in their sources.

A pick is the same one in both where the stories share an item, whoever leads them. Within a section the fewest picks
are said to have moved: all that are not on a longest common run of the two orders.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields

from generator.model import AlertMatches, Config, Edition, Pick, Prompt, Source

SILENT = frozenset({"line", "note"})
"""Fields of a source that change nothing a reader gets."""
ASKED = frozenset({"options", "max_items", "languages", "full_text"})
"""Fields that decide what a source is asked for, beside its address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Both:
    """A pick that is in both editions."""

    before: Pick
    after: Pick


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertChange:
    """A saved search that finds something else."""

    name: str
    came: tuple[Pick, ...] = ()
    left: tuple[Pick, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """In what the second of two editions differs from the first."""

    came: tuple[Pick, ...] = ()
    """In the order of the second edition, as all that is in it."""
    left: tuple[Pick, ...] = ()
    """In the order of the first."""
    elsewhere: tuple[Both, ...] = ()
    """In another section."""
    moved: tuple[Both, ...] = ()
    """At another place of the same section."""
    reworded: tuple[Both, ...] = ()
    """Here for another reason."""
    asked: tuple[Prompt, ...] = ()
    unasked: tuple[Prompt, ...] = ()
    alerts: tuple[AlertChange, ...] = ()
    words_came: tuple[str, ...] = ()
    words_left: tuple[str, ...] = ()
    minutes: tuple[float, float] = (0.0, 0.0)
    """Reading time of the picks, before and after; by itself it is no difference."""

    def __bool__(self) -> bool:
        """Tell whether a reader would see anything else."""
        return any(getattr(self, part.name) for part in fields(self) if part.name != "minutes")


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceChange:
    """A source of which something else is wished."""

    before: Source
    after: Source
    wishes: tuple[str, ...]
    """The names of the fields that differ."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceChanges:
    """In what the sources of two configs differ."""

    added: tuple[Source, ...] = ()
    removed: tuple[Source, ...] = ()
    changed: tuple[SourceChange, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether there is any difference."""
        return bool(self.added or self.removed or self.changed)

    @property
    def unread(self) -> tuple[Source, ...]:
        """Sources of which nobody has read yet what they are asked for now."""
        return (*self.added, *(each.after for each in self.changed if ASKED & set(each.wishes)))


def sources(before: Config, after: Config) -> SourceChanges:
    """Compare the sources of two configs, each by its key."""
    old = {source.key: source for source in before.sources}
    new = {source.key: source for source in after.sources}
    both = ((old[key], source) for key, source in new.items() if key in old)
    changed = (SourceChange(before=one, after=other, wishes=_wishes(one, other)) for one, other in both)
    return SourceChanges(
        added=tuple(source for key, source in new.items() if key not in old),
        removed=tuple(source for key, source in old.items() if key not in new),
        changed=tuple(change for change in changed if change.wishes),
    )


def compare(before: Edition, after: Edition) -> Difference:
    """Compare two editions of one week."""
    old, new = _shown(before.picks), _shown(after.picks)
    pairs = _pairs(old, new)
    told = {pick.id for pick in pairs.values()}
    both = tuple(Both(before=pairs[pick.id], after=pick) for pick in new if pick.id in pairs)
    here = tuple(each for each in both if each.before.section == each.after.section)
    asked, unasked = _prompts(after), _prompts(before)
    words = _terms(before), _terms(after)
    return Difference(
        came=tuple(pick for pick in new if pick.id not in pairs),
        left=tuple(pick for pick in old if pick.id not in told),
        elsewhere=tuple(each for each in both if each.before.section != each.after.section),
        moved=tuple(_moved(here, old)),
        reworded=tuple(each for each in both if each.before.why != each.after.why),
        asked=tuple(prompt for text, prompt in asked.items() if text not in unasked),
        unasked=tuple(prompt for text, prompt in unasked.items() if text not in asked),
        alerts=tuple(_alerts(before.alerts, after.alerts)),
        words_came=tuple(term for term in words[1] if term not in words[0]),
        words_left=tuple(term for term in words[0] if term not in words[1]),
        minutes=(_minutes(old), _minutes(new)),
    )


# ---------------------------------------------------------------- picks


def _shown(picks: Sequence[Pick]) -> tuple[Pick, ...]:
    return tuple(pick for pick in picks if not pick.hidden)


def _minutes(picks: Sequence[Pick]) -> float:
    return sum(pick.minutes for pick in picks)


def _pairs(old: Sequence[Pick], new: Sequence[Pick]) -> Mapping[str, Pick]:
    """Return, by its id, for each new pick the old one that it was; no old one is two new ones."""
    homes = {name: pick for pick in reversed(old) for name in (*pick.same, pick.id)}
    found: dict[str, Pick] = {}
    taken: set[str] = set()
    for pick in new:
        was = next((homes[name] for name in (pick.id, *pick.same) if name in homes), None)
        if was and was.id not in taken:
            found[pick.id] = was
            taken.add(was.id)
    return found


def _moved(both: Sequence[Both], old: Sequence[Pick]) -> Iterable[Both]:
    """Yield those that have to move so that the others keep the order they had, section by section."""
    order = {pick.id: place for place, pick in enumerate(old)}
    for section in dict.fromkeys(each.after.section for each in both):
        inside = [each for each in both if each.after.section == section]
        stays = set(_rising([order[each.before.id] for each in inside]))
        yield from (each for place, each in enumerate(inside) if place not in stays)


def _rising(numbers: Sequence[int]) -> Sequence[int]:
    """Return the places of a longest rising run (Schensted 1961); of several the one that ends first."""
    best: list[tuple[int, ...]] = []
    for place, number in enumerate(numbers):
        before = (run for run in best if numbers[run[-1]] < number)
        best.append((*max(before, key=len, default=()), place))
    return max(best, key=len, default=())


# ---------------------------------------------------------------- what else an edition holds


def _prompts(edition: Edition) -> Mapping[str, Prompt]:
    return {prompt.text: prompt for prompt in edition.prompts if not prompt.hidden}


def _terms(edition: Edition) -> tuple[str, ...]:
    return tuple(word.term for word in edition.words if not word.hidden)


def _alerts(before: Sequence[AlertMatches], after: Sequence[AlertMatches]) -> Iterable[AlertChange]:
    """Yield what differs, by the key of the search: first of those that still find something, then of the others."""
    old, new = ({found.key: found for found in each} for each in (before, after))
    for key in dict.fromkeys((*new, *old)):
        was, found = (_shown(each[key].matches) if key in each else () for each in (old, new))
        pairs = _pairs(was, found)
        told = {pick.id for pick in pairs.values()}
        came = tuple(pick for pick in found if pick.id not in pairs)
        left = tuple(pick for pick in was if pick.id not in told)
        if came or left:
            yield AlertChange(name=(new.get(key) or old[key]).name, came=came, left=left)


def _wishes(before: Source, after: Source) -> tuple[str, ...]:
    names = (part.name for part in fields(Source) if part.name not in SILENT)
    return tuple(name for name in names if getattr(before, name) != getattr(after, name))
