"""Telling of an edition elsewhere, as a command: announce."""

import argparse
import os
from dataclasses import asdict

from generator import say
from generator.cli import common
from generator.cli.common import DONE, FAILED, NOTHING


def announce(options: argparse.Namespace) -> int:
    """Tell of the newest edition wherever config.yaml says, once; or show what would be told."""
    from generator import announcing

    config, place, now = common.config(options), common.place(options), common.instant(options)
    door, forge = common.door(options, config), common.github(options)
    where = {"door": door, "now": now, "github": forge, "site_url": options.site_url, "week": options.week}
    if options.dry_run:
        shown = announcing.preview(config, place, **where)
        common.note(options, f"\n\n{'-' * 72}\n\n".join(shown))
        common.as_json(options, {"would": shown})
        return DONE
    told = announcing.announce(config, place, by=f"{common.clock().isoformat()}.{os.getpid()}", **where)
    for words in filter(None, (told.words, *map(str, told.fates))):
        common.note(options, words)
    if options.quiet:
        for fate in told.fates:
            if fate.outcome in {announcing.Outcome.FAILED, announcing.Outcome.UNSURE}:
                say.err(str(fate))
    common.as_json(options, {"week": told.week, "words": told.words, "told": [asdict(fate) for fate in told.fates]})
    if told.words:
        return NOTHING
    return FAILED if any(fate.outcome is announcing.Outcome.FAILED for fate in told.fates) else DONE
