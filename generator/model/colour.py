"""A colour as a person writes it in, the same as lightness, chroma and hue out: measured, moved and written down again.

OKLCH (Ottosson 2020, https://bottosson.github.io/posts/oklab/; CSS Color 4, 10.4) is even to the eye: a colour can be
made lighter or darker and stays the same colour. Contrast is WCAG's (2.2, "contrast ratio"). What goes out is what hex
can say, so that what was measured is what is shown.
"""

import math
import re
from dataclasses import dataclass

HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
CALL = re.compile(r"(?P<name>rgb|oklch)\(\s*(?P<parts>[^()]*?)\s*\)", re.IGNORECASE)
PART = re.compile(r"(?P<number>[+-]?(?:\d+\.?\d*|\.\d+))(?P<unit>%|deg)?", re.IGNORECASE)
EDGE = 1e-4
"""How far beyond sRGB a channel may be and still count as inside; rounding alone is less."""
STEP = 0.001
"""By how much of the lightness the nearest colour is looked for; the eye sees a hundredth."""


@dataclass(frozen=True, slots=True)
class Colour:
    """One colour that a screen can show."""

    lightness: float
    """0 black, 1 white."""
    chroma: float
    """0 for greys; about 0.3 at most in sRGB."""
    hue: float
    """Degrees, 0 to 360."""

    @property
    def hex(self) -> str:
        """Write it as people and icons have it: `#7c3a16`."""
        return "#" + "".join(f"{round(255 * _bent(part)):02x}" for part in _clear(_linear(self)))

    @property
    def luminance(self) -> float:
        """How light it is beside white, 0 to 1 (WCAG 2.2, "relative luminance")."""
        red, green, blue = _clear(_linear(self))
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    def at(self, lightness: float, *, chroma: float | None = None) -> "Colour":
        """Return the same hue at another lightness, as strong as a screen can show it there."""
        return fit(lightness, self.chroma if chroma is None else min(chroma, self.chroma), self.hue)


def read(text: str) -> Colour | None:
    """Read `#rgb`, `#rrggbb`, `rgb(...)` or `oklch(...)` without transparency; None where it is none of them."""
    given = text.strip()
    if HEX.fullmatch(given):
        return _of_hex(given[1:])
    call = CALL.fullmatch(given)
    parts = [PART.fullmatch(part) for part in re.split(r"\s*,\s*|\s+", call["parts"])] if call else []
    found = [part for part in parts if part]
    if call is None or len(found) != 3 or len(parts) != 3:  # noqa: PLR2004  three channels, and no transparency
        return None
    return _of_rgb(found) if call["name"].lower() == "rgb" else _of_oklch(found)


def contrast(one: Colour, other: Colour) -> float:
    """Return the ratio of two colours, 1 to 21 (WCAG 2.2: (L1 + 0.05) / (L2 + 0.05))."""
    low, high = sorted((one.luminance, other.luminance))
    return (high + 0.05) / (low + 0.05)


def nearest(colour: Colour, ground: Colour, ratio: float) -> Colour:
    """Return the colour of this hue that stands out from a ground, as near to this one in lightness as can be.

    It goes away from the ground: darker on a light one. Where no colour has the ratio, it is black or white.
    """
    steps = round(1 / STEP)
    down = ground.luminance > 0.18  # noqa: PLR2004  black and white have the same contrast there: sqrt(1.05 * .05) - .05
    begin = round(colour.lightness / STEP)
    ways = range(begin, -1, -1) if down else range(begin, steps + 1)
    for at in (begin, *ways):
        found = colour if at == begin else colour.at(at * STEP)
        if contrast(printed(found), ground) >= ratio:
            return printed(found)
    return Colour(0.0 if down else 1.0, 0.0, 0.0)


def mixed(one: Colour, other: Colour, part: float) -> Colour:
    """Return what `part` of the other in the first gives, 0 to 1, mixed in OKLab as CSS does with `color-mix`."""
    pairs = zip(_lab(one), _lab(other), strict=True)
    lightness, a, b = (here * (1 - part) + there * part for here, there in pairs)
    return printed(fit(lightness, math.hypot(a, b), math.degrees(math.atan2(b, a))))


def fit(lightness: float, chroma: float, hue: float) -> Colour:
    """Return a colour with no more chroma than sRGB can show at this lightness and hue."""
    lightness, hue, low, high = min(max(lightness, 0.0), 1.0), hue % 360, 0.0, max(chroma, 0.0)
    if _inside(Colour(lightness, high, hue)):
        return Colour(lightness, high, hue)
    for _ in range(20):  # halves: a millionth of what was asked for
        middle = (low + high) / 2
        low, high = (middle, high) if _inside(Colour(lightness, middle, hue)) else (low, middle)
    return Colour(lightness, low, hue)


def printed(colour: Colour) -> Colour:
    """Return it as hex rounds it, so that what is said to pass passes as it is written."""
    return _of_hex(colour.hex[1:])


# ---------------------------------------------------------------- reading


def _of_hex(digits: str) -> Colour:
    pairs = [digit * 2 for digit in digits] if len(digits) == 3 else re.findall("..", digits)  # noqa: PLR2004  #rgb
    return _of_light(*(_straight(int(pair, 16) / 255) for pair in pairs))


def _of_rgb(parts: list[re.Match[str]]) -> Colour | None:
    values = [float(part["number"]) / (100 if part["unit"] == "%" else 255) for part in parts]
    if any(part["unit"] == "deg" for part in parts) or not all(0 <= value <= 1 for value in values):
        return None
    return _of_light(*map(_straight, values))


def _of_oklch(parts: list[re.Match[str]]) -> Colour | None:
    (light, chroma, hue), units = (float(part["number"]) for part in parts), [part["unit"] or "" for part in parts]
    light = light / 100 if units[0] == "%" else light
    chroma = chroma * 0.004 if units[1] == "%" else chroma  # 100 % is 0.4 (CSS Color 4, 10.4)
    if "deg" in units[:2] or units[2] == "%" or not (0 <= light <= 1 and chroma >= 0):
        return None
    return fit(light, chroma, hue)


# ---------------------------------------------------------------- the formulas


def _straight(part: float) -> float:
    """Return an sRGB channel as light (CSS Color 4, 10.2: the transfer function of sRGB)."""
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004  as above


def _bent(part: float) -> float:
    """Return light as an sRGB channel."""
    return part * 12.92 if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055  # noqa: PLR2004  as above


def _of_light(red: float, green: float, blue: float) -> Colour:
    """Return light as a colour; the two matrices are Ottosson's."""
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    lightness = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    return Colour(min(max(lightness, 0.0), 1.0), math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360)


def _lab(colour: Colour) -> tuple[float, float, float]:
    turn = math.radians(colour.hue)
    return colour.lightness, colour.chroma * math.cos(turn), colour.chroma * math.sin(turn)


def _linear(colour: Colour) -> tuple[float, float, float]:
    """Return a colour as light: red, green, blue; outside 0 to 1 where a screen cannot show it."""
    lightness, a, b = _lab(colour)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def _clear(parts: tuple[float, float, float]) -> tuple[float, float, float]:
    red, green, blue = (min(max(part, 0.0), 1.0) for part in parts)
    return red, green, blue


def _inside(colour: Colour) -> bool:
    return all(-EDGE <= part <= 1 + EDGE for part in _linear(colour))
