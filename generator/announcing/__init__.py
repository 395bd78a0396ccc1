"""An edition that has come out in; a post, a letter, a release that tells of it out; off unless an owner wishes it.

Only the newest edition is told of, only while it is new, and only when its page can be read: the link has to work. What
was told where is kept in the state (repository/announced.py), and `once.py` sees to it that nothing is told twice.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from generator import correcting, ledgers
from generator.announcing import bluesky, mail, mastodon, once, release
from generator.announcing.channel import Channel, Task, ask
from generator.announcing.once import WORDS, Book, Fate, Outcome
from generator.collect import Door
from generator.collect.errand import Errand
from generator.errors import InputError, Problem, StreetError
from generator.model import Config, Edition, Week
from generator.pipeline import Place
from generator.publish.notice import Notice, notice
from generator.repository import announced
from generator.repository.github import GitHub

__all__ = ["CHANNELS", "WORDS", "Announced", "Fate", "Outcome", "announce", "due", "preview"]

CHANNELS: tuple[Channel, ...] = (mastodon.CHANNEL, bluesky.CHANNEL, mail.CHANNEL, release.CHANNEL)
"""In the order in which they are told."""
DIGESTS = "digests"
"""The folder in which further digests of a repository live, each in one of its own."""
FRESH = timedelta(days=3)
"""How long an edition is news: a site that was down for a weekend is made up for, a week that was missed is not."""
NOWHERE = "config.yaml names nobody to tell, under `announce:`."


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """What became of it."""

    week: str = ""
    fates: tuple[Fate, ...] = ()
    words: str = ""
    """Why nobody was told, where nobody was."""


def due(config: Config, place: Place, *, now: datetime) -> bool:
    """Tell whether there is an edition that is still to be told of, and somewhere to tell it."""
    channels = _channels(config)
    edition = _chosen(config, place, now, None) if channels else ""
    if isinstance(edition, str):
        return False
    try:
        record = announced.read(place.state)
    except announced.Spoilt:
        return True
    return not all(announced.sent(record, str(edition.week), channel.name) for channel in channels)


def announce(
    config: Config,
    place: Place,
    *,
    door: Door,
    now: datetime,
    by: str,
    keep: Callable[[], None] = lambda: None,
    github: GitHub | None = None,
    site_url: str | None = None,
    week: Week | None = None,
    patience: Sequence[float] = (),
) -> Announced:
    """Tell of the newest edition wherever its owner wishes it, once.

    Args:
        config: the owner's settings.
        place: where the digest lives; its state holds the record.
        door: how the network is met, with the secrets of the channels.
        now: the instant of the run.
        by: the name of this run, that no other has.
        keep: puts the state where later runs find it; RepositoryError where it cannot.
        github: the forge; None where there is none.
        site_url: where the site is, instead of what config.yaml says.
        week: this edition, however old, even where the record is lost: a person asks for it.
        patience: seconds to wait before each further look at the page; a site needs some to get everywhere.

    Raises:
        InputError: nobody says where the site is.
    """
    channels, edition = _channels(config), _chosen(config, place, now, week)
    if not channels or isinstance(edition, str):
        return Announced(words=NOWHERE if not channels else str(edition))
    task = _task(config, place, _notice(config, edition, site_url), door=door, now=now, github=github)
    if words := _unread(task, patience):
        return Announced(week=task.notice.week, words=words)
    whole = week is not None or _is_whole(place, edition.week)
    book = Book(state=place.state, week=task.notice.week, by=by, now=now, keep=keep, whole=whole)
    return Announced(week=task.notice.week, fates=tuple(once.tell(channel, task, book) for channel in channels))


def preview(
    config: Config,
    place: Place,
    *,
    door: Door,
    now: datetime,
    github: GitHub | None = None,
    site_url: str | None = None,
    week: Week | None = None,
) -> tuple[str, ...]:
    """Return what would be told where, for an owner to read; the arguments are those of `announce`."""
    channels, edition = _channels(config), _chosen(config, place, now, week)
    if not channels or isinstance(edition, str):
        return (NOWHERE if not channels else str(edition),)
    told = _notice(config, edition, site_url)
    task = _task(config, place, told, door=door, now=now, github=github)
    return tuple("\n\n".join(filter(None, (channel.shown(task), channel.lacking(task)))) for channel in channels)


def _task(config: Config, place: Place, notice: Notice, *, door: Door, now: datetime, github: GitHub | None) -> Task:
    digest = place.root.name if place.root.parent.name == DIGESTS else ""
    return Task(wishes=config.announce, notice=notice, door=door, now=now, github=github, digest=digest)


def _channels(config: Config) -> tuple[Channel, ...]:
    return tuple(channel for channel in CHANNELS if channel.wished(config.announce))


def _chosen(config: Config, place: Place, now: datetime, week: Week | None) -> Edition | str:
    """Return the edition, or in words why there is none to tell of."""
    editions = correcting.published(place, correcting.known(config, place))
    if week is not None:
        named = next((each for each in editions if each.week == week), None)
        return named or f"There is no edition {week}."
    newest = max(editions, key=lambda each: each.week, default=None)
    if newest is None:
        return "There is no edition yet."
    if now - newest.published > FRESH:
        return f"{newest.week} is older than {FRESH.days} days, and no news any more."
    return newest


def _notice(config: Config, edition: Edition, site_url: str | None) -> Notice:
    home = site_url or config.site.address
    if not home:
        words = "nobody says where the site is, so nothing can lead there."
        raise InputError(Problem(file="config.yaml", words=words, hint="Write `address:` under `site:`."))
    return notice(config, edition, home)


def _unread(task: Task, patience: Sequence[float]) -> str:
    """Look whether the page of the edition can be read; say in words why not."""
    words = _looked(task)
    for seconds in patience:
        if not words:
            break
        time.sleep(seconds)
        words = _looked(task)
    return words


def _looked(task: Task) -> str:
    address = task.notice.address
    try:
        answer = ask(task, Errand(url=address))
    except StreetError as error:
        return f"{address} cannot be read, so nobody is told of it yet: {error.words}"
    return "" if answer.good else f"{address} cannot be read ({answer.status}), so nobody is told of it yet."


def _is_whole(place: Place, week: Week) -> bool:
    """Tell whether the record is sure to hold all that was told of a week.

    The ledger of a week is written when its edition is. Where it is there, the state goes back that far and was not
    lost since; where it is missing, so may be what was told.
    """
    try:
        record = announced.read(place.state)
    except announced.Spoilt:
        return False
    return not announced.is_lost(record, str(week)) and (place.state / ledgers.FOLDER / f"{week}.jsonl").exists()
