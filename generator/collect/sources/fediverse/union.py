"""What servers gave in, each post that may be listed once out; pure.

Of a hashtag, each server shows its own part of the fediverse and knows a part of the counts. What one of them knows of
an author's wish holds for what the others gave.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from generator.collect.sources import draft
from generator.collect.sources.fediverse import consent
from generator.collect.words import Catch, Visit
from generator.errors import StreetError
from generator.model import Item, Reactions, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What one server gave."""

    items: tuple[Item, ...] = ()
    links: tuple[Item, ...] = ()
    """Posts of which only the link may be kept."""
    left_out: Mapping[str, int] = field(default_factory=dict)
    """Key of consent.REASONS -> number of posts."""
    refused: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """As in statuses.Timeline."""
    notes: tuple[str, ...] = ()
    failure: StreetError | None = None
    whole: bool = False
    """Whether it was read back to the first day, or to where the server has no more, without a gap."""
    covered: datetime | None = None
    """Of what is whole: from when on no post was missed; None where there was not one."""


def catch(
    found: Found, source: Source, visit: Visit, *, home: str, title: str, covered: datetime | None = None
) -> Catch:
    """Return what one server gave of people whom the owner names; what they have taken back since is named as gone.

    From `covered` on, what it gave is all there is.
    """
    links = draft.newest(found.links, visit.since, None)
    return Catch(
        items=draft.newest(_once((*found.items, *links)), visit.since, source.max_items),
        home=home,
        title=title,
        notes=(*found.notes, *consent.shy_words(len(links)), *consent.words(found.left_out)),
        gone=tuple(sorted(refused((found,), consent.PLAIN))),
        present=frozenset(item.id for item in (*found.items, *found.links)) if covered else None,
        covered=covered,
    )


def allowed(found: Sequence[Found]) -> tuple[Sequence[Item], Sequence[Item]]:
    """Return the posts that the servers gave, and those of which only the link is kept.

    What any server says must not be listed is in neither. Of RSS, which says nothing of consent, remains what no other
    server has left out or given in full.
    """
    no, doubted = refused(found, consent.PLAIN), refused(found, frozenset(consent.REASONS))
    whole = [item for item in _once(item for part in found for item in part.items) if not _names(item) & no]
    given = {item.url for item in whole}
    links = (item for part in found for item in part.links if not _names(item) & doubted and item.url not in given)
    return whole, draft.once(links)


def covered(found: Sequence[Found]) -> datetime | None:
    """Return from when on servers together gave all there is; None unless each was read without a gap.

    One that had nothing says nothing of the others, and where none had anything, nothing is known: an empty answer may
    be a server's mistake.
    """
    known = [part.covered for part in found if part.covered] if all(part.whole for part in found) else []
    return max(known, default=None)


def refused(found: Iterable[Found], reasons: frozenset[str]) -> frozenset[str]:
    """Return the ids and addresses of the posts and authors that are left out for one of the reasons."""
    return frozenset(name for part in found for why in reasons for name in part.refused.get(why, ()))


def _names(item: Item) -> frozenset[str]:
    return frozenset((item.id, item.url, item.voice.key))


def _once(items: Iterable[Item]) -> Sequence[Item]:
    """Keep one sight of each post; of the counts, which each server knows in part, the highest."""
    kept: dict[str, Item] = {}
    for item in items:
        before = kept.get(item.id)
        kept[item.id] = replace(before, reactions=_highest(before.reactions, item.reactions)) if before else item
    return list(kept.values())


def _highest(one: Reactions, other: Reactions) -> Reactions:
    return Reactions(
        replies=_most(one.replies, other.replies),
        shares=_most(one.shares, other.shares),
        likes=_most(one.likes, other.likes),
    )


def _most(*numbers: int | None) -> int | None:
    return max((number for number in numbers if number is not None), default=None)
