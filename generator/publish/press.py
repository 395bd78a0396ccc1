"""Config, content and theme in, a printed site out: built beside the old one, looked through, then put in its place.

A build that fails leaves the old site as it is, and only a folder that Gleaner made is ever replaced.
"""

import locale
import logging
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.errors import InputError, PressError, Problem
from generator.model import Config, Method
from generator.publish import archive, extras, feeds, pages
from generator.publish.plan import Plan, plan
from generator.publish.settings import PICTURES, settings
from generator.publish.verify import verify

MARKER = ".gleaner-site"
"""The file that says: this folder was made by Gleaner and may be made anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A site that has been printed and found fit to be seen."""

    folder: Path
    pages: int
    files: int


def build(config: Config, *, content: Path, output: Path, theme: Path, site_url: str | None, method: Method) -> Built:
    """Print the whole site into `output`.

    Args:
        config: the owner's settings.
        content: the folder with `editions/`, `pages/` and `images/`.
        output: a folder that is absent, empty, or a site made earlier.
        theme: the folder with `templates/` and `static/`.
        site_url: where the site will be; None for one that is read from a disk or at a place not known yet.
        method: how the desk chooses, for the page that says so.

    Raises:
        InputError: an edition, a page or the output folder cannot be used.
        PressError: Pelican warned of something, or what was printed must not go out.
    """
    output, content, theme = output.resolve(), content.resolve(), theme.resolve()
    _refuse(output, content, theme)
    editions = archive.read(content / "editions")
    written = pages.read(content / "pages")
    site = plan(config, editions, written, method, site_url.rstrip("/") if site_url else None)
    fresh = _beside(output, "new")
    _clear(fresh)
    fresh.mkdir(parents=True)
    (fresh / MARKER).write_text("This folder is made by Gleaner and replaced at every build.\n", "utf-8")
    try:
        _print(site, content, fresh, theme)
        verify(fresh, expected(site, content, theme), site_url=site.site_url)
    except BaseException:
        _clear(fresh)
        raise
    _swap(fresh, output)
    return Built(folder=output, pages=len(site.sheets), files=sum(1 for path in output.rglob("*") if path.is_file()))


def expected(site: Plan, content: Path, theme: Path) -> frozenset[str]:
    """Return every file the site has to have, and no other."""
    made = {sheet.file for sheet in site.sheets} | {MARKER} | set(extras.files(site))
    made |= set(feeds.TYPES) if site.entries else set()
    static = {f"theme/{path.relative_to(theme / 'static').as_posix()}" for path in _files(theme / "static")}
    pictures = {path.relative_to(content).as_posix() for path in _files(content / PICTURES)}
    return frozenset(made | static | pictures)


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(".")]


# ---------------------------------------------------------------- Pelican


def _print(site: Plan, content: Path, output: Path, theme: Path) -> None:
    """Run Pelican and let no warning pass: it skips what it does not like and says so only in its log (fact 3)."""
    with _quiet_house():
        from generator.publish import plugin  # noqa: PLC0415  imports Pelican: a third of a second, and only to print

        with _listening() as heard:
            _run(settings(site, content=content, output=output, theme=theme, plugin=plugin), plugin)
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
    except TemplateError as error:
        raise PressError(f"The theme cannot be printed: {error}") from error
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


# ---------------------------------------------------------------- folders


def _refuse(output: Path, content: Path, theme: Path) -> None:
    """Never delete a person's folder."""
    hint = "Choose an empty folder, or one that is not there yet."
    if any(own == output or output in own.parents or own in output.parents for own in (content, theme)):
        raise InputError(
            Problem(file=str(output), words="The site cannot be printed into the folder it is made from.", hint=hint)
        )
    if output.is_file():
        raise InputError(Problem(file=str(output), words="This is a file, not a folder.", hint=hint))
    if output.is_dir() and any(output.iterdir()) and not (output / MARKER).is_file():
        words = "This folder holds files that Gleaner did not make; nothing in it was touched."
        raise InputError(Problem(file=str(output), words=words, hint=hint))


def _beside(output: Path, what: str) -> Path:
    return output.with_name(f".{output.name}.{what}")


def _clear(folder: Path) -> None:
    """Remove a folder that an earlier build left, and only such a folder."""
    if folder.exists() and not (folder / MARKER).is_file() and any(folder.iterdir()):
        raise InputError(Problem(file=str(folder), words="This folder is in the way, and Gleaner did not make it."))
    if folder.exists():
        shutil.rmtree(folder)


def _swap(fresh: Path, output: Path) -> None:
    """Put the new site where the old one was; two renames are the only moment without a site."""
    old = _beside(output, "old")
    _clear(old)
    if output.exists():
        output.rename(old)
    try:
        fresh.rename(output)
    except OSError:
        if old.exists():
            old.rename(output)
        raise
    _clear(old)
