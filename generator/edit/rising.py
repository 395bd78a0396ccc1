"""The week's terms and the counts of earlier weeks in, the words of the week out: what more voices say than before.

A term is compared with the weeks before it by the exact test for two Poisson rates (Przyborowski & Wilenski 1940,
doi:10.1093/biomet/31.3-4.313), which is what Dunning's log-likelihood (1993) comes near to where words are not rare.
Of all terms that are tested, those are taken of which at most a twentieth may be chance (Benjamini & Hochberg 1995).
What is counted is voices: nobody lifts a word alone, however often they say it. The earlier weeks are known by their
counts only; no text of theirs is kept.
"""

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist

from generator.edit.terms import HAN, Use, Uses, summed, voices
from generator.model import Edition, Health, Mention, Word
from generator.text import NAME, one_line

KEPT = 3_000
"""Terms whose counts are kept of a week: some 60 kB."""
COMMONEST = 300
"""So many of its commonest terms measure how much was said in a week."""
UNKEPT = 0.25
"""What a term that was not kept is taken to have had, as a part of the most it can have had: nearly all had nothing."""
WINDOW = 8
"""Earlier weeks that are compared: two months, about as long as a term or a season of a community lasts."""
VOICES = 3
"""Fewest voices that make a word rise: two may be a conversation."""
ALONE = 5
"""...where all of them are at home on one host, which a stranger can fill with accounts, and a big network is."""
BEYOND = 2
"""Fewest voices that use it beside those of its greatest story: the words of one story alone are its headline."""
LIFT = 3.0
"""How much more common than before a term must be: in a big week also a tenth more is no chance, and no news."""
CHANCE = 0.05
"""Part of the words shown that may be there by chance (the false discovery rate)."""
DOUBT = 0.001
"""Highest chance of a single word, whatever the rate says: a small community tests few words, and any would pass.

Against eight weeks in which nobody used it, a word then takes four voices; against one such week, ten.
"""
WORDS = 8
"""Most words of a week."""
NAMED = 5
"""Voices of a word that are named, those who said it first."""
SAME = 1 / 3
"""From this part of the smaller one on, two terms that are used in the same items are one topic."""
EXPLAINS = 0.6
"""A phrase stands for a word in it if this part of the word's voices says the phrase."""
AROUND = 2
"""Fewest different signs before and after a run of Chinese characters that is a word and no piece of one."""
NEGLIGIBLE = 1e-12
"""Part of a sum below which its falling terms are left out."""
SURE = 9.99
"""Highest z that is kept: beyond it, it only says that there is no doubt."""

