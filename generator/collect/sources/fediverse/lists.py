"""A list of the owner's on their own server in, the public posts of the week by those on it out.

The people on it were put there by the owner, which decides how their wishes are read (see consent.py: `named`). A list
is private, so it takes a token: https://docs.joinmastodon.org/methods/timelines/#list (right: read:lists).
"""

from urllib.parse import quote, urlencode

from generator.collect import secrets
from generator.collect.sources.fediverse import door, timelines, union
from generator.collect.sources.fediverse.door import UNKNOWN, Place
from generator.collect.sources.fediverse.timelines import LIMIT, Errand
from generator.collect.sources.fediverse.union import Found
from generator.collect.words import Catch, Seal, Street, Visit
from generator.errors import StreetError
from generator.model import Source

RIGHT = "read:lists"
NO_SERVER = "No server is named for this list. Add `servers:` with the one on which it is yours."


async def read(source: Source, street: Street, visit: Visit) -> Catch:
    """Read `list:ID` on the server of its options; StreetError says what is missing or wrong."""
    places = door.places(door.option(source, "servers"))
    number = source.address.strip().removeprefix("list:").strip()
    if not places:
        raise StreetError(NO_SERVER, kind="no-server")
    place = places[0]
    errand = Errand(place=place, source=source, street=street, visit=visit)
    if not street.has(place.token):
        raise StreetError(secrets.needed(f"A list on {place.host}", place.token), kind="secret")

    async def pages(seal: Seal) -> Found:
        return await timelines.timeline(errand, lambda here: _address(place, number, here), seal=seal, named=True)

    try:
        found = await door.sealed(place, pages, RIGHT)
    except StreetError as error:
        raise _missing(place, number) if error.status == UNKNOWN else error from error
    title = f"A list on {place.host}"
    return union.catch(found, source, visit, home=place.server, title=title, covered=found.covered)


def _address(place: Place, number: str, here: str | None) -> str:
    query = urlencode([("limit", str(LIMIT)), *([("max_id", here)] if here else [])])
    return f"{place.server}/api/v1/timelines/list/{quote(number, safe='')}?{query}"


def _missing(place: Place, number: str) -> StreetError:
    words = (
        f"{place.host} has no list {number} that belongs to the account behind {place.token}. The number stands at the "
        f"end of the list's address: {place.server}/lists/NUMBER."
    )
    return StreetError(words, status=UNKNOWN)
