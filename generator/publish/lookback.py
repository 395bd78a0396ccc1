"""Several editions in, what a look back over them says out: what returned, who came, what was asked, which words rose.

What the owner has hidden is in none of it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from generator import text
from generator.model import Edition, Pick, Prompt, Section, Week, Word
from generator.publish import lexicon, links, questions, view, words
from generator.publish.headings import POINTER, heading
from generator.publish.links import Links
from generator.publish.shapes import ArrivalView, AskedView, Link, ReturnView, WeeksView
from generator.publish.strings import tongue
from generator.publish.view import Desk

RETURNS = {False: 6, True: 12}
ARRIVALS = {False: 12, True: 16}
ONCE = {False: 8, True: 12}
"""Most that are named, of a month and of a year: each list can be read in half a minute."""
NAMED = 4
"""So many weeks are named one by one."""
ASKED = 2
"""Questions of an edition that a month remembers."""
QUARTER = 3
"""Months."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookback:
    """What is looked back on, and what it is written with."""

    editions: tuple[Edition, ...]
    """Oldest first, each with a pick to show."""
    desk: Desk
    to: Links
    whole_year: bool
    """A year is told more selectively than a month."""

    def week(self, week: Week) -> Link:
        """Lead to an edition, by the number of its week."""
        return Link(name=self.desk.say("week", number=week.number), address=self.to(links.edition(week)))

    def weeks(self, weeks: Iterable[Week]) -> WeeksView:
        """Lead to several, each once; to the first and the last where there are many."""
        found = sorted(set(weeks))
        many = len(found) > NAMED
        links = tuple(map(self.week, (found[0], found[-1]) if many else found))
        return WeeksView(links=links, count=self.desk.say("review.weeks_n", n=len(found)) if many else "")

    def picks(self) -> Iterator[tuple[Edition, Pick]]:
        """Yield every pick that is shown, with its edition, oldest first."""
        return ((edition, pick) for edition in self.editions for pick in view.shown(edition))


def facts(past: Lookback) -> str:
    """Say in a sentence how much there was."""
    say, picks = past.desk.say, [pick for _, pick in past.picks()]
    spoken = {text.fold(pick.language).partition("-")[0] for pick in picks if pick.language}
    parts = [say("editions", n=len(past.editions)), *words.facts(picks, say)]
    if len(spoken) > 1:
        parts.append(say("review.languages", n=len(spoken)))
    return say.row(parts)


def network(past: Lookback) -> str:
    """Say in a sentence how the network of the first week differs from that of the last; "" where it is not known."""
    known = [edition for edition in past.editions if edition.network.voices]
    if len(known) < 2:  # noqa: PLR2004  a first one and a last one
        return ""
    first, last = known[0].network, known[-1].network
    return past.desk.say(
        "review.network",
        first=first.voices,
        met=first.voices - first.alone,
        last=last.voices,
        met_last=last.voices - last.alone,
    )


def returned(past: Lookback) -> tuple[ReturnView, ...]:
    """Return the subjects that came up in more than one week, those of most weeks first."""
    weeks: defaultdict[str, list[Week]] = defaultdict(list)
    written: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for edition, pick in past.picks():
        for subject in dict.fromkeys((*pick.topics, *(f"#{tag}" for tag in pick.tags if pick.kind == "post"))):
            weeks[text.fold(subject)].append(edition.week)
            written[text.fold(subject)][subject] += 1
    several = sorted((-len(set(found)), key) for key, found in weeks.items() if len(set(found)) > 1)
    return tuple(
        ReturnView(name=_usual(written[key]), language=None, weeks=past.weeks(weeks[key]))
        for _, key in several[: RETURNS[past.whole_year]]
    )


def _usual(spellings: Mapping[str, int]) -> str:
    return min(spellings, key=lambda each: (-spellings[each], each))


def arrived(past: Lookback) -> tuple[tuple[ArrivalView, ...], str]:
    """Return who was there for the first time, and how many more there were, in words.

    Those from the section of the overlooked come first, then those who came again, then in the order of their coming.
    """
    again: defaultdict[str, list[Week]] = defaultdict(list)
    first: dict[str, tuple[Edition, Pick]] = {}
    for edition, pick in past.picks():
        again[pick.voice].append(edition.week)
        if pick.new_voice:
            first.setdefault(pick.voice, (edition, pick))
    order = sorted(
        first.values(),
        key=lambda found: (
            found[1].section != Section.OVERLOOKED,
            len(set(again[found[1].voice])) == 1,
            found[0].week,
        ),
    )
    most = ARRIVALS[past.whole_year]
    rest = len(order) - most
    named = tuple(_arrival(edition, pick, again[pick.voice], past) for edition, pick in order[:most])
    return named, past.desk.say("review.more", n=rest) if rest > 0 else ""


