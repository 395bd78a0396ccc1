"""The config and content/ in, all that an owner wrote for the site out: each part read for itself, or every mistake."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator import withdrawal
from generator.errors import InputError, Problem
from generator.model import Config, Edition, Thread, Week
from generator.publish import archive, dress, glossary, pages, proof, threads
from generator.publish.dress import Wardrobe
from generator.publish.standing import NOTHING, Standing, checksum

PICTURES = "images"
"""The folder in content/ whose files are copied as they are."""
Read = Callable[[], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Manuscript:
    """All that an owner wrote for the site."""

    wears: Wardrobe
    editions: tuple[Edition, ...]
    """Oldest first."""
    texts: Mapping[Week, str]
    """Edition -> the checksum of what it was read from; {} where nothing is kept."""
    pages: tuple[pages.Written, ...]
    terms: tuple[glossary.Term, ...]
    talk: Mapping[str, Thread]


def read(
    config: Config,
    content: Path,
    theme: Path,
    muted: threads.Muted | None = None,
    *,
    also: Read = lambda: None,
    standing: Standing = NOTHING,
) -> Manuscript:
    """Read everything.

    Args:
        config: the owner's settings.
        content: the folder with `editions/`, `pages/` and `images/`; what the owner has of a theme lies beside it.
        theme: the folder with `templates/` and `static/`.
        muted: tells of an answer whether the owner mutes it; None where nothing is muted.
        also: reads what else belongs to it.
        standing: what earlier builds have read.

    Raises:
        InputError: what is wrong in all of it, for whoever mends one part mends all.
    """
    wears, (editions, texts), written, terms, talk, *_ = _each(
        lambda: dress.wardrobe(theme, config.theme, content.parent / dress.MINE),
        lambda: _editions(content, config, standing),
        lambda: pages.read(content / "pages", config.site.language),
        lambda: glossary.read(content),
        lambda: threads.kept(content / "answers", config.withdrawn, muted),
        lambda: proof.pictures(content, copied(content)),
        also,
    )
    return Manuscript(wears=wears, editions=editions, texts=texts, pages=written, terms=terms, talk=talk)


def _editions(content: Path, config: Config, standing: Standing) -> tuple[tuple[Edition, ...], Mapping[Week, str]]:
    """Read the editions without those who are withdrawn; where that changed one, it is no longer that of its file."""
    read = archive.read_again(content / "editions", standing)
    shown = withdrawal.without_each(read.editions, config.withdrawn)
    changed = {
        after.week: checksum(repr(after))
        for before, after in zip(read.editions, shown, strict=True)
        if read.texts and after is not before and after != before
    }
    return shown, {**read.texts, **changed}


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


def copied(content: Path) -> dict[str, Path]:
    """Return what Pelican copies, by its path on the site: it follows links, and nothing hidden counts."""
    found: list[Path] = []
    for place, inside, names in os.walk(content / PICTURES, followlinks=True):
        inside[:] = sorted(name for name in inside if not name.startswith("."))
        found += [Path(place, name) for name in sorted(names) if not name.startswith(".")]
    return {path.relative_to(content).as_posix(): path for path in found}
