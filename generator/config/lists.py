"""The name of a list of feeds beside config.yaml in, the sources it lists out."""

from pathlib import Path

from generator.errors import StreetError
from generator.forms import Mistake, did_you_mean
from generator.model import Source

OPML_BYTES = 5_000_000
"""Largest list that is read; one of 10,000 feeds has two million bytes."""


def beside(where: str, folder: Path) -> tuple[Source, ...]:
    """Read a list that lies in the folder of config.yaml; Mistake where it cannot be used."""
    from generator.collect.sources.feeds import opml  # noqa: PLC0415  only who has such a list pays for reading it

    name = where.strip()
    try:
        listed = opml.parse(_body(name, folder))
    except StreetError as error:
        raise Mistake(f"{name} cannot be used: {error.words}") from error
    if not listed:
        raise Mistake(f"There is no feed in {name}.", "Export the list from your feed reader once more, as OPML.")
    return tuple(listed)


def _body(where: str, folder: Path) -> bytes:
    path = folder / where
    try:
        if not path.resolve().is_relative_to(folder.resolve()):
            raise Mistake(f"{where} is outside the folder of config.yaml.", "Put the file beside config.yaml.")
        with path.open("rb") as file:
            body = file.read(OPML_BYTES + 1)
    except Mistake:
        raise
    except (OSError, ValueError):
        near = did_you_mean(where, (each.name for each in folder.iterdir() if each.suffix in {".opml", ".xml"}))
        raise Mistake(f"There is no file {where} beside config.yaml.", near) from None
    if len(body) > OPML_BYTES:
        raise Mistake(f"{where} is larger than 5 MB.")
    return body
