"""The week's figures in, the sentences a page says about them out."""

from collections.abc import Sequence
from functools import lru_cache

from generator.model import Edition, Health, Pick
from generator.publish.strings import Say

HEARD = frozenset({Health.OK, Health.UNCHANGED})
THIN = 0.75
"""An edition that takes less of its time than this says so."""
NAMED = 3
"""How many silent sources are named before the rest is counted."""


def minutes(picks: Sequence[Pick]) -> int:
    """Return the reading time of picks in whole minutes, at least one where there is something to read."""
    return max(1, round(sum(pick.minutes for pick in picks))) if picks else 0


def facts(picks: Sequence[Pick], say: Say) -> tuple[str, ...]:
    """Say how much there is to read and how many speak; nothing for an edition without picks."""
    if not picks:
        return ()
    voices = {pick.voice for pick in picks} | {other.voice for pick in picks for other in pick.also}
    fresh = len({pick.voice for pick in picks if pick.new_voice})
    spoken = say("voices", n=len(voices))
    return (
        say("picks", n=len(picks)),
        say("minutes", n=minutes(picks)),
        say("voices_new", n=fresh, voices=spoken) if fresh else spoken,
    )


def chosen(edition: Edition, picks: Sequence[Pick], say: Say) -> tuple[str, ...]:
    """Say in sentences what was looked at, kept and left out, and who was not heard from."""
    numbers = edition.numbers
    kept = say("picks", n=len(picks))
    told = [say("chosen_from", items=say("items", n=numbers.items), voices=say("voices", n=numbers.voices))]
    told.append(
        say("chosen_kept", picks=kept, joined=numbers.joined)
        if numbers.joined
        else say("chosen_kept_alone", picks=kept)
    )
    told += [say("chosen_thin", minutes=minutes(picks), asked=round(numbers.minutes or 0))] if _thin(edition) else []
    told += [say("chosen_repeated", n=numbers.repeated)] if numbers.repeated else []
    told += [say("chosen_muted", n=numbers.muted)] if numbers.muted else []
    return (*told, *_heard(edition, say))


def _thin(edition: Edition) -> bool:
    """Whether a week had picks for less of its time than a reader would expect, before the owner set any aside."""
    asked = edition.numbers.minutes
    return bool(edition.picks) and asked is not None and sum(pick.minutes for pick in edition.picks) < THIN * asked


def _heard(edition: Edition, say: Say) -> tuple[str, ...]:
    if not edition.reports:
        return ()
    silent = [report.name for report in edition.reports if report.health not in HEARD]
    answered = say("chosen_sources", answered=len(edition.reports) - len(silent), all=len(edition.reports))
    return (answered, say("chosen_failed", names=some(silent, say))) if silent else (answered,)


def some(names: Sequence[str], say: Say) -> str:
    """Name the first few and count the rest: `A, B, C and 4 more`."""
    if len(names) <= NAMED:
        return say.listed(names)
    return say.listed((*names[:NAMED], say("more_n", n=len(names) - NAMED)))


def empty(edition: Edition, say: Say) -> tuple[str, ...]:
    """Say why an edition has nothing to read."""
    numbers = edition.numbers
    if edition.picks:
        return say("empty"), say("empty.owner")
    if edition.reports and not any(report.health in HEARD for report in edition.reports):
        return say("empty"), say("empty.silent", sources=len(edition.reports))
    if not numbers.items:
        return say("empty"), say("empty.quiet")
    why = [say("empty.muted", n=numbers.muted)] if numbers.muted else []
    why += [say("empty.repeated", n=numbers.repeated)] if numbers.repeated else []
    if numbers.muted + numbers.repeated < numbers.items:
        why += [say("empty.low") if why else say("empty.all")]
    return say("empty"), say("empty.left", items=say("items", n=numbers.items), why=say.row(why))


EFFECTS = ((2.0, "effect.most"), (1.25, "effect.much"), (1.05, "effect.some"), (1.0, "effect.little"))
"""From which factor on a reason raised the score by how much, in words; below the last it held the story back."""


def effect(factor: float | None, say: Say) -> str:
    """Say what a reason did to the score; "" where a record of before does not know."""
    if factor is None:
        return ""
    return say(_strength(factor))


@lru_cache(maxsize=4096)
def _strength(factor: float) -> str:
    """Return the key of the words for a factor."""
    if factor == 1:
        return "effect.none"
    return next((key for least, key in EFFECTS if factor >= least), "effect.held")
