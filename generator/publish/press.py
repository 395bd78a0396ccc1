"""Config, content and theme in, a printed site out: built beside the old one, looked through, then put in its place.

A build that fails leaves the old site as it is (folders.py), and every text of the owner's is read before (proof.py).
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from generator.errors import PressError
from generator.model import Config, Method
from generator.publish import bindery, dress, folders, indexing, links, manuscript, proof, threads
from generator.publish.dress import Wardrobe, blame
from generator.publish.manuscript import Manuscript
from generator.publish.plan import Plan, plan
from generator.publish.printing import printed
from generator.publish.standing import NOTHING, Standing, standing
from generator.publish.sweeping import rarely_swept
from generator.publish.verify import verify


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A site that has been printed and found fit to be seen."""

    folder: Path
    pages: int
    files: int
    stood: int = 0
    """Files that are those of the old site, for they would have been the same."""
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
    stands: Path | None = None,
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
        stands: the folder of what earlier builds made (standing.py), so that only what has changed is made again; None
            makes everything.

    Raises:
        InputError: an edition, a page, a template of the owner's or the output folder cannot be used.
        PressError: Pelican warned of something, or what was printed must not go out.
    """
    content, theme = content.resolve(), theme.resolve()
    mine = content.parent / dress.MINE
    output = folders.usable(output, made_from=(content, theme, mine), keep=keep)
    templates = (theme / dress.TEMPLATES, mine / dress.TEMPLATES)
    with standing(stands, output, templates=templates, zone=config.site.zone) as kept:
        there = manuscript.read(config, content, theme, muted, standing=kept)
        made = copy(config, content, there, site_url, method, preview=preview)
        return _put(made, content, output, there.wears, kept)


def styleguide(config: Config, *, content: Path, output: Path, theme: Path, site_url: str | None) -> Built:
    """Print, in place of a site, what everything looks like in every state; the arguments are those of `build`."""
    from generator.publish import specimens  # noqa: PLC0415  on request only

    content, theme = content.resolve(), theme.resolve()
    mine = content.parent / dress.MINE
    output = folders.usable(output, made_from=(content, theme, mine))
    wears = dress.wardrobe(theme, config.theme, mine)
    site = specimens.plan_of(config, wears.sheet, links.home(site_url))
    made = Copy(texts=(), site=site, files=expected(site, theme, wears))
    return _put(made, theme, output, wears)


def _put(copy: "Copy", content: Path, output: Path, wears: Wardrobe, standing: Standing = NOTHING) -> Built:
    """Print beside the old site, look through what came out, and put it in its place."""
    with folders.workshop(output) as fresh, indexing.begun(copy.site, output, standing) as index:
        printed(copy.site, content, fresh, wears, standing)
        proof.read_printed(copy.texts, fresh)
        indexed = indexing.put(index.result(), fresh, output)
        files, frames = copy.files | indexed, _frames(copy.site)
        try:
            verify(fresh, files, site_url=copy.site.site_url, frames=frames, standing=standing)
        except PressError as error:
            raise blame.unfit(error, wears.templates) from None
        folders.swap(fresh, output)
    standing.settle()
    return Built(
        folder=output,
        pages=len(copy.site.sheets),
        files=len(files),
        stood=standing.stood,
        left_out=indexing.lacking(copy.site),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """All that goes to the press, read and found right."""

    texts: tuple[proof.Text, ...]
    site: Plan
    files: frozenset[str]
    """Every file the site has to have."""


def copy(
    config: Config,
    content: Path,
    there: Manuscript,
    site_url: str | None,
    method: Method,
    *,
    preview: datetime | None = None,
) -> Copy:
    """Plan the site of what its owner wrote.

    Args:
        config: the owner's settings.
        content: the folder with `editions/`, `pages/` and `images/`.
        there: what was read of it.
        site_url: where the site will be, if that is known.
        method: how the desk chooses.
        preview: when the newest edition comes out, where it is shown before its time; None for the site itself.

    Raises:
        InputError: a link or a footnote leads nowhere.
    """
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
        texts=there.texts,
    )
    texts = proof.texts(content, there.editions, there.pages, there.terms)
    files = expected(site, content, there.wears)
    proof.read(texts, files)
    return Copy(texts=texts, site=site, files=files)


def expected(site: Plan, content: Path, wears: Wardrobe) -> frozenset[str]:
    """Return every file the site has to have, and no other."""
    made = {sheet.file for sheet in site.sheets} | {folders.MARKER}
    made |= {each.file for each in bindery.offprints(site)}
    static = {f"theme/{name}" for name in wears.names}
    return frozenset(made | static | set(manuscript.copied(content)))


def _frames(site: Plan) -> dict[str, str]:
    """Return the pages that may show something of another site in a frame, each with whose it is."""
    frames = {sheet.file: sheet.page.frames for sheet in site.sheets}
    return {file: origin for file, origin in frames.items() if origin}
