"""A plan, the owner's content, what the site wears and an empty folder in; the printed site in that folder out.

Pelican prints it, in its own way and in its own process-wide settings: here it is run, listened to, and put back.
"""

import locale
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from generator.errors import PressError
from generator.publish.dress import Wardrobe, blame
from generator.publish.plan import Plan
from generator.publish.settings import settings
from generator.publish.standing import NOTHING, Standing


def printed(site: Plan, content: Path, output: Path, wears: Wardrobe, standing: Standing = NOTHING) -> None:
    """Run Pelican and let no warning pass: it skips what it does not like and says so only in its log (fact 3)."""
    with _quiet_house():
        from generator.publish import plugin  # noqa: PLC0415  imports Pelican: a third of a second, and only to print

        with _listening() as heard:
            told = settings(site, wears, content=content, output=output, plugin=plugin)
            _run({**told, "GLEANER_STANDING": standing}, plugin)
    if heard:
        raise PressError("Pelican was not content:\n" + "\n".join(f"  {words}" for words in dict.fromkeys(heard)))


def _run(told: dict[str, Any], plugin: Any) -> None:  # noqa: ANN401  a module
    from jinja2 import TemplateError  # noqa: PLC0415
    from pelican import Pelican  # noqa: PLC0415
    from pelican.log import LimitFilter, console  # noqa: PLC0415
    from pelican.settings import read_settings  # noqa: PLC0415

    # Pelican remembers in the class what it has said before: a second build would fail in silence.
    LimitFilter._raised_messages.clear()  # noqa: SLF001  there is no other way in
    loud, console.quiet = console.quiet, True
    try:
        pelican = Pelican(read_settings(override=told))
        if plugin not in pelican.plugins:
            raise PressError("Pelican did not take our plugin.")
        pelican.run()
    except (TemplateError, TypeError, ValueError, LookupError, ArithmeticError, RecursionError) as error:
        if own := blame.in_mine(error):
            raise own from error
        if isinstance(error, TemplateError):
            raise PressError(f"The theme cannot be printed: {error}") from error
        raise
    finally:
        console.quiet = loud
        plugin.unregister()


@contextmanager
def _quiet_house() -> Iterator[None]:
    """Put back what Pelican changes for the whole process: logger classes, the locale, the import path."""
    root, kind, place, path = (
        logging.getLogger(),
        logging.getLoggerClass(),
        locale.setlocale(locale.LC_ALL),
        sys.path[:],
    )
    own = root.__class__
    try:
        yield
    finally:
        root.__class__ = own
        logging.setLoggerClass(kind)
        locale.setlocale(locale.LC_ALL, place)
        sys.path[:] = path


@contextmanager
def _listening() -> Iterator[list[str]]:
    """Collect what Pelican warns of, and keep it from the terminal."""
    heard: list[str] = []
    logger, ear = logging.getLogger("pelican"), logging.Handler(logging.WARNING)
    ear.emit = lambda record: heard.append(record.getMessage())  # type: ignore[method-assign]
    passing, logger.propagate = logger.propagate, False
    logger.addHandler(ear)
    try:
        yield heard
    finally:
        logger.removeHandler(ear)
        logger.propagate = passing
