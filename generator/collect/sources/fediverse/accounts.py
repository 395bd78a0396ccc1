"""One account of the fediverse in, its posts of the week out: by the API of its server, else by its own feed.

The home server is asked, for it knows everything. Where an address and its server have different names
(@ana@school.example may live at social.school.example), WebFinger tells: RFC 7033. The account was named by the owner,
which decides how its wishes are read (see consent.py: `named`). Methods after
https://docs.joinmastodon.org/methods/accounts/#lookup.
"""

import re
from dataclasses import dataclass, replace
from urllib.parse import quote, urlencode

from generator import text
from generator.collect import addresses
from generator.collect.given import cursor, entity, link, mapping, mappings, string
from generator.collect.sources.fediverse import consent, door, misskey, rss, timelines, union
from generator.collect.sources.fediverse.door import BUSY, UNKNOWN, Place
from generator.collect.sources.fediverse.statuses import NOT_A_TIMELINE, NOT_MASTODON
from generator.collect.sources.fediverse.timelines import LIMIT, Errand
from generator.collect.sources.fediverse.union import Found
from generator.collect.sources.fediverse.voices import handle, voice
from generator.collect.words import JSON, OPEN, Catch, Seal, Street, Visit
from generator.errors import StreetError
from generator.model import Source

RIGHT = "read:accounts and read:statuses"
JRD = "application/jrd+json, application/json;q=0.9"
ADDRESS = re.compile(r"@?(?P<user>[^\s@/]{1,100})@(?P<host>\S{1,300})")
GONE = 410
OTHER_KIND = frozenset({UNKNOWN, 405, 406})
"""What machines say to a question they do not know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An account as the owner wrote it, and the errand to the server that is asked for it."""

    user: str
    host: str
    errand: Errand

    @property
    def handle(self) -> str:
        """How people write it."""
        return f"@{self.user}@{self.host}"

    @property
    def home(self) -> str:
        """Its page, as all this software has it."""
        return f"{self.errand.place.server}/@{quote(self.user)}"

    async def feed(self) -> Catch:
        """Read its own feed."""
        errand = self.errand
        return await rss.read(self.home, self.handle, errand.source, errand.street, errand.visit)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """What a server says of an account."""

    id: str
    home: str
    title: str
    reason: str = ""
    """Key of consent.REASONS against all its posts."""
    moved: str = ""
    """The address it has moved to."""


async def read(source: Source, street: Street, visit: Visit) -> Catch:
    """Read `@user@host`; with `servers` among its options, the first of these is asked for it."""
    account = _account(source, street, visit)
    place = account.errand.place
    try:
        return await _api(account)
    except StreetError as error:
        refusal = error
    if refusal.status == GONE:
        return _refused(account.home, account.handle, "gone")
    if door.is_closed(refusal) or refusal.kind == "token":
        return await _feed(account, refusal)
    if door.is_unknown(refusal):
        raise StreetError(f"There is no {account.handle}. Look whether it is spelt like this.", status=UNKNOWN)
    if not _is_other_kind(refusal):
        raise door.named(place, refusal)
    return await _elsewhere(account)


def _account(source: Source, street: Street, visit: Visit) -> Account:
    found = ADDRESS.fullmatch(source.address.strip())
    named = door.places((found["host"],)) if found else ()
    if not found or not named:
        raise StreetError(f"“{text.one_line(source.address, 80)}” is no account. One looks like @name@server.example.")
    asked = door.places(door.option(source, "servers"))
    errand = Errand(place=(*asked, *named)[0], source=source, street=street, visit=visit)
    return Account(user=found["user"], host=named[0].host, errand=errand)


def _is_other_kind(error: StreetError) -> bool:
    """Tell whether a machine does not know what it was asked: it is no server of the Mastodon kind."""
    return error.status in OTHER_KIND or error.kind == NOT_MASTODON


# ---------------------------------------------------------------- the API of Mastodon


async def _api(account: Account) -> Catch:
    errand = account.errand
    place, street = errand.place, errand.street

    async def look_up(seal: Seal) -> tuple[Person, Seal]:
        address = f"{place.server}/api/v1/accounts/lookup?{urlencode({'acct': account.user})}"
        answer = await street.get(address, accept=JSON, conditional=False, seal=seal)
        return person(answer.body, place.server), seal

    known, key = await door.opened(place, street, look_up, RIGHT)
    if known.moved:
        words = f"{account.handle} has moved to {known.moved}. Write that in config.yaml."
        raise StreetError(words, kind="moved")
    if known.reason:
        return _refused(known.home, known.title, known.reason)

    async def pages(seal: Seal) -> Found:
        return await timelines.timeline(errand, lambda here: _address(place, known, here), seal=seal, named=True)

    if key == OPEN:
        found = await door.opened(place, street, pages, RIGHT)
    else:
        found = await door.sealed(place, pages, RIGHT)
    return _catch(errand, found, known.home, known.title)


