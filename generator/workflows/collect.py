"""The daily run in, an exit code out: every digest lives one day, the site is printed, the schedules are kept on.

It fails only where nothing could be collected or published, or where something could not be given to the repository; a
source that fails is a row on the page of the run. Without a forge around it, it does the same work and says what it has
left out.
"""

from collections.abc import Mapping, Sequence
from functools import partial

from generator import say
from generator.errors import GleanerError, RepositoryError
from generator.workflows import annotations, daybook, digests, hosting, printing, schedules, summary, troubles
from generator.workflows.day import Day, lived
from generator.workflows.digests import Digest
from generator.workflows.hosting import Hosting
from generator.workflows.job import Job
from generator.workflows.saving import branch_of
from generator.workflows.troubles import DONE, FAILED, WRONG

NO_FORGE = "No forge is around this run: nobody was asked to print the site. `./gleaner build` prints it."
TEMPLATE = "This is the template itself: it collects only when somebody asks it to, so that copies of it begin empty."


def collect(job: Job) -> int:
    """Do the daily run: let every digest live its day, one after the other; one that fails stops no other.

    Returns:
        2 where an owner's input is wrong, else 1 where a digest could not live, else 0.
    """
    if job.runner.event == "schedule" and _is_template(job):
        say.out(TEMPLATE)
        return DONE
    there = _hosting(job)
    days, codes = [], []
    for digest in digests.found(job):
        home = _home(there, digest)
        try:
            day = lived(job, digest, site_url=home or None)
        except (GleanerError, OSError) as error:  # a folder that cannot be read or written is this digest's alone
            codes.append(troubles.told(job, error, title=digest.name and f"The digest {digest.name}"))
            continue
        days.append(day)
        codes.append(_told(job, day, day.config.site.address or home))
    _afterwards(job, days, there)
    return next((code for code in (WRONG, FAILED) if code in codes), DONE)


def _told(job: Job, day: Day, home: str) -> int:
    """Tell of a day, in the log, beside the lines of config.yaml and on the page of the run."""
    say.show(say.sources(day.reports))
    for line in daybook.aloud(day):
        say.out(line)
    daybook.warn(day)
    job.runner.summarise(daybook.page(job, day, home=home))
    for error in day.failed:
        troubles.told(job, error, title="What was collected could not be saved")
    if not day.failed and not day.good:
        annotations.error(say.tally(day.reports), title="Nothing could be collected")
    return DONE if day.good else FAILED


def _afterwards(job: Job, days: Sequence[Day], there: Hosting) -> None:
    """Do what only a forge can: none of it is lost where it fails, for the next run does it."""
    if not job.runner.repository:
        say.out(NO_FORGE)
        return
    if there.wanting:
        words = f"{there.wanting}. Open {hosting.settings(job)} and {hosting.PRESS}."
        job.runner.summarise(f"> {summary.link(there.wanting, hosting.settings(job))}: {hosting.PRESS}.")
        say.out(words)
    for step in (partial(_print, job, days, there), partial(_keep_on, job)):
        try:
            step()
        except RepositoryError as error:
            annotations.warning(f"{error}\n{troubles.advice(str(error), job)}".rstrip(), title="Left for the next run")


def _print(job: Job, days: Sequence[Day], there: Hosting) -> None:
    """Start the Site workflow where there is something to print, or something that was not printed well."""
    if not days:
        return
    branch, pushed = branch_of(job), any(day.pushed for day in days)
    verdict = printing.judge(job, branch, pushed=pushed, newest=_newest(days, there))
    if verdict.why:
        printing.start(job, branch, verdict)
        say.out(f"{verdict.why}: the Site workflow was started.")
        job.runner.summarise(f"{verdict.why}: {summary.link('the Site workflow', _site_runs(job))} prints it now.")


def _keep_on(job: Job) -> None:
    for line in schedules.keep_on(job):
        annotations.notice(line, title="A schedule is on again")


def _is_template(job: Job) -> bool:
    """Tell whether others are to make their own from this repository."""
    try:
        told = job.github.get("") if job.runner.repository else None
    except RepositoryError:
        return False
    return isinstance(told, Mapping) and told.get("is_template") is True


def _hosting(job: Job) -> Hosting:
    """Ask where the site is; not to know it costs nothing but links."""
    try:
        return hosting.asked(job)
    except RepositoryError:
        return Hosting()


def _home(there: Hosting, digest: Digest) -> str:
    return "/".join(filter(None, (there.address, digest.name))) if there.address else ""


def _newest(days: Sequence[Day], there: Hosting) -> str:
    """Return the address of the newest edition of the first digest that has one."""
    for day in days if there.on else ():
        weeks = sorted(path.stem for path in day.digest.place.editions.glob("*-W*.md"))
        if weeks:
            return f"{_home(there, day.digest)}/editions/{weeks[-1]}/"
    return ""


def _site_runs(job: Job) -> str:
    return f"{job.runner.address}/actions/workflows/{printing.SITE}"