def _arrival(edition: Edition, pick: Pick, weeks: Sequence[Week], past: Lookback) -> ArrivalView:
    say = past.desk.say
    place = f"{links.edition(edition.week)}#{links.anchor('pick', pick.id)}"
    return ArrivalView(
        voice=Link(name=pick.name or say("nobody"), address=text.address(pick.address or "")),
        work=Link(name=text.clip(heading(pick, say), POINTER), address=past.to(place)),
        language=tongue(pick.language),
        again=past.weeks(week for week in weeks if week > edition.week),
    )


def asked(past: Lookback) -> tuple[AskedView, ...]:
    """Return some of what was asked: of a month two an edition, of a year one through each lens a quarter."""
    seen: Counter[str] = Counter()
    chosen: list[AskedView] = []
    for editions, most in _portions(past):
        open_to = [(edition, prompt) for edition in editions for prompt in _shown(edition)]
        for edition, prompt in _varied(open_to, seen, most):
            chosen.append(_asked(edition, prompt, past))
            seen[prompt.lens] += 1
    return tuple(chosen)


def _portions(past: Lookback) -> Iterator[tuple[Sequence[Edition], int]]:
    """Yield editions among which questions are chosen, and how many."""
    if not past.whole_year:
        yield from (((edition,), ASKED) for edition in past.editions)
        return
    quarters: defaultdict[int, list[Edition]] = defaultdict(list)
    for edition in past.editions:
        quarters[(edition.published.astimezone(ZoneInfo(past.desk.zone)).month - 1) // QUARTER].append(edition)
    yield from ((quarters[number], len(set(_lenses(quarters[number])))) for number in sorted(quarters))


def _lenses(editions: Iterable[Edition]) -> Iterator[str]:
    return (prompt.lens for edition in editions for prompt in _shown(edition))


def _shown(edition: Edition) -> tuple[Prompt, ...]:
    return questions.shown(edition, view.shown(edition))


def _varied(
    found: Sequence[tuple[Edition, Prompt]], seen: Mapping[str, int], most: int
) -> Iterator[tuple[Edition, Prompt]]:
    """Yield one question a lens, the lenses first that were remembered least, from as many editions as can be."""
    through: defaultdict[str, list[tuple[Edition, Prompt]]] = defaultdict(list)
    for edition, prompt in found:
        through[prompt.lens].append((edition, prompt))
    told: Counter[Week] = Counter()
    for lens in sorted(through, key=lambda lens: seen.get(lens, 0))[:most]:
        edition, prompt = min(through[lens], key=lambda case: told[case[0].week])
        told[edition.week] += 1
        yield edition, prompt


def _asked(edition: Edition, prompt: Prompt, past: Lookback) -> AskedView:
    lens, name = questions.lens(prompt, past.desk.say)
    language = past.desk.say.foreign(edition.language)
    return AskedView(lens=lens, name=name, text=prompt.text, language=language, week=past.week(edition.week))


def rose(past: Lookback) -> tuple[tuple[ReturnView, ...], tuple[ReturnView, ...]]:
    """Return the words that rose in several weeks, and those that rose in one."""
    known = past.desk.lexicon
    weeks: defaultdict[str, list[Week]] = defaultdict(list)
    first: dict[str, Word] = {}
    for edition in past.editions:
        for word in lexicon.shown(edition, known):
            key = known.key(word.term)
            weeks[key].append(edition.week)
            first.setdefault(key, word)
    views = {
        key: ReturnView(name=word.term, language=tongue(word.language), weeks=past.weeks(weeks[key]))
        for key, word in first.items()
    }
    stayed = sorted((key for key in views if len(set(weeks[key])) > 1), key=lambda key: (-len(set(weeks[key])), key))
    once = [key for key in views if len(set(weeks[key])) == 1]
    return tuple(views[key] for key in stayed), tuple(views[key] for key in once[: ONCE[past.whole_year]])