def _catch(errand: Errand, found: Found, home: str, title: str) -> Catch:
    """Return what an account gave; where its timeline ends there is no older post of its, so it covers the week."""
    covered = errand.visit.since if found.whole else None
    return union.catch(found, errand.source, errand.visit, home=home, title=title, covered=covered)


def person(body: bytes, server: str) -> Person:
    """Read the answer of a look-up; StreetError where it is no account."""
    said = entity(body, NOT_A_TIMELINE, kind=NOT_MASTODON)
    known = cursor(said.get("id"))
    name = string(said.get("acct")) or string(said.get("username"))
    if not known or not name:
        raise StreetError(NOT_A_TIMELINE, kind=NOT_MASTODON)
    author = voice(said, server)
    new = mapping(said.get("moved"))
    return Person(
        id=known,
        home=author.key if author else server,
        title=author.name if author else handle(said, server),
        reason=consent.of_account(said, named=True),
        moved=handle(new, server) if string(new.get("acct")) else "",
    )


def _address(place: Place, known: Person, here: str | None) -> str:
    """Return the address of a page; to Mastodon an answer to oneself is no reply (Status.without_replies)."""
    query = [("limit", str(LIMIT)), ("exclude_reblogs", "true"), ("exclude_replies", "true")]
    query += [("max_id", here)] if here else []
    return f"{place.server}/api/v1/accounts/{quote(known.id, safe='')}/statuses?{urlencode(query)}"


def _refused(home: str, title: str, reason: str) -> Catch:
    """Take nothing, and take back what was given before: nothing of this source is to remain."""
    words = f"Nothing was taken from {title}, and what was taken before is withdrawn: {WHY[reason]}."
    return Catch(home=home, title=title, notes=(words,), present=frozenset())


WHY = {
    "no": "the account says that it does not want to be listed elsewhere",
    "closed": "the account is locked, limited, moved, suspended or a memorial",
    "gone": "its server says that the account has ended for good; take it out of config.yaml",
}
"""Key of consent.REASONS, or "gone" -> why nothing of a named account is taken."""


# ---------------------------------------------------------------- other doors


async def _feed(account: Account, refusal: StreetError) -> Catch:
    """Read the account's own feed, where the API is closed."""
    host, token = account.errand.place.host, account.errand.place.token
    notes = (refusal.words,) if refusal.kind == "token" else ()
    try:
        catch = await account.feed()
    except StreetError as error:
        words = (
            f"{host} keeps its API closed to strangers, and no feed of {account.handle} was to be had: {error.words}"
        )
        hint = "" if notes else f" A token of your account there in {token} would open it."
        raise error.saying(" ".join((*notes, words + hint))) from error
    closed = f"{host} keeps its API closed to strangers; the account's own feed was read instead."
    return replace(catch, notes=(*notes, closed, *catch.notes))


async def _elsewhere(account: Account) -> Catch:
    """Look for an account on a machine that is no Mastodon server: at another address, in Misskey, in a feed."""
    if place := await _finger(account):
        account = replace(account, errand=replace(account.errand, place=place))
        try:
            return await _api(account)
        except StreetError as error:
            if door.is_closed(error) or error.kind == "token":
                return await _feed(account, error)
            if not _is_other_kind(error):
                raise door.named(place, error) from error
    try:
        return await _misskey(account)
    except StreetError as error:
        if error.status == BUSY:
            raise
    return await _last(account)


async def _last(account: Account) -> Catch:
    """Read the feed of an account whose server speaks no language we know."""
    try:
        return await account.feed()
    except StreetError as error:
        if error.status == BUSY:
            raise
        words = (
            f"{account.errand.place.host} shows no account {account.handle} that could be read. Look whether it is "
            "spelt like this; if it has a feed, follow that: - feed: ADDRESS"
        )
        raise StreetError(words, status=error.status) from error


async def _finger(account: Account) -> Place | None:
    return await fingered(account.user, account.host, account.errand.place, account.errand.street)


async def fingered(user: str, host: str, place: Place, street: Street) -> Place | None:
    """Ask `place` where `@user@host` lives; None where nobody knows, or where we have asked already."""
    query = urlencode({"resource": f"acct:{user}@{host}"}, safe="@:")
    try:
        address = f"{place.server}/.well-known/webfinger?{query}"
        answer = await street.get(address, accept=JRD, conditional=False)
        found = door.places((lives_at(answer.body),))
    except StreetError:
        return None
    return next((replace(each, named=False) for each in found if each.server != place.server), None)


def lives_at(body: bytes) -> str:
    """Return the server behind a WebFinger answer, as https://host, "" where it names none (RFC 7033, 4.4)."""
    for each in mappings(entity(body, NOT_A_TIMELINE).get("links")):
        place = link(each.get("href"))
        if place and each.get("rel") == "self" and "json" in string(each.get("type")):
            return addresses.origin(place)
    return ""


async def _misskey(account: Account) -> Catch:
    errand = account.errand
    author, reason, found = await misskey.said_by(errand, account.user)
    if reason:
        return _refused(author.key, author.name, reason)
    return _catch(errand, found, author.key, author.name)
