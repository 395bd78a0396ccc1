"""An edition that is not published in, a site that shows it as if it were out; the owner's folders stay as they are.

The site is printed from a folder of its own, in which everything of the owner's is borrowed by a link, and the one file
that is not theirs lies beside it.
"""

import shutil
import tempfile
from pathlib import Path

from generator import pipeline
from generator import publish as press
from generator.model import Config, Edition
from generator.pipeline import Place
from generator.publish import folders
from generator.publish.dress import MINE


def built(config: Config, place: Place, edition: Edition, *, output: Path) -> press.Built:
    """Print the site with an edition before its time; every page says that it is a preview.

    Raises:
        InputError: what an owner wrote cannot be used, or the output folder cannot.
        PressError: what was printed is not fit to be seen.
    """
    own = (place.root / "content", place.root / "themes")
    output = folders.usable(output, made_from=tuple(each.resolve() for each in own))
    with tempfile.TemporaryDirectory(prefix="gleaner-preview-") as folder:
        beside = Place(root=Path(folder).resolve(), state=place.state)
        _borrow(place.root, beside.root)
        if not (beside.editions / f"{edition.week}.md").exists():
            press.archive.write(edition, beside.editions)
        return pipeline.build(config, beside, output=output, preview=edition.published, stands=place.stands)


def _borrow(root: Path, there: Path) -> None:
    """Lay out content/ and what the owner has of a theme as they are, the editions one by one."""
    names = [path.relative_to(root) for path in _inside(root / "content") if path.name != "editions"]
    names += [path.relative_to(root) for path in _inside(root / "content" / "editions")]
    names += [Path(MINE)] if (root / MINE).exists() else []
    (there / "content" / "editions").mkdir(parents=True)
    for name in names:
        (there / name).parent.mkdir(parents=True, exist_ok=True)
        _link((root / name).absolute(), there / name)


def _inside(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _link(path: Path, there: Path) -> None:
    """Borrow by a link; where there are none, as for most users of Windows, by a copy."""
    try:
        there.symlink_to(path, target_is_directory=path.is_dir())
    except OSError:
        if path.is_dir():
            shutil.copytree(path, there)
        else:
            shutil.copy2(path, there)
