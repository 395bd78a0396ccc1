"""The owner's file in, a Config out, read with all that the house knows: presets, signals, kinds of source, lenses."""

from functools import partial
from pathlib import Path

from generator import config as reading
from generator import edit as desk
from generator.collect.sources import MODULES
from generator.model import Config
from generator.pipeline import lenses


def opened(path: Path, written: str | None = None) -> Config:
    """Read config.yaml, or `written` as if it stood there.

    Raises:
        InputError: all that is wrong with it, in the order of the file.
    """
    asked = partial(lenses, path.resolve().parent)
    return reading.load(
        path, presets=desk.PRESETS, signals=lambda: desk.SIGNALS, kinds=MODULES, asked=asked, written=written
    )
