"""config.yaml in, a Config out, or every mistake in it at once; one source as it is typed in, a Source out.

What may be written is in shape.py and kinds/, what a value has to be like in checks.py, what each key means in keys.py.
Those load pydantic, and only when a file is read.
"""

from collections.abc import Callable, Collection
from datetime import date
from pathlib import Path

from generator import forms
from generator.config.keys import KEYS, reference
from generator.config.typed import key_of, meant_by, source_of
from generator.errors import InputError, Problem
from generator.model import Config

__all__ = ["KEYS", "key_of", "load", "meant_by", "missing", "notices", "reference", "source_of"]

SAMPLE = "Go into the folder of your digest with `cd`, or name the file: --config FILE."


def load(
    path: Path,
    *,
    presets: Collection[str],
    signals: Callable[[], Collection[str]],
    kinds: Collection[str],
    asked: Callable[[str], Collection[str] | None] = lambda _: (),
    written: str | None = None,
) -> Config:
    """Read the owner's file.

    Args:
        path: The file; lists of feeds it names lie beside it.
        presets: Names that `digest.preset` may have.
        signals: Gives the names that `digest.weights` may have, where a weight is written: they come with the desk.
        kinds: Kinds of source that can be read.
        asked: Gives the lenses, besides the five, through which the questions of a language look; None where that is
            not known.
        written: What would stand in it, where it is not yet there.

    Raises:
        InputError: all that is wrong with it, in the order of the file.
    """
    if written is None and (absent := missing(path)):
        raise absent
    from generator.config import reading  # noqa: PLC0415  it loads pydantic

    text = forms.load(path) if written is None else written
    return reading.read(text, path, presets=presets, signals=signals, kinds=kinds, asked=asked)


def notices(
    config: Config, file: str = "config.yaml", *, known: Collection[str] = (), today: date | None = None
) -> tuple[Problem, ...]:
    """Return what an owner should know and may leave as it is, in the order of the file.

    Args:
        config: What was read.
        file: What to call it.
        known: Names of the secrets that there are.
        today: The day in the zone of the site; without it nothing is said about days.
    """
    from generator.config import advice  # noqa: PLC0415  it loads the street

    return advice.notices(config, file, known=known, today=today)


def missing(path: Path) -> InputError | None:
    """Say of a config.yaml that is not there what to do; None where something is."""
    if path.exists() or path.is_symlink():
        return None
    twin = path.with_suffix(".yml" if path.suffix == ".yaml" else ".yaml")
    hint = f"Did you mean {twin.name}? It is there." if twin.exists() else SAMPLE
    return InputError(Problem(file=str(path), words="There is no such file.", hint=hint))
