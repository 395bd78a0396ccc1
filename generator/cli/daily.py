"""The whole job and its parts, as commands: demo, run, collect, publish, build, serve."""

import argparse
from pathlib import Path

from generator import say
from generator.cli import common
from generator.cli.common import DONE, FAILED
from generator.errors import NothingFound, NothingToPublish
from generator.model import Config, Edition, Report


def demo(options: argparse.Namespace) -> int:
    """Do everything once with the sample week, say what happened, then show the site."""
    import tempfile

    from generator import demo as sample
    from generator import serving

    begun = common.clock()
    with tempfile.TemporaryDirectory(prefix="gleaner-demo-") as folder:
        work = Path(options.state or folder)
        for part in sample.run(work=work, output=Path(options.output)):
            if not (options.quiet or options.json):
                say.show(part)
    seconds = (common.clock() - begun).total_seconds()
    common.note(options, f"All of it took {seconds:.1f} s. The site is in {options.output}/")
    common.as_json(options, {"output": options.output, "seconds": seconds})
    return DONE if options.no_serve else serving.serve(Path(options.output), options.port)


def run(options: argparse.Namespace) -> int:
    """Collect, publish what is due, build: what the scheduled workflow does."""
    from generator import pipeline

    config = common.config(options)
    reports, heard = _collect(options, config), _hear(options, config)
    published: list[dict[str, object]] = []
    found = True
    try:
        gleanings = pipeline.publish(config, common.place(options), now=common.instant(options))
        published = [_published(options, gleaning.edition) for gleaning in gleanings]
    except NothingToPublish as nothing:
        common.note(options, str(nothing))
        found = not isinstance(nothing, NothingFound)
    pages, read = _print(options, config), say.reports_value(reports)
    common.as_json(options, {"reports": read, "answers": heard, "editions": published, "pages": pages})
    return DONE if found and pipeline.anybody(reports) else FAILED


def collect(options: argparse.Namespace) -> int:
    """Visit every source once and keep what is new; what follows is not for one of several shares to do."""
    config = common.config(options)
    if options.shard:
        common.as_json(options, {"reports": say.reports_value(_visit(options, config))})
        return DONE
    reports, heard = _collect(options, config), _hear(options, config)
    common.as_json(options, {"reports": say.reports_value(reports), "answers": heard})
    return DONE


def publish(options: argparse.Namespace) -> int:
    """Write the edition that is due, or a named week's."""
    from generator import pipeline

    gleanings = pipeline.publish(
        common.config(options),
        common.place(options),
        now=common.instant(options),
        week=options.week,
        dry_run=options.dry_run,
    )
    values = [_published(options, gleaning.edition) for gleaning in gleanings]
    common.as_json(options, {"editions": values, "written": not options.dry_run})
    return DONE


def build(options: argparse.Namespace) -> int:
    """Print the site from the editions, or the styleguide."""
    common.as_json(options, {"pages": _print(options, common.config(options)), "output": options.output})
    return DONE


def serve(options: argparse.Namespace) -> int:
    """Show a built site at a local address."""
    from generator import serving

    return serving.serve(Path(options.output), options.port)


def _visit(options: argparse.Namespace, config: Config) -> tuple[Report, ...]:
    """Visit all sources, or one share of them."""
    from generator import pipeline
    from generator.collect import shards

    door = common.door(options, config)
    if share := getattr(options, "shard", None):
        config, door = shards.narrowed(config, door, share)
    with say.progress(len(config.sources), shown=not options.quiet) as tell:
        reports = pipeline.collect(config, common.place(options), now=common.instant(options), door=door, tell=tell)
    if not (options.quiet or options.json):
        say.show(say.sources(reports))
    common.note(options, say.tally(reports))
    return reports


def _collect(options: argparse.Namespace, config: Config) -> tuple[Report, ...]:
    from generator import pipeline

    reports = _visit(options, config)
    for corrected in pipeline.correct(config, common.place(options), now=common.instant(options)):
        common.note(options, str(corrected))
    return reports


def _hear(options: argparse.Namespace, config: Config) -> list[dict[str, object]]:
    from generator import pipeline

    place, now, door = common.place(options), common.instant(options), common.door(options, config)
    heard = pipeline.hear(config, place, now=now, door=door, site_url=getattr(options, "site_url", None))
    for line in say.answers(heard):
        common.note(options, line)
    return [say.answers_value(each) for each in heard]


def _print(options: argparse.Namespace, config: Config) -> int:
    from generator import pipeline

    place, where = common.place(options), {"output": Path(options.output), "site_url": options.site_url}
    if getattr(options, "styleguide", False):
        built = pipeline.styleguide(config, place, **where)
    else:
        built = pipeline.build(config, place, stands=place.stands, **where)
    common.note(options, "\n".join((f"Printed {built.pages} pages into {options.output}/", *built.left_out)))
    return built.pages


def _published(options: argparse.Namespace, edition: Edition) -> dict[str, object]:
    for line in say.picks(edition):
        common.note(options, line)
    return say.edition_value(edition)
