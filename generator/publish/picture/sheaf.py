"""The picks of a week by their sections in, a sheaf out: an ear for each section, a grain for each pick.

That is the picture of a week without a map: the reader sees how much there is, and for how many reasons.
"""

from collections.abc import Iterator, Sequence
from math import ceil

from generator.publish.shapes import EarView, GrainView

EARS = 7
"""More than that are a thicket; what is beyond joins the last."""
PAIR = 25.0
"""From one pair of grains to the next, along the stalk."""
ASIDE = 8.0
"""How far a grain stands from the stalk."""
LEAN = 22
"""Degrees by which a grain turns away from the stalk."""
TIP = 30.0
"""From the last pair to the grain on top."""
AWN = 58.0
"""Length of a bristle."""
REACH = 390.0
"""From the band to the tip of the longest ear."""
SPREAD = 54.0
"""Degrees between the outermost ears."""
FAN = 17.0
"""Most degrees between two ears."""
LEAF = "M-2 60C-10-40-40-120-128-176C-70-108-34-52-2 84zM-4-30C10-90 44-140 96-164C60-118 24-62-3-8z"
"""Two blades on a stalk that stands alone."""
TILT = 7.0
"""Degrees by which it leans."""
BAND = 0.38
"""How wide the band around no ear would be, in parts of the drawn one; each ear adds a third of that."""
BELOW = 150.0
"""How far the stalks go on below the band."""


def sheaf(counts: Sequence[int], x: float, y: float) -> tuple[tuple[EarView, ...], str]:
    """Draw a sheaf; an empty one is a stalk that bears nothing.

    Args:
        counts: how many picks each section has, in their order.
        x: where it is bound, in pixels.
        y: the same, downwards.

    Returns:
        The ears, and what holds them together.
    """
    kept = [count for count in counts if count > 0]
    kept = [*kept[: EARS - 1], sum(kept[EARS - 1 :])] if len(kept) > EARS else kept or [0]
    if len(kept) == 1:
        return (_ear(kept[0], TILT, (x, y), 0, leaf=LEAF),), ""
    step = min(FAN, SPREAD / (len(kept) - 1))
    middle = (len(kept) - 1) / 2
    ears = tuple(
        _ear(count, (at - middle) * step, (x, y), abs(at - middle) / max(1.0, middle)) for at, count in enumerate(kept)
    )
    return ears, f"translate({x:g} {y:g}) scale({BAND + BAND / 3 * len(ears):.2f} 1)"


def _ear(count: int, turn: float, at: tuple[float, float], out: float, *, leaf: str = "") -> EarView:
    """Draw one ear; `out` is 0 for the middle one and 1 for the outermost, which is shorter."""
    height = REACH * (1 - 0.16 * out * out)
    pairs = ceil((count - 1) / 2)
    size = min(1.5, (height - 60) / (pairs * PAIR + TIP + AWN))
    top = -height + AWN * size * 0.8
    return EarView(
        place=f"translate({at[0]:g} {at[1]:g}) rotate({turn:.2f})",
        stalk=f"M0 {BELOW:g}Q{-6 - 3 * out:.1f} {-height / 2:.1f} 0 {top + (TIP if count > 1 else TIP / 2) * size:.1f}",
        leaf=leaf,
        grains=tuple(_grains(count, size, top)),
        awns="".join(_awns(count, size, top)),
    )


def _grains(count: int, size: float, top: float) -> Iterator[GrainView]:
    """Put one grain on top and the others in pairs below it."""
    if count:
        yield GrainView(place=f"translate(0 {top + 8 * size:.1f}) scale({size:.3f})")
    for number in range(count - 1):
        side = 1 if number % 2 else -1
        down = top + (TIP + PAIR * (number // 2)) * size
        yield GrainView(
            place=f"translate({side * ASIDE * size:.1f} {down:.1f}) rotate({side * LEAN}) scale({size:.3f})"
        )


def _awns(count: int, size: float, top: float) -> Iterator[str]:
    """Give every grain its bristle."""
    if count:
        yield f"M0 {top - 8 * size:.1f}v{-AWN * size * 0.72:.1f}"
    for number in range(count - 1):
        side = 1 if number % 2 else -1
        down = top + (TIP + PAIR * (number // 2)) * size
        yield (
            f"M{side * 14 * size:.1f} {down - 14 * size:.1f}"
            f"q{side * 10 * size:.1f} {-AWN * size * 0.4:.1f} {side * 13 * size:.1f} {-AWN * size:.1f}"
        )
