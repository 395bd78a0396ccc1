"""A week as it was judged in, what its readers could do for one another out (E09): answer, thank, welcome, introduce.

A digest that only takes is no part of a network. What is proposed here is small, and each proposal leads to the place
where the conversation lives. Nobody is named who is a machine, who was muted, or who lets others have no more than the
way to a post; nobody is named twice in one edition, and whoever an earlier one has named comes after the rest.
"""

from collections.abc import Sequence
from types import MappingProxyType

from generator.edit.introductions import Usage, strangers
from generator.edit.network import Survey
from generator.edit.offers import Offer, look, newcomers, picked, questions
from generator.edit.selecting import Selection
from generator.model import Courtesy, Edition, Kindness, Mention, Network

MOST = MappingProxyType({Kindness.ANSWER: 4, Kindness.WELCOME: 3, Kindness.INTRODUCE: 2, Kindness.THANK: 5})
"""Most of a kind, in the order in which people are given out: those who wait for somebody come first, and thanks, for
which there are most to choose from, come last."""
NOBODY = Survey(network=Network(), circle={})


def courtesies(
    selection: Selection, archive: Sequence[Edition], spoken: Usage, met: Survey = NOBODY
) -> tuple[Courtesy, ...]:
    """Return what could be done for whom, in the order of Kindness; the same for any order of the items.

    Args:
        selection: What was decided about the week.
        archive: The earlier editions, oldest first.
        spoken: The terms of the week, by their key.
        met: Who met whom this week.
    """
    room = look(selection, archive, met)
    offers = (*questions(room), *newcomers(room), *strangers(room, spoken), *picked(room))
    taken: set[str] = set()
    found: list[Courtesy] = []
    for kind, most in MOST.items():
        given = 0
        for offer in sorted((each for each in offers if each.kind is kind), key=_place):
            if given < most and taken.isdisjoint(offer.keys):
                taken.update(offer.keys)
                found.append(_courtesy(offer))
                given += 1
    kinds = tuple(Kindness)
    return tuple(sorted(found, key=lambda courtesy: kinds.index(courtesy.kind)))


def _place(offer: Offer) -> tuple[tuple[float, ...], tuple[str, ...]]:
    return offer.order, tuple(item.id for item in offer.items)


def _courtesy(offer: Offer) -> Courtesy:
    return Courtesy(
        kind=offer.kind,
        who=tuple(Mention(name=item.voice.name, url=item.url, voice=item.voice.key) for item in offer.items),
        words=offer.words,
        language=offer.items[0].language,
    )
