"""A week from start to finish, on one page: collect, edit, publish. Read this first."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from generator import collect as street
from generator import correcting, forms, ledgers, timetable, traces, withdrawal
from generator import edit as desk
from generator import publish as press
from generator.edit.fates import Fate
from generator.errors import InputError, NothingToPublish, Problem
from generator.model import Config, Edition, Harvest, Health, Item, Report, Week

if TYPE_CHECKING:
    from generator.collect import Door, Heard
    from generator.edit import Case, Gleaning
    from generator.edit.bank import Bank
    from generator.publish import Built

PROMPTS = Path("content", "prompts")
STANDING = ".gleaner-kept"
THEME = Path(__file__).resolve().parent.parent / "themes" / "gleaner"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where one digest lives."""

    root: Path
    """The folder of config.yaml and content/."""
    state: Path
    """What was collected and not yet published."""

    @property
    def editions(self) -> Path:
        """The record of every week."""
        return self.root / "content" / "editions"

    @property
    def stands(self) -> Path:
        """What earlier builds of the site made; it may be deleted at any time."""
        return self.root / STANDING

    @property
    def answers(self) -> Path:
        """What was answered to them in public."""
        return self.root / "content" / "answers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """What is collected and what is published, side by side."""

    config: Config
    place: Place
    archive: tuple[Edition, ...]
    items: tuple[Item, ...]
    reports: tuple[Report, ...]
    current: Week
    """The first week that has no edition yet."""

    def case(self, week: Week) -> "Case":
        """Return what the desk knows, or knew, of a week."""
        earlier = tuple(edition for edition in self.archive if edition.week < week)
        at = week.due(*timetable.hour(self.config))
        return desk.Case(
            config=self.config,
            week=week,
            starts=timetable.starts(at, earlier),
            due=at,
            items=self.items,
            archive=earlier,
            judged=_judged(self.place, self.archive, week),
            traces=traces.read(self.place.state, week),
        )


def collect(
    config: Config, place: Place, *, now: datetime, door: "Door", tell: Callable[[Report], None] = lambda _: None
) -> tuple[Report, ...]:
    """Visit every source once; what they give is in the harvest log when this returns."""
    since = timetable.latest(config, now).due(*timetable.hour(config)) - timetable.REACH
    theirs = correcting.known(config, place)
    sources = correcting.sources(config, theirs)
    return street.run(sources, place.state, now=now, since=since, door=door, tell=tell, withdrawn=theirs)


def correct(config: Config, place: Place, *, now: datetime) -> tuple[correcting.Corrected | correcting.Further, ...]:
    """Bring what is published up to date: what was deleted or withdrawn since goes, what was edited is corrected."""
    return correcting.correct(config, place, now=now)


def hear(
    config: Config, place: Place, *, now: datetime, door: "Door", site_url: str | None = None
) -> tuple["Heard", ...]:
    """Read what was answered in public to the editions whose turn it is; content/answers/ has it when this returns."""
    return correcting.hear(config, place, now=now, door=door, site_url=site_url)


def publish(
    config: Config, place: Place, *, now: datetime, week: Week | None = None, dry_run: bool = False
) -> tuple["Gleaning", ...]:
    """Glean and keep every edition that is due, oldest first; NothingToPublish where none is."""
    with street.alone(place.state):
        if not dry_run:
            street.unspoilt(place.state)
        theirs = correcting.known(config, place)
        archive, harvest = correcting.published(place, theirs), _harvest(config, place, now, theirs)
        weeks = (week,) if week else timetable.missing(config, archive, harvest.items, now)
        timetable.refuse(weeks, archive, config, now, early=dry_run)
        timetable.refuse_emptiness(weeks, harvest, config, now, read=street.last_read(place.state))
        gleanings: tuple[Gleaning, ...] = ()
        for each in weeks:
            gleaning = _silenced(_glean(config, place, harvest, each, archive), theirs)
            if not dry_run:
                gleaning = _kept(gleaning, place)
            archive = (*archive, gleaning.edition)
            gleanings = (*gleanings, gleaning)
    return gleanings


def settle(place: Place) -> bool:
    """Let the ledger of each week be that of the edition which came out; tell whether anything had to be settled."""
    if not ledgers.doubled(place.state):
        return False
    with street.alone(place.state), suppress(InputError):  # an edition that cannot be read settles nothing
        weeks = ledgers.doubled(place.state)
        found = [edition for edition in press.archive.read(place.editions) if edition.week in weeks]
        for edition in found:
            ledgers.settle(place.state, edition)
        return bool(found)
    return False


def shelf(config: Config, place: Place, *, now: datetime) -> Shelf:
    """Return all that the desk could be asked about, so that any week can be decided again; nothing is written."""
    theirs = correcting.known(config, place)
    archive, found = correcting.published(place, theirs), _harvest(config, place, now, theirs)
    latest = timetable.latest(config, now)
    current = latest.after() if latest in {edition.week for edition in archive} else latest
    return Shelf(config=config, place=place, archive=archive, items=found.items, reports=found.reports, current=current)


def anybody(reports: Sequence[Report]) -> bool:
    """Tell whether anybody answered, now or lately: nobody at all is the one failure of strangers an owner must hear.

    A source that its owner has paused has no say in it; its report has no beginning.
    """
    return not reports or any(report.health not in {Health.FAILED, Health.GONE} and report.since for report in reports)


def build(
    config: Config,
    place: Place,
    *,
    output: Path,
    site_url: str | None = None,
    preview: datetime | None = None,
    stands: Path | None = None,
) -> "Built":
    """Print the site from the editions; the old one stays until the new one has been found fit to be seen.

    Where `stands` names a folder, only what has changed since is made again (publish/standing.py).
    """
    content = place.root / "content"
    content.mkdir(exist_ok=True)  # a first build may come before the first edition
    return press.build(
        correcting.heeded(config, place),
        content=content,
        output=output,
        theme=THEME,
        site_url=site_url or config.site.address,
        method=desk.method(config),
        keep=(place.state,),
        muted=correcting.muted(config),
        preview=preview,
        stands=stands,
    )


def styleguide(config: Config, place: Place, *, output: Path, site_url: str | None = None) -> "Built":
    """Print, in place of the site, an invented one in which everything occurs, as this owner's would look."""
    return press.styleguide(config, content=place.root / "content", output=output, theme=THEME, site_url=site_url)


