"""The colours an owner chose in, all colours of the theme that follow from them out, or what stands out too little.

An owner names up to four: paper, ink, soft, accent. The others are made of these, and the dark mode is made of the
light one where nothing is said of it. Text needs 7:1 on its ground (WCAG 2.2, 1.4.6); what means something, 4.5:1.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from generator.model.colour import Colour, contrast, mixed, nearest, printed, read

CHOSEN = ("paper", "ink", "soft", "accent")
"""What an owner may name, in the order in which they depend on one another."""
TEXT, MEANING = 7.0, 4.5
COMFORT = 7.6
"""What is made for quiet text has a little more than it needs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mode:
    """The theme's own colours in light or in dark: gleaner.css has the same, and a test compares them."""

    name: str
    own: Mapping[str, str]
    lenses: Mapping[str, str]
    """Names of lenses are written in these."""
    circles: Mapping[str, str]
    """Marks on the map, and no text."""
    grain: float
    """Lightness of the ornament, which means nothing."""


LIGHT = Mode(
    name="light",
    own=MappingProxyType(
        {
            "paper": "oklch(98.2% 0.009 85)",
            "ink": "oklch(23% 0.018 55)",
            "soft": "oklch(41% 0.02 60)",
            "accent": "oklch(41% 0.105 45)",
        }
    ),
    lenses=MappingProxyType(
        {
            "practitioner": "oklch(42% 0.1 45)",
            "sceptic": "oklch(41% 0.09 255)",
            "connector": "oklch(41% 0.07 170)",
            "newcomer": "oklch(42% 0.08 125)",
            "scholar": "oklch(41% 0.1 330)",
        }
    ),
    circles=MappingProxyType(
        {
            "one": "oklch(38% 0.12 42)",
            "two": "oklch(27% 0.09 257)",
            "three": "oklch(45% 0.075 172)",
            "four": "oklch(54% 0.09 95)",
            "five": "oklch(43% 0.17 318)",
            "six": "oklch(55% 0.15 262)",
        }
    ),
    grain=0.66,
)
DARK = Mode(
    name="dark",
    own=MappingProxyType(
        {
            "paper": "oklch(19.5% 0.011 60)",
            "ink": "oklch(91% 0.014 82)",
            "soft": "oklch(78% 0.018 78)",
            "accent": "oklch(81% 0.09 60)",
        }
    ),
    lenses=MappingProxyType(
        {
            "practitioner": "oklch(81% 0.09 50)",
            "sceptic": "oklch(81% 0.07 250)",
            "connector": "oklch(82% 0.07 170)",
            "newcomer": "oklch(83% 0.09 125)",
            "scholar": "oklch(82% 0.08 330)",
        }
    ),
    circles=MappingProxyType(
        {
            "one": "oklch(74% 0.14 45)",
            "two": "oklch(66% 0.15 262)",
            "three": "oklch(93% 0.07 178)",
            "four": "oklch(90% 0.13 98)",
            "five": "oklch(66% 0.1 340)",
            "six": "oklch(80% 0.05 289)",
        }
    ),
    grain=0.72,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A colour that cannot be read on its ground."""

    mode: str
    key: str
    words: str
    hint: str


def palette(given: Mapping[str, Colour], mode: Mode) -> Mapping[str, str]:
    """Return what the style sheet is told: every colour that differs from the theme's own, as hex.

    Args:
        given: what the owner chose for this mode, names out of CHOSEN.
        mode: the theme's own.
    """
    if not given:
        return MappingProxyType({})
    own = {key: printed(_own(mode.own[key])) for key in CHOSEN} | {key: printed(each) for key, each in given.items()}
    made: dict[str, Colour] = {key: own[key] for key in CHOSEN if key in given}
    if {"paper", "ink"} & set(given):
        if "soft" not in given:
            made["soft"] = own["soft"] = nearest(mixed(own["ink"], own["paper"], 0.28), own["paper"], COMFORT)
        made["line"] = mixed(own["paper"], own["ink"], 0.19)
        made["wash"] = _wash(own["paper"], own["ink"])
    if {"paper", "accent"} & set(given):
        made["link"] = nearest(own["accent"], own["paper"], TEXT)
    if "accent" in given:
        made["grain"] = own["accent"].at(mode.grain, chroma=0.11)
    return MappingProxyType({key: colour.hex for key, colour in made.items()})


def darkened(given: Mapping[str, Colour], chosen: Mapping[str, Colour]) -> Mapping[str, Colour]:
    """Return the dark mode's choices: the owner's, and for what is only chosen in light the same hue in dark.

    Args:
        given: what the owner chose for light.
        chosen: what the owner chose for dark.
    """
    made = dict(chosen)
    if "paper" in given and "paper" not in made:
        made["paper"] = given["paper"].at(0.195, chroma=0.02)
    paper = printed(made.get("paper", _own(DARK.own["paper"])))
    for key, lightness, chroma in (("ink", 0.91, 0.03), ("soft", 0.78, 0.03), ("accent", 0.81, 0.11)):
        if key in given and key not in made:
            made[key] = nearest(given[key].at(lightness, chroma=chroma), paper, TEXT)
    return MappingProxyType(made)


def faults(given: Mapping[str, Colour], mode: Mode) -> Iterator[Fault]:
    """Yield what an owner chose for a mode and nobody could read."""
    own = {key: printed(given.get(key, _own(mode.own[key]))) for key in CHOSEN}
    paper = own["paper"]
    for key, needed, what in (
        ("ink", TEXT, "text"),
        ("soft", TEXT, "text"),
        ("accent", MEANING, "what means something"),
    ):
        ratio = contrast(own[key], paper)
        if ratio < needed and key in given:
            words = f"{own[key].hex} on {paper.hex} has a contrast of {_floor(ratio)}:1, and {what} needs {needed:g}:1."
            yield Fault(
                mode=mode.name, key=key, words=words, hint=_better(nearest(own[key], paper, needed), paper, needed)
            )
        elif ratio < needed and key == "accent":
            words = f"On {paper.hex}, the accent of the theme cannot be told apart from the paper."
            yield Fault(mode=mode.name, key="paper", words=words, hint="Choose an accent as well.")
    if "paper" in given:
        yield from _drowned(paper, mode)


def _drowned(paper: Colour, mode: Mode) -> Iterator[Fault]:
    """Say where a paper swallows marks whose colours the theme has chosen."""
    marks = [(TEXT, each) for each in mode.lenses.values()] + [(MEANING, each) for each in mode.circles.values()]

    def fits(ground: Colour) -> bool:
        return all(contrast(printed(_own(each)), ground) >= needed for needed, each in marks)

    if fits(paper):
        return
    end = 1.0 if mode is LIGHT else 0.0
    tries = (printed(paper.at(paper.lightness + (end - paper.lightness) * part / 100)) for part in range(1, 101))
    better = next((each for each in tries if fits(each)), None)
    yield Fault(
        mode=mode.name,
        key="paper",
        words=f"On {paper.hex}, the marks of lenses and of circles on the map could not be told apart from the paper.",
        hint=f'The nearest on which they can is "{better.hex}".' if better else "",
    )


def _better(colour: Colour, paper: Colour, needed: float) -> str:
    if contrast(colour, paper) < needed:
        return "No colour has it there: the paper is in the middle between black and white."
    return f'The nearest that has it is "{colour.hex}".'


def _floor(ratio: float) -> str:
    """Write a ratio so that 6.96 is not said to be 7."""
    return f"{int(ratio * 10) / 10:g}"


def _wash(paper: Colour, ink: Colour) -> Colour:
    """Return a ground a little off the paper, on which ink can still be read."""
    tries = (mixed(paper, ink, part / 1000) for part in range(40, -1, -5))
    return next(each for each in tries if contrast(ink, each) >= TEXT or each.hex == paper.hex)


def _own(value: str) -> Colour:
    found = read(value)
    assert found is not None, "the theme's own colours are colours: a test says so"
    return found