Usage = Mapping[str, Sequence[Use]]
"""A term's key -> where it is used this week."""
Counts = Mapping[str, int]
"""A term's key -> how many voices used it in a week."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What is known of an earlier week."""

    counts: Counts
    least: int
    """So many voices can have used a term that was not kept, at most."""
    volume: int
    """How much was said in it (`volume`)."""

    def used(self, name: str) -> int:
        """Return how many voices used a term, at most."""
        return self.counts.get(name, self.least)

    def likely(self, name: str) -> float:
        """Return how many voices used a term, as far as can be told."""
        return self.counts.get(name, self.least * UNKEPT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rise:
    """A term that more voices use than before."""

    key: str
    uses: Uses
    chance: float
    """How likely as many voices would use it if it were as common as before, 0 to 1."""
    earlier: tuple[int, ...]
    """At most so many voices used it in each of the earlier weeks, oldest first."""


def counted(now: Usage) -> Counts:
    """Return what is kept of a week: how many voices used each of its commonest terms, without who and where.

    A term that is not in it was used by fewer voices than every term that is: equals are kept or dropped together.
    """
    counts = {name: voices(uses) for name, uses in now.items()}
    ordered = sorted(counts.values(), reverse=True)
    least = ordered[KEPT] + 1 if len(ordered) > KEPT else 1
    return {name: counts[name] for name in sorted(counts) if counts[name] >= least}


def settled(archive: Sequence[Edition]) -> frozenset[str]:
    """Return the sources that answered in at least half of the weeks compared.

    What a new source speaks of all the time is new to the digest, and no news in the community.
    """
    compared = archive[-WINDOW:]
    answered = Counter(
        source
        for edition in compared
        for source in {report.source for report in edition.reports if report.health in {Health.OK, Health.UNCHANGED}}
    )
    return frozenset(source for source, weeks in answered.items() if 2 * weeks >= len(compared))


def rising(now: Usage, before: Sequence[Counts], sources: Collection[str] | None = None) -> tuple[Word, ...]:
    """Return the words of the week, the surest first; none while there is no earlier week to compare with.

    Args:
        now: The terms of this week.
        before: What was kept of earlier weeks, oldest first; an empty one was not heard and says nothing.
        sources: Source.key of those whose voices have a vote (`settled`); None for all.
    """
    compared = [counts for counts in before if sum(counts.values()) > 0][-WINDOW:]
    mine = {name: [use for use in uses if sources is None or use.item.source in sources] for name, uses in now.items()}
    counts = counted({name: uses for name, uses in mine.items() if uses})
    if not compared or not counts:
        return ()
    most = min(COMMONEST, *map(len, (*compared, counts)))
    weeks = [
        Compared(counts=past, least=max(0, min(past.values()) - 1), volume=volume(past, most)) for past in compared
    ]
    risen = (
        Rise(key=name, uses=summed(mine[name]), chance=chance, earlier=tuple(week.used(name) for week in weeks))
        for chance, name in _beyond_chance(counts, volume(counts, most), weeks)
    )
    return tuple(map(_word, _topics(rise for rise in risen if _spread(rise.uses) and _whole(rise.uses))))


def volume(counts: Counts, most: int) -> int:
    """Return how much was said in a week: the sum over so many of its commonest terms.

    Not the number of voices: after the holidays everybody says more, and every word would rise.
    """
    return sum(sorted(counts.values(), reverse=True)[:most])


def _spread(uses: Uses) -> bool:
    """Whether a term is used by enough voices that have little to do with one another."""
    apart = len(uses.said) >= ALONE or len(uses.places) > 1
    greatest = max(uses.stories.values(), key=len)
    return apart and len(uses.said) >= VOICES and len(uses.said.keys() - greatest) >= BEYOND


def _whole(uses: Uses) -> bool:
    """Whether a run of Chinese characters is a word: what stands before and after one varies (accessor variety).

    Feng et al. 2004, doi:10.1162/089120104773633394. The edge of a text is a neighbour of its own.
    """
    if not HAN.fullmatch(uses.written):
        return True
    before, after = set[str](), set[str]()
    for item in uses.said.values():
        around = f"{item.title}\n{item.text}"
        for match in re.finditer(re.escape(uses.written), around):
            before.add(around[match.start() - 1 : match.start()].strip() or item.id)
            after.add(around[match.end() : match.end() + 1].strip() or item.id)
    return min(len(before), len(after)) >= AROUND or not before


def tail(hits: int, tries: int, share: float) -> float:
    """Return the probability of at least `hits` in `tries` where each has the probability `share`.

    No more hits than are expected are no surprise at all: 1.
    """
    if hits <= tries * share:
        return 1.0
    odds = math.log(share) - math.log1p(-share)
    start = math.lgamma(tries + 1) - math.lgamma(hits + 1) - math.lgamma(tries - hits + 1)
    term = math.exp(start + tries * math.log1p(-share) + hits * odds)
    total = 0.0
    for hit in range(hits, tries + 1):
        total += term
        if term < total * NEGLIGIBLE:
            break
        term *= (tries - hit) / (hit + 1) * math.exp(odds)
    return min(1.0, total)


def _beyond_chance(counts: Counts, said: int, weeks: Sequence[Compared]) -> Iterator[tuple[float, str]]:
    """Yield terms with their chance, the surest first, as long as at most CHANCE of them are there by chance.

    Benjamini & Hochberg 1995 (doi:10.1111/j.2517-6161.1995.tb02031.x), with every term counted that could have risen.
    """
    share = said / (said + sum(week.volume for week in weeks))
    tried = [name for name in sorted(counts) if counts[name] >= VOICES]
    chances = {
        name: tail(counts[name], counts[name] + math.ceil(sum(week.likely(name) for week in weeks)), share)
        for name in tried
        if _lifted(name, counts[name] / said, weeks)
    }
    surest = sorted(chances, key=lambda name: (chances[name], -counts[name], -len(name), name))
    passed = [place for place, name in enumerate(surest, 1) if chances[name] <= min(DOUBT, CHANCE * place / len(tried))]
    yield from ((chances[name], name) for name in surest[: max(passed, default=0)])


def _lifted(name: str, part: float, weeks: Sequence[Compared]) -> bool:
    """Whether a term is a much greater part of what is said than before, and a greater one than in any of the weeks."""
    usual = sum(week.used(name) for week in weeks) / sum(week.volume for week in weeks)
    return part >= LIFT * usual and all(part > week.used(name) / week.volume for week in weeks)


def _topics(rises: Iterable[Rise]) -> list[Rise]:
    """Keep one term of each topic: the surest, or the phrase that explains a word, or the word that says more."""
    kept: list[Rise] = []
    for rise in rises:
        same = next((place for place, other in enumerate(kept) if _one_topic(rise, other)), None)
        if same is None:
            kept.append(rise)
        elif _says_more(rise, kept[same]):
            kept[same] = rise
    return kept[:WORDS]


def _one_topic(one: Rise, other: Rise) -> bool:
    shared = len(one.uses.items & other.uses.items)
    return shared >= SAME * min(len(one.uses.items), len(other.uses.items))


def _says_more(rise: Rise, other: Rise) -> bool:
    """Whether a term should stand in the place of a surer one of its topic: only one that holds it or is in it."""
    if other.key in rise.key:
        return len(rise.uses.said) >= EXPLAINS * len(other.uses.said)
    return rise.key in other.key and len(other.uses.said) < EXPLAINS * len(rise.uses.said)


def _word(rise: Rise) -> Word:
    said = list(rise.uses.said.values())
    languages = Counter(item.language or "" for item in said)
    return Word(
        term=one_line(rise.uses.written, NAME),
        voices=len(said),
        who=tuple(Mention(name=item.voice.name, url=item.url, voice=item.voice.key) for item in said[:NAMED]),
        weeks=len(rise.earlier),
        most=max(rise.earlier),
        heard=sum(1 for used in rise.earlier if used),
        z=min(SURE, round(-NormalDist().inv_cdf(max(rise.chance, 1e-300)), 2)),
        language=min(languages, key=lambda tag: (-languages[tag], tag)) or None,
    )
