"""config.yaml in, the next edition at a local address out, and again whenever something is saved: `./gleaner preview`.

A slip in what was saved is said, and shown over the open page; the last good site stays until the next save mends it.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Thread
from zoneinfo import ZoneInfo

from generator import opening, say, serving, text
from generator.errors import GleanerError
from generator.model import Config
from generator.pipeline import Place
from generator.previewing import live, printing, watching
from generator.previewing.live import Board
from generator.previewing.upcoming import Upcoming, next_edition
from generator.previewing.watching import Stamps
from generator.publish import Built

NAMED = 3
"""Sources that are named where some were not visited yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Studio:
    """What is shown, and where."""

    file: Path
    """config.yaml."""
    place: Place
    output: Path
    now: Callable[[], datetime]
    """The instant of each printing."""

    def print(self) -> "Shown":
        """Read everything anew and print the site with the edition that comes next.

        Raises:
            InputError: all that is wrong with what the owner wrote.
            NothingToPublish: nothing is collected.
            PressError: what was printed is not fit to be seen.
        """
        seen = watching.stamps(self.file, self.place)
        config, now = opening.opened(self.file), self.now()
        upcoming = next_edition(config, self.place, now=now)
        built = printing.built(config, self.place, upcoming.edition, output=self.output)
        return Shown(config=config, upcoming=upcoming, built=built, seen=seen, now=now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A preview that was printed."""

    config: Config
    upcoming: Upcoming
    built: Built
    seen: Stamps
    """The files as they were just before."""
    now: datetime

    def lines(self) -> Iterator[str]:
        """Say what the edition holds, and when it comes."""
        edition, site = self.upcoming.edition, self.config.site
        due = edition.published.astimezone(ZoneInfo(site.zone))
        when = f"{due:%A, %d %B %Y, %H:%M} ({site.zone})"
        late = edition.published <= self.now
        comes = f"it was due on {when}, and the next run publishes it" if late else f"it comes on {when}"
        yield f"As it would be now; {comes}:"
        yield from say.picks(edition)
        yield from self.notes()

    def notes(self) -> Iterator[str]:
        """Say what is missing in it, and what would bring that."""
        if new := self.upcoming.unvisited:
            names = ", ".join(source.name for source in new[:NAMED])
            more = f" and {len(new) - NAMED} more" if new[NAMED:] else ""
            was = "has" if len(new) == 1 else "have"
            yield f"{names}{more} {was} not been visited yet: `./gleaner collect`, and the preview shows what comes."
        yield from self.built.left_out


def serve(studio: Studio, shown: Shown, *, port: int, quiet: bool = False) -> int:
    """Serve what was printed, and print anew whenever something is saved, until Ctrl-C, which is how one ends it.

    Args:
        studio: what is shown, and where.
        shown: the printing that is there already.
        port: of the local address; where it is taken, any free one will do.
        quiet: whether only failures are said.
    """
    tell = (lambda _: None) if quiet else say.out
    board = Board()
    try:
        with _served(studio.output, port, board) as address:
            say.out(f"Open {address} in a browser. It follows what you save; Ctrl-C ends it.")
            for name in watching.changes(lambda: watching.stamps(studio.file, studio.place), shown.seen):
                shown = _again(studio, shown, name, board, tell)
    except KeyboardInterrupt:
        print(file=sys.stderr)  # noqa: T201  the line that ^C stands in
    return 0


def _again(studio: Studio, shown: Shown, name: str, board: Board, tell: Callable[[str], None]) -> Shown:
    """Print once more, and say what came of it."""
    try:
        fresh = studio.print()
    except (GleanerError, OSError) as error:
        said = str(error)
        say.err(f"{said}\nThe page stays as it was until this is mended.")
        board.slip(said)
        return shown
    board.good()
    edition = fresh.upcoming.edition
    tell(f"{name} was saved: {text.count(len(edition.picks), 'pick')}, {say.reading_time(edition.picks)} of reading.")
    for line in fresh.notes() if fresh.upcoming.unvisited != shown.upcoming.unvisited else ():
        tell(line)
    return fresh


@contextmanager
def _served(folder: Path, port: int, board: Board) -> Iterator[str]:
    """Serve beside the work; yield the address."""
    with live.server(folder, port, board) as pages:
        thread = Thread(target=pages.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://{serving.ADDRESS}:{pages.server_address[1]}/"
        finally:
            pages.shutdown()
            thread.join()