def check(config: Config, place: Place) -> tuple[Edition, ...]:
    """Read everything an owner can write; InputError says all that a build would refuse. Return the editions."""
    content, method, config = place.root / "content", desk.method(config), correcting.heeded(config, place)
    also = partial(_check_banks, place.root)
    return press.check(config, content=content, theme=THEME, site_url=config.site.address, method=method, also=also)


def read_bank(root: Path, language: str) -> "Bank":
    """Read the questions an owner keeps in the language of the site; where there are none in it, the English ones."""
    banks = forms.languages(root / PROMPTS)
    spoken = forms.nearest(language, banks)
    files = {path.relative_to(root).as_posix(): path for path in banks[spoken]}
    return desk.bank.read_bank({file: forms.load(path, file=file) for file, path in files.items()}, spoken)


def lenses(root: Path, language: str) -> tuple[str, ...] | None:
    """Return the lenses that have a question; None where a slip hides them, which whoever needs the bank is told."""
    with suppress(InputError):
        return read_bank(root, language).lenses
    return None


def _check_banks(root: Path) -> None:
    """Read the questions of every language, so that no slip waits until a site changes its own."""
    problems: list[Problem] = []
    for language in forms.languages(root / PROMPTS):
        try:
            read_bank(root, language)
        except InputError as wrong:
            problems += wrong.problems
    if problems:
        raise InputError(*problems)


def _harvest(config: Config, place: Place, now: datetime, theirs: Sequence[str]) -> Harvest:
    """Return what was collected from the sources there are now, without what two runs over one street differ in."""
    sources = correcting.sources(config, theirs)
    items = withdrawal.items_without(street.read(place.state, sources, now=now), theirs)
    reports = street.last_reports(place.state, sources, now=now)
    return Harvest(items=items, reports=tuple(replace(report, seconds=None) for report in reports))


def _glean(config: Config, place: Place, harvest: Harvest, week: Week, archive: Sequence[Edition]) -> "Gleaning":
    at = week.due(*timetable.hour(config))
    earlier = tuple(edition for edition in archive if edition.week < week)
    return desk.glean(
        harvest,
        config,
        week,
        starts=timetable.starts(at, earlier),
        due=at,
        archive=earlier,
        bank=read_bank(place.root, config.site.language),
        judged=_judged(place, archive, week),
        traces=traces.read(place.state, week),
    )


def _silenced(gleaning: "Gleaning", theirs: Sequence[str]) -> "Gleaning":
    """Leave out where others name people who are withdrawn."""
    return replace(gleaning, edition=withdrawal.without(gleaning.edition, theirs)) if theirs else gleaning


def _judged(place: Place, archive: Sequence[Edition], week: Week) -> Mapping[str, str]:
    """Return what other editions have decided, later ones too: a week that is gleaned anew must not repeat them."""
    told = ledgers.judged(place.state, (edition.week for edition in archive if edition.week != week), archive)
    later = (pick for edition in archive if edition.week > week for pick in edition.picks)
    return {**told, **{name: Fate.PICKED.value for pick in later for name in (pick.id, *pick.same)}}


def _kept(gleaning: "Gleaning", place: Place) -> "Gleaning":
    """Write the ledger first: an edition that is there is whole, and so is what belongs to it. Return what was kept."""
    script = press.archive.fitted(gleaning.edition)
    gleaning = desk.spared(gleaning, script.edition)
    ledgers.write(place.state, gleaning.edition.week, (*gleaning.ledger, *gleaning.outside), gleaning.terms)
    try:
        press.archive.keep(script, place.editions)
    except FileExistsError:
        raise NothingToPublish(f"Somebody else has just published {gleaning.edition.week}.") from None
    with suppress(OSError):  # an edition is worth more than what later ones might learn from its week
        traces.write(place.state, gleaning.traces)
    return gleaning
