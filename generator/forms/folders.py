"""A folder of files a person wrote in several languages in, the files of each language out.

Those that lie in the folder itself are in the first language; those of another lie in a folder named by its code.
"""

from collections.abc import Collection, Mapping
from pathlib import Path

FIRST = "en"


def languages(folder: Path, pattern: str = "*.yaml") -> Mapping[str, tuple[Path, ...]]:
    """Return the files of every language that has some, in order; the first language is always there."""
    found: dict[str, list[Path]] = {FIRST: sorted(folder.glob(pattern))}
    for path in sorted(folder.glob(f"*/{pattern}")):
        found.setdefault(path.parent.name.casefold(), []).append(path)
    return {language: tuple(paths) for language, paths in found.items()}


def nearest(language: str, known: Collection[str], otherwise: str = FIRST) -> str:
    """Return which of the languages known serves one best: itself, of de-AT also de, else another (RFC 4647, 3.4)."""
    tag = language.casefold()
    while tag and tag not in known:
        tag = tag.rpartition("-")[0]
    return tag or otherwise
