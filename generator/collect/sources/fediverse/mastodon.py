"""What the owner follows on Mastodon and its kin in, its posts of the week out: a hashtag, an account or a list.

This page sorts them; what each of them takes is in hashtags.py, accounts.py and lists.py. Mastodon
shows a server's own part of the fediverse only, so several may be asked for a hashtag; their answers are merged by
`uri`.
"""

import asyncio
from collections import Counter
from collections.abc import Sequence
from urllib.parse import quote

from generator.collect.sources import draft
from generator.collect.sources.fediverse import accounts, consent, door, hashtags, lists, union
from generator.collect.sources.fediverse.timelines import Errand
from generator.collect.words import Catch, Street, Visit
from generator.errors import StreetError
from generator.model import Source

NO_SERVER = "No server is named for this hashtag. Add `servers:` with at least one, for instance your own."


async def read(source: Source, street: Street, visit: Visit) -> Catch:
    """Read `#tag`, `@user@host` or `list:ID`; StreetError where nothing could be read."""
    address = source.address.strip()
    if address.startswith("@"):
        return await accounts.read(source, street, visit)
    if address.startswith("list:"):
        return await lists.read(source, street, visit)
    return await _hashtag(source, street, visit)


async def _hashtag(source: Source, street: Street, visit: Visit) -> Catch:
    """Read a hashtag on the servers of its options; StreetError where every server failed."""
    places = door.places(door.option(source, "servers"))
    if not places:
        raise StreetError(NO_SERVER, kind="no-server")
    wish = hashtags.wish(source)
    errands = (Errand(place=place, source=source, street=street, visit=visit) for place in places)
    found = await asyncio.gather(*(hashtags.ask(errand, wish) for errand in errands))
    failures = [part.failure for part in found if part.failure]
    if len(failures) == len(places):
        raise _together(failures)
    whole, links = union.allowed(found)
    items = draft.newest(whole, visit.since, source.max_items)
    room = None if source.max_items is None else source.max_items - len(items)
    counts = sum((Counter(part.left_out) for part in found), Counter())
    notes = (*wish.notes, *(note for part in found for note in part.notes), *(failure.words for failure in failures))
    covered = union.covered(found)
    return Catch(
        items=(*items, *draft.newest(links, visit.since, room)),
        home=f"{places[0].server}/tags/{quote(wish.tag)}",
        title=f"#{wish.tag}",
        notes=(*notes, *consent.words(counts)),
        gone=tuple(sorted(union.refused(found, consent.PLAIN))),
        present=frozenset(item.id for item in (*whole, *links)) if covered else None,
        covered=covered,
    )


def _together(failures: Sequence[StreetError]) -> StreetError:
    """Return the failures of all servers as one: what kind it is, and of which status, where they agree on that."""
    kinds, statuses = {error.kind for error in failures}, {error.status for error in failures}
    return StreetError(
        " ".join(error.words for error in failures),
        kind=kinds.pop() if len(kinds) == 1 else "failed",
        status=statuses.pop() if len(statuses) == 1 else None,
    )
