"""A digest in; out, one zip of everything its owner has here, in forms that other programs read.

Editions as Markdown with plain front matter and as JSON, sources as OPML, what was collected as JSON lines, the printed
site, and all files as they are. The same digest gives the same bytes. Secrets are not in it: they come from the
environment alone, and are in no file.
"""

import io
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator import correcting
from generator.model import Config
from generator.pipeline import Place
from generator.upgrading import plain_markdown

EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the zip, the first that its format knows (APPNOTE 6.3.10, 4.4.6)."""
MODE = 0o100644 << 16
"""Files that anybody may read, as Unix has them (the upper half of the external attributes)."""
OWN_THEMES = "themes"
STOCK = "gleaner"
COLLECTED = ("harvest", "ledger")
"""Folders of the state that say something elsewhere; the others are notes about when to ask a server again."""
READ_ME = Path(__file__).with_name("leaving.md")
"""What stands in the zip about the zip."""


def packed(config: Config, place: Place, file: Path, *, site: Path, listed: bytes) -> Mapping[str, bytes]:
    """Return every file of the zip: path -> bytes.

    Args:
        config: what the owner wishes.
        place: where the digest is.
        file: its config.yaml.
        site: the printed site.
        listed: the sources as OPML.
    """
    theirs = correcting.known(config, place)
    editions = correcting.published(place, theirs)
    found = {"README.md": _read_me(config), "sources.opml": listed}
    found |= {f"editions/{edition.week}.md": plain_markdown.written(edition).encode() for edition in editions}
    found |= {f"site/{name}": path.read_bytes() for name, path in _files(site)}
    found |= dict(_data(site))
    found |= {f"digest/{name}": path.read_bytes() for name, path in _own(place.root, file)}
    for folder in COLLECTED:
        found |= {f"collected/{folder}/{name}": path.read_bytes() for name, path in _files(place.state / folder)}
    return dict(sorted(found.items()))


def _read_me(config: Config) -> bytes:
    return READ_ME.read_text("utf-8").replace("{title}", plain_markdown.escaped(config.site.title)).encode()


def _data(site: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the data of each edition under the name of its week, and their schema."""
    for path in sorted(site.glob("editions/*/edition.json")):
        yield f"data/{path.parent.name}.json", path.read_bytes()
    for path in sorted(site.glob("schema/*.json")):
        yield f"data/schema/{path.name}", path.read_bytes()


def _own(root: Path, file: Path) -> Iterator[tuple[str, Path]]:
    """Yield the files that belong to the owner, by their names from the folder of the digest."""
    yield "config.yaml", file
    for name, path in _files(root / "content"):
        yield f"content/{name}", path
    for name, path in _files(root / OWN_THEMES):
        if not name.startswith((f"{STOCK}/", "README.md")):
            yield f"{OWN_THEMES}/{name}", path


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the files of a folder that is there; no link leads out of it, and nothing hidden is taken along."""
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        parts = path.relative_to(folder).parts
        if path.is_file() and not path.is_symlink() and not any(part.startswith(".") for part in parts):
            yield "/".join(parts), path


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return files as a zip, ordered by name, each at the same time."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, EARLIEST)
            entry.external_attr, entry.compress_type = MODE, zipfile.ZIP_DEFLATED
            made.writestr(entry, files[name])
    return packed.getvalue()


def switching_off(repository: str) -> tuple[str, ...]:
    """Say how the digest is ended where it runs by itself.

    Args:
        repository: its address; "" where that is not known.
    """
    home = repository.rstrip("/") or "https://github.com/OWNER/NAME"
    return (
        "To end the digest on GitHub, in this order:",
        f"  1. its workflows: {home}/actions, each one on the left, the three dots, Disable workflow",
        f"  2. the site: {home}/settings/pages, the three dots beside its address, Unpublish site",
        f"  3. all of it: {home}/settings, at the very end, Archive (it stays readable) or Delete",
    )
