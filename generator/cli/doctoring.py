"""What is wrong with the whole set-up, as a command: doctor."""

import argparse
import os
import sys
from pathlib import Path

from generator import say
from generator.cli import common
from generator.cli.common import DONE, FAILED


def doctor(options: argparse.Namespace) -> int:
    """Look at everything a digest needs, say what is wrong and how to mend it; 1 where something is broken."""
    from generator.doctor import Gravity, Setup, examine, gather, report
    from generator.repository.git import Git

    place = common.place(options)
    major, minor, micro, *_ = sys.version_info
    setup = Setup(
        file=Path(options.config),
        state=place.state,
        now=common.instant(options),
        clock=common.clock(),
        git=Git(root=place.root, environment=os.environ),
        github=common.github(options),
        door=common.door(options, None),
        python=(major, minor, micro),
        offline=options.offline,
        sources=options.sources,
    )
    case = gather(setup)
    found, fine = examine(case)
    if not (options.quiet or options.json):
        say.out("\n".join(report.lines(case, found, fine)))
    common.as_json(options, report.value(case, found, fine))
    broken = [finding for finding in found if finding.gravity is Gravity.BROKEN]
    for finding in broken if options.quiet else ():
        say.err(f"{finding.where}: {finding.words}" if finding.where else finding.words)
    return FAILED if broken else DONE
