"""Config, content and theme in, a printed site out: built beside the old one, looked through, then put in its place.

A build that fails leaves the old site as it is (folders.py), and every text of the owner's is read before (proof.py).
"""

import locale
import logging
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from generator import withdrawal
from generator.errors import InputError, PressError, Problem
from generator.model import Config, Edition, Method, Thread
from generator.publish import archive, bindery, dress, folders, glossary, indexing, links, pages, proof, threads
from generator.publish.dress import Wardrobe, blame
from generator.publish.plan import Plan, plan
from generator.publish.settings import PICTURES, settings
from generator.publish.sweeping import rarely_swept
from generator.publish.verify import verify

Read = Callable[[], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A site that has been printed and found fit to be seen."""

    folder: Path
    pages: int
    files: int
    left_out: tuple[str, ...] = ()
    """What the site is without, and why, in sentences for its owner."""


@rarely_swept()
def build(
    config: Config,
    *,
    content: Path,
    output: Path,
    theme: Path,
    site_url: str | None,
    method: Method,
    keep: tuple[Path, ...] = (),
    muted: threads.Muted | None = None,
    preview: datetime | None = None,
) -> Built:
    """Print the whole site into `output`.

    Args:
        config: the owner's settings.
        content: the folder with `editions/`, `pages/` and `images/`; what the owner has of a theme lies beside it.
        output: a folder that is absent, empty, or a site made earlier.
        theme: the folder with `templates/` and `static/`.
        site_url: where the site will be; None for one that is read from a disk or at a place not known yet.
        method: how the desk chooses, for the page that says so.
        keep: further folders of the owner's that the site must neither hold nor lie in.
        muted: tells of an answer whether the owner mutes it; None where nothing is muted.
        preview: when the newest edition comes out, where it is shown before its time; None for the site itself.

    Raises:
        InputError: an edition, a page, a template of the owner's or the output folder cannot be used.
        PressError: Pelican warned of something, or what was printed must not go out.
    """
    content, theme = content.resolve(), theme.resolve()
    mine = content.parent / dress.MINE
    output = folders.usable(output, made_from=(content, theme, mine), keep=keep)
    there = _read(config, content, theme, muted)
    return _put(_copy(config, content, there, site_url, method, preview=preview), content, output, there.wears)


def styleguide(config: Config, *, content: Path, output: Path, theme: Path, site_url: str | None) -> Built:
    """Print, in place of a site, what everything looks like in every state; the arguments are those of `build`."""
    from generator.publish import specimens  # noqa: PLC0415  on request only

    content, theme = content.resolve(), theme.resolve()
    mine = content.parent / dress.MINE
    output = folders.usable(output, made_from=(content, theme, mine))
    wears = dress.wardrobe(theme, config.theme, mine)
    site = specimens.plan_of(config, wears.sheet, links.home(site_url))
    copy = Copy(editions=(), texts=(), site=site, files=expected(site, theme, wears))
    return _put(copy, theme, output, wears)


def _put(copy: "Copy", content: Path, output: Path, wears: Wardrobe) -> Built:
    """Print beside the old site, look through what came out, and put it in its place."""
    with folders.workshop(output) as fresh, indexing.begun(copy.site, output) as index:
        _print(copy.site, content, fresh, wears)
        proof.read_printed(copy.texts, fresh)
        indexed = indexing.put(index.result(), fresh)
        try:
            verify(fresh, copy.files | indexed, site_url=copy.site.site_url, frames=_frames(copy.site))
        except PressError as error:
            raise blame.unfit(error, wears.templates) from None
        folders.swap(fresh, output)
    return Built(
        folder=output,
        pages=len(copy.site.sheets),
        files=len(copy.files | indexed),
        left_out=indexing.lacking(copy.site),
    )


def check(
    config: Config, *, content: Path, theme: Path, site_url: str | None, method: Method, also: Read = lambda: None
) -> tuple[Edition, ...]:
    """Read everything an owner can write for the site, print nothing, and return the editions, oldest first.

    Args:
        config: the owner's settings.
        content: the folder with `editions/`, `pages/` and `images/`.
        theme: the folder with `templates/` and `static/`.
        site_url: where the site will be, if that is known.
        method: how the desk chooses.
        also: reads what else belongs to it; its mistakes are said with the others.

    Raises:
        InputError: what `build` would refuse, but for links to a part of a page, which only a printed one can tell.
    """
    content = content.resolve()
    return _copy(config, content, _read(config, content, theme.resolve(), also=also), site_url, method).editions


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """All that an owner wrote for the site, each part read for itself."""

    wears: Wardrobe
    editions: tuple[Edition, ...]
    pages: tuple[pages.Written, ...]
    terms: tuple[glossary.Term, ...]
    talk: Mapping[str, Thread]


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """All that goes to the press, read and found right."""

    editions: tuple[Edition, ...]
    texts: tuple[proof.Text, ...]
    site: Plan
    files: frozenset[str]
    """Every file the site has to have."""


def _read(
    config: Config, content: Path, theme: Path, muted: threads.Muted | None = None, also: Read = lambda: None
) -> Written:
    """Read everything; InputError has what is wrong in all of it, for whoever mends one part mends all."""
    wears, editions, written, terms, talk, *_ = _each(
        lambda: dress.wardrobe(theme, config.theme, content.parent / dress.MINE),
        lambda: withdrawal.without_each(archive.read(content / "editions"), config.withdrawn),
        lambda: pages.read(content / "pages", config.site.language),
        lambda: glossary.read(content),
        lambda: threads.kept(content / "answers", config.withdrawn, muted),
        lambda: proof.pictures(content, _files(content / PICTURES, content)),
        also,
    )
    return Written(wears=wears, editions=editions, pages=written, terms=terms, talk=talk)


def _each(*reads: Read) -> list[Any]:
    found: list[Any] = []
    problems: list[Problem] = []
    for read in reads:
        try:
            found.append(read())
        except InputError as wrong:
            problems += wrong.problems
    if problems:
        raise InputError(*problems)
    return found


def _copy(
    config: Config,
    content: Path,
    there: Written,
    site_url: str | None,
    method: Method,
    *,
    preview: datetime | None = None,
) -> Copy:
    site = plan(
        config,
        there.editions,
        there.pages,
        method,
        links.home(site_url),
        glossary=there.terms,
        threads=there.talk,
        searchable=indexing.engine() is not None,
        preview=preview,
    )
    texts = proof.texts(content, there.editions, there.pages, there.terms)
    files = expected(site, content, there.wears)
    proof.read(texts, files)
    return Copy(editions=there.editions, texts=texts, site=site, files=files)


def expected(site: Plan, content: Path, wears: Wardrobe) -> frozenset[str]:
    """Return every file the site has to have, and no other."""
    made = {sheet.file for sheet in site.sheets} | {folders.MARKER}
    made |= {each.file for each in bindery.offprints(site)}
    static = {f"theme/{name}" for name in wears.names}
    return frozenset(made | static | set(_files(content / PICTURES, content)))


def _frames(site: Plan) -> dict[str, str]:
    """Return the pages that may show something of another site in a frame, each with whose it is."""
    frames = {sheet.file: sheet.page.frames for sheet in site.sheets}
    return {file: origin for file, origin in frames.items() if origin}


def _files(folder: Path, root: Path) -> dict[str, Path]:
    """Return what Pelican copies, by its path from the root: it follows links, and nothing hidden counts."""
    found: list[Path] = []
    for place, inside, names in os.walk(folder, followlinks=True):
        inside[:] = sorted(name for name in inside if not name.startswith("."))
        found += [Path(place, name) for name in sorted(names) if not name.startswith(".")]
    return {path.relative_to(root).as_posix(): path for path in found}


# ---------------------------------------------------------------- Pelican


def _print(site: Plan, content: Path, output: Path, wears: Wardrobe) -> None:
    """Run Pelican and let no warning pass: it skips what it does not like and says so only in its log (fact 3)."""
    with _quiet_house():
        from generator.publish import plugin  # noqa: PLC0415  imports Pelican: a third of a second, and only to print

        with _listening() as heard:
            _run(settings(site, wears, content=content, output=output, plugin=plugin), plugin)
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
