"""What is on the branch in, the printed site and what the deployment has to know out.

With Pages off it prints all the same, stays green, and says which link to open: no workflow may switch Pages on. The
state is fetched, and only read: it knows under which further names people have withdrawn.
"""

from dataclasses import replace

from generator import pipeline, say, text
from generator.errors import GleanerError, InputError, Problem
from generator.model import Config
from generator.workflows import annotations, announce, digests, hosting, summary, troubles
from generator.workflows.digests import Digest
from generator.workflows.hosting import Hosting
from generator.workflows.job import Job
from generator.workflows.saving import Saving
from generator.workflows.troubles import DONE

ARTIFACT = "github-pages"


def site(job: Job) -> int:
    """Print every digest; hand on whether Pages can take it, and by which name it is handed over."""
    there = hosting.asked(job)
    first, *more = digests.found(job)
    config = first.config()
    home = hosting.home(config, there)
    Saving.of(job, first).fetch()
    built = pipeline.build(config, first.place, output=job.output, site_url=home)
    lines = [_line(config, built.pages, home), *map(summary.plain, built.left_out)]
    codes = []
    for digest in more:
        try:
            lines.append(_beside(job, digest, there, home))
        except GleanerError as error:
            codes.append(troubles.told(job, error, title=f"The digest {digest.name}"))
    _hand_on(job, there)
    _tell(job, there, lines, config)
    return max(codes, default=DONE)


def _beside(job: Job, digest: Digest, there: Hosting, home: str | None) -> str:
    """Print a further digest below its name."""
    config, output = digest.config(), job.output / digest.name
    if output.exists():
        words = f"the site has a page /{digest.name}/ already, so no digest can have this name."
        raise InputError(Problem(file=digest.file.as_posix(), words=words, hint="Give its folder another name."))
    Saving.of(job, digest).fetch()
    below = home and f"{home}/{digest.name}"
    built = pipeline.build(
        config, digest.place, output=output, site_url=hosting.home(config, replace(there, address=below or ""))
    )
    return _line(config, built.pages, config.site.address or below)


def _line(config: Config, pages: int, home: str | None) -> str:
    title = summary.link(config.site.title, f"{home}/") if home else summary.plain(config.site.title)
    say.out(f"{config.site.title}: {text.count(pages, 'page')}{f' for {home}/' if home else ''}")
    return f"{title}: {text.count(pages, 'page')}."


def _hand_on(job: Job, there: Hosting) -> None:
    """Give the outputs; a second attempt of one run must not find two artifacts of the same name."""
    job.runner.give("pages", "true" if there.on else "false")
    job.runner.give("address", there.address)
    job.runner.give("artifact", f"{ARTIFACT}-{job.runner.attempt}")
    job.runner.give("announce", "true" if there.on and announce.is_due(job) else "false")


def _tell(job: Job, there: Hosting, lines: list[str], config: Config) -> None:
    if there.wanting:
        steps = f"{hosting.PRESS}, then run this workflow again"
        job.runner.summarise(
            f"### One step is left: {there.wanting}\n\n"
            f"1. Open {summary.link('Settings > Pages', hosting.settings(job))}.\n"
            "2. Below *Build and deployment*, choose **GitHub Actions** under *Source*. It is saved at once.\n"
            f"3. Come back to {summary.link('this run', job.runner.run_address)} and press **Re-run all jobs**."
        )
        annotations.notice(f"{there.wanting}. Open {hosting.settings(job)}, {steps}.", title="One step is left")
    elif there.address and config.site.address and config.site.address != there.address:
        words = f"config.yaml says that the site is at {config.site.address}; Pages shows it at {there.address}."
        annotations.notice(words, title="Two addresses")
    job.runner.summarise("\n".join(f"- {line}" for line in lines))
