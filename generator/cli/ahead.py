"""What comes next, as commands: preview."""

import argparse
import tempfile
from pathlib import Path

from generator import say
from generator.cli import common
from generator.cli.common import DONE


def preview(options: argparse.Namespace) -> int:
    """Show the next edition as it would be now, and again whenever a file is saved."""
    from generator import previewing

    with tempfile.TemporaryDirectory(prefix="gleaner-preview-") as folder:
        studio = previewing.Studio(
            file=Path(options.config),
            place=common.place(options),
            output=Path(options.output or Path(folder, "site")),
            now=lambda: common.instant(options),
        )
        shown = studio.print()
        for line in shown.lines():
            common.note(options, line)
        unvisited = [source.key for source in shown.upcoming.unvisited]
        told = {"edition": say.edition_value(shown.upcoming.edition), "unvisited": unvisited}
        common.as_json(options, {**told, "output": options.output})
        if options.no_serve:
            return DONE
        return previewing.serve(studio, shown, port=options.port, quiet=options.quiet or options.json)
