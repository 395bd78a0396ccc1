"""A drawing as PNG in, the same in 256 colours out: half as many bytes, and no other paper.

A poster has some hundred to some thousand colours, nearly all of them on the edges of letters. The most frequent stay
exactly what they are; each of the others, a few pixels in a thousand, becomes the nearest of those. Pillow's own ways
to find a palette shift the paper, which is then not that of the site any more.
"""

from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

COLOURS = 256
"""What a palette of PNG holds (https://www.w3.org/TR/png-3/#11PLTE)."""
ALL = 1 << 24
"""Colours of 24 bits."""


def small(png: bytes) -> bytes:
    """Return a drawing without transparency as PNG with a palette."""
    import numpy as np  # noqa: PLC0415  only to draw
    from PIL import Image  # noqa: PLC0415  7 MB of code, only to draw

    with Image.open(BytesIO(png)) as opened:
        drawing = opened.convert("RGBA")
    counted: Any = drawing.getcolors(drawing.width * drawing.height)  # one entry a colour: how often, and which
    colours = np.array([colour for _, colour in sorted(counted, key=lambda pair: (-pair[0], pair[1]))], dtype=np.uint8)
    table = np.zeros(ALL, dtype=np.uint8)
    table[_packed(colours)] = _nearest(colours[:, :3], colours[:COLOURS, :3])
    indexed = Image.fromarray(table[_packed(np.asarray(drawing))])
    indexed.putpalette(colours[:COLOURS, :3].tobytes())
    written = BytesIO()
    indexed.save(written, "PNG")
    return written.getvalue()


def _packed(channels: "NDArray[np.uint8]") -> "NDArray[np.uint32]":
    """Return colours as one number each, without how much shows through; the four channels are the last dimension."""
    import numpy as np  # noqa: PLC0415  as above

    packed: NDArray[np.uint32] = np.ascontiguousarray(channels).view("<u4")[..., 0] & np.uint32(ALL - 1)
    return packed


def _nearest(colours: "NDArray[np.uint8]", palette: "NDArray[np.uint8]") -> "NDArray[np.int64]":
    """Return for each colour the place in the palette that is nearest in red, green and blue; the first of equals."""
    of, to = colours.astype("int32"), palette.astype("int32")  # one channel after the other is three times as fast
    far: NDArray[np.int32] = sum((of[:, None, each] - to[None, :, each]) ** 2 for each in range(3))
    place: NDArray[np.int64] = far.argmin(axis=1)
    return place
