"""An edition in, the text of its file out, never longer than what is read again: what can be spared goes first.

A foreign address may have two thousand characters, and a picture as many words; a week full of such would be written
down and then refused by its own reader (forms.BYTES), and the site could not be printed. An ordinary edition has a
twentieth of that and is written as it is.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

from generator.model import AlertMatches, Edition, Network, Pick

LARGEST = 900_000
"""Largest edition that is written, in bytes: nine tenths of what is read; the rest is for its owner's note."""
VALUES = 45_000
"""Most values of an edition that is written: of the forms.tree.NODES that are read, as above."""
Spared = Callable[[Edition, int], Edition]
"""Leaves no more than so many of something."""


def fitting(
    edition: Edition, plain: Callable[[Edition], object], written: Callable[[Edition], str]
) -> tuple[Edition, str]:
    """Write an edition, of one too large less and less, in the order of SPARED; return what is left, and its text.

    Args:
        edition: what the desk made.
        plain: its values, as they are counted.
        written: the text of its file.
    """
    each, content = edition, None
    for each in _smaller(edition):
        values, size = _measured(plain(each))
        content = written(each) if values <= VALUES and size <= LARGEST else None
        if content is not None and len(content.encode()) <= LARGEST:
            break
    return each, written(each) if content is None else content


def _smaller(edition: Edition) -> Iterator[Edition]:
    yield edition
    for spared, steps in SPARED:
        for most in steps:
            smaller = spared(edition, most)
            if smaller != edition:
                edition = smaller
                yield edition


def _measured(value: object) -> tuple[int, int]:
    """Return how many values there are, a group and a list one besides what they hold, and the bytes of their texts.

    The file is longer than its texts; but to write it takes a second for each megabyte, and this a hundredth.
    """
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    counts, sizes = zip((1, len(value.encode()) if isinstance(value, str) else 0), *map(_measured, inside), strict=True)
    return sum(counts), sum(sizes)


# ---------------------------------------------------------------- what is spared


def _matches(edition: Edition, most: int) -> Edition:
    """Keep the newest matches of each search, and count the others with those that were too many before."""
    return replace(edition, alerts=tuple(_told(each, most) for each in edition.alerts))


def _told(found: AlertMatches, most: int) -> AlertMatches:
    return replace(found, matches=found.matches[:most], more=found.more + len(found.matches[most:]))


def _pictures(edition: Edition, most: int) -> Edition:
    return _each(edition, lambda pick: replace(pick, alts=pick.alts[:most]))


def _others(edition: Edition, most: int) -> Edition:
    """Name fewer of the voices of a story; by its own id and link it is known again."""
    return _each(edition, lambda pick: replace(pick, also=pick.also[:most], same=pick.same[:most]))


def _each(edition: Edition, made: Callable[[Pick], Pick]) -> Edition:
    alerts = (replace(each, matches=tuple(map(made, each.matches))) for each in edition.alerts)
    return replace(edition, picks=tuple(map(made, edition.picks)), alerts=tuple(alerts))


def _sentences(edition: Edition, most: int) -> Edition:
    """Say of a source whether it was heard, and neither why nor where it is found."""
    reports = (replace(each, words=each.words[:most], address=each.address[:most]) for each in edition.reports)
    return replace(edition, reports=tuple(reports))


def _besides(edition: Edition, most: int) -> Edition:
    """Leave out what stands beside the picks; there is all of it or nothing, for half a map would be a wrong one."""
    return edition if most else replace(edition, network=Network(), words=(), courtesies=())


def _reports(edition: Edition, most: int) -> Edition:
    return replace(edition, reports=edition.reports[:most])


def _picks(edition: Edition, most: int) -> Edition:
    """Keep the first picks, and no question and no figure that speaks of the others; those may come in a later week."""
    picks = edition.picks[:most]
    if len(picks) == len(edition.picks):
        return edition
    there = {pick.id for pick in picks}
    prompts = tuple(each for each in edition.prompts if there.issuperset(filter(None, (*each.about, each.at))))
    meters = replace(edition.meters, **dict.fromkeys(OF_PICKS))
    return replace(edition, picks=picks, prompts=prompts, meters=meters)


OF_PICKS = ("new", "strong", "weak", "very_weak", "overlap", "spread")
"""Meters that measure the picks: of half of them they would say something else."""
SPARED: tuple[tuple[Spared, tuple[int, ...]], ...] = (
    (_matches, (20, 5, 1)),
    (_pictures, (8, 1)),
    (_others, (16, 2)),
    (_sentences, (0,)),
    (_matches, (0,)),
    (_besides, (0,)),
    (_reports, (200, 0)),
    (_picks, (400, 200, 100, 50, 25, 12)),
)
"""What is spared -> how much of it is left, step by step: what is least missed first, and picks last of all."""
