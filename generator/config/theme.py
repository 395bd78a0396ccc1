"""Values under `theme:` in; the same in the form the press expects out, or a Mistake that says what to write."""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from generator import text
from generator.config import palette
from generator.errors import Problem
from generator.forms import Kind, Mistake, Node, Page, did_you_mean
from generator.model import BLOCKS, NEEDED_BLOCKS, ThemeWishes
from generator.model.colour import Colour, read

if TYPE_CHECKING:
    from generator.config.shape import ShadesForm, ThemeForm

FONT = re.compile(r"[A-Za-z][A-Za-z0-9 ._-]{0,60}")
"""Names of fonts on real machines; none needs a quote, a comma or a sign that CSS reads otherwise."""
FALLBACK = {"text": "serif", "apparatus": "sans-serif"}
STACKS: Mapping[str, str] = MappingProxyType(
    {
        "old style": '"Iowan Old Style", P052, "Palatino Linotype", Palatino, "URW Palladio L", "Book Antiqua", serif',
        "transitional": 'Charter, "Bitstream Charter", "Sitka Text", Cambria, "Noto Serif", Georgia, serif',
        "slab": 'Rockwell, "Rockwell Nova", "Roboto Slab", "DejaVu Serif", "Sitka Small", serif',
        "humanist": 'Seravek, "Gill Sans Nova", Ubuntu, Calibri, "DejaVu Sans", "Trebuchet MS", sans-serif',
        "grotesque": 'Inter, Roboto, "Helvetica Neue", "Liberation Sans", "Arial Nova", Arial, sans-serif',
        "system": 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif',
    }
)
"""Fonts that machines have already, by the kind of letter: Apple, Windows and Linux have at least one of each."""
ALL = f"There is: {', '.join(BLOCKS)}."
HEX = re.compile(r"[0-9a-fA-F]{6}|[0-9a-fA-F]{3}")
FORMS = 'Write it as "#7c3a16", rgb(124 58 22) or oklch(43% 0.1 46).'


def colour(value: str) -> str:
    """Check a colour; it is kept as it was written."""
    given = value.strip()
    if read(given):
        return given
    if HEX.fullmatch(given):
        raise Mistake(f'"{given}" has no # in front.', f'Did you mean "#{given}"?')
    if re.fullmatch(r"#(?:[0-9a-fA-F]{4}|[0-9a-fA-F]{8})", given) or "/" in given:
        raise Mistake(f'"{text.clip(given, 60)}" can be seen through; on what it would stand, nobody knows.', FORMS)
    raise Mistake(f'"{text.clip(given, 60)}" is not a colour that can be measured.', FORMS)


def fonts(value: str | tuple[str, ...]) -> str | tuple[str, ...]:
    """Check the name of a stack, or a list of names of fonts."""
    if isinstance(value, str):
        name = value.strip().lower()
        if name in STACKS:
            return name
        near = did_you_mean(value, STACKS)
        raise Mistake(f'There are no fonts called "{text.clip(value.strip(), 60)}".', near + _as_list(value))
    for name in value:
        if not FONT.fullmatch(name.strip()):
            raise Mistake(f'"{text.clip(name, 60)}" cannot be the name of a font.', "Write it like Literata.")
    if not value:
        raise Mistake("There is no font in this list.", f"Name one, or a kind: {', '.join(STACKS)}.")
    return value


def _as_list(value: str) -> str:
    return f" A font by its own name stands in a list: [{value.strip()}]" if FONT.fullmatch(value.strip()) else ""


def blocks(value: tuple[str, ...]) -> tuple[str, ...]:
    """Check the parts of an edition that are shown, and their order."""
    for name in value:
        if name not in BLOCKS:
            raise Mistake(f'An edition has no part "{text.clip(name, 60)}".', did_you_mean(name, BLOCKS) or ALL)
        if value.count(name) > 1:
            raise Mistake(f"“{name}” stands here more than once.")
    for name in NEEDED_BLOCKS:
        if name not in value:
            raise Mistake(f"“{name}” is missing, and every edition shows it.", "Put it where it should stand.")
    return value


def wrong(page: Page) -> Iterator[Problem]:
    """Yield a problem for every colour that cannot be read on its paper."""
    nodes = {"light": _group(page, "theme", "colours"), "dark": _group(page, "theme", "colours", "dark")}
    light, dark = (_chosen(nodes[mode]) for mode in ("light", "dark"))
    both = palette.darkened(light, dark)
    for fault in (*palette.faults(light, palette.LIGHT), *palette.faults(both, palette.DARK)):
        if (node := nodes[fault.mode].get(fault.key)) is not None:
            yield page.problem(node, fault.words, fault.hint)


def _chosen(nodes: Mapping[str, Node]) -> dict[str, Colour]:
    given = {key: read(nodes[key].value) for key in palette.CHOSEN if key in nodes and nodes[key].kind is Kind.TEXT}
    return {key: found for key, found in given.items() if found}


def _group(page: Page, *keys: str) -> Mapping[str, Node]:
    node = page.root
    for key in keys:
        node = node.value.get(key) if node is not None and node.kind is Kind.GROUP else None
    return node.value if node is not None and node.kind is Kind.GROUP else {}


def wishes(form: "ThemeForm") -> ThemeWishes:
    """Return what was asked for, with everything that follows from it."""
    light = _read(form.colours)
    dark = palette.darkened(light, _read(form.colours.dark))
    return ThemeWishes(
        light=palette.palette(light, palette.LIGHT),
        dark=palette.palette(dark, palette.DARK),
        text=_stack(form.fonts.text, "text"),
        apparatus=_stack(form.fonts.apparatus, "apparatus"),
        measure=form.measure,
        size=form.size,
        blocks=form.blocks,
    )


def _read(form: "ShadesForm") -> dict[str, Colour]:
    given = {key: read(getattr(form, key)) for key in palette.CHOSEN if getattr(form, key)}
    return {key: found for key, found in given.items() if found}


def _stack(value: str | tuple[str, ...] | None, part: str) -> str:
    if value is None or isinstance(value, str):
        return STACKS.get(value or "", "")
    return ", ".join([*(f'"{name.strip()}"' for name in value), FALLBACK[part]])
